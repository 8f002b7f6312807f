"""Rows as documents: what a line of a .jsonl, a row of a .csv or of a .parquet file holds."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from framing.documents.arrow_rows import iter_parquet
from framing.documents.files import LINE_LIMIT, decode, read_lines
from framing.documents.model import Document
from framing.errors import DocumentError, nearest

__all__ = ["READERS", "Row", "document_of"]

Row: TypeAlias = tuple[int, dict[str, Any] | DocumentError]
"""The number of a row, and the row or what is wrong with it."""


def document_of(row: Mapping[str, Any], text: str, id: str, where: str, default_id: str) -> Document:
    """Return the document in a row of a table: one field is its text, one its id, and all others are its metadata.

    Raises:
        DocumentError: the row lacks the text, or a field is of the wrong type; the message begins with `where`.
    """
    fields = dict(row)
    if text not in fields:
        raise DocumentError(f"{where}: no field {text!r}. {nearest(text, [str(key) for key in fields])}")
    body = fields.pop(text)
    if not isinstance(body, str):
        raise DocumentError(f"{where}: the field {text!r} holds {type(body).__name__}, not text")
    name = fields.pop(id, None)
    nested = fields.pop("metadata", {})
    if not isinstance(nested, dict):
        raise DocumentError(f"{where}: the field 'metadata' holds {type(nested).__name__}, not an object")
    return Document(body, default_id if name is None else str(name), {**fields, **nested})


def _jsonl_rows(path: Path, encoding: str) -> Iterator[Row]:
    for number, (offset, line) in enumerate(read_lines(path), start=1):
        if line.strip():
            yield number, _json_row(line, encoding, f"{path}:{number}", offset)


def _json_row(line: bytes, encoding: str, where: str, offset: int) -> dict[str, Any] | DocumentError:
    try:
        row = json.loads(decode(line, encoding, where, offset))
    except json.JSONDecodeError as error:
        return DocumentError(f"{where}: is not JSON ({error.msg} at column {error.colno})")
    except RecursionError:
        return DocumentError(f"{where}: JSON nested too deep")
    except ValueError as error:  # a number with more digits than Python reads
        return DocumentError(f"{where}: is not JSON ({error})")
    except DocumentError as error:
        return error
    if not isinstance(row, dict):
        return DocumentError(f"{where}: each line is one JSON object, not {type(row).__name__}")
    return row


def _csv_rows(path: Path, encoding: str) -> Iterator[Row]:
    csv.field_size_limit(LINE_LIMIT)
    lines = (decode(line, encoding, str(path), offset) for offset, line in read_lines(path))
    reader = csv.DictReader(lines, strict=True)
    try:
        for row in reader:
            if None in row or None in row.values():
                where = f"{path}:{reader.line_num}"
                wanted = len(reader.fieldnames or [])
                yield reader.line_num, DocumentError(f"{where}: has not as many fields as the header ({wanted})")
            else:
                yield reader.line_num, row
    except csv.Error as error:
        raise DocumentError(f"{path}:{reader.line_num}: is not CSV ({error})") from None


def _parquet_rows(path: Path, encoding: str) -> Iterator[Row]:
    return iter_parquet(path)


READERS: dict[str, Callable[[Path, str], Iterator[Row]]] = {
    ".jsonl": _jsonl_rows,
    ".ndjson": _jsonl_rows,
    ".csv": _csv_rows,
    ".parquet": _parquet_rows,
}
"""What reads the rows of a file, given its path and encoding, by its suffix."""
