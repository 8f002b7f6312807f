"""Profile records as Arrow and Parquet: main figures as typed columns, and the whole record as JSON beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from framing.errors import DocumentError, MissingExtraError
from framing.profile_tables import FIGURES, figures
from framing.tables import encodable
from framing.whole_files import whole_file

__all__ = ["batch_schema", "pyarrow_module", "read_records", "record_row", "write_records"]

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


def record_row(line: str) -> dict[str, Any]:
    """Return a profile record, given as a line of JSON, as a row of `batch_schema()`."""
    record = json.loads(line)
    named = {column.name: value for column, value in zip(FIGURES, figures(record), strict=True)}
    document = record["document"]
    return named | {
        "id": encodable(named["id"]),
        "sha256": document["sha256"],
        "metadata": json.dumps(document["metadata"]),
        "record": line,
    }


def write_records(lines: Iterable[str], out: Path) -> None:
    """Write profile records, given as lines of JSON, as Parquet, a batch at a time; the file is whole or not there."""
    pyarrow = pyarrow_module()
    import pyarrow.parquet as parquet

    rows = map(record_row, lines)
    form = batch_schema()
    with whole_file(out) as temporary, parquet.ParquetWriter(temporary, form) as writer:
        while batch := list(islice(rows, _BATCH)):
            writer.write_table(pyarrow.Table.from_pylist(batch, schema=form))


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the profile records of a Parquet file that `write_records` wrote.

    Raises:
        DocumentError: the file is missing, or holds no profiles.
    """
    pyarrow = pyarrow_module()
    import pyarrow.parquet as parquet

    try:
        with parquet.ParquetFile(path) as file:
            if "record" not in file.schema_arrow.names:
                raise DocumentError(f"{path}: holds no profile records (no column 'record')")
            for batch in file.iter_batches(batch_size=_BATCH, columns=["record"]):
                for text in batch.column(0).to_pylist():
                    yield json.loads(text)
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise DocumentError(f"{path}: cannot be read as Parquet ({error})") from None


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
