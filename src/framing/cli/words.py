"""Commands about words: keyness, discover, concordance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import framing
from framing.cli import options
from framing.cli.inputs import read_inputs, read_lexicons
from framing.cli.output import FORMATS, choose_form, write_table, write_text

__all__ = ["concordance", "discover", "keyness"]


@click.command()
@options.inputs
@options.by
@options.form
@options.out
@options.encoding
@options.mode
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="Rows a group.")
def keyness(
    inputs: tuple[str, ...], by: str, form: str | None, out: Path | None, encoding: str, mode: str | None, limit: int
) -> None:
    """Show which words and phrases set groups apart."""
    write_table(
        framing.keyness(read_inputs(inputs, encoding), by=by, mode=mode, limit=limit), choose_form(form, out), out
    )


@click.command()
@options.inputs
@click.option(
    "-k", "--known", multiple=True, help="A known name of the thing; repeat it. Without one: contested pairs."
)
@click.option("--by", metavar="KEY", help="Metadata key that groups documents.")
@click.option("-f", "--format", "form", type=click.Choice([*FORMATS, "toml"]), help="toml: a lexicon skeleton.")
@options.escape_formulas
@options.out
@options.encoding
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="How many candidates.")
def discover(
    inputs: tuple[str, ...],
    known: tuple[str, ...],
    by: str | None,
    form: str | None,
    out: Path | None,
    encoding: str,
    limit: int,
) -> None:
    """Propose other names for a thing, given one: a shortlist for a person to review."""
    corpus = read_inputs(inputs, encoding)
    form = choose_form(form, out)
    found: Any = (
        framing.discover(corpus, known=known, by=by, limit=limit)
        if known
        else framing.discover_contested(corpus, by=by or "document", limit=limit)
    )
    if form == "toml":
        write_text(found.to_toml(), out)
    else:
        write_table(found.to_table(), form, out)


@click.command()
@click.argument("query")
@options.inputs
@options.lexicons
@options.form
@options.out
@options.encoding
@click.option("--window", default=8, show_default=True, type=click.IntRange(0), help="Words on either side.")
@options.mode
def concordance(
    query: str,
    inputs: tuple[str, ...],
    lexicons: tuple[str, ...],
    form: str | None,
    out: Path | None,
    encoding: str,
    window: int,
    mode: str | None,
) -> None:
    """Show QUERY (a word or phrase) in context."""
    lines = framing.concordance(
        read_inputs(inputs, encoding), query, lexicon=read_lexicons(lexicons), window=window, mode=mode
    )
    write_table(lines, choose_form(form, out), out)
