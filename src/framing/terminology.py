"""Terminology: which of the contested names a text uses, whose they are, how they judge, and who says them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.accusations import Accusation, find_accusations
from framing.collector import collector_paused
from framing.distance import find_distances
from framing.documents import Document
from framing.errors import OptionError
from framing.function_words import function_words
from framing.lexicons import ACCUSER, Lexicon, load_lexicon
from framing.matching import Days, Match, find_variants, read_days
from framing.voices import Reading, read_voices

__all__ = ["Mention", "Terminology", "Uncovered", "measure_terminology"]

_KEYS = ("referent", "variant", "side", "loading", "voice", "mode", "distance", "accused")
_SENTENCES_AROUND = 1
_MARKS = frozenset("\"'“”„‟‘’‚«»‹›")
_CLOSING = re.compile(r"[,.]?[\"'“”‟’«»‹›](?!\w)")
_SHORT = 4  # words; a longer quotation gives a speaker's words as such


@dataclass(frozen=True, slots=True)
class Mention:
    """A variant found at a span, with who says it and how.

    Attributes:
        start: the first code point of the surface.
        end: the code point behind it; a possessive is left out.
        referent: the id of the thing that is named.
        variant: the name, as the lexicon calls it.
        side: whose name it is; None where that follows from a date or an accused that the text does not tell.
        loading: `neutral`, `marked` or `loaded`.
        voice: the id of the voice that says it.
        mode: `own`, `quoted` or `paraphrased`.
        distance: `scare_quotes`, `so_called`, `alleged`, or None.
        sentence: the index of its sentence in the reading.
        accused: for a word that follows who is accused, the referent of the accused; else None.
    """

    start: int
    end: int
    referent: str
    variant: str
    side: str | None
    loading: str
    voice: str
    mode: str
    distance: str | None
    sentence: int
    accused: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the mention as the profile record shows it."""
        record = {name: getattr(self, name) for name in self.__slots__ if name != "accused"}
        return record | ({"accused": self.accused} if self.accused is not None else {})


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A capitalised or quoted phrase near mentions that no variant covers, and the starts of its occurrences."""

    phrase: str
    starts: tuple[int, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the phrase with the places where it stands."""
        return {"phrase": self.phrase, "starts": list(self.starts)}


