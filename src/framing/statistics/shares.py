"""Intervals of shares: Wilson's, and wider ones where what is counted comes in documents."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from statistics import NormalDist

from framing.errors import OptionError
from framing.statistics.moments import Moments

__all__ = [
    "Interval",
    "clustered_interval",
    "design_effect",
    "interval_of_share",
    "normal_quantile",
    "student_quantile",
    "wilson_interval",
]

Interval = tuple[float, float]


def wilson_interval(count: int, n: int, *, level: float = 0.95, design_effect: float = 1.0) -> Interval | None:
    """Return the score interval of the share count/n, or None where n is 0.

    Wilson (1927), eq. for the roots of (p̂ - p)² = z² p(1 - p)/n. With a `design_effect` above 1 both `count` and `n`
    are divided by it first, the effective sample size of clustered data (Kish 1965; Dean and Pagano 2015).

    Raises:
        OptionError: count is not within 0..n, or level not within (0, 1).

    >>> low, high = wilson_interval(8, 10)
    >>> round(low, 4), round(high, 4)
    (0.4902, 0.9433)
    """
    if not 0 <= count <= n:
        raise OptionError(f"a count lies between 0 and n: {count} of {n}")
    if n == 0:
        return None
    z2 = normal_quantile(level) ** 2
    share, size = count / n, n / max(design_effect, 1.0)
    centre = (share + z2 / (2 * size)) / (1 + z2 / size)
    half = math.sqrt(z2) / (1 + z2 / size) * math.sqrt(share * (1 - share) / size + z2 / (4 * size * size))
    # Rounding must not push a bound past the share it belongs to.
    return max(0.0, min(centre - half, share)), min(1.0, max(centre + half, share))


_LEAST_FREEDOM = 4


@functools.lru_cache(maxsize=64)
def normal_quantile(level: float) -> float:
    """Return the two-sided normal quantile of a confidence level."""
    if not 0 < level < 1:
        raise OptionError(f"a confidence level lies between 0 and 1, not at {level!r}")
    return NormalDist().inv_cdf(0.5 + level / 2)


@functools.lru_cache(maxsize=256)
def student_quantile(level: float, freedom: int) -> float:
    """Return the two-sided quantile of Student's t, from that of the normal (Abramowitz and Stegun, 26.7.5).

    To 0.3 % from 4 degrees of freedom on, and fewer are taken for 4; `scipy.special.stdtrit` is exact, and its import
    takes longer than a comparison.
    """
    freedom = max(_LEAST_FREEDOM, freedom)
    z = normal_quantile(level)
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return math.fsum(term / freedom**power for power, term in enumerate(terms))


def clustered_interval(counts: Sequence[int], sizes: Sequence[int], *, level: float = 0.95) -> Interval | None:
    """Return the interval of the share sum(counts)/sum(sizes), where the counts come clustered in documents.

    As `interval_of_share`, which takes the sums alone.

    >>> low, high = clustered_interval([9, 1, 8, 0], [10, 10, 10, 10])
    >>> round(low, 2), round(high, 2)
    (0.09, 0.88)
    """
    return interval_of_share(Moments.of(counts, sizes), level=level)


def interval_of_share(share: Moments, *, level: float = 0.95) -> Interval | None:
    """Return the interval of the share Σy/Σx, where y counts among x in each document (the unit); None where Σx is 0.

    Wilson's interval with an effective sample size: n over the `design_effect`, and where that is above 1, over (t/z)²
    too, as it is itself estimated (Korn and Graubard 1998), with the documents less one, but at least 4, degrees of
    freedom. One document's share is that document's own: Wilson's interval as it is.

    >>> interval_of_share(Moments.of([9, 1, 8, 0], [10, 10, 10, 10])) == clustered_interval([9, 1, 8, 0], [10] * 4)
    True
    """
    effect = _effect(share)
    if effect > 1:
        effect *= (student_quantile(level, share.units - 1) / normal_quantile(level)) ** 2
    return wilson_interval(share.y, share.x, level=level, design_effect=effect)


def design_effect(counts: Sequence[int], sizes: Sequence[int]) -> float:
    """Return how much wider clustering makes the variance of the share sum(counts)/sum(sizes); at least 1.

    The linearised variance of a ratio over m clusters, m/(m-1) Σ(y - p x)² / (Σx)² (Cochran 1977, eq. 6.13; Kish 1965),
    over the binomial one, p(1 - p)/Σx. Clusters (articles) of size 0 say nothing; with fewer than two the effect is 1.

    >>> round(design_effect([9, 1, 8, 0], [10, 10, 10, 10]), 2)
    8.75
    """
    return _effect(Moments.of(counts, sizes))


def _effect(share: Moments) -> float:
    if share.units < 2 or share.y in (0, share.x):
        return 1.0
    # In whole numbers up to the last division: the share and its complement have the same effect, to the bit.
    binomial = share.x * share.y * (share.x - share.y)
    return max(1.0, share.units * share.spread / ((share.units - 1) * binomial))
