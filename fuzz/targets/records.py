"""Profiles and their records: round trips, comparison from hostile records, annotation in every format."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Hashable
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import framing
from framing import ComparisonError, FramingError, PartialComparison
from fuzz import checks, grammar
from fuzz.draws import Draw


@cache
def _packs() -> tuple[framing.Lexicon | None, ...]:
    return (
        framing.load_lexicon("karabakh"),
        framing.load_lexicon("karabakh"),
        None,
        framing.load_lexicon("us-politics"),
    )


def profiles(draw: Draw, folder: Path) -> Hashable:
    """A profile is what its record says, twice the same, and the record comes back from JSON lines and Parquet."""
    document = grammar.document(draw)
    lexicon = draw.choice(_packs())
    profile = framing.profile(document, lexicon)
    record = profile.to_dict()
    checks.record(document.text, record)
    if draw.flag(8):
        again = framing.profile(framing.Document(document.text, document.id, document.metadata), lexicon).to_dict()
        assert json.dumps(again) == json.dumps(record), "measured twice, it differs"
    if draw.flag(8):
        _comes_back(record, folder, parquet=draw.flag(4))
    if draw.flag(16):
        profile.render(width=draw.integer(20, 120))
        profile._repr_html_()
    mentions = frozenset((each.mode, each.distance, each.side) for each in profile.mentions)
    return mentions, bool(profile.warnings), min(3, len(profile.voices)), len(profile.sections) > 1


def _comes_back(record: dict[str, Any], folder: Path, *, parquet: bool) -> None:
    path = folder / ("profiles.parquet" if parquet else "profiles.jsonl")
    if parquet:
        path.unlink(missing_ok=True)
        document = framing.Document("Khankendi.", "x")
        framing.profile_corpus([document], None, out=path)
        assert [each["document"]["id"] for each in framing.read_profiles(path)] == ["x"]
        return
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert list(framing.read_profiles(path)) == [record], "the record does not come back"


# ---------------------------------------------------------------- comparison

_TABLES = (
    "groups", "naming", "sides", "alignment", "loading", "sourcing", "sentiment", "readability", "coverage", "divergence", "sentiment_contrast",
)  # fmt: skip
_TEXTS = (
    "“Khankendi is ours,” said Ali Aliyev of Baku. He left Stepanakert. The illegal regime was a disaster.",
    "Artsakh is free, Karen Sargsyan said. The blockade, he claims, is a crime. Azerbaijan denied it.",
    "Nothing was said in Shusha. A good day!",
    "",
    "The so-called regime in Khankendi left the Lachin corridor.\n\nComments\n\nAnna\n2 hours ago\nGreat!\nBoris\n1 hour ago\nArtsakh!",
)
_ODD_VALUES: tuple[Any, ...] = (
    None,
    "",
    "x",
    -1,
    0,
    10**30,
    1.5,
    math.nan,
    math.inf,
    [],
    {},
    [[]],
    True,
    "2023-06-08",
    [[0, 1]],
    "\ud800",
    [None],
    {"id": None},
)
_ODD_LINES = ("[" * 40_000, "3", "{", "", '{"schema": "framing.profile/1"}', '{"schema": 1}', "\ufeff{}", "1" * 5000)


@cache
def _sound() -> tuple[dict[str, Any], ...]:
    lexicon = framing.load_lexicon("karabakh")
    outlets = "ABABA"
    return tuple(
        framing.profile(
            framing.Document(text, f"d{number}", {"outlet": outlets[number], "date": f"202{number}-01-02"}), lexicon
        ).to_dict()
        for number, text in enumerate(_TEXTS)
    )


def _hostile(draw: Draw, record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with a few of its values replaced, doubled or taken out."""
    made = copy.deepcopy(record)
    for _ in draw.times(4):
        at: Any = made
        for _ in range(draw.integer(0, 4)):
            if not isinstance(at, (dict, list)) or not at:
                break
            keys = list(at) if isinstance(at, dict) else range(len(at))
            key = draw.choice(keys)
            if not isinstance(at[key], (dict, list)) or not at[key] or draw.flag(4):
                kind = draw.integer(0, 3)
                if kind == 0:
                    del at[key]
                elif kind == 1 and isinstance(at, list):
                    at.insert(0, copy.deepcopy(at[key]))
                else:
                    at[key] = copy.deepcopy(draw.choice(_ODD_VALUES))
                break
            at = at[key]
    return made


