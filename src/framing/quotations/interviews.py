"""Interviews by layout: questions and answers by turns, behind dashes or as paragraphs that end in a question mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.documents import Span
from framing.quotations.drafts import Draft
from framing.quotations.marks import Marked

__all__ = ["read_interview"]

_DASH = re.compile(r"[-–—―]{1,2}\s?(?=[\"“«‘']?\w)")
_LEAST = 3  # questions of an interview
_QUESTION = 600  # characters of the longest question
_MEETING = re.compile(r"\b(?:interview\w*|questions?|asked|talked|talks|spoke|speaks|conversation|answer\w*)\b", re.I)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")


def read_interview(text: str, paragraphs: Sequence[Span]) -> tuple[list[Draft], set[int]]:
    """Return the answers, and the numbers of the paragraphs that they fill.

    >>> turns = ["– Is it cold?", "– I think so.", "– And wet?", "– No.", "– Will it last?", "– Who knows."]
    >>> text, spans = "", []
    >>> for turn in turns:
    ...     spans.append((len(text), len(text) + len(turn)))
    ...     text += turn + "\\n"
    >>> [text[slice(*answer.content[0])] for answer in read_interview(text, spans)[0]]
    ['I think so.', 'No.', 'Who knows.']
    """
    for turns in (_dash_turns(text, paragraphs), _plain_turns(text, paragraphs)):
        if turns:
            return _answers(text, paragraphs, turns)
    return [], set()


def _dash_turns(text: str, paragraphs: Sequence[Span]) -> list[int]:
    """Return the paragraphs that open a turn behind a dash, the first a question; none if they do not alternate."""
    turns = [number for number, (a, b) in enumerate(paragraphs) if _DASH.match(text, a, b)]
    while turns and not _asks(text, paragraphs[turns[0]]):
        del turns[0]
    asked = [_asks(text, paragraphs[number]) for number in turns]
    questions, answers = asked[::2], asked[1::2]
    alternate = sum(questions) >= _LEAST and sum(questions) * 2 >= len(questions) and sum(answers) * 3 <= len(answers)
    return turns if alternate else []


def _plain_turns(text: str, paragraphs: Sequence[Span]) -> list[int]:
    """Return question and answer by turns where the questions have no sign but their mark, as when they were bold."""
    asked = [_asks(text, span) and text[span[0]].isupper() for span in paragraphs]
    questions = [n for n, ask in enumerate(asked[:-1]) if ask and not asked[n + 1]]
    if len(questions) < _LEAST or not _MEETING.search(text, 0, paragraphs[questions[0]][0]):
        return []
    replies = [bool(_FIRST_PERSON.search(text, *paragraphs[n + 1])) for n in questions]
    marked = any(text[paragraphs[n + 1][0]] in '"“«„‘' for n in questions)
    if marked or sum(replies) * 3 < len(replies) * 2:
        return []
    return [turn for n in questions for turn in (n, n + 1)]


def _asks(text: str, span: Span) -> bool:
    return text[span[1] - 1] == "?" and span[1] - span[0] <= _QUESTION


def _answers(text: str, paragraphs: Sequence[Span], turns: Sequence[int]) -> tuple[list[Draft], set[int]]:
    """Return an answer for each second turn, on to the next one; the last is but its own paragraph."""
    drafts: list[Draft] = []
    used: set[int] = set()
    for at in range(1, len(turns), 2):
        after = turns[at + 1] if at + 1 < len(turns) else turns[at] + 1
        draft = Draft("answer")
        for number in range(turns[at], after):
            start, end = paragraphs[number]
            dash = _DASH.match(text, start, end)
            start = dash.end() if dash and number == turns[at] else start
            draft.content.append((start, end))
            draft.marked.append(Marked(start, start, end, end))
            used.add(number)
        drafts.append(draft)
    return drafts, used
