"""Strategies: lexicons that may contradict themselves, lexicons that are valid, and texts made of their names."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from framing.lexicons import KINDS, LOADINGS, Lexicon, Referent, Side, Variant

SIDES = ("east", "west", "north")
WORDS = (
    "ab",
    "Ab",
    "AB",
    "İz",
    "i\u0307z",
    "iz",
    "e\u0301l",
    "él",
    "ßa",
    "ssa",
    "the",
    "man",
    "by",
    "44",
    "x_y",
    "ünit",
    "a\u00adb",
    "Ivan",
    "Olga",
    "Omar",
)
GAPS = (
    " ",
    "-",
    "–",
    "\u00a0",
    "’",
    "'",
    "\n",
    " \n",
    "\n\n",
    "- \n",
    ", ",
    "” ",
    " (",
    "",
    ".",
    "\u2029",
    "ʼ",
    "\r\n",
    "\r\n\r\n",
)
MORE = (
    "’s",
    "'s",
    "s",
    "es",
    "’",
    "s’",
    " anti-",
    "non-",
    ".com",
    "“",
    "”",
    "\ud800",
    "\x00",
    "İ",
    "\u0301",
    "𝔸",
    "‘",
    "(ab)",
)

days = st.dates(datetime.date(2019, 1, 1), datetime.date(2022, 12, 31))


@st.composite
def forms(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
    gaps = draw(st.lists(st.sampled_from((" ", "-", "’", "'", ", ", " {|of }", "{-|}")), min_size=3, max_size=3))
    form = words[0]
    for gap, word in zip(gaps, words[1:], strict=False):
        form += gap + word
    return form + draw(st.sampled_from(("", "", "", "{|s}", ".", ")")))


@st.composite
def variants(draw: st.DrawFn) -> Variant:
    words = st.lists(st.sampled_from(("ab", "el", "the man", "iz")), max_size=2, unique=True).map(tuple)
    return Variant(
        name=draw(forms()),
        forms=tuple(draw(st.lists(forms(), max_size=2, unique=True))),
        side=draw(st.sampled_from((*SIDES, "neutral", "accuser"))),
        loading=draw(st.sampled_from(LOADINGS)),
        source="a source",
        from_=draw(st.none() | days),
        until=draw(st.none() | days),
        requires=draw(st.just(()) | words),
        excludes=draw(st.just(()) | words),
        case=draw(st.sampled_from(("insensitive", "insensitive", "sensitive"))),
        inflect=draw(st.booleans()),
    )


@st.composite
def wild_lexicons(draw: st.DrawFn) -> Lexicon:
    """Lexicons whose names may clash in every way: matching must cope with them."""
    count = draw(st.integers(1, 3))
    referents = tuple(
        Referent(f"r{number}", "a thing", "place", tuple(draw(st.lists(variants(), min_size=1, max_size=4))))
        for number in range(count)
    )
    return Lexicon("wild", "Wild", "en", "1", tuple(Side(side, side.title()) for side in SIDES), referents)


@st.composite
def texts(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.sampled_from(WORDS) | st.sampled_from(GAPS) | st.sampled_from(MORE), max_size=24))
    return "".join(pieces)


@st.composite
def texts_of(draw: st.DrawFn, lexicon: Lexicon) -> str:
    """Texts that hold many names of a lexicon, slightly changed, among other words."""
    names = [
        form.replace("{|of }", of).replace("{-|}", "-").replace("{|s}", "")
        for referent in lexicon.referents
        for variant in referent.variants
        for form in variant.spellings
        for of in ("", "of ")
    ]
    changed = st.sampled_from(names).flatmap(
        lambda name: st.sampled_from(
            (name, name.upper(), name.title(), name.replace(" ", "\n"), name.replace("-", "–"))
        )
    )
    pieces = draw(
        st.lists(changed | st.sampled_from(GAPS) | st.sampled_from(WORDS) | st.sampled_from(MORE), max_size=16)
    )
    return draw(st.sampled_from(("", " "))).join(pieces)


text_lines = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12).filter(str.strip)


@st.composite
def valid_lexicons(draw: st.DrawFn) -> Lexicon:
    """Lexicons without a fault: every name is a word of its own."""
    sides = draw(st.lists(st.sampled_from(SIDES), min_size=1, max_size=3, unique=True))
    counter = iter(range(1000))
    referents = tuple(
        Referent(
            id=f"thing-{number}",
            label=draw(text_lines),
            kind=draw(st.sampled_from(KINDS)),
            variants=tuple(_own_variant(draw, counter, sides) for _ in range(draw(st.integers(1, 3)))),
            advice=draw(st.none() | text_lines),
            party=draw(st.none() | st.sampled_from(sides)),
        )
        for number in range(draw(st.integers(1, 3)))
    )
    declared = tuple(
        Side(side, draw(text_lines), tuple(other for other in sides if other != side and draw(st.booleans())))
        for side in sides
    )
    return Lexicon("valid", draw(text_lines), "en", "1.0", declared, referents, draw(st.none() | text_lines))


def _own_variant(draw: st.DrawFn, counter: object, sides: list[str]) -> Variant:
    number = next(counter)  # type: ignore[call-overload]
    first = draw(st.none() | days)
    return Variant(
        name=f"Name{number}x",
        forms=tuple(
            draw(
                st.lists(
                    st.sampled_from((f"form{number}a b", f"{{Old|New}} form{number}c", f"form{number}’z")),
                    max_size=3,
                    unique=True,
                )
            )
        ),
        side=draw(st.sampled_from((*sides, "neutral", "accuser"))),
        loading=draw(st.sampled_from(LOADINGS)),
        source=draw(text_lines),
        verified=draw(st.booleans()),
        from_=first,
        until=draw(st.none() | days.filter(lambda day: first is None or day > first)),
        requires=tuple(draw(st.lists(st.sampled_from(("river", "town hall")), max_size=2, unique=True))),
        excludes=tuple(draw(st.lists(st.sampled_from(("Ohio", "Texas")), max_size=2, unique=True))),
        case=draw(st.sampled_from(("insensitive", "sensitive"))),
        inflect=draw(st.booleans()),
        note=draw(st.none() | text_lines),
    )
