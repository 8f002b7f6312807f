"""Sentences for the rules of quotations: where content begins, where it ends, and whose it is."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from test_quotations import rows

TABLES = tomllib.loads((Path(__file__).parent / "quotations_cases.toml").read_text(encoding="utf-8"))
MARKS = {"known_failure": [pytest.mark.xfail(strict=True, reason="not yet read as it should be")]}
CASES = [
    pytest.param(case["text"], case["found"], id=f"{kind}: {case['name']}", marks=MARKS.get(kind, ()))
    for kind in TABLES
    for case in TABLES[kind]
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_rule_reads_its_sentence(text: str, expected: list[list[str]]) -> None:
    assert [list(row) for row in rows(text)] == expected
