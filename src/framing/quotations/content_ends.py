"""Where reported content ends in its sentence."""

from __future__ import annotations

from framing.quotations.afterthoughts import afterthought
from framing.quotations.clause_starts import is_clause
from framing.quotations.complements import Complement, adjuncts_end, complement, is_named
from framing.quotations.cues import BASE, GERUND, PAST, THIRD, Cue, CueLexicon
from framing.quotations.drafts import Draft, add_content
from framing.quotations.phrases import is_measure, is_speech, np_right
from framing.quotations.units import Unit

__all__ = ["content_end", "fill", "following"]

_CONTENT = 300  # tokens of the longest content in one sentence
_PHRASES = frozenset(("np", "to", "ing", "np_to"))  # shapes without a finite verb: they end sooner than clauses
_ENDS_PHRASE = frozenset(
    ("but", "yet", "while", "though", "although", "which", "who", "because", "after", "as", "when")
)


def following(
    unit: Unit, draft: Draft, last: int, cue: Cue, cues: CueLexicon, *, participle: bool = False
) -> Draft | None:
    """Give a draft the content that follows its cue, whose last token is `last`; None if there is none."""
    found = complement(unit, last, cue, cues)
    if found is None:
        return None
    draft.rule = found.shape
    if participle:
        draft.rule = "participle_" + found.shape if found.shape in _PHRASES else "participle"
    return fill(unit, draft, found, cues)


def fill(unit: Unit, draft: Draft, found: Complement, cues: CueLexicon) -> Draft | None:
    """Give a draft the content that a complement begins; None if there is none.

    In a relative clause (its source has two spans: what *who* stands for, and *who*) content ends at the main verb.
    """
    if found.first >= len(unit):
        draft.open_colon = found.shape == "colon"
        draft.upto = len(unit)
        return draft if draft.open_colon else None
    relative = draft.inside or len(draft.source) > 1
    draft.upto = content_end(unit, found.first, found.shape, cues, relative=relative, subordinate=draft.subordinate)
    add_content(draft, unit, found.first, draft.upto - 1)
    return draft if draft.content else None


def content_end(
    unit: Unit, first: int, shape: str, cues: CueLexicon, *, relative: bool = False, subordinate: bool = False
) -> int:
    """Return the token after the last one of the content that begins at `first`.

    In a relative clause, or between a subject and its verb, it ends before the main verb; in a `subordinate` clause
    before the main one.
    """
    tags = unit.tags
    limit = min(len(unit), first + _CONTENT)
    end = _quote_end(unit, first, limit) if tags[first] == "Q" else None
    if end is not None:
        return end
    if shape == "name":
        return first + 1
    depth = verbs = 0
    for i in range(first + 1, limit):
        tag = tags[i]
        if tag in "()":
            if (tag == ")" and not depth) or (tag == "(" and _reports(unit, i + 1, cues)):
                return i
            depth += 1 if tag == "(" else -1
        elif shape == "noun" and tag in "Av" and tags[i - 1] not in "AvVCRTSP,Q":
            verbs += 1
            if verbs == 2 and tag == "A":
                return i
        elif tag == "C" and (_ends_at_conjunction(unit, i, cues) or (shape == "np" and _ends_object(unit, first, i))):
            return i
        elif tag == "," and i + 1 < limit:
            if (relative and _is_main_verb(unit, i + 1, cues)) or _ends_at_comma(unit, i, shape, cues):
                return i
            if subordinate and is_clause(unit, i + 1, cues, strict=True):
                return i
        elif tag == "Q" and i + 1 < limit and unit.text[unit.marked[i].end - 1] == ",":
            if (relative and _is_main_verb(unit, i + 1, cues)) or _ends_at_comma(unit, i, shape, cues):
                return i + 1
            if unit.words[i + 1] == "but" and tags[i + 2] in "Dcw" and is_clause(unit, i + 2, cues, strict=True):
                return i + 1  # said it was “late,” | but critics disagreed
        elif _ends_at_mark(unit, i, shape, cues):
            return i
    return _without_tail(unit, first, limit, shape)


def _is_main_verb(unit: Unit, i: int, cues: CueLexicon) -> bool:
    """Tell the verb behind a relative clause: critics, who have demanded his resignation, | say."""
    entry = cues.verbs.get(unit.words[i])
    return unit.tags[i] in "Ave" or (entry is not None and bool(entry[1] & {BASE, THIRD, PAST}))


