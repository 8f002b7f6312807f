"""Passive cues: "it is believed that", "is expected to", "was announced by", "was quoted as saying"."""

from __future__ import annotations

from framing.quotations.complements import complement, is_called
from framing.quotations.content_ends import content_end, fill, following
from framing.quotations.cues import PARTICIPLE, Cue, CueLexicon
from framing.quotations.drafts import Draft, add_content, new_draft
from framing.quotations.phrases import PHRASE, np_left, np_right
from framing.quotations.preceding import Attribution, as_clause, preceding
from framing.quotations.sources import source_spans
from framing.quotations.subjects import subject_left
from framing.quotations.units import Unit
from framing.quotations.verb_groups import VerbGroup

__all__ = ["as_reported_by", "dubbed", "passive", "quoted_as"]

_MODALS = frozenset(("should", "must", "can", "could", "may", "might", "cannot"))
_PHRASES = frozenset(("np", "ing", "quote"))
_DEMONSTRATIVES = frozenset(("this", "that", "these", "such", "it"))


def passive(
    unit: Unit, span: tuple[int, int], cue: Cue, group: VerbGroup, previous: Unit | None, cues: CueLexicon
) -> Draft | None:
    """Return what a passive cue, the tokens `span`, reports."""
    if unit.words[group.before] == "it" and not _MODALS.isdisjoint(unit.words[group.before + 1 : span[0]]):
        return None  # it should be noted: the writer's own aside
    draft = new_draft(unit, *span, cue)
    found = complement(unit, span[1], cue, cues, passive=True)
    named = found is not None and found.shape == "np" and unit.words[found.first - 1] == "as"
    if found is not None and named and unit.tags[found.first] != "g":
        return _named_by(unit, draft, span[1], found.first, group, cues)
    as_ = _behind_agent(unit, span[1], cue) if found is None else None
    if as_ is not None:
        return _named_by(unit, draft, span[1], as_ + 1, group, cues)
    name = _name(unit, span[1], cue)
    if name is not None:
        return _named_by(unit, draft, span[1], name[0], group, cues)
    if found is None and unit.words[group.before] == "it":  # …, it was noted
        return preceding(unit, draft, Attribution(group.before - 1, span[1] + 1, cue, "passive"), previous, cues)
    if "object_of" in cue.frames and (found is None or found.shape in _PHRASES):
        return _accused(unit, draft, span[1], group, cues)
    told = found is not None and found.shape == "zero" and (cue.transitive or unit.words[group.before] == "it")
    if found is None or not (told or found.shape in ("that", "to", "wh", "colon")):
        return _by_agent(unit, draft, span[1], cue, group, previous, cues)
    draft.rule = "passive_" + found.shape
    if found.shape == "to":
        if unit.words[span[0]] == "supposed" or "that" not in cue.frames:
            return None
        verb = _said_to_have(unit, found.first, cues)
        if verb is not None:
            said = found.first + 2
            return quoted_as(unit, new_draft(unit, said, said, verb), said, verb, group, previous, cues)
        subject = subject_left(unit, group.before)
        if subject is None:
            return None
        add_content(draft, unit, *subject)
    agent = _agent(unit, span[1] + 1)  # it was said by the mayor that
    if agent is not None and agent[1] < found.first:
        draft.source = [unit.span(*agent)]
    return fill(unit, draft, found, cues)


def _said_to_have(unit: Unit, to: int, cues: CueLexicon) -> Cue | None:
    """Return the cue two tokens behind "to" in "is reported to have said"."""
    have, *said = unit.words[to + 1 : to + 3] or [""]
    entry = cues.verbs.get(said[0]) if have == "have" and said else None
    return entry[0] if entry is not None and PARTICIPLE in entry[1] and entry[0].frames & {"that", "quote"} else None


