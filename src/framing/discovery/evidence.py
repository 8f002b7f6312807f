"""The evidence that phrases name the same referent as a known name, gathered document by document.

For each phrase: where it stands, the words around it, and how it stands to the known name in its sentence (apposition,
copula, title, brackets, …). The rules of `framing.discovery.rules` weigh it when all documents are read.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from itertools import zip_longest
from typing import TypeVar, cast

from framing.discovery.known_names import Known, content_words, countries_in, head_word
from framing.discovery.phrases import Phrase, Sentence, find_phrases, is_title, without_possessive
from framing.discovery.vocabulary import country_of, noun_classes, word_set

__all__ = [
    "RULES",
    "Entry",
    "Evidence",
    "Rule",
    "gather",
    "is_people",
    "prune",
    "rule",
    "saturate",
    "worked_out_once",
]

_CONTEXTS = 24
_REACH = 12
_LONGEST_NAME = 4


# ---------------------------------------------------------------- what is gathered


@dataclass(slots=True)
class Entry:
    """One candidate while documents are read: its words, where it stands, and what it has to do with the known name."""

    words: tuple[str, ...]
    head: str
    content: tuple[str, ...]
    mentions: list[tuple[int, int, int]] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    contexts: Counter[str] = field(default_factory=Counter)
    definite: int = 0
    capital: int = 0
    quoted: int = 0
    near: int = 0
    after: int = 0
    joined: int = 0
    similarity: float | None = None

    @classmethod
    def of(cls, key: str) -> Entry:
        """Return an empty entry for a folded name."""
        words = tuple(key.split())
        return cls(words, head_word(words), content_words(words))

    @property
    def is_name(self) -> bool:
        """Whether most mentions end with a capitalised word."""
        return self.capital * 2 > len(self.mentions)


@dataclass(slots=True)
class Evidence:
    """All that was gathered for one known name."""

    known: Known
    entries: dict[str, Entry] = field(default_factory=dict)
    known_contexts: Counter[str] = field(default_factory=Counter)
    context_totals: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    full_names: Counter[str] = field(default_factory=Counter)
    holders: dict[str, Counter[str]] = field(default_factory=dict)
    seats: Counter[str] = field(default_factory=Counter)
    owners: Counter[str] = field(default_factory=Counter)
    known_in: Counter[int] = field(default_factory=Counter)
    groups: tuple[str, ...] = ()
    personal: int = 0
    located: int = 0
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class _Place:
    """A phrase in its sentence, with its key and the words around it."""

    phrase: Phrase
    key: str
    is_known: bool


def gather(evidence: Evidence, number: int, text: str, sentences: Iterable[Sentence]) -> None:
    """Add one document to the evidence."""
    since = 99
    for sentence in sentences:
        places = [_place(evidence.known, sentence, phrase) for phrase in find_phrases(sentence)]
        positions = _known_positions(evidence.known, sentence)
        if positions:
            evidence.known_in[number] += len(positions)
        since = 0 if positions else since + 1
        for place in places:
            _enter(evidence, number, text, sentence, place, since)
        _note_names(evidence, sentence, places)
        for position in positions:
            _note_context(evidence, sentence, position)
        if positions:
            _note_links(evidence, text, sentence, places, positions)


def _place(known: Known, sentence: Sentence, phrase: Phrase) -> _Place:
    key = " ".join(sentence.slice(phrase.first, phrase.last))
    return _Place(phrase, key, key in known.names)


def _known_positions(known: Known, sentence: Sentence) -> list[tuple[int, int]]:
    """Return where a known name, or a person's last name alone, stands in a sentence, as word indexes."""
    words = [without_possessive(word) for word in sentence.words]
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        size = _known_at(known, sentence, words, at)
        if size:
            found.append((at, at + size))
        at += size or 1
    return found


def _known_at(known: Known, sentence: Sentence, words: list[str], at: int) -> int:
    for sequence in known.sequences:
        size = len(sequence)
        if words[at] == without_possessive(sequence[0]) and tuple(words[at : at + size]) == tuple(
            map(without_possessive, sequence)
        ):
            return size
    return 1 if words[at] in known.mains and sentence.kinds[at] in "Pp" else 0


