"""Observations in few bytes: a corpus of many thousand documents is compared in memory, so its mentions are packed."""

from __future__ import annotations

import functools
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple, overload

from framing.attribution import MODES

__all__ = ["PackedNames", "PackedSentences", "PackedVoices", "ScoredSentence", "UsedName", "UsedVoice", "shared"]


class UsedName(NamedTuple):
    """A mention, as a comparison counts it; `score` is the sentiment toward it in millionths."""

    start: int
    end: int
    referent: str
    variant: str
    side: str | None
    loading: str | None
    mode: str
    distance: str | None
    sentence: int
    score: int | None
    speaker: str | None = None


class ScoredSentence(NamedTuple):
    """A sentence's compound score in millionths, and the mode that it is said in."""

    start: int
    end: int
    mode: str
    score: int


class UsedVoice(NamedTuple):
    """Somebody who speaks in a document: words, and the spans of what they say by kind of quotation."""

    kind: str
    name: str | None
    source_kind: str | None
    words: int
    quotations: tuple[tuple[str, int, int], ...]


_NAME = struct.Struct("<5i")  # kind, start, end, sentence, score
_SENTENCE = struct.Struct("<3iB")  # start, end, score, mode
_VOICE = struct.Struct("<3i")  # speaker, words, quotations
_QUOTATION = struct.Struct("<B2i")  # kind, start, end
_QUOTATION_KINDS = ("direct", "mixed", "indirect")
_VOICE_KINDS = ("author", "source", "commenter")
_NO_SCORE = -(2**31)
Speaker = tuple[str, str | None, str | None]
Kind = tuple[str, str, str | None, str | None, str, str | None, str | None]


@functools.lru_cache(maxsize=65_536)
def shared(value: Any) -> Any:
    """Return the first value that was equal to this one, so that equal ones of many documents are held once.

    >>> shared(tuple(["a", "b"])) is shared(tuple(["a", "b"]))
    True
    """
    return value


@functools.lru_cache(maxsize=65_536)
def _checked_name(kind: Kind) -> Kind:
    """Return what a mention is, held once, if it is what a record of a mention says."""
    referent, variant, side, loading, mode, distance, speaker = kind
    texts = isinstance(referent, str) and isinstance(variant, str)
    if not texts or mode not in MODES or not _texts_or_none(side, loading, distance, speaker):
        raise ValueError(f"{kind} is no mention")
    held: Kind = shared(kind)
    return held


@functools.lru_cache(maxsize=65_536)
def _checked_speaker(speaker: Speaker) -> Speaker:
    """Return who speaks, held once, if it is what a record of a voice says."""
    kind, *names = speaker
    if kind not in _VOICE_KINDS or not _texts_or_none(*names):
        raise ValueError(f"{speaker} is no voice")
    held: Speaker = shared(speaker)
    return held


def _texts_or_none(*values: object) -> bool:
    return all(isinstance(value, str | None) for value in values)


@dataclass(frozen=True, slots=True, repr=False)
class PackedNames(Sequence[UsedName]):
    """Mentions: what they are once for each kind, and five numbers for each mention.

    >>> name = UsedName(3, 12, "city", "Khankendi", "azerbaijani", "marked", "own", None, 0, None)
    >>> PackedNames.of([name])[0] == name
    True
    """

    kinds: tuple[Kind, ...]
    data: bytes

    @classmethod
    def of(cls, names: Iterable[UsedName]) -> PackedNames:
        """Return these mentions packed, in their order.

        Raises:
            ValueError: what is no mention.
        """
        kinds: dict[Kind, int] = {}
        data = bytearray()
        for each in names:
            kind = (each.referent, each.variant, each.side, each.loading, each.mode, each.distance, each.speaker)
            at = kinds.setdefault(_checked_name(kind), len(kinds))
            data += _NAME.pack(at, each.start, each.end, each.sentence, _NO_SCORE if each.score is None else each.score)
        return cls(tuple(kinds), bytes(data))

    def __reduce__(self) -> Any:
        return _unpickled_names, (self.kinds, self.data)

    def __len__(self) -> int:
        return len(self.data) // _NAME.size

    def __iter__(self) -> Iterator[UsedName]:
        kinds = self.kinds
        for at, start, end, sentence, score in _NAME.iter_unpack(self.data):
            referent, variant, side, loading, mode, distance, speaker = kinds[at]
            held = None if score == _NO_SCORE else score
            yield UsedName(start, end, referent, variant, side, loading, mode, distance, sentence, held, speaker)

    @overload
    def __getitem__(self, key: int) -> UsedName: ...
    @overload
    def __getitem__(self, key: slice) -> list[UsedName]: ...
    def __getitem__(self, key: int | slice) -> UsedName | list[UsedName]:
        return list(self)[key]


