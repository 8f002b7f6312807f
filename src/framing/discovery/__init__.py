"""Discovery: the names that texts use for one thing, proposed from a known name or from none, for a person to judge."""

from __future__ import annotations

from framing.discovery.candidates import Candidate, Discovery, discover
from framing.discovery.contested import Contested, ContestedPair, discover_contested

__all__ = [
    "Candidate",
    "Contested",
    "ContestedPair",
    "Discovery",
    "discover",
    "discover_contested",
]
