"""VADER's rules: equal to the package to the last bit, on any string."""

from __future__ import annotations

import pickle
import struct
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.analysers import analyse_all, as_analyser, read_valences
from framing.documents import load_seeds
from framing.errors import DocumentError, LexiconError, OptionError
from framing.language import make_plain
from framing.segmentation import split_sentences
from framing.valence import Analyser, Scores, Vader, built_in
from strategies_sentiment import any_texts, ruled_texts

PACKAGE = SentimentIntensityAnalyzer()
EXACT = Vader(exact=True)


def bits(compound: float, positive: float, neutral: float, negative: float) -> bytes:
    return struct.pack("4d", compound, positive, neutral, negative)


def ours(text: str, scorer: Vader = EXACT) -> bytes:
    scores = scorer.score(text)
    return bits(scores.compound, scores.positive, scores.neutral, scores.negative)


def theirs(text: str, analyser: SentimentIntensityAnalyzer = PACKAGE) -> bytes:
    scores = analyser.polarity_scores(text)
    return bits(scores["compound"], scores["pos"], scores["neu"], scores["neg"])


@settings(max_examples=400)
@given(any_texts())
@example("")
@example("  \n ")
@example("🙂")
@example("good👍good 💘👍 x🙂")
@example("\ud800 good \x00 bad")
@example("İS GREAT")
@example("not this good, but good but bad good bad good")
@example("the kiss of death was not the bomb, but a bus stop to die for")
@example("at least good, very least good, least good")
@example("NO good NO no great nor or no bad")
@example("It was kind of good, sort of bad and just enough great")
def test_exact_mode_gives_the_packages_numbers_to_the_last_bit(text: str) -> None:
    assert ours(text) == theirs(text)


def test_exact_mode_equals_the_package_on_every_sentence_of_the_seeds() -> None:
    for document in load_seeds():
        for start, end in split_sentences(document.text):
            sentence = document.text[start:end]
            assert ours(sentence) == theirs(sentence), sentence


@given(ruled_texts())
def test_the_default_scores_what_the_package_would_of_plain_marks(text: str) -> None:
    assert ours(text, Vader()) == theirs(make_plain(text))


@given(ruled_texts(), st.dictionaries(st.sampled_from(["but", "so", "war", "never", "good", "the"]), st.floats(-4, 4)))
@example("the great but terrible ", {"but": 0.0, "the": 5e-324})  # half of it is zero
def test_ones_own_lexicon_runs_through_the_same_rules(text: str, words: dict[str, float]) -> None:
    analyser = SentimentIntensityAnalyzer()
    analyser.lexicon.update(words)
    assert ours(text, Vader(words, exact=True)) == theirs(text, analyser)


@given(ruled_texts(), st.dictionaries(st.sampled_from(["war", "good", "so"]), st.floats(-4, 4), min_size=1))
def test_ones_own_lexicon_can_replace_the_packages(text: str, words: dict[str, float]) -> None:
    analyser = SentimentIntensityAnalyzer()
    analyser.lexicon = dict(words)
    assert ours(text, Vader(words, extend=False, exact=True)) == theirs(text, analyser)


@given(any_texts())
def test_scores_stay_in_their_ranges(text: str) -> None:
    scores = Vader().score(text)
    assert -1 <= scores.compound <= 1
    parts = (scores.positive, scores.neutral, scores.negative)
    assert all(0 <= part <= 1 for part in parts)
    assert sum(parts) == pytest.approx(1 if text.split() and make_plain(text).split() else 0, abs=0.002)
    assert scores.carrying or scores.compound == 0


def test_a_contrast_in_a_very_long_text_is_weighed_in_linear_time() -> None:
    scores = Vader(exact=True).score("good bad great terrible " * 50_000 + "but " + "good bad " * 50_000)
    assert -1 <= scores.compound <= 1


@pytest.mark.parametrize(
    ("text", "exact", "plain"),
    [
        ("“It was a disaster,” he said.", 0.0, -0.6249),
        ("They can’t succeed.", 0.4939, -0.3875),
        ("A triumph—again.", 0.0, 0.4767),
    ],
)
def test_plain_marks_let_words_be_seen(text: str, exact: float, plain: float) -> None:
    assert Vader(exact=True).score(text).compound == exact
    assert Vader().score(text).compound == plain


@given(st.text())
def test_making_marks_plain_keeps_every_offset(text: str) -> None:
    plain = make_plain(text)
    assert len(plain) == len(text)
    assert all(a == b for a, b in zip(text, plain, strict=True) if a.isascii())
    assert make_plain(plain) == plain