def _enter(evidence: Evidence, number: int, text: str, sentence: Sentence, place: _Place, since: int) -> None:
    first, last = place.phrase.first, place.phrase.last
    if place.is_known or len(place.key) < 2 or all(word.isdigit() for word in place.key.split()):
        return
    start, end = sentence.spans[first][0], sentence.spans[last - 1][1]
    surface = text[start:end]
    if sentence.kinds[last - 1] in "np":
        shorter = surface.rstrip("s").rstrip("'’") if surface.endswith(("'s", "’s")) else surface.rstrip("'’")
        surface, end = shorter, start + len(shorter)
    entry = evidence.entries.get(place.key)
    if entry is None:
        entry = evidence.entries[place.key] = Entry.of(place.key)
    entry.mentions.append((number, start, end))
    entry.forms[" ".join(surface.split())] += 1
    entry.definite += place.phrase.determiner in ("the", "this", "that", "these", "those", "its", "his", "her", "their")
    entry.capital += sentence.kinds[last - 1] in "Pp"
    entry.quoted += _is_quoted(sentence, first, last, text)
    entry.joined += place.phrase.shape == "joined"
    entry.near += since == 0
    entry.after += since == 1
    for feature in _context(sentence, first, last):
        if feature in entry.contexts or len(entry.contexts) < _CONTEXTS:
            entry.contexts[feature] += 1
        evidence.context_totals[feature] += 1


def _is_quoted(sentence: Sentence, first: int, last: int, text: str) -> bool:
    end = sentence.spans[last - 1][1]
    return any(mark in sentence.gaps[first] for mark in "\"“‘'") and text[end : end + 2].strip(",.")[:1] in tuple(
        "\"”’'"
    )


def _context(sentence: Sentence, first: int, last: int) -> list[str]:
    """Return the words before and after a phrase as features of its use."""
    features = []
    before = first - 1
    while before >= 0 and sentence.kinds[before] in "TS":
        before -= 1
    if before >= 0:
        features.append("<" + sentence.words[before])
    if before >= 1:
        features.append("<<" + sentence.words[before - 1] + " " + sentence.words[before])
    if last < len(sentence.words):
        features.append(">" + sentence.words[last])
    if sentence.words[last - 1].endswith("'s"):
        features.append(">'s")
    if partner := _partner(sentence, first, last):
        features.append("&" + partner)
    return features


def _partner(sentence: Sentence, first: int, last: int) -> str:
    """Return the other party where the phrase is one of two: *Baku* in *between Baku and X*, *between X and Baku*."""
    words = sentence.words
    if first and words[first - 1] == "between" and words[last : last + 1] == ("and",):
        return words[last + 1] if last + 1 < len(words) else ""
    for at in range(first - 2, max(-1, first - 6), -1):
        if words[at] == "between" and "and" in words[at + 1 : first]:
            return words[at + 1]
    return ""


def _note_context(evidence: Evidence, sentence: Sentence, position: tuple[int, int]) -> None:
    first, last = position
    for feature in _context(sentence, first, last):
        evidence.known_contexts[feature] += 1
        evidence.context_totals[feature] += 1
    before = sentence.words[first - 1] if first else ""
    evidence.located += before in ("in", "from", "near", "at", "into", "outside")
    if last < len(sentence.words) and sentence.kinds[last - 1] in "np":
        evidence.owners[sentence.words[last]] += 1


def _note_names(evidence: Evidence, sentence: Sentence, places: list[_Place]) -> None:
    """Learn who bears which title, and the full names of whoever bears the known one."""
    for place, following in zip_longest(places, places[1:]):
        phrase = place.phrase
        if phrase.shape == "title" and following is not None and following.phrase.shape == "name":
            evidence.holders.setdefault(place.key, Counter())[following.key.split()[-1]] += 1
        found = country_of(place.key)
        if found and found[1] == "metonym":
            evidence.seats[found[0]] += 1
    for at, word in enumerate(sentence.words[:-1]):
        if sentence.kinds[at + 1] in "Pp" and is_title(word):
            evidence.holders.setdefault(word, Counter())[without_possessive(sentence.words[at + 1])] += 1


def _note_links(
    evidence: Evidence, text: str, sentence: Sentence, places: list[_Place], positions: list[tuple[int, int]]
) -> None:
    """Note how phrases stand to the known name in one sentence; those farther off than a dozen words do not."""
    places = sorted(places, key=lambda place: place.phrase.first)
    starts = [place.phrase.first for place in places]
    for first, last in positions:
        begin, end = _name_around(sentence, first, last)
        if evidence.known.proper:
            evidence.full_names[" ".join(sentence.slice(begin, end))] += 1
            evidence.personal += _is_personal(sentence, begin, first)
        for place in places[bisect_left(starts, begin - _REACH) : bisect_right(starts, end + _REACH)]:
            link = _link(text, sentence, place.phrase, begin, end)
            if link and place.key in evidence.entries:
                evidence.entries[place.key].links[link] += 1
                if link in ("title", "apposition"):
                    evidence.titles[place.key] += 1


