"""The marks that no cue has claimed: quotations that go on, quotations that stand free, and scare quotes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from framing.documents import Span
from framing.quotations.drafts import Draft
from framing.quotations.marks import Marked
from framing.quotations.phrases import main_subject
from framing.quotations.units import Unit

__all__ = ["assign_leftovers"]

_ENDS = ".?!…—,"


def assign_leftovers(
    text: str, units: Sequence[Unit], by_unit: Sequence[list[Draft]], drafts: list[Draft], without: Collection[str]
) -> list[Span]:
    """Give each unclaimed stretch to the quotation it belongs to; return those that quote nobody."""
    claimed = {id(marked): draft for draft in drafts for marked in draft.marked}
    runs = {marked.run: draft for draft in drafts for marked in draft.marked}
    loose: list[Span] = []
    last: Draft | None = None  # the draft that a stretch may carry on
    speaking: Draft | None = None  # the attribution that a free stretch goes back to
    for number, unit in enumerate(units):
        if last is not None and unit.paragraph != last.paragraph and not last.open_colon:
            last = None
        if speaking is not None and unit.paragraph > speaking.paragraph + 1:
            speaking = None
        if unit.marked:
            free = [i for i in unit.marked if id(unit.marked[i]) not in claimed]
            alone = _only_marked(unit)
            for i in free:
                marked = unit.marked[i]
                draft = _owner(unit.marked[i], alone, last, runs, without)
                if draft is None:
                    draft = _free(text, unit, i, alone, without)
                    if draft is not None:
                        if not draft.source and number and units[number - 1].tags.endswith(":") and i == 0:
                            _introduce(draft, units[number - 1])
                        elif not draft.source and speaking is not None:
                            draft.source = list(speaking.source)
                            speaking.paragraph = unit.paragraph
                        drafts.append(draft)
                if draft is None:
                    loose.append((marked.start, marked.end))
                    continue
                draft.content.append((marked.start, marked.end))
                draft.marked.append(marked)
                draft.open_colon = False
                draft.paragraph = unit.paragraph
                runs.setdefault(marked.run, draft)
                last = draft
            loose.extend(_inner(unit))
        for draft in by_unit[number]:
            if draft.marked or draft.open_colon:
                last = speaking = draft
            elif draft.speech:
                last, speaking = None, draft
    return loose


def _introduce(draft: Draft, unit: Unit) -> None:
    """Give a quotation the subject of the sentence whose colon announces it."""
    last = len(unit) - 1
    draft.rule, draft.cue, draft.cue_class = "colon", [unit.span(last, last)], "neutral"
    subject = main_subject(unit, last)
    if subject is not None:
        draft.source = [unit.span(*subject)]


def _inner(unit: Unit) -> list[Span]:
    found: list[Span] = []
    stack = [inner for marked in unit.marked.values() for inner in marked.inner]
    while stack:
        marked = stack.pop()
        found.append((marked.start, marked.end))
        stack.extend(marked.inner)
    return found


def _only_marked(unit: Unit) -> bool:
    """Tell a sentence that is nothing but quotation."""
    return all(i in unit.marked or not (word[0].isalnum()) for i, word in enumerate(unit.words))


def _owner(
    marked: Marked, alone: bool, last: Draft | None, runs: dict[int, Draft], without: Collection[str]
) -> Draft | None:
    """Return the quotation that a stretch carries on; `alone`: its sentence is nothing but quotation."""
    if marked.run in runs and "run" not in without:
        return runs[marked.run]
    if last is not None and alone and "goes_on" not in without:
        return last
    return None


def _free(text: str, unit: Unit, index: int, alone: bool, without: Collection[str]) -> Draft | None:
    """Return a new quotation for a stretch that is one by its looks."""
    marked = unit.marked[index]
    words = text[marked.start : min(marked.end, marked.start + 400)].split()
    if alone and "freestanding" not in without:
        if len(words) >= 4 or (words and text[marked.end - 1] in _ENDS):
            return Draft("freestanding", paragraph=unit.paragraph)
        return None
    if index and unit.tags[index - 1] == ":" and len(words) >= 3 and "colon" not in without:
        draft = Draft("colon", cue=[unit.span(index - 1, index - 1)], cue_class="neutral", paragraph=unit.paragraph)
        subject = main_subject(unit, index - 1)
        if subject is not None:
            draft.source = [unit.span(*subject)]
        return draft
    return None
