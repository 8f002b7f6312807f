"""The strategies draw what they promise: a property is worth no more than the texts that it is tried on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import strategies
import strategies_comparison as comparison
import strategies_discovery as discovery
import strategies_lexicons as lexicons
import strategies_quotations as quotations
import strategies_sentiment as sentiment
import strategies_speakers as speakers
from framing.lexicons import LOADINGS, check_lexicon
from framing.matching import find_variants
from framing.quotations import find_quotations
from framing.sections import find_sections
from framing.segmentation import split_sentences

Condition = Callable[[Any], bool]


@st.composite
def _texts_with_matches(draw: st.DrawFn) -> tuple[str, tuple[Any, ...]]:
    lexicon = draw(lexicons.wild_lexicons())
    text = draw(lexicons.texts_of(lexicon))
    return text, find_variants(text, lexicon)


# One object each, for its draws are kept.
WELL_FORMED = strategies.well_formed_news()
HOSTILE = quotations.hostile_texts()
SPLICED = quotations.spliced_texts()
SENTENCES = quotations.sentences()
NEWS = quotations.news_texts()
TEMPLATES = speakers.name_templates()
ROUGH = speakers.rough_quotations()
WILD = lexicons.wild_lexicons()
VALID = lexicons.valid_lexicons()
MATCHED = _texts_with_matches()
RULED = sentiment.ruled_texts()
STORIES = discovery.stories()
RECORDS = comparison.records()
CORPORA = comparison.corpora()
COSTLY = (WILD, VALID, MATCHED, CORPORA, STORIES, RECORDS)


@cache
def draws(strategy: st.SearchStrategy[Any]) -> list[Any]:
    """Return 1,000 draws, or fewer where one costs much, the same each time."""
    found: list[Any] = []

    @settings(settings.get_profile("ci"), max_examples=200 if strategy in COSTLY else 1000, phases=[Phase.generate])
    @given(strategy)
    def collect(drawn: Any) -> None:
        found.append(drawn)

    collect()
    return found


def reaches(strategy: st.SearchStrategy[Any], condition: Condition) -> None:
    assert any(condition(drawn) for drawn in draws(strategy))


def holds(*parts: str) -> Condition:
    return lambda text: all(part in text for part in parts)


def matches(pattern: str) -> Condition:
    return lambda text: re.search(pattern, text) is not None


@cache
def kinds_of(text: str) -> set[tuple[str, bool]]:
    found = find_quotations(text, find_sections(text), split_sentences(text)).quotations
    return {(quotation.kind, bool(quotation.source)) for quotation in found}


def finds(kind: str, *, source: bool) -> Condition:
    return lambda text: (kind, source) in kinds_of(text)


# ---------------------------------------------------------------- texts

ODD_KINDS: dict[str, Condition] = {
    "empty": lambda text: text == "",
    "blank": lambda text: bool(text) and not text.strip(),
    "long": lambda text: len(text) > 50,
    "astral": matches("[\U00010000-\U0010ffff]"),
    "lone surrogate": matches("[\ud800-\udfff]"),
    "combining": matches("[^\\W\\d_]\u0301"),
    "bidirectional": matches("[\u202e\u2066]"),
    "a letter whose lower case is two": holds("İ"),
    "NUL": holds("\x00"),
    "a carriage return": holds("\r"),
    "a line break of Unicode": matches("[\x0b\x0c\x1c\x85\u2028\u2029]"),
    "no-break space": holds("\xa0"),
}


@pytest.mark.parametrize("kind", ODD_KINDS)
def test_any_text_is_odd_in_every_way(kind: str) -> None:
    reaches(strategies.any_text, ODD_KINDS[kind])


@pytest.mark.parametrize("mark", strategies.MARKS)
def test_every_mark_is_reached(mark: str) -> None:
    reaches(strategies.any_text, holds(mark))
    reaches(strategies.news_text, holds(mark))


@pytest.mark.parametrize("piece", [*strategies.CUES, *strategies.NAMES, *strategies.CLAUSES, "\n\n", "\r\n", "… "])
def test_every_piece_of_news_is_reached(piece: str) -> None:
    reaches(strategies.news_text, holds(piece))
    reaches(strategies.texts, holds(piece))


NEWS_KINDS: dict[str, Condition] = {
    "nothing": lambda text: text == "",
    "direct": finds("direct", source=True),
    "indirect": finds("indirect", source=True),
    "several paragraphs": lambda text: text.count("\n\n") > 1,
    "one paragraph of several sentences": lambda text: "\n" not in text and len(split_sentences(text)) > 2,
    "narration": lambda text: bool(text) and not kinds_of(text),
}


@pytest.mark.parametrize("kind", NEWS_KINDS)
def test_well_formed_news_has_voices_and_narration(kind: str) -> None:
    reaches(WELL_FORMED, NEWS_KINDS[kind])


@given(strategies.well_formed_news())
def test_well_formed_news_closes_what_it_opens(text: str) -> None:
    assert re.fullmatch("[^“”]*(“[^“”]+”[^“”]*)*", text)


def test_broken_news_leaves_marks_open() -> None:
    reaches(strategies.news_text, lambda text: text.count("“") > text.count("”") > 0)
    reaches(strategies.news_text, lambda text: text.count("«") < text.count("»"))


# ---------------------------------------------------------------- quotations


@pytest.mark.parametrize("mark", [*"“”‘’\"'«»„‟‹›", "``", "''", "\n\n", "\t", "\ud800", "\x00", "𝒜", "e\u0301"])
def test_hostile_texts_hold_every_mark(mark: str) -> None:
    reaches(HOSTILE, holds(mark))


@pytest.mark.parametrize("whole", [True, False])
def test_spliced_texts_are_of_whole_and_of_cut_sentences(whole: bool) -> None:
    sentences = {"".join(words) for words in quotations.CASES}
    reaches(SPLICED, lambda text: any(sentence in text for sentence in sentences) == whole)


@pytest.mark.parametrize("shape", quotations.SHAPES)
def test_every_shape_of_a_sentence_is_drawn(shape: str) -> None:
    blanks = {"name": ".+", "verb": ".+", "one": ".+", "two": ".+", "One": "[A-Z].+"}
    pattern = re.sub(r"\\{(\w+)\\}", lambda slot: blanks[slot[1]], re.escape(shape))
    reaches(SENTENCES, lambda text: re.fullmatch(pattern, text) is not None)


@pytest.mark.parametrize(("kind", "source"), [("direct", True), ("direct", False), ("mixed", True), ("indirect", True)])
def test_sane_news_has_quotations_of_every_kind(kind: str, source: bool) -> None:
    reaches(NEWS, finds(kind, source=source))


@given(quotations.news_texts(quotations.OTHER_NAMES))
def test_renamed_news_has_only_the_other_names(text: str) -> None:
    assert not any(name in text for name in quotations.NAMES)


def test_the_other_names_stand_word_for_word() -> None:
    """A test that renames speakers needs the same number of words, none of them shared."""
    for name, other in zip(quotations.NAMES, quotations.OTHER_NAMES, strict=True):
        assert len(name.split()) == len(other.split())
        assert not set(name.split()) & set(other.split())


# ---------------------------------------------------------------- speakers


@given(speakers.name_templates())
def test_a_template_of_names_can_be_filled_and_read(drawn: tuple[str, int]) -> None:
    template, persons = drawn
    slots = {f"{part}{number}": f"Name{part[0]}{number}" for part in ("given", "family") for number in range(persons)}
    marked = speakers.parse_marked(template.format(**slots))
    assert not set("[]{}") & set(marked.text)
    for quotation in marked.quotations:
        for start, end in (*quotation.content, *quotation.cue, *quotation.source):
            assert marked.text[start:end].strip() == marked.text[start:end] != ""


@pytest.mark.parametrize("slot", ["{given0}", "{family2}", ":he]", "The analyst", "to]", "\n\n"])
def test_templates_reach_persons_pronouns_and_roles(slot: str) -> None:
    reaches(TEMPLATES, lambda drawn: slot in drawn[0])


def test_marks_are_read_where_they_stand() -> None:
    marked = speakers.parse_marked("“[1q:Go],” [1s:[2q:Ana] Ba] [1c:said].")
    one, two = marked.quotations
    assert marked.text == "“Go,” Ana Ba said."
    assert (one.kind, one.content, one.source, one.cue) == ("direct", ((1, 3),), ((6, 12),), ((13, 17),))
    assert (two.kind, two.content) == ("indirect", ((6, 9),))


@given(speakers.rough_texts)
def test_plain_sentences_tile_any_text(text: str) -> None:
    spans = speakers.split_plainly(text)
    assert "".join(text[start:end] for start, end in spans) == text


@given(speakers.rough_quotations())
def test_rough_quotations_lie_in_their_text(drawn: tuple[str, tuple[Any, ...]]) -> None:
    text, found = drawn
    for quotation in found:
        spans = (*quotation.content, *quotation.cue, *quotation.source, *quotation.quoted)
        assert all(0 <= start <= end <= len(text) for start, end in spans)


@pytest.mark.parametrize("kind", ["direct", "mixed", "indirect"])
def test_rough_quotations_are_of_every_kind(kind: str) -> None:
    reaches(ROUGH, lambda drawn: any(each.kind == kind and each.source for each in drawn[1]))
    reaches(ROUGH, lambda drawn: drawn[0] != "" and not drawn[1])


# ---------------------------------------------------------------- lexicons


@given(lexicons.valid_lexicons())
def test_valid_lexicons_have_no_fault(lexicon: lexicons.Lexicon) -> None:
    assert check_lexicon(lexicon).ok


VARIANT_KINDS: dict[str, Condition] = {
    "a case": lambda variant: variant.case == "sensitive",
    "no inflection": lambda variant: not variant.inflect,
    "other forms": lambda variant: len(variant.forms) > 1,
    "a first day": lambda variant: variant.from_ is not None,
    "a last day": lambda variant: variant.until is not None,
    "what it requires": lambda variant: bool(variant.requires),
    "what it excludes": lambda variant: bool(variant.excludes),
    "alternatives": lambda variant: any("{" in form for form in variant.spellings),
    **{loading: lambda variant, loading=loading: variant.loading == loading for loading in LOADINGS},
}


@pytest.mark.parametrize("kind", VARIANT_KINDS)
@pytest.mark.parametrize("strategy", [WILD, VALID], ids=["wild", "valid"])
def test_lexicons_have_variants_of_every_kind(strategy: st.SearchStrategy[Any], kind: str) -> None:
    condition = VARIANT_KINDS[kind]
    reaches(strategy, lambda lexicon: any(condition(each) for thing in lexicon.referents for each in thing.variants))


MATCH_KINDS: dict[str, Callable[[str, tuple[Any, ...]], bool]] = {
    "none": lambda text, found: bool(text.strip()) and not found,
    "several": lambda text, found: len(found) > 2,
    "nested": lambda text, found: any(a is not b and a.start <= b.start < b.end <= a.end for a in found for b in found),
    "with another separator": lambda text, found: any(set("\n–") & set(text[each.start : each.end]) for each in found),
    "in capitals": lambda text, found: any(text[each.start : each.end].isupper() for each in found),
}


@pytest.mark.parametrize("kind", MATCH_KINDS)
def test_texts_of_a_lexicon_match_it_in_every_way(kind: str) -> None:
    reaches(MATCHED, lambda drawn: MATCH_KINDS[kind](*drawn))


def test_wild_lexicons_may_contradict_themselves() -> None:
    reaches(WILD, lambda lexicon: not check_lexicon(lexicon).ok)


# ---------------------------------------------------------------- sentiment

RULE_KINDS: dict[str, Condition] = {
    "empty": lambda text: text == "",
    "negation behind a word of sentiment": matches(r"(?i)\b(not|never|can't|don't)\s+\S+\s+(great|good|terrible)\b"),
    "but": matches(r"(?i)\b(great|good|terrible)\b.* but\b"),
    "least": matches(r"(?i)\bleast\s+(great|good)"),
    "an idiom": matches(r"(?i)kiss\s+of\s+death|bad\s+ass|yeah\s+right|bus\s+stop|to\s+die\s+for"),
    "without doubt": matches(r"(?i)without\s+doubt"),
    "one word shouted": lambda text: any(word.isupper() for word in text.split()) and not text.isupper(),
    "three exclamation marks": lambda text: text.count("!") >= 3,
    "four question marks": lambda text: text.count("?") >= 4,
    "an emoji": matches("[👍🙂💘☹]"),
    "an emoticon": matches(r":\)|:-\(|:D|<3"),
    "a dash between words": matches("\\w—\\w"),
    "curly marks": holds("“good”"),
    "an odd blank": matches("[\x1c\u2028\xa0]"),
}


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_ruled_texts_reach_every_rule(kind: str) -> None:
    reaches(RULED, RULE_KINDS[kind])


@given(sentiment.prose())
def test_prose_has_sentences_that_every_tool_counts_alike(text: str) -> None:
    ends = re.findall(r"[.!?](?:\s|$)", text)
    assert 3 <= len(ends) <= 8
    assert len(split_sentences(text)) == len(ends)
    assert all(len(sentence.split()) > 2 for sentence in re.split(r"[.!?]\s", text))


# ---------------------------------------------------------------- discovery


@given(discovery.stories())
def test_stories_are_about_somebody_no_list_knows(drawn: tuple[list[Any], str, str]) -> None:
    documents, first, last = drawn
    assert first != last
    assert [each.id for each in documents] == [f"d{number}" for number in range(len(documents))]
    assert not any(slot in each.text for each in documents for slot in "{}")


def test_stories_name_their_hero_in_both_outlets() -> None:
    reaches(STORIES, lambda drawn: all(drawn[2] in each.text for each in drawn[0]) and len(drawn[0]) == 4)
    reaches(STORIES, lambda drawn: {each.metadata["outlet"] for each in drawn[0]} == {"A", "B"})


@pytest.mark.parametrize("part", ["", "“", "”", "İ", "\x00", "\ud800", "𝒦im", "president of", "\n\n"])
def test_hostile_texts_for_discovery_hold_what_is_hostile(part: str) -> None:
    reaches(discovery.hostile_texts, (lambda text: text == "") if part == "" else holds(part))


# ---------------------------------------------------------------- comparison


@given(comparison.records())
def test_drawn_records_are_like_those_of_profiles(record: dict[str, Any]) -> None:
    starts = [mention["start"] for mention in record["mentions"]]
    assert starts == sorted(starts)
    assert all(0 <= each["start"] < each["end"] <= comparison.LENGTH for each in record["mentions"])
    assert json.loads(json.dumps(record)) == record
    assert sum(voice["words"] for voice in record["voices"]) == sum(record["attribution"]["words"].values())


MENTION_KINDS: dict[str, Condition] = {
    **{mode: lambda mention, mode=mode: mention["mode"] == mode for mode in comparison.MODES},
    "held at a distance": lambda mention: mention["distance"] is not None,
    "of no side": lambda mention: mention["side"] is None,
    "of a known side": lambda mention: mention["side"] == "armenian",
    "of the other side": lambda mention: mention["side"] == "azerbaijani",
    "loaded": lambda mention: mention["loading"] == "loaded",
}


@pytest.mark.parametrize("kind", MENTION_KINDS)
def test_records_have_mentions_of_every_kind(kind: str) -> None:
    reaches(RECORDS, lambda record: any(MENTION_KINDS[kind](each) for each in record["mentions"]))


@given(comparison.outlet_corpora())
def test_a_corpus_of_outlets_has_two_and_distinct_documents(corpus: list[dict[str, Any]]) -> None:
    assert {record["document"]["metadata"]["outlet"] for record in corpus} == {"A", "B"}
    ids = [record["document"]["id"] for record in corpus]
    assert len(ids) == len(set(ids)) >= 2


def test_corpora_may_be_of_one_outlet_or_without_mentions() -> None:
    reaches(CORPORA, lambda corpus: len({_outlet(record) for record in corpus}) == 1)
    reaches(CORPORA, lambda corpus: len({_outlet(record) for record in corpus}) == 3)
    reaches(CORPORA, lambda corpus: not any(record["mentions"] for record in corpus))
    reaches(CORPORA, lambda corpus: any(not record["sentences"] for record in corpus))


def _outlet(record: dict[str, Any]) -> str:
    return str(record["document"]["metadata"]["outlet"])
