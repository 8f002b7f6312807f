"""Sentiment of a document: by sentence, by voice, by mode, and toward each thing that the lexicon names."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from framing.analysers import analyse_all, as_analyser
from framing.collector import collector_paused
from framing.documents import Document, Span
from framing.errors import OptionError
from framing.language import make_plain
from framing.lexicons import Lexicon, load_lexicon
from framing.matching import find_variants
from framing.pieces import Piece
from framing.targets import Method, Sentence, TargetSentiment
from framing.valence import Analyser, Vader
from framing.voices import Reading, read_voices

if TYPE_CHECKING:
    from collections.abc import Callable

    from framing.valence import Scores

__all__ = ["Aim", "MeanScore", "SentenceScore", "Sentiment", "Toward", "measure_sentiment"]

MINIMUM_SENTENCES = 5
"""Fewer sentences give no interval: with four, a bootstrap has only 35 samples to draw."""


Span95 = tuple[float, float]


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """The scores of the part `[start, end)` of a sentence that one voice speaks.

    `sentence` is the index of the sentence in `Reading.sentences`; `mode` is the one that covers most of it; `carrying`
    tells whether a word of it carried valence.
    """

    start: int
    end: int
    voice: str
    mode: str
    compound: float
    positive: float
    neutral: float
    negative: float
    carrying: bool
    sentence: int

    def to_dict(self) -> dict[str, Any]:
        """Return the scores as the profile record shows them."""
        return {
            "start": self.start,
            "end": self.end,
            "voice": self.voice,
            "mode": self.mode,
            "compound": self.compound,
            "positive": self.positive,
            "neutral": self.neutral,
            "negative": self.negative,
            "carrying": self.carrying,
            "sentence": self.sentence,
        }


class _Averaged:
    """What a mean of compounds has besides itself."""

    __slots__ = ()
    compounds: tuple[float, ...]
    seed: int
    resamples: int

    @property
    def interval(self) -> Span95 | None:
        """The 95 % bootstrap interval of the mean, computed when asked for; None for fewer than five compounds."""
        return _interval(self.compounds, self.seed, self.resamples)


@dataclass(frozen=True, slots=True)
class MeanScore(_Averaged):
    """The mean compound of `n` sentences, of which `carrying` held a word with valence; None of no sentences."""

    mean: float | None
    n: int
    carrying: int
    compounds: tuple[float, ...] = field(repr=False)
    seed: int = field(default=0, repr=False)
    resamples: int = field(default=999, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return mean, interval and counts as a record."""
        interval = self.interval
        return {
            "mean": self.mean,
            "interval": list(interval) if interval else None,
            "n": self.n,
            "carrying": self.carrying,
        }


@dataclass(frozen=True, slots=True)
class Aim:
    """The sentiment aimed at one mention `[start, end)` of a referent, and the spans that decided it."""

    start: int
    end: int
    referent: str
    compound: float
    polarity: int
    spans: tuple[Span, ...] = ()
    counted: bool = True

    def to_dict(self) -> dict[str, Any]:
        """Return the aim as a record."""
        return {
            "start": self.start,
            "end": self.end,
            "referent": self.referent,
            "compound": self.compound,
            "polarity": self.polarity,
            "spans": [list(span) for span in self.spans],
        }


