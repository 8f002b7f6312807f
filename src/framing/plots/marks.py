"""What figures share: axes to draw on, a mark for each series, plain labels, and labels that do not collide."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.errors import MissingExtraError, OptionError
from framing.rendering import clean, cut

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "COLOURS",
    "HATCHES",
    "Look",
    "check_limit",
    "draw_interval",
    "legend",
    "looks_of",
    "new_axes",
    "place_labels",
    "plain_label",
]

# Okabe and Ito's palette, "Color Universal Design" (2008), without the yellow, which is too light for points on white.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
_LINES: tuple[Any, ...] = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1, 1, 1)))
HATCHES = ("", "///", "...", "\\\\\\", "xxx", "---", "+++")
_LABEL = 40


@dataclass(frozen=True, slots=True)
class Look:
    """How a series looks: colour, marker and line, each of which tells it from its neighbours."""

    label: str
    colour: str
    marker: str
    line: Any


def looks_of(names: Sequence[str]) -> dict[str, Look]:
    """Return a look for each name; the first 56 differ in colour or marker.

    >>> looks_of(["A", "B"])["B"].marker
    's'
    """
    return {
        name: Look(
            plain_label(name),
            COLOURS[number % len(COLOURS)],
            _MARKERS[number % len(_MARKERS)],
            _LINES[number % len(_LINES)],
        )
        for number, name in enumerate(names)
    }


def plain_label(text: object, width: int = _LABEL) -> str:
    r"""Return a label on one line, short, with nothing in it that matplotlib would take for a formula.

    >>> plain_label("5$ a\nday")
    '5\\$ a day'
    """
    label = cut(clean(str(text)), width).replace("\\", "∖").replace("$", r"\$")
    # A legend leaves out what begins with an underscore.
    return f" {label}" if label.startswith("_") else label


def new_axes(feature: str, ax: Axes | None, width: float, height: float) -> Axes:
    """Return `ax`, or the axes of a new figure of that size in inches.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        raise MissingExtraError.of(feature, "report") from None
    if ax is not None:
        return ax
    return plt.subplots(figsize=(width, height), layout="constrained")[1]


def draw_interval(ax: Axes, look: Look, at: tuple[float, float], low: float | None, high: float | None) -> None:
    """Draw a point at `(value, row)` and its interval; a point without an interval is hollow."""
    value, row = at
    if low is not None and high is not None:
        ax.plot([low, high], [row, row], color=look.colour, linewidth=1.6, alpha=0.75, zorder=2)
    face = look.colour if low is not None else "white"
    ax.plot(
        [value],
        [row],
        marker=look.marker,
        color=look.colour,
        markerfacecolor=face,
        markersize=6.5,
        markeredgewidth=1.3,
        linestyle="none",
        zorder=3,
    )


