"""Tables: types, ways out, and how they look."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import pickle
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import FramingError, MissingExtraError, OptionError
from framing.rendering import cell_width, clean, cut, pad
from framing.tables import Column, Table

COLUMNS = (
    Column("name", "string", "a name"),
    Column("side", "category", "a side"),
    Column("count", "integer", "how many"),
    Column("share", "number", "of all"),
    Column("only", "boolean", "yes or no"),
    Column("spans", "spans", "where"),
)
ROWS = (
    ("Stepanakert", "armenian", 3, 0.75, True, (("a.txt", 0, 11), ("b.txt", 4, 15))),
    ("Khankendi", None, None, None, None, ()),
    (None, "azerbaijani", 1, 0.25, False, (("a.txt", 20, 29),)),
)
TABLE = Table("naming", COLUMNS, ROWS)

cells = {
    "string": st.one_of(st.none(), st.text(st.characters(), max_size=30), st.text("\x00\x1b\n\t‮\ud800é東", max_size=8)),
    "category": st.one_of(st.none(), st.sampled_from(["own", "quoted"])),
    "integer": st.one_of(st.none(), st.integers(-(10**12), 10**12)),
    "number": st.one_of(st.none(), st.floats(-1e9, 1e9), st.just(float("nan"))),
    "boolean": st.one_of(st.none(), st.booleans()),
    "spans": st.lists(st.tuples(st.just("d"), st.integers(0, 9), st.integers(10, 19)), max_size=3).map(tuple),
}


@st.composite
def tables(draw: st.DrawFn) -> Table:
    types = draw(st.lists(st.sampled_from(sorted(cells)), min_size=1, max_size=7))
    columns = tuple(Column(f"column {number}", kind) for number, kind in enumerate(types))
    rows = draw(st.lists(st.tuples(*(cells[kind] for kind in types)), max_size=6))
    return Table("drawn", columns, tuple(rows))


def test_it_is_a_sequence_of_rows() -> None:
    assert len(TABLE) == 3
    assert TABLE["count"] == (3, None, 1)
    assert TABLE[1]["name"] == "Khankendi"
    assert [row["side"] for row in TABLE] == ["armenian", None, "azerbaijani"]


def test_rows_are_chosen_ordered_and_cut() -> None:
    assert TABLE.where(side="armenian")["name"] == ("Stepanakert",)
    assert TABLE.where(lambda row: (row["count"] or 0) > 1)["count"] == (3,)
    assert TABLE.sort("count")["count"] == (1, 3, None)
    assert TABLE.sort("count", descending=True)["count"] == (3, 1, None)
    assert TABLE.head(1)["name"] == ("Stepanakert",)
    assert TABLE.select("count", "name").column_names == ("count", "name")


@pytest.mark.parametrize("wrong", [lambda: TABLE["cuont"], lambda: TABLE.select("x"), lambda: TABLE.where(x=1)])
def test_an_unknown_column_is_refused_with_the_known_ones(wrong: Any) -> None:
    with pytest.raises(OptionError, match="Known: 'count'"):
        wrong()


@pytest.mark.parametrize(("kind", "value"), [("integer", "3"), ("integer", True), ("boolean", 1), ("string", 3)])
def test_a_value_of_another_type_is_refused(kind: str, value: object) -> None:
    with pytest.raises(FramingError, match=kind):
        Table("t", (Column("c", kind),), ((value,),))


def test_malformed_tables_are_refused() -> None:
    with pytest.raises(OptionError, match="column type"):
        Column("c", "float")
    with pytest.raises(FramingError, match="twice"):
        Table("t", (Column("c", "string"), Column("c", "string")))
    with pytest.raises(FramingError, match="a row has 2"):
        Table("t", (Column("c", "string"),), (("a", "b"),))
    with pytest.raises(OptionError, match="Did you mean"):
        Table.of("t", (Column("count", "integer"),), [{"counts": 1}])


def test_nan_and_infinity_become_none() -> None:
    column = Column("share", "number")
    assert [column.check(value) for value in (float("nan"), float("inf"), 0.5)] == [None, None, 0.5]


def test_it_compares_by_value_and_pickles() -> None:
    assert pickle.loads(pickle.dumps(TABLE)) == TABLE  # noqa: S301
    assert Table("naming", COLUMNS, ROWS) == TABLE
    assert TABLE.head(1) != TABLE


# ---------------------------------------------------------------- ways out


def test_to_dicts_is_ready_for_json() -> None:
    assert json.loads(json.dumps(TABLE.to_dicts()))[0]["spans"][1] == {"document": "b.txt", "start": 4, "end": 15}
    assert TABLE.to_dict()["columns"][2] == {"name": "count", "type": "integer", "about": "how many"}


def test_to_pandas_keeps_types() -> None:
    frame = TABLE.to_pandas()
    assert [str(dtype) for dtype in frame.dtypes] == ["string", "category", "Int64", "float64", "boolean", "object"]
    assert frame["count"].sum() == 4
    assert frame["side"].isna().tolist() == [False, True, False]
    assert frame["spans"][0][0] == {"document": "a.txt", "start": 0, "end": 11}


def test_to_polars_keeps_types() -> None:
    import polars

    frame = TABLE.to_polars()
    assert frame.schema["side"] == polars.Categorical
    assert frame.schema["count"] == polars.Int64
    assert frame["count"].to_list() == [3, None, 1]
    assert frame["spans"].list.len().to_list() == [2, 0, 1]


def test_to_arrow_and_the_capsule_agree_with_the_rows() -> None:
    import polars
    import pyarrow

    table = TABLE.to_arrow()
    assert pyarrow.types.is_dictionary(table.schema.field("side").type)
    assert table.schema.field("count").metadata == {b"about": b"how many"}
    assert table.to_pylist() == TABLE.to_dicts()
    assert pyarrow.table(TABLE).to_pylist() == TABLE.to_dicts()
    assert polars.DataFrame(TABLE)["name"].to_list() == list(TABLE["name"])


@given(tables())
def test_arrow_holds_every_table(table: Table) -> None:
    arrow = table.to_arrow()
    assert arrow.num_rows == len(table)
    for column in table.columns:
        if column.type not in ("string", "category"):
            assert arrow.column(column.name).to_pylist() == [row[column.name] for row in table.to_dicts()]


def test_parquet_and_csv_files_are_whole(tmp_path: Path) -> None:
    import pyarrow.parquet

    TABLE.to_parquet(tmp_path / "t.parquet")
    assert pyarrow.parquet.read_table(tmp_path / "t.parquet").to_pylist() == TABLE.to_dicts()
    TABLE.to_csv(tmp_path / "t.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "t.csv").read_text(encoding="utf-8"))))
    assert rows[0]["count"] == "3"
    assert rows[1]["count"] == ""
    assert json.loads(rows[2]["spans"]) == [{"document": "a.txt", "start": 20, "end": 29}]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.csv", "t.parquet"]


def test_a_failed_write_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Table, "_write_csv", lambda self, file, escape: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        TABLE.to_csv(tmp_path / "t.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FramingError, match=r"nowhere"):
        TABLE.to_csv(tmp_path / "nowhere" / "t.csv")


def test_csv_goes_to_an_open_file() -> None:
    file = io.StringIO()
    TABLE.to_csv(file)
    assert file.getvalue().startswith("name,side,count,share,only,spans\nStepanakert,armenian,3,0.75,True,")


@pytest.mark.parametrize(
    ("module", "call", "extra"),
    [
        ("pandas", lambda: TABLE.to_pandas(), "pandas"),
        ("polars", lambda: TABLE.to_polars(), "polars"),
        ("pyarrow", lambda: TABLE.to_arrow(), "arrow"),
        ("pyarrow", lambda: TABLE.to_parquet("t.parquet"), "arrow"),
    ],
)
def test_a_missing_extra_is_named(module: str, call: Any, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"pip install 'comparative-framing\[{extra}\]'"):
        call()


# ---------------------------------------------------------------- how they look


@given(tables(), st.integers(10, 120), st.integers(0, 8))
def test_no_line_is_wider_than_asked(table: Table, width: int, rows: int) -> None:
    lines = table.render(width=width, rows=rows).split("\n")
    assert all(cell_width(line) <= width for line in lines)
    assert not any(character in line for line in lines for character in "\x00\x1b\r\t\u202e\ud800")
    assert len(lines) <= 1 + min(rows, len(table)) + 3


def test_minor_columns_go_first_and_what_is_left_out_is_named() -> None:
    columns = (Column("a", "string"), Column("minor", "string", minor=True), Column("b", "string"))
    table = Table("t", columns, (("x" * 30, "y" * 30, "z" * 30),))
    assert "… also: minor" in table.render(width=22)
    assert table.render(width=22).split("\n")[0].split() == ["a", "b"]
    assert "minor" in table.render(width=80).split("\n")[0]


def test_the_first_column_names_the_row_and_is_cut_last() -> None:
    columns = (Column("name", "string"), *(Column(f"number_{at}", "number", digits=2) for at in range(8)))
    first, row, note = Table("t", columns, (("Nagorno-Karabakh", *range(8)),)).render(width=80).split("\n")
    assert row.startswith("Nagorno-Karabakh ")
    assert "number_0" in first
    assert note == "… also: number_6, number_7"


def test_rows_beyond_the_limit_are_counted() -> None:
    assert TABLE.render(rows=1).endswith("… 2 more rows")


def test_small_p_values_and_zeros_are_shown_as_readers_expect() -> None:
    columns = (Column("p", "number", digits=3), Column("mean", "number"))
    shown = Table("t", columns, ((0.0001, -0.001),)).render()
    assert "<0.001" in shown
    assert "-0.00" not in shown


def test_html_is_escaped() -> None:
    hostile = "<script>alert(1)</script>\" onerror='x"
    shown = Table(hostile, (Column(hostile, "string", hostile),), ((hostile,),))._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "'x" not in shown


@given(st.text(max_size=40), st.integers(1, 20), st.booleans())
def test_cutting_and_padding_keep_to_the_width(text: str, width: int, left: bool) -> None:
    text = clean(text)
    assert cell_width(cut(text, width, left=left)) <= width
    assert cell_width(pad(cut(text, width), width)) == width
    assert cut(text, 10_000) == text


# ---------------------------------------------------------------- their reference


def test_the_reference_of_the_tables_is_up_to_date() -> None:
    script = Path(__file__).resolve().parent.parent / "scripts" / "describe_tables.py"
    if not script.is_file():
        pytest.skip("the scripts are not beside the tests")
    spec = importlib.util.spec_from_file_location("describe_tables", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.TARGET.read_text(encoding="utf-8") == module.reference(), "run scripts/describe_tables.py"
    for _, held in module.tables():
        for table in held:
            assert all(column.about for column in table.columns), table.name
