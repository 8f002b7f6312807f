"""Content that stands before its attribution, and what goes on behind it: “A,” he said, “B.”"""

from __future__ import annotations

from dataclasses import dataclass

from framing.quotations.clause_starts import is_clause
from framing.quotations.complements import Complement, adjuncts_end, complement, is_meanwhile
from framing.quotations.content_ends import content_end, fill
from framing.quotations.cues import Cue, CueLexicon
from framing.quotations.drafts import Draft, add_content
from framing.quotations.phrases import np_right
from framing.quotations.units import Unit

__all__ = ["Attribution", "as_clause", "content_start", "has_main_clause", "preceding"]

_SPEECH_END = frozenset(",?!…—-.”’'\"")
_CONTENT = 300  # tokens of the longest content in one sentence
_FEW = 40  # characters of a marked phrase that is no speech of its own
_LABEL = 4  # tokens of a label and its colon, at the head of a sentence: SRINAGAR:
_TIME = 5  # tokens of a time: just a few hours
_REACH = 30  # tokens between an attribution and where its content goes on
_STOPS = frozenset(("but", "while", "though", "although", "who", "which", "as", "after"))


@dataclass(frozen=True, slots=True)
class Attribution:
    """A subject and its cue in a unit: the token before the first of them, and the token after the last."""

    before: int
    after: int
    cue: Cue
    rule: str


def preceding(
    unit: Unit, draft: Draft, attribution: Attribution, previous: Unit | None, cues: CueLexicon
) -> Draft | None:
    """Take the content that stands before an attribution, or in the sentence before it."""
    if not attribution.cue.frames & {"quote", "that"}:
        return None
    p = attribution.before
    as_said = p >= 0 and unit.words[p] == "as"
    p -= as_said
    if p < 0:
        return _in_previous(unit, draft, attribution, previous, cues)
    if unit.tags[p] == "Q":
        found = _marked_content(unit, p, attribution, cues)
    elif unit.tags[p] in ",—-" or unit.words[p] == "--":
        found = _plain_content(unit, p, attribution, cues)
    else:
        return None
    if found is None:
        return None
    first, last, second = found
    draft.rule = "as_clause" if as_said else attribution.rule + ("_quote" if unit.tags[p] == "Q" else "_clause")
    add_content(draft, unit, first, last)
    draft.upto = attribution.before + 2 if attribution.rule == "inverted" else attribution.after
    if second is not None:
        draft.upto = content_end(unit, second, "that", cues)
        add_content(draft, unit, second, draft.upto - 1)
    return draft if draft.content else None


_Parts = tuple[int, int, int | None]  # first and last token of the content, and where it goes on


def _marked_content(unit: Unit, p: int, attribution: Attribution, cues: CueLexicon) -> _Parts | None:
    """Return the content that ends with the marked stretch `p`: “…,” he said."""
    marked = unit.marked[p]
    if unit.text[marked.end - 1] not in _SPEECH_END and marked.end - marked.start < 30:
        return None
    start = content_start(unit, p)
    if p and (_is_name(unit, p) or (_is_phrase(unit, p) and not has_main_clause(unit, start, p))):
        return None
    second = _goes_on(unit, _rest(unit, attribution), cues, quoted=True)
    if second is None:
        second = _resumes(unit, attribution.after, cues)
    return start, p, second


