"""Figures of comparisons and of keyness, drawn by matplotlib: each function returns the axes that it drew on.

Every series has a colour of a palette for all kinds of colour vision and a marker, line or hatch of its own. A point
with an interval is filled; one whose interval cannot be told (too few units) is hollow.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.attribution import MODES
from framing.comparison import Comparison, Observation
from framing.comparison.observations import found_in
from framing.comparison.packing import UsedName
from framing.errors import ComparisonError, OptionError
from framing.plots.marks import (
    COLOURS,
    HATCHES,
    Look,
    check_limit,
    draw_interval,
    legend,
    looks_of,
    new_axes,
    place_labels,
    plain_label,
)
from framing.plots.shares import Share, contested_referents, days_of, share_of, used_names
from framing.tables import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_keyness", "plot_naming", "plot_sentiment", "plot_timeline", "plot_voices"]

_ALL_MODES = ("all", *MODES)
_VARIANTS = 8  # names of a referent that a figure has room for
_SPREAD = 0.46  # of a row's height, over which the groups' points are spread
_WIDTH = 7.2
_ROW = 0.42


def _check_mode(mode: str) -> None:
    if mode not in _ALL_MODES:
        raise OptionError.unknown("mode", mode, _ALL_MODES)


def _listed(names: str | Iterable[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(dict.fromkeys(names))


# ---------------------------------------------------------------- naming


def plot_naming(
    comparison: Comparison,
    referent: str | Iterable[str] | None = None,
    *,
    mode: str = "all",
    limit: int = 4,
    ax: Axes | None = None,
) -> Axes:
    """Draw which share of each referent's mentions uses which name: a row for each name, a point for each group.

    A bar joins the groups' shares of a name, thin lines are their intervals (Wilson's, widened where the documents of a
    group differ, as in `Comparison.naming`). Shares are of all mentions of the referent in the group and mode, so the
    points of one group sum to 1 over the rows of a referent.

    Args:
        comparison: from `framing.compare` with a lexicon.
        referent: one or several ids of the lexicon; by default the referents with rival names that are named most.
        mode: `own` counts the author's words alone, `quoted` and `paraphrased` those of sources.
        limit: how many referents are drawn where none are given.
        ax: axes to draw on; a new figure without.

    Raises:
        OptionError: an unknown mode or a referent that the comparison never names.
        ComparisonError: no referent has rival names.
        MissingExtraError: matplotlib is not installed.
    """
    _check_mode(mode)
    check_limit(limit)
    groups = comparison.part.groups
    used = used_names(groups, mode)
    referents = contested_referents(used, limit) if referent is None else _listed(referent)
    for each in referents:
        if each not in used:
            raise OptionError.unknown("referent of this comparison", each, used)
    if not referents:
        raise ComparisonError("no referent has two names, one of them a side's, in two groups: name the referents")
    rows = [row for each in referents for row in _naming_rows(each, used[each])]
    drawn = [group for group in groups if any(found_in(groups[group], mode))]
    looks = looks_of(drawn)
    ax = new_axes("plot_naming", ax, _WIDTH, 1.3 + _ROW * len(rows) * max(1.0, len(drawn) / 5))
    for place, row in enumerate(rows):
        shares = {group: _naming_share(groups[group], mode, comparison.settings.level, row) for group in drawn}
        if row[1] is not None:
            _draw_row(ax, looks, place, shares)
    _label_rows(ax, rows)
    ax.set_xlim(-0.02, 1.02)
    ax.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    ax.set_xlabel("share of the referent's mentions" + ("" if mode == "all" else f", {mode}"))
    legend(ax, looks.values())
    return ax


def _naming_share(held: Sequence[Observation], mode: str, level: float, row: _Row) -> Share | None:
    referent, variant, _ = row
    return share_of(held, mode, level, lambda use: use.referent == referent, lambda use: use.variant == variant)


_Row = tuple[str, str | None, str]  # referent, variant (None: the referent's heading), label


def _naming_rows(referent: str, variants: Mapping[str, list[Any]]) -> list[_Row]:
    ranked = sorted(variants, key=lambda name: (-len(variants[name]), name))
    rarer = len(ranked) - _VARIANTS
    heading = referent + (f" ({rarer} rarer names left out)" if rarer > 0 else "")
    names = [(referent, name, plain_label(name)) for name in ranked[:_VARIANTS]]
    return [(referent, None, plain_label(heading, 60)), *names]


def _draw_row(ax: Axes, looks: Mapping[str, Look], place: int, shares: Mapping[str, Share | None]) -> None:
    known = {group: share for group, share in shares.items() if share is not None}
    if len(known) > 1:
        ends = [share.value for share in known.values()]
        ax.plot([min(ends), max(ends)], [place, place], color="#cccccc", linewidth=7, solid_capstyle="round", zorder=1)
    for number, (group, look) in enumerate(looks.items()):
        share = known.get(group)
        if share is not None:
            row = place + _shift(number, len(looks))
            draw_interval(ax, look, (share.value, row), share.low, share.high)


def _shift(number: int, total: int) -> float:
    """Return how far from the middle of its row the point of a group stands."""
    return _SPREAD * (number / (total - 1) - 0.5) if total > 1 else 0.0


def _label_rows(ax: Axes, rows: Sequence[_Row]) -> None:
    ax.set_yticks(range(len(rows)), [label for _, _, label in rows])
    for text, (_, variant, _) in zip(ax.get_yticklabels(), rows, strict=True):
        if variant is None:
            text.set_fontweight("bold")
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x", color="#e5e5e5", linewidth=0.8)
    ax.set_axisbelow(True)
    ax.spines[["top", "right", "left"]].set_visible(False)


# ---------------------------------------------------------------- voices

_SPEAKERS = ("author", "named", "organisation", "document", "unnamed", "commenter")
_PARTS = {"speaker": _SPEAKERS, "mode": MODES}
_LEGIBLE = 0.07  # of the bar, in which a percentage has room


def plot_voices(comparison: Comparison, *, by: str = "speaker", ax: Axes | None = None) -> Axes:
    """Draw whose words a group's documents are: a bar for each group, cut into the shares of its words.

    Args:
        comparison: from `framing.compare`.
        by: `speaker` tells the author from named, unnamed and other sources and from commenters; `mode` the author's
            own words from quoted and paraphrased ones.
        ax: axes to draw on; a new figure without.

    Raises:
        OptionError: `by` is another word.
        MissingExtraError: matplotlib is not installed.
    """
    if by not in _PARTS:
        raise OptionError.unknown("part of the voices", by, _PARTS)
    groups = comparison.part.groups
    counts = {group: _words_by(held, by) for group, held in groups.items()}
    ax = new_axes("plot_voices", ax, _WIDTH, 1.2 + 0.42 * len(groups))
    for number, part in enumerate(_PARTS[by]):
        if any(held[part] for held in counts.values()):
            _draw_part(ax, part, number, counts, _PARTS[by][:number])
    labels = [f"{plain_label(group)}\n{held.total():,} words" for group, held in counts.items()]
    ax.set_yticks(range(len(groups)), labels)
    ax.set_ylim(len(groups) - 0.5, -0.5)
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    ax.set_xlabel("share of the words")
    ax.tick_params(axis="y", length=0)
    ax.spines[["top", "right", "left"]].set_visible(False)
    if ax.patches:
        ax.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=3, frameon=False, columnspacing=1.2)
    return ax


def _words_by(held: Sequence[Observation], by: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for observation in held:
        if by == "mode":
            counts.update({mode: observation.words_in(mode) for mode in MODES})
        else:
            for voice in observation.voices:
                kind = (voice.source_kind or "unnamed") if voice.kind == "source" else voice.kind
                counts[kind] += voice.words
    return counts


def _draw_part(ax: Axes, part: str, number: int, counts: Mapping[str, Counter[str]], before: Sequence[str]) -> None:
    for row, held in enumerate(counts.values()):
        total = held.total()
        width = held[part] / total if total else 0.0
        left = sum(held[each] for each in before) / total if total else 0.0
        ax.barh(
            row,
            width,
            left=left,
            height=0.62,
            color=COLOURS[number] + "55",
            edgecolor=COLOURS[number],
            hatch=HATCHES[number],
            linewidth=0.8,
            label=part if row == 0 else None,
        )
        if width >= _LEGIBLE:
            box = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.2}
            shown = f"{100 * width:.0f} %"
            ax.text(left + width / 2, row, shown, ha="center", va="center", fontsize=8, color="black", bbox=box)


# ---------------------------------------------------------------- sentiment

_SENTENCES = "all sentences"


def plot_sentiment(
    comparison: Comparison,
    target: str | Iterable[str] | None = None,
    *,
    mode: str = "all",
    limit: int = 8,
    ax: Axes | None = None,
) -> Axes:
    """Draw the mean sentiment of each group's sentences and toward each target, with bootstrap intervals.

    The numbers are those of `Comparison.sentiment`; a hollow point is a mean of fewer than five units, whose interval
    nobody can tell.

    Args:
        comparison: from `framing.compare`; without a lexicon there are sentences, but no targets.
        target: one or several referents; by default those with most mentions, first those that several groups name.
        mode: sentences and mentions in this mode alone; `all` for every one.
        limit: how many targets are drawn where none are given.
        ax: axes to draw on; a new figure without.

    Raises:
        OptionError: an unknown mode or target.
        MissingExtraError: matplotlib is not installed.
    """
    _check_mode(mode)
    check_limit(limit)
    table = comparison.sentiment.where(mode=mode)
    targets = _targets(table, limit) if target is None else _listed(target)
    known = {each for each in table["target"] if each is not None}
    for each in targets:
        if each not in known:
            raise OptionError.unknown("target of this comparison", each, known)
    groups = list(comparison.part.groups)
    looks = looks_of(groups)
    rows: list[str | None] = [None, *targets]
    ax = new_axes("plot_sentiment", ax, _WIDTH, 1.3 + _ROW * len(rows) * max(1.0, len(groups) / 4))
    cells = {(row["target"], row["group"]): row for row in table}
    for place, name in enumerate(rows):
        for number, group in enumerate(groups):
            cell = cells.get((name, group))
            if cell is not None:
                at = (cell["mean"], place + _shift(number, len(groups)))
                draw_interval(ax, looks[group], at, cell["low"], cell["high"])
    _label_rows(ax, [("", None if name is None else name, plain_label(name or _SENTENCES)) for name in rows])
    ax.axvline(0, color="#777777", linewidth=1, zorder=1)
    low, high = ax.get_xlim()
    reach = min(1.05, max(abs(low), abs(high), 0.3))
    ax.set_xlim(-reach, reach)
    ax.set_xlabel("mean compound score (negative ← 0 → positive)" + ("" if mode == "all" else f", {mode}"))
    legend(ax, looks.values())
    return ax


def _targets(table: Table, limit: int) -> list[str]:
    counts: Counter[str] = Counter()
    groups: dict[str, set[str]] = defaultdict(set)
    for row in table:
        if row["target"] is not None:
            counts[row["target"]] += row["n"]
            groups[row["target"]].add(row["group"])
    return sorted(counts, key=lambda name: (len(groups[name]) < 2, -counts[name], name))[:limit]


# ---------------------------------------------------------------- keyness

_SIGNIFICANT = 0.05


def plot_keyness(
    keyness: Table, group: str | None = None, *, length: int | None = None, limit: int = 30, ax: Axes | None = None
) -> Axes:
    """Draw how strongly terms belong to a group, against how often they stand: strong terms are labelled.

    Terms that the group over-uses are triangles that point up, those it under-uses point down; the others (`q` of G2
    0.05 or more) are grey dots. Labels never cover each other: one that finds no room is left out, the strongest have
    the choice.

    Args:
        keyness: from `framing.keyness` or `framing.keyness_of_counts`.
        group: the group that the terms are compared for; by default the first.
        length: only terms of so many words.
        limit: how many labels there are at most.
        ax: axes to draw on; a new figure without.

    Raises:
        OptionError: an unknown group or length.
        ComparisonError: the table is empty.
        MissingExtraError: matplotlib is not installed.
    """
    check_limit(limit)
    groups = list(dict.fromkeys(keyness["group"]))
    if not groups:
        raise ComparisonError("this keyness has no terms: no word is as frequent as min_count asks for")
    group = groups[0] if group is None else group
    if group not in groups:
        raise OptionError.unknown("group", group, groups)
    rows = list(keyness.where(group=group))
    if length is not None:
        lengths = sorted({row["length"] for row in rows})
        if length not in lengths:
            raise OptionError(f"no terms of length {length!r}; there are those of {lengths}")
        rows = [row for row in rows if row["length"] == length]
    ax = new_axes("plot_keyness", ax, _WIDTH, 5.4)
    _draw_terms(ax, rows)
    ax.set_xlabel("occurrences in all groups (logarithmic)")
    ax.set_ylabel(f"z of the log-odds ratio\n(above 0: over-used by {plain_label(group)})")
    strongest = sorted((row for row in rows if _kind(row)), key=lambda row: (-abs(row["z"]), row["term"]))
    place_labels(ax, [(_frequency(row), row["z"], row["term"]) for row in strongest], limit=limit)
    return ax


def _frequency(row: Mapping[str, Any]) -> int:
    return max(1, int(row["count"] + row["rest"]))


def _kind(row: Mapping[str, Any]) -> int:
    """Return 1 for a term that the group over-uses, -1 for one it under-uses, 0 for one that may be chance."""
    if row["z"] is None or row["q"] is None or row["q"] >= _SIGNIFICANT or not row["z"]:
        return 0
    return 1 if row["z"] > 0 else -1


def _draw_terms(ax: Axes, rows: Sequence[Mapping[str, Any]]) -> None:
    looks = {
        0: ("chance cannot be ruled out", "#999999", ".", 18),
        1: ("over-used", COLOURS[0], "^", 30),
        -1: ("under-used", COLOURS[1], "v", 30),
    }
    ax.set_xscale("log")
    for kind, (label, colour, marker, size) in looks.items():
        held = [row for row in rows if _kind(row) == kind and row["z"] is not None]
        if held:
            x, y = [_frequency(row) for row in held], [row["z"] for row in held]
            ax.scatter(x, y, s=size, c=colour, marker=marker, linewidths=0, alpha=0.7, label=label, zorder=2)
    ax.axhline(0, color="#777777", linewidth=1, zorder=1)
    top = max((_frequency(row) for row in rows), default=1)
    least = min((_frequency(row) for row in rows), default=1)
    ax.set_xlim(least / 1.3, top * 2 + 1)
    heights = [0.0, *(row["z"] for row in rows if row["z"] is not None)]
    room = 0.12 * (max(heights) - min(heights)) or 1.0
    ax.set_ylim(min(heights) - room, max(heights) + room)
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    ax.xaxis.set_minor_formatter(lambda value, _: "")
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=3, frameon=False)


# ---------------------------------------------------------------- naming over time

_KEYS = ("variant", "side", "loading")
_SERIES = 7


def plot_timeline(
    comparison: Comparison,
    referent: str | None = None,
    *,
    key: str | None = None,
    mode: str = "all",
    ax: Axes | None = None,
) -> Axes:
    """Draw how naming changes: the share of each name, side or loading by period, with intervals.

    Args:
        comparison: one whose groups are periods, as `framing.compare(corpus, lexicon, by="date:month")` makes.
        referent: the referent whose mentions are counted; by default those of all.
        key: what is told apart: `variant`, `side` or `loading`; by default variants of a referent, sides of all.
        mode: mentions in this mode alone; `all` for every one.
        ax: axes to draw on; a new figure without.

    Raises:
        ComparisonError: the groups are no periods.
        OptionError: an unknown referent, key or mode; `variant` without a referent.
        MissingExtraError: matplotlib is not installed.
    """
    _check_mode(mode)
    key = ("side" if referent is None else "variant") if key is None else key
    if key not in _KEYS:
        raise OptionError.unknown("key of names", key, _KEYS)
    if key == "variant" and referent is None:
        raise OptionError("variants are those of one referent: name it")
    groups = comparison.part.groups
    days = days_of(groups)
    uses = [each for group in days for _, each in found_in(groups[group], mode) if referent in (None, each.referent)]
    if not uses:
        raise OptionError.unknown("referent of this comparison", referent, used_names(groups, mode))
    counts = Counter(_value(each, key) for each in uses)
    series = sorted(counts, key=lambda name: (-counts[name], name))[:_SERIES]
    looks = looks_of(series)
    ax = new_axes("plot_timeline", ax, _WIDTH, 3.8)
    room = 0.008 * (max(days.values()) - min(days.values()))
    for number, name in enumerate(series):
        aside = room * (number - (len(series) - 1) / 2)
        _draw_series(ax, looks[name], comparison, days, (referent, key, mode, name), aside)
    _label_days(ax, days)
    ax.set_ylim(-0.02, 1.02)
    ax.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    ax.set_ylabel("share of the mentions" + ("" if referent is None else f" of {plain_label(referent)}"))
    ax.grid(axis="y", color="#e5e5e5", linewidth=0.8)
    ax.spines[["top", "right"]].set_visible(False)
    legend(ax, looks.values(), lines=True)
    return ax


def _value(use: UsedName, key: str) -> str:
    return getattr(use, key) or "unknown"


def _draw_series(
    ax: Axes,
    look: Look,
    comparison: Comparison,
    days: Mapping[str, float],
    what: tuple[str | None, str, str, str],
    aside: float,
) -> None:
    """Draw one curve and its intervals, all of them a little aside, so that no interval hides another's."""
    referent, key, mode, name = what
    groups = comparison.part.groups
    shares: dict[float, Share] = {}
    for group, day in days.items():
        share = share_of(
            groups[group],
            mode,
            comparison.settings.level,
            lambda use: referent in (None, use.referent),
            lambda use: _value(use, key) == name,
        )
        if share is not None:
            shares[day + aside] = share
    known = {day: (share.low, share.high) for day, share in shares.items() if share.low is not None}
    low, high = zip(*known.values(), strict=True) if known else ((), ())
    ax.vlines(list(known), low, high, color=look.colour, alpha=0.45, linewidth=1.6, zorder=1)
    values = [share.value for share in shares.values()]
    style = {"color": look.colour, "marker": look.marker, "linestyle": look.line}
    ax.plot(list(shares), values, linewidth=1.6, markersize=5.5, zorder=2, **style)


def _label_days(ax: Axes, days: Mapping[str, float]) -> None:
    """Name the periods below the axis: each where there is room, else every second, third and so on."""
    step = math.ceil(len(days) / 12)
    shown = list(days.items())[::step]
    ax.set_xticks([day for _, day in shown], [period for period, _ in shown])
    if max(len(period) for period in days) > 7 and len(shown) > 5:
        ax.tick_params(axis="x", rotation=30)