def _without_tail(unit: Unit, first: int, end: int, shape: str) -> int:
    """Leave the closing marks of the sentence out, and the day behind an object: "on Monday"."""
    tags = unit.tags
    while end > first and tags[end - 1] in ".!?,;:'":
        end -= 1
    if shape == "np" and end - first > 3 and tags[end - 1] == "N":
        end -= 2 if tags[end - 2] == "p" else 1
    return end


def _quote_end(unit: Unit, first: int, limit: int) -> int | None:
    """Return where content ends that begins with a marked stretch, if it holds no more than such stretches."""
    tags = unit.tags
    i = first
    while i < limit:
        marked = unit.marked[i]
        following = tags[i + 1] if i + 1 < limit else "."
        if following == "Q":
            i += 1
        elif following in "C,-—" and i + 2 < limit and tags[i + 2] == "Q":
            i += 2
        elif following == "C" and unit.text[marked.end - 1].isalnum() and _joins_subjects(unit, i + 2):
            return None
        elif unit.text[marked.end - 1] in ".,?!" or following in "C,.;:)—-SRNV" or _is_whole(unit, i, limit):
            return i + 1
        elif unit.tags[i + 1 : i + 3] == "pN" and is_speech(unit, i):
            return i + 1  # told reporters “we have no deal” | on Friday
        else:
            return None
    return limit


def _is_whole(unit: Unit, i: int, limit: int) -> bool:
    """Tell words that are quoted whole before a phrase (chanted “No more war” | outside the hall) from a subject."""
    marked = unit.marked[i]
    words = unit.text[marked.start : marked.end]
    several = " " in words and words[0].isupper() and words[-1].isalnum()
    return several and unit.tags[i + 1] == "p" and not set(unit.tags[i + 1 : limit]) & set("AvZ")


def _joins_subjects(unit: Unit, first: int) -> bool:
    """Tell "“reforms” and the taxes would help", where the mark is half of a subject."""
    last = np_right(unit, first)
    return last >= first and unit.tags[last + 1] in "Av" and unit.tags[first] != "P"


def _ends_at_conjunction(unit: Unit, i: int, cues: CueLexicon) -> bool:
    """Tell whether "and" or "but" joins a new report: "and said that", "but the mayor said that"."""
    if unit.words[i] not in ("and", "but"):
        return False
    if afterthought(unit, i, cues):
        return True
    verb = i + 1
    while unit.tags[verb] in "VA":
        verb += 1
    phrasal = cues.particles.get(unit.words[verb], {}) if verb + 1 < len(unit) else {}
    entry = phrasal.get(unit.words[verb + 1]) if phrasal else None
    if entry is not None and entry[1] & {PAST, THIRD}:
        return True  # and called on both sides to
    entry = cues.verbs.get(unit.words[verb]) if verb < len(unit) else None
    if entry is not None and entry[1] & {PAST, THIRD} and _reports_on(unit, verb, entry[0]):
        return True
    light = verb < len(unit) and unit.words[verb] in unit.grammar.light_verbs
    if light and unit.tags[verb + 2] == "T" and unit.words[verb + 1] in cues.nouns:
        return True  # and voiced confidence that
    same = unit.tags[i + 1] == "P"  # said that it rains and he believes it is late: still the first speaker's words
    return _reports(unit, i + same, cues)


def _reports_on(unit: Unit, verb: int, cue: Cue) -> bool:
    """Tell a joined verb that reports again ("said", "called it “late”") from "called a taxi"."""
    if cue.weak:
        return False
    if cue.frames & {"that", "quote", "np_to"}:
        return True
    last = np_right(unit, verb + 1)
    return "object_as" in cue.frames and verb < last and is_named(unit, verb + 1, last)


def _ends_object(unit: Unit, first: int, i: int) -> bool:
    """Tell whether a verb is joined to the cue behind its object: discussed the crisis | but took no decision."""
    return unit.tags[i + 1] == "v" and set(unit.tags[first:i]).isdisjoint("AvZRTWS")


