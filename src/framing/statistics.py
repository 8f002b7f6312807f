"""Statistics of counts and scores: intervals, divergence, effect sizes, tests, keyness.

No domain type enters here. Each function names the equation it computes; `docs/explanation/statistics.md` has them in
full. numpy is imported by the functions that need it, never by the module.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from framing.effects import LogOdds, cliffs_delta, effective_number, g2, hedges_g, log_odds, log_ratio
from framing.errors import OptionError
from framing.splits import BLOCK, MANY_UNITS, blocks

if TYPE_CHECKING:
    import numpy

    Matrix = numpy.ndarray[Any, Any]

__all__ = [
    "LogOdds",
    "benjamini_hochberg",
    "bootstrap_difference",
    "bootstrap_ratio",
    "cliffs_delta",
    "clustered_interval",
    "design_effect",
    "effective_number",
    "g2",
    "hedges_g",
    "jensen_shannon",
    "jensen_shannon_bias",
    "jensen_shannon_rows",
    "log_odds",
    "log_ratio",
    "percentile_interval",
    "permutation_p",
    "resampled_sums",
    "wilson_interval",
]

Interval = tuple[float, float]

# ---------------------------------------------------------------- shares


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
    z2 = _z(level) ** 2
    share, size = count / n, n / max(design_effect, 1.0)
    centre = (share + z2 / (2 * size)) / (1 + z2 / size)
    half = math.sqrt(z2) / (1 + z2 / size) * math.sqrt(share * (1 - share) / size + z2 / (4 * size * size))
    # Rounding must not push a bound past the share it belongs to.
    return max(0.0, min(centre - half, share)), min(1.0, max(centre + half, share))


@functools.lru_cache(maxsize=64)
def _z(level: float) -> float:
    """Return the two-sided normal quantile of a confidence level."""
    if not 0 < level < 1:
        raise OptionError(f"a confidence level lies between 0 and 1, not at {level!r}")
    return NormalDist().inv_cdf(0.5 + level / 2)


@functools.lru_cache(maxsize=256)
def _t(level: float, freedom: int) -> float:
    """Return the two-sided quantile of Student's t, from that of the normal (Abramowitz and Stegun, 26.7.5).

    To 0.3 % from 4 degrees of freedom on; `scipy.special.stdtrit` is exact, and its import takes longer than a
    comparison.
    """
    z = _z(level)
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return math.fsum(term / freedom**power for power, term in enumerate(terms))


_LEAST_FREEDOM = 4


def clustered_interval(counts: Sequence[int], sizes: Sequence[int], *, level: float = 0.95) -> Interval | None:
    """Return the interval of the share sum(counts)/sum(sizes), where the counts come clustered in documents.

    Wilson's interval with an effective sample size: n over the `design_effect`, and where that is above 1, over (t/z)²
    too, as it is itself estimated (Korn and Graubard 1998), with the documents less one, but at least 4, degrees of
    freedom. One document's share is that document's own: Wilson's interval as it is.

    >>> low, high = clustered_interval([9, 1, 8, 0], [10, 10, 10, 10])
    >>> round(low, 2), round(high, 2)
    (0.09, 0.88)
    """
    effect = design_effect(counts, sizes)
    if effect > 1:
        freedom = max(_LEAST_FREEDOM, sum(1 for size in sizes if size) - 1)
        effect *= (_t(level, freedom) / _z(level)) ** 2
    return wilson_interval(sum(counts), sum(sizes), level=level, design_effect=effect)


def design_effect(counts: Sequence[int], sizes: Sequence[int]) -> float:
    """Return how much wider clustering makes the variance of the share sum(counts)/sum(sizes); at least 1.

    The linearised variance of a ratio over m clusters, m/(m-1) Σ(y - p x)² / (Σx)² (Cochran 1977, eq. 6.13; Kish 1965),
    over the binomial one, p(1 - p)/Σx. Clusters (articles) of size 0 say nothing; with fewer than two the effect is 1.

    >>> round(design_effect([9, 1, 8, 0], [10, 10, 10, 10]), 2)
    8.75
    """
    pairs = [(count, size) for count, size in zip(counts, sizes, strict=True) if size]
    total = sum(size for _, size in pairs)
    share = sum(count for count, _ in pairs) / total if total else 0.0
    if len(pairs) < 2 or share in (0.0, 1.0):
        return 1.0
    spread = math.fsum((count - share * size) ** 2 for count, size in pairs)
    clustered = len(pairs) / (len(pairs) - 1) * spread / total**2
    return max(1.0, clustered / (share * (1 - share) / total))


# ---------------------------------------------------------------- divergence


def jensen_shannon(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return the Jensen-Shannon divergence of two count vectors, base 2, in [0, 1]; None where one is all 0.

    H((p + q)/2) - (H(p) + H(q))/2 in bits, equal weights (Lin 1991, eq. 3.2 with π = 1/2).

    >>> jensen_shannon([3, 0], [0, 5]), jensen_shannon([1, 2], [2, 4])
    (1.0, 0.0)
    """
    n_first, n_second = math.fsum(first), math.fsum(second)
    if not n_first or not n_second:
        return None
    terms = []
    for x, y in zip(first, second, strict=True):
        p, q = x / n_first, y / n_second
        if p != q:
            terms.append(0.5 * (_part(p, (p + q) / 2) + _part(q, (p + q) / 2)))
    return min(1.0, max(0.0, math.fsum(terms)))


