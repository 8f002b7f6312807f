"""The tables of a comparison on names: naming, sides, alignment, loading, coverage."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from framing.attribution import MODES
from framing.comparison.partials import Observation
from framing.comparison.tables import (
    COUNT,
    DOCUMENTS,
    GROUP,
    HIGH,
    LOW,
    MODE,
    PER_1000,
    REFERENT,
    REST,
    SPANS,
    WORDS,
    Groups,
    Settings,
    Uses,
    bounds,
    rate,
    spans_of,
    uses_by_mode,
    words_of,
)
from framing.statistics import clustered_interval
from framing.tables import Column, Table

__all__ = ["NAMING_BUILDERS"]

LOADINGS = ("loaded", "marked", "neutral")

# ---------------------------------------------------------------- naming

_NAMING = (
    GROUP,
    MODE,
    REFERENT,
    Column("variant", "string", "the name used, as the lexicon spells it"),
    Column("side", "category", "whose name it is; none where that cannot be told"),
    Column("loading", "category", "neutral, marked or loaded"),
    Column("distance", "category", "scare_quotes, so_called, alleged; none where the name is used plainly"),
    COUNT,
    Column("n", "integer", "mentions of the referent in the group and mode"),
    Column("share", "number", "count / n"),
    Column("low", "number", "lower bound of Wilson's interval of the share, widened where documents differ"),
    Column("high", "number", "upper bound of the same interval"),
    PER_1000,
    WORDS,
    DOCUMENTS,
    SPANS,
)


def naming_table(groups: Groups, settings: Settings) -> Table:
    """Return which names each group uses for each referent, by mode."""
    return Table.of("naming", _NAMING, _naming_rows(groups, settings))


def _naming_rows(groups: Groups, settings: Settings) -> Iterator[dict[str, Any]]:
    for group, held in groups.items():
        by_mode = uses_by_mode(held)
        for mode in MODES:
            words = words_of(held, mode)
            totals: dict[str, Uses] = defaultdict(list)
            uses: dict[tuple[str | None, ...], Uses] = defaultdict(list)
            for pair in by_mode[mode]:
                each = pair[1]
                totals[each.referent].append(pair)
                uses[each.referent, each.variant, each.side, each.loading, each.distance].append(pair)
            for key, found in sorted(uses.items(), key=_naming_order):
                among = totals[str(key[0])]
                yield {
                    **dict(zip(("referent", "variant", "side", "loading", "distance"), key, strict=True)),
                    "group": group,
                    "mode": mode,
                    "count": len(found),
                    "n": len(among),
                    "share": len(found) / len(among),
                    **_share_bounds(found, among, settings),
                    "per_1000": rate(len(found), words),
                    "words": words,
                    **_evidence(found, settings),
                }


def _share_bounds(found: Uses, among: Uses, settings: Settings) -> dict[str, float | None]:
    """Return Wilson's interval of a share of mentions, widened by the design effect of documents."""
    counts = Counter(observation.document for observation, _ in found)
    sizes = Counter(observation.document for observation, _ in among)
    ordered = [counts[document] for document in sizes]
    return bounds(clustered_interval(ordered, list(sizes.values()), level=settings.level))


def _evidence(found: Uses, settings: Settings) -> dict[str, Any]:
    """Return in how many documents mentions stand, and where."""
    return {"documents": len({observation.document for observation, _ in found}), "spans": spans_of(found, settings)}


def _naming_order(item: tuple[tuple[str | None, ...], list[Any]]) -> tuple[Any, ...]:
    referent, *rest = (part or "" for part in item[0])
    return referent, -len(item[1]), *rest


# ---------------------------------------------------------------- sides

_SIDES = (
    GROUP,
    MODE,
    Column("side", "category", "whose name it is; none where that cannot be told"),
    COUNT,
    Column("distanced", "integer", "of them held at arm's length (scare quotes, so-called, alleged)"),
    Column("n", "integer", "mentions of the group in the mode"),
    Column("share", "number", "count / n"),
    LOW,
    HIGH,
    DOCUMENTS,
    SPANS,
)


