"""Every example of the documentation runs and prints what the page says; generated pages are current.

A page is run from top to bottom in one namespace and one empty folder. What stands before a block says how:

- `<!-- file: NAME -->`      the block is the content of a file, which is written for the blocks behind it;
- `<!-- run -->`             a `console` block of `framing` commands is run, and shows what they print;
- `<!-- not run: REASON -->` the block is left alone;
- `<!-- needs: MODULE -->`   a `python` block is left alone where that module is not installed.

Blocks of `python` are run, and those of Sphinx's `plot` directive. A `text` block right behind one is what it prints.
`python tests/test_docs_examples.py [PAGE…]` writes what the blocks print into the pages.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import re
import shlex
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

import framing
from framing.cli import main

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"

_BLOCK = re.compile(r"^(?:<!-- (file|not run|needs|run):? ?([^\n]*?) -->\n+)?```([\w{}-]+)\n(.*?)^```$", re.M | re.S)
_PLOT = re.compile(r"\.\. plot::\n(?: +:[^\n]*\n)*\n(.*)", re.S)

pytestmark = pytest.mark.skipif(not DOCS.exists(), reason="the wheel carries no documentation")


@dataclass(frozen=True, slots=True)
class Example:
    """A block of a page: its mark, its kind, its code and where the code stands in the page."""

    mark: str | None
    about: str
    kind: str
    code: str
    start: int
    end: int

    @property
    def runs(self) -> bool:
        if self.mark == "needs":
            return importlib.util.find_spec(self.about) is not None
        if self.kind == "{eval-rst}":
            return _PLOT.match(self.code) is not None
        return (self.mark, self.kind) in ((None, "python"), ("run", "console"))

    @property
    def program(self) -> str:
        """The Python of the block: a plot's stands indented below its options."""
        plot = _PLOT.match(self.code) if self.kind == "{eval-rst}" else None
        return textwrap.dedent(plot[1]) if plot else self.code


def pages() -> list[Path]:
    """Return the pages that have something to run."""
    if not DOCS.exists():
        return []
    listed = sorted(path for path in DOCS.rglob("*.md") if path.relative_to(DOCS).parts[0] != "_build")
    listed += [ROOT / "CONTRIBUTING.md", ROOT / "README.md"]
    return [path for path in listed if any(each.runs for each in examples(path))]


def examples(page: Path) -> list[Example]:
    text = page.read_text(encoding="utf-8")
    return [
        Example(found[1], found[2] or "", found[3], found[4], found.start(4), found.end(4))
        for found in _BLOCK.finditer(text)
    ]


# ---------------------------------------------------------------- running


def run_python(code: str, names: dict[str, object], where: str) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, where, "exec", dont_inherit=True), names)  # noqa: S102
    return printed.getvalue()


def run_console(code: str) -> str:
    """Run the commands of a block and return the block as a terminal would show it."""
    shown, status = "", 0
    for line in code.splitlines():
        if not line.startswith("$ "):
            continue
        shown += line + "\n"
        command, _, target = line[2:].partition(" > ")
        if command == "echo $?":
            shown += f"{status}\n"
            continue
        name, *arguments = shlex.split(command)
        assert name == "framing", line
        result = CliRunner().invoke(main, arguments, prog_name="framing")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        status = result.exit_code
        if target:
            Path(target).write_text(result.output, encoding="utf-8")
        else:
            shown += result.output
    return shown


def run_page(page: Path) -> Iterator[tuple[Example, str, str]]:
    """Run a page in the current folder; yield each block that shows an output, what it shows and what is true."""
    names: dict[str, object] = {"__name__": "__main__"}
    text, before, printed = page.read_text(encoding="utf-8"), None, ""
    if page.stem in PREPARED:
        names |= PREPARED[page.stem]()
    for each in examples(page):
        if each.mark == "file":
            Path(each.about).parent.mkdir(parents=True, exist_ok=True)
            Path(each.about).write_text(each.code, encoding="utf-8")
        elif each.kind == "text" and before is not None and not text[before.end : each.start - 8].strip("`\n"):
            yield each, each.code, printed
        elif each.runs and each.kind == "console":
            yield each, each.code, run_console(each.code)
        elif each.runs:
            printed = run_python(each.program, names, page.name)
        before = each if each.runs and each.kind == "python" else None


def _code_by_two() -> dict[str, object]:
    """Write the codings that docs/how-to/hand-coding.md takes as given: those that its coders would bring back."""
    corpus = framing.load_seeds()
    profiles = [framing.profile(document, "karabakh") for document in corpus]
    for name in ("coded", "ana", "bo"):
        framing.write_annotations(profiles, f"{name}.jsonl", "doccano", texts=corpus)
    return {}


def _write_rivers() -> dict[str, object]:
    """Write the lexicon that lexicon-format.md shows, less what the pack that it is joined to claims too."""
    shown = next(each.code for each in examples(DOCS / "reference" / "lexicon-format.md") if each.kind == "toml")
    lexicon = framing.parse_lexicon(shown)
    own = [each.id for each in lexicon.referents if all(variant.name != "aggression" for variant in each.variants)]
    Path("rivers.toml").write_text(lexicon.restrict(referents=own).to_toml(), encoding="utf-8")
    return {"framing": framing}


PREPARED: dict[str, Callable[[], dict[str, object]]] = {"hand-coding": _code_by_two, "lexicon-format": _write_rivers}


