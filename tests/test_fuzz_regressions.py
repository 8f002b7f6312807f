"""What fuzzing found, made small: each of these once broke something (fuzz/README.md tells how they were found)."""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import framing
from framing import ComparisonError, DocumentError

# ---------------------------------------------------------------- cost


def steps(work: Callable[[], object]) -> int:
    """Count the lines of Python that some work runs: the same number each time, whatever the machine does."""
    count = 0

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("unit", [":\n«. the war is over"])
def test_eight_times_the_text_is_eight_times_the_work(unit: str) -> None:
    few, many = (f"Ana Petrova{unit * times}" for times in (50, 400))
    framing.read_voices(few)  # what is loaded once is loaded
    assert steps(lambda: framing.read_voices(many)) < 10 * steps(lambda: framing.read_voices(few))


# ---------------------------------------------------------------- files


def test_a_corpus_toml_nested_too_deep_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "corpus.toml").write_text("x = " + "[" * 50_000)
    with pytest.raises(DocumentError, match=r"corpus\.toml: TOML nested too deep"):
        framing.read_corpus(tmp_path)


def test_a_json_number_of_too_many_digits_is_a_fault_of_its_line(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "One."}\n' + "1" * 5_000)
    with pytest.raises(DocumentError, match=r"rows\.jsonl:2: is not JSON"):
        framing.read_corpus(path)


def test_a_zst_file_that_is_damaged_or_none_is_refused(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    path = tmp_path / "rows.jsonl.zst"
    path.write_bytes(b"no frame" + zstandard.compress(b'{"text": "One."}'))
    with pytest.raises(DocumentError, match="cannot be unpacked to its end"):
        framing.read_corpus(path)


@pytest.mark.parametrize("content", [b"\xee", b"[" * 50_000, b"1" * 5_000])
def test_a_file_that_holds_no_json_holds_no_profiles(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "profiles.jsonl"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=r"profiles\.jsonl"):
        list(framing.read_profiles(path))


# ---------------------------------------------------------------- records


def record() -> dict[str, Any]:
    return framing.profile("“Khankendi is calm,” said Ana Petrova. Stepanakert is, too.", "karabakh").to_dict()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("document", None),
        ("readability", 1.5),
        ("readability", {"lix": float("nan")}),
        ("sections", "x"),
        ("sentences", [{"start": 10**30}]),
    ],
)
def test_a_record_of_another_shape_cannot_be_compared(key: str, value: Any) -> None:
    odd = copy.deepcopy(record()) | {key: value}
    with pytest.raises(ComparisonError, match="is no profile record that can be compared"):
        framing.compare([record(), odd])


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [("sentences", "start", 10**30), ("mentions", "end", 1.5), ("mentions", "sentence", None)],
)
def test_a_record_with_an_odd_number_cannot_be_compared(table: str, key: str, value: Any) -> None:
    odd = copy.deepcopy(record())
    odd[table][0][key] = value
    with pytest.raises(ComparisonError, match="is no profile record that can be compared"):
        framing.compare([record(), odd])


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("mentions", "variant", 3),
        ("mentions", "mode", "x"),
        ("mentions", "side", 1),
        ("voices", "kind", None),
        ("voices", "name", []),
        ("quotations", "source_kind", 1),
        ("quotations", "kind", "x"),
    ],
)
def test_a_record_with_an_odd_label_cannot_be_compared(table: str, key: str, value: Any) -> None:
    odd = copy.deepcopy(record())
    odd[table][0][key] = value
    with pytest.raises(ComparisonError, match="is no profile record that can be compared"):
        framing.compare([record(), odd])


@pytest.mark.parametrize("words", [float("nan"), -1, None])
def test_a_record_with_words_that_are_no_count_cannot_be_compared(words: Any) -> None:
    odd = copy.deepcopy(record())
    odd["attribution"]["words"]["quoted"] = words
    with pytest.raises(ComparisonError, match="is no profile record that can be compared"):
        framing.compare([record(), odd])


# ---------------------------------------------------------------- annotation

GOLD_TERM = {
    "span": [0, 4],
    "voice_kind": "author",
    "voice": None,
    "side": "armenian",
    "distanced": False,
    "referent": "r",
    "variant": "v",
    "core": True,
    "zone": "body",
}


@pytest.mark.parametrize(
    "entry",
    [
        {"terms": "x", "quotations": []},
        {"terms": [], "quotations": None},
        {"terms": [], "quotations": [], "scare_quotes": None},
        {"terms": [GOLD_TERM | {"span": ["0", 4]}], "quotations": []},
        {"terms": [GOLD_TERM | {"side": []}], "quotations": []},
        {"terms": [], "quotations": [], "text": 3},
        {"terms": [], "quotations": [], "meta": {"body_span": [0]}},
    ],
)
def test_gold_of_another_shape_is_refused(tmp_path: Path, entry: dict[str, Any]) -> None:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({"a.txt": entry}))
    with pytest.raises(DocumentError, match=r"'a\.txt': is no annotation that can be read"):
        framing.read_annotations(path)


