"""Comparative framing of news: who uses which contested name, in whose voice, with what evidence.

Everything public is exported here and loaded when it is first used, so that `import framing` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.analysers import read_valences
    from framing.attribution import Attribution, SourceShare, measure_attribution
    from framing.comparison import Comparison, compare, compare_partials
    from framing.concordances import Concordance, concordance
    from framing.documents import Corpus, Document, iter_corpus, load_seeds, read_corpus, read_document
    from framing.errors import (
        ComparisonError,
        DocumentError,
        Fault,
        FramingError,
        LexiconError,
        MissingExtraError,
        OptionError,
    )
    from framing.key_terms import Keyness, keyness, keyness_of_counts
    from framing.lexicons import (
        Lexicon,
        LexiconCheck,
        Referent,
        Side,
        Variant,
        check_lexicon,
        list_packs,
        load_lexicon,
        parse_lexicon,
    )
    from framing.matching import Match, find_variants
    from framing.partials import PartialComparison
    from framing.profile_tables import profiles_table
    from framing.profiles import Profile, profile
    from framing.quotations import Quotation, QuotationFindings, find_quotations
    from framing.readability import Grades, Readability, measure_readability
    from framing.runs import Run, iter_profiles, profile_corpus, read_profiles
    from framing.sections import Section, find_sections
    from framing.segmentation import split_sentences, split_words
    from framing.sentiment import MeanScore, SentenceScore, Sentiment, Toward, measure_sentiment
    from framing.tables import Column, Table
    from framing.targets import TargetSentiment, target_sentiment
    from framing.terminology import Mention, Terminology, measure_terminology
    from framing.valence import Analyser, Scores, Vader
    from framing.voices import Extractor, Reading, Stretch, Voice, read_voices

__version__ = "0.1.0"

__all__ = [
    "Analyser",
    "Attribution",
    "Column",
    "Comparison",
    "ComparisonError",
    "Concordance",
    "Corpus",
    "Document",
    "DocumentError",
    "Extractor",
    "Fault",
    "FramingError",
    "Grades",
    "Keyness",
    "Lexicon",
    "LexiconCheck",
    "LexiconError",
    "Match",
    "MeanScore",
    "Mention",
    "MissingExtraError",
    "OptionError",
    "PartialComparison",
    "Profile",
    "Quotation",
    "QuotationFindings",
    "Readability",
    "Reading",
    "Referent",
    "Run",
    "Scores",
    "Section",
    "SentenceScore",
    "Sentiment",
    "Side",
    "SourceShare",
    "Stretch",
    "Table",
    "TargetSentiment",
    "Terminology",
    "Toward",
    "Vader",
    "Variant",
    "Voice",
    "check_lexicon",
    "compare",
    "compare_partials",
    "concordance",
    "find_quotations",
    "find_sections",
    "find_variants",
    "iter_corpus",
    "iter_profiles",
    "keyness",
    "keyness_of_counts",
    "list_packs",
    "load_lexicon",
    "load_seeds",
    "measure_attribution",
    "measure_readability",
    "measure_sentiment",
    "measure_terminology",
    "parse_lexicon",
    "profile",
    "profile_corpus",
    "profiles_table",
    "read_corpus",
    "read_document",
    "read_profiles",
    "read_valences",
    "read_voices",
    "split_sentences",
    "split_words",
    "target_sentiment",
]

# Each module and the public names that it defines.
_HOMES: dict[str, tuple[str, ...]] = {
    "analysers": ("read_valences",),
    "attribution": (
        "Attribution",
        "SourceShare",
        "measure_attribution",
    ),
    "comparison": (
        "Comparison",
        "compare",
        "compare_partials",
    ),
    "concordances": (
        "Concordance",
        "concordance",
    ),
    "documents": (
        "Corpus",
        "Document",
        "iter_corpus",
        "load_seeds",
        "read_corpus",
        "read_document",
    ),
    "errors": (
        "ComparisonError",
        "DocumentError",
        "Fault",
        "FramingError",
        "LexiconError",
        "MissingExtraError",
        "OptionError",
    ),
    "key_terms": (
        "Keyness",
        "keyness",
        "keyness_of_counts",
    ),
    "lexicons": (
        "Lexicon",
        "LexiconCheck",
        "Referent",
        "Side",
        "Variant",
        "check_lexicon",
        "list_packs",
        "load_lexicon",
        "parse_lexicon",
    ),
    "matching": (
        "Match",
        "find_variants",
    ),
    "partials": ("PartialComparison",),
    "profile_tables": ("profiles_table",),
    "profiles": (
        "Profile",
        "profile",
    ),
    "quotations": (
        "Quotation",
        "QuotationFindings",
        "find_quotations",
    ),
    "readability": (
        "Grades",
        "Readability",
        "measure_readability",
    ),
    "runs": (
        "Run",
        "iter_profiles",
        "profile_corpus",
        "read_profiles",
    ),
    "sections": (
        "Section",
        "find_sections",
    ),
    "segmentation": (
        "split_sentences",
        "split_words",
    ),
    "sentiment": (
        "MeanScore",
        "SentenceScore",
        "Sentiment",
        "Toward",
        "measure_sentiment",
    ),
    "tables": (
        "Column",
        "Table",
    ),
    "targets": (
        "TargetSentiment",
        "target_sentiment",
    ),
    "terminology": (
        "Mention",
        "Terminology",
        "measure_terminology",
    ),
    "valence": (
        "Analyser",
        "Scores",
        "Vader",
    ),
    "voices": (
        "Extractor",
        "Reading",
        "Stretch",
        "Voice",
        "read_voices",
    ),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'framing' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"framing.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
