"""Ways to deal units into two groups: all of them, a random sample, or the law that those of many units follow.

numpy is imported by the functions that need it, never by the module.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from framing.statistics.moments import Moments

if TYPE_CHECKING:
    import numpy

    Matrix = numpy.ndarray[Any, Any]

__all__ = ["BLOCK", "MANY_UNITS", "blocks", "normal_split_sums", "split_sums"]

MANY_UNITS = 1000  # beyond, units that are alike are dealt out by their number, and sums and means are normal
BLOCK = 4_000_000  # cells of a matrix of labels that are held as numbers at once


def split_sums(values: Matrix, first: int, *, permutations: int = 9999, seed: int = 0) -> tuple[Matrix, bool]:
    """Return the sums over the first group for many ways to split the units, and whether these are all the ways.

    `values` has a row a unit and a column a quantity; each split puts `first` of the units into the first group. The
    result has a row a split. Where there are no more than `permutations` splits, each is taken once and a test on them
    is exact; else they are drawn at random, and where both groups have more than a thousand units the sums are drawn
    from the normal law that they then follow. The draws depend on the numbers of units alone (and the seed), so neither
    the order nor the partition of a corpus can change a p value; `scipy.stats.permutation_test` would draw anew for
    each cell.

    >>> import numpy
    >>> sums, exact = split_sums(numpy.array([[1.0], [2.0], [4.0]]), 1)
    >>> sums.ravel().tolist(), exact
    ([1.0, 2.0, 4.0], True)
    """
    import numpy

    units = len(values)
    if math.comb(units, first) <= permutations:
        return _all_splits(units, first).astype(float) @ values, True
    if units > MANY_UNITS:
        return _sums_of_many(values, first, permutations, seed), False
    return numpy.concatenate(
        [block.astype(float) @ values for block in _splits(units, first, permutations, seed)]
    ), False


def _all_splits(units: int, first: int) -> Matrix:
    import numpy

    chosen = list(itertools.combinations(range(units), first))
    labels = numpy.zeros((len(chosen), units), dtype=numpy.uint8)
    for row, members in enumerate(chosen):
        labels[row, list(members)] = 1
    return labels


def _splits(units: int, first: int, permutations: int, seed: int) -> Iterable[Matrix]:
    """Return random splits as blocks of rows; those of small corpora are kept, for many tables need the same."""
    if units * permutations <= BLOCK:
        return _kept_splits(units, first, permutations, seed)
    return _draw_splits(units, first, permutations, seed)


def _draw_splits(units: int, first: int, permutations: int, seed: int) -> Iterator[Matrix]:
    """Yield random splits by selection sampling (Knuth, vol. 2, algorithm 3.4.2 S), unit by unit for all at once."""
    import numpy

    rng = numpy.random.default_rng([seed, units, first])
    for rows in blocks(permutations, units):
        labels = numpy.empty((units, rows), dtype=numpy.uint8)
        wanted = numpy.full(rows, first, dtype=numpy.int32)
        for unit in range(units):
            # A unit is taken with the share of the places left among the units left.
            numpy.less(
                rng.random(rows, dtype=numpy.float32) * (units - unit), wanted, out=labels[unit], casting="unsafe"
            )
            wanted -= labels[unit]
        yield labels.T


@functools.lru_cache(maxsize=64)
def _kept_splits(units: int, first: int, permutations: int, seed: int) -> tuple[Matrix, ...]:
    return tuple(_draw_splits(units, first, permutations, seed))


def blocks(rows: int, columns: int) -> Iterator[int]:
    """Yield the heights of blocks that a matrix is worked through in."""
    step = max(1, BLOCK // max(1, columns))
    for at in range(0, rows, step):
        yield min(step, rows - at)


# ---------------------------------------------------------------- many units


def _sums_of_many(values: Matrix, first: int, permutations: int, seed: int) -> Matrix:
    """Return sums of random splits without dealing out each unit, which would cost hours for a corpus of thousands."""
    import numpy

    units = len(values)
    rng = numpy.random.default_rng([seed, units, first])
    kinds, numbers = numpy.unique(values, axis=0, return_counts=True)
    if len(kinds) * 4 <= units:
        drawn = rng.multivariate_hypergeometric(numbers, first, size=permutations, method="marginals")
        sums: Matrix = drawn.astype(float) @ kinds
        return sums
    if min(first, units - first) > MANY_UNITS:
        return _normal_sums(values, first, permutations, rng)
    return _sampled_sums(values, first, permutations, rng)


def _sampled_sums(values: Matrix, first: int, permutations: int, rng: numpy.random.Generator) -> Matrix:
    """Draw the members of the smaller group alone."""
    import numpy

    units = len(values)
    size = min(first, units - first)
    sums = numpy.empty((permutations, values.shape[1]))
    for row in range(permutations):
        sums[row] = values[rng.choice(units, size, replace=False, shuffle=False)].sum(axis=0)
    return sums if size == first else values.sum(axis=0) - sums


def _normal_sums(values: Matrix, first: int, permutations: int, rng: numpy.random.Generator) -> Matrix:
    """Draw from the law that the sums of a sample without replacement tend to (Wald and Wolfowitz 1944; Hájek 1960).

    Mean n/N Σx and covariance n(N - n)/N S, with S that of the N units; no sum is beyond what any split could give.
    """
    import numpy

    units, total = len(values), values.sum(axis=0)
    centred = values - total / units
    covariance = centred.T @ centred * (first * (units - first) / (units * (units - 1)))
    drawn = _normal_draws(total * (first / units), covariance, permutations, rng)
    clipped: Matrix = numpy.clip(drawn, numpy.minimum(values, 0).sum(axis=0), numpy.maximum(values, 0).sum(axis=0))
    return clipped


def normal_split_sums(pooled: Moments, first: int, *, permutations: int = 9999, seed: int = 0) -> Matrix:
    """Return (Σy, Σx) over the first group for random splits of very many units, of which only the moments are known.

    As `split_sums` of units where both groups have more than a thousand.

    >>> normal_split_sums(Moments.of([1, 2, 4, 5], [1, 1, 1, 1]), 2, permutations=100).shape
    (100, 2)
    """
    import numpy

    units = pooled.units
    products = ((pooled.yy, pooled.y, pooled.y), (pooled.xy, pooled.x, pooled.y), (pooled.xx, pooled.x, pooled.x))
    # Whole numbers up to the difference, in which floats would lose what the covariance is made of.
    yy, xy, xx = (float(units * product - a * b) for product, a, b in products)
    covariance = numpy.array([[yy, xy], [xy, xx]]) * (first * (units - first) / (units**2 * (units - 1)))
    mean = numpy.array([float(pooled.y), float(pooled.x)]) * (first / units)
    drawn = _normal_draws(mean, covariance, permutations, numpy.random.default_rng([seed, units, first]))
    # No split leaves a group without a score.
    drawn[:, 1] = numpy.clip(drawn[:, 1], 1.0, pooled.x - 1.0)
    return drawn


def _normal_draws(mean: Matrix, covariance: Matrix, permutations: int, rng: numpy.random.Generator) -> Matrix:
    import numpy

    variances, axes = numpy.linalg.eigh(covariance)
    # The symmetric root: unlike a factor of Cholesky's it exists where columns depend on each other.
    root = (axes * numpy.sqrt(numpy.maximum(variances, 0.0))) @ axes.T
    draws: Matrix = rng.standard_normal((permutations, len(mean))) @ root + mean
    return draws
