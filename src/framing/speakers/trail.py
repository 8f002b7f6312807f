"""The speakers of a text and the trail of their mentions, on which pronouns and descriptions look back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from framing.documents import Span
from framing.speakers.names import Name, NameIndex, NameMention
from framing.speakers.phrases import NOT_PERSONS, Phrase
from framing.speakers.vocabulary import load_vocabulary

__all__ = ["DECAY", "OBLIQUE", "SPOKE", "SUBJECT", "Cast", "Entry", "Speaker", "Trail"]

# A mention's weight by its place in the sentence; what each sentence in between leaves of it.
SPOKE, SUBJECT, OTHER, OBLIQUE, REPORTED = 1.25, 1.0, 0.6, 0.4, 0.3
DECAY = 0.62
_LEFT_BEHIND = 60
_OFFICE = 3  # words of an office before a name, at the head of a sentence
_NEXT = re.compile(r"[ \u00a0]([a-z]+)")


@dataclass(slots=True, eq=False)
class Speaker:
    """Somebody or something that is quoted: a named person, a body, a document or an unnamed source.

    `kind` is the quotation's `source_kind`; `words` are known of the role, `head` is the noun of an unnamed source.
    """

    display: str
    kind: str
    gender: str = ""
    plural: bool = False
    name: Name | None = None
    head: str = ""
    words: set[str] = field(default_factory=set)


class Cast:
    """All speakers of one text, one for each name and one for each other phrase.

    >>> cast = Cast(NameIndex("Collective Security Treaty Organization (CSTO) and Lavrov"))
    >>> cast.named(0).display, cast.named(0).kind
    ('Collective Security Treaty Organization (CSTO)', 'organisation')
    """

    __slots__ = ("_named", "_others", "index")

    def __init__(self, index: NameIndex) -> None:
        self.index = index
        self._named: dict[int, Speaker] = {}
        self._others: dict[tuple[str, str], Speaker] = {}

    def named(self, number: int) -> Speaker:
        """Return the speaker for a name of the index, one for all its mentions."""
        speaker = self._named.get(number)
        if speaker is None:
            name = self.index.names[number]
            body = name.kind in NOT_PERSONS
            display = name.name
            if body and name.acronym and name.acronym.casefold() != display.casefold():
                display = f"{display} ({name.acronym})"
            speaker = Speaker(display, "organisation" if body else "named", name.gender, False, name, "", name.roles)
            self._named[number] = speaker
        return speaker

    def other(self, kind: str, display: str, phrase: Phrase, key: str = "") -> Speaker:
        """Return the speaker for a phrase without a name of its own, one for all phrases alike or of one `key`."""
        found = self._others.get((kind, key or display.casefold()))
        if found is None:
            plural = phrase.kind == "group" and not display.lower().startswith("one of ")
            found = Speaker(display, kind, phrase.gender, plural, None, phrase.head, set(phrase.words))
            self._others[kind, key or display.casefold()] = found
        return found

    def set_gender(self, number: int, gender: str) -> None:
        """Note what the text tells of a name's gender."""
        self.index.names[number].gender = gender
        if number in self._named:
            self._named[number].gender = gender


class Entry(NamedTuple):
    """A mention on the way back: where, in which of the author's sentences, how prominent, and of whom."""

    start: int
    sentence: int
    weight: float
    speaker: Speaker


