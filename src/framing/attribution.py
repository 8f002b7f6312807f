"""Who is quoted, how much, in which way: the measures of attribution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from framing.collector import collector_paused
from framing.documents import Document
from framing.quotations import Quotation
from framing.statistics import effective_number
from framing.voices import Extractor, Reading, Stretch, Voice, read_voices

__all__ = ["MODES", "Attribution", "SourceShare", "measure_attribution"]

MODES = ("own", "quoted", "paraphrased")
QUOTATION_KINDS = ("direct", "mixed", "indirect")
SOURCE_KINDS = ("named", "unnamed", "organisation", "document")


@dataclass(frozen=True, slots=True)
class SourceShare:
    """What sources of one kind have of a document: their `quotations`, `words`, and `share` of all sources' words."""

    kind: str
    quotations: int
    words: int
    share: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return the counts as plain values."""
        return {"quotations": self.quotations, "words": self.words, "share": self.share}


@dataclass(frozen=True, slots=True, repr=False)
class Attribution:
    """The attribution of one document's body; counts are of words and quotations, shares are of the body's words.

    Attributes:
        quotations: what is quoted, in the order of the text, with speakers resolved.
        quotation_voices: the voice id of each quotation.
        voices: everybody who speaks, the author first.
        words: words of the body by mode (`own`, `quoted`, `paraphrased`).
        shares: the same as shares of the body's words; None for an empty body.
        kinds: quotations by kind (`direct`, `mixed`, `indirect`); nested ones are not counted.
        sources: quotations and words by kind of source (`named`, `unnamed`, `organisation`, `document`).
        cue_classes: for each voice id, its quotations by class of cue.
        effective_sources: exp of the Shannon entropy of the words of the sources (Hill 1973, "Diversity and evenness",
            number of order 1): 3.0 means as diverse as three sources with equal room. None without a source's word.
        most_quoted: the voice id with most words among the sources; None without one.
        most_quoted_share: its share of all sources' words.
    """

    quotations: tuple[Quotation, ...]
    quotation_voices: tuple[str, ...]
    voices: tuple[Voice, ...]
    words: dict[str, int]
    shares: dict[str, float | None]
    kinds: dict[str, int]
    sources: tuple[SourceShare, ...]
    cue_classes: dict[str, dict[str, int]]
    effective_sources: float | None
    most_quoted: str | None
    most_quoted_share: float | None

    def __repr__(self) -> str:
        kinds = ", ".join(f"{number} {kind}" for kind, number in self.kinds.items())
        words = ", ".join(f"{mode} {number}" for mode, number in self.words.items())
        sources = sum(voice.kind == "source" for voice in self.voices)
        return f"Attribution({kinds} quotations; {sources} sources; words: {words})"

    def to_dict(self) -> dict[str, Any]:
        """Return the measures as plain values; quotations and voices stand in the profile record beside them."""
        return {
            "words": dict(self.words),
            "shares": dict(self.shares),
            "kinds": dict(self.kinds),
            "sources": {source.kind: source.to_dict() for source in self.sources},
            "cue_classes": {voice: dict(classes) for voice, classes in self.cue_classes.items()},
            "effective_sources": self.effective_sources,
            "most_quoted": self.most_quoted,
            "most_quoted_share": self.most_quoted_share,
        }


@collector_paused
def measure_attribution(document: str | Document | Reading, *, extractor: Extractor | None = None) -> Attribution:
    """Measure who is quoted in a document, how much and how.

    Comments and boilerplate do not count; `extractor` replaces the quotation finder (see `Extractor`).

    >>> found = measure_attribution("“We will sign,” said Ana Petrova. Experts say that nobody signed.")
    >>> [(quotation.kind, quotation.speaker) for quotation in found.quotations]
    [('direct', 'Ana Petrova'), ('indirect', 'experts')]
    >>> found.words
    {'own': 6, 'quoted': 3, 'paraphrased': 2}
    """
    reading = read_voices(document, extractor=extractor)
    body = [stretch for stretch in reading.stretches if reading.section_at(stretch.start).kind == "body"]
    words = _words_by(reading, body, lambda stretch: stretch.mode)
    by_voice = _words_by(
        reading, (stretch for stretch in body if stretch.voice != "author"), lambda stretch: stretch.voice
    )
    counted = [
        pair for pair in zip(reading.quotations, reading.quotation_voices, strict=True) if _counts(reading, pair[0])
    ]
    kinds = Counter(quotation.kind for quotation, _ in counted)
    total = words.total()
    leader = max(by_voice, key=lambda voice: by_voice[voice], default=None)
    return Attribution(
        quotations=reading.quotations,
        quotation_voices=reading.quotation_voices,
        voices=reading.voices,
        words={mode: words[mode] for mode in MODES},
        shares={mode: words[mode] / total if total else None for mode in MODES},
        kinds={kind: kinds[kind] for kind in QUOTATION_KINDS},
        sources=_source_shares(counted, by_voice),
        cue_classes=_cue_classes(counted),
        effective_sources=effective_number(by_voice.values()),
        most_quoted=leader,
        most_quoted_share=by_voice[leader] / by_voice.total() if leader is not None else None,
    )


def _counts(reading: Reading, quotation: Quotation) -> bool:
    """Tell whether a quotation is the body's own, not one inside another or in a comment."""
    return (
        not quotation.nested and bool(quotation.content) and reading.section_at(quotation.content[0][0]).kind == "body"
    )


def _words_by(reading: Reading, stretches: Iterable[Stretch], key: Callable[[Stretch], str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for stretch in stretches:
        words = reading.count_words(stretch.start, stretch.end)
        if words:
            counts[key(stretch)] += words
    return counts


def _source_shares(counted: Iterable[tuple[Quotation, str]], by_voice: Counter[str]) -> tuple[SourceShare, ...]:
    """Sum quotations by kind of source; the words of a voice belong to the kind that its first quotation has."""
    quotations: Counter[str] = Counter()
    kind_of: dict[str, str] = {}
    for quotation, voice in counted:
        kind = quotation.source_kind or "unnamed"
        quotations[kind] += 1
        kind_of.setdefault(voice, kind)
    words: Counter[str] = Counter()
    for voice, number in by_voice.items():
        words[kind_of.get(voice, "unnamed")] += number
    total = words.total()
    return tuple(
        SourceShare(kind, quotations[kind], words[kind], words[kind] / total if total else None)
        for kind in SOURCE_KINDS
    )


def _cue_classes(counted: Iterable[tuple[Quotation, str]]) -> dict[str, dict[str, int]]:
    classes: dict[str, Counter[str]] = {}
    for quotation, voice in counted:
        if quotation.cue_class is not None:
            classes.setdefault(voice, Counter())[quotation.cue_class] += 1
    return {voice: dict(sorted(counts.items())) for voice, counts in classes.items()}
