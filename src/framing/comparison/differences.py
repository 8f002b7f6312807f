"""The tables of a comparison that test pairs of groups: divergence of naming and contrast of sentiment."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.comparison.groups import Group, Groups
from framing.comparison.observations import MILLION
from framing.comparison.sums import NameUnits, ScoreUnits
from framing.comparison.tables import LEAST_UNITS, Settings, against, unit_of
from framing.comparison.units import Key, NamedUnits, ScoredUnits, lowest
from framing.statistics import (
    MANY_UNITS,
    benjamini_hochberg,
    bootstrap_difference,
    cliffs_delta,
    hedges_g,
    hedges_g_of,
    jensen_shannon,
    jensen_shannon_bias,
    jensen_shannon_rows,
    normal_interval,
    normal_split_sums,
    permutation_p,
    split_sums,
)
from framing.tables import Column, Table

if TYPE_CHECKING:
    from framing.statistics.splits import Matrix

__all__ = ["DIFFERENCES"]

_MODES = ("all", "own")


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two groups to be told apart, and what may be exchanged between them."""

    group: str
    other: str
    held: Group
    others: Group
    unit: str


def _pairs(groups: Groups, settings: Settings) -> Iterator[_Pair]:
    for (label, group), (other, there) in against(groups, settings):
        yield _Pair(label, other, group, there, unit_of(group, there))


def _with_q(rows: Iterable[dict[str, Any]], *family: str) -> list[dict[str, Any]]:
    """Add q values, computed within the rows that agree in the `family` columns."""
    held = list(rows)
    families: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for at, row in enumerate(held):
        families[tuple(row[name] for name in family)].append(at)
    for members in families.values():
        for at, q in zip(members, benjamini_hochberg([held[at]["p"] for at in members]), strict=True):
            held[at]["q"] = q
    return held


_TESTED = (
    Column(
        "unit", "category", "what is permuted: documents, or sentences where each group is one document", minor=True
    ),
    Column("units_group", "integer", "units of the group that a test exchanges; of very many, a sample", minor=True),
    Column("units_other", "integer", "units of the other group", minor=True),
    Column("p", "number", "permutation p value, two-sided; none where nothing could be permuted", 4),
    Column("q", "number", "Benjamini-Hochberg q value among the table's rows of the kind", 4),
    Column("test", "category", "exact (every split) or random (a seeded sample of splits)", minor=True),
    Column("reason", "string", "why there is no p value", minor=True),
)
_PAIR = (
    Column("group", "category", "the one group"),
    Column("other", "category", "the other group, or (the rest)"),
)

# ---------------------------------------------------------------- divergence

_DIVERGENCE = (
    *_PAIR,
    Column("mode", "category", "all modes, or own: the author's words alone"),
    Column("referent", "category", "the thing named; none for all that both name, weighted by mentions"),
    Column("divergence", "number", "Jensen-Shannon divergence of the names used, base 2, from 0 to 1", 3),
    Column("corrected", "number", "the same less its small-sample bias, not below 0", 3),
    Column("n_group", "integer", "mentions in the group", minor=True),
    Column("n_other", "integer", "mentions in the other group", minor=True),
    Column("variants", "integer", "different names that either uses", minor=True),
    *_TESTED,
)


def divergence_table(groups: Groups, settings: Settings) -> Table:
    """Return how differently each pair of groups names each referent that both name, and all of them together."""
    rows: list[dict[str, Any]] = []
    for pair in _pairs(groups, settings):
        here, there = (group.sums(NameUnits, pair.unit) for group in (pair.held, pair.others))
        for mode in _MODES:
            facts = {"group": pair.group, "other": pair.other, "mode": mode, "unit": pair.unit}
            ours, theirs = here.in_mode(mode), there.in_mode(mode)
            shared = {referent: _Names(ours[referent], theirs[referent]) for referent in sorted({*ours} & {*theirs})}
            rows.append(facts | _overall(list(shared.values()), pair, settings))
            for referent, names in shared.items():
                rows.append({**facts, "referent": referent, "kind": "referent"} | _divergence(names, pair, settings))
    tested = _with_q([{"kind": "overall", **row} for row in rows], "mode", "kind")
    for row in tested:
        del row["kind"]
    return Table.of("divergence", _DIVERGENCE, tested)


