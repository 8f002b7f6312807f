"""Tables: rows with typed, documented columns, and their ways out to pandas, Polars, Arrow, CSV and Parquet."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any, Self, TextIO, overload

from framing.errors import FramingError, MissingExtraError, OptionError
from framing.rendering import render_html, render_text
from framing.whole_files import whole_file

__all__ = ["Column", "Table", "Tabular"]

_TYPES = ("string", "category", "integer", "number", "boolean", "spans")


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name, type, and meaning.

    `type` is `string`, `category` (a string from a small set), `integer`, `number`, `boolean` or `spans` (a list of
    `(document, start, end)`); every type but `spans` may hold `None`. `about` says what is counted and its unit; a
    `minor` column is the first to be left out where a terminal is narrow.

    >>> Column("share", "number", "count / n, from 0 to 1")
    Column('share', 'number')
    """

    name: str
    type: str
    about: str = ""
    digits: int = 2
    minor: bool = False

    def __post_init__(self) -> None:
        if self.type not in _TYPES:
            raise OptionError.unknown("column type", self.type, _TYPES)

    def __repr__(self) -> str:
        return f"Column({self.name!r}, {self.type!r})"

    def check(self, value: Any) -> Any:
        """Return `value` in the column's type: NaN becomes None, spans become tuples.

        Raises:
            FramingError: the value is not of this type.
        """
        if self.type == "spans":
            if type(value) is tuple and all(type(span) is tuple and len(span) == 3 for span in value):
                return value  # of millions of spans, no second copy
            return tuple((str(document), int(start), int(end)) for document, start, end in value or ())
        if value is None:
            return None
        if self.type == "number":
            return _finite(float(value))
        expected = {"integer": int, "boolean": bool}.get(self.type, str)
        if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
            raise FramingError(f"column {self.name!r} holds {self.type} values, not {value!r}")
        return value


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Rows with typed columns; immutable, compared by value.

    Iterating gives the rows as dictionaries; `table["column"]` gives one column as a tuple, `table[3]` a row.

    >>> columns = (Column("group", "category", "who writes"), Column("count", "integer", "mentions"))
    >>> table = Table("naming", columns, (("A", 3), ("B", 1)))
    >>> print(table)
    group  count
    A          3
    B          1
    >>> table["count"], table[0]
    ((3, 1), {'group': 'A', 'count': 3})
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...] = ()
    note: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise FramingError(f"table {self.name!r} names a column twice: {names}")
        checked = []
        for row in self.rows:
            if len(row) != len(names):
                raise FramingError(f"table {self.name!r} has {len(names)} columns, a row has {len(row)}: {row!r}")
            checked.append(tuple(column.check(value) for column, value in zip(self.columns, row, strict=True)))
        object.__setattr__(self, "rows", tuple(checked))

    @classmethod
    def of(cls, name: str, columns: Sequence[Column], records: Iterable[Mapping[str, Any]], *, note: str = "") -> Table:
        """Build a table from dictionaries; a key that is missing is None, one that is no column is refused."""
        names = [column.name for column in columns]
        rows = []
        for record in records:
            for key in record:
                if key not in names:
                    raise OptionError.unknown(f"column of table {name!r}", key, names)
            rows.append(tuple(record.get(each) for each in names))
        return cls(name, tuple(columns), tuple(rows), note)

    # ------------------------------------------------------------ looking inside

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        names = self.column_names
        return (dict(zip(names, row, strict=True)) for row in self.rows)

    @overload
    def __getitem__(self, key: str) -> tuple[Any, ...]: ...

    @overload
    def __getitem__(self, key: int) -> dict[str, Any]: ...

    def __getitem__(self, key: str | int) -> tuple[Any, ...] | dict[str, Any]:
        if isinstance(key, str):
            at = self._index(key)
            return tuple(row[at] for row in self.rows)
        return dict(zip(self.column_names, self.rows[key], strict=True))

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def _index(self, name: str) -> int:
        names = self.column_names
        if name not in names:
            raise OptionError.unknown(f"column of table {self.name!r}", name, names)
        return names.index(name)

    # ------------------------------------------------------------ other tables

    def _with(self, rows: Iterable[tuple[Any, ...]]) -> Self:
        return replace(self, rows=tuple(rows))

    def where(self, test: Callable[[dict[str, Any]], bool] | None = None, /, **equal: Any) -> Self:
        """Return the rows whose columns equal the keywords and that pass `test`.

        >>> table = Table("t", (Column("mode", "category"), Column("n", "integer")), (("own", 2), ("quoted", 5)))
        >>> table.where(mode="quoted")["n"], table.where(lambda row: row["n"] < 5)["n"]
        ((5,), (2,))
        """
        wanted = [(self._index(name), value) for name, value in equal.items()]
        kept = (row for row in self.rows if all(row[at] == value for at, value in wanted))
        if test is None:
            return self._with(kept)
        names = self.column_names
        return self._with(row for row in kept if test(dict(zip(names, row, strict=True))))

    def select(self, *names: str) -> Table:
        """Return the table with these columns alone, in this order."""
        at = [self._index(name) for name in names]
        columns = tuple(self.columns[index] for index in at)
        return Table(self.name, columns, tuple(tuple(row[index] for index in at) for row in self.rows), self.note)

    def sort(self, *names: str, descending: bool = False) -> Self:
        """Return the rows ordered by these columns; None comes last, ties keep their order."""
        rows = list(self.rows)
        for name in reversed(names):
            at = self._index(name)
            here = [row for row in rows if row[at] is not None]
            here.sort(key=lambda row, at=at: row[at], reverse=descending)  # type: ignore[misc]
            rows = here + [row for row in rows if row[at] is None]
        return self._with(rows)

    def head(self, rows: int = 10) -> Self:
        """Return the first rows."""
        return self._with(self.rows[: max(0, rows)])

    # ------------------------------------------------------------ ways out

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries ready for JSON: a span becomes `{"document", "start", "end"}`."""
        spans = {column.name for column in self.columns if column.type == "spans"}
        return [{key: _span_dicts(value) if key in spans else value for key, value in row.items()} for row in self]

    def to_dict(self) -> dict[str, Any]:
        """Return name, columns (with their meaning) and rows."""
        columns = [{"name": each.name, "type": each.type, "about": each.about} for each in self.columns]
        return {"name": self.name, "columns": columns, "rows": self.to_dicts()}

    def to_pandas(self) -> Any:
        """Return a :class:`pandas.DataFrame`: categories, nullable integers and booleans, lists of spans.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise MissingExtraError.of("Table.to_pandas", "pandas") from None
        kinds = {"string": "string", "integer": "Int64", "number": "float64", "boolean": "boolean", "spans": "object"}
        data = {}
        for column in self.columns:
            values = self._plain(column)
            if column.type == "category":
                dtype: Any = pandas.CategoricalDtype(sorted({each for each in values if each is not None}))
            else:
                dtype = kinds[column.type]
            data[column.name] = pandas.Series(values, dtype=dtype)
        return pandas.DataFrame(data)

    def to_polars(self) -> Any:
        """Return a `polars.DataFrame` with the same columns and types.

        Raises:
            MissingExtraError: Polars is not installed.
        """
        try:
            import polars
        except ImportError:
            raise MissingExtraError.of("Table.to_polars", "polars") from None
        span = polars.Struct({"document": polars.String, "start": polars.Int64, "end": polars.Int64})
        kinds: dict[str, Any] = {
            "string": polars.String,
            "category": polars.Categorical,
            "integer": polars.Int64,
            "number": polars.Float64,
            "boolean": polars.Boolean,
            "spans": polars.List(span),
        }
        series = [polars.Series(each.name, self._plain(each), dtype=kinds[each.type]) for each in self.columns]
        return polars.DataFrame(series)

    def to_arrow(self) -> Any:
        """Return a `pyarrow.Table`: categories are dictionary-encoded, spans a list of structs.

        Raises:
            MissingExtraError: pyarrow is not installed.
        """
        pyarrow = _pyarrow("Table.to_arrow")
        span = pyarrow.struct([("document", pyarrow.string()), ("start", pyarrow.int64()), ("end", pyarrow.int64())])
        kinds = {
            "string": pyarrow.string(),
            "category": pyarrow.dictionary(pyarrow.int32(), pyarrow.string()),
            "integer": pyarrow.int64(),
            "number": pyarrow.float64(),
            "boolean": pyarrow.bool_(),
            "spans": pyarrow.list_(span),
        }
        fields = [pyarrow.field(each.name, kinds[each.type], metadata={"about": each.about}) for each in self.columns]
        arrays = [pyarrow.array(self._plain(each), type=kinds[each.type]) for each in self.columns]
        return pyarrow.Table.from_arrays(arrays, schema=pyarrow.schema(fields, metadata={"table": self.name}))

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """Hand the rows to any reader of the Arrow PyCapsule protocol (DuckDB, Polars, …) without a copy."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def to_csv(self, target: str | Path | TextIO, *, escape_formulas: bool = False) -> None:
        """Write CSV to a path or an open text file; None is empty, spans are JSON. A path is replaced as a whole.

        `escape_formulas` keeps spreadsheet programs from running what a text says: see `escape_formula`.
        """
        if not isinstance(target, (str, Path)):
            self._write_csv(target, escape_formulas)
            return
        with whole_file(target) as temporary, open(temporary, "w", encoding="utf-8", newline="") as file:
            self._write_csv(file, escape_formulas)

    def _write_csv(self, file: TextIO, escape: bool) -> None:
        # Told to end lines in both ways, every release of Python puts cells with either into quotes.
        writer = csv.writer(_UnixLines(file), lineterminator="\r\n")
        writer.writerow([escape_formula(name) for name in self.column_names] if escape else self.column_names)
        columns = [self._plain(column) for column in self.columns]
        if escape:
            columns = [[escape_formula(cell) if isinstance(cell, str) else cell for cell in each] for each in columns]
        for row in zip(*columns, strict=True):
            writer.writerow([json.dumps(cell, ensure_ascii=False) if isinstance(cell, list) else cell for cell in row])

    def to_parquet(self, target: str | Path | IO[bytes]) -> None:
        """Write Parquet to a path or an open binary file. A path is replaced as a whole.

        Raises:
            MissingExtraError: pyarrow is not installed.
        """
        _pyarrow("Table.to_parquet")
        import pyarrow.parquet

        if not isinstance(target, (str, Path)):
            pyarrow.parquet.write_table(self.to_arrow(), target)
            return
        with whole_file(target) as temporary:
            pyarrow.parquet.write_table(self.to_arrow(), temporary)

    def _plain(self, column: Column) -> list[Any]:
        """Return a column's values as the exporters take them: no lone surrogate, spans as dictionaries."""
        values = self[column.name]
        if column.type == "spans":
            return [_span_dicts(value) for value in values]
        if column.type in ("string", "category"):
            return [value if value is None else encodable(value) for value in values]
        return list(values)

    # ------------------------------------------------------------ looking at it

    def render(self, *, width: int = 80, rows: int = 40) -> str:
        """Return the table as text no wider than `width` cells; long texts are cut with …, spans are left out.

        Where even that is too wide, minor columns and then the last ones are left out and named below, as are rows
        beyond `rows`.
        """
        return render_text(self, width=width, rows=rows)

    def __str__(self) -> str:
        return self.render()

    def __repr__(self) -> str:
        return f"Table({self.name!r}, {len(self.rows)} rows: {', '.join(self.column_names)})"

    def _repr_html_(self) -> str:
        return render_html(self, rows=20)


