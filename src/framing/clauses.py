"""The build of a sentence, as far as signs and small words show it: tokens, clauses, speech, names."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from framing.documents import Span
from framing.word_caches import LONGEST_KEPT, WordCache

__all__ = ["REACH", "Clauses", "stem", "words_that"]

_TOKEN = re.compile(r"[^\W\d_]+(?:['’\-‐‑][^\W\d_]+)*|\d+|[^\w\s]")
_MARKS = frozenset(",;:()[]—–-―…!?")
_OPENING, _CLOSING = frozenset("“«„‟"), frozenset("”»")
_QUOTES = _OPENING | _CLOSING | {'"'}
_PLAIN_APOSTROPHE = str.maketrans("’‐‑", "'--")
# How many tokens on either side of a target are read, so that a mention costs the same in a sentence of ten megabytes.
REACH = 60
_TITLE_SHARE = 0.8
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


# What a token is, as far as the build of a sentence asks: a sign that ends a clause, quotation marks, a joint, and
# how it is capitalised.
_MARK, _OPEN, _CLOSE, _STRAIGHT, _JOINT, _CAPITAL, _SHOUTED, _LONG, _FIRST, _ALPHA, _PRONOUN_I = (
    1 << bit for bit in range(11)
)
_QUOTE = _OPEN | _CLOSE | _STRAIGHT


def _describe(surface: str) -> tuple[str, str, int]:
    """Return the plain lower-case form of a token, its stem, and its flags."""
    word = surface.lower().translate(_PLAIN_APOSTROPHE)
    return word, stem(word) if len(word) <= LONGEST_KEPT else word, _flags(surface, word)


def _flags(surface: str, word: str) -> int:
    flags = 0
    if surface in _MARKS:
        flags |= _MARK
    if surface in _QUOTES:
        flags |= _MARK | (_OPEN if surface in _OPENING else _CLOSE if surface in _CLOSING else _STRAIGHT)
    if word in words_that("joints"):
        flags |= _JOINT
    if surface[0].isupper():
        flags |= _CAPITAL
        if surface == "I":
            flags |= _PRONOUN_I
        if len(surface) > 3 and surface.isupper():
            flags |= _SHOUTED
    if surface[0].isalnum():
        flags |= _ALPHA
        if len(surface) > 3 and surface[0].isalpha():
            flags |= _LONG
    elif flags & _QUOTE or surface in ".:!?‘'":
        flags |= _FIRST
    return flags


_WORDS = WordCache(_describe)


class Clauses:
    """A sentence taken apart, in time linear in its length; every list has one item a token.

    `spans` are the tokens' places; `words` their lower-case forms with plain apostrophes, or the sign itself; `stems`
    those without endings; `clauses` the running number of the clause; `quoted` whether quotation marks are open;
    `names` whether a capital letter inside the sentence makes the token a name (in a headline set in capitals, none
    is).

    >>> clauses = Clauses("He left, and Baku said it was “a farce”.")
    >>> list(zip(clauses.words, clauses.clauses))[:6]
    [('he', 0), ('left', 0), (',', 0), ('and', 1), ('baku', 1), ('said', 1)]
    """

    __slots__ = ("clauses", "names", "quoted", "spans", "starts", "stems", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        matches = list(_TOKEN.finditer(text))
        known = [_WORDS[match[0]] for match in matches]
        self.spans: list[Span] = [match.span() for match in matches]
        self.starts = [span[0] for span in self.spans]
        self.words = [word for word, _, _ in known]
        self.stems = [each for _, each, _ in known]
        flags = [each for _, _, each in known]
        self.clauses, self.quoted = _number(flags)
        self.names = _find_names(flags)

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of tokens that a span touches; an empty range at its place if it touches none."""
        first = bisect_left(self.starts, start)
        if first and self.spans[first - 1][1] > start:
            first -= 1
        return first, max(first, bisect_left(self.starts, end))


def _number(flags: Sequence[int]) -> tuple[list[int], list[bool]]:
    clauses: list[int] = []
    quoted: list[bool] = []
    clause, is_open, fresh = 0, False, True
    for each in flags:
        if each & _MARK:
            if each & _QUOTE:
                is_open = bool(each & _OPEN) or (bool(each & _STRAIGHT) and not is_open)
            clauses.append(clause)
            if not fresh:
                clause, fresh = clause + 1, True
        else:
            if each & _JOINT and not fresh:
                clause += 1
            clauses.append(clause)
            fresh = False
        quoted.append(is_open)
    return clauses, quoted


def _find_names(flags: Sequence[int]) -> list[bool]:
    content = [each & _CAPITAL for each in flags if each & _LONG]
    if len(content) >= _TITLE_WORDS and len(content) - content.count(0) >= _TITLE_SHARE * len(content):
        return [False] * len(flags)
    begins = True
    names: list[bool] = []
    last = len(flags) - 1
    for index, each in enumerate(flags):
        named = False
        if each & _CAPITAL and not each & _SHOUTED:
            # At the beginning every word has a capital; it is part of a name if another capital follows: United States.
            named = not begins or (index < last and bool(flags[index + 1] & _CAPITAL) and not each & _PRONOUN_I)
        names.append(named)
        begins = bool(each & _FIRST) or (begins and not each & _ALPHA)
    return names
