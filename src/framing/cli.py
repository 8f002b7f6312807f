"""The command line: thin commands that read, call the library, and print. It holds no logic of its own."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

import framing
from framing.documents import Corpus, Document, iter_corpus
from framing.errors import FramingError, OptionError

FORMATS = ("table", "json", "jsonl", "csv", "parquet")

EPILOG = "Exit status: 0 all went well; 1 something was found (review, lexicon check); 2 the input or an option is faulty."


class _Group(click.Group):
    """Turns the library's errors into a message on stderr and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except FramingError as error:
            click.echo(f"framing: {error}", err=True)
            ctx.exit(2)
        except BrokenPipeError:  # `framing … | head`
            sys.stderr.close()
            ctx.exit(0)


@click.group(cls=_Group, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(framing.__version__, prog_name="framing")
def main() -> None:
    """Measure and compare how news texts frame one event: who uses which contested name, in whose voice.

    INPUT is a folder of .txt files (with an optional corpus.toml), a .jsonl, .csv or .parquet file, single text files,
    or - for standard input. The word "seeds" stands for the five articles that ship with the package.
    """


# ---------------------------------------------------------------- options that commands share

_inputs = click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
_one_lexicon = click.option(
    "-l", "--lexicon", "lexicons", metavar="PACK|FILE", multiple=True, help="A pack or a TOML file; repeat it to join several."
)
_encoding = click.option("--encoding", default="utf-8", show_default=True, help="Encoding of text files, or 'detect'.")
_format = click.option(
    "-f", "--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, else jsonl."
)
_out = click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to FILE (whole or not at all).")
_by = click.option("--by", default="document", show_default=True, metavar="KEY", help="Metadata key that groups documents.")
_seed = click.option("--seed", default=0, show_default=True, help="Seed of intervals and permutations.")


def _lexicon(names: Sequence[str]) -> Any:
    return framing.load_lexicon(*names) if names else None


def _read(inputs: Sequence[str], encoding: str) -> Corpus:
    return Corpus(document for each in inputs for document in _documents(each, encoding))


def _documents(source: str, encoding: str) -> Iterator[Document]:
    if source == "-":
        return _standard_input(encoding)
    if source == "seeds" and not Path(source).exists():
        return iter(framing.load_seeds())
    return iter_corpus(source, encoding=encoding)


def _standard_input(encoding: str) -> Iterator[Document]:
    raw = sys.stdin.buffer.read()
    try:
        text = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise framing.DocumentError(f"standard input: is not {encoding} ({error}). Name its encoding with --encoding") from None
    yield Document(text, "stdin")


def _form(form: str | None, out: Path | None) -> str:
    """Choose the format: as asked, else by the file's ending, else tables for people and records for programs."""
    if form is not None:
        return form
    if out is not None:
        ending = out.suffix.removeprefix(".")
        return ending if ending in FORMATS else "jsonl"
    return "table" if sys.stdout.isatty() else "jsonl"


def _width() -> int:
    return min(120, shutil.get_terminal_size((80, 24)).columns)
