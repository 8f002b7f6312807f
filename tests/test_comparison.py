"""Comparison: antisymmetric, zero against itself, free of order and partition, fixed by its seed; and bad input."""

from __future__ import annotations

import copy
import json
import pickle
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import framing
from framing.comparison import Comparison, PartialComparison, compare, compare_partials
from framing.comparison.places import places_of
from framing.errors import ComparisonError, OptionError
from framing.rendering import cell_width
from strategies import any_text, news_text
from strategies_comparison import SENTENCE, corpora, outlet_corpora, records

Record = dict[str, Any]
QUICK: dict[str, Any] = {"permutations": 199, "resamples": 100}
SIDES = ("armenian", "azerbaijani")


def quick(corpus: list[Record], **options: Any) -> Comparison:
    return compare(corpus, **{"by": "outlet", **QUICK, **options})


def relabelled(corpus: list[Record], change: Callable[[Record], None]) -> list[Record]:
    changed = copy.deepcopy(corpus)
    for record in changed:
        change(record)
    return changed


def seeds(**options: Any) -> Comparison:
    return compare(framing.load_seeds(), "karabakh", **{"permutations": 499, "resamples": 200, **options})


@pytest.fixture(scope="module")
def outlets() -> Comparison:
    return seeds(by="outlet")


# ---------------------------------------------------------------- invariants


@settings(max_examples=25)
@given(outlet_corpora(), st.integers(0, 5))
def test_swapping_groups_turns_the_differences_round_and_nothing_else(corpus: list[Record], seed: int) -> None:
    def swap(record: Record) -> None:
        outlet = record["document"]["metadata"]["outlet"]
        record["document"]["metadata"]["outlet"] = {"A": "B", "B": "A"}[outlet]

    here, there = quick(corpus, seed=seed), quick(relabelled(corpus, swap), seed=seed)
    for name in ("divergence", "sentiment_contrast"):
        assert len(here.table(name)) == len(there.table(name))
        for row, turned in zip(here.table(name), there.table(name), strict=True):
            assert turned == _turned(row)


def _turned(row: Record) -> Record:
    """Return a row of a pair as it must be with the groups swapped."""
    found = dict(row)
    for name in row:
        if name.endswith("_group"):
            twin = name.removesuffix("_group") + "_other"
            found[name], found[twin] = row[twin], row[name]
    for name in ("difference", "hedges_g", "cliffs_delta"):
        if row.get(name) is not None:
            found[name] = -row[name]
    if row.get("low") is not None:
        found["low"], found["high"] = -row["high"], -row["low"]
    if row["reason"]:
        found["reason"] = row["reason"].translate(str.maketrans("AB", "BA"))
    return found


@settings(max_examples=25)
@given(corpora(most=4, outlets=("A",)))
def test_a_group_against_itself_differs_in_nothing(corpus: list[Record]) -> None:
    twins = copy.deepcopy(corpus)
    for record in twins:
        record["document"]["id"] += "-again"
        record["document"]["metadata"]["outlet"] = "B"
    comparison = quick(corpus + twins)
    assert all(not row["divergence"] for row in comparison.divergence)
    assert all(row["difference"] == 0 for row in comparison.sentiment_contrast)
    assert all(row["hedges_g"] in (0, None) for row in comparison.sentiment_contrast)
    assert all(row["cliffs_delta"] == 0 for row in comparison.sentiment_contrast)
    assert all(row["p"] in (None, 1.0) for row in comparison.divergence)
    assert len(comparison.coverage) == 0


@settings(max_examples=25)
@given(corpora(), st.randoms(use_true_random=False), st.integers(1, 4), st.sampled_from(["document", "date:year"]))
def test_any_partition_in_any_order_merges_to_the_whole(
    corpus: list[Record], rng: random.Random, parts: int, by: str
) -> None:
    whole = PartialComparison.of(corpus, by=by)
    assume(len(whole.groups) > 1)
    shuffled = rng.sample(corpus, len(corpus))
    pieces = [PartialComparison.of(shuffled[number::parts], by=by) for number in range(parts)]
    rng.shuffle(pieces)
    written = [PartialComparison.from_dict(json.loads(json.dumps(piece.to_dict()))) for piece in pieces]
    assert pieces[0].merge(*pieces[1:]) == whole
    assert compare_partials(*written, **QUICK).to_dict() == compare(corpus, by=by, **QUICK).to_dict()


