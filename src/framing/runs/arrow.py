"""Profile records as Arrow and Parquet: main figures as typed columns, and the whole record as JSON beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from framing.errors import MissingExtraError
from framing.profile_tables import FIGURES, figures
from framing.tables import encodable
from framing.whole_files import whole_file

__all__ = ["batch_schema", "pyarrow_module", "row_line", "row_of", "write_records"]

_BATCH = 256
_TYPES = {"string": "string", "integer": "int64", "number": "float64"}


def batch_schema(*, with_errors: bool = False) -> Any:
    """Return the Arrow schema of profiles: the figures, `metadata` and `record` as JSON text, and perhaps `error`.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    pyarrow = pyarrow_module()
    fields = [
        pyarrow.field(column.name, getattr(pyarrow, _TYPES[column.type])(), metadata={"about": column.about})
        for column in FIGURES
    ]
    rest = ["sha256", "metadata", "record", *(["error"] if with_errors else [])]
    return pyarrow.schema([*fields, *((name, pyarrow.string()) for name in rest)])


def row_line(record: Mapping[str, Any], line: str) -> str:
    """Return a profile record, and its line of JSON, as one line: the figures, a tab, the record.

    So the process that measured works out the figures, and the one that writes need not read the record again.
    """
    row = dict(zip((column.name for column in FIGURES), figures(record), strict=True))
    document = record["document"]
    row |= {"id": encodable(row["id"]), "sha256": document["sha256"], "metadata": json.dumps(document["metadata"])}
    return f"{json.dumps(row)}\t{line}"


def row_of(line: str) -> dict[str, Any]:
    """Return the row of `batch_schema()` that `row_line` wrote."""
    row, _, record = line.partition("\t")  # no JSON has a tab in it
    held: dict[str, Any] = json.loads(row)
    return held | {"record": record}


def write_records(lines: Iterable[str], out: Path) -> None:
    """Write profiles, as `row_line` has them, to a Parquet file, a batch at a time; it is whole or not there."""
    pyarrow = pyarrow_module()
    import pyarrow.parquet as parquet

    rows = map(row_of, lines)
    form = batch_schema()
    with whole_file(out) as temporary, parquet.ParquetWriter(temporary, form) as writer:
        while batch := list(islice(rows, _BATCH)):
            writer.write_table(pyarrow.Table.from_pylist(batch, schema=form))


def pyarrow_module() -> Any:
    """Return pyarrow.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        import pyarrow
    except ImportError:
        raise MissingExtraError.of("profiles as Parquet", "arrow") from None
    return pyarrow
