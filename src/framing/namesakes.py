"""Namesakes: whether a surname in a text is that of somebody whom the lexicon does not mean.

*Aliyev* alone is he whom the lexicon lists as *Ilham Aliyev*, and so is *President Aliyev*; *Ali Aliyev* is another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from framing.data_files import read_toml
from framing.lexicons import Referent
from framing.lexicons.forms import cut_form, expand_form, fold_word

__all__ = ["Surnames", "is_namesake", "surnames_of"]

_ALIKE = 2  # letters

Surnames = dict[tuple[str, ...], frozenset[str]]
"""The surnames of one person, as folded words, each with the given names that this person bears."""


@cache
def _given_names() -> frozenset[str]:
    """Return the given names that tell a person, folded; what is a word, a month or a place as well tells nobody."""
    names = read_toml("given_names.toml")
    listed = frozenset((*names["male"].split(), *names["female"].split())) - frozenset(names["also_words"].split())
    return frozenset(map(fold_word, listed))


def surnames_of(referent: Referent) -> Surnames:
    """Return the short names of an actor who has a fuller one with a given name: its ends, and single words.

    >>> from framing.lexicons import load_lexicon
    >>> surnames_of(load_lexicon("karabakh").referent("leader-pashinyan"))
    {('pashinyan',): frozenset({'nikol'}), ('pashinian',): frozenset({'nikol'})}
    """
    if referent.kind != "actor":
        return {}
    names = dict.fromkeys(_names(referent))
    own = _given_names().intersection(word for words in names for word in words[:-1])
    fuller = (words for words in names if not own.isdisjoint(words[:-1]))
    ends = {words[place:] for words in fuller for place in range(1, len(words)) if not own.isdisjoint(words[:place])}
    return {words: own for words in names if words in ends or (ends and len(words) == 1)}


def _names(referent: Referent) -> Iterator[tuple[str, ...]]:
    for variant in referent.variants:
        for written in variant.spellings:
            for spelling in expand_form(written):
                form = cut_form(spelling)
                if form is not None and form.raw[0][:1].isupper():
                    yield form.words


def is_namesake(before: Iterable[str], own: frozenset[str]) -> bool:
    """Tell whether somebody else's given name stands before a surname.

    Args:
        before: the words before the surname as far as they have a capital, folded, the nearest first.
        own: the given names of the person who is meant. With one of them among its like, the name is that person's,
            and so it is with one that begins alike: *Joe* and *Joseph*, *Sergey* and *Sergei*.

    >>> [is_namesake(reversed(words.split()), frozenset({"joe"})) for words in ("jill", "joseph", "joe john", "mr")]
    [True, False, False, False]
    """
    given, found = _given_names(), False
    for word in before:
        if any(word[:_ALIKE] == each[:_ALIKE] for each in own):
            return False
        if word not in given:
            break
        found = True
    return found
