"""Tests by permutation, and what is left of many of them: p and q values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.statistics.splits import Matrix

__all__ = ["benjamini_hochberg", "permutation_p"]


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
