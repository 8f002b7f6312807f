"""A comparison that lets its observations go equals one that keeps them, and takes no more room for more of them."""

from __future__ import annotations

import contextlib
import pickle
import random
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import framing
from framing.comparison import Comparison, PartialComparison, compare, compare_partials
from framing.comparison.sums import NameSums
from framing.errors import ComparisonError, OptionError
from strategies_comparison import NAMES, corpora, outlet_corpora

Record = dict[str, Any]
QUICK: dict[str, Any] = {"permutations": 99, "resamples": 100, "spans": False}
SIDES = ("armenian", "azerbaijani")
TESTS = ("divergence", "sentiment_contrast")


@contextlib.contextmanager
def small_rooms(fold: int = 2, units: int = 2000) -> Iterator[None]:
    """Fold after so many documents, and keep so many units, in place of some thousand."""
    with mock.patch("framing.comparison.groups.FOLD", fold), mock.patch("framing.comparison.units.MOST_UNITS", units):
        yield


def folded(corpus: list[Record], **options: Any) -> Comparison:
    return compare(corpus, **{"by": "outlet", **QUICK, **options}, observations=False)


@settings(max_examples=40)
@given(corpora(), st.integers(2, 4), st.sampled_from(["outlet", "date:year", "document"]))
def test_folding_changes_no_number(corpus: list[Record], fold: int, by: str) -> None:
    assume(len(PartialComparison.of(corpus, by=by).groups) > 1)
    with small_rooms(fold):
        assert folded(corpus, by=by).to_dict() == compare(corpus, by=by, **QUICK).to_dict()


@settings(max_examples=40)
@given(corpora(), st.randoms(use_true_random=False), st.integers(1, 4), st.sampled_from([2, 3, 2000]))
def test_folded_parts_merge_in_any_order_and_partition(
    corpus: list[Record], rng: random.Random, parts: int, units: int
) -> None:
    assume(len(PartialComparison.of(corpus, by="date:year").groups) > 1)
    shuffled = rng.sample(corpus, len(corpus))
    with small_rooms(units=units):
        pieces = [
            PartialComparison.of(shuffled[number::parts], by="date:year", observations=rng.random() < 0.3)
            for number in range(parts)
        ]
        sent = [pickle.loads(pickle.dumps(piece)) for piece in rng.sample(pieces, parts)]  # noqa: S301 - our own
        merged = compare_partials(*sent, **QUICK)
        assert merged.to_dict() == folded(corpus, by="date:year").to_dict()
        if any(piece.folded is not None for piece in pieces):
            assert merged.part == PartialComparison.of(corpus, by="date:year", observations=False)


@settings(max_examples=40)
@given(outlet_corpora(), st.integers(2, 4))
def test_a_sample_of_units_changes_tests_alone(corpus: list[Record], units: int) -> None:
    whole = compare(corpus, by="outlet", sides=SIDES, **QUICK)
    with small_rooms(units=units):
        sampled = folded(corpus, sides=SIDES)
        for name in ("groups", "naming", "sides", "alignment", "loading", "sourcing", "coverage"):
            assert sampled.table(name) == whole.table(name)
        for row, all_of_them in zip(sampled.sentiment, whole.sentiment, strict=True):
            assert without(row, "low", "high") == without(all_of_them, "low", "high")
            assert row["low"] is None or row["low"] <= row["mean"] <= row["high"]
        for row, all_of_them in zip(sampled.readability, whole.readability, strict=True):
            assert row["mean"] == pytest.approx(all_of_them["mean"], abs=1e-12)
            assert (row["least"], row["most"]) == (all_of_them["least"], all_of_them["most"])
        for name in TESTS:
            for row, all_of_them in zip(sampled.table(name), whole.table(name), strict=True):
                for column in ("divergence", "corrected", "mean_group", "mean_other", "difference", "n_group"):
                    assert row.get(column) == all_of_them.get(column)
                assert row["p"] is None or 0 < row["p"] <= 1
                assert row.get("low") is None or row["low"] - 1e-9 <= row["difference"] <= row["high"] + 1e-9
        assert all(row["units_group"] <= units for row in sampled.divergence.where(unit="document"))
        for row in sampled.sentiment_contrast.where(unit="document"):  # one of them kept whole, or both tested whole
            assert min(row["units_group"], row["units_other"]) <= units or row["test"] == "random"


def without(row: Record, *columns: str) -> Record:
    return {name: value for name, value in row.items() if name not in columns}


@settings(max_examples=25)
@given(outlet_corpora(), st.integers(2, 3))
def test_swapping_groups_of_sampled_units_turns_the_differences_round(corpus: list[Record], units: int) -> None:
    def swapped(record: Record) -> Record:
        outlet = {"A": "B", "B": "A"}[record["document"]["metadata"]["outlet"]]
        return {**record, "document": {**record["document"], "metadata": {"outlet": outlet}}}

    with small_rooms(units=units):
        here, there = folded(corpus), folded([swapped(record) for record in corpus])
        for row, turned in zip(here.divergence, there.divergence, strict=True):
            assert (row["p"], row["divergence"], row["units_group"]) == (
                turned["p"],
                turned["divergence"],
                turned["units_other"],
            )
        for row, turned in zip(here.sentiment_contrast, there.sentiment_contrast, strict=True):
            assert (row["p"], row["difference"], row["hedges_g"]) == (
                turned["p"],
                -turned["difference"],
                None if turned["hedges_g"] is None else -turned["hedges_g"],
            )


