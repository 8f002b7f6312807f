"""Observations: what a comparison needs to know of each document, in whole numbers, out of its profile record.

All that is summed later is whole numbers (scores in millionths), so that neither the order nor the partition of a
corpus can change a bit.
"""

from __future__ import annotations

import struct
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from framing.attribution import MODES
from framing.comparison.packing import (
    PackedNames,
    PackedSentences,
    PackedVoices,
    ScoredSentence,
    UsedName,
    UsedVoice,
    shared,
)
from framing.errors import ComparisonError, OptionError
from framing.grouping import group_of

__all__ = ["MILLION", "Observation", "found_in", "mentions_in", "observe"]

MILLION = 1_000_000
_LARGEST = 1e12  # a readability measure: no text has more, and sums of such are exact


@dataclass(frozen=True, slots=True)
class Observation:
    """What a comparison knows of one document: no text, only where things stand and how they count."""

    document: str
    group: str
    words: tuple[int, int, int]
    mentions: PackedNames
    voices: PackedVoices
    sentences: PackedSentences
    measures: tuple[str, ...]
    values: tuple[float, ...]
    lexicon: str = ""

    def __setstate__(self, state: Sequence[Any]) -> None:
        # What many documents have in common is held once, also after it came from other processes.
        held = dict(zip(self.__slots__, state, strict=True))
        held |= {"group": sys.intern(held["group"]), "lexicon": sys.intern(held["lexicon"])}
        for name, value in (held | {"measures": shared(held["measures"])}).items():
            object.__setattr__(self, name, value)

    @property
    def readability(self) -> Iterator[tuple[str, float]]:
        """The readability measures that have a value."""
        return zip(self.measures, self.values, strict=True)

    def words_in(self, mode: str) -> int:
        """Return the words in a mode, or in all."""
        return sum(self.words) if mode == "all" else self.words[MODES.index(mode)]

    def to_dict(self) -> dict[str, Any]:
        """Return the observation as plain lists, for JSON and for other processes."""
        return {
            "document": self.document,
            "group": self.group,
            "words": list(self.words),
            "mentions": [list(each) for each in self.mentions],
            "voices": [[*each[:4], [list(span) for span in each.quotations]] for each in self.voices],
            "sentences": [list(each) for each in self.sentences],
            "readability": [list(each) for each in self.readability],
            "lexicon": self.lexicon,
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Observation:
        """Return the observation that `to_dict` wrote."""
        own, quoted, paraphrased = record["words"]
        return cls(
            document=record["document"],
            group=record["group"],
            words=(own, quoted, paraphrased),
            mentions=PackedNames.of(UsedName(*each) for each in record["mentions"]),
            voices=PackedVoices.of(
                UsedVoice(kind, name, source_kind, words, tuple((how, start, end) for how, start, end in quotations))
                for kind, name, source_kind, words, quotations in record["voices"]
            ),
            sentences=PackedSentences.of(ScoredSentence(*each) for each in record["sentences"]),
            measures=shared(tuple(name for name, _ in record["readability"])),
            values=tuple(value for _, value in record["readability"]),
            lexicon=record["lexicon"],
        )


# ---------------------------------------------------------------- from records


def observe(record: Mapping[str, Any], *, by: str = "document", comments: bool = False) -> Observation:
    """Return what a comparison needs of one profile record.

    What stands in boilerplate, and (unless `comments`) what readers wrote below the article, is not the outlet's and is
    left out.

    Raises:
        ComparisonError: the record is no profile record, or lacks a field.
    """
    try:
        return _observe(record, by, comments)
    except OptionError:
        raise
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError, struct.error) as error:
        document = record.get("document") if isinstance(record, Mapping) else record
        name = document.get("id") if isinstance(document, Mapping) else document
        raise ComparisonError(
            f"{name!r} is no profile record that can be compared ({type(error).__name__}: {error}). "
            "Write it with framing.profile"
        ) from error


def _observe(record: Mapping[str, Any], by: str, comments: bool) -> Observation:
    if not isinstance(record["document"].get("metadata") or {}, Mapping):
        raise TypeError("its metadata is no object")
    places = _Places(record["sections"], comments)
    kinds = {voice["id"]: voice["kind"] for voice in record["voices"]}
    names = {voice["id"]: voice["name"] for voice in record["voices"]}
    lexicon = record.get("lexicon")
    readability = sorted(
        (name, float(value))
        for name, value in (record["readability"] or {}).items()
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    )
    if not all(abs(value) <= _LARGEST for _, value in readability):
        raise ValueError(f"its readability is {readability}")
    return Observation(
        document=str(record["document"]["id"]),
        group=sys.intern(group_of(record["document"], by)),
        words=_words(record, comments),
        mentions=PackedNames.of(_used_names(record, places, names, _toward(record))),
        voices=PackedVoices.of(_used_voices(record, places, comments)),
        sentences=PackedSentences.of(_scored(record["sentences"], kinds, places)),
        measures=shared(tuple(name for name, _ in readability)),
        values=tuple(value for _, value in readability),
        lexicon=sys.intern(f"{lexicon['name']} {lexicon['version']}") if lexicon else "",
    )


