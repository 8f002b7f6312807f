"""How a table looks: on a terminal of a given width, and as HTML in a notebook."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.tables import Column, Table

__all__ = ["cell_width", "clean", "cut", "pad", "printable", "render_html", "render_text"]

_NOTHING = "–"
_LEAST = 8  # cells that a text column keeps before whole columns are left out
_FIRST = 5  # what part of the width the first one keeps: a row whose name is cut to a stump says nothing
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ASCII = re.compile(r"[ -~]*\Z")


def clean(text: str) -> str:
    r"""Return `text` on one line, without anything that moves a terminal's cursor or turns its direction.

    >>> clean("a\n\x1b[31mb\u202e")
    'a  [31mb '
    """
    return _UNPRINTABLE.sub(" ", text)


# Controls get their pictures, what turns the direction of a line or is no character at all U+FFFD: nothing of a text
# may act on a page, and nothing may vanish from it.
_PICTURES = {
    **{code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)},
    0x0D: 0x20,
    0x7F: 0x2421,
    **dict.fromkeys([*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029], 0xFFFD),
    **dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], 0xFFFD),
}


def printable(text: str) -> str:
    r"""Return `text` in characters that an HTML page may hold, one for each of them.

    >>> printable("a\x00\u202e\ud800b")
    'a␀��b'
    """
    return text.translate(_PICTURES)


def cell_width(text: str) -> int:
    """Return how many terminal cells `text` takes: 0 for combining marks, 2 for wide East Asian characters.

    >>> cell_width("Şuşa"), cell_width("e\u0301"), cell_width("東京")
    (4, 1, 4)
    """
    if _ASCII.match(text):
        return len(text)
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def cut(text: str, width: int, *, left: bool = False) -> str:
    """Return `text` in at most `width` cells, with … where it was cut (at its start if `left`).

    >>> cut("Nagorno-Karabakh", 8), cut("Nagorno-Karabakh", 8, left=True)
    ('Nagorno…', '…arabakh')
    """
    if cell_width(text) <= width:
        return text
    if width <= 0:
        return ""
    kept: list[str] = []
    room = width - 1
    for character in reversed(text) if left else text:
        room -= _character_width(character)
        if room < 0:
            break
        kept.append(character)
    return "…" + "".join(reversed(kept)) if left else "".join(kept) + "…"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` filled with blanks to `width` cells, on the left if `right`-aligned."""
    blanks = " " * max(0, width - cell_width(text))
    return blanks + text if right else text + blanks


def show(column: Column, value: Any) -> str:
    """Return one cell as text.

    >>> from framing.tables import Column
    >>> show(Column("p", "number", digits=3), 0.00001), show(Column("count", "integer"), 1234)
    ('<0.001', '1,234')
    """
    if value is None:
        return _NOTHING
    if column.type == "spans":
        return str(len(value))
    if column.type == "boolean":
        return "yes" if value else "no"
    if column.type == "integer":
        return f"{value:,}"
    if column.type == "number":
        return _number(column, float(value))
    return clean(str(value))


def _number(column: Column, value: float) -> str:
    least = 10**-column.digits
    if column.name in ("p", "q", "chance") and 0 <= value < least:
        return f"<{least:.{column.digits}f}"
    shown = f"{value:,.{column.digits}f}"
    return shown.removeprefix("-") if float(shown.replace(",", "")) == 0 else shown


def render_text(table: Table, *, width: int, rows: int) -> str:
    """Return `table` as lines no wider than `width` cells; see `Table.render`."""
    shown = [column for column in table.columns if column.type != "spans"]
    body = table.rows[: max(0, rows)]
    at = {column.name: index for index, column in enumerate(table.columns)}
    cells = [[show(column, row[at[column.name]]) for row in body] for column in shown]
    widths = _fit(shown, cells, width)
    kept = [
        (column, column_cells, size) for column, column_cells, size in zip(shown, cells, widths, strict=True) if size
    ]
    lines = [_line([column.name for column, _, _ in kept], kept)]
    lines += [_line([column_cells[number] for _, column_cells, _ in kept], kept) for number in range(len(body))]
    lines += _footnotes(table, len(body), [column.name for column, size in zip(shown, widths, strict=True) if not size])
    return "\n".join(cut(line, width) for line in lines)