def _part(p: float, mean: float) -> float:
    return p * math.log2(p / mean) if p > 0 else 0.0


def jensen_shannon_bias(first: Sequence[float], second: Sequence[float]) -> float:
    """Return by how much `jensen_shannon` of samples overstates that of their sources, to the order 1/n.

    Counts of small samples differ by chance, so the plug-in divergence is above 0 even where the sources are equal.
    Second-order expansion of the three entropies, with Var(p̂ᵢ) = pᵢ(1 - pᵢ)/n (Miller 1955; Grosse et al. 2002, sec.
    III): bias = [ Σ(1 - pᵢ)/(2 n₁) + Σ(1 - qᵢ)/(2 n₂) - Σ (Var p̂ᵢ + Var q̂ᵢ) / (4 mᵢ) ] / (2 ln 2), m = (p + q)/2.

    >>> round(jensen_shannon_bias([50, 50], [50, 50]), 5)  # (k - 1)/(8 ln 2) (1/n + 1/n) for equal sources
    0.00361
    """
    n_first, n_second = math.fsum(first), math.fsum(second)
    if not n_first or not n_second:
        return 0.0
    terms = []
    for x, y in zip(first, second, strict=True):
        p, q = x / n_first, y / n_second
        if p + q == 0:
            continue
        own = ((1 - p) / n_first if p else 0.0) + ((1 - q) / n_second if q else 0.0)
        mixed = (p * (1 - p) / n_first + q * (1 - q) / n_second) / (2 * (p + q))
        terms.append(own / 2 - mixed)
    return max(0.0, math.fsum(terms) / (2 * math.log(2)))


# ---------------------------------------------------------------- permutation


def permutation_p(observed: float, null: Matrix, *, exact: bool) -> float:
    """Return the p value of `observed` among the statistics of the splits (larger is more extreme).

    (1 + #{null ≥ observed}) / (1 + R) for R random splits (Phipson and Smyth 2010, eq. 2), the plain share where all
    splits are listed. Statistics equal but for rounding count as equal.

    >>> import numpy
    >>> permutation_p(3.0, numpy.array([1.0, 2.0, 3.0, 0.5]), exact=True)
    0.25
    """
    at_least = int((null >= observed - 1e-9 * max(1.0, abs(observed))).sum())
    return at_least / len(null) if exact else (1 + at_least) / (1 + len(null))


def jensen_shannon_rows(first: Matrix, second: Matrix) -> Matrix:
    """Return `jensen_shannon` of each pair of rows of two count matrices; 0 where a row is all 0.

    `scipy.spatial.distance.jensenshannon` gives its square root and warns on empty rows, which splits can produce.
    """
    import numpy

    p = first / numpy.maximum(first.sum(axis=1, keepdims=True), 1.0)
    q = second / numpy.maximum(second.sum(axis=1, keepdims=True), 1.0)
    mean = (p + q) / 2
    safe = numpy.where(mean > 0, mean, 1.0)
    terms = numpy.zeros_like(p)
    for each in (p, q):
        ratio = numpy.where(each > 0, each / safe, 1.0)
        terms += 0.5 * each * numpy.log2(ratio)
    empty = (first.sum(axis=1) == 0) | (second.sum(axis=1) == 0)
    result: Matrix = numpy.where(empty, 0.0, numpy.clip(terms.sum(axis=1), 0.0, 1.0))
    return result


def benjamini_hochberg(ps: Sequence[float | None]) -> list[float | None]:
    """Return the q values of a family of p values (Benjamini and Hochberg 1995); None stays None and is no test.

    The same as `scipy.stats.false_discovery_control`, whose import alone would take longer than the whole comparison.

    >>> benjamini_hochberg([0.01, None, 0.04, 0.03])
    [0.03, None, 0.04, 0.04]
    """
    order = sorted((p, at) for at, p in enumerate(ps) if p is not None)
    result: list[float | None] = [None] * len(ps)
    least = 1.0
    for rank in range(len(order), 0, -1):
        p, at = order[rank - 1]
        least = min(least, p * len(order) / rank)
        result[at] = least
    return result


# ---------------------------------------------------------------- scores


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
    half = _z(level) * math.sqrt(variance)
    return estimate - half, estimate + half


def _expanded(level: float, units: int) -> float:
    """Return the quantile that makes up for the bootstrap's too narrow draws from few units."""
    return math.sqrt(units / (units - 1)) * _t(level, max(_LEAST_FREEDOM, units - 1))


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
