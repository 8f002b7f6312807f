"""Reporting verbs: who says it, before, inside or behind what is said."""

from __future__ import annotations

from dataclasses import dataclass

from framing.quotations.clause_starts import is_clause
from framing.quotations.complements import adjuncts_end, complement
from framing.quotations.content_ends import fill, following
from framing.quotations.cues import BASE, GERUND, PARTICIPLE, PAST, THIRD, Cue, CueLexicon
from framing.quotations.drafts import Draft, add_content, new_draft
from framing.quotations.passives import as_reported_by, dubbed, passive, quoted_as
from framing.quotations.phrases import np_left, np_right
from framing.quotations.preceding import Attribution, as_clause, preceding
from framing.quotations.sources import before_report, names_nobody, source_spans
from framing.quotations.subjects import before_marked_clause, main_subject, subject_left
from framing.quotations.units import Unit
from framing.quotations.verb_groups import INFINITIVE, PARTICIPIAL, PASSIVE, REDUCED, VerbGroup, verb_group

__all__ = ["Verb", "read_verb"]

# Prepositions and conjunctions that a reporting participle may follow: "by saying that", "while denying it".
_BEFORE_PARTICIPLE = frozenset(("by", "while", "after", "before", "in", "from", "despite", "without", "besides"))
_THINGS = frozenset(("it", "this", "what"))  # it shows that: what the writer gathers
_HEARD = frozenset(("heard", "overheard", "seen"))  # a woman is heard saying
_REFLEXIVE = (["itself"], ["himself"], ["herself"], ["themselves"])
_QUOTING = frozenset(("quote", "cite", "report"))
_QUOTED = 20  # tokens between "quoted" and "as saying"
_STAGE = 9  # tokens between what is done and "to" say something
_FRONTED = 40  # tokens of the longest participle clause that opens a sentence
_BEHIND = ("inverted", "parenthetic", "as_", "according")  # rules whose source is also that of a participle behind it


@dataclass(frozen=True, slots=True)
class Verb:
    """A cue in its place: its first and last token, its lexicon entry, and the forms it may be."""

    first: int
    last: int
    cue: Cue
    kinds: frozenset[str]


def read_verb(unit: Unit, verb: Verb, drafts: list[Draft], previous: Unit | None, cues: CueLexicon) -> Draft | None:
    """Return what a reporting verb reports; `drafts` are those found before it in the sentence."""
    if PARTICIPLE in verb.kinds and verb.first and unit.tags[verb.first - 1] in ",wc":
        found = dubbed(unit, (verb.first, verb.last), verb.cue)
        if found is not None:
            return found
    group = verb_group(unit, verb.first, verb.kinds)
    if group is None:
        return None
    if group.voice == INFINITIVE:
        return _purpose(unit, verb, group, cues)
    if group.voice == REDUCED:
        return as_reported_by(unit, (verb.first, verb.last), verb.cue, group, cues)
    if group.voice == PASSIVE:
        return passive(unit, (verb.first, verb.last), verb.cue, group, previous, cues)
    if group.voice == PARTICIPIAL and group.before > 0 and unit.words[group.before] in _HEARD:
        heard = verb_group(unit, group.before, frozenset((PARTICIPLE,)))
        if heard is not None and heard.voice == PASSIVE:
            draft = new_draft(unit, verb.first, verb.last, verb.cue)
            return quoted_as(unit, draft, verb.last, verb.cue, heard, previous, cues)
    if group.voice == PARTICIPIAL:
        return _participial(unit, verb, group, drafts, previous, cues)
    if verb.cue.lemma in _QUOTING and _passes_on(unit, verb.last, cues):
        return None
    found = _inverted(unit, verb, group, previous, cues)
    return found if found is not None else _active(unit, verb, group, drafts, previous, cues)


