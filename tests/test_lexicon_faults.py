"""What people are told about a faulty lexicon, word by word: where, what, and how to mend it.

Redraw with `python tests/test_lexicon_faults.py` after a change that is meant, and read the difference.
"""

from __future__ import annotations

import copy
import dataclasses
import datetime
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from framing.errors import LexiconError
from framing.lexicons.checks import Pack
from framing.lexicons.loading import build_lexicon, check_lexicon, load_lexicon, parse_lexicon
from framing.lexicons.toml import write_toml
from test_lexicons import FAULTS, GOOD

SEEN = Path(__file__).parent / "data" / "snapshots" / "faults.txt"
TOWNS = tomllib.loads(GOOD)
TOWN, EASTHAM, WAR = ("referents", 0), ("referents", 0, "variants", 0), ("referents", 1, "variants", 0)
NEW_YEAR = datetime.date(1990, 1, 1)

# A place in the table of GOOD, and what is put there.
CHANGES: list[tuple[Sequence[Any], Any]] = [
    (("lexicon",), 3),
    (("lexicon",), []),
    (("lexicon", "name"), "two towns"),
    (("lexicon", "version"), 1.0),
    (("sides",), ["east", "west"]),
    (("sides", "accuser"), {"label": "x"}),
    (("sides", "neutral"), {"label": "x"}),
    (("sides", "the north"), {"label": "x"}),
    (("sides", "south"), "South"),
    (("sides", "south"), {}),
    (("sides", "east", "opposes"), ["east"]),
    (("sides", "east", "opposes"), ["west", "west"]),
    (("sides", "east", "opposes"), "west"),
    (("referents",), []),
    (("referents",), [1]),
    ((*TOWN, "variants"), []),
    ((*TOWN, "variants"), ["Eastham"]),
    ((*TOWN, "id"), 7),
    ((*TOWN, "label"), "\t"),
    ((*TOWN, "kind"), True),
    ((*TOWN, "party"), "neutral"),
    ((*TOWN, "party"), "wset"),
    ((*EASTHAM, "name"), 1990),
    ((*EASTHAM, "name"), "East\ud800ham"),
    ((*EASTHAM, "forms"), "Easton"),
    ((*EASTHAM, "forms"), [1]),
    ((*EASTHAM, "forms"), ["{|Eastham}"]),
    ((*EASTHAM, "forms"), ["Easton", "easton", "Eastons"]),
    ((*EASTHAM, "side"), ["east"]),
    ((*EASTHAM, "side"), "nuetral"),
    ((*EASTHAM, "case"), "both"),
    ((*EASTHAM, "inflect"), "no"),
    ((*EASTHAM, "verified"), 1),
    ((*EASTHAM, "note"), "x" * 80),
    ((*EASTHAM, "note"), {"x": 1}),
    ((*EASTHAM, "source"), "x" * 80 + "\ud800"),
    ((*EASTHAM, "requires"), ["river", "river"]),
    ((*EASTHAM, "requires"), ["river", "–"]),
    ((*EASTHAM, "excludes"), ["", "…"]),
    ((*EASTHAM, "excludes"), "river"),
    ((*EASTHAM, "until"), 2020),
    ((*WAR, "from"), datetime.datetime(1990, 1, 2)),
    ((*WAR, "until"), datetime.date(1990, 1, 2)),
    ((*WAR, "until"), NEW_YEAR),
    ((*WAR, "name"), "EASTONS"),
    (("referents", 2), {"id": "town", "label": "x", "kind": "place", "variants": TOWNS["referents"][1]["variants"]}),
]
# What a second pack says differently of the same language, side or referent.
SECOND: list[tuple[Sequence[Any], Any]] = [
    (("lexicon", "language"), "fr"),
    (("sides", "east", "label"), "Orient"),
    (("sides", "east", "opposes"), ["east", "west"]),
    ((*TOWN, "label"), "a village"),
    ((*TOWN, "kind"), "region"),
    ((*EASTHAM, "side"), "west"),
    ((*EASTHAM, "loading"), "loaded"),
    (("referents", 1, "id"), "peace"),
]


def changed(place: Sequence[Any], value: Any) -> dict[str, Any]:
    table = copy.deepcopy(TOWNS)
    *way, last = place
    inner: Any = table
    for key in way:
        inner = inner[key]
    if isinstance(inner, list) and last == len(inner):
        inner.append(value)
    else:
        inner[last] = value
    return table


