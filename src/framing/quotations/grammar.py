"""A light tagger: closed word classes first, then the shape of the word."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache, partial
from importlib.resources import files
from typing import Any
from unicodedata import category

from framing.word_caches import WordCache

__all__ = ["Grammar", "load_grammar", "read_data"]

# The tags, one letter each, so that a run of them can be looked at as a string.
#   D determiner   P subject pronoun   O object pronoun   R relative   W wh-word   S subordinator   T "that"
#   C coordinator   Z pronoun with a contracted verb   t "to"
#   p preposition  A finite auxiliary  a other form of be/have   V adverb   N time   v frequent verb   # number
#   c capitalised  g -ing   e -ed   w other word   Q quotation   ' possessive mark; punctuation stands for itself
_CLASSES = (
    ("times", "N"),
    ("participial_adjectives", "w"),
    ("verbs", "v"),
    ("adverbs", "V"),
    ("prepositions", "p"),
    ("subordinators", "S"),
    ("wh_words", "W"),
    ("determiners", "D"),
    ("object_pronouns", "O"),
    ("subject_pronouns", "P"),
    ("relatives", "R"),
    ("coordinators", "C"),
    ("do", "A"),
    ("have", "A"),
    ("be", "A"),
    ("modals", "A"),
)
_NONFINITE = ("be", "been", "being", "having")
_CONTRACTIONS = ("'s", "'re", "'ve", "'d", "'ll", "'m")
_PRONOUNS = ("he", "she", "it", "they", "we", "i", "you", "who", "that", "there", "what", "here")


def _tag_by_shape(word: str, not_adverbs: frozenset[str], not_gerunds: frozenset[str]) -> str:
    first = word[0]
    if first.isdigit() or category(first) == "Sc":  # $ 400
        return "#"
    if not first.isalnum():
        return "'" if first in "'’" else first
    if word.endswith("ly") and word not in not_adverbs:
        return "V"
    if word.endswith("ing") and len(word) > 4 and word not in not_gerunds:
        return "g"
    if word.endswith("ed") and len(word) > 4:
        return "e"
    return "A" if word.endswith("n't") else "w"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The closed classes, as a tag by word and a few sets."""

    tags: dict[str, str]
    shapes: WordCache[str]
    be: frozenset[str]
    have: frozenset[str]
    do: frozenset[str]
    modals: frozenset[str]
    time_units: frozenset[str]
    semi_auxiliaries: frozenset[str]
    not_adverbs: frozenset[str]
    plural_subjects: frozenset[str]
    initial_participles: frozenset[str]
    not_gerunds: frozenset[str]
    pronominal: frozenset[str]
    not_adjectives: frozenset[str]
    noun_like: frozenset[str]
    light_verbs: frozenset[str]
    headline_labels: frozenset[str]
    headline_sources: frozenset[str]
    agencies: frozenset[str]
    emerging: frozenset[str]
    stage_verbs: frozenset[str]
    not_infinitives: frozenset[str]
    numerals: frozenset[str]
    approximators: frozenset[str]
    offices_to: frozenset[str]
    fronted_times: frozenset[str]
    near_times: frozenset[str]
    place_prepositions: frozenset[str]
    topic_prepositions: frozenset[str]
    speaking_at: frozenset[str]
    occasions: frozenset[str]
    means: frozenset[str]
    measures: frozenset[str]
    bare_measures: frozenset[str]
    asides: frozenset[str]

    def tag(self, word: str, surface: str) -> str:
        """Return the tag of a word, given in lower case and as it stands in the text.

        >>> grammar = load_grammar()
        >>> "".join(grammar.tag(word.lower(), word) for word in "The minister of Baku said that".split())
        'DwpcvT'
        """
        known = self.tags.get(word)
        if known is not None:
            return known
        return "c" if surface[0].isupper() else self.shapes[word]

    def initial(self, word: str) -> str:
        """Return the tag of a word whose capital only shows that a sentence begins."""
        if word in self.initial_participles:
            return "e"
        return "g" if word.endswith("ing") and len(word) > 5 and word not in self.not_gerunds else "c"


def read_data(name: str) -> dict[str, Any]:
    """Return the parsed TOML file `data/<name>` of the package."""
    return tomllib.loads((files("framing") / "data" / name).read_text(encoding="utf-8"))


@cache
def load_grammar() -> Grammar:
    """Read the closed classes, once in a process."""
    data = read_data("grammar.toml")
    tags: dict[str, str] = {}
    for name, tag in _CLASSES:
        tags.update(dict.fromkeys(data[name], tag))
    tags["march"] = "c"  # the month is told by its neighbours, the demonstration is not
    tags.update(dict.fromkeys(_NONFINITE, "a"))
    tags.update({"that": "T", "to": "t", "as": "S", "her": "D", "may": "A", "'s": "A", "not": "V"})
    tags.update({pronoun + short: "Z" for pronoun in _PRONOUNS for short in _CONTRACTIONS})
    classes = {each.name: frozenset(data[each.name]) for each in fields(Grammar) if each.name not in ("tags", "shapes")}
    by_shape = partial(_tag_by_shape, not_adverbs=classes["not_adverbs"], not_gerunds=classes["not_gerunds"])
    return Grammar(tags, WordCache(by_shape), **classes)
