"""The shares that figures draw: of a comparison's mentions, by name, side or loading, with the tables' intervals."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from framing.comparison import Observation
from framing.comparison.observations import found_in, mentions_in
from framing.comparison.packing import UsedName
from framing.errors import ComparisonError
from framing.statistics import clustered_interval

__all__ = ["Groups", "Share", "contested_referents", "days_of", "share_of", "used_names"]

Groups = Mapping[str, Sequence[Observation]]


@dataclass(frozen=True, slots=True)
class Share:
    """The share of some mentions among others, `count / n`, with the interval of a comparison's table."""

    count: int
    n: int
    low: float | None
    high: float | None

    @property
    def value(self) -> float:
        """The share, from 0 to 1."""
        return self.count / self.n


def share_of(
    held: Sequence[Observation],
    mode: str,
    level: float,
    among: Callable[[UsedName], bool],
    chosen: Callable[[UsedName], bool],
) -> Share | None:
    """Return the share of the chosen among mentions; None where there are none."""
    pools = [[each for each in mentions_in(observation, mode) if among(each)] for observation in held]
    counts = [sum(map(chosen, pool)) for pool in pools]
    sizes = [len(pool) for pool in pools]
    if not sum(sizes):
        return None
    low, high = clustered_interval(counts, sizes, level=level) or (None, None)
    return Share(sum(counts), sum(sizes), low, high)


def used_names(groups: Groups, mode: str) -> dict[str, dict[str, list[tuple[str, UsedName]]]]:
    """Return the mentions of each referent and variant, with the group that each is of."""
    used: dict[str, dict[str, list[tuple[str, UsedName]]]] = defaultdict(lambda: defaultdict(list))
    for group, held in groups.items():
        for _, each in found_in(held, mode):
            used[each.referent][each.variant].append((group, each))
    return used


def contested_referents(used: Mapping[str, Mapping[str, list[tuple[str, UsedName]]]], limit: int) -> list[str]:
    """Return the referents with rival names, one of them a side's, that several groups name: the most named first."""
    ranked = []
    for referent, variants in used.items():
        found = [pair for pairs in variants.values() for pair in pairs]
        partisan = any(each.loading not in (None, "neutral") for _, each in found)
        if len(variants) > 1 and partisan and len({group for group, _ in found}) > 1:
            ranked.append((-len(found), referent))
    return [referent for _, referent in sorted(ranked)[:limit]]


_PERIOD = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?\Z", re.ASCII)


def days_of(groups: Iterable[str]) -> dict[str, float]:
    """Return where each period stands on an axis, in days; what has no date is left out.

    Raises:
        ComparisonError: fewer than two groups are periods.

    >>> days_of(["2023", "2023-02", "(unknown)"])
    {'2023': 738521, '2023-02': 738552}
    """
    days: dict[str, float] = {}
    for group in groups:
        found = _PERIOD.match(group)
        try:
            if found is not None:
                days[group] = datetime.date(*(int(part or 1) for part in found.groups())).toordinal()
        except ValueError:
            continue
    if len(days) < 2:
        raise ComparisonError("a timeline needs at least two periods: compare(corpus, lexicon, by='date:month')")
    return days
