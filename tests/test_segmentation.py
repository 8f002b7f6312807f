"""Sentences and words: they tile, they nest, they know abbreviations and closing marks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from framing import segmentation
from framing.segmentation import split_paragraphs, split_sentences, split_words
from strategies import texts


def shown(text: str) -> list[str]:
    return [text[a:b].strip() for a, b in split_sentences(text)]


@given(texts, st.data())
def test_paragraphs_and_sentences_tile_any_range(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for spans in (split_paragraphs(text, start, end), split_sentences(text, start, end)):
        assert [a for a, _ in spans] + [end] == [start] + [b for _, b in spans] if start < end else spans == ()
        assert all(a < b for a, b in spans)


@given(texts)
def test_sentences_lie_within_paragraphs(text: str) -> None:
    borders = {a for a, _ in split_paragraphs(text)}
    assert borders <= {a for a, _ in split_sentences(text)}


@given(texts)
def test_words_are_in_order_nest_in_sentences_and_hold_every_letter(text: str) -> None:
    words = split_words(text)
    assert all(x[1] <= y[0] for x, y in pairwise(words))
    starts = [a for a, _ in split_sentences(text)]
    assert not any(a < border < b for a, b in words for border in starts)
    covered = {i for a, b in words for i in range(a, b)}
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())


@given(texts, texts)
def test_a_paragraph_does_not_change_another(first: str, second: str) -> None:
    joined = first + "\n\n" + second
    kept = [span for span in split_sentences(joined) if span[1] <= len(first)]
    assert kept == [span for span in split_sentences(first) if span[1] <= len(first)][: len(kept)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Lavrov met Gen. Muradov.", "They talked."],
        ["He lives in the U.S. and the U.K. these days.", "She does not."],
        ["He left the U.S.", "The talks go on."],
        ["“We will sign.”", "He left."],
        ["‘No,’ he said.", "“Why?” she asked."],
        ["K.C. Maurer, who paid $3.5 billion, came at 5 p.m. on Jan. 5.", "Nobody else did."],
        ["“Is it over?” asked the minister.", "It was not!", "Or was it?"],
        ["(He left.)", "She stayed."],
        ["J. K. Rowling wrote it.", "No. 5 is alive."],
        ["He said: „Nein.“", "Then he left."],
    ],
)
def test_sentences_of_news(sentences: list[str]) -> None:
    assert shown(" ".join(sentences)) == sentences


def test_a_wrapped_line_goes_on_and_a_blank_line_never_does() -> None:
    wrapped = (
        "The foreign ministers of Armenia and Azerbaijan met on Monday in\n"
        "Washington to discuss a treaty that would end the dispute over the\n"
        "region. They agreed on little."
    )
    assert len(split_sentences(wrapped)) == 2
    assert shown("A heading\n\nIt went on") == ["A heading", "It went on"]
    assert shown("  • One thing\n  • Another thing") == ["• One thing", "• Another thing"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Baku’s 44-day war", ["Baku’s", "44-day", "war"]),
        ("the U.S. left", ["the", "U.S", "left"]),
        ("Xankəndi, Şuşa; e\u0301te\u0301", ["Xankəndi", "Şuşa", "e\u0301te\u0301"]),
        ("snake_case — 3.5%", ["snake", "case", "3.5"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [text[a:b] for a, b in split_words(text)] == words


@given(
    st.text(st.characters(categories=("Lu", "Ll", "Lo")), min_size=2, max_size=12),
    st.sampled_from(("He", "said", "5", "X")),
)
@example("etc", "He")
def test_a_full_stop_behind_a_common_word_is_what_punkt_says(word: str, following: str) -> None:
    assume(word.isalpha() and word.lower() not in segmentation._abbreviations())
    assert segmentation._punkt_breaks(f"{word}.", following)
