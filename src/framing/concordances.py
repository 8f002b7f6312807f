"""Concordance: keyword in context, over words and phrases, names, sides, modes and speakers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.documents import Corpus, Document, as_document
from framing.errors import OptionError
from framing.lexicons import Lexicon, as_lexicon
from framing.rendering import cell_width, clean, cut, pad
from framing.segmentation import split_sentences, split_words
from framing.tables import Column, Table
from framing.terminology import measure_terminology
from framing.voices import Reading, read_voices

__all__ = ["Concordance", "concordance", "line_of", "lines_table"]

UNITS = ("words", "sentences")
FILTERS = ("referent", "variant", "side", "loading", "distance", "mode", "speaker")
_MENTION_FILTERS = ("referent", "variant", "side", "loading", "distance")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_BLANKS = re.compile(r"\s+")
# No word window looks further than this many characters for each of its words: a line of ten megabytes costs no more.
_REACH = 24

COLUMNS = (
    Column("document", "string", "the document's id"),
    Column("left", "string", "what stands before the keyword"),
    Column("keyword", "string", "the text of the hit"),
    Column("right", "string", "what stands behind it"),
    Column("start", "integer", "where the hit starts, in code points of the document's text"),
    Column("end", "integer", "where it ends"),
    Column("mode", "category", "own, quoted or paraphrased"),
    Column("speaker", "string", "who speaks; none for the author"),
    Column("referent", "category", "the lexicon's referent, where the hit is a mention"),
    Column("variant", "string", "its name, as the lexicon spells it"),
    Column("side", "category", "whose name it is"),
    Column("loading", "category", "neutral, marked or loaded"),
    Column("distance", "category", "scare_quotes, so_called or alleged"),
)


@dataclass(frozen=True, slots=True, repr=False)
class Concordance(Table):
    """Keyword-in-context lines: a `Table` that prints with its keywords aligned.

    >>> print(concordance("The regime fell. A regime of truth.", "regime", window=2).render(width=40))
    text-1             The  regime  fell. A
    text-1        fell. A  regime  of truth.
    """

    def sort(self, *names: str, descending: bool = False) -> Concordance:
        """Return the lines ordered by columns; `left` orders by the words before the keyword, nearest first."""
        if "left" not in names and "right" not in names:
            # Not super(): dataclass(slots=True) makes a new class, which breaks it.
            return Table.sort(self, *names, descending=descending)
        at = {name: self._index(name) for name in names}

        def key(row: tuple[Any, ...]) -> tuple[Any, ...]:
            return tuple(_context_key(name, row[at[name]] or "") for name in names)

        return self._with(sorted(self.rows, key=key, reverse=descending))

    def render(self, *, width: int = 80, rows: int = 40) -> str:
        """Return the lines with their keywords under each other, no wider than `width` cells."""
        shown = list(self.head(rows))
        if not shown:
            return "(no lines)"
        labels = max(min(18, max(cell_width(clean(row["document"])) for row in shown)), 1)
        middle = min(max(cell_width(_flat(row["keyword"])) for row in shown), max(8, width // 3))
        side = max(0, (width - labels - middle - 6) // 2)
        lines = [_aligned(row, labels, side, middle) for row in shown]
        if len(self.rows) > len(shown):
            lines.append(f"… {len(self.rows) - len(shown):,} more lines")
        return "\n".join(cut(line, width) for line in lines)


def _context_key(name: str, text: str) -> Any:
    words = [text[a:b].casefold() for a, b in split_words(text)]
    return words[::-1] if name == "left" else words if name == "right" else text


def _flat(text: str) -> str:
    return clean(_BLANKS.sub(" ", text)).strip()


def _aligned(row: dict[str, Any], labels: int, side: int, middle: int) -> str:
    left = pad(cut(_flat(row["left"]), side, left=True), side, right=True)
    keyword = pad(cut(_flat(row["keyword"]), middle), middle)
    right = cut(_flat(row["right"]), side)
    return f"{pad(cut(clean(row['document']), labels), labels)}  {left}  {keyword}  {right}".rstrip()


def lines_table(lines: Iterable[dict[str, Any]]) -> Concordance:
    """Return lines made by `line_of` as a `Concordance`."""
    names = [column.name for column in COLUMNS]
    return Concordance("concordance", COLUMNS, tuple(tuple(line.get(name) for name in names) for line in lines))


def line_of(
    document: Document,
    start: int,
    end: int,
    *,
    window: int = 8,
    unit: str = "words",
    sentences: Sequence[tuple[int, int]] = (),
    **facts: Any,
) -> dict[str, Any]:
    """Return one concordance line: the text of a span with `window` words, or sentences, on each side."""
    text = document.text
    if unit == "sentences":
        begin, stop = _sentence_reach(sentences or split_sentences(text), start, end, window)
    else:
        begin, stop = _word_reach(text, start, end, window)
    return {
        "document": document.id,
        "left": text[begin:start],
        "keyword": text[start:end],
        "right": text[end:stop],
        "start": start,
        "end": end,
        **facts,
    }


def _word_reach(text: str, start: int, end: int, window: int) -> tuple[int, int]:
    floor, ceiling = max(0, start - _REACH * window), min(len(text), end + _REACH * window)
    before = [match.start() for match in re.finditer(r"\S+", text[floor:start])]
    after = [match.end() for match in re.finditer(r"\S+", text[end:ceiling])]
    begin = floor + before[-window] if 0 < window <= len(before) else (start if window == 0 else floor)
    stop = end + after[window - 1] if 0 < window <= len(after) else (end if window == 0 else ceiling)
    return begin, stop


def _sentence_reach(sentences: Sequence[tuple[int, int]], start: int, end: int, window: int) -> tuple[int, int]:
    if not sentences:
        return start, end
    first = max(0, bisect_right(sentences, start, key=lambda span: span[0]) - 1)
    last = max(first, bisect_right(sentences, max(start, end - 1), key=lambda span: span[0]) - 1)
    begin, stop = sentences[max(0, first - window)][0], sentences[min(len(sentences) - 1, last + window)][1]
    return min(begin, start), max(stop, end)


# ---------------------------------------------------------------- the query


def concordance(
    corpus: str | Document | Reading | Corpus | Iterable[str | Document | Reading],
    query: str | None = None,
    *,
    lexicon: str | Path | Lexicon | None = None,
    referent: str | None = None,
    variant: str | None = None,
    side: str | None = None,
    loading: str | None = None,
    distance: str | None = None,
    mode: str | None = None,
    speaker: str | None = None,
    window: int = 8,
    unit: str = "words",
    case: bool = False,
) -> Concordance:
    """Return every place where something is said, with its context, its mode and its speaker.

    Boilerplate is nobody's words, and is left out.

    Args:
        corpus: one text, a `Document`, a `Reading`, a `Corpus`, or several of them.
        query: a word or a phrase, `*` for any letters (`regim*`); the possessive comes free. It may also be a filter
            written `side:armenian`; without a query, the filters alone choose.
        lexicon: needed for the filters on names: `referent`, `variant`, `side`, `loading`, `distance`.
        mode, speaker: only what is said in this mode, by this speaker (any word of their name will do).
        window: how many words, or sentences, to show on each side; a window of 0 sentences is the sentence itself.
        unit: `words` or `sentences`.
        case: tell upper case from lower.

    Raises:
        OptionError: nothing to look for, an unknown unit or mode, a filter on names without a lexicon, or one it does
            not know.

    >>> lines = concordance("“We fear the regime,” said Ana Petrova. The regime fell.", "regime")
    >>> [(line["mode"], line["speaker"]) for line in lines]
    [('quoted', 'Ana Petrova'), ('own', None)]
    """
    wanted = {"referent": referent, "variant": variant, "side": side, "loading": loading, "distance": distance}
    wanted |= {"mode": mode, "speaker": speaker}
    filters = {name: value for name, value in wanted.items() if value is not None}
    if query is not None:
        name, colon, value = query.partition(":")
        if colon and name in FILTERS:
            query, filters = None, {**filters, name: value}
    held = as_lexicon(lexicon)
    _check(query, filters, held, window, unit)
    lines: list[dict[str, Any]] = []
    for reading in _readings(corpus):
        options: dict[str, Any] = {"window": window, "unit": unit, "sentences": reading.sentences}
        hits = _hits(reading, query, filters, held, case)
        lines.extend(line_of(reading.document, start, end, **options, **facts) for start, end, facts in hits)
    return lines_table(lines)


def _check(query: str | None, filters: dict[str, str], lexicon: Lexicon | None, window: int, unit: str) -> None:
    if unit not in UNITS:
        raise OptionError.unknown("unit", unit, UNITS)
    if window < 0:
        raise OptionError(f"a window is 0 or more {unit}, not {window}")
    if not filters and not (query or "").strip():
        raise OptionError(f"nothing to look for: give a word, a phrase, or one of {', '.join(FILTERS)}")
    if "mode" in filters and filters["mode"] not in ("own", "quoted", "paraphrased"):
        raise OptionError.unknown("mode", filters["mode"], ("own", "quoted", "paraphrased"))
    names = [name for name in _MENTION_FILTERS if name in filters]
    if names and lexicon is None:
        raise OptionError(f"a concordance by {names[0]} needs a lexicon: lexicon='karabakh', or your own")
    if lexicon is not None:
        if "side" in filters and filters["side"] not in ("neutral", *(each.id for each in lexicon.sides)):
            raise OptionError.unknown("side", filters["side"], ["neutral", *(each.id for each in lexicon.sides)])
        if "referent" in filters:
            lexicon.referent(filters["referent"])


def _readings(corpus: Any) -> Iterator[Reading]:
    if isinstance(corpus, str):
        corpus = Corpus([corpus])
    elif isinstance(corpus, (Document, Reading)):
        corpus = [corpus]
    for number, item in enumerate(corpus, start=1):
        if isinstance(item, Reading):
            yield item
        else:
            yield read_voices(Document(item, f"text-{number}") if isinstance(item, str) else as_document(item))


Hit = tuple[int, int, dict[str, Any]]


def _hits(
    reading: Reading, query: str | None, filters: dict[str, str], lexicon: Lexicon | None, case: bool
) -> Iterator[Hit]:
    names = {name: value for name, value in filters.items() if name in _MENTION_FILTERS}
    if names and lexicon is not None:
        found: Iterable[Hit] = _mentions(reading, lexicon, names)
        if query is not None:
            places = list(_phrases(reading, query, case))
            found = (hit for hit in found if _touches(places, hit))
    elif query is not None:
        found = ((start, end, {}) for start, end in _phrases(reading, query, case))
    elif "speaker" in filters:
        found = _said_by(reading)
    else:
        found = ((stretch.start, stretch.end, {}) for stretch in reading.stretches)
    speakers = {voice.id: voice.name for voice in reading.voices}
    for start, end, facts in found:
        if _in_boilerplate(reading, start, end):
            continue
        stretch = reading.stretch_at(start)
        who = facts.get("speaker") or speakers.get(stretch.voice)
        if filters.get("mode") in (None, stretch.mode) and _is_speaker(who, filters.get("speaker")):
            yield start, end, {**facts, "mode": stretch.mode, "speaker": who}


def _in_boilerplate(reading: Reading, start: int, end: int) -> bool:
    section = reading.section_at(start)
    return section.kind == "boilerplate" or end > section.end


def _touches(places: Sequence[tuple[int, int]], hit: Hit) -> bool:
    """Tell whether a hit overlaps one of the places, which are ordered by start and by end alike."""
    at = bisect_left(places, hit[1], key=lambda place: place[0]) - 1
    return at >= 0 and places[at][1] > hit[0]


def _is_speaker(name: str | None, wanted: str | None) -> bool:
    if wanted is None:
        return True
    if name is None:
        return wanted.casefold() == "author"
    words = {name[a:b].casefold() for a, b in split_words(name)}
    return {wanted[a:b].casefold() for a, b in split_words(wanted)} <= words


def _said_by(reading: Reading) -> Iterator[Hit]:
    for quotation in reading.quotations:
        for start, end in quotation.content:
            yield start, end, {"speaker": quotation.speaker}


def _mentions(reading: Reading, lexicon: Lexicon, wanted: dict[str, str]) -> Iterator[Hit]:
    for mention in measure_terminology(reading, lexicon).mentions:
        facts = {name: getattr(mention, name) for name in _MENTION_FILTERS}
        if all((facts[name] or "none") == value for name, value in wanted.items()):
            yield mention.start, mention.end, facts


def _phrases(reading: Reading, query: str, case: bool) -> Iterator[tuple[int, int]]:
    tests = [_word_test(word, case) for word in query.split()]
    words, text = reading.words, reading.document.text
    for at in range(len(words) - len(tests) + 1):
        if all(test(text[slice(*words[at + step])]) for step, test in enumerate(tests)):
            yield words[at][0], words[at + len(tests) - 1][1]


def _word_test(word: str, case: bool) -> Callable[[str], bool]:
    def fold(piece: str) -> str:
        piece = piece.replace("’", "'")
        return piece if case else piece.casefold()

    wanted = fold(word.strip('.,;:!?"“”'))
    if "*" in wanted:
        parts = wanted.split("*")
        return lambda piece: _globs(parts, fold(piece))
    return lambda piece: wanted in (fold(piece), _POSSESSIVE.sub("", fold(piece)))


def _globs(parts: Sequence[str], word: str) -> bool:
    """Tell whether a word is the parts in order with any letters between; linear, unlike a regular expression."""
    first, last = parts[0], parts[-1]
    if len(word) < len(first) + len(last) or not word.startswith(first) or not word.endswith(last):
        return False
    at = len(first)
    for part in parts[1:-1]:
        found = word.find(part, at, len(word) - len(last))
        if found < 0:
            return False
        at = found + len(part)
    return True
