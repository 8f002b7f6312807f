"""What a report calls things: the label, colour class and glyph of each side."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from framing.errors import LexiconError
from framing.lexicons import ACCUSER, NEUTRAL, Lexicon, Referent, Variant, list_packs, load_lexicon
from framing.rendering import clean, cut, printable

__all__ = ["DISTANCES", "MODE_LABELS", "Labels", "SideMark", "as_json", "label_of", "pack_of"]

MODE_LABELS = {"own": "own", "quoted": "quoted", "paraphrased": "paraphrased"}
DISTANCES = {"scare_quotes": "in scare quotes", "so_called": "so-called", "alleged": "alleged"}
_LABEL = 100
_COLOURS = 6


def label_of(text: object, width: int = _LABEL) -> str:
    """Return an id or a metadata value on one line of moderate length."""
    label = cut(clean(printable(str(text))), width)
    # Marks that take no cell of their own could go on for ever.
    return label if len(label) <= width else label[: width - 1] + "…"


def as_json(value: Any) -> str:
    """Return JSON that may stand inside a `<script>` element: no character of it can end the element.

    >>> as_json(["</script>"])
    '["\\\\u003c/script\\\\u003e"]'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return printable(text).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


@dataclass(frozen=True, slots=True)
class SideMark:
    """How a side looks: a class that gives colour, glyph and line, and the words for it."""

    css: str
    label: str


@dataclass(frozen=True, slots=True)
class Labels:
    """What the lexicon says of referents, variants and sides, as far as it is at hand.

    `sides` orders them: the lexicon's first, then others that occur, then neutral, then those that cannot be told.
    """

    sides: Mapping[str | None, SideMark]
    referents: Mapping[str, Referent] = field(default_factory=dict)
    variants: Mapping[tuple[str, str], Variant] = field(default_factory=dict)

    @classmethod
    def of(cls, lexicon: Lexicon | None, used: Iterable[str | None]) -> Labels:
        """Return the labels of a lexicon, with the sides that mentions have besides."""
        named = {side.id: side.label for side in lexicon.sides} if lexicon else {}
        others = sorted({side for side in used if side is not None} - {*named, NEUTRAL, ACCUSER})
        listed = [*named.items(), *((side, side.capitalize()) for side in others)]
        sides: dict[str | None, SideMark] = {
            id: SideMark(f"s{number % _COLOURS + 1}", label_of(label)) for number, (id, label) in enumerate(listed)
        }
        sides |= {NEUTRAL: SideMark("s0", "Neutral"), ACCUSER: SideMark("sx", "The accuser’s")}
        sides |= {None: SideMark("sx", "Side unknown")}
        referents = {referent.id: referent for referent in lexicon.referents} if lexicon else {}
        variants = {(each.id, variant.name): variant for each in referents.values() for variant in each.variants}
        return cls(sides, referents, variants)

    def side(self, id: str | None) -> SideMark:
        """Return the mark of a side."""
        return self.sides.get(id, self.sides[None])

    def referent(self, id: str) -> str:
        """Return a referent's label; its id where the lexicon is not at hand."""
        known = self.referents.get(id)
        return label_of(known.label if known else id)

    def entry(self, referent: str, variant: str) -> dict[str, str | None]:
        """Return what the lexicon says of a variant, for the note that opens at a mention."""
        known = self.variants.get((referent, variant))
        about = self.referents.get(referent)
        return {
            "referent": referent,
            "label": self.referent(referent),
            "variant": label_of(variant),
            "source": cut(clean(known.source), 300) if known and known.source else None,
            "verified": None if known is None or known.verified else "not looked up yet",
            "note": cut(clean(known.note), 300) if known and known.note else None,
            "period": _period(known) if known else None,
            "advice": cut(clean(about.advice), 300) if about and about.advice else None,
        }


def _period(variant: Variant) -> str | None:
    since = f"from {variant.from_.isoformat()}" if variant.from_ else ""
    until = f"before {variant.until.isoformat()}" if variant.until else ""
    return " ".join(part for part in (since, until) if part) or None


def pack_of(name: str) -> Lexicon | None:
    """Return the shipped lexicon that profiles were made with, by its name and version; None if it is no pack.

    >>> pack_of("karabakh 0.0.1") is None
    True
    """
    names, _, version = name.rpartition(" ")
    packs = names.split("+")
    if not names or not set(packs) <= set(list_packs()):
        return None
    try:
        lexicon = load_lexicon(*packs)
    except LexiconError:
        return None
    return lexicon if lexicon.version == version else None