@dataclass(frozen=True, slots=True, repr=False)
class Terminology:
    """The contested names of one document.

    Attributes:
        mentions: every mention, in the order of the text.
        words: the words of the body and the comments, on which rates stand.
        unnamed: the referents of the lexicon that the text never names.
        uncovered: phrases near mentions that no variant covers, the most frequent first.
        warnings: what could not be decided, and why.
    """

    mentions: tuple[Mention, ...]
    words: int
    unnamed: tuple[str, ...] = ()
    uncovered: tuple[Uncovered, ...] = ()
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        sides = ", ".join(f"{side}={count}" for side, count in self.count("side").items())
        return f"Terminology({len(self.mentions)} mentions in {self.words} words: {sides})"

    def count(self, by: str) -> dict[str | None, int]:
        """Return how many mentions there are of each `by`: the most frequent first, then in alphabetical order.

        Args:
            by: `referent`, `variant`, `side`, `loading`, `voice`, `mode`, `distance` or `accused`.

        Raises:
            OptionError: `by` is another word.

        >>> measure_terminology("They met in Khankendi.", "karabakh").count("side")
        {'azerbaijani': 1}
        """
        if by not in _KEYS:
            raise OptionError.unknown("key of mentions", by, _KEYS)
        counts = Counter(getattr(mention, by) for mention in self.mentions)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0] or "")))

    def rate(self, count: int) -> float | None:
        """Return a count per 1,000 words; None for a text without words."""
        return 1000 * count / self.words if self.words else None

    def naming(self) -> dict[str, dict[str, int]]:
        """Return for each referent that is named, in alphabetical order, how often each of its variants stands."""
        named: dict[str, Counter[str]] = {}
        for mention in self.mentions:
            named.setdefault(mention.referent, Counter())[mention.variant] += 1
        return {
            referent: dict(sorted(named[referent].items(), key=lambda item: (-item[1], item[0])))
            for referent in sorted(named)
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the counts and the coverage as plain values; mentions are in the profile record itself."""
        return {
            "words": self.words,
            "mentions": len(self.mentions),
            "per_1000_words": self.rate(len(self.mentions)),
            **{f"by_{key}": _named(self.count(key)) for key in ("side", "loading", "mode", "distance")},
            "naming": self.naming(),
            "unnamed": list(self.unnamed),
            "uncovered": [each.to_dict() for each in self.uncovered],
            "warnings": list(self.warnings),
        }


def _named(counts: Mapping[str | None, int]) -> dict[str, int]:
    """JSON has no null key: what has no side or distance is counted under `none`."""
    return {"none" if key is None else key: count for key, count in counts.items()}


@collector_paused
def measure_terminology(
    document: str | Document | Reading, lexicon: str | Path | Lexicon, *, date: str | int | None = None
) -> Terminology:
    """Find the names of a lexicon in a document: whose they are, who says them, and at what distance.

    Boilerplate is left out. The period of a variant is decided by `date`, or by the document's metadata `date` (a day,
    a month or a year in ISO form); without one, the side of such a variant is None and a warning says so. The side of
    a word that every side throws at the other (*aggression*) follows from who is accused.

    Args:
        document: a text, a `Document`, or a `Reading` of one.
        lexicon: a `Lexicon`, the name of a pack, or the path of a TOML file.
        date: the date of the text, where its metadata does not tell it.

    Raises:
        LexiconError: the lexicon is unknown or faulty.
        OptionError: `date` is none.

    >>> found = measure_terminology("“Khankendi is ours,” said Ali Aliyev of Baku. He left Stepanakert.", "karabakh")
    >>> [(mention.variant, mention.side, mention.mode) for mention in found.mentions if mention.side != "neutral"]
    [('Khankendi', 'azerbaijani', 'quoted'), ('Stepanakert', 'armenian', 'own')]
    """
    reading = read_voices(document)
    lexicon = load_lexicon(lexicon)
    days, warnings = _days_of(reading.document, date)
    text = reading.document.text
    stated = None if days is None else (date if date is not None else reading.document.metadata["date"])
    matches = _outside_boilerplate(reading, find_variants(text, lexicon, date=stated))
    mentions = tuple(_mentions(reading, lexicon, matches))
    named = {mention.referent for mention in mentions}
    words = sum(
        reading.count_words(section.start, section.end) for section in reading.sections if section.kind != "boilerplate"
    )
    return Terminology(
        mentions=mentions,
        words=words,
        unnamed=tuple(sorted(referent.id for referent in lexicon.referents if referent.id not in named)),
        uncovered=_uncovered(reading, mentions),
        warnings=(*warnings, *_undated(matches, days)),
    )


def _days_of(document: Document, date: str | int | None) -> tuple[Days | None, tuple[str, ...]]:
    if date is not None:
        days = read_days(date)
        if days is None:
            raise OptionError(f"{date!r} is no date. Write 2023, 2023-06 or 2023-06-08")
        return days, ()
    known = document.metadata.get("date")
    if known is None or known == "":
        return None, ()
    days = read_days(known)
    if days is None:
        return None, (
            f"the document's date {known!r} is not in ISO form (2023, 2023-06, 2023-06-08): taken as unknown",
        )
    return days, ()


def _undated(matches: Sequence[Match], days: Days | None) -> tuple[str, ...]:
    unsure = sorted({match.variant for match in matches if match.side is None})
    if not unsure:
        return ()
    why = "the document has no date" if days is None else "the document's date is not exact enough"
    count = sum(match.side is None for match in matches)
    names = ", ".join(repr(name) for name in unsure[:5]) + (", …" if len(unsure) > 5 else "")
    return (f"{why}: the side of {count} mention{'s' if count > 1 else ''} is not known ({names})",)


def _outside_boilerplate(reading: Reading, matches: Sequence[Match]) -> tuple[Match, ...]:
    kept = []
    for match in matches:
        section = reading.section_at(match.start)
        if section.kind != "boilerplate" and match.end <= section.end:
            kept.append(match)
    return tuple(kept)


def _mentions(reading: Reading, lexicon: Lexicon, matches: Sequence[Match]) -> Iterator[Mention]:
    text = reading.document.text
    distances = find_distances(text, matches, reading.scare_quotes)
    accusing = any(match.side == ACCUSER for match in matches)
    accusations = find_accusations(reading, lexicon, matches, _parties(reading, lexicon)) if accusing else {}
    for place, match in enumerate(matches):
        stretch = reading.stretch_at(match.start)
        distance = distances.get(place)
        if distance is None and _in_marks_of_its_own(reading, match):
            distance = "scare_quotes"
        accusation = accusations.get(place, Accusation(match.side if match.side != ACCUSER else None, None))
        yield Mention(
            start=match.start,
            end=match.end,
            referent=match.referent,
            variant=match.variant,
            side=accusation.side,
            loading=match.loading,
            voice=stretch.voice,
            mode=stretch.mode,
            distance=distance,
            sentence=reading.sentence_at(match.start),
            accused=accusation.accused,
        )


def _in_marks_of_its_own(reading: Reading, match: Match) -> bool:
    """Whether marks in a report hold this name alone, so that they tell of the name, not of words that were said.

    So they do inside a quotation, and in the middle of a clause that is otherwise paraphrased (*he is convinced that
    no “intervention” is near*).
    """
    stretch = reading.stretch_at(match.start)
    if stretch.mode != "quoted" or stretch.end < match.end:
        return False
    text = reading.document.text
    behind = _CLOSING.match(text, match.end, stretch.end)
    if stretch.start < match.start and behind and text[match.start - 1] in _MARKS:
        return True
    words = reading.count_words(stretch.start, stretch.end)
    own = reading.count_words(match.start, match.end)
    if words > _SHORT or 2 * own <= words:
        return False
    beside = (reading.stretch_at(max(0, stretch.start - 2)), reading.stretch_at(stretch.end + 1))
    return all((each.voice, each.mode) == (stretch.voice, "paraphrased") for each in beside)


def _parties(reading: Reading, lexicon: Lexicon) -> dict[str, str]:
    """The side that each source belongs to, as far as its name tells: *the Azerbaijani defence ministry*."""
    known = {referent.id: referent.party for referent in lexicon.referents if referent.party is not None}
    parties: dict[str, str] = {}
    for voice in reading.voices:
        if voice.kind == "source" and voice.name:
            named = (known.get(match.referent) for match in find_variants(voice.name, lexicon))
            party = next((each for each in named if each is not None), None)
            if party is not None:
                parties[voice.id] = party
    return parties


# ---------------------------------------------------------------- coverage

_CAPITALISED = re.compile(
    r"(?<!\w)[^\W\d_a-z][\w’'-]{1,40}(?: (?:of |of the |the |for )?[^\W\d_a-z][\w’'-]{1,40}){0,4}"
)
_SENTENCE_STARTERS = function_words(
    "determiners", "prepositions", "conjunctions", "relatives", "pronouns", "quantifiers", "openers", "auxiliaries"
)
_CALENDAR = function_words("calendar")
_MOST_UNCOVERED = 50


def _uncovered(reading: Reading, mentions: Sequence[Mention]) -> tuple[Uncovered, ...]:
    """Collect the capitalised and the scare-quoted phrases in sentences beside a mention that no mention touches."""
    spans = [(mention.start, mention.end) for mention in mentions]
    starts = [start for start, _ in spans]
    near = {
        mention.sentence + step for mention in mentions for step in range(-_SENTENCES_AROUND, _SENTENCES_AROUND + 1)
    }
    found: dict[str, list[int]] = {}
    for start, end in _phrases(reading, near):
        place = bisect_right(starts, start)
        touched = any(a < end and start < b for a, b in spans[max(0, place - 4) : bisect_left(starts, end)])
        if not touched and start < end:
            phrase = " ".join(reading.document.text[start:end].split())
            found.setdefault(phrase, []).append(start)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Uncovered(phrase, tuple(sorted(places))) for phrase, places in ranked[:_MOST_UNCOVERED])


def _phrases(reading: Reading, near: set[int]) -> Iterator[tuple[int, int]]:
    text = reading.document.text
    quoted = [span for span in reading.scare_quotes if span[1] - span[0] <= 60]
    yield from (span for span in quoted if reading.sentence_at(span[0]) in near)
    marked = {start for start, _ in quoted}
    speakers = {word for voice in reading.voices for word in (voice.name or "").split()}
    for number in sorted(near & set(range(len(reading.sentences)))):
        start, end = reading.sentences[number]
        if reading.section_at(start).kind == "boilerplate":
            continue
        for phrase in _CAPITALISED.finditer(text, start, end):
            opening = not any(map(str.isalnum, text[start : min(phrase.start(), start + 9)]))
            if phrase.start() not in marked and _names_something(phrase.group(), speakers, opening):
                yield _trimmed(text, *phrase.span())


def _names_something(phrase: str, speakers: set[str], opening: bool) -> bool:
    """Whether a phrase may be a name: not a date, not who speaks, not a capital that opens a sentence."""
    words = [word for word in phrase.split() if word[0].isupper()]
    if not words or (opening and len(words) == 1) or all(word in speakers for word in words):
        return False
    return not all(word.lower() in _CALENDAR or word.lower() in _SENTENCE_STARTERS for word in words)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out a leading *The* and a closing possessive."""
    first, _, rest = text[start:end].partition(" ")
    if rest and first.lower() in _SENTENCE_STARTERS:
        start += len(first) + 1
    if text[start:end].endswith(("’s", "'s")):
        end -= 2
    return start, end
