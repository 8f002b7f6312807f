"""Who speaks where: every code point of the body and of the comments has one voice and one mode."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any, Literal, Protocol

from framing.collector import collector_paused
from framing.documents import Document, Span, as_document
from framing.errors import OptionError
from framing.language import looks_english
from framing.pieces import Piece, split_by_voice
from framing.quotations import Quotation, find_quotations
from framing.quotations.echoes import claim_repeated, drop_unheard, take_back_echoes
from framing.sections import Section, find_sections
from framing.segmentation import split_sentences, split_words
from framing.speakers import resolve_speakers

__all__ = ["Extractor", "Mode", "Reading", "Stretch", "Voice", "read_voices"]

Mode = Literal["own", "quoted", "paraphrased"]
VoiceKind = Literal["author", "source", "commenter"]

AUTHOR = "author"


class Extractor(Protocol):
    """What finds quotations: any callable from a text to its quotations, with spans of that text.

    A quotation that it returns with a `speaker` keeps it; the others are resolved by `framing`.
    """

    def __call__(self, text: str, /) -> Iterable[Quotation]:
        """Return the quotations of a text."""
        ...


@dataclass(frozen=True, slots=True)
class Voice:
    """One who speaks in a document: `words` of theirs, their `share` of the document's words, their `quotations`."""

    id: str
    kind: VoiceKind
    name: str | None
    words: int
    share: float | None
    quotations: int

    def to_dict(self) -> dict[str, Any]:
        """Return the voice as the profile record shows it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "name": self.name,
            "words": self.words,
            "share": self.share,
            "quotations": self.quotations,
        }


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run `[start, end)` of the text in one voice and one mode."""

    start: int
    end: int
    voice: str
    mode: Mode


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """A document read once: its sections, sentences, words, quotations and voices, on which every measure stands.

    `stretches` partition the body and the comments (boilerplate belongs to nobody); `quotation_voices` gives the voice
    of each of the `quotations`; `scare_quotes` are the insides of marks that quote no speaker; `pieces` are the
    sentences outside boilerplate, split where the voice changes.
    """

    document: Document
    sections: tuple[Section, ...]
    sentences: tuple[Span, ...]
    words: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    quotation_voices: tuple[str, ...]
    scare_quotes: tuple[Span, ...]
    voices: tuple[Voice, ...]
    stretches: tuple[Stretch, ...]
    pieces: tuple[Piece, ...]
    english: bool = field(default=True)

    def __repr__(self) -> str:
        return (
            f"Reading({self.document!r}, {len(self.words)} words, {len(self.sentences)} sentences, "
            f"{len(self.quotations)} quotations, {len(self.voices)} voices)"
        )

    def _repr_html_(self) -> str:
        from framing.notebook import render_marked

        return render_marked(self)

    def section_at(self, offset: int) -> Section:
        """Return the section that holds a code point."""
        if len(self.sections) == 1:  # as in most documents
            return self.sections[0]
        return self.sections[max(0, bisect_right(self.sections, offset, key=_start) - 1)]

    def stretch_at(self, offset: int) -> Stretch:
        """Return the stretch that holds a code point; in boilerplate, one of the author's that counts for nothing."""
        at = bisect_right(self.stretches, offset, key=_start) - 1
        if at >= 0 and offset < self.stretches[at].end:
            return self.stretches[at]
        section = self.section_at(offset)
        return Stretch(section.start, section.end, AUTHOR, "own")

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that holds a code point."""
        return max(0, bisect_left(self.sentences, (offset + 1,)) - 1)

    def words_within(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the words that begin in `[start, end)`."""
        return self.words[bisect_left(self.words, (start,)) : bisect_left(self.words, (end,))]

    def count_words(self, start: int, end: int) -> int:
        """Return how many words begin in `[start, end)`."""
        return bisect_left(self.words, (end,)) - bisect_left(self.words, (start,))


def _start(item: Section | Stretch) -> int:
    return item.start


