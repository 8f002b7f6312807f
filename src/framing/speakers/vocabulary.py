"""The closed word classes by which speakers are recognised, read once from `titles.toml` and `given_names.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from framing.data_files import read_toml

__all__ = ["Vocabulary", "load_vocabulary", "singular"]

_IRREGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child", "wives": "wife"}
_TITLE_PARTS = frozenset(
    ("ex", "vice", "elect", "designate", "general", "deputy", "co", "former", "chief", "in", "under")
)


@dataclass(frozen=True, slots=True, repr=False)
class Vocabulary:
    """Word classes of English news, all in lower case.

    Attributes:
        titles: words printed before a name (*mr*, *president*); `courtesy` those that are no office.
        families: role noun -> the families it belongs to (*analyst* -> *expert*, *actor* -> *artist:actor*).
        loose: families whose words are said of people of any office.
        heading, headed_by: who heads a body (*head*), and the office which that is (*ministry* -> *minister*).
        heads_of: what somebody is head of (*state*) -> words of the offices which that is (*president*).
        seats: the seat of a power -> words for whose it is (*kremlin* -> *russian*).
        sole: families of which a report names one person as a rule.
        spoken_with: words for whoever spoke last (*interlocutor*).
        family_by_field: what an office is for -> the family that puts its holder in (*foreign* -> *diplomat*).
        anyone: words for a person that say nothing of a role (*man*, *resident*).
        genders: word -> `m` or `f`, for titles, roles and pronouns.
        given: given name -> `m` or `f`.
        portfolio: what an office is for (*foreign*, *defense*, *state*); `ranks` those that make another office of it
            (*deputy*, *shadow*).
        bodies, body_anaphors, absolute_bodies, metonyms: heads of organisations, those that stand for any body named
            before, those that stand for themselves, seats of power.
        papers, paper_anaphors: heads of documents, and those a description takes up again.
        groups: plural and collective sources.
        function_words: words that begin no name though they open a sentence.
        prepositions, clause_openers: words before a name that make it no subject, or a subject.
        in_headlines: words that stay small in a headline; `unkeyed` are left out when names are compared;
            `labels` before a colon say what follows and not who speaks.
        places: countries, regions, capitals; `place_marks` are words that make a name a place or a thing;
            `behind_places` and `locatives` tell a place when they stand right behind or before a name.
        demonyms: nationalities and creeds, adjectives and nouns; `landless` those that tell no land or creed.
        parties: word -> the political party it tells (*gop* -> *republican*).
        abbreviations: shortened title -> the title.
    """

    titles: frozenset[str]
    courtesy: frozenset[str]
    families: dict[str, frozenset[str]]
    loose: frozenset[str]
    heading: frozenset[str]
    headed_by: dict[str, str]
    heads_of: dict[str, frozenset[str]]
    seats: dict[str, frozenset[str]]
    sole: frozenset[str]
    spoken_with: frozenset[str]
    family_by_field: dict[str, str]
    anyone: frozenset[str]
    genders: dict[str, str]
    given: dict[str, str]
    portfolio: frozenset[str]
    ranks: frozenset[str]
    bodies: frozenset[str]
    body_anaphors: frozenset[str]
    absolute_bodies: frozenset[str]
    metonyms: frozenset[str]
    papers: frozenset[str]
    paper_anaphors: frozenset[str]
    groups: frozenset[str]
    function_words: frozenset[str]
    prepositions: frozenset[str]
    clause_openers: frozenset[str]
    in_headlines: frozenset[str]
    unkeyed: frozenset[str]
    labels: frozenset[str]
    places: frozenset[str]
    place_marks: frozenset[str]
    behind_places: frozenset[str]
    locatives: frozenset[str]
    demonyms: frozenset[str]
    landless: frozenset[str]
    parties: dict[str, str]
    abbreviations: dict[str, str]

    def is_title(self, word: str) -> bool:
        """Tell whether a lower-case word is a title, also in a compound (*president-elect*, *ex-minister*).

        >>> load_vocabulary().is_title("president-elect")
        True
        """
        word = word.rstrip(".")
        if word in self.titles or (word.endswith("s") and len(word) > 5 and word[:-1] in self.titles):
            return True
        if "-" not in word:
            return False
        parts = word.split("-")
        return any(part in self.titles for part in parts) and all(p in self.titles or p in _TITLE_PARTS for p in parts)

    def describes(self, word: str) -> bool:
        """Tell whether a lower-case word before or behind a name may say what somebody is.

        >>> vocabulary = load_vocabulary()
        >>> vocabulary.describes("former"), vocabulary.describes("the")
        (True, False)
        """
        return word not in self.function_words or word in self.ranks

    def is_role(self, word: str) -> bool:
        """Tell whether a lower-case singular noun names a person by what they do.

        >>> vocabulary = load_vocabulary()
        >>> vocabulary.is_role("commentator"), vocabulary.is_role("border")
        (True, False)
        """
        if word in self.families or word in self.anyone:
            return True
        return "-" in word and word.rsplit("-", 1)[1] in self.families

    def is_common_plural(self, word: str) -> bool:
        """Tell whether a lower-case word is a plural or collective for people (*experts*, *Democrats*)."""
        return word in self.groups or (
            word.endswith(("s", "men", "people")) and word != (one := singular(word)) and self.is_role(one)
        )

    def families_of(self, word: str) -> frozenset[str]:
        """Return the families of a role noun, of the last part of a compound (*co-founder*)."""
        return self.families.get(word) or self.families.get(word.rsplit("-", 1)[-1], frozenset())

    def offices_of(self, head: str, words: Iterable[str]) -> set[str]:
        """Return the offices of who heads a body, as described.

        >>> load_vocabulary().offices_of("head", ("foreign", "ministry"))
        {'minister'}
        """
        return {self.headed_by[word] for word in words if word in self.headed_by} if head in self.heading else set()


def singular(word: str) -> str:
    """Return the singular of a lower-case English noun, the word itself if it is not a plural.

    >>> singular("officials"), singular("attorneys"), singular("agencies"), singular("press")
    ('official', 'attorney', 'agency', 'press')
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1]


