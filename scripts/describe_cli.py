"""Write the page of the commands, from the command line's own help.

python scripts/describe_cli.py            writes docs/reference/cli.md
python scripts/describe_cli.py --check    exit status 1 if that file is not what it would write
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from framing.cli import main as commands

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "cli.md"
HEAD = """# The command line

<!-- Written by scripts/describe_cli.py from the help of the commands: do not edit. -->

INPUT is a folder of `.txt` files (with an optional `corpus.toml`), a `.jsonl`, `.csv` or `.parquet` file, single text
files, or `-` for standard input. The word `seeds` stands for the five articles that ship with the package.

Results go to standard output or, with `--out`, to a file that is written whole or not at all; errors go to standard
error. On a terminal a result is shown as a table; in a pipe it is `jsonl`, unless `--format` says otherwise. Every
command has `--help`; `framing --version` prints the version.

| exit status | meaning |
|---:|---|
| 0 | all went well |
| 1 | something was found: names to look at (`framing review`), a faulty lexicon (`framing lexicon check`) |
| 2 | the input or an option is faulty; the message says what, where, and how to mend it |
"""


def leaves(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, with the words that call it."""
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from leaves(f"{path} {name}", command.commands[name])
    else:
        yield path, command


def section(path: str, command: click.Command) -> Iterator[str]:
    """Yield what a command does, how it is called, and its options."""
    with click.Context(command, info_name=path) as context:
        usage = " ".join(command.collect_usage_pieces(context))
        yield f"## `{path}`\n\n{_joined(command.help or '')}\n\n```text\n{path} {usage}\n```\n"
        rows = [row for row in map(option_row, context.command.params) if row is not None]
    if rows:
        yield "| option | meaning | default |\n|---|---|---|"
        yield from rows
        yield ""


def option_row(option: click.Parameter) -> str | None:
    """Return the row of an option; arguments have none."""
    if not isinstance(option, click.Option):
        return None
    names = ", ".join(f"`{name}`" for name in sorted(option.opts, key=len, reverse=True))
    takes = "" if option.is_flag else f" `{option.metavar or _type(option.type)}`"
    shown = f"`{option.default}`" if option.show_default else ""
    choices = ", ".join(_choices(option.type))
    about = " ".join(part for part in (option.help, choices and f"One of {choices}.") if part).replace("|", "or")
    about += " Required." if option.required else ""
    about += " Several times." if option.multiple and "repeat" not in about else ""
    return f"| {names}{takes.replace('|', '/')} | {about} | {shown} |"


def _choices(type_: click.ParamType) -> list[str]:
    return [f"`{choice}`" for choice in getattr(type_, "choices", ())]


def _type(type_: click.ParamType) -> str:
    return "CHOICE" if hasattr(type_, "choices") else type_.name.upper().replace("INTEGER RANGE", "INTEGER")


def _joined(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def reference() -> str:
    """Return the page."""
    lines = [HEAD]
    for path, command in leaves("framing", commands):
        lines += section(path, command)
    return "\n".join(lines).rstrip("\n") + "\n"


def main(arguments: list[str]) -> int:
    """Write or check the page."""
    if "--check" in arguments:
        return 0 if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == reference() else 1
    TARGET.write_text(reference(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
