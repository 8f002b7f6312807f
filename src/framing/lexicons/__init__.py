"""Lexicons: referents with their rival names, read from packs and files, checked, and written in other formats."""

from __future__ import annotations

from framing.lexicons.formats import describe_referent, import_lexicon, lexicon_skeleton, to_spacy_patterns
from framing.lexicons.loading import LexiconCheck, as_lexicon, check_lexicon, list_packs, load_lexicon, parse_lexicon
from framing.lexicons.model import ACCUSER, KINDS, LOADINGS, NEUTRAL, Lexicon, Referent, Side, Variant

__all__ = [
    "ACCUSER",
    "KINDS",
    "LOADINGS",
    "NEUTRAL",
    "Lexicon",
    "LexiconCheck",
    "Referent",
    "Side",
    "Variant",
    "as_lexicon",
    "check_lexicon",
    "describe_referent",
    "import_lexicon",
    "lexicon_skeleton",
    "list_packs",
    "load_lexicon",
    "parse_lexicon",
    "to_spacy_patterns",
]
