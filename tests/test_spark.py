"""Spark, on a real session of two threads: what it gives is what a laptop gives, however the rows are divided."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from spark_sessions import articles, session  # isort: skip

import pyarrow
import pyarrow.parquet as parquet

import framing
from framing import spark
from framing.comparison import Comparison

pytestmark = pytest.mark.filterwarnings("default")  # pyspark's own


@pytest.fixture(scope="module", name="local")
def _local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    held = session(
        "local[2]", tmp_path_factory.mktemp("spark"), **{"spark.sql.execution.arrow.maxRecordsPerBatch": "17"}
    )
    yield held
    held.stop()


@pytest.fixture(scope="module", name="corpus")
def _corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles with columns of each kind that metadata may be of."""
    path = tmp_path_factory.mktemp("corpus") / "articles.parquet"
    start = datetime.datetime(2023, 6, 8, 12, tzinfo=datetime.UTC)
    rows = [
        {
            **row,
            "date": datetime.date(2023, 1 + row["at"] % 3, 1),
            "seen": start + datetime.timedelta(hours=row["at"]),
            "printed": datetime.datetime(2023, 6, 8, row["at"] % 24),
            "desks": ["world", None][: row["at"] % 3],
            "metadata": {"author": "Ana" if row["at"] % 2 else None},
            "share": None if row["at"] % 5 == 0 else row["at"] / 7,
        }
        for row in articles(60)
    ]
    parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    return path


def divided(df: Any, parts: int | str) -> Any:
    return df.repartitionByRange(3, "outlet") if parts == "by outlet" else df.repartition(parts)


DIVISIONS = [1, 2, 7, "by outlet"]


@pytest.mark.parametrize("parts", DIVISIONS)
def test_profiles_are_the_rows_of_a_run_under_any_partitioning(
    local: Any, corpus: Path, tmp_path: Path, parts: int | str
) -> None:
    framing.profile_corpus(corpus, "karabakh", out=tmp_path / "profiles.parquet")
    expected = parquet.read_table(tmp_path / "profiles.parquet")
    found = spark.profile(divided(local.read.parquet(str(corpus)), parts), "karabakh").toArrow()
    assert [(field.name, field.type) for field in found.schema] == [(each.name, each.type) for each in expected.schema]
    assert found.sort_by("id").to_pylist() == expected.sort_by("id").to_pylist()
    assert '"seen": "2023-06-08T12:00:00+00:00"' in expected["metadata"][0].as_py()


@pytest.mark.parametrize("parts", DIVISIONS)
def test_a_comparison_is_the_local_one_under_any_partitioning(local: Any, corpus: Path, parts: int | str) -> None:
    expected = framing.compare(framing.read_corpus(corpus), "karabakh", by="outlet", permutations=199, spans=False)
    df = divided(local.read.parquet(str(corpus)), parts)
    found = spark.compare(df, "karabakh", by="outlet", permutations=199)
    assert in_bytes(found) == in_bytes(expected)
    assert str(found) == str(expected.detached())
    assert repr(found) == repr(expected)


def in_bytes(comparison: Comparison) -> bytes:
    return json.dumps(comparison.to_dict()).encode()


def test_profiles_are_compared_as_texts_are_and_observations_come_when_asked_for(local: Any, corpus: Path) -> None:
    options: dict[str, Any] = {"by": "date:month", "permutations": 99, "spans": True, "pairs": "rest"}
    expected = framing.compare(framing.read_corpus(corpus), "karabakh", **options)
    profiles = spark.profile(local.read.parquet(str(corpus)).repartition(5), "karabakh")
    found = spark.compare(profiles, "karabakh", **options, observations=True)
    assert found == expected
    assert in_bytes(found) == in_bytes(expected)
    detached = spark.compare(profiles, "karabakh", **options)
    assert detached.part.observations == ()
    texts = framing.read_corpus(corpus)
    row = expected.naming[0]
    shown = detached.evidence(row, texts=texts).select("document", "left", "keyword", "start")
    assert shown == expected.evidence(row, texts=texts).select("document", "left", "keyword", "start")


