"""What single words say of a target, by where they stand beside it; weights learned from news sentences.

The weights are in `data/target_weights.tsv`, made by `scripts/learn_target_weights.py`. A word adds to the logits of
*negative* and *positive* against *neutral*: what it says anywhere, before or after the target, in its clause or
another, and at its distance. VADER's valences add in the same way, by tanh of half their strength.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from framing.clauses import REACH, Clauses, words_that

__all__ = ["Added", "Evidence", "Weighing", "weigh_evidence"]

Pair: TypeAlias = tuple[float, float]
"""Logits of negative and of positive against neutral."""

Added: TypeAlias = list[tuple[int, float, float]]
"""Token, and what it adds to the logits of negative and of positive."""

Evidence: TypeAlias = Iterator[tuple[int, str, str, float]]
"""Token (-1: the target's own place), word's stem (or a name in angle brackets), relation to the target, amount."""

TARGET, POSITIVE, NEGATIVE = "<target>", "<positive>", "<negative>"
_NEAR = (0, 0, 1, 2, 2, 3, 3, 3, 3, *[4] * (REACH - 8))
_DISTANCES = ("1", "2", "4", "8", "far")
_GAPS = ("same clause", "next clause", "other clause")
_SIDES = ("before", "after")
_SIGNS = frozenset(".,;:()'\"“”‘’—–-$%!?")


def _place(token: int, low: int, high: int, gap: int) -> int:
    """Return where a token stands beside the target `[low, high)`, as one small number."""
    side, distance = (0, low - token) if token < low else (1, token - high + 1)
    return side * 15 + min(abs(gap), 2) * 5 + _NEAR[distance]


def _relations(place: int) -> tuple[str, ...]:
    """Spell a place out: anywhere, its side, its side and clause, its side and distance, the speech."""
    speech = "same speech" if place < _OTHER_SPEECH else "other speech"
    place %= _OTHER_SPEECH
    side = _SIDES[place // 15]
    return "", side, f"{side} {_GAPS[place % 15 // 5]}", f"{side} {_DISTANCES[place % 5]}", speech


_OTHER_SPEECH = 30
_RELATIONS = tuple(_relations(place) for place in range(60))


class _Summed:
    """The weights of one word: by relation as they were learned, and by place, all its relations added up once."""

    __slots__ = ("by_place", "by_relation")

    def __init__(self, by_relation: Mapping[str, Pair]) -> None:
        self.by_relation = by_relation
        self.by_place: list[Pair | None] = [None] * len(_RELATIONS)

    def at(self, place: int) -> Pair:
        """Add the relations up, the first time that the word is met at this place."""
        pairs = [self.by_relation.get(relation, (0.0, 0.0)) for relation in _RELATIONS[place]]
        self.by_place[place] = found = (math.fsum(pair[0] for pair in pairs), math.fsum(pair[1] for pair in pairs))
        return found


@cache
def _learned() -> Mapping[str, _Summed]:
    text = (files("framing") / "data" / "target_weights.tsv").read_text(encoding="utf-8")
    weights: dict[str, dict[str, Pair]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            word, relation, negative, positive = line.split("\t")
            weights.setdefault(word, {})[relation] = int(negative) / 1000, int(positive) / 1000
    return {word: _Summed(by_relation) for word, by_relation in weights.items()}


def _around(clauses: Clauses, low: int, high: int) -> tuple[int, Iterator[int]]:
    """Return the target's own token, and the tokens within reach that may speak of it."""
    here = min(low, len(clauses.words) - 1)
    window = range(max(0, low - REACH), min(len(clauses.words), high + REACH))
    return here, (token for token in window if not (low <= token < high or clauses.names[token]))


def weigh_evidence(clauses: Clauses, valences: Mapping[int, float], low: int, high: int) -> Evidence:
    """Yield all that the learned weights are about, for the target at the tokens `[low, high)`.

    >>> clauses = Clauses("Critics praised her.")
    >>> [(word, relation) for _, word, relation, _ in weigh_evidence(clauses, {}, 2, 3)][5:9]
    [('prais', ''), ('prais', 'before'), ('prais', 'before same clause'), ('prais', 'before 1')]
    """
    if not clauses.words:
        return
    here, tokens = _around(clauses, low, high)
    for token in tokens:
        place = _place(token, low, high, clauses.clauses[token] - clauses.clauses[here])
        if clauses.quoted[token] != clauses.quoted[here]:
            place += _OTHER_SPEECH
        for relation in _RELATIONS[place]:
            yield token, clauses.stems[token], relation, 1.0
        if token in valences:
            sign, amount = _grade(valences[token])
            for relation in _RELATIONS[place]:
                yield token, sign, relation, amount
    for relation in _own_place(clauses, low, high):
        yield -1, TARGET, relation, 1.0


def _grade(valence: float) -> tuple[str, float]:
    return POSITIVE if valence > 0 else NEGATIVE, math.tanh(abs(valence) / 2)


def _own_place(clauses: Clauses, low: int, high: int) -> tuple[str, ...]:
    """Return what the target's own place says: its form, not its letters, and what stands right beside it."""
    here = min(low, len(clauses.words) - 1)
    return (
        _form(clauses, low, high),
        "quoted" if clauses.quoted[here] else "unquoted",
        "first" if low == 0 else "early" if low < 4 else "middle" if low < 12 else "late",
        f"behind {_neighbour(clauses, low - 1)}",
        f"before {_neighbour(clauses, high)}",
    )


def _form(clauses: Clauses, low: int, high: int) -> str:
    if high - low == 1 and clauses.words[low] in words_that("pronouns"):
        return "pronoun"
    if low == high:
        return "noun"
    return "name" if clauses.text[clauses.starts[low]].isupper() else "noun"


def _neighbour(clauses: Clauses, token: int) -> str:
    """Return what stands beside the target: a sign, or a name or a number, or a mere word."""
    if not 0 <= token < len(clauses.words):
        return "nothing"
    word = clauses.words[token]
    if not word[0].isalnum():
        return word if word in _SIGNS else "sign"
    return "name" if clauses.names[token] else "number" if word[0].isdigit() else "word"


class Weighing:
    """The words of one sentence that the weights know, found once for all its targets."""

    __slots__ = ("clauses", "heard", "tokens")

    def __init__(self, clauses: Clauses, valences: Mapping[int, float]) -> None:
        self.clauses = clauses
        known = _learned()
        numbers, quoted, names = clauses.clauses, clauses.quoted, clauses.names
        # Token, number of its clause, whether quotation marks are open, weights, amount.
        self.heard: list[tuple[int, int, bool, _Summed, float]] = [
            (token, numbers[token], quoted[token], known[word], 1.0)
            for token, word in enumerate(clauses.stems)
            if word in known and not names[token]
        ]
        for token, valence in valences.items():
            sign, amount = _grade(valence)
            self.heard.append((token, numbers[token], quoted[token], known[sign], amount))
        if valences:
            self.heard.sort(key=_first)
        self.tokens = [item[0] for item in self.heard]

    def toward(self, low: int, high: int) -> tuple[Pair, Added] | None:
        """Return the logits for the target at the tokens `[low, high)`, and what each token adds; None of no evidence.

        The same as adding up `weigh_evidence`, with all relations of a word taken in one step.
        """
        heard = self.heard
        if not heard:
            return None
        if len(heard) > 2 * REACH:
            heard = heard[bisect_left(self.tokens, low - REACH) : bisect_left(self.tokens, high + REACH)]
        here = min(low, len(self.clauses.words) - 1)
        clause, speech = self.clauses.clauses[here], self.clauses.quoted[here]
        added: Added = []
        negative = positive = 0.0
        for token, number, quoted, summed, amount in heard:
            if token < low:
                distance = low - token
                place = 0
            elif token >= high:
                distance = token - high + 1
                place = 15
            else:
                continue
            if distance > REACH:
                continue
            if number != clause:
                place += 5 if -2 < number - clause < 2 else 10
            if quoted != speech:
                place += _OTHER_SPEECH
            place += _NEAR[distance]
            less, more = summed.by_place[place] or summed.at(place)
            if amount != 1.0:
                less *= amount
                more *= amount
            negative += less
            positive += more
            added.append((token, less, more))
        if not added:
            return None
        own = _own_weights(_own_place(self.clauses, low, high))
        return (negative + own[0], positive + own[1]), added


def _first(item: tuple[int, int, bool, _Summed, float]) -> int:
    return item[0]


@cache
def _own_weights(relations: tuple[str, ...]) -> Pair:
    by_relation = _learned()[TARGET].by_relation
    pairs = [by_relation.get(relation, (0.0, 0.0)) for relation in ("bias", *relations)]
    return math.fsum(pair[0] for pair in pairs), math.fsum(pair[1] for pair in pairs)