def _plain_content(unit: Unit, p: int, attribution: Attribution, cues: CueLexicon) -> _Parts | None:
    """Return the content that ends before the comma `p`: talks go on, he said."""
    tags, cue = unit.tags, attribution.cue
    first, last = content_start(unit, p), p - 1
    last -= last > first and tags[last] == ","  # “Never”, – he said.
    alone = first == last and tags[first] == "Q" and "quote" in cue.frames  # “Never”, he said.
    if last < first or not (alone or "that" in cue.frames):
        return None
    clause = is_clause(unit, first, cues, last - first + 1)
    rest = _rest(unit, attribution)
    second = _goes_on(unit, rest, cues, quoted=False)
    if second is not None and attribution.rule == "inverted" and tags[second] not in "AvQC":
        second = None  # an apposition to the subject
    if second is None:
        second = _resumes(unit, attribution.after, cues)
    if second is None:
        bare = rest == len(unit) and ("Q" in tags[first : last + 1] or _is_headline(unit, first, last))
        meanwhile = clause and is_meanwhile(unit, attribution.after)
        if not (clause or alone or bare) or (tags[rest] not in " .,?!;:—)SgC-" and not meanwhile):
            return None
        if not (alone or bare) and not has_main_clause(unit, first, last):
            return None
        if not meanwhile and complement(unit, attribution.after - 1, cue, cues) is not None:
            return None
    elif tags[second] == "Q":
        if tags[rest] == ":" and not clause:
            return None  # an old man from Lima, Ivo Zas, says: “…”
        if tags[first] in "pgSe" or last - first > 12 or not has_main_clause(unit, first, last):
            return None
    elif not (tags[second] in "Av" or has_main_clause(unit, first, last) or is_clause(unit, second, cues)):
        return None
    return first, last, second


def _is_headline(unit: Unit, first: int, last: int) -> bool:
    """Tell what a headline says without a verb: Talks unacceptable, minister says."""
    return last > first + 1 and unit.tags[first] not in "pSgeVN" and (unit.title or unit.line)


def _rest(unit: Unit, attribution: Attribution) -> int:
    """Return the token after an attribution with its addressee and adjuncts: he told reporters on Monday."""
    rest = attribution.after
    if "dative" in attribution.cue.frames and unit.tags[rest] in "DcOPw":
        rest = np_right(unit, rest) + 1
    return adjuncts_end(unit, rest)


def _is_name(unit: Unit, p: int) -> bool:
    """Tell the name of a work or show from speech: "on “Fox News Sunday,” the governor said"."""
    if unit.tags[p - 1] not in "pDcw',":
        return False
    words = unit.text[unit.marked[p].start : unit.marked[p].end].split()
    least = 2 if unit.tags[p - 1] == "," else 1
    return least <= len(words) < 9 and all(word[0].isupper() or len(word) < 4 for word in words)


def _is_phrase(unit: Unit, p: int) -> bool:
    """Tell a few marked words of the author's sentence from speech: "bemoaning the “phony system,” she left"."""
    marked = unit.marked[p]
    short = marked.end - marked.start < _FEW
    return short and unit.tags[p - 1] in "Dp" and unit.text[marked.start : marked.start + 1].islower()


def has_main_clause(unit: Unit, first: int, last: int) -> bool:
    """Tell a clause from what is only fronted: "In May, when they came, ..."."""
    tags = unit.tags
    if tags[first] == "W" and tags[first + 1] in "eg":
        return False  # when asked
    if tags[first] not in "pSgeVN":
        return True
    start = first
    for i in range(first, last + 1):
        if tags[i] == ",":
            start = i + 1
        elif i == start and tags[i] in "SWRgpT" and i > first:
            start = -1
        elif tags[i] == "e" and start > first and tags[i - 1] in "cw#)":
            return True  # On Monday, troops opened fire
        elif tags[i] in "AvZ" and start >= 0 and (start > first or tags[first] in "pVNg"):
            if not any(tag in "SWRT" for tag in tags[start + 1 : i]):
                return True
            start = -1
    return False


def as_clause(unit: Unit, draft: Draft, conjunction: int, after: int, cues: CueLexicon) -> Draft | None:
    """Take what follows the comma in "As Heald told the paper, ozone has dropped"."""
    if conjunction and unit.tags[conjunction - 1] not in "C,":
        return None
    for i in range(after, min(len(unit) - 1, after + 20)):
        if unit.tags[i] in ".;:Q":
            return None
        if unit.tags[i] == ",":
            draft.rule = "as_clause"
            return fill(unit, draft, Complement("that", i + 1), cues)
    return None


