"""The documents of a report: which of them are shown, and each with its voices, marked text and notes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from framing.attribution import MODES
from framing.comparison import Observation
from framing.comparison.packing import UsedName
from framing.documents import Document, Span
from framing.quotations import Quotation
from framing.reports.labels import DISTANCES, Labels, label_of
from framing.reports.marks import Mark, Paragraph, mark_text
from framing.reports.names import Place
from framing.voices import Reading, read_voices

__all__ = ["DocumentView", "Entries", "Voice", "choose", "quotations_of", "view_document"]

_CHARACTERS = 240_000  # of all texts that a report shows
_LONGEST = 60_000  # of one text
_TINTS = 5
_FACTS = 8


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, as the list beside a text shows it; `tag` is the number in the text."""

    id: str
    tag: str
    name: str
    tint: str
    words: int
    share: str
    width: float


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as the page shows it; `facts` is what its notes are made of."""

    number: int
    label: str
    title: str
    about: tuple[tuple[str, str], ...]
    group: str
    words: str
    voices: tuple[Voice, ...]
    paragraphs: tuple[Paragraph, ...]
    left_out: int
    facts: dict[str, Any]
    places: dict[tuple[str, int], Place]


@dataclass(slots=True)
class Entries:
    """The lexicon's entries that the texts use, each kept once and known by its number."""

    labels: Labels
    records: list[dict[str, Any]] = field(default_factory=list)
    _numbers: dict[tuple[str | None, ...], int] = field(default_factory=dict)

    def number(self, referent: str, variant: str, side: str | None, loading: str | None) -> int:
        """Return the number of an entry."""
        key = (referent, variant, side, loading)
        if key not in self._numbers:
            number = self._numbers[key] = len(self.records)
            about = {"number": number, "side": self.labels.side(side), "loading": loading}
            self.records.append(self.labels.entry(referent, variant) | about)
        return self._numbers[key]


def choose(
    observations: Sequence[Observation], texts: Mapping[str, Document], *, most: int, seed: int
) -> list[tuple[Observation, int]]:
    """Return the documents to show, ordered by id, each with how many code points of it.

    All, if `most` allows it; else a sample that takes turns between the groups, drawn by a hash of seed and id.
    """
    known = [each for each in observations if each.document in texts]
    queues: dict[str, list[Observation]] = {}
    for each in sorted(
        known, key=lambda each: hashlib.sha256(f"{seed}:{each.document}".encode(errors="replace")).digest()
    ):
        queues.setdefault(each.group, []).append(each)
    turns = sorted(
        ((turn, group, each) for group, held in queues.items() for turn, each in enumerate(held)),
        key=lambda item: item[:2],
    )
    left, chosen = _CHARACTERS, []
    for _, _, each in turns[:most]:
        size = min(_LONGEST, len(texts[each.document].text), left)
        if left > 0:
            chosen.append((each, size))
        left -= size
    return sorted(chosen, key=lambda pair: pair[0].document)


def quotations_of(record: Mapping[str, Any]) -> tuple[Quotation, ...]:
    """Return the quotations of a profile record, as the reading that it was made from held them."""
    return tuple(
        Quotation(
            kind=each["kind"],
            content=_spans(each["content"]),
            cue=_spans(each["cue"]),
            source=_spans(each["source"]),
            quoted=_spans(each.get("quoted") or (each["content"] if each["kind"] == "direct" else ())),
            cue_class=each.get("cue_class"),
            rule=each.get("rule") or "",
            nested=bool(each.get("nested")),
            speaker=each.get("speaker"),
            source_kind=each.get("source_kind"),
        )
        for each in record["quotations"]
    )


def _spans(found: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in found)


def view_document(
    number: int,
    document: Document,
    observation: Observation,
    entries: Entries,
    *,
    limit: int,
    quotations: tuple[Quotation, ...] | None = None,
) -> DocumentView:
    """Return the view of a document: the mentions of its observation, in the voices of its quotations."""
    # The extractor hands back what the profile was made with, so that no two views of a document disagree.
    reading = read_voices(document, extractor=None if quotations is None else lambda text: quotations)
    mentions = [each for each in observation.mentions if each.start < limit]
    marks = [Mark(each.start, each.end, each.side, each.loading, each.distance) for each in mentions]
    paragraphs = tuple(mark_text(reading, marks, entries.labels, limit=limit))
    title = document.metadata.get("title")
    return DocumentView(
        number=number,
        label=label_of(document.id or "(no id)"),
        title=label_of(title or document.id or "Document", 200),
        about=tuple((label_of(key), label_of(value)) for key, value in list(document.metadata.items())[:_FACTS]),
        group=label_of(observation.group),
        words=f"{sum(observation.words):,}",
        voices=_voices(reading),
        paragraphs=paragraphs,
        left_out=max(0, len(document.text) - limit),
        facts=_facts(reading, mentions, entries),
        places=dict(_places(number, observation.document, paragraphs)),
    )


def _voices(reading: Reading) -> tuple[Voice, ...]:
    top = max((voice.share or 0.0 for voice in reading.voices), default=0.0) or 1.0
    return tuple(
        Voice(
            id=voice.id,
            tag=voice.id.removeprefix("v") if voice.kind != "author" else "",
            name="the author" if voice.kind == "author" else label_of(voice.name or "without a name"),
            tint=f"t{number % _TINTS + 1}" if voice.kind == "source" else "t0",
            words=voice.words,
            share=f"{100 * (voice.share or 0.0):.0f} %",
            width=round(100 * (voice.share or 0.0) / top, 1),
        )
        for number, voice in enumerate(reading.voices)
    )


def _facts(reading: Reading, mentions: Iterable[UsedName], entries: Entries) -> dict[str, Any]:
    """Return what the notes say of quotations and mentions, as short lists: thousands of them go into a page."""
    text = reading.document.text

    def words(spans: Iterable[tuple[int, int]]) -> str:
        return label_of(" … ".join(text[start:end] for start, end in spans))

    def number(held: dict[str | None, int], value: str | None) -> int:
        return held.setdefault(value, len(held))

    names: dict[str | None, int] = {}
    distances: dict[str | None, int] = {}
    return {
        "id": label_of(reading.document.id),
        "q": [
            [
                label_of(each.speaker) if each.speaker else None,
                each.source_kind,
                each.kind,
                words(each.cue) or None,
                each.cue_class,
                each.rule,
                words(each.source) or None,
            ]
            for each in reading.quotations
        ],
        "m": [
            [
                entries.number(each.referent, each.variant, each.side, each.loading),
                MODES.index(each.mode),
                number(distances, DISTANCES.get(each.distance or "")),
                number(names, label_of(each.speaker) if each.speaker else None),
                None if each.score is None else round(each.score / 1_000_000, 2),
                each.start,
                each.end,
            ]
            for each in mentions
        ],
        "names": list(names),
        "distances": list(distances),
    }


def _places(number: int, id: str, paragraphs: Iterable[Paragraph]) -> Iterator[tuple[tuple[str, int], Place]]:
    for paragraph in paragraphs:
        for run in paragraph.runs:
            for chunk in run.chunks:
                if chunk.anchor is not None:
                    for mention in chunk.mentions:
                        yield (id, mention), Place(number, mention, chunk.anchor)
