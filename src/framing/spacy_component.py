"""A spaCy component: `nlp.add_pipe("framing")` measures each `Doc` and keeps the profile record with it.

Nothing is registered when `framing` is imported: spaCy finds this module through the entry point `spacy_factories`, or
it is imported by name, which also makes `doc._.framing` known where docs are read that another process has measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.documents import Document
from framing.errors import MissingExtraError, OptionError
from framing.lexicons import Lexicon, as_lexicon
from framing.profiles import Profile, profile

try:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
except ImportError:
    MISSING = True
else:
    MISSING = False

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

__all__ = ["NAME", "FramingComponent", "create_component"]

NAME = "framing"
MENTIONS, QUOTATIONS = "mentions", "quotations"


@dataclass(frozen=True, slots=True)
class FramingComponent:
    """Measure a `Doc`: `doc._.framing` is the profile record, `doc.spans` has `mentions` and `quotations`.

    The record counts in code points of `doc.text`, whatever the tokens are. The spans are the same findings aligned to
    tokens: a token that is partly inside is inside. Of a mention, `label_` is the side (`unknown` where the text does
    not tell it), `kb_id_` the referent, `id_` the variant; of a quotation, `label_` is its kind, `kb_id_` the id of its
    voice, `id_` its number in the record (one span for each part of a split quotation).

    Metadata, such as the date on which the sides of some names depend, comes as the context of a text:
    `nlp.pipe([(text, {"date": "2023-06-08"})], as_tuples=True)`.
    """

    lexicon: Lexicon | None = None
    exact: bool = False

    def __call__(self, doc: Doc) -> Doc:
        """Measure `doc`, and return it."""
        measured = profile(_document(doc), self.lexicon, exact=self.exact)
        doc._.framing = measured.to_dict()
        doc.spans[MENTIONS] = _mentions(doc, measured)
        doc.spans[QUOTATIONS] = _quotations(doc, measured)
        return doc


def _document(doc: Doc) -> Document:
    context = getattr(doc, "_context", None)
    metadata = dict(context) if isinstance(context, Mapping) else {}
    return Document(doc.text, str(metadata.pop("id", "")), metadata)


def _span(doc: Doc, start: int, end: int, label: str, kb_id: str, name: str) -> Span | None:
    """Return the tokens that `[start, end)` touches; None of an empty stretch."""
    if start >= end:
        return None
    span: Span | None = doc.char_span(start, end, label, kb_id=kb_id, alignment_mode="expand", span_id=name)
    return span


def _mentions(doc: Doc, measured: Profile) -> list[Span]:
    spans = (
        _span(doc, each.start, each.end, each.side or "unknown", each.referent, each.variant)
        for each in measured.mentions
    )
    return [span for span in spans if span is not None]


def _quotations(doc: Doc, measured: Profile) -> list[Span]:
    found = measured.attribution
    spans = (
        _span(doc, start, end, quotation.kind, voice, str(number))
        for number, (quotation, voice) in enumerate(zip(found.quotations, found.quotation_voices, strict=True))
        for start, end in quotation.content
    )
    return [span for span in spans if span is not None]


def create_component(
    nlp: Any = None, name: str = NAME, lexicon: str | None = None, exact: bool = False
) -> FramingComponent:
    """Return the component, as spaCy's factory `framing` makes it.

    Args:
        nlp: the pipeline; its vectors, tagger and parser are not used.
        name: the component's name in the pipeline.
        lexicon: the name of a pack, or the path of a TOML file; without one there are quotations, but no mentions.
        exact: score sentiment on the text as it is printed, with its typographic marks.

    Raises:
        MissingExtraError: spaCy is not installed.
        LexiconError: the lexicon is unknown or faulty.
    """
    if MISSING:
        raise MissingExtraError.of("the spaCy component", "spacy")
    if lexicon is not None and not isinstance(lexicon, str):
        raise OptionError(f"the component's lexicon is a pack's name or a path, not {lexicon!r}")
    return FramingComponent(as_lexicon(lexicon), exact)


def _register() -> None:
    """Tell spaCy of the factory and of `doc._.framing`; another's extension of that name stays."""
    if not Doc.has_extension(NAME):
        Doc.set_extension(NAME, default=None)
    Language.factory(
        NAME,
        default_config={"lexicon": None, "exact": False},
        assigns=["doc._.framing", "doc.spans"],
        func=create_component,
    )


if not MISSING:
    _register()