def test_the_room_does_not_grow_with_the_documents() -> None:
    def room(documents: int) -> int:
        part = PartialComparison.of(many(documents), by="outlet", observations=False)
        assert all(group.sums(NameSums) for group in part.sums().values())  # folds the last ones
        assert part.documents == documents
        return len(pickle.dumps(part))

    with small_rooms(fold=20, units=30):
        assert room(1200) - room(600) <= 600 * len(pickle.dumps("d000000"))
        kept = PartialComparison.of(many(1200), by="outlet")
        assert len(pickle.dumps(kept)) > 3 * room(1200)


def many(documents: int) -> Iterator[Record]:
    """Yield records of two outlets, of which the one writes more of the one side's names, and more kindly."""
    rng = random.Random(3)  # noqa: S311 - the same each time
    for number in range(documents):
        outlet = "AB"[number % 2]
        names = [rng.choice(NAMES[referent]) for referent in NAMES for _ in range(rng.randrange(3))]
        if rng.random() < 0.3:
            names.append(NAMES["city"][number % 2])
        words = {"own": rng.randint(50, 90), "quoted": rng.randint(0, 50), "paraphrased": 0}
        yield {
            "document": {"id": f"d{number:06}", "metadata": {"outlet": outlet}},
            "lexicon": {"name": "karabakh", "version": "1", "sha256": ""},
            "sections": [],
            "voices": [{"id": "author", "kind": "author", "name": None, "words": 60, "share": 1.0, "quotations": 0}],
            "quotations": [],
            "mentions": [_mention(at, name) for at, name in enumerate(names)],
            "sentences": [
                {"start": 10 * at, "end": 10 * at + 9, "voice": "author", "mode": "own", "compound": score}
                for at in range(5)
                if (score := round(rng.gauss(0.05 if outlet == "A" else -0.05, 0.4), 4)) and abs(score) <= 1
            ],
            "attribution": {"words": words},
            "sentiment": None,
            "readability": {"flesch_reading_ease": rng.randint(200, 700) / 10},
        }


def _mention(at: int, name: tuple[str, str | None, str]) -> Record:
    variant, side, loading = name
    referent = next(referent for referent, names in NAMES.items() if name in names)
    facts = {"start": 10 * at, "end": 10 * at + 5, "referent": referent, "variant": variant, "side": side}
    return {**facts, "loading": loading, "voice": "author", "mode": "own", "distance": None, "sentence": at}


@pytest.fixture(scope="module")
def large() -> tuple[Comparison, Comparison]:
    """Return the comparison of 6,000 documents with all their units, and with 2,000 of a group."""
    options: dict[str, Any] = {"by": "outlet", "spans": False, "permutations": 999}
    with small_rooms(units=10_000):
        whole = compare(many(6000), **options)
        assert whole.tables
    return whole, compare(many(6000), **options, observations=False)


def test_tests_of_a_sample_say_what_those_of_all_units_say(large: tuple[Comparison, Comparison]) -> None:
    whole, sampled = large
    for row, all_of_them in zip(sampled.sentiment_contrast, whole.sentiment_contrast, strict=True):
        assert row["p"] == pytest.approx(all_of_them["p"], abs=0.05)
        assert row["hedges_g"] == pytest.approx(all_of_them["hedges_g"], abs=1e-9)
        assert row["cliffs_delta"] == pytest.approx(all_of_them["cliffs_delta"], abs=0.05)
        assert (row["low"], row["high"]) == pytest.approx((all_of_them["low"], all_of_them["high"]), abs=1e-9)
    city = [table.divergence.where(referent="city", mode="own")[0] for table in (sampled, whole)]
    assert max(row["p"] for row in city) <= 0.01
    assert city[0]["units_group"] < city[1]["units_group"]
    for row, all_of_them in zip(sampled.sentiment, whole.sentiment, strict=True):
        assert (row["low"], row["high"]) == pytest.approx((all_of_them["low"], all_of_them["high"]), abs=1e-9)


def test_what_needs_observations_says_so() -> None:
    corpus = list(many(8))
    comparison = folded(corpus)
    with pytest.raises(ComparisonError, match="make it with spans"):
        comparison.evidence(comparison.naming[0])
    with pytest.raises(ComparisonError, match="compare with observations=True"):
        framing.write_report(comparison, "never.html")
    with pytest.raises(ComparisonError, match="pickle this one"):
        comparison.part.to_dict()
    with pytest.raises(OptionError, match="keep both"):
        compare(corpus, by="outlet", observations=False)
    with pytest.raises(OptionError, match="spans=False"):
        compare_partials(comparison.part)


def test_twins_are_named_wherever_they_meet() -> None:
    one, other = list(many(6)), list(many(3))
    with pytest.raises(ComparisonError, match="two documents share an id: 'd000000'"):
        PartialComparison.of([*one, *other], by="outlet", observations=False)
    parts = [PartialComparison.of(part, by="outlet", observations=False) for part in (one, other)]
    with pytest.raises(ComparisonError, match="'d000000', 'd000001', 'd000002'"):
        parts[0].merge(parts[1])


def test_sums_that_were_asked_for_grow_with_what_is_joined_later() -> None:
    with small_rooms():
        first, second = (PartialComparison.of(part, by="outlet", observations=False).folded for part in _halves(16))
        whole = PartialComparison.of(many(16), by="outlet", observations=False).folded
        assert first is not None
        assert second is not None
        assert all(group.sums(NameSums).words["all"][0] for group in first.groups.values())
        first.join(second)
        assert first == whole


def _halves(documents: int) -> tuple[list[Record], list[Record]]:
    corpus = list(many(documents))
    return corpus[: documents // 2], corpus[documents // 2 :]
