"""The closed word classes of English: determiners, prepositions and the like."""

from __future__ import annotations

from framing.data_files import read_toml

__all__ = ["function_words"]


def function_words(*classes: str) -> frozenset[str]:
    """Return the words of one or several classes of `data/function_words.toml`.

    >>> "the" in function_words("determiners"), "the" in function_words("prepositions", "pronouns")
    (True, False)
    """
    table = read_toml("function_words.toml")
    return frozenset(word for name in classes for word in table[name])
