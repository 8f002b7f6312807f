"""Texts with marked quotations, written by hand or drawn by Hypothesis, for the tests of `framing.speakers`.

A mark is `[1q:…]` for the content of quotation 1, `[1c:…]` for its cue and `[1s:…]` for its source; marks may nest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from hypothesis import strategies as st

from framing.quotations.model import Quotation

_MARK = re.compile(r"\[(\d+)([qcs]):|\]")
_OPENING = '“"‘«'


@dataclass(frozen=True)
class Marked:
    """A plain text and the quotations marked in it, in the order of their numbers."""

    text: str
    quotations: tuple[Quotation, ...]


def parse_marked(marked: str) -> Marked:
    """Return the text without its marks, and the quotations: direct behind an opening mark, else indirect."""
    plain: list[str] = []
    size = 0
    position = 0
    spans: dict[int, dict[str, list[tuple[int, int]]]] = {}
    open_marks: list[tuple[int, str, int]] = []
    for match in _MARK.finditer(marked):
        plain.append(marked[position : match.start()])
        size += match.start() - position
        position = match.end()
        if match.group() == "]":
            number, kind, start = open_marks.pop()
            spans.setdefault(number, {}).setdefault(kind, []).append((start, size))
        else:
            open_marks.append((int(match[1]), match[2], size))
    plain.append(marked[position:])
    text = "".join(plain)
    return Marked(text, tuple(_quotation(text, spans[number]) for number in sorted(spans)))


def _quotation(text: str, spans: dict[str, list[tuple[int, int]]]) -> Quotation:
    content = tuple(sorted(spans["q"]))
    start = content[0][0]
    direct = start > 0 and text[start - 1] in _OPENING
    return Quotation(
        "direct" if direct else "indirect",
        content,
        tuple(sorted(spans.get("c", ()))),
        tuple(sorted(spans.get("s", ()))),
        content if direct else (),
    )


def split_plainly(text: str) -> list[tuple[int, int]]:
    """Return sentences that tile the text: each ends behind `.`, `?` or `!`, closing marks and blanks."""
    ends = [match.end() for match in re.finditer(r"[.!?]+[”\"’»)]*\s+|\n+", text)]
    bounds = [0, *(end for end in ends if end < len(text)), len(text)]
    return [(a, b) for a, b in pairwise(bounds) if a < b]


# Surnames and given names that no list knows, so that renaming changes no gender.
_SYLLABLES = ("Bra", "Kel", "Vor", "Tum", "Zil", "Gor", "Nad", "Pel", "Rus", "Hov")
_ENDINGS = ("dek", "vant", "mor", "quist", "zel", "borg", "tak", "lund", "nok", "prell")
invented_names = st.builds(lambda a, b: a + b, st.sampled_from(_SYLLABLES), st.sampled_from(_ENDINGS))

_ROLES = ("analyst", "minister", "lawyer", "senator", "spokesman", "economist")
_TEMPLATES = (
    "{given} {family}, {article} {role}, said [{n}q:the talks had failed]. ",
    "“[{n}q:Nothing was agreed],” [{n}s:{family}] [{n}c:said]. ",
    "“[{n}q:We go on],” [{n}s:he] [{n}c:added]. ",
    "[{n}s:The {role}] [{n}c:warned that] [{n}q:prices would rise]. ",
    "“[{n}q:It is late].” ",
    "The council met on Monday.\n\n",
    "[{n}s:{given} {family}] [{n}c:claimed] [{n}q:there was no money].\n\n",
    "[{n}c:According to] [{n}s:an {role} from the north], [{n}q:snow fell]. ",
)


@st.composite
def name_templates(draw: st.DrawFn) -> tuple[str, int]:
    """Draw a marked text with slots `{given0}`, `{family0}`, … and the number of persons in it."""
    persons = draw(st.integers(1, 3))
    roles = draw(st.permutations(_ROLES))
    parts: list[str] = []
    for number in range(draw(st.integers(1, 9))):
        person = draw(st.integers(0, persons - 1))
        template = draw(st.sampled_from(_TEMPLATES))
        role = roles[person]
        slots = {"given": f"{{given{person}}}", "family": f"{{family{person}}}", "role": role, "n": number}
        parts.append(template.format(article="an" if role[0] in "aeo" else "a", **slots))
    return "".join(parts), persons


_ROUGH = """
“ ” " ‘ ’ ( ) - , . : İ \x00 \ud800 𝔄𝔅 e\u0301 said he she they the_minister who it Mr. Baku Gurgen_Simonyan O’Neill
al-Assad IRA_(Irish_Army) CSTO experts A. The of 's and WALLACE: Will_Obama_go? de_la Q: the_statement
"""
_PIECES = st.sampled_from((" ", "\n\n", *(f"{piece} ".replace("_", " ") for piece in _ROUGH.split())))
rough_texts = st.lists(st.one_of(_PIECES, st.text(max_size=4)), max_size=40).map("".join)


@st.composite
def rough_quotations(draw: st.DrawFn) -> tuple[str, tuple[Quotation, ...]]:
    """Draw any text with quotations whose spans are anywhere in it."""
    text = draw(rough_texts)
    size = len(text)
    spans = st.tuples(st.integers(0, size), st.integers(0, size)).map(lambda pair: (min(pair), max(pair)))
    some = st.lists(spans, max_size=2).map(lambda found: tuple(sorted(found)))
    quotations = st.builds(
        lambda kind, content, cue, source, quoted: Quotation(kind, content, cue, source, content if quoted else ()),
        st.sampled_from(("direct", "mixed", "indirect")), some, some, some, st.booleans(),
    )  # fmt: skip
    return text, tuple(draw(st.lists(quotations, max_size=6)))
