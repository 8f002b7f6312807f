"""Rows of Arrow and Parquet as plain values; one that cannot be read is a fault of its row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from framing.errors import DocumentError, MissingExtraError

__all__ = ["iter_parquet", "plain_rows"]

_BATCH = 256
_FAULTS = (ValueError, ArithmeticError, LookupError)  # no UTF-8; a date out of range; a time zone that nobody knows


def iter_parquet(
    path: Path, columns: Sequence[str] | None = None
) -> Iterator[tuple[int, dict[str, Any] | DocumentError]]:
    """Yield each row of a file with its number, from 1, and only these columns of it; or what is wrong with the row.

    Raises:
        DocumentError: the file is missing, is no Parquet, or has no column of such a name.
        MissingExtraError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise MissingExtraError.of(f"{path}: reading a Parquet file", "arrow") from None
    import pyarrow

    number = 0
    try:
        with parquet.ParquetFile(path, pre_buffer=False) as file:  # else the bytes of the whole file stay in memory
            for name in columns or ():
                if name not in file.schema_arrow.names:
                    raise DocumentError(f"{path}: has no column {name!r}")
            for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
                for row, fault in plain_rows(batch):
                    number += 1
                    yield number, row if fault is None else DocumentError(f"{path}:{number}: {fault}")
    except (pyarrow.ArrowException, OSError) as error:
        raise DocumentError(f"{path}: is not a Parquet file that can be read ({error})") from None


def plain_rows(rows: Any) -> list[tuple[dict[str, Any], str | None]]:
    """Return the rows of a table or batch of Arrow as plain values, and of each row which field cannot be read."""
    try:
        return [(row, None) for row in rows.to_pylist()]
    except _FAULTS:
        return [_plain_row(rows, at) for at in range(rows.num_rows)]


def _plain_row(rows: Any, at: int) -> tuple[dict[str, Any], str | None]:
    row: dict[str, Any] = {}
    fault = None
    for name, column in zip(rows.schema.names, rows.columns, strict=True):
        try:
            row[name] = column[at].as_py()
        except _FAULTS as error:
            fault = fault or f"the field {name!r} cannot be read ({error})"
    return row, fault
