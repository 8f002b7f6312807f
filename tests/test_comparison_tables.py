"""Every table of a comparison of nine invented profiles, number by number, as somebody last read it.

Redraw with `python tests/test_comparison_tables.py` after a change that is meant, and read the difference.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import framing
from framing.comparison import Comparison, compare
from framing.errors import FramingError
from strategies_comparison import LENGTH, MODES, NAMES, SENTENCE, quotation

SEEN = Path(__file__).parent / "data" / "snapshots" / "tables.txt"
SIDES = ("armenian", "azerbaijani")
QUICK: dict[str, Any] = {"permutations": 199, "resamples": 100}


def records() -> list[dict[str, Any]]:
    """Nine profiles of three outlets; the outlets lean to one side, to the other, and to none."""
    rng = random.Random(7)  # noqa: S311 - the same nine each time
    return [_record(rng, f"{outlet}{number}", outlet) for outlet in "ABC" for number in range(3)]


def _record(rng: random.Random, id: str, outlet: str) -> dict[str, Any]:
    words = {mode: rng.randint(0, 300) for mode in MODES}
    mentions = []
    for start in range(0, LENGTH, 125):
        referent = rng.choice(sorted(NAMES))
        lean = {"A": 0, "B": 1}.get(outlet, rng.randrange(2)) if rng.random() < 0.8 else -1
        variant, side, loading = NAMES[referent][lean]
        mode = rng.choice(MODES)
        mention = {"start": start, "end": start + len(variant), "referent": referent, "variant": variant, "side": side}
        mention |= {"loading": loading, "voice": "author" if mode == "own" else "v1", "mode": mode}
        distance = rng.choice([None, None, None, "scare_quotes", "so_called"])
        mentions.append({**mention, "distance": distance, "sentence": start // SENTENCE})
    sentences = [
        {"start": start, "end": start + SENTENCE, "voice": "author", "mode": rng.choice(MODES), "compound": compound}
        for start in range(0, LENGTH, SENTENCE)
        if (compound := rng.randint(-9, 9) / 10) or start
    ]
    sections = [{"kind": "body", "start": 0, "end": 900, "author": None}]
    sections.append({"kind": "comment", "start": 900, "end": LENGTH, "author": "Reader"})
    names = [
        ("author", "author", None, "own"),
        ("v1", "source", "Ana", "quoted"),
        ("v2", "source", None, "paraphrased"),
    ]
    return {
        "schema": "framing.profile/1",
        "document": {"id": id, "metadata": {"outlet": outlet, "date": f"2021-0{rng.randint(1, 2)}-03"}},
        "lexicon": {"name": "karabakh", "version": "1", "sha256": ""},
        "warnings": [],
        "sections": sections,
        "voices": [
            {"id": voice, "kind": kind, "name": name, "words": words[mode], "share": None, "quotations": 1}
            for voice, kind, name, mode in names
        ],
        "quotations": [quotation("v1", "direct", 10, 60, "named"), quotation("v2", "indirect", 70, 90, "unnamed")],
        "mentions": mentions,
        "sentences": sentences,
        "attribution": {"words": words},
        "sentiment": {},
        "readability": {"flesch_reading_ease": rng.randint(300, 700) / 10, "dale_chall": None},
    }


OPTIONS: dict[str, dict[str, Any]] = {
    "by outlet": {"by": "outlet", "sides": SIDES},
    "by outlet with the rest, at another level and seed": {
        "by": "outlet", "sides": SIDES, "pairs": "rest", "level": 0.5, "seed": 3, "comments": True},
    "by month, the sides of the lexicon": {"by": "date:month", "lexicon": "karabakh"},
    "by document, the two sides most used, at another level": {"level": 0.8},
}  # fmt: skip
FAULTS: dict[str, tuple[Any, dict[str, Any]]] = {
    "one document": (["one"], {}),
    "a text": ("one", {}),
    "nothing": ([], {}),
    "two of one name": ([framing.Document("a", "x"), framing.Document("b", "x")], {}),
    "no such key": (["one", "two"], {"by": "outlet"}),
    "one group": ([framing.Document(each, each, {"outlet": "A"}) for each in "ab"], {"by": "outlet"}),
    "odd pairs": (["one", "two"], {"pairs": "some"}),
    "an odd seed": (["one", "two"], {"seed": -1}),
    "few resamples": (["one", "two"], {"resamples": 99}),
    "few permutations": (["one", "two"], {"permutations": True}),
    "an odd level": (["one", "two"], {"level": 95}),
    "an odd side": (["one", "two"], {"lexicon": "karabakh", "sides": ("armenian", "azeri")}),
}


def many() -> list[dict[str, Any]]:
    """Thirteen groups, fifteen referents, two measures of readability; the first and the last take no side."""
    held = [_record(random.Random(number), f"d{number:02}", "A") for number in range(13)]  # noqa: S311
    for number, record in enumerate(held):
        record["readability"] = {"flesch_reading_ease": 40.0 + number, "dale_chall": 9.25}
        for at, mention in enumerate(record["mentions"]):
            mention["referent"] = f"thing-{(number + at) % 15:02}"
            mention["side"] = "neutral" if number in (0, 12) else mention["side"]
    return held


def _short(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 5) + 0.0
    if isinstance(value, list | tuple):
        return [_short(each) for each in value]
    return value


def _rows(comparison: Comparison) -> Iterator[str]:
    for name, table in comparison.tables.items():
        assert table.name == name
        yield f"## {name}: {' '.join(column.name for column in table.columns)}"
        for row in table:
            yield json.dumps([_short(value) for value in row.values()], ensure_ascii=False)


def drawn() -> str:
    lines: list[str] = []
    for name, options in OPTIONS.items():
        spans = name == "by outlet"
        comparison = compare(records() if "by" in options else records()[::4], **QUICK, spans=spans, **options)
        lines += [f"# {name}", *str(comparison).splitlines(), *_rows(comparison)]
        if spans:
            found = {key: value for key, value in comparison.to_dict().items() if key != "tables"}
            lines += [json.dumps(found), repr(comparison), *map(str, comparison.loaded_terms("B", mode="own"))]
            lines += [str(line) for row in comparison.sourcing if row["spans"] for line in comparison.evidence(row)]
    for width in (80, 50):
        lines += [f"# many, {width} wide", *compare(many(), **QUICK).render(width=width).splitlines()]
    for name, (documents, options) in FAULTS.items():
        try:
            compare(documents, **options)
        except FramingError as error:
            lines += [f"# {name}", f"{type(error).__name__}: {error}"]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def test_the_tables_are_those_last_read() -> None:
    assert drawn().splitlines() == SEEN.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    SEEN.write_text(drawn(), encoding="utf-8")
