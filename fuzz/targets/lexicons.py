"""Lexicons from hostile files: refused with every fault, or loaded, and then written and read back the same."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

import framing
from framing import Lexicon, LexiconError
from fuzz import grammar
from fuzz.draws import Draw

_SOUND = """[lexicon]
name = "n"
title = "t"
language = "en"
version = "1"
[sides.east]
label = "East"
opposes = ["west"]
[sides.west]
label = "West"
[[referents]]
id = "r"
label = "l"
kind = "place"
[[referents.variants]]
name = "Alpha"
side = "east"
loading = "marked"
source = "s"
[[referents.variants]]
name = "Beta"
forms = ["Gamma {a|b} c"]
side = "west"
loading = "loaded"
source = "s"
from = 2020-01-01
requires = ["river"]
"""
_KEYS = (
    "name", "title", "language", "version", "label", "opposes", "id", "kind", "advice", "advice_source", "party", "forms", "side", "loading",
    "source", "verified", "from", "until", "requires", "excludes", "case", "inflect", "note", "description", "variants", "typo",
)  # fmt: skip
_VALUES = (
    '"east"', '"west"', '"neutral"', '"accuser"', '"marked"', '"loaded"', '"place"', '"en"', '"xx"', '""', '" "', "1", "nan", "true", "false",
    "2020-02-02", "2019-01-01T00:00:00Z", "12:00:00", "[]", '["a", "a"]', '["{a|b"]', '["{a|b} {c|d}"]', "[1]", "[[]]", "{}", "{a = 1}",
    '"' + "{a|b}" * 30 + '"', "'\\'", '"\\u0000"', '"\\ud800"', '"…"', '"sensitive"', '"-"', '"’s"', "[" * 900 + "]" * 900, "0x10", "1e400", '"""',
)  # fmt: skip
_HEADERS = (
    "[lexicon]", "[sides]", "[sides.east]", "[sides.north]", '[sides."a b"]', "[sides.neutral]", "[[referents]]", "[[referents.variants]]",
    "[referents]", "[[sides]]", "[referents.variants]", "[[referents.variants.forms]]", "[[lexicon]]", "[", "]]", '[""]',
)  # fmt: skip


def toml(draw: Draw, folder: Path) -> Hashable:
    """A TOML text with its lines mixed, doubled and replaced."""
    source = _hostile(draw)
    path = folder / "lexicon.toml"
    raw = source.encode("utf-8", "surrogatepass")
    if draw.flag(16):
        raw = draw.raw(40) + raw
    path.write_bytes(draw.made(raw))
    check = framing.check_lexicon(path)
    try:
        lexicon = framing.load_lexicon(path)
    except LexiconError as error:
        assert error.faults, "refused without a fault"
        assert not check.ok, "check_lexicon finds no fault in what load_lexicon refuses"
        assert all(each.message and each.mend for each in error.faults), "a fault that does not say how to mend it"
        str(error)
        return "refused", frozenset(each.message.split("'")[0][:24] for each in error.faults)
    assert check.ok, f"check_lexicon faults what load_lexicon loads: {check.faults}"
    _comes_back(lexicon)
    return "loaded", len(lexicon.referents)


def _hostile(draw: Draw) -> str:
    lines = _SOUND.split("\n")
    for _ in draw.times(6):
        at = draw.integer(0, len(lines) - 1)
        kind = draw.integer(0, 5)
        if kind == 0:
            lines.insert(at, draw.choice(_HEADERS))
        elif kind == 1:
            lines[at] = f"{draw.choice(_KEYS)} = {draw.choice(_VALUES)}"
        elif kind == 2:
            lines[at] = f'{lines[at].partition("=")[0]}= "{grammar.word(draw)}"'
        elif kind == 3:
            lines[at] = f"{lines[at].partition('=')[0]}= {draw.choice(_VALUES)}"
        elif kind == 4:
            del lines[at : at + draw.integer(0, 8)]
            lines = lines or [""]
        else:
            lines[at:at] = lines[draw.integer(0, at) : at]
    return "\n".join(lines)


def written(draw: Draw, folder: Path) -> Hashable:
    """A lexicon made in memory: written as TOML and CSV it is read back the same, unless it is faulty."""
    lexicon = grammar.valid_lexicon(draw)
    check = framing.check_lexicon(lexicon)
    draw.made(lexicon.to_toml())
    if not check.ok:
        return frozenset(each.message.split("'")[0][:24] for each in check.faults)
    _comes_back(lexicon)
    if draw.flag(4):
        _csv_comes_back(lexicon, folder)
    framing.to_spacy_patterns(lexicon)
    return "ok", sum(len(each.variants) for each in lexicon.referents)


def _comes_back(lexicon: Lexicon) -> None:
    written = lexicon.to_toml()
    again = framing.parse_lexicon(written)
    assert again == lexicon, "load and dump are not inverse"
    assert again.to_toml() == written, "dumped twice, it differs"
    assert again.sha256 == lexicon.sha256, "the hash is not of the content"


def _csv_comes_back(lexicon: Lexicon, folder: Path) -> None:
    from framing.lexicons.formats import to_csv

    path = folder / "lexicon.csv"
    path.write_text(to_csv(lexicon), encoding="utf-8", newline="")
    again = framing.import_lexicon(path)
    kept = [
        [(each.name, each.forms, each.side, each.loading, each.from_, each.until) for each in r.variants]
        for r in lexicon.referents
    ]
    read = [
        [(each.name, each.forms, each.side, each.loading, each.from_, each.until) for each in r.variants]
        for r in again.referents
    ]
    stripped = [[(n.strip(), f, *rest) for n, f, *rest in r] for r in kept]
    assert read in (kept, stripped), "CSV does not give the variants back"


