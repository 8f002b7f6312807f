"""Hypothesis strategies for quotations: news-like sentences, hostile arrangements of marks, and renamed speakers."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from hypothesis import strategies as st

NAMES = ("Anna Petrosyan", "Ben Okafor", "Rashid Mammadov", "Clara Jensen")
OTHER_NAMES = ("Lena Markosyan", "Tom Adeyemi", "Tofig Karimov", "Maria Larsen")  # one for each, word by word
TITLES = ("the minister", "the company", "a spokesman for the bank", "police", "the report")
VERBS = ("said", "told reporters", "claimed", "warned", "added", "asked", "announced", "says", "has said", "denied")
CLAUSES = (
    "the talks will go on",
    "prices have risen again",
    "we did not expect this",
    "the bridge was closed in May",
    "no decision had been made",
)
FRAGMENTS = (
    "according to",
    "that",
    "as",
    "and",
    "but",
    "who",
    ",",
    ".",
    ":",
    ";",
    "—",
    "-",
    "?",
    "!",
    "…",
    "(",
    ")",
    "\n",
    "\n\n",
    " ",
    "\t",
    "\u00a0",
    "“",
    "”",
    "‘",
    "’",
    '"',
    "'",
    "«",
    "»",
    "„",
    "‟",
    "‹",
    "›",
    "``",
    "''",
    "the claim",
    "It was reported",
    "Q:",
    "WALLACE:",
    "so-called",
    "to",
    "of",
    "in a statement",
    "on Monday",
    "the",
    "a",
    "his",
    "it",
    "İstanbul",
    "\x00",
    "\ud800",
    "𝒜",
    "e\u0301",
    "don’t",
    "'90s",
    "soldiers'",
    "was",
    "put it",
    "is convinced",
    "adding",
    "which",
    "calls",
    "him",
    "— Name",
)
CASES = tuple(
    tuple(re.findall(r"\w+\s*|[^\w\s]\s*", case["text"]))
    for cases in tomllib.loads((Path(__file__).parent / "quotations_cases.toml").read_text(encoding="utf-8")).values()
    for case in cases
)  # what the tests of the rules read, cut into words


def pieces() -> st.SearchStrategy[str]:
    """Words, names, cues, marks and breaks, one at a time."""
    return st.sampled_from((*NAMES, *TITLES, *VERBS, *CLAUSES, *FRAGMENTS)) | st.text(max_size=4)


def hostile_texts(max_size: int = 24) -> st.SearchStrategy[str]:
    """Any arrangement of marks, newlines, names and cues, with and without blanks between."""
    short = st.lists(pieces(), max_size=max_size)
    long = st.lists(st.sampled_from(FRAGMENTS), min_size=max_size // 2, max_size=max_size)
    return st.tuples(short | long, st.sampled_from((" ", ""))).map(lambda t: t[1].join(t[0]))


@st.composite
def spliced_texts(draw: st.DrawFn) -> str:
    """Stretches of sentences that rules read, cut anywhere and joined: what rules look for, where they do not."""
    text = ""
    for _ in range(draw(st.integers(1, 3))):
        words = draw(st.sampled_from(CASES))
        first = draw(st.integers(0, len(words) - 1))
        stretch = "".join(words[first : draw(st.integers(first + 1, len(words)))])
        text += stretch + draw(st.sampled_from(("", " ", *FRAGMENTS)))
    return text


@st.composite
def sentences(draw: st.DrawFn, names: tuple[str, ...] = NAMES) -> str:
    """Draw one sane sentence of news, its marks curly."""
    name, verb = draw(st.sampled_from(names)), draw(st.sampled_from(VERBS))
    one, two = draw(st.sampled_from(CLAUSES)), draw(st.sampled_from(CLAUSES))
    capital = one[0].upper() + one[1:]
    shape = draw(st.sampled_from(SHAPES))
    return shape.format(name=name, verb=verb, one=one, two=two, One=capital)


SHAPES = (
    "“{One},” {name} {verb}.",
    "“{One},” {name} {verb}. “{two}.”",
    "“{One},” {name} {verb}, “and {two}.”",
    "{name} {verb} that {one}.",
    "{name} {verb}: “{One}.”",
    "{name} {verb} {one}.",
    "According to {name}, {one}.",
    "{One}, according to {name}.",
    "{One}, {name} {verb}.",
    "{name} {verb} that {one}, adding that {two}.",
    "“{One}.”",
    "The “{two}” was mentioned by {name}.",
    "{One}.",
    "{name} dismissed the “plan”.",
)


def news_texts(names: tuple[str, ...] = NAMES) -> st.SearchStrategy[str]:
    """Sane news: sentences in paragraphs."""
    paragraph = st.lists(sentences(names), min_size=1, max_size=3).map(" ".join)
    return st.lists(paragraph, min_size=1, max_size=4).map("\n\n".join)
