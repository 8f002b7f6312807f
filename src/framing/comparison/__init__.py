"""Comparison: how the profiles of documents differ, group by group, from parts that merge in any order."""

from __future__ import annotations

from framing.comparison.comparing import Comparison, compare, compare_partials
from framing.comparison.observations import Observation
from framing.comparison.partials import PartialComparison
from framing.comparison.tables import Settings

__all__ = [
    "Comparison",
    "Observation",
    "PartialComparison",
    "Settings",
    "compare",
    "compare_partials",
]