# ---------------------------------------------------------------- tests


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_the_examples_of_a_page_run_and_print_what_it_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("MPLBACKEND", "Agg")
    if page.stem == "spacy" and "framing" not in entry_points(group="spacy_factories").names:
        pytest.skip("installed without the entry point")
    try:
        for _, shown, printed in run_page(page):
            assert printed == shown
    except (framing.MissingExtraError, ModuleNotFoundError) as missing:
        if (getattr(missing, "name", None) or "").startswith("framing"):
            raise
        pytest.skip(str(missing))
    finally:
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")


@pytest.mark.parametrize("name", ["tutorial", "how-to/figures"])
def test_the_pictures_of_a_page_are_the_same_whenever_they_are_drawn(name: str, tmp_path: Path) -> None:
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    text = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    assert not re.search(r"!\[", text)  # no picture that was drawn elsewhere
    first, second = (drawn(DOCS / f"{name}.md") for _ in range(2))
    assert first == second
    # Each has a file of its own: in MyST the directive's own numbers begin anew with each block.
    assert len(first) == len(set(first)) == len(set(re.findall(r"^   :filename-prefix: (.+)$", text, re.M)))


def drawn(page: Path) -> list[bytes]:
    """Draw the figures of a page, each as the bytes of its file."""
    import matplotlib.pyplot as plt

    names, pictures = dict[str, object](), []
    for each in examples(page):
        if each.kind == "{eval-rst}" and each.runs:
            plt.close("all")
            run_python(each.program, names, page.name)
            for number in plt.get_fignums():
                plt.figure(number).savefig(picture := io.BytesIO(), format="png")
                pictures.append(picture.getvalue())
    plt.close("all")
    return pictures


def test_a_page_that_shows_another_output_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "page.md"
    page.write_text("```python\nprint(1)\n```\n\n```text\n2\n```\n\n<!-- not run: why -->\n```python\n1 / 0\n```\n")
    assert [(shown, printed) for _, shown, printed in run_page(page)] == [("2\n", "1\n")]


@pytest.mark.parametrize("name", framing.list_packs())
def test_each_pack_has_a_page_with_every_name_and_its_source(name: str) -> None:
    pytest.importorskip("sphinx")
    assert f"```{{pack}} {name}\n" in (DOCS / "reference" / "packs" / f"{name}.md").read_text(encoding="utf-8")
    rendering, pack = _module(DOCS / "_ext" / "pack_pages.py"), framing.load_lexicon(name)
    shown = "\n".join(rendering.page(pack, "about"))
    rows = [line for line in shown.splitlines() if line.startswith("| **")]
    variants = [variant for referent in pack.referents for variant in referent.variants]
    assert len(rows) == len(variants)
    for row, variant in zip(rows, variants, strict=True):
        cells = re.split(r"(?<!\\)\|", row)
        assert len(cells) == 5
        assert rendering.escape(variant.name) in cells[1]
        assert cells[2].strip() == f"{variant.side}, {variant.loading}"
        assert rendering.escape(variant.source) in cells[3]
        assert ("not verified" in cells[3]) is not variant.verified


def test_no_example_stands_where_it_is_not_run() -> None:
    for page in [*DOCS.rglob("*.md"), ROOT / "CONTRIBUTING.md", ROOT / "README.md"]:
        assert not re.search(r"^[ >]+```(?:python|console|text)$", page.read_text(encoding="utf-8"), re.M), page


def shown_commands() -> list[str]:
    """Return the command lines of `framing` that pages show and nobody runs."""
    if not DOCS.exists():
        return []
    shown = []
    for page in [*DOCS.rglob("*.md"), ROOT / "README.md"]:
        for block in re.findall(r"^```(?:sh|console)\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S):
            shown += re.findall(r"^(?:\$ )?(?:\.venv/bin/)?framing ([^>#\n]+)", block, re.M)
    return sorted(set(shown))


@pytest.mark.parametrize("line", shown_commands())
def test_a_command_that_a_page_shows_has_these_options(line: str) -> None:
    command: click.Command = main
    words = shlex.split(line)
    while isinstance(command, click.Group):
        command = command.commands[words.pop(0)]
    known = {name for each in command.params for name in (*each.opts, *each.secondary_opts)} | {"--help"}
    assert {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)} <= known


def test_the_page_of_commands_is_what_its_script_writes() -> None:
    script = _module(ROOT / "scripts" / "describe_cli.py")
    assert script.TARGET.read_text(encoding="utf-8") == script.reference()


def test_each_option_of_each_command_is_on_the_page_of_commands() -> None:
    page = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"^#+ `(framing[^`]*)`\n(.*?)(?=^#|\Z)", page, re.M | re.S))
    for path, command in _commands("framing", main):
        assert path in parts
        with click.Context(command, info_name=path) as context:
            helped = command.get_help(context)
        for option in re.findall(r"(?<![\w-])--[a-z]+", helped):
            if option not in ("--help", "--version"):
                assert f"`{option}" in parts[path] or f" {option}" in parts[path], (path, option)


def _commands(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _commands(f"{path} {name}", inner)
    else:
        yield path, command


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ---------------------------------------------------------------- writing


def refresh(page: Path) -> None:
    """Write what the blocks of a page print into the page."""
    text, done, parts = page.read_text(encoding="utf-8"), 0, []
    for each, _, printed in run_page(page):
        parts += [text[done : each.start], printed]
        done = each.end
    page.write_text("".join(parts) + text[done:], encoding="utf-8")


if __name__ == "__main__":
    os.environ |= {"COLUMNS": "80", "MPLBACKEND": "Agg"}
    for each_page in [Path(name).resolve() for name in sys.argv[1:]] or pages():
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            refresh(each_page)
