"""Runs of capitalised words, read as names: which part is a title, which the name, and a name of what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from framing.speakers.vocabulary import load_vocabulary

__all__ = ["RUN", "Piece", "fold", "iter_pieces", "name_key"]

_UPPER = "A-Z" + "".join(
    letter for code in (*range(0xC0, 0x590), *range(0x1E00, 0x1F00)) if (letter := chr(code)).isupper()
)
# What may follow the first letter of an abbreviated title that goes on with a name: M-r., S-en., G-ov.
_ABBREVIATED = "rs?|s|r|rof|ens?|ov|eps?|t|ol|aj|apt|gt|dr|mdr|dm|rig|ev|on|te|res|upt|nsp|et|mb|el|tty|vt|ec|essrs|sgr"
_TAIL = (
    rf"(?:\.(?:[{_UPPER}]\.)*+(?!\w)|(?:\.[{_UPPER}])++(?!\w)|(?:{_ABBREVIATED})\.(?=[ \u00a0])"
    r"|[\w\u0300-\u036f]*+(?:[-'’\u2011](?![sS]\b)\w++)*+)"
)
_PARTICLE = "de|da|do|dos|das|del|della|di|du|des|la|le|van|von|der|den|ter|ten|bin|ibn|ben|abu|zu|zum|af"
_LINK = rf"(?:(?:{_PARTICLE})[ \u00a0]){{0,3}}+"
_PREFIX = r"(?:(?:al|el|ad|an|ar|as|ash|at|az|d|l)[-'’])?+"
RUN = re.compile(rf"[{_UPPER}](?<!\w\w){_TAIL}(?:[ \u00a0](?:&[ ])?+{_LINK}{_PREFIX}[{_UPPER}]{_TAIL}){{0,11}}+")
"""A run of capitalised words, with the particles, initials, hyphens and apostrophes that names have."""

_TOKEN = re.compile(r"[^ \u00a0]+")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "esq"))
_LONGEST = 160
# A capital within a word is a firm's (BlueLine, YouGov), but for the particles of surnames (McDonald, DeSantis).
_BRAND = re.compile(r"(?!(?:Ma?c|Fitz|De|Del|Di|Du|La|Le|Van|Von|St|Al|El|Jo|Mary)[A-Z])[A-Z][a-z]+(?:[A-Z][a-z\d]*)+")
_INITIAL = re.compile(rf"(?:[{_UPPER}]\.)+")


class Piece(NamedTuple):
    """A name inside a run: where it stands there, its title and its words.

    `kind` is `person`, `organisation`, `acronym`, `place`, `thing` (a treaty, a street), `title` (an office without a
    name), `other` (no name: a nationality, a headline) or `unknown`; `gender` is `m`, `f` or an empty string; `title`
    is in lower case, `words` are as printed, `key` is what names are compared by.
    """

    start: int
    end: int
    title: tuple[str, ...]
    words: tuple[str, ...]
    kind: str
    gender: str
    key: tuple[str, ...] = ()


def name_key(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that a name is compared by: particles, middle initials and `Jr.` left out.

    >>> name_key(("Donald", "J.", "Trump", "Jr."))
    ('donald', 'trump')
    """
    unkeyed = load_vocabulary().unkeyed
    folded = [fold(word) for word in words]
    kept = [w for at, w in enumerate(folded) if w not in unkeyed and (at == 0 or len(w) > 1 or len(folded) == 1)]
    return tuple(kept or folded)


def fold(word: str) -> str:
    """Return a name's word in the form it is compared in: case-folded, without `al-`, full stop and apostrophe signs.

    >>> fold("al-Assad"), fold("O’Neill"), fold("SAMAN.")
    ('assad', "o'neill", 'saman')
    """
    word = word.casefold().replace("’", "'").rstrip(".")
    return word[3:] if word[:3] in ("al-", "el-") and len(word) > 4 else word


