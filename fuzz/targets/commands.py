"""The command line with any options: exit status 0, 1 or 2, a message on stderr, and never a traceback."""

from __future__ import annotations

import json
import os
from collections.abc import Hashable, Sequence
from inspect import signature
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from framing.cli import main
from fuzz import grammar
from fuzz.draws import Draw

_COMMON = (
    ("--lexicon", "karabakh"), ("--lexicon", "nope"), ("-l", "x.toml"), ("-l", "karabakh"), ("--format", "table"), ("-f", "json"), ("-f", "jsonl"), ("-f", "csv"),
    ("-f", "parquet"), ("--out", "o.jsonl"), ("--out", "o.csv"), ("--out", "o.parquet"), ("--out", "no/such/o.json"), ("--out", "."), ("--encoding", "detect"),
    ("--encoding", "nope"), ("--html", "r.html"), ("--by", "outlet"), ("--by", "date:year"), ("--by", "x"), ("--seed", "1"), ("--seed", "x"), ("-h",), ("--bogus",),
)  # fmt: skip
_OWN: dict[str, tuple[tuple[str, ...], ...]] = {
    "profile": (("--exact",), ("--resume",), ("--strict",), ("-q",), ("--workers", "0"), ("--workers", "1")),
    "compare": (("--table", "naming"), ("--table", "x"), ("--comments",), ("--sides", "armenian", "azerbaijani"), ("--sides", "a", "b"), ("--pairs", "all"), ("--permutations", "19"), ("--permutations", "0")),
    "keyness": (("--mode", "own"), ("--mode", "x"), ("--limit", "3"), ("--limit", "0")),
    "discover": (("-k", "Khankendi"), ("-k", ""), ("--known", "the"), ("--limit", "2"), ("-f", "toml")),
    "concordance": (("--window", "0"), ("--window", "-1"), ("--mode", "quoted")),
    "review": (("-f", "text"), ("-f", "json"), ("-f", "github")),
    "annotate": (("-f", "brat"), ("-f", "webanno"), ("-f", "doccano"), ("-o", "ann"), ("-o", "ann.jsonl"), ("-f", "prodigy")),
    "evaluate": (("--lexicon", "karabakh"),),
    "lexicon list": (), "lexicon show": (), "lexicon check": (("-f", "json"),), "lexicon new": (("-o", "n.toml"),), "lexicon import": (("-o", "i.toml"),), "lexicon export": (("-f", "spacy"), ("-f", "toml"), ("-f", "csv")),
}  # fmt: skip
_INPUTS = (
    "a.txt",
    "b.txt",
    "rows.jsonl",
    "rows.csv",
    "profiles.jsonl",
    "x.toml",
    "missing.txt",
    ".",
    "empty",
    "*.txt",
    "-",
    "",
    "karabakh",
    "o.jsonl",
    "ann",
    "d.yml",
    "[",
)


def commands(draw: Draw, folder: Path) -> Hashable:
    """One command in a folder with files of several kinds."""
    home = Path.cwd()
    place = folder / "work"
    place.mkdir(exist_ok=True)
    os.chdir(place)
    try:
        _write_inputs(draw)
        name = draw.choice(tuple(_OWN))
        arguments = [*name.split(), *_options(draw, name)]
        return name, _run(arguments, grammar.text(draw, 4))
    finally:
        os.chdir(home)


def _write_inputs(draw: Draw) -> None:
    Path("empty").mkdir(exist_ok=True)
    Path("a.txt").write_bytes(
        draw.made(grammar.text(draw, 10)).encode("utf-8", "surrogatepass" if draw.flag(8) else "ignore")
    )
    Path("b.txt").write_bytes(draw.made(grammar.text(draw, 10)).encode("utf-8", "ignore"))
    rows = [{"text": grammar.text(draw, 6), "id": f"r{number}", "outlet": "AB"[number % 2]} for number in range(2)]
    Path("rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    Path("rows.csv").write_text("id,text,outlet\n1,a b c,A\n2,Khankendi,B\n")
    Path("d.yml").write_text("city:\n  ours: [Exampleton]\n")
    Path("x.toml").write_text(f'[lexicon]\nname = "{draw.choice(("x", "", chr(10)))}"\n')


def _options(draw: Draw, name: str) -> list[str]:
    chosen: list[str] = []
    if name == "concordance":
        chosen.append(grammar.word(draw) or "the")
    chosen += [draw.choice(_INPUTS) for _ in range(draw.integer(1, 2))]
    for _ in draw.times(4):
        chosen += draw.choice((*_OWN[name], *_OWN[name], *_COMMON))
    if name == "compare" and "--permutations" not in chosen:
        chosen += ["--permutations", "19"]
    return [each.encode("utf-8", "ignore").decode().replace("\x00", "") for each in chosen]  # no system passes a NUL on


def _runner() -> CliRunner:
    """Return what keeps errors apart from what is printed, as click does by itself from 8.2 on."""
    options: dict[str, Any] = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}
    return CliRunner(**options)


def _run(arguments: Sequence[str], standard_input: str) -> tuple[int, str]:
    result = _runner().invoke(
        main, arguments, input=standard_input.encode("utf-8", "surrogatepass"), catch_exceptions=False
    )
    assert result.exit_code in (0, 1, 2), f"exit status {result.exit_code} of {arguments}"
    assert "Traceback" not in result.stderr, f"a traceback of {arguments}"
    if result.exit_code == 2:
        assert result.stderr.strip(), f"status 2 without a message: {arguments}"
    if result.exit_code == 0 and _prints_lines_of_json(arguments):
        for line in result.stdout.split("\n"):
            if line.strip():
                json.loads(line)
    return result.exit_code, result.stderr.strip().rpartition("\n")[2][:16]


def _prints_lines_of_json(arguments: Sequence[str]) -> bool:
    """Whether records go to the standard output, which is no terminal here."""
    others = {"--out", "-o", "-h", "-f", "--format"}
    return arguments[0] in ("profile", "compare", "keyness", "concordance") and others.isdisjoint(arguments)
