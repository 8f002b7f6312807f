"""WebAnno TSV 3.3, the format that INCEpTION exports and imports.

As its user guide describes it (appendix "WebAnno TSV 3.3 file format"): one token a line, one column a feature, stacked
annotations told apart by `[n]`, offsets in UTF-16 units. Tokens are cut where labels begin and end, so that none is
split.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from framing.errors import DocumentError
from framing.evaluation.labels import Label
from framing.segmentation import split_sentences, split_words

__all__ = ["read_webanno", "write_webanno"]

LAYER = "webanno.custom.Framing"
FEATURES = ("label", "of", "speaker", "referent", "variant", "loading", "core", "doubtful", "nested")
_RESERVED = re.compile(r"\\|->|[\[\]|_;*]")
_CONTROLS = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f", "\\": "\\\\"}
_CONTROL = re.compile(r"[\n\r\t\b\f\\]")
_ESCAPED_CONTROL = re.compile(r"\\(.)", re.DOTALL)
_BACK = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_MARK = re.compile(r"[^\s\w]|_")
_STACKED = re.compile(r"((?:[^\\|]|\\.)*)(?:\||\Z)", re.DOTALL)
_NUMBERED = re.compile(r"(.*)\[(\d+)\]", re.DOTALL)


def write_webanno(text: str, labels: Sequence[Label]) -> str:
    """Return a document and its labels as WebAnno TSV."""
    lines = ["#FORMAT=WebAnno TSV 3.3", f"#T_SP={LAYER}|{'|'.join(FEATURES)}", "", ""]
    units = _units(text)
    tokens = _tokens(text, labels)
    starts = [start for start, _ in tokens]
    cells = _cells(tokens, starts, labels)
    for number, (start, end) in enumerate(_filled(text), start=1):
        lines.append("#Text=" + _CONTROL.sub(lambda match: _CONTROLS[match.group()], text[start:end]))
        for at in range(bisect_left(starts, start), bisect_left(starts, end)):
            a, b = tokens[at]
            id = f"{number}-{at - bisect_left(starts, start) + 1}"
            lines.append("\t".join([id, f"{units[a]}-{units[b]}", _guard(text[a:b]), *cells[at], ""]))
        lines.append("")
    return "\n".join(lines) + "\n"


def _units(text: str) -> list[int]:
    """Return the UTF-16 offset of each code point, and of the end."""
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if ord(character) > 0xFFFF else 1))
    return offsets


def _filled(text: str) -> Iterator[tuple[int, int]]:
    for start, end in split_sentences(text):
        if text[start:end].strip():
            yield start, end


def _tokens(text: str, labels: Iterable[Label]) -> list[tuple[int, int]]:
    """Return words and marks, cut where a label or a sentence begins or ends."""
    edges = {edge for label in labels for edge in (label.start, label.end)}
    edges |= {start for start, _ in split_sentences(text)}
    inner = sorted(edges)
    pieces = sorted({*split_words(text), *(match.span() for match in _MARK.finditer(text))})
    tokens: list[tuple[int, int]] = []
    for start, end in pieces:
        if tokens and start < tokens[-1][1]:  # a mark inside a word
            continue
        cuts = inner[bisect_left(inner, start + 1) : bisect_left(inner, end)]
        tokens += zip([start, *cuts], [*cuts, end], strict=True)
    return tokens


def _cells(tokens: Sequence[tuple[int, int]], starts: Sequence[int], labels: Sequence[Label]) -> list[list[str]]:
    """Return each token's columns: the values of every label over it, each with the label's number."""
    over: list[list[int]] = [[] for _ in tokens]
    for number, label in enumerate(labels):
        for at in range(bisect_left(starts, label.start), bisect_left(starts, label.end)):
            over[at].append(number)
    values = [[label.name, *(label.facts.get(name) for name in FEATURES[1:])] for label in labels]
    rows = []
    for numbers in over:
        columns = [
            "|".join(f"{_guard(value) if (value := values[n][at]) is not None else '*'}[{n + 1}]" for n in numbers)
            for at in range(len(FEATURES))
        ]
        rows.append([column or "_" for column in columns])
    return rows


def _guard(value: str) -> str:
    escaped = _RESERVED.sub(lambda match: "\\" + match.group(), value)
    return re.sub(r"[\n\r\t]", " ", escaped)


def _plain(value: str) -> str:
    return re.sub(r"\\(->|.)", r"\1", value, flags=re.DOTALL)


# ---------------------------------------------------------------- reading


def read_webanno(content: str, where: str) -> tuple[str, list[Label]]:
    """Return the text and the labels of a WebAnno TSV.

    Blanks between sentences, which the format does not hold, become line breaks. Layers other than ours are passed
    over.

    Raises:
        DocumentError: it is no WebAnno TSV of version 3, or a line is faulty.
    """
    lines = content.split("\n")
    if not lines[0].startswith("#FORMAT=WebAnno TSV 3"):
        raise DocumentError(f"{where}: is no WebAnno TSV 3: its first line is {lines[0][:60]!r}")
    columns = _columns(lines)
    sentences: list[tuple[int | None, str]] = []
    found: dict[str, tuple[int, int, dict[str, str]]] = {}
    waiting: str | None = None
    for number, line in enumerate(lines, start=1):
        if line.startswith("#Text="):
            waiting = _unescaped(line.removeprefix("#Text=").removesuffix("\r"))
        elif line[:1].isdigit():
            try:
                cells = line.split("\t")
                begin, end = (int(each) for each in cells[1].split("-"))
                _collect(cells, begin, end, columns, found)
            except (ValueError, IndexError):
                raise DocumentError(f"{where}:{number}: is no token line of WebAnno TSV: {line[:80]!r}") from None
            if waiting is not None:
                lead = len(waiting) - len(waiting.lstrip())
                sentences.append((begin - lead, waiting))
                waiting = None
    text, points = _text_of(sentences)
    labels = [
        Label(points[a], points[b], facts.pop("label", ""), facts) for a, b, facts in found.values() if b < len(points)
    ]
    return text, [label for label in labels if label.name]


def _columns(lines: Iterable[str]) -> dict[str, int]:
    """Return which column each of our features stands in."""
    at = 3
    for line in lines:
        if line.startswith("#T_"):
            layer, *features = line.partition("=")[2].removesuffix("\r").split("|")
            if layer == LAYER:
                return {feature: at + number for number, feature in enumerate(features)}
            at += len(features) + (1 if line.startswith("#T_CH") else 0)
    return {}


def _collect(
    cells: Sequence[str],
    begin: int,
    end: int,
    columns: dict[str, int],
    found: dict[str, tuple[int, int, dict[str, str]]],
) -> None:
    for feature, at in columns.items():
        if at >= len(cells) or cells[at] in ("_", ""):
            continue
        for position, match in enumerate(_STACKED.finditer(cells[at])):
            if not match.group(1):
                continue
            numbered = _NUMBERED.fullmatch(match.group(1))
            # A label on a single token has no number: its place is enough.
            key = numbered.group(2) if numbered else f"{cells[0]}/{position}"
            value = numbered.group(1) if numbered else match.group(1)
            start, stop, facts = found.get(key, (begin, end, {}))
            if value != "*":
                facts[feature] = _plain(value)
            found[key] = (min(start, begin), max(stop, end), facts)


def _unescaped(text: str) -> str:
    return _ESCAPED_CONTROL.sub(lambda match: _BACK.get(match.group(1), match.group(1)), text)


def _text_of(sentences: Iterable[tuple[int | None, str]]) -> tuple[str, list[int]]:
    """Return the whole text, and the code point of each UTF-16 offset."""
    units: list[str] = []
    for begin, sentence in sentences:
        units += ["\n"] * max(0, (begin or 0) - len(units))
        for character in sentence:
            units += [character] if ord(character) <= 0xFFFF else [character, ""]
    points = [0]
    for unit in units:
        points.append(points[-1] + (1 if unit else 0))
    return "".join(units), points
