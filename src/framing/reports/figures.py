"""The figures of a report: dots and intervals on a common scale, one lane for each group."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.attribution import MODES
from framing.comparison.tables import LEAST_WORDS
from framing.reports.labels import Labels, SideMark, label_of
from framing.tables import Table

if TYPE_CHECKING:
    from framing.comparison import Comparison

__all__ = [
    "Lane",
    "Panel",
    "Source",
    "alignment_panels",
    "loading_panels",
    "sentiment_panels",
    "side_panels",
    "sources",
]

_TARGETS = 16
_SOURCES = 8
_ROUND = 10.0
_LOADINGS = {"loaded": "Loaded: the name judges", "marked": "Marked: one side’s name"}


@dataclass(frozen=True, slots=True)
class Lane:
    """A dot with its interval, positions in percent of the scale; `hollow` is a second value, without an interval."""

    label: str
    css: str
    dot: float | None
    low: float | None
    high: float | None
    hollow: float | None
    shown: str
    more: str
    about: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Lanes on one scale: a title, its two ends, where zero is, and what could not be drawn."""

    title: str
    side: SideMark | None
    ends: tuple[str, str]
    zero: float | None
    lanes: tuple[Lane, ...]
    note: str = ""


class Scale:
    """Positions on a scale, in percent with one digit."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def at(self, value: float | None) -> float | None:
        """Return where a value stands."""
        if value is None:
            return None
        part = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(2 + 96 * part, 1)


def _signed(value: float | None) -> str:
    """Return a number with its sign and two digits, with a real minus.

    >>> _signed(-0.126), _signed(0.001), _signed(None)
    ('−0.13', '0.00', '–')
    """
    if value is None:
        return "–"
    return f"{value:+.2f}".replace("-", "−") if abs(value) >= 0.005 else "0.00"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f} %"


def _range(low: float | None, high: float | None, show: Any) -> str:
    return "" if low is None or high is None else f"[{show(low)}, {show(high)}]"


def _by(table: Table, *names: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    return {tuple(row[name] for name in names): row for row in table}


# ---------------------------------------------------------------- whose names


def alignment_panels(comparison: Comparison, groups: Sequence[str], labels: Labels) -> list[Panel]:
    """Return a panel for each pair of opposed sides: own words as a dot with its interval, all modes hollow."""
    scale = Scale(-1, 1)
    rows = _by(comparison.alignment, "side", "other", "group", "mode")
    panels = []
    for side, other in comparison.settings.sides:
        lanes = []
        for group in groups:
            own, every = rows[side, other, group, "own"], rows[side, other, group, "all"]
            if every["n"]:
                lanes.append(
                    Lane(
                        label=label_of(group),
                        css="",
                        dot=scale.at(own["index"]),
                        low=scale.at(own["low"]),
                        high=scale.at(own["high"]),
                        hollow=scale.at(every["index"]),
                        shown=_signed(own["index"]) if own["n"] else "–",
                        more=_range(own["low"], own["high"], _signed),
                        about=f"n {own['n']} · all {_signed(every['index'])}, n {every['n']}",
                    )
                )
        if lanes:
            ends = (f"−1 {labels.side(other).label}", f"{labels.side(side).label} +1")
            title = f"{labels.side(other).label} or {labels.side(side).label} names"
            panels.append(Panel(title, None, ends, scale.at(0), tuple(lanes), _missing(groups, lanes)))
    return panels


def _missing(groups: Sequence[str], lanes: Sequence[Lane]) -> str:
    names = {lane.label for lane in lanes}
    missing = [label_of(group) for group in groups if label_of(group) not in names]
    return f"No such name: {', '.join(missing)}." if missing else ""


def side_panels(comparison: Comparison, groups: Sequence[str], labels: Labels) -> list[tuple[SideMark, list[Panel]]]:
    """Return for each side a panel for each mode: the side's share of a group's mentions, with its interval."""
    rows = _by(comparison.sides, "mode", "side", "group")
    totals = {(mode, group): row["n"] for (mode, _, group), row in rows.items()}
    used = {side for _, side, group in rows if group in groups}
    return [
        (mark, [_side_panel(mode, side, mark, groups, rows, totals) for mode in MODES])
        for side, mark in labels.sides.items()
        if side in used
    ]


def _side_panel(
    mode: str,
    side: str | None,
    mark: SideMark,
    groups: Sequence[str],
    rows: Mapping[tuple[Any, ...], Mapping[str, Any]],
    totals: Mapping[tuple[str, str], int],
) -> Panel:
    if not any((mode, side, group) in rows for group in groups):
        return Panel(mode, mark, ("", ""), None, (), "No such name.")
    scale = Scale(0, 1)
    lanes = tuple(
        _side_lane(label_of(group), rows.get((mode, side, group)), totals.get((mode, group), 0), mark, scale)
        for group in groups
    )
    return Panel(mode, mark, ("0 %", "100 %"), None, lanes)


def _side_lane(group: str, row: Mapping[str, Any] | None, n: int, mark: SideMark, scale: Scale) -> Lane:
    if row is None:
        return Lane(group, mark.css, scale.at(0) if n else None, None, None, None, "0 %" if n else "–", "", f"0 of {n}")
    apart = f", {row['distanced']} apart" if row["distanced"] else ""
    return Lane(
        label=group,
        css=mark.css,
        dot=scale.at(row["share"]),
        low=scale.at(row["low"]),
        high=scale.at(row["high"]),
        hollow=None,
        shown=_percent(row["share"]),
        more=_range(row["low"], row["high"], lambda value: f"{100 * value:.0f}"),
        about=f"{row['count']} of {n}{apart}",
    )


# ---------------------------------------------------------------- loading


def loading_panels(comparison: Comparison, groups: Sequence[str]) -> list[tuple[str, list[Panel]]]:
    """Return for loaded and for marked names a panel for each mode: names per 1,000 words, with intervals."""
    rows = _by(comparison.loading, "mode", "loading", "group")
    rates = [row["per_1000"] for key, row in rows.items() if key[1] in _LOADINGS and key[2] in groups and _enough(row)]
    # Twice the highest rate: the interval of a few words would squeeze all others; its numbers stand beside it.
    top = max(_ROUND, _ROUND * -(-2 * max(rates, default=0.0) // _ROUND))
    scale = Scale(0, top)
    return [
        (
            title,
            [
                Panel(
                    mode,
                    None,
                    ("0", f"{top:.0f}"),
                    None,
                    tuple(_rate_lane(label_of(group), rows[mode, loading, group], scale) for group in groups),
                )
                for mode in MODES
            ],
        )
        for loading, title in _LOADINGS.items()
    ]


def _enough(row: Mapping[str, Any]) -> bool:
    return bool(row["words"] >= LEAST_WORDS)


def _rate_lane(group: str, row: Mapping[str, Any], scale: Scale) -> Lane:
    about = f"{row['count']} in {row['words']:,} words"
    if not _enough(row):
        return Lane(group, "", None, None, None, None, "–", "", about)
    return Lane(
        label=group,
        css="",
        dot=scale.at(row["per_1000"]),
        low=scale.at(row["low"]),
        high=scale.at(row["high"]),
        hollow=None,
        shown=f"{row['per_1000']:.1f}",
        more=_range(row["low"], row["high"], lambda value: f"{value:.1f}"),
        about=about,
    )


# ---------------------------------------------------------------- sentiment


def sentiment_panels(comparison: Comparison, groups: Sequence[str], labels: Labels) -> list[Panel]:
    """Return a panel of all sentences, and one for each target that most groups name: own words, and all modes."""
    rows = _by(comparison.sentiment, "target", "mode", "group")
    counts: Counter[str] = Counter()
    held: dict[str, set[str]] = defaultdict(set)
    for (target, mode, group), row in rows.items():
        if target is not None and mode == "all" and group in groups:
            counts[target] += row["n"]
            held[target].add(group)
    shared = sorted((each for each in counts if len(held[each]) > 1), key=lambda each: (-counts[each], each))
    targets: list[str | None] = [None, *shared[:_TARGETS]]
    panels = (_sentiment_panel(target, rows, groups, labels) for target in targets)
    return [panel for panel in panels if panel.lanes]


def _sentiment_panel(
    target: str | None, rows: Mapping[tuple[Any, ...], Mapping[str, Any]], groups: Sequence[str], labels: Labels
) -> Panel:
    scale = Scale(-1, 1)
    lanes = []
    for group in groups:
        own, every = (rows.get((target, mode, group)) for mode in ("own", "all"))
        if every is None:
            continue
        lanes.append(
            Lane(
                label=label_of(group),
                css="",
                dot=scale.at(own["mean"]) if own else None,
                low=scale.at(own["low"]) if own else None,
                high=scale.at(own["high"]) if own else None,
                hollow=scale.at(every["mean"]),
                shown=_signed(own["mean"]) if own else "–",
                more=_range(own["low"], own["high"], _signed) if own else "",
                about=f"n {own['n'] if own else 0} · all {_signed(every['mean'])}, n {every['n']}",
            )
        )
    title = "All sentences" if target is None else labels.referent(target)
    return Panel(title, None, ("−1", "+1"), scale.at(0), tuple(lanes))


# ---------------------------------------------------------------- sources


@dataclass(frozen=True, slots=True)
class Source:
    """A speaker of a group: their share of its words as a bar, their quotations."""

    name: str
    kind: str
    side: SideMark | None
    width: float
    share: str
    quotations: str
    only_here: bool


def sources(comparison: Comparison, groups: Sequence[str], labels: Labels) -> Iterator[tuple[str, list[Source], int]]:
    """Yield each group's sources with most words, and how many more there are."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in comparison.sourcing:
        if row["kind"] == "source":
            rows[row["group"]].append(row)
    top = max((row["share"] or 0.0 for found in rows.values() for row in found), default=0.0) or 1.0
    for group in groups:
        shown = [_source(row, top, labels) for row in rows[group][:_SOURCES]]
        yield label_of(group), shown, max(0, len(rows[group]) - _SOURCES)


def _source(row: Mapping[str, Any], top: float, labels: Labels) -> Source:
    kinds = ", ".join(f"{row[kind]} {kind}" for kind in ("direct", "mixed", "indirect") if row[kind])
    return Source(
        name=label_of(row["voice"] or "without a name"),
        kind=row["source_kind"] or "unnamed",
        side=labels.side(row["side"]) if row["side"] else None,
        width=round(100 * (row["share"] or 0.0) / top, 1),
        share=_percent(row["share"]),
        quotations=kinds or "in other sources’ words",
        only_here=bool(row["only_here"]),
    )
