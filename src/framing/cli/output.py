"""What commands write: tables for people, records for programs, files as a whole, progress on stderr."""

from __future__ import annotations

import io
import json
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from framing.errors import OptionError
from framing.whole_files import write_lines

__all__ = [
    "ESCAPE_FORMULAS",
    "FORMATS",
    "Progress",
    "as_json",
    "choose_form",
    "terminal_width",
    "write_table",
    "write_text",
]

ESCAPE_FORMULAS = "framing.escape_formulas"  # where the context of a command keeps the option
FORMATS = ("table", "json", "jsonl", "csv", "parquet")


def choose_form(form: str | None, out: Path | None) -> str:
    """Choose the format: as asked, else by the file's ending, else tables for people and records for programs."""
    if form is not None:
        return form
    if out is not None:
        ending = out.suffix.removeprefix(".")
        return ending if ending in FORMATS else "jsonl"
    return "table" if sys.stdout.isatty() else "jsonl"


def terminal_width() -> int:
    """Return how many cells a table may take."""
    return min(120, shutil.get_terminal_size((80, 24)).columns)


def write_table(table: Any, form: str, out: Path | None) -> None:
    """Write one table in the form that was asked for."""
    if form in ("csv", "parquet"):
        _write_file(table, form, out)
    elif form == "table":
        write_text(table.render(width=terminal_width()), out)
    elif form == "json":
        write_text(as_json(table.to_dicts(), indent=1), out)
    else:
        write_text("\n".join(as_json(row) for row in table.to_dicts()), out)


def _write_file(table: Any, form: str, out: Path | None) -> None:
    escape = click.get_current_context().meta.get(ESCAPE_FORMULAS, False)
    if form == "csv" and out is None:
        held = io.StringIO()
        table.to_csv(held, escape_formulas=escape)
        write_text(held.getvalue().removesuffix("\n"), None)
    elif form == "csv":
        table.to_csv(out, escape_formulas=escape)
    elif out is None:
        raise OptionError("parquet is no text: name a file with --out")
    else:
        table.to_parquet(out)


def as_json(value: Any, indent: int | None = None) -> str:
    """Return a value as JSON that UTF-8 can hold."""
    try:
        text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate in a text: UTF-8 cannot hold it, an escape can
        return json.dumps(value, indent=indent, allow_nan=False)
    return text


def write_text(text: str, out: Path | None) -> None:
    """Write a text and a line end: to standard output, or a file as a whole."""
    if out is None:
        if text:
            click.echo(text.encode("utf-8", "replace"))
    else:
        write_lines(out, text.split("\n"))


class Progress:
    """Shows a bar on stderr, if that is a terminal: documents done, their rate, the time left if `total` is known."""

    def __init__(self, quiet: bool, total: int | None = None) -> None:
        self._shown, self._total = not quiet and sys.stderr.isatty(), total
        self._start, self._done = time.monotonic(), 0
        self._bar: Any = None

    def __enter__(self) -> Callable[[int], None]:
        if self._shown:
            self._bar = click.progressbar(
                length=self._total or 0,
                file=sys.stderr,
                show_eta=self._total is not None,
                show_pos=True,
                show_percent=False,
                item_show_func=self._rate,
            )
            self._bar.__enter__()
        return self._show

    def _rate(self, item: object) -> str:
        return f"{self._done / max(time.monotonic() - self._start, 1e-9):,.1f} documents/s"

    def _show(self, done: int) -> None:
        step, self._done = done - self._done, done
        if self._bar is not None:
            # A length that was only guessed must not end the bar before the run.
            self._bar.length = max(self._bar.length, done + 1)
            self._bar.update(step, done)

    def __exit__(self, *error: Any) -> None:
        if self._bar is not None:
            if error[0] is None:
                self._bar.length = self._done
                self._bar.render_progress()
            self._bar.__exit__(*error)
