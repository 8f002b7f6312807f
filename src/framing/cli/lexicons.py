"""The commands of `framing lexicon`: list, show, check, new, import, export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import framing
from framing.cli import options
from framing.cli.output import as_json, write_text
from framing.errors import OptionError, nearest
from framing.rendering import printable

__all__ = ["lexicon"]


@click.group()
def lexicon() -> None:
    """List, show, check and start lexicons."""


@lexicon.command("list")
def lexicon_list() -> None:
    """List the packs that ship, with what each covers."""
    packs = [framing.load_lexicon(name) for name in framing.list_packs()]
    width = max(len(pack.name) for pack in packs)
    for pack in packs:
        variants = sum(len(referent.variants) for referent in pack.referents)
        click.echo(f"{pack.name:{width}}  {len(pack.referents):3} referents {variants:4} variants  {pack.title}")


@lexicon.command("show")
@click.argument("name")
@click.argument("query", required=False)
def lexicon_show(name: str, query: str | None) -> None:
    """Show the referents of a lexicon, or those that QUERY names: their names by side, with sources."""
    pack = framing.load_lexicon(name)
    referents = pack.referents if query is None else pack.find(query)
    if not referents:
        known = [each.id for each in pack.referents]
        raise OptionError(f"{name} names nothing {query!r}. {nearest(query, known)}")
    click.echo(printable("\n".join(framing.describe_referent(pack, each.id) for each in referents)), nl=False)


@lexicon.command("check")
@click.argument("files", nargs=-1, required=True)
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def lexicon_check(ctx: click.Context, files: tuple[str, ...], form: str) -> None:
    """Check lexicon files or packs: every fault with its place; exit status 1 if one is faulty."""
    checks = [framing.check_lexicon(file) for file in files]
    if form == "json":
        click.echo(as_json([check.to_dict() for check in checks], indent=1))
    else:
        for check in checks:
            _show_check(check)
    ctx.exit(0 if all(check.ok for check in checks) else 1)


def _show_check(check: Any) -> None:
    for fault in check.faults:
        click.echo(printable(str(fault)))
    held = f"{_count(check.referents, 'referent')}, {_count(check.variants, 'variant')}"
    held += f", {check.unverified} of them not verified"
    click.echo(f"{check.file}: {_count(len(check.faults), 'fault') if check.faults else 'ok'}; {held}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@lexicon.command("new")
@click.argument("name")
@options.out
def lexicon_new(name: str, out: Path | None) -> None:
    """Write the commented skeleton of a lexicon, as NAME.toml unless --out says otherwise."""
    path = out or Path(f"{name}.toml")
    if path.exists():
        raise OptionError(f"{path}: exists already. Choose another name, or --out")
    write_text(framing.lexicon_skeleton(name).removesuffix("\n"), path)
    click.echo(f"wrote {path}: fill it in, then run framing lexicon check {path}")


@lexicon.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@options.out
def lexicon_import(file: Path, out: Path | None) -> None:
    """Turn a quanteda/YAML dictionary, a LIWC .dic or a CSV (variant,referent,side,loading,source) into TOML."""
    write_text(framing.import_lexicon(file).to_toml().removesuffix("\n"), out)


@lexicon.command("export")
@click.argument("name")
@click.option("-f", "--format", "form", type=click.Choice(["csv", "spacy", "toml"]), default="csv", show_default=True)
@options.out
def lexicon_export(name: str, form: str, out: Path | None) -> None:
    """Write a lexicon as CSV, as patterns for spaCy's EntityRuler, or as TOML."""
    from framing.lexicons.formats import to_csv

    pack = framing.load_lexicon(name)
    if form == "spacy":
        write_text("\n".join(as_json(pattern) for pattern in framing.to_spacy_patterns(pack)), out)
    else:
        write_text((pack.to_toml() if form == "toml" else to_csv(pack)).removesuffix("\n"), out)
