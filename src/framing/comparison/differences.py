"""The tables of a comparison that test pairs of groups: divergence of naming and contrast of sentiment."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.comparison.partials import MILLION, Observation
from framing.comparison.tables import (
    LEAST_UNITS,
    REST,
    Groups,
    Scores,
    Settings,
    sentence_scores,
    target_scores,
    unit_of,
    uses_by_target,
)
from framing.statistics import (
    benjamini_hochberg,
    bootstrap_difference,
    cliffs_delta,
    hedges_g,
    jensen_shannon,
    jensen_shannon_bias,
    jensen_shannon_rows,
    permutation_p,
    split_sums,
)
from framing.tables import Column, Table

if TYPE_CHECKING:
    from framing.statistics.splits import Matrix

__all__ = ["DIFFERENCES"]

_MODES = ("all", "own")
Key = tuple[str, int]
Uses = Mapping[str, Mapping[Key, Mapping[str, int]]]  # referent -> unit -> variant -> count


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two groups to be told apart, and what may be exchanged between them."""

    group: str
    other: str
    held: Sequence[Observation]
    others: Sequence[Observation]
    unit: str


def _pairs(groups: Groups, settings: Settings) -> Iterator[_Pair]:
    if settings.pairs == "rest" and len(groups) > 2:
        for group, held in groups.items():
            rest = sorted(
                (each for name, those in groups.items() if name != group for each in those),
                key=lambda each: each.document,
            )
            yield _Pair(group, REST, held, rest, unit_of(held, rest))
        return
    for (group, held), (other, others) in itertools.combinations(groups.items(), 2):
        yield _Pair(group, other, held, others, unit_of(held, others))


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
    Column("units_group", "integer", "units of the group that the row rests on", minor=True),
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
    kept: dict[tuple[str, str, str], Uses] = {}

    def uses(group: str, held: Sequence[Observation], mode: str, unit: str) -> Uses:
        key = (group, mode, unit) if group != REST else (group + held[0].document, mode, unit)
        if key not in kept or group == REST:
            kept[key] = _uses(held, mode, unit)
        return kept[key]

    rows: list[dict[str, Any]] = []
    for pair, mode in itertools.product(_pairs(groups, settings), _MODES):
        here = uses(pair.group, pair.held, mode, pair.unit)
        there = uses(pair.other, pair.others, mode, pair.unit)
        facts = {"group": pair.group, "other": pair.other, "mode": mode, "unit": pair.unit}
        shared = sorted(set(here) & set(there))
        rows.append(facts | _overall(here, there, shared, pair, settings))
        for referent in shared:
            found = _names(here[referent], there[referent])
            rows.append({**facts, "referent": referent, "kind": "referent"} | _divergence(found, pair, settings))
    tested = _with_q([{"kind": "overall", **row} for row in rows], "mode", "kind")
    for row in tested:
        del row["kind"]
    return Table.of("divergence", _DIVERGENCE, tested)


def _uses(held: Sequence[Observation], mode: str, unit: str) -> Uses:
    found: dict[str, dict[Key, Counter[str]]] = defaultdict(dict)
    for observation in held:
        for each in observation.mentions:
            if mode in ("all", each.mode):
                key = (observation.document, each.sentence if unit == "sentence" else 0)
                found[each.referent].setdefault(key, Counter())[each.variant] += 1
    return found


@dataclass(frozen=True, slots=True)
class _Names:
    """One referent's names in two groups: counts by unit (in one order for both groups) and by group."""

    variants: tuple[str, ...]
    keys: tuple[Key, ...]
    counts: tuple[tuple[int, ...], ...]
    in_group: tuple[bool, ...]

    def sums(self, group: bool) -> list[int]:
        """Return the counts of the variants in the group, or in the other."""
        rows = [row for row, here in zip(self.counts, self.in_group, strict=True) if here is group]
        return [sum(column) for column in zip(*rows, strict=True)] if rows else [0] * len(self.variants)


