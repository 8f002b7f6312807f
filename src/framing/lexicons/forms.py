"""Surface forms: what is a word, when two spellings are the same, how a form in a lexicon is written out.

A form is compared word by word, not character by character: words are folded (case, composed or decomposed accents,
soft hyphens, the dot of a capital İ), and what stands between two words is reduced to a key, so that a hyphen,
an en dash, a space, a no-break space and a line break are one separator, also beside a quotation mark (*“separatist”
regime*), and straight and curly apostrophes are one.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Form", "cut_form", "expand_form", "fold_word", "gap_key", "plain_marks", "plural_words", "word_pattern"]

SEPARATOR = " "
"""The key of every gap that only separates: blanks with at most one line break, a hyphen, an en dash."""

_SEPARATORS = frozenset([" ", "-", '" ', ' "', "' ", " '", '"-', '-"'])

APOSTROPHES = "'’‘ʼʻ‛′`´＇"
_DASHES = "-‐‑–−﹣－"
_QUOTES = '"“”„‟«»＂'
_PLAIN = str.maketrans(
    {**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_QUOTES, '"')}
)
_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028]")
_BLANKS = re.compile(r"[^\S\n]+")
_MOST_SPELLINGS = 256
_SIMPLE_FORM = re.compile(r"[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*")

_ASCII_WORD = re.compile(r"(\w+)")
# U+02BB and U+02BC are letters to Unicode, and apostrophes to those who write them.
_SIMPLE_WORD = re.compile(r"([^\W\u02bb\u02bc]+)")


def word_pattern(text: str) -> re.Pattern[str]:
    """Return the pattern of one word of `text`, as its group: letters, digits, underscores and their combining marks.

    Invisible format characters (soft hyphen, joiners) belong to a word where they stand inside it. Apostrophes and
    hyphens divide words.

    >>> text = "Nagorno-Karabakh’s Xanke\u0301ndi"
    >>> word_pattern(text).findall(text) == ["Nagorno", "Karabakh", "s", "Xanke\u0301ndi"]
    True
    """
    if text.isascii():
        return _ASCII_WORD
    marks, formats = [], []
    for character in sorted(set(text)):
        category = unicodedata.category(character)
        if category[0] == "M":
            marks.append(character)
        elif category == "Cf":
            formats.append(character)
    if not marks and not formats:
        return _SIMPLE_WORD
    return _special_pattern("".join(marks), "".join(formats))


@lru_cache(maxsize=64)
def _special_pattern(marks: str, formats: str) -> re.Pattern[str]:
    word = rf"(?:[^\W\u02bb\u02bc]|[{re.escape(marks)}])+" if marks else r"[^\W\u02bb\u02bc]+"
    inner = rf"(?:[{re.escape(formats)}]+{word})*" if formats else ""
    return re.compile(f"({word}{inner})")


def fold_word(word: str) -> str:
    """Return what all spellings of one word have in common: its case, accents' composition and hidden marks removed.

    Unicode's full case folding over canonical decomposition (Unicode Standard, section 3.13, D145), with the dotted
    capital of Azerbaijani and Turkish taken for that of i.

    >>> fold_word("XANKƏNDİ") == fold_word("Xankəndi")
    True
    """
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFD", word).casefold()
    if not folded.isprintable():
        folded = "".join(character for character in folded if unicodedata.category(character) != "Cf")
    return unicodedata.normalize("NFC", folded.replace("i\u0307", "i"))


def plain_marks(text: str) -> str:
    """Return `text` with straight apostrophes, quotation marks and hyphens; its length does not change.

    >>> plain_marks("Stepanakert’s “men” – all")
    'Stepanakert\\'s "men" - all'
    """
    return text.translate(_PLAIN)


def gap_key(gap: str) -> str | None:
    """Return the key of what stands between two words, or None where a blank line parts them.

    >>> gap_key("-"), gap_key("\\u00a0"), gap_key("” "), gap_key("’"), gap_key(", "), gap_key("\\n\\n")
    (' ', ' ', ' ', "'", ', ', None)
    """
    if gap == " ":
        return SEPARATOR
    if not gap.isascii():
        gap = "".join(character for character in gap if unicodedata.category(character) != "Cf")
    key = _BREAKS.sub("\n", plain_marks(gap).replace("\u2029", "\n\n"))
    if key.count("\n") > 1:
        return None
    broken = "\n" in key
    key = _BLANKS.sub(" ", key.replace("\n", " "))
    if key in _SEPARATORS or (broken and key == "- "):
        return SEPARATOR
    return key


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a name, cut into words: `head`, then words with the keys of the gaps before them, then `tail`.

    `head` and `tail` are marks before the first and behind the last word (`(Malvinas)`), mostly empty; `raw` are the
    words as written. Two forms with the same `key` match the same texts, but for the case of letters.
    """

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    raw: tuple[str, ...]
    key: str
    head: str = ""
    tail: str = ""


