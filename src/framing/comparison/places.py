"""Where the counts of a comparison's row come from: found again from what the row says, or listed in its spans."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from framing.comparison.observations import Observation
from framing.comparison.packing import UsedName, UsedVoice
from framing.comparison.spans import Place
from framing.comparison.tables import REST
from framing.errors import OptionError

__all__ = ["places_of"]

Groups = Mapping[str, Sequence[Observation]]
_FACTS = ("variant", "side", "loading", "distance")


def places_of(row: Mapping[str, Any], groups: Groups) -> list[Place]:
    """Return `(document, start, end)` of everything that a row of any table counts.

    Raises:
        OptionError: the row is of a group that is not compared.
    """
    if row.get("spans"):
        return [_place(span) for span in row["spans"]]
    held = _observations(row, groups)
    if "source_kind" in row:
        return [(each.document, start, end) for each in held for start, end in _said(row, each.voices)]
    if "target" in row and row["target"] is None:
        return [
            (each.document, sentence.start, sentence.end)
            for each in held
            for sentence in each.sentences
            if row.get("mode") in (None, "all", sentence.mode)
        ]
    referents = _shared(row, groups) if "divergence" in row and row.get("referent") is None else None
    return [
        (each.document, name.start, name.end)
        for each in held
        for name in each.mentions
        if _agrees(row, name) and (referents is None or name.referent in referents)
    ]


def _place(span: Any) -> Place:
    if isinstance(span, Mapping):  # a row of to_dicts()
        return span["document"], span["start"], span["end"]
    document, start, end = span
    return document, start, end


def _observations(row: Mapping[str, Any], groups: Groups) -> list[Observation]:
    """Return the documents that a row is about, ordered by id: of its group, of both of a pair, or of all."""
    names = [row.get("named_by", row.get("group"))]
    if "index" not in row and row.get("other") is not None:
        names.append(row["other"])
    wanted = [str(name) for name in names if name is not None]
    for name in wanted:
        if name != REST and name not in groups:
            raise OptionError.unknown("group", name, groups)
    silent = row.get("never_by")
    chosen = [group for group in groups if not wanted or group in wanted or (REST in wanted and group != silent)]
    return sorted((each for group in chosen for each in groups[group]), key=lambda each: each.document)


def _said(row: Mapping[str, Any], voices: Sequence[UsedVoice]) -> Iterator[tuple[int, int]]:
    for voice in voices:
        if (voice.kind, voice.name) == (row["kind"], row["voice"]) and (
            voice.name is not None or voice.source_kind == row["source_kind"]
        ):
            yield from ((start, end) for _, start, end in voice.quotations)


def _shared(row: Mapping[str, Any], groups: Groups) -> Collection[str]:
    """Return the referents that both groups of a pair name in the row's mode."""
    sides = ({**row, "other": None}, {**row, "group": row["other"], "other": None})
    named = [
        {
            name.referent
            for each in _observations({**side, "never_by": row["group"]}, groups)
            for name in each.mentions
            if row["mode"] in ("all", name.mode)
        }
        for side in sides
    ]
    return named[0] & named[1]


def _agrees(row: Mapping[str, Any], name: UsedName) -> bool:
    """Tell whether a mention is one that a row counts."""
    if row.get("mode") not in (None, "all", name.mode):
        return False
    if row.get("referent", row.get("target")) not in (None, name.referent):
        return False
    if "index" in row:  # plain uses of either side's names
        return name.side in (row["side"], row["other"]) and name.distance is None
    if "mean" in row or "difference" in row:
        return name.score is not None
    # A row of naming says of each fact what it is, be it none; another row says nothing by lacking it.
    return all(getattr(name, fact) == row[fact] for fact in _FACTS if fact in row)
