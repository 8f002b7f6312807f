"""Keyness: the published reference, counts that agree with their evidence, restrictions, and bad input."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing.documents import Document
from framing.errors import ComparisonError, OptionError
from framing.key_terms import fold, keyness, keyness_of_counts
from framing.rendering import cell_width
from strategies import news_text

REFERENCE = json.loads((Path(__file__).parent / "data" / "keyness_reference.json").read_text(encoding="utf-8"))
PRIORS: dict[str, dict[str, Any]] = {
    "uniform_0.01": {"prior": "uniform"},
    "uniform_0.1": {"prior": "uniform", "strength": 0.1},
    "pooled_scaled_500": {"prior": "pooled"},
    "pooled_counts": {"prior": "counts"},
}


def reference_counts() -> dict[str, dict[str, int]]:
    """Return the counts of the reference, its unlisted words made up so that all totals are right."""
    counts = {
        "Democrats": {word["word"]: word["y1"] for word in REFERENCE["words"]},
        "Republicans": {word["word"]: word["y2"] for word in REFERENCE["words"]},
    }
    others = REFERENCE["vocabulary_size"] - len(REFERENCE["words"])
    for held, total in zip(counts.values(), (REFERENCE["n1"], REFERENCE["n2"]), strict=True):
        rest = total - sum(held.values())
        held.update({f"unlisted {n}": rest // others + (n < rest % others) for n in range(others)})
    return counts


@pytest.mark.parametrize("variance", [0, 1], ids=["two_term", "four_term"])
@pytest.mark.parametrize("prior", sorted(PRIORS))
def test_it_equals_the_reference(prior: str, variance: int) -> None:
    name = REFERENCE["variances"][variance].split(":")[0]
    table = keyness_of_counts(reference_counts(), variance=name, **PRIORS[prior]).where(group="Democrats")
    found = {row["term"]: row for row in table}
    for word in REFERENCE["words"]:
        assert found[word["word"]]["z"] == pytest.approx(word["z"][prior][variance], abs=1e-9)
        assert found[word["word"]]["g2"] == pytest.approx(word["G2"][1], abs=1e-9)


def test_a_prior_of_ones_own() -> None:
    counts = {"A": {"regime": 5, "the": 50}, "B": {"regime": 1, "the": 50}}
    background = {"regime": 10, "the": 990}
    scaled = keyness_of_counts(counts, prior=background, strength=100)
    assert scaled == keyness_of_counts(counts, prior={"regime": 1, "the": 99})
    assert scaled != keyness_of_counts(counts, prior=background)
    lacking = keyness_of_counts(counts, prior={"the": 99})
    assert lacking.where(group="A", term="regime")["z"][0] > scaled.where(group="A", term="regime")["z"][0]


@settings(max_examples=40)
@given(
    st.lists(st.dictionaries(st.sampled_from("abcd"), st.integers(1, 30), min_size=1), min_size=2, max_size=4),
    st.sampled_from(sorted(PRIORS)),
)
def test_each_group_is_compared_with_all_others(counts: list[dict[str, int]], prior: str) -> None:
    named = {f"g{number}": held for number, held in enumerate(counts)}
    table = keyness_of_counts(named, **PRIORS[prior])
    pooled: Counter[str] = Counter()
    for held in counts:
        pooled.update(held)
    for row in table:
        assert row["count"] == named[row["group"]].get(row["term"], 0)
        assert row["rest"] == pooled[row["term"]] - row["count"]
        assert row["n"] + row["n_rest"] == pooled.total()
        assert 0 <= row["q"] <= 1
    if len(counts) == 2:
        twins = table.where(group="g0").sort("term"), table.where(group="g1").sort("term")
        assert list(twins[0]["z"]) == pytest.approx([-z for z in twins[1]["z"]])
        assert list(twins[0]["g2"]) == pytest.approx(list(twins[1]["g2"]), abs=1e-9)


# ---------------------------------------------------------------- texts


def test_phrases_stop_at_marks_sentences_and_voices() -> None:
    one = "The illegal regime fell. Regime change, he said: “the illegal regime”."
    table = keyness([one, "nothing here"], min_count=1)
    terms = {row["term"]: row["count"] for row in table.where(group="text-1")}
    assert terms["illegal regime"] == terms["the illegal regime"] == 2
    assert terms["regime change"] == 1
    assert not {"fell regime", "change he", "said the", "regime fell regime"} & set(terms)


@settings(max_examples=40)
@given(st.lists(news_text, min_size=2, max_size=3), st.sampled_from([None, "own", "quoted", "paraphrased"]))
def test_every_count_is_the_number_of_its_lines(texts: list[str], mode: str | None) -> None:
    corpus = [Document(text, f"d{number}") for number, text in enumerate(texts)]
    table = keyness(corpus, mode=mode, min_count=1)
    by_id = {document.id: document for document in corpus}
    for row in list(table)[:30]:
        lines = table.evidence(row)
        assert len(lines) == row["count"]
        assert len(table.evidence(row, everywhere=True)) == row["count"] + row["rest"]
        for line in lines:
            assert by_id[line["document"]].text[line["start"] : line["end"]] == line["keyword"]
            assert mode in (None, line["mode"])
            assert fold(line["keyword"].split()[0]) == row["term"].split()[0]


def test_modes_and_voices_restrict_what_is_counted() -> None:
    one = "“We fear the regime,” said Ana Petrova. The government fell."
    corpus = [one, "Nothing happened to the government."]

    def count(term: str, **options: Any) -> int:
        found = keyness(corpus, min_count=1, longest=1, **options).where(group="text-1", term=term)
        return sum(found["count"])

    assert (count("regime"), count("government")) == (1, 1)
    assert (count("regime", mode="own"), count("government", mode="own")) == (0, 1)
    assert (count("regime", voice="source"), count("government", voice="source")) == (1, 0)
    assert (count("regime", voice="Ana Petrova"), count("regime", voice="author")) == (1, 0)


def test_the_seeds_differ_in_what_one_expects() -> None:
    table = keyness(framing.load_seeds(), by="outlet", limit=30)
    assert len(table.where(group="JAMnews")) == 30
    assert "washington" in table.where(group="JAMnews")["term"]
    lines = table.render().split("\n")
    assert max(map(cell_width, lines)) <= 80
    assert "Topcor" in lines


def test_rare_terms_are_left_out_but_count() -> None:
    corpus = ["a a a b", "a c"]
    whole, cut = keyness(corpus, min_count=1, longest=1), keyness(corpus, min_count=2, longest=1)
    assert set(cut["term"]) == {"a"}
    assert cut.where(group="text-1", term="a")["n"] == whole.where(group="text-1", term="a")["n"] == (4,)


def test_comments_count_only_where_asked() -> None:
    seeds = framing.load_seeds()
    terms = keyness(seeds, by="outlet", longest=1)
    more = keyness(seeds, by="outlet", longest=1, comments=True)
    assert sum(more.where(group="Topcor")["count"]) > sum(terms.where(group="Topcor")["count"])


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    "options",
    [
        {"mode": "said"},
        {"prior": "poled"},
        {"variance": "three_term"},
        {"longest": 4},
        {"min_count": 0},
        {"prior": "uniform", "strength": 0},
    ],
)
def test_options_out_of_range_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(OptionError):
        keyness(["a", "b"], **options)


def test_too_few_groups_are_refused() -> None:
    with pytest.raises(ComparisonError, match="two groups"):
        keyness(["only one"])
    with pytest.raises(ComparisonError, match="two groups"):
        keyness_of_counts({"A": {"a": 1}})
    with pytest.raises(ComparisonError, match="several documents"):
        keyness("one text")
    with pytest.raises(ComparisonError, match="Did you mean 'outlet'"):
        keyness(framing.load_seeds(), by="outlett")


def test_counts_alone_have_no_evidence() -> None:
    table = keyness_of_counts({"A": {"a": 1}, "B": {"a": 2}})
    with pytest.raises(OptionError, match="no texts"):
        table.evidence(table[0])
    with pytest.raises(OptionError, match="a term and a length"):
        keyness(["a a a", "b b b"]).evidence({})


def test_empty_texts_give_an_empty_table() -> None:
    assert len(keyness(["", " \n"])) == 0
