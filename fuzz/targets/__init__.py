"""What is fuzzed: each target draws its input, runs the code, and checks what must hold; it returns the shape of the result."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

from fuzz.draws import Draw
from fuzz.targets import commands, costs, documents, lexicons, pages, records, texts

__all__ = ["TARGETS", "Target"]


@dataclass(frozen=True, slots=True)
class Target:
    """One target: its name, its share of the inputs, and whether instrumented code tells anything of it."""

    name: str
    function: Callable[..., Hashable]
    share: int
    guided: bool = True

    def run(self, draw: Draw, folder: Path) -> Hashable:
        """Run one input; files go into `folder`."""
        if len(inspect.signature(self.function).parameters) == 1:
            return self.function(draw)
        return self.function(draw, folder)


# Shares are of a thousand inputs: cheap targets and those that read hostile files get more.
TARGETS = {
    target.name: target
    for target in (
        Target("read-text", documents.read_text, 90),
        Target("read-rows", documents.read_rows, 90),
        Target("read-folder", documents.read_folder, 50),
        Target("segmentation", texts.segmentation, 120),
        Target("quotations", texts.quotations, 110),
        Target("voices", texts.voices, 80),
        Target("matching", texts.matching, 60),
        Target("valence", texts.valence, 90),
        Target("sentiment", texts.sentiment, 40),
        Target("targets", texts.targets, 40),
        Target("readability", texts.readability, 30),
        Target("words", texts.words, 10),
        Target("lexicon-toml", lexicons.toml, 40),
        Target("lexicon-written", lexicons.written, 20),
        Target("lexicon-formats", lexicons.formats, 60),
        Target("valences", lexicons.valences, 30),
        Target("profiles", records.profiles, 15),
        Target("comparison", records.comparison, 8),
        Target("records", records.read_records, 8),
        Target("annotations", records.hand_annotations, 20),
        Target("annotations-written", records.annotations_round_trip, 10),
        Target("document-report", pages.document_report, 4),
        Target("comparison-report", pages.comparison_report, 1),
        Target("notebooks", pages.notebooks, 4),
        Target("commands", commands.commands, 6),
        Target("costs", costs.costs, 1, guided=False),
    )
}
