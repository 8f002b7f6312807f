"""Intervals of means by resampling documents: of one group, of the difference of two, of whole evaluations."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING

from framing.statistics.moments import Moments
from framing.statistics.shares import Interval, normal_quantile, student_quantile
from framing.statistics.splits import BLOCK, MANY_UNITS, blocks

if TYPE_CHECKING:
    from framing.statistics.splits import Matrix

__all__ = ["bootstrap_difference", "bootstrap_ratio", "normal_interval", "percentile_interval", "resampled_sums"]


def _resamples(units: int, resamples: int, seed: int, stream: int) -> Iterator[Matrix]:
    """Yield how often each unit is drawn in each bootstrap sample, in blocks of rows."""
    import numpy

    rng = numpy.random.default_rng([seed, units, stream])
    for rows in blocks(resamples, units):
        # Counting drawn indices is many times faster than drawing from a multinomial.
        drawn = rng.integers(0, units, size=(rows, units)) + units * numpy.arange(rows)[:, None]
        yield numpy.bincount(drawn.ravel(), minlength=rows * units).reshape(rows, units).astype(numpy.uint16)


@functools.lru_cache(maxsize=32)
def _kept_resamples(units: int, resamples: int, seed: int, stream: int) -> tuple[Matrix, ...]:
    return tuple(_resamples(units, resamples, seed, stream))


def _units(sums: Sequence[float], sizes: Sequence[int]) -> tuple[Matrix, Matrix]:
    import numpy

    pairs = [(total, size) for total, size in zip(sums, sizes, strict=True) if size]
    return numpy.array([pair[0] for pair in pairs], dtype=float), numpy.array([pair[1] for pair in pairs], dtype=float)


def _ratio_draws(y: Matrix, x: Matrix, resamples: int, seed: int, stream: int = 0) -> Matrix:
    import numpy

    draw = _kept_resamples if len(y) * resamples <= BLOCK else _resamples
    columns = numpy.column_stack([y, x])
    sums = numpy.concatenate([block.astype(float) @ columns for block in draw(len(y), resamples, seed, stream)])
    ratios: Matrix = sums[:, 0] / sums[:, 1]
    return ratios


def bootstrap_ratio(
    sums: Sequence[float], sizes: Sequence[int], *, resamples: int = 2000, seed: int = 0, level: float = 0.95
) -> Interval | None:
    """Return the BCa bootstrap interval of sum(sums)/sum(sizes) over units; None for fewer than two units.

    Units (sentences of an article, articles of an outlet) are drawn with replacement; each brings its sum and its size.
    Bias-corrected and accelerated (Efron 1987, eqs 2.3 and 6.6; acceleration from the jackknife).
    `scipy.stats.bootstrap` gives the same interval, but resamples anew for every cell of a table: here all cells of a
    size share the draws.

    >>> low, high = bootstrap_ratio([1.0, 2.0, 3.0, 4.0, 5.0], [1, 1, 1, 1, 1])
    >>> low < 3.0 < high
    True
    """
    y, x = _units(sums, sizes)
    if len(y) < 2:
        return None
    estimate = float(y.sum() / x.sum())
    if len(y) > MANY_UNITS:
        return _normal(estimate, _variance(y, x), level)
    draws = _ratio_draws(y, x, resamples, seed)
    return _bca(estimate, draws, _left_out(y, x), _expanded(level, len(y)))


def bootstrap_difference(
    first: tuple[Sequence[float], Sequence[int]],
    second: tuple[Sequence[float], Sequence[int]],
    *,
    resamples: int = 2000,
    seed: int = 0,
    level: float = 0.95,
) -> Interval | None:
    """Return the BCa bootstrap interval of the difference of two ratios, each (sums, sizes) over its own units.

    The two groups are resampled apart from each other. None where one has fewer than two units.

    >>> low, high = bootstrap_difference(([3.0, 4.0, 5.0], [1, 1, 1]), ([1.0, 0.0, 2.0], [1, 1, 1]))
    >>> low < 3.0 < high
    True
    """
    import numpy

    (y1, x1), (y2, x2) = _units(*first), _units(*second)
    if len(y1) < 2 or len(y2) < 2:
        return None
    ratio1, ratio2 = float(y1.sum() / x1.sum()), float(y2.sum() / x2.sum())
    if min(len(y1), len(y2)) > MANY_UNITS:
        return _normal(ratio1 - ratio2, _variance(y1, x1) + _variance(y2, x2), level)
    draws = _ratio_draws(y1, x1, resamples, seed) - _ratio_draws(y2, x2, resamples, seed, stream=1)
    # Each unit's influence on the difference, on one scale for both groups (Efron and Tibshirani 1993, sec. 14.4).
    influence1 = (len(y1) - 1) * (ratio1 - _left_out(y1, x1)) / len(y1)
    influence2 = (len(y2) - 1) * (ratio2 - _left_out(y2, x2)) / len(y2)
    z = _expanded(level, min(len(y1), len(y2)))
    return _bca(ratio1 - ratio2, draws, numpy.concatenate([-influence1, influence2]), z)


def _variance(y: Matrix, x: Matrix) -> float:
    """Return the linearised variance of a ratio of sums over units (Cochran 1977, eq. 6.13)."""
    ratio = y.sum() / x.sum()
    return float(len(y) / (len(y) - 1) * ((y - ratio * x) ** 2).sum() / x.sum() ** 2)


def _normal(estimate: float, variance: float, level: float) -> Interval:
    """Return the normal interval, which of more than a thousand units the bootstrap cannot better."""
    half = normal_quantile(level) * math.sqrt(variance)
    return estimate - half, estimate + half


def normal_interval(first: Moments, second: Moments | None = None, *, level: float = 0.95) -> Interval:
    """Return the normal interval of the ratio Σy/Σx over units, or of the difference of two: for many units.

    >>> low, high = normal_interval(Moments.of([1, 2, 3, 2], [2, 2, 2, 2]))
    >>> round(low, 3), round(high, 3)
    (0.6, 1.4)
    """
    estimate, variance = first.ratio, first.variance
    if second is not None:
        estimate, variance = estimate - second.ratio, variance + second.variance
    return _normal(estimate, variance, level)


def _expanded(level: float, units: int) -> float:
    """Return the quantile that makes up for the bootstrap's too narrow draws from few units."""
    return math.sqrt(units / (units - 1)) * student_quantile(level, units - 1)


