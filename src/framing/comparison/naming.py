"""The tables of a comparison on names: naming, sides, alignment, loading, coverage."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from framing.attribution import MODES
from framing.comparison.groups import Group, Groups
from framing.comparison.sums import ALL_MODES, LOADINGS, NameSums, Tally
from framing.comparison.tables import (
    COUNT,
    DOCUMENTS,
    GROUP,
    HIGH,
    LOW,
    MODE,
    PER_1000,
    REFERENT,
    SPANS,
    WORDS,
    Settings,
    against,
    rate,
    share_bounds,
    spans_of,
)
from framing.tables import Column, Table

__all__ = ["NAMING_BUILDERS"]

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
    for label, group in groups.items():
        names = group.sums(NameSums)
        for (mode, *kind), (count, documents, _, _) in sorted(names.kinds.items(), key=_naming_order):
            words = names.words[mode][0]
            share = names.share_of_referent(mode, kind)
            yield {
                **dict(zip(_KIND, kind, strict=True)),
                "group": label,
                "mode": mode,
                "count": count,
                "n": share.x,
                "share": share.ratio,
                **share_bounds(share, settings),
                "per_1000": rate(count, words),
                "words": words,
                "documents": documents,
                "spans": spans_of(group, settings, "kind", mode, *kind),
            }


_KIND = ("referent", "variant", "side", "loading", "distance")


def _naming_order(item: tuple[Any, Sequence[int]]) -> tuple[Any, ...]:
    mode, referent, *rest = item[0]
    return MODES.index(mode), referent, -item[1][0], *(part or "" for part in rest)


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
    for label, group in groups.items():
        names = group.sums(NameSums)
        for (mode, side), (count, documents, _, _, distanced) in sorted(names.sides.items(), key=_side_order):
            share = names.share_of_mode(mode, side)
            yield {
                "group": label,
                "mode": mode,
                "side": side,
                "count": count,
                "distanced": distanced,
                "n": share.x,
                "share": share.ratio,
                **share_bounds(share, settings),
                "documents": documents,
                "spans": spans_of(group, settings, "side", mode, side),
            }


def _side_order(item: tuple[Any, Any]) -> tuple[Any, ...]:
    mode, side = item[0]
    return ALL_MODES.index(mode), side is None, side or ""


# ---------------------------------------------------------------- alignment

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
        _alignment_row(label, group, mode, pair, settings)
        for pair in settings.sides
        for label, group in groups.items()
        for mode in ALL_MODES
    )
    return Table.of("alignment", _ALIGNMENT, rows)


def _alignment_row(label: str, group: Group, mode: str, pair: tuple[str, str], settings: Settings) -> dict[str, Any]:
    names = group.sums(NameSums)
    share = names.share_of_sides(mode, *pair)
    theirs = share.x - share.y
    spans = [span for side in sorted(set(pair)) for span in spans_of(group, settings, "plain", mode, side)]
    return {
        "group": label,
        "mode": mode,
        "side": pair[0],
        "other": pair[1],
        "count_side": share.y,
        "count_other": theirs,
        "index": (share.y - theirs) / share.x if share.x else None,
        # The index is 2 share - 1, and so are the bounds of its interval.
        **{end: None if value is None else 2 * value - 1 for end, value in share_bounds(share, settings).items()},
        "n": share.x,
        "distanced_side": names.distanced(mode, pair[0]),
        "distanced_other": names.distanced(mode, pair[1]),
        "mentions": names.modes.get(mode, [0])[0],
        "documents": share.units,
        "spans": tuple(sorted(spans)),
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
    for label, group in groups.items():
        names = group.sums(NameSums)
        for mode, loading in itertools.product(ALL_MODES, LOADINGS):
            words = names.words[mode][0]
            share = names.share_of_words(mode, loading)
            documents, distanced = names.loadings[mode, loading][-2:]
            yield {
                "group": label,
                "mode": mode,
                "loading": loading,
                "count": share.y,
                "distanced": distanced,
                "per_1000": rate(share.y, words),
                **{end: value and 1000 * value for end, value in share_bounds(share, settings).items()},
                "words": words,
                "documents": documents,
                "spans": spans_of(group, settings, "loading", mode, loading),
            }


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
    named = {label: _Named.of(group) for label, group in groups.items()}
    rows: list[dict[str, Any]] = []
    for (label, group), (other, there) in against(groups, settings):
        here = named[label]
        theirs = (
            named[other] if other in named else _Named.of_all(each for name, each in named.items() if name != label)
        )
        rows += _silences((label, here, group), (other, theirs), settings)
        rows += _silences((other, theirs, there), (label, here), settings)
    rows.sort(key=lambda row: (row["chance"], row["referent"], row["named_by"], row["never_by"]))
    return Table.of("coverage", _COVERAGE, rows)


@dataclass(frozen=True, slots=True)
class _Named:
    """The words of a group, and by referent its mentions and the documents with one."""

    words: int
    referents: Tally

    @classmethod
    def of(cls, group: Group) -> _Named:
        names = group.sums(NameSums)
        referents = {referent: numbers[:2] for (mode, referent), numbers in names.referents.items() if mode == "all"}
        return cls(names.words["all"][0], Tally(referents))

    @classmethod
    def of_all(cls, those: Iterable[_Named]) -> _Named:
        words, referents = 0, Tally()
        for each in those:
            words += each.words
            referents.join(each.referents)
        return cls(words, referents)


def _silences(
    naming: tuple[str, _Named, Group], silent: tuple[str, _Named], settings: Settings
) -> Iterator[dict[str, Any]]:
    (label, here, group), (other, theirs) = naming, silent
    total = here.words + theirs.words
    for referent, (count, documents) in here.referents.items():
        if referent not in theirs.referents:
            yield {
                "referent": referent,
                "named_by": label,
                "never_by": other,
                "count": count,
                "per_1000": rate(count, here.words),
                "words": theirs.words,
                "expected": count * theirs.words / here.words if here.words else None,
                "chance": (here.words / total) ** count if total else 1.0,
                "documents": documents,
                "spans": spans_of(group, settings, "referent", referent),
            }


NAMING_BUILDERS = {
    "naming": naming_table,
    "sides": sides_table,
    "alignment": alignment_table,
    "loading": loading_table,
    "coverage": coverage_table,
}
