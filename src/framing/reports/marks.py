"""A document as marked text: paragraphs, in them stretches of one voice, in those mentions, cues and scare quotes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from framing.documents import Span
from framing.reports.labels import Labels
from framing.voices import Reading

__all__ = ["Chunk", "Mark", "Paragraph", "Piece", "Run", "mark_text"]

_AROUND = 4  # how many quotations may begin between a stretch and the one that holds it


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention to be shown: where it stands, what it is, and its number among those of the document."""

    start: int
    end: int
    side: str | None
    loading: str | None
    distance: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that is marked alike: `css` classes, and the numbers of the mentions that it belongs to."""

    text: str
    css: str = ""
    mentions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """One mention, or several that overlap, in pieces; or plain text, without `mentions`. `anchor` numbers its id."""

    pieces: tuple[Piece, ...]
    mentions: tuple[int, ...] = ()
    css: str = ""
    anchor: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one voice and one mode; `quotation` is the number of what it is said in.

    `first` tells whether the quotation begins here in its paragraph: there the number of the voice stands.
    """

    chunks: tuple[Chunk, ...]
    voice: str | None
    mode: str
    quotation: int | None = None
    first: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a section."""

    kind: str
    author: str | None
    runs: tuple[Run, ...]


_Active = dict[str, tuple[int, ...]]
_Layer = tuple[int, int, str, int]
_Pieces = Iterable[tuple[int, int, _Active]]


def mark_text(reading: Reading, marks: Sequence[Mark], labels: Labels, *, limit: int) -> list[Paragraph]:
    """Return the first `limit` code points of a document as marked paragraphs; linear but for the sorting."""
    end = min(limit, len(reading.document.text))
    lines = [
        (start, stop, number)
        for number, section in enumerate(reading.sections)
        for start, stop in _lines(reading.document.text, section.start, min(section.end, end))
    ]
    layers: list[_Layer] = [(start, stop, "paragraph", number) for number, (start, stop, _) in enumerate(lines)]
    layers += [(each.start, each.end, "stretch", number) for number, each in enumerate(reading.stretches)]
    layers += [(each.start, each.end, "mention", number) for number, each in enumerate(marks)]
    layers += _attribution(reading)
    marker = _Marker(reading, marks, labels)
    paragraphs = []
    for number, held in groupby(_sweep(layers, end), key=lambda piece: piece[2].get("paragraph", (-1,))[0]):
        if number >= 0:
            section = reading.sections[lines[number][2]]
            paragraphs.append(Paragraph(section.kind, section.author, tuple(marker.runs(held))))
    return paragraphs


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the lines of a section that hold more than blanks."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            yield start, stop
        start = stop + 1


def _attribution(reading: Reading) -> Iterator[_Layer]:
    for number, quotation in enumerate(reading.quotations):
        for kind, spans in (("cue", quotation.cue), ("source", quotation.source)):
            yield from ((start, end, kind, number) for start, end in spans)
    yield from ((start, end, "scare", number) for number, (start, end) in enumerate(reading.scare_quotes))


def _sweep(layers: Iterable[_Layer], end: int) -> Iterator[tuple[int, int, _Active]]:
    """Yield the stretches of text between the edges of layers, each with the numbers of what is on there."""
    kept = [(start, min(stop, end), kind, number) for start, stop, kind, number in layers if start < min(stop, end)]
    opens, closes = sorted(kept), sorted(kept, key=lambda layer: layer[1])
    edges = sorted({edge for start, stop, _, _ in kept for edge in (start, stop)})
    active: dict[str, list[int]] = {}
    opening = closing = 0
    for start, stop in pairwise(edges):
        while closing < len(closes) and closes[closing][1] <= start:
            _, _, kind, number = closes[closing]
            active[kind].remove(number)
            closing += 1
        while opening < len(opens) and opens[opening][0] <= start:
            _, _, kind, number = opens[opening]
            active.setdefault(kind, []).append(number)
            opening += 1
        yield start, stop, {kind: tuple(numbers) for kind, numbers in active.items() if numbers}


class _Marker:
    """Groups what the sweep yields: pieces into mentions, mentions and text into runs of one voice."""

    def __init__(self, reading: Reading, marks: Sequence[Mark], labels: Labels) -> None:
        self._reading = reading
        self._marks = marks
        self._labels = labels
        self._anchored: set[int] = set()
        self._spans = sorted(
            (start, end, number)
            for number, quotation in enumerate(reading.quotations)
            if not quotation.nested
            for start, end in quotation.content
        )
        self._starts = [start for start, _, _ in self._spans]

    def runs(self, pieces: _Pieces) -> Iterator[Run]:
        before: set[int | None] = {None}
        for number, held in groupby(pieces, key=lambda piece: piece[2].get("stretch", (-1,))[0]):
            chunks = tuple(self._chunks(held))
            if number < 0:
                yield Run(chunks, None, "own")
                continue
            stretch = self._reading.stretches[number]
            quotation = None if stretch.mode == "own" else self._quotation(stretch.start)
            yield Run(chunks, stretch.voice, stretch.mode, quotation, quotation is None or quotation not in before)
            before.add(quotation)

    def _quotation(self, offset: int) -> int | None:
        """Return the quotation that a stretch is said in: of those that hold its start, the last to begin."""
        last = bisect_right(self._starts, offset)
        for start, end, number in reversed(self._spans[max(0, last - _AROUND) : last]):
            if start <= offset < end:
                return number
        return None

    def _chunks(self, pieces: _Pieces) -> Iterator[Chunk]:
        waiting: list[Piece] = []
        reach = -1  # where the mentions that are being gathered end
        for start, stop, active in pieces:
            mentions = active.get("mention", ())
            if (mentions and start >= reach) or (not mentions and reach >= 0):
                if waiting:
                    yield self._chunk(waiting)
                waiting, reach = [], -1
            if mentions:
                reach = max(reach, *(self._marks[number].end for number in mentions))
            waiting.append(Piece(self._reading.document.text[start:stop], self._classes(active), mentions))
        if waiting:
            yield self._chunk(waiting)

    def _classes(self, active: _Active) -> str:
        """Return the classes of a piece: the side of the shortest mention that holds it, and what else is there."""
        found: list[str] = [kind for kind in ("cue", "source", "scare") if kind in active]
        mentions = active.get("mention")
        if mentions:
            inner = min((self._marks[number] for number in mentions), key=lambda mark: mark.end - mark.start)
            found.append(self._labels.side(inner.side).css)
        return " ".join(found)

    def _chunk(self, pieces: Sequence[Piece]) -> Chunk:
        mentions = tuple(sorted({number for piece in pieces for number in piece.mentions}))
        if not mentions:
            return Chunk(tuple(pieces))
        held = [self._marks[number] for number in mentions]
        css = [loading for loading in ("loaded", "marked") if any(mark.loading == loading for mark in held)][:1]
        if any(mark.distance for mark in held):
            css.append("apart")
        # A mention that two voices share is shown in two chunks; the first is what links lead to.
        anchor = mentions[0] if mentions[0] not in self._anchored else None
        self._anchored.update(mentions)
        return Chunk(tuple(pieces), mentions, " ".join(css), anchor)