def sides_table(groups: Groups, settings: Settings) -> Table:
    """Return how many mentions use each side's names, by mode."""
    return Table.of("sides", _SIDES, _side_rows(groups, settings))


def _side_rows(groups: Groups, settings: Settings) -> Iterator[dict[str, Any]]:
    for group, held in groups.items():
        for mode, among in uses_by_mode(held).items():
            by_side: dict[str | None, Uses] = defaultdict(list)
            for pair in among:
                by_side[pair[1].side].append(pair)
            for side in sorted(by_side, key=lambda side: (side is None, side or "")):
                found = by_side[side]
                yield {
                    "group": group,
                    "mode": mode,
                    "side": side,
                    "count": len(found),
                    "n": len(among),
                    "distanced": sum(each.distance is not None for _, each in found),
                    "share": len(found) / len(among),
                    **_share_bounds(found, among, settings),
                    **_evidence(found, settings),
                }


_ALIGNMENT = (
    GROUP,
    MODE,
    Column("side", "category", "the side that +1 stands for"),
    Column("other", "category", "the side that -1 stands for", minor=True),
    Column("count_side", "integer", "plain uses of the side's names"),
    Column("count_other", "integer", "plain uses of the other side's names"),
    Column("index", "number", "(count_side - count_other) / n, from -1 to 1; none where n is 0"),
    LOW,
    HIGH,
    Column("n", "integer", "count_side + count_other"),
    Column("distanced_side", "integer", "uses of the side's names at arm's length; not in the index", minor=True),
    Column(
        "distanced_other", "integer", "uses of the other side's names at arm's length; not in the index", minor=True
    ),
    Column("mentions", "integer", "all mentions of the group in the mode, of any side", minor=True),
    DOCUMENTS,
    SPANS,
)


def alignment_table(groups: Groups, settings: Settings) -> Table:
    """Return whose names each group uses plainly: an index from -1 to 1 for each pair of opposed sides, by mode."""
    rows = (
        _alignment_row(group, mode, found, pair, settings)
        for pair in settings.sides
        for group, held in groups.items()
        for mode, found in uses_by_mode(held).items()
    )
    return Table.of("alignment", _ALIGNMENT, rows)


def _alignment_row(group: str, mode: str, found: Uses, pair: tuple[str, str], settings: Settings) -> dict[str, Any]:
    side, other = pair
    plain = [use for use in found if use[1].side in pair and use[1].distance is None]
    ours = [use for use in plain if use[1].side == side]
    apart = Counter(each.side for _, each in found if each.distance is not None)
    n, theirs = len(plain), len(plain) - len(ours)
    interval = _share_bounds(ours, plain, settings)
    return {
        "group": group,
        "mode": mode,
        "side": side,
        "other": other,
        "count_side": len(ours),
        "count_other": theirs,
        "n": n,
        "index": (len(ours) - theirs) / n if n else None,
        # The index is 2 share - 1, and so are the bounds of its interval.
        **{bound: None if value is None else 2 * value - 1 for bound, value in interval.items()},
        "distanced_side": apart[side],
        "distanced_other": apart[other],
        "mentions": len(found),
        **_evidence(plain, settings),
    }


# ---------------------------------------------------------------- loading

_LOADING = (
    GROUP,
    MODE,
    Column("loading", "category", "loaded (it judges), marked (one side's name), neutral"),
    COUNT,
    Column("distanced", "integer", "of them held at arm's length", minor=True),
    PER_1000,
    Column("low", "number", "lower bound of the rate per 1,000 words", 1),
    Column("high", "number", "upper bound of the rate per 1,000 words", 1),
    WORDS,
    DOCUMENTS,
    SPANS,
)


def loading_table(groups: Groups, settings: Settings) -> Table:
    """Return how loaded each group's names are, per 1,000 words of each mode."""
    return Table.of("loading", _LOADING, _loading_rows(groups, settings))


