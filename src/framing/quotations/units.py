"""The author's sentences as runs of tagged tokens, in which each marked stretch is a single token."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from framing.documents import Span
from framing.quotations.grammar import Grammar
from framing.quotations.marks import Marked

__all__ = ["Unit", "split_units"]

_TOKEN = re.compile(r"(\d+(?:[:,.]\d+)+|\w+(?:[-'’.&/@\u00ad]\w+)*|--+|\.{2,}|[^\w\s])")
_BEYOND = "   "  # as far as a rule looks past the last token
_UNSURE = frozenset(("may", "there", "no", "even"))
_LAST_MARKS = frozenset('.,:;?!"')
_ABBREVIATION = 5  # an interior full stop after a word this short is part of it


class Unit:
    """A sentence with its tokens: where they start and end, in lower case, and their tags.

    A marked stretch is one token, `"`, with the tag `Q`; `marked` has it by token number. `tags` are the tags of the
    tokens, a letter each, found when a rule first asks, as most sentences report nothing; blanks close them, so that a
    look past either end finds no tag.
    """

    __slots__ = ("end", "ends", "grammar", "marked", "paragraph", "start", "starts", "tags", "text", "words")
    tags: str

    def __init__(self, text: str, start: int, end: int, paragraph: int, grammar: Grammar) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.paragraph = paragraph
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[str] = []
        self.marked: dict[int, Marked] = {}
        self.grammar = grammar

    def __len__(self) -> int:
        return len(self.words)

    def __getattr__(self, name: str) -> str:
        if name != "tags":
            raise AttributeError(name)
        self.tags = _tag(self) + _BEYOND
        return self.tags

    @property
    def floor(self) -> int:
        """The first token after a dateline."""
        return _dateline(self)

    @property
    def title(self) -> bool:
        """Whether most of its words have capitals, as in a headline."""
        return _is_title(self)

    @property
    def line(self) -> bool:
        """Whether it is a line of its own that no mark ends, as a headline is."""
        alone = (
            self.text[self.end : self.end + 1] in ("", "\n", "\r")
            and self.text[max(0, self.start - 1) : self.start] in "\n\r"
        )
        return alone and self.words[-1] not in _LAST_MARKS

    def span(self, first: int, last: int) -> Span:
        """Return the span of the tokens `first` to `last`, both included."""
        return self.starts[first], self.ends[last]

    def surface(self, first: int, last: int) -> str:
        """Return the text of the tokens `first` to `last`, both included."""
        return self.text[self.starts[first] : self.ends[last]]


def split_units(
    text: str, paragraph: Span, number: int, cuts: Sequence[int], marked: Sequence[Marked], grammar: Grammar
) -> Iterator[Unit]:
    """Yield the sentences of a paragraph; a boundary inside quotation marks does not cut.

    `cuts` are the offsets in the paragraph at which sentences begin, in order.
    """
    start, end = paragraph
    at = 0
    bounds = [start]
    for cut in cuts:
        while at < len(marked) and marked[at].close <= cut:
            at += 1
        if cut > start and not (at < len(marked) and marked[at].open < cut < marked[at].close):
            bounds.append(cut)
    bounds.append(end)
    at = 0
    for first, last in pairwise(bounds):
        unit = Unit(text, first, last, number, grammar)
        upto = at
        while upto < len(marked) and marked[upto].open < last:
            upto += 1
        _fill(unit, marked[at:upto])
        at = upto
        if unit.words:
            yield unit


def _fill(unit: Unit, marked: Sequence[Marked]) -> None:
    position = unit.start
    for stretch in marked:
        _scan(unit, position, stretch.open)
        unit.marked[len(unit.words)] = stretch
        unit.starts.append(stretch.open)
        unit.ends.append(stretch.close)
        unit.words.append('"')
        position = stretch.close
    _scan(unit, position, unit.end)


def _scan(unit: Unit, start: int, end: int) -> None:
    parts = _TOKEN.split(unit.text[start:end])  # gaps and tokens by turns
    if len(parts) == 1:
        return
    edges = list(accumulate(map(len, parts), initial=start))
    words = "\n".join(parts[1::2]).lower()  # one call lowers them all: no token holds a line break
    unit.words += words.replace("’", "'").split("\n")
    unit.starts += edges[1:-1:2]
    unit.ends += edges[2::2]


def _tag(unit: Unit) -> str:
    grammar, text, starts = unit.grammar, unit.text, unit.starts
    known, shapes = grammar.tags, grammar.shapes
    tags: list[str] = []
    last = len(unit.words) - 1
    for index, word in enumerate(unit.words):
        tag = known.get(word)
        if tag is None:
            if word == '"':
                tag = "Q" if index in unit.marked else '"'
            elif word == "." and index < last:
                # Inside a sentence a full stop ends an abbreviation, or what stands between dashes: – he said. – “…”
                tag = "." if index + 2 in unit.marked and not unit.words[index + 1].strip("-–—―") else "'"
            elif word in ("-–―" if index else "–―") and text[starts[index] - 1 : starts[index]].isspace():
                tag = "—"  # a dash of any length, unless it stands for "to"
            else:
                first = text[starts[index]]
                tag = shapes[word] if first == word[0] else grammar.tag(word, first)
                if tag == "c" and not index:
                    tag = grammar.initial(word)
        elif word in _UNSURE or tag == "v":
            tag = _in_context(unit, index, tag, tags)
        if tag == "#" or word in grammar.numerals:
            _approximate(unit, index, tags)
        tags.append(tag)
    return "".join(tags)


def _in_context(unit: Unit, index: int, tag: str, tags: list[str]) -> str:
    """Tell by its neighbours what a word is that may be several things; `tags` are those before it."""
    words, word = unit.words, unit.words[index]
    behind = words[index + 1 : index + 3]
    if word == "may" and index and unit.text[unit.starts[index]] == "M":
        return "c" if tags[-1] == "c" else "N"
    if word == "there" and index and tags[-1] in "cw":
        return "V"  # officials there said
    if word == "no" and behind[:1] == ["."] and behind[1:2] and behind[1].isdigit():
        return "w"  # communiqué No. 361
    if word == "even" and behind and unit.grammar.tags.get(behind[0]) == "S":
        return "S"
    if tag == "v" and word.endswith("s") and index and words[index - 1] in unit.grammar.numerals:
        return "w"  # three hundred lives
    return tag


def _approximate(unit: Unit, index: int, tags: list[str]) -> None:
    """Take what stands before a number (more than 100 people), or before a year (May 5, 2020), as part of it."""
    words = unit.words
    end = index - (words[index - 1 : index] == ["a"])
    widths = (3, 2) if words[index].isalpha() else (3, 2, 1)  # under 100, but: under two presidents
    width = next((width for width in widths if " ".join(words[end - width : end]) in unit.grammar.approximators), 0)
    tags[end - width : end] = "V" * width
    if tags[-3:] == ["N", "#", ","] and words[index].isdigit():
        tags[-1] = "#"


def _dateline(unit: Unit) -> int:
    """Return the first token after "WASHINGTON (AP) —"."""
    first = unit.text[unit.starts[0] : unit.ends[0]] if unit.starts else ""
    if not first.replace("/", "").isalpha() or not first[0].isupper():
        return 0
    for i, word in enumerate(unit.words[1:14], 1):
        if not word.strip("-–—―"):
            heading = unit.tags[:i]
            capitals = first.isupper() and len(first) > 3
            return i + 1 if (capitals or ")" in heading) and not set(heading) - set("cN#,'()./") else 0
    return 0


def _is_title(unit: Unit) -> bool:
    """Tell a headline: nearly all of its longer words begin with a capital."""
    if len(unit.words) > (20 if unit.words[-1] == "." else 40):
        return False
    long = [start for start, word in zip(unit.starts, unit.words, strict=True) if len(word) > 3 and word[0].isalpha()]
    return len(long) > 2 and sum(unit.text[start].isupper() for start in long) * 10 >= len(long) * 8
