"""Passive cues: "it is believed that", "is expected to", "was announced by", "was quoted as saying"."""

from __future__ import annotations

from framing.quotations.complements import complement
from framing.quotations.content_ends import content_end, fill, following
from framing.quotations.cues import Cue, Language
from framing.quotations.drafts import Draft, add_content, new_draft
from framing.quotations.phrases import np_right, subject_left
from framing.quotations.preceding import Attribution, as_clause, preceding
from framing.quotations.sources import source_spans
from framing.quotations.units import Unit
from framing.quotations.verb_groups import VerbGroup

__all__ = ["as_reported_by", "passive", "quoted_as"]

_MODALS = frozenset(("should", "must", "can", "could", "may", "might", "cannot"))
_DEMONSTRATIVES = frozenset(("this", "that", "these", "such", "it"))


def passive(
    unit: Unit, span: tuple[int, int], cue: Cue, group: VerbGroup, previous: Unit | None, language: Language
) -> Draft | None:
    """Return what a passive cue, the tokens `span`, reports."""
    if unit.words[group.before] == "it" and not _MODALS.isdisjoint(unit.words[group.before + 1 : span[0]]):
        return None  # it should be noted: the writer's own aside
    draft = new_draft(unit, *span, cue)
    found = complement(unit, span[1], cue, language, passive=True)
    named = found is not None and found.shape == "np" and unit.words[found.first - 1] == "as"
    if found is not None and named and unit.tags[found.first] != "g":
        return _named_by(unit, draft, span[1], found.first, group, language)
    if found is None and unit.words[group.before] == "it":  # …, it was noted
        return preceding(unit, draft, Attribution(group.before - 1, span[1] + 1, cue, "passive"), previous, language)
    told = found is not None and found.shape == "zero" and cue.transitive
    if found is None or not (told or found.shape in ("that", "to", "wh", "colon")):
        return _by_agent(unit, draft, span[1], cue, group, previous)
    if found.shape == "to" and (unit.words[span[0]] == "supposed" or "that" not in cue.frames):
        return None
    draft.rule = "passive_" + found.shape
    subject = subject_left(unit, group.before) if found.shape == "to" else None
    if found.shape == "to" and subject is None:
        return None
    if subject is not None:
        add_content(draft, unit, *subject)
    return fill(unit, draft, found, language.cues)


def as_reported_by(unit: Unit, span: tuple[int, int], cue: Cue, group: VerbGroup, language: Language) -> Draft | None:
    """Return what follows "As reported by the agency,"; any other participle reports nothing by itself."""
    if group.before < 0 or unit.words[group.before] != "as" or unit.words[span[1] + 1 : span[1] + 2] != ["by"]:
        return None
    end = np_right(unit, span[1] + 2)
    if end < span[1] + 2:
        return None
    draft = new_draft(unit, *span, cue)
    draft.source = [unit.span(span[1] + 2, end)]
    return as_clause(unit, draft, group.before, end + 1, language)


def quoted_as(
    unit: Unit, draft: Draft, last: int, cue: Cue, group: VerbGroup, previous: Unit | None, language: Language
) -> Draft | None:
    """Take what "the general was quoted by the agency as saying" reports; `group` is that of "quoted"."""
    subject = subject_left(unit, group.before)
    if subject is None:
        return None
    draft.source = source_spans(unit, subject)
    found = following(unit, draft, last, cue, language)
    if found is not None:
        return found
    return preceding(unit, draft, Attribution(subject[0] - 1, last + 1, cue, "parenthetic"), previous, language)


def _named_by(unit: Unit, draft: Draft, last: int, first: int, group: VerbGroup, language: Language) -> Draft | None:
    """Take the name behind "as", and what is named: "The raid was described by Moscow as “an act of terror”"."""
    draft.rule = "passive_as"
    draft.upto = content_end(unit, first, "np", language.cues)
    by = next((i for i in (last + 1, *range(first, len(unit))) if unit.words[i] == "by"), None)
    if by is not None:
        agent = np_right(unit, by + 1, apposition=True)
        draft.source = [unit.span(by + 1, agent)] if agent > by else []
        draft.upto = by if first < by < draft.upto else draft.upto
    subject = subject_left(unit, group.before)
    if subject is not None and unit.tags[subject[0]] not in "PR":
        add_content(draft, unit, *subject)
    add_content(draft, unit, first, draft.upto - 1)
    return draft if draft.content else None


def _by_agent(unit: Unit, draft: Draft, last: int, cue: Cue, group: VerbGroup, previous: Unit | None) -> Draft | None:
    """Take the subject as content, the agent as source: "The parallels were hinted at by Lavrov"."""
    i = last + 1
    while i < last + 4 and unit.tags[i] in "VpN" and unit.words[i] != "by":
        i += 1
    if unit.words[i : i + 1] != ["by"] or not cue.frames & {"quote", "that", "np", "anaphor"}:
        return None
    end = np_right(unit, i + 1, apposition=True)
    subject = subject_left(unit, group.before)
    if end <= i or subject is None or unit.tags[i + 1] == "g" or unit.words[end + 1 : end + 2] == ["as"]:
        return None
    draft.source = [unit.span(i + 1, end)]
    draft.upto = end + 1
    if unit.words[subject[0]] in _DEMONSTRATIVES:
        return _anaphor(unit, draft, previous)
    if "anaphor" in cue.frames or unit.tags[subject[0]] in "PR":
        return None
    draft.rule = "passive_by"
    add_content(draft, unit, *subject)
    return draft if draft.content else None


def _anaphor(unit: Unit, draft: Draft, previous: Unit | None) -> Draft | None:
    """Take the quotation in the sentence before: “…” This was published by the agency."""
    if previous is None or previous.paragraph != unit.paragraph or set(previous.tags) - set("Q,.' "):
        return None
    draft.rule = "anaphor"
    add_content(draft, previous, 0, len(previous) - 1)
    return draft if draft.content else None
