"""What always holds (docs/invariants of the design): each check raises AssertionError with what was broken."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import framing
from framing import Quotation, QuotationFindings, Reading

Span = tuple[int, int]
# Two halves of a surrogate pair that a string holds as two code points are one in JSON: no writer of JSON can help it.
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
MODES = ("own", "quoted", "paraphrased")


def tiles(spans: Sequence[Span], start: int, end: int, what: str) -> None:
    """Spans follow each other without gap or overlap from `start` to `end`."""
    if start == end:
        assert not spans, f"{what} of nothing: {spans}"
        return
    assert spans, f"no {what} in {start}-{end}"
    assert (spans[0][0], spans[-1][1]) == (start, end), f"{what} do not reach from {start} to {end}: {spans}"
    for a, b in pairwise(spans):
        assert a[1] == b[0], f"{what} {a} and {b} do not meet"
    assert all(a < b for a, b in spans), f"empty {what}: {spans}"


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a code point."""
    return a[0] < b[1] and b[0] < a[1]


# ---------------------------------------------------------------- texts


def sections_and_sentences(reading: Reading) -> None:
    """Sections tile the document, sentences tile each section, words nest in sentences."""
    text = reading.document.text
    tiles([(each.start, each.end) for each in reading.sections], 0, len(text), "sections")
    for section in reading.sections:
        inside = [span for span in reading.sentences if section.start <= span[0] < section.end]
        tiles(inside, section.start, section.end, "sentences of a section")
    words_nest(text, reading.words, reading.sentences)


def words_nest(text: str, words: Sequence[Span], sentences: Sequence[Span]) -> None:
    """Words are in order, apart, hold every letter, and none crosses a sentence."""
    for a, b in pairwise(words):
        assert a[1] <= b[0], f"words {a} and {b} overlap"
    covered = sum(sum(map(str.isalnum, text[a:b])) for a, b in words)
    assert covered == sum(map(str.isalnum, text)), "a letter is in no word"
    bounds = {end for _, end in sentences}
    crossing = [(a, b) for a, b in words if any(a < bound < b for bound in range(a + 1, b) if bound in bounds)]
    assert not crossing, f"words cross a sentence: {crossing}"


def quotations(text: str, found: QuotationFindings) -> None:
    """Spans lie in the text, parts are apart, own quotations never overlap, and none crosses a blank line."""
    for quotation in found.quotations:
        _parts(text, quotation)
    own = [each for each in found.quotations if not each.nested]
    spans = sorted(span for each in own for span in each.content)
    for a, b in pairwise(spans):
        assert not overlap(a, b), f"quotations overlap: {a} {b}"
    assert all(0 <= a <= b <= len(text) for a, b in found.scare_quotes), "scare quotes out of range"


def _parts(text: str, quotation: Quotation) -> None:
    parts = (quotation.content, quotation.cue, quotation.source)
    for part in (*parts, quotation.quoted):
        assert all(0 <= a < b <= len(text) for a, b in part), f"out of range: {quotation}"
        assert list(part) == sorted(part), f"out of order: {quotation}"
        assert not any(overlap(a, b) for a, b in pairwise(part)), f"a part overlaps itself: {quotation}"
    for one in range(3):
        for other in range(one):
            apart = not any(overlap(a, b) for a in parts[one] for b in parts[other])
            assert apart, f"content, cue and source overlap: {quotation}"
    for a, b in quotation.quoted:
        assert any(c <= a and b <= d for c, d in quotation.content), f"quoted outside of its content: {quotation}"
    assert quotation.kind in ("direct", "mixed", "indirect"), quotation.kind
    assert (quotation.cue_class is None) == (not quotation.cue), f"a class without a cue: {quotation}"
    for a, b in quotation.content:
        assert not framing_blank_line(text, a, b), f"crosses a paragraph: {text[a:b]!r}"


def framing_blank_line(text: str, start: int, end: int) -> bool:
    """Whether a blank line stands inside a span."""
    lines = text[start:end].strip().replace("\r\n", "\n").split("\n")
    return any(not line.strip(" \t") for line in lines[1:-1])


def voices(reading: Reading) -> None:
    """Each code point outside boilerplate has one voice and one mode; the words of all voices are the document's."""
    counted = [(each.start, each.end) for each in reading.sections if each.kind != "boilerplate"]
    covered = [(each.start, each.end) for each in reading.stretches]
    for a, b in pairwise(covered):
        assert a[1] <= b[0], f"stretches overlap: {a} {b}"
    for start, end in counted:
        tiles([span for span in covered if start <= span[0] < end], start, end, "stretches of a section")
    assert sum(b - a for a, b in covered) == sum(b - a for a, b in counted), "a stretch lies in boilerplate"
    known = {each.id for each in reading.voices}
    assert {each.voice for each in reading.stretches} <= known, "a stretch of an unknown voice"
    assert set(reading.quotation_voices) <= known, "a quotation of an unknown voice"
    words = sum(1 for a, _ in reading.words if any(start <= a < end for start, end in counted))
    assert sum(each.words for each in reading.voices) == words, "words by voice do not add up"
    shares = [each.share for each in reading.voices]
    assert all(each is None for each in shares) if not words else abs(sum(filter(None, shares)) - 1) < 1e-9


# ---------------------------------------------------------------- records


def finite(value: Any, path: str = "") -> None:
    """No number in a record is NaN or infinite."""
    for where, number in _floats(value, path):
        assert math.isfinite(number), f"{where} is {number}"


def _floats(value: Any, path: str) -> Iterator[tuple[str, float]]:
    if isinstance(value, float):
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _floats(each, f"{path}.{key}")
    elif isinstance(value, (list, tuple)):
        for number, each in enumerate(value):
            yield from _floats(each, f"{path}[{number}]")


def record(text: str, made: dict[str, Any]) -> None:
    """A profile record: every span within the text, ids known, scores in range, and JSON gives it back."""
    finite(made)
    voices_known = {each["id"] for each in made["voices"]}
    for each in (*made["mentions"], *made["sentences"]):
        assert 0 <= each["start"] < each["end"] <= len(text), f"out of range: {each}"
        assert each["voice"] in voices_known, f"unknown voice: {each}"
        assert each["mode"] in MODES, each["mode"]
    for each in made["sentences"]:
        assert -1 <= each["compound"] <= 1, each
        assert all(0 <= each[name] <= 1 for name in ("positive", "neutral", "negative")), each
    for mean in _means(made["sentiment"]):
        assert mean is None or -1 <= mean <= 1, mean
    assert sum(made["attribution"]["words"].values()) >= 0
    if not _PAIR.search(json.dumps(made, ensure_ascii=False)):
        assert json.loads(json.dumps(made)) == made, "JSON does not give the record back"


def _means(sentiment: dict[str, Any]) -> Iterable[float | None]:
    yield sentiment["mean"]
    for name in ("by_voice", "by_mode", "toward"):
        yield from (each["mean"] for each in sentiment[name].values())


def table(made: framing.Table) -> None:
    """A table's columns are of one length and hold no NaN."""
    rows = made.to_dicts()
    assert len(rows) == len(made), "rows and length differ"
    finite(rows)
