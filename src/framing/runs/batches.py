"""Batches of a table: rows of texts in, rows of profiles out, as Arrow. What Spark, Dask and Ray map over a corpus."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.documents import document_of
from framing.documents.arrow_rows import plain_rows
from framing.errors import DocumentError, OptionError
from framing.lexicons import Lexicon, as_lexicon
from framing.runs.arrow import batch_schema, pyarrow_module, row_of
from framing.runs.measuring import TWIN, Options, measure_batch

if TYPE_CHECKING:
    import pyarrow

__all__ = ["FAULTS", "SHARES_ID", "check_faults", "measure_rows", "profile_batch"]

FAULTS = ("drop", "keep", "raise")
SHARES_ID = "_framing_shares_id"  # the column by which an engine says that another row has the row's id


def profile_batch(
    rows: pyarrow.Table | pyarrow.RecordBatch,
    lexicon: str | Path | Lexicon | None = None,
    *,
    text: str = "text",
    id: str = "id",
    exact: bool = False,
    faults: str = "drop",
) -> pyarrow.Table:
    """Return the profiles of a batch of rows: the rows that `framing profile --out profiles.parquet` writes of them.

    One column holds the texts, one the ids, and all others are metadata, as `read_corpus` reads a Parquet file. The
    result depends on each row alone, so any engine may cut a corpus into batches as it likes: Dask and Ray map this
    function, and `framing.spark` is made of it. It does not see whether two rows of different batches share an id.

    Args:
        rows: a batch, as large as memory holds its profiles (each some five times its text).
        lexicon: a `Lexicon`, or the name of a pack or path of a TOML file.
        text: the column of texts.
        id: the column of ids; each row has one.
        exact: see `measure_sentiment`.
        faults: what becomes of rows that cannot be measured: `drop` leaves them out, `keep` gives every row and why it
            has no figures in a column `error`, `raise` ends with the first of them.

    Raises:
        DocumentError: `raise`, and a row has no text, no id, or cannot be measured.
        MissingExtraError: the `arrow` extra is not installed.

    >>> import pyarrow
    >>> rows = pyarrow.Table.from_pylist([{"id": "a", "text": "Artsakh is calm.", "outlet": "A"}, {"id": "b"}])
    >>> profile_batch(rows, "karabakh").select(["id", "words", "mentions", "metadata"]).to_pylist()
    [{'id': 'a', 'words': 3, 'mentions': 1, 'metadata': '{"outlet": "A"}'}]
    >>> profile_batch(rows, "karabakh", faults="keep")["error"].to_pylist()
    [None, "DocumentError: 'b': the field 'text' holds NoneType, not text"]
    """
    check_faults(faults)
    options = Options(as_lexicon(lexicon), exact, rows=True)
    found = []
    for name, line, error in measure_rows(rows, options, text=text, id=id):
        if error is None:
            found.append(row_of(line))
        elif faults == "raise":
            raise DocumentError(error.removeprefix("DocumentError: "))
        elif faults == "keep":
            found.append({"id": name, "error": error})
    return pyarrow_module().Table.from_pylist(found, schema=batch_schema(with_errors=faults == "keep"))


def check_faults(faults: str) -> None:
    """Refuse a word for what becomes of faulty rows that is none of `FAULTS`."""
    if faults not in FAULTS:
        raise OptionError.unknown("value of faults", faults, FAULTS)


def measure_rows(
    rows: pyarrow.Table | pyarrow.RecordBatch, options: Options, *, text: str, id: str
) -> Iterator[tuple[str | None, str, str | None]]:
    """Yield of each row its id, its profile as `measure_batch` gives it, and why that is empty where it is."""
    for row, fault in plain_rows(rows):
        name = None if row.get(id) is None else str(row[id])
        try:
            if row.pop(SHARES_ID, None) is not None:
                raise DocumentError(TWIN.removeprefix("DocumentError: "))
            if fault is not None:
                raise DocumentError(f"{'a row' if name is None else repr(name)}: {fault}")
            document = _document(row, name, text, id)
        except DocumentError as error:
            yield name, "", f"DocumentError: {error}"
            continue
        outcome = measure_batch(options, [document])
        if outcome.faults:
            yield name, "", json.loads(outcome.faults[0])["error"]
        else:
            yield name, outcome.records[0], None


def _document(row: Mapping[str, Any], name: str | None, text: str, id: str) -> Any:
    if name is None:
        raise DocumentError(f"a row has no id in the column {id!r}, and batches have no row numbers to call it by")
    return document_of(row, text, id, repr(name), name)
