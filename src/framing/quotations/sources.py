"""Sources: the spans of the noun phrase that names a speaker."""

from __future__ import annotations

from framing.documents import Span
from framing.quotations.cues import PAST, THIRD, CueLexicon
from framing.quotations.phrases import np_left
from framing.quotations.subjects import main_subject, subject_left
from framing.quotations.units import Unit
from framing.quotations.verb_groups import verb_group

__all__ = ["before_report", "names_nobody", "possessed", "possessor", "source_spans"]

_POSSESSIVES = frozenset(("his", "her", "their", "its", "our", "my", "your", "whose"))
_CONTRACTIONS = ("'s", "'re", "'ve", "'d", "'ll", "'m")


def source_spans(unit: Unit, phrase: tuple[int, int]) -> list[Span]:
    """Return the span of a source without its possessive or contracted ending; "who" brings what it stands for."""
    first, last = phrase
    start, end = unit.span(first, last)
    word = unit.words[last]
    end -= next((len(short) for short in _CONTRACTIONS if word.endswith(short) and len(word) > len(short)), 0)
    if first == last and unit.tags[last] in "RT" and last:
        before = last - 1 - (unit.tags[last - 1] == ",")
        antecedent = np_left(unit, before) if before >= 0 else None
        if antecedent is not None:
            return [unit.span(*antecedent), (start, end)]
    return [(start, end)] if end > start else []


def before_report(unit: Unit, first: int, last: int, cues: CueLexicon) -> int:
    """Return where a source ends whose relative clause reports again: said Lind, | who accused rivals of lying."""
    relative = unit.tags.rfind(",R", first, last + 1)
    reports = relative > first and relative + 2 < len(unit) and unit.words[relative + 2] in cues.verbs
    return relative - 1 if reports else last


def names_nobody(unit: Unit, phrase: tuple[int, int]) -> bool:
    """Tell a subject that is no speaker: "one", "nobody", "none of them", "something | Moscow denies"."""
    first, last = phrase
    word = unit.words[first]
    if (word in ("something", "none") and last > first) or word == "nobody":
        return True
    if word == "who" and last == first and unit.tags[first - 1 : first] in ("", *"CAvV"):
        return len(source_spans(unit, phrase)) < 2  # who wants it?
    if word == "no":
        return last == first or (last == first + 1 and unit.tags[last] != "#")  # No 10 is somebody
    return first == last and word in ("one", "nobody", "none")


def possessed(unit: Unit, k: int) -> tuple[int, int] | None:
    """Return the phrase that ends in the possessive at `k`: his, the expert's."""
    if unit.words[k] in _POSSESSIVES:
        return k, k
    return np_left(unit, k) if unit.words[k].endswith("'s") else None


def possessor(unit: Unit, index: int) -> list[Span]:
    """Return whose statement a noun names: its possessive, or the subject of "made the statement"."""
    tags, words = unit.tags, unit.words
    k = index - 1
    light = unit.grammar.light_verbs
    while (
        k >= 0
        and index - k < 4
        and words[k] not in light
        and (tags[k] in "wegV#c" or words[k] == "following")
        and not words[k].endswith("'s")
    ):
        k -= 1
    if k < 0:
        return []
    if words[k] in _POSSESSIVES:
        return [unit.span(k, k)]
    if words[k].endswith("'s") or (tags[k] == "'" and k):
        floor = max((i + 1 for i in range(max(0, k - 12), k) if tags[i] in "pt"), default=0)
        phrase = np_left(unit, k, floor)
        return source_spans(unit, phrase) if phrase else []
    if "e" in tags[k + 1 : index] and tags[k] != "D":
        return []  # has faced questions: not the asker's
    k -= tags[k] == "D"
    if k < 0 or words[k] not in light:
        return []
    group = verb_group(unit, k, frozenset((PAST, THIRD)))
    subject = subject_left(unit, group.before) if group else None
    if subject is None and group and group.before > 0 and unit.tags[group.before] in "C,":
        subject = main_subject(unit, group.before)  # she said that, and voiced confidence that
    return source_spans(unit, subject) if subject else []
