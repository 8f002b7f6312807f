"""The command line: thin commands that read, call the library, and print. It holds no logic of its own."""

from __future__ import annotations

import io
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from glob import glob
from pathlib import Path
from typing import Any

import click

import framing
from framing.documents import Corpus, Document, iter_corpus
from framing.errors import FramingError, OptionError, nearest

FORMATS = ("table", "json", "jsonl", "csv", "parquet")

EPILOG = (
    "Exit status: 0 all went well; 1 something was found (review, lexicon check); 2 the input or an option is faulty."
)


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


# ---------------------------------------------------------------- options that commands share

_inputs = click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
_one_lexicon = click.option(
    "-l",
    "--lexicon",
    "lexicons",
    metavar="PACK|FILE",
    multiple=True,
    help="A pack or a TOML file; repeat it to join several.",
)
_encoding = click.option("--encoding", default="utf-8", show_default=True, help="Encoding of text files, or 'detect'.")
_format = click.option(
    "-f", "--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, else jsonl."
)
_out = click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to FILE (whole or not at all)."
)
_by = click.option(
    "--by", default="document", show_default=True, metavar="KEY", help="Metadata key that groups documents."
)
_html = click.option(
    "--html", type=click.Path(dir_okay=False, path_type=Path), help="Also write a report: one self-contained HTML file."
)
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
    # A pattern that no shell has expanded: in quotes, or on Windows.
    paths = sorted(glob(source)) if not Path(source).exists() else []
    return (document for path in paths or [source] for document in iter_corpus(path, encoding=encoding))


def _standard_input(encoding: str) -> Iterator[Document]:
    raw = sys.stdin.buffer.read()
    try:
        text = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise framing.DocumentError(
            f"standard input: is not {encoding} ({error}). Name its encoding with --encoding"
        ) from None
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


def _emit(table: Any, form: str, out: Path | None) -> None:
    """Write one table in the form that was asked for."""
    if form in ("csv", "parquet"):
        _emit_file(table, form, out)
    elif form == "table":
        _write(table.render(width=_width()), out)
    elif form == "json":
        _write(_json(table.to_dicts(), indent=1), out)
    else:
        _write("\n".join(_json(row) for row in table.to_dicts()), out)


def _emit_file(table: Any, form: str, out: Path | None) -> None:
    if form == "csv" and out is None:
        held = io.StringIO()
        table.to_csv(held)
        _write(held.getvalue().removesuffix("\n"), None)
    elif form == "csv":
        table.to_csv(out)
    elif out is None:
        raise OptionError("parquet is no text: name a file with --out")
    else:
        table.to_parquet(out)


def _json(value: Any, indent: int | None = None) -> str:
    try:
        text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate in a text: UTF-8 cannot hold it, an escape can
        return json.dumps(value, indent=indent, allow_nan=False)
    return text


def _write(text: str, out: Path | None) -> None:
    if out is None:
        if text:
            click.echo(text.encode("utf-8", "replace"))
    else:
        from framing.runs.profiling import write_whole

        write_whole(out, text.split("\n"))


# ---------------------------------------------------------------- profile and compare


@main.command()
@_inputs
@_one_lexicon
@_format
@_out
@_html
@_encoding
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
    workers: int,
    resume: bool,
    strict: bool,
    quiet: bool,
) -> None:
    """Measure each document: names, voices, quotations, sentiment, readability.

    With --format jsonl, one profile record a line. With --out FILE.jsonl or FILE.parquet, a long run: in several
    processes, whole or not at all, resumable; documents that fail go to FILE.errors.jsonl.
    """
    lexicon = _lexicon(lexicons)
    form = _form(form, out)
    if html is not None:
        _document_report(inputs, lexicon, html, encoding, exact)
    if out is not None and form in ("jsonl", "parquet"):
        _run(inputs, lexicon, out, encoding, exact, workers, resume, strict, quiet)
        return
    profiles = framing.iter_profiles(_read(inputs, encoding), lexicon, exact=exact)
    if form == "jsonl":
        for found in profiles:
            _write(_json(found.to_dict()), None)
    elif form == "json":
        _write(_json([found.to_dict() for found in profiles], indent=1), out)
    elif form == "table":
        _write("\n\n".join(found.render(width=_width()) for found in profiles), out)
    else:
        _emit(framing.profiles_table(profiles), form, out)


def _document_report(inputs: tuple[str, ...], lexicon: Any, html: Path, encoding: str, exact: bool) -> None:
    corpus = _read(inputs, encoding)
    if len(corpus) != 1:
        raise OptionError(
            f"--html shows one document, and these are {len(corpus)}. Compare them: framing compare --html"
        )
    framing.write_document_report(framing.profile(corpus[0], lexicon, exact=exact), corpus[0], html)


