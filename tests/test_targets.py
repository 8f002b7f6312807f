"""Sentiment aimed at one mention."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.clauses import Clauses, stem
from framing.errors import OptionError
from framing.target_weights import TARGET, Weighing, _learned, weigh_evidence
from framing.targets import Method, Sentence, TargetSentiment, target_sentiment
from framing.valence import Scores, built_in
from strategies import any_text, news_text
from strategies_sentiment import ruled_texts

METHODS: tuple[Method, ...] = ("learned", "rules")


def aim(text: str, target: str, method: Method = "learned") -> int:
    start = text.index(target)
    return target_sentiment(text, (start, start + len(target)), method=method).polarity


@st.composite
def aimed(draw: st.DrawFn) -> tuple[str, tuple[int, int]]:
    text = draw(st.one_of(any_text, news_text, ruled_texts()).filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, (start, draw(st.integers(start + 1, len(text))))


@given(aimed(), st.sampled_from(METHODS))
def test_any_target_in_any_text_is_scored_within_range(case: tuple[str, tuple[int, int]], method: Method) -> None:
    text, target = case
    found = target_sentiment(text, target, method=method)
    assert -1 <= found.compound <= 1
    assert found.polarity in (-1, 0, 1)
    assert found.polarity * found.compound >= 0
    assert bool(found.spans) <= bool(found.polarity)
    for start, end in found.spans:
        assert 0 <= start < end <= len(text)
        assert end <= target[0] or start >= min(target[1], end), "the target's own letters decide nothing"


def slow(sentence: Sentence, low: int, high: int) -> tuple[float, float] | None:
    """Add up all evidence one by one, the obvious way."""
    known = _learned()
    sums = [0.0, 0.0]
    heard = False
    evidence = weigh_evidence(sentence.clauses, sentence.valences(built_in()), low, high)
    for token, word, relation, amount in [*evidence, (-1, TARGET, "bias", 1.0)]:
        heard = heard or (token >= 0 and word in known)
        pair = known[word].by_relation.get(relation, (0.0, 0.0)) if word in known else (0.0, 0.0)
        sums[0] += pair[0] * amount
        sums[1] += pair[1] * amount
    return (sums[0], sums[1]) if heard else None


@given(aimed())
def test_weights_added_up_at_once_equal_the_evidence_one_by_one(case: tuple[str, tuple[int, int]]) -> None:
    text, (start, end) = case
    sentence = Sentence(text)
    low, high = sentence.clauses.tokens_of(start, end)
    found = Weighing(sentence.clauses, sentence.valences(built_in())).toward(low, high)
    expected = slow(sentence, low, high)
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert found[0] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("text", "target", "polarity"),
    [
        ("Observers praised Petrova for her brilliant work.", "Petrova", 1),
        ("Prosecutors accused Petrova of fraud and corruption.", "Petrova", -1),
        ("Petrova is a liar and a disgrace, critics said.", "Petrova", -1),
        ("Petrova met Ivanova in Geneva on Tuesday.", "Ivanova", 0),
    ],
)
def test_praise_and_blame_find_their_target(method: Method, text: str, target: str, polarity: int) -> None:
    assert aim(text, target, method) == polarity


@pytest.mark.parametrize("method", METHODS)
def test_clauses_keep_two_targets_apart(method: Method) -> None:
    text = "Petrova was praised for her work, while Ivanova was condemned as a corrupt criminal."
    assert (aim(text, "Petrova", method), aim(text, "Ivanova", method)) == (1, -1)


@pytest.mark.parametrize("method", METHODS)
def test_names_carry_no_valence(method: Method) -> None:
    united = target_sentiment("He flew to the United States with Petrova.", (34, 41), method=method)
    plain = target_sentiment("He flew to the Marshall States with Petrova.", (36, 43), method=method)
    assert united.compound == plain.compound


@pytest.mark.parametrize("method", METHODS)
def test_the_targets_own_words_count_for_nothing(method: Method) -> None:
    bad = target_sentiment("They met the corrupt criminals on Tuesday.", (13, 30), method=method)
    plain = target_sentiment("They met the green tables on Tuesday.", (13, 25), method=method)
    assert bad.compound == plain.compound


def test_what_does_not_speak_of_anything_is_neutral() -> None:
    assert target_sentiment("Xyzzy", (0, 5)).compound == 0
    assert target_sentiment("Xyzzy", (0, 5)).polarity == 0


@given(news_text, st.sampled_from(METHODS))
def test_only_the_sentence_of_the_target_is_read(text: str, method: Method) -> None:
    sentence = "Prosecutors accused Petrova of fraud."
    alone = target_sentiment(sentence, (20, 27), method=method)
    joined = target_sentiment(f"{sentence}\n\n{text}", (20, 27), method=method)
    assert joined == alone


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 2), (0, 99)])
def test_a_span_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(OptionError, match="target"):
        target_sentiment("Short text.", span)


def test_an_unknown_method_is_refused_with_the_known() -> None:
    with pytest.raises(OptionError, match="learned"):
        target_sentiment("Short text.", (0, 5), method="lerned")  # type: ignore[arg-type]


def test_a_mention_in_a_sentence_of_many_words_reads_what_is_near() -> None:
    sentence = Sentence("bad good “ " * 50_000 + "Petrova lied " + "so, but " * 50_000)
    at = sentence.text.index("Petrova")
    for shift in range(50):
        assert -1 <= sentence.toward(at + shift % 7, at + 7).compound <= 1


# ---------------------------------------------------------------- rules


def by_rules(text: str, target: str) -> float:
    start = text.index(target)
    return target_sentiment(text, (start, start + len(target)), method="rules").compound


def test_what_is_done_falls_on_the_other_by_the_rules() -> None:
    both = "Petrova attacked Ivanova."
    assert by_rules(both, "Ivanova") < by_rules(both, "Petrova") < 0
    assert by_rules("Petrova attacked her.", "Petrova") == by_rules(both, "Petrova"), "a pronoun is somebody"
    # Nobody is named whom it falls on; or it is done to the target.
    for text in ("Petrova attacked again.", "Petrova was attacked by Ivanova."):
        assert by_rules(text, "Petrova") < by_rules(both, "Petrova")


def test_what_a_speaker_says_is_seldom_about_the_speaker_by_the_rules() -> None:
    said = by_rules("“It was a disaster,” said Petrova.", "Petrova")
    assert by_rules("“It was a disaster of Petrova,” said Ivanova.", "Petrova") < said < 0
    assert by_rules("“It was a disaster,” Petrova said.", "Petrova") > by_rules(
        "It was a disaster of Petrova.", "Petrova"
    )
    assert by_rules("“It was a disaster,” wrote one of Petrova.", "Petrova") < said, "nobody says that she speaks"


# ---------------------------------------------------------------- another analyser


class Heard:
    """Notes what it is asked about, and finds that bad."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def score(self, text: str) -> Scores:
        self.texts.append(text)
        return Scores(-0.5 if "condemned" in text else 0.0)


