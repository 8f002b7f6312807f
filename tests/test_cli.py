"""The command line as its users meet it: files, pipes, formats, exit statuses, messages."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import framing
from framing.cli import main

TEXT = "“The regime in Khankendi must go,” said Ana Petrova. Stepanakert did not reply."


def call(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin, catch_exceptions=False)


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


def test_a_lone_surrogate_reaches_json_unharmed(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"text": "“No,” said Ana Petrova. \\ud800", "id": "\\ud800"}\n')
    [record] = lines(call("profile", str(path)))
    assert record["document"]["id"] == "\ud800"


def test_a_pattern_in_quotes_is_expanded(articles: Path) -> None:
    records = lines(call("profile", str(articles / "*.txt")))
    assert [record["document"]["id"] for record in records] == ["a.txt", "b.txt"]
    assert call("profile", str(articles / "*.nothing")).exit_code == 2


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
