"""What is worked out once a word and kept in the life of a process, within bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, final

__all__ = ["LONGEST_KEPT", "MOST_KEPT", "WordCache"]

LONGEST_KEPT = 48
"""What is longer is an address or a line without blanks: it is not met again, and would fill the memory."""
MOST_KEPT = 200_000
"""A language has fewer words than this in use; a cache that is full is emptied."""

_Value = TypeVar("_Value")


@final
class WordCache(dict[str, _Value], Generic[_Value]):
    """Word → what `describe` says of it, asked when the word is first looked up; the look-up itself is a dict's.

    >>> lengths = WordCache(len)
    >>> lengths["regime"], dict(lengths)
    (6, {'regime': 6})
    """

    __slots__ = ("_describe",)

    def __init__(self, describe: Callable[[str], _Value]) -> None:
        super().__init__()
        self._describe = describe

    def __missing__(self, word: str) -> _Value:
        value = self._describe(word)
        if len(word) <= LONGEST_KEPT:
            if len(self) >= MOST_KEPT:
                self.clear()
            self[word] = value
        return value