def _run(
    inputs: tuple[str, ...],
    lexicon: Any,
    out: Path,
    encoding: str,
    exact: bool,
    workers: int,
    resume: bool,
    strict: bool,
    quiet: bool,
) -> None:
    source: Any = inputs[0]
    if len(inputs) > 1 or not Path(source).exists():
        source = _read(inputs, encoding)
    with _Progress(quiet) as progress:
        run = framing.profile_corpus(
            source,
            lexicon,
            out=out,
            workers=workers,
            resume=resume,
            strict=strict,
            exact=exact,
            encoding=encoding,
            progress=progress,
        )
    click.echo(f"{run.documents} profiles in {run.out}", err=True)
    if run.errors is not None:
        click.echo(f"{run.faults} documents could not be profiled: see {run.errors}", err=True)


class _Progress:
    """Shows documents done and their rate on stderr, if that is a terminal."""

    def __init__(self, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._start = time.monotonic()

    def __enter__(self) -> Callable[[int], None]:
        return self._show

    def _show(self, done: int) -> None:
        if self._shown:
            rate = done / max(time.monotonic() - self._start, 1e-9)
            click.echo(f"\r{done:,} documents, {rate:,.0f}/s ", nl=False, err=True)

    def __exit__(self, *error: object) -> None:
        if self._shown:
            click.echo(err=True)


@main.command()
@_inputs
@_one_lexicon
@_by
@_format
@_out
@_html
@_encoding
@_seed
@click.option("--table", "name", help="One table alone: naming, loading, sourcing, …")
@click.option("--comments", is_flag=True, help="Count readers' comments too.")
@click.option(
    "--sides", nargs=2, metavar="A B", help="The two sides of the index; default: those opposed in the lexicon."
)
@click.option(
    "--pairs", type=click.Choice(["auto", "all", "rest"]), default="auto", show_default=True, help="Tests of pairs."
)
@click.option("--permutations", default=9999, show_default=True, type=click.IntRange(1), help="Of each test.")
def compare(
    inputs: tuple[str, ...],
    lexicons: tuple[str, ...],
    by: str,
    form: str | None,
    out: Path | None,
    html: Path | None,
    encoding: str,
    seed: int,
    name: str | None,
    comments: bool,
    sides: tuple[str, str] | None,
    pairs: str,
    permutations: int,
) -> None:
    """Compare documents or groups of them: names, sides, loading, sources, sentiment.

    INPUT may also be profiles that `framing profile --out FILE.jsonl` wrote.
    """
    lexicon = _lexicon(lexicons)
    documents: Any = _profiles(inputs) or _read(inputs, encoding)
    comparison = framing.compare(
        documents, lexicon, by=by, sides=sides, comments=comments, pairs=pairs, seed=seed, permutations=permutations
    )
    form = _form(form, out)
    for warning in comparison.warnings:
        click.echo(f"framing: {warning}", err=True)
    if html is not None:
        framing.write_report(comparison, html, lexicon=lexicon)
    if name is not None:
        _emit(comparison.table(name), form, out)
    elif form == "table":
        _write(comparison.render(width=_width()), out)
    elif form in ("csv", "parquet"):
        raise OptionError(f"{form} holds one table: choose it with --table. {nearest('', comparison.tables)}")
    else:
        _write(_json(comparison.to_dict(), indent=1 if form == "json" else None), out)


def _profiles(inputs: Sequence[str]) -> list[dict[str, Any]]:
    """Return profile records if that is what the files hold, else nothing."""
    from framing.runs import holds_profiles

    if not all(Path(each).suffix in (".jsonl", ".parquet") and holds_profiles(Path(each)) for each in inputs):
        return []
    return [record for each in inputs for record in framing.read_profiles(each)]


# ---------------------------------------------------------------- words


@main.command()
@_inputs
@_by
@_format
@_out
@_encoding
@click.option("--mode", type=click.Choice(["own", "quoted", "paraphrased"]), help="Count words of one mode alone.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="Rows a group.")
def keyness(
    inputs: tuple[str, ...], by: str, form: str | None, out: Path | None, encoding: str, mode: str | None, limit: int
) -> None:
    """Show which words and phrases set groups apart."""
    _emit(framing.keyness(_read(inputs, encoding), by=by, mode=mode, limit=limit), _form(form, out), out)


@main.command()
@_inputs
@click.option(
    "-k", "--known", multiple=True, help="A known name of the thing; repeat it. Without one: contested pairs."
)
@click.option("--by", metavar="KEY", help="Metadata key that groups documents.")
@click.option("-f", "--format", "form", type=click.Choice([*FORMATS, "toml"]), help="toml: a lexicon skeleton.")
@_out
@_encoding
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
    corpus = _read(inputs, encoding)
    form = _form(form, out)
    found: Any = (
        framing.discover(corpus, known=known, by=by, limit=limit)
        if known
        else framing.discover_contested(corpus, by=by or "document", limit=limit)
    )
    if form == "toml":
        _write(found.to_toml(), out)
    else:
        _emit(found.to_table(), form, out)


@main.command()
@click.argument("query")
@_inputs
@_one_lexicon
@_format
@_out
@_encoding
@click.option("--window", default=8, show_default=True, type=click.IntRange(0), help="Words on either side.")
@click.option("--mode", type=click.Choice(["own", "quoted", "paraphrased"]), help="One mode alone.")
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
    lines = framing.concordance(_read(inputs, encoding), query, lexicon=_lexicon(lexicons), window=window, mode=mode)
    _emit(lines, _form(form, out), out)


# ---------------------------------------------------------------- lexicons


@main.group(cls=_Group)
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
    click.echo("\n".join(framing.describe_referent(pack, each.id) for each in referents), nl=False)


@lexicon.command("check")
@click.argument("files", nargs=-1, required=True)
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def lexicon_check(ctx: click.Context, files: tuple[str, ...], form: str) -> None:
    """Check lexicon files or packs: every fault with its place; exit status 1 if one is faulty."""
    checks = [framing.check_lexicon(file) for file in files]
    if form == "json":
        click.echo(_json([check.to_dict() for check in checks], indent=1))
    else:
        for check in checks:
            _show_check(check)
    ctx.exit(0 if all(check.ok for check in checks) else 1)


def _show_check(check: Any) -> None:
    for fault in check.faults:
        click.echo(str(fault))
    held = f"{_count(check.referents, 'referent')}, {_count(check.variants, 'variant')}"
    held += f", {check.unverified} of them not verified"
    click.echo(f"{check.file}: {_count(len(check.faults), 'fault') if check.faults else 'ok'}; {held}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@lexicon.command("new")
@click.argument("name")
@_out
def lexicon_new(name: str, out: Path | None) -> None:
    """Write the commented skeleton of a lexicon, as NAME.toml unless --out says otherwise."""
    path = out or Path(f"{name}.toml")
    if path.exists():
        raise OptionError(f"{path}: exists already. Choose another name, or --out")
    _write(framing.lexicon_skeleton(name).removesuffix("\n"), path)
    click.echo(f"wrote {path}: fill it in, then run framing lexicon check {path}")


@lexicon.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@_out
def lexicon_import(file: Path, out: Path | None) -> None:
    """Turn a quanteda/YAML dictionary, a LIWC .dic or a CSV (variant,referent,side,loading,source) into TOML."""
    _write(framing.import_lexicon(file).to_toml().removesuffix("\n"), out)


@lexicon.command("export")
@click.argument("name")
@click.option("-f", "--format", "form", type=click.Choice(["csv", "spacy", "toml"]), default="csv", show_default=True)
@_out
def lexicon_export(name: str, form: str, out: Path | None) -> None:
    """Write a lexicon as CSV, as patterns for spaCy's EntityRuler, or as TOML."""
    from framing.lexicons.formats import to_csv

    pack = framing.load_lexicon(name)
    if form == "spacy":
        _write("\n".join(_json(pattern) for pattern in framing.to_spacy_patterns(pack)), out)
    else:
        _write((pack.to_toml() if form == "toml" else to_csv(pack)).removesuffix("\n"), out)


# ---------------------------------------------------------------- review, annotation, evaluation


@main.command()
@_inputs
@_one_lexicon
@_encoding
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

    pack = _lexicon(lexicons)
    notes = [
        replace(note, file=_path_of(each, document))
        for each in inputs
        for document in _documents(each, encoding)
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


@main.command()
@_inputs
@_one_lexicon
@_encoding
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
    corpus = _read(inputs, encoding)
    profiles = list(framing.iter_profiles(corpus, _lexicon(lexicons)))
    framing.write_annotations(profiles, out, form, texts=corpus)
    click.echo(f"wrote {len(profiles)} documents to {out}", err=True)


@main.command()
@click.argument("gold")
@click.argument("predicted", required=False)
@_one_lexicon
@_format
@_out
def evaluate(gold: str, predicted: str | None, lexicons: tuple[str, ...], form: str | None, out: Path | None) -> None:
    """Compare PREDICTED profiles with hand-made GOLD; without PREDICTED, profile the seeds.

    Each is any annotation that framing reads: profile records, brat, WebAnno, Doccano, Prodigy, or JSON like the
    seeds' gold.json.
    """
    profiles: Any
    if predicted is None:
        pack = _lexicon(lexicons or ("karabakh",))
        profiles = list(framing.iter_profiles(framing.load_seeds(), pack))
    else:
        profiles = predicted
    evaluation = framing.evaluate(gold, profiles)
    form = _form(form, out)
    if form == "table":
        _write(str(evaluation), out)
    else:
        _write(_json(evaluation.to_dict(), indent=1 if form == "json" else None), out)
