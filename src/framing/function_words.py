"""The closed word classes of English: determiners, prepositions and the like."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

__all__ = ["function_words"]


def function_words(*classes: str) -> frozenset[str]:
    """Return the words of one or several classes of `data/function_words.toml`.

    >>> "the" in function_words("determiners"), "the" in function_words("prepositions", "pronouns")
    (True, False)
    """
    table = _table()
    return frozenset(word for name in classes for word in table[name])


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads((files("framing") / "data" / "function_words.toml").read_text(encoding="utf-8"))
