"""Distance: how a text holds a name at arm's length, by scare quotes or by a word such as *so-called*.

A marker distances the noun phrase behind it, that is the name that ends in its head: in *so-called leaders of the
separatist regime* the leaders, not the regime. A neutral name that only modifies the head (*so-called Karabakh
leadership*) is not distanced; a side's own name is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from framing.documents import Span
from framing.function_words import function_words
from framing.lexicons import NEUTRAL
from framing.matching import Match

__all__ = ["find_distances"]

_SO_CALLED = re.compile(
    r"\b(?:so[-‐‑–\s]{1,2}called|soi-disant|self[-‐‑–\s]{1,2}(?:styled|proclaimed|declared|appointed))\b(?:\.(?=\s(?-i:[a-z])))?",
    re.IGNORECASE,
)
_CALLING = re.compile(
    r"\bwhat (?:[\w’'.-]{1,30} ){1,6}?(?:calls?|called|terms?|termed|dubs?|dubbed|labels?|labell?ed"
    r"|describes? as|described as|refers? to as|referred to as)\b",
    re.IGNORECASE,
)
_ALLEGED = re.compile(r"\b(?:alleged|purported|supposed|ostensible|putative)(ly)?\b", re.IGNORECASE)
_STEP = re.compile(r"([^\w]{0,8})(\w+)")
_WORD = re.compile(r"\w+(?:[’'\-‐‑]\w+)*")
_STOPPING = re.compile(r"[,;:!?()\[\]—…/]|\.|\n\s*\n")
_DETERMINERS = function_words("determiners")
_PREPOSITIONS = function_words("prepositions")
_STOP_WORDS = function_words("prepositions", "determiners", "conjunctions", "relatives", "auxiliaries", "pronouns")
# Behind these words `alleged` is an adjective; behind a name it is the verb.
_BEFORE_ADJECTIVE = function_words("determiners", "prepositions", "conjunctions", "quantifiers")
_LONGEST_PHRASE = 5
_MOST_BETWEEN = 2


def find_distances(text: str, matches: Sequence[Match], scare_quotes: Sequence[Span]) -> dict[int, str]:
    """Return the distance of each distanced match, by its place in `matches` (sorted by start).

    Where several markers meet, the word goes before the marks: `so_called`, `alleged`, `scare_quotes`.
    """
    starts = [match.start for match in matches]
    distances: dict[int, str] = {}
    for span in scare_quotes:
        for place in _in_marks(text, matches, starts, span):
            distances[place] = "scare_quotes"
    lowered = text.lower() if matches else ""  # without a match no marker is looked for
    for kind, markers in (("alleged", _alleged(text, lowered)), ("so_called", _so_called(text, lowered))):
        for marker in markers:
            for place in _behind(text, matches, starts, marker):
                distances[place] = kind
    return distances


# A part of each marker that some text must hold: finding that it is absent is far faster than the pattern is.
_IN_SO_CALLED = ("called", "soi-disant", "self")
_IN_CALLING = ("what ",)
_IN_ALLEGED = ("alleged", "purported", "supposed", "ostensible", "putative")


def _markers(pattern: re.Pattern[str], parts: Sequence[str], text: str, lowered: str) -> Iterator[re.Match[str]]:
    return pattern.finditer(text) if any(part in lowered for part in parts) else iter(())


def _so_called(text: str, lowered: str) -> Iterator[Span]:
    for pattern, parts in ((_SO_CALLED, _IN_SO_CALLED), (_CALLING, _IN_CALLING)):
        for marker in _markers(pattern, parts, text, lowered):
            yield marker.span()


def _alleged(text: str, lowered: str) -> Iterator[Span]:
    for marker in _markers(_ALLEGED, _IN_ALLEGED, text, lowered):
        before = text[max(0, marker.start() - 40) : marker.start()]
        words = before.split()
        last = words[-1] if words else ""
        led = not last or not last[-1].isalnum() or last.endswith(("’s", "'s"))
        if led or marker.group(1) or last.lower() in _BEFORE_ADJECTIVE:
            yield marker.span()


# ---------------------------------------------------------------- behind a word


def _behind(text: str, matches: Sequence[Match], starts: Sequence[int], marker: Span) -> Iterator[int]:
    """Yield the matches in the noun phrase behind a marker, and those that begin with the marker themselves."""
    led = [place for place in _starting_at(matches, starts, marker[0]) if matches[place].end > marker[1]]
    yield from led
    covered = max([0, *(matches[place].end for place in led)])
    reached: list[int] = []
    between = 0
    for begin, word in _phrase_words(text, marker[1]):
        here = _starting_at(matches, starts, begin)
        if here:
            reached += here
            covered = max([covered, *(matches[place].end for place in here)])
        elif begin >= covered:
            between += 1
            if led or reached or between > _MOST_BETWEEN or _ends_like_noun(word):
                break
    yield from _heads(text, matches, reached)


def _phrase_words(text: str, position: int) -> Iterator[tuple[int, str]]:
    """Yield the words behind a marker, up to the end of their noun phrase."""
    for number in range(_LONGEST_PHRASE + _MOST_BETWEEN):
        step = _STEP.match(text, position)
        if step is None or _STOPPING.search(step.group(1)):
            return
        word = step.group(2).lower()
        position = step.end()
        if word in _DETERMINERS and number == 0:
            continue
        if word in _STOP_WORDS:
            return
        yield step.start(2), word


def _ends_like_noun(word: str) -> bool:
    """Whether a word looks like a plural or a verb, so that the phrase ends with it, not like a modifier."""
    return word.endswith("s") and not word.endswith(("ous", "ss"))


def _starting_at(matches: Sequence[Match], starts: Sequence[int], start: int) -> list[int]:
    places = []
    place = bisect_left(starts, start)
    while place < len(matches) and starts[place] == start:
        places.append(place)
        place += 1
    return places


def _heads(text: str, matches: Sequence[Match], reached: Sequence[int]) -> Iterator[int]:
    """Of the matches in one noun phrase, yield those that hold its head, and the modifiers that are a side's name."""
    if not reached:
        return
    begin = matches[reached[0]].start
    head = max(matches[place].end for place in reached)
    for place in reached:
        match = matches[place]
        parted = any(word.lower() in _PREPOSITIONS for word in _WORD.findall(text, begin, match.start))
        if not parted and (match.end == head or match.side != NEUTRAL):
            yield place


