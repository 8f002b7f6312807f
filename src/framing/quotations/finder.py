"""The quotation finder: marks, cues and sources of a whole text."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterator, Sequence

from framing.collector import collector_paused
from framing.documents import Span
from framing.quotations.cues import load_cues
from framing.quotations.drafts import Draft, finish
from framing.quotations.grammar import load_grammar
from framing.quotations.layout import behind_stamp, read_layout
from framing.quotations.leftovers import assign_leftovers
from framing.quotations.marks import Marked, find_marked
from framing.quotations.model import Quotation, QuotationFindings
from framing.quotations.reports import Reporter
from framing.quotations.units import Unit, split_units
from framing.sections import Section
from framing.segmentation import split_paragraphs

__all__ = ["find_quotations"]

_BLOCK = 40  # characters of the shortest block quotation


@collector_paused
def find_quotations(
    text: str, sections: Sequence[Section], sentences: Sequence[Span], *, without: Collection[str] = ()
) -> QuotationFindings:
    """Return the quotations of a text and the marks that quote nobody.

    Args:
        text: the text; all spans are offsets into it, in code points.
        sections: its sections; boilerplate is passed over, each comment is read by itself.
        sentences: the spans of its sentences, in order.
        without: names of rules to switch off, to measure what each is worth.

    >>> from framing.sections import find_sections
    >>> from framing.segmentation import split_sentences
    >>> text = "“We are ready,” the minister said, adding that talks go on."
    >>> found = find_quotations(text, find_sections(text), split_sentences(text))
    >>> [(q.kind, text[slice(*q.cue[0])], text[slice(*q.source[0])]) for q in found.quotations]
    [('direct', 'said', 'the minister'), ('indirect', 'adding', 'the minister')]
    """
    starts = [start for start, _ in sentences]
    quotations: list[Quotation] = []
    scare: list[Span] = []
    for flow in _flows(text, sections):
        drafts, loose = _read_flow(text, flow, starts, without)
        quotations.extend(quotation for quotation in (finish(draft, text) for draft in drafts) if quotation is not None)
        scare.extend(loose)
    quotations = _apart(quotations)
    return QuotationFindings(tuple(quotations), tuple(sorted(set(scare))))


def _apart(quotations: list[Quotation]) -> list[Quotation]:
    """Sort the quotations; of two with the same words the one with a cue stays, then the earlier one."""
    kept: list[Quotation] = []
    taken: list[Span] = []  # in order, and apart
    for quotation in sorted(quotations, key=lambda q: (q.content[0][0], -q.content[0][1], not q.cue, q.cue)):
        befores = [bisect_left(taken, (end,)) for _, end in quotation.content]
        if not any(at and taken[at - 1][1] > start for at, (start, _) in zip(befores, quotation.content, strict=True)):
            kept.append(quotation)
            for span in quotation.content:
                insort(taken, span)
    return kept


def _flows(text: str, sections: Sequence[Section]) -> Iterator[list[Span]]:
    """Yield the paragraphs of the body, then those of each comment."""
    body: list[Span] = []
    comments: list[list[Span]] = []
    for section in sections:
        if section.kind == "boilerplate":
            continue
        paragraphs = [_strip(text, *span) for span in split_paragraphs(text, section.start, section.end)]
        paragraphs = [(behind_stamp(text, *span), span[1]) for span in paragraphs]
        paragraphs = [span for span in paragraphs if span[0] < span[1]]
        if section.kind == "comment":
            comments.append(paragraphs)
        else:
            body.extend(paragraphs)
    yield body
    yield from comments


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _read_flow(
    text: str, paragraphs: list[Span], starts: list[int], without: Collection[str]
) -> tuple[list[Draft], list[Span]]:
    """Read one flow of paragraphs: its layout first, then its sentences, then the marks that are left."""
    layout, skipped = read_layout(text, paragraphs, without)
    paragraphs = [span for number, span in enumerate(paragraphs) if number not in skipped]
    marked = find_marked(text, paragraphs)
    units = _units(text, paragraphs, starts, marked)
    reporter = Reporter(load_cues(), without)
    drafts: list[Draft] = []
    previous: Unit | None = None
    by_unit: list[list[Draft]] = []
    block = -1  # the paragraph that a colon makes a quotation of
    for unit in units:
        if previous is not None and unit.paragraph != previous.paragraph:
            announced = by_unit[-1][-1] if by_unit[-1] else None
            wanted = announced is not None and announced.open_colon and "colon_block" not in without
            if announced is not None and wanted and _is_block(text, paragraphs[unit.paragraph], unit):
                block = unit.paragraph
                start, end = paragraphs[block]
                announced.content.append((start, end))
                announced.marked.append(Marked(start, start, end, end))
                announced.rule, announced.open_colon = "colon_block", False
        found = [] if unit.paragraph == block else reporter.read(unit, previous)
        by_unit.append(found)
        drafts.extend(found)
        previous = unit
    loose = assign_leftovers(units, by_unit, drafts, without)
    return layout + drafts, loose


def _is_block(text: str, paragraph: Span, unit: Unit) -> bool:
    """Tell a paragraph that is quoted without marks, behind "she added:"."""
    start, end = paragraph
    return unit.tags[0] not in "Q-•*" and text[start].isupper() and end - start > _BLOCK and text[end - 1] in ".?!"


def _units(text: str, paragraphs: list[Span], starts: list[int], marked: list[list[Marked]]) -> list[Unit]:
    grammar = load_grammar()
    units: list[Unit] = []
    for number, span in enumerate(paragraphs):
        first, last = bisect_left(starts, span[0]), bisect_left(starts, span[1])
        units.extend(split_units(text, span, number, starts[first:last], marked[number], grammar))
    return units