class _Places:
    """Which offsets count: those in the body, and in comments where they are wanted."""

    def __init__(self, sections: Sequence[Mapping[str, Any]], comments: bool) -> None:
        self._starts = [section["start"] for section in sections]
        self._kinds = [section["kind"] for section in sections]
        self._counted = {"body", "comment"} if comments else {"body"}

    def count(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        return at < 0 or self._kinds[at] in self._counted


def _words(record: Mapping[str, Any], comments: bool) -> tuple[int, int, int]:
    words = record["attribution"]["words"]
    readers = sum(voice["words"] for voice in record["voices"] if voice["kind"] == "commenter") if comments else 0
    counts = words["own"] + readers, words["quoted"], words["paraphrased"]
    if not all(isinstance(count, int) and count >= 0 for count in counts):
        raise ValueError(f"words are {counts}")
    return counts


def _used_names(
    record: Mapping[str, Any], places: _Places, names: Mapping[str, str | None], toward: Toward
) -> Iterator[UsedName]:
    for each in record["mentions"]:
        if places.count(each["start"]):
            yield UsedName(
                start=each["start"],
                end=each["end"],
                referent=each["referent"],
                variant=each["variant"],
                side=each["side"],
                loading=each["loading"],
                mode=each["mode"],
                distance=each["distance"],
                sentence=each["sentence"],
                score=toward(each),
                speaker=names.get(each["voice"]),
            )


Toward = Callable[[Mapping[str, Any]], int | None]


def _toward(record: Mapping[str, Any]) -> Toward:
    """Return what tells the sentiment toward a mention: its own score, or its sentence's in a record without any."""
    targets = (record.get("sentiment") or {}).get("toward") or {}
    scores = {
        (referent, *span): compound
        for referent, facts in targets.items()
        for span, compound in zip(facts.get("spans") or (), facts.get("compounds") or (), strict=False)
    }
    sentences = record["sentences"]
    starts = [sentence["start"] for sentence in sentences]

    def score(mention: Mapping[str, Any]) -> int | None:
        if scores:
            found = scores.get((mention["referent"], mention["start"], mention["end"]))
        else:
            at = bisect_right(starts, mention["start"]) - 1
            found = sentences[at]["compound"] if at >= 0 else None
        return None if found is None else round(found * MILLION)

    return score


def _used_voices(record: Mapping[str, Any], places: _Places, comments: bool) -> Iterator[UsedVoice]:
    said: dict[str, list[Mapping[str, Any]]] = {}
    for quotation in record["quotations"]:
        if quotation["content"] and places.count(quotation["content"][0][0]) and not quotation.get("nested"):
            said.setdefault(quotation["voice"], []).append(quotation)
    own = record["attribution"]["words"]["own"]
    for voice in record["voices"]:
        quotations = said.get(voice["id"], [])
        if (voice["kind"] == "source" and not quotations) or (voice["kind"] == "commenter" and not comments):
            continue
        kinds = [each["source_kind"] for each in quotations if each.get("source_kind")]
        yield UsedVoice(
            kind=voice["kind"],
            name=voice["name"],
            source_kind=kinds[0] if kinds else None,
            words=own if voice["kind"] == "author" else voice["words"],
            quotations=tuple((each["kind"], *_reach(each["content"])) for each in quotations),
        )


def _reach(content: Sequence[Sequence[int]]) -> tuple[int, int]:
    return content[0][0], content[-1][1]


def _scored(
    sentences: Iterable[Mapping[str, Any]], kinds: Mapping[str, str], places: _Places
) -> Iterator[ScoredSentence]:
    for each in sentences:
        if each["compound"] is not None and places.count(each["start"]):
            # A record without modes still tells the author's sentences from what others say.
            mode = each.get("mode") or ("quoted" if kinds.get(each["voice"]) == "source" else "own")
            yield ScoredSentence(each["start"], each["end"], mode, round(each["compound"] * MILLION))


# ---------------------------------------------------------------- what is asked of them


def mentions_in(observation: Observation, mode: str) -> Iterator[UsedName]:
    """Return a document's mentions in a mode, or in all."""
    return (each for each in observation.mentions if mode in ("all", each.mode))


def found_in(observations: Iterable[Observation], mode: str) -> list[tuple[Observation, UsedName]]:
    """Return the mentions of some documents in a mode, or in all, each with its document."""
    return [(observation, each) for observation in observations for each in mentions_in(observation, mode)]