@settings(max_examples=25)
@given(corpora(most=3), corpora(most=3), corpora(most=3))
def test_merging_is_associative_and_commutative_with_an_identity(
    a: list[Record], b: list[Record], c: list[Record]
) -> None:
    for number, corpus in enumerate((a, b, c)):
        for record in corpus:
            record["document"]["id"] = f"{number}-{record['document']['id']}"
    x, y, z = (PartialComparison.of(corpus, by="outlet") for corpus in (a, b, c))
    assert (x + y) + z == x + (y + z) == z + y + x
    assert x + PartialComparison.empty("outlet") == x == PartialComparison.empty("outlet") + x


@settings(max_examples=25)
@given(outlet_corpora())
def test_swapping_sides_flips_every_index_and_nothing_else(corpus: list[Record]) -> None:
    def swap(record: Record) -> None:
        for mention in record["mentions"]:
            mention["side"] = dict(zip(SIDES, SIDES[::-1], strict=True)).get(mention["side"], mention["side"])

    assume(sum(mention["side"] in SIDES for record in corpus for mention in record["mentions"]))
    here, there = quick(corpus, sides=SIDES), quick(relabelled(corpus, swap), sides=SIDES)
    for row, flipped in zip(here.alignment, there.alignment, strict=True):
        assert flipped["index"] == (None if row["index"] is None else -row["index"])
        assert (flipped["count_side"], flipped["count_other"]) == (row["count_other"], row["count_side"])
        assert (flipped["distanced_side"], flipped["distanced_other"]) == (
            row["distanced_other"],
            row["distanced_side"],
        )
        if row["index"] is not None:
            assert (flipped["low"], flipped["high"]) == pytest.approx((-row["high"], -row["low"]))
    for name in ("groups", "loading", "sourcing", "sentiment", "readability", "coverage", "divergence"):
        assert here.table(name) == there.table(name)


@settings(max_examples=20)
@given(outlet_corpora(), st.integers(0, 3))
def test_a_seed_fixes_everything(corpus: list[Record], seed: int) -> None:
    assert quick(corpus, seed=seed).to_dict() == quick(corpus, seed=seed).to_dict()


# ---------------------------------------------------------------- what the tables say


@settings(max_examples=40)
@given(outlet_corpora())
def test_counts_are_those_of_the_records(corpus: list[Record]) -> None:
    comparison = quick(corpus)
    mentions = [mention for record in corpus for mention in record["mentions"]]
    assert sum(comparison.naming["count"]) == sum(comparison.groups["mentions"]) == len(mentions)
    for row in comparison.naming:
        own = [
            each
            for record in corpus
            if record["document"]["metadata"]["outlet"] == row["group"]
            for each in record["mentions"]
            if (each["mode"], each["referent"]) == (row["mode"], row["referent"])
        ]
        names = ("variant", "side", "loading", "distance")
        assert row["n"] == len(own)
        assert row["count"] == sum(all(each[name] == row[name] for name in names) for each in own)
        assert row["share"] == row["count"] / row["n"]
        assert row["low"] <= row["share"] <= row["high"]
        assert len(row["spans"]) == row["count"]
        assert (row["per_1000"] is None) == (row["words"] == 0)


@settings(max_examples=40)
@given(outlet_corpora())
def test_indices_rates_and_means_stay_in_their_ranges(corpus: list[Record]) -> None:
    comparison = quick(corpus)
    for row in comparison.alignment:
        assert row["index"] is None or -1 <= row["low"] <= row["index"] <= row["high"] <= 1
    for row in comparison.loading:
        assert row["per_1000"] is None or row["low"] is None or row["low"] - 1e-9 <= min(row["per_1000"], row["high"])
    for row in comparison.sentiment:
        assert -1 <= row["mean"] <= 1
        assert row["low"] is None or -1 <= row["low"] <= row["mean"] <= row["high"] <= 1
        assert (row["low"] is None) == (row["units"] < 5)
    for row in comparison.divergence:
        assert row["divergence"] is None or 0 <= row["corrected"] <= row["divergence"] <= 1
    for name in ("divergence", "sentiment_contrast"):
        for row in comparison.table(name):
            assert (row["p"] is None) == (row["q"] is None) == (row["test"] is None) == bool(row["reason"])
            assert row["p"] is None or 0 < row["p"] <= row["q"] + 1e-12 <= 1 + 1e-12