def _in_previous(
    unit: Unit, draft: Draft, attribution: Attribution, previous: Unit | None, cues: CueLexicon
) -> Draft | None:
    """Take the quotation before an attribution that is a sentence of its own: “Why?” Clinton said."""
    if previous is None or previous.paragraph != unit.paragraph or not previous.tags.rstrip("'. ").endswith("Q"):
        return None
    rest = adjuncts_end(unit, attribution.after)
    if unit.tags[rest] not in " .,?!":
        return None
    marks = [i for i in range(len(previous)) if previous.tags[i] == "Q"]
    whole = len(marks) == len(previous)
    ends = unit.text[previous.marked[marks[-1]].end - 1]
    if (not whole and ends not in _SPEECH_END) or (ends == "." and rest > attribution.after):
        return None  # “No.” They argued for hours.
    add_content(draft, previous, 0 if whole else marks[-1], len(previous) - 1)
    draft.rule = attribution.rule + "_next"
    draft.upto = attribution.after
    if unit.tags[rest] == "," and unit.tags[rest + 1] == "Q":
        add_content(draft, unit, rest + 1, content_end(unit, rest + 1, "that", cues) - 1)
        draft.upto = len(unit)
    return draft if draft.content else None


def content_start(unit: Unit, p: int) -> int:
    """Return the first token of the content that ends at `p`, behind a semicolon, a label or a dateline."""
    first = max(0, p - _CONTENT)
    if unit.tags[p] == "Q":
        start = unit.marked[p].start
        if unit.text[start : start + 1].isupper() and p and unit.tags[p - 1] in ",:—;":
            return p
    for i in range(p - 1, first - 1, -1):
        if unit.tags[i] == ";" or (unit.tags[i] == ":" and i < (_LABEL if unit.words[-1] in ".?!" else 2 * _LABEL)):
            return i + 1
    return max(first, unit.floor)


def _goes_on(unit: Unit, i: int, cues: CueLexicon, *, quoted: bool) -> int | None:
    """Return where an interrupted content goes on behind the comma `i`."""
    if unit.tags[i] == "." and unit.tags[i + 2] == "Q":
        return i + 2  # “…,” – he said. – “…”
    if i >= len(unit) - 1 or unit.tags[i] not in ",—-:":
        return None
    first = i + 1
    tag = unit.tags[first]
    if tag == "Q":
        return first
    if tag == "C" and "Q" in unit.tags[first + 1 : first + 3] and unit.tags[first + 1] in "QV":
        return unit.tags.index("Q", first)
    if quoted or unit.tags[i] != "," or unit.words[first] in _STOPS or _is_afterwards(unit, first):
        return None
    phrasal = unit.words[first + 1 : first + 2] and unit.words[first + 1] in cues.particles.get(unit.words[first], {})
    return None if tag == "g" and (unit.words[first] in cues.verbs or phrasal) else first


def _is_afterwards(unit: Unit, first: int) -> bool:
    """Tell the writer's time from content that goes on: …, he said, two days after the vote."""
    last = next(
        (j for j in range(first, first + _TIME) if unit.words[j : j + 1] and unit.words[j] in unit.grammar.time_units),
        None,
    )
    return last is not None and unit.words[last + 1 : last + 2] in (["after"], ["before"])


def _resumes(unit: Unit, after: int, cues: CueLexicon) -> int | None:
    """Return the stretch that takes a quotation up again: “…,” he told reporters on Friday, “…”."""
    for i in range(after, min(len(unit) - 1, after + _REACH)):
        if unit.tags[i] in ";:" or (unit.tags[i] == "Q" and unit.tags[i - 1] != ","):
            return None
        if unit.tags[i] == "," and unit.tags[i + 1] == "Q":
            start = unit.marked[i + 1].start
            fresh = unit.text[start : start + 1].isupper()
            return None if fresh and any(unit.words[j] in cues.verbs for j in range(after, i)) else i + 1
    return None