def test_the_scorer_pickles_with_its_words() -> None:
    scorer = pickle.loads(pickle.dumps(Vader({"regime": -2.0}, exact=True)))  # noqa: S301
    assert (scorer.words, scorer.exact) == ({"regime": -2.0}, True)
    assert scorer.score("regime").compound < 0
    assert pickle.loads(pickle.dumps(built_in())) is built_in()  # noqa: S301


@pytest.mark.parametrize("words", [{"two words": 1}, {"": 1}, {"bad": 5}, {"bad": float("nan")}, {"bad": "1"}])
def test_an_unusable_word_is_refused(words: dict[str, float]) -> None:
    with pytest.raises(OptionError, match="valence"):
        Vader(words)


# ---------------------------------------------------------------- other analysers


class Batch:
    def score(self, text: str) -> Scores:
        raise AssertionError("the batch was there")

    def score_all(self, texts: list[str]) -> list[Scores]:
        return [Scores(0.5) for _ in texts]


def test_an_analyser_is_anything_that_scores() -> None:
    assert isinstance(Vader(), Analyser)
    assert as_analyser(None, exact=True).score("“disaster,”").compound == 0
    assert as_analyser(lambda text: len(text) / 10).score("abcd") == Scores(0.4)
    assert [scores.compound for scores in analyse_all(Batch(), ["a", "b"])] == [0.5, 0.5]


def test_what_cannot_score_is_refused() -> None:
    with pytest.raises(OptionError, match="score"):
        as_analyser(3)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="exact"):
        as_analyser(Batch(), exact=True)
    with pytest.raises(OptionError, match=r"1\.5"):
        analyse_all(as_analyser(lambda text: 1.5), ["a"])
    with pytest.raises(OptionError, match="nan"):
        analyse_all(as_analyser(lambda text: float("nan")), ["a"])


# ---------------------------------------------------------------- valence lexicons


def test_a_lexicon_is_read_from_toml_and_csv(tmp_path: Path) -> None:
    toml, table = tmp_path / "a.toml", tmp_path / "a.csv"
    toml.write_text('[words]\nregime = -1.5\n"Puppet" = -2\n', encoding="utf-8")
    table.write_text("word,valence\nregime,-1.5\nPuppet,-2\n", encoding="utf-8")
    assert read_valences(toml) == read_valences(table) == {"regime": -1.5, "puppet": -2.0}


def test_every_fault_of_a_lexicon_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("word,valence\ntwo words,1\nbad,9\nbad2,x\nfine,1\nFINE,2\nshort\n", encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_valences(path)
    assert [fault.line for fault in caught.value.faults] == [2, 3, 4, 6, 7]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", ""), ("a.csv", "a,b\n1,2\n"), ("a.csv", "word,valence\n"), ("a.toml", "x ="), ("a.toml", "words = 1")],
)
def test_a_file_that_is_no_lexicon_is_refused(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"a\.(csv|toml)"):
        read_valences(path)


def test_a_missing_lexicon_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"none\.csv"):
        read_valences(tmp_path / "none.csv")


def test_scores_and_scorers_are_told_with_all_they_hold() -> None:
    scores = Scores(0.25, 0.5, 0.3, 0.2, carrying=False)
    told = {"compound": 0.25, "positive": 0.5, "neutral": 0.3, "negative": 0.2, "carrying": False}
    assert scores.to_dict() == told
    assert repr(Vader()) == "Vader(exact=False)"
    assert repr(Vader({"fine": 1.0}, extend=False, exact=True)) == "Vader(1 words, extend=False, exact=True)"


@pytest.mark.parametrize(
    "text",
    [
        "x👍", "👍x", "x 👍", "👍👍", " 👍", "😀 is GOOD", "GOOD", "very GOOD day", "not very good", "never so good",
        "never this good", "without doubt good", "without a doubt good", "least good", "at least good",
        "very least good", "the least of it", "no good", "no, good", "so no bad", "good but bad", "bad BUT good",
        "kind of good", "sort of bad", "kiss of death", "the shit", "bad ass", "yeah right", "to die for", "good!",
        "good!!", "good!!!", "good!!!!", "good!!!!!", "good?", "good??", "good???", "good????", "isn't good",
        "isn't a very good", "hardly good", "extremely extremely good", "VERY good", "very GOOD and bad", "a", "",
    ],
)  # fmt: skip
def test_each_rule_gives_the_packages_numbers(text: str) -> None:
    scores = PACKAGE.polarity_scores(text)
    found = Vader(exact=True).score(text)
    assert (found.compound, found.positive, found.neutral, found.negative) == (
        *(scores[key] for key in ("compound", "pos", "neu", "neg")),
    )
