"""What the signs of a text tell: whether it is English, and what it looks like with plain marks.

The lexicons and formulas of the measures know English alone. For another language they would invent numbers, so a
text is looked at first: its script, and the share of the words that hold English sentences together.
"""

from __future__ import annotations

import re

__all__ = ["looks_english", "make_plain"]

# Grammar words that other languages in Latin letters do not share, and some that they do.
_ENGLISH = frozenset(
    ["the", "of", "and", "to", "that", "with", "from", "his", "her", "its", "it", "this", "these", "those", "which", "their", "they", "them", "been", "has", "had", "have", "were", "are", "not", "but", "would", "by", "be", "who", "said", "there", "what", "when", "than", "about", "after", "other", "you", "your", "our", "we", "he", "she", "because", "while", "where", "into", "could", "should", "did", "does", "is", "was", "for", "at", "an", "in", "on", "as", "or", "if", "so", "no", "a", "i", "my", "me", "will", "can", "says", "out", "up", "over"]
)
# Grammar words of the larger languages in Latin letters, without those that English has too.
_FOREIGN = frozenset(
    ["der", "die", "das", "und", "nicht", "ist", "ein", "eine", "mit", "für", "von", "zu", "den", "dem", "auf", "sich", "le", "la", "les", "des", "une", "est", "et", "que", "qui", "dans", "pour", "pas", "du", "sur", "avec", "el", "los", "las", "del", "por", "con", "una", "como", "más", "pero", "il", "di", "che", "non", "per", "della", "sono", "gli", "het", "een", "van", "niet", "zijn", "maar", "og", "det", "som", "att", "och", "är", "ikke", "på", "av", "em", "não", "uma", "os", "para", "ao", "se", "na", "w", "z", "jest", "nie", "że", "się", "do", "ve", "bir", "bu", "için", "ile", "və", "ki", "da", "de", "en", "un", "hogy", "az", "és", "nem", "egy", "je", "su", "od", "za", "ja", "on", "ei", "että", "oli", "și", "cu", "pe", "este"]
) - {"on", "do", "as", "no", "me", "die", "in", "a", "an"}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLED = 20_000
_FEW_WORDS = 5
_ENOUGH_WORDS = 30
_LEAST_SHARE = 0.08


def looks_english(text: str) -> bool:
    """Tell whether English measures may be trusted with a text; the benefit of the doubt goes to a short one.

    A text is refused when most of its letters are of another script, when the grammar words of other languages outnumber
    the English ones, or when it is long (30 words) and under 8 % of its words are English grammar words; in English news
    they are some 40 %.

    >>> looks_english("The ministers met in Geneva."), looks_english("Министры встретились в Женеве.")
    (True, False)
    >>> looks_english("Die Minister trafen sich in der Stadt und sprachen nicht mit uns.")
    False
    """
    sample = text if len(text) <= 2 * _SAMPLED else text[:_SAMPLED] + " " + text[len(text) // 2 :][:_SAMPLED]
    words = [word.lower() for word in _WORD.findall(sample)]
    letters = sum(map(len, words))
    latin = sum(1 for word in words for letter in word if letter < "\u0250" or "\u1e00" <= letter <= "\u1eff")
    if 2 * latin < letters:
        return False
    english = sum(1 for word in words if word in _ENGLISH)
    if len(words) >= _FEW_WORDS and sum(1 for word in words if word in _FOREIGN) > english:
        return False
    return len(words) < _ENOUGH_WORDS or english >= _LEAST_SHARE * len(words)


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
