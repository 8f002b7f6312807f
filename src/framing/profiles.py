"""One document measured whole: the profile, and the record that it is written as."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.attribution import Attribution, measure_attribution
from framing.collector import collector_paused
from framing.documents import Document
from framing.lexicons import Lexicon, as_lexicon
from framing.profile_tables import render_profile
from framing.readability import Readability, measure_readability
from framing.sections import Section
from framing.sentiment import Sentiment, measure_sentiment
from framing.terminology import Mention, Terminology, measure_terminology
from framing.valence import Analyser
from framing.voices import Extractor, Reading, Voice, read_voices

__all__ = ["SCHEMA", "Profile", "profile"]

SCHEMA = "framing.profile/1"


@dataclass(frozen=True, slots=True, repr=False)
class Profile:
    """Everything measured in one document; `to_dict()` is the record that programs exchange.

    Attributes:
        document: id, number of characters, SHA-256 of the text, metadata.
        lexicon: name, version and SHA-256 of the lexicon; None without one.
        warnings: what could not be measured, and why.
        sections: the stretches of the page: body, comments, boilerplate.
        terminology: mentions of the lexicon's variants; None without a lexicon.
        attribution: quotations, voices, words by mode.
        sentiment: scores by sentence, voice and target.
        readability: the formulas' scores.
    """

    document: dict[str, Any]
    lexicon: dict[str, Any] | None
    warnings: tuple[str, ...]
    sections: tuple[Section, ...]
    terminology: Terminology | None
    attribution: Attribution
    sentiment: Sentiment
    readability: Readability

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions of the lexicon's variants, in the order of the text."""
        return self.terminology.mentions if self.terminology is not None else ()

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Everybody who speaks in the document, the author first."""
        return self.attribution.voices

    def __repr__(self) -> str:
        return (
            f"Profile({self.document['id']!r}: {sum(self.attribution.words.values())} words, "
            f"{len(self.attribution.quotations)} quotations, {len(self.voices)} voices, {len(self.mentions)} mentions)"
        )

    def _repr_html_(self) -> str:
        from framing.notebook import render_profile as render_html

        return render_html(self.to_dict())

    def render(self, *, width: int = 80) -> str:
        """Return the profile as text no wider than `width` cells."""
        return render_profile(self, width=width)

    def __str__(self) -> str:
        return self.render()

    def to_dict(self) -> dict[str, Any]:
        """Return the profile record: plain lists, strings and numbers, ready for JSON."""
        sentiment = dict(self.sentiment.to_dict())
        return {
            "schema": SCHEMA,
            "document": dict(self.document),
            "lexicon": dict(self.lexicon) if self.lexicon is not None else None,
            "warnings": list(self.warnings),
            "sections": [section.to_dict() for section in self.sections],
            "voices": [voice.to_dict() for voice in self.voices],
            "quotations": [
                quotation.to_dict() | {"voice": voice}
                for quotation, voice in zip(self.attribution.quotations, self.attribution.quotation_voices, strict=True)
            ],
            "mentions": [mention.to_dict() for mention in self.mentions],
            "sentences": sentiment.pop("sentences"),
            "attribution": self.attribution.to_dict(),
            "sentiment": sentiment.get("sentiment", sentiment),
            "readability": self.readability.to_dict(),
        }


@collector_paused
def profile(
    document: str | Document | Reading,
    lexicon: str | Path | Lexicon | None = None,
    *,
    extractor: Extractor | None = None,
    analyser: Analyser | None = None,
    exact: bool = False,
) -> Profile:
    """Measure one document: terminology, attribution, sentiment and readability, each computed once.

    Args:
        document: a text, a `Document`, or a `Reading` of one.
        lexicon: a `Lexicon`, or the name of a pack, or the path of a TOML file; without one no name is looked for.
        extractor: finds the quotations in place of the rules of `framing`.
        analyser: scores sentences in place of VADER.
        exact: score the text as it is printed, with its typographic marks (see `measure_sentiment`).

    Raises:
        LexiconError: the lexicon is unknown or faulty.

    >>> profile("“We will sign,” said Ana Petrova in Khankendi. Nobody signed.", "karabakh").mentions[0].variant
    'Khankendi'
    """
    reading = read_voices(document, extractor=extractor)
    lexicon = as_lexicon(lexicon)
    terminology = measure_terminology(reading, lexicon) if lexicon is not None else None
    return Profile(
        document=reading.document.to_dict(),
        lexicon=_lexicon_facts(lexicon),
        warnings=_warnings(reading, terminology),
        sections=reading.sections,
        terminology=terminology,
        attribution=measure_attribution(reading),
        sentiment=measure_sentiment(
            reading, lexicon, exact=exact, analyser=analyser, mentions=terminology.mentions if terminology else None
        ),
        readability=measure_readability(reading),
    )


def _lexicon_facts(lexicon: Lexicon | None) -> dict[str, Any] | None:
    if lexicon is None:
        return None
    return {"name": lexicon.name, "version": lexicon.version, "sha256": lexicon.sha256}


_NOT_ENGLISH = "the text does not look English: quotations are unsure, sentiment and readability are not measured"


def _warnings(reading: Reading, terminology: Terminology | None) -> tuple[str, ...]:
    language = () if reading.english else (_NOT_ENGLISH,)
    return (*language, *(terminology.warnings if terminology is not None else ()))
