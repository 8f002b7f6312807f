"""Concordance: every line is the text, queries find what a slow search finds, lines align."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing.concordances import Concordance, concordance
from framing.documents import Document
from framing.errors import LexiconError, OptionError
from framing.rendering import cell_width
from framing.segmentation import split_words
from strategies import any_text, news_text

TEXT = (
    "The regime’s army left Khankendi. “The separatist regime is over,” said Ana Petrova. "
    "A regimen of truth, the regime fell in Stepanakert."
)


@settings(max_examples=80)
@given(st.one_of(any_text, news_text), st.integers(0, 9), st.sampled_from(["words", "sentences"]), st.data())
def test_every_line_is_cut_out_of_the_text(text: str, window: int, unit: str, data: st.DataObject) -> None:
    counted = [each for each in framing.find_sections(text) if each.kind != "boilerplate"]
    words = [text[a:b] for a, b in split_words(text) if any(each.start <= a and b <= each.end for each in counted)]
    query = data.draw(st.sampled_from(words)) if words else "x"
    lines = concordance(Document(text, "d"), query, window=window, unit=unit)
    assert len(lines) >= (1 if words else 0)
    for line in lines:
        whole = line["left"] + line["keyword"] + line["right"]
        start = line["start"] - len(line["left"])
        assert text[start : start + len(whole)] == whole
        assert text[line["start"] : line["end"]] == line["keyword"]
        if unit == "words":
            assert len(line["left"].split()) <= window
            assert len(line["right"].split()) <= window


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["the", "regime", "Regime’s", "regimes", "fell", ",", "."]), max_size=20))
def test_a_word_is_found_as_a_slow_search_finds_it(pieces: list[str]) -> None:
    text = " ".join(pieces)
    lines = concordance(Document(text, "d"), "regime")
    assert len(lines) == sum(piece in ("regime", "Regime’s") for piece in pieces)
    assert len(concordance(Document(text, "d"), "regime*")) == sum("regime" in piece.lower() for piece in pieces)
    assert len(concordance(Document(text, "d"), "regime", case=True)) == pieces.count("regime")


def test_a_line_in_boilerplate_is_nobodys_words() -> None:
    text = "The regime fell.\n\nRead more:\n\nSubscribe to our regime newsletter\n\nSign in to comment\n"
    assert framing.find_sections(text)[-1].kind == "boilerplate"
    assert [line["start"] for line in concordance(text, "regime")] == [4]


@pytest.mark.parametrize(
    ("query", "keywords"),
    [
        ("regime", ["regime’s", "regime", "regime"]),
        ("the regime", ["The regime’s", "the regime"]),
        ("regim*", ["regime’s", "regime", "regimen", "regime"]),
        ("*gim*n", ["regimen"]),
        ("The", ["The", "The", "the"]),
        ("absent", []),
    ],
)
def test_words_phrases_and_wildcards(query: str, keywords: list[str]) -> None:
    assert list(concordance(TEXT, query)["keyword"]) == keywords


@pytest.mark.parametrize(
    ("filters", "keywords"),
    [
        ({"side": "azerbaijani"}, {"Khankendi", "separatist regime"}),
        ({"referent": "city-stepanakert"}, {"Khankendi", "Stepanakert"}),
        ({"variant": "Stepanakert"}, {"Stepanakert"}),
        ({"side": "azerbaijani", "mode": "own"}, {"Khankendi"}),
        ({"side": "azerbaijani", "speaker": "Petrova"}, {"separatist regime"}),
        ({"side": "azerbaijani", "query": "Khankendi"}, {"Khankendi"}),
        ({"query": "side:armenian"}, {"Stepanakert"}),
    ],
)
def test_names_are_found_by_what_they_are(filters: dict[str, Any], keywords: set[str]) -> None:
    assert set(concordance(TEXT, lexicon="karabakh", **filters)["keyword"]) >= keywords
    if "query" not in filters:
        lines = concordance(TEXT, lexicon="karabakh", **filters)
        assert all(line[name] == value for line in lines for name, value in filters.items() if name != "speaker")


def test_modes_and_speakers_find_what_is_said() -> None:
    assert concordance(TEXT, speaker="ana petrova")["keyword"] == ("The separatist regime is over,",)
    assert concordance(TEXT, "regime", mode="own")["speaker"] == (None, None)
    assert concordance(TEXT, "regime", speaker="author")["mode"] == ("own", "own")
    assert "".join(concordance(TEXT, mode="own")["keyword"]).count("regime") == 3


def test_a_window_of_sentences() -> None:
    line = concordance("One. Two regime. Three. Four.", "regime", window=1, unit="sentences")[0]
    assert (line["left"], line["right"]) == ("One. Two ", ". Three. ")
    line = concordance("One. Two regime. Three. Four.", "regime", window=0, unit="sentences")[0]
    assert (line["left"], line["right"]) == ("Two ", ". ")


def test_lines_are_ordered_by_context() -> None:
    lines = concordance("a x c. b x b. c x a.", "x", window=1)
    assert lines.sort("left")["left"] == ("a ", "b ", "c ")
    assert [right.strip(" .") for right in lines.sort("right")["right"]] == ["a", "b", "c"]
    assert lines.sort("start", descending=True)["start"][0] == max(lines["start"])
    assert isinstance(lines.sort("left").head(2), Concordance)


@settings(max_examples=60)
@given(st.lists(any_text, max_size=4), st.integers(20, 120))
def test_keywords_stand_under_each_other(texts: list[str], width: int) -> None:
    corpus = [Document(f"{text} Khankendi {text}", f"d{number}") for number, text in enumerate(texts)]
    shown = concordance(corpus, "Khankendi").render(width=width, rows=4).split("\n")
    assert all(cell_width(line) <= width for line in shown)
    places = {cell_width(line[: line.index("Khankendi")]) for line in shown if "Khankendi" in line}
    assert len(places) <= 1 or width < 60


def test_the_seeds_name_the_city_in_both_ways() -> None:
    lines = concordance(framing.load_seeds(), lexicon="karabakh", referent="city-stepanakert")
    assert {"armenian", "azerbaijani"} <= set(lines["side"])
    assert len(lines.to_pandas()) == len(lines)
    assert max(map(len, str(lines).split("\n"))) <= 80


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "nothing to look for"),
        ({"query": "  "}, "nothing to look for"),
        ({"query": "x", "unit": "lines"}, "unknown unit"),
        ({"query": "x", "window": -1}, "0 or more"),
        ({"mode": "said"}, "unknown mode"),
        ({"side": "armenian"}, "needs a lexicon"),
        ({"side": "armenia", "lexicon": "karabakh"}, "Did you mean 'armenian'"),
    ],
)
def test_bad_queries_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        concordance("a text", **options)


def test_an_unknown_referent_is_refused_with_the_nearest() -> None:
    with pytest.raises((OptionError, LexiconError), match="city-stepanakert"):
        concordance("a text", lexicon="karabakh", referent="city-stepanakrt")


def test_a_hostile_wildcard_is_linear() -> None:
    assert len(concordance("a" * 200_000, "*a*a*a*a*a*a*b")) == 0
