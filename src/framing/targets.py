"""Sentiment aimed at one mention in a sentence: who is praised or blamed, not how the sentence sounds.

Two ways lead to it. The *rules* weigh VADER's valences by where they stand: in the target's clause or in another, near
or far, in the same speech or not, done by the target or done to it. The *learned* cues (the default) add what single
words say of what stands before and after them: *praised* aims at what follows, *lied* at what comes before. Either way
names carry no valence (*United States*, *Justice Department*), and the target's own letters count for nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from framing.clauses import REACH, Clauses, words_that
from framing.documents import Document, Span, as_document
from framing.errors import OptionError
from framing.language import make_plain
from framing.segmentation import split_sentences
from framing.target_weights import Added, Weighing
from framing.valence import Analyser, Vader, built_in

__all__ = ["Method", "Sentence", "TargetSentiment", "target_sentiment"]

Method: TypeAlias = Literal["learned", "rules"]

_POLAR = 0.05
# How many characters round the target are read for its sentence, so that a mention costs the same in any text.
_CONTEXT = 2_000
_DECIDING = 3


@dataclass(frozen=True, slots=True)
class TargetSentiment:
    """What is said of one target: `compound` in [-1, 1], `polarity` -1, 0 or 1, and the spans that decided it.

    >>> TargetSentiment(-0.4, -1, ((10, 16),))
    TargetSentiment(compound=-0.4, polarity=-1, spans=((10, 16),))
    """

    compound: float
    polarity: int
    spans: tuple[Span, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return compound, polarity and spans as a record."""
        return {"compound": self.compound, "polarity": self.polarity, "spans": [list(span) for span in self.spans]}


def target_sentiment(text: str | Document, target: Span, *, method: Method = "learned") -> TargetSentiment:
    """Return the sentiment that the sentence of a mention aims at it.

    Args:
        text: the text that the mention stands in; only the sentence round the mention is read.
        target: the mention's span, in code points.
        method: `"learned"` weighs single words by their place beside the target, with weights learned from news
            sentences; `"rules"` uses VADER's lexicon and our rules alone.

    Raises:
        OptionError: the span is empty or not within the text, or `method` is unknown.

    >>> text = "Observers praised Petrova for her brilliant work, while prosecutors accused Ivanova of fraud."
    >>> target_sentiment(text, (18, 25)).polarity, target_sentiment(text, (76, 83)).polarity
    (1, -1)
    """
    text = as_document(text).text
    start, end = target
    if not 0 <= start < end <= len(text):
        raise OptionError(f"the target {(start, end)} is no span of this text of {len(text)} characters")
    if method not in ("learned", "rules"):
        raise OptionError.unknown("method", method, ("learned", "rules"))
    floor, ceiling = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    for a, b in split_sentences(text, floor, ceiling):
        if a <= start < b:
            found = Sentence(text[a:b]).toward(start - a, min(end, b) - a, method=method)
            return TargetSentiment(found.compound, found.polarity, tuple((a + s, a + e) for s, e in found.spans))
    return _NEUTRAL


_NEUTRAL = TargetSentiment(0.0, 0)

# ---------------------------------------------------------------- a sentence and what it aims where


