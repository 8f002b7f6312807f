from __future__ import annotations

import dataclasses
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.documents import Document
from framing.reviews import render_github, render_json, render_text, review
from framing.voices import read_voices
from strategies_lexicons import texts_of, wild_lexicons
from test_terminology import LEXICON


def names(text: str) -> list[str]:
    return [note.name for note in review(text, LEXICON)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in Hentzau under the separatist regime.", ["Hentzau", "separatist regime"]),
        ("“Hentz is ours,” said Ana Petrova.", []),
        ("Ivan Sokolov said that the blockade was over.", []),
        ("They spoke of the so-called blockade.", []),
        ("There was no “blockade” at all.", []),
        ("They met in Hentzau/Hentz, in Hentz (Hentzau) and in Hentz or Hentzau.", []),
        ("They met in Hentzau. Hentz is far.", ["Hentzau", "Hentz"]),
        ("The Zenda authorities met.", []),
        ("", []),
    ],
)
def test_only_the_authors_own_one_sided_names_are_noted(text, expected):
    assert names(text) == expected


def test_a_note_says_where_what_and_what_to_write():
    document = Document("One line.\r\nThey met in\nHentzau and the Hentz\npuppets left.", "a.txt")
    first, second, third = review(document, LEXICON)
    assert (first.line, first.column, first.severity) == (3, 1, "notice")
    assert first.advice == "Advice: Hentzau/Hentz, both at first mention"
    assert (second.name, second.line, second.column, second.severity) == ("Hentz puppets", 3, 17, "warning")
    assert second.advice == "Third parties write: Zenda authorities, self-proclaimed republic, leaders"
    assert third.name == "Hentz"
    assert document.text[second.start : second.end] == "Hentz\npuppets"


def test_the_date_decides_for_a_review_too():
    (note,) = review("the liberated land", LEXICON, date=2016)
    assert note.side == "ruritanian"
    assert note.advice.startswith("It names land that changed hands")


def test_ways_out():
    notes = review(Document("In Hentzau.", "a:b,c.txt"), LEXICON)
    message = "marked name of the ruritanian side: “Hentzau”. Advice: Hentzau/Hentz, both at first mention"
    assert render_text(notes) == f"a:b,c.txt:1:4: {message}\n"
    assert json.loads(render_json(notes))[0]["column"] == 4
    assert render_github(notes).startswith("::notice file=a%3Ab%2Cc.txt,line=1,col=4,title=framing::marked name")
    assert (render_text(()), render_json(()), render_github(())) == ("", "[]\n", "")


def test_what_a_terminal_would_obey_is_not_printed():
    notes = review(Document("In Hentzau.", "a\x1b[2J.txt"), LEXICON)
    notes = [dataclasses.replace(notes[0], name="Hentz\x9bau\u202e\x07", advice="one\ntwo")]
    for shown in (render_text(notes), render_github(notes)):
        assert shown.endswith("two\n")
        assert shown.count("\n") == 1
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)


@given(st.data(), wild_lexicons())
def test_notes_are_own_mentions_at_their_line_and_column(data, lexicon):
    text = data.draw(texts_of(lexicon))
    reading = read_voices(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for note in review(reading, lexicon):
        stretch = reading.stretch_at(note.start)
        assert (stretch.voice, stretch.mode) == ("author", "own")
        assert lines[note.line - 1][note.column - 1 :].startswith(text[note.start : note.end].splitlines()[0])
    assert render_github(review(reading, lexicon)).count("\n") == len(review(reading, lexicon))
