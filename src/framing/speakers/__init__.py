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
    """Return the same quotations, in the same order, with `speaker` and `source_kind` filled.

    A named speaker is called by the fullest name that the text prints, without title: `Sergey Lavrov` for *Lavrov*,
    *the minister*, *he*. An organisation's acronym stands behind it in brackets; an unnamed source is called as
    printed. What *the statement said* belongs to who issued it, with the source kind `document`.

    A pronoun or description is traced back to the most prominent and nearest mention that agrees with it; what stands
    in quotation marks is not looked at, nor is the text outside a reader's comment from within it. Text further on
    counts in three ways only: the names and genders of persons are learned from all of the text; an unnamed source
    that is introduced by name below is that person; a quotation whose marks stay open belongs to the cue that
    closes it.

    Args:
        text: the text.
        sections: its sections; names in boilerplate are not read, a comment's pronouns stay within it.
        sentences: its sentences, in order.
        quotations: quotations with their spans; `speaker` and `source_kind` are None where nobody can be named.

    >>> text = "Gurgen Simonyan spoke. “No,” the analyst said."
    >>> found = Quotation("direct", ((24, 27),), cue=((41, 45),), source=((29, 40),), quoted=((24, 27),))
    >>> resolve_speakers(text, (), ((0, 23), (23, 46)), (found,))[0].speaker
    'Gurgen Simonyan'
    """
    if not quotations:
        return ()
    spans = [(section.start, section.end) for section in sections if section.kind != "boilerplate"] or None
    walls = [section.start for section in sections if section.kind == "comment"]
    return Resolver(text, NameIndex(text, spans), sentences, quotations, walls=walls).run()