class Trail:
    """The mentions before a place, nearest first: names in the author's own words, and who was found to speak.

    Sentences are counted without those that stand wholly in quotation marks. Nobody looks back over a wall: a reader's
    comment names its own speakers.
    """

    __slots__ = (
        "_cast",
        "_quoted",
        "_ranks",
        "_reported",
        "_sentences",
        "_spoken",
        "_starts",
        "_text",
        "_walls",
        "_weights",
    )

    def __init__(
        self,
        text: str,
        cast: Cast,
        sentences: Sequence[Span],
        *,
        quoted: Iterable[Span],
        reported: Iterable[Span],
        walls: Sequence[int] = (),
    ) -> None:
        self._walls = walls
        self._text = text
        self._cast = cast
        self._sentences = sentences
        self._starts = [start for start, _ in sentences] or [0]
        self._ranks: list[int] = []
        self._quoted = _Zone(quoted)
        self._reported = _Zone(reported)
        self._spoken: list[tuple[int, Speaker]] = []
        self._weights: dict[int, float] = {}

    def spoke(self, position: int, speaker: Speaker) -> None:
        """Note that the source at `position` is `speaker`; positions come in ascending order."""
        self._spoken.append((position, speaker))

    def wall(self, position: int) -> int:
        """Return where the reader's comment that holds `position` starts, 0 in the text itself."""
        at = bisect_right(self._walls, position) - 1
        return self._walls[at] if at >= 0 else 0

    def is_quoted(self, position: int) -> bool:
        """Tell whether a place stands in quotation marks."""
        return position in self._quoted

    def is_reported(self, position: int) -> bool:
        """Tell whether a place stands in a quotation's content."""
        return position in self._reported

    def sentence_start(self, position: int) -> int:
        """Return where the sentence that holds `position` starts."""
        return self._starts[max(0, bisect_right(self._starts, position) - 1)]

    def rank(self, position: int) -> int:
        """Return the number of the author's sentence that holds `position`."""
        if not self._ranks:
            self._ranks = self._count_sentences()
        return self._ranks[max(0, bisect_right(self._starts, position) - 1)]

    def _count_sentences(self) -> list[int]:
        ranks: list[int] = []
        rank = 0
        for start, end in self._sentences:
            rank += not self._quoted.covers(start + 2, end - 3)
            ranks.append(rank)
        return ranks or [0]

    def back(self, position: int, limit: int = _LEFT_BEHIND) -> Iterator[Entry]:
        """Yield the mentions before `position`, nearest first, at most `limit`."""
        mentions, all_spoken = self._cast.index.mentions, self._spoken
        at = self._cast.index.before(position) - 1
        spoken = bisect_left(all_spoken, position, key=lambda item: item[0]) - 1
        wall = self.wall(position)
        for _ in range(limit):
            named_at = mentions[at].start if at >= 0 else -1
            spoke_at = all_spoken[spoken][0] if spoken >= 0 else -1
            if max(named_at, spoke_at) < wall:
                return
            if spoke_at >= named_at:
                yield Entry(spoke_at, self.rank(spoke_at), SPOKE, all_spoken[spoken][1])
                spoken -= 1
            else:
                mention = mentions[at]
                at -= 1
                if named_at not in self._quoted:
                    yield Entry(named_at, self.rank(named_at), self.weight(mention), self._cast.named(mention.name))

    def weight(self, mention: NameMention) -> float:
        """Weigh a mention by its place: the subject most, the object of a preposition or a possessor least."""
        weight = self._weights.get(mention.start)
        if weight is None:
            weight = self._weights[mention.start] = self._weigh(mention)
        return weight

    def _weigh(self, mention: NameMention) -> float:
        text = self._text
        if mention.start in self._reported:
            return REPORTED
        if text[mention.end : mention.end + 1] in ("’", "'"):
            return OBLIQUE
        before = text[max(self.sentence_start(mention.first), mention.first - 40) : mention.first].split()
        if not before:
            return SUBJECT
        if [word.lower() for word in before[-2:]] in (["it", "was"], ["it", "is"]):
            return SUBJECT  # it was Ann Hill who drew the cheers
        vocabulary = load_vocabulary()
        last = before[-1].lower()
        if last in vocabulary.prepositions:
            shown = text.startswith(", who ", mention.end) and self._cast.index.names[mention.name].kind == "person"
            return SUBJECT if shown else OBLIQUE  # the jury heard from Lind, who showed
        if last[-1] in ",;:—–" or last in vocabulary.clause_openers:
            return SUBJECT
        if (
            vocabulary.is_role(last)
            and len(before) <= _OFFICE
            and text.startswith(before[0], self.sentence_start(mention.first))
        ):
            return SUBJECT  # Board member Phil Anders, who voted no, agreed
        after = _NEXT.match(text, mention.end)
        return SUBJECT if after and after[1] not in vocabulary.prepositions else OTHER


class _Zone:
    """A set of places given as spans."""

    __slots__ = ("_spans", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        merged: list[Span] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self._spans = merged
        self._starts = [start for start, _ in merged]

    def __contains__(self, position: int) -> bool:
        return self.covers(position, position + 1)

    def covers(self, start: int, end: int) -> bool:
        """Tell whether one span holds all of `start` to `end`."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and start < self._spans[at][1] and end <= self._spans[at][1]