# ---------------------------------------------------------------- in marks


def _in_marks(text: str, matches: Sequence[Match], starts: Sequence[int], span: Span) -> Iterator[int]:
    """Yield the matches that a pair of scare quotes holds: nearly all of the marked words, or their head."""
    words = [word.span() for word in _WORD.finditer(text, *span)] if span[1] - span[0] <= 200 else []
    if not words:
        return
    phrase_end = next(
        (before[1] for before, (a, b) in pairwise(words) if text[a:b].lower() in _PREPOSITIONS),
        _last_word(text, words)[1],
    )
    place = max(0, bisect_left(starts, span[0] - 60))
    while place < len(matches) and starts[place] < span[1]:
        match = matches[place]
        around = match.start <= span[0] and span[1] <= match.end
        if around or (span[0] <= match.start and match.end <= span[1] and _holds(match, words, phrase_end)):
            yield place
        place += 1


def _last_word(text: str, words: Sequence[Span]) -> Span:
    """Return the last word of a phrase that is not a number: the head of *Miatsum 2.0*."""
    return next((span for span in reversed(words) if not text[span[0]].isdigit()), words[-1])


def _holds(match: Match, words: Sequence[Span], phrase_end: int) -> bool:
    own = sum(match.start <= start < match.end for start, _ in words)
    if 2 * own > len(words):
        return True
    if len(words) > _LONGEST_PHRASE or match.start >= phrase_end:
        return False
    return match.end >= phrase_end or match.side != NEUTRAL
