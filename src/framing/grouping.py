"""Groups of documents: by a metadata key, by a period of a date, or each document by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from framing.errors import ComparisonError, OptionError, nearest

__all__ = ["UNKNOWN", "check_key", "group_of"]

UNKNOWN = "(unknown)"
"""The group of documents that do not say where they belong."""
_PERIODS = {"year": 4, "month": 7, "day": 10}


def group_of(document: Mapping[str, Any], by: str) -> str:
    """Return the label of a document's group: its id, the value of a metadata key, or a period of one (`date:month`).

    A document without the key, or with a date less exact than the period, belongs to the group `(unknown)`.

    >>> record = {"id": "a.txt", "metadata": {"outlet": "TASS", "date": "2023-06-08"}}
    >>> group_of(record, "outlet"), group_of(record, "date:month"), group_of(record, "desk")
    ('TASS', '2023-06', '(unknown)')
    """
    if by == "document":
        return str(document["id"])
    key, colon, period = by.partition(":")
    metadata = document.get("metadata") or {}
    if colon and by not in metadata:
        if period not in _PERIODS:
            raise OptionError.unknown(f"period of {key!r}", period, _PERIODS)
        return _period(metadata.get(key), _PERIODS[period])
    value = metadata.get(by)
    return UNKNOWN if value is None or value == "" else str(value)


def _period(value: object, length: int) -> str:
    date = str(value)[:10] if value is not None else ""
    return date[:length] if len(date) >= length and date[:4].isdigit() else UNKNOWN


def check_key(known: Iterable[str], by: str) -> None:
    """Refuse a metadata key that no document has, naming those they have.

    Raises:
        ComparisonError: nobody has the key.
    """
    keys = set(known)
    if by != "document" and by not in keys and by.partition(":")[0] not in keys:
        raise ComparisonError(f"no document has the metadata key {by!r}. {nearest(by, {*keys, 'document'})}")
