"""A shortlist: what discovery proposes, the likeliest first, as a sequence that goes a table's ways out."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypeVar, overload

from framing.discovery.uses import GroupUse
from framing.tables import Tabular

__all__ = ["Shortlist", "show_groups"]


class _Record(Protocol):
    def to_dict(self) -> dict[str, Any]: ...


Item = TypeVar("Item", bound=_Record)


class Shortlist(Tabular, Sequence[Item]):
    """A sequence of proposals: a subclass says which (`_items`), and makes the table."""

    __slots__ = ()

    @property
    @abstractmethod
    def _items(self) -> tuple[Item, ...]: ...

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, key: int) -> Item: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, key: int | slice) -> Item | tuple[Item, ...]:
        return self._items[key]

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the proposals as records."""
        return [item.to_dict() for item in self._items]


def show_groups(uses: Iterable[GroupUse]) -> str:
    """Return the groups with their mentions, as one cell shows them."""
    return ", ".join(f"{use.group} {use.mentions}" for use in uses)
