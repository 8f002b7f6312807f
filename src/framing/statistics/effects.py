"""How large a difference is: effect sizes of scores, diversity of shares, keyness of words."""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from framing.errors import OptionError
from framing.statistics.moments import Moments

__all__ = ["LogOdds", "cliffs_delta", "effective_number", "g2", "hedges_g", "hedges_g_of", "log_odds", "log_ratio"]


def effective_number(weights: Iterable[float]) -> float | None:
    """Return exp(entropy) of the weights: how many equal ones would be as diverse; None where all are 0.

    The Hill number of order 1 (Hill 1973, eq. 3; Jost 2006).

    >>> round(effective_number([10, 10, 10]), 6), round(effective_number([98, 1, 1]), 2)
    (3.0, 1.12)
    """
    held = sorted(weight for weight in weights if weight > 0)
    total = math.fsum(held)
    if not held:
        return None
    return math.exp(-math.fsum(weight / total * math.log(weight / total) for weight in held))


def hedges_g(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return the standardised difference of means, corrected for small samples; None where it is not defined.

    g = J (m₁ - m₂)/s with the pooled s and J = 1 - 3/(4(n₁ + n₂) - 9) (Hedges 1981, eqs 4 and 6e).

    >>> round(hedges_g([2, 4, 6], [1, 3, 5]), 3)
    0.4
    """
    n1, n2 = len(first), len(second)
    if n1 < 2 or n2 < 2:
        return None
    m1, m2 = math.fsum(first) / n1, math.fsum(second) / n2
    spread = math.fsum((x - m1) ** 2 for x in first) + math.fsum((x - m2) ** 2 for x in second)
    return _standardised(m1 - m2, spread, n1 + n2)


def hedges_g_of(first: Moments, second: Moments) -> float | None:
    """Return `hedges_g` of values of which only the moments are known: y is the value, and x is one.

    >>> round(hedges_g_of(Moments.of([2, 4, 6], [1, 1, 1]), Moments.of([1, 3, 5], [1, 1, 1])), 3)
    0.4
    """
    if first.units < 2 or second.units < 2:
        return None
    spread = first.spread / first.units**2 + second.spread / second.units**2
    return _standardised(first.ratio - second.ratio, spread, first.units + second.units)


def _standardised(difference: float, spread: float, n: int) -> float | None:
    if spread <= 1e-18:
        return None if difference else 0.0
    return (1 - 3 / (4 * n - 9)) * difference / math.sqrt(spread / (n - 2))


def cliffs_delta(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return P(x > y) - P(x < y) for x of the first and y of the second; None where one is empty.

    Cliff (1993, eq. 3); in O(n log n) by bisection.

    >>> cliffs_delta([1, 2, 3], [0, 2])
    0.5
    """
    if not first or not second:
        return None
    ordered = sorted(second)
    wins = sum(bisect.bisect_left(ordered, x) - (len(ordered) - bisect.bisect_right(ordered, x)) for x in first)
    return wins / (len(first) * len(second))


# ---------------------------------------------------------------- keyness


@dataclass(frozen=True, slots=True)
class LogOdds:
    """The log-odds ratio of one word, its variance, and z = delta / sqrt(variance)."""

    delta: float
    variance: float
    z: float


def log_odds(
    first: Mapping[str, int],
    second: Mapping[str, int],
    prior: Mapping[str, float],
    *,
    variance: str = "two_term",
    totals: tuple[int, int] | None = None,
    prior_total: float | None = None,
) -> dict[str, LogOdds]:
    """Return each word's log-odds ratio with informative Dirichlet prior; positive: over-used by the first.

    Monroe, Colaresi and Quinn (2008): delta eq. 16, variance `four_term` eq. 19 or `two_term`, its approximation for
    large vocabularies, eq. 20; z eq. 22. Both variances are in use; the difference shows in the commonest words. Where
    the counts are of some words only, `totals` gives the words of both groups and `prior_total` the prior of the whole
    vocabulary.

    Raises:
        OptionError: an unknown variance; a prior that is not above 0; a word counted that has no prior.

    >>> scores = log_odds({"cat": 30, "the": 200}, {"cat": 4, "the": 210}, {"cat": 0.01, "the": 0.01})
    >>> round(scores["cat"].z, 2)
    3.88
    """
    if variance not in ("two_term", "four_term"):
        raise OptionError.unknown("variance", variance, ("two_term", "four_term"))
    for word in (*first, *second):
        if word not in prior:
            raise OptionError(f"the word {word!r} is counted, but has no prior")
    n1, n2 = totals if totals is not None else (sum(first.values()), sum(second.values()))
    a0 = math.fsum(prior.values()) if prior_total is None else prior_total
    result = {}
    for word, a in prior.items():
        if not a > 0:
            raise OptionError(f"a prior is above 0: that of {word!r} is {a!r}")
        y1, y2 = first.get(word, 0), second.get(word, 0)
        rest1, rest2 = n1 + a0 - y1 - a, n2 + a0 - y2 - a
        if rest1 <= 0 or rest2 <= 0:  # one word is the whole vocabulary: its odds are infinite in both groups
            result[word] = LogOdds(0.0, math.inf, 0.0)
            continue
        delta = math.log((y1 + a) / rest1) - math.log((y2 + a) / rest2)
        spread = 1 / (y1 + a) + 1 / (y2 + a)
        if variance == "four_term":
            spread += 1 / rest1 + 1 / rest2
        result[word] = LogOdds(delta, spread, delta / math.sqrt(spread))
    return result


def g2(y1: int, n1: int, y2: int, n2: int, *, cells: int = 4) -> float:
    """Return the log-likelihood ratio of a word counted y1 times in n1 and y2 times in n2 words.

    2 Σ O ln(O/E), over the `cells=4` cells of the word and the other words in both groups (Dunning 1993, eq. for -2 log
    λ) or the `cells=2` of the word alone (Rayson and Garside 2000, eq. 2).

    Raises:
        OptionError: cells is neither 2 nor 4.

    >>> round(g2(1605, 67679, 1349, 50916), 6), round(g2(1605, 67679, 1349, 50916, cells=2), 6)
    (9.201454, 8.971172)
    """
    if cells not in (2, 4):
        raise OptionError.unknown("number of cells", cells, ("2", "4"))
    total, word = n1 + n2, y1 + y2
    if not total:
        return 0.0
    observed = [(y1, n1 * word / total), (y2, n2 * word / total)]
    if cells == 4:
        observed += [(n1 - y1, n1 * (total - word) / total), (n2 - y2, n2 * (total - word) / total)]
    return max(0.0, 2 * math.fsum(o * math.log(o / e) for o, e in observed if o > 0 and e > 0))


def log_ratio(y1: int, n1: int, y2: int, n2: int) -> float | None:
    """Return log2 of the ratio of two relative frequencies; a count of 0 is taken as 0.5 (Hardie 2014).

    >>> log_ratio(8, 100, 2, 100)
    2.0
    """
    if not n1 or not n2 or not (y1 or y2):
        return None
    return math.log2(((y1 or 0.5) / n1) / ((y2 or 0.5) / n2))
