"""Speakers: which person, organisation or document stands behind each quotation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.documents import Span
from framing.quotations.model import Quotation
from framing.speakers.names import Name, NameIndex, NameMention
from framing.speakers.resolution import Resolver

if TYPE_CHECKING:
    from framing.sections import Section

__all__ = ["Name", "NameIndex", "NameMention", "resolve_speakers"]


def resolve_speakers(
    text: str, sections: Sequence[Section], sentences: Sequence[Span], quotations: Sequence[Quotation]
) -> tuple[Quotation, ...]:
    """Return the same quotations with `speaker` and `source_kind` filled.

    >>> text = "Gurgen Simonyan spoke. “No,” the analyst said."
    >>> found = Quotation("direct", ((24, 27),), cue=((41, 45),), source=((29, 40),), quoted=((24, 27),))
    >>> resolve_speakers(text, (), ((0, 23), (23, 46)), (found,))[0].speaker
    'Gurgen Simonyan'
    """
    if not quotations:
        return ()
    spans = [(section.start, section.end) for section in sections if section.kind != "boilerplate"] or None
    return Resolver(text, NameIndex(text, spans), sentences, quotations).run()