@collector_paused
def read_voices(document: str | Document | Reading, *, extractor: Extractor | None = None) -> Reading:
    """Read a document once: find its sections, sentences, words and quotations, and who says each of them.

    `extractor` replaces our quotation finder by another system, or by hand annotation.

    Raises:
        OptionError: the extractor returned what is no quotation of this text (the spans are named).

    >>> reading = read_voices("“We will sign,” said Ana Petrova. Nobody signed.")
    >>> [(voice.name, voice.words) for voice in reading.voices]
    [(None, 5), ('Ana Petrova', 3)]
    """
    if isinstance(document, Reading):
        return document if extractor is None else read_voices(document.document, extractor=extractor)
    document = as_document(document)
    text = document.text
    sections = find_sections(text)
    sentences = tuple(span for section in sections for span in split_sentences(text, section.start, section.end))
    quotations, scare_quotes = _quotations(text, sections, sentences, extractor)
    quotations = resolve_speakers(text, sections, sentences, quotations)
    names = _Names(sections)
    quotation_voices = tuple(names.source(quotation.speaker) for quotation in quotations)
    stretches = _partition(text, sections, names, quotations, quotation_voices)
    words = split_words(text)
    return Reading(
        document=document,
        sections=sections,
        sentences=sentences,
        words=words,
        quotations=quotations,
        quotation_voices=quotation_voices,
        scare_quotes=scare_quotes,
        voices=names.voices(_count_words(words, stretches), Counter(quotation_voices)),
        stretches=stretches,
        pieces=tuple(split_by_voice(sentences, sections, stretches)),
        english=looks_english(text),
    )


def _quotations(
    text: str, sections: Sequence[Section], sentences: Sequence[Span], extractor: Extractor | None
) -> tuple[tuple[Quotation, ...], tuple[Span, ...]]:
    found = drop_unheard(text, find_quotations(text, sections, sentences))
    if extractor is None:
        found = take_back_echoes(text, claim_repeated(text, found))
        return found.quotations, found.scare_quotes
    given = tuple(extractor(text))
    for quotation in given:
        _check(quotation, len(text))
    given = tuple(sorted(given, key=lambda quotation: (quotation.content, quotation.cue)))
    return given, _outside(found.scare_quotes, [span for quotation in given for span in quotation.content])


