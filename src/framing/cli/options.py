"""The options that commands share."""

from __future__ import annotations

from pathlib import Path

import click

from framing.attribution import MODES
from framing.cli.output import FORMATS

__all__ = ["by", "encoding", "form", "html", "inputs", "lexicons", "mode", "out", "seed"]

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
form = click.option(
    "-f", "--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, else jsonl."
)
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
