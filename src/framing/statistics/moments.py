"""Sums over units that merge: whole numbers, so that no order changes a bit of a ratio or of its variance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Moments"]


@dataclass(frozen=True, slots=True)
class Moments:
    """How many units there are, and the sums of y, of x and of their products: whole numbers all.

    The ratio Σy/Σx is a share where y counts among x, a mean where y sums x scores.

    >>> Moments.of([3, 5], [1, 2]) + Moments.of([1], [1])
    Moments(units=3, y=9, x=4, yy=35, xy=14, xx=6)
    """

    units: int = 0
    y: int = 0
    x: int = 0
    yy: int = 0
    xy: int = 0
    xx: int = 0

    @classmethod
    def of(cls, y: Iterable[int], x: Iterable[int]) -> Moments:
        """Return those of units given by their y and their x; units of x = 0 say nothing and are left out."""
        pairs = [(one, other) for one, other in zip(y, x, strict=True) if other]
        return cls(
            len(pairs),
            sum(y for y, _ in pairs),
            sum(x for _, x in pairs),
            sum(y * y for y, _ in pairs),
            sum(y * x for y, x in pairs),
            sum(x * x for _, x in pairs),
        )

    def __add__(self, other: Moments) -> Moments:
        return Moments(
            self.units + other.units,
            self.y + other.y,
            self.x + other.x,
            self.yy + other.yy,
            self.xy + other.xy,
            self.xx + other.xx,
        )

    @property
    def ratio(self) -> float:
        """Σy/Σx, where there is a unit."""
        return self.y / self.x

    @property
    def spread(self) -> int:
        """Σ(y Σx - x Σy)²: the squared distances of the units from the ratio, times (Σx)²."""
        return self.x * self.x * self.yy - 2 * self.x * self.y * self.xy + self.y * self.y * self.xx

    @property
    def variance(self) -> float:
        """The linearised variance of the ratio over two or more units (Cochran 1977, eq. 6.13)."""
        return self.units * self.spread / ((self.units - 1) * self.x**4)