def test_a_detached_comparison_says_what_it_lacks(local: Any, corpus: Path) -> None:
    found = spark.compare(local.read.parquet(str(corpus)), "karabakh", by="outlet", permutations=99)
    with pytest.raises(framing.ComparisonError, match="make it with spans"):
        found.evidence(found.naming[0])


FAULTY = [
    {"id": "a", "text": "Artsakh was calm.", "outlet": "A"},
    {"id": "b", "text": None, "outlet": "A"},
    {"id": None, "text": "Baku was calm.", "outlet": "B"},
    {"id": "c", "text": "Baku was calm.", "outlet": "B"},
    {"id": "c", "text": "Yerevan was calm.", "outlet": "B"},
    {"id": "d", "text": "Khankendi was calm.", "outlet": "B"},
]


def test_faulty_rows_are_left_out_or_kept_with_the_reason(local: Any) -> None:
    df = local.createDataFrame(pyarrow.Table.from_pylist(FAULTY)).repartition(3)
    assert [row.id for row in spark.profile(df, "karabakh").orderBy("id").collect()] == ["a", "d"]
    kept = spark.profile(df, "karabakh", faults="keep").collect()
    reasons = sorted((str(row.id), row.error) for row in kept if row.error is not None)
    assert all((row.words is None) == (row.record is None) == (row.error is not None) for row in kept)
    assert reasons == [
        ("None", "DocumentError: a row has no id in the column 'id', and batches have no row numbers to call it by"),
        ("b", "DocumentError: 'b': the field 'text' holds NoneType, not text"),
        ("c", "DocumentError: two documents share this id"),
        ("c", "DocumentError: two documents share this id"),
    ]
    with pytest.raises(Exception, match="DocumentError"):
        spark.profile(df, "karabakh", faults="raise").collect()
    clean = framing.compare([framing.Document(each["text"], each["id"]) for each in (FAULTY[0], FAULTY[5])], "karabakh")
    assert spark.compare(spark.profile(df, "karabakh"), "karabakh").naming.to_dicts() == [
        {**row, "spans": []} for row in clean.naming.to_dicts()
    ]


def test_what_cannot_be_compared_is_refused_as_everywhere(local: Any) -> None:
    df = local.createDataFrame(pyarrow.Table.from_pylist(FAULTY))
    whole = df.where("id in ('a', 'd')")
    with pytest.raises(framing.DocumentError, match="leaves faulty rows out"):
        spark.compare(df, "karabakh", by="outlet")
    with pytest.raises(framing.ComparisonError, match="two documents share an id: 'c'"):
        spark.compare(df.where("text is not null and id is not null"), "karabakh", by="outlet")
    with pytest.raises(framing.ComparisonError, match=r"no document has the metadata key 'outlett'.*'outlet'"):
        spark.compare(whole, "karabakh", by="outlett")
    with pytest.raises(framing.ComparisonError, match="found one group, 'A', of one document"):
        spark.compare(df.where("id = 'a'"), "karabakh", by="outlet")
    with pytest.raises(framing.OptionError, match="unknown period"):
        spark.compare(whole, "karabakh", by="outlet:week")
    with pytest.raises(framing.OptionError, match="permutations"):
        spark.compare(whole, "karabakh", permutations=1)
    with pytest.raises(framing.OptionError, match="unknown value of faults 'skip'"):
        spark.profile(whole, faults="skip")
    with pytest.raises(framing.DocumentError, match=r"no column 'body'.*'text'"):
        spark.profile(whole, text="body")


def test_columns_may_have_any_name(local: Any) -> None:
    rows = [{"the `id.`": number, "a.text": "Artsakh.", "an outlet": "A"} for number in range(3)]
    found = spark.profile(local.createDataFrame(pyarrow.Table.from_pylist(rows)), text="a.text", id="the `id.`")
    assert [(row.id, row.metadata) for row in found.orderBy("id").collect()] == [
        (str(number), '{"an outlet": "A"}') for number in range(3)
    ]
