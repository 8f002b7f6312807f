"""What hostile files, texts and names may not do: run, lead elsewhere, unpack without end, break out of a page."""

from __future__ import annotations

import ast
import csv
import gzip
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing.cli import main
from framing.documents import files, rows
from framing.tables import Column, Table, escape_formula

PACKAGE = Path(framing.__file__).parent


# ---------------------------------------------------------------- no code from data


def calls_and_imports(source: str) -> tuple[set[str], set[str]]:
    """Return the dotted names that a module calls, and the modules that it imports."""
    calls, imports = set(), set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            calls.add(ast.unparse(node.func))
        elif isinstance(node, ast.Import):
            imports |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imports |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return calls, imports


RUNNERS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "numpy.load", "pandas.read_pickle"}
RUNNING = re.compile(r"(pickle|cPickle|dill|cloudpickle|marshal|shelve|code|ctypes|subprocess|yaml|joblib)(\.|$)")
REACHING = re.compile(r"(socket|ssl|http|urllib|ftplib|smtplib|requests|httpx|aiohttp|webbrowser)(\.|$)")
EXPANDING = re.compile(r"(xml|lxml|expat|zipfile|tarfile|toml|tomlkit|tomli)(\.|$)")
# Between the processes of one cluster, of which Spark already runs the code: pieces of results, never a file.
OF_A_CLUSTER = {"spark.py": {"pickle"}}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_runs_data_or_asks_the_network(path: Path) -> None:
    calls, imports = calls_and_imports(path.read_text(encoding="utf-8"))
    assert not calls & RUNNERS
    known = OF_A_CLUSTER.get(path.name, set())
    for what in (RUNNING, REACHING, EXPANDING):
        assert {name for name in imports if what.match(name)} <= known


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import pickle", RUNNING),
        ("from xml.etree import ElementTree", EXPANDING),
        ("def f():\n  from urllib import request", REACHING),
    ],
)
def test_the_search_for_such_modules_finds_them(source: str, found: re.Pattern[str]) -> None:
    assert any(found.match(name) for name in calls_and_imports(source)[1])
    assert calls_and_imports("x = eval(y)")[0] & RUNNERS


@pytest.mark.parametrize(
    "hostile",
    [
        "key: !!python/object/apply:os.system ['touch hacked']\n",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "<<: *all\n",
    ],
)
def test_a_dictionary_with_tags_or_references_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hostile: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.yml").write_text(hostile, encoding="utf-8")
    with pytest.raises(framing.LexiconError):
        framing.import_lexicon(tmp_path / "d.yml")
    assert not (tmp_path / "hacked").exists()


def test_an_html_file_expands_no_entities(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="the html extra is not installed")
    (tmp_path / "secret").write_text("the secret word", encoding="utf-8")
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    paragraph = "The minister said that nobody knows what will happen in the capital. " * 5
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "laughter"><!ENTITY x SYSTEM "{tmp_path}/secret">{bomb}]>'
        f"<html><body><article><h1>News</h1><p>{paragraph}</p><p>{paragraph} &l8; &x;</p></article></body></html>"
    )
    for name in ("a.html", "a.xhtml"):
        (tmp_path / name).write_text(page, encoding="utf-8")
        text = framing.read_document(tmp_path / name).text
        assert "nobody knows" in text
        assert len(text) < 2 * len(page)
        assert "secret word" not in text


# ---------------------------------------------------------------- names that lead elsewhere


