"""Discovery: rules one by one, the properties that always hold, the seeds, and the ways out."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framing.discovery import discover, discover_contested
from framing.discovery.evidence import Entry, Evidence, gather, prune
from framing.discovery.known_names import Known, bare_name
from framing.discovery.phrases import find_phrases, read_sentences
from framing.discovery.rules import KINDS, RULES, kind_of, load_weights
from framing.discovery.skeletons import write_skeleton
from framing.discovery.vocabulary import countries, country_of, fold_noun, fold_words, relatedness
from framing.documents import Corpus, Document, load_seeds
from framing.errors import ComparisonError, OptionError
from framing.lexicons import load_lexicon
from strategies_discovery import hostile_texts, invented_names, stories

few = settings(max_examples=40, deadline=None)


def evidence_of(text: str, known: str, group: str = "A") -> Evidence:
    evidence = Evidence(Known.of([known]), groups=(group,))
    gather(evidence, 0, text, read_sentences(text))
    return evidence


def value(rule: str, phrase: str, text: str, known: str) -> float:
    evidence = evidence_of(text, known)
    return RULES[rule](evidence.entries[fold_words(phrase)], evidence)


def plain(text: str) -> str:
    """A form under which two printings of a name are one: case, white space, typographic marks and full stops aside."""
    return fold_words(text)


# ---------------------------------------------------------------- rules

PUTIN = "Russian President Vladimir Putin spoke. Mr. Putin, the Kremlin leader, left. The president said nothing."


@pytest.mark.parametrize(
    ("rule", "phrase", "text", "known"),
    [
        ("last_name", "Vladimir Putin", PUTIN, "Putin"),
        ("honorific", "Mr. Putin", PUTIN, "Putin"),
        ("titled_name", "Russian President Vladimir Putin", PUTIN, "Putin"),
        ("title", "Russian President", PUTIN, "Putin"),
        ("same_role", "president", PUTIN, "Putin"),
        ("apposition", "Kremlin leader", PUTIN, "Putin"),
        ("apposition", "old fox", "The old fox, Putin, left.", "Putin"),
        ("first_name", "Kim Jong Un", "Kim Jong Un left. Kim spoke.", "Kim"),
        ("part_of_name", "Angela", "Angela Merkel spoke. Then Angela left.", "Merkel"),
        ("copula", "disaster", "The deal is a disaster.", "deal"),
        ("called", "butcher", "They called Putin a butcher.", "Putin"),
        ("bracket", "Gdansk", "They met in Danzig/Gdansk.", "Danzig"),
        ("bracket", "Gdansk", "They met in Danzig (Gdansk).", "Danzig"),
        ("bracket", "Shushi", "They met in Susha [Shushi].", "Susha"),
        ("compound_name", "Nagorno-Karabakh", "War in Karabakh. Peace in Nagorno-Karabakh.", "Karabakh"),
        ("acronym", "EU", "The European Union met. The EU agreed.", "European Union"),
        ("country_capital", "Tokyo", "Japan said no. Tokyo was silent.", "Japan"),
        ("country_metonym", "Kremlin", "Russia said no. The Kremlin was silent.", "Russia"),
        ("country_citizens", "Iranians", "Iran said no. The Iranians were silent.", "Iran"),
        ("country_name", "America", "The United States said no. So did America.", "United States"),
        ("official_of_country", "Japanese officials", "Japan said no. Japanese officials left.", "Japan"),
        ("leader_of_country", "Japanese leader", "Japan said no. The Japanese leader left.", "Japan"),
        ("state_noun", "country", "Japan said no. The country was silent.", "Japan"),
        ("compass", "North", "North Korea said no. The North was silent.", "North Korea"),
        ("same_head", "nuclear deal", "The Iran deal holds. The nuclear deal is old.", "Iran deal"),
        ("near_head", "pact", "The Iran deal holds. The pact is old.", "Iran deal"),
        ("holds_name", "old Iran deal", "The Iran deal holds. The old Iran deal fell.", "Iran deal"),
        ("head_as_modifier", "caravan organizers", "The caravan left. The caravan organizers spoke.", "caravan"),
        ("same_owner", "Trump's aides", "Trump's lawyers spoke. Trump's aides left.", "Trump's lawyers"),
        ("quoted", "Rocket Man", "Kim left. They met “Rocket Man”.", "Kim"),
    ],
)  # fmt: skip
def test_each_rule_holds_where_it_should(rule: str, phrase: str, text: str, known: str) -> None:
    assert value(rule, phrase, text, known) > 0


@pytest.mark.parametrize(
    ("rule", "phrase", "text", "known"),
    [
        ("last_name", "Putin ally", "Putin spoke. A Putin ally left.", "Putin"),
        ("title", "minister", "Putin spoke. A minister left.", "Putin"),
        ("apposition", "Moscow", "Putin, Moscow and Kiev were named.", "Putin"),
        ("bracket", "Gdansk", "They met in Danzig and Gdansk.", "Danzig"),
        ("country_capital", "Paris", "Japan said no. Paris was silent.", "Japan"),
        ("same_role", "French president", PUTIN + " The French president agreed.", "Putin"),
        ("near_head", "banana", "The Iran deal holds. The banana is old.", "Iran deal"),
        ("official_of_country", "French officials", "Japan said no. French officials left.", "Japan"),
        ("compound_name", "Karabakh war", "War in Karabakh. The Karabakh war ended.", "Karabakh"),
    ],
)
def test_each_rule_is_silent_elsewhere(rule: str, phrase: str, text: str, known: str) -> None:
    assert value(rule, phrase, text, known) == 0


@pytest.mark.parametrize(
    ("known", "text", "kind"),
    [
        ("Japan", "Japan said no.", "country"),
        ("Mr. Putin", "Mr. Putin left.", "person"),
        ("Putin", "President Putin left.", "person"),
        ("Khankendi", "They met in Khankendi.", "name"),
        ("supporters", "The supporters left.", "group"),
        ("investigation", "The investigation ended.", "thing"),
    ],
)
def test_the_kind_is_guessed_from_the_name_and_its_use(known: str, text: str, kind: str) -> None:
    assert kind_of(evidence_of(text, known)) == kind


def test_weights_name_rules_that_exist_and_cover_every_kind() -> None:
    weights = load_weights()
    assert set(weights) == set(KINDS)
    for kind, held in weights.items():
        assert set(held) <= {*RULES, "bias"}, kind
    unused = [rule for rule in RULES if not any(held.get(rule) for held in weights.values())]
    assert unused == []


def test_every_rule_says_what_it_looks_for() -> None:
    assert [name for name, rule in RULES.items() if not (rule.__doc__ or "").strip().endswith((".", "…"))] == []


# ---------------------------------------------------------------- what it knows


@pytest.mark.parametrize("name", ["countries.tsv", "nouns.tsv", "near_nouns.tsv", "word_classes.tsv"])
def test_each_table_says_its_source_and_licence(name: str) -> None:
    head = (files("framing") / "data" / name).read_text(encoding="utf-8")[:900]
    assert re.search(r"scripts/build_\w+\.py", head)
    assert re.search(r"licence|public domain|CC BY", head)


def test_the_world_has_its_countries() -> None:
    assert len(countries()) > 240
    assert len([country for country in countries().values() if country.adjectives]) > 190
    assert country_of("yerevan") == ("AM", "capital")
    assert country_of("armenians") == ("AM", "citizens")


def test_near_nouns() -> None:
    assert relatedness("lawyer", "attorneys") == 1.0
    assert relatedness("deal", "pact") > 0.3 > relatedness("deal", "banana")


def test_singulars() -> None:
    assert [fold_noun(word) for word in ("memos", "crisis", "people", "boss", "trump's")] == [
        "memo", "crisis", "person", "boss", "trump"]  # fmt: skip


def test_phrases_of_a_sentence() -> None:
    text = "Then-President Obama’s three old friends met Kim in the United States."
    sentence = read_sentences(text)[0]
    found = {" ".join(sentence.slice(phrase.first, phrase.last)) for phrase in find_phrases(sentence)}
    assert {"then-president obama", "kim", "united states"} <= found


# ---------------------------------------------------------------- properties


@few
@given(stories())
def test_spans_slice_to_the_candidate(story: tuple[list[Document], str, str]) -> None:
    documents, _, last = story
    texts = {document.id: document.text for document in documents}
    for candidate in discover(documents, known=[last], limit=1000):
        assert candidate.mentions == len(candidate.spans) == len(set(candidate.spans)) > 0
        printed = {" ".join(form.split()).casefold() for form in (candidate.name, *candidate.forms)}
        for document, start, end in candidate.spans:
            assert " ".join(texts[document][start:end].split()).casefold() in printed
            assert plain(texts[document][start:end]) == plain(candidate.name)


@few
@given(stories(), st.booleans())
def test_known_names_are_never_proposed(story: tuple[list[Document], str, str], titled: bool) -> None:
    documents, first, last = story
    known = [f"{first} {last}", f"Mr. {last}" if titled else last]
    folded = {bare_name(plain(name).split()) for name in known}
    for candidate in discover(documents, known=known, limit=1000):
        assert bare_name(plain(candidate.name).split()) not in folded


@few
@given(stories(), st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(story: tuple[list[Document], str, str], random: object) -> None:
    documents, _, last = story
    shuffled = list(documents)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert discover(documents, known=[last], by="outlet") == discover(shuffled, known=[last], by="outlet")
    assert discover_contested(documents, by="outlet") == discover_contested(shuffled, by="outlet")


@few
@given(stories(), st.lists(invented_names, min_size=2, max_size=2, unique=True))
def test_renaming_a_person_renames_the_candidates(story: tuple[list[Document], str, str], names: list[str]) -> None:
    documents, *old = story
    if set(names) & set(old):
        return

    def renamed(text: str) -> str:
        for here, there in zip(old, ("\x01", "\x02"), strict=True):
            text = text.replace(here, there)
        return text.replace("\x01", names[0]).replace("\x02", names[1])

    others = [Document(renamed(document.text), document.id, document.metadata) for document in documents]
    before = {(renamed(each.name), each.score) for each in discover(documents, known=[old[1]], limit=1000)}
    assert {(each.name, each.score) for each in discover(others, known=[names[1]], limit=1000)} == before


@few
@given(stories(), invented_names)
def test_an_unrelated_corpus_gives_nothing(story: tuple[list[Document], str, str], stranger: str) -> None:
    documents, *names = story
    if stranger not in names:
        assert len(discover(documents, known=[stranger])) == 0


@few
@given(hostile_texts)
@example("KIM B C D OF A0")  # so unlikely that its score is 0 to four digits
def test_no_text_is_too_odd(text: str) -> None:
    for candidate in discover([text], known=["Kim"], limit=100):
        for _, start, end in candidate.spans:
            assert 0 <= start < end <= len(text)
            assert plain(text[start:end]) == plain(candidate.name)
        assert 0.0 <= candidate.score <= 1.0
        assert candidate.sentiment is None or -1.0 <= candidate.sentiment <= 1.0
    for pair in discover_contested([text, text + " Kim (Gdansk)."], by="document"):
        for places, name in ((pair.one_spans, pair.one), (pair.other_spans, pair.other)):
            assert len(places) > 0
            assert name


@few
@given(stories())
def test_groups_add_up(story: tuple[list[Document], str, str]) -> None:
    documents, _, last = story
    for candidate in discover(documents, known=[last], by="outlet", limit=100):
        assert sum(use.mentions for use in candidate.groups) == candidate.mentions


def test_nothing_comes_of_nothing() -> None:
    assert len(discover([], known=["Kim"])) == 0
    assert len(discover("", known="Kim")) == 0
    assert len(discover_contested([], by="document")) == 0
    assert str(discover([], known=["Kim"]))
    assert str(discover_contested([], by="document"))


def test_pruning_keeps_what_is_linked() -> None:
    evidence = evidence_of(PUTIN + " Bananas ripened. Apples fell. Pears rotted.", "Putin")
    prune(evidence, 6)
    assert len(evidence.entries) == 6
    assert {"russian president", "kremlin leader"} <= set(evidence.entries)
    assert "bananas" not in evidence.entries


# ---------------------------------------------------------------- the result

TWO = [
    Document("French President Emmanuel Macron (“the banker”) lost. Macron was a disaster.", "a", {"outlet": "A"}),
    Document("Emmanuel Macron won. The French president smiled.", "b", {"outlet": "B"}),
]


def test_a_result_explains_itself() -> None:
    found = discover(TWO, known="Macron", by="outlet")
    best = {candidate.name: candidate for candidate in found}["Emmanuel Macron"]
    assert best.spans == (("a", 17, 32), ("b", 0, 15))
    assert "last_name" in best.rules
    assert [(use.group, use.mentions) for use in best.groups] == [("A", 1), ("B", 1)]
    assert best.head == "macron"
    assert found.kind == "person"
    assert found[0] is found.candidates[0]
    assert len(found[:2]) == 2
    assert "for 'Macron'" in repr(found)


def test_results_pickle_and_become_tables() -> None:
    found = discover(TWO, known="Macron", by="outlet")
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert list(found.to_table()["name"]) == [record["name"] for record in found.to_dicts()] == list(found.names)
    assert found.to_dict()["known"] == ["Macron"]
    assert len(found.to_pandas()) == len(found)
    pairs = discover_contested(load_seeds(), by="outlet", limit=3)
    assert pickle.loads(pickle.dumps(pairs)) == pairs  # noqa: S301
    assert len(pairs.to_table()) == len(pairs.to_dicts()) == 3


def test_the_limit_is_kept() -> None:
    assert len(discover(load_seeds(), known="Baku", limit=3)) == 3
    assert discover(load_seeds(), known="Baku", limit=3).candidates == discover(load_seeds(), known="Baku")[:3]


@pytest.mark.parametrize("known", [[], [""], ["  "], ["“”"], [3]])
def test_a_known_name_must_be_one(known: list[str]) -> None:
    with pytest.raises(OptionError, match="known"):
        discover(TWO, known=known)


def test_bad_options_are_refused() -> None:
    with pytest.raises(OptionError, match="limit"):
        discover(TWO, known="Macron", limit=0)
    with pytest.raises(OptionError, match="limit"):
        discover_contested(TWO, limit=0)
    with pytest.raises(ComparisonError, match="outlett"):
        discover(TWO, known="Macron", by="outlett")
    with pytest.raises(ComparisonError, match="outlett"):
        discover_contested(TWO, by="outlett")
    with pytest.raises(OptionError, match="Did you mean 'Emmanuel Macron'"):
        discover(TWO, known="Macron").to_toml(["Emanuel Macron"])


# ---------------------------------------------------------------- lexicon skeletons


def loaded(toml: str, folder: Path) -> list[str]:
    path = folder / "draft.toml"
    path.write_text(toml, encoding="utf-8")
    lexicon = load_lexicon(path)
    return [variant.name for referent in lexicon.referents for variant in referent.variants]


def test_a_skeleton_is_a_lexicon(tmp_path: Path) -> None:
    found = discover(load_seeds(), known=["Khankendi"], by="outlet")
    assert loaded(found.to_toml(["Stepanakert"]), tmp_path) == ["Khankendi", "Stepanakert"]
    assert loaded(found.to_toml(), tmp_path)[0] == "Khankendi"
    assert "# score" in found.to_toml()
    contested = discover_contested(load_seeds(), by="outlet")
    assert {"Khankendi", "Stepanakert"} <= set(loaded(contested.to_toml(), tmp_path))


@few
@given(hostile_texts)
def test_a_skeleton_of_any_text_is_a_lexicon(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    found = discover([text + " Kim left."], known=["Kim"], limit=50)
    assert loaded(found.to_toml(), tmp_path_factory.getbasetemp())[0] == "Kim"


def test_a_skeleton_keeps_its_referents_apart_and_its_names_once(tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    path.write_text(
        write_skeleton(
            [
                (["Grévy"], "person", [("Jules Grévy", ("Jules  GRÉVY", "J. Grévy", "j grevy"), ("one\x00\ntwo",))]),
                (["Grevy"], "name", [("grevy", (), ()), ("Town", ("town",), ())]),
                (["Гревы"], "unheard", []),
                (["Գրևի"], "country", []),
            ]
        ),
        encoding="utf-8",
    )
    lexicon = load_lexicon(path)
    assert [(each.id, each.kind) for each in lexicon.referents] == [
        ("grevy", "actor"), ("grevy-2", "place"), ("thing", "event"), ("thing-4", "actor")]  # fmt: skip
    named = [[(variant.name, variant.forms) for variant in each.variants] for each in lexicon.referents]
    assert named[0] == [("Grévy", ()), ("Jules Grévy", ("J. Grévy", "j grevy"))]
    assert named[1] == [("Grevy", ()), ("Town", ())]
    assert "# one two\n" in path.read_text(encoding="utf-8")


# ---------------------------------------------------------------- the seeds


def test_one_name_of_the_town_brings_up_the_other() -> None:
    seeds = load_seeds()
    assert discover(seeds, known=["Khankendi"], by="outlet").names[0] == "Stepanakert"
    assert "Khankendi" in discover(seeds, known=["Stepanakert"], by="outlet").names[:3]
    assert discover(seeds, known=["Karabakh"], by="outlet").names[0] == "Nagorno-Karabakh"


def test_contested_names_of_the_seeds_stand_near_the_top() -> None:
    pairs = [{pair.one, pair.other} for pair in discover_contested(load_seeds(), by="outlet")]
    assert pairs.index({"Khankendi", "Stepanakert"}) < 3
    region = [at for at, pair in enumerate(pairs) if "Artsakh" in pair and pair & {"Karabakh", "Nagorno-Karabakh"}]
    assert region
    assert region[0] < 5


def test_contested_spans_slice_to_their_names() -> None:
    seeds = load_seeds()
    for pair in discover_contested(seeds, by="outlet", limit=100):
        for name, places in ((pair.one, pair.one_spans), (pair.other, pair.other_spans)):
            assert {plain(seeds[document].text[start:end]) for document, start, end in places} == {plain(name)}


@pytest.mark.parametrize(
    "stated", ["Danzig/Gdansk", "Danzig (Gdansk)", "Danzig [Gdansk]", "Danzig, also known as Gdansk,"]
)
def test_a_stated_pair_is_found(stated: str) -> None:
    corpus = Corpus(
        [
            Document(f"They met in {stated} on Monday. People in Danzig slept.", "a", {"outlet": "A"}),
            Document("Prices in Gdansk rose. Nobody saw Warsaw or Poznan.", "b", {"outlet": "B"}),
        ]
    )
    best = discover_contested(corpus, by="outlet")[0]
    assert {best.one, best.other} == {"Danzig", "Gdansk"}
    assert best.rules[0] == "stated"


def test_names_used_evenly_or_together_are_not_contested() -> None:
    text = "Danzig and Gdansk signed. Danzig and Gdansk agreed."
    corpus = [Document(text, "a", {"outlet": "A"}), Document(text + " So be it.", "b", {"outlet": "B"})]
    assert len(discover_contested(corpus, by="outlet")) == 0


# ---------------------------------------------------------------- determinism

SCRIPT = """
import json
from framing.lean_imports import leave_out_unused
leave_out_unused()
from framing.discovery import discover, discover_contested
from framing.documents import load_seeds
seeds = load_seeds()
found = discover(seeds, known=["Baku"], by="outlet"), discover_contested(seeds, by="outlet")
print(json.dumps([each.to_dict() for each in found]))
"""


def test_hash_seeds_do_not_matter() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1")
    }
    assert len(outputs) == 1


def test_an_entry_knows_its_head() -> None:
    assert Entry.of("list of the questions").head == "list"
    assert Entry.of("iran's leaders").content == ("iran", "leader")