_YAML = (
    "city:", "  ours: [Exampleton, 'Old town']", "  theirs:", "    - Exampleburg", "    - 'a, b'", "regime:", "- x", "  - y", "a: b", "\tx: y",
    "&a b: *a", "!tag x", "|", ">", "k: |", "k: [", "k: ]", "k: [a, b", "k: {a: b}", '"k": "v"', "'k'': v", "# comment", "k: v # c", "---", "...",
    "? k", ": v", "k:v", "k: [a,,b]", "k: word*", "k: [w*, x?]", "'", '"', "- '", "- \"a\" b", "k: \"a\\\"b\"", "- [a]", "a: [b, [c]]", "é: ü", "-",
)  # fmt: skip
_DIC = (
    "%",
    "1\tposemo",
    "2\tnegemo",
    "good\t1",
    "bad\t2",
    "war*\t1\t2",
    "x\t9",
    "y",
    "%%",
    "1",
    "\t1",
    "a b\t1",
    "ü\t1",
    " % ",
    "1 two words",
)
_CELLS = ("Alpha", "Beta", "r", "east", "west", "neutral", "marked", "loaded", "s", "", "a;b", '["a", "b"]', '["', '"x', "2020-01-01", "2020-13-01", "yes", "no", "0", "sensitive", "x,y", "place")  # fmt: skip
_HEADER = "variant,referent,side,loading,source"


def formats(draw: Draw, folder: Path) -> Hashable:
    """YAML, LIWC and CSV dictionaries: imported, or refused with every fault and its line."""
    ending = draw.choice((".yml", ".dic", ".csv"))
    source = {".yml": _yaml, ".dic": _dic, ".csv": _csv}[ending](draw)
    path = folder / f"dictionary{ending}"
    path.write_bytes(draw.made(source.encode("utf-8", "surrogatepass" if draw.flag(8) else "ignore")))
    try:
        lexicon = framing.import_lexicon(
            path,
            stars=draw.choice(("refuse", "drop", "endings")),
            levels=draw.choice((("referent", "side"), ("side", "referent"), ("referent",))),
        )
    except LexiconError as error:
        assert error.faults, "refused without a fault"
        return ending, frozenset(each.message.split("'")[0][:24] for each in error.faults)
    _comes_back(lexicon)
    return ending, "ok", min(3, len(lexicon.referents))


def _yaml(draw: Draw) -> str:
    lines = []
    for _ in draw.times(10):
        indent = " " * draw.choice((0, 0, 2, 4, 1))
        lines.append(
            indent
            + draw.choice(
                (
                    draw.choice(_YAML),
                    draw.choice(_YAML),
                    f"{grammar.word(draw)}: {grammar.word(draw)}",
                    f"- {grammar.word(draw)}",
                )
            )
        )
    return draw.choice(("\n", "\n", "\r\n")).join(lines)


def _dic(draw: Draw) -> str:
    head = ["%", "1\tposemo", "2\tnegemo", "%"] if not draw.flag(4) else []
    return "\n".join([*head, *(draw.choice((draw.choice(_DIC), f"{grammar.word(draw)}\t1")) for _ in draw.times(10))])


def _csv(draw: Draw) -> str:
    columns = _HEADER.split(",") + draw.some(_KEYS, 4)
    lines = [",".join(columns) if not draw.flag(8) else grammar.word(draw)]
    lines += [",".join(_cell(draw) for _ in columns) for _ in draw.times(6)]
    return draw.choice(("\n", "\r\n", "\r")).join(lines)


def _cell(draw: Draw) -> str:
    return draw.choice((draw.choice(_CELLS), draw.choice(_CELLS), grammar.word(draw)))


def valences(draw: Draw, folder: Path) -> Hashable:
    """Valence lexicons in TOML and CSV: read, or refused with a FramingError; what is read can score."""
    ending = draw.choice((".toml", ".csv"))
    if ending == ".toml":
        entries = (
            f'"{grammar.word(draw)}" = {draw.choice(("1.5", "-4", "5", "nan", "inf", "true", "[]", "1"))}'
            for _ in draw.times(6)
        )
        source = draw.choice(("[words]\n", "[words]\n", "")) + "\n".join(entries)
    else:
        entries = (
            f"{grammar.word(draw)},{draw.choice(('1.5', '-4', '5', 'nan', 'inf', 'x', '', '1_0', '１'))}"
            for _ in draw.times(6)
        )
        source = draw.choice(("word,valence\n", "word,valence\n", "valence,word\n", "")) + "\n".join(entries)
    path = folder / f"valences{ending}"
    path.write_bytes(draw.made(source.encode("utf-8", "surrogatepass" if draw.flag(8) else "ignore")))
    try:
        words = framing.read_valences(path)
    except framing.FramingError as error:
        return ending, str(error).rpartition(":")[2][:20]
    assert words, "an empty valence lexicon"
    if draw.flag(8):
        scores = framing.Vader(words, extend=False).score(" ".join(words))
        assert -1 <= scores.compound <= 1, scores
    return ending, min(4, len(words))
