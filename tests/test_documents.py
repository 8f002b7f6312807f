"""Reading: spans refer to the text as it is, and every fault says what, where and how to mend it."""

from __future__ import annotations

import gzip
import json
import pickle
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import framing
from framing.documents import Corpus, Document, iter_corpus, read_corpus, read_document
from framing.errors import DocumentError, MissingExtraError
from strategies import any_text


@given(any_text)
def test_a_document_keeps_its_text_and_pickles(text: str) -> None:
    document = Document(text, "a", {"outlet": "TASS"})
    assert document.text is text
    assert pickle.loads(pickle.dumps(document)) == document  # noqa: S301
    assert len(document.sha256) == 64


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\r\n \n\r"])
def test_newlines_stay_and_a_byte_order_mark_goes(tmp_path: Path, newline: str) -> None:
    text = f"One.{newline}Two."
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_document(path) == Document(text, "a.txt")


def test_not_utf8_names_the_byte_and_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Caf\xe9 in Bak\xfc, na\xefve d\xe9j\xe0 vu".encode("cp1252"))
    with pytest.raises(DocumentError, match=r"a\.txt: byte 3 is not utf-8 .*encoding='detect'"):
        read_document(path)
    assert read_document(path, encoding="cp1252").text.startswith("Café in Bakü")
    assert "Caf" in read_document(path, encoding="detect").text
    with pytest.raises(DocumentError, match="unknown encoding 'utf-9'"):
        read_document(path, encoding="utf-9")


def test_utf16_with_a_mark_is_detected(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\xfe" + "Şuşa".encode("utf-16-le"))
    assert read_document(path, encoding="detect").text == "Şuşa"


def test_a_missing_file_is_named_with_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("x")
    with pytest.raises(DocumentError, match=r"articel\.txt: no such file.*Did you mean 'article.txt'"):
        read_document(tmp_path / "articel.txt")
    with pytest.raises(DocumentError, match="does not exist"):
        read_document(tmp_path / "no" / "a.txt")
    with pytest.raises(DocumentError, match="is a folder"):
        read_document(tmp_path)
    with pytest.raises(DocumentError, match="no such file or folder"):
        read_corpus(tmp_path / "nowhere")


def test_a_folder_is_read_in_order_with_its_facts(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "notes.md"):
        (tmp_path / name).write_text(f"Text of {name}.")
    (tmp_path / "corpus.toml").write_text('[documents."b.txt"]\noutlet = "TASS"\ndate = 2023-06-08\n')
    corpus = read_corpus(tmp_path)
    assert [document.id for document in corpus] == ["a.txt", "b.txt"]
    assert corpus["b.txt"].metadata == {"outlet": "TASS", "date": "2023-06-08"}


def test_faults_of_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"holds no \.txt file"):
        read_corpus(tmp_path)
    (tmp_path / "a.txt").write_text("x")
    facts = tmp_path / "corpus.toml"
    facts.write_text('[documents."b.txt"]\n')
    with pytest.raises(DocumentError, match=r"no file 'b\.txt' beside it.*'a\.txt'"):
        read_corpus(tmp_path)
    facts.write_text("documents = 3")
    with pytest.raises(DocumentError, match="must be tables"):
        read_corpus(tmp_path)
    facts.write_text("documents = ")
    with pytest.raises(DocumentError, match="not valid TOML"):
        read_corpus(tmp_path)


ROWS = [{"id": "a", "text": "One.", "outlet": "TASS"}, {"id": "b", "text": "Two, “three”.\nFour.", "outlet": "BBC"}]