def _participial(
    unit: Unit, verb: Verb, group: VerbGroup, drafts: list[Draft], previous: Unit | None, cues: CueLexicon
) -> Draft | None:
    """Read a participle: "he left, saying that", "quotes him as saying", "signs reading “…”", "Claiming …, he left"."""
    if verb.cue.weak:
        return None  # a hearing
    if unit.words[verb.last + 1 : verb.last + 2] in _REFLEXIVE and unit.tags[group.before] in "wc":
        return None  # a group calling itself the League
    if group.before > 0 and unit.words[group.before] == "as":
        return _quoted_as(unit, verb, group.before, previous, cues)
    draft = new_draft(unit, verb.first, verb.last, verb.cue)
    if group.before < 0 or (not group.before and unit.tags[0] in "Sp"):
        return _fronted(unit, draft, verb, cues)
    draft.source = _participle_source(unit, verb, group, drafts, cues)
    if draft.source and unit.tags[group.before] in "wc" and _begins_text(unit, verb.last + 1):
        draft.rule, draft.upto = "participle", verb.last + 2  # signs reading “…” | hung from balconies
        add_content(draft, unit, verb.last + 1, verb.last + 1)
        return draft if draft.content else None
    draft.inside = unit.tags[group.before] == "," and _is_bare_subject(unit, group.before)
    if draft.inside and _names_topic(unit, verb):
        return None  # Lind, commenting on the vote, said
    return following(unit, draft, verb.last, verb.cue, cues, participle=True) if draft.source else None


def _names_topic(unit: Unit, verb: Verb) -> bool:
    """Tell a participle that only says on what somebody speaks: commenting on, speaking of."""
    return not verb.cue.prepositions.isdisjoint(unit.words[verb.last + 1 : verb.last + 2])


def _is_bare_subject(unit: Unit, comma: int) -> bool:
    """Tell a subject alone before a comma, its verb still to come: "The judge, calling it late, left"."""
    before = unit.tags[unit.floor : comma] if comma < _FRONTED else ""
    return bool(before) and not set(before) & set("AvZeSQ")


def _begins_text(unit: Unit, i: int) -> bool:
    """Tell a text in marks from words of the sentence: signs reading “No entry”, firms calling “reforms” a risk."""
    return i in unit.marked and unit.text[unit.marked[i].start : unit.marked[i].start + 1].isupper()


def _quoted_as(unit: Unit, verb: Verb, conjunction: int, previous: Unit | None, cues: CueLexicon) -> Draft | None:
    """Read "the agency quotes the general as saying that", and the same in the passive."""
    for k in range(conjunction - 1, max(-1, conjunction - _QUOTED), -1):
        entry = cues.verbs.get(unit.words[k])
        group = None
        if entry is not None and entry[0].lemma in _QUOTING:
            group = verb_group(unit, k, entry[1])
        if group is None:
            continue
        draft = new_draft(unit, verb.first, verb.last, verb.cue)
        if group.voice in (PASSIVE, REDUCED):
            return quoted_as(unit, draft, verb.last, verb.cue, group, previous, cues)
        said_by = np_left(unit, conjunction - 1, k + 1)
        if said_by is None:
            return None
        draft.source = source_spans(unit, said_by)
        found = following(unit, draft, verb.last, verb.cue, cues)
        subject = subject_left(unit, group.before) if found is None else None
        if subject is None:
            return found
        attribution = Attribution(subject[0] - 1, verb.last + 1, verb.cue, "parenthetic")
        return preceding(unit, draft, attribution, previous, cues)
    return None


def _passes_on(unit: Unit, last: int, cues: CueLexicon) -> bool:
    """Tell a verb that leaves the saying to another: quoted a sailor | as saying."""
    as_ = np_right(unit, last + 1, apposition=True) + 1
    as_ += unit.words[as_ : as_ + 1] == [","]
    said = cues.verbs.get(unit.words[as_ + 1]) if unit.words[as_ : as_ + 1] == ["as"] and as_ + 1 < len(unit) else None
    return as_ > last + 1 and said is not None and GERUND in said[1]


