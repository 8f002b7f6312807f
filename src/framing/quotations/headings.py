"""Attribution by a colon in a headline and by a dash at the end of a sentence."""

from __future__ import annotations

from framing.quotations.drafts import Draft, add_content
from framing.quotations.phrases import np_right
from framing.quotations.sources import source_spans
from framing.quotations.units import Unit

__all__ = ["headline", "signed", "tailed"]

_HEADLINE = 200  # characters
_LEAST = 15  # characters of the shortest headline before a dash
_TAIL = 7  # tokens of a dash and a source
_NAME = 24  # tokens of the longest signature


def headline(unit: Unit, previous: Unit | None) -> Draft | None:
    """Return what a headline attributes: "Kremlin: talks go on"."""
    if previous is not None and (previous.paragraph == unit.paragraph or unit.text[unit.ends[-1] - 1] == "."):
        return None
    if unit.end - unit.start > _HEADLINE or ":" not in unit.words:
        return None
    colon = unit.words.index(":")
    last = np_right(unit, 0)
    if not 0 <= last < colon <= 7 or colon + 2 >= len(unit) or unit.tags[colon + 1] in "WS":
        return None
    if last != colon - 1 and (unit.words[last + 1] not in ("on", "to") or not unit.title):
        return None
    words = unit.words[: last + 1]
    if any(word.endswith("'s") or word in unit.grammar.headline_labels for word in words) or set(
        unit.tags[: last + 1]
    ) - set("Dc&-'/()"):
        return None
    draft = Draft("headline", cue=[unit.span(colon, colon)], source=source_spans(unit, (0, last)), cue_class="neutral")
    draft.paragraph = unit.paragraph
    add_content(draft, unit, colon + 1, len(unit) - 1)
    return draft if draft.content else None


def tailed(unit: Unit, previous: Unit | None) -> Draft | None:
    """Return a headline that its source follows behind a dash or colon: "Talks go on - Kremlin".

    A name is a source if it speaks in the text, which is not looked at here: the rule is then `tailed_name`.
    """
    if previous is not None or unit.end - unit.start > _HEADLINE or unit.words[-1] in ".?!":
        return None
    dashes = [i for i, word in enumerate(unit.words) if not word.strip("-–—―:")]
    if not dashes or dashes[-1] == len(unit) - 1 or len(unit) - dashes[-1] > _TAIL:
        return None
    dash = dashes[-1]
    if unit.starts[dash] - unit.start < _LEAST:
        return None
    spaced = unit.text[unit.ends[dash]].isspace() and (
        unit.words[dash] == ":" or unit.text[unit.starts[dash] - 1].isspace()
    )
    if not spaced or unit.tags[dash + 1] == "D" or np_right(unit, dash + 1) != len(unit) - 1:
        return None  # A long road to peace - a report
    known = not unit.grammar.headline_sources.isdisjoint((unit.words[dash + 1], unit.words[-1]))
    if not known and set(unit.tags[dash + 1 : len(unit)]) - {"c"}:
        return None
    rule = "tailed" if known else "tailed_name"
    source = source_spans(unit, (dash + 1, len(unit) - 1))
    draft = Draft(rule, cue=[unit.span(dash, dash)], source=source, cue_class="neutral", paragraph=unit.paragraph)
    add_content(draft, unit, 0, dash - 1)
    return draft if draft.content else None


def signed(unit: Unit) -> Draft | None:
    """Return a quotation with its name behind a dash: “…” — Name."""
    if len(unit) < 3 or 0 not in unit.marked:
        return None
    dash = next((i for i in range(1, min(len(unit) - 1, 8)) if unit.tags[i] != "Q"), 0)
    if not dash or unit.words[dash].strip("-–—―") or unit.tags[dash + 1] not in "cD":
        return None
    last = np_right(unit, dash + 1, apposition=True)
    if last <= dash or last + 2 < len(unit) or last - dash > _NAME:
        return None
    draft = Draft("signed", cue=[unit.span(dash, dash)], source=[unit.span(dash + 1, last)], cue_class="neutral")
    draft.paragraph = unit.paragraph
    add_content(draft, unit, 0, dash - 1)
    return draft if draft.content else None
