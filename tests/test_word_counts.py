"""Words are counted as textstat counts them."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from textstat.textstat import textstatistics

from framing.documents import load_seeds
from framing.language import make_plain
from framing.word_counts import TextCounts, count_words, read_syllables, unpack, words_in
from strategies import news_text

TEXTSTAT, LETTERS = textstatistics(), textstatistics()
TEXTSTAT.set_rm_apostrophe(False)
LETTERS.set_rm_apostrophe(True)


def as_textstat_counts(token: str) -> TextCounts:
    word = TEXTSTAT.remove_punctuation(token)
    if not word:
        return TextCounts(sentences=1, characters=len(token), tokens=1)
    syllables, difficult = TEXTSTAT.syllable_count(token), TEXTSTAT.is_difficult_word(word, 0)
    letters = len(LETTERS.remove_punctuation(token))
    return TextCounts(
        words=1,
        sentences=1,
        syllables=syllables,
        polysyllables=int(syllables >= 3),
        complex_words=int(difficult and syllables >= 3),
        difficult_words=int(difficult),
        long_words=int(letters > 6),
        letters=letters,
        characters=len(token),
        tokens=1,
    )


@pytest.fixture(scope="module", autouse=True)
def dictionary() -> None:
    count_words("word")  # lets textstat find CMUdict


@given(st.text(st.one_of(st.characters(), st.sampled_from("abdelrstvTSD'’-._9")), min_size=1, max_size=12))
@example("shan't")
@example("'tis")
@example("o'clock")
@example("44-day")
def test_any_token_is_counted_as_textstat_counts_it(token: str) -> None:
    token = make_plain(token)
    assume(token.split() == [token])
    assert unpack(count_words(token), 1.0) == as_textstat_counts(token)


def test_the_tokens_of_news_are_counted_as_textstat_counts_them() -> None:
    tokens = sorted({token for document in load_seeds() for token in make_plain(document.text).split()})
    assert len(tokens) > 1_000
    wrong = [token for token in tokens if unpack(count_words(token), 1.0) != as_textstat_counts(token)]
    assert wrong == []


@given(news_text)
def test_packed_counts_add_up(text: str) -> None:
    tokens = text.split()
    assert count_words(text) == sum(count_words(token) for token in tokens)
    assert words_in(count_words(text)) == sum(unpack(count_words(token), 1.0).words for token in tokens)


def test_what_is_too_long_for_a_word_has_characters_only() -> None:
    assert unpack(count_words("a" * 101), 0.0) == TextCounts(characters=101, tokens=1)
    assert unpack(count_words("a" * 100), 0.0).words == 1


def test_the_syllables_are_those_of_the_dictionary_that_ships() -> None:
    lines = (files("framing") / "data" / "nltk_data" / "corpora" / "cmudict" / "cmudict").read_text().splitlines()
    first = {word.lower(): sounds for word, number, *sounds in map(str.split, lines) if number == "1"}
    known = read_syllables()
    assert known == {
        word: sum(sound[-1].isdigit() for sound in sounds)
        for word, sounds in first.items()
        if word.replace("'", "").isalnum()
    }
