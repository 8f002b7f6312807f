"""Data that ship: each file says where it comes from and under which licence."""

from __future__ import annotations

import itertools
from importlib.resources import files

import pytest

from framing.data_files import read_rows, read_text

DATA = files("framing") / "data"
ORIGINS = ("source", "written for", "written by", "built by", "made by", "common knowledge", "no text copied")
NO_DATA = ("THIRD_PARTY_LICENSES.txt", "lexicon_skeleton.toml")  # licences themselves, and what a user fills in
NAMES = sorted(
    entry.name
    for entry in DATA.iterdir()
    if entry.name.endswith((".toml", ".txt", ".tsv")) and entry.name not in NO_DATA
)


@pytest.mark.parametrize("name", NAMES)
def test_each_file_says_where_it_comes_from(name: str) -> None:
    header = itertools.takewhile(lambda line: line.startswith("#"), read_text(name).splitlines())
    told = " ".join(header).lower()
    assert any(word in told for word in ORIGINS)
    assert any(word in told for word in ("licence", "(mit)", "public domain", "cc by"))


def test_rows_are_cells_without_comments() -> None:
    rows = list(read_rows("countries.tsv"))
    assert all(len(row) >= 3 and len(row[0]) == 2 for row in rows)
    assert "Armenia" in rows[[row[0] for row in rows].index("AM")][1].split("|")
