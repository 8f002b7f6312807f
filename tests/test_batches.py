"""Batches of rows, as Spark, Dask and Ray map them: the rows of a run, and faulty ones as was asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pyarrow = pytest.importorskip("pyarrow", reason="the arrow extra is not installed")
import pyarrow.parquet as parquet  # noqa: E402

from framing.documents import Document  # noqa: E402
from framing.errors import DocumentError, OptionError  # noqa: E402
from framing.runs import measuring, profile_batch, profile_corpus, read_profiles  # noqa: E402
from test_documents import write_odd_values  # noqa: E402


def test_a_table_without_records_holds_no_profiles(tmp_path: Path) -> None:
    parquet.write_table(pyarrow.table({"text": ["Baku agreed."]}), tmp_path / "texts.parquet")
    with pytest.raises(DocumentError, match="no column 'record'"):
        list(read_profiles(tmp_path / "texts.parquet"))


ROWS = [
    {"id": "a", "text": "Artsakh was calm.", "outlet": "A"},
    {"id": "b", "text": None, "outlet": "A"},
    {"id": None, "text": "Baku was calm.", "outlet": "B"},
]


def test_a_batch_of_rows_is_what_a_run_writes_of_them(tmp_path: Path) -> None:
    rows = pyarrow.Table.from_pylist(ROWS)
    out = tmp_path / "out.parquet"
    profile_corpus([Document("Artsakh was calm.", "a", {"outlet": "A"})], "karabakh", out=out)
    assert profile_batch(rows, "karabakh").equals(parquet.read_table(out))
    assert profile_batch(rows.slice(1)).num_rows == 0


def test_a_value_that_cannot_be_read_costs_its_row_alone(tmp_path: Path) -> None:
    write_odd_values(tmp_path / "c.parquet")
    kept = profile_batch(parquet.read_table(tmp_path / "c.parquet"), faults="keep").to_pylist()
    assert [row["id"] for row in kept] == ["a", "b", "c"]
    assert [row["words"] for row in kept] == [1, None, None]
    assert [(row["error"] or "").partition(" (")[0] for row in kept] == [
        "",
        "DocumentError: 'b': the field 'text' cannot be read",
        "DocumentError: 'c': the field 'date' cannot be read",
    ]


def test_faulty_rows_of_a_batch_are_kept_with_the_reason_or_end_it() -> None:
    rows = pyarrow.Table.from_pylist(ROWS)
    kept = profile_batch(rows, faults="keep").select(["id", "words", "error"]).to_pylist()
    assert kept == [
        {"id": "a", "words": 3, "error": None},
        {"id": "b", "words": None, "error": "DocumentError: 'b': the field 'text' holds NoneType, not text"},
        {
            "id": None,
            "words": None,
            "error": "DocumentError: a row has no id in the column 'id', and batches have no row numbers to call it by",
        },
    ]
    with pytest.raises(DocumentError, match=r"^'b': the field 'text' holds NoneType"):
        profile_batch(rows, faults="raise")
    with pytest.raises(OptionError, match="'drop'"):
        profile_batch(rows, faults="dorp")


def test_a_row_that_cannot_be_measured_is_kept_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def profile(*arguments: Any, **options: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(measuring, "profile", profile)
    assert profile_batch(pyarrow.Table.from_pylist(ROWS[:1]), faults="keep")["error"].to_pylist() == ["MemoryError"]
