"""What always holds for quotations, whatever the text."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framing.quotations import Quotation, QuotationFindings, find_quotations
from framing.sections import Section, find_sections
from framing.segmentation import split_sentences
from strategies_quotations import NAMES, OTHER_NAMES, hostile_texts, news_texts, spliced_texts

Span = tuple[int, int]


def read(text: str) -> QuotationFindings:
    return find_quotations(text, find_sections(text), split_sentences(text))


def as_one_body(text: str) -> QuotationFindings:
    sections = [Section("body", 0, len(text))] if text else []
    return find_quotations(text, sections, split_sentences(text))


def overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def check_spans(text: str, found: QuotationFindings) -> None:
    for quotation in found.quotations:
        spans = (*quotation.content, *quotation.cue, *quotation.source, *quotation.quoted)
        assert all(0 <= a < b <= len(text) for a, b in spans)
        for part in (quotation.content, quotation.cue, quotation.source, quotation.quoted):
            assert list(part) == sorted(part)
            assert not any(overlap(a, b) for a, b in pairwise(part))
        for mark in quotation.quoted:
            assert any(a <= mark[0] and mark[1] <= b for a, b in quotation.content)
    assert all(0 <= a <= b <= len(text) for a, b in found.scare_quotes)


def check_parts_apart(quotation: Quotation) -> None:
    parts = (quotation.content, quotation.cue, quotation.source)
    for one in range(3):
        for other in range(one):
            assert not any(overlap(a, b) for a in parts[one] for b in parts[other])


def check_no_overlap(found: QuotationFindings) -> None:
    own = [q for q in found.quotations if not q.nested]
    spans = sorted((span, n) for n, q in enumerate(own) for span in q.content)
    for (a, one), (b, other) in pairwise(spans):
        assert not overlap(a, b), (own[one], own[other])


@given(hostile_texts() | spliced_texts())
@example("“" * 50)
@example("They told reporters “")
@example("'said" * 30)
@example('"A," he said "B" she said "C')
@example("Smith (left: 2020)")
@example("“It is late,” said “Big Jim” and call on both owners to pay")
@example("He was described as by “unsafe”.")
def test_any_arrangement_is_survived(text: str) -> None:
    found = as_one_body(text)
    check_spans(text, found)
    check_no_overlap(found)
    for quotation in found.quotations:
        check_parts_apart(quotation)


@given(news_texts())
def test_sane_news_has_whole_findings(text: str) -> None:
    found = read(text)
    check_spans(text, found)
    check_no_overlap(found)
    for quotation in found.quotations:
        check_parts_apart(quotation)
        assert quotation.rule
        assert quotation.kind in ("direct", "mixed", "indirect")
        assert (quotation.cue_class is None) == (not quotation.cue)


@given(hostile_texts())
def test_same_text_same_findings(text: str) -> None:
    assert as_one_body(text) == as_one_body(text)


@given(news_texts())
def test_curly_and_straight_marks_read_alike(text: str) -> None:
    straight = text.translate(str.maketrans("“”‘’", "\"\"''"))
    assert as_one_body(straight) == as_one_body(text)


@given(news_texts(), news_texts())
def test_what_stands_before_does_not_matter(before: str, text: str) -> None:
    """A paragraph without marks and cues ends every run: what follows it reads as if it stood alone."""
    wall = before + "\n\nThe rain fell on the hills.\n\n"
    shift = len(wall)
    alone = as_one_body(text).quotations
    behind = [q for q in as_one_body(wall + text).quotations if q.content[0][0] >= shift]
    assert [moved(q, -shift) for q in behind] == list(alone)


def moved(quotation: Quotation, by: int) -> Quotation:
    def shift(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple((a + by, b + by) for a, b in spans)

    return replace(
        quotation,
        content=shift(quotation.content),
        cue=shift(quotation.cue),
        source=shift(quotation.source),
        quoted=shift(quotation.quoted),
    )


@given(news_texts())
def test_renaming_the_speakers_renames_the_findings(text: str) -> None:
    renamed = text
    for old, new in zip(NAMES, OTHER_NAMES, strict=True):
        renamed = renamed.replace(old, new)
    assert described(renamed) == [tuple(rename(part) for part in parts) for parts in described(text)]


def rename(part: str) -> str:
    for old, new in zip(NAMES, OTHER_NAMES, strict=True):
        part = part.replace(old, new)
    return part


def described(text: str) -> list[tuple[str, ...]]:
    return [
        (q.kind, q.rule, *(" | ".join(text[a:b] for a, b in spans) for spans in (q.content, q.cue, q.source)))
        for q in as_one_body(text).quotations
    ]


@given(news_texts(), st.integers(0, 400))
def test_boilerplate_is_passed_over(text: str, at: int) -> None:
    """A teaser between two paragraphs changes nothing but offsets."""
    breaks = [i for i in range(len(text)) if text.startswith("\n\n", i)]
    if not breaks:
        return
    cut = breaks[at % len(breaks)] + 2
    teaser = "Read more: “What next?” he said.\n\n"
    whole = text[:cut] + teaser + text[cut:]
    sections = [
        Section("body", 0, cut),
        Section("boilerplate", cut, cut + len(teaser)),
        Section("body", cut + len(teaser), len(whole)),
    ]
    found = find_quotations(whole, sections, split_sentences(whole))
    plain = as_one_body(text)

    def back(span: Span) -> Span:
        return span if span[0] < cut else (span[0] - len(teaser), span[1] - len(teaser))

    assert [tuple(back(s) for s in q.content) for q in found.quotations] == [q.content for q in plain.quotations]


@pytest.mark.parametrize(
    "unit",
    [
        "“",
        '"',
        "'",
        "“a” ",
        "‘a’ ",
        '"He said, ',
        "said “",
        "(",
        ", who said",
        "and he said that ",
        "according to ",
        "\n“",
        "— ",
        "said of ",
        "in the claim of the report ",
    ],
)
@settings(max_examples=1)
@given(st.just(3000))
def test_long_repetitions_are_survived(unit: str, times: int) -> None:
    text = unit * times
    check_spans(text, as_one_body(text))


def test_no_text_no_findings() -> None:
    assert find_quotations("", (), ()) == QuotationFindings()
    assert as_one_body(" \n ") == QuotationFindings()


@given(news_texts(), news_texts())
def test_what_stands_behind_does_not_matter(text: str, behind: str) -> None:
    wall = "\n\nThe rain fell on the hills.\n\n"
    longer = as_one_body(text + wall + behind).quotations
    assert [q for q in longer if q.content[0][0] < len(text)] == list(as_one_body(text).quotations)
