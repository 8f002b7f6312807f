"""Where everything stands that the tables of a comparison count: `(document, start, end)` by what it is counted as."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from framing.comparison.observations import Observation
from framing.comparison.sums import speaker_of

__all__ = ["Place", "Spans"]

Place = tuple[str, int, int]


class Spans:
    """Places by table and by what a row of it is about, in the order of documents.

    >>> Spans()("side", "own", "armenian")
    ()
    """

    def __init__(self) -> None:
        self._held: dict[tuple[Any, ...], list[Place]] = defaultdict(list)

    def __call__(self, *key: Any) -> tuple[Place, ...]:
        """Return the places of one row."""
        return tuple(self._held.get(key, ()))

    @classmethod
    def of(cls, held: Sequence[Observation], unit: str) -> Spans:
        """Return the places of some documents."""
        found = cls()
        for observation in held:
            found._add_names(observation)
            for sentence in observation.sentences:
                for mode in ("all", sentence.mode):
                    found._held["score", None, mode].append((observation.document, sentence.start, sentence.end))
            for voice in observation.voices:
                places = found._held["speaker", *speaker_of(voice)]
                places += [(observation.document, start, end) for _, start, end in voice.quotations]
        return found

    @classmethod
    def joined(cls, parts: Sequence[Spans]) -> Spans:
        """Return the places of all documents of the parts, part after part."""
        found = cls()
        for part in parts:
            for key, places in part._held.items():
                found._held[key] += places
        return found

    def _add_names(self, observation: Observation) -> None:
        for each in observation.mentions:
            place = (observation.document, each.start, each.end)
            kind = (each.referent, each.variant, each.side, each.loading, each.distance)
            self._held["referent", each.referent].append(place)
            self._held["kind", each.mode, *kind].append(place)
            for mode in ("all", each.mode):
                self._held["side", mode, each.side].append(place)
                self._held["loading", mode, each.loading].append(place)
                if each.distance is None:
                    self._held["plain", mode, each.side].append(place)
                if each.score is not None:
                    self._held["score", each.referent, mode].append(place)