def _names(here: Mapping[Key, Mapping[str, int]], there: Mapping[Key, Mapping[str, int]]) -> _Names:
    variants = tuple(sorted({name for each in (*here.values(), *there.values()) for name in each}))
    keys = tuple(sorted([*here, *there]))
    counts = tuple(tuple((here.get(key) or there[key]).get(name, 0) for name in variants) for key in keys)
    return _Names(variants, keys, counts, tuple(key in here for key in keys))


def _divergence(found: _Names, pair: _Pair, settings: Settings) -> dict[str, Any]:
    a, b = found.sums(True), found.sums(False)
    value = jensen_shannon(a, b)
    cells: dict[str, Any] = {
        "divergence": value,
        "n_group": sum(a),
        "n_other": sum(b),
        "variants": len(found.variants),
        "corrected": None if value is None else max(0.0, value - jensen_shannon_bias(a, b)),
        "units_group": sum(found.in_group),
        "units_other": len(found.keys) - sum(found.in_group),
    }
    if len(found.variants) < 2:
        return cells | {"p": None, "reason": "only one name is used"}
    reason = _untestable(pair, cells["units_group"], cells["units_other"])
    if reason or value is None:
        return cells | {"p": None, "reason": reason}
    return cells | _divergence_p([found], found.keys, found.in_group, value, settings)


def _untestable(pair: _Pair, units_group: int, units_other: int) -> str | None:
    """Return why a pair cannot be tested, or None: documents cannot be exchanged with a group that has but one."""
    sides = ((pair.group, units_group, pair.held), (pair.other, units_other, pair.others))
    lacking = [(name, held) for name, units, held in sides if pair.unit == "document" and units < 2]
    if len(lacking) == 2:
        return "documents are permuted, and each group has it in one"
    for name, held in lacking:
        return f"documents are permuted, and {name} {'is one document' if len(held) == 1 else 'has it in one document'}"
    return None


def _overall(here: Uses, there: Uses, shared: Sequence[str], pair: _Pair, settings: Settings) -> dict[str, Any]:
    found = [_names(here[referent], there[referent]) for referent in shared]
    keys = sorted({key for each in found for key in each.keys})
    inside = {key for each in found for key, in_group in zip(each.keys, each.in_group, strict=True) if in_group}
    in_group = tuple(key in inside for key in keys)
    weights = [sum(map(sum, each.counts)) for each in found]
    pairs = [(each.sums(True), each.sums(False)) for each in found]
    cells: dict[str, Any] = {
        "n_group": sum(sum(a) for a, _ in pairs),
        "n_other": sum(sum(b) for _, b in pairs),
        "variants": sum(len(each.variants) for each in found),
        "units_group": sum(in_group),
        "units_other": len(keys) - sum(in_group),
    }
    if not found:
        return cells | {"p": None, "reason": "the two name no thing in common"}
    values = [jensen_shannon(a, b) or 0.0 for a, b in pairs]
    corrected = [max(0.0, value - jensen_shannon_bias(a, b)) for value, (a, b) in zip(values, pairs, strict=True)]
    cells["divergence"] = _weighted(values, weights)
    cells["corrected"] = _weighted(corrected, weights)
    reason = _untestable(pair, cells["units_group"], cells["units_other"])
    if reason is None and all(len(each.variants) < 2 for each in found):
        reason = "only one name is used"
    if reason:
        return cells | {"p": None, "reason": reason}
    return cells | _divergence_p(found, tuple(keys), in_group, cells["divergence"], settings)


def _weighted(values: Sequence[float], weights: Sequence[int]) -> float:
    return math.fsum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)


def _divergence_p(
    found: Sequence[_Names], keys: Sequence[Key], in_group: Sequence[bool], observed: float, settings: Settings
) -> dict[str, Any]:
    import numpy

    values = _matrix(found, keys)
    sums, exact = split_sums(values, _first(in_group), permutations=settings.permutations, seed=settings.seed)
    total = values.sum(axis=0)
    weighted, weight = numpy.zeros(len(sums)), numpy.zeros(len(sums))
    at = 0
    for each in found:
        columns = slice(at, at + len(each.variants))
        at += len(each.variants)
        first, second = sums[:, columns], total[columns] - sums[:, columns]
        # A split that leaves one group without the referent says nothing of it, as where it is not shared.
        both = (first.sum(axis=1) > 0) & (second.sum(axis=1) > 0)
        n = float(total[columns].sum())
        weighted += n * both * jensen_shannon_rows(first, second)
        weight += n * both
    null = weighted / numpy.maximum(weight, 1.0)
    return {"p": permutation_p(observed, null, exact=exact), "test": "exact" if exact else "random"}


