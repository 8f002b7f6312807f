"""brat's standoff (https://brat.nlplab.org/standoff.html): a text, and beside it a file of entities and attributes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from framing.evaluation.labels import Label

__all__ = ["CONFIGURATION", "read_brat", "write_brat"]

CONFIGURATION = """\
# The labels of framing: https://brat.nlplab.org/configuration.html
[entities]
Mention
Quotation
Quoted
Cue
Source
ScareQuote
Boilerplate
Comments
[relations]
<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>
[events]
[attributes]
Mode Arg:Mention, Value:own|quoted|paraphrased
Distance Arg:Mention, Value:scare_quotes|so_called|alleged
Kind Arg:Quotation, Value:direct|mixed|indirect
"""
_LINE_BREAKS = re.compile(r"[\n\r]+")
_ENTITY = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes (T\d+)\t(.*)")
_ATTRIBUTE = re.compile(r"[AM]\d+\t(\w+) (T\d+) (\S+)")
_ATTRIBUTES = {"Mention": ("Side", "Mode", "Distance"), "Quotation": ("Kind",)}


def write_brat(text: str, labels: Iterable[Label]) -> str:
    """Return brat's standoff: choices as attributes, facts (and a side, of which there is no fixed list) as notes."""
    lines: list[str] = []
    attributes = 0
    for number, label in enumerate(labels, start=1):
        # brat does not let a span cross a line break: the pieces of the lines stand for it.
        pieces = list(_lines_of(text, label.start, label.end))
        if not pieces:
            continue
        offsets = ";".join(f"{start} {end}" for start, end in pieces)
        lines.append(f"T{number}\t{label.kind} {offsets}\t{' '.join(text[a:b] for a, b in pieces)}")
        facts = dict(label.facts)
        for name, value in zip(_ATTRIBUTES.get(label.kind, ()), label.choices, strict=False):
            if name == "Side":
                facts["side"] = value
            else:
                attributes += 1
                lines.append(f"A{attributes}\t{name} T{number} {value}")
        if facts:
            note = json.dumps(facts, ensure_ascii=True, sort_keys=True)
            lines.append(f"#{number}\tAnnotatorNotes T{number}\t{note}")
    return "".join(line + "\n" for line in lines)


def _lines_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for gap in _LINE_BREAKS.finditer(text, start, end):
        if at < gap.start():
            yield at, gap.start()
        at = gap.end()
    if at < end:
        yield at, end


def read_brat(standoff: str, text: str) -> list[Label]:
    """Return the labels of brat's standoff; a quotation that names none it belongs to is one by itself."""
    entities: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    choices: dict[str, dict[str, str]] = {}
    facts: dict[str, dict[str, str]] = {}
    for line in standoff.split("\n"):
        if match := _ENTITY.match(line):
            pieces = [(int(a), int(b)) for a, b in (each.split() for each in match.group(3).split(";"))]
            entities[match.group(1)] = (match.group(2), pieces)
        elif match := _NOTE.match(line):
            facts[match.group(1)] = _note_facts(match.group(2))
        elif match := _ATTRIBUTE.match(line):
            choices.setdefault(match.group(2), {})[match.group(1)] = match.group(3)
    labels = []
    for id, (kind, pieces) in entities.items():
        held = facts.get(id, {})
        parts = [choices.get(id, {}).get(name) or held.get(name.lower()) for name in _ATTRIBUTES.get(kind, ())]
        while parts and parts[-1] is None:
            parts.pop()
        name = ":".join([kind, *(part or "none" for part in parts)])
        kept = {key: value for key, value in held.items() if key != "side"}
        if kind == "Quotation":
            kept.setdefault("of", id)
        labels += [Label(start, end, name, kept) for start, end in _joined(text, pieces)]
    return labels


def _note_facts(note: str) -> dict[str, str]:
    """Return the facts of a note of ours; a coder's own note is no fact."""
    try:
        held = json.loads(note)
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in held.items()} if isinstance(held, dict) else {}


def _joined(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join pieces between which there is nothing but line breaks."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if joined and not text[joined[-1][1] : start].strip("\n\r"):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
