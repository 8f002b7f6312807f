"""Texts, documents and lexicons that targets draw: news in every state of repair."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from framing import Document, Lexicon, Referent, Side, Variant
from fuzz.draws import Draw
from fuzz.fragments import (
    BREAKS,
    CLAUSES,
    CONTESTED,
    CUES,
    DATES,
    MARKS,
    ODD,
    OTHERS,
    PAGE,
    PEOPLE,
    SCRIPTS,
    SHAPES,
)
from strategies_quotations import CASES  # type: ignore[import-not-found]

_FAMILIES: tuple[tuple[str, ...], ...] = (
    PEOPLE,
    OTHERS,
    CUES,
    CLAUSES,
    CONTESTED,
    MARKS,
    MARKS,
    BREAKS,
    BREAKS,
    DATES,
    ODD,
    PAGE,
    SCRIPTS,
)
KINDS = ("place", "region", "institution", "group", "event", "actor", "claim")
LOADINGS = ("neutral", "marked", "loaded")


def character(draw: Draw) -> str:
    """Return any code point, odd ones and lone surrogates among them."""
    if draw.flag():
        return draw.choice(ODD)
    return chr(draw.integer(0, (0x7F, 0x24F, 0xFFFF, 0x10FFFF)[draw.integer(0, 3)]))


def word(draw: Draw) -> str:
    """Return a fragment of news, or any characters at all."""
    if draw.flag(12):
        return "".join(character(draw) for _ in draw.times(6))
    return draw.choice(draw.choice(_FAMILIES))


def sentence(draw: Draw) -> str:
    """Return a sane sentence of reported speech."""
    one, two = draw.choice(CLAUSES), draw.choice(CLAUSES + CONTESTED)
    name = draw.choice(PEOPLE + OTHERS)
    shape: str = draw.choice(SHAPES)
    return shape.format(
        name=name, cue=draw.choice(CUES), one=one, two=two, One=one[:1].upper() + one[1:], thing=draw.choice(CONTESTED)
    )


def stretch(draw: Draw) -> str:
    """Return a stretch of a sentence that a rule of quotations reads: what rules look for, where they do not."""
    words = draw.choice(CASES)
    first = draw.integer(0, len(words) - 1)
    return "".join(words[first : draw.integer(first + 1, len(words))])


def text(draw: Draw, most: int = 40) -> str:
    """Return a text: sane news, cut news, a page, a heap of fragments, or one fragment again and again."""
    parts: Iterator[str]
    kind = draw.integer(0, 7)
    if kind in (0, 7):
        parts = (stretch(draw) + draw.choice((*BREAKS, *MARKS)) for _ in draw.times(most // 5))
    elif kind == 1:
        parts = (draw.choice((sentence, word))(draw) + draw.choice(BREAKS) for _ in draw.times(most // 2))
    elif kind == 2:
        parts = (
            draw.choice((sentence(draw), draw.choice(PAGE))) + draw.choice(("\n", "\n\n", " "))
            for _ in draw.times(most // 2)
        )
    elif kind <= 4:
        joint = draw.choice(("", " "))
        parts = (word(draw) + joint for _ in draw.times(most))
    elif kind == 5:
        parts = (character(draw) for _ in draw.times(most))
    else:
        unit = "".join(word(draw) + draw.choice(("", " ", "\n")) for _ in draw.times(4))
        parts = iter([word(draw), unit * draw.integer(0, 300 // (1 + len(unit)) + 3), word(draw)])
    return draw.made(_broken(draw, "".join(parts)))


def _broken(draw: Draw, sane: str) -> str:
    """Cut, double or replace a few places, now and then."""
    for _ in draw.times(3) if draw.flag(3) else ():
        if not sane:
            break
        at = draw.integer(0, len(sane) - 1)
        end = min(len(sane), at + draw.integer(0, 9))
        sane = sane[:at] + draw.choice(("", sane[at:end] * 2, character(draw), draw.choice(MARKS))) + sane[end:]
    return sane


def metadata(draw: Draw) -> dict[str, Any]:
    """Return metadata: outlets, dates of every exactness, and nonsense."""
    facts: dict[str, Any] = {}
    for _ in draw.times(3):
        key = draw.choice(("outlet", "date", "title", "date", "outlet", word(draw)))
        facts[key] = draw.choice(
            ("A", "B", "2023-06-08", "2023-06", "2020", "2020-02-30", "0000", None, 2023, 1.5, True, word(draw))
        )
    return facts


def document(draw: Draw, id: str = "a") -> Document:
    """Return a document."""
    return Document(text(draw), f"{id}{word(draw)}" if draw.flag(4) else id, metadata(draw))


# ---------------------------------------------------------------- lexicons


def wild_lexicon(draw: Draw, forms: tuple[str, ...]) -> Lexicon:
    """Return a lexicon whose names may clash in every way."""
    referents = tuple(
        Referent(f"r{number}", "a thing", "place", tuple(_variant(draw, forms) for _ in range(draw.integer(1, 4))))
        for number in range(draw.integer(1, 3))
    )
    sides = tuple(Side(side, side.title()) for side in ("east", "west"))
    return Lexicon("wild", "Wild", "en", "1", sides, referents)


def _variant(draw: Draw, forms: tuple[str, ...]) -> Variant:
    return Variant(
        name=_form(draw, forms),
        forms=tuple(dict.fromkeys(_form(draw, forms) for _ in draw.times(2))),
        side=draw.choice(("east", "west", "neutral", "accuser")),
        loading=draw.choice(LOADINGS),
        source="a source",
        from_=day(draw) if draw.flag(4) else None,
        until=day(draw) if draw.flag(4) else None,
        requires=tuple(dict.fromkeys(draw.some(("ab", "el", "the man"), 2))) if draw.flag(4) else (),
        excludes=tuple(dict.fromkeys(draw.some(("ab", "iz", "the man"), 2))) if draw.flag(4) else (),
        case=draw.choice(("insensitive", "insensitive", "sensitive")),
        inflect=draw.flag(),
    )


def _form(draw: Draw, words: tuple[str, ...]) -> str:
    form = draw.choice(words)
    for _ in draw.times(2):
        form += draw.choice((" ", "-", "’", "'", ", ", " {|of }", "{-|}")) + draw.choice(words)
    return form + draw.choice(("", "", "", "{|s}", ".", ")"))


def day(draw: Draw) -> datetime.date:
    """Return a day of four years."""
    return datetime.date(2019, 1, 1) + datetime.timedelta(draw.integer(0, 1400))


def valid_lexicon(draw: Draw) -> Lexicon:
    """Return a lexicon that is most likely without fault, its labels and sources hostile."""
    referents = tuple(
        Referent(
            f"thing-{number}",
            _line(draw),
            draw.choice(KINDS),
            tuple(_own_variant(draw, f"{number}{at}") for at in range(draw.integer(1, 3))),
            advice=_line(draw) if draw.flag() else None,
            party=draw.choice(("east", "west", None)),
        )
        for number in range(draw.integer(1, 3))
    )
    sides = (Side("east", _line(draw), ("west",)), Side("west", _line(draw), ("east",) if draw.flag() else ()))
    return Lexicon("valid", _line(draw), "en", "1.0", sides, referents, _line(draw) if draw.flag() else None)


def _own_variant(draw: Draw, number: str) -> Variant:
    first = day(draw) if draw.flag(4) else None
    return Variant(
        name=f"Name{number}x" if draw.flag() else f"{draw.choice(CONTESTED)} {number}",
        forms=tuple(
            dict.fromkeys(
                draw.some((f"form{number}a b", f"{{Old|New}} form{number}c", f"form{number}’z", word(draw)), 3)
            )
        ),
        side=draw.choice(("east", "west", "neutral", "accuser")),
        loading=draw.choice(LOADINGS),
        source=_line(draw),
        verified=draw.flag(),
        from_=first,
        until=first + datetime.timedelta(1 + draw.integer(0, 400)) if first and draw.flag() else None,
        requires=tuple(dict.fromkeys(draw.some(("river", "town hall"), 2))),
        excludes=tuple(dict.fromkeys(draw.some(("Ohio", "Texas"), 2))),
        case=draw.choice(("insensitive", "sensitive")),
        inflect=draw.flag(),
        note=_line(draw) if draw.flag() else None,
    )


def _line(draw: Draw) -> str:
    """Return a few words that a UTF-8 file can hold."""
    made = "".join(word(draw) for _ in range(draw.integer(1, 3)))
    kept = made.encode("utf-8", "ignore").decode().replace("\x00", "")
    return kept if kept.strip() else "x"