def test_sides_are_told_apart_and_distance_does_not_count_as_use() -> None:
    a = _record("a", [("Stepanakert", "armenian", None)] * 3 + [("Khankendi", "azerbaijani", "so_called")] * 2)
    b = _record("b", [("Khankendi", "azerbaijani", None)])
    row = compare([a, b], sides=SIDES, **QUICK).alignment.where(group="a", mode="own")[0]
    assert (row["index"], row["n"], row["distanced_other"], row["mentions"]) == (1.0, 3, 2, 5)


def _record(id: str, names: list[tuple[str, str, str | None]], **changes: Any) -> Record:
    mentions = [
        {
            "start": number * SENTENCE,
            "end": number * SENTENCE + 5,
            "referent": "city",
            "variant": variant,
            "side": side,
            "loading": "marked",
            "voice": "author",
            "mode": "own",
            "distance": distance,
            "sentence": number,
        }
        for number, (variant, side, distance) in enumerate(names)
    ]
    return {
        "document": {"id": id, "metadata": {}},
        "lexicon": None,
        "sections": [],
        "voices": [{"id": "author", "kind": "author", "name": None, "words": 100, "share": 1.0, "quotations": 0}],
        "quotations": [],
        "mentions": mentions,
        "sentences": [],
        "attribution": {"words": {"own": 100, "quoted": 0, "paraphrased": 0}},
        "sentiment": None,
        "readability": {},
        **changes,
    }


def test_two_documents_are_tested_by_sentences_exactly() -> None:
    a = _record("a", [("Stepanakert", "armenian", None)] * 3)
    b = _record("b", [("Khankendi", "azerbaijani", None)] * 3)
    row = compare([a, b], **QUICK).divergence.where(mode="all", referent="city")[0]
    assert (row["unit"], row["divergence"], row["test"]) == ("sentence", 1.0, "exact")
    assert row["p"] == 2 / 20  # of the 20 ways to deal 6 sentences into threes, 2 part the names


def test_outlets_are_tested_by_documents() -> None:
    corpus = [_record(f"a{n}", [("Stepanakert", "armenian", None)] * 5) for n in range(4)]
    corpus += [_record(f"b{n}", [("Khankendi", "azerbaijani", None)] * 5) for n in range(4)]
    for record in corpus:
        record["document"]["metadata"] = {"outlet": record["document"]["id"][0]}
    row = compare(corpus, by="outlet", **QUICK).divergence.where(mode="all", referent="city")[0]
    assert (row["unit"], row["units_group"], row["test"], row["p"]) == ("document", 4, "exact", 2 / 70)


def test_a_group_of_one_document_has_a_reason_in_place_of_a_p_value() -> None:
    corpus = [_record(f"a{n}", [("Stepanakert", "armenian", None)] * 5) for n in range(3)]
    corpus += [_record("b", [("Khankendi", "azerbaijani", None)] * 5)]
    for record in corpus:
        record["document"]["metadata"] = {"outlet": record["document"]["id"][0]}
    comparison = compare(corpus, by="outlet", **QUICK)
    assert all(row["p"] is None for row in comparison.divergence)
    assert set(comparison.divergence["reason"]) == {"documents are permuted, and b is one document"}


def test_the_rest_is_what_a_group_is_tested_against() -> None:
    corpus = [_record(id, [("Stepanakert", "armenian", None), ("Khankendi", "azerbaijani", None)]) for id in "abcd"]
    comparison = compare(corpus, pairs="rest", **QUICK)
    assert set(comparison.divergence["other"]) == {"(the rest)"}
    assert set(comparison.divergence["group"]) == {"a", "b", "c", "d"}
    assert len(comparison.evidence(comparison.divergence[0])) == 8


def test_many_groups_are_compared_with_the_rest_and_it_says_so() -> None:
    corpus = [_record(f"d{n:02}", [("Stepanakert", "armenian", None)] * (n > 0)) for n in range(22)]
    comparison = compare(corpus, **QUICK)
    assert "22 groups: each is compared with the rest" in comparison.warnings[-1]
    assert len(comparison.divergence.where(mode="all", referent=None)) == 22
    assert comparison.coverage.select("named_by", "never_by", "count").rows == (("(the rest)", "d00", 21),)
    assert len(compare(corpus, pairs="all", **QUICK).coverage) == 21


