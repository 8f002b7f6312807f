from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.function_words import function_words
from framing.lexicons.forms import cut_form, expand_form, fold_word, gap_key, plain_marks, plural_words, word_pattern
from oracles_matching import fold, gap, split

wild = st.text() | st.text("aİi\u0307ßſé\u0301ʼ’'-–\u00ad\u200d\n\r\u2028\u2029 \t“”\u00a0_4", max_size=30)


@given(wild)
def test_words_are_those_of_the_slow_oracle(text):
    assert [match.span() for match in word_pattern(text).finditer(text)] == split(text)


@given(wild)
def test_folding_is_that_of_the_slow_oracle_and_forgets_case_and_composition(word):
    assert fold_word(word) == fold(word)
    assert fold_word(unicodedata.normalize("NFD", word)) == fold_word(unicodedata.normalize("NFC", word))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("XANKƏNDİ", "Xankəndi"),
        ("Şuşa", "şuşa"),
        ("STRASSE", "Straße"),
        ("Ağdam", "A\u0067\u0306dam"),
        ("Σ", "ς"),
        ("İ", "i\u0307"),
    ],
)
def test_spellings_of_one_word(one, other):
    assert fold_word(one) == fold_word(other)


def test_dotless_i_is_a_letter_of_its_own():
    assert fold_word("Qubadlı") != fold_word("Qubadli")


@given(st.text(" \t\n\r\u00a0\u2028\u2029-–’'“\"(,.\u200b", max_size=6))
def test_gaps_are_those_of_the_slow_oracle(text):
    assert gap_key(text) == gap(text)


@given(wild)
def test_plain_marks_keep_every_offset(text):
    assert len(plain_marks(text)) == len(text)


@given(
    st.lists(st.text("ab -", max_size=3) | st.lists(st.text("ab -", max_size=3), min_size=2, max_size=3), max_size=5)
)
def test_alternatives_are_written_out(parts):
    form = "".join(part if isinstance(part, str) else "{" + "|".join(part) + "}" for part in parts)
    expected = {""}
    for part in parts:
        expected = {done + more for done in expected for more in ([part] if isinstance(part, str) else part)}
    assert set(expand_form(form)) == {" ".join(each.split()) for each in expected}


@given(st.text("ab{}|", max_size=12))
def test_a_form_is_written_out_without_braces_or_refused(form):
    balanced = re.fullmatch(r"(?:[^{}]|\{[^{}]*\|[^{}]*\})*", form)
    if balanced:
        assert all("{" not in spelling and "}" not in spelling for spelling in expand_form(form))
    else:
        with pytest.raises(ValueError, match="brace"):
            expand_form(form)


def test_too_many_spellings_are_refused_at_once():
    with pytest.raises(ValueError, match="more than 256"):
        expand_form("{a|b}" * 10_000)


@given(wild)
def test_a_key_is_the_key_of_itself(spelling):
    form = cut_form(spelling)
    if form is not None and form.key.isascii():
        again = cut_form(form.key)
        assert again is not None
        assert again.key == form.key


def test_a_spelling_without_a_word_or_with_a_blank_line_is_no_form():
    assert cut_form(" – ") is None
    assert cut_form("a\n\nb") is None


@given(st.text(max_size=8))
def test_plurals_are_other_words(word):
    assert all(plural != word and plural for plural in plural_words(fold_word(word)))


def test_function_words_are_folded_and_in_one_place():
    words = function_words("determiners", "prepositions", "conjunctions", "auxiliaries", "pronouns")
    assert all(word == word.lower().strip() for word in words)
    assert {"the", "of", "and", "was", "it"} <= words


@pytest.mark.parametrize(
    ("word", "plurals"),
    [
        ("day", ("days",)),
        ("party", ("parties",)),
        ("boy", ("boys",)),
        ("tax", ("taxes",)),
        ("branch", ("branches",)),
        ("blitz", ("blitzes",)),
        ("flash", ("flashes",)),
        ("oman", ("omans",)),
        ("woman", ("women",)),
        ("embargo", ("embargos", "embargoes")),
        ("4x4", ()),
        ("4x", ("4xes",)),
        ("7", ()),
        ("a", ()),
        ("us", ()),
    ],
)
def test_the_regular_plurals(word, plurals):
    assert plural_words(word) == plurals


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ("a}b", "a closing brace has no opening one"),
        ("{a|b}c}", "a closing brace has no opening one"),
        ("x{a|b", "the brace at 1 is never closed"),
        ("x{a|{b|c}}", "the braces at 1 hold other braces"),
        ("{a}", "the braces at 0 hold no '|'"),
        ("{a|b}" * 20, "its alternatives make more than "),
    ],
)
def test_why_alternatives_do_not_parse(form, reason):
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}"):
        expand_form(form)
