"""What discovery knows of English and of the world: word classes, nouns by meaning, countries, titles, seats."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from framing.data_files import read_rows, read_toml

__all__ = [
    "Country",
    "class_of",
    "countries",
    "country_of",
    "fold_noun",
    "folded_set",
    "knowledge",
    "noun_classes",
    "relatedness",
    "word_set",
]

_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "\u00ad": None, ".": None}
)
_SIBLINGS = 25


def knowledge() -> dict[str, Any]:
    """Return the tables of `data/discovery_knowledge.toml`.

    >>> sorted(knowledge())
    ['aliases', 'demonyms', 'metonyms', 'people', 'states', 'words']
    """
    return read_toml("discovery_knowledge.toml")


@cache
def word_set(table: str, key: str) -> frozenset[str]:
    """Return one list of words of the knowledge file.

    >>> "mr" in word_set("people", "honorifics")
    True
    """
    listed = knowledge()[table][key]
    return frozenset(listed.split() if isinstance(listed, str) else listed)


@cache
def _classes() -> dict[str, str]:
    return {word: name for name, words in read_rows("word_classes.tsv") for word in words.split()}


def class_of(word: str) -> str:
    """Return the usual class of a lower-case word: verb, past_participle, ing_form, adjective, adverb or noun.

    >>> class_of("said"), class_of("summit")
    ('verb', 'noun')
    """
    return _classes().get(word, "noun")


# ---------------------------------------------------------------- nouns


@lru_cache(maxsize=65_536)
def fold_noun(word: str) -> str:
    """Return the singular of a lower-case noun, by spelling alone, without possessive ending.

    >>> fold_noun("deputies"), fold_noun("memos"), fold_noun("crisis"), fold_noun("speeches")
    ('deputy', 'memo', 'crisis', 'speech')
    """
    word = word[:-2] if word.endswith("'s") else word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 5 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return (
        word if word not in ("people", "men", "women") else {"people": "person", "men": "man", "women": "woman"}[word]
    )


@cache
def folded_set(table: str, key: str) -> frozenset[str]:
    """Return one list of words of the knowledge file, nouns in the singular.

    >>> "troop" in folded_set("states", "officials")
    True
    """
    return frozenset(fold_noun(word) for word in word_set(table, key))


@dataclass(frozen=True, slots=True)
class _Meanings:
    """The synsets of each noun with the rank of the sense, and the broader synsets and class of each synset."""

    senses: dict[str, list[tuple[str, int]]]
    broader: dict[str, tuple[str, ...]]
    narrower: dict[str, int]
    classes: dict[str, str]


@cache
def _meanings() -> _Meanings:
    senses: dict[str, list[tuple[str, int]]] = {}
    broader: dict[str, tuple[str, ...]] = {}
    narrower: dict[str, int] = {}
    classes: dict[str, str] = {}
    for synset, kind, above, members in read_rows("nouns.tsv"):
        classes[synset], broader[synset] = kind, tuple(above.split("|"))
        for each in broader[synset]:
            narrower[each] = narrower.get(each, 0) + 1
        for member in members.split("|"):
            noun, rank = member.rsplit(":", 1)
            senses.setdefault(noun, []).append((synset, int(rank)))
    return _Meanings(senses, broader, narrower, classes)


@lru_cache(maxsize=65_536)
def noun_classes(noun: str) -> tuple[str, ...]:
    """Return WordNet's classes of a noun's senses, the commonest sense first; empty for an unknown noun.

    >>> noun_classes("senators")[0], noun_classes("team")[0], noun_classes("xyzzy")
    ('person', 'group', ())
    """
    table = _meanings()
    senses = table.senses.get(noun) or table.senses.get(fold_noun(noun), [])
    return tuple(table.classes[synset] for synset, _ in sorted(senses, key=lambda sense: (sense[1], sense[0])))


@cache
def _neighbours() -> dict[str, str]:
    return {row[0]: row[1] for row in read_rows("near_nouns.tsv")}


@lru_cache(maxsize=4096)
def _neighbours_of(noun: str) -> dict[str, float]:
    pairs = (each.rsplit(":", 1) for each in _neighbours().get(noun, "").split("|") if each)
    return {other: int(score) / 100 for other, score in pairs}


@lru_cache(maxsize=262_144)
def relatedness(one: str, other: str) -> float:
    """Return how near two nouns are in meaning, from 0 to 1: the better of WordNet's and the Moby thesaurus's answer.

    WordNet: the same synset 1, the next broader one .7, a common one .4, each divided by 1 + the mean rank of both
    senses, so that rare senses count for little. Moby: twice the cosine of the lists of synonyms, at most 1.

    >>> relatedness("treaty", "pacts") > relatedness("treaty", "meeting")
    True
    """
    if one == other or fold_noun(one) == fold_noun(other):
        return 1.0
    first, second = sorted((fold_noun(one), fold_noun(other)))
    cosine = _neighbours_of(first).get(second, 0.0)
    return max(min(1.0, 2.0 * cosine), _in_wordnet(one, other))


def _in_wordnet(one: str, other: str) -> float:
    table = _meanings()
    left = table.senses.get(one) or table.senses.get(fold_noun(one), [])
    right = table.senses.get(other) or table.senses.get(fold_noun(other), [])
    best = 0.0
    for synset, rank in left:
        for other_synset, other_rank in right:
            near = _nearness(table, synset, other_synset)
            best = max(best, near / (1.0 + (rank + other_rank) / 2.0))
    return best


def _nearness(table: _Meanings, one: str, other: str) -> float:
    if one == other:
        return 1.0
    above, beside = table.broader[one], table.broader[other]
    if one in beside or other in above:
        return 0.7
    common = [each for each in above if each and each in beside]
    if common and min(table.narrower[each] for each in common) <= _SIBLINGS:
        return 0.4
    grand = [each for parent in above for each in table.broader.get(parent, ())]
    if other in grand or one in [each for parent in beside for each in table.broader.get(parent, ())]:
        return 0.4
    return 0.0


# ---------------------------------------------------------------- countries


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its code, and its names, adjectives, capital and seats of state in folded form."""

    code: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    capital: str
    metonyms: tuple[str, ...]


