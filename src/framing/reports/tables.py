"""The tables of a report: every row in a compact form that the page sorts, filters and saves as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from framing.comparison.comparing import TABLES
from framing.reports.labels import as_json
from framing.tables import Column, Table

if TYPE_CHECKING:
    from framing.comparison import Comparison

__all__ = ["chosen_tables", "pack_table", "pack_tables"]

_BYTES = 2_600_000
# These have a row for each pair of groups: 200 groups make 19,900 pairs.
_PAIRWISE = {"coverage": 30, "divergence": 30, "sentiment_contrast": 30}
# Coverage, the longest, comes last: it is what is cut where a page is full.
_ORDER = (*(name for name in TABLES if name != "coverage"), "coverage")


def chosen_tables(comparison: Comparison) -> tuple[list[str], list[str]]:
    """Return the names of the tables that a report holds, and of those that have too many pairs of groups for it."""
    groups = len(comparison.part.groups)
    rest = comparison.settings.pairs == "rest"

    def fits(name: str) -> bool:
        return groups <= _PAIRWISE.get(name, groups) or (rest and name != "coverage")

    return [name for name in _ORDER if fits(name)], [name for name in _ORDER if not fits(name)]


def pack_tables(tables: Iterable[Table]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the packed tables that fit into a page together, and what was cut from them."""
    packed, notes, left = [], [], _BYTES
    for table in tables:
        record = pack_table(table)
        size = len(as_json(record).encode())
        if size > left:
            kept = int(len(table) * left / size)
            notes.append(f"{table.name}: the first {kept:,} of {len(table):,} rows")
            record = pack_table(table.head(kept))
            size = min(size, left)
        left -= size
        packed.append(record)
    return packed, notes


def pack_table(table: Table) -> dict[str, Any]:
    """Return a table by columns: texts as numbers into a list of them, numbers rounded, no spans.

    >>> pack_table(Table("t", (Column("mode", "category"),), (("own",), ("own",))))["data"]
    [{'at': [0, 0], 'keys': ['own']}]
    """
    kept = [each for each in table.columns if each.type != "spans"]
    columns = [{"name": each.name, "type": each.type, "about": each.about} for each in kept]
    data = [_pack(column, table[column.name]) for column in kept]
    return {"name": table.name, "rows": len(table), "columns": columns, "data": data}


def _pack(column: Column, values: Sequence[Any]) -> Any:
    if column.type == "number":
        return [None if value is None else _round(value, column.digits + 1) for value in values]
    if column.type == "integer":
        return list(values)
    keys: dict[Any, int] = {}
    return {"at": [keys.setdefault(value, len(keys)) for value in values], "keys": list(keys)}


def _round(value: float, digits: int) -> float | int:
    rounded = round(value, digits)
    return int(rounded) if rounded == int(rounded) else rounded
