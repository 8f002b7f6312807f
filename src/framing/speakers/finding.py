"""Finding the names of a text: the runs of capitalised words that are none by accident."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from framing.documents import Span
from framing.speakers.runs import RUN, Piece, iter_pieces, name_key
from framing.speakers.vocabulary import Vocabulary, load_vocabulary, singular

__all__ = ["CERTAIN", "Found", "find_names"]

CERTAIN = frozenset(("place", "acronym", "organisation"))
"""Kinds that are known by their words alone, so that a headline's capitals do not matter."""

_HEADLINE = re.compile(r"^[^\n\r]{8,160}$", re.M)
_NEXT_WORD = re.compile(r"[ \u00a0]([a-zß-ÿ][\w\-]{2,20})")
_SMALL = re.compile(r"[ \u00a0][a-zß-ÿ]")
_ASKED = re.compile(r"[^.!?\n]{0,200}\?")
_OF_NAME = re.compile(r" (?:of|for) (?:the )?[A-Z]")
# A nickname in quotation marks or brackets, and the surname behind it: Marcia “Cia” Price.
_NICKNAME = re.compile(r"[ \u00a0][\"“‘'(][^\W\d_][\w. \-]{1,20}[\"”’')][ \u00a0]")
_NICKNAME_MARKS = frozenset("\"“‘'(")
_OPENING_VERB = re.compile(r"[A-Z][a-z]{4,}ing")
_OF = (" of ", " of the ")
_OPENERS = ".!?…:;\n\r\"“”‘'«»([—–-•*"


class Found(NamedTuple):
    """A name where it is printed: `text[start:end]`, its title from `first` on, and how it was read.

    `headline` and `initial` tell that it stands where any word is capitalised: in a headline, or first in a sentence.
    """

    start: int
    end: int
    first: int
    piece: Piece
    key: tuple[str, ...]
    headline: bool = False
    initial: bool = False


def find_names(text: str, spans: Iterable[Span]) -> list[Found]:
    """Return the names in these parts of a text, in order.

    >>> [one.piece.words for one in find_names("But in Baku, Ms. Achebe agreed.", [(0, 31)])]
    [('Baku',), ('Achebe',)]
    """
    finder = _Finder(text)
    return [one for start, end in spans for one in finder.find(start, end)]


class _Finder:
    __slots__ = ("_small", "_text", "_vocabulary")

    def __init__(self, text: str) -> None:
        self._text = text
        self._small: set[str] | None = None
        self._vocabulary: Vocabulary = load_vocabulary()

    def find(self, start: int, end: int) -> list[Found]:
        found: list[Found] = []
        headlines = _headlines(self._text, start, end)
        bodies = self._vocabulary.bodies
        line = behind = 0
        for match in RUN.finditer(self._text, start, end):
            at = match.start()
            if at < behind:
                continue
            while line < len(headlines) and headlines[line][1] <= at:
                line += 1
            headline = line < len(headlines) and headlines[line][0] <= at
            pieces = iter_pieces(match.group())
            if self._text[match.end() + 1 : match.end() + 2] in _NICKNAME_MARKS:
                pieces, behind = self._with_surname(pieces, at, match.end())
            if len(pieces) == 1 and self._text.endswith(_OF, 0, at):
                pieces = (_without_land(pieces[0]),)
            for piece in pieces:
                if not piece.words:
                    continue
                if not headline:
                    self._add(found, piece, at)
                elif piece.kind in CERTAIN and (len(piece.words) < 2 or piece.key[-1] in bodies):
                    begin = at + piece.start
                    found.append(Found(begin, at + piece.end, begin, piece, piece.key, True))
                else:
                    found += _split_headline(piece, at, self._vocabulary)
        return found

    def _add(self, found: list[Found], piece: Piece, at: int) -> None:
        """Add a name that stands at `at + piece.start`, unless it is none."""
        if piece.kind == "other":
            return
        begin = at + piece.start
        initial = False
        if piece.kind == "unknown" and len(piece.words) == 1:
            initial = self._is_initial(begin)
            if self._is_common(begin, at + piece.end, initial):
                return
        elif len(piece.words) > 1:
            if piece.words[0].lower() in self._vocabulary.function_words and _ASKED.match(self._text, at + piece.end):
                piece = _without_first(piece)  # "Will Trump resign?"
            elif piece.kind == "unknown" and _OPENING_VERB.fullmatch(piece.words[0]) and self._is_initial(begin):
                piece = _without_first(piece)  # "Injecting Clinton into it"
            if self._text[max(0, at - 3) : at] in ("of ", "or "):
                piece = _without_portfolio(piece)  # "Minister of Education Stefania Giannini"
            begin = at + piece.start
        found.append(Found(begin, at + piece.end, at if piece.title else begin, piece, piece.key, False, initial))

    def _with_surname(self, pieces: tuple[Piece, ...], at: int, end: int) -> tuple[tuple[Piece, ...], int]:
        """Join a given name and the surname behind a nickname (`Marcia “Cia” Price`); return where the run ends."""
        nickname = _NICKNAME.match(self._text, end)
        surname = RUN.match(self._text, nickname.end()) if nickname else None
        if not pieces or surname is None or not (more := iter_pieces(surname.group())):
            return pieces, 0
        last, name = pieces[-1], more[0]
        if len(last.words) != 1 or last.words[0].lower() not in self._vocabulary.given or not name.words or name.title:
            return pieces, 0
        words = (*last.words, *name.words)
        gender = last.gender or self._vocabulary.given[last.words[0].lower()]
        stop = surname.start() + name.end
        joined = Piece(last.start, stop - at, last.title, words, "person", gender, name_key(words))
        return (*pieces[:-1], joined), surname.end()

    def _is_initial(self, start: int) -> bool:
        before = self._text[max(0, start - 3) : start].rstrip(" \u00a0")
        return not before or before[-1] in _OPENERS

    def _is_common(self, start: int, end: int, initial: bool) -> bool:
        """Tell whether the capitalised word `text[start:end]` is no name (`Experts`, `Freedom of`, `Campaigning`)."""
        text, vocabulary = self._text, self._vocabulary
        plain = text[start:end].lower()
        if vocabulary.is_common_plural(plain) or _OF_NAME.match(text, end):
            return True
        if not initial:
            return False
        if self._small is None:
            self._small = set(text.split())
        if plain in self._small or plain + "," in self._small or plain + "." in self._small:
            return True
        if plain.endswith(("ing", "ly")) and len(plain) > 5 and _SMALL.match(text, end):
            return True
        following = _NEXT_WORD.match(text, end)
        if following is None:
            return False
        if vocabulary.is_role(plain):
            return True
        return vocabulary.is_role(singular(following[1]))