class Sentence:
    """A sentence taken apart once, for any number of targets in it."""

    __slots__ = ("_valences", "_weighing", "clauses", "plain", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = make_plain(text)
        self.clauses = Clauses(text)
        self._valences: tuple[Vader, dict[int, float]] | None = None
        self._weighing: tuple[Vader, Weighing] | None = None

    def toward(
        self, start: int, end: int, *, method: Method = "learned", scorer: Vader | None = None
    ) -> TargetSentiment:
        """Return what is said of the target at `[start, end)` of this sentence; offsets are the sentence's."""
        scorer = scorer or built_in()
        if method == "rules":
            return self._by_rules(start, end, scorer)
        return self._by_weights(start, end, scorer)

    def judged_by(self, analyser: Analyser, start: int, end: int) -> TargetSentiment:
        """Return what another analyser says of the target's clause, with *it* in the target's place."""
        first, last = self._clause_around(start, end)
        clause = f"{self.text[first:start]}it{self.text[end:last]}"
        compound = analyser.score(clause).compound
        return TargetSentiment(compound, _polarity(compound), ((first, last),) if compound else ())

    def _clause_around(self, start: int, end: int) -> Span:
        clauses = self.clauses
        low, high = clauses.tokens_of(start, end)
        if low == high:
            return start, end
        inside = set(clauses.clauses[low:high])
        first, last = low, high - 1
        while first and clauses.clauses[first - 1] in inside and low - first < REACH:
            first -= 1
        while last + 1 < len(clauses.words) and clauses.clauses[last + 1] in inside and last - high < REACH:
            last += 1
        return min(start, clauses.spans[first][0]), max(end, clauses.spans[last][1])

    # ------------------------------------------------------------ valences

    def valences(self, scorer: Vader) -> dict[int, float]:
        """Return token → VADER's valence after its rules, names left out."""
        if self._valences is None or self._valences[0] is not scorer:
            self._valences = scorer, dict(self._find_valences(scorer))
        return self._valences[1]

    def _find_valences(self, scorer: Vader) -> Iterator[tuple[int, float]]:
        found = dict(scorer.word_valences(self.plain))
        for index, piece in enumerate(_PIECE.finditer(self.plain)) if found else ():
            if index not in found:
                continue
            low, high = self.clauses.tokens_of(*piece.span())
            for token in range(low, high):
                if self.clauses.words[token][0].isalnum():
                    if not self.clauses.names[token]:
                        yield token, found[index]
                    break

    # ------------------------------------------------------------ rules

    def _by_rules(self, start: int, end: int, scorer: Vader) -> TargetSentiment:
        low, high = self.clauses.tokens_of(start, end)
        weighed: list[tuple[float, int]] = []
        for token, valence in self.valences(scorer).items():
            if not low <= token < high and low - REACH <= token < high + REACH:
                # Praise is commoner in the lexicon of polite news than in what it means (Dodds et al. 2015).
                tilt = 1.15 if valence < 0 else 1.0
                weighed.append((valence * tilt * self._weight(token, low, high), token))
        total = math.fsum(weight for weight, _ in weighed)
        compound = round(total / math.sqrt(total * total + 15), 4)
        polarity = _polarity(compound)
        spoken = [(-weight * polarity, token) for weight, token in weighed if weight * polarity > 0]
        return TargetSentiment(compound, polarity, self._loudest(spoken))

    def _weight(self, token: int, low: int, high: int) -> float:
        """Weigh a valence by its place: half a clause further, half in another's speech, less with distance.

        What a speaker says is seldom about the speaker, and what one does to another falls on the other.
        """
        clauses = self.clauses
        place = min(low, len(clauses.words) - 1)
        gap = min(abs(clauses.clauses[token] - clauses.clauses[place]), 2)
        distance = low - token if token < low else token - high + 1
        weight = 0.5**gap / (1 + distance / 20)
        if clauses.quoted[token] != clauses.quoted[place]:
            weight *= 0.5
        if clauses.quoted[token] and self._speaks(low, high):
            weight *= 0.3
        if token >= high and gap == 0 and self._does(token, high):
            weight *= 0.3
        return weight

    def _speaks(self, low: int, high: int) -> bool:
        """Tell whether a verb of saying stands beside the target."""
        words, saying = self.clauses.words, words_that("saying")
        return (low > 0 and words[low - 1] in saying) or (high < len(words) and words[high] in saying)

    def _does(self, token: int, high: int) -> bool:
        """Tell whether the target does to somebody else what the word says: *X attacked Y*, not *X was attacked*."""
        words = self.clauses.words
        between = words[high:token]
        if not words_that("auxiliaries").isdisjoint(between) or not words[token].endswith(("ed", "s", "ing")):
            return False
        return token + 1 < len(words) and (self.clauses.names[token + 1] or words[token + 1] in words_that("objects"))

    # ------------------------------------------------------------ learned weights

    def _by_weights(self, start: int, end: int, scorer: Vader) -> TargetSentiment:
        if self._weighing is None or self._weighing[0] is not scorer:
            self._weighing = scorer, Weighing(self.clauses, self.valences(scorer))
        found = self._weighing[1].toward(*self.clauses.tokens_of(start, end))
        return _NEUTRAL if found is None else self._decide(*found)

    def _decide(self, logits: tuple[float, float], added: Added) -> TargetSentiment:
        """Turn the logits against neutral into P(positive) - P(negative), and the likeliest class into the polarity."""
        negative, positive = logits
        top = max(0.0, negative, positive)
        less, more = math.exp(negative - top), math.exp(positive - top)
        compound = round((more - less) / (less + math.exp(-top) + more), 4)
        if top == 0.0:
            return TargetSentiment(compound, 0)
        if negative >= positive:
            return TargetSentiment(compound, -1, self._loudest([(b - a, token) for token, a, b in added if a > b]))
        return TargetSentiment(compound, 1, self._loudest([(a - b, token) for token, a, b in added if b > a]))

    def _loudest(self, ranked: list[tuple[float, int]]) -> tuple[Span, ...]:
        """Return the spans of the at most three words of the lowest rank, in text order."""
        ranked.sort()
        return tuple([self.clauses.spans[token] for token in sorted({token for _, token in ranked[:_DECIDING]})])


_PIECE = re.compile(r"\S+")


def _polarity(compound: float) -> int:
    """Return the class of a compound by VADER's own bounds."""
    return 1 if compound >= _POLAR else -1 if compound <= -_POLAR else 0
