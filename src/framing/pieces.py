"""Sentences as measures read them: in the body and the comments, split where the voice changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from framing.documents import Span
from framing.sections import Section

if TYPE_CHECKING:
    from framing.voices import Mode, Stretch

__all__ = ["Piece", "split_by_voice"]


class Piece(NamedTuple):
    """The part `[start, end)` of a sentence that one voice speaks.

    `sentence` is the index of the sentence in `reading.sentences`, `section` that of its section; `mode` is the one
    that covers most of the piece (a mixed quotation is marked and unmarked by turns, and yet one clause).
    """

    start: int
    end: int
    voice: str
    mode: Mode
    sentence: int
    section: int


def split_by_voice(
    sentences: Sequence[Span], sections: Sequence[Section], stretches: Sequence[Stretch]
) -> Iterator[Piece]:
    """Yield the pieces of every sentence outside boilerplate, in the order of the text.

    >>> from framing.voices import read_voices
    >>> reading = read_voices("“We will sign,” said Ana Petrova. Nobody signed.")
    >>> [(reading.document.text[piece.start : piece.end], piece.voice) for piece in reading.pieces]
    [('“', 'author'), ('We will sign,', 'v1'), ('” said Ana Petrova. ', 'author'), ('Nobody signed.', 'author')]
    """
    at = section = 0
    for number, (start, end) in enumerate(sentences):
        while section + 1 < len(sections) and sections[section].end <= start:
            section += 1
        while at < len(stretches) and stretches[at].end <= start:
            at += 1
        last = at
        while last < len(stretches) and stretches[last].start < end:
            last += 1
        if last == at + 1:  # most sentences have one voice
            only = stretches[at]
            yield Piece(max(start, only.start), min(end, only.end), only.voice, only.mode, number, section)
            continue
        for run in _runs(stretches[at:last]):
            begin, stop = max(start, run[0].start), min(end, run[-1].end)
            yield Piece(begin, stop, run[0].voice, _mode(run, start, end), number, section)


def _runs(stretches: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """Group neighbours of one voice."""
    run: list[Stretch] = []
    for stretch in stretches:
        if run and run[-1].voice != stretch.voice:
            yield run
            run = []
        run.append(stretch)
    if run:
        yield run


def _mode(run: list[Stretch], start: int, end: int) -> Mode:
    if len(run) == 1:
        return run[0].mode
    lengths: dict[Mode, int] = {}
    for stretch in run:
        covered = min(end, stretch.end) - max(start, stretch.start)
        lengths[stretch.mode] = lengths.get(stretch.mode, 0) + covered
    return max(lengths, key=lambda mode: lengths[mode])
