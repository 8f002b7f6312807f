"""Speakers: who is meant, in texts written for these tests; and what holds for any text."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framing.quotations.model import Quotation
from framing.speakers import NameIndex, resolve_speakers
from strategies_speakers import (
    Marked,
    invented_names,
    name_templates,
    parse_marked,
    rough_quotations,
    rough_texts,
    split_plainly,
)


@dataclass(frozen=True)
class Part:
    kind: str
    start: int
    end: int
    author: str | None = None


def resolve(marked: Marked) -> tuple[Quotation, ...]:
    text = marked.text
    return resolve_speakers(text, (Part("body", 0, len(text)),), split_plainly(text), marked.quotations)


def speakers(marked: str) -> list[str | None]:
    return [quotation.speaker for quotation in resolve(parse_marked(marked))]


def kinds(marked: str) -> list[str | None]:
    return [quotation.source_kind for quotation in resolve(parse_marked(marked))]


CASES = tomllib.loads((Path(__file__).parent / "speakers_cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_speaker_is_the_one_that_a_reader_takes_it_for(case: dict[str, Any]) -> None:
    assert [speaker or "" for speaker in speakers(case["text"])] == case["speakers"]


def test_source_kinds() -> None:
    marked = (
        "[1s:Lavrov] [1c:said] [1q:a]. [2s:Experts] [2c:say] [2q:b]. [3s:The Kremlin] [3c:said] [3q:c]. "
        "[4s:The report] [4c:says] [4q:d]. "
        "[5s:A diplomatic source] [5c:said] [5q:e]. [6s:The Washington Post] [6c:reported] [6q:f]. "
        "[7s:A poll] [7c:shows] [7q:g]."
    )
    assert kinds(marked) == ["named", "unnamed", "organisation", "document", "unnamed", "organisation", "document"]


def test_everything_but_the_speaker_stays() -> None:
    marked = parse_marked("“[1q:No],” [1s:Oleg Bondar] [1c:said].")
    given_ = (replace(marked.quotations[0], rule="cue after", nested=True, cue_class="neutral"),)
    (found,) = resolve(Marked(marked.text, given_))
    assert replace(found, speaker=None, source_kind=None) == given_[0]


def test_a_name_in_boilerplate_is_no_speaker() -> None:
    text = "Read more: Daniel Ortiz wins\n“No,” he said."
    quotation = Quotation("direct", ((30, 32),), source=((35, 37),), quoted=((30, 32),))
    sections = (Part("boilerplate", 0, 29), Part("body", 29, len(text)))
    assert resolve_speakers(text, sections, sections and [(0, 29), (29, len(text))], (quotation,))[0].speaker is None


def test_a_comment_names_its_own_speakers() -> None:
    text = "“Yes,” Daniel Ortiz said.\n“No,” he said. “Never.”\n"
    spans = (((1, 4), (7, 19)), ((27, 29), (32, 34)), ((42, 47), None))
    quotations = tuple(
        Quotation("direct", (content,), source=(source,) if source else (), quoted=(content,))
        for content, source in spans
    )
    sentences = [(0, 26), (26, 41), (41, len(text))]
    inside = resolve_speakers(text, (Part("body", 0, len(text)),), sentences, quotations)
    assert [q.speaker for q in inside] == ["Daniel Ortiz"] * 3
    parts = (Part("body", 0, 26), Part("comment", 26, len(text), "Bakht"))
    assert [q.speaker for q in resolve_speakers(text, parts, sentences, quotations)] == ["Daniel Ortiz", None, None]


def test_no_quotation_costs_nothing() -> None:
    assert resolve_speakers("Some text.", (), (), ()) == ()


# -- the index of names ------------------------------------------------------------


def names(text: str) -> dict[str, str]:
    return {name.name: name.kind for name in NameIndex(text).names}


def test_names_know_persons_bodies_and_places() -> None:
    found = names(
        "Russian Foreign Minister Sergey Lavrov flew from Moscow to Baku. The Human Rights Council and NATO were told "
        "by Ms. Achebe that the Minsk Agreement holds."
    )
    assert found == {
        "Sergey Lavrov": "person", "Moscow": "place", "Baku": "place", "Human Rights Council": "organisation",
        "NATO": "organisation", "Achebe": "person", "Minsk Agreement": "thing",
    }  # fmt: skip


def test_words_that_open_a_sentence_are_no_names() -> None:
    assert (
        names("But the men left. Experts agree. Don’t go. Apparently nothing helped. Campaigning against it, he lost.")
        == {}
    )


def test_a_headline_in_capitals_defines_no_name() -> None:
    text = "Kremlin Slams Western Plans Over Gas Talks\n\nOleg Bondar spoke. Bondar left."
    assert set(names(text)) == {"Oleg Bondar", "Kremlin"}


def test_a_full_name_in_the_headline_is_the_surname_in_the_text() -> None:
    index = NameIndex("Hillary Clinton Goes After Her Rivals\n\nOn Monday, Clinton was in Ohio.")
    assert index.names[index.within(45, 70)[0].name].name == "Hillary Clinton"


def test_roles_in_front_and_behind() -> None:
    index = NameIndex("Gov. Pat Quillon met Tarvey Osk, a lawyer from Leeds, and economist Lena Vogt.")
    roles = {name.name: name.roles for name in index.names}
    assert "governor" in roles["Pat Quillon"]
    assert {"lawyer", "leeds"} <= roles["Tarvey Osk"]
    assert "economist" in roles["Lena Vogt"]


def test_find_takes_any_form() -> None:
    index = NameIndex("The American Medical Association (AMA) heard Dr. Lena Vogt.")
    for surface in ("Vogt", "Lena Vogt", "Dr. Vogt"):
        assert index.find(surface).name == "Lena Vogt"
    assert index.find("AMA").name == "American Medical Association"
    assert index.find("Bondar") is None


# -- what holds for any text ------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(rough_quotations())
def test_any_spans_in_any_text_are_survived(drawn: tuple[str, tuple[Quotation, ...]]) -> None:
    text, quotations = drawn
    found = resolve_speakers(text, (), split_plainly(text), quotations)
    assert tuple(replace(q, speaker=None, source_kind=None) for q in found) == quotations
    for quotation in found:
        assert (quotation.speaker is None) == (quotation.source_kind is None)
        assert quotation.speaker is None or quotation.speaker.strip()
        if quotation.source_kind == "named":
            assert all(word in text for word in quotation.speaker.replace(" and ", " ").split())


@settings(max_examples=100, deadline=None)
@given(rough_texts)
@example("IRA (Irish Army) WALLACE: IRA (Irish Army) ")  # a nickname between the words of a headline's name
def test_mentions_are_in_order_and_in_the_text(text: str) -> None:
    index = NameIndex(text)
    previous = 0
    for mention in index.mentions:
        assert previous <= mention.first <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        previous = mention.end
    assert [name.number for name in index.names] == list(range(len(index.names)))


@settings(max_examples=150, deadline=None)
@given(name_templates(), st.data())
def test_renaming_everybody_renames_the_result_and_no_more(template: tuple[str, int], data: st.DataObject) -> None:
    marked, persons = template
    drawn = data.draw(st.lists(invented_names, min_size=4 * persons, max_size=4 * persons, unique=True))
    first = {f"{part}{i}": drawn[2 * i + at] for i in range(persons) for at, part in enumerate(("given", "family"))}
    second = {key: drawn[2 * persons + at] for at, key in enumerate(first)}
    renamed = {first[key]: second[key] for key in first}
    before = resolve(parse_marked(marked.format(**first)))
    after = resolve(parse_marked(marked.format(**second)))

    def rename(speaker: str | None) -> str | None:
        return speaker and " ".join(renamed.get(word, word) for word in speaker.split(" "))

    assert [(rename(q.speaker), q.source_kind) for q in before] == [(q.speaker, q.source_kind) for q in after]


@settings(max_examples=60, deadline=None)
@given(name_templates(), rough_texts)
def test_the_order_of_the_quotations_does_not_matter(template: tuple[str, int], tail: str) -> None:
    marked, persons = template
    slots = {f"{part}{i}": f"{part.title()}ovar{'abc'[i]}" for i in range(persons) for part in ("given", "family")}
    parsed = parse_marked(marked.format(**slots))
    backwards = resolve(Marked(parsed.text, parsed.quotations[::-1]))
    assert backwards[::-1] == resolve(parsed)


_REPEATED = ("A ", "A.", "A-", "A’", "Mr. ", "A de la ", "“", "The man, ", "Abc (", "“Aa\n\n", "x", "Ab’s ", "Will ")


@pytest.mark.parametrize("piece", _REPEATED)
def test_hostile_texts_are_read(piece: str) -> None:
    text = piece * 50_000
    quotations = tuple(
        Quotation("direct", ((i, i + 1),), source=((i + 1, i + 3),), quoted=((i, i + 1),)) for i in range(0, 2000, 10)
    )
    assert len(resolve_speakers(text, (), [(0, len(text))], quotations)) == len(quotations)


_SCRIPT = """
from framing.quotations.model import Quotation
from framing.speakers import resolve_speakers
text = (
    "Mary Hill, an analyst, met Tom Reed, the minister and lawyer, of the BBC. "
    "The lawyer said no. He left. They said so."
)
spans = [((0, 4), (74, 84)), ((90, 92), (94, 96)), ((97, 101), (103, 107))]
quotations = tuple(Quotation("indirect", (content,), source=(source,)) for content, source in spans)
print(resolve_speakers(text, (), [(0, 74), (74, 94), (94, 103), (103, len(text))], quotations))
"""


def test_the_same_bytes_under_any_hash_seed() -> None:
    runs = {
        subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1
