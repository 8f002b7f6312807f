"""What documents add up to: whole numbers and bounded samples of units, from which every table is made.

Each kind of sums is worked out of observations, and joins with that of other documents in any order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Protocol, Self, TypeVar

from framing.attribution import MODES
from framing.comparison.observations import Observation
from framing.comparison.packing import UsedName, UsedVoice
from framing.comparison.units import Key, NamedUnits, ScoredUnits, Values
from framing.statistics import Moments

__all__ = [
    "ALL_MODES",
    "LOADINGS",
    "NameSums",
    "NameUnits",
    "Readings",
    "ScoreUnits",
    "Sums",
    "Tally",
    "VoiceSums",
    "speaker_of",
]

ALL_MODES = ("all", *MODES)
LOADINGS = ("loaded", "marked", "neutral")


class Tally(dict[Any, list[int]]):
    """Sums by key: a few whole numbers each.

    >>> tally = Tally()
    >>> tally.count("a", 1, 10); tally.count("a", 2, 20); tally
    {'a': [3, 30]}
    """

    def count(self, key: Any, *numbers: int) -> None:
        """Add numbers to those of a key."""
        held = self.get(key)
        if held is None:
            self[key] = list(numbers)
        else:
            for at, number in enumerate(numbers):
                held[at] += number

    def join(self, other: Tally) -> None:
        """Add what another has counted."""
        for key, numbers in other.items():
            self.count(key, *numbers)


class Sums(Protocol):
    """What observations add up to."""

    @classmethod
    def of(cls, held: Sequence[Observation], unit: str) -> Self:
        """Return those of some documents, by document or by sentence where units are told apart."""
        ...

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Return those of all documents of parts that share none."""
        ...


# ---------------------------------------------------------------- names


