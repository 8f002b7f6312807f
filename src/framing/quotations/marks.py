"""Quotation marks: what stands inside them, over paragraphs too.

Every mark is read by its surroundings first and by its shape second, so that straight, swapped and foreign marks open
and close where a reader sees them open and close. A mark without a partner costs no more than its own paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from framing.quotations.model import Span

__all__ = ["Marked", "find_marked"]

_MARK = re.compile(r"``|''|[\"“”„‟«»‹›＂]|['‘’‚‛`]")
_SINGLES = frozenset("'‘’‚‛`")
_OPENING = frozenset("“‟„«‹")  # by shape; what stands around them has the first word
_CLOSING = frozenset("”»›")
_ELISION = re.compile(r"['’‘](?:em|til|tis|twas|twere|cause|bout|n|nuff|round|\d{2,4}s?)\b", re.IGNORECASE)
_INCHES = re.compile(r"\d['’′]\d{1,2}\Z")  # the mark behind 5'10 is a measure
_OPENERS_BEFORE = frozenset("([{<—–-/“‘\"'«„‹‟`…*>")
# An attribution in what a missing closing mark seems to leave inside the quotation.
_TAIL = re.compile(
    r"[,?!.]\s(?:(?:\w{1,40}\.?\s){1,4}(?:said|says|added|told|wrote|asked|replied)\b|(?:said|says|added|wrote|asked|replied)\s\w)"
)
_REACH = 10  # paragraphs that a quotation may run on without its mark being reopened
_LOOK = 24  # marks that are looked at to find the partner of a single one


@dataclass(slots=True)
class Marked:
    """A stretch inside quotation marks.

    `open` and `close` are the edges with the marks, `start` and `end` those without; stretches of one `run` are one
    quotation that goes on over paragraphs; `inner` holds what is marked inside it.
    """

    open: int
    start: int
    end: int
    close: int
    run: int = -1
    inner: list[Marked] = field(default_factory=list)
    single: bool = False


@dataclass(slots=True)
class _Parsed:
    """The marks of one paragraph: what they enclose, what stays open at its end, what closes without being opened."""

    marked: list[Marked]
    pending: Marked | None
    unmatched: int | None


_Event = tuple[int, int, str, bool]  # position, length, O(pen) C(lose) or A(ny), single


def find_marked(text: str, paragraphs: Sequence[Span]) -> list[list[Marked]]:
    """Return, for each paragraph, the outermost marked stretches in it, in order.

    >>> text = "“We came,” he said. “We saw.\\n“We won.”"
    >>> found = find_marked(text, [(0, 28), (29, len(text))])
    >>> [[text[m.start:m.end] for m in paragraph] for paragraph in found]
    [['We came,', 'We saw.'], ['We won.']]
    >>> found[0][1].run == found[1][0].run
    True
    """
    events = [_events(text, a, b) for a, b in paragraphs]
    plain = [_parse(text, span, marks) for span, marks in zip(paragraphs, events, strict=True)]
    found: list[list[Marked]] = []
    pending: Marked | None = None
    until = -1  # paragraphs up to here are inside a quotation whose mark is not reopened
    runs = 0
    for number, span in enumerate(paragraphs):
        parsed = plain[number]
        if number <= until:
            parsed = _parse(text, span, events[number], inside=True)
        first = parsed.marked[0] if parsed.marked else None
        continued = pending is not None and (number <= until or (first is not None and _at_start(text, span, first)))
        for marked in parsed.marked:
            if continued and marked is first and pending is not None:
                marked.run = pending.run
            else:
                runs += 1
                marked.run = runs
        pending = parsed.pending
        if pending is not None and number >= until:
            until = _reach(text, paragraphs, plain, events, number)
            if until == number and not _reopened(text, paragraphs, plain, number):
                _mend(text, parsed)
                for marked in parsed.marked:
                    if marked.run < 0:
                        runs += 1
                        marked.run = runs
                pending = None
        found.append(sorted(parsed.marked, key=lambda m: m.open))
    return found


def _at_start(text: str, span: Span, marked: Marked) -> bool:
    return not text[span[0] : marked.open].strip(" \t-–—•*>\u00a0")


def _reopened(text: str, paragraphs: Sequence[Span], plain: Sequence[_Parsed], number: int) -> bool:
    """Tell whether the next paragraph begins with an opening mark."""
    if number + 1 >= len(paragraphs):
        return False
    following = plain[number + 1].marked
    return bool(following) and _at_start(text, paragraphs[number + 1], following[0])


def _reach(
    text: str, paragraphs: Sequence[Span], plain: Sequence[_Parsed], events: Sequence[list[_Event]], number: int
) -> int:
    """Return the paragraph in which a quotation left open is closed without having been reopened."""
    if _reopened(text, paragraphs, plain, number):
        return number
    for later in range(number + 1, min(number + 1 + _REACH, len(paragraphs))):
        parsed = plain[later]
        if parsed.unmatched is not None:
            return later
        if (
            parsed.marked
            and _at_start(text, paragraphs[later], parsed.marked[0])
            and parsed.pending is parsed.marked[0]
        ):
            return number
    return number


def _mend(text: str, parsed: _Parsed) -> None:
    """Close what was left open for want of a mark: before an attribution, or give way to what it swallowed."""
    marked = parsed.pending
    if marked is None:
        return
    tail = _TAIL.search(text, marked.start, marked.inner[0].open if marked.inner else marked.end)
    if tail is not None:
        marked.end = marked.close = tail.start() + 1
        parsed.marked.extend(inner for inner in marked.inner)
        marked.inner = []
    elif marked.inner:
        parsed.marked.remove(marked)
        parsed.marked.extend(marked.inner)


def _events(text: str, start: int, end: int) -> list[_Event]:
    """Return the marks of a paragraph with what they may do there."""
    events: list[_Event] = []
    for match in _MARK.finditer(text, start, end):
        position, mark = match.start(), match.group()
        before = text[position - 1] if position > start else " "
        after = text[match.end()] if match.end() < end else " "
        if before.isdigit() and _INCHES.search(text, max(start, position - 5), position):
            continue
        single = mark in _SINGLES
        if position == start and not single:
            kind = "O"
        else:
            kind = _single(text, position, before, after, mark) if single else _double(before, after, mark)
        if kind:
            events.append((position, len(mark), kind, single))
    return events


def _double(before: str, after: str, mark: str) -> str:
    opens = (before.isspace() or before in _OPENERS_BEFORE) and not after.isspace()
    closes = not before.isspace() and (after.isspace() or not after.isalnum())
    if opens and not closes:
        return "O"
    if closes and not opens:
        return "C"
    if mark in ("``",) or mark in _OPENING:
        return "O"
    return "C" if mark in _CLOSING else "A"


def _single(text: str, position: int, before: str, after: str, mark: str) -> str:
    if before.isalnum() and after.isalnum():
        return ""
    opens = (before.isspace() or before in _OPENERS_BEFORE) and (after.isalnum() or after in '[…$£€“"(')
    if opens and mark != "’" and not _ELISION.match(text, position):
        return "O"
    closes = not before.isspace() and not after.isalnum() and mark in "'’"
    return "C" if closes else ""


def _parse(text: str, span: Span, events: Sequence[_Event], *, inside: bool = False) -> _Parsed:
    """Pair the marks of one paragraph with a stack; `inside`: it begins within a quotation."""
    done: list[Marked] = []
    stack: list[Marked] = []
    unmatched: int | None = None
    if inside:
        start = span[0] + len(text[span[0] : span[1]]) - len(text[span[0] : span[1]].lstrip())
        stack.append(Marked(start, start, span[1], span[1]))
    doubles = len(stack)  # how many double ones are open
    for index, (position, length, kind, single) in enumerate(events):
        if single:
            if kind == "O":
                if _partner(events, index):
                    stack.append(Marked(position, position + length, -1, -1, single=True))
            elif stack and stack[-1].single and _ends_single(text, events, index):
                _close(stack, done, position, length)
            continue
        if kind == "O" or (kind == "A" and not doubles):
            stack.append(Marked(position, position + length, span[1], span[1]))
            doubles += 1
        elif doubles:
            while stack[-1].single:
                _drop(stack, done)
            _close(stack, done, position, length)
            doubles -= 1
        elif unmatched is None:
            unmatched = position
            if not done and text[position - 1] in ",.?!…":
                start = span[0]
                done.append(Marked(start, start, position, position + length))
                stack.clear()
    return _finish(stack, done, unmatched)


def _finish(stack: list[Marked], done: list[Marked], unmatched: int | None) -> _Parsed:
    """Keep the outermost of what is still open; hand what lies in it to it."""
    while len(stack) > 1 or (stack and stack[0].single):
        _drop(stack, done)
    pending = stack[0] if stack else None
    if pending is not None:
        done.append(pending)
    return _Parsed(done, pending, unmatched)


def _close(stack: list[Marked], done: list[Marked], position: int, length: int) -> None:
    marked = stack.pop()
    marked.end, marked.close = position, position + length
    (stack[-1].inner if stack else done).append(marked)


def _drop(stack: list[Marked], done: list[Marked]) -> None:
    """Forget an opening mark; what it held belongs to what holds it."""
    marked = stack.pop()
    (stack[-1].inner if stack else done).extend(marked.inner)


def _partner(events: Sequence[_Event], index: int) -> bool:
    """Tell whether a single opening mark has a closing one before the next opening one of its kind."""
    singles = (kind for _, _, kind, single in events[index + 1 : index + 1 + _LOOK] if single)
    return next(singles, "O") == "C"


def _ends_single(text: str, events: Sequence[_Event], index: int) -> bool:
    """Tell a closing single mark from the apostrophe of a plural (the soldiers' uniforms)."""
    position = events[index][0]
    weak = (
        text[position - 1] in "sS"
        and text[position + 1 : position + 2] == " "
        and text[position + 2 : position + 3].isalpha()
    )
    if not weak:
        return True
    following = events[index + 1 : index + 2]
    return not following or not following[0][3] or following[0][2] == "O"