def test_comments_and_boilerplate_are_not_the_outlets_words() -> None:
    zones = [
        {"kind": "body", "start": 0, "end": 150, "author": None},
        {"kind": "boilerplate", "start": 150, "end": 250, "author": None},
        {"kind": "comment", "start": 250, "end": 900, "author": "Reader"},
    ]
    voices = [
        {"id": "author", "kind": "author", "name": None, "words": 100, "share": 0.5, "quotations": 0},
        {"id": "c1", "kind": "commenter", "name": "Reader", "words": 100, "share": 0.5, "quotations": 0},
    ]
    a = _record("a", [("Stepanakert", "armenian", None)] * 4, sections=zones, voices=voices)
    b = _record("b", [("Stepanakert", "armenian", None)])
    without, within = compare([a, b], **QUICK), compare([a, b], comments=True, **QUICK)
    assert (without.groups["mentions"], without.groups["words"]) == ((2, 1), (100, 100))
    assert (within.groups["mentions"], within.groups["words"]) == ((3, 1), (200, 100))
    assert "commenter" not in without.sourcing["kind"]
    assert "commenter" in within.sourcing["kind"]


def test_silence_is_told_with_its_chance() -> None:
    a = _record("a", [("Stepanakert", "armenian", None)] * 3)
    row = compare([a, _record("b", [])], **QUICK).coverage[0]
    assert (row["referent"], row["named_by"], row["never_by"], row["count"]) == ("city", "a", "b", 3)
    assert (row["expected"], row["chance"]) == (3.0, 0.5**3)


@settings(max_examples=25)
@given(outlet_corpora(), st.sampled_from(["all", "rest"]))
def test_places_are_found_again_as_the_spans_list_them(corpus: list[Record], pairs: str) -> None:
    corpus[-1]["document"]["metadata"]["outlet"] = "C"
    within, without = quick(corpus, sides=SIDES, pairs=pairs), quick(corpus, sides=SIDES, pairs=pairs, spans=False)
    for name in ("naming", "sides", "alignment", "loading", "sourcing", "sentiment", "coverage"):
        for row, bare in zip(within.table(name), without.table(name), strict=True):
            assert bare == {**row, "spans": ()}
            assert sorted(row["spans"]) == sorted(places_of(bare, without.part.groups))
    for row in without.divergence:
        assert len(places_of(row, without.part.groups)) == row["n_group"] + row["n_other"]
    for row in without.sentiment_contrast:
        assert len(places_of(row, without.part.groups)) == row["n_group"] + row["n_other"]


# ---------------------------------------------------------------- the seeds


def test_the_seeds_tell_whose_names_they_use(outlets: Comparison) -> None:
    index = {row["group"]: row["index"] for row in outlets.alignment.where(mode="own", side="armenian")}
    assert index["Topcor"] > 0.3
    assert min(index.values()) < -0.3
    assert sum(outlets.groups["documents"]) == 5


@pytest.mark.parametrize("name", ["naming", "sides", "alignment", "loading", "sentiment", "coverage", "sourcing"])
def test_every_row_opens_to_its_words(outlets: Comparison, name: str) -> None:
    corpus = framing.load_seeds()
    for row in list(outlets.table(name))[:40]:
        lines = outlets.evidence(row)
        assert len(lines) == len(row["spans"]) or not row["spans"]
        for line in lines:
            assert corpus[line["document"]].text[line["start"] : line["end"]] == line["keyword"]
            assert line["left"] + line["keyword"] + line["right"] in corpus[line["document"]].text


def test_a_rows_evidence_says_what_the_row_says(outlets: Comparison) -> None:
    for row in outlets.naming:
        for line in outlets.evidence(row):
            assert [line[name] for name in ("variant", "side", "mode", "distance", "referent")] == [
                row[name] for name in ("variant", "side", "mode", "distance", "referent")
            ]


def test_rows_of_pairs_open_to_both_groups(outlets: Comparison) -> None:
    row = next(row for row in outlets.divergence if row["referent"])
    groups = {each.document: each.group for each in outlets.part.observations}
    lines = outlets.evidence(row)
    assert {groups[line["document"]] for line in lines} == {row["group"], row["other"]}
    assert len(lines) == row["n_group"] + row["n_other"]
    assert set(lines["referent"]) == {row["referent"]}


