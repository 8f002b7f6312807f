"""Words in marks that stand in marks elsewhere, too: the author's own, or a headline's from a quotation below."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import example, given

import framing
from framing.documents import Span
from framing.quotations.echoes import claim_repeated, take_back_echoes
from strategies_quotations import news_texts
from test_quotations import read

BELOW = "\n\nThe kettle is on. “We slept in our shoes, and then they came,” says Ben Okafor.\n"


def heard(text: str) -> list[tuple[str, str, str | None]]:
    """Return what a headline says in words from below: words, rule, speaker."""
    quotations = framing.measure_attribution(text).quotations
    rules = ("echo", "tailed_name")
    return [(text[slice(*each.content[0])], each.rule, each.speaker) for each in quotations if each.rule in rules]


def test_a_phrase_that_the_author_holds_in_marks_elsewhere_is_the_authors_there_too() -> None:
    text = "There will be no “new order” here. Petrova admitted that a “new order” may come, and that it is “far off”."
    found = take_back_echoes(text, read(text))
    (admitted,) = found.quotations
    assert [text[a:b] for a, b in admitted.quoted] == ["far off"]
    assert [text[a:b] for a, b in found.scare_quotes] == ["new order", "new order"]


def test_a_headlines_words_are_whose_they_are_below() -> None:
    assert heard("‘We Slept In Our Shoes’: Villagers Wait" + BELOW) == [("We Slept In Our Shoes", "echo", "Ben Okafor")]


def test_a_headlines_words_may_be_those_of_somebody_unnamed() -> None:
    text = "“Ready to sign anything”: panic in Lima\n\n“He is ready to sign anything,” confessed one of the deputies.\n"
    assert heard(text) == [("Ready to sign anything", "echo", "one of the deputies")]


def test_three_words_or_other_words_are_nobodys() -> None:
    assert heard("‘In Our Shoes’: Villagers Wait" + BELOW) == []
    assert heard("‘We Slept In Their Shoes’: Villagers Wait" + BELOW) == []


def test_words_of_two_quotations_are_not_one() -> None:
    below = "“We saw it then,” says Ben Okafor. “It is then they came,” says Ana Lind.\n"
    text = "‘We saw it then they came’: a day\n\n" + below
    assert heard(text) == []


def test_a_name_behind_a_headlines_dash_is_who_speaks_below() -> None:
    text = "Closing the mill ‘a mistake’ — Okafor" + BELOW
    assert heard(text) == [("Closing the mill ‘a mistake’", "tailed_name", "Ben Okafor")]


def test_a_name_behind_a_headlines_dash_that_nobody_hears_is_none() -> None:
    text = "Closing the ‘old’ mill — Lima" + BELOW
    assert heard(text) == []
    assert [text[slice(*span)] for span in framing.read_voices(text).scare_quotes] == ["old"]


def claimed_slowly(text: str, loose: Span, quoted: list[list[Span]]) -> bool:
    """Tell whether each run of four words of a stretch stands in the marks of one quotation."""

    def words(span: Span) -> list[str]:
        return [word.casefold() for word in re.findall(r"[^\W_]+", text[slice(*span)])]

    own = words(loose)
    runs = [own[at : at + 4] for at in range(len(own) - 3)]
    held = [[word for span in spans for word in words(span)] for spans in quoted]
    first = [
        next((n for n, said in enumerate(held) if run in [said[at : at + 4] for at in range(len(said))]), -1)
        for run in runs
    ]
    return len(set(first)) == 1 and -1 not in first


@given(news_texts())
@example("‘We Slept In Our Shoes’: Villagers Wait" + BELOW)
def test_what_is_repeated_is_claimed_and_nothing_else_changes(text: str) -> None:
    found = read(text)
    claimed = claim_repeated(text, found)
    new = [quotation for quotation in claimed.quotations if quotation.rule == "echo"]
    assert [quotation for quotation in claimed.quotations if quotation.rule != "echo"] == list(found.quotations)
    assert sorted([*claimed.scare_quotes, *(quotation.content[0] for quotation in new)]) == sorted(found.scare_quotes)
    spans = sorted(span for quotation in claimed.quotations for span in quotation.content)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    quoted = [list(quotation.quoted) for quotation in found.quotations]
    assert all(claimed_slowly(text, quotation.content[0], quoted) for quotation in new)
