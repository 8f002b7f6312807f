"""The profile: one record that holds every measure, whatever the text."""

from __future__ import annotations

import json
import math
import pickle
from typing import Any

import pytest
from hypothesis import example, given

import framing
from framing.documents import Document
from strategies import texts

LEXICON = framing.load_lexicon("karabakh")


def numbers(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [number for item in value.values() for number in numbers(item)]
    if isinstance(value, list):
        return [number for item in value for number in numbers(item)]
    return [value] if isinstance(value, float) else []


@given(texts)
def test_any_text_has_a_record_whose_findings_lie_in_it(text: str) -> None:
    record = framing.profile(Document(text, "x"), LEXICON).to_dict()
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert not any(math.isnan(number) for number in numbers(record))
    voices = {voice["id"] for voice in record["voices"]}
    for mention in record["mentions"]:
        assert 0 <= mention["start"] < mention["end"] <= len(text)
        assert mention["voice"] in voices
        assert mention["mode"] in ("own", "quoted", "paraphrased")
    for quotation in record["quotations"]:
        assert quotation["voice"] in voices
        for name in ("content", "cue", "source"):
            assert all(0 <= start < end <= len(text) for start, end in quotation[name])
    sections = record["sections"]
    assert [s["start"] for s in sections] + [len(text)] == [0] + [s["end"] for s in sections] or not text


@given(texts)
@example("“\r0 LAVROV 0 0 0 0 0 0 0 0 0 0")
def test_unrelated_text_behind_a_blank_line_changes_no_mention_before_it(text: str) -> None:
    before = framing.profile(text, LEXICON).mentions
    after = framing.profile(text + "\n\nThe weather was fine.\n", LEXICON)
    # A last line without an end may turn out to be a teaser between two paragraphs: what is no news has no mentions.
    out = [(section.start, section.end) for section in after.sections if section.kind == "boilerplate"]
    spans = [(m.start, m.end, m.variant) for m in before if not any(a <= m.start and m.end <= b for a, b in out)]
    assert [(m.start, m.end, m.variant) for m in after.mentions if m.end <= len(text)] == spans


def test_the_record_has_the_fields_of_the_contract() -> None:
    record = framing.profile(framing.load_seeds()[1], LEXICON).to_dict()
    assert record["schema"] == "framing.profile/1"
    assert record["document"]["id"] == "001_c17aa46a9c0af907.txt"
    assert record["document"]["metadata"]["outlet"] == "JAMnews"
    assert set(record["lexicon"]) == {"name", "version", "sha256"}
    wanted = {
        "voices": {"id", "kind", "name", "words", "share", "quotations"},
        "quotations": {"kind", "content", "cue", "source", "voice", "speaker", "source_kind", "cue_class"},
        "mentions": {
            *("start", "end", "referent", "variant", "side", "loading", "voice", "mode", "distance", "sentence")
        },
        "sentences": {"start", "end", "voice", "compound", "positive", "neutral", "negative"},
        "sections": {"kind", "start", "end", "author"},
    }
    for field, keys in wanted.items():
        assert record[field], field
        assert keys <= set(record[field][0]), field
    assert {"mean", "by_voice", "toward"} <= set(record["sentiment"])
    assert "flesch_reading_ease" in record["readability"]


def test_a_profile_pickles_and_compares_by_value() -> None:
    found = framing.profile(framing.load_seeds()[0], LEXICON)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert found == framing.profile(framing.load_seeds()[0], LEXICON)
    assert found != framing.profile(framing.load_seeds()[1], LEXICON)


def test_a_lexicon_is_never_hashed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hash visits each of its thousand entries: twice a document, it took a seventh of the time."""

    def refuse(lexicon: framing.Lexicon) -> int:
        raise AssertionError("hashed")

    monkeypatch.setattr(framing.Lexicon, "__hash__", refuse)
    assert framing.profile("They met in Khankendi.", LEXICON).mentions
    assert framing.measure_terminology("They met in Khankendi.", LEXICON).mentions
    assert framing.measure_sentiment("They met in Khankendi.", LEXICON).aims


def test_a_profile_prints_within_eighty_columns() -> None:
    text = str(framing.profile(framing.load_seeds()[1], LEXICON))
    assert max(map(len, text.splitlines())) <= 80
    assert "Hagi Namazov" in text
    assert "Khankendi" in text


@pytest.mark.parametrize("blank", ["", " ", "\n\r\n\t", "\ufeff", "\x00"])
def test_a_blank_text_has_a_profile_of_zeros(blank: str) -> None:
    record = framing.profile(Document(blank, "x"), LEXICON).to_dict()
    assert record["mentions"] == record["quotations"] == []
    assert record["sentiment"]["mean"] is None
    assert all(value is None for value in [record["readability"]["flesch_reading_ease"]])
    assert all(voice["words"] == 0 and voice["share"] is None for voice in record["voices"])
    json.dumps(record, allow_nan=False)


def test_a_text_that_is_not_english_is_warned_of_and_not_scored() -> None:
    russian = "Министр заявил, что переговоры продолжатся в Москве. Стороны обсудили перемирие и обмен пленными. " * 5
    record = framing.profile(russian, LEXICON).to_dict()
    assert any("English" in warning for warning in record["warnings"])
    assert record["sentiment"]["mean"] is None
    assert record["readability"]["flesch_reading_ease"] is None


def test_many_profiles_make_a_table_with_their_metadata() -> None:
    table = framing.profiles_table(framing.iter_profiles(framing.load_seeds(), LEXICON))
    assert len(table) == 5
    assert table["outlet"][1] == "JAMnews"
    assert all(row["words"] == row["words_own"] + row["words_quoted"] + row["words_paraphrased"] for row in table)


def test_disputed_names_lead_the_table_of_names() -> None:
    from framing.profile_tables import names_table

    text = "Armenia met Armenia and Armenia. The separatist regime in Khankendi agreed."
    rows = names_table(framing.profile(text, "karabakh").to_dict()).to_dicts()
    disputed = [row["side"] not in (None, "neutral") or row["loading"] != "neutral" for row in rows]
    assert disputed == sorted(disputed, reverse=True)
    assert any(disputed)
    assert not all(disputed)