@dataclass(frozen=True, slots=True)
class NameSums:
    """Mentions, counted by what they are, with the sums of squares and products that intervals need.

    Attributes:
        words: by mode, the words.
        modes: by mode, the mentions, the documents that have one, Σn².
        referents: by (mode, referent), the same.
        kinds: by (mode, referent, variant, side, loading, distance), count, documents, Σk² and Σkn over documents with
            k of the n mentions of the referent.
        sides: by (mode, side), the same of the n mentions in the mode, and how many stand at arm's length.
        plain: by (mode, side, side), Σab over documents with a and b plain uses of the two sides' names.
        leanings: by (mode, sides), the documents with plain uses of the names of just these sides.
        loadings: by (mode, loading), the moments of k mentions in n words, documents, how many at arm's length.
    """

    words: Tally = field(default_factory=Tally)
    modes: Tally = field(default_factory=Tally)
    referents: Tally = field(default_factory=Tally)
    kinds: Tally = field(default_factory=Tally)
    sides: Tally = field(default_factory=Tally)
    plain: Tally = field(default_factory=Tally)
    leanings: Tally = field(default_factory=Tally)
    loadings: Tally = field(default_factory=Tally)

    @classmethod
    def of(cls, held: Sequence[Observation], unit: str) -> NameSums:
        """Return those of some documents."""
        found = cls()
        for observation in held:
            names = list(observation.mentions)
            for mode in ALL_MODES:
                found._add(mode, observation.words_in(mode), [each for each in names if mode in ("all", each.mode)])
        return found

    @classmethod
    def joined(cls, parts: Sequence[NameSums]) -> NameSums:
        """Return those of all documents of parts that share none."""
        found = cls()
        for part in parts:
            for each in fields(cls):
                getattr(found, each.name).join(getattr(part, each.name))
        return found

    def _add(self, mode: str, words: int, names: Sequence[UsedName]) -> None:
        """Add what one document has in a mode."""
        n = len(names)
        self.words.count(mode, words)
        self._add_loadings(mode, words, names)
        if not n:
            return
        self.modes.count(mode, n, 1, n * n)
        referents = Counter(each.referent for each in names)
        for referent, number in referents.items():
            self.referents.count((mode, referent), number, 1, number * number)
        if mode != "all":
            kinds = Counter((each.referent, each.variant, each.side, each.loading, each.distance) for each in names)
            for kind, count in kinds.items():
                self.kinds.count((mode, *kind), count, 1, count * count, count * referents[kind[0]])
        apart = Counter(each.side for each in names if each.distance is not None)
        for side, count in Counter(each.side for each in names).items():
            self.sides.count((mode, side), count, 1, count * count, count * n, apart[side])
        self._add_plain(mode, Counter(each.side for each in names if each.distance is None and each.side is not None))

    def _add_plain(self, mode: str, sides: Mapping[str, int]) -> None:
        self.leanings.count((mode, frozenset(sides)), 1)
        for side, count in sides.items():
            self.plain.count((mode, side), count)
            for other, number in sides.items():
                self.plain.count((mode, side, other), count * number)

    def _add_loadings(self, mode: str, words: int, names: Sequence[UsedName]) -> None:
        counts = Counter(each.loading for each in names)
        apart = Counter(each.loading for each in names if each.distance is not None)
        for loading in LOADINGS:
            count = counts[loading]
            # A mode may hold fewer words than mentions where names nest; a share cannot be above 1.
            x = max(words, count)
            moments = (int(x > 0), count, x, count * count, count * x, x * x)
            self.loadings.count((mode, loading), *moments, int(count > 0), apart[loading])

    # What tables ask for.

    def share_of_referent(self, mode: str, kind: Sequence[str | None]) -> Moments:
        """Return a kind of mention among those of its referent, by document."""
        n, documents, xx = self.referents[mode, kind[0]]
        count, _, yy, xy = self.kinds[(mode, *kind)]
        return Moments(documents, count, n, yy, xy, xx)

    def share_of_mode(self, mode: str, side: str | None) -> Moments:
        """Return the mentions of a side's names among those of a mode, by document."""
        n, documents, xx = self.modes[mode]
        count, _, yy, xy, _ = self.sides[mode, side]
        return Moments(documents, count, n, yy, xy, xx)

    def share_of_sides(self, mode: str, side: str, other: str) -> Moments:
        """Return the plain uses of a side's names among those of it and another, by document."""

        def sums(*key: str) -> int:
            return self.plain.get((mode, *key), [0])[0]

        pair = {side, other}
        a, aa = sums(side), sums(side, side)
        b, ab, bb = (sums(other), sums(side, other), sums(other, other)) if side != other else (0, 0, 0)
        documents = sum(
            row[0] for (held, sides), row in self.leanings.items() if held == mode and not pair.isdisjoint(sides)
        )
        return Moments(documents, a, a + b, aa, aa + ab, aa + 2 * ab + bb)

    def distanced(self, mode: str, side: str) -> int:
        """Return the uses of a side's names at arm's length."""
        return self.sides.get((mode, side), [0])[-1]

    def share_of_words(self, mode: str, loading: str) -> Moments:
        """Return the mentions of a loading among the words of a mode, by document."""
        return Moments(*self.loadings[mode, loading][:6])


# ---------------------------------------------------------------- voices

Speaker = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class VoiceSums:
    """Who speaks: by (kind, name, source_kind where there is no name), what they say.

    Attributes:
        speakers: words, documents, quotations, of these direct, mixed, indirect, and words as a source who is named.
        source_kinds: the source kind of a speaker, of the first document that tells it.
    """

    speakers: Tally = field(default_factory=Tally)
    source_kinds: dict[Speaker, tuple[str, str]] = field(default_factory=dict)

    def source_kind_of(self, speaker: Speaker) -> str | None:
        """Return the source kind of a speaker, as the first document has it that tells it."""
        told = self.source_kinds.get(speaker)
        return None if told is None else told[1]

    @classmethod
    def of(cls, held: Sequence[Observation], unit: str) -> VoiceSums:
        """Return those of some documents."""
        found = cls()
        for observation in held:
            for speaker, voices in _by_speaker(observation.voices).items():
                said = Counter(kind for voice in voices for kind, _, _ in voice.quotations)
                words = sum(voice.words for voice in voices)
                kinds = (said["direct"], said["mixed"], said["indirect"])
                named = (v.words for v in voices if (v.kind, v.source_kind) == ("source", "named"))
                found.speakers.count(speaker, words, 1, said.total(), *kinds, sum(named))
                known = [voice.source_kind for voice in voices if voice.source_kind]
                if known:
                    found._tell(speaker, (observation.document, known[0]))
        return found

    @classmethod
    def joined(cls, parts: Sequence[VoiceSums]) -> VoiceSums:
        """Return those of all documents of parts that share none."""
        found = cls()
        for part in parts:
            found.speakers.join(part.speakers)
            for speaker, told in part.source_kinds.items():
                found._tell(speaker, told)
        return found

    def _tell(self, speaker: Speaker, told: tuple[str, str]) -> None:
        self.source_kinds[speaker] = min(told, self.source_kinds.get(speaker, told))


