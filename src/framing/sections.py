"""The stretches of a page: the article's body, readers' comments, and what the site put around and between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from framing.segmentation import read_word_list, split_paragraphs

__all__ = ["Section", "SectionKind", "find_sections"]

SectionKind = Literal["body", "comment", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch `[start, end)` of the document; `author` is the commenter's name, if there is one."""

    kind: SectionKind
    start: int
    end: int
    author: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the section as the profile record shows it."""
        return {"kind": self.kind, "start": self.start, "end": self.end, "author": self.author}


def find_sections(text: str) -> tuple[Section, ...]:
    """Return the sections of a text; they tile it, and neighbours of one kind are one (each comment stands alone).

    Comments begin where readers' names stand with a date, again and again. Boilerplate is link lists, teasers of other
    articles, notices, and a date stamp before the text.

    >>> text = "Baku and Yerevan agreed.\\n\\nRead more: What they signed\\n\\nThe talks go on."
    >>> [(section.kind, text[section.start : section.end].strip()) for section in find_sections(text)][1]
    ('boilerplate', 'Read more: What they signed')
    """
    if not text:
        return ()
    headers = _comment_headers(text)
    body_end = headers[0][0] if headers else len(text)
    sections = _merge(_body_sections(text, body_end), body_end)
    ends = [header[0] for header in headers[1:]] + [len(text)]
    sections += [Section("comment", start, end, author) for (start, author), end in zip(headers, ends, strict=False)]
    return tuple(sections)


def _merge(pieces: Iterator[tuple[SectionKind, int]], end: int) -> list[Section]:
    """Join neighbours of one kind; `pieces` gives each kind with its start."""
    starts: list[tuple[SectionKind, int]] = []
    for kind, start in pieces:
        if not starts or starts[-1][0] != kind:
            starts.append((kind, start))
    ends = [start for _, start in starts[1:]] + [end]
    return [Section(kind, start, stop) for (kind, start), stop in zip(starts, ends, strict=True)]


# ---------------------------------------------------------------- body and boilerplate

_STAMP = re.compile(
    r"\s{0,20}(?:date|published|updated|posted)?:?\s{0,5}\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?\s{1,5}", re.I
)
_BULLET = re.compile(r"\s*[•●▪◦‣■*·-]\s+\S")
_TERMINAL = tuple(".!?:;…”“’\"'»)]")
# A line without a final mark that stands between finished paragraphs is a heading if it is short, a teaser or caption
# if it is longer, and a paragraph that lost its mark if it is longer still.
_TEASER_WORDS = range(12, 46)


def _body_sections(text: str, end: int) -> Iterator[tuple[SectionKind, int]]:
    if not end:
        return
    stamp = _STAMP.match(text, 0, end)
    begin = stamp.end() if stamp and stamp.end() < end else 0
    if begin:
        yield "boilerplate", 0
    paragraphs = split_paragraphs(text, begin, end)
    shown = [text[a:b].strip() for a, b in paragraphs]
    links = _link_lists(shown)
    for number, (start, _) in enumerate(paragraphs):
        out = number in links or _is_notice(shown[number]) or _is_teaser(shown, number)
        out = out or (end < len(text) and number == len(paragraphs) - 1 and _MARKER.match(shown[number]) is not None)
        yield "boilerplate" if out else "body", start


def _link_lists(paragraphs: Sequence[str]) -> set[int]:
    """Return the numbers of the bulleted lines that list links: two or more, unfinished, announced by no colon."""
    links: set[int] = set()
    run: list[int] = []
    for number in range(len(paragraphs) + 1):
        if number < len(paragraphs) and _BULLET.match(paragraphs[number]):
            run.append(number)
            continue
        announced = bool(run) and run[0] > 0 and paragraphs[run[0] - 1].endswith(":")
        finished = sum(paragraphs[item].endswith((".", ";", ",")) for item in run)
        if len(run) >= 2 and not announced and 2 * finished < len(run):
            links.update(run)
        run = []
    return links


def _is_teaser(paragraphs: Sequence[str], number: int) -> bool:
    if not 0 < number < len(paragraphs) - 1 or paragraphs[number].endswith(_TERMINAL):
        return False
    neighbours_end = paragraphs[number - 1].endswith(_TERMINAL) and paragraphs[number + 1].endswith(_TERMINAL)
    return neighbours_end and len(paragraphs[number].split(None, _TEASER_WORDS.stop)) in _TEASER_WORDS


@cache
def _notices() -> re.Pattern[str]:
    lines = (
        ".{0,60}".join(re.escape(part.strip()) for part in line.split("*"))
        for line in read_word_list("boilerplate.txt")
    )
    return re.compile(rf"[\W_]{{0,6}}(?:{'|'.join(lines)})(?!\w)", re.I)


_NOTICE_LENGTH = 240


def _is_notice(paragraph: str) -> bool:
    """Tell a site's notice or link; a long paragraph that happens to begin so is the article's."""
    return len(paragraph) <= _NOTICE_LENGTH and _notices().match(paragraph) is not None


# ---------------------------------------------------------------- comments

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH},?\s\d{{4}}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:\d{1,3}|an?|one)\s(?:second|minute|hour|day|week|month|year)s?\sago)"
)
_TIME = r"(?:[\sT,]{0,3}(?:at\s)?\d{1,2}:\s?\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?)"
_HEADER = re.compile(
    rf"\s*(?:\d{{1,3}}[.)]\s+)?(?P<name>\S.{{0,60}}?)??[\s,:·•|—–-]{{0,6}}(?:on\s)?{_DATE}{_TIME}?"
    r"\s*(?:#\d+|reply|report|permalink|edited|like|[·•|:]|\s){0,8}\s*$",
    re.I,
)
_DATED = re.compile(r"\d|ago", re.I)  # no header is without
_NUMBER = re.compile(r"\s*\d{1,3}[.)]\s+")
_SAYS = re.compile(r"\s*(?:says|said|wrote|writes|commented|replied)?\s*:?\s*$", re.I)
_BRACKETS = re.compile(r"\s*\([^()]{0,40}\)\s*$")
_MARKER = re.compile(
    r"\s*(?:\d{1,6}\s)?(?:reader\s|readers['’]\s)?(?:comments?|replies|responses|discussion)\s*(?:\(\d{1,6}\)|:)?\s*$",
    re.I,
)
_NAMED = re.compile(r"\s*(?P<name>[^\W_][\w.\-]{1,29}(?:\s[\w.\-]{1,20}){0,3}):\s+\S")
_HEADER_LENGTH, _NAME_WORDS = 120, 6
# What stands before an article's own date is no reader's name.
_LABELS = frozenset(
    (
        *("published", "first published", "published on", "posted", "posted on", "updated", "last updated"),
        *("modified", "last modified", "created", "issued", "released", "date"),
    )
)


def _comment_headers(text: str) -> list[tuple[int, str | None]]:
    """Return where each comment begins and who wrote it; two are a thread, one must stand under a marker or notice."""
    lines = [(match.start(), match.group()) for match in re.finditer(r"[^\r\n]+", text) if match.group().strip()]
    found: list[tuple[int, str | None]] = []
    first = 0
    marker = next((start for start, line in lines if _MARKER.match(line)), 0)
    for number, (start, line) in enumerate(lines):
        match = _HEADER.match(line) if len(line) <= _HEADER_LENGTH and _DATED.search(line) else None
        if match is None:
            continue
        begin, name = _post(lines, number, match.group("name"), start)
        if name is not None and (not found or found[-1][0] < begin):  # a dated line and one under it are one header
            if len(found) == 1 and found[0][0] < marker < begin:
                found = []  # the article's own dateline: comments stand behind the line that announces them
            first = first if found else number
            found.append((begin, name))
    if len(found) >= 2 or (
        found and any(_MARKER.match(line) or _is_notice(line.strip()) for _, line in lines[max(0, first - 2) : first])
    ):
        return _without_byline(text, found)
    return _undated(lines)


def _undated(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str | None]]:
    """Return the posts behind the line that announces comments, where each begins with its author and a colon."""
    marker = next((number for number, (_, line) in enumerate(lines) if _MARKER.match(line)), len(lines))
    posts = [(start, _NAMED.match(line)) for start, line in lines[marker + 1 :]]
    if len(posts) < 2 or posts[0][1] is None or sum(post is not None for _, post in posts) < 2:
        return []
    return [(start, post["name"]) for start, post in posts if post is not None]


def _without_byline(text: str, found: list[tuple[int, str | None]]) -> list[tuple[int, str | None]]:
    """Drop a dated byline at the head of the article: comments follow a text, they do not open it."""
    while found and not text[: found[0][0]].strip():
        found = found[1:]
    head = (
        len(found) > 1 and len(text[: found[0][0]].split()) < 40 and len(text[found[0][0] : found[1][0]].split()) > 200
    )
    return found[1:] if head else found


def _post(lines: Sequence[tuple[int, str]], number: int, name: str | None, start: int) -> tuple[int, str | None]:
    """Return where a post begins and its author, whose name stands in the dated line or in the line before."""
    before_start, before = lines[number - 1] if number else (start, "")
    if name and name.strip():
        author = _BRACKETS.sub("", _SAYS.sub("", _NUMBER.sub("", name))).strip() or None
        listed = _NUMBER.match(before) and author is not None and author in before and len(before) <= _HEADER_LENGTH
        return (before_start if listed else start), author if _is_name(author) else None
    author = _SAYS.sub("", _NUMBER.sub("", before)).strip()
    return before_start, author if _is_name(author) else None


def _is_name(name: str | None) -> bool:
    tokens = (name or "").split()
    # A full stop ends a sentence, but for an initial (Boris K.).
    ended = bool(tokens) and (
        tokens[-1].endswith(("!", "?", ",", ";")) or (tokens[-1].endswith(".") and len(tokens[-1]) > 2)
    )
    label = bool(tokens) and (tokens[0].lower() == "by" or " ".join(tokens).lower() in _LABELS)
    return 0 < len(tokens) <= _NAME_WORDS and not ended and not label
