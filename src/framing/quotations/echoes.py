"""Words in marks that the text holds in marks elsewhere, too: in a quotation, or outside all speech."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from framing.documents import Span
from framing.quotations.model import Quotation, QuotationFindings

__all__ = ["claim_repeated", "drop_unheard", "take_back_echoes"]

_LONGEST = 80
_WORD = re.compile(r"[^\W_]+")
_RUN = 4  # words that are said again are somebody's from here on
_CLAIMED = 200  # characters of the longest stretch that is looked for


def claim_repeated(text: str, found: QuotationFindings) -> QuotationFindings:
    """Return the findings with a quotation for each stretch in marks, a headline's as a rule, that is quoted below.

    Its words, four or more, stand in the same order in the marks of one quotation.

    >>> text = "“We saw it all again”: a day in Lima. “We saw it all again, every night,” Lind said."
    >>> quotation = Quotation("direct", ((39, 72),), ((79, 83),), ((74, 78),), quoted=((39, 72),))
    >>> claimed = claim_repeated(text, QuotationFindings((quotation,), ((1, 20),)))
    >>> claimed.quotations[0].content, claimed.quotations[0].rule, claimed.scare_quotes
    (((1, 20),), 'echo', ())
    """
    loose = [span for span in found.scare_quotes if span[1] - span[0] <= _CLAIMED and len(_runs(text, (span,)))]
    if not loose:
        return found
    owners: dict[tuple[str, ...], int] = {}
    for number, quotation in enumerate(found.quotations):
        for run in _runs(text, quotation.quoted):
            owners.setdefault(run, number)
    taken = sorted(span for quotation in found.quotations for span in quotation.content)
    new: dict[Span, Quotation] = {}
    end = 0
    for span in loose:
        who = {owners.get(run) for run in _runs(text, (span,))}
        if len(who) == 1 and None not in who and _is_apart(span, taken) and end <= span[0]:
            new[span] = Quotation("direct", (span,), quoted=(span,), rule="echo")
            end = span[1]
    quotations = sorted((*found.quotations, *new.values()), key=lambda quotation: quotation.content[0])
    return QuotationFindings(tuple(quotations), tuple(span for span in found.scare_quotes if span not in new))


def drop_unheard(text: str, found: QuotationFindings) -> QuotationFindings:
    """Return the findings without the headlines whose last name speaks nowhere else in the text.

    >>> text = "A long road to peace - Lima"
    >>> tail = Quotation("indirect", ((0, 20),), ((21, 22),), ((23, 27),), rule="tailed_name")
    >>> drop_unheard(text, QuotationFindings((tail,))).quotations
    ()
    """
    tails = [quotation for quotation in found.quotations if quotation.rule == "tailed_name"]
    if not tails:
        return found
    heard = {
        word
        for quotation in found.quotations
        if quotation.rule != "tailed_name"
        for span in quotation.source
        for word in _WORD.findall(text, *span)
    }
    unheard = {tail for tail in tails if heard.isdisjoint(_last_word(text, tail.source))}
    marks = [span for quotation in unheard for span in quotation.quoted]
    kept = tuple(quotation for quotation in found.quotations if quotation not in unheard)
    return QuotationFindings(kept, tuple(sorted({*found.scare_quotes, *marks})))


def _last_word(text: str, source: Sequence[Span]) -> list[str]:
    return [word for span in source[-1:] for word in _WORD.findall(text, *span)[-1:]]


def _runs(text: str, spans: Iterable[Span]) -> list[tuple[str, ...]]:
    """Return the runs of four words in what is marked."""
    words = [word.casefold() for start, end in spans for word in _WORD.findall(text, start, end)]
    return list(zip(*(words[first:] for first in range(_RUN)), strict=False))


def _is_apart(span: Span, taken: Sequence[Span]) -> bool:
    """Tell whether a stretch overlaps none of the spans, which are in order and apart."""
    before = bisect_left(taken, (span[1],))
    return not before or taken[before - 1][1] <= span[0]


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