@dataclass(frozen=True, slots=True)
class Toward(_Averaged):
    """The sentiment toward one referent: the mean over its `n` mentions in the body, at `spans`."""

    mean: float
    n: int
    spans: tuple[Span, ...]
    compounds: tuple[float, ...] = field(repr=False)
    seed: int = field(default=0, repr=False)
    resamples: int = field(default=999, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return mean, interval, number and spans as a record."""
        interval = self.interval
        return {
            "mean": self.mean,
            "interval": list(interval) if interval else None,
            "n": self.n,
            "spans": [list(span) for span in self.spans],
            "compounds": list(self.compounds),
        }


@dataclass(frozen=True, slots=True, repr=False)
class Sentiment:
    """The sentiment of a document.

    Attributes:
        sentences: scores by sentence, split at the border of voices.
        whole: the mean over the sentences of the body; readers' comments count for their voices only.
        by_voice: voice id → mean over its sentences.
        by_mode: `own`, `quoted`, `paraphrased` → mean over the body's sentences of that mode.
        toward: referent id → mean over its mentions in the body.
        aims: the sentiment toward each single mention, in the order of the text.
        reason: why there are no scores, or None.
    """

    sentences: tuple[SentenceScore, ...]
    whole: MeanScore
    by_voice: Mapping[str, MeanScore] = field(hash=False)
    by_mode: Mapping[str, MeanScore] = field(hash=False)
    toward: Mapping[str, Toward] = field(hash=False)
    aims: tuple[Aim, ...] = ()
    reason: str | None = None

    @property
    def mean(self) -> float | None:
        """The mean compound over the sentences of the body; None without one."""
        return self.whole.mean

    @property
    def n(self) -> int:
        """The number of sentences that the mean is of."""
        return self.whole.n

    @property
    def carrying(self) -> int:
        """The number of those sentences that held any word with valence."""
        return self.whole.carrying

    @property
    def interval(self) -> Span95 | None:
        """The 95 % bootstrap interval of the mean; None for fewer than five sentences."""
        return self.whole.interval

    def __repr__(self) -> str:
        if self.reason:
            return f"Sentiment(none: {self.reason})"
        mean = "none" if self.mean is None else f"{self.mean:+.3f}"
        return (
            f"Sentiment(mean {mean} over {self.n} sentences, {self.carrying} with valence, "
            f"{len(self.by_voice)} voices, toward {len(self.toward)} referents)"
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the record's fields `sentences` and `sentiment`."""
        return {
            "sentences": [sentence.to_dict() for sentence in self.sentences],
            "sentiment": self.whole.to_dict()
            | {
                "by_voice": {voice: mean.to_dict() for voice, mean in self.by_voice.items()},
                "by_mode": {mode: mean.to_dict() for mode, mean in self.by_mode.items()},
                "toward": {referent: toward.to_dict() for referent, toward in self.toward.items()},
                "reason": self.reason,
            },
        }


class Named(Protocol):
    """A mention or a match: a span and the referent that it names."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it ends."""
        ...

    @property
    def referent(self) -> str:
        """The id of what it names."""
        ...


@collector_paused
def measure_sentiment(
    document: str | Document | Reading,
    lexicon: str | Path | Lexicon | None = None,
    *,
    exact: bool = False,
    analyser: Analyser | Callable[[str], Scores | float] | None = None,
    mentions: Iterable[Named] | None = None,
    method: Method = "learned",
    seed: int = 0,
    resamples: int = 999,
) -> Sentiment:
    """Return the sentiment of a document: by sentence, by voice and mode, and toward the lexicon's referents.

    Args:
        document: a text, a `Document`, or a `Reading` of one.
        lexicon: gives the targets; without one (and without `mentions`) nothing is aimed at.
        exact: score the text as it is printed, to the last bit as `vaderSentiment` would; by default typographic marks
            are made plain first.
        analyser: scores texts in place of VADER; it is trusted with any language.
        mentions: the lexicon's mentions, where they are known already.
        method: how targets are scored, see `target_sentiment`.
        seed: fixes the bootstrap.
        resamples: its number of samples.

    Raises:
        OptionError: an option has a value that cannot be used.
        LexiconError: the lexicon is unknown or faulty.

    >>> found = measure_sentiment("The regime failed. “A good day,” said Ana Petrova. We left.")
    >>> found
    Sentiment(mean -0.023 over 3 sentences, 2 with valence, 2 voices, toward 0 referents)
    >>> {voice: mean.mean for voice, mean in found.by_voice.items()}
    {'author': -0.2553, 'v1': 0.4404}
    """
    if resamples < 1:
        raise OptionError(f"resamples={resamples!r}: a bootstrap draws at least one sample")
    reading = read_voices(document)
    if analyser is None and not reading.english:
        return _nothing("the text does not look English")
    scorer = as_analyser(analyser, exact=exact)
    sentences = _score_sentences(reading, scorer)
    means = _Means(reading, sentences, seed, resamples)
    if mentions is None:
        mentions = _find(reading, lexicon)
    aims = tuple(_aim(reading, mentions, scorer, method))
    return Sentiment(
        sentences=sentences,
        whole=means.of(sentence for sentence in sentences if means.in_body(sentence)),
        by_voice=means.by_voice(),
        by_mode=means.by_mode(),
        toward=_toward(aims, seed, resamples),
        aims=aims,
    )


def _nothing(reason: str) -> Sentiment:
    return Sentiment((), MeanScore(None, 0, 0, ()), {}, {}, {}, reason=reason)


# ---------------------------------------------------------------- sentences


def _score_sentences(reading: Reading, scorer: Analyser) -> tuple[SentenceScore, ...]:
    text = reading.document.text
    if isinstance(scorer, Vader):
        plain = text if scorer.exact else make_plain(text)
        pieces: Sequence[Piece] = reading.pieces
        scores = [scorer.score_plain(plain[piece.start : piece.end]) for piece in pieces]
    else:
        pieces = [piece for piece in reading.pieces if reading.words_within(piece.start, piece.end)]
        scores = analyse_all(scorer, [text[piece.start : piece.end] for piece in pieces])
    frames = _frame_words(reading)
    return tuple(
        SentenceScore(
            piece.start,
            piece.end,
            piece.voice,
            piece.mode,
            found.compound,
            found.positive,
            found.neutral,
            found.negative,
            found.carrying,
            piece.sentence,
        )
        for piece, found in zip(pieces, scores, strict=True)
        if found.carrying or _says_something(reading, piece, frames)
    )


def _frame_words(reading: Reading) -> frozenset[Span]:
    """Return the words that only say who speaks: cues and sources."""
    spans = (span for quotation in reading.quotations for span in (*quotation.cue, *quotation.source))
    return frozenset(word for start, end in spans for word in reading.words_within(start, end))


def _says_something(reading: Reading, piece: Piece, frames: frozenset[Span]) -> bool:
    """Tell a sentence from lone punctuation, and from the "he said" that is left beside a quotation.

    Such remains would pull the mean of the author's sentences toward zero, the more the more sources speak.
    """
    if reading.sentences[piece.sentence] == (piece.start, piece.end):
        return reading.count_words(piece.start, piece.end) > 0
    return not frames.issuperset(reading.words_within(piece.start, piece.end))


@functools.lru_cache(maxsize=4096)
def _interval(compounds: tuple[float, ...], seed: int, resamples: int) -> Span95 | None:
    if len(compounds) < MINIMUM_SENTENCES:
        return None
    from framing.statistics import bootstrap_ratio

    if min(compounds) == max(compounds):
        return compounds[0], compounds[0]
    found = bootstrap_ratio(compounds, [1] * len(compounds), seed=seed, resamples=resamples)
    return (round(found[0], 4), round(found[1], 4)) if found else None


def _mean(compounds: Sequence[float]) -> float | None:
    return round(math.fsum(compounds) / len(compounds), 6) if compounds else None


class _Means:
    """Means over groups of a document's sentences."""

    def __init__(self, reading: Reading, sentences: tuple[SentenceScore, ...], seed: int, resamples: int) -> None:
        self.reading, self.sentences, self.seed, self.resamples = reading, sentences, seed, resamples
        self.commenters = frozenset(voice.id for voice in reading.voices if voice.kind == "commenter")
        self.comments = tuple((each.start, each.end) for each in reading.sections if each.kind == "comment")

    def in_body(self, sentence: SentenceScore) -> bool:
        return not self.comments or self.reading.section_at(sentence.start).kind == "body"

    def of(self, sentences: Iterable[SentenceScore]) -> MeanScore:
        held = tuple(sentences)
        compounds = tuple(sentence.compound for sentence in held)
        carrying = sum(sentence.carrying for sentence in held)
        return MeanScore(_mean(compounds), len(held), carrying, compounds, self.seed, self.resamples)

    def by_voice(self) -> dict[str, MeanScore]:
        groups: dict[str, list[SentenceScore]] = {voice.id: [] for voice in self.reading.voices}
        for sentence in self.sentences:
            groups.setdefault(sentence.voice, []).append(sentence)
        return {voice: self.of(group) for voice, group in groups.items()}

    def by_mode(self) -> dict[str, MeanScore]:
        groups: dict[str, list[SentenceScore]] = {"own": [], "quoted": [], "paraphrased": []}
        for sentence in self.sentences:
            if self.in_body(sentence):
                groups[sentence.mode].append(sentence)
        return {mode: self.of(group) for mode, group in groups.items()}


# ---------------------------------------------------------------- targets


def _find(reading: Reading, lexicon: str | Path | Lexicon | None) -> Iterable[Named]:
    if lexicon is None:
        return ()
    return find_variants(reading.document.text, load_lexicon(lexicon))


def _aim(reading: Reading, mentions: Iterable[Named], scorer: Analyser, method: Method) -> Iterator[Aim]:
    """Score each mention within its sentence; a sentence is taken apart once for all its mentions."""
    text = reading.document.text
    opened: dict[int, Sentence] = {}
    for mention in mentions:
        kind = reading.section_at(mention.start).kind
        if kind == "boilerplate":
            continue
        number = reading.sentence_at(mention.start)
        start, end = reading.sentences[number]
        if number not in opened:
            opened[number] = Sentence(text[start:end])
        found = _score_target(opened[number], mention.start - start, min(mention.end, end) - start, scorer, method)
        spans = tuple([(start + a, start + b) for a, b in found.spans])
        yield Aim(
            mention.start, mention.end, mention.referent, found.compound, found.polarity, spans, counted=kind == "body"
        )


def _score_target(sentence: Sentence, start: int, end: int, scorer: Analyser, method: Method) -> TargetSentiment:
    if isinstance(scorer, Vader):
        return sentence.toward(start, end, method=method, scorer=scorer)
    return sentence.judged_by(scorer, start, end)


def _toward(aims: Sequence[Aim], seed: int, resamples: int) -> dict[str, Toward]:
    groups: dict[str, list[Aim]] = {}
    for aim in aims:
        if aim.counted:
            groups.setdefault(aim.referent, []).append(aim)
    toward: dict[str, Toward] = {}
    for referent, group in groups.items():
        compounds = tuple(aim.compound for aim in group)
        mean = round(math.fsum(compounds) / len(compounds), 6)
        spans = tuple((aim.start, aim.end) for aim in group)
        toward[referent] = Toward(mean, len(group), spans, compounds, seed, resamples)
    return toward
