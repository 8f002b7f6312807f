"""Body, comments and boilerplate: sections tile the text, and pages of any site are cut where a reader would cut."""

from __future__ import annotations

import pytest
from hypothesis import given

from framing.sections import find_sections
from strategies import texts

ARTICLE = (
    "The ministers met in Vienna on Monday to discuss a treaty.\n\nThey agreed on little, officials said afterwards."
)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(section.kind, text[section.start : section.end].strip()) for section in find_sections(text)]


@given(texts)
def test_sections_tile_any_text(text: str) -> None:
    sections = find_sections(text)
    assert [s.start for s in sections] + [len(text)] == [0] + [s.end for s in sections] or not text
    assert all(s.start < s.end for s in sections)


def test_an_article_is_all_body() -> None:
    assert kinds(ARTICLE) == [("body", ARTICLE)]


@pytest.mark.parametrize(
    "threads",
    [
        "Anna\n2 hours ago\nI do not believe it.\nBoris K.\n1 hour ago\nWhy not?",
        "1. Anna (guest) 3 May 2022 10:15\nI do not believe it.\n2. Boris K. 3 May 2022 11:02\nWhy not?",
        "Anna says:\nMay 3, 2022 at 10:15 am\nI do not believe it.\n\nBoris K. says:\nMay 3, 2022 at 11:02 am\nSo?",
        "Anna | 2022-05-03 10:15\nI do not believe it.\n\nBoris K. | 2022-05-03 11:02\nWhy not?",
    ],
)
def test_comments_begin_where_names_stand_with_dates(threads: str) -> None:
    text = f"{ARTICLE}\n\n{threads}\n"
    comments = [section for section in find_sections(text) if section.kind == "comment"]
    assert [section.author for section in comments] == ["Anna", "Boris K."]
    assert comments[0].start == len(ARTICLE) + 2
    assert "I do not believe it." in text[comments[0].start : comments[0].end]


def test_one_comment_needs_a_marker() -> None:
    post = "Anna\n2 hours ago\nI do not believe it."
    assert [kind for kind, _ in kinds(f"{ARTICLE}\n\n{post}")] == ["body"]
    assert [kind for kind, _ in kinds(f"{ARTICLE}\n\n1 comment\n\n{post}")][-1] == "comment"


def test_the_line_that_announces_comments_is_neither_body_nor_comment() -> None:
    text = "Baku said no.\n\nComments (2)\n\nRashad 14.07.2023 18:22\nGood.\n\nArmen 14.07.2023 19:01\nBad."
    kinds = [(section.kind, text[section.start : section.end].split()[0]) for section in find_sections(text)]
    assert kinds == [("body", "Baku"), ("boilerplate", "Comments"), ("comment", "Rashad"), ("comment", "Armen")]


def test_a_date_under_a_dated_line_begins_no_second_comment() -> None:
    text = "The talks failed.\n2 May 2022 12:30\n\nPublished: 2 May 2022\n\n3 May 2022 12:30\n\n"
    spans = [(each.start, each.end) for each in find_sections(text)]
    assert all(start < end for start, end in spans)


def test_a_dated_byline_is_no_comment() -> None:
    text = f"By Anna Lind, 3 May 2022 10:15\n\n{ARTICLE}"
    assert [kind for kind, _ in kinds(text)] == ["body"]


@pytest.mark.parametrize(
    "notice",
    [
        "Read more: What the treaty says",
        "You must be logged in to post a comment.",
        "Subscribe to our newsletter",
        "  • “We shall see.” Opinion from Vienna\n  • Ten places to visit now\n  • Is it too late for a treaty?",
        "The presidents of both states met in Geneva last week. What they agreed on and what comes next",
    ],
)
def test_notices_link_lists_and_teasers_are_boilerplate(notice: str) -> None:
    first, second = ARTICLE.split("\n\n")
    text = f"{first}\n\n{notice}\n\n{second}"
    assert kinds(text) == [("body", first), ("boilerplate", notice.strip()), ("body", second)]


@pytest.mark.parametrize(
    "kept",
    [
        "The minister named three conditions:\n  • a ceasefire\n  • an exchange of prisoners",
        "What comes next",
        "Related parties must register, the court said, and those that had failed to do so would be fined.",
        "Signatures are due in May",
    ],
)
def test_lists_and_headings_of_the_article_are_body(kept: str) -> None:
    first, second = ARTICLE.split("\n\n")
    assert [kind for kind, _ in kinds(f"{first}\n\n{kept}\n\n{second}")] == ["body"]


def test_a_date_stamp_before_the_text_is_boilerplate() -> None:
    assert kinds(" date 2017-01-21 The president spoke.") == [
        ("boilerplate", "date 2017-01-21"),
        ("body", "The president spoke."),
    ]


@pytest.mark.parametrize(
    "stamp", ["Published: 12 May 2023 10:30", "By Ana Lind\nMay 12, 2023", "Last updated 2 hours ago"]
)
def test_the_date_of_an_article_begins_no_comment(stamp: str) -> None:
    article = f"Opposition wins\n\n{stamp}\n\nThe opposition won on Sunday. Turnout was high.\n\n"
    comments = "Ben Okafor\nMay 13, 2023 at 9:15 am\nGreat news.\n\nMaria\nMay 13, 2023 at 11:02 am\nI doubt it."
    found = find_sections(article + comments)
    assert [(section.kind, section.author) for section in found if section.kind == "comment"] == [
        ("comment", "Ben Okafor"),
        ("comment", "Maria"),
    ]
    assert found[0].kind == "body"


def test_what_announces_comments_parts_them_from_a_dateline() -> None:
    text = "Title\n\nOslo, 12 May 2023\n\nThe vote is over.\n\nComments (1)\n\nBen Okafor\nMay 13, 2023\nGreat news."
    assert [section.author for section in find_sections(text) if section.kind == "comment"] == ["Ben Okafor"]


def test_a_reader_wrote() -> None:
    text = "We did it\n\n2 comments\n\nBen wrote on 3 May 2023:\nI agree.\n\nMaria wrote on 4 May 2023:\nI do not."
    assert [section.author for section in find_sections(text) if section.kind == "comment"] == ["Ben", "Maria"]


def test_undated_comments_stand_behind_the_line_that_announces_them() -> None:
    text = "The bridge is shut.\n\nComments (3)\n\nAna_63: I was there.\n\nOld Man: Me too.\nSo what?\n\nLind: No.\n"
    sections = find_sections(text)
    posts = [(s.author, text[s.start : s.end].strip()) for s in sections if s.kind == "comment"]
    assert posts == [
        ("Ana_63", "Ana_63: I was there."),
        ("Old Man", "Old Man: Me too.\nSo what?"),
        ("Lind", "Lind: No."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ana: I was there.\n\nLind: Me too.\n\nAna: So what?",
        "Comments\n\nThe mayor had three.\n\nAna: I was there.\n\nLind: Me too.",
        "The bridge is shut.\n\nComments (1)\n\nAna: I was there.",
    ],
    ids=["nothing announces them", "prose behind the line", "one is no thread"],
)
def test_lines_with_a_name_and_a_colon_are_no_comments_by_themselves(text: str) -> None:
    assert all(section.kind != "comment" for section in find_sections(text))
