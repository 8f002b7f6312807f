"""Attribution by layout: transcripts, interviews, block quotations with their source on the next line, live reports."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from framing.documents import Span
from framing.quotations.drafts import Draft
from framing.quotations.interviews import read_interview
from framing.quotations.marks import Marked

__all__ = ["behind_stamp", "read_layout"]

# A speaker at the head of a line: WALLACE: ..., Q: ..., MR. EARNEST: ...
_CAPITALS = r"[A-Z][A-Z.'’\-]{0,24}"
_SPEAKER = re.compile(
    rf"[\"“‘'«„]?\s?({_CAPITALS}(?:,?\s{_CAPITALS}){{0,5}}(?:\s\([^()\n]{{1,40}}\))?|Q\d{{0,2}}|A\d{{0,2}})\s?:\s{{1,9}}(?=\S)"
)
_NAMED = re.compile(r"[\"“‘'«„]?\s?([A-Z][\w.'’\-]{0,24}(?:\s[A-Z][\w.'’\-]{0,24}){0,3}):\s{1,9}(?=\S)")
_DASHES = "-–—―"
_TALK = re.compile(r"\s[-–—―]\s|[?!]")  # – Who left? – asks Ana.
_DASH = re.compile(
    r"([-–—―]{1,2})\s*(?:(stated|said|says|wrote|writes|noted|added|declared|explained|told|tweeted)\s+|(from|in)\s+)?"
)
_OF = re.compile(
    r"[\w\s]{0,40}?\b(?:statement|communication|communiqu[ée]|report|interview|speech|letter|address|release|message"
    r"|comments?)\s(?:of|by|from)\s"
)
# The clock time of an entry of a live report, with what parts it from the text; a sentence or a name follows.
_STAMP = re.compile(
    r"\d{1,2}[:.h]\d\d(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:\s(?:[A-Z]{1,3}T|UTC)\b)?(?:\s?[-–—:|])?\s{1,9}(?=[\"“‘'«]?[A-Z])"
)
_CLOSE = "\"”’'»“"


def behind_stamp(text: str, start: int, end: int) -> int:
    """Pass over the clock time that opens an entry of a live report.

    >>> text = "14:10 GMT – Opposition leaders say so."
    >>> text[behind_stamp(text, 0, len(text)) :]
    'Opposition leaders say so.'
    """
    stamp = _STAMP.match(text, start, end)
    return stamp.end() if stamp else start


def read_layout(text: str, paragraphs: Sequence[Span], without: Collection[str]) -> tuple[list[Draft], set[int]]:
    """Return what the layout attributes, and the numbers of the paragraphs that need no more reading."""
    drafts: list[Draft] = []
    used: set[int] = set()
    if "answer" not in without:
        drafts, used = read_interview(text, paragraphs)
    if "transcript" not in without and not used:
        _transcript(text, paragraphs, drafts, used)
    if "dash_line" not in without:
        _dash_lines(text, paragraphs, drafts, used)
    return drafts, used


def _transcript(text: str, paragraphs: Sequence[Span], drafts: list[Draft], used: set[int]) -> None:
    """Lines that begin with a speaker in capitals, at least two speakers or lines of them."""
    heads = [_SPEAKER.match(text, a, b) for a, b in paragraphs]
    if sum(head is not None for head in heads) < 2:
        heads = [_NAMED.match(text, a, b) for a, b in paragraphs]
        names = [head.group(1) for head in heads if head is not None]
        if len(names) < 4 or len(set(names)) > len(names) // 2:
            return
    current: Draft | None = None
    for number, ((a, b), head) in enumerate(zip(paragraphs, heads, strict=True)):
        if head is not None:
            colon = text.index(":", head.end(1))
            current = Draft(
                "transcript", cue=[(colon, colon + 1)], source=[_word_span(text, *head.span(1))], cue_class="neutral"
            )
            _extend(text, current, head.end(), b)
            drafts.append(current)
            used.add(number)
        elif current is not None and text[a] in "\"“'‘" and not text[a + 1 : a + 2].isspace():
            if text[a + 1 : a + 2] in "([":
                used.add(number)
                continue
            _extend(text, current, a + 1, b)
            used.add(number)
        else:
            current = None


def _extend(text: str, draft: Draft, start: int, end: int) -> None:
    while end > start and text[end - 1] in _CLOSE:
        end -= 1
    if start < end:
        draft.content.append((start, end))
        draft.marked.append(Marked(start, start, end, end))


def _word_span(text: str, start: int, end: int) -> Span:
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return start, end


def _dash_lines(text: str, paragraphs: Sequence[Span], drafts: list[Draft], used: set[int]) -> None:
    """A block quotation without marks, its source on the next line behind a dash."""
    for number in range(1, len(paragraphs)):
        a, b = paragraphs[number]
        if text[a] not in _DASHES or number - 1 in used or b - a > 200:
            continue
        if text[paragraphs[number - 1][0]] in _DASHES:
            continue  # a dialogue
        head = _DASH.match(text, a, b)
        if head is None:
            continue
        rest = head.end()
        stop = b
        while stop > rest and text[stop - 1] in " .":
            stop -= 1
        cue = head.span(2) if head.group(2) else None
        if head.group(3):
            of = _OF.match(text, rest, stop)
            if of is None:
                continue
            cue, rest = (head.start(3), of.end() - 1), of.end()
        elif cue is None:
            if (
                not text[rest : rest + 1].isupper()
                or stop - rest > 80
                or _TALK.search(text, rest, stop)
                or (text[stop : stop + 1] == "." and "," not in text[rest:stop])
            ):
                continue
            cue = head.span(1)
        if rest >= stop:
            continue
        draft = Draft("dash_line", cue=[cue], source=[(rest, stop)], cue_class="neutral")
        _extend(text, draft, *_unmarked(text, *paragraphs[number - 1]))
        if draft.content:
            drafts.append(draft)
            used.update((number - 1, number))


def _unmarked(text: str, start: int, end: int) -> Span:
    return (start + 1, end) if text[start] in '"“‘«„' else (start, end)