def _ends_at_mark(unit: Unit, i: int, shape: str, cues: CueLexicon) -> bool:
    """Tell whether a semicolon, a dash, a colon before a quotation, "according to" or "without" ends the content."""
    tag, word = unit.tags[i], unit.words[i]
    if tag == ";" or _is_according(unit, i) or (tag == ":" and unit.tags[i + 1] == "Q"):
        return True
    if word == "without":
        return afterthought(unit, i, cues)
    if tag in "—-" or word == "--":
        back = i + 1 < len(unit) and afterthought(unit, i + 1, cues)
        return back or (shape in _PHRASES and tag == "—") or _reports(unit, i + 1, cues)
    return False


def _is_according(unit: Unit, i: int) -> bool:
    """Tell "according to Lind" from "according to the law"."""
    if unit.words[i] != "according" or i + 2 >= len(unit):
        return unit.words[i] == "according"
    return not is_measure(unit, i + 2, np_right(unit, i + 2))


def _ends_at_comma(unit: Unit, comma: int, shape: str, cues: CueLexicon) -> bool:
    """Tell whether what follows a comma is no longer reported."""
    tags, words = unit.tags, unit.words
    i = comma + 1
    if afterthought(unit, i, cues):
        return True
    while tags[i] == "V":
        i += 1
    entry = cues.verbs.get(words[i]) if i < len(unit) else None
    phrasal = cues.particles.get(words[i], {}) if i + 1 < len(unit) else {}
    entry = phrasal.get(words[i + 1], entry) if phrasal else entry  # , pointing out that
    if entry is not None and "quote" in entry[0].frames:
        resumed = PAST in entry[1] and not entry[0].weak and shape == "np"
        if GERUND in entry[1] or resumed:
            return True
    if shape in _PHRASES:
        if words[comma + 1] in _ENDS_PHRASE or tags[comma + 1] == "g":
            return True
        clause = comma + 1 + (words[comma + 1] == "and")
        if tags[clause] in "PZcD#V" and is_clause(unit, clause, cues, strict=True):
            return True
    return _reports(unit, comma + 1, cues)


def _reports(unit: Unit, i: int, cues: CueLexicon) -> bool:
    """Tell an attribution of its own, whose content follows: Clinton said, “...”"""
    tags = unit.tags
    joined = False
    while tags[i] in "VCS":
        joined = joined or tags[i] in "CS"
        i += 1
    verb = np_right(unit, i, apposition=joined) + 1
    if verb <= i:
        return False
    if tags[verb] in ":TQA" and verb - 1 > i and _is_base(unit, verb - 1, cues):
        verb -= 1  # but experts warn: …
    verb += joined and tags[verb] == ","  # and the director, Ivo Zas, said that
    while tags[verb] in "VA":
        verb += 1
    entry = cues.verbs.get(unit.words[verb]) if verb < len(unit) else None
    if entry is None or not entry[1] & {PAST, THIRD, BASE} or "quote" not in entry[0].frames:
        return False
    following = tags[adjuncts_end(unit, verb + 1)]  # complained last month | that
    if following in "QT:" or (tags[verb + 1] == "," and tags[verb + 2] == "Q"):
        return True
    if joined and tags[verb + 1] == "A" and entry[0].clausal:
        return True  # a move that Lind says will help | and rivals say will not
    return joined and _has_plain_content(unit, verb, *entry, cues)


def _is_base(unit: Unit, i: int, cues: CueLexicon) -> bool:
    """Tell a verb in its base form behind a plural from a noun: experts warn."""
    entry = cues.verbs.get(unit.words[i])
    return entry is not None and BASE in entry[1] and unit.words[i - 1].endswith("s")


def _has_plain_content(unit: Unit, verb: int, cue: Cue, kinds: frozenset[str], cues: CueLexicon) -> bool:
    """Tell whether a verb is followed by a clause without "that", or by the object of an accusation or order."""
    if not cue.weak and "zero" in cue.frames and is_clause(unit, verb + 1, cues, strict=True):
        return True
    if "prep" in cue.frames and unit.words[verb + 1 : verb + 2] and unit.words[verb + 1] in cue.prepositions:
        return PAST in kinds  # and the envoy warned against a repeat
    return bool(cue.frames & {"object_of", "np_to"}) and unit.tags[verb + 1] in "Dc" and PAST in kinds