def _first(in_group: Sequence[bool]) -> int:
    """Return the units of the group that holds the first unit: the same draws whichever group is named first."""
    size = sum(in_group)
    return size if in_group[0] else len(in_group) - size


def _matrix(found: Sequence[_Names], keys: Sequence[Key]) -> Matrix:
    import numpy

    at = {key: row for row, key in enumerate(keys)}
    matrix = numpy.zeros((len(keys), sum(len(each.variants) for each in found)))
    column = 0
    for each in found:
        for key, counts in zip(each.keys, each.counts, strict=True):
            matrix[at[key], column : column + len(each.variants)] = counts
        column += len(each.variants)
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
    for mode in _MODES:
        here = sentence_scores(pair.held, mode, pair.unit)
        there = sentence_scores(pair.others, mode, pair.unit)
        if here.n and there.n:
            yield {**facts, "target": None, "mode": mode} | _contrast(here, there, pair, settings)
    ours, theirs = uses_by_target(pair.held), uses_by_target(pair.others)
    for target in (each for each in ours if each in theirs):
        for mode in _MODES:
            here = target_scores(ours[target], mode, pair.unit)[0]
            there = target_scores(theirs[target], mode, pair.unit)[0]
            if here.n and there.n:
                yield {**facts, "target": target, "mode": mode} | _contrast(here, there, pair, settings)


def _contrast(here: Scores, there: Scores, pair: _Pair, settings: Settings) -> dict[str, Any]:
    """Return a row's numbers, worked out with the group of the first unit in front and turned round at the end.

    So that swapping two groups changes the signs and nothing else.
    """
    turned = there.keys[0] < here.keys[0]
    first, second = (there, here) if turned else (here, there)
    sign = -1.0 if turned else 1.0
    interval = None
    if min(len(first.keys), len(second.keys)) >= LEAST_UNITS:
        interval = bootstrap_difference(
            (first.sums, first.sizes),
            (second.sums, second.sizes),
            resamples=settings.resamples,
            seed=settings.seed,
            level=settings.level,
        )
    g, delta = hedges_g(first.means, second.means), cliffs_delta(first.means, second.means)
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
        "units_group": len(here.keys),
        "units_other": len(there.keys),
    }
    reason = _untestable(pair, len(here.keys), len(there.keys))
    if reason is None and len(here.keys) + len(there.keys) < 3:
        reason = "one score on each side"
    return cells | ({"p": None, "reason": reason} if reason else _contrast_p(first, second, settings))


def _difference(first: Scores, second: Scores) -> float:
    return (first.mean or 0.0) - (second.mean or 0.0)


def _contrast_p(first: Scores, second: Scores, settings: Settings) -> dict[str, Any]:
    import numpy

    # Units in the order of their keys: the sums are whole numbers, so that no order could change them.
    units = sorted(
        zip((*first.keys, *second.keys), (*first.sums, *second.sums), (*first.sizes, *second.sizes), strict=True)
    )
    values = numpy.array([(total, size) for _, total, size in units], dtype=float)
    sums, exact = split_sums(values, len(first.keys), permutations=settings.permutations, seed=settings.seed)
    rest = values.sum(axis=0) - sums
    null = numpy.abs(sums[:, 0] / sums[:, 1] - rest[:, 0] / rest[:, 1]) / MILLION
    observed = abs(_difference(first, second))
    return {"p": permutation_p(observed, null, exact=exact), "test": "exact" if exact else "random"}


DIFFERENCES = {"divergence": divergence_table, "sentiment_contrast": contrast_table}
