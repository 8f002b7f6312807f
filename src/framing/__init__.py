"""Comparative framing of news: who uses which contested name, in whose voice, with what evidence.

Everything public is exported here and loaded when it is first used, so that `import framing` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing import spark as spark
    from framing.analysers import read_valences
    from framing.attribution import Attribution, SourceShare, measure_attribution
    from framing.comparison import Comparison, Observation, PartialComparison, Settings, compare, compare_partials
    from framing.concordances import Concordance, concordance
    from framing.discovery import Candidate, Contested, ContestedPair, Discovery, discover, discover_contested
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
    from framing.evaluation import (
        AnnotatedMention,
        AnnotatedQuotation,
        Annotation,
        Evaluation,
        agreement,
        evaluate,
        read_annotations,
        write_annotations,
    )
    from framing.features import FramingFeatures
    from framing.key_terms import Keyness, keyness, keyness_of_counts
    from framing.lexicons import (
        Lexicon,
        LexiconCheck,
        Referent,
        Side,
        Variant,
        check_lexicon,
        describe_referent,
        import_lexicon,
        lexicon_skeleton,
        list_packs,
        load_lexicon,
        parse_lexicon,
        to_spacy_patterns,
    )
    from framing.matching import Match, find_variants
    from framing.notebook import MarkedText
    from framing.plots import plot_keyness, plot_naming, plot_sentiment, plot_timeline, plot_voices
    from framing.profile_tables import profiles_table
    from framing.profiles import Profile, profile
    from framing.quotations import Quotation, QuotationFindings, find_quotations
    from framing.readability import Grades, Readability, TextCounts, measure_readability
    from framing.reports import write_document_report, write_report
    from framing.reviews import ReviewNote, review
    from framing.runs import Run, iter_profiles, profile_batch, profile_corpus, read_profiles
    from framing.sections import Section, find_sections
    from framing.segmentation import split_sentences, split_words
    from framing.sentiment import Aim, MeanScore, SentenceScore, Sentiment, Toward, measure_sentiment
    from framing.tables import Column, Table
    from framing.targets import TargetSentiment, target_sentiment
    from framing.terminology import Mention, Terminology, Uncovered, measure_terminology
    from framing.valence import Analyser, Scores, Vader
    from framing.voices import Extractor, Reading, Stretch, Voice, read_voices

__version__ = "0.1.0"

__all__ = [
    "Aim",
    "Analyser",
    "AnnotatedMention",
    "AnnotatedQuotation",
    "Annotation",
    "Attribution",
    "Candidate",
    "Column",
    "Comparison",
    "ComparisonError",
    "Concordance",
    "Contested",
    "ContestedPair",
    "Corpus",
    "Discovery",
    "Document",
    "DocumentError",
    "Evaluation",
    "Extractor",
    "Fault",
    "FramingError",
    "FramingFeatures",
    "Grades",
    "Keyness",
    "Lexicon",
    "LexiconCheck",
    "LexiconError",
    "MarkedText",
    "Match",
    "MeanScore",
    "Mention",
    "MissingExtraError",
    "Observation",
    "OptionError",
    "PartialComparison",
    "Profile",
    "Quotation",
    "QuotationFindings",
    "Readability",
    "Reading",
    "Referent",
    "ReviewNote",
    "Run",
    "Scores",
    "Section",
    "SentenceScore",
    "Sentiment",
    "Settings",
    "Side",
    "SourceShare",
    "Stretch",
    "Table",
    "TargetSentiment",
    "Terminology",
    "TextCounts",
    "Toward",
    "Uncovered",
    "Vader",
    "Variant",
    "Voice",
    "agreement",
    "check_lexicon",
    "compare",
    "compare_partials",
    "concordance",
    "describe_referent",
    "discover",
    "discover_contested",
    "evaluate",
    "find_quotations",
    "find_sections",
    "find_variants",
    "import_lexicon",
    "iter_corpus",
    "iter_profiles",
    "keyness",
    "keyness_of_counts",
    "lexicon_skeleton",
    "list_packs",
    "load_lexicon",
    "load_seeds",
    "measure_attribution",
    "measure_readability",
    "measure_sentiment",
    "measure_terminology",
    "parse_lexicon",
    "plot_keyness",
    "plot_naming",
    "plot_sentiment",
    "plot_timeline",
    "plot_voices",
    "profile",
    "profile_batch",
    "profile_corpus",
    "profiles_table",
    "read_annotations",
    "read_corpus",
    "read_document",
    "read_profiles",
    "read_valences",
    "read_voices",
    "review",
    "split_sentences",
    "split_words",
    "target_sentiment",
    "to_spacy_patterns",
    "write_annotations",
    "write_document_report",
    "write_report",
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
        "Observation",
        "PartialComparison",
        "Settings",
        "compare",
        "compare_partials",
    ),
    "concordances": (
        "Concordance",
        "concordance",
    ),
    "discovery": (
        "Candidate",
        "Contested",
        "ContestedPair",
        "Discovery",
        "discover",
        "discover_contested",
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
    "evaluation": (
        "AnnotatedMention",
        "AnnotatedQuotation",
        "Annotation",
        "Evaluation",
        "agreement",
        "evaluate",
        "read_annotations",
        "write_annotations",
    ),
    "features": ("FramingFeatures",),
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
        "describe_referent",
        "import_lexicon",
        "lexicon_skeleton",
        "list_packs",
        "load_lexicon",
        "parse_lexicon",
        "to_spacy_patterns",
    ),
    "matching": (
        "Match",
        "find_variants",
    ),
    "notebook": ("MarkedText",),
    "plots": (
        "plot_keyness",
        "plot_naming",
        "plot_sentiment",
        "plot_timeline",
        "plot_voices",
    ),
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
        "TextCounts",
        "measure_readability",
    ),
    "reports": (
        "write_document_report",
        "write_report",
    ),
    "reviews": (
        "ReviewNote",
        "review",
    ),
    "runs": (
        "Run",
        "iter_profiles",
        "profile_batch",
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
        "Aim",
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
        "Uncovered",
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


if not TYPE_CHECKING:  # else type checkers would take any name for one of ours

    def __getattr__(name: str) -> Any:
        if name == "spark":  # a namespace of its own: its two functions have the names of ours
            return importlib.import_module("framing.spark")
        home = _HOME_OF.get(name)
        if home is None:
            raise AttributeError(f"module 'framing' has no attribute {name!r}")
        value = getattr(importlib.import_module(f"framing.{home}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
