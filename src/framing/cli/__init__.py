"""The command line: thin commands that read, call the library, and print. It holds no logic of its own."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any

import click

import framing
from framing.cli.coding import annotate, evaluate, review
from framing.cli.lexicons import lexicon
from framing.cli.profiles import compare, profile
from framing.cli.words import concordance, discover, keyness
from framing.errors import FramingError
from framing.rendering import printable

__all__ = ["main"]

EPILOG = (
    "Exit status: 0 all went well; 1 something was found (review, lexicon check); 2 the input or an option is faulty;"
    " 130 interrupted."
)


class _Group(click.Group):
    """Turns the library's errors into a message on stderr and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except FramingError as error:
            _refuse(ctx, str(error), 2)
        except BrokenPipeError:  # `framing … | head`
            _let_go_of_output()
            ctx.exit(0)
        except OSError as error:
            _let_go_of_output()
            _refuse(ctx, f"{error.filename or 'standard output'}: {error.strerror or error}", 2)
        except KeyboardInterrupt:
            what = "interrupted. What was written is whole; a run with --out goes on with --resume"
            _refuse(ctx, what, 130)


def _refuse(ctx: click.Context, why: str, status: int) -> None:
    click.echo(f"framing: {printable(why)}", err=True)
    ctx.exit(status)


def _let_go_of_output() -> None:
    """Keep Python from complaining, at its end, of what standard output did not take."""
    with suppress(OSError):  # what a test puts in its place is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    cls=_Group, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80}
)
@click.version_option(framing.__version__, prog_name="framing")
def main() -> None:
    """Measure and compare how news texts frame one event: who uses which contested name, in whose voice.

    INPUT is a folder of .txt files (with an optional corpus.toml), a .jsonl, .csv or .parquet file, single text files,
    a pattern in quotes, or - for standard input. The word "seeds" stands for the five articles that ship with the
    package. Tables go to a terminal, JSON lines into a pipe; messages and progress to stderr.

    Completion: eval "$(_FRAMING_COMPLETE=bash_source framing)", or zsh_source, or fish_source.
    """


for command in (profile, compare, keyness, discover, concordance, lexicon, review, annotate, evaluate):
    main.add_command(command)