class Tabular:
    """A result that has one table, and goes all of the table's ways out: `to_table` is all that it defines itself."""

    __slots__ = ()

    def to_table(self) -> Table:
        """Return the result as a table."""
        raise TypeError(f"{type(self).__name__} defines no table")

    def __str__(self) -> str:
        return str(self.to_table())

    def _repr_html_(self) -> str:
        return self.to_table()._repr_html_()

    def to_pandas(self) -> Any:
        """Return the table as a :class:`pandas.DataFrame`."""
        return self.to_table().to_pandas()

    def to_polars(self) -> Any:
        """Return the table as a `polars.DataFrame`."""
        return self.to_table().to_polars()

    def to_arrow(self) -> Any:
        """Return the table as a `pyarrow.Table`."""
        return self.to_table().to_arrow()

    def to_csv(self, target: str | Path | TextIO) -> None:
        """Write the table as CSV to a path or an open text file."""
        self.to_table().to_csv(target)

    def to_parquet(self, target: str | Path | IO[bytes]) -> None:
        """Write the table as Parquet to a path or an open binary file."""
        self.to_table().to_parquet(target)


@dataclass(frozen=True, slots=True)
class _UnixLines:
    file: TextIO

    def write(self, line: str) -> None:
        self.file.write(line.removesuffix("\r\n") + "\n")


_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def escape_formula(text: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet program takes for a formula (=, +, -, @, tab, line break).

    One that stands there already counts as part of the formula, so that to undo it is to take one apostrophe away from
    each cell that has one or more before such a character. Numbers are no texts, and stay.

    >>> escape_formula("=cmd|' /C calc'!A0"), escape_formula("'-1"), escape_formula("Baku = capital")
    ("'=cmd|' /C calc'!A0", "''-1", 'Baku = capital')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def encodable(text: str) -> str:
    r"""Replace lone surrogates, which no file format takes, by U+FFFD.

    >>> encodable("a\ud800b")
    'a�b'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _span_dicts(value: Iterable[tuple[str, int, int]]) -> list[dict[str, Any]]:
    return [{"document": encodable(document), "start": start, "end": end} for document, start, end in value]


def _pyarrow(feature: str) -> Any:
    try:
        import pyarrow
    except ImportError:
        raise MissingExtraError.of(feature, "arrow") from None
    return pyarrow
