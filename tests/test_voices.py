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
from framing.voices import Reading, Stretch, read_voices
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


TOLD = "Ana Petrova said talks failed. “We tried,” said Ben Okafor. Nobody liked the “plan”."


def test_a_reading_finds_what_stands_at_an_offset_and_within_a_span() -> None:
    reading = read_voices(TOLD)
    assert [TOLD[start:end] for start, end in reading.words_within(4, 12)] == ["Petrova"]
    assert reading.count_words(0, 30) == len(reading.words_within(0, 30)) == 5
    assert reading.count_words(4, 4) == 0
    assert [reading.sentence_at(offset) for offset in (0, 29, 30, 31, 60, len(TOLD) - 1)] == [0, 0, 0, 1, 2, 2]
    assert repr(reading).endswith("14 words, 3 sentences, 2 quotations, 3 voices)")
    assert read_voices(reading) is reading


def test_a_voice_is_told_with_its_share() -> None:
    reading = read_voices(TOLD)
    assert [voice.to_dict() for voice in reading.voices] == [
        {"id": "author", "kind": "author", "name": None, "words": 10, "share": 10 / 14, "quotations": 0},
        {"id": "v1", "kind": "source", "name": "Ana Petrova", "words": 2, "share": 2 / 14, "quotations": 1},
        {"id": "v2", "kind": "source", "name": "Ben Okafor", "words": 2, "share": 2 / 14, "quotations": 1},
    ]


def test_boilerplate_is_nobodys() -> None:
    text = "Talks failed, said Ana.\n\nRead more\nSign in to comment"
    reading = read_voices(text)
    assert [section.kind for section in reading.sections] == ["body", "boilerplate"]
    at = text.index("Sign")
    assert reading.section_at(at).kind == "boilerplate"
    start = reading.sections[1].start
    assert reading.section_at(start - 1).kind == "body"
    assert reading.section_at(start).kind == "boilerplate"
    assert reading.stretch_at(at) == Stretch(start, len(text), "author", "own")
    assert sum(voice.words for voice in reading.voices) == 4


def test_an_extractors_quotations_are_put_in_order_and_keep_their_speakers() -> None:
    late = Quotation("direct", ((32, 41),), (), (), speaker="Ben")
    early = Quotation("mixed", ((17, 29),), ((12, 16),), ((0, 11),), ((23, 29),), speaker="Ana")
    reading = read_voices(read_voices(TOLD), extractor=lambda _: [late, early])
    assert [quotation.speaker for quotation in reading.quotations] == ["Ana", "Ben"]
    assert reading.quotation_voices == ("v1", "v2")
    modes = [(TOLD[s.start : s.end], s.voice, s.mode) for s in reading.stretches if s.voice != "author"]
    assert modes == [
        ("talks ", "v1", "paraphrased"),
        ("failed", "v1", "quoted"),
        ("We tried,", "v2", "quoted"),
    ]


def test_marks_inside_what_an_extractor_quotes_are_no_scare_quotes() -> None:
    at = TOLD.index("plan")
    assert read_voices(TOLD, extractor=lambda _: []).scare_quotes == ((at, at + 4),)
    assert read_voices(TOLD, extractor=lambda _: [Quotation("mixed", ((at - 3, at + 5),))]).scare_quotes == ()
    exactly = Quotation("mixed", ((at - 3, at + 4),))
    assert read_voices(TOLD, extractor=lambda _: [exactly]).scare_quotes == ()
    touching = Quotation("mixed", ((0, 5), (at - 3, at + 3)))
    assert read_voices(TOLD, extractor=lambda _: [touching]).scare_quotes == ((at, at + 4),)


@pytest.mark.parametrize("part", ["content", "cue", "source", "quoted"])
@pytest.mark.parametrize("span", [(-1, 2), (3, 2), (0, 5)])
def test_a_span_outside_the_text_is_refused_by_the_name_of_its_part(part: str, span: tuple[int, int]) -> None:
    spans = {"content": ((0, 1),), part: (span,)}
    with pytest.raises(OptionError, match=rf"{part} span \[{span[0]}, {span[1]}\] is not within the text of 4"):
        read_voices("Four", extractor=lambda _: [Quotation("direct", **spans)])


def test_of_two_claims_the_marked_one_wins_then_the_later() -> None:
    text = "one two three four five"
    claims = [
        Quotation("indirect", ((0, 23),), speaker="A"),
        Quotation("indirect", ((4, 13),), speaker="B"),
        Quotation("direct", ((8, 18),), speaker="C"),
    ]
    reading = read_voices(text, extractor=lambda _: claims)
    found = [(text[s.start : s.end], s.voice, s.mode) for s in reading.stretches]
    assert found == [
        ("one ", "v1", "paraphrased"),
        ("two ", "v2", "paraphrased"),
        ("three four", "v3", "quoted"),
        (" five", "v1", "paraphrased"),
    ]


def test_an_extractor_is_given_the_text_and_may_quote_all_of_it() -> None:
    seen = []

    def extractor(text: str) -> list[Quotation]:
        seen.append(text)
        return [Quotation("direct", ((0, 4),), cue=((4, 4),))]

    reading = read_voices("Four", extractor=extractor)
    assert seen == ["Four"]
    assert reading.stretches == (Stretch(0, 4, "v1", "quoted"),)
    assert [voice.kind for voice in reading.voices] == ["author", "source"]


def test_every_stretch_is_found_from_its_first_code_point_to_its_last() -> None:
    reading = read_voices(TOLD)
    assert len(reading.stretches) == 5
    for stretch in reading.stretches:
        assert reading.stretch_at(stretch.start) == reading.stretch_at(stretch.end - 1) == stretch


def test_an_insertion_at_the_beginning_is_the_editors_and_in_a_comment_the_readers() -> None:
    reading = read_voices("“[The rebels] will sign,” said Ana Petrova.")
    assert reading.stretch_at(2).mode == "own"
    text = "Talks failed.\n\nAnna\n2 hours ago\nSo it is.\nBoris\n1 hour ago\n“They [all] left,” said Ben Okafor."
    reading = read_voices(text)
    at = text.index("[all]")
    names = {voice.id: voice.name for voice in reading.voices}
    assert (names[reading.stretch_at(at).voice], reading.stretch_at(at).mode) == ("Boris", "own")
    assert names[reading.stretch_at(at - 2).voice] == "Ben Okafor"


def test_a_quotation_that_reaches_into_boilerplate_ends_where_that_begins() -> None:
    text = "Talks failed, said Ana.\n\nRead more\nSign in to comment"
    reading = read_voices(text, extractor=lambda _: [Quotation("direct", ((0, len(text)),))])
    start = reading.sections[1].start
    assert reading.stretches == (Stretch(0, start, "v1", "quoted"),)
