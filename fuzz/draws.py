"""Choices out of bytes: what an engine changes is bytes, what a target sees are texts, tables and options.

Each choice takes as many bytes as it needs, so that a byte that is changed, cut out or doubled is another word, mark or
option in the same grammar. Where the bytes end, every choice is the first one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


class Draw:
    """Choices taken from bytes, one after the other.

    >>> draw = Draw(bytes([2, 0]))
    >>> draw.choice("abc"), draw.flag(), draw.integer(5, 9)
    ('c', False, 5)
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._at = 0
        self.size = 0  # characters or bytes made for the code under test; its budget of time depends on it
        self.kept: list[str | bytes] = []  # the same, to be shown where something breaks

    @property
    def exhausted(self) -> bool:
        """Whether no byte is left."""
        return self._at >= len(self.data)

    def integer(self, low: int, high: int) -> int:
        """Return a number from `low` to `high`."""
        width = ((high - low).bit_length() + 7) // 8
        taken = self.data[self._at : self._at + width]
        self._at += width
        return low + int.from_bytes(taken, "little") % (high - low + 1)

    def flag(self, one_in: int = 2) -> bool:
        """Return True once in `one_in` times."""
        return self.integer(0, one_in - 1) == one_in - 1

    def choice(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[self.integer(0, len(items) - 1)]

    def times(self, most: int) -> Iterator[int]:
        """Count up to a number that is drawn, or to the end of the bytes."""
        for number in range(self.integer(0, most)):
            if self.exhausted:
                return
            yield number

    def some(self, items: Sequence[T], most: int) -> list[T]:
        """Return up to `most` of the items, perhaps one twice."""
        return [self.choice(items) for _ in self.times(most)]

    def raw(self, most: int) -> bytes:
        """Return up to `most` bytes as they are."""
        length = self.integer(0, most)
        taken = self.data[self._at : self._at + length]
        self._at += length
        return taken

    def made(self, value: T) -> T:
        """Count what was made toward the size of the input."""
        if isinstance(value, (str, bytes)):
            self.size += len(value)
            self.kept.append(value)
        return value


class HypothesisDraw(Draw):
    """The same choices, made by Hypothesis, which shrinks them too."""

    def __init__(self, data: Any) -> None:
        super().__init__(b"")
        self._source = data

    @property
    def exhausted(self) -> bool:
        """Never: Hypothesis draws as much as it is asked for."""
        return False

    def integer(self, low: int, high: int) -> int:
        """Return a number from `low` to `high`."""
        from hypothesis import strategies as st

        return int(self._source.draw(st.integers(low, high)))

    def raw(self, most: int) -> bytes:
        """Return up to `most` bytes."""
        from hypothesis import strategies as st

        return bytes(self._source.draw(st.binary(max_size=most)))