@dataclass(frozen=True, slots=True)
class _Names:
    """One referent's names in two groups."""

    here: NamedUnits
    there: NamedUnits

    @property
    def variants(self) -> list[str]:
        """All names that either uses."""
        return sorted({*self.here.totals, *self.there.totals})

    @property
    def totals(self) -> tuple[list[int], list[int]]:
        """How often each group uses each of the variants."""
        variants = self.variants
        here, there = ([held.totals.get(name, 0) for name in variants] for held in (self.here, self.there))
        return here, there


def _divergence(names: _Names, pair: _Pair, settings: Settings) -> dict[str, Any]:
    a, b = names.totals
    value = jensen_shannon(a, b)
    cells: dict[str, Any] = {
        "divergence": value,
        "corrected": None if value is None else max(0.0, value - jensen_shannon_bias(a, b)),
        "n_group": sum(a),
        "n_other": sum(b),
        "variants": len(a),
    }
    if len(a) < 2:
        units = {"units_group": len(names.here.rows), "units_other": len(names.there.rows)}
        return cells | units | {"p": None, "reason": "only one name is used"}
    return cells | _divergence_test([names], pair, settings)


def _overall(shared: Sequence[_Names], pair: _Pair, settings: Settings) -> dict[str, Any]:
    totals = [names.totals for names in shared]
    cells: dict[str, Any] = {
        "n_group": sum(sum(a) for a, _ in totals),
        "n_other": sum(sum(b) for _, b in totals),
        "variants": sum(len(a) for a, _ in totals),
    }
    if not shared:
        return cells | {"units_group": 0, "units_other": 0, "p": None, "reason": "the two name no thing in common"}
    values = [jensen_shannon(a, b) or 0.0 for a, b in totals]
    corrected = [max(0.0, value - jensen_shannon_bias(a, b)) for value, (a, b) in zip(values, totals, strict=True)]
    weights = [sum(a) + sum(b) for a, b in totals]
    cells |= {"divergence": _weighted(values, weights), "corrected": _weighted(corrected, weights)}
    return cells | _divergence_test(shared, pair, settings)


def _weighted(values: Sequence[float], weights: Sequence[int]) -> float:
    return math.fsum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)


def _untestable(pair: _Pair, units_group: int, units_other: int) -> str | None:
    """Return why a pair cannot be tested, or None: documents cannot be exchanged with a group that has but one."""
    sides = ((pair.group, units_group, pair.held), (pair.other, units_other, pair.others))
    lacking = [(name, held) for name, units, held in sides if pair.unit == "document" and units < 2]
    if len(lacking) == 2:
        return "documents are permuted, and each group has it in one"
    for name, held in lacking:
        lack = "is one document" if held.documents == 1 else "has it in one document"
        return f"documents are permuted, and {name} {lack}"
    return None


def _divergence_test(shared: Sequence[_Names], pair: _Pair, settings: Settings) -> dict[str, Any]:
    """Return the cells of a test on the units of both groups that name one of these referents."""
    here = lowest({key for names in shared for key in names.here.rows})
    there = lowest({key for names in shared for key in names.there.rows})
    cells: dict[str, Any] = {"units_group": len(here), "units_other": len(there)}
    reason = _untestable(pair, len(here), len(there))
    if reason is None and all(len(names.variants) < 2 for names in shared):
        reason = "only one name is used"
    if reason:
        return cells | {"p": None, "reason": reason}
    return cells | _divergence_p(shared, here, there, settings)