def _outside(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans that lie in none of those taken."""
    taken = sorted(taken)
    reach = list(accumulate((end for _, end in taken), max))
    kept = []
    for start, end in spans:
        before = bisect_left(taken, (start + 1,))
        if not before or reach[before - 1] < end:
            kept.append((start, end))
    return tuple(kept)


def _check(quotation: Quotation, length: int) -> None:
    if not isinstance(quotation, Quotation):
        raise OptionError(f"an extractor returns framing.Quotation objects, not {type(quotation).__name__}")
    for name in ("content", "cue", "source", "quoted"):
        for start, end in getattr(quotation, name):
            if not 0 <= start <= end <= length:
                raise OptionError(
                    f"the extractor's {name} span {[start, end]} is not within the text of {length} characters"
                )


class _Names:
    """Voice ids in the order of first appearance: the author, then sources (v1, v2, …) and commenters (c1, …)."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self._sources: dict[str | None, str] = {}
        self._commenters: dict[str | None, str] = {}
        for section in sections:
            if section.kind == "comment":
                self._commenters.setdefault(section.author, f"c{len(self._commenters) + 1}")

    def source(self, name: str | None) -> str:
        return self._sources.setdefault(name, f"v{len(self._sources) + 1}")

    def of(self, section: Section) -> str:
        return self._commenters[section.author] if section.kind == "comment" else AUTHOR

    def voices(self, words: Counter[str], quotations: Counter[str]) -> tuple[Voice, ...]:
        total = words.total()
        listed: list[tuple[str, VoiceKind, str | None]] = [(AUTHOR, "author", None)]
        listed += [(id, "source", name) for name, id in self._sources.items()]
        listed += [(id, "commenter", name) for name, id in self._commenters.items()]
        return tuple(
            Voice(id, kind, name, words[id], words[id] / total if total else None, quotations[id])
            for id, kind, name in listed
        )


# What stands in square brackets inside a quotation is the editor's, not the speaker's.
_INSERTION = re.compile(r"\[[^\[\]\n]{0,200}\]")


@dataclass(frozen=True, slots=True)
class _Layer:
    """A claim of a voice to a run of text; where claims meet, the higher `rank` wins, then the later start."""

    start: int
    end: int
    rank: int
    voice: str
    mode: Mode


def _partition(
    text: str,
    sections: Sequence[Section],
    names: _Names,
    quotations: Sequence[Quotation],
    quotation_voices: Sequence[str],
) -> tuple[Stretch, ...]:
    layers = [_Layer(s.start, s.end, 0, names.of(s), "own") for s in sections if s.kind != "boilerplate"]
    for quotation, voice in zip(quotations, quotation_voices, strict=True):
        if not quotation.nested:
            layers.extend(_claims(text, quotation, voice, sections, names))
    return _flatten(layers, [section for section in sections if section.kind != "boilerplate"])


def _claims(
    text: str, quotation: Quotation, voice: str, sections: Sequence[Section], names: _Names
) -> Iterator[_Layer]:
    for start, end in quotation.content:
        yield _Layer(start, end, 1, voice, "paraphrased")
    for start, end in quotation.content if quotation.kind == "direct" else quotation.quoted:
        yield _Layer(start, end, 2, voice, "quoted")
        for insertion in _INSERTION.finditer(text, start, end):
            section = sections[max(0, bisect_right(sections, insertion.start(), key=_start) - 1)]
            yield _Layer(*insertion.span(), 3, names.of(section), "own")


def _flatten(layers: Sequence[_Layer], sections: Sequence[Section]) -> tuple[Stretch, ...]:
    """Sweep over the edges of the layers and keep the strongest claim of each piece; linear but for the sorting."""
    opening = sorted((layer for layer in layers if layer.start < layer.end), key=lambda layer: layer.start)
    edges = sorted({edge for layer in opening for edge in (layer.start, layer.end)})
    active: list[tuple[int, int, int]] = []
    pieces: list[Stretch] = []
    waiting = 0
    for start, end in pairwise(edges):
        while waiting < len(opening) and opening[waiting].start <= start:
            layer = opening[waiting]
            heapq.heappush(active, (-layer.rank, -layer.start, waiting))
            waiting += 1
        while active and opening[active[0][2]].end <= start:
            heapq.heappop(active)
        if active:
            layer = opening[active[0][2]]
            pieces.append(Stretch(start, end, layer.voice, layer.mode))
    return _within(_joined(pieces), sections)


def _joined(pieces: Iterable[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and (last.end, last.voice, last.mode) == (piece.start, piece.voice, piece.mode):
            joined[-1] = Stretch(last.start, piece.end, last.voice, last.mode)
        else:
            joined.append(piece)
    return joined


def _within(stretches: Sequence[Stretch], sections: Sequence[Section]) -> tuple[Stretch, ...]:
    """Clip stretches to the sections that count, so that none reaches into boilerplate or the next comment."""
    clipped: list[Stretch] = []
    at = 0
    for stretch in stretches:
        while at < len(sections) and sections[at].end <= stretch.start:
            at += 1
        reached = at
        while reached < len(sections) and sections[reached].start < stretch.end:
            section = sections[reached]
            if section.start <= stretch.start and stretch.end <= section.end:
                clipped.append(stretch)
            else:
                start, end = max(stretch.start, section.start), min(stretch.end, section.end)
                clipped.append(Stretch(start, end, stretch.voice, stretch.mode))
            reached += 1
    return tuple(clipped)


def _count_words(words: Sequence[Span], stretches: Sequence[Stretch]) -> Counter[str]:
    counts: Counter[str] = Counter()
    place = end = 0
    for stretch in stretches:
        first = place if stretch.start == end else bisect_left(words, (stretch.start,))
        end = stretch.end
        place = bisect_left(words, (end,), first)
        counts[stretch.voice] += place - first
    return counts