@pytest.mark.parametrize(
    "name", ["../secret.txt", "/etc/hostname", "sub/../../secret.txt", "..\\secret.txt", "\\u0000"]
)
def test_a_corpus_toml_names_no_file_elsewhere(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "corpus"
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("A secret.", encoding="utf-8")
    (folder / "a.txt").write_text("A text.", encoding="utf-8")
    quoted = name if name == "\\u0000" else name.replace("\\", "\\\\")
    (folder / "corpus.toml").write_text(f'[documents."{quoted}"]\noutlet = "A"\n', encoding="utf-8")
    with pytest.raises(framing.DocumentError, match="beside it"):
        framing.read_corpus(folder)


@pytest.mark.parametrize("id", ["../out", "/tmp/out", "..", "a/../../out", "../../out.txt"])  # noqa: S108
@pytest.mark.parametrize("form", ["brat", "webanno"])
def test_annotations_are_written_into_their_folder_whatever_a_document_is_called(
    tmp_path: Path, id: str, form: str
) -> None:
    document = framing.Document("“We agreed,” said Ana.", id)
    folder = tmp_path / "deep" / "folder"
    framing.write_annotations([framing.profile(document)], folder, form, texts=[document])
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    assert all(path.parent == folder for path in written)


def test_the_manifest_of_a_run_names_nothing_that_is_read(tmp_path: Path) -> None:
    """Another manifest makes a run stop; no path in it is opened."""
    source = tmp_path / "c.jsonl"
    source.write_text('{"text": "One."}\n', encoding="utf-8")
    parts = tmp_path / "out.jsonl.parts"
    parts.mkdir()
    manifest = {"schema": "framing.run/1", "source": [["../../etc/passwd", 1, 1]], "parts": ["/etc/passwd"]}
    (parts / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(framing.FramingError, match="another input or other options"):
        framing.profile_corpus(source, out=tmp_path / "out.jsonl", resume=True)


# ---------------------------------------------------------------- bombs


def packed(path: Path, pieces: int, piece: bytes) -> Path:
    if path.suffix == ".gz":
        with gzip.open(path, "wb") as file:
            for _ in range(pieces):
                file.write(piece)
        return path
    zstandard = pytest.importorskip("zstandard", reason="the zstd extra is not installed")
    path.write_bytes(zstandard.ZstdCompressor().compress(piece * pieces))
    return path


@pytest.mark.parametrize("packing", [".gz", ".zst"])
@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_packed_line_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packing: str, kind: str
) -> None:
    monkeypatch.setattr(files, "LINE_LIMIT", 1 << 20)
    path = packed(tmp_path / f"bomb.{kind}{packing}", 64, b"x" * (1 << 20))
    assert path.stat().st_size < 1 << 18
    with pytest.raises(framing.DocumentError, match="longer than 1048576 bytes"):
        framing.read_corpus(path)


@pytest.mark.parametrize("packing", [".gz", ".zst"])
@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_packed_lines_without_end_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packing: str, kind: str
) -> None:
    monkeypatch.setattr(files, "UNPACKED_FREE", 1 << 20)
    piece = b'{"text": ""}\n' if kind == "jsonl" else b"text\n"
    path = packed(tmp_path / f"bomb.{kind}{packing}", 1 << 6, piece * (1 << 13))
    with pytest.raises(framing.DocumentError, match="200 times its size"):
        framing.read_corpus(path)


def test_a_packed_corpus_that_is_none_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "UNPACKED_FREE", 0)
    lines = b"".join(json.dumps({"id": str(n), "text": f"Text {n * n}."}).encode() + b"\n" for n in range(1000))
    assert len(framing.read_corpus(packed(tmp_path / "c.jsonl.gz", 1, lines))) == 1000


def test_a_cell_that_is_never_closed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "LINE_LIMIT", 1 << 16)
    path = tmp_path / "c.csv"
    path.write_text('id,text\n1,"' + "line\n" * (1 << 16), encoding="utf-8")
    with pytest.raises(framing.DocumentError, match="field larger than field limit"):
        framing.read_corpus(path)


# ---------------------------------------------------------------- spreadsheets

FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=1", "'=1", "''-1"]


def table(*texts: str) -> Table:
    columns = (Column("text", "string"), Column("kind", "category"), Column("number", "number"))
    return Table("t", columns, tuple((text, text, -1.5) for text in texts))


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_become_text_on_request(formula: str, tmp_path: Path) -> None:
    written = io.StringIO(newline="")
    table(formula).to_csv(written, escape_formulas=True)
    assert cells(written.getvalue())[1] == ["'" + formula, "'" + formula, "-1.5"]
    table(formula).to_csv(tmp_path / "t.csv")
    assert cells((tmp_path / "t.csv").read_bytes().decode())[1] == [formula, formula, "-1.5"]


@given(st.text(alphabet="'=+-@\t\r\n＝a1 "))
def test_escaped_cells_can_be_told_and_undone(text: str) -> None:
    escaped = escape_formula(text)
    assert not re.match(r"[=+\-@\t\r\n＝]", escaped)
    undone = escaped[1:] if re.match(r"'+[=+\-@\t\r\n＝]", escaped) else escaped
    assert undone == text


def test_the_command_line_writes_formulas_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("=cmd() was said in Baku.\n\n-1 was said in Baku.", encoding="utf-8")
    command = ["concordance", "Baku", str(tmp_path / "a.txt"), "--window", "9", "--format", "csv"]
    plain = CliRunner().invoke(main, command, catch_exceptions=False)
    escaped = CliRunner().invoke(main, [*command, "--escape-formulas"], catch_exceptions=False)
    risky = [cell for row in cells(plain.output)[1:] for cell in row if escape_formula(cell) != cell]
    kept = [cell for row in cells(escaped.output)[1:] for cell in row if cell in risky]
    assert (len(risky) > 0, kept) == (True, [])


# ---------------------------------------------------------------- pages and terminals

ATTACK = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>\"'><svg onload=window.hacked=1>"
LEXICON = """
[lexicon]
name = "hostile"
title = {attack}
language = "en"
version = "1.0.0"
[sides.a]
label = {attack}
[[referents]]
id = "city"
label = {attack}
kind = "place"
advice = {attack}
[[referents.variants]]
name = "Stepanakert"
forms = ["<b>Khankendi</b>"]
side = "a"
loading = "marked"
source = {attack}
"""


