"""Evaluation: how far predictions meet hand coding and coders meet each other; annotations in and out."""

from __future__ import annotations

from framing.evaluation.annotations import AnnotatedMention, AnnotatedQuotation, Annotation
from framing.evaluation.coders import agreement
from framing.evaluation.formats import read_annotations, write_annotations
from framing.evaluation.scoring import Evaluation, evaluate

__all__ = [
    "AnnotatedMention",
    "AnnotatedQuotation",
    "Annotation",
    "Evaluation",
    "agreement",
    "evaluate",
    "read_annotations",
    "write_annotations",
]
