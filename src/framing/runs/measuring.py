"""What is done to each document of a long run, wherever it runs: it is measured, or the reason why not is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from framing.documents import Document
from framing.lexicons import Lexicon
from framing.profiles import profile
from framing.runs.arrow import row_line

__all__ = ["TWIN", "Options", "Outcome", "dump", "fault_line", "measure_batch"]

TWIN = "DocumentError: two documents share this id"


@dataclass(frozen=True, slots=True)
class Options:
    """What every document of a run is measured with; it travels to the workers."""

    lexicon: Lexicon | None
    exact: bool = False
    rows: bool = False  # records with their figures in front, for tables


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch: the profile records as JSON lines (see `row_line`), and the faults as JSON lines."""

    records: tuple[str, ...]
    faults: tuple[str, ...]


def measure_batch(options: Options, documents: Iterable[Document]) -> Outcome:
    """Measure a batch: the one piece of work that a loop, a process and a cluster share."""
    records, faults = [], []
    for document in documents:
        try:
            record = profile(document, options.lexicon, exact=options.exact).to_dict()
            line = dump(record)
            records.append(row_line(record, line) if options.rows else line)
        except Exception as error:
            faults.append(fault_line(document.id, f"{type(error).__name__}: {error}".removesuffix(": ")))
    return Outcome(tuple(records), tuple(faults))


def dump(record: Any) -> str:
    """Return a record as one line of JSON; a lone surrogate, which UTF-8 cannot hold, stays escaped."""
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(record, separators=(",", ":"), allow_nan=False)
    return line


def fault_line(id: str | None, reason: str) -> str:
    """Return the line of the errors file that says which document failed, and why."""
    return dump({"document": id, "error": reason})