def iter_pieces(surface: str) -> tuple[Piece, ...]:
    """Return the names in one run of capitalised words.

    >>> [(p.title, p.words, p.kind) for p in iter_pieces("But Russian Foreign Minister Sergei Lavrov")]
    [(('russian', 'foreign', 'minister'), ('Sergei', 'Lavrov'), 'person')]
    >>> iter_pieces("Human Rights Council")[0].kind
    'organisation'
    """
    return () if len(surface) > _LONGEST else _pieces(surface)


@lru_cache(maxsize=32768)
def _pieces(surface: str) -> tuple[Piece, ...]:
    tokens = [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(surface)]
    return tuple(piece for part in _parts(tokens) if (piece := _read_part(part)) is not None)


Token = tuple[int, int, str]


def _parts(tokens: list[Token]) -> Iterator[list[Token]]:
    """Split a run after a full stop that belongs to no initial, title or suffix (`met Ken. Trump said`)."""
    titles = load_vocabulary().titles
    begun: list[Token] = []
    for token in tokens:
        word = token[2]
        begun.append(token)
        if word.endswith(".") and not _INITIAL.fullmatch(word):
            plain = word[:-1].lower()
            if plain not in titles and plain not in _SUFFIXES and plain not in ("st", "ste"):
                start, end, _ = begun.pop()
                yield [*begun, (start, end - 1, word[:-1])]
                begun = []
    if begun:
        yield begun


def _is_function_word(word: str, more: bool) -> bool:
    vocabulary = load_vocabulary()
    plain = word.lower().replace("’", "'")
    if "'" in plain:
        head, _, tail = plain.partition("'")
        return tail in ("t", "re", "ve", "ll", "d", "m") and (
            tail == "t" or head in vocabulary.function_words or head in ("let", "that")
        )
    if plain not in vocabulary.function_words:
        return False
    return not (more and plain in vocabulary.given)


def _read_part(tokens: list[Token]) -> Piece | None:
    first = 0
    while first < len(tokens) and _is_function_word(tokens[first][2], first + 1 < len(tokens)):
        first += 1
    tokens = tokens[first:]
    if not tokens:
        return None
    lower = [token[2].lower().rstrip(".") for token in tokens]
    cut = _title_length(lower, tokens) or _office_length(lower, tokens)
    title, words = tuple(lower[:cut]), tuple(token[2] for token in tokens[cut:])
    if not words:
        return Piece(tokens[0][0], tokens[-1][1], title, (), "title", _gender(title, ()))
    if len(words) > 2 and lower[cut] in _given() and _is_thing(lower[-1]):
        tokens, words = tokens[: cut + 2], words[:2]  # "Barack Obama Election Day"
    kind = _kind(title, words, lower[cut : cut + len(words)])
    if kind in ("organisation", "place") and cut:
        # "General Motors", "Prince Edward Island": what looked like a title is a part of the name.
        cut, title, words = 0, (), tuple(token[2] for token in tokens)
    gender = _gender(title, words) if kind != "organisation" else ""
    return Piece(tokens[cut][0], tokens[-1][1], title, words, kind, gender, name_key(words))


def _is_shouted(words: tuple[str, ...]) -> bool:
    """Tell whether a run begins in capitals and goes on without (`THE BORROWING Back when …`)."""
    return (
        len(words) > 1 and len(words[0]) > 4 and words[0].isupper() and not words[-1].isupper() and words[0].isalpha()
    )


def _given() -> dict[str, str]:
    return load_vocabulary().given


def _is_thing(word: str) -> bool:
    vocabulary = load_vocabulary()
    return word in vocabulary.place_marks and word not in (
        "hill",
        "hall",
        "church",
        "park",
        "lake",
        "gates",
        "bridge",
        "forest",
    )


