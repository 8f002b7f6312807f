"""How differently two groups choose: the Jensen-Shannon divergence, its bias, and that of many splits at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.statistics.splits import Matrix

__all__ = ["jensen_shannon", "jensen_shannon_bias", "jensen_shannon_rows"]


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
