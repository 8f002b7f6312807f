"""Sentiment of a document: by sentence, voice, mode and target."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.documents import Document, load_seeds
from framing.errors import OptionError
from framing.lexicons import Lexicon, load_lexicon
from framing.sentiment import Sentiment, measure_sentiment
from framing.statistics import bootstrap_ratio
from framing.targets import target_sentiment
from framing.valence import Scores, Vader
from framing.voices import read_voices
from strategies import any_text, news_text

PACKAGE = SentimentIntensityAnalyzer()
SHARED = (
    "The illegal regime in Khankendi spread terrible lies. “Our brave people will win,” said Ana Petrova. "
    "A good day for Stepanakert, and the table was brown."
)


@pytest.fixture(scope="module")
def karabakh() -> Lexicon:
    return load_lexicon("karabakh")


def by_hand(values: list[float]) -> float:
    return sum(values) / len(values)


# ---------------------------------------------------------------- sentences


@given(news_text)
def test_exact_scores_are_the_packages_on_each_span(text: str) -> None:
    for sentence in measure_sentiment(text, exact=True).sentences:
        scores = PACKAGE.polarity_scores(text[sentence.start : sentence.end])
        assert (sentence.compound, sentence.positive, sentence.neutral, sentence.negative) == (
            scores["compound"],
            scores["pos"],
            scores["neu"],
            scores["neg"],
        )


@given(any_text)
def test_any_text_is_measured_within_range(text: str) -> None:
    found = measure_sentiment(text)
    assert found.mean is None or -1 <= found.mean <= 1
    assert (found.mean is None) == (found.n == 0)
    assert found.carrying <= found.n <= len(found.sentences)
    for sentence in found.sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)
        assert -1 <= sentence.compound <= 1
    json.dumps(found.to_dict())


@given(news_text)
def test_sentences_are_split_at_the_border_of_voices(text: str) -> None:
    reading = read_voices(text)
    ends = [0]
    for sentence in measure_sentiment(reading).sentences:
        assert sentence.start >= ends[-1]
        ends.append(sentence.end)
        assert {reading.stretch_at(at).voice for at in range(sentence.start, sentence.end)} == {sentence.voice}
        first, last = reading.sentences[sentence.sentence]
        assert first <= sentence.start < sentence.end <= last


def test_each_voice_has_the_mean_of_its_own_sentences() -> None:
    found = measure_sentiment(SHARED)
    assert set(found.by_voice) == {"author", "v1"}
    for voice, mean in found.by_voice.items():
        held = [sentence.compound for sentence in found.sentences if sentence.voice == voice]
        assert mean.mean == pytest.approx(by_hand(held), abs=1e-6)
        assert mean.n == len(held)
    assert found.by_voice["v1"].mean == measure_sentiment("Our brave people will win,").mean
    assert found.by_mode["quoted"].n == 1
    assert found.mean == pytest.approx(by_hand([sentence.compound for sentence in found.sentences]), abs=1e-6)


def test_what_only_says_who_speaks_is_no_sentence_of_the_author() -> None:
    found = measure_sentiment("“We will win,” said Ana Petrova. “They lie,” lamented Ana Petrova.")
    own = [sentence for sentence in found.sentences if sentence.voice == "author"]
    assert [sentence.carrying for sentence in own] in ([], [True])


@pytest.mark.parametrize("text", ["", " \n ", "…", "—— !!"])
def test_nothing_gives_nothing(text: str) -> None:
    found = measure_sentiment(text)
    assert (found.mean, found.n, found.carrying, found.interval) == (None, 0, 0, None)
    assert found.to_dict()["sentiment"]["mean"] is None


def test_another_language_gives_none_and_says_why() -> None:
    found = measure_sentiment("Министры встретились в Женеве и ничего не подписали. Переговоры продолжаются.")
    assert (found.mean, found.sentences) == (None, ())
    assert "English" in str(found.reason)


def test_typographic_marks_change_exact_scores_only() -> None:
    text = "“Disaster,” they said of a “disaster,” and left us."
    assert measure_sentiment(text).mean != measure_sentiment(text, exact=True).mean


# ---------------------------------------------------------------- intervals


def test_an_interval_needs_five_sentences_and_holds_the_mean() -> None:
    sentences = ["We won.", "They lied badly.", "The table is brown.", "A good day came.", "It rained."]
    assert measure_sentiment(" ".join(sentences[:4])).interval is None
    found = measure_sentiment(" ".join(sentences))
    assert found.n == 5
    low, high = found.interval or (1, -1)
    assert low < (found.mean or 0) < high


def test_intervals_are_fixed_by_their_seed() -> None:
    seeds = load_seeds()
    first, again = measure_sentiment(seeds[0]), measure_sentiment(seeds[0])
    assert first == again
    assert first.interval == again.interval
    assert measure_sentiment(seeds[0], seed=1).interval != first.interval


def test_a_bootstrap_draws_at_least_one_sample() -> None:
    with pytest.raises(OptionError, match="resamples"):
        measure_sentiment("Fine.", resamples=0)


# ---------------------------------------------------------------- targets


def test_every_referent_named_has_its_own_sentiment(karabakh: Lexicon) -> None:
    found = measure_sentiment(SHARED, karabakh)
    stepanakert = found.toward["city-stepanakert"]
    assert [SHARED[start:end] for start, end in stepanakert.spans] == ["Khankendi", "Stepanakert"]
    assert stepanakert.n == 2
    assert stepanakert.interval is None
    aims = {(aim.start, aim.end): aim for aim in found.aims if aim.referent == "city-stepanakert"}
    assert stepanakert.mean == pytest.approx(by_hand([aim.compound for aim in aims.values()]), abs=1e-6)
    first, last = aims[stepanakert.spans[0]], aims[stepanakert.spans[1]]
    assert first.compound < last.compound
    assert all(SHARED[start:end] for start, end in first.spans)


def test_the_seeds_are_aimed_at_within_their_text(karabakh: Lexicon) -> None:
    for document in load_seeds():
        found = measure_sentiment(document, karabakh)
        assert found.toward
        sentences = read_voices(document).sentences
        for aim in found.aims:
            low = max(start for start, _ in sentences if start <= aim.start)
            assert all(low <= start < end <= len(document.text) for start, end in aim.spans)
            assert -1 <= aim.compound <= 1


def test_mentions_that_are_known_are_not_sought_again(karabakh: Lexicon) -> None:
    assert measure_sentiment(SHARED, karabakh, mentions=()).toward == {}


# ---------------------------------------------------------------- other analysers


class Shouting:
    """Finds capital letters bad."""

    def score(self, text: str) -> Scores:
        return Scores(-sum(map(str.isupper, text)) / max(1, len(text)))


def test_another_analyser_gets_voices_and_targets(karabakh: Lexicon) -> None:
    found = measure_sentiment(SHARED, karabakh, analyser=Shouting())
    for sentence in found.sentences:
        assert sentence.compound == Shouting().score(SHARED[sentence.start : sentence.end]).compound
    assert set(found.by_voice) == {"author", "v1"}
    assert found.toward["city-stepanakert"].n == 2


def test_another_analyser_is_trusted_with_another_language() -> None:
    assert measure_sentiment("Министры встретились в Женеве.", analyser=lambda text: 0.25).mean == 0.25


def test_ones_own_words_count() -> None:
    text = "The ministry issued a communiqué."
    assert measure_sentiment(text).mean == 0
    assert (measure_sentiment(text, analyser=Vader({"communiqué": -2})).mean or 0) < 0


# ---------------------------------------------------------------- records


def test_the_record_has_the_fields_of_the_profile() -> None:
    record = measure_sentiment(Document(SHARED)).to_dict()
    assert set(record) == {"sentences", "sentiment"}
    assert {"start", "end", "voice", "compound", "positive", "neutral", "negative"} <= set(record["sentences"][0])
    assert {"mean", "by_voice", "toward", "interval", "n", "carrying"} <= set(record["sentiment"])
    assert json.loads(json.dumps(record)) == record


def test_a_result_pickles_and_compares_by_value() -> None:
    found = measure_sentiment(SHARED)
    copy: Sentiment = pickle.loads(pickle.dumps(found))  # noqa: S301
    assert copy == found
    assert repr(copy) == repr(found)


def test_a_record_holds_each_number_under_its_name(karabakh: Lexicon) -> None:
    text = (
        "Khankendi is calm. We won a great prize. They lied badly. “A good day,” said Ana Petrova. It rained. War came."
    )
    found = measure_sentiment(text, karabakh, analyser=Vader(exact=True), resamples=200, seed=4)
    record = found.to_dict()
    scores = PACKAGE.polarity_scores("Khankendi is calm.")
    place = {"start": 0, "end": 19, "voice": "author", "mode": "own", "sentence": 0, "carrying": True}
    shares = {"positive": scores["pos"], "neutral": scores["neu"], "negative": scores["neg"]}
    assert record["sentences"][0] == {**place, **shares, "compound": scores["compound"]}
    whole = record["sentiment"]
    assert set(whole) == {"mean", "interval", "n", "carrying", "by_voice", "by_mode", "toward", "reason"}
    compounds = [sentence["compound"] for sentence in record["sentences"]]
    assert compounds == [PACKAGE.polarity_scores(text[s.start : s.end])["compound"] for s in found.sentences]
    assert (whole["mean"], whole["n"], whole["carrying"]) == (round(by_hand(compounds), 6), 6, 5)
    drawn = bootstrap_ratio(compounds, [1] * 6, seed=4, resamples=200)
    assert whole["interval"] == [round(bound, 4) for bound in drawn or ()]
    assert whole["by_mode"]["quoted"] == {"mean": 0.4404, "interval": None, "n": 1, "carrying": 1}
    assert whole["by_mode"]["paraphrased"] == {"mean": None, "interval": None, "n": 0, "carrying": 0}
    assert whole["by_voice"]["v1"] == whole["by_mode"]["quoted"]
    toward = whole["toward"]["city-stepanakert"]
    aim = found.aims[0]
    assert toward == {"mean": aim.compound, "interval": None, "n": 1, "spans": [[0, 9]], "compounds": [aim.compound]}
    named = {"start": 0, "end": 9, "referent": "city-stepanakert"}
    spans = [list(span) for span in aim.spans]
    assert aim.to_dict() == {**named, "compound": aim.compound, "polarity": aim.polarity, "spans": spans}


def test_the_mean_toward_a_referent_has_an_interval_from_five_mentions_on(karabakh: Lexicon) -> None:
    text = " ".join(f"Khankendi had a {word} day." for word in ("good", "bad", "calm", "terrible", "great"))
    toward = measure_sentiment(text, karabakh, seed=2, resamples=300).toward["city-stepanakert"]
    drawn = bootstrap_ratio(toward.compounds, [1] * 5, seed=2, resamples=300)
    assert toward.interval == tuple(round(bound, 4) for bound in drawn or ())
    assert toward.mean == round(by_hand(list(toward.compounds)), 6)
    alike = measure_sentiment("It rained. " * 6)
    assert alike.interval == (0.0, 0.0)


def test_readers_comments_count_for_their_voices_only(karabakh: Lexicon) -> None:
    text = "Khankendi is calm.\n\nAnna\n2 hours ago\nKhankendi is a terrible place.\nBoris\n1 hour ago\nIt rained."
    found = measure_sentiment(text, karabakh)
    assert (found.n, found.by_mode["own"].n) == (1, 1)
    theirs = [sentence.compound for sentence in found.sentences if sentence.voice == "c1"]
    assert found.by_voice["c1"].compounds == tuple(theirs)
    assert min(theirs) < 0
    assert [aim.counted for aim in found.aims] == [True, False]
    assert found.toward["city-stepanakert"].spans == ((0, 9),)


def test_boilerplate_is_not_scored(karabakh: Lexicon) -> None:
    text = "Khankendi is calm.\n\nRead more: Khankendi is terrible\nSign in to comment"
    found = measure_sentiment(text, karabakh)
    assert [(sentence.start, sentence.end) for sentence in found.sentences] == [(0, 20)]
    assert len(found.aims) == 1


def test_what_is_printed_says_how_much_was_scored() -> None:
    assert repr(measure_sentiment("")) == (
        "Sentiment(mean none over 0 sentences, 0 with valence, 1 voices, toward 0 referents)"
    )
    assert repr(measure_sentiment("Министры встретились в Женеве и ничего не подписали.")) == (
        "Sentiment(none: the text does not look English)"
    )


@pytest.mark.parametrize("method", ["learned", "rules"])
def test_the_method_of_targets_is_passed_on(karabakh: Lexicon, method: Any) -> None:
    for aim in measure_sentiment(SHARED, karabakh, method=method).aims:
        start, end = next(span for span in read_voices(SHARED).sentences if span[0] <= aim.start < span[1])
        found = target_sentiment(SHARED[start:end], (aim.start - start, aim.end - start), method=method)
        assert (aim.compound, aim.polarity) == (found.compound, found.polarity)
    first, second = (measure_sentiment(SHARED, karabakh, method=each).aims for each in ("learned", "rules"))
    assert first != second


def test_where_nothing_is_scored_the_record_is_empty_and_says_why() -> None:
    assert measure_sentiment("Министры встретились в Женеве и ничего не подписали.").to_dict() == {
        "sentences": [],
        "sentiment": {
            "mean": None,
            "interval": None,
            "n": 0,
            "carrying": 0,
            "by_voice": {},
            "by_mode": {},
            "toward": {},
            "reason": "the text does not look English",
        },
    }