def judged(text: str, target: str) -> tuple[str, TargetSentiment]:
    analyser, start = Heard(), text.index(target)
    found = Sentence(text).judged_by(analyser, start, start + len(target))
    (heard,) = analyser.texts
    return heard, found


def test_another_analyser_reads_the_clause_of_the_target_without_its_name() -> None:
    text = "Petrova was praised for her work, while Ivanova was condemned as a criminal."
    clause = text.index("while"), len(text)
    assert judged(text, "Petrova") == ("it was praised for her work,", TargetSentiment(0.0, 0))
    assert judged(text, "Ivanova") == ("while it was condemned as a criminal.", TargetSentiment(-0.5, -1, (clause,)))
    assert judged("They met _ here.", "_")[0] == "it", "what is no word is in no clause"


def test_another_analyser_reads_no_more_than_what_is_near() -> None:
    words = judged("very " * 5_000 + "Petrova " + "condemned " * 5_000, "Petrova")[0].split()
    at = words.index("it")
    assert 50 < at < 70
    assert 50 < len(words) - at < 70


# ---------------------------------------------------------------- clauses


@given(any_text)
def test_every_list_of_a_sentence_has_one_item_a_token(text: str) -> None:
    clauses = Clauses(text)
    lists = (
        clauses.spans,
        clauses.starts,
        clauses.words,
        clauses.stems,
        clauses.clauses,
        clauses.quoted,
        clauses.names,
    )
    assert len({len(each) for each in lists}) == 1
    assert all(a < b <= c for (a, b), (c, _) in zip(clauses.spans, clauses.spans[1:], strict=False))
    assert sorted(clauses.clauses) == clauses.clauses


def test_a_headline_has_no_names_and_a_sentence_has() -> None:
    def names(text: str) -> list[str]:
        clauses = Clauses(text)
        return [text[a:b] for (a, b), name in zip(clauses.spans, clauses.names, strict=True) if name]

    assert names("Crowds Hail New Talks Between Rival States") == []
    assert names("United States envoys hailed the talks of Ana Petrova.") == ["United", "States", "Ana", "Petrova"]
    assert names("It was a DISASTER for Baku. Nobody came.") == ["Baku"]


@given(st.text())
def test_a_stem_is_never_longer_than_its_word_nor_empty(word: str) -> None:
    assert len(stem(word)) <= len(word)
    assert bool(stem(word)) == bool(word)


def test_no_name_is_among_the_learned_words() -> None:
    known = _learned()
    assert not {"trump", "obama", "clinton", "putin", "russia", "republican", "muslim"} & set(known)
    assert all(math.isfinite(value) for word in known.values() for pair in word.by_relation.values() for value in pair)
