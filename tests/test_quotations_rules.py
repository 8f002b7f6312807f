"""Sentences for the rules of quotations: where content begins, where it ends, and whose it is."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from test_quotations import rows

CASES = tomllib.loads((Path(__file__).parent / "quotations_cases.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{kind}: {case['name']}") for kind in CASES for case in CASES[kind]]
)
def test_a_rule_reads_its_sentence(case: dict[str, list[list[str]]]) -> None:
    assert [list(row) for row in rows(str(case["text"]))] == case["found"]