def dubbed(unit: Unit, span: tuple[int, int], cue: Cue) -> Draft | None:
    """Return what somebody calls a thing, in marks: "activists, dubbed “a danger” by one minister"."""
    name = _name(unit, span[1], cue)
    agent = None if name is None else _agent(unit, name[1] + 1)
    if name is None or agent is None or unit.words[name[0]] == "the":
        return None  # called the “mayor” by his name
    draft = new_draft(unit, *span, cue)
    draft.rule, draft.upto, draft.source = "name", agent[1] + 1, [unit.span(*agent)]
    add_content(draft, unit, *name)
    return draft if draft.content else None


def _name(unit: Unit, last: int, cue: Cue) -> tuple[int, int] | None:
    """Return the name in marks behind a cue, the token `last`, if somebody gives it: called a “clown” | by rivals."""
    if "object_as" not in cue.frames:
        return None
    first = last + 1 + (unit.words[last + 1 : last + 2] == ["as"])
    by = next((i for i in range(first, np_right(unit, first) + 2) if unit.words[i : i + 1] == ["by"]), first)
    return (first, by - 1) if "Q" in unit.tags[first:by] and _agent(unit, by) is not None else None


def as_reported_by(unit: Unit, span: tuple[int, int], cue: Cue, group: VerbGroup, cues: CueLexicon) -> Draft | None:
    """Return what follows "As reported by the agency,"; any other participle reports nothing by itself."""
    agent = _agent(unit, span[1] + 1)
    if group.before < 0 or unit.words[group.before] != "as" or agent is None:
        return None
    draft = new_draft(unit, *span, cue)
    draft.source = [unit.span(*agent)]
    return as_clause(unit, draft, group.before, agent[1] + 1, cues)


def quoted_as(
    unit: Unit, draft: Draft, last: int, cue: Cue, group: VerbGroup, previous: Unit | None, cues: CueLexicon
) -> Draft | None:
    """Take what "the general was quoted by the agency as saying" reports; `group` is that of "quoted"."""
    subject = subject_left(unit, group.before)
    if subject is None:
        return None
    draft.source = source_spans(unit, subject)
    found = following(unit, draft, last, cue, cues)
    if found is not None:
        return found
    return preceding(unit, draft, Attribution(subject[0] - 1, last + 1, cue, "parenthetic"), previous, cues)


def _accused(unit: Unit, draft: Draft, last: int, group: VerbGroup, cues: CueLexicon) -> Draft | None:
    """Take the accused and what of: "The mayor was accused by rivals of lying", "was accused of lying by rivals"."""
    of = last + 1
    if unit.words[of : of + 1] == ["by"]:
        of = _of_accusation(unit, of + 1)
        draft.source = [unit.span(last + 2, of - 1)] if of > last + 2 else []
    subject = subject_left(unit, group.before)
    if unit.words[of : of + 1] != ["of"] or subject is None:
        return None
    draft.rule = "passive_of"
    relative = unit.tags[subject[0]] == "R"
    draft.upto = content_end(unit, of + 1, "np", cues, relative=relative)
    by = next((i for i in range(of + 2, draft.upto) if unit.words[i] == "by" and unit.tags[i + 1] in "DcwO"), None)
    agent = None if by is None or draft.source else _agent(unit, by)
    if agent is not None and agent[1] == draft.upto - 1:
        draft.source = [unit.span(*agent)]
        draft.upto = agent[0] - 1
    if unit.tags[subject[0]] not in "PR":
        add_content(draft, unit, *subject)
    add_content(draft, unit, of + 1, draft.upto - 1)
    return draft if draft.content else None


def _of_accusation(unit: Unit, first: int) -> int:
    """Return the "of" behind an agent that may have one of its own: by the head of the party | of lying."""
    end = np_right(unit, first) + 1
    inside = [i for i in range(first + 1, end) if unit.words[i] == "of"]
    said = [i for i in inside if unit.tags[i + 1] in "gQ"]
    if said or unit.words[end : end + 1] == ["of"] or not inside:
        return said[0] if said else end
    return inside[-1] if unit.tags[first] == "D" else inside[0]


