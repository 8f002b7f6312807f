"""What the signs of a text tell: whether it is English, and what it looks like with plain marks.

The lexicons and formulas of the measures know English alone. For another language they would invent numbers, so a
text is looked at first: its script, and the share of the words that hold English sentences together.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from framing.segmentation import read_word_list

__all__ = ["looks_english", "make_plain"]

_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
_SAMPLED = 20_000
_FEW_WORDS = 5
_ENOUGH_WORDS = 30
_LEAST_SHARE = 0.08


def looks_english(text: str) -> bool:
    """Tell whether English measures may be trusted with a text; the benefit of the doubt goes to a short one.

    A text is refused when most of its letters are of another script, when the grammar words of other languages
    outnumber the English ones, or when it is long (30 words) and under 8 % of its words are English grammar words; in
    English news they are some 40 %.

    >>> looks_english("The ministers met in Geneva."), looks_english("Министры встретились в Женеве.")
    (True, False)
    >>> looks_english("Die Minister trafen sich in der Stadt und sprachen nicht mit uns.")
    False
    """
    sample = text if len(text) <= 2 * _SAMPLED else text[:_SAMPLED] + " " + text[len(text) // 2 :][:_SAMPLED]
    words = _WORD.findall(sample.lower())
    if not sample.isascii() and 2 * len(_OTHER_SCRIPT.findall(sample)) > sum(map(len, words)):
        return False
    counts = Counter(words)
    english = _count(counts, "english")
    if len(words) >= _FEW_WORDS and _count(counts, "other") > english:
        return False
    return len(words) < _ENOUGH_WORDS or english >= _LEAST_SHARE * len(words)


def _count(counts: Counter[str], language: str) -> int:
    return sum([counts[word] for word in _grammar_words(language) & counts.keys()])


@cache
def _grammar_words(language: str) -> frozenset[str]:
    return frozenset(read_word_list(f"grammar_words_{language}.txt"))


# ---------------------------------------------------------------- typographic marks

_PLAIN = {
    '"': "“”„‟«»〝〞″",
    "'": "‘’‚‛‹›′ʼ´＇",
    "-": "‐‑‒–",
    " ": "—―\ufeff\u200b\u2060",
    ".": "…",
    "!": "！",
    "?": "？",
}
_PLAIN_PAIRS = tuple((mark, plain) for plain, marks in _PLAIN.items() for mark in marks)


def make_plain(text: str) -> str:
    """Return the text with typographic marks as VADER's lexicon writes them; every offset stays the same.

    Curly quotes and apostrophes become straight, a long dash and invisible joints become a space, an ellipsis a dot.

    >>> make_plain("“can’t”—no…")
    '"can\\'t" no.'
    """
    if not text.isascii():
        # A dozen searches for one sign each are faster than one look at every character.
        for mark, plain in _PLAIN_PAIRS:
            if mark in text:
                text = text.replace(mark, plain)
    return text
