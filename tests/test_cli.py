"""The command line as its users meet it: files, pipes, formats, exit statuses, messages."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import framing
from commands import runner
from framing.cli import main
from framing.documents import seed_folder

TEXT = "“The regime in Khankendi must go,” said Ana Petrova. Stepanakert did not reply."


def call(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return runner().invoke(main, list(arguments), input=stdin, catch_exceptions=False)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    return write_articles(folder)


def lines(result: Result) -> list[Any]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_help_names_every_command_of_the_design() -> None:
    shown = call("--help").stdout
    for command in (
        "profile",
        "compare",
        "keyness",
        "discover",
        "concordance",
        "lexicon",
        "review",
        "annotate",
        "evaluate",
    ):
        assert f"\n  {command} " in shown
    assert "Exit status" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert call("--version").stdout.strip().endswith(framing.__version__)


def test_profile_writes_a_record_a_line(articles: Path) -> None:
    records = lines(call("profile", str(articles), "--lexicon", "karabakh"))
    assert [record["document"]["id"] for record in records] == ["a.txt", "b.txt"]
    expected = [framing.profile(document, "karabakh").to_dict() for document in framing.read_corpus(articles)]
    assert records == expected
    assert json.loads(call("profile", str(articles), "-l", "karabakh", "-f", "json").stdout) == expected


def test_profile_reads_standard_input_and_prints_for_people() -> None:
    shown = call("profile", "-", "-l", "karabakh", "-f", "table", stdin=TEXT).stdout
    assert "Ana Petrova" in shown
    assert "Khankendi" in shown
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_profile_to_a_file_can_be_compared_without_the_texts(articles: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"profiles.{ending}"
    done = call("profile", str(articles), "-l", "karabakh", "--out", str(out), "--quiet")
    assert done.exit_code == 0
    assert f"2 profiles in {out}" in done.stderr
    from_texts = call("compare", str(articles), "-l", "karabakh", "--by", "outlet", "-f", "json")
    from_profiles = call("compare", str(out), "-l", "karabakh", "--by", "outlet", "-f", "json")
    assert json.loads(from_profiles.stdout)["tables"] == json.loads(from_texts.stdout)["tables"]


def test_without_spans_a_table_has_the_same_numbers_and_no_places(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "profiles.jsonl"
    call("profile", str(articles), "-l", "karabakh", "--out", str(out), "--quiet")
    for source in (articles, out):
        bare = call("compare", str(source), "-l", "karabakh", "--by", "outlet", "--no-spans", "-f", "json")
        full = call("compare", str(source), "-l", "karabakh", "--by", "outlet", "-f", "json")
        assert any(row["spans"] for row in json.loads(full.stdout)["tables"]["naming"])
        for name, rows in json.loads(full.stdout)["tables"].items():
            expected = [{**row, "spans": []} if "spans" in row else row for row in rows]
            assert json.loads(bare.stdout)["tables"][name] == expected


def test_profile_as_csv_has_a_row_a_document(articles: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(call("profile", str(articles), "-l", "karabakh", "-f", "csv").stdout)))
    assert [row["outlet"] for row in rows] == ["A", "B"]
    assert int(rows[0]["words"]) == 13


def test_compare_prints_within_eighty_columns_and_gives_any_table(articles: Path) -> None:
    shown = call("compare", str(articles), "-l", "karabakh", "-f", "table").stdout
    assert max(map(len, shown.splitlines())) <= 80
    assert "Stepanakert" in shown
    rows = lines(call("compare", str(articles), "-l", "karabakh", "--table", "naming"))
    assert {row["variant"] for row in rows} >= {"Stepanakert", "Khankendi", "Artsakh"}
    assert "variant" in call("compare", str(articles), "-l", "karabakh", "--table", "naming", "-f", "csv").stdout


def test_the_seeds_are_at_hand_by_name() -> None:
    rows = lines(call("compare", "seeds", "-l", "karabakh", "--by", "outlet", "--table", "groups"))
    assert len(rows) == 4


def test_words(articles: Path) -> None:
    assert {row["group"] for row in lines(call("keyness", "seeds", "--by", "outlet", "--limit", "2"))} >= {
        "JAMnews",
        "Lragir",
    }
    assert lines(call("keyness", str(articles), "--by", "outlet", "--mode", "paraphrased")) == []
    [hit] = lines(call("concordance", "regime", str(articles)))
    assert (hit["document"], hit["mode"], hit["speaker"]) == ("a.txt", "quoted", "Ana Petrova")
    assert "regime" in call("concordance", "regime", str(articles), "-f", "table").stdout
    assert call("discover", str(articles), "--known", "Khankendi").exit_code == 0


def test_lexicons_are_listed_shown_and_checked(tmp_path: Path) -> None:
    assert "karabakh" in call("lexicon", "list").stdout
    assert "Khankendi" in call("lexicon", "show", "karabakh", "stepanakert").stdout
    assert call("lexicon", "check", "karabakh").exit_code == 0
    path = tmp_path / "mine.toml"
    assert call("lexicon", "new", "mine", "--out", str(path)).exit_code == 0
    assert call("lexicon", "check", str(path)).exit_code == 0
    refused = call("lexicon", "new", "mine", "--out", str(path))
    assert (refused.exit_code, "exists already" in refused.stderr) == (2, True)
    path.write_text('[lexicon]\nname = "mine"\n[[referents]]\nid = "x"\nkind = "plaec"\n')
    checked = call("lexicon", "check", str(path), "-f", "json")
    assert checked.exit_code == 1
    faults = json.loads(checked.stdout)[0]["faults"]
    assert any(fault["path"] == "referents[0].kind" and "place" in fault["mend"] for fault in faults)
    assert len(faults) >= 3


def test_review_finds_the_authors_own_names_and_leaves_quoted_ones(articles: Path) -> None:
    done = call("review", str(articles / "a.txt"), "-l", "karabakh")
    assert done.exit_code == 1
    assert "a.txt:1:" in done.stdout
    assert "Stepanakert" in done.stdout
    assert "Khankendi”" not in done.stdout.split("Advice")[0]
    quiet = call("review", "-", "-l", "karabakh", stdin="Nothing happened.")
    assert (quiet.exit_code, quiet.stdout) == (0, "")


def test_annotations_are_written_and_evaluated(articles: Path, tmp_path: Path) -> None:
    assert call("annotate", str(articles), "-l", "karabakh", "--out", str(tmp_path / "brat")).exit_code == 0
    assert sorted(path.suffix for path in (tmp_path / "brat").glob("a.*")) == [".ann", ".txt"]
    profiles = tmp_path / "profiles.jsonl"
    call("profile", str(articles), "-l", "karabakh", "--out", str(profiles), "--quiet")
    assert call("evaluate", str(profiles), str(profiles), "-f", "table").exit_code == 0
    # What a coder corrected and what was predicted may each be in any format.
    agreed = call("evaluate", str(profiles), str(tmp_path / "brat"), "-f", "json")
    assert agreed.exit_code == 0
    assert len(json.loads(agreed.stdout)["documents"]) == len(list((tmp_path / "brat").glob("*.ann")))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["profile", "nowhere.txt"], "no such file"),
        (["profile", "{articles}", "-l", "karabach"], "karabakh"),
        (["compare", "{articles}/a.txt", "-l", "karabakh"], "two groups"),
        (["compare", "{articles}", "-l", "karabakh", "--by", "outlett"], "outlet"),
        (["compare", "{articles}", "-l", "karabakh", "--table", "nameing"], "naming"),
        (["compare", "{articles}", "-l", "karabakh", "-f", "csv"], "--table"),
        (["compare", "{articles}", "-l", "karabakh", "--table", "naming", "-f", "parquet"], "--out"),
        (["lexicon", "show", "karabakh", "atlantis"], "names nothing"),
        (["review", "{articles}"], "needs a lexicon"),
        (["profile", "{articles}", "--html", "{articles}/page.html"], "--html shows one document, and these are 2"),
        (["profile", "{articles}", "--encoding", "utf-88"], "utf-88"),
    ],
)
def test_errors_go_to_stderr_with_status_2(articles: Path, arguments: list[str], message: str) -> None:
    done = call(*(argument.format(articles=articles) for argument in arguments))
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.startswith("framing: ")
    assert message in done.stderr


def test_bytes_that_are_no_text_are_refused_with_the_way_out() -> None:
    done = call("profile", "-", stdin=b"Caf\xe9")
    assert done.exit_code == 2
    assert "--encoding" in done.stderr
    assert call("profile", "-", "--encoding", "latin-1", stdin=b"Caf\xe9").exit_code == 0
    unknown = call("profile", "-", "--encoding", "utf-88", stdin=b"Caf\xe9")
    assert (unknown.exit_code, "unknown encoding: utf-88" in unknown.stderr) == (2, True)


def test_a_lone_surrogate_reaches_json_unharmed(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"text": "“No,” said Ana Petrova. \\ud800", "id": "\\ud800"}\n')
    [record] = lines(call("profile", str(path)))
    assert record["document"]["id"] == "\ud800"


def test_a_pattern_in_quotes_is_expanded(articles: Path) -> None:
    records = lines(call("profile", str(articles / "*.txt")))
    assert [record["document"]["id"] for record in records] == ["a.txt", "b.txt"]
    assert call("profile", str(articles / "*.nothing")).exit_code == 2


def test_the_form_follows_the_ending_of_the_file(articles: Path, tmp_path: Path) -> None:
    def written(name: str, *more: str) -> str:
        done = call("concordance", "Stepanakert", str(articles), "--out", str(tmp_path / name), *more)
        assert (done.exit_code, done.stdout) == (0, "")
        return (tmp_path / name).read_text(encoding="utf-8")

    assert written("a.csv").startswith("document,")
    assert [row["document"] for row in json.loads(written("a.json"))] == ["a.txt", "b.txt"]
    assert written("a.txt") == written("a.jsonl") == written("b.csv", "--format", "jsonl")
    assert written("c.csv", "--format", "table").count("Stepanakert") == 2


def test_a_table_becomes_parquet_in_a_file_alone(articles: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "lines.parquet"
    assert call("concordance", "Stepanakert", str(articles), "--out", str(out)).exit_code == 0
    expected = lines(call("concordance", "Stepanakert", str(articles)))
    assert parquet.read_table(out)["start"].to_pylist() == [row["start"] for row in expected]
    profiles = tmp_path / "table.parquet"
    assert call("keyness", "seeds", "--by", "outlet", "--out", str(profiles)).exit_code == 0
    assert parquet.read_table(profiles).num_rows > 10


def test_cells_that_a_spreadsheet_would_run_are_made_text_on_request(tmp_path: Path) -> None:
    path = tmp_path / "=a.jsonl"
    path.write_text('{"id": "=cmd()", "text": "Stepanakert did not reply."}\n')
    plain = call("concordance", "Stepanakert", str(path), "-f", "csv").stdout
    safe = call("concordance", "Stepanakert", str(path), "-f", "csv", "--escape-formulas").stdout
    assert ("\n=cmd()" in plain, "\n'=cmd()" in safe, "\n=cmd()" in safe) == (True, True, False)
    out = tmp_path / "safe.csv"
    call("concordance", "Stepanakert", str(path), "--out", str(out), "--escape-formulas")
    assert out.read_bytes().decode().splitlines() == safe.splitlines()


def test_profiles_are_written_as_json_and_shown_one_below_the_other(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "profiles.json"
    assert call("profile", str(articles), "--out", str(out)).exit_code == 0
    assert [record["document"]["id"] for record in json.loads(out.read_text("utf-8"))] == ["a.txt", "b.txt"]
    shown = call("profile", str(articles), "-f", "table").stdout
    assert shown.index("a.txt") < shown.index("\n\n") < shown.index("b.txt")


def test_faulty_documents_of_a_run_are_counted_and_their_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"id": "a", "text": "Baku agreed."}\n{"id": "b", "text": 3}\n')
    out = tmp_path / "out.jsonl"
    done = call("profile", str(path), "--out", str(out))
    assert done.exit_code == 0
    assert done.stderr == f"1 profiles in {out}\n1 documents could not be profiled: see {out}.errors.jsonl\n"
    strict = call("profile", str(path), "--out", str(tmp_path / "strict.jsonl"), "--strict")
    assert (strict.exit_code, "holds int, not text" in strict.stderr) == (2, True)


def test_several_inputs_make_one_run(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    files = [str(articles / "b.txt"), str(articles / "a.txt")]
    assert call("profile", *files, "--out", str(out), "--workers", "1").exit_code == 0
    assert [json.loads(line)["document"]["id"] for line in out.read_text("utf-8").splitlines()] == ["b.txt", "a.txt"]


def test_reports_are_written_beside_what_is_printed(articles: Path, tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    page = tmp_path / "page.html"
    one = call("profile", str(articles / "a.txt"), "-l", "karabakh", "--html", str(page))
    assert lines(one)[0]["document"]["id"] == "a.txt"
    assert "Ana Petrova" in page.read_text("utf-8")
    report = tmp_path / "report.html"
    two = call("compare", str(articles), "-l", "karabakh", "-f", "json", "--html", str(report))
    assert json.loads(two.stdout)["tables"]
    assert "Khankendi" in report.read_text("utf-8")


def test_words_are_discovered_as_tables_and_as_a_lexicon_to_edit(articles: Path, tmp_path: Path) -> None:
    known = lines(call("discover", "seeds", "-k", "Khankendi", "--by", "outlet", "--limit", "2"))
    assert known[0]["name"] == "Stepanakert"
    pairs = lines(call("discover", "seeds", "--by", "outlet", "--limit", "3"))
    assert {"Khankendi", "Stepanakert"} in [{pair["one"], pair["other"]} for pair in pairs]
    out = tmp_path / "draft.toml"
    assert call("discover", "seeds", "-k", "Khankendi", "-f", "toml", "--out", str(out)).exit_code == 0
    assert call("lexicon", "check", str(out)).exit_code == 0


def test_lexicons_come_and_go_in_other_formats(tmp_path: Path) -> None:
    table, pack = tmp_path / "k.csv", tmp_path / "k.toml"
    assert call("lexicon", "export", "karabakh", "--out", str(table)).exit_code == 0
    assert call("lexicon", "import", str(table), "--out", str(pack)).exit_code == 0
    names = {v.name for r in framing.load_lexicon(pack).referents for v in r.variants}
    assert names == {v.name for r in framing.load_lexicon("karabakh").referents for v in r.variants}
    patterns = lines(call("lexicon", "export", "karabakh", "-f", "spacy"))
    assert set(patterns[0]) == {"label", "pattern", "id"}
    exported = call("lexicon", "export", "karabakh", "-f", "toml").stdout
    pack.write_text(exported, encoding="utf-8")
    assert framing.load_lexicon(pack) == framing.load_lexicon("karabakh")


def test_a_check_shows_each_fault_and_counts_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    assert call("lexicon", "new", "mine", "--out", str(path)).exit_code == 0
    sound = call("lexicon", "check", str(path)).stdout
    assert sound.startswith(f"{path}: ok; ")
    path.write_text(path.read_text("utf-8").replace('kind = "place"', 'kind = "plaec"'), encoding="utf-8")
    done = call("lexicon", "check", str(path), "karabakh")
    fault, counted, other = done.stdout.splitlines()
    assert done.exit_code == 1
    assert ("referents[0].kind" in fault, "'plaec'" in fault) == (True, True)
    assert counted.startswith(f"{path}: 1 fault; 1 referent, ")
    assert "ok; " in other


def test_a_review_names_files_as_an_editor_finds_them(articles: Path, tmp_path: Path) -> None:
    def named(*arguments: str, stdin: str | None = None) -> set[str]:
        done = call("review", *arguments, "-l", "karabakh", "-f", "json", stdin=stdin)
        assert done.exit_code == 1
        return {note["file"] for note in json.loads(done.stdout)}

    assert named(str(articles)) == {str(articles / "a.txt"), str(articles / "b.txt")}
    assert named(str(articles / "a.txt")) == {str(articles / "a.txt")}
    assert named("-", stdin="Artsakh is calm.") == {"stdin"}
    rows = tmp_path / "c.jsonl"
    rows.write_text('{"id": "one", "text": "Artsakh is calm."}\n')
    assert named(str(rows)) == {"one"}
    shown = call("review", str(articles), "-l", "karabakh", "-f", "github").stdout.splitlines()
    assert all(line.startswith(("::notice file=", "::warning file=")) for line in shown)


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_review_of_a_lone_surrogate_is_printed(tmp_path: Path, form: str) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"text": "Artsakh \\ud800 is calm.", "id": "\\ud800"}\n')
    done = call("review", str(path), "-l", "karabakh", "-f", form)
    assert (done.exit_code, "Artsakh" in done.stdout) == (1, True)
    if form == "json":
        assert json.loads(done.stdout)[0]["file"] == "\ud800"


def test_the_seeds_are_evaluated_when_no_profiles_are_given(tmp_path: Path) -> None:
    gold = seed_folder() / "gold.json"
    [record] = lines(call("evaluate", str(gold)))
    assert len(record["documents"]) == 5
    out = tmp_path / "evaluation.txt"
    assert call("evaluate", str(gold), "-f", "table", "--out", str(out)).exit_code == 0
    assert "precision" in out.read_text("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="a terminal is made with a pty")
@pytest.mark.parametrize("quiet", [False, True])
def test_progress_is_shown_on_a_terminal_alone(articles: Path, tmp_path: Path, quiet: bool) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "framing", "profile", str(articles), "--out", str(tmp_path / "out.jsonl")]
    with open(ours, "rb", buffering=0) as terminal:
        done = subprocess.run([*command, *["--quiet"][:quiet]], stderr=theirs, stdout=subprocess.PIPE, check=True)
        os.close(theirs)
        shown = terminal.read(65_536).decode()
    assert done.stdout == b""
    assert f"2 profiles in {tmp_path / 'out.jsonl'}" in shown
    assert ("documents/s" in shown, "2/2" in shown) == (not quiet, not quiet)


SNAPSHOTS = Path(__file__).parent / "data" / "snapshots"
SHOWN = {
    "compare": ["compare", "{articles}", "-l", "karabakh", "-f", "table"],
    "profile": ["profile", "{articles}/a.txt", "-l", "karabakh", "-f", "table"],
    "concordance": ["concordance", "Stepanakert", "{articles}", "-f", "table"],
    "review": ["review", "{articles}/b.txt", "-l", "karabakh"],
    "help": ["--help"],
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_people_see_at_eighty_columns(articles: Path, name: str) -> None:
    """Redraw them with `python tests/test_cli.py` after a change that is meant, and read the difference."""
    shown = shown_of(name, articles)
    assert max(map(len, shown.splitlines())) <= (80 if name != "review" else 400)
    assert shown == (SNAPSHOTS / f"{name}.txt").read_text(encoding="utf-8")


def shown_of(name: str, folder: Path) -> str:
    result = call(*(argument.format(articles=folder) for argument in SHOWN[name]))
    return result.stdout.replace(str(folder), "articles")


def write_articles(folder: Path) -> Path:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text("The government in Stepanakert stays. Artsakh is calm, they say.", encoding="utf-8")
    (folder / "corpus.toml").write_text('[documents."a.txt"]\noutlet = "A"\n[documents."b.txt"]\noutlet = "B"\n')
    return folder


if __name__ == "__main__":
    SNAPSHOTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        for each in SHOWN:
            drawn = shown_of(each, write_articles(Path(temporary)))
            (SNAPSHOTS / f"{each}.txt").write_text(drawn, encoding="utf-8")
