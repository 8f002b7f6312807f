"""Commands that measure and compare: profile, compare."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import framing
from framing.cli import options
from framing.cli.inputs import read_inputs, read_lexicons, read_records
from framing.cli.output import Progress, as_json, choose_form, terminal_width, write_table, write_text
from framing.errors import OptionError, nearest
from framing.rendering import printable

__all__ = ["compare", "profile"]


@click.command()
@options.inputs
@options.lexicons
@options.form
@options.out
@options.html
@options.encoding
@click.option("--exact", is_flag=True, help="Score the text with its typographic marks, as VADER alone would.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes (with --out).")
@click.option("--resume", is_flag=True, help="Go on with an interrupted run into the same --out.")
@click.option("--strict", is_flag=True, help="Let the first faulty document end the run.")
@click.option("-q", "--quiet", is_flag=True, help="No progress on stderr.")
def profile(
    inputs: tuple[str, ...],
    lexicons: tuple[str, ...],
    form: str | None,
    out: Path | None,
    html: Path | None,
    encoding: str,
    exact: bool,
    quiet: bool,
    **run: Any,
) -> None:
    """Measure each document: names, voices, quotations, sentiment, readability.

    With --format jsonl, one profile record a line. With --out FILE.jsonl or FILE.parquet, a long run: in several
    processes, whole or not at all, resumable; documents that fail go to FILE.errors.jsonl.
    """
    lexicon = read_lexicons(lexicons)
    form = choose_form(form, out)
    if html is not None:
        _report(inputs, lexicon, html, encoding, exact)
    if out is not None and form in ("jsonl", "parquet"):
        _run(inputs, quiet, lexicon=lexicon, out=out, encoding=encoding, exact=exact, **run)
        return
    profiles = framing.iter_profiles(read_inputs(inputs, encoding), lexicon, exact=exact)
    if form == "jsonl":
        for found in profiles:
            write_text(as_json(found.to_dict()), None)
    elif form == "json":
        write_text(as_json([found.to_dict() for found in profiles], indent=1), out)
    elif form == "table":
        write_text("\n\n".join(found.render(width=terminal_width()) for found in profiles), out)
    else:
        write_table(framing.profiles_table(profiles), form, out)


def _report(inputs: tuple[str, ...], lexicon: Any, html: Path, encoding: str, exact: bool) -> None:
    corpus = read_inputs(inputs, encoding)
    if len(corpus) != 1:
        raise OptionError(
            f"--html shows one document, and these are {len(corpus)}. Compare them: framing compare --html"
        )
    framing.write_document_report(framing.profile(corpus[0], lexicon, exact=exact), corpus[0], html)


def _run(inputs: tuple[str, ...], quiet: bool, *, encoding: str, **run: Any) -> None:
    from framing.runs import estimate_documents

    source: Any = inputs[0]
    if len(inputs) > 1 or not Path(source).exists():
        source = read_inputs(inputs, encoding)
    with Progress(quiet, estimate_documents(source)) as progress:
        done = framing.profile_corpus(source, encoding=encoding, progress=progress, **run)
    click.echo(f"{done.documents} profiles in {done.out}", err=True)
    if done.errors is not None:
        click.echo(f"{done.faults} documents could not be profiled: see {done.errors}", err=True)


@click.command()
@options.inputs
@options.lexicons
@options.by
@options.form
@options.out
@options.html
@options.encoding
@options.seed
@click.option("--table", "name", help="One table alone: naming, loading, sourcing, …")
@click.option("--comments", is_flag=True, help="Count readers' comments too.")
@click.option(
    "--sides", nargs=2, metavar="A B", help="The two sides of the index; default: those opposed in the lexicon."
)
@click.option(
    "--pairs", type=click.Choice(["auto", "all", "rest"]), default="auto", show_default=True, help="Tests of pairs."
)
@click.option("--no-spans", is_flag=True, help="No list of places in each row: memory does not grow with the corpus.")
@click.option("--permutations", default=9999, show_default=True, type=click.IntRange(1), help="Of each test.")
def compare(
    inputs: tuple[str, ...],
    lexicons: tuple[str, ...],
    form: str | None,
    out: Path | None,
    html: Path | None,
    encoding: str,
    name: str | None,
    no_spans: bool,
    **how: Any,
) -> None:
    """Compare documents or groups of them: names, sides, loading, sources, sentiment.

    INPUT may also be profiles that `framing profile --out FILE.jsonl` wrote.
    """
    lexicon = read_lexicons(lexicons)
    form = choose_form(form, out)
    records = read_records(inputs)
    # A summary of profiles shows no spans and no text: what was observed of each document can be let go.
    summary = form == "table" and name is None
    spans = not (no_spans or summary) or html is not None
    comparison = framing.compare(
        read_inputs(inputs, encoding) if records is None else records,
        lexicon,
        spans=spans,
        observations=spans or records is None,
        **how,
    )
    for warning in comparison.warnings:
        click.echo(f"framing: {printable(warning)}", err=True)
    if html is not None:
        framing.write_report(comparison, html, lexicon=lexicon)
    if name is not None:
        write_table(comparison.table(name), form, out)
    elif form == "table":
        write_text(comparison.render(width=terminal_width()), out)
    elif form in ("csv", "parquet"):
        raise OptionError(f"{form} holds one table: choose it with --table. {nearest('', comparison.tables)}")
    else:
        write_text(as_json(comparison.to_dict(), indent=1 if form == "json" else None), out)