def comparison(draw: Draw) -> Hashable:
    """Comparison of sound and hostile records: a ComparisonError, or tables that hold what always holds."""
    hostile = draw.flag()
    records = [copy.deepcopy(draw.choice(_sound())) for _ in range(draw.integer(1, 4))]
    for number, record in enumerate(records):
        record["document"]["id"] = f"d{number}"
    if hostile:
        records = [_hostile(draw, record) for record in records]
    by = draw.choice(("document", "outlet", "date:year", "date:month", "nothing"))
    options: dict[str, Any] = {"by": by, "permutations": 19, "resamples": 100, "seed": draw.integer(0, 3)}
    options |= {"comments": draw.flag(), "pairs": draw.choice(("auto", "all", "rest"))}
    names = draw.some(_TABLES, 3)
    try:
        found = framing.compare(records, **options)
        tables = {name: found.table(name) for name in names}
    except FramingError as error:
        assert hostile or by == "nothing" or isinstance(error, ComparisonError), error
        return by, str(error).rpartition("(")[2][:16]
    for each in tables.values():
        checks.table(each)
        each.render(width=60)
    if not hostile:
        _stays(records, found, tables, options, draw)
    return by, hostile, tuple(sorted((name, min(2, len(each))) for name, each in tables.items()))


def _stays(
    records: list[dict[str, Any]],
    found: framing.Comparison,
    tables: dict[str, framing.Table],
    options: dict[str, Any],
    draw: Draw,
) -> None:
    turned = framing.compare(records[::-1], **options)
    assert all(turned.table(name) == each for name, each in tables.items()), "the order of documents matters"
    cut = draw.integer(0, len(records))
    by, comments = options["by"], options["comments"]
    parts = [PartialComparison.of(each, by=by, comments=comments) for each in (records[cut:], records[:cut])]
    merged = PartialComparison.from_dict(json.loads(json.dumps(parts[0].to_dict()))).merge(parts[1])
    assert merged == found.part, "merged parts are not the whole"
    bare = {**options, "spans": False}
    kept = framing.compare(records, **bare)
    with mock.patch("framing.comparison.groups.FOLD", draw.integer(2, 4)):
        folded = framing.compare(records, **bare, observations=False)
        assert all(folded.table(name) == kept.table(name) for name in tables), "folding changes a number"


def read_records(draw: Draw, folder: Path) -> Hashable:
    """JSON lines of hostile records, read and compared and evaluated: nothing but FramingErrors."""
    records = [_hostile(draw, draw.choice(_sound())) for _ in range(draw.integer(1, 3))]
    lines = [json.dumps(record) for record in records]
    if draw.flag(4):
        lines.append(draw.choice(_ODD_LINES))
    raw = "\n".join(lines).encode()
    if draw.flag(8):
        raw = raw[: draw.integer(0, 255)] + draw.raw(4)
    path = folder / "profiles.jsonl"
    path.write_bytes(draw.made(raw))
    try:
        held = list(framing.read_profiles(path))
        found = framing.compare(held, permutations=19, resamples=100)
        str(found)
        found.to_dict()
    except FramingError as error:
        return type(error).__name__, str(error).rpartition("(")[2][:16]
    return len(held)


# ---------------------------------------------------------------- annotation

_FORMS = ("brat", "webanno", "doccano", "prodigy")


def annotations_round_trip(draw: Draw, folder: Path) -> Hashable:
    """What is written for a coder and read again is what was written."""
    form = draw.choice(_FORMS)
    text = grammar.text(draw, 16)
    document = framing.Document(text, "a.txt")
    profile = framing.profile(document, _packs()[0])
    target = folder / (f"{form}.jsonl" if form in ("doccano", "prodigy") else form)
    framing.write_annotations([profile], target, form, texts=[document])
    if form in ("brat", "webanno") and not any(target.glob("*.ann" if form == "brat" else "*.tsv")):
        raise AssertionError("nothing written")
    back = framing.read_annotations(target)
    read = next(iter(back.values()))
    if form == "webanno":
        return form, len(read.mentions)  # blanks between sentences are not kept by the format
    assert read.text == text, "the text is another"
    mentions = [(each.start, each.end, each.side, each.mode, each.distance) for each in profile.mentions]
    again = [(each.start, each.end, each.side, each.mode, each.distance) for each in read.mentions]
    assert sorted(map(str, again)) == sorted(map(str, mentions)), "mentions are others"
    if form != "brat":
        held = sorted(each.content for each in profile.attribution.quotations)
        assert sorted(each.content for each in read.quotations) == held, "quotations are others"
    return form, min(3, len(mentions)), min(3, len(read.quotations))