def _loading_rows(groups: Groups, settings: Settings) -> Iterator[dict[str, Any]]:
    for group, held in groups.items():
        for mode, uses in uses_by_mode(held).items():
            words = words_of(held, mode)
            for loading in LOADINGS:
                found = [use for use in uses if use[1].loading == loading]
                interval = _rate_interval(held, mode, found, settings)
                yield {
                    "group": group,
                    "mode": mode,
                    "loading": loading,
                    "count": len(found),
                    "distanced": sum(each.distance is not None for _, each in found),
                    "words": words,
                    "per_1000": rate(len(found), words),
                    **{bound: value and 1000 * value for bound, value in bounds(interval).items()},
                    **_evidence(found, settings),
                }


def _rate_interval(
    held: Sequence[Observation], mode: str, found: Uses, settings: Settings
) -> tuple[float, float] | None:
    by_document = Counter(observation.document for observation, _ in found)
    counts = [by_document[each.document] for each in held]
    # A mode may hold fewer words than mentions where names nest; a share cannot be above 1.
    sizes = [max(each.words_in(mode), count) for each, count in zip(held, counts, strict=True)]
    return clustered_interval(counts, sizes, level=settings.level)


# ---------------------------------------------------------------- coverage

_COVERAGE = (
    REFERENT,
    Column("named_by", "category", "the group that names the referent"),
    Column("never_by", "category", "the group that never does"),
    COUNT,
    Column("per_1000", "number", "mentions per 1,000 words of the group that names it", 1),
    Column("words", "integer", "words of the group that never does", minor=True),
    Column("expected", "number", "mentions it would have at the other's rate", 1),
    Column("chance", "number", "chance that all mentions fall to the first if both named it at one rate", 3),
    DOCUMENTS,
    SPANS,
)


def coverage_table(groups: Groups, settings: Settings) -> Table:
    """Return the referents that one group names and another never does, the most telling silence first."""
    held = {group: _Coverage.of(those, settings) for group, those in groups.items()}
    rows: list[dict[str, Any]] = []
    if settings.pairs == "rest" and len(groups) > 2:
        for group in groups:
            others = [each for name, those in groups.items() if name != group for each in those]
            rest = _Coverage.of(others, settings)
            rows += _silences(group, held[group], REST, rest)
            rows += _silences(REST, rest, group, held[group])
    else:
        for (group, here), (other, there) in itertools.permutations(held.items(), 2):
            rows += _silences(group, here, other, there)
    rows.sort(key=lambda row: (row["chance"], row["referent"], row["named_by"], row["never_by"]))
    return Table.of("coverage", _COVERAGE, rows)


@dataclass(frozen=True, slots=True)
class _Coverage:
    """What a group names: its words, and by referent its mentions, documents and (where wanted) spans."""

    words: int
    mentions: Counter[str]
    documents: Counter[str]
    spans: Mapping[str, list[tuple[str, int, int]]]

    @classmethod
    def of(cls, held: Sequence[Observation], settings: Settings) -> _Coverage:
        mentions: Counter[str] = Counter()
        documents: Counter[str] = Counter()
        spans: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
        for observation in held:
            named = Counter(each.referent for each in observation.mentions)
            mentions.update(named)
            documents.update(named.keys())
            for each in observation.mentions if settings.spans else ():
                spans[each.referent].append((observation.document, each.start, each.end))
        return cls(words_of(held, "all"), mentions, documents, spans)


def _silences(group: str, here: _Coverage, silent: str, there: _Coverage) -> Iterator[dict[str, Any]]:
    total = here.words + there.words
    for referent, count in here.mentions.items():
        if referent not in there.mentions:
            yield {
                "referent": referent,
                "named_by": group,
                "never_by": silent,
                "count": count,
                "per_1000": rate(count, here.words),
                "words": there.words,
                "expected": count * there.words / here.words if here.words else None,
                "chance": (here.words / total) ** count if total else 1.0,
                "documents": here.documents[referent],
                "spans": tuple(here.spans.get(referent, ())),
            }


NAMING_BUILDERS = {
    "naming": naming_table,
    "sides": sides_table,
    "alignment": alignment_table,
    "loading": loading_table,
    "coverage": coverage_table,
}
