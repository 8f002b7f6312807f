"""Interviews by layout: who answers, behind dashes or below questions."""

from __future__ import annotations

import pytest

import framing

LEAD = "The bridge stays shut. Our paper talked with Lena Brandt, head of the Harbour Institute in Lima.\n\n"
TURNS = (
    ("Ms. Brandt, why is the bridge shut?", "I was there in spring. It is not safe."),
    ("Who pays for the repair?", "We do. The council says that it has no money.\n\nBut my institute has a plan."),
    ("Drivers say that they were not asked.", "I would like them to come to our meetings."),
    ("When will it open?", "I do not know."),
)


def interview(dash: str, turns: tuple[tuple[str, str], ...] = TURNS) -> str:
    return LEAD + "\n\n".join(f"{dash}{question}\n\n{dash}{answer}" for question, answer in turns)


@pytest.mark.parametrize("dash", ["– ", "— ", "- ", "–"])
def test_answers_behind_dashes_are_the_words_of_who_is_interviewed(dash: str) -> None:
    text = interview(dash)
    answers = [q for q in framing.measure_attribution(text).quotations if q.rule == "answer"]
    printed = ["\n\n".join(text[a:b] for a, b in q.content) for q in answers]
    assert printed == [answer for _, answer in TURNS]
    assert {q.speaker for q in answers} == {"Lena Brandt"}
    assert {q.kind for q in answers} == {"direct"}
    assert all(not q.cue and not q.source for q in answers)


def test_claims_inside_an_answer_belong_to_it_and_those_in_a_question_are_read() -> None:
    text = interview("– ")
    reported = [q for q in framing.measure_attribution(text).quotations if q.kind == "indirect"]
    assert [text[slice(*q.content[0])] for q in reported] == ["they were not asked"]


def test_questions_without_a_dash_are_told_by_their_mark_and_the_lead() -> None:
    plain = tuple(turn for turn in TURNS if turn[0].endswith("?"))
    text = interview("", plain)
    answers = [q for q in framing.measure_attribution(text).quotations if q.rule == "answer"]
    assert [text[slice(*q.content[0])] for q in answers] == [answer.split("\n\n")[0] for _, answer in plain]


@pytest.mark.parametrize(
    "text",
    [
        "– Bread\n\n– Milk\n\n– Eggs\n\n– Salt\n\n– Oil\n\n– Tea",
        "Why is it shut?\n\nThe council has no money.\n\nWho pays?\n\nDrivers do.\n\nWhen will it open?\n\nIn May.",
        "– Is it shut?\n\n– I think so.\n\nThe council met on Monday.",
        "– Shut?\n\n– Why?\n\n– Who?\n\n– When?\n\n– Where?\n\n– How?",
    ],
    ids=["a list", "questions of the writer", "one question", "questions only"],
)
def test_lists_and_rhetorical_questions_are_no_interview(text: str) -> None:
    assert not [q for q in framing.measure_attribution(text).quotations if q.rule == "answer"]


def test_the_rule_can_be_switched_off() -> None:
    from framing.quotations import find_quotations
    from framing.sections import find_sections
    from framing.segmentation import split_sentences

    text = interview("– ")
    arguments = (text, find_sections(text), split_sentences(text))
    assert any(q.rule == "answer" for q in find_quotations(*arguments).quotations)
    assert not any(q.rule == "answer" for q in find_quotations(*arguments, without=("answer",)).quotations)
