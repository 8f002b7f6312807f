"""Commands beside a person's own judgement: review, annotate, evaluate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

import framing
from framing.cli import options
from framing.cli.inputs import documents_of, read_inputs, read_lexicons
from framing.cli.output import as_json, choose_form, write_text
from framing.documents import Document
from framing.errors import OptionError

__all__ = ["annotate", "evaluate", "review"]


@click.command()
@options.inputs
@options.lexicons
@options.encoding
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True
)
@click.pass_context
def review(ctx: click.Context, inputs: tuple[str, ...], lexicons: tuple[str, ...], encoding: str, form: str) -> None:
    """List loaded or one-sided names in the author's own voice; exit status 1 if there are any.

    Each line is file:line:column, the name, whose it is, and the pack's advice. Quoted words are left alone.
    """
    if not lexicons:
        raise OptionError("a review needs a lexicon: --lexicon karabakh, say")
    from framing import reviews

    pack = read_lexicons(lexicons)
    notes = [
        replace(note, file=_path_of(each, document))
        for each in inputs
        for document in documents_of(each, encoding)
        for note in framing.review(document, pack)
    ]
    shown = {"text": reviews.render_text, "json": reviews.render_json, "github": reviews.render_github}[form](notes)
    if shown:
        click.echo(shown, nl=False)
    ctx.exit(1 if notes else 0)


def _path_of(source: str, document: Document) -> str:
    """Return the path that an editor or a forge finds a document by."""
    path = Path(source)
    if path.is_dir():
        return str(path / document.id)
    return source if path.suffix == ".txt" and path.is_file() else document.id or "stdin"


@click.command()
@options.inputs
@options.lexicons
@options.encoding
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["brat", "webanno", "doccano", "prodigy"]),
    default="brat",
    show_default=True,
)
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="A folder, or for JSON lines a file.")
def annotate(inputs: tuple[str, ...], lexicons: tuple[str, ...], encoding: str, form: str, out: Path) -> None:
    """Write profiles as annotations, so that a coder corrects rather than starts."""
    corpus = read_inputs(inputs, encoding)
    profiles = list(framing.iter_profiles(corpus, read_lexicons(lexicons)))
    framing.write_annotations(profiles, out, form, texts=corpus)
    click.echo(f"wrote {len(profiles)} documents to {out}", err=True)


@click.command()
@click.argument("gold")
@click.argument("predicted", required=False)
@options.lexicons
@options.form
@options.out
def evaluate(gold: str, predicted: str | None, lexicons: tuple[str, ...], form: str | None, out: Path | None) -> None:
    """Compare PREDICTED profiles with hand-made GOLD; without PREDICTED, profile the seeds.

    Each is any annotation that framing reads: profile records, brat, WebAnno, Doccano, Prodigy, or JSON like the
    seeds' gold.json.
    """
    profiles: Any
    if predicted is None:
        pack = read_lexicons(lexicons or ("karabakh",))
        profiles = list(framing.iter_profiles(framing.load_seeds(), pack))
    else:
        profiles = predicted
    evaluation = framing.evaluate(gold, profiles)
    form = choose_form(form, out)
    if form == "table":
        write_text(str(evaluation), out)
    else:
        write_text(as_json(evaluation.to_dict(), indent=1 if form == "json" else None), out)
