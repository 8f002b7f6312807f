"""Results: each prints in a line, is a table where it has one, and goes that table's ways out."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import framing
from framing.evaluation.annotations import annotations_of
from framing.tables import Table, Tabular

TEXT = "“The regime in Khankendi must go,” said Ana Petrova. Stepanakert did not reply."


@cache
def results() -> dict[str, Any]:
    seeds = framing.load_seeds()
    return {
        "discovery": framing.discover(seeds, known="Khankendi", by="outlet"),
        "contested": framing.discover_contested(seeds, by="outlet"),
    }


@pytest.mark.parametrize("name", ["discovery", "contested"])
def test_a_result_goes_every_way_that_its_table_goes(name: str, tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    found: Tabular = results()[name]
    table = found.to_table()
    assert isinstance(table, Table)
    assert str(found) == str(table)
    assert found._repr_html_() == table._repr_html_()
    assert found.to_pandas().equals(table.to_pandas())
    assert found.to_polars().equals(table.to_polars())
    assert found.to_arrow().equals(table.to_arrow())
    written = [io.StringIO(), io.StringIO()]
    found.to_csv(written[0])
    table.to_csv(written[1])
    assert written[0].getvalue() == written[1].getvalue() != ""
    open_file = io.BytesIO()
    found.to_parquet(open_file)
    found.to_parquet(tmp_path / "t.parquet")
    parquet = pytest.importorskip("pyarrow.parquet")
    assert parquet.read_table(open_file).equals(parquet.read_table(tmp_path / "t.parquet"))


def test_what_a_prompt_shows_is_a_line_that_says_what_it_is() -> None:
    document = framing.Document(TEXT, "a")
    found = framing.profile(document, "karabakh")
    five = framing.load_seeds()
    (annotation,) = annotations_of([found]).values()
    shown = {
        repr(
            framing.measure_attribution(document)
        ): "Attribution(1 direct, 0 mixed, 0 indirect quotations; 1 sources; ",
        repr(five): "Corpus(5 documents: '",
        repr(framing.Corpus([document])): "Corpus(1 documents: 'a')",
        repr(results()["contested"]): f"Contested({len(results()['contested'])} pairs by 'outlet': ",
        repr(results()["discovery"].to_table()): f"Table('discovery', {len(results()['discovery'])} rows: ",
        repr(annotation): "Annotation('a': 3 mentions, 1 quotations)",
    }
    assert [(line, start) for line, start in shown.items() if not line.startswith(start) or "\n" in line] == []


def test_lines_of_a_concordance_that_are_not_shown_are_counted() -> None:
    lines = framing.concordance(framing.load_seeds(), "the")
    shown = lines.render(width=80, rows=3).splitlines()
    assert shown[3:] == [f"… {len(lines) - 3:,} more lines"]
    assert framing.concordance(framing.load_seeds(), "qwerty").render() == "(no lines)"