def _active(
    unit: Unit, verb: Verb, group: VerbGroup, drafts: list[Draft], previous: Unit | None, cues: CueLexicon
) -> Draft | None:
    """Read a verb whose subject stands before it, or before the verb that it is joined to."""
    draft = new_draft(unit, verb.first, verb.last, verb.cue)
    subject = subject_left(unit, group.before)
    if subject is None:
        draft.source = _inherited_source(unit, group, drafts)
        return following(unit, draft, verb.last, verb.cue, cues) if draft.source else None
    one_of_them = unit.words[subject[0]] == "one" and PAST in verb.kinds and subject[1] == verb.first - 1
    if names_nobody(unit, subject) and not one_of_them:
        return None
    if verb.cue.evidence and subject[0] == subject[1] and unit.words[subject[0]] in _THINGS:
        return None
    draft.source = source_spans(unit, subject)
    draft.subordinate = subject[0] > 0 and unit.tags[subject[0] - 1] in "SW"
    relative = unit.tags[subject[1]] in "RT" and subject[0] == subject[1]
    if not relative:
        attribution = Attribution(subject[0] - 1, verb.last + 1, verb.cue, "parenthetic")
        found = preceding(unit, draft, attribution, previous, cues)
        if found is not None:
            return found
    as_said = subject[0] > 0 and unit.words[subject[0] - 1] == "as" and verb.cue.frames & {"quote", "that"}
    if as_said and complement(unit, verb.last, verb.cue, cues) is None:
        found = as_clause(unit, draft, subject[0] - 1, verb.last + 1, cues)
        if found is not None:
            return found
    return following(unit, draft, verb.last, verb.cue, cues)


def _purpose(unit: Unit, verb: Verb, group: VerbGroup, cues: CueLexicon) -> Draft | None:
    """Read a verb that tells to what end something was done: took the floor to argue that it was late."""
    if "that" not in verb.cue.frames or verb.cue.weak or verb.cue.evidence:
        return None
    before = range(group.before, max(0, group.before - _STAGE), -1)
    done = next((k for k in before if unit.tags[k] not in "DcwptN#"), -1)
    if done < 1 or unit.words[done] not in unit.grammar.stage_verbs or unit.words[done + 1] in ("for", "upon"):
        return None
    subject = subject_left(unit, done - 1)
    found = complement(unit, verb.last, verb.cue, cues)
    if subject is None or found is None or found.shape not in ("that", "colon", "quote"):
        return None
    draft = new_draft(unit, verb.first, verb.last, verb.cue)
    draft.source, draft.rule = source_spans(unit, subject), "purpose"
    return fill(unit, draft, found, cues)


def _fronted(unit: Unit, draft: Draft, verb: Verb, cues: CueLexicon) -> Draft | None:
    """Read a participle that opens the sentence; its subject follows: "Claiming he was ill, Okafor left"."""
    if _names_topic(unit, verb):
        return None  # commenting on the vote, she said
    found = complement(unit, verb.last, verb.cue, cues)
    if found is None:
        return None
    for comma in range(found.first + 1, min(len(unit) - 1, found.first + _FRONTED)):
        if unit.tags[comma] == "," and is_clause(unit, comma + 1, cues, strict=True):
            subject = comma + 1, np_right(unit, comma + 1, apposition=True)
            if subject[1] < subject[0]:
                return None
            draft.source, draft.rule, draft.upto = source_spans(unit, subject), "participle_fronted", comma
            add_content(draft, unit, found.first, comma - 1)
            return draft if draft.content and draft.source else None
    return None


def _inherited_source(unit: Unit, group: VerbGroup, drafts: list[Draft]) -> list[tuple[int, int]]:
    """Return the source of a joined cue: "he came and said"."""
    if group.before < 0 or unit.tags[group.before] not in "C,":
        return []
    if drafts and drafts[-1].source:
        return list(drafts[-1].source)
    subject = main_subject(unit, group.before)
    return source_spans(unit, subject) if subject is not None else []


def _participle_source(
    unit: Unit, verb: Verb, group: VerbGroup, drafts: list[Draft], cues: CueLexicon
) -> list[tuple[int, int]]:
    """Return the source of a participle: its own noun, or the subject of its clause: "Zas called, stating that"."""
    k = group.before
    light, nouns = unit.grammar.light_verbs, cues.nouns
    behind = unit.tags[k] == "Q" and unit.text[unit.marked[k].end - 1] == ","  # called it “late,” | adding that
    if drafts and drafts[-1].upto == k + behind and (behind or unit.tags[k] == ",") and len(drafts[-1].source) == 1:
        return list(drafts[-1].source)  # Lima denies that it is so, | pointing out
    if k >= 0 and unit.tags[k] in "pS" and not (k and unit.words[k] in _BEFORE_PARTICIPLE):
        return []
    agent = _agent_with(unit, k)
    if agent is not None:
        return source_spans(unit, agent)
    if k >= 0 and unit.tags[k] in "DTtAv":
        return []
    if k >= 0 and drafts and drafts[-1].rule.startswith(("inverted", "parenthetic")):
        return list(drafts[-1].source)
    if k >= 0 and (unit.tags[k] == "c" or (unit.tags[k] in "w#'" and "D" in unit.tags[max(0, k - 4) : k])):
        floor = max((i + 1 for i in range(max(0, k - 12), k) if unit.tags[i] in "pt"), default=0)
        own = np_left(unit, k, floor)
        if own is not None and own[0] and unit.words[own[0] - 1] in light and unit.words[verb.last] in nouns:
            return []  # issued a new warning that
        if own is not None and own[0] and unit.words[own[0] - 1] in unit.grammar.place_prepositions:
            own = main_subject(unit, k + 1)
        if own is not None:
            return source_spans(unit, own)
    if drafts and drafts[-1].source and drafts[-1].rule.startswith(_BEHIND):
        return list(drafts[-1].source)
    subject = main_subject(unit, k)
    if subject is not None:
        return source_spans(unit, subject)
    return list(drafts[-1].source) if drafts else []