def _unpickled_names(kinds: tuple[Kind, ...], data: bytes) -> PackedNames:
    return PackedNames(tuple(map(shared, kinds)), data)


@dataclass(frozen=True, slots=True, repr=False)
class PackedVoices(Sequence[UsedVoice]):
    """Voices: who they are once for each, and a few numbers for each voice and each quotation.

    >>> voice = UsedVoice("source", "Ana Petrova", "named", 12, (("direct", 0, 60),))
    >>> PackedVoices.of([voice])[0] == voice
    True
    """

    speakers: tuple[Speaker, ...]
    data: bytes
    quotations: bytes

    @classmethod
    def of(cls, voices: Iterable[UsedVoice]) -> PackedVoices:
        """Return these voices packed, in their order.

        Raises:
            ValueError: a quotation or a voice is of no known kind.
        """
        speakers: dict[Speaker, int] = {}
        data, said = bytearray(), bytearray()
        for each in voices:
            at = speakers.setdefault(_checked_speaker((each.kind, each.name, each.source_kind)), len(speakers))
            data += _VOICE.pack(at, each.words, len(each.quotations))
            for kind, start, end in each.quotations:
                said += _QUOTATION.pack(_QUOTATION_KINDS.index(kind), start, end)
        return cls(tuple(speakers), bytes(data), bytes(said))

    def __reduce__(self) -> Any:
        return _unpickled_voices, (self.speakers, self.data, self.quotations)

    def __len__(self) -> int:
        return len(self.data) // _VOICE.size

    def __iter__(self) -> Iterator[UsedVoice]:
        quotations = _QUOTATION.iter_unpack(self.quotations)
        for at, words, count in _VOICE.iter_unpack(self.data):
            said = tuple((_QUOTATION_KINDS[how], start, end) for how, start, end in islice(quotations, count))
            kind, name, source_kind = self.speakers[at]
            yield UsedVoice(kind, name, source_kind, words, said)

    @overload
    def __getitem__(self, key: int) -> UsedVoice: ...
    @overload
    def __getitem__(self, key: slice) -> list[UsedVoice]: ...
    def __getitem__(self, key: int | slice) -> UsedVoice | list[UsedVoice]:
        return list(self)[key]


def _unpickled_voices(speakers: tuple[Speaker, ...], data: bytes, quotations: bytes) -> PackedVoices:
    return PackedVoices(tuple(map(shared, speakers)), data, quotations)


@dataclass(frozen=True, slots=True, repr=False)
class PackedSentences(Sequence[ScoredSentence]):
    """Scored sentences, thirteen bytes each.

    >>> PackedSentences.of([ScoredSentence(0, 9, "quoted", -500_000)])[0].mode
    'quoted'
    """

    data: bytes

    @classmethod
    def of(cls, sentences: Iterable[ScoredSentence]) -> PackedSentences:
        """Return these sentences packed, in their order."""
        return cls(b"".join(_SENTENCE.pack(s.start, s.end, s.score, MODES.index(s.mode)) for s in sentences))

    def __len__(self) -> int:
        return len(self.data) // _SENTENCE.size

    def __iter__(self) -> Iterator[ScoredSentence]:
        for start, end, score, mode in _SENTENCE.iter_unpack(self.data):
            yield ScoredSentence(start, end, MODES[mode], score)

    @overload
    def __getitem__(self, key: int) -> ScoredSentence: ...
    @overload
    def __getitem__(self, key: slice) -> list[ScoredSentence]: ...
    def __getitem__(self, key: int | slice) -> ScoredSentence | list[ScoredSentence]:
        return list(self)[key]
