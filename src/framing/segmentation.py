"""Sentences and words, as spans of the text as it is.

Sentences come from NLTK's Punkt decision rules (Kiss & Strunk 2006, "Unsupervised Multilingual Sentence Boundary
Detection") with our own abbreviations in place of a trained model, so that nothing is downloaded. Paragraphs come
first: no sentence crosses a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from framing.documents import Span

__all__ = ["read_word_list", "split_paragraphs", "split_sentences", "split_words"]

_WORD = re.compile(r"[^\W_]+(?:['’.\-\u00ad\u2010\u2011\u0300-\u036f]+[^\W_]+)*[\u0300-\u036f]*")
_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]*(?:\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]|\Z)")
# A line that ends so is complete: the next one does not continue it.
_STOPS = tuple('.!?:;…”’"»)')
# Lines of a text that was wrapped by a mailer or an agency's terminal have these lengths.
_WRAPPED = range(45, 101)
_WRAPPED_LINES = 3
_BULLETS = "•●▪◦‣■*"
# A place where a sentence may end: the word before, its marks, what closes it, the blank, the word after. All bounded,
# so that the search stays linear in any text.
_CANDIDATE = re.compile(r"[.!?…]{1,12}[\"'’”“»›)\]]{0,4}(?=(\s{1,40})(\S{1,40}))")
_BEFORE = 40
_OPENERS = "\"'‘“„«‹([{-–—•*"
_CLOSERS = "\"'’”“»›)]"
_DASHES = "-–—―"
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}")


def read_word_list(name: str) -> tuple[str, ...]:
    """Return the lines of a packaged word list `data/<name>`, without comments and blanks."""
    text = (files("framing") / "data" / name).read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def split_words(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Return the spans of the words in `text[start:end]`.

    A word is a run of letters and digits, with apostrophes, hyphens and full stops inside it (`don’t`, `44-day`,
    `U.S`); an underscore, an ending full stop and a possessive's apostrophe alone are not part of it.

    >>> text = "Baku’s 44-day war."
    >>> [text[a:b] for a, b in split_words(text)]
    ['Baku’s', '44-day', 'war']
    """
    return tuple([match.span() for match in _WORD.finditer(text, start, len(text) if end is None else end)])


def split_paragraphs(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Return spans that tile `text[start:end]`, one a paragraph, each with the line breaks that follow it.

    A blank line always ends a paragraph; a single line break does so unless it only wraps a line.

    >>> text = "One.\\nTwo.\\n\\nThree."
    >>> [text[a:b] for a, b in split_paragraphs(text)]
    ['One.\\n', 'Two.\\n\\n', 'Three.']
    """
    end = len(text) if end is None else end
    paragraphs: list[Span] = []
    for block in _blocks(text, start, end):
        paragraphs.extend(_unwrapped(text, block))
    if paragraphs:  # blank lines before the first paragraph belong to it, those behind a paragraph to that one
        paragraphs[0] = (start, paragraphs[0][1])
    starts = [paragraph[0] for paragraph in paragraphs]
    return tuple(zip(starts, [*starts[1:], end], strict=True)) if starts else (((start, end),) if start < end else ())


def _blocks(text: str, start: int, end: int) -> Iterator[list[Span]]:
    """Yield runs of lines between blank lines."""
    block: list[Span] = []
    for match in _LINE.finditer(text, start, end):
        if match.group().strip():
            block.append(match.span())
        elif block:
            yield block
            block = []
    if block:
        yield block


def _unwrapped(text: str, block: list[Span]) -> Iterator[Span]:
    lines = [text[a:b].strip() for a, b in block]
    wrapped = len(lines) >= _WRAPPED_LINES and all(_may_wrap(line) for line in lines[:-1])
    begin = block[0][0]
    for number in range(1, len(block)):
        if wrapped or _continues(lines[number - 1], lines[number]):
            continue
        yield begin, block[number][0]
        begin = block[number][0]
    yield begin, block[-1][1]


def _may_wrap(line: str) -> bool:
    return len(line) in _WRAPPED and line[0] not in _BULLETS


def _continues(line: str, following: str) -> bool:
    return len(line) in _WRAPPED and not line.endswith(_STOPS) and following[0].islower()


def split_sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Return the spans of the sentences in `text[start:end]`; they tile it, trailing blanks included.

    >>> text = "Mr. Lavrov met Gen. Muradov in the U.S. on Jan. 5. “No comment.” He left."
    >>> [text[a:b].strip() for a, b in split_sentences(text)]
    ['Mr. Lavrov met Gen. Muradov in the U.S. on Jan. 5.', '“No comment.”', 'He left.']
    """
    spans: list[Span] = []
    for paragraph in split_paragraphs(text, start, end):
        spans.extend(_sentences(text, *paragraph))
    return tuple(spans)


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for match in _CANDIDATE.finditer(text, start, end):
        following = match.end(1)
        if following < end and _ends_sentence(text, match, start):
            yield begin, following
            begin = following
    if begin < end:
        yield begin, end


def _ends_sentence(text: str, match: re.Match[str], floor: int) -> bool:
    following = match.group(2)
    if not following.strip(_DASHES):  # “…” – said so-and-so
        return False
    following = following.lstrip(_OPENERS)
    if following[:1].islower():
        return False
    marks = match.group().rstrip(_CLOSERS)
    if marks[-1] in "!?":
        return True
    before = _word_before(text, match.start(), floor)
    # Of a full stop behind a common word Punkt says that it ends a sentence, whatever follows.
    if marks == "." and len(before) > 1 and before.isalpha() and before.lower() not in _abbreviations():
        return True
    return _punkt_breaks(before + marks, following or "X")


def _word_before(text: str, position: int, floor: int) -> str:
    piece = text[max(floor, position - _BEFORE) : position]
    return piece.split()[-1] if piece and not piece[-1].isspace() else ""


@lru_cache(maxsize=65_536)
def _punkt_breaks(before: str, after: str) -> bool:
    """Ask Punkt whether a sentence ends between two words; the answer depends on nothing else."""
    if _INITIALS.fullmatch(before):  # Punkt knows single initials (K. Maurer), not runs (K.C. Maurer, U.S. Senate)
        return after.lower().rstrip(",") in _starters()
    return bool(_punkt().text_contains_sentbreak(f"{before} {after}"))


@cache
def _punkt() -> Any:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(_abbreviations())
    parameters.sent_starters = set(_starters())
    return PunktSentenceTokenizer(parameters)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(read_word_list("abbreviations.txt"))


@cache
def _starters() -> frozenset[str]:
    return frozenset(read_word_list("sentence_starters.txt"))
