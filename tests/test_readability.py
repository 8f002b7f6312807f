"""Readability: textstat's numbers on our sentences, without a network."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from textstat.textstat import textstatistics

from framing.documents import load_seeds
from framing.errors import OptionError
from framing.language import make_plain
from framing.readability import FORMULAS, Grades, TextCounts, measure_readability
from framing.voices import read_voices
from strategies import any_text, news_text
from strategies_sentiment import prose

THEIRS = {name: name for name in FORMULAS} | {"dale_chall": "dale_chall_readability_score"}
TEXTSTAT = textstatistics()
LONG = "The cat sat on the mat. It was warm there, and nobody minded. " * 20


def every_score(grades: Grades) -> dict[str, float | None]:
    return {name: getattr(grades, name) for name in FORMULAS}


def assert_equal_to_textstat(text: str, grades: Grades) -> None:
    for name, score in every_score(grades).items():
        assert score == pytest.approx(getattr(TEXTSTAT, THEIRS[name])(text), rel=1e-12), name


@settings(max_examples=60)
@given(prose())
def test_scores_equal_textstats_where_the_sentences_agree(text: str) -> None:
    found = measure_readability(text, minimum_words=1, minimum_sentences=1)
    assume(found.counts.sentences == TEXTSTAT.sentence_count(text))
    assert_equal_to_textstat(text, found)


def test_scores_equal_textstats_on_real_sentences() -> None:
    agreed = 0
    for document in load_seeds():
        reading = read_voices(document)
        for start, end in reading.sentences:
            text = make_plain(document.text[start:end]).strip()
            found = measure_readability(text, minimum_words=1, minimum_sentences=1)
            if len(text) > 40 and found.counts.sentences == TEXTSTAT.sentence_count(text):
                agreed += 1
                assert_equal_to_textstat(text, found)
    assert agreed > 100


@given(st.one_of(any_text, news_text))
def test_any_text_is_measured_and_short_ones_have_no_scores(text: str) -> None:
    found = measure_readability(text)
    json.dumps(found.to_dict())
    assert found.counts.words < 100 or found.reason or found.lix is not None
    if found.reason:
        assert set(every_score(found).values()) == {None}


@given(news_text)
def test_voices_share_out_the_words_and_sentences(text: str) -> None:
    found = measure_readability(text)
    parts = [grades.counts for grades in found.by_voice.values()]
    wholes = [section.grades.counts for section in found.by_section]
    assert sum(part.sentences for part in parts) == pytest.approx(sum(whole.sentences for whole in wholes))
    # A border inside a word makes two of it.
    assert sum(part.words for part in parts) >= sum(whole.words for whole in wholes)
    assert sum(part.characters for part in parts) == sum(whole.characters for whole in wholes)


def test_what_is_too_short_says_so() -> None:
    assert measure_readability("").reason == "fewer than 100 words: 0"
    assert measure_readability("One short text.").reason == "fewer than 100 words: 3"
    assert measure_readability("the word of " * 40 + "the end.").reason == "fewer than 3 sentences: 1"
    assert measure_readability(LONG).reason is None


def test_another_language_has_no_scores() -> None:
    found = measure_readability("Министры встретились в Женеве и ничего не подписали. " * 30)
    assert set(every_score(found).values()) == {None}
    assert "English" in str(found.reason)


def test_each_voice_and_section_is_graded() -> None:
    text = f"{LONG}\n\n“{LONG.strip()}” said Ana Petrova."
    found = measure_readability(text)
    assert set(found.by_voice) == {"author", "v1"}
    assert found.by_voice["v1"].lix == pytest.approx(measure_readability(LONG).lix, abs=0.5)
    assert [section.kind for section in found.by_section] == ["body"]


@pytest.mark.parametrize("minimum", [{"minimum_words": 0}, {"minimum_sentences": -1}])
def test_a_minimum_below_one_is_refused(minimum: dict[str, Any]) -> None:
    with pytest.raises(OptionError, match="1 is the least"):
        measure_readability(LONG, **minimum)


def test_formulas_are_those_published() -> None:
    counts = TextCounts(
        words=100,
        sentences=5,
        syllables=150,
        polysyllables=10,
        complex_words=8,
        difficult_words=20,
        long_words=30,
        letters=450,
        characters=480,
        tokens=100,
    )
    expected = {
        "flesch_reading_ease": 206.835 - 1.015 * 20 - 84.6 * 1.5,
        "flesch_kincaid_grade": 0.39 * 20 + 11.8 * 1.5 - 15.59,
        "gunning_fog": 0.4 * (20 + 8),
        "smog_index": 3.1291 + 1.043 * (10 * 30 / 5) ** 0.5,
        "automated_readability_index": 4.71 * 4.8 + 0.5 * 20 - 21.43,
        "coleman_liau_index": 0.058 * 450 - 0.296 * 5 - 15.8,
        "dale_chall": 0.1579 * 20 + 0.0496 * 20 + 3.6365,
        "lix": 20 + 30,
    }
    assert {name: formula(counts) for name, formula in FORMULAS.items()} == pytest.approx(expected)


_OFFLINE = """
import socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("reached for the network")
socket.getaddrinfo = socket.create_connection = refuse
from framing.lean_imports import leave_out_unused
leave_out_unused()
import nltk
nltk.download = refuse
import framing.readability as readability
print(readability.measure_readability("Separatists reiterated their commitments today. " * 40).counts.syllables)
"""


def test_nothing_is_downloaded(tmp_path: Any) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", _OFFLINE],
        capture_output=True,
        text=True,
        env={"HOME": str(tmp_path), "NLTK_DATA": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) == 40 * 15
