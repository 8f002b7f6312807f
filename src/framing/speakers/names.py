"""An index of the names in one text: persons, organisations and places, each with all its mentions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from framing.documents import Span
from framing.speakers.finding import CERTAIN, Found, find_names
from framing.speakers.runs import fold, iter_pieces, name_key
from framing.speakers.vocabulary import load_vocabulary

__all__ = ["Name", "NameIndex", "NameMention"]

# What comes right behind a name: an age or a role in apposition, "who", a bracket with a party or an acronym.
_APPOSITION = re.compile(
    r"(?:’s?|'s?)?(?:, (?:\d{1,3}, )?(?:(?:who|whose|aged)\b"
    r"|(?P<role>(?:(?:an?|the|his|her|its|their|our|former|then|ex)\b )?[^,.;:()\n“”\"]{2,90}))"
    r"| \((?P<bracket>[^()\n]{1,40})\))"
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z][A-Z\d]{0,6}")
_ROLE_END = re.compile(r" (?:of|for|at|in|from|on|with|to|by|who|whose|that|which|and|told|said|says|is|was|has|had)\b")
_WORD = re.compile(r"[\w\-.]+")
_PRONOUN_BEHIND = re.compile(r"[^.!?\n“\"]{1,60}?\b(he|she|his|her)\b", re.I)
_ARTICLE = re.compile(r"(?:\b(?:the|an?|our|its)|,) ")  # ", spokesman for the ministry, Colonel Ann Hill"
_OFFICE = re.compile(r"(?:[a-z\-]+ ){0,2}(?P<head>[a-z\-]+) (?:of|on|for|at|in) (?:[\w\-’']+ ){0,9}[\w\-’']+,? ")
_WORD_BEHIND = re.compile(r"[’']|[ \u00a0](?P<word>[a-z]+)")
_DETERMINERS = frozenset(("the", "a", "an", "his", "her", "its", "their"))
_LOOK_BEHIND, _OFFICE_BEHIND = 48, 100
_LONG_SURNAME = 7
_NO_VOWELS = str.maketrans("", "", "aeiou")
_MOST_NAMESAKES, _EVIDENT = 12, 9


class NameMention(NamedTuple):
    """A name where it is printed: `text[start:end]` without title and possessive, `name` its number in the index.

    `first` is where the title before it starts, or `start`; `gender` what the title tells.
    """

    start: int
    end: int
    name: int
    first: int
    gender: str


@dataclass(slots=True)
class Name:
    """One person, organisation or place of a text.

    Attributes:
        number: its place in `NameIndex.names`.
        name: the fullest form printed, without title.
        kind: `person`, `organisation`, `place`, `thing` (a treaty, a street) or `unknown`.
        gender: `m`, `f` or empty.
        roles: lower-case words it is introduced with (*russian*, *foreign*, *minister*).
        count: how often it is mentioned.
        evidence: how much speaks for a person; above 0 it may be meant by *he* or *she*.
        acronym: how a body is shortened, empty if it is not.
        first: where it is first mentioned.
        inner: true if it is named elsewhere than at the head of a sentence, where any word is capitalised.
        certain: true if a title or role tells the gender, not the given name alone.
    """

    number: int
    name: str
    kind: str
    gender: str = ""
    roles: set[str] = field(default_factory=set)
    count: int = 0
    evidence: int = 0
    acronym: str = ""
    certain: bool = False
    first: int = -1
    inner: bool = False

    @property
    def is_person(self) -> bool:
        """True if the name is a person's, as far as the text tells."""
        return self.kind == "person" or (self.kind == "unknown" and self.evidence > 0)


