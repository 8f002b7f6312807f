"""The rules of discovery about words and use, one or two sentences for each: what they count, and what they leave."""

from __future__ import annotations

import pytest

from framing.discovery.evidence import Evidence, gather
from framing.discovery.known_names import Known
from framing.discovery.phrases import read_sentences
from framing.discovery.rules import RULES
from framing.discovery.vocabulary import fold_words
from test_discovery import value

DEAL = "The Iran nuclear deal holds. The nuclear pact is old. The pact of Vienna stands. A banana deal fell."
CARAVAN = "The caravan left. The caravan members spoke. The caravan route is long. The members of the caravan rested."
LAWYERS = "Petrova's lawyers spoke. President Petrova left. Petrova's aides rested. Petrova's plans failed."
TALKS = "Talks between Baku and Khankendi began. Talks between Baku and Stepanakert began. The mayor of Warsaw slept."
PROBE = "The Lisbon investigation goes on. The Lisbon inquiry goes on. The banana inquiry ended. Lisbon bananas rot."
CASES = [
    ("near_words", "nuclear pact", DEAL, "Iran nuclear deal", (0.3, 1)),
    ("near_words", "pact of Vienna", DEAL, "Iran nuclear deal", 0),
    ("same_class", "nuclear pact", DEAL, "Iran nuclear deal", 0),
    ("near_head", "banana deal", DEAL, "Iran nuclear deal", 0),
    ("near_head", "nuclear pact", DEAL, "Vienna", 0),
    ("same_head", "banana deal", DEAL, "Iran nuclear deal", 1),
    ("shared_words", "nuclear pact", DEAL, "Iran nuclear deal", 0.25),
    ("shared_words", "banana deal", DEAL, "Iran nuclear deal", 0.25),
    ("shared_words", "pact of Vienna", DEAL, "Iran nuclear deal", 0),
    ("same_class", "Lisbon inquiry", PROBE, "investigation", 1),
    ("same_class", "Lisbon inquiry", PROBE, "Lisbon", 0),
    ("holds_name", "Iran nuclear deal", DEAL, "nuclear deal", 1),
    ("holds_name", "Iran nuclear deal", DEAL, "deal", 0),
    ("near_head_and_modifiers", "nuclear pact", DEAL, "Iran nuclear deal", (0.3, 1)),
    ("near_head_and_modifiers", "pact of Vienna", DEAL, "Iran nuclear deal", 0),
    ("long", "Iran nuclear deal", DEAL, "accord", 0),
    ("long", "old red stone bridge of Mostar", "The old red stone bridge of Mostar fell.", "accord", (0.2, 0.6)),
    ("head_as_modifier", "caravan members", CARAVAN, "caravan", 1),
    ("head_as_modifier", "caravan", CARAVAN, "caravan members", 0),
    ("people_of_group", "caravan members", CARAVAN, "caravan", 1),
    ("people_of_group", "caravan route", CARAVAN, "caravan", 0),
    ("joined_of", "members of the caravan", CARAVAN, "route", 1),
    ("joined_of", "caravan members", CARAVAN, "route", 0),
    ("joined_otherwise", "meeting with envoys", "A meeting with envoys took place.", "summit", 1),
    ("joined_otherwise", "members of the caravan", CARAVAN, "route", 0),
    ("joined_to_known", "meeting with envoys", "A meeting with envoys took place.", "meeting", 1),
    ("joined_to_known", "meeting with envoys", "A meeting with envoys took place.", "summit", 0),
    ("people", "caravan members", CARAVAN, "caravan", 1),
    ("people", "caravan route", CARAVAN, "caravan", 0),
    ("same_owner", "Petrova's aides", LAWYERS, "Petrova's lawyers", 1),
    ("same_owner", "Petrova's aides", LAWYERS, "lawyers", 0),
    ("same_owner_people", "Petrova's aides", LAWYERS, "Petrova's lawyers", 1),
    ("same_owner_people", "Petrova's plans", LAWYERS, "Petrova's lawyers", 0),
    ("owner_alone", "President Petrova", LAWYERS, "Petrova's lawyers", 1),
    ("owner_alone", "Petrova's aides", LAWYERS, "Petrova's lawyers", 0),
    ("owner_alone", "President Petrova", LAWYERS, "lawyers", 0),
    ("same_partner", "Stepanakert", TALKS, "Khankendi", 1),
    ("same_partner", "mayor", TALKS, "Khankendi", 0),
    ("other_name", "Stepanakert", TALKS, "Khankendi", 1),
    ("other_name", "mayor", TALKS, "Khankendi", 0),
    ("single_word", "talks", TALKS, "Khankendi", 1),
    ("single_word", "Stepanakert", TALKS, "Khankendi", 0),
    ("modifiers_of_known", "Lisbon inquiry", PROBE, "investigation", (0.4, 1)),
    ("modifiers_of_known", "banana inquiry", PROBE, "investigation", 0),
    ("modifiers_of_known", "Lisbon inquiry", PROBE, "Lisbon", 0),
    ("modifiers_of_known", "Lisbon investigation", PROBE, "investigation", 0),
    ("acronym", "European Union", "The European Union met. The EU agreed.", "EU", 1),
    ("acronym", "Eastern Union", "The Eastern Union met. The UN agreed.", "UN", 0),
    ("definite", "accord", "The accord holds. An accord fell.", "deal", 0.5),
    ("definite", "Stepanakert", TALKS, "Khankendi", 0),
    ("quoted", "Stepanakert", TALKS, "Khankendi", 0),
    ("beside", "Baku", TALKS, "Khankendi", 0.5),
    ("follows", "Stepanakert", TALKS, "Khankendi", 1),
    ("follows", "mayor", TALKS, "Khankendi", 0),
    ("context_similarity", "Stepanakert", TALKS, "Khankendi", (0.1, 1)),
    ("context_similarity", "mayor", TALKS, "Khankendi", 0),
    ("salience", "mayor", TALKS, "Khankendi", 1 / 6),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "phrase", "text", "known", "expected"), CASES)
def test_a_rule_about_words(
    rule: str, phrase: str, text: str, known: str, expected: float | tuple[float, float]
) -> None:
    found = value(rule, phrase, text, known)
    if isinstance(expected, tuple):
        assert expected[0] <= found <= expected[1]
    else:
        assert found == pytest.approx(expected)


def gathered(texts: dict[str, str], known: str) -> Evidence:
    """Gather the evidence of one text a group."""
    evidence = Evidence(Known.of([known]), groups=tuple(texts))
    for number, text in enumerate(texts.values()):
        gather(evidence, number, text, read_sentences(text))
    return evidence


def test_names_that_two_groups_use_alike_and_apart_complement_each_other() -> None:
    here, there = "Talks between Baku and Khankendi began.", "Talks between Baku and Stepanakert began."

    def complement(texts: dict[str, str], phrase: str) -> float:
        evidence = gathered(texts, "Khankendi")
        return RULES["complementary_use"](evidence.entries[fold_words(phrase)], evidence)

    apart = complement({"A": here, "B": there}, "Stepanakert")
    mixed = complement({"A": f"{here} {there}", "B": f"{here} {there}"}, "Stepanakert")
    assert apart > 0.1 > mixed == pytest.approx(0)
    assert complement({"A": f"{here} {there}"}, "Stepanakert") == 0, "one group alone"
    assert complement({"A": here, "B": "The mayor of Warsaw slept."}, "mayor") == 0, "used otherwise"
