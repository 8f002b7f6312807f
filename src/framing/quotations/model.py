"""What the finder gives back: a quotation, and all that was found in one text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Quotation", "QuotationFindings", "Span"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words or thoughts, as a text reports them.

    All spans are half-open ranges of code points of the text; `content`, `cue` and `source` never overlap.

    Attributes:
        kind: `direct` (all inside quotation marks), `mixed` (in part) or `indirect` (no marks).
        content: what is quoted, marks left out; a span per paragraph, or per part of a split quotation.
        cue: the words that report (*said*, *according to*, *the claim that*); empty where none stands in the text.
        source: the whole noun phrase that names the speaker, as printed.
        quoted: the parts of the content that stand inside quotation marks.
        cue_class: `neutral`, `doubting`, `endorsing` or `emotive`; None without a cue.
        rule: the name of the rule that found it.
        nested: true inside the speech of another source; such a quotation never changes voices.
        speaker: the resolved name, filled by `framing.speakers`.
        source_kind: `named`, `unnamed`, `organisation` or `document`, filled by `framing.speakers`.

    >>> Quotation("direct", ((1, 6),), quoted=((1, 6),)).kind
    'direct'
    """

    kind: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    quoted: tuple[Span, ...] = ()
    cue_class: str | None = None
    rule: str = ""
    nested: bool = False
    speaker: str | None = None
    source_kind: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the quotation as plain lists, strings and numbers.

        >>> Quotation("direct", ((1, 6),)).to_dict()["content"]
        [[1, 6]]
        """
        return {
            "kind": self.kind,
            "content": [list(span) for span in self.content],
            "cue": [list(span) for span in self.cue],
            "source": [list(span) for span in self.source],
            "quoted": [list(span) for span in self.quoted],
            "cue_class": self.cue_class,
            "rule": self.rule,
            "nested": self.nested,
            "speaker": self.speaker,
            "source_kind": self.source_kind,
        }


@dataclass(frozen=True, slots=True)
class QuotationFindings:
    """All quotations of a text, in its order, and the marks in it that quote no speaker.

    >>> QuotationFindings((), ((4, 12),)).scare_quotes
    ((4, 12),)
    """

    quotations: tuple[Quotation, ...] = ()
    scare_quotes: tuple[Span, ...] = ()