def _footnotes(table: Table, shown_rows: int, hidden: Sequence[str]) -> list[str]:
    notes = []
    if not table.rows:
        notes.append("(no rows)")
    if len(table.rows) > shown_rows:
        notes.append(f"… {len(table.rows) - shown_rows:,} more rows")
    if hidden:
        notes.append(f"… also: {', '.join(hidden)}")
    return notes


def _line(texts: Sequence[str], kept: Sequence[tuple[Column, list[str], int]]) -> str:
    parts = [
        pad(cut(text, size), size, right=column.type in ("integer", "number"))
        for text, (column, _, size) in zip(texts, kept, strict=True)
    ]
    return "  ".join(parts).rstrip()


def _fit(columns: Sequence[Column], cells: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return each column's width: as many columns as fit with their texts cut, the others 0; the first always stays."""
    natural = [
        min(width, max([cell_width(column.name), *map(cell_width, texts)]))
        for column, texts in zip(columns, cells, strict=True)
    ]
    elastic = [column.type in ("string", "category") for column in columns]
    floors = [max(_LEAST, width // _FIRST) if at == 0 else _LEAST for at in range(len(columns))]
    least = [min(size, low) if soft else size for size, soft, low in zip(natural, elastic, floors, strict=True)]
    kept = list(range(len(columns)))
    # Minor columns go first, then the others, from the right; the first column always stays.
    going = sorted(kept[1:], key=lambda at: (columns[at].minor, at))
    while going and sum(least[at] for at in kept) + 2 * (len(kept) - 1) > width:
        kept.remove(going.pop())
    room = width - 2 * (len(kept) - 1)
    limits = [least[at] if elastic[at] else natural[at] for at in kept]
    sizes = dict(zip(kept, _shrink([natural[at] for at in kept], limits, room), strict=True))
    return [sizes.get(at, 0) for at in range(len(columns))]


def _shrink(sizes: list[int], limits: Sequence[int], room: int) -> list[int]:
    """Narrow the widest column that is above its limit, cell by cell, until all fit into `room`."""
    while sum(sizes) > room:
        candidates = [(size, -at) for at, size in enumerate(sizes) if size > limits[at]]
        if not candidates:
            break
        sizes[-max(candidates)[1]] -= 1
    return sizes


def render_html(table: Table, *, rows: int) -> str:
    """Return `table` as an HTML table, escaped, coloured by the page it stands in (light or dark)."""
    cell = "padding:.15em .6em;border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent);"
    head = "".join(
        f'<th scope="col" title="{_escape(column.about)}" style="{cell}{_align(column)}">{_escape(column.name)}</th>'
        for column in table.columns
    )
    lines = []
    for row in table.rows[:rows]:
        shown = (
            f'<td style="{cell}{_align(column)}">{_escape(show(column, value))}</td>'
            for column, value in zip(table.columns, row, strict=True)
        )
        lines.append(f"<tr>{''.join(shown)}</tr>")
    more = len(table.rows) - rows
    tail = f"<p>… {more:,} more rows</p>" if more > 0 else ""
    caption = f"<caption>{_escape(table.name)} ({len(table.rows):,} rows)</caption>"
    return (
        f'<table style="border-collapse:collapse;color:inherit;background:transparent">{caption}'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>{tail}"
    )


def _align(column: Column) -> str:
    right = column.type in ("integer", "number", "spans")
    return "text-align:right" if right else "text-align:left"


def _escape(text: str) -> str:
    return html.escape(clean(text), quote=True)
