"""How hard a text is to read: eight published formulas on right sentences, offline.

Words are counted as textstat counts them (see `word_counts`); sentences are ours, since its own count is far off on
news. Where the two agree on the number of sentences, every score equals textstat's on the text with plain marks (see
`framing.make_plain`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from framing.collector import collector_paused
from framing.documents import Document
from framing.errors import OptionError
from framing.language import make_plain
from framing.sections import Section, SectionKind
from framing.voices import Reading, read_voices
from framing.word_counts import TextCounts, count_words, unpack, words_in

__all__ = ["FORMULAS", "Grades", "Readability", "SectionGrades", "TextCounts", "measure_readability"]

MINIMUM_WORDS = 100
MINIMUM_SENTENCES = 3


# ---------------------------------------------------------------- the formulas


def _flesch_reading_ease(n: TextCounts) -> float:
    return 206.835 - 1.015 * (n.words / n.sentences) - 84.6 * (n.syllables / n.words)


def _flesch_kincaid_grade(n: TextCounts) -> float:
    return (0.39 * (n.words / n.sentences)) + (11.8 * (n.syllables / n.words)) - 15.59


def _gunning_fog(n: TextCounts) -> float:
    return 0.4 * (n.words / n.sentences + 100 * n.complex_words / n.words)


def _smog_index(n: TextCounts) -> float:
    return float((1.043 * (30 * (n.polysyllables / n.sentences)) ** 0.5) + 3.1291)


def _automated_readability_index(n: TextCounts) -> float:
    return (4.71 * (n.characters / n.tokens)) + (0.5 * (n.words / n.sentences)) - 21.43


def _coleman_liau_index(n: TextCounts) -> float:
    return (0.058 * (n.letters / n.words * 100)) - (0.296 * (n.sentences / n.words * 100)) - 15.8


def _dale_chall(n: TextCounts) -> float:
    difficult = 100 * n.difficult_words / n.words
    score = (0.1579 * difficult) + (0.0496 * (n.words / n.sentences))
    return score + 3.6365 if difficult > 5 else score


def _lix(n: TextCounts) -> float:
    return n.words / n.sentences + 100 * n.long_words / n.words


FORMULAS: Mapping[str, Callable[[TextCounts], float]] = {
    "flesch_reading_ease": _flesch_reading_ease,
    "flesch_kincaid_grade": _flesch_kincaid_grade,
    "gunning_fog": _gunning_fog,
    "smog_index": _smog_index,
    "automated_readability_index": _automated_readability_index,
    "coleman_liau_index": _coleman_liau_index,
    "dale_chall": _dale_chall,
    "lix": _lix,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """The scores of one text or part of it; all are None, and `reason` says why, where it is too short or not English.

    Attributes:
        flesch_reading_ease: 100 is easy, 0 hard. Flesch 1948, "A new readability yardstick".
        flesch_kincaid_grade: US school grade. Kincaid et al. 1975, Research Branch Report 8-75.
        gunning_fog: years of schooling. Gunning 1952, "The Technique of Clear Writing".
        smog_index: years of schooling; made for samples of 30 sentences. McLaughlin 1969, "SMOG grading".
        automated_readability_index: US school grade. Senter & Smith 1967, AMRL-TR-66-220.
        coleman_liau_index: US school grade. Coleman & Liau 1975, "A computer readability formula".
        dale_chall: 4.9 is grade 4, 9 to 9.9 college. Dale & Chall 1948, "A formula for predicting readability".
        lix: 20 is very easy, 60 very hard. Björnsson 1968, "Läsbarhet".
        counts: what the formulas count.
        reason: why there are no scores, or None.
    """

    flesch_reading_ease: float | None = None
    flesch_kincaid_grade: float | None = None
    gunning_fog: float | None = None
    smog_index: float | None = None
    automated_readability_index: float | None = None
    coleman_liau_index: float | None = None
    dale_chall: float | None = None
    lix: float | None = None
    counts: TextCounts = field(default_factory=TextCounts)
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the scores, the counts and the reason as a record."""
        scores: dict[str, Any] = {name: getattr(self, name) for name in FORMULAS}
        return scores | {"counts": self.counts.to_dict(), "reason": self.reason}


@dataclass(frozen=True, slots=True)
class SectionGrades:
    """The scores of one section of the document."""

    kind: SectionKind
    start: int
    end: int
    grades: Grades

    def to_dict(self) -> dict[str, Any]:
        """Return the section's place and scores as a record."""
        return {"kind": self.kind, "start": self.start, "end": self.end} | self.grades.to_dict()