def _words(*parts: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for part in parts for word in part.split())


def _with_plurals(words: frozenset[str]) -> frozenset[str]:
    return words | {word + "s" for word in words}


def _genders(table: dict[str, str], titles: dict[str, str]) -> dict[str, str]:
    genders: dict[str, str] = {}
    for key, letter in (("male", "m"), ("female", "f")):
        genders |= dict.fromkeys(sorted(_words(table[key], titles[key])), letter)
    return genders


def _families(roles: dict[str, str], apart: frozenset[str]) -> dict[str, frozenset[str]]:
    families: dict[str, frozenset[str]] = {}
    for family, words in roles.items():
        for word in sorted(_words(words)):
            families[word] = families.get(word, frozenset()) | {f"{family}:{word}" if family in apart else family}
    return families


def _given(names: dict[str, str], demonyms: frozenset[str]) -> dict[str, str]:
    given = dict.fromkeys(names["male"].split(), "m") | dict.fromkeys(names["female"].split(), "f")
    return {name: gender for name, gender in given.items() if name not in demonyms}


@cache
def load_vocabulary() -> Vocabulary:
    """Return the vocabulary, read once in a process.

    >>> "novosti" in load_vocabulary().bodies
    True
    """
    table, names = read_toml("titles.toml"), read_toml("given_names.toml")
    titles = table["titles"]
    demonyms = _with_plurals(_words(table["places"]["demonyms"]))
    return Vocabulary(
        titles=_words(titles["male"], titles["female"], titles["neutral"]),
        courtesy=_words(titles["male"], titles["female"]) | {"dr", "prof", "rev", "hon", "rt"},
        families=_families(table["roles"], _words(table["apart"]["families"])),
        loose=_words(table["loose"]["families"]),
        heading=_words(table["offices"]["heading"]),
        headed_by=table["offices"]["headed_by"],
        heads_of={what: _words(offices) for what, offices in table["offices"]["heads_of"].items()},
        seats={seat: _words(whose) for seat, whose in table["offices"]["seats"].items()},
        sole=_words(table["offices"]["sole"]),
        spoken_with=_words(table["anyone"]["spoken_with"]),
        family_by_field=table["offices"]["family_by_field"],
        anyone=_words(table["anyone"]["words"]),
        genders=_genders(table["gender"], titles),
        given=_given(names, demonyms),
        portfolio=_words(table["portfolio"]["words"]),
        ranks=_words(table["portfolio"]["ranks"]),
        bodies=_words(table["organisations"]["heads"]),
        body_anaphors=_words(table["organisations"]["anaphors"]),
        absolute_bodies=_words(table["organisations"]["absolute"]),
        metonyms=_words(table["organisations"]["metonyms"]),
        papers=_words(table["documents"]["heads"]),
        paper_anaphors=_words(table["documents"]["anaphors"]),
        groups=_words(table["groups"]["heads"]),
        function_words=_words(table["function_words"]["words"]),
        prepositions=_words(table["function_words"]["prepositions"]),
        clause_openers=_words(table["function_words"]["clause_openers"]),
        in_headlines=_words(table["function_words"]["in_headlines"]),
        unkeyed=_words(table["function_words"]["unkeyed"]),
        labels=_words(table["function_words"]["labels"]),
        places=_words(table["places"]["words"]),
        place_marks=_words(table["places"]["marks"]),
        behind_places=_words(table["places"]["behind"]),
        locatives=_words(table["places"]["locative"]),
        demonyms=demonyms,
        landless=_words(table["places"]["landless"]),
        parties={
            word: line.split("=")[0] for line in table["contrasts"]["parties"].split() for word in line.split("=")
        },
        abbreviations=table["abbreviations"],
    )
