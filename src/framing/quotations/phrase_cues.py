"""Cues that are no verbs: according to, in the words of, is convinced that, the claim that."""

from __future__ import annotations

from framing.quotations.clause_starts import is_clause
from framing.quotations.complements import Complement, adjuncts_end
from framing.quotations.content_ends import content_end, fill
from framing.quotations.cues import PARTICIPLE, CueLexicon
from framing.quotations.drafts import Draft, add_content, new_draft
from framing.quotations.phrases import is_measure, np_right
from framing.quotations.preceding import Attribution, content_start, has_main_clause, preceding
from framing.quotations.sources import before_report, possessed, possessor, source_spans
from framing.quotations.subjects import subject_left
from framing.quotations.units import Unit
from framing.quotations.verb_groups import PASSIVE, verb_group

__all__ = ["according_to", "adjective", "emerging", "in_words_of", "noun"]

_EMPTY_SUBJECTS = frozenset(("it", "it's", "there", "that", "that's"))
_NO_SPEAKERS = frozenset(("thing", "much", "nothing", "everything", "i", "we"))  # one thing is certain: …


def according_to(unit: Unit, index: int, cues: CueLexicon) -> Draft | None:
    """Return what "according to" reports, from before or behind it."""
    if unit.words[index + 1 : index + 2] != ["to"]:
        return None
    end = np_right(unit, index + 2, apposition=False)
    if is_measure(unit, index + 2, end):
        return None
    return _adverbial(unit, (index, index + 1), "according_to", cues)


def in_words_of(unit: Unit, index: int, cues: CueLexicon) -> Draft | None:
    """Return what "in the words of", "in the expert's view", "in his opinion" report."""
    if index < 2:
        return None
    if unit.words[index - 2 : index] == ["in", "the"] and unit.words[index + 1 : index + 2] == ["of"]:
        return _adverbial(unit, (index - 2, index + 1), "in_words_of", cues)
    whose = possessed(unit, index - 1)
    if whose is None or not whose[0] or unit.words[whose[0] - 1] != "in":
        return None
    cue = [unit.span(whose[0] - 1, whose[0] - 1), unit.span(index, index)]
    draft = Draft("in_words_of", cue=cue, source=source_spans(unit, whose), cue_class="neutral")
    return _around(unit, draft, (whose[0] - 1, index), cues)


def _adverbial(unit: Unit, span: tuple[int, int], rule: str, cues: CueLexicon) -> Draft | None:
    """Read a sentence in which an adverbial, the tokens `span`, names the source behind it."""
    end = np_right(unit, span[1] + 1, apposition=True)
    if unit.tags[end + 1] == "," and unit.tags[end + 2] in "Av":
        end = np_right(
            unit, span[1] + 1
        )  # what looks like an apposition is the subject: a soldier, Ivo Zas, was killed
    comma = unit.tags.rfind(",", span[1] + 1, end)
    if comma > 0 and (unit.tags[end + 1] == "Q" or (not span[0] and not unit.tags[end + 1 :].strip(" .?!"))):
        end = comma - 1  # or here its verb is quoted: according to Lind, the offer | “still stands”
    end = before_report(unit, span[1] + 1, end, cues)
    if end <= span[1]:
        return None
    draft = Draft(rule, cue=[unit.span(*span)], source=[unit.span(span[1] + 1, end)], cue_class="neutral")
    return _around(unit, draft, (span[0], end), cues)


def _around(unit: Unit, draft: Draft, span: tuple[int, int], cues: CueLexicon) -> Draft | None:
    """Take as content what stands around an attribution, the tokens `span`."""
    draft.paragraph = unit.paragraph
    after, before = span[1] + 1, span[0] - 1
    while before >= 0 and (unit.tags[before] in ",C" or _is_aside(unit, before)):
        before -= 1
    if before < 0 or unit.tags[before] == "R":  # a local who, according to his family, left home
        first = _behind(unit, after)
        return fill(unit, draft, Complement("that", first), cues)
    first = content_start(unit, span[0])
    clause = is_clause(unit, first, cues, span[0] - first) and has_main_clause(unit, first, before)
    add_content(draft, unit, first, before)
    draft.upto = after
    # What stands in marks behind it is theirs, too: it was, in the words of one resident, “hell”.
    if unit.tags[after] == "," and (not clause or unit.tags[after + 1] == "Q"):
        draft.upto = content_end(unit, after + 1, "that", cues)
        add_content(draft, unit, after + 1, draft.upto - 1)
    return draft if draft.content else None