class Elements(HTMLParser):
    """The elements of a page, and the handlers of events in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.handlers: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.names.append(tag)
        self.handlers += [
            name for name, value in attrs if name.startswith("on") or "javascript:" in (value or "").lower()
        ]


@pytest.fixture
def hostile_corpus(tmp_path: Path) -> Path:
    """Scripts in file names, in texts, in metadata."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    facts = json.dumps(ATTACK)  # a TOML string too
    about = ""
    for number, name in enumerate(["<img src=x onerror=window.hacked=1>.txt", "\"'><script>window.hacked=1<.txt"]):
        text = f"“{ATTACK} Stepanakert,” said {ATTACK}. The <b>Khankendi</b> of {ATTACK} is calm."
        (folder / name).write_text(text, encoding="utf-8")
        about += f"[documents.{json.dumps(name)}]\noutlet = {json.dumps(ATTACK + str(number))}\ntitle = {facts}\n"
        about += f"{facts} = {facts}\n"
    (folder / "corpus.toml").write_text(about, encoding="utf-8")
    (tmp_path / "hostile.toml").write_text(LEXICON.format(attack=facts), encoding="utf-8")
    return folder


def test_names_of_files_metadata_and_lexicon_entries_run_nothing(hostile_corpus: Path, tmp_path: Path) -> None:
    pytest.importorskip("jinja2", reason="the report extra is not installed")
    corpus = framing.read_corpus(hostile_corpus)
    lexicon = framing.load_lexicon(str(tmp_path / "hostile.toml"))
    comparison = framing.compare(corpus, lexicon, by="outlet", permutations=19, resamples=100)
    assert comparison.naming
    pages: list[str | Path] = [framing.write_report(comparison, tmp_path / "report.html", lexicon=lexicon)]
    for number, document in enumerate(corpus):
        page = tmp_path / f"{number}.html"
        pages.append(framing.write_document_report(framing.profile(document, lexicon), document, page))
    for path in pages:
        written = Path(path).read_text(encoding="utf-8")
        assert "hacked" in written
        found = Elements(written)
        assert (found.handlers, found.names.count("script")) == ([], 2)
        assert not {"img", "iframe", "object", "embed", "base", "form"} & set(found.names)


def test_views_in_a_notebook_run_nothing(hostile_corpus: Path, tmp_path: Path) -> None:
    lexicon = framing.load_lexicon(str(tmp_path / "hostile.toml"))
    corpus = framing.read_corpus(hostile_corpus)
    shown: list[Any] = [
        framing.compare(corpus, lexicon, by="outlet", permutations=19, resamples=100),
        framing.profile(corpus[0], lexicon),
        framing.concordance(corpus, "Stepanakert"),
    ]
    for view in (each._repr_html_() for each in shown):
        found = Elements(view)
        assert (found.handlers, {"script", "img", "svg"} & set(found.names)) == ([], set())


def test_no_control_character_reaches_a_terminal(tmp_path: Path) -> None:
    clear = "\x1b[2J\x1b]0;hacked\x07\x9b31m"
    (tmp_path / "c.jsonl").write_text(
        "".join(
            json.dumps({"id": f"{n}{clear}", "text": f"“{clear} in Khankendi,” said Ana{clear}.", "outlet": clear + n})
            + "\n"
            for n in "ab"
        ),
        encoding="utf-8",
    )
    for command in (["compare", "--by", "outlet"], ["concordance", "Khankendi"], ["profile"], ["keyness"]):
        arguments = [*command, str(tmp_path / "c.jsonl"), "--format", "table"]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == 0
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", result.output), command


# ---------------------------------------------------------------- patterns


@pytest.mark.parametrize("pattern", ["(a+)+$", "[a-", "a{1,99999}", "(?P<x>", "\\", "a|b", "(?i)"])
def test_what_is_searched_for_is_text_and_no_pattern(pattern: str) -> None:
    text = f"The word {pattern} stands here; aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! does not match it."
    for found in framing.concordance([framing.Document(text, "d")], pattern):
        assert found["keyword"] == pattern


def test_a_hostile_lexicon_and_error_reach_no_terminal(tmp_path: Path) -> None:
    escape = "\\u001b]0;hacked\\u0007"
    text = LEXICON.format(attack=f'"{escape}"')
    (tmp_path / "hostile.toml").write_text(text, encoding="utf-8")
    (tmp_path / "faulty.toml").write_text(text.replace('"place"', f'"{escape}"'), encoding="utf-8")
    (tmp_path / "c.jsonl").write_text(json.dumps({"\x1b[2J": "no text"}) + "\n", encoding="utf-8")
    for command in (
        ["lexicon", "show", str(tmp_path / "hostile.toml")],
        ["lexicon", "check", str(tmp_path / "faulty.toml")],
        ["lexicon", "show", str(tmp_path / "faulty.toml")],
        ["profile", str(tmp_path / "c.jsonl")],
    ):
        result = CliRunner().invoke(main, command)
        assert result.output
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", result.output), command
