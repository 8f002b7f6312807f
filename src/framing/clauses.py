"""The build of a sentence, as far as signs and small words show it: tokens, clauses, speech, names."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from framing.documents import Span

__all__ = ["Clauses", "stem", "words_that"]

_TOKEN = re.compile(r"[^\W\d_]+(?:['’\-‐‑][^\W\d_]+)*|\d+|[^\w\s]")
_MARKS = frozenset(",;:()[]—–-―…!?")
_OPENING, _CLOSING = frozenset("“«„‟"), frozenset("”»")
_QUOTES = _OPENING | _CLOSING | {'"'}
_PLAIN_APOSTROPHE = str.maketrans("’‐‑", "'--")
_TITLE_SHARE = 0.6
_TITLE_WORDS = 4


@cache
def words_that(group: str) -> frozenset[str]:
    """Return one group of the small words in `data/target_words.toml`."""
    text = (files("framing") / "data" / "target_words.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[group].split())


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without its commonest endings, so that the forms of a verb or noun are one cue.

    >>> [stem(word) for word in ("attacks", "attacked", "attacking", "praise", "praising", "policies", "policy")]
    ['attack', 'attack', 'attack', 'prais', 'prais', 'polici', 'polici']
    """
    for ending in ("ing", "edly", "ed", "ies", "ely", "ly", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    if len(word) > 4:
        if word[-1] == "e":
            word = word[:-1]
        elif word[-1] == "y":
            word = word[:-1] + "i"
        elif word[-1] == word[-2]:
            word = word[:-1]
    return word


class Clauses:
    """A sentence taken apart, in time linear in its length; every list has one item a token.

    `spans` are the tokens' places; `words` their lower-case forms with plain apostrophes, or the sign itself;
    `clauses` the running number of the clause; `quoted` whether quotation marks are open; `names` whether a capital
    letter inside the sentence makes the token a name (in a headline set in capitals, none is).

    >>> clauses = Clauses("He left, and Baku said it was “a farce”.")
    >>> list(zip(clauses.words, clauses.clauses))[:6]
    [('he', 0), ('left', 0), (',', 0), ('and', 1), ('baku', 1), ('said', 1)]
    """

    __slots__ = ("clauses", "names", "quoted", "spans", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[Span] = [match.span() for match in _TOKEN.finditer(text)]
        self.starts = [span[0] for span in self.spans]
        surfaces = [text[a:b] for a, b in self.spans]
        self.words = [surface.lower().translate(_PLAIN_APOSTROPHE) for surface in surfaces]
        self.clauses, self.quoted = _number(self.words)
        self.names = _find_names(surfaces)

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of tokens that a span touches; an empty range at its place if it touches none."""
        first = bisect_left(self.starts, start)
        if first and self.spans[first - 1][1] > start:
            first -= 1
        return first, max(first, bisect_left(self.starts, end))


def _number(words: Sequence[str]) -> tuple[list[int], list[bool]]:
    clauses: list[int] = []
    quoted: list[bool] = []
    joints = words_that("joints")
    clause, is_open, fresh = 0, False, True
    for word in words:
        if word in _QUOTES:
            is_open = word in _OPENING or (word == '"' and not is_open)
        if word in _MARKS or word in _QUOTES:
            clauses.append(clause)
            clause, fresh = clause + (not fresh), True
        else:
            if word in joints and not fresh:
                clause += 1
            clauses.append(clause)
            fresh = False
        quoted.append(is_open)
    return clauses, quoted


def _find_names(surfaces: Sequence[str]) -> list[bool]:
    capital = [surface[0].isupper() for surface in surfaces]
    content = [index for index, surface in enumerate(surfaces) if len(surface) > 3 and surface[0].isalpha()]
    headline = len(content) >= _TITLE_WORDS and sum(capital[index] for index in content) >= _TITLE_SHARE * len(content)
    if headline:
        return [False] * len(surfaces)
    begins = True
    names: list[bool] = []
    for index, (surface, upper) in enumerate(zip(surfaces, capital, strict=True)):
        shouted = len(surface) > 3 and surface.isupper()
        # At the beginning every word has a capital; it is part of a name if another capital follows (United States).
        named = upper and (not begins or (index + 1 < len(surfaces) and capital[index + 1] and surface != "I"))
        names.append(named and not shouted)
        begins = surface in _QUOTES or surface in ".:!?‘'" or (begins and not surface[0].isalnum())
    return names