def test_loaded_names_are_shown_in_context(outlets: Comparison) -> None:
    own = outlets.loaded_terms(mode="own")
    assert len(own) == sum(outlets.loading.where(loading="loaded", mode="own")["count"]) > 10
    assert set(own["loading"]) == {"loaded"}


def test_it_works_from_written_profiles_alone(outlets: Comparison) -> None:
    profiles = [framing.profile(document, "karabakh") for document in framing.load_seeds()]
    written = [json.loads(json.dumps(profile.to_dict())) for profile in profiles]
    found = compare(written, "karabakh", by="outlet", permutations=499, resamples=200)
    assert (
        found.to_dict()
        == outlets.to_dict()
        == compare(iter(profiles), "karabakh", by="outlet", permutations=499, resamples=200).to_dict()
    )
    assert set(found.evidence(found.naming[0])["keyword"]) == {""}
    assert (
        found.evidence(found.naming[0], texts=framing.load_seeds())["keyword"]
        == outlets.evidence(outlets.naming[0])["keyword"]
    )


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_summary_fits_the_terminal(outlets: Comparison, width: int) -> None:
    lines = outlets.render(width=width).split("\n")
    assert max(map(cell_width, lines)) <= width
    for part in ("Whose names", "Rival names", "Loaded names", "Who speaks", "Sentiment", "Readability"):
        assert any(line.startswith(part) for line in lines), part


def test_it_prints_compares_and_pickles(outlets: Comparison) -> None:
    assert repr(outlets) == "Comparison(4 groups by 'outlet', 5 documents)"
    assert pickle.loads(pickle.dumps(outlets)) == outlets  # noqa: S301
    assert "<table" in outlets._repr_html_()
    assert json.loads(json.dumps(outlets.to_dict()))["by"] == "outlet"
    assert seeds(by="outlet", seed=1) != outlets


def test_the_lexicon_knows_the_side_of_some_speakers(outlets: Comparison) -> None:
    assert {"armenian", "azerbaijani"} & set(outlets.sourcing["side"])


def test_a_speaker_whose_name_says_a_side_is_on_it() -> None:
    texts = [
        "The Azerbaijani Defence Ministry said the road was open.",
        "The Armenian Health Ministry said the road was shut.",
        "The road is long, Ana Petrova said.",
    ]
    sides = {row["voice"]: row["side"] for row in compare(texts, "karabakh").sourcing.where(kind="source")}
    assert sides == {
        "Azerbaijani Defence Ministry": "azerbaijani",
        "Armenian Health Ministry": "armenian",
        "Ana Petrova": None,
    }


def test_sentiment_toward_a_name_is_that_of_the_mention_and_not_of_its_sentence() -> None:
    toward = {"city": {"spans": [[0, 5], [SENTENCE, SENTENCE + 5]], "compounds": [0.5, -0.25]}}
    sentences = [
        {"start": SENTENCE * at, "end": SENTENCE * at + 99, "voice": "author", "compound": 0.0} for at in (0, 1)
    ]
    names: list[tuple[str, str, str | None]] = [("Stepanakert", "armenian", None)] * 2
    a = _record("a", names, sentences=sentences, sentiment={"toward": toward})
    b = _record("b", names[:1], sentences=sentences)
    rows = compare([a, b], **QUICK).sentiment.where(target="city", mode="own")
    assert [(row["group"], row["mean"], row["n"]) for row in rows] == [("a", 0.125, 2), ("b", 0.0, 1)]


@settings(max_examples=20)
@given(st.lists(st.one_of(news_text, any_text), min_size=2, max_size=3))
def test_any_texts_can_be_compared(texts: list[str]) -> None:
    corpus = [framing.Document(f"{text} Khankendi. {text}", f"d{number}") for number, text in enumerate(texts)]
    comparison = compare(corpus, "karabakh", **QUICK)
    assert json.loads(json.dumps(comparison.to_dict()))["documents"] == len(texts)
    assert max(map(cell_width, str(comparison).split("\n"))) <= 80
    by_id = {document.id: document.text for document in corpus}
    for row in comparison.naming:
        for line in comparison.evidence(row):
            assert by_id[line["document"]][line["start"] : line["end"]] == line["keyword"]