class NameIndex:
    """The names of one text, built in one pass; every form of a name leads to one entry.

    A surname alone, a full name, either with a title, an acronym and its expansion are one name; two persons who
    share a surname and differ in given name are two. Sentence-initial function words begin no name.

    Args:
        text: the text.
        spans: the parts of it to read; all of it by default.

    >>> index = NameIndex("Political scientist Gurgen Simonyan agreed. Simonyan met Hillary Clinton, not Bill Clinton.")
    >>> [(name.name, name.kind) for name in index.names]
    [('Gurgen Simonyan', 'person'), ('Hillary Clinton', 'person'), ('Bill Clinton', 'person')]
    >>> index.find("Simonyan").name
    'Gurgen Simonyan'
    """

    __slots__ = ("_by_key", "_respelled", "_starts", "mentions", "names", "text")

    def __init__(self, text: str, spans: Iterable[Span] | None = None) -> None:
        self.text = text
        self.names: list[Name] = []
        self._by_key: dict[tuple[str, ...], list[int]] = {}
        self._respelled: dict[str, int] = {}  # surname without vowels -> the first full name with it
        found = find_names(text, spans if spans is not None else ((0, len(text)),))
        found = self._found_names(found)
        self.mentions: list[NameMention] = self._mentions(found)
        self._starts = [mention.start for mention in self.mentions]
        self._learn_roles()

    # -- look-up -----------------------------------------------------------------------------------------------

    def within(self, start: int, end: int) -> Sequence[NameMention]:
        """Return the mentions that start in `text[start:end]`."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, position: int) -> int:
        """Return the number of mentions that start before `position`."""
        return bisect_left(self._starts, position)

    def find(self, surface: str, *, near: int = 0) -> Name | None:
        """Return the name that a surface form stands for, None if the text has no such name.

        Of several persons with one surname it is the last one mentioned before `near`, else the first.
        """
        pieces = iter_pieces(surface.strip())
        for piece in reversed(pieces):
            if piece.words and (number := self._lookup(piece.key, piece.gender, near)) is not None:
                return self.names[number]
        return None

    def _lookup(self, key: tuple[str, ...], gender: str, near: int) -> int | None:
        numbers = self._by_key.get(key) or (self._by_key.get(key[-1:]) if len(key) == 1 else None)
        if not numbers:
            return None
        if gender and len(numbers) > 1:
            numbers = [n for n in numbers if self.names[n].gender in ("", gender)] or numbers
        if len(numbers) == 1:
            return numbers[0]
        best, best_start = numbers[0], -1
        for mention in self.mentions[: self.before(near)][-200:] if hasattr(self, "_starts") else ():
            if mention.name in numbers and mention.start > best_start:
                best, best_start = mention.name, mention.start
        return best

    # -- names -------------------------------------------------------------------------------------------------

    def _found_names(self, found: list[Found]) -> list[Found]:
        """Make one name of all forms that belong together, the fullest first; return what of `found` is a name."""
        first_at: dict[tuple[str, ...], Found] = {}
        counts: Counter[tuple[str, ...]] = Counter()
        genders: dict[tuple[str, ...], str] = {}
        for one in found:
            if not one.headline:
                counts[one.key] += 1
                if one.piece.gender and len(one.key) == 1 and one.piece.gender not in genders.get(one.key, ""):
                    genders[one.key] = genders.get(one.key, "") + one.piece.gender
            kept = first_at.get(one.key)
            if kept is None or (kept.headline and not one.headline) or _is_better(one, kept):
                first_at[one.key] = one
        for doubtful in [key for key in counts if len(key) == 2 and key[-1].endswith("s")]:
            first, second = doubtful[:1], doubtful[1:]
            unsure = first_at[doubtful].piece.kind == "unknown"
            if unsure and counts[first] > counts[doubtful] and not counts[second]:
                del counts[doubtful]  # "Obama Sees", from a headline
        known = {key[-1:] for key in counts if len(key) > 1}
        for key, one in first_at.items():
            # The full name may stand in the headline alone, the surname in the text.
            if not counts[key] and (
                (len(key) > 1 and counts[key[-1:]] and key[-1:] not in known) or one.piece.kind in CERTAIN
            ):
                counts[key] = 1
        keys = sorted((key for key in first_at if counts[key]), key=lambda key: (-len(key), first_at[key].start))
        for key in keys:
            self._add(key, first_at[key], counts)
            if len(key) == 1:
                self._tell_apart(key, first_at[key], genders.get(key, ""))
        for key in first_at:
            part = key[-1:] if key[-1:] in self._by_key else key[:1]
            if len(key) > 1 and key not in self._by_key and part in self._by_key:
                self._by_key[key] = self._by_key[part]
        return [one for one in found if one.key in self._by_key]

    def _tell_apart(self, key: tuple[str, ...], one: Found, genders: str) -> None:
        """Add a namesake where a title tells that another person is meant (`Mr. Obama` beside Michelle Obama)."""
        for gender in genders:
            numbers = self._by_key[key]
            if all(self.names[number].gender not in ("", gender) for number in numbers):
                name = Name(len(self.names), " ".join(one.piece.words), "person", gender)
                self.names.append(name)
                self._by_key[key] = [*numbers, name.number]

    def _add(self, key: tuple[str, ...], one: Found, counts: Counter[tuple[str, ...]]) -> None:
        numbers = self._matching(key, one)
        if not numbers:
            numbers = [self._new(key, one)]
        name = self.names[numbers[0]]
        if len(numbers) == 1:
            self._merge(name, one, counts[key])
        self._by_key[key] = numbers

    def _new(self, key: tuple[str, ...], one: Found) -> int:
        kind = {"acronym": "organisation"}.get(one.piece.kind, one.piece.kind)
        name = Name(
            len(self.names),
            " ".join(one.piece.words),
            kind,
            acronym=one.piece.words[0] if one.piece.kind == "acronym" else "",
        )
        self.names.append(name)
        if kind in ("person", "unknown") and len(key) > 1:
            for part in (key[-1:], key[:1], *(key[-size:] for size in range(2, len(key)))):
                self._share(part, name.number)
            self._respelled.setdefault(_skeleton(key[-1]), name.number)
        elif kind == "organisation" and len(key) > 1:
            initials = "".join(word[0] for word in key if word[0].isalnum())
            if len(initials) > 2:
                self._share((initials,), name.number)
            if key[-1] in load_vocabulary().bodies:
                for at in range(1, len(key)):
                    self._share(key[at:], name.number)
        return name.number

    def _share(self, key: tuple[str, ...], number: int) -> None:
        """Let a part of a name stand for it, too; of very many namesakes the first ones are enough."""
        numbers = self._by_key.setdefault(key, [])
        if len(numbers) < _MOST_NAMESAKES and number not in numbers:
            numbers.append(number)

    def _merge(self, name: Name, one: Found, count: int) -> None:
        name.count += count
        if one.piece.kind == "person" and name.kind == "unknown":
            name.kind = "person"
        if _is_fuller(name.name.split(" "), one.piece.words):
            name.name = " ".join(one.piece.words)
        if one.piece.kind == "acronym" and not name.acronym:
            name.acronym = one.piece.words[0]
        if not name.gender:
            name.gender = one.piece.gender

    def _matching(self, key: tuple[str, ...], one: Found) -> list[int]:
        """Return the names, already known, that a form may stand for."""
        kind = one.piece.kind
        if key in self._by_key:
            known = self._by_key[key]
            if kind == "unknown":
                return known
            if kind in ("place", "thing"):
                namesakes = [
                    n
                    for n in known
                    if self.names[n].kind == "person" and fold(self.names[n].name.rsplit(" ", 1)[-1]) == key[0]
                ]
                return namesakes or [n for n in known if self.names[n].kind == kind]  # Jim Jordan is Jordan
            if kind == "person":
                return [n for n in known if self.names[n].kind in ("person", "unknown")]
            if kind == "acronym" and (persons := [n for n in known if self.names[n].kind == "person"]):
                return persons  # WALLACE, in capitals throughout
            return [n for n in known if self.names[n].kind in ("organisation", "unknown")]
        if kind not in ("person", "unknown"):
            return []
        if len(key) == 1:
            number = self._respelled.get(_skeleton(key[0]))
            return [] if number is None else [number]
        for size in range(len(key) - 1, 1, -1):
            if key[-size:] in self._by_key:
                return self._by_key[key[-size:]]
        rivals = self._by_key.get(key[-1:], [])
        return [n for n in rivals if _same_person(key, name_key(tuple(self.names[n].name.split(" "))))][:1]

    def _mentions(self, found: list[Found]) -> list[NameMention]:
        """Return the mentions, namesakes told apart."""
        mentions: list[NameMention] = []
        last: dict[int, int] = {}
        often = Counter(self._by_key[one.key][0] for one in found if len(one.key) > 1)
        for at, one in enumerate(found):
            numbers = self._by_key[one.key]
            number = numbers[0]
            if len(numbers) > 1:
                number = self._namesake(numbers, one, last, often)
                often[number] += 1
            if number not in last or len(one.key) == 1 or not self._is_behind(one.first):
                last[number] = at
            mentions.append(NameMention(one.start, one.end, number, one.first, one.piece.gender))
            self._note(self.names[number], one)
        return mentions

    def _note(self, name: Name, one: Found) -> None:
        """Note what one mention tells of its name."""
        vocabulary = load_vocabulary()
        title = one.piece.title
        if name.first < 0:
            name.first = one.start
        name.inner = name.inner or not one.initial
        if one.piece.gender and not name.certain:
            name.certain = bool(title) and title[-1] in vocabulary.genders
            if name.certain or not name.gender:
                name.gender = one.piece.gender
        if title and one.piece.kind == "person":
            name.roles.update(vocabulary.abbreviations.get(word, word) for word in title)
            name.evidence += 3

    def _is_behind(self, first: int) -> bool:
        """Tell whether a preposition stands before a name (`in the administration of Bill Clinton`)."""
        before = self.text[max(0, first - 12) : first].split()
        return bool(before) and before[-1] in load_vocabulary().prepositions

    def _namesake(self, numbers: list[int], one: Found, last: dict[int, int], often: Counter[int]) -> int:
        """Return whom a shared surname means: by title or pronoun, by who is named far oftener, or was last."""
        gender, title = one.piece.gender, one.piece.title
        if not gender and (pronoun := _PRONOUN_BEHIND.match(self.text, one.end)) is not None:
            gender = load_vocabulary().genders[pronoun[1].lower()]
        fitting = [n for n in numbers if not gender or self.names[n].gender in ("", gender)] or numbers
        if title and not one.piece.gender:
            titled = [n for n in fitting if title[-1] in self.names[n].roles]
            titled = titled or [n for n in fitting if " " not in self.names[n].name]
            fitting = titled or fitting
        ranked = sorted(fitting, key=lambda n: -often[n])
        if len(ranked) > 1 and often[ranked[0]] > 2 * often[ranked[1]] and often[ranked[1]]:
            return ranked[0]
        return max(fitting, key=lambda n: last.get(n, -1 - n))

    # -- what the text around a name tells -----------------------------------------------------------------------

    def _learn_roles(self) -> None:
        text = self.text
        ranks = load_vocabulary().ranks
        for mention in self.mentions:
            name = self.names[mention.name]
            if name.kind in ("place", "thing"):
                continue
            if mention.first < mention.start:
                name.roles |= ranks.intersection(text[mention.first : mention.start].lower().split())
            following = text[mention.end : mention.end + 2]
            if following[:1] == "," or following == " (":
                self._learn_behind(name, mention)
            if (
                name.kind == "unknown"
                and text.startswith(", which ", mention.end)
                and not self._is_behind(mention.first)
            ):
                name.kind = "organisation"
            if name.kind != "organisation" and name.evidence < _EVIDENT:
                self._learn_before(name, mention)
        self._learn_places()

    def _learn_behind(self, name: Name, mention: NameMention) -> None:
        match = _APPOSITION.match(self.text, mention.end)
        if match is None:
            return
        if bracket := match["bracket"]:
            if _ACRONYM.fullmatch(bracket) and name.kind != "person":
                name.acronym, name.kind = bracket, "organisation"
                self._by_key.setdefault((fold(bracket),), []).insert(0, name.number)
            return
        if name.kind == "organisation":
            return
        if match["role"] is None:
            name.evidence += 2
            return
        self._add_role(name, match["role"])

    def _add_role(self, name: Name, phrase: str) -> None:
        """Take the words of an apposition as roles, if its head names a person by what they do."""
        vocabulary = load_vocabulary()
        ended = _ROLE_END.search(phrase)
        words = [word.lower() for word in _WORD.findall(phrase[: ended.start()] if ended else phrase)][:7]
        if not words or not (vocabulary.is_role(words[-1]) or vocabulary.is_title(words[-1])):
            return
        if not _DETERMINERS.isdisjoint(words[1:]):
            return  # "Nikol Pashinyan, met the Azerbaijani president"
        name.roles.update(filter(vocabulary.describes, _WORD.findall(phrase.lower())[:12]))
        name.evidence += 3
        _tell_gender(name, words[-1])

    def _learn_before(self, name: Name, mention: NameMention) -> None:
        """Read the lower-case words right before a name (`political scientist Gurgen Simonyan`)."""
        text, start = self.text, mention.first
        if start < 2 or text[start - 1] not in " \u00a0" or not (text[start - 2].islower() or text[start - 2] == ","):
            return
        before = text[max(0, start - _LOOK_BEHIND) : start]
        words = before.replace(",", " , ").split()
        comma = bool(words) and words[-1] == ","
        if comma:
            words.pop()
        vocabulary = load_vocabulary()
        if words and not comma and words[-1] in vocabulary.bodies and name.kind == "unknown" and not name.evidence:
            name.kind = "organisation"  # "the charity Sleep Matters"
        if not words or not (vocabulary.is_role(words[-1].lower()) or vocabulary.is_title(words[-1].lower())):
            self._learn_office(name, text[max(0, start - _OFFICE_BEHIND) : start])
            return
        if words[-1].lower() in vocabulary.function_words:
            return
        kept: list[str] = []
        for word in reversed(words[-5:]):
            if not vocabulary.describes(word.lower()) or not word[0].isalpha():
                break
            kept.append(word.lower())
        determined = len(kept) < len(words) and words[-len(kept) - 1].lower() in _DETERMINERS
        if comma and not determined:
            return
        name.roles.update(kept)
        name.evidence += 3
        _tell_gender(name, kept[0])

    def _learn_office(self, name: Name, before: str) -> None:
        """Read an office with what it is for (`the expert on regional affairs Ann Hill`)."""
        vocabulary = load_vocabulary()
        for article in _ARTICLE.finditer(before):
            office = _OFFICE.fullmatch(before, article.end())
            if office is not None and vocabulary.is_role(office["head"]):
                name.roles.update(filter(vocabulary.describes, _WORD.findall(office[0].lower())))
                name.evidence += 3
                _tell_gender(name, office["head"])
                return

    def _learn_places(self) -> None:
        """Tell from the words around it that a name which nothing tells of is a place: the Aghdam district."""
        vocabulary = load_vocabulary()
        for mention in self.mentions:
            name = self.names[mention.name]
            if name.kind != "unknown" or name.evidence or " " in name.name:
                continue
            behind = _WORD_BEHIND.match(self.text, mention.end)
            before = self.text[max(0, mention.first - 12) : mention.first].split()
            located = (
                bool(before) and before[-1].lower() in vocabulary.locatives and not (behind and behind[0][0] in "'’")
            )
            if located or (behind and behind["word"] in vocabulary.behind_places):
                name.kind = "place"


def _tell_gender(name: Name, role: str) -> None:
    gender = load_vocabulary().genders.get(role, "")
    if gender and not name.certain:
        name.gender, name.certain = gender, True


def _skeleton(surname: str) -> str:
    """Return what transliterations of a long surname share (Mammadyarov, Mammedyarov), a short one as it is.

    >>> _skeleton("mammadyarov") == _skeleton("mammedyarov"), _skeleton("petrova") == _skeleton("petrov")
    (True, False)
    """
    if len(surname) < _LONG_SURNAME:
        return surname
    return surname[0] + surname[1:-1].translate(_NO_VOWELS) + surname[-1]


def _is_better(one: Found, kept: Found) -> bool:
    """Prefer the form that is not in capitals throughout, and the one that has a title."""
    if one.headline:
        return False
    if one.piece.words[0].isupper() != kept.piece.words[0].isupper() and len(one.piece.words[0]) > 2:
        return kept.piece.words[0].isupper()
    return one.piece.kind == "person" and kept.piece.kind == "unknown"


def _is_fuller(known: list[str], words: tuple[str, ...]) -> bool:
    """Tell whether a shorter form is the better name: `Melania Trump` beside “Hold Melania Trump to …”."""
    given, unkeyed = load_vocabulary().given, load_vocabulary().unkeyed
    first = words[0].lower()
    return 1 < len(words) < len(known) and first in given and first not in unkeyed and known[0].lower() not in given


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two full names with one surname are one person: equal, an initial, short or variant given name."""
    a, b = one[0], other[0]
    if a == b or a[0] != b[0]:
        return a == b
    if len(a) == 1 or len(b) == 1 or "." in a or "." in b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) > 2 and long.startswith(short):
        return True
    return len(short) > 3 and _distance_at_most_two(short, long)


def _distance_at_most_two(one: str, other: str) -> bool:
    """Tell whether two spellings differ in at most two letters at one place (Sergey, Sergei; Dmitry, Dmitriy)."""
    if abs(len(one) - len(other)) > 1:
        return False
    head = 0
    while head < len(one) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < len(one) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return head >= 3 and max(len(one), len(other)) - head - tail <= 2
