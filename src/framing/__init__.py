"""Comparative framing of news: who uses which contested name, in whose voice, with what evidence.

Everything public is exported here and loaded when it is first used, so that `import framing` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.attribution import Attribution, measure_attribution
    from framing.documents import Corpus, Document, load_seeds, read_corpus, read_document
    from framing.errors import (
        ComparisonError,
        DocumentError,
        FramingError,
        LexiconError,
        MissingExtraError,
        OptionError,
    )
    from framing.profiles import Profile, profile
    from framing.quotations import Quotation
    from framing.sections import Section
    from framing.voices import Extractor, Reading, Stretch, Voice, read_voices

__version__ = "0.1.0"

# Each public name and the module that defines it.
_HOMES = {
    "attribution": ("Attribution", "measure_attribution"),
    "documents": ("Corpus", "Document", "load_seeds", "read_corpus", "read_document"),
    "errors": ("ComparisonError", "DocumentError", "FramingError", "LexiconError", "MissingExtraError", "OptionError"),
    "profiles": ("Profile", "profile"),
    "quotations": ("Quotation",),
    "sections": ("Section",),
    "voices": ("Extractor", "Reading", "Stretch", "Voice", "read_voices"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'framing' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"framing.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
