"""What is resampled and permuted: units with their scores, values or names, in a bounded space however many there are.

Up to `MOST_UNITS` all are kept. Of more, those whose keys have the lowest hashes are: a sample that neither the order
nor the partition of a corpus can change. The sums are of all units, always. Parts join in any order.
"""

from __future__ import annotations

import functools
import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from framing.comparison.observations import MILLION
from framing.comparison.packing import shared
from framing.statistics import Moments, normal_interval

__all__ = ["MOST_UNITS", "Key", "NamedUnits", "ScoredUnits", "Values", "lowest"]

MOST_UNITS = 2000
"""Units of a group that a test may rest on: see docs/explanation/statistics.md."""
_FINE = 1 << 60  # floats are summed as whole numbers of this part of one
Key = tuple[str, int]  # a document, and the sentence in it where sentences are the units
Names = tuple[tuple[str, int], ...]  # what a unit calls a referent, and how often


@functools.lru_cache(maxsize=16_384)
def _rank(key: Key) -> tuple[bytes, Key]:
    """Return what decides whether a unit is kept: a hash, and the key itself should two hashes be equal."""
    return blake2b(f"{key[1]} {key[0]}".encode("utf-8", "surrogatepass"), digest_size=8).digest(), key


def lowest(keys: Iterable[Key]) -> list[Key]:
    """Return the units that are kept of these, ordered by key."""
    ordered = sorted(keys)
    return ordered if len(ordered) <= MOST_UNITS else sorted(sorted(ordered, key=_rank)[:MOST_UNITS])


def _places(keys: Sequence[Key]) -> list[int]:
    """Return the places of the units that are kept, ordered by key."""
    at = {key: place for place, key in enumerate(keys)}
    return [at[key] for key in lowest(keys)]


def _first(keys: Iterable[Key | None]) -> Key | None:
    return min((key for key in keys if key is not None), default=None)


@dataclass(frozen=True, slots=True)
class ScoredUnits:
    """Units with the sum of their scores, in millionths, and the number of these.

    Attributes:
        keys, sums, sizes: of the units kept, ordered by key.
        all: of all units, with y the sum of a unit's scores and x their number.
        means: of all units, with y the mean of a unit's scores (in `1 / _FINE`) and x one.
        first: the lowest key of all units.
    """

    keys: tuple[Key, ...]
    sums: array[int]
    sizes: array[int]
    all: Moments
    means: Moments
    first: Key | None

    @classmethod
    def of(cls, units: Mapping[Key, Sequence[int]]) -> ScoredUnits:
        """Return those of units given with their (sum, number)."""
        keys = tuple(units)
        sums, sizes = (array("q", (row[at] for row in units.values())) for at in (0, 1))
        fine = (total * _FINE // (size * MILLION) for total, size in zip(sums, sizes, strict=True))
        means = Moments.of(fine, [1] * len(keys))
        return cls(keys, sums, sizes, Moments.of(sums, sizes), means, _first(keys))._bounded()

    @classmethod
    def joined(cls, parts: Sequence[ScoredUnits]) -> ScoredUnits:
        """Return the units of parts that share none."""
        if len(parts) == 1:
            return parts[0]
        return cls(
            tuple(key for part in parts for key in part.keys),
            array("q", (total for part in parts for total in part.sums)),
            array("q", (size for part in parts for size in part.sizes)),
            sum((part.all for part in parts), Moments()),
            sum((part.means for part in parts), Moments()),
            _first(part.first for part in parts),
        )._bounded()

    def _bounded(self) -> ScoredUnits:
        kept = _places(self.keys)
        sums, sizes = (array("q", (held[at] for at in kept)) for held in (self.sums, self.sizes))
        return ScoredUnits(tuple(self.keys[at] for at in kept), sums, sizes, self.all, self.means, self.first)

    @property
    def whole(self) -> bool:
        """Whether all units are kept."""
        return len(self.keys) == self.all.units

    @property
    def lowest(self) -> Key:
        """The lowest key of all units, where there is one."""
        if self.first is None:
            raise AssertionError("there is a unit")
        return self.first

    @property
    def n(self) -> int:
        """How many scores there are."""
        return self.all.x

    @property
    def mean(self) -> float | None:
        """The mean score, from -1 to 1."""
        return self.all.y / self.all.x / MILLION if self.all.x else None

    @property
    def kept_ratio(self) -> float:
        """The mean score of the units kept, in millionths."""
        return sum(self.sums) / sum(self.sizes)

    @property
    def unit_means(self) -> list[float]:
        """The mean score of each unit kept."""
        return [total / size / MILLION for total, size in zip(self.sums, self.sizes, strict=True)]


@dataclass(frozen=True, slots=True)
class Values:
    """A number of each unit, such as a readability grade of each document."""

    keys: tuple[Key, ...]
    values: array[float]
    all: Moments  # with y the value, in `1 / _FINE`, and x one
    least: float
    most: float

    @classmethod
    def of(cls, values: Mapping[Key, float]) -> Values:
        """Return those of units given with their value."""
        keys, held = tuple(values), array("d", values.values())
        return cls(
            keys,
            held,
            Moments.of((int(value * _FINE) for value in held), [1] * len(held)),
            min(held, default=math.inf),
            max(held, default=-math.inf),
        )._bounded()

    @classmethod
    def joined(cls, parts: Sequence[Values]) -> Values:
        """Return the units of parts that share none."""
        return cls(
            tuple(key for part in parts for key in part.keys),
            array("d", (value for part in parts for value in part.values)),
            sum((part.all for part in parts), Moments()),
            min((part.least for part in parts), default=math.inf),
            max((part.most for part in parts), default=-math.inf),
        )._bounded()

    def _bounded(self) -> Values:
        kept = _places(self.keys)
        held = array("d", (self.values[at] for at in kept))
        return Values(tuple(self.keys[at] for at in kept), held, self.all, self.least, self.most)

    @property
    def whole(self) -> bool:
        """Whether all units are kept."""
        return len(self.keys) == self.all.units

    @property
    def mean(self) -> float:
        """The mean over units, where there is one."""
        total = math.fsum(self.values) if self.whole else self.all.y / _FINE
        return total / self.all.units

    def normal_bounds(self, level: float) -> tuple[float, float]:
        """Return the normal interval of the mean over all units, where these are many."""
        low, high = normal_interval(self.all, level=level)
        return low / _FINE, high / _FINE


@dataclass(frozen=True, slots=True)
class NamedUnits:
    """Units that name one referent: by which names and how often each unit does, and all units together."""

    rows: Mapping[Key, Names]
    totals: Mapping[str, int]

    @classmethod
    def of(cls, units: Mapping[Key, Mapping[str, int]]) -> NamedUnits:
        """Return those of units given with what they count."""
        rows = {key: shared(tuple(sorted(names.items()))) for key, names in units.items()}
        totals: Counter[str] = Counter()
        for names in units.values():
            totals.update(names)
        return cls(rows, totals)._bounded()

    @classmethod
    def joined(cls, parts: Sequence[NamedUnits]) -> NamedUnits:
        """Return the units of parts that share none."""
        if len(parts) == 1:
            return parts[0]
        totals: Counter[str] = Counter()
        for part in parts:
            totals.update(part.totals)
        rows = {key: row for part in parts for key, row in part.rows.items()}
        return cls(rows, totals)._bounded()

    def _bounded(self) -> NamedUnits:
        if len(self.rows) <= MOST_UNITS:
            return self
        return NamedUnits({key: self.rows[key] for key in lowest(self.rows)}, self.totals)
