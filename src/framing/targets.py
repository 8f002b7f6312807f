"""Sentiment aimed at one mention in a sentence: who is praised or blamed, not how the sentence sounds.

Two ways lead to it. The *rules* weigh VADER's valences by where they stand: in the target's clause or in another, near
or far, in the same speech or not, done by the target or done to it. The *learned* cues (the default) add what single
words say of what stands before and after them: *praised* aims at what follows, *lied* at what comes before. Either way
names carry no valence (*United States*, *Justice Department*), and the target's own letters count for nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

from framing.clauses import Clauses, stem, words_that
from framing.documents import Document, Span, as_document
from framing.errors import OptionError
from framing.language import make_plain
from framing.segmentation import split_sentences
from framing.valence import Analyser, Vader, built_in

__all__ = ["Cues", "Sentence", "TargetSentiment", "target_sentiment"]

Cues: TypeAlias = Literal["learned", "rules"]

_POLAR = 0.05
# How many tokens on either side are read, and how many characters round the target, so that a mention costs the same
# in a sentence of ten megabytes.
_REACH = 60
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


def target_sentiment(text: str | Document, target: Span, *, cues: Cues = "learned") -> TargetSentiment:
    """Return the sentiment that the sentence of a mention aims at it.

    Args:
        text: the text that the mention stands in; only the sentence round the mention is read.
        target: the mention's span, in code points.
        cues: `"learned"` weighs single words by their place beside the target, with weights learned from news
            sentences; `"rules"` uses VADER's lexicon and our rules alone.

    Raises:
        OptionError: the span is empty or not within the text, or `cues` is unknown.

    >>> text = "Critics praised Petrova and condemned the ministry."
    >>> target_sentiment(text, (16, 23)).polarity, target_sentiment(text, (42, 50)).polarity
    (1, -1)
    """
    text = as_document(text).text
    start, end = target
    if not 0 <= start < end <= len(text):
        raise OptionError(f"the target {(start, end)} is no span of this text of {len(text)} characters")
    if cues not in ("learned", "rules"):
        raise OptionError.unknown("cues", cues, ("learned", "rules"))
    floor, ceiling = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    for a, b in split_sentences(text, floor, ceiling):
        if a <= start < b:
            found = Sentence(text[a:b]).toward(start - a, min(end, b) - a, cues=cues)
            return TargetSentiment(found.compound, found.polarity, tuple((a + s, a + e) for s, e in found.spans))
    return _NEUTRAL


_NEUTRAL = TargetSentiment(0.0, 0)

# ---------------------------------------------------------------- a sentence and what it aims where

Evidence: TypeAlias = Iterator[tuple[int, str, str, float]]
"""Token (or -1), cue, relation to the target, amount."""

_NEAR = ("1", "1", "2", "4", "4", "8", "8", "8", "8")


class Sentence:
    """A sentence taken apart once, for any number of targets in it."""

    __slots__ = ("_stems", "_valences", "clauses", "plain", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = make_plain(text)
        self.clauses = Clauses(text)
        self._stems: list[str] | None = None
        self._valences: tuple[Vader, dict[int, float]] | None = None

    def toward(self, start: int, end: int, *, cues: Cues = "learned", scorer: Vader | None = None) -> TargetSentiment:
        """Return what is said of the target at `[start, end)` of this sentence; offsets are the sentence's."""
        scorer = scorer or built_in()
        if cues == "rules":
            return self._by_rules(start, end, scorer)
        return self._by_cues(start, end, scorer)

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
        while first and clauses.clauses[first - 1] in inside and low - first < _REACH:
            first -= 1
        while last + 1 < len(clauses.words) and clauses.clauses[last + 1] in inside and last - high < _REACH:
            last += 1
        return min(start, clauses.spans[first][0]), max(end, clauses.spans[last][1])

    # ------------------------------------------------------------ valences

    def valences(self, scorer: Vader) -> dict[int, float]:
        """Return token → VADER's valence after its rules, names left out."""
        if self._valences is None or self._valences[0] is not scorer:
            self._valences = scorer, dict(self._find_valences(scorer))
        return self._valences[1]

    def _find_valences(self, scorer: Vader) -> Iterator[tuple[int, float]]:
        found = scorer.word_valences(self.plain)
        if not found:
            return
        places = [match.span() for match in _PIECE.finditer(self.plain)]
        for index, valence in found:
            low, high = self.clauses.tokens_of(*places[index])
            for token in range(low, high):
                if self.clauses.words[token][0].isalnum():
                    if not self.clauses.names[token]:
                        yield token, valence
                    break

    # ------------------------------------------------------------ rules

    def _by_rules(self, start: int, end: int, scorer: Vader) -> TargetSentiment:
        low, high = self.clauses.tokens_of(start, end)
        weighed: list[tuple[float, int]] = []
        for token, valence in self.valences(scorer).items():
            if not low <= token < high and low - _REACH <= token < high + _REACH:
                # Praise is commoner in the lexicon of polite news than in what it means (Dodds et al. 2015).
                tilt = 1.15 if valence < 0 else 1.0
                weighed.append((valence * tilt * self._weight(token, low, high), token))
        total = sum(weight for weight, _ in weighed)
        compound = round(total / math.sqrt(total * total + 15), 4)
        polarity = _polarity(compound)
        return TargetSentiment(compound, polarity, self._deciding(weighed, polarity))

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

    # ------------------------------------------------------------ learned cues

    def evidence(self, start: int, end: int, scorer: Vader, known: Mapping[str, object] | None = None) -> Evidence:
        """Yield what the learned weights are about: each cue with its relation to the target.

        With `known`, words that are no cues are left out.
        """
        clauses = self.clauses
        low, high = clauses.tokens_of(start, end)
        if not clauses.words:
            return
        if self._stems is None:
            self._stems = [stem(word) for word in clauses.words]
        place = min(low, len(clauses.words) - 1)
        valences = self.valences(scorer)
        for token in range(max(0, low - _REACH), min(len(clauses.words), high + _REACH)):
            if low <= token < high or clauses.names[token]:
                continue
            relations = _relations(token, low, high, clauses.clauses[token] - clauses.clauses[place])
            cue = self._stems[token]
            if known is None or cue in known:
                for relation in relations:
                    yield token, cue, relation, 1.0
            if token in valences:
                valence = valences[token]
                same = "same speech" if clauses.quoted[token] == clauses.quoted[place] else "other speech"
                for relation in (*relations, same):
                    yield token, "+" if valence > 0 else "-", relation, min(abs(valence), 4.0) / 3
        yield -1, "<target>", _form(self.text[start:end]), 1.0
        yield -1, "<target>", "quoted" if clauses.quoted[place] else "unquoted", 1.0
        yield -1, "<target>", "first" if low == 0 else "early" if low < 4 else "middle" if low < 12 else "late", 1.0
        yield -1, "<target>", f"behind {self._neighbour(low - 1)}", 1.0
        yield -1, "<target>", f"before {self._neighbour(high)}", 1.0

    def _neighbour(self, token: int) -> str:
        """Return what stands beside the target: a sign, or a name or a number, or a mere word."""
        clauses = self.clauses
        if not 0 <= token < len(clauses.words):
            return "nothing"
        word = clauses.words[token]
        if not word[0].isalnum():
            return word if word in _SIGNS else "sign"
        return "name" if clauses.names[token] else "number" if word[0].isdigit() else "word"

    def _by_cues(self, start: int, end: int, scorer: Vader) -> TargetSentiment:
        weights = _learned()
        logits = list(weights["<target>"]["bias"])
        heard: dict[int, list[float]] = {}
        graded: dict[tuple[str, str], list[tuple[int, float]]] = {}
        for token, cue, relation, amount in self.evidence(start, end, scorer, weights):
            if cue in "+-":
                graded.setdefault((cue, relation), []).append((token, amount))
                continue
            pair = weights[cue].get(relation)
            if pair is not None:
                _add(logits, heard, token, pair, 1.0)
        for (cue, relation), amounts in graded.items():
            pair = weights[cue].get(relation)
            if pair is not None:
                whole = sum(amount for _, amount in amounts)
                for token, amount in amounts:
                    _add(logits, heard, token, pair, amount / whole * math.tanh(whole))
        heard.pop(-1, None)
        if not heard:
            return _NEUTRAL
        return self._decide(logits, heard)

    def _decide(self, logits: list[float], heard: dict[int, list[float]]) -> TargetSentiment:
        """Turn the logits against neutral into P(positive) - P(negative), and the likeliest class into the polarity."""
        negative, positive = logits
        top = max(0.0, negative, positive)
        shares = [math.exp(logit - top) for logit in (negative, 0.0, positive)]
        compound = round((shares[2] - shares[0]) / sum(shares), 4)
        polarity = 0 if top == 0.0 else -1 if negative >= positive else 1
        weighed = [(pair[1] - pair[0], token) for token, pair in heard.items()]
        return TargetSentiment(compound, polarity, self._deciding(weighed, polarity))

    def _deciding(self, weighed: list[tuple[float, int]], polarity: int) -> tuple[Span, ...]:
        """Return the spans of the at most three words that spoke loudest for the polarity, in text order."""
        ranked = sorted((-weight * polarity, token) for weight, token in weighed if weight * polarity > 0)
        return tuple(self.clauses.spans[token] for _, token in sorted(ranked[:_DECIDING], key=lambda pair: pair[1]))