def _headlines(text: str, start: int, end: int) -> list[Span]:
    """Return the short lines in which all words are capitalised but articles, prepositions and conjunctions."""
    stay_small = load_vocabulary().in_headlines
    lines: list[Span] = []
    for match in _HEADLINE.finditer(text, start, end):
        line = match.group()
        if line[:1].islower() or not (words := line.split()):
            continue
        small = 0
        for word in words:
            small += word[0].islower() and word not in stay_small
            if small > 1:
                break
        large = len(words) - sum(word[0].islower() for word in words) if small < 2 else 0
        if large > 2 and (not small or (large > 6 and line[-1] not in ".!?")):
            lines.append(match.span())
    return lines


def _without_first(piece: Piece) -> Piece:
    words = piece.words[1:]
    kind = iter_pieces(" ".join(words))
    return Piece(
        piece.start + len(piece.words[0]) + 1,
        piece.end,
        (),
        words,
        kind[0].kind if kind else "unknown",
        "",
        name_key(words),
    )


def _without_land(piece: Piece) -> Piece:
    """Part a person's name from the land of an office before it: the ombudsman of Armenia | Ana Lind."""
    vocabulary = load_vocabulary()
    land, *name = [word.lower() for word in piece.words] or [""]
    person = len(name) == 2 and piece.kind in ("unknown", "person") and land in vocabulary.places
    if not person or any(word in vocabulary.portfolio or word in vocabulary.place_marks for word in name):
        return piece
    return _without_first(piece)._replace(kind="person", gender=vocabulary.given.get(name[0], ""))


def _without_portfolio(piece: Piece) -> Piece:
    vocabulary = load_vocabulary()
    portfolio = vocabulary.portfolio
    if all(word.lower() in portfolio for word in piece.words) or piece.key[-1] in vocabulary.bodies:
        return piece
    while len(piece.words) > 1 and piece.words[0].lower() in portfolio and piece.words[1].lower() != "and":
        piece = _without_first(piece)
    return piece


def _split_headline(piece: Piece, at: int, vocabulary: Vocabulary) -> list[Found]:
    """Return the words of a headline's run as names of their own, a given name with the word behind it."""
    begin = at + piece.start
    if piece.end - piece.start != len(" ".join(piece.words)):  # a nickname stands between them
        return [Found(begin, at + piece.end, begin, piece, piece.key, True, True)]
    found: list[Found] = []
    number = 0
    while number < len(piece.words):
        word = piece.words[number]
        gender = vocabulary.given.get(word.lower(), "") if number + 1 < len(piece.words) else ""
        words = piece.words[number : number + 1 + bool(gender)]
        end = begin + len(" ".join(words))
        read = iter_pieces(word)
        kind = "person" if gender else read[0].kind if read else "other"
        if kind not in ("other", "title"):
            found.append(Found(begin, end, begin, Piece(0, 0, (), words, kind, gender), name_key(words), True, True))
        number += len(words)
        begin = end + 1
    return found