def _behind_agent(unit: Unit, last: int, cue: Cue) -> int | None:
    """Return the "as" behind an agent that has an apposition: described by Lind, the owner, as “a danger”."""
    agent = _agent(unit, last + 1, apposition=True)
    if "object_as" not in cue.frames or agent is None:
        return None
    as_ = agent[1] + 1 + (unit.tags[agent[1] + 1] == ",")
    return as_ if is_called(unit, as_) else None


def _named_by(unit: Unit, draft: Draft, last: int, first: int, group: VerbGroup, cues: CueLexicon) -> Draft | None:
    """Take the name behind "as", and what is named: "The raid was described by Moscow as “an act of terror”"."""
    draft.rule = "passive_as"
    draft.upto = content_end(unit, first, "np", cues)
    by = next((i for i in (last + 1, *range(first, len(unit))) if unit.words[i] == "by"), None)
    if by is not None:
        agent = _agent(unit, by, apposition=True)
        draft.source = [] if agent is None else [unit.span(*agent)]
        draft.upto = by if first < by < draft.upto else draft.upto
    subject = subject_left(unit, group.before)
    if subject is not None and unit.tags[subject[0]] not in "PR":
        add_content(draft, unit, *subject)
    add_content(draft, unit, first, draft.upto - 1)
    return draft if draft.content else None


def _by_agent(
    unit: Unit, draft: Draft, last: int, cue: Cue, group: VerbGroup, previous: Unit | None, cues: CueLexicon
) -> Draft | None:
    """Take the subject as content, the agent as source: "The parallels were hinted at by Lavrov"."""
    i = last + 1
    while i < last + 4 and unit.tags[i] in "VpN" and unit.words[i] != "by":
        i += 1
    agent = _agent(unit, i, apposition=True)
    subject = subject_left(unit, group.before)
    if agent is None or subject is None or not cue.frames & {"quote", "that", "np", "anaphor"}:
        return None
    if "not" in unit.words[group.before + 1 : agent[0]]:
        return None  # is not recognised by
    end = agent[1] + 1
    if unit.tags[agent[0]] == "g" or unit.words[end : end + 1] == ["as"]:
        return None
    draft.source, draft.upto = [unit.span(*agent)], end
    if subject[0] and unit.words[subject[0] - 1] == "as":  # as we were told by the ministry
        return as_clause(unit, draft, subject[0] - 1, end, cues)
    if unit.words[subject[0]] in _DEMONSTRATIVES:
        return _anaphor(unit, draft, previous)
    if "anaphor" in cue.frames or unit.tags[subject[0]] in "PR":
        return None
    draft.rule = "passive_by"
    add_content(draft, unit, _first_of_claim(unit, subject[0], cues), subject[1])
    return draft if draft.content else None


def _agent(unit: Unit, by: int, *, apposition: bool = False) -> tuple[int, int] | None:
    """Return who stands behind the token `by`, if that is "by" and somebody does."""
    if unit.words[by : by + 1] != ["by"]:
        return None
    end = np_right(unit, by + 1, apposition=apposition)
    return (by + 1, end) if end > by else None


def _first_of_claim(unit: Unit, first: int, cues: CueLexicon) -> int:
    """Return where a subject begins that ends with the clause of a noun: the claim that they had | looted homes."""
    that = unit.tags.rfind("T", max(0, first - PHRASE), first)
    if that < 1 or unit.words[that - 1] not in cues.nouns or "," in unit.tags[that:first]:
        return first
    claim = np_left(unit, that - 1)
    return first if claim is None else claim[0]


def _anaphor(unit: Unit, draft: Draft, previous: Unit | None) -> Draft | None:
    """Take the quotation in the sentence before: “…” This was published by the agency."""
    if previous is None or previous.paragraph != unit.paragraph or set(previous.tags) - set("Q,.' "):
        return None
    draft.rule = "anaphor"
    add_content(draft, previous, 0, len(previous) - 1)
    return draft if draft.content else None