def test_jsonl_csv_and_parquet_give_the_same_corpus(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    (tmp_path / "c.jsonl").write_text("\n".join(map(json.dumps, ROWS)) + "\n\n", encoding="utf-8")
    pandas.DataFrame(ROWS).to_csv(tmp_path / "c.csv", index=False)
    pandas.DataFrame(ROWS).to_parquet(tmp_path / "c.parquet")
    corpora = [read_corpus(tmp_path / f"c.{suffix}") for suffix in ("jsonl", "csv", "parquet")]
    assert corpora[0] == corpora[1] == corpora[2]
    assert corpora[0]["b"] == Document(ROWS[1]["text"], "b", {"outlet": "BBC"})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("c.jsonl", '{"text": "x"}\n{"text": ', r"c\.jsonl:2: is not JSON"),
        ("c.jsonl", "[1]", r"c\.jsonl:1: each line is one JSON object, not list"),
        ("c.jsonl", '{"txt": "x"}', r"c\.jsonl:1: no field 'text'.*Did you mean 'txt'"),
        ("c.jsonl", '{"text": 3}', "holds int, not text"),
        ("c.jsonl", '{"text": "x", "metadata": 3}', "'metadata' holds int"),
        ("c.jsonl", '{"text": "x", "id": 1}\n{"text": "y", "id": "1"}', "two documents share an id: '1'"),
        ("c.jsonl", "\n", "holds no document"),
        ("c.jsonl", "[" * 100_000, "nested too deep|is not JSON"),
        ("c.csv", "id,text\na\n", r"c\.csv:2: has not as many fields"),
        ("c.csv", "id,text\na,b,c\n", r"c\.csv:2: has not as many fields"),
        ("c.csv", 'id,text\na,"b', "is not CSV"),
        ("c.parquet", "x", "is not a Parquet file that can be read"),
    ],
)
def test_faulty_rows_are_named(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DocumentError, match=message):
        read_corpus(path)


def write_odd_values(path: Path) -> None:
    """Write rows of which the second's text is no UTF-8, and the third's date beyond all calendars."""
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    offsets = pyarrow.array([0, 4, 7, 13], type=pyarrow.int32()).buffers()[1]
    held = pyarrow.py_buffer(b"One.a\xff\xfeThree.")
    texts = pyarrow.Array.from_buffers(pyarrow.string(), 3, [None, offsets, held])
    dates = pyarrow.array([0, 0, 2**62], type=pyarrow.timestamp("us"))
    parquet.write_table(pyarrow.table({"id": ["a", "b", "c"], "text": texts, "date": dates}), path)


def test_a_value_of_a_parquet_file_that_cannot_be_read_is_a_fault_of_its_row(tmp_path: Path) -> None:
    write_odd_values(tmp_path / "c.parquet")
    faults: list[DocumentError] = []
    assert [document.id for document in iter_corpus(tmp_path / "c.parquet", faults=faults.append)] == ["a"]
    assert [str(fault).partition(" (")[0].rpartition("/")[2] for fault in faults] == [
        "c.parquet:2: the field 'text' cannot be read",
        "c.parquet:3: the field 'date' cannot be read",
    ]
    with pytest.raises(DocumentError, match=r"c\.parquet:2: the field 'text' cannot be read"):
        read_corpus(tmp_path / "c.parquet")


def test_a_column_of_a_time_zone_that_nobody_knows_is_a_fault_of_each_row(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    when = pyarrow.array([0, 0], type=pyarrow.timestamp("us", tz="Nowhere/X"))
    parquet.write_table(
        pyarrow.table({"id": ["a", "b"], "text": ["One.", "Two."], "date": when}), tmp_path / "c.parquet"
    )
    faults: list[DocumentError] = []
    assert list(iter_corpus(tmp_path / "c.parquet", faults=faults.append)) == []
    assert len(faults) == 2


def test_columns_may_have_other_names(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"body": "x", "url": "u"}')
    assert read_corpus(path, text="body", id="url")["u"].text == "x"


def test_a_text_alone_is_a_corpus_of_one_and_not_of_its_letters() -> None:
    assert Corpus("Two words.").documents == (Document("Two words.", "text-1"),)
    assert Corpus(Document("Two words.", "a"))["a"].text == "Two words."
    for alone in ("Two words.", Document("Two words.")):
        assert [found.attribution.words["own"] for found in framing.iter_profiles(alone)] == [2]
    assert len(framing.discover_contested("Danzig (Gdansk). Danzig (Gdansk).")) <= 1


def test_corpus_refuses_twins_and_strangers() -> None:
    corpus = Corpus(["One.", Document("Two.", "b")])
    assert [document.id for document in corpus] == ["text-1", "b"]
    assert corpus[1:] == Corpus([Document("Two.", "b")])
    with pytest.raises(DocumentError, match="no document 'c' in this corpus"):
        corpus["c"]
    with pytest.raises(DocumentError, match="share an id: 'a'"):
        Corpus([Document("x", "a"), Document("y", "a")])
    with pytest.raises(DocumentError, match="not int"):
        Corpus([3])  # type: ignore[list-item]
    with pytest.raises(DocumentError, match="decode bytes first"):
        Document(b"x")  # type: ignore[arg-type]


def test_html_needs_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><p>One.</p></body></html>")
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'comparative-framing\[html\]'"):
        read_document(path)


def test_parquet_needs_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "c.parquet").write_bytes(b"x")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'comparative-framing\[arrow\]'"):
        read_corpus(tmp_path / "c.parquet")


