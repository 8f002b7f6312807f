"""Quotations: who is quoted, in which words, with which cue; by rules that know the language of news."""

from __future__ import annotations

from framing.quotations.finder import find_quotations
from framing.quotations.model import Quotation, QuotationFindings

__all__ = ["Quotation", "QuotationFindings", "find_quotations"]