def legend(ax: Axes, looks: Iterable[Look], *, title: str | None = None, lines: bool = False) -> None:
    """Write the legend above the axes, in as many columns as fit."""
    from matplotlib.lines import Line2D

    held = list(looks)
    handles = [
        Line2D([], [], color=each.colour, marker=each.marker, linestyle=each.line if lines else "none", markersize=6.5)
        for each in held
    ]
    columns = max(1, min(len(held), 75 // (8 + max((len(each.label) for each in held), default=0))))
    ax.legend(
        handles,
        [each.label for each in held],
        title=title,
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
        ncols=columns,
        frameon=False,
        borderaxespad=0.2,
    )


# ---------------------------------------------------------------- labels that do not collide

_Point = tuple[float, float]
_Box = tuple[float, float, float, float]  # left, bottom, right, top, in pixels
_DIRECTIONS = tuple((math.cos(turn * math.pi / 4), math.sin(turn * math.pi / 4)) for turn in (0, 4, 1, 3, 7, 5, 2, 6))
_REACHES = (7.0, 15.0, 26.0)  # points between a label and what it labels
_NEAR = 16.0  # beyond, a line leads to the label


def place_labels(ax: Axes, labels: Sequence[tuple[float, float, str]], *, limit: int) -> int:
    """Write `(x, y, text)` beside their points, the first ones first; return how many found room.

    A label covers neither another one nor a labelled point, and stays within the axes; one that finds no room at any of
    24 places around its point is left out. The places hold for the present limits and size of the axes.
    """
    figure: Any = ax.figure.canvas.figure  # the whole one, where the axes are of a subfigure
    figure.draw_without_rendering()
    scale = figure.dpi / 72
    frame = ax.get_window_extent()
    bounds = (frame.x0, frame.y0, frame.x1, frame.y1)
    pixels = (ax.transData.transform((x, y)) for x, y, _ in labels[: 2 * limit])
    points = [(float(x), float(y)) for x, y in pixels]
    taken = [(x - 3 * scale, y - 3 * scale, x + 3 * scale, y + 3 * scale) for x, y in points]
    written = 0
    for label, point in zip(labels, points, strict=False):
        if written == limit:
            break
        written += _place(ax, label, point, (bounds, scale), taken)
    return written


def _place(
    ax: Axes, label: tuple[float, float, str], point: _Point, within: tuple[_Box, float], taken: list[_Box]
) -> bool:
    x, y, text = label
    bounds, scale = within
    note = ax.annotate(plain_label(text), (x, y), xytext=(0, 0), textcoords="offset points", fontsize=8, zorder=4)
    note.set_in_layout(False)  # the layout is made; a label must not move the axes that it was placed in
    size = note.get_window_extent()
    # What lies on the point itself is in nobody's way: other labels may lead to the same place.
    others = [box for box in taken if not _inside((*point, *point), box)]
    for reach, dx, dy, box in _places(point, size.width, size.height, scale):
        trail = _trail(point, box) if reach >= _NEAR else []
        if _inside(box, bounds) and not any(_overlap(new, other) for new in (box, *trail) for other in others):
            note.set_position((dx / scale, dy / scale))
            if trail:
                _lead(ax, (x, y), box, point, scale)
            taken += [box, *trail]
            return True
    note.remove()
    return False


def _trail(point: _Point, box: _Box) -> list[_Box]:
    """Return small boxes along the line from a point to the nearest edge of its label."""
    end = _nearest(point, box)
    steps = 6
    centres = [
        (point[0] + (end[0] - point[0]) * step / steps, point[1] + (end[1] - point[1]) * step / steps)
        for step in range(1, steps)
    ]
    return [(x - 1, y - 1, x + 1, y + 1) for x, y in centres]


def _nearest(point: _Point, box: _Box) -> tuple[float, float]:
    return min(max(point[0], box[0]), box[2]), min(max(point[1], box[1]), box[3])


def _lead(ax: Axes, at: tuple[float, float], box: _Box, point: _Point, scale: float) -> None:
    """Draw the line from a point to its label."""
    end = _nearest(point, box)
    ax.annotate(
        "",
        at,
        xytext=((end[0] - point[0]) / scale, (end[1] - point[1]) / scale),
        textcoords="offset points",
        arrowprops={"arrowstyle": "-", "color": "#888888", "linewidth": 0.6, "shrinkA": 0, "shrinkB": 0},
        zorder=1,
    )


def _places(point: _Point, width: float, height: float, scale: float) -> Iterator[tuple[float, float, float, _Box]]:
    """Yield the places around a point: reach in points, offset of the label's corner and its box, in pixels."""
    for reach in _REACHES:
        for across, up in _DIRECTIONS:
            dx = across * reach * scale - (width / 2) * (1 - across)
            dy = up * reach * scale - (height / 2) * (1 - up)
            left, bottom = point[0] + dx, point[1] + dy
            yield reach, dx, dy, (left - 1, bottom - 1, left + width + 1, bottom + height + 1)


def _inside(box: _Box, bounds: _Box) -> bool:
    return bounds[0] <= box[0] and bounds[1] <= box[1] and box[2] <= bounds[2] and box[3] <= bounds[3]


def _overlap(a: _Box, b: _Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def check_limit(limit: int) -> None:
    """Refuse a limit below 1."""
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise OptionError(f"limit is a whole number from 1 up, not {limit!r}")