def told(packs: Sequence[Pack] | str) -> list[str]:
    try:
        if isinstance(packs, str):
            parse_lexicon(packs, file="towns.toml")
        else:
            build_lexicon(packs)
    except LexiconError as error:
        lines = [ascii(str(error).splitlines()[0])[1:-1]]
        for fault in error.faults:
            at = fault.path if fault.line is None else f"{fault.path} (line {fault.line})"
            lines.append(f"    {fault.file}: {at}: {ascii(fault.message)[1:-1]} -> {ascii(fault.mend)[1:-1]}")
        return lines
    return ["no fault"]


def drawn() -> str:
    lines: list[str] = []
    for name, (old, new, _, _) in FAULTS.items():
        lines += [f"# {name}", *told(GOOD.replace(old, new))]
    for place, value in CHANGES:
        shown = ascii(value)
        lines += [f"# {'.'.join(map(str, place))} = {shown[:60]}", *told([Pack("towns.toml", changed(place, value))])]
    for place, value in SECOND:
        packs = [Pack("towns.toml", TOWNS), Pack("more.toml", changed(place, value))]
        lines += [f"# joined with {'.'.join(map(str, place))} = {value!r}", *told(packs)]
    return "\n".join(lines) + "\n"


def test_the_faults_of_a_lexicon_are_told_as_last_read() -> None:
    assert drawn().splitlines() == SEEN.read_text(encoding="utf-8").splitlines()


def test_every_change_above_is_a_fault_but_those_that_only_add() -> None:
    sound = [place for place, value in CHANGES if told([Pack("towns.toml", changed(place, value))]) == ["no fault"]]
    assert sound == [(*EASTHAM, "note")]


def test_what_cannot_be_read_is_told_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'name = "caf\xe9"')
    for what, message, mend in (
        (tmp_path / "latin.toml", "byte 11 is not UTF-8", "Save the file as UTF-8"),
        (tmp_path / "karabkh.toml", "cannot be read (No such file or directory)", "Did you mean 'karabakh'"),
        (tmp_path, "cannot be read (Is a directory)", "Give a TOML file or a pack. "),
        ("karabkh", "is neither a pack nor a file", "Did you mean 'karabakh'"),
    ):
        try:
            load_lexicon(what)
        except LexiconError as error:
            (fault,) = error.faults
            assert (fault.file, fault.path, fault.message) == (str(what), "", message)
            assert mend in fault.mend
        else:
            raise AssertionError(what)


def test_a_check_is_told_as_plain_values(tmp_path: Path) -> None:
    path = tmp_path / "towns.toml"
    path.write_text(GOOD.replace('kind = "event"', 'kind = "evnt"').replace('source = "Papers"', ""), encoding="utf-8")
    check = check_lexicon(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert (check.file, check.ok, check.referents, check.variants, check.unverified) == (str(path), False, 2, 3, 1)
    told = check.to_dict()
    assert {key: value for key, value in told.items() if key != "faults"} == {
        "file": str(path),
        "ok": False,
        "referents": 2,
        "variants": 3,
        "unverified": 1,
    }
    assert [list(fault.values()) for fault in told["faults"]] == [
        [each.file, each.line, each.path, each.message, each.mend] for each in check.faults
    ]
    assert [list(fault) for fault in told["faults"]] == [["file", "line", "path", "message", "mend"]] * 2
    assert lines[check.faults[0].line - 1] == 'kind = "evnt"'  # type: ignore[operator]
    assert [fault.path for fault in check.faults] == ["referents[1].kind", "referents[1].variants[0].source"]


def test_an_empty_table_is_an_empty_text() -> None:
    assert write_toml({}) == ""
    assert tomllib.loads(write_toml({"a": {"b": "\x7f \x1f\n"}})) == {"a": {"b": "\x7f \x1f\n"}}
    assert write_toml({"a": {"b": "two words"}}).rstrip() == '[a]\nb = "two words"'


def test_the_hash_is_of_every_name_and_of_no_order() -> None:
    lexicon = parse_lexicon(GOOD)
    town, war = lexicon.referents
    assert dataclasses.replace(lexicon, referents=(war, town)).sha256 == lexicon.sha256
    other = dataclasses.replace(town, variants=town.variants[:1])
    assert dataclasses.replace(lexicon, referents=(other, war)).sha256 != lexicon.sha256


if __name__ == "__main__":
    SEEN.write_text(drawn(), encoding="utf-8")