def _divergence_p(
    shared: Sequence[_Names], here: Sequence[Key], there: Sequence[Key], settings: Settings
) -> dict[str, Any]:
    import numpy

    first, second = sorted((here, there), key=lambda keys: keys[0])  # the same draws whichever group is named first
    keys = sorted([*first, *second])
    values = _matrix(shared, keys)
    sums, exact = split_sums(values, len(first), permutations=settings.permutations, seed=settings.seed)
    inside = set(first)
    found = numpy.array([[key in inside for key in keys]], dtype=float) @ values
    columns = [0, *itertools.accumulate(len(names.variants) for names in shared)]
    observed, null = (_weighted_rows(rows, values.sum(axis=0), columns) for rows in (found, sums))
    return {"p": permutation_p(float(observed[0]), null, exact=exact), "test": "exact" if exact else "random"}


def _weighted_rows(sums: Matrix, total: Matrix, columns: Sequence[int]) -> Matrix:
    """Return the divergence over all referents of each split, by the sums of its first group; `columns` part them."""
    import numpy

    weighted, weight = numpy.zeros(len(sums)), numpy.zeros(len(sums))
    for start, end in itertools.pairwise(columns):
        first, second = sums[:, start:end], total[start:end] - sums[:, start:end]
        # A split that leaves one group without the referent says nothing of it, as where it is not shared.
        both = (first.sum(axis=1) > 0) & (second.sum(axis=1) > 0)
        n = float(total[start:end].sum())
        weighted += n * both * jensen_shannon_rows(first, second)
        weight += n * both
    rows: Matrix = weighted / numpy.maximum(weight, 1.0)
    return rows


def _matrix(shared: Sequence[_Names], keys: Sequence[Key]) -> Matrix:
    """Return how often each unit uses each name of each referent."""
    import numpy

    at = {key: row for row, key in enumerate(keys)}
    columns = ((number, name) for number, names in enumerate(shared) for name in names.variants)
    place = {column: number for number, column in enumerate(columns)}
    matrix = numpy.zeros((len(keys), len(place)))
    for number, names in enumerate(shared):
        for key, counts in itertools.chain(names.here.rows.items(), names.there.rows.items()):
            for name, count in counts if key in at else ():
                matrix[at[key], place[number, name]] = count
    return matrix


# ---------------------------------------------------------------- contrast of sentiment

_CONTRAST = (
    *_PAIR,
    Column("target", "category", "the referent that the sentiment is toward; none for all sentences"),
    Column("mode", "category", "all modes, or own: the author's words alone"),
    Column("mean_group", "number", "mean compound score in the group", minor=True),
    Column("mean_other", "number", "mean compound score in the other group", minor=True),
    Column("difference", "number", "mean_group - mean_other"),
    Column("low", "number", "lower bound of its bootstrap interval"),
    Column("high", "number", "upper bound of its bootstrap interval"),
    Column("hedges_g", "number", "standardised difference of the units' means"),
    Column("cliffs_delta", "number", "P(a unit of the group is above one of the other) - P(below)", minor=True),
    Column("n_group", "integer", "scores in the group", minor=True),
    Column("n_other", "integer", "scores in the other group", minor=True),
    *_TESTED,
)


def contrast_table(groups: Groups, settings: Settings) -> Table:
    """Return how sentiment differs between each pair of groups: of sentences, and toward each referent both name."""
    rows = (row for pair in _pairs(groups, settings) for row in _contrasts(pair, settings))
    tested = _with_q(({**row, "kind": row["target"] is None} for row in rows), "kind", "mode")
    for row in tested:
        del row["kind"]
    return Table.of("sentiment_contrast", _CONTRAST, tested)


def _contrasts(pair: _Pair, settings: Settings) -> Iterator[dict[str, Any]]:
    facts = {"group": pair.group, "other": pair.other, "unit": pair.unit}
    here, there = (group.sums(ScoreUnits, pair.unit) for group in (pair.held, pair.others))
    shared = sorted({*here.targets} & {*there.targets})
    for key in itertools.product([None, *shared], _MODES):
        if key in here and key in there:
            target, mode = key
            yield {**facts, "target": target, "mode": mode} | _contrast(here[key], there[key], pair, settings)


