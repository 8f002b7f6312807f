"""Runs: many documents measured in several processes, in bounded memory, resumable to the same bytes."""

from __future__ import annotations

from framing.runs.batches import profile_batch
from framing.runs.estimates import estimate_documents
from framing.runs.profiling import Run, holds_profiles, iter_profiles, profile_corpus, read_profiles

__all__ = [
    "Run",
    "estimate_documents",
    "holds_profiles",
    "iter_profiles",
    "profile_batch",
    "profile_corpus",
    "read_profiles",
]
