"""Sentences for the rules of quotations: where content begins, where it ends, and whose it is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from test_quotations import read, rows, scare
from test_quotations_properties import check_no_overlap, check_parts_apart, check_spans

TABLES = tomllib.loads((Path(__file__).parent / "quotations_cases.toml").read_text(encoding="utf-8"))
MARKS = {"known_failure": [pytest.mark.xfail(strict=True, reason="not yet read as it should be")]}
CASES = [
    pytest.param(
        case["text"], case["found"], case.get("scare", []), id=f"{kind}: {case['name']}", marks=MARKS.get(kind, ())
    )
    for kind in TABLES
    for case in TABLES[kind]
]


@pytest.mark.parametrize(("text", "expected", "loose"), CASES)
def test_a_rule_reads_its_sentence(text: str, expected: list[list[str]], loose: list[str]) -> None:
    ways = [(q.rule, q.cue_class or "") for q in read(text).quotations]
    assert [[*row, *way] for row, way in zip(rows(text), ways, strict=True)] == expected
    assert scare(text) == loose


@pytest.mark.parametrize("text", [case["text"] for kind in TABLES for case in TABLES[kind]])
def test_a_sentence_may_break_off_anywhere(text: str) -> None:
    for piece in re.finditer(r"\w+|[^\w\s]", text):
        begun = text[: piece.end()]
        found = read(begun)
        check_spans(begun, found)
        check_no_overlap(found)
        for quotation in found.quotations:
            check_parts_apart(quotation)