@given(records())
@settings(max_examples=20)
def test_one_empty_text_makes_no_trouble(record: Record) -> None:
    empty = framing.profile(framing.Document("", "empty", {"outlet": "Z"})).to_dict()
    comparison = quick([record, empty])
    assert comparison.to_dict()["documents"] == 2
    assert str(comparison)
    assert any("without a word: " in warning and "Z" in warning for warning in comparison.warnings)


# ---------------------------------------------------------------- bad input


def test_one_group_is_refused() -> None:
    corpus = [_record("a", []), _record("b", [])]
    for record in corpus:
        record["document"]["metadata"] = {"outlet": "A"}
    with pytest.raises(ComparisonError, match="needs two groups; found one group, 'A', of 2 documents"):
        compare(corpus, by="outlet")


@pytest.mark.parametrize("documents", [[], ["one text"]])
def test_too_few_documents_are_refused(documents: list[str]) -> None:
    with pytest.raises(ComparisonError, match="needs two groups"):
        compare(documents)


def test_a_single_text_is_not_taken_for_its_characters() -> None:
    with pytest.raises(ComparisonError, match="several documents"):
        compare("Khankendi")


def test_an_unknown_key_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ComparisonError, match="Did you mean 'outlet'"):
        compare(framing.load_seeds(), "karabakh", by="outlett")
    with pytest.raises(OptionError, match="period of 'date'"):
        compare(framing.load_seeds(), "karabakh", by="date:decade")


def test_documents_without_the_key_form_a_group_of_their_own() -> None:
    a, b = _record("a", []), _record("b", [])
    a["document"]["metadata"] = {"outlet": "A"}
    comparison = compare([a, b], by="outlet")
    assert comparison.groups["group"] == ("(unknown)", "A")
    assert "1 documents have no 'outlet'" in comparison.warnings[0]


def test_periods_of_dates() -> None:
    corpus = [_record(id, []) for id in "abc"]
    for record, date in zip(corpus, ("2023-06-08", "2023-07-01", "2023"), strict=True):
        record["document"]["metadata"] = {"date": date}
    assert compare(corpus, by="date:month").groups["group"] == ("(unknown)", "2023-06", "2023-07")
    assert compare([*corpus[:2], _record("d", [])], by="date:year").groups["group"] == ("(unknown)", "2023")


def test_twins_are_refused() -> None:
    with pytest.raises(ComparisonError, match="share an id: 'a'"):
        compare([_record("a", []), _record("a", []), _record("b", [])])


def test_parts_of_different_keys_do_not_merge() -> None:
    with pytest.raises(ComparisonError, match="grouped by 'outlet' does not merge"):
        PartialComparison.empty("outlet") + PartialComparison.empty("document")
    with pytest.raises(ComparisonError, match="nothing to compare"):
        compare_partials()


@pytest.mark.parametrize("record", [{}, {"document": {"id": "x"}}, {"document": {"id": "x"}, "sections": None}])
def test_what_is_no_record_is_refused(record: Record) -> None:
    with pytest.raises(ComparisonError, match="no profile record") as refused:
        compare([record, _record("b", [])])
    assert str(refused.value).startswith("'x' is" if record else "None is")


def test_a_lexicon_that_nothing_matches_gives_empty_tables_and_a_warning() -> None:
    comparison = compare(["The cat sat on the mat.", "The dog did not."], "karabakh")
    assert len(comparison.naming) == len(comparison.divergence.where(lambda row: row["p"] is not None)) == 0
    assert "no name of the lexicon karabakh" in comparison.warnings[0]
    assert all(row["index"] is None for row in comparison.alignment)
    assert str(comparison)


@pytest.mark.parametrize(
    "options",
    [
        {"seed": -1},
        {"resamples": 3},
        {"permutations": True},
        {"level": 95},
        {"pairs": "some"},
        {"sides": ("x", "y"), "lexicon": "karabakh"},
    ],
)
def test_options_out_of_range_are_refused(options: Record) -> None:
    a, b = (_record(id, [("Stepanakert", "armenian", None)]) for id in "ab")
    with pytest.raises(OptionError):
        compare([a, b], **options)


def test_unknown_tables_and_groups_are_refused(outlets: Comparison) -> None:
    with pytest.raises(OptionError, match="Did you mean 'naming'"):
        outlets.table("namings")
    with pytest.raises(OptionError, match="unknown group 'TASS'"):
        outlets.evidence({"group": "TASS"})
