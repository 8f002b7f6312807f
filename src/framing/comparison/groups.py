"""Groups of documents as the tables see them: how many there are and what they add up to, kept whole or folded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from framing.comparison.observations import Observation
from framing.comparison.sums import NameSums, NameUnits, Readings, ScoreUnits, Sums, VoiceSums
from framing.errors import ComparisonError

__all__ = ["Folded", "Group", "Groups", "Joined", "groups_of", "twins"]

FOLD = 1024
"""Observations that a group holds before it folds them: some megabytes."""
KINDS: tuple[type[Any], ...] = (NameSums, VoiceSums, ScoreUnits, NameUnits, Readings)
S = TypeVar("S", bound=Sums)


class Group:
    """Some documents: their observations, their sums by kind, or (of many) both, the sums being of those let go."""

    def __init__(self, held: Iterable[Observation] = ()) -> None:
        self.held = list(held)
        self.documents = len(self.held)
        self._folded: dict[type[Any], Any] = {}
        self._kept: dict[tuple[type[Any], str], Any] = {}

    def sums(self, kind: type[S], unit: str = "document") -> S:
        """Return the sums of a kind, over documents or, of a single document, over its sentences."""
        if (kind, unit) not in self._kept:
            self._kept[kind, unit] = self._work_out(kind, unit)
        found: S = self._kept[kind, unit]
        return found

    def _work_out(self, kind: type[Any], unit: str) -> Any:
        if not self._folded:
            return kind.of(self.held, unit)
        self._fold()
        return self._folded[kind]

    def add(self, observation: Observation) -> None:
        """Take in a document, to be folded with others when they are many."""
        self.held.append(observation)
        self.documents += 1
        self._kept.clear()
        if len(self.held) >= FOLD:
            self._fold()

    def join(self, other: Group) -> None:
        """Take in the documents of another."""
        for observation in other.held:
            self.add(observation)
        if other._folded:
            self._fold()
            self._take(other._folded)
            self.documents += other.documents - len(other.held)

    def _fold(self) -> None:
        if self.held:
            self._take({kind: kind.of(self.held, "document") for kind in KINDS})
            self.held.clear()

    def _take(self, sums: Mapping[type[Any], Any]) -> None:
        parts = [self._folded, sums] if self._folded else [sums]
        self._folded = {kind: kind.joined([part[kind] for part in parts]) for kind in KINDS}
        self._kept.clear()

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_kept": {}}  # worked out again where it is wanted

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Group):
            return NotImplemented
        same = (self.sums(kind) == other.sums(kind) for kind in KINDS)
        return self.documents == other.documents and all(same)


class Joined(Group):
    """The documents of several groups, such as the rest that a group is compared with; nothing of theirs is copied."""

    def __init__(self, groups: Sequence[Group]) -> None:
        super().__init__()
        self._groups = groups
        self.documents = sum(group.documents for group in groups)

    def _work_out(self, kind: type[Any], unit: str) -> Any:
        return kind.joined([group.sums(kind, unit) for group in self._groups])


Groups = Mapping[str, Group]


def groups_of(observations: Iterable[Observation]) -> dict[str, Group]:
    """Return observations by group, groups ordered by label."""
    held: dict[str, list[Observation]] = {}
    for each in observations:
        held.setdefault(each.group, []).append(each)
    return {group: Group(held[group]) for group in sorted(held)}


class Folded:
    """Groups whose observations are let go, and the ids of their documents, so that none counts twice."""

    def __init__(self) -> None:
        self.groups: dict[str, Group] = {}
        self.ids: set[str] = set()
        self.lexicons: set[str] = set()

    def add(self, observation: Observation) -> None:
        """Take in a document.

        Raises:
            ComparisonError: a document of its id was taken in before.
        """
        if observation.document in self.ids:
            raise twins({observation.document})
        self.ids.add(observation.document)
        self.lexicons.add(observation.lexicon)
        self.groups.setdefault(observation.group, Group()).add(observation)

    def join(self, other: Folded) -> None:
        """Take in the documents of another.

        Raises:
            ComparisonError: both have a document.
        """
        both = self.ids & other.ids
        if both:
            raise twins(both)
        self.ids |= other.ids
        self.lexicons |= other.lexicons
        for label, group in other.groups.items():
            self.groups.setdefault(label, Group()).join(group)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Folded):
            return NotImplemented
        return (self.ids, self.lexicons, self.groups) == (other.ids, other.lexicons, other.groups)


def twins(ids: Collection[str]) -> ComparisonError:
    """Return the error that says which ids two documents share."""
    listed = ", ".join(map(repr, sorted(ids)[:5]))
    return ComparisonError(f"two documents share an id: {listed}. Each document counts once; give each its own id")
