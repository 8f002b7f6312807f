"""The options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from framing.attribution import MODES
from framing.cli.output import ESCAPE_FORMULAS, FORMATS

__all__ = ["by", "encoding", "escape_formulas", "form", "html", "inputs", "lexicons", "mode", "out", "seed"]

inputs = click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
lexicons = click.option(
    "-l",
    "--lexicon",
    "lexicons",
    metavar="PACK|FILE",
    multiple=True,
    help="A pack or a TOML file; repeat it to join several.",
)
encoding = click.option("--encoding", default="utf-8", show_default=True, help="Encoding of text files, or 'detect'.")
_form = click.option(
    "-f", "--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, else jsonl."
)
escape_formulas = click.option(
    "--escape-formulas",
    is_flag=True,
    expose_value=False,
    callback=lambda context, _, value: context.meta.__setitem__(ESCAPE_FORMULAS, value),
    help="In CSV: an apostrophe before cells that a spreadsheet would run.",
)


def form(command: Callable[..., Any]) -> Callable[..., Any]:
    """Take a format, and how to write it."""
    return _form(escape_formulas(command))


out = click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to FILE (whole or not at all)."
)
by = click.option(
    "--by", default="document", show_default=True, metavar="KEY", help="Metadata key that groups documents."
)
html = click.option(
    "--html", type=click.Path(dir_okay=False, path_type=Path), help="Also write a report: one self-contained HTML file."
)
seed = click.option("--seed", default=0, show_default=True, help="Seed of intervals and permutations.")
mode = click.option("--mode", type=click.Choice(MODES), help="Words of one mode alone.")
