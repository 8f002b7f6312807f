"""Partial comparisons: what a comparison knows of some documents, and how parts merge into the whole.

Merging is the union of documents by id: associative, commutative, with the empty part as its identity. A part holds
what it observed of each document, or, where nobody will ask for that again, what the documents add up to.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from framing.comparison.groups import Folded, Group, groups_of, twins
from framing.comparison.observations import Observation, observe
from framing.errors import ComparisonError

__all__ = ["PartialComparison"]


@dataclass(frozen=True, slots=True, repr=False)
class PartialComparison:
    """What a comparison knows of some documents, grouped by one key; parts of a corpus merge into the whole.

    `observations` holds what was observed of each document, ordered by id; `folded` what documents add up to whose
    observations are not kept.

    >>> empty = PartialComparison.empty("outlet")
    >>> empty.merge(empty) == empty
    True
    """

    by: str
    observations: tuple[Observation, ...] = ()
    folded: Folded | None = None

    @classmethod
    def empty(cls, by: str = "document") -> PartialComparison:
        """Return the part that changes nothing it is merged with."""
        return cls(by)

    @classmethod
    def of(
        cls,
        records: Iterable[Mapping[str, Any]],
        *,
        by: str = "document",
        comments: bool = False,
        observations: bool = True,
    ) -> PartialComparison:
        """Return the part made of these profile records, one at a time: the records themselves are not kept.

        Args:
            records: profile records, in any order.
            by, comments: as in `framing.compare`.
            observations: keep what is observed of each document, 1 to 3 KB, for evidence, figures and reports. Without,
                each group takes some megabytes however many documents it has.

        Raises:
            ComparisonError: a record lacks what is compared, or two have one id.
        """
        return cls.join(by, (observe(record, by=by, comments=comments) for record in records), keep=observations)

    @classmethod
    def join(cls, by: str, observations: Iterable[Observation], *, keep: bool = True) -> PartialComparison:
        """Return the part with these observations, ordered by document id, or with what they add up to."""
        if not keep:
            folded = Folded()
            for observation in observations:
                folded.add(observation)
            return cls(by, folded=folded)
        ordered = sorted(observations, key=lambda each: each.document)
        shared = {a.document for a, b in itertools.pairwise(ordered) if a.document == b.document}
        if shared:
            raise twins(shared)
        return cls(by, tuple(ordered))

    def merge(self, *others: PartialComparison) -> PartialComparison:
        """Return the parts as one; it has the observations if all parts have theirs.

        Raises:
            ComparisonError: the parts are grouped by different keys, or share a document.
        """
        for other in others:
            if other.by != self.by:
                raise ComparisonError(f"a part grouped by {self.by!r} does not merge with one grouped by {other.by!r}")
        parts = (self, *others)
        known = (each for part in parts for each in part.observations)
        if all(part.folded is None for part in parts):
            return self.join(self.by, known)
        merged = self.join(self.by, known, keep=False)
        for part in parts:
            if part.folded is not None and merged.folded is not None:
                merged.folded.join(part.folded)
        return merged

    def __add__(self, other: PartialComparison) -> PartialComparison:
        return self.merge(other)

    def __repr__(self) -> str:
        return f"PartialComparison(by={self.by!r}, {self.documents} documents, {len(self.sums())} groups)"

    @property
    def documents(self) -> int:
        """How many documents the part is of."""
        return len(self.observations) if self.folded is None else len(self.folded.ids)

    @property
    def lexicons(self) -> list[str]:
        """The lexicons that the documents were profiled with, by name and version."""
        known = {each.lexicon for each in self.observations} if self.folded is None else self.folded.lexicons
        return sorted(known - {""})

    @property
    def groups(self) -> dict[str, tuple[Observation, ...]]:
        """The observations of each group, groups ordered by label, observations by document id.

        Raises:
            ComparisonError: they are not kept.
        """
        if self.folded is not None:
            raise ComparisonError(
                "figures, reports and evidence need what was observed: compare with observations=True"
            )
        return {label: tuple(group.held) for label, group in groups_of(self.observations).items()}

    def sums(self) -> dict[str, Group]:
        """Return what the documents of each group add up to, groups ordered by label."""
        if self.folded is None:
            return groups_of(self.observations)
        return {label: self.folded.groups[label] for label in sorted(self.folded.groups)}

    def to_dict(self) -> dict[str, Any]:
        """Return the part as plain values, for JSON and for other processes.

        Raises:
            ComparisonError: its observations are not kept: pickle it, or make it with them.
        """
        if self.folded is not None:
            raise ComparisonError("only a part with its observations can be written as plain values; pickle this one")
        return {"by": self.by, "observations": [each.to_dict() for each in self.observations]}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> PartialComparison:
        """Return the part that `to_dict` wrote."""
        return cls.join(record["by"], (Observation.from_dict(each) for each in record["observations"]))