def speaker_of(voice: UsedVoice) -> Speaker:
    """Return who a voice is in the tables: a name, or all of a kind that have none."""
    return voice.kind, voice.name, voice.source_kind if voice.name is None else None


def _by_speaker(voices: Iterable[UsedVoice]) -> dict[Speaker, list[UsedVoice]]:
    found: dict[Speaker, list[UsedVoice]] = defaultdict(list)
    for voice in voices:
        found[speaker_of(voice)].append(voice)
    return found


# ---------------------------------------------------------------- units

Inner = TypeVar("Inner", ScoredUnits, NamedUnits, Values)


def _joined(kind: type[Inner], parts: Iterable[Mapping[Any, Inner]]) -> dict[Any, Inner]:
    held: dict[Any, list[Inner]] = defaultdict(list)
    for part in parts:
        for key, units in part.items():
            held[key].append(units)
    return {key: kind.joined(those) for key, those in held.items()}


class ScoreUnits(dict[tuple[str | None, str], ScoredUnits]):
    """Scores by (referent that they are toward, or None for whole sentences; mode)."""

    @classmethod
    def of(cls, held: Sequence[Observation], unit: str) -> ScoreUnits:
        """Return those of some documents."""
        units: dict[tuple[str | None, str], Tally] = defaultdict(Tally)
        by_sentence = unit == "sentence"
        for observation in held:
            found = Tally()
            for each in observation.sentences:
                found.count((None, each.mode, each.start if by_sentence else 0), each.score, 1)
            for name in observation.mentions:
                if name.score is not None:
                    found.count((name.referent, name.mode, name.sentence if by_sentence else 0), name.score, 1)
            for (target, mode, sentence), (total, number) in found.items():
                for within in ("all", mode):
                    units[target, within].count((observation.document, sentence), total, number)
        return cls({key: ScoredUnits.of(found) for key, found in units.items()})

    @classmethod
    def joined(cls, parts: Sequence[ScoreUnits]) -> ScoreUnits:
        """Return those of all documents of parts that share none."""
        return cls(_joined(ScoredUnits, parts))

    @property
    def targets(self) -> list[str]:
        """The referents that scores are toward, by id."""
        return sorted({target for target, _ in self if target is not None})


class NameUnits(dict[tuple[str, str], NamedUnits]):
    """Which names are used, by (mode, referent); modes are all, and own."""

    @classmethod
    def of(cls, held: Sequence[Observation], unit: str) -> NameUnits:
        """Return those of some documents."""
        units: dict[tuple[str, str], dict[Key, Counter[str]]] = defaultdict(dict)
        by_sentence = unit == "sentence"
        for observation in held:
            found = Counter(
                (each.referent, each.variant, each.mode == "own", each.sentence if by_sentence else 0)
                for each in observation.mentions
            )
            for (referent, variant, own, sentence), count in found.items():
                key = (observation.document, sentence)
                for mode in ("all", "own") if own else ("all",):
                    units[mode, referent].setdefault(key, Counter())[variant] += count
        return cls({key: NamedUnits.of(found) for key, found in units.items()})

    @classmethod
    def joined(cls, parts: Sequence[NameUnits]) -> NameUnits:
        """Return those of all documents of parts that share none."""
        return cls(_joined(NamedUnits, parts))

    def in_mode(self, mode: str) -> dict[str, NamedUnits]:
        """Return those of a mode, by referent."""
        return {referent: units for (held, referent), units in self.items() if held == mode}


class Readings(dict[str, Values]):
    """Readability of documents, by measure."""

    @classmethod
    def of(cls, held: Sequence[Observation], unit: str) -> Readings:
        """Return that of some documents."""
        found: dict[str, dict[Key, float]] = defaultdict(dict)
        for observation in held:
            for name, value in observation.readability:
                found[name][observation.document, 0] = value
        return cls({name: Values.of(values) for name, values in found.items()})

    @classmethod
    def joined(cls, parts: Sequence[Readings]) -> Readings:
        """Return that of all documents of parts that share none."""
        return cls(_joined(Values, parts))
