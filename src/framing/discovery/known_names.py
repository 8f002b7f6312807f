"""Names as words: their bare form, content words, head and countries; and the names that an analyst knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from framing.discovery.phrases import without_possessive
from framing.discovery.vocabulary import country_of, fold_noun, fold_words, word_set

__all__ = ["Known", "bare_name", "content_words", "countries_in", "head_word"]


@dataclass(frozen=True)
class Known:
    """The names an analyst knows for one referent, folded, and what their form says of it."""

    names: tuple[str, ...]
    proper: bool

    @classmethod
    def of(cls, names: Iterable[str]) -> Known:
        """Fold the names; they are proper if one is capitalised in its last word."""
        listed = list(names)
        folded = dict.fromkeys(bare_name(fold_words(name).split()) for name in listed)
        proper = any(name.split()[-1][:1].isupper() for name in listed if name.split())
        return cls(tuple(name for name in folded if name), proper)

    @cached_property
    def sequences(self) -> tuple[tuple[str, ...], ...]:
        """The words of each name, the longest first."""
        return tuple(sorted((tuple(name.split()) for name in self.names), key=lambda words: (-len(words), words)))

    @cached_property
    def words(self) -> frozenset[str]:
        """The content words of all names, nouns in the singular."""
        return frozenset(word for name in self.names for word in content_words(name.split()))

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The head words of the names, in the singular."""
        return tuple(dict.fromkeys(head_word(name.split()) for name in self.names))

    @cached_property
    def mains(self) -> frozenset[str]:
        """The words that name a person alone: the last word of a name, honorifics and titles apart."""
        return frozenset(name.split()[-1] for name in self.names) if self.proper else frozenset()

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of the countries that the names are names of."""
        found = (country_of(name) for name in self.names)
        return frozenset(
            code for code, way in (each for each in found if each) if way in ("name", "adjective", "citizens")
        )

    @cached_property
    def owners(self) -> frozenset[str]:
        """The possessors in the names: *trump* in *Trump’s lawyers*."""
        return frozenset(
            without_possessive(word) for name in self.names for word in name.split() if word.endswith("'s")
        )


def bare_name(words: Iterable[str]) -> str:
    """Return folded words as a name, without leading determiners and final possessive.

    >>> bare_name(["the", "two", "leaders"]), bare_name(["trump's"])
    ('two leaders', 'trump')
    """
    held = list(words)
    dropped = word_set("words", "determiners") | word_set("words", "possessives")
    while held and held[0] in dropped:
        held = held[1:]
    return " ".join([*held[:-1], without_possessive(held[-1])]) if held else ""


@lru_cache(maxsize=131_072)
def _content(word: str) -> str:
    return "" if word in word_set("words", "small") else fold_noun(without_possessive(word))


def content_words(words: Iterable[str]) -> tuple[str, ...]:
    """Return the content words of a name, nouns in the singular."""
    return tuple(folded for word in words if (folded := _content(word)))


def head_word(words: Iterable[str]) -> str:
    """Return the head of a name in the singular: the last content word before the first preposition.

    >>> head_word("list of the questions".split()), head_word("Iran's leaders".split())
    ('list', 'leader')
    """
    held = list(words)
    end = next((at for at in range(1, len(held)) if held[at] in word_set("words", "cuts")), len(held))
    while end > 1 and held[end - 1] in word_set("words", "small"):
        end -= 1
    return fold_noun(without_possessive(held[end - 1])) if held else ""


@lru_cache(maxsize=131_072)
def countries_in(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes of the countries that a phrase names in any way but by a seat of state, in text order."""
    found: dict[str, None] = {}
    held = tuple(without_possessive(word) for word in words)
    at = 0
    while at < len(held):
        for size in (3, 2, 1):
            hit = country_of(" ".join(held[at : at + size])) if at + size <= len(held) else None
            if hit and hit[1] != "metonym":
                found[hit[0]] = None
                at += size - 1
                break
        at += 1
    return tuple(found)
