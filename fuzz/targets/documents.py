"""Files of every kind, sound and broken: read, or refused with a `FramingError`."""

from __future__ import annotations

import csv
import gzip
import importlib.util
import io
import json
import math
from collections.abc import Hashable
from functools import cache
from pathlib import Path
from typing import Any

import framing
from fuzz import grammar
from fuzz.draws import Draw

_ENCODINGS = (
    "utf-8",
    "utf-8",
    "utf-8",
    "detect",
    "cp1252",
    "utf-16",
    "latin-1",
    "no-such",
    "utf-8-sig",
    "ascii",
    "utf-7",
    "cp1251",
)
_ODD_BYTES = (
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\x80",
    b"\xed\xa0\x80",
    b"\x00",
    b"\xff\xfe\x00\x00",
    b"\xc3",
    b"\xf4\x90\x80\x80",
)

_ODD_LINES = ("[" * 40_000, "[]", "3", "null", "{", '{"text": "\\ud800"}', '{"text": "a", "text": "b"}', "\x00", "", " ", "1" * 5000)  # fmt: skip


def read_text(draw: Draw, folder: Path) -> Hashable:
    """One file of text: its characters are those of the bytes, or a DocumentError names the byte."""
    raw = _bytes(draw)
    suffix = draw.choice((".txt", ".txt", ".md", "", ".html"))
    path = folder / f"a{suffix}"
    path.write_bytes(draw.made(raw))
    encoding = draw.choice(_ENCODINGS)
    try:
        document = framing.read_document(path, encoding=encoding, **_facts(draw))
    except framing.FramingError as error:
        return type(error).__name__, str(error).split(":")[-1][:12]
    if encoding == "utf-8" and suffix != ".html" and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert document.text == raw.decode("utf-8").removeprefix("\ufeff"), "the text is not that of the file"
    assert framing.read_document(path, encoding=encoding).text == document.text, "read twice, it differs"
    return suffix, encoding


def read_rows(draw: Draw, folder: Path) -> Hashable:
    """JSON lines, CSV and Parquet, packed or not: as many documents as rows, or a DocumentError."""
    kind = draw.choice(("jsonl", "ndjson", "csv", "jsonl.gz", "csv.gz", "jsonl.zst", "csv.zst", "parquet"))
    raw = _rows(draw, kind.partition(".")[0])
    packed = _packed(raw, kind.rpartition(".")[2])
    for _ in draw.times(3) if draw.flag(4) else ():
        packed = _damaged(draw, packed)
    path = folder / f"rows.{kind}"
    path.write_bytes(draw.made(packed))
    faults: list[framing.DocumentError] = []
    try:
        held = list(
            framing.iter_corpus(
                path, encoding=draw.choice(_ENCODINGS[:5]), faults=faults.append if draw.flag() else None
            )
        )
    except framing.FramingError as error:
        return kind, type(error).__name__, str(error).split(" ")[-1][:8]
    assert all(isinstance(each.text, str) and isinstance(each.id, str) for each in held)
    json.dumps([each.to_dict() for each in held], default=str)
    return kind, min(3, len(held)), min(3, len(faults))