def _contrast(here: ScoredUnits, there: ScoredUnits, pair: _Pair, settings: Settings) -> dict[str, Any]:
    """Return a row's numbers, worked out with the group of the first unit in front and turned round at the end.

    So that swapping two groups changes the signs and nothing else.
    """
    turned = there.lowest < here.lowest
    first, second = (there, here) if turned else (here, there)
    sign = -1.0 if turned else 1.0
    interval = _difference_bounds(first, second, settings)
    g, delta = _standardised(first, second), cliffs_delta(first.unit_means, second.unit_means)
    bounds = sorted(sign * bound / MILLION for bound in interval) if interval else [None, None]
    cells = {
        "mean_group": here.mean,
        "mean_other": there.mean,
        "difference": sign * _difference(first, second),
        "low": bounds[0],
        "high": bounds[1],
        "hedges_g": None if g is None else sign * g,
        "cliffs_delta": None if delta is None else sign * delta,
        "n_group": here.n,
        "n_other": there.n,
    }
    cells["units_group"], cells["units_other"] = _exchanged(here, there)
    reason = _untestable(pair, here.all.units, there.all.units)
    if reason is None and here.all.units + there.all.units < 3:
        reason = "one score on each side"
    return cells | ({"p": None, "reason": reason} if reason else _contrast_p(first, second, settings))


def _exchanged(here: ScoredUnits, there: ScoredUnits) -> tuple[int, int]:
    """Return how many units a test exchanges: those kept, or all where both groups have too many to keep."""
    if here.whole or there.whole:
        return len(here.keys), len(there.keys)
    return here.all.units, there.all.units


def _difference(first: ScoredUnits, second: ScoredUnits) -> float:
    return (first.mean or 0.0) - (second.mean or 0.0)


def _difference_bounds(first: ScoredUnits, second: ScoredUnits, settings: Settings) -> tuple[float, float] | None:
    units = min(first.all.units, second.all.units)
    if units < LEAST_UNITS:
        return None
    if units > MANY_UNITS:
        return normal_interval(first.all, second.all, level=settings.level)
    interval = bootstrap_difference(
        (first.sums, first.sizes),
        (second.sums, second.sizes),
        resamples=settings.resamples,
        seed=settings.seed,
        level=settings.level,
    )
    # Where one group is a sample, its mean is not that of all, about which the interval is to lie.
    aside = first.all.ratio - second.all.ratio - (first.kept_ratio - second.kept_ratio)
    return None if interval is None else (interval[0] + aside, interval[1] + aside)


def _standardised(first: ScoredUnits, second: ScoredUnits) -> float | None:
    if first.whole and second.whole:
        return hedges_g(first.unit_means, second.unit_means)
    return hedges_g_of(first.means, second.means)


def _contrast_p(first: ScoredUnits, second: ScoredUnits, settings: Settings) -> dict[str, Any]:
    import numpy

    if first.whole or second.whole:
        values, observed = _kept(first, second)
        total = values.sum(axis=0)
        sums, exact = split_sums(values, len(first.keys), permutations=settings.permutations, seed=settings.seed)
    else:
        pooled, observed = first.all + second.all, _difference(first, second)
        total = numpy.array([pooled.y, pooled.x], dtype=float)
        how = {"permutations": settings.permutations, "seed": settings.seed}
        sums, exact = normal_split_sums(pooled, first.all.units, **how), False
    rest = total - sums
    null = numpy.abs(sums[:, 0] / sums[:, 1] - rest[:, 0] / rest[:, 1]) / MILLION
    return {"p": permutation_p(abs(observed), null, exact=exact), "test": "exact" if exact else "random"}


def _kept(first: ScoredUnits, second: ScoredUnits) -> tuple[Matrix, float]:
    """Return (sum, size) of the units kept of both, in the order of their keys, and how far their means lie apart."""
    import numpy

    units = sorted(
        zip((*first.keys, *second.keys), (*first.sums, *second.sums), (*first.sizes, *second.sizes), strict=True)
    )
    values = numpy.array([(total, size) for _, total, size in units], dtype=float)
    return values, (first.kept_ratio - second.kept_ratio) / MILLION


DIFFERENCES = {"divergence": divergence_table, "sentiment_contrast": contrast_table}