def fold_words(name: str) -> str:
    """Return a name in lower case with plain apostrophes and hyphens, single spaces and without full stops.

    >>> fold_words("U.S.  Élysée’s")
    "us élysée's"
    """
    return " ".join(name.translate(_TYPOGRAPHY).casefold().split())


@cache
def countries() -> dict[str, Country]:
    """Return the countries by code, from `data/countries.tsv` and the short names in the knowledge file."""
    known = knowledge()
    table: dict[str, Country] = {}
    for code, names, adjectives, *capital in read_rows("countries.tsv"):
        listed = [*names.split("|"), *known["aliases"].get(code, ())]
        adjective = [*filter(None, adjectives.split("|")), *known["demonyms"].get(code, ())]
        table[code] = Country(
            code,
            tuple(dict.fromkeys(_bare(fold_words(each)) for each in listed)),
            tuple(dict.fromkeys(fold_words(each) for each in adjective)),
            fold_words(capital[0]) if capital else "",
            tuple(fold_words(each) for each in known["metonyms"].get(code, ())),
        )
    return table


def _bare(name: str) -> str:
    return name.removeprefix("the ")


@cache
def _country_index() -> dict[str, tuple[str, str]]:
    index: dict[str, tuple[str, str]] = {}
    for code, country in countries().items():
        if country.capital:
            index.setdefault(country.capital, (code, "capital"))
        for each in country.metonyms:
            index.setdefault(each, (code, "metonym"))
        for each in country.adjectives:
            index[each] = (code, "adjective")
            if not each.endswith(("ese", "ish", "ch", "ss", "us")) and " of " not in each and len(each) > 3:
                index[each + "s"] = (code, "citizens")
    for code, country in countries().items():
        for each in country.names:
            index[each] = (code, "name")
    return index


def country_of(name: str) -> tuple[str, str] | None:
    """Return a country's code and in what way a folded name stands for it: name, adjective, citizens, capital, metonym.

    >>> country_of("japanese"), country_of("tokyo"), country_of("kremlin"), country_of("x")
    (('JP', 'adjective'), ('JP', 'capital'), ('RU', 'metonym'), None)
    """
    return _country_index().get(name)
