"""The fuzzer: its choices come out of bytes, it finds what is planted, and no target breaks on its first inputs."""

from __future__ import annotations

import base64
import doctest
import json
import random
from collections.abc import Hashable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

fuzz = pytest.importorskip("fuzz", reason="the fuzzer is in the repository, not in the wheel")

from fuzz import corpus, draws, grammar  # noqa: E402
from fuzz.draws import Draw, HypothesisDraw  # noqa: E402
from fuzz.engines import ENGINES, Session  # noqa: E402
from fuzz.targets import TARGETS, Target  # noqa: E402
from fuzz.targets.pages import check_page  # noqa: E402


def test_the_example_of_choices_is_true() -> None:
    assert doctest.testmod(draws) == (0, 2)


@given(st.binary(max_size=300))
def test_the_same_bytes_make_the_same_text(data: bytes) -> None:
    assert grammar.text(Draw(data)) == grammar.text(Draw(data))


@given(st.data())
def test_hypothesis_draws_from_the_same_grammar(data: st.DataObject) -> None:
    draw = HypothesisDraw(data)
    assert 5 <= draw.integer(5, 300) <= 300
    assert isinstance(grammar.text(draw, 5), str)


@pytest.mark.parametrize("target", [each for each in TARGETS.values() if each.guided], ids=lambda each: each.name)
def test_what_is_checked_holds_on_a_few_inputs(target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = random.Random(target.name)  # noqa: S311
    for data in [*corpus.read(target.name)[:5], *(source.randbytes(source.randrange(200)) for _ in range(5))]:
        target.run(Draw(data), tmp_path)


def planted(draw: Draw) -> Hashable:
    text = draw.made(grammar.text(draw))
    if "Ana" in text and "”" in text:
        raise ZeroDivisionError("planted")
    return len(text) // 10


@pytest.mark.parametrize(("engine", "inputs"), [("random", 3_000), ("hypothesis", 300)])
def test_a_planted_fault_is_found_made_small_and_written(engine: str, inputs: int, tmp_path: Path) -> None:
    session = Session(Target("planted", planted, 1), engine, inputs, 1e9, tmp_path)
    ENGINES[engine](session, 1, [])
    account = json.loads((tmp_path / f"planted-{engine}.json").read_text())
    assert account["inputs"] >= inputs
    assert [place.split()[0] for place in account["failures"]] == ["ZeroDivisionError"]
    (finding,) = (tmp_path / "findings").iterdir()
    facts = json.loads(finding.read_text())
    assert facts["message"] == "planted"
    if engine == "random":
        data = base64.b64decode(facts["input"])
        assert len(data) < 100
        with pytest.raises(ZeroDivisionError):
            planted(Draw(data))


def slow(draw: Draw) -> Hashable:
    return sum(range(1_000_000))


def test_what_takes_longer_than_its_budget_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fuzz.engines.FLOOR", 1e-6)
    session = Session(Target("slow", slow, 1), "random", 1, 1e9, tmp_path)
    session.one(b"")
    assert list(session.failures) == ["slow slow"]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<img src=data:, onerror=x()>", "onerror"),
        ("<a href='javascript:x()'>a</a>", "javascript"),
        ("<script>x()</script>", "policy does not name"),
        ("<b>", "closes"),
        ("<!-- -->", "comment"),
    ],
)
def test_a_page_that_would_run_a_script_or_is_broken_is_refused(body: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        check_page(f"<html><body>{body}</body></html>")