def cut_form(spelling: str) -> Form | None:
    """Cut a spelling (without alternatives) into words; None if it holds no word or a blank line.

    >>> cut_form("Nagorno–Karabakh").key, cut_form("Falkland Islands (Malvinas)").key, cut_form("–")
    ('nagorno karabakh', 'falkland islands (malvinas)', None)
    """
    if _SIMPLE_FORM.fullmatch(spelling):
        raw = tuple(spelling.replace("-", " ").split(" "))
        words = tuple(spelling.lower().replace("-", " ").split(" "))
        return Form(words, ("", *(SEPARATOR,) * (len(words) - 1)), raw, " ".join(words))
    return _cut_special(spelling.strip())


def _cut_special(spelling: str) -> Form | None:
    spans = [match.span() for match in word_pattern(spelling).finditer(spelling)]
    if not spans:
        return None
    raw = tuple(unicodedata.normalize("NFC", spelling[a:b]) for a, b in spans)
    inner = [gap_key(spelling[before[1] : after[0]]) for before, after in itertools.pairwise(spans)]
    gaps = tuple(gap for gap in inner if gap is not None)
    if len(gaps) < len(inner):
        return None
    head, tail = plain_marks(spelling[: spans[0][0]]), plain_marks(spelling[spans[-1][1] :])
    words = tuple(fold_word(word) for word in raw)
    key = head + "".join(gap + word for gap, word in zip(("", *gaps), words, strict=True)) + tail
    return Form(words, ("", *gaps), raw, key, head, tail)


def expand_form(form: str) -> tuple[str, ...]:
    """Write out the alternatives of a form: `{a|b}` is either, `{a|}` may be left out.

    Raises:
        ValueError: a brace without its partner, braces in braces, no `|` between them, or more than 256 spellings.

    >>> expand_form("{anti-|counter-}terror{ist|} operation")
    ('anti-terrorist operation', 'anti-terror operation', 'counter-terrorist operation', 'counter-terror operation')
    """
    if "{" not in form and "}" not in form:
        return (" ".join(form.split()),)
    spellings = itertools.product(*_choices(form))
    written = dict.fromkeys(" ".join("".join(parts).split()) for parts in spellings)
    return tuple(written)


def _choices(form: str) -> list[list[str]]:
    choices, total, position = [], 1, 0
    while (opening := form.find("{", position)) >= 0:
        closing = form.find("}", opening)
        inner = form[opening + 1 : closing]
        if closing < 0:
            raise ValueError(f"the brace at {opening} is never closed")
        if "{" in inner:
            raise ValueError(f"the braces at {opening} hold other braces")
        if "|" not in inner:
            raise ValueError(f"the braces at {opening} hold no '|'")
        choices += [[form[position:opening]], inner.split("|")]
        total *= inner.count("|") + 1
        position = closing + 1
        if total > _MOST_SPELLINGS:
            raise ValueError(f"its alternatives make more than {_MOST_SPELLINGS} spellings")
        _refuse_closing(choices[-2][0])
    _refuse_closing(form[position:])
    return [*choices, [form[position:]]]


def _refuse_closing(literal: str) -> None:
    if "}" in literal:
        raise ValueError("a closing brace has no opening one")


def plural_words(word: str) -> tuple[str, ...]:
    """Return the regular English plurals of a folded word; none for what ends in s, or not in a letter.

    >>> [plural_words(word) for word in ("puppet", "enemy", "fortress", "hero", "gunman", "forces", "2020")]
    [('puppets',), ('enemies',), ('fortresses',), ('heros', 'heroes'), ('gunmen',), (), ()]
    """
    if len(word) < 2 or not word[-1].isalpha():
        return ()
    if word.endswith("y") and word[-2] not in "aeiou":
        return (word[:-1] + "ies",)
    if word.endswith(("ss", "x", "z", "ch", "sh")):
        return (word + "es",)
    if word.endswith("s"):
        return ()
    if word.endswith("man") and len(word) > 4:
        return (word[:-3] + "men",)
    return (word + "s", word + "es") if word.endswith("o") else (word + "s",)
