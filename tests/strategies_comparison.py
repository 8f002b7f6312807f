"""What the property tests of comparison draw: profile records, as `framing profile` writes them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

NAMES: dict[str, list[tuple[str, str | None, str]]] = {
    "city": [("Stepanakert", "armenian", "marked"), ("Khankendi", "azerbaijani", "marked")],
    "authorities": [("NKR", "armenian", "marked"), ("separatist regime", "azerbaijani", "loaded")],
    "region": [("Artsakh", "armenian", "marked"), ("Karabakh", "neutral", "neutral"), ("the blockade", None, "loaded")],
}
LENGTH = 1000
SENTENCE = 100
MODES = ("own", "quoted", "paraphrased")
DISTANCES = (None, None, None, "scare_quotes", "so_called")

compounds = st.integers(-10_000, 10_000).map(lambda value: value / 10_000)


@st.composite
def mention_dicts(draw: st.DrawFn) -> dict[str, Any]:
    """One mention, as the record shows it."""
    referent = draw(st.sampled_from(sorted(NAMES)))
    variant, side, loading = draw(st.sampled_from(NAMES[referent]))
    start = draw(st.integers(0, LENGTH - 20))
    mode = draw(st.sampled_from(MODES))
    return {
        "start": start,
        "end": start + len(variant),
        "referent": referent,
        "variant": variant,
        "side": side,
        "loading": loading,
        "voice": "author" if mode == "own" else draw(st.sampled_from(["v1", "v2"])),
        "mode": mode,
        "distance": draw(st.sampled_from(DISTANCES)),
        "sentence": start // SENTENCE,
    }


@st.composite
def records(draw: st.DrawFn, *, id: str = "a", outlets: tuple[str, ...] = ("A", "B", "C")) -> dict[str, Any]:
    """A profile record of a document of ten sentences."""
    words = {mode: draw(st.integers(0, 400)) for mode in MODES}
    mentions = sorted(draw(st.lists(mention_dicts(), max_size=8)), key=lambda each: (each["start"], each["end"]))
    scores = enumerate(draw(st.lists(st.tuples(compounds, st.sampled_from(MODES)), max_size=10)))
    sentences = [
        {"start": SENTENCE * at, "end": SENTENCE * (at + 1), "voice": "author", "mode": mode, "compound": score}
        for at, (score, mode) in scores
    ]
    return {
        "schema": "framing.profile/1",
        "document": {"id": id, "characters": LENGTH, "sha256": "", "metadata": _metadata(draw, outlets)},
        "lexicon": {"name": "karabakh", "version": "1", "sha256": ""},
        "warnings": [],
        "sections": [{"kind": "body", "start": 0, "end": LENGTH, "author": None}],
        "voices": [
            {"id": "author", "kind": "author", "name": None, "words": words["own"], "share": None, "quotations": 0},
            {"id": "v1", "kind": "source", "name": "Ana", "words": words["quoted"], "share": None, "quotations": 1},
            {"id": "v2", "kind": "source", "name": None, "words": words["paraphrased"], "share": None, "quotations": 1},
        ],
        "quotations": [quotation("v1", "direct", 10, 60, "named"), quotation("v2", "indirect", 70, 90, "unnamed")],
        "mentions": mentions,
        "sentences": sentences,
        "attribution": {"words": words},
        "sentiment": {},
        "readability": {"flesch_reading_ease": draw(st.integers(-100, 1200)) / 10, "dale_chall": None},
    }


def quotation(voice: str, kind: str, start: int, end: int, source_kind: str) -> dict[str, Any]:
    """Return a quotation, as the record shows it."""
    return {"kind": kind, "content": [[start, end]], "voice": voice, "speaker": None, "source_kind": source_kind}


def _metadata(draw: st.DrawFn, outlets: tuple[str, ...]) -> dict[str, Any]:
    year, month = draw(st.integers(2020, 2022)), draw(st.integers(1, 12))
    return {"outlet": draw(st.sampled_from(outlets)), "date": f"{year}-{month:02}-01"}


@st.composite
def corpora(
    draw: st.DrawFn, *, least: int = 2, most: int = 7, outlets: tuple[str, ...] = ("A", "B", "C")
) -> list[dict[str, Any]]:
    """Several records with distinct ids."""
    size = draw(st.integers(least, most))
    return [draw(records(id=f"d{number}", outlets=outlets)) for number in range(size)]


@st.composite
def outlet_corpora(draw: st.DrawFn, *, most: int = 7) -> list[dict[str, Any]]:
    """Records of two outlets, at least one document each."""
    held = draw(corpora(most=most, outlets=("A", "B")))
    held[0]["document"]["metadata"]["outlet"] = "A"
    held[1]["document"]["metadata"]["outlet"] = "B"
    return held


counts = st.lists(st.integers(0, 60), min_size=1, max_size=8)
"""Counts of a few names."""