@pytest.mark.parametrize(
    "row",
    [
        {"text": "Calm.", "spans": [[]]},
        {"text": "Calm.", "spans": None},
        {"text": "Calm.", "label": [["0", 4, "ScareQuote"]]},
        {"document": {"id": "a"}, "mentions": [None]},
        {"document": {"id": "a"}, "mentions": [], "sections": "x"},
        {"document": {"id": "a"}, "mentions": [], "quotations": "x"},
    ],
)
def test_lines_of_another_shape_are_refused(tmp_path: Path, row: dict[str, Any]) -> None:
    path = tmp_path / "hand.jsonl"
    path.write_text(json.dumps(row))
    with pytest.raises(DocumentError, match="is no annotation that can be read"):
        framing.read_annotations(path)


def test_a_quotation_of_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    quotation = {"kind": "direct", "content": None, "speaker": "Ana", "cue": [[5, 6]], "source": [[7, 9]]}
    path.write_text(json.dumps({"a.txt": {"terms": [], "quotations": [quotation]}}))
    with pytest.raises(DocumentError, match=r"'a\.txt': .*quotation 1 has no content"):
        framing.read_annotations(path)
    by_hand = framing.Annotation("a", quotations=(framing.AnnotatedQuotation("direct", (), "Ana"),))
    with pytest.raises(DocumentError, match=r"'a': .*quotation 1 has no content"):
        framing.evaluate([by_hand], [by_hand])


def test_annotations_nested_too_deep_are_refused(tmp_path: Path) -> None:
    for name in ("a.json", "a.jsonl"):
        path = tmp_path / name
        path.write_text("[" * 50_000)
        with pytest.raises(DocumentError, match="JSON nested too deep"):
            framing.read_annotations(path)


def test_annotations_are_not_written_where_a_file_stands(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("Not a folder.")
    note = framing.Document("Calm.", "a.txt")
    with pytest.raises(framing.FramingError, match="taken: no folder can be made there"):
        framing.write_annotations([framing.profile(note)], tmp_path / "taken", "brat", texts=[note])


@pytest.mark.parametrize("form", ["brat", "webanno", "doccano.jsonl", "prodigy.jsonl"])
def test_a_text_that_begins_with_a_byte_order_mark_keeps_it_and_its_offsets(tmp_path: Path, form: str) -> None:
    note = framing.Document("\ufeffBaku was calm.", "a.txt")
    variant = framing.Variant("Baku", side="neutral", source="s")
    lexicon = framing.Lexicon("n", "t", "en", "1", (), (framing.Referent("r", "l", "place", (variant,)),))
    profile = framing.profile(note, lexicon)
    framing.write_annotations([profile], tmp_path / form, form.removesuffix(".jsonl"), texts=[note])
    back = framing.read_annotations(tmp_path / form)["a.txt"]
    assert back.text == note.text
    assert [(each.start, each.end) for each in back.mentions] == [(1, 5)]


def test_a_gold_entry_whose_name_leads_elsewhere_reads_no_text(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Not to be read.")
    (tmp_path / "inner").mkdir()
    path = tmp_path / "inner" / "gold.json"
    path.write_text(json.dumps({"../secret.txt": {"terms": [], "quotations": []}}))
    assert framing.read_annotations(path)["../secret.txt"].text is None


def test_a_parquet_file_with_integers_that_are_too_wide_is_refused() -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(DocumentError, match="is not a Parquet file that can be read"):
        framing.read_corpus(Path(__file__).parent / "data" / "wide_integer.parquet")


# ---------------------------------------------------------------- lexicons


def test_a_lexicon_in_memory_that_no_file_can_hold_is_faulty() -> None:
    variant = framing.Variant("Al\ud800pha", side="neutral", source="s")
    referent = framing.Referent("r", "l", "place", (variant,))
    faults = framing.check_lexicon(framing.Lexicon("n", "t", "en", "1", (), (referent,))).faults
    assert [(each.path, "lone surrogate" in each.message) for each in faults] == [
        ("referents[0].variants[0].name", True)
    ]


@pytest.mark.parametrize(("before", "found"), [("abİnon", 1), ("non", 0), ("Anti", 0), ("canon", 1)])
def test_a_prefix_turns_a_name_only_as_a_word_of_its_own(before: str, found: int) -> None:
    variant = framing.Variant("occupied", side="neutral", source="s")
    lexicon = framing.Lexicon("n", "t", "en", "1", (), (framing.Referent("r", "l", "place", (variant,)),))
    assert len(framing.find_variants(f"{before}-occupied land", lexicon)) == found


def test_a_lexicon_built_by_hand_with_an_open_brace_is_refused_when_it_is_matched() -> None:
    variant = framing.Variant("{Alpha", side="neutral", source="s")
    lexicon = framing.Lexicon("n", "t", "en", "1", (), (framing.Referent("r", "l", "place", (variant,)),))
    with pytest.raises(framing.LexiconError, match="cannot be matched") as caught:
        framing.find_variants("Alpha.", lexicon)
    assert [fault.path for fault in caught.value.faults] == ["referents[0].variants[0].name"]
