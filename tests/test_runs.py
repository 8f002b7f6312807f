"""Long runs: order kept, faults aside, the same bytes however often a run was broken off."""

from __future__ import annotations

import gzip
import importlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing.documents import Document
from framing.errors import DocumentError, FramingError, MissingExtraError, OptionError
from framing.runs import (
    estimate_documents,
    holds_profiles,
    iter_profiles,
    measuring,
    profile_corpus,
    profiling,
    read_profiles,
)
from framing.runs.workers import Pool

TEXTS = [
    "“The regime in Khankendi must go,” said Ana Petrova.",
    "Stepanakert did not reply.",
    "",
    "Experts say that nobody knows. \ud800 İstanbul 😀",
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    rows = [
        {"id": f"d{number}", "text": TEXTS[number % len(TEXTS)], "outlet": "AB"[number % 2]} for number in range(30)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiling, "BATCH_DOCUMENTS", 4)


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_a_run_equals_a_loop_in_any_number_of_processes(corpus: Path, tmp_path: Path, ending: str) -> None:
    expected = [found.to_dict() for found in iter_profiles(framing.read_corpus(corpus), "karabakh")]
    written = []
    for workers in (1, 2):
        out = tmp_path / f"{workers}.{ending}"
        run = profile_corpus(corpus, "karabakh", out=out, workers=workers)
        assert (run.documents, run.faults, run.errors) == (30, 0, None)
        assert list(read_profiles(out)) == expected
        assert not out.with_name(out.name + ".parts").exists()
        written.append(out.read_bytes())
    assert written[0] == written[1]


@pytest.mark.usefixtures("small_batches")
@given(st.lists(st.integers(0, 8), max_size=4))
@settings(max_examples=15)
def test_a_run_broken_off_anywhere_ends_in_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, breaks: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("run")
    source = folder / "c.jsonl"
    rows = [{"id": f"d{number}", "text": TEXTS[number % len(TEXTS)]} for number in range(30)]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    whole, out = folder / "whole.jsonl", folder / "broken.jsonl"
    profile_corpus(source, out=whole)
    for parts in breaks:
        try:
            profile_corpus(source, out=out, resume=True, progress=break_after(parts))
        except KeyboardInterrupt:
            assert not out.exists()
        else:
            break
    profile_corpus(source, out=out, resume=True)
    assert out.read_bytes() == whole.read_bytes()


def break_after(parts: int) -> Callable[[int], None]:
    """A progress callback that breaks the run off, as Ctrl-C would, when some parts are measured."""
    calls = iter(range(parts))

    def progress(done: int) -> None:
        if next(calls, None) is None:
            raise KeyboardInterrupt

    return progress


def test_faulty_documents_are_listed_and_the_rest_is_whole(corpus: Path, tmp_path: Path) -> None:
    with open(corpus, "a", encoding="utf-8") as file:
        file.write('{"text": 3}\nno json\n{"id": "d1", "text": "again"}\n{"id": "last", "text": "Fine."}\n')
    out = tmp_path / "out.jsonl"
    run = profile_corpus(corpus, out=out)
    assert (run.documents, run.faults) == (31, 3)
    assert run.errors is not None
    reasons = [json.loads(line)["error"] for line in run.errors.read_text().splitlines()]
    assert "holds int, not text" in reasons[0]
    assert "corpus.jsonl:32" in reasons[1]
    assert "share this id" in reasons[2]
    assert [record["document"]["id"] for record in read_profiles(out)][-1] == "last"
    with pytest.raises(DocumentError, match=r"corpus\.jsonl:31"):
        profile_corpus(corpus, out=tmp_path / "strict.jsonl", strict=True)


def test_a_second_run_on_one_output_is_refused(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"

    def meddle(done: int) -> None:
        with pytest.raises(FramingError, match="another run is writing here"):
            profile_corpus(corpus, out=out, resume=True)

    profile_corpus(corpus, out=out, progress=meddle)
    assert out.exists()


def test_only_the_same_run_is_resumed(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        profile_corpus(corpus, out=out, progress=break_after(0))
    with pytest.raises(FramingError, match="holds an interrupted run"):
        profile_corpus(corpus, out=out)
    with pytest.raises(FramingError, match="another input or other options"):
        profile_corpus(corpus, "karabakh", out=out, resume=True)
    profile_corpus(corpus, out=out, resume=True)
    assert len(list(read_profiles(out))) == 30


def test_misuse_is_named(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"written as \.jsonl or \.parquet"):
        profile_corpus(corpus, out=tmp_path / "out.txt")
    with pytest.raises(OptionError, match="workers is at least 1"):
        profile_corpus(corpus, out=tmp_path / "out.jsonl", workers=0)
    with pytest.raises(FramingError, match="cannot be made"):
        profile_corpus(corpus, out=tmp_path / "no" / "out.jsonl")
    with pytest.raises(DocumentError, match="is no profile record"):
        list(read_profiles(corpus))


def test_a_missing_extra_is_told_before_the_run_and_leaves_nothing(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=re.escape("pip install 'comparative-framing[arrow]'")):
        profile_corpus(corpus, out=tmp_path / "out.parquet")
    assert list(tmp_path.iterdir()) == [corpus]


def test_a_document_that_cannot_be_measured_is_listed_or_ends_a_strict_run(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def profile(document: Document, *arguments: Any, **options: Any) -> Any:
        if document.id == "d7":
            raise MemoryError
        return framing.profile(document, *arguments, **options)

    monkeypatch.setattr(measuring, "profile", profile)
    run = profile_corpus(corpus, out=tmp_path / "out.jsonl")
    assert (run.documents, run.faults) == (29, 1)
    assert run.errors is not None
    assert json.loads(run.errors.read_text()) == {"document": "d7", "error": "MemoryError"}
    with pytest.raises(DocumentError, match="MemoryError"):
        profile_corpus(corpus, out=tmp_path / "strict.jsonl", strict=True)
    assert not (tmp_path / "strict.jsonl").exists()


def test_a_fault_that_no_file_can_hold_is_listed_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def profile(*arguments: Any, **options: Any) -> Any:
        raise ValueError("\ud800 is half a pair")

    monkeypatch.setattr(measuring, "profile", profile)
    run = profile_corpus([Document("Baku agreed.", "\udfff")], out=tmp_path / "out.jsonl")
    assert run.errors is not None
    assert json.loads(run.errors.read_text("utf-8")) == {
        "document": "\udfff",
        "error": "ValueError: \ud800 is half a pair",
    }


def test_a_run_whose_manifest_is_broken_is_not_resumed(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        profile_corpus(corpus, out=out, progress=break_after(0))
    (tmp_path / "out.jsonl.parts" / "manifest.json").write_bytes(b"{\xff")
    with pytest.raises(FramingError, match="another input or other options"):
        profile_corpus(corpus, out=out, resume=True)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("p.jsonl", None, "cannot be read"),
        ("p.jsonl", b"\xff", "not UTF-8"),
        ("p.jsonl", b"{", r"p\.jsonl:1: is not JSON"),
        ("p.jsonl", b"[" * 200_000, "is not JSON that can be read"),
        ("p.jsonl", b"9" * 5_000, "is not JSON that can be read"),
        ("p.jsonl", b"3", "is no profile record"),
        ("p.parquet", None, "is not a Parquet file that can be read"),
        ("p.parquet", b"PAR1", "is not a Parquet file that can be read"),
    ],
)
def test_what_holds_no_profiles_is_named(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DocumentError, match=message):
        list(read_profiles(path))
    assert not holds_profiles(path)


def test_a_parquet_file_whose_records_are_none_is_named(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "p.parquet"
    for record, message in ((None, "is no profile record"), (3, "is no profile record"), ("{", "is not JSON")):
        parquet.write_table(pyarrow.table({"record": [record]}), path)
        with pytest.raises(DocumentError, match=rf"p\.parquet:1: {message}"):
            list(read_profiles(path))
        assert not holds_profiles(path)
    offsets = pyarrow.array([0, 1], type=pyarrow.int32()).buffers()[1]
    held = pyarrow.Array.from_buffers(pyarrow.string(), 1, [None, offsets, pyarrow.py_buffer(b"\xff")])
    parquet.write_table(pyarrow.table({"record": held}), path)
    with pytest.raises(DocumentError, match=r"p\.parquet:1: the field 'record' cannot be read"):
        list(read_profiles(path))


def test_a_worker_that_dies_costs_its_document_alone(tmp_path: Path) -> None:
    documents = [Document("x", f"d{number}") for number in range(6)] + [Document("die", "bad")]
    with Pool(_deadly, None, 2) as pool:
        outcome = profiling._one_by_one(documents, pool)
        again = profiling._one_by_one(documents[:2], pool)
    assert outcome.records == tuple(f"d{number}" for number in range(6))
    assert json.loads(outcome.faults[0]) == {
        "document": "bad",
        "error": "the worker process died on this document (out of memory?)",
    }
    assert again.records == ("d0", "d1")


def _deadly(options: None, documents: list[Document]) -> measuring.Outcome:
    if any(document.text == "die" for document in documents):
        os.kill(os.getpid(), signal.SIGKILL)
    return measuring.Outcome(tuple(document.id for document in documents), ())


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs POSIX signals")
def test_kill_and_resume_end_in_the_same_bytes_and_leave_no_orphan(tmp_path: Path) -> None:
    source = tmp_path / "c.jsonl"
    seeds = [document.text for document in framing.load_seeds()]
    source.write_text(
        "".join(json.dumps({"id": f"d{n}", "text": seeds[n % 5][:2000]}) + "\n" for n in range(400)), encoding="utf-8"
    )
    whole = tmp_path / "whole.jsonl"
    profile_corpus(source, out=whole)
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "framing", "profile", str(source), "--out", str(out), "--workers", "2", "--resume"]
    for wait in (1.5, 2.5, 3.5):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if out.exists():
            break
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    assert out.read_bytes() == whole.read_bytes()
    deadline = time.monotonic() + 10
    while str(source) in _commands() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert str(source) not in _commands()


def _commands() -> str:
    return subprocess.run(["ps", "-wweo", "args"], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "jsonl.zst", "csv", "parquet"])
def test_documents_are_counted_or_guessed_before_a_run(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"c.{ending}"
    random = Random(1)  # noqa: S311
    lines = [json.dumps({"id": f"d{n}", "text": random.randbytes(200).hex()}) for n in range(20_000)]
    text = "\n".join(lines).encode()
    if ending == "parquet":
        pyarrow = pytest.importorskip("pyarrow")
        importlib.import_module("pyarrow.parquet").write_table(
            pyarrow.Table.from_pylist(list(map(json.loads, lines))), path
        )
    elif ending == "jsonl.zst":
        path.write_bytes(pytest.importorskip("zstandard").compress(text))
    else:
        path.write_bytes(gzip.compress(text) if ending == "jsonl.gz" else text)
    assert estimate_documents(path) == pytest.approx(20_000, rel=0 if ending == "parquet" else 0.2)


def test_a_source_that_cannot_be_counted_has_no_estimate(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.jsonl.gz").write_bytes(b"no gzip")
    assert estimate_documents(tmp_path) == 1
    assert estimate_documents(tmp_path / "b.jsonl.gz") is None
    assert estimate_documents(tmp_path / "c.jsonl") is None
    assert estimate_documents(framing.load_seeds()) == 5
    assert estimate_documents(iter(["One."])) is None


def test_a_worker_does_without_what_nltk_would_load_for_nothing() -> None:
    pytest.importorskip("scipy")
    with Pool(_loaded, None, 2) as pool:
        pool.submit(0, [])
        assert pool.finished() == [(0, [])]


def _loaded(options: None, documents: list[Document]) -> list[str]:
    framing.profile("“Baku is calm,” said Ana Petrova. Yerevan is calm.", "karabakh")
    return [name for name in ("scipy.stats", "sklearn.base", "pandas.core") if name in sys.modules]