@pytest.mark.parametrize("read", [read_document, read_corpus])
def test_what_cannot_be_a_file_is_refused_by_its_name(tmp_path: Path, read: Any) -> None:
    with pytest.raises(DocumentError, match="nul"):
        read(tmp_path / "a\x00nul.txt")
    loop = tmp_path / "loop.jsonl"
    loop.symlink_to(loop)
    with pytest.raises(DocumentError, match=r"loop\.jsonl"):
        read(loop)


def test_an_id_is_text() -> None:
    with pytest.raises(DocumentError, match="id is a str, not 3"):
        Document("Baku agreed.", 3)  # type: ignore[arg-type]


def test_bytes_that_no_encoding_fits_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x81\x00\xff\x00\x8d\xff\xfe\x00\x90" * 40)
    with pytest.raises(DocumentError, match="Is it a text file"):
        read_document(path, encoding="detect")


def test_the_seeds_come_with_the_package() -> None:
    seeds = framing.load_seeds()
    assert [len(document.text) for document in seeds] == [3879, 6830, 15820, 4922, 4907]
    assert seeds[1].metadata["outlet"] == "JAMnews"


def test_packed_files_are_read_and_broken_ones_named(tmp_path: Path) -> None:
    lines = "\n".join(map(json.dumps, ROWS)).encode()
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(lines, mtime=0))
    assert [document.id for document in read_corpus(tmp_path / "c.jsonl.gz")] == ["a", "b"]
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(lines, mtime=0)[:-9])
    with pytest.raises(DocumentError, match=r"c\.jsonl\.gz: cannot be unpacked to its end"):
        read_corpus(tmp_path / "c.jsonl.gz")
    (tmp_path / "c.jsonl.gz").write_bytes(b"no gzip at all")
    with pytest.raises(DocumentError, match="cannot be unpacked"):
        read_corpus(tmp_path / "c.jsonl.gz")


def test_zst_needs_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "c.jsonl.zst").write_bytes(b"x")
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'comparative-framing\[zstd\]'"):
        read_corpus(tmp_path / "c.jsonl.zst")


def test_a_line_without_end_is_refused_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.documents.files.LINE_LIMIT", 50)
    path = tmp_path / "c.jsonl"
    path.write_text('{"text": "x"}\n' + '{"text": "' + "x" * 100)
    with pytest.raises(DocumentError, match="a line at byte 14 is longer than 50 bytes"):
        read_corpus(path)


def test_reading_goes_on_behind_a_fault_where_somebody_takes_it(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(b'{"text": "x"}\n{"text"\n{"txt": 1}\n{"text": "\xff"}\n{"text": "y"}\n')
    faults: list[DocumentError] = []
    assert [document.text for document in iter_corpus(path, faults=faults.append)] == ["x", "y"]
    assert [str(fault).split(": ")[0].rpartition(":")[2] for fault in faults] == ["2", "3", "4"]
    assert "byte 43" in str(faults[2])
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "d.txt").write_text("Fine.")
    faults.clear()
    assert [document.id for document in iter_corpus(tmp_path, faults=faults.append)] == ["d.txt"]
    assert len(faults) == 1


def test_the_main_text_of_a_page_is_read(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    paragraph = "<p>The minister said that the talks in Vienna would go on. Nobody knows what comes next in it.</p>"
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><nav><a href='/'>Home</a></nav><article>{paragraph * 5}</article></body></html>")
    text = read_document(path).text
    assert text.startswith("The minister said")
    assert "Home" not in text
    path.write_text("<html><body></body></html>")
    with pytest.raises(DocumentError, match="no main text"):
        read_document(path)


def test_zst_is_read_with_its_extra(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    path = tmp_path / "c.jsonl.zst"
    path.write_bytes(zstandard.compress("\n".join(map(json.dumps, ROWS)).encode()))
    assert [document.id for document in read_corpus(path)] == ["a", "b"]