_SIGNS = frozenset(".,;:()'\"“”‘’—–-$%!?")
_PIECE = re.compile(r"\S+")


def _polarity(compound: float) -> int:
    """Return the class of a compound by VADER's own bounds."""
    return 1 if compound >= _POLAR else -1 if compound <= -_POLAR else 0


def _relations(token: int, low: int, high: int, gap: int) -> tuple[str, str, str, str]:
    side, distance = ("before", low - token) if token < low else ("after", token - high + 1)
    near = _NEAR[distance] if distance < len(_NEAR) else "far"
    return "", side, f"{side} {_GAPS[min(abs(gap), 2)]}", f"{side} {near}"


_GAPS = ("same clause", "next clause", "other clause")


def _form(surface: str) -> str:
    if surface.lower() in words_that("pronouns"):
        return "pronoun"
    return "name" if surface[:1].isupper() else "noun"


def _add(logits: list[float], heard: dict[int, list[float]], token: int, pair: tuple[float, float], by: float) -> None:
    logits[0] += pair[0] * by
    logits[1] += pair[1] * by
    sums = heard.setdefault(token, [0.0, 0.0])
    sums[0] += pair[0] * by
    sums[1] += pair[1] * by


@cache
def _learned() -> dict[str, dict[str, tuple[float, float]]]:
    """Read the learned weights: cue → relation → logits of negative and positive against neutral."""
    text = (files("framing") / "data" / "target_cues.tsv").read_text(encoding="utf-8")
    weights: dict[str, dict[str, tuple[float, float]]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            cue, relation, negative, positive = line.split("\t")
            weights.setdefault(cue, {})[relation] = int(negative) / 1000, int(positive) / 1000
    return weights
