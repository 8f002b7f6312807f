"""Review: the loaded and the one-sided names in an author's own voice, for a standards editor.

What a source says is left alone, and so is what the author holds at arm's length (scare quotes, *so-called*). A name
that stands beside its rival (*Stepanakert/Khankendi*) is balanced, and left alone too.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.documents import Document
from framing.lexicons import NEUTRAL, Lexicon, Referent, load_lexicon
from framing.rendering import clean
from framing.tables import encodable
from framing.terminology import Mention, measure_terminology
from framing.voices import Reading, read_voices

__all__ = ["ReviewNote", "render_github", "render_json", "render_text", "review"]

_LINE_END = re.compile(r"\r\n|\n|\r")
_BESIDE = re.compile(r"\s?[/(]\s?|,? (?:or|also known as|known as|also called) ")
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """One name that an editor should look at: where it stands (line and column from 1), what it is, what to write.

    `severity` is `warning` for a loaded name and `notice` for one side's name.
    """

    file: str
    line: int
    column: int
    start: int
    end: int
    name: str
    referent: str
    variant: str
    side: str | None
    loading: str
    severity: str
    advice: str

    @property
    def message(self) -> str:
        """The note in one sentence."""
        whose = f" of the {self.side} side" if self.side not in (None, NEUTRAL) else ""
        return f"{self.loading} name{whose}: “{self.name}”. {self.advice}"

    def to_dict(self) -> dict[str, Any]:
        """Return the note as plain values, with its message."""
        return {name: getattr(self, name) for name in self.__slots__} | {"message": self.message}


def review(
    document: str | Document | Reading, lexicon: str | Path | Lexicon, *, date: str | int | None = None
) -> tuple[ReviewNote, ...]:
    """Return the loaded and the one-sided names in the author's own voice, in the order of the text.

    Raises:
        LexiconError: the lexicon is unknown or faulty.
        OptionError: `date` is none.

    >>> [note.name for note in review("They met in Khankendi. “In Khankendi,” said Ali Aliyev.", "karabakh")]
    ['Khankendi']
    """
    reading = read_voices(document)
    lexicon = load_lexicon(lexicon)
    mentions = measure_terminology(reading, lexicon, date=date).mentions
    text = reading.document.text
    lines = [0, *(end.end() for end in _LINE_END.finditer(text))]
    referents = {referent.id: referent for referent in lexicon.referents}
    balanced = _balanced(text, mentions)
    return tuple(
        _note(reading.document, lines, mention, referents[mention.referent])
        for place, mention in enumerate(mentions)
        if _judges(mention) and place not in balanced
    )


def _judges(mention: Mention) -> bool:
    own = mention.voice == "author" and mention.mode == "own" and mention.distance is None
    one_sided = mention.loading == "marked" and mention.side not in (None, NEUTRAL)
    return own and (mention.loading == "loaded" or one_sided)


def _balanced(text: str, mentions: Sequence[Mention]) -> set[int]:
    """The places of mentions that stand beside a rival name of the same referent."""
    last: dict[str, int] = {}
    beside: set[int] = set()
    for place, mention in enumerate(mentions):
        before = last.get(mention.referent)
        if before is not None and mentions[before].side != mention.side:
            gap = text[mentions[before].end : min(mention.start, mentions[before].end + 20)]
            if _BESIDE.fullmatch(gap):
                beside |= {before, place}
        last[mention.referent] = place
    return beside


def _note(document: Document, lines: Sequence[int], mention: Mention, referent: Referent) -> ReviewNote:
    line = bisect_right(lines, mention.start)
    return ReviewNote(
        file=document.id or "text",
        line=line,
        column=mention.start - lines[line - 1] + 1,
        start=mention.start,
        end=mention.end,
        name=" ".join(document.text[mention.start : mention.end].split()),
        referent=mention.referent,
        variant=mention.variant,
        side=mention.side,
        loading=mention.loading,
        severity="warning" if mention.loading == "loaded" else "notice",
        advice=_advice(referent),
    )


def _advice(referent: Referent) -> str:
    if referent.advice:
        source = f" ({referent.advice_source})" if referent.advice_source else ""
        return f"Advice: {referent.advice}{source}"
    neutral = [
        variant.name for variant in referent.variants if variant.side == NEUTRAL and variant.loading == "neutral"
    ]
    if neutral:
        return f"Third parties write: {', '.join(neutral[:_MOST_NAMES])}"
    return f"It names {referent.label}: attribute it, or describe the thing"


# ---------------------------------------------------------------- ways out


def render_text(notes: Sequence[ReviewNote]) -> str:
    """Return a line for each note: `file:line:column: message`."""
    return "".join(f"{_flat(note.file)}:{note.line}:{note.column}: {_flat(note.message)}\n" for note in notes)


def render_json(notes: Sequence[ReviewNote]) -> str:
    """Return the notes as one JSON array; a lone surrogate, which UTF-8 cannot hold, stays escaped."""
    held = [note.to_dict() for note in notes]
    shown = json.dumps(held, ensure_ascii=False, indent=2)
    return f"{shown if encodable(shown) == shown else json.dumps(held, indent=2)}\n"


def render_github(notes: Sequence[ReviewNote]) -> str:
    """Return the notes as workflow commands, which GitHub shows beside the lines of a pull request."""
    return "".join(_commands(notes))


def _commands(notes: Sequence[ReviewNote]) -> Iterator[str]:
    for note in notes:
        place = f"file={_escaped(clean(note.file), ':,')},line={note.line},col={note.column}"
        yield f"::{note.severity} {place},title=framing::{_escaped(_flat(note.message))}\n"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _flat(text: str) -> str:
    return " ".join(clean(text).split())