def _is_aside(unit: Unit, i: int) -> bool:
    """Tell an adverb of the attribution (…, reportedly according to) from one of the content (fees rose sharply, …)."""
    return unit.tags[i] == "V" and (not i or unit.tags[i - 1] in ",C")


def _behind(unit: Unit, after: int) -> int:
    """Return the first token of the content behind a fronted adverbial, past "quoting the agency,"."""
    first = adjuncts_end(unit, after)
    first += unit.tags[first] == ","
    if unit.tags[first] == "g":
        first = next((j + 1 for j in range(first, min(len(unit), first + 30)) if unit.tags[j] == ","), first)
    return first


def adjective(unit: Unit, index: int, cues: CueLexicon) -> Draft | None:
    """Return what "is convinced that", "was sure he would", "…, he is certain" report."""
    group = verb_group(unit, index, frozenset((PARTICIPLE,)))
    if group is None or group.voice != PASSIVE:
        return None
    subject = subject_left(unit, group.before)
    if subject is None or unit.words[subject[0]] in _EMPTY_SUBJECTS:
        return None
    cue = cues.adjectives[unit.words[index]]
    draft = new_draft(unit, index, index, cue)
    draft.source, draft.rule = source_spans(unit, subject), "adjective"
    if unit.tags[index + 1] == "T":
        return fill(unit, draft, Complement("that", index + 2), cues)
    if unit.tags[index + 1] in "PZDc" and is_clause(unit, index + 1, cues):
        return fill(unit, draft, Complement("zero", index + 1), cues)
    if "quote" not in cue.frames or unit.words[subject[1]] in _NO_SPEAKERS:
        return None
    if unit.tags[index + 1] == ":":
        return fill(unit, draft, Complement("colon", index + 2), cues)
    return preceding(unit, draft, Attribution(subject[0] - 1, index + 1, cue, "parenthetic"), None, cues)


def emerging(unit: Unit, index: int, cues: CueLexicon) -> Draft | None:
    """Return what nobody is named for: "rumours are circulating that", "reports emerged on Monday that"."""
    i = index + 1
    while unit.tags[i] in "AV":
        i += 1
    if unit.grammar.emerging.isdisjoint(unit.words[i : i + 1]):
        return None
    that = adjuncts_end(unit, i + 1)
    if unit.tags[that] != "T":
        return None
    draft = new_draft(unit, index, index, cues.nouns[unit.words[index]])
    draft.rule = "noun_emerging"
    return fill(unit, draft, Complement("that", that + 1), cues)


def noun(unit: Unit, index: int, cues: CueLexicon) -> Draft | None:
    """Return what "his claim that", "their first statement was that", "the reaction of the ministry:" report."""
    draft = new_draft(unit, index, index, cues.nouns[unit.words[index]])
    draft.rule = "noun"
    fronted = unit.tags[unit.floor] in "pS" and unit.tags.find(",", 0, index) < 0
    draft.subordinate = fronted  # despite his promise that it was safe, | they fled
    i = index + 1
    if unit.words[i : i + 1] == ["of"] and i + 1 in unit.marked:  # his claims of “fraud”
        draft.source, draft.rule = possessor(unit, index), "noun_of"
        draft.upto = i + 2
        add_content(draft, unit, i + 1, i + 1)
        return draft if draft.source and draft.content else None
    if i < len(unit) and unit.words[i] in ("of", "by", "from"):
        last = np_right(unit, i + 1)
        if last > i:
            draft.source = [unit.span(i + 1, last)]
            i = last + 1
    draft.source = draft.source or possessor(unit, index)
    if not draft.source:
        return None
    if i < len(unit) and unit.words[i] in unit.grammar.be:
        i += 1
    if unit.tags[i] == "T" and unit.tags[i + 1] not in "Av":
        shape = "noun" if _is_subject(unit, index) else "that"
        return fill(unit, draft, Complement(shape, i + 1), cues)
    if unit.words[i : i + 1] and unit.words[i] in unit.grammar.topic_prepositions and unit.tags[i + 1] not in "N ":
        draft.rule = "noun_about"
        draft.upto = np_right(unit, i + 1) + 1
        add_content(draft, unit, i + 1, draft.upto - 1)
        return draft if draft.content else None
    i = adjuncts_end(unit, i)
    if unit.tags[i] == ":":
        draft.rule = "noun_colon"
        return fill(unit, draft, Complement("colon", i + 1), cues)
    return None


def _is_subject(unit: Unit, index: int) -> bool:
    """Tell whether a noun can be the subject of its sentence: no verb stands before it."""
    return all(unit.tags.find(tag, 0, index) < 0 for tag in "AvZ")
