"""The marks that no cue has claimed: quotations that go on, quotations that stand free, and scare quotes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from framing.documents import Span
from framing.quotations.drafts import Draft
from framing.quotations.marks import Marked
from framing.quotations.subjects import main_subject
from framing.quotations.units import Unit

__all__ = ["assign_leftovers"]

_ENDS = ".?!…—,"
_WORDS = 4  # a sentence in marks with so many words is a quotation without a closing mark of its own, too
_LOOK = 400  # characters of a stretch that are looked at


@dataclass(slots=True)
class _Leftovers:
    """What is known while the units are gone through."""

    drafts: list[Draft]
    without: Collection[str]
    runs: dict[int, Draft]
    last: Draft | None = None  # the draft that a stretch in the same paragraph may carry on
    speaking: Draft | None = None  # the attribution that a free stretch goes back to
    loose: list[Span] = field(default_factory=list)


def assign_leftovers(
    units: Sequence[Unit], by_unit: Sequence[list[Draft]], drafts: list[Draft], without: Collection[str]
) -> list[Span]:
    """Give each unclaimed stretch to the quotation it belongs to; return those that quote nobody.

    `by_unit` has the drafts of each unit; new ones are added to `drafts`.
    """
    claimed = {id(marked) for draft in drafts for marked in draft.marked}
    state = _Leftovers(drafts, without, {marked.run: draft for draft in drafts for marked in draft.marked})
    for number, unit in enumerate(units):
        _leave_paragraph(state, unit)
        if unit.marked:
            alone = _only_marked(unit)
            for index, marked in unit.marked.items():
                if id(marked) not in claimed:
                    _assign(state, unit, index, units[number - 1] if number else None, alone)
            state.loose.extend(_inner(unit))
        for draft in by_unit[number]:
            if draft.marked or draft.open_colon:
                state.last = state.speaking = draft
            elif draft.speech:
                state.last, state.speaking = None, draft
    return state.loose


def _leave_paragraph(state: _Leftovers, unit: Unit) -> None:
    """Forget what a new paragraph cannot carry on."""
    last, speaking = state.last, state.speaking
    if last is not None and unit.paragraph != last.paragraph and not last.open_colon:
        state.last = None
    if speaking is not None and unit.paragraph > speaking.paragraph + 1:
        state.speaking = None


def _assign(state: _Leftovers, unit: Unit, index: int, previous: Unit | None, alone: bool) -> None:
    """Add one stretch to a quotation, or to those that quote nobody; `alone`: its sentence is nothing but marked."""
    marked = unit.marked[index]
    draft = _owner(state, marked, alone)
    if draft is None:
        draft = _free(state, unit, index, previous, alone)
        if draft is None:
            state.loose.append((marked.start, marked.end))
            return
        state.drafts.append(draft)
    draft.content.append((marked.start, marked.end))
    draft.marked.append(marked)
    draft.open_colon = False
    draft.paragraph = unit.paragraph
    state.runs.setdefault(marked.run, draft)
    state.last = draft


def _owner(state: _Leftovers, marked: Marked, alone: bool) -> Draft | None:
    """Return the quotation that a stretch carries on."""
    if marked.run in state.runs and "run" not in state.without:
        return state.runs[marked.run]
    return state.last if alone and "goes_on" not in state.without else None


def _free(state: _Leftovers, unit: Unit, index: int, previous: Unit | None, alone: bool) -> Draft | None:
    """Return a new quotation for a stretch that is one by its looks."""
    marked = unit.marked[index]
    words = unit.text[marked.start : min(marked.end, marked.start + _LOOK)].split()
    if alone and "freestanding" not in state.without:
        if len(words) < _WORDS and not (words and unit.text[marked.end - 1] in _ENDS):
            return None
        if not index and previous is not None and previous.words[-1] == ":":
            return _announced(previous, len(previous) - 1)
        draft = Draft("freestanding")
        heading = len(unit) == 1 and unit.text[marked.end - 1] not in _ENDS
        if state.speaking is not None and not heading:
            draft.source = list(state.speaking.source)
            state.speaking.paragraph = unit.paragraph
        return draft
    announced = index and unit.tags[index - 1] == ":" and len(words) >= _WORDS - 1
    return _announced(unit, index - 1) if announced and not alone and "colon" not in state.without else None


def _announced(unit: Unit, colon: int) -> Draft:
    """Begin a quotation that the colon of a sentence announces; its subject is the source."""
    draft = Draft("colon", cue=[unit.span(colon, colon)], cue_class="neutral")
    subject = main_subject(unit, colon)
    if subject is not None:
        draft.source = [unit.span(*subject)]
    return draft


def _inner(unit: Unit) -> list[Span]:
    """Return what is marked inside the marked stretches of a unit."""
    found: list[Span] = []
    stack = [inner for marked in unit.marked.values() for inner in marked.inner]
    while stack:
        marked = stack.pop()
        found.append((marked.start, marked.end))
        stack.extend(marked.inner)
    return found


def _only_marked(unit: Unit) -> bool:
    """Tell a sentence that is nothing but quotation."""
    return all(i in unit.marked or not word[0].isalnum() for i, word in enumerate(unit.words))
