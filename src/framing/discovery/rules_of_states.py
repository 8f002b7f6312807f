"""Rules of discovery on states: capitals, seats, citizens, officials, governments."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from framing.discovery.evidence import RULES, Entry, Evidence, Rule, is_people, rule
from framing.discovery.known_names import countries_in
from framing.discovery.phrases import without_possessive
from framing.discovery.vocabulary import countries, country_of, fold_noun, folded_set, noun_classes, word_set


def _ways(entry: Entry) -> tuple[str, str] | None:
    return country_of(" ".join(entry.words))


def _country_rule(way: str) -> Rule:
    def rule(entry: Entry, evidence: Evidence) -> float:
        found = _ways(entry)
        return float(found is not None and found[0] in evidence.known.codes and found[1] == way)

    rule.__doc__ = f"The phrase stands for the known country as its {way}."
    return rule


for _way in ("name", "adjective", "capital", "citizens", "metonym"):
    RULES[f"country_{_way}"] = _country_rule(_way)


@rule
def official_of_country(entry: Entry, evidence: Evidence) -> float:
    """People or organs of state with the known country's name or adjective: *Japanese officials*."""
    codes = evidence.known.codes
    if not codes.intersection(countries_in(entry.words)) or entry.words[-1] in evidence.known.mains:
        return 0.0
    return float(
        entry.head in folded_set("states", "officials")
        and entry.head not in word_set("people", "leaders")
        and entry.head != "minister"
    )


@rule
def leader_of_country(entry: Entry, evidence: Evidence) -> float:
    """The leader of the known country, who is not the country: *the North Korean leader*."""
    if not evidence.known.codes.intersection(countries_in(entry.words)):
        return 0.0
    return float(entry.head in word_set("people", "leaders") or entry.head == "minister")


@rule
def foreign_seat(entry: Entry, evidence: Evidence) -> float:
    """The phrase holds a capital or seat of another country."""
    if not evidence.known.codes:
        return 0.0
    found = [country_of(without_possessive(word)) for word in entry.words] + [_ways(entry)]
    return float(any(each and each[0] not in evidence.known.codes for each in found))


@rule
def other_state(entry: Entry, evidence: Evidence) -> float:
    """A country or its capital, where the known name is neither."""
    found = _ways(entry)
    return float(evidence.known.proper and not evidence.known.codes and found is not None)


@rule
def institution_at_home(entry: Entry, evidence: Evidence) -> float:
    """A capitalised institution, where the known country is the one at home: *Department of Justice*."""
    if not evidence.known.codes or not entry.is_name or countries_in(entry.words) or len(entry.words) < 2:
        return 0.0
    return home_share(evidence) * float(
        noun_classes(entry.head)[:1] == ("group",) or entry.head in folded_set("states", "officials")
    )


@rule
def officer_at_home(entry: Entry, evidence: Evidence) -> float:
    """Officials in the plural with any modifier, where the known country is the one at home: *border officials*."""
    if not evidence.known.codes or countries_in(entry.words) or len(entry.words) < 2 or entry.is_name:
        return 0.0
    return home_share(evidence) * float(
        entry.head in folded_set("states", "officials") or is_people(entry.words[-1], entry.head)
    )


@rule
def person_of_country(entry: Entry, evidence: Evidence) -> float:
    """Other persons with the known country's name or adjective: *Russian entities* not, *American students* yes."""
    if not evidence.known.codes.intersection(countries_in(entry.words)) or entry.is_name:
        return 0.0
    return float(
        noun_classes(entry.words[-1])[:1] in (("person",), ("group",))
        and entry.head not in folded_set("states", "officials")
    )


@rule
def thing_of_country(entry: Entry, evidence: Evidence) -> float:
    """Any other noun with the known country's name or adjective: *Iranian influence*."""
    if not evidence.known.codes.intersection(countries_in(entry.words)) or _ways(entry):
        return 0.0
    return 1.0


@rule
def many_countries(entry: Entry, evidence: Evidence) -> float:
    """The phrase names more countries than the known one."""
    return float(bool(set(countries_in(entry.words)) - evidence.known.codes)) if evidence.known.codes else 0.0


@rule
def state_noun(entry: Entry, evidence: Evidence) -> float:
    """A word for a state alone: *the country*, *two nations*."""
    if not evidence.known.codes or len(entry.content) > 2 or countries_in(entry.words):
        return 0.0
    return float(entry.head in folded_set("states", "nouns"))


def home_share(evidence: Evidence) -> float:
    """Return the known country's share of the seats of state in the texts: the press at home needs no adjective."""
    total = sum(evidence.seats.values())
    return sum(evidence.seats[code] for code in evidence.known.codes) / total if total else 0.0


@rule
def organ_at_home(entry: Entry, evidence: Evidence) -> float:
    """An organ or official of state without a country, where the known country is the one at home: *lawmakers*."""
    if not evidence.known.codes or countries_in(entry.words):
        return 0.0
    return home_share(evidence) * float(entry.head in folded_set("states", "organs"))


@rule
def organ_abroad(entry: Entry, evidence: Evidence) -> float:
    """An organ or official of state without a country, where the known country is not at home."""
    if not evidence.known.codes or countries_in(entry.words) or len(entry.content) > 2:
        return 0.0
    return (1.0 - home_share(evidence)) * float(entry.head in folded_set("states", "organs"))


@rule
def seat_at_home(entry: Entry, evidence: Evidence) -> float:
    """The phrase holds a seat or organ of the known country: *White House officials*."""
    if not evidence.known.codes or len(entry.words) < 2:
        return 0.0
    words = entry.words
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            found = country_of(" ".join(without_possessive(word) for word in words[at : at + size]))
            if found and found[1] == "metonym" and found[0] in evidence.known.codes and size < len(words):
                return 1.0
    return 0.0


@rule
def ruling(entry: Entry, evidence: Evidence) -> float:
    """A name with a word for rule: *the Trump administration*, *the Kim regime*."""
    if len(entry.words) < 2 or entry.head not in word_set("states", "ruling") or not evidence.known.codes:
        return 0.0
    rulers = [without_possessive(word) for word in entry.words[:-1] if country_free(word)]
    return max((_rules(ruler, evidence) for ruler in rulers), default=0.0)


def _rules(ruler: str, evidence: Evidence) -> float:
    """Return how far a person seems to belong to the known country, by the titles before the name."""
    found: Counter[str] = Counter()
    for title, names in sorted(evidence.holders.items()):
        if ruler in names:
            found.update(countries_in(tuple(title.split())))
    if found:
        return sum(found[code] for code in evidence.known.codes) / sum(found.values())
    return home_share(evidence)


@lru_cache(maxsize=65_536)
def country_free(word: str) -> bool:
    """Tell whether a word is neither a country's nor a common noun: a name, most likely."""
    bare = without_possessive(word)
    return not country_of(bare) and not noun_classes(bare)


@rule
def compass(entry: Entry, evidence: Evidence) -> float:
    """The half of a divided country by its point of the compass: *the North*, *the two Koreas*."""
    names = {name for code in evidence.known.codes for name in countries()[code].names}
    halves = {part for name in names for part in name.split() if name.split()[0] in ("north", "south", "east", "west")}
    return float(
        entry.is_name
        and bool(halves)
        and all(fold_noun(word) in halves for word in entry.content if word not in ("two", "and"))
    )