def _title_length(lower: list[str], tokens: list[Token]) -> int:
    """Return how many words of a run stand before the name: all up to the last title, nations included."""
    vocabulary = load_vocabulary()
    size = len(lower)
    while size and lower[size - 1] in _SUFFIXES:
        size -= 1
    named = lower[0] in vocabulary.given and not vocabulary.is_title(lower[0])
    for at in range(size - 1, -1, -1):
        if not vocabulary.is_title(lower[at]) or tokens[at][2].islower():
            continue
        last = at == size - 1
        if named and (last or (at < 2 and lower[at + 1] not in vocabulary.given)):
            continue  # but "Charlotte Mayor Jennifer Roberts"
        if last and at and (lower[at - 1] in vocabulary.courtesy or _INITIAL.fullmatch(lower[at - 1].upper() + ".")):
            continue  # "Mr. King", "Stephen J. Major"
        if last and len(lower) > size:
            continue  # "Martin Luther King Jr."
        return at + 1
    return 0


def _office_length(lower: list[str], tokens: list[Token]) -> int:
    """Return how many words before a given name are its office (`State John Kerry`, `Security Council Ann Hill`)."""
    vocabulary = load_vocabulary()
    if lower[0] in vocabulary.given:
        return 0
    known = (vocabulary.portfolio, vocabulary.places, vocabulary.demonyms, vocabulary.bodies)
    for at in range(1, len(lower) - 1):
        if lower[at] in vocabulary.given:
            office = all(any(lower[i] in words for words in known) or _is_acronym(tokens[i][2]) for i in range(at))
            role = vocabulary.is_role(lower[at - 1])
            return at if office or role or " ".join(lower[:at]) in vocabulary.places else 0
    alone = len(lower) == 3 and lower[0] in ("house", "senate", "state", "staff", "defense", "defence")
    return int(alone and not any(_is_body_or_mark(word) for word in lower[1:]))


def _is_body_or_mark(word: str) -> bool:
    vocabulary = load_vocabulary()
    return (
        word in vocabulary.bodies
        or word in vocabulary.place_marks
        or word in vocabulary.portfolio
        or vocabulary.is_common_plural(word)
    )


def _is_acronym(word: str) -> bool:
    """Tell whether a word holds capitals behind its first letter and is no McName or O’Name (`OSCE`, `CiO`)."""
    if "." in word:
        return len(word) > 3 and _INITIAL.fullmatch(word + "." * (word[-1] != ".")) is not None
    return 1 < len(word) < 7 and sum(letter.isupper() for letter in word) > 1 and word[-1].isupper()


def _kind(title: tuple[str, ...], words: tuple[str, ...], lower: list[str]) -> str:
    vocabulary = load_vocabulary()
    whole, last = " ".join(lower), lower[-1]
    if whole in vocabulary.places:
        return "place"
    if whole in vocabulary.demonyms or (not title and vocabulary.is_common_plural(last)) or _is_shouted(words):
        return "other"
    if len(words) == 1 and not title and words[0].isupper() and _is_acronym(words[0]):
        return "acronym"
    if (last in vocabulary.bodies and not (len(lower) == 1 and title)) or whole in vocabulary.metonyms:
        return "organisation"
    holds_body = not vocabulary.bodies.isdisjoint(lower)
    if len(lower) > 6:
        return "organisation" if holds_body else "other"
    if title and vocabulary.is_title(title[-1]) and not holds_body:
        return "person"
    if lower[0] in vocabulary.given and 1 < len(lower) < 5:
        return "person"
    if holds_body or (
        len(words) > 1
        and (_is_acronym(words[0]) or words[0] in ("U.N.", "U.S.", "E.U."))
        and not words[-1].isupper()
        and lower[1] not in vocabulary.given
    ):
        return "organisation"
    if _BRAND.fullmatch(words[-1]) and (len(words) == 1 or lower[0] not in vocabulary.given):
        return "organisation"
    if last in vocabulary.papers or (
        len(lower) > 1 and (lower[0] in vocabulary.place_marks or last in vocabulary.place_marks)
    ):
        return "thing"
    return "other" if len(lower) > 4 else "unknown"


def _gender(title: tuple[str, ...], words: tuple[str, ...]) -> str:
    vocabulary = load_vocabulary()
    for word in reversed(title):
        if word in vocabulary.genders:
            return vocabulary.genders[word]
    if len(words) > 1:
        return vocabulary.given.get(words[0].lower(), "")
    return ""
