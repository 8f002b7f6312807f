"""Every code point of the body and the comments has one voice and one mode, and the words add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.attribution import measure_attribution
from framing.documents import Document
from framing.errors import OptionError
from framing.quotations import Quotation
from framing.segmentation import split_words
from framing.voices import Reading, read_voices
from strategies import texts


def painted(reading: Reading) -> list[tuple[str, str] | None]:
    """The slow oracle: paint every code point in turn, weaker claims first."""
    canvas: list[tuple[str, str] | None] = [None] * len(reading.document.text)
    owners: list[str] = [""] * len(canvas)
    commenters = {voice.name: voice.id for voice in reading.voices if voice.kind == "commenter"}
    for section in reading.sections:
        owner = commenters[section.author] if section.kind == "comment" else "author"
        for i in range(section.start, section.end):
            owners[i] = owner
            if section.kind != "boilerplate":
                canvas[i] = (owner, "own")
    claims = []
    for quotation, voice in zip(reading.quotations, reading.quotation_voices, strict=True):
        if not quotation.nested:
            claims += [(1, span, voice, "paraphrased") for span in quotation.content]
            claims += [
                (2, span, voice, "quoted")
                for span in (quotation.content if quotation.kind == "direct" else quotation.quoted)
            ]
    for _, (start, end), voice, mode in sorted(claims, key=lambda claim: (claim[0], claim[1][0])):
        for i in range(start, end):
            if canvas[i] is not None:
                canvas[i] = (voice, mode)
    return canvas


@given(texts)
def test_stretches_partition_the_text_as_the_oracle_paints_it(text: str) -> None:
    reading = read_voices(text.replace("[", "(").replace("]", ")"))  # editors' insertions have a test of their own
    seen: list[tuple[str, str] | None] = [None] * len(text)
    for stretch in reading.stretches:
        assert stretch.start < stretch.end
        for i in range(stretch.start, stretch.end):
            assert seen[i] is None, "two stretches overlap"
            seen[i] = (stretch.voice, stretch.mode)
    assert seen == painted(reading)


@given(texts)
def test_words_by_voice_add_up(text: str) -> None:
    reading = read_voices(text)
    counted = [
        word
        for section in reading.sections
        if section.kind != "boilerplate"
        for word in split_words(text)
        if section.start <= word[0] < section.end
    ]
    assert sum(voice.words for voice in reading.voices) == len(counted)
    shares = [voice.share for voice in reading.voices]
    assert all(share is None for share in shares) if not counted else abs(sum(shares) - 1) < 1e-9


@given(texts)
def test_attribution_counts_the_body_once(text: str) -> None:
    found = measure_attribution(text)
    reading = read_voices(text)
    body = sum(len(reading.words_within(s.start, s.end)) for s in reading.sections if s.kind == "body")
    assert sum(found.words.values()) == body
    assert sum(source.words for source in found.sources) == found.words["quoted"] + found.words["paraphrased"]


@given(texts, st.data())
def test_stretch_at_finds_what_covers_an_offset(text: str, data: st.DataObject) -> None:
    reading = read_voices(text)
    if text:
        offset = data.draw(st.integers(0, len(text) - 1))
        stretch = reading.stretch_at(offset)
        assert stretch.start <= offset < stretch.end
        start, end = reading.sentences[reading.sentence_at(offset)]
        assert start <= offset < end


def test_what_an_editor_puts_in_brackets_is_the_authors() -> None:
    text = "“They [the rebels] will sign,” said Ana Petrova."
    reading = read_voices(text)
    modes = {text[s.start : s.end].strip(): (s.voice, s.mode) for s in reading.stretches}
    assert modes["[the rebels]"] == ("author", "own")
    assert modes["They"] == modes["will sign,"] == ("v1", "quoted")


def test_a_nested_quotation_changes_no_voice() -> None:
    text = "She says that he says no."
    outer = Quotation("indirect", ((14, 24),), ((4, 13),), ((0, 3),), speaker="Ana")
    inner = Quotation("indirect", ((22, 24),), ((17, 21),), ((14, 16),), nested=True, speaker="Ben")
    reading = read_voices(text, extractor=lambda _: [inner, outer])
    assert {reading.stretch_at(i).voice for i in range(14, 24)} == {reading.quotation_voices[0]}
    assert [voice.name for voice in reading.voices] == [None, "Ana", "Ben"]
    assert [voice.words for voice in reading.voices] == [3, 3, 0]


def test_an_extractor_may_be_any_callable_and_its_faults_are_named() -> None:
    quotation = Quotation("direct", ((1, 3),), speaker="Ana")
    found = measure_attribution("“No”", extractor=lambda text: [quotation])
    assert found.words == {"own": 0, "quoted": 1, "paraphrased": 0}
    assert found.most_quoted_share == 1.0
    with pytest.raises(OptionError, match=r"content span \[1, 9\] is not within the text of 4 characters"):
        read_voices("“No”", extractor=lambda text: [Quotation("direct", ((1, 9),))])
    with pytest.raises(OptionError, match="not str"):
        read_voices("“No”", extractor=lambda text: ["No"])


def test_comments_have_voices_of_their_own_and_do_not_count_for_the_article() -> None:
    text = "The talks failed.\n\nAnna\n2 hours ago\nI told you.\nBoris\n1 hour ago\n“No,” said Anna Lind."
    reading = read_voices(text)
    assert [(v.name, v.kind) for v in reading.voices if v.kind == "commenter"] == [
        ("Anna", "commenter"),
        ("Boris", "commenter"),
    ]
    assert sum(measure_attribution(reading).words.values()) == 3
    assert sum(measure_attribution(reading).kinds.values()) == 0


@pytest.mark.parametrize("blank", ["", " ", "\n\n\t"])
def test_a_blank_text_is_nobodys(blank: str) -> None:
    found = measure_attribution(Document(blank))
    assert set(found.words.values()) == {0}
    assert set(found.shares.values()) == {None}
    assert found.effective_sources is None
    assert found.most_quoted is None