def read_folder(draw: Draw, folder: Path) -> Hashable:
    """A folder of texts with a corpus.toml of any content."""
    place = folder / "corpus"
    place.mkdir(exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    names = list(
        dict.fromkeys(draw.choice(("a.txt", "b.txt", "é.txt", "c d.txt", "=x.txt", "A.TXT")) for _ in draw.times(3))
    )
    for name in names:
        (place / name).write_bytes(_bytes(draw) if draw.flag(4) else grammar.text(draw, 6).encode("utf-8", "ignore"))
    toml = _corpus_toml(draw, names)
    (place / "corpus.toml").write_bytes(toml)
    try:
        corpus = framing.read_corpus(place)
    except framing.FramingError as error:
        return type(error).__name__, str(error).split(" ")[-1][:8]
    assert [each.id for each in corpus] == sorted(names), "other documents than files"
    return len(corpus), min(3, sum(len(each.metadata) for each in corpus))


def _corpus_toml(draw: Draw, names: list[str]) -> bytes:
    lines = []
    for _ in draw.times(6):
        name = draw.choice((*names, "a.txt", "../../etc/passwd", ""))
        lines.append(
            draw.choice(
                (
                    f'[documents."{name}"]',
                    f'outlet = "{grammar.word(draw)}"',
                    "date = 2023-06-08",
                    "date = 2023-06-08T12:00:00Z",
                    "time = 12:00:01",
                    "n = nan",
                    "n = [1, {a = inf}]",
                    "documents = 3",
                    "[documents]",
                    "[[documents]]",
                    f'"{name}" = 1',
                    "x = " + "[" * draw.integer(0, 60_000 if draw.flag(16) else 40),
                    grammar.word(draw),
                )
            )
        )
    return "\n".join(lines).encode("utf-8", "surrogatepass" if draw.flag() else "ignore")


def _bytes(draw: Draw) -> bytes:
    """Return text in an encoding, with odd bytes put in, or plain bytes."""
    if draw.flag(6):
        return draw.raw(60)
    encoding = draw.choice(("utf-8", "utf-8", "utf-8", "utf-16", "cp1252", "utf-8-sig", "utf-16-be"))
    raw = grammar.text(draw, 12).encode(encoding, "ignore")
    for _ in draw.times(2) if draw.flag(3) else ():
        raw = _damaged(draw, raw)
    return raw


def _damaged(draw: Draw, raw: bytes) -> bytes:
    at = draw.integer(0, len(raw))
    end = min(len(raw), at + draw.integer(0, 16))
    return raw[:at] + draw.choice((b"", draw.choice(_ODD_BYTES), raw[at:end] * 2, draw.raw(4))) + raw[end:]


def _facts(draw: Draw) -> dict[str, Any]:
    return {"outlet": grammar.word(draw)} if draw.flag(4) else {}


def _value(draw: Draw, depth: int = 0) -> Any:
    if depth < 3 and draw.flag(6):
        return {grammar.word(draw): _value(draw, depth + 1) for _ in draw.times(2)}
    if depth < 3 and draw.flag(8):
        return [_value(draw, depth + 1) for _ in draw.times(2)]
    return draw.choice(
        (grammar.text(draw, 6), None, True, 0, -1.5, math.nan, 10**400, "", "a", 2**70, math.inf, "2023-06-08")
    )


def _row(draw: Draw, number: int) -> dict[str, Any]:
    row: dict[str, Any] = {"text": grammar.text(draw, 10)}
    if draw.flag(8):
        row["text"] = _value(draw)
    if draw.flag():
        row["id"] = draw.choice((f"d{number}", "same", 7, None, _value(draw)))
    for _ in draw.times(2):
        row[draw.choice(("outlet", "date", "metadata", "id", "text", grammar.word(draw)))] = _value(draw)
    return row


def _rows(draw: Draw, kind: str) -> bytes:
    rows = [_row(draw, number) for number in draw.times(4)]
    if kind == "parquet":
        return _parquet(rows)
    if kind == "csv":
        columns = list(dict.fromkeys(str(key) for row in rows for key in row)) or ["text"]
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=draw.choice(",,,;\t"), lineterminator=draw.choice(("\n", "\r\n", "\r")))
        writer.writerow(columns)
        writer.writerows([str(row.get(column, "")).replace("\x00", "") for column in columns] for row in rows)
        return out.getvalue().encode("utf-8", "surrogatepass" if draw.flag(4) else "ignore")
    lines = [json.dumps(row, ensure_ascii=draw.flag()) for row in rows]
    if draw.flag(4):
        lines.append(draw.choice(_ODD_LINES))
    return (
        draw.choice(("\n", "\n", "\r\n", "\n\n"))
        .join(lines)
        .encode("utf-8", "surrogatepass" if draw.flag(4) else "ignore")
    )


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    """Return rows as Parquet, where Arrow can hold them; else one row of text."""
    import pyarrow
    import pyarrow.parquet as parquet

    out = io.BytesIO()
    try:
        parquet.write_table(pyarrow.Table.from_pylist(rows), out)
    except (pyarrow.ArrowException, UnicodeError, OverflowError):
        out = io.BytesIO()
        parquet.write_table(pyarrow.table({"text": ["a"], "id": [1]}), out)
    return out.getvalue()


@cache
def _zstd() -> Any:
    """Return what packs, or None without the extra."""
    if importlib.util.find_spec("zstandard") is None:
        return None
    import zstandard

    return zstandard.ZstdCompressor()


def _packed(raw: bytes, kind: str) -> bytes:
    if kind == "gz":
        return gzip.compress(raw, 1, mtime=0)
    return bytes(_zstd().compress(raw)) if kind == "zst" and _zstd() is not None else raw