@dataclass(frozen=True, slots=True, kw_only=True)
class Readability(Grades):
    """The scores of a document's body, and by voice (id → grades) and by section."""

    by_voice: Mapping[str, Grades] = field(default_factory=dict, hash=False)
    by_section: tuple[SectionGrades, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the record's field `readability`."""
        # Named, since `super()` without arguments does not know a slotted dataclass.
        return Grades.to_dict(self) | {
            "by_voice": {voice: grades.to_dict() for voice, grades in self.by_voice.items()},
            "by_section": [section.to_dict() for section in self.by_section],
        }


# ---------------------------------------------------------------- measuring


@collector_paused
def measure_readability(
    document: str | Document | Reading,
    *,
    minimum_words: int = MINIMUM_WORDS,
    minimum_sentences: int = MINIMUM_SENTENCES,
) -> Readability:
    """Return the readability of a document's body, of each voice and of each section.

    Below `minimum_words` words (Flesch drew his samples of 100) or `minimum_sentences` sentences there are no scores:
    one long word would move them by grades. Boilerplate counts nowhere; comments count for their section and voice.

    Raises:
        OptionError: a minimum is below 1.

    >>> found = measure_readability("The cat sat on the mat. It was warm there. " * 12)
    >>> round(found.flesch_reading_ease), found.counts.words, found.reason
    (117, 120, None)
    >>> measure_readability("Too short.").reason
    'fewer than 100 words: 2'
    """
    if minimum_words < 1 or minimum_sentences < 1:
        raise OptionError(f"minimum_words={minimum_words}, minimum_sentences={minimum_sentences}: 1 is the least")
    reading = read_voices(document)
    if not reading.english:
        return Readability(reason="the text does not look English")
    counts = _Counts(reading)

    def grade(n: TextCounts) -> Grades:
        reason = _too_short(n, minimum_words, minimum_sentences)
        scores = {} if reason else {name: formula(n) for name, formula in FORMULAS.items()}
        return Grades(**scores, counts=n, reason=reason)

    whole = grade(counts.of_body())
    return Readability(
        **{name: getattr(whole, name) for name in Grades.__slots__},
        by_voice={voice: grade(n) for voice, n in counts.by_voice().items()},
        by_section=tuple(
            SectionGrades(section.kind, section.start, section.end, grade(n)) for section, n in counts.by_section()
        ),
    )


def _too_short(n: TextCounts, words: int, sentences: int) -> str | None:
    if n.words < words:
        return f"fewer than {words} words: {n.words}"
    if n.sentences < sentences:
        return f"fewer than {sentences} sentences: {round(n.sentences, 1)}"
    return None


class _Counts:
    """Totals by sentence, added up by section and voice."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.plain = make_plain(reading.document.text)
        self.sections: dict[int, tuple[int, float]] = {}
        self.voices: dict[str, tuple[int, float]] = {voice.id: (0, 0.0) for voice in reading.voices}
        self._add_up()

    def _add_up(self) -> None:
        pieces: dict[int, list[tuple[str, int]]] = {}
        counted: dict[int, tuple[int, int]] = {}
        for piece in self.reading.pieces:
            start, end = self.reading.sentences[piece.sentence]
            if piece.sentence not in counted:
                counted[piece.sentence] = piece.section, count_words(self.plain[start:end])
            whole = (piece.start, piece.end) == (start, end)
            total = counted[piece.sentence][1] if whole else count_words(self.plain[piece.start : piece.end])
            pieces.setdefault(piece.sentence, []).append((piece.voice, total))
        for sentence, (section, total) in counted.items():
            words = sum(words_in(part) for _, part in pieces[sentence])
            self._add(self.sections, section, total, float(bool(words_in(total))))
            for voice, part in pieces[sentence]:
                # A share of the sentence, so that the voices' sentences sum to the document's.
                self._add(self.voices, voice, part, words_in(part) / words if words else 0.0)

    @staticmethod
    def _add(totals: dict[Any, tuple[int, float]], key: object, total: int, sentences: float) -> None:
        before = totals.get(key, (0, 0.0))
        totals[key] = before[0] + total, before[1] + sentences

    def of_body(self) -> TextCounts:
        bodies = [total for number, total in self.sections.items() if self.reading.sections[number].kind == "body"]
        return unpack(sum(total for total, _ in bodies), math.fsum(sentences for _, sentences in bodies))

    def by_voice(self) -> dict[str, TextCounts]:
        return {voice: unpack(*total) for voice, total in self.voices.items()}

    def by_section(self) -> Iterator[tuple[Section, TextCounts]]:
        for number, total in self.sections.items():
            yield self.reading.sections[number], unpack(*total)
