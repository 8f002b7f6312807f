"""The naming matrix of a report: referents by groups, split by mode, and the concordance lines behind each cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from framing.attribution import MODES
from framing.comparison import Observation
from framing.comparison.packing import UsedName
from framing.concordances import line_of
from framing.documents import Document
from framing.reports.labels import DISTANCES, Labels, SideMark, label_of

__all__ = ["Cell", "Chip", "Matrix", "MatrixRow", "Place", "Shown", "build_matrix"]

_ROWS = 200
_CHIPS = 6
_LINES = 5_000  # concordance lines of a whole report: the dialogs of a small comparison hold all of theirs
_WINDOW = 9
_REACH = 240  # characters of context, whatever the text takes for words

Found = tuple[str, int, UsedName]  # a document's id, a mention, and the number of the mention in the document


@dataclass(frozen=True, slots=True)
class Chip:
    """A name in a cell, with its count; a name held at arm's length is another than the plain one."""

    name: str
    side: SideMark
    loading: str | None
    distance: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What one group calls one referent, by mode; `anchor` is the number of its evidence, `first` its first mark."""

    anchor: int
    first: Place | None
    count: int
    modes: tuple[tuple[str, tuple[Chip, ...], int], ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A referent with a cell for each group that is shown; None where the group never names it."""

    label: str
    referent: str
    kind: str | None
    cells: tuple[Cell | None, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page shows a mention: the number of the document, of the mention in it, and of its mark."""

    document: int
    mention: int
    mark: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The contested referents, those that all call alike, and the evidence of both; `left_out` rows are not shown.

    `evidence` holds for each cell its number of mentions and its lines: a line is the place of a mention
    that the page shows, `[document, mention, mark]`, or else the words and facts themselves.
    """

    contested: tuple[MatrixRow, ...]
    alike: tuple[MatrixRow, ...]
    evidence: list[list[Any]]
    left_out: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What evidence is cut out of, and where the page shows the mentions of a document, by their numbers."""

    texts: Mapping[str, Document]
    places: Mapping[tuple[str, int], Place]


def build_matrix(groups: Mapping[str, Sequence[Observation]], labels: Labels, shown: Shown) -> Matrix:
    """Return the matrix of these groups, the most contested referents first."""
    named: dict[str, dict[str, list[Found]]] = defaultdict(lambda: defaultdict(list))
    for group, held in groups.items():
        for observation in held:
            for number, each in enumerate(observation.mentions):
                named[each.referent][group].append((observation.document, number, each))
    ordered = sorted(named, key=lambda referent: (*_contest(named[referent]), referent))
    kept = ordered[:_ROWS]
    cells = [(referent, group) for referent in kept for group in groups if group in named[referent]]
    anchors = {cell: number for number, cell in enumerate(cells)}
    rows = [_row(referent, named[referent], groups, anchors, labels, shown) for referent in kept]
    contested = sum(not _contest(named[referent])[0] for referent in kept)
    most = _share([len(named[referent][group]) for referent, group in cells])
    return Matrix(
        contested=tuple(rows[:contested]),
        alike=tuple(rows[contested:]),
        evidence=[
            [len(found), _lines(_spread(found, most), labels, shown)]
            for referent, group in cells
            for found in [named[referent][group]]
        ],
        left_out=max(0, len(ordered) - _ROWS),
    )


def _contest(by_group: Mapping[str, Sequence[Found]]) -> tuple[int, ...]:
    """Return a sort key: contested first (0), then by groups that name it and rival sides, by mentions of a side."""
    uses = [each for found in by_group.values() for _, _, each in found]
    sides = {each.side for each in uses} - {None, "neutral"}
    taken = sum(each.side in sides for each in uses)
    return int(not sides), -len(by_group) - 2 * min(2, len(sides)), -taken, -len(uses)


def _row(
    referent: str,
    by_group: Mapping[str, Sequence[Found]],
    groups: Iterable[str],
    anchors: Mapping[tuple[str, str], int],
    labels: Labels,
    shown: Shown,
) -> MatrixRow:
    known = labels.referents.get(referent)
    return MatrixRow(
        label=labels.referent(referent),
        referent=label_of(referent),
        kind=known.kind if known else None,
        cells=tuple(
            _cell(anchors[referent, group], by_group[group], labels, shown) if group in by_group else None
            for group in groups
        ),
        count=sum(map(len, by_group.values())),
    )


def _cell(anchor: int, found: Sequence[Found], labels: Labels, shown: Shown) -> Cell:
    modes = []
    for mode in MODES:
        uses = Counter(
            (each.variant, each.side, each.loading, each.distance) for _, _, each in found if each.mode == mode
        )
        ordered = sorted(uses.items(), key=lambda item: (-item[1], *(part or "" for part in item[0])))
        chips = tuple(
            Chip(label_of(name), labels.side(side), loading, DISTANCES.get(distance or ""), count)
            for (name, side, loading, distance), count in ordered[:_CHIPS]
        )
        if chips:
            modes.append((mode, chips, max(0, len(ordered) - _CHIPS)))
    places = (shown.places.get((id, number)) for id, number, _ in found)
    return Cell(anchor, next((place for place in places if place), None), len(found), tuple(modes))


# ---------------------------------------------------------------- evidence


def _share(sizes: Sequence[int]) -> int:
    """Return the most lines that each cell may have so that all together stay within the report's lines."""
    most, least = max(sizes, default=1), 1
    while least < most:
        middle = (least + most + 1) // 2
        if sum(min(size, middle) for size in sizes) <= _LINES:
            least = middle
        else:
            most = middle - 1
    return least


def _spread(found: Sequence[Found], most: int) -> Sequence[Found]:
    """Return the mentions, or as many as are wanted, evenly spread over them."""
    if len(found) <= most:
        return found
    return [found[number * len(found) // most] for number in range(most)]


def _lines(found: Iterable[Found], labels: Labels, shown: Shown) -> list[list[Any]]:
    lines: list[list[Any]] = []
    for id, number, each in found:
        place = shown.places.get((id, number))
        if place is not None:
            lines.append([place.document, place.mention, place.mark])
        else:
            lines.append(_line(id, each, labels, shown))
    return lines


def _line(id: str, each: UsedName, labels: Labels, shown: Shown) -> list[Any]:
    """Return the words of a mention that the page does not show, and what is known of it."""
    document = shown.texts.get(id)
    words = {"left": "", "keyword": f"{each.variant} (the text is not at hand)", "right": ""}
    if document is not None:
        words = line_of(document, each.start, each.end, window=_WINDOW)
    side = labels.side(each.side)
    return [
        words["left"][-_REACH:],
        words["keyword"][:_REACH],
        words["right"][:_REACH],
        side.css,
        side.label,
        each.mode,
        label_of(each.speaker) if each.speaker is not None else None,
        DISTANCES.get(each.distance or ""),
        label_of(id),
        each.start,
        each.end,
    ]
