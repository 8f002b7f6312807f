"""A quotation while it is being put together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from framing.documents import Span
from framing.quotations.cues import Cue
from framing.quotations.marks import Marked
from framing.quotations.model import Quotation
from framing.quotations.units import Unit

__all__ = ["Draft", "add_content", "content_spans", "covers", "finish", "new_draft"]

_EDGE = " \t\r\n\u00a0,;:–—-"
_MARKS = '"“”„‟«»‹›`'
_WORD = re.compile(r"\w")


@dataclass(slots=True)
class Draft:
    """Content, cue and source as found so far, with the marked stretches that the content covers."""

    rule: str
    content: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    source: list[Span] = field(default_factory=list)
    marked: list[Marked] = field(default_factory=list)
    cue_class: str | None = None
    paragraph: int = -1
    upto: int = 0  # the token after the last one that the rule has used up
    open_colon: bool = False
    subordinate: bool = False  # its cue stands in a clause that ends where the main one begins
    inside: bool = False  # its cue stands between the subject and the verb of the sentence
    speech: bool = False  # its cue may introduce a quotation in marks


def new_draft(unit: Unit, first: int, last: int, cue: Cue) -> Draft:
    """Begin a draft with its cue, the tokens `first` to `last`."""
    speech = "quote" in cue.frames
    return Draft("", cue=[unit.span(first, last)], cue_class=cue.cue_class, paragraph=unit.paragraph, speech=speech)


_LONG_SOURCE = 40  # characters; a nickname in marks stands in a shorter source
_FRONTED = re.compile(
    r"[^\"“«„]{1,300}\b(?:to|of|about|on|for)\b[^\"“«„]{0,300}"  # in answer to
    r"[\"“«„][^\"”»“]{1,300}[\"”»“]\s+(?=[A-Z])"  # a “plan”
)


def covers(outer: Draft, inner: Draft) -> bool:
    """Tell whether the cue of one draft is content of another."""
    return any(a <= s and e <= b for a, b in outer.content for s, e in inner.cue)


def add_content(draft: Draft, unit: Unit, first: int, last: int) -> None:
    """Add the tokens `first` to `last` to the content of a draft."""
    content, marked = content_spans(unit, first, last)
    draft.content += content
    draft.marked += marked


def content_spans(unit: Unit, first: int, last: int) -> tuple[list[Span], list[Marked]]:
    """Return the spans of the tokens `first` to `last`, marks left out where they enclose all, and the marked ones."""
    while first <= last and unit.tags[first] in ",;:'-—)":
        first += 1
    while last >= first and unit.tags[last] in ",;:-—(.":
        last -= 1
    if last < first:
        return [], []
    stretches = [unit.marked[i] for i in range(first, last + 1) if i in unit.marked]
    if stretches and all(i in unit.marked or not unit.words[i][0].isalnum() for i in range(first, last + 1)):
        return [(s.start, s.end) for s in stretches if s.start < s.end], stretches
    return [unit.span(first, last)], stretches


def finish(draft: Draft, text: str) -> Quotation | None:
    """Make the quotation of a draft; None if it has no word of content, or if a rule took words for two parts of it."""
    content = sorted({span for span in (_trim(text, *span) for span in draft.content) if span[0] < span[1]})
    merged: list[Span] = []
    for start, end in content:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    if not any(_WORD.search(text, a, b) for a, b in merged):
        return None
    cue = sorted(draft.cue)
    source = [_name_behind_marks(text, *span) for span in sorted(draft.source)]
    if any(left[1] > right[0] for left, right in pairwise(sorted(merged + cue + source))):
        return None
    quoted = _within(draft.marked, merged)
    return Quotation(
        kind=_kind(text, merged, quoted),
        content=tuple(merged),
        cue=tuple(cue),
        source=tuple(source),
        quoted=tuple(quoted),
        cue_class=draft.cue_class if draft.cue else None,
        rule=draft.rule,
    )


def _within(marked: Iterable[Marked], content: Sequence[Span]) -> list[Span]:
    """Return what of the marked stretches lies in the content, whose spans are in order and apart."""
    ends = [end for _, end in content]
    inside: list[Span] = []
    for stretch in marked:
        at = bisect_right(ends, stretch.start)
        while at < len(content) and content[at][0] < stretch.end:
            start, end = max(content[at][0], stretch.start), min(content[at][1], stretch.end)
            if start < end:
                inside.append((start, end))
            at += 1
    return sorted(inside)


def _name_behind_marks(text: str, start: int, end: int) -> Span:
    """Leave a fronted phrase that ends in marks out of a source: "in answer to a “plan” | Ana Lind"."""
    found = _FRONTED.match(text, start, end) if end - start > _LONG_SOURCE else None
    return (found.end(), end) if found else (start, end)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _kind(text: str, content: list[Span], quoted: list[Span]) -> str:
    """Return direct, mixed or indirect: whether all, some or no words of the content are marked."""
    if not quoted:
        return "indirect"
    rest = []
    for start, end in content:
        at = start
        for a, b in quoted[bisect_left(quoted, (start, start)) : bisect_right(quoted, (end, end))]:
            if b <= end:
                rest.append((at, a))
                at = b
        rest.append((at, end))
    return "mixed" if any(_WORD.search(text, a, b) for a, b in rest if a < b) else "direct"