def _left_out(y: Matrix, x: Matrix) -> Matrix:
    """Return the ratio with each unit left out in turn: the jackknife."""
    ratios: Matrix = (y.sum() - y) / (x.sum() - x)
    return ratios


def _bca(estimate: float, draws: Matrix, jackknife: Matrix, z: float) -> Interval:
    import numpy

    if float(draws.min()) == float(draws.max()):
        return estimate, estimate
    low, high = numpy.quantile(draws, _bca_levels(estimate, draws, jackknife, z))
    return min(float(low), estimate), max(float(high), estimate)


def _bca_levels(estimate: float, draws: Matrix, jackknife: Matrix, z: float) -> tuple[float, float]:
    """Return the two quantiles of the draws that bound a BCa interval."""
    normal = NormalDist()
    tolerance = 1e-12 * max(1.0, abs(estimate))
    below = ((draws < estimate - tolerance).mean() + (draws <= estimate + tolerance).mean()) / 2
    bias = normal.inv_cdf(min(max(float(below), 1e-9), 1 - 1e-9))
    # Products and `fsum`, for releases of numpy differ in the last bits of powers, means and sums.
    distance = math.fsum(jackknife) / len(jackknife) - jackknife
    spread = math.fsum(distance * distance) ** 1.5
    acceleration = math.fsum(distance * distance * distance) / (6 * spread) if spread > 0 else 0.0
    levels = []
    for bound in (-z, z):
        shifted = bias + bound
        # Far out, the correction would turn the bounds round: they stop at the most extreme draws.
        room = max(1 - acceleration * shifted, 1e-3)
        levels.append(normal.cdf(bias + shifted / room))
    return levels[0], levels[1]


def resampled_sums(rows: Sequence[Sequence[float]], *, resamples: int = 2000, seed: int = 0) -> list[list[float]]:
    """Return the column sums of bootstrap samples of the rows; none for fewer than two rows, which cannot vary.

    >>> len(resampled_sums([[1, 2], [3, 4]], resamples=100))
    100
    """
    if len(rows) < 2:
        return []
    import numpy

    values = numpy.array(rows, dtype=float)
    return [
        row for block in _resamples(len(rows), resamples, seed, 0) for row in (block.astype(float) @ values).tolist()
    ]


def percentile_interval(draws: Sequence[float], *, level: float = 0.95) -> tuple[float | None, float | None]:
    """Return the quantiles of the draws that bound their middle share (Efron and Tibshirani 1993, eq. 13.5).

    >>> percentile_interval([0.1, 0.2, 0.3, 0.4, 0.5], level=0.5)
    (0.2, 0.4)
    """
    if not draws:
        return None, None
    import numpy

    low, high = numpy.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