def _is_personal(sentence: Sentence, begin: int, first: int) -> bool:
    """Tell whether a title or an honorific stands before a name."""
    honorifics = word_set("people", "honorifics")
    before = sentence.words[begin - 1] if begin else ""
    return before in honorifics or is_title(before) or (begin < first and sentence.words[begin] in honorifics)


def _name_around(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Widen a known name to the run of capitalised words around it, titles apart."""
    if sentence.kinds[last - 1] not in "Pp":
        return first, last
    begin, end = first, last
    while (
        begin > max(0, first - _LONGEST_NAME)
        and sentence.kinds[begin - 1] == "P"
        and sentence.gaps[begin].isspace()
        and not is_title(sentence.words[begin - 1])
    ):
        begin -= 1
    while (
        end < min(len(sentence.words), last + _LONGEST_NAME)
        and sentence.kinds[end - 1] == "P"
        and sentence.kinds[end] in "Pp"
        and sentence.gaps[end].isspace()
    ):
        end += 1
    return begin, end


def _link(text: str, sentence: Sentence, phrase: Phrase, begin: int, end: int) -> str:
    """Return the name of the way in which a phrase stands to the known name at words `begin` to `end`, or nothing."""
    first, last = phrase.first, phrase.last
    if last == begin and sentence.gaps[begin].isspace() and phrase.shape == "title":
        return "title"
    if (last == begin and sentence.gaps[begin].strip() in ("(", "/", "[")) or (
        first == end and sentence.gaps[end].strip() in ("(", "/", "[")
    ):
        return "bracket"
    if last == begin and sentence.gaps[begin].strip() == "," and phrase.determiner and _closes(text, sentence, end):
        return "apposition"
    start = first - (1 if phrase.determiner else 0)
    if start == end and end < len(sentence.words) and sentence.gaps[end].strip() == ",":
        if (phrase.determiner or sentence.kinds[first:last].count("p")) and _closes(text, sentence, last):
            return "apposition"
        return "loose_apposition" if _closes(text, sentence, last) else ""
    if (
        start > end
        and sentence.words[end : end + 1]
        and sentence.words[start - 1] in word_set("words", "copulas")
        and start - end <= 3
    ):
        return "copula"
    return "called" if first >= end and _is_called(sentence, begin, end, start) else ""


def _is_called(sentence: Sentence, begin: int, end: int, start: int) -> bool:
    """Tell whether *called* or the like stands shortly before a phrase: *called X a Y*, *X was dubbed the Y*."""
    if start - end > _REACH:
        return False
    between = [at for at in range(end, start) if sentence.words[at] in word_set("words", "naming")]
    if between:
        return start - between[-1] <= 3
    return start == end and any(
        word in word_set("words", "naming") for word in sentence.words[max(0, begin - 2) : begin]
    )


def _closes(text: str, sentence: Sentence, end: int) -> bool:
    after = text[sentence.spans[end - 1][1] : sentence.spans[end - 1][1] + 2].strip()
    return not after or after[0] in ',.;:-–—)”"?!'


# ---------------------------------------------------------------- what rules share

Rule = Callable[[Entry, Evidence], float]
RULES: dict[str, Rule] = {}
"""The rules by name, in the order in which they were written down."""


def rule(function: Rule) -> Rule:
    """Enter a function among the rules, under its name."""
    RULES[function.__name__] = function
    return function


T = TypeVar("T")


def worked_out_once(function: Callable[[Evidence], T]) -> Callable[[Evidence], T]:
    """Keep with the evidence what a function says of all of it: rules ask for every phrase anew."""
    name = function.__name__

    @wraps(function)
    def held(evidence: Evidence) -> T:
        if name not in evidence.facts:
            evidence.facts[name] = function(evidence)
        return cast(T, evidence.facts[name])

    return held


def saturate(count: float) -> float:
    """Return tanh(count / 2): 0.46 for one, 0.96 for four."""
    return math.tanh(count / 2.0)


@lru_cache(maxsize=65_536)
def is_people(last: str, head: str) -> bool:
    """Tell whether a head noun names persons in the plural, or a group."""
    classes = noun_classes(head)[:1]
    return classes == ("group",) or (classes == ("person",) and last != head) or head in word_set("states", "officials")


def prune(evidence: Evidence, kept: int) -> None:
    """Forget all but the `kept` entries that matter most, so that memory stays bounded in a large corpus.

    What stands linked to the known name stays first, then what shares a word with it, then what is commonest.
    """

    def worth(pair: tuple[str, Entry]) -> tuple[bool, bool, int, int, str]:
        key, entry = pair
        shares = bool(evidence.known.words.intersection(entry.content)) or bool(countries_in(entry.words))
        return (not entry.links, not shares, -entry.near, -len(entry.mentions), key)

    evidence.entries = dict(sorted(evidence.entries.items(), key=worth)[:kept])
