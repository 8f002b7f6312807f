"""Marks that are the author's: a reported phrase that the text holds in marks elsewhere, too, outside all speech."""

from __future__ import annotations

from dataclasses import replace

from framing.documents import Span
from framing.quotations.model import Quotation, QuotationFindings

__all__ = ["take_back_echoes"]

_LONGEST = 80


def take_back_echoes(text: str, found: QuotationFindings) -> QuotationFindings:
    """Return the findings with such marks among the scare quotes; a quotation left without marks is indirect.

    This needs the whole document, unlike the finder, to which nothing counts outside a quotation's own paragraphs.

    >>> text = "No “new order” then. She says a “new order” may come."
    >>> quotation = Quotation("mixed", ((30, 52),), ((25, 29),), ((21, 24),), quoted=((33, 42),))
    >>> taken = take_back_echoes(text, QuotationFindings((quotation,), ((4, 13),)))
    >>> taken.quotations[0].kind, taken.scare_quotes
    ('indirect', ((4, 13), (33, 42)))
    """
    held = {_folded(text, span) for span in found.scare_quotes} - {None}
    if not held:
        return found
    quotations: list[Quotation] = []
    scare = list(found.scare_quotes)
    for quotation in found.quotations:
        echoes = [span for span in quotation.quoted if _folded(text, span) in held] if quotation.kind == "mixed" else []
        quoted = tuple(span for span in quotation.quoted if span not in echoes)
        kind = quotation.kind if quoted or not echoes else "indirect"
        quotations.append(replace(quotation, quoted=quoted, kind=kind) if echoes else quotation)
        scare += echoes
    return QuotationFindings(tuple(quotations), tuple(sorted(set(scare))))


def _folded(text: str, span: Span) -> str | None:
    if span[1] - span[0] > _LONGEST:
        return None
    return " ".join(text[slice(*span)].casefold().split()).strip(".,;:!?")