def _agent_with(unit: Unit, k: int) -> tuple[int, int] | None:
    """Return whose participle stands in an absolute phrase: ", with one | calling it “…”"."""
    own = np_left(unit, k, 1) if k > 0 else None
    if own is None or own[0] < 2 or unit.words[own[0] - 1] != "with" or unit.tags[own[0] - 2] != ",":
        return None
    return own


def _inverted(unit: Unit, verb: Verb, group: VerbGroup, previous: Unit | None, cues: CueLexicon) -> Draft | None:
    """Read a verb before its subject: “…,” said the minister."""
    end = _inverted_subject(unit, verb, group, cues)
    if end is None:
        return None
    draft = new_draft(unit, verb.first, verb.last, verb.cue)
    draft.source = [unit.span(verb.last + 1, before_report(unit, verb.last + 1, end, cues))]
    if not verb.first:
        return following(unit, draft, end, verb.cue, cues)
    attribution = Attribution(verb.first - 1, end + 1, verb.cue, "inverted")
    return preceding(unit, draft, attribution, previous, cues)


def _before_occasion(unit: Unit, first: int, last: int) -> int:
    """Leave out of a subject where or how it spoke: said the minister | in a live address."""
    grammar = unit.grammar
    for i in range(first + 1, last):
        if unit.words[i] in grammar.speaking_at and not grammar.occasions.isdisjoint(unit.words[i + 1 : last + 1]):
            return i - 1
    return last


def _inverted_subject(unit: Unit, verb: Verb, group: VerbGroup, cues: CueLexicon) -> int | None:
    """Return the last token of a subject behind its verb, if one can stand there."""
    tags, first = unit.tags, verb.last + 1
    spoken = "Q" in tags[max(0, verb.first - 2) : verb.first]  # “Never”, said she; “Never” – said she
    bare = not verb.kinds & {PAST, THIRD}
    addressed = verb.cue.transitive and not (spoken and verb.cue.inverts)
    if group.before != verb.first - 1 or not verb.kinds & {PAST, THIRD, BASE} or addressed:
        return None
    if verb.first and tags[verb.first - 1] not in "Q,-—":
        return None
    if tags[first] not in "Dcw#PQe" or (spoken and before_marked_clause(unit, verb.first - 1) is not None):
        return None
    if verb.first and not spoken:
        subject = subject_left(unit, verb.first - 1)
        if subject is not None and "R" in tags[subject[0] : verb.first - 1].rpartition(",")[2]:
            return None
        if "zero" not in verb.cue.frames or (tags[first] not in "cDP" and not unit.words[first].endswith("s")):
            return None
    end = _before_occasion(unit, first, np_right(unit, first, apposition=True))
    if spoken and tags[end + 1 : end + 2] == "e" and tags[end + 2] in "pt":
        end = adjuncts_end(unit, end + 2) - 1  # read a statement | published on Telegram
    headline = unit.line and end + 1 == len(unit) and unit.tags[0] not in "pSgeVN"
    if verb.first and not spoken and not headline and not is_clause(unit, 0, cues, verb.first):
        resumed = tags[end + 1] == "," and tags[end + 2] in "Av"
        if not resumed:  # Institutions, said the curator, are invited
            return None
    if (verb.cue.transitive or (bare and not spoken)) and tags[end + 1] not in " .!?":
        return None  # “…,” assured the minister: whom, if nothing follows
    return end if end >= first and tags[end + 1] not in "AvT" else None