_ANN = (
    "T1\tMention:east:own 0 5\tHello", "T2\tQuotation 0 3;4 6\tx", "T3\tCue 99999 100000\tx", "T4\tMention 5 2\tx", "A1\tMode T1 own", "A2\tKind T2 direct",
    "#1\tAnnotatorNotes T1\t{\"side\": \"east\"}", "#2\tAnnotatorNotes T2\t[1]", "R1\tRel Arg1:T1 Arg2:T2", "T5\tQuoted 1 2", "T\t", "T6\tComments 0 1\tx",
    "T7\tMention 99999999999999999999 999999999999999999999\tx", "#3\tAnnotatorNotes T9\tnote", "A3\tMode T9 own", "T8\tBoilerplate 0 0\t",
)  # fmt: skip
_TSV = (
    "#FORMAT=WebAnno TSV 3.3", "#T_SP=webanno.custom.Framing|label|of|speaker|referent|variant|loading|core|doubtful|nested", "#Text=Hello world.",
    "1-1\t0-5\tHello\tMention:east:own[1]\t*[1]\t_\t_\t_\t_\t_\t_\t_\t", "1-2\t6-11\tworld\t_\t_\t_\t_\t_\t_\t_\t_\t_\t", "1-1\t5-0\tx\t_", "1-1", "1-x\ta-b\tc",
    "2-1\t-1-5\tx\tMention[1]|Cue[2]\t_\t", "#T_SP=other|a", "", "1-1\t99-120\tx\tMention:a:b[3]\t_\t_", "1-1\t0-5\tHello\t\\\\[1]|\\|\t_", "#Text=", "#Text=\\n\\t\\x",
)  # fmt: skip


def hand_annotations(draw: Draw, folder: Path) -> Hashable:
    """Hostile annotation files: read and evaluated, or refused with a FramingError."""
    ending = draw.choice((".ann", ".tsv", ".json", ".jsonl"))
    path = folder / f"hand{ending}"
    (folder / "hand.txt").write_bytes(grammar.text(draw, 6).encode("utf-8", "surrogatepass"))
    source = {".ann": _lines(_ANN), ".tsv": _lines(_TSV), ".json": _json, ".jsonl": _jsonl}[ending](draw)
    path.write_bytes(draw.made(source.encode("utf-8", "surrogatepass")))
    try:
        found = framing.read_annotations(path)
        evaluation = framing.evaluate(found, found)
        str(evaluation)
        checks.finite(evaluation.to_dict())
    except FramingError as error:
        return ending, type(error).__name__, str(error).rpartition(":")[2][:16]
    return ending, min(3, len(found))


def _lines(known: tuple[str, ...]) -> Any:
    def make(draw: Draw) -> str:
        lines = [draw.choice(known) for _ in draw.times(8)]
        if not draw.flag(4):
            lines = [*known[: draw.integer(0, 5)], *lines]
        for _ in draw.times(2) if draw.flag(3) else ():
            if lines:
                at = draw.integer(0, len(lines) - 1)
                cut = draw.integer(0, len(lines[at]))
                lines[at] = lines[at][:cut] + grammar.word(draw) + lines[at][cut + draw.integer(0, 3) :]
        return draw.choice(("\n", "\n", "\r\n")).join(lines)

    return make


_ROWS: tuple[dict[str, Any], ...] = (
    {
        "text": "Hello Khankendi.",
        "label": [[6, 15, "Mention:azerbaijani:own"]],
        "document": "a",
        "framing": {"6-15-Mention": [{"variant": "x"}]},
    },
    {
        "text": "Hello “world”.",
        "spans": [{"start": 7, "end": 12, "label": "Quotation:direct", "facts": {"of": "q1"}}],
        "meta": {"document": "b"},
    },
    {"text": "Hello.", "entities": [{"start_offset": 0, "end_offset": 5, "label": "Cue"}]},
)
_GOLD: dict[str, Any] = {
    "a.txt": {
        "terms": [
            {
                "span": [0, 5],
                "voice_kind": "author",
                "voice": None,
                "side": "armenian",
                "distanced": False,
                "referent": "r",
                "variant": "v",
                "core": True,
                "zone": "body",
            }
        ],
        "quotations": [
            {
                "kind": "direct",
                "content": [[1, 4]],
                "speaker": "Ana",
                "cue": [[5, 6]],
                "source": [[7, 9]],
                "quoted": [[1, 4]],
            }
        ],
        "scare_quotes": [{"span": [1, 2], "type": "scare"}],
        "meta": {"body_span": [0, 90], "boilerplate": [{"span": [3, 4]}], "comments_start": None},
    }
}


def _json(draw: Draw) -> str:
    return json.dumps(_hostile(draw, copy.deepcopy(_GOLD)))


def _jsonl(draw: Draw) -> str:
    rows = [_hostile(draw, draw.choice((*_ROWS, *_sound()))) for _ in range(draw.integer(1, 3))]
    extra = [draw.choice(("{", "[]", "3", "[" * 40_000, ""))] if draw.flag(8) else []
    return "\n".join([*map(json.dumps, rows), *extra])
