"""Whether a clause begins at a token: a subject, then a finite verb."""

from __future__ import annotations

from framing.quotations.cues import PAST, THIRD, CueLexicon
from framing.quotations.phrases import closing_bracket, np_right
from framing.quotations.units import Unit

__all__ = ["is_clause"]


def is_clause(unit: Unit, first: int, cues: CueLexicon, reach: int = 30, *, strict: bool = False) -> bool:
    """Tell whether a clause with a finite verb begins at `first`; `strict`: its subject stands there, then its verb."""
    tags, words = unit.tags, unit.words
    while not strict and tags[first] == "C":
        first += 1
    if first >= len(unit):
        return False
    if words[first] == "it" and tags[first + 1] == "w" and not words[first + 1].endswith("s"):
        return False  # find it difficult
    if tags[first] in "PZ":
        after = first + 1
        while tags[after] == "V":
            after += 1
        return tags[first] == "Z" or tags[after] not in " .,;:?!"  # did not mention it, did not believe it himself
    if tags[first] == "T" and tags[first + 1] in "vA":
        return True  # that leaves room for trouble
    if tags[first] not in "DcwW#QSVpgN":
        return False
    if strict:
        return _begins_clause(unit, first, cues, min(len(unit), first + reach))
    bracket = first  # up to here an acronym or remark stands in brackets
    for i in range(first, min(len(unit), first + reach)):
        tag = tags[i]
        if tag == "(":
            bracket = (closing_bracket(unit, i, len(unit)) or i) + 1
        if i < bracket:
            continue
        if tag in "AZ":
            return True
        if i > first and (tag == "v" or (tag in "we" and _is_finite(unit, i, cues))) and tags[i - 1] in "cw'eV)P,RN":
            return True
        if tag in ".;:?!" or (tag == "T" and i > first + 1 and not _is_claim(unit, i - 1, cues)):
            return False
        if tag == "Q" and unit.marked[i].end - unit.marked[i].start > 20:
            return True
    return False


def _is_claim(unit: Unit, i: int, cues: CueLexicon) -> bool:
    """Tell a subject that is a claim: messages claiming | that the dam broke are false."""
    claiming = unit.tags[i] == "g" and unit.words[i] in cues.verbs
    return claiming or unit.words[i] in cues.nouns


def _begins_clause(unit: Unit, first: int, cues: CueLexicon, end: int) -> bool:
    """Tell whether a subject begins at `first` and a finite verb follows it."""
    tags = unit.tags
    if tags[first] == "g":
        last = max(first + 1, np_right(unit, first + 1))
        return tags[first + 1] in "DO#cwP" and tags[last + 1] == "A"  # said | closing the mill would cost jobs
    if tags[first] in "pN":
        return False
    if tags[first] in "SW":
        if tags[first + 1] == "#":
            return False  # since 2003
        return any(tag in "AvZ" for tag in tags[first + 1 : end])
    while first < end and tags[first] == "V":
        first += 1
    i = np_right(unit, first, apposition=True) + 1
    while i < end and tags[i] == "C" and i > first and np_right(unit, i + 1) > i:
        i = np_right(unit, i + 1) + 1
    if i == first:
        return first < end and tags[first] == "Q"
    if any(_is_hidden_verb(unit, j, cues) for j in range(first + 1, min(i, end - 1))):
        return True
    while i < end and tags[i] in "V,":
        i += 1
    if i >= end:
        return False
    if tags[i] in "AZv" or (tags[i] in "we" and _is_finite(unit, i, cues)):
        return True
    return tags[i] in "RTegpNPDQ" and _finite_behind(unit, i, end, cues)


def _is_hidden_verb(unit: Unit, j: int, cues: CueLexicon) -> bool:
    """Tell a verb that looks like one more noun: the exhibit identifies and features."""
    tags = unit.tags
    return tags[j] == "w" and tags[j - 1] in "cw" and tags[j + 1] in "CDPTQV#" and _is_finite(unit, j, cues)


def _finite_behind(unit: Unit, i: int, end: int, cues: CueLexicon) -> bool:
    """Tell whether a verb comes after what modifies the subject; a relative clause has one of its own."""
    tags = unit.tags
    relative = tags[i] in "RT"
    needed = 2 if relative else 1
    start = i + 1
    if tags[i - 1] == "," and tags[i] in "gp" and "," in tags[i:end]:
        start = tags.index(",", i) + 1  # 12 people, including two children, | had
    for j in range(start, end):
        if tags[j] in ".;:" or (tags[j] in ",C" and tags[i] not in "RTQ"):
            return False
        if (tags[j] in "AvZ" and tags[j - 1] not in "p#D") or (tags[j] in "we" and _is_finite(unit, j, cues)):
            needed -= not (relative and needed == 1 and tags[j - 1] in "AvZVe")
            if not needed:
                return True
    return False


def _is_finite(unit: Unit, index: int, cues: CueLexicon) -> bool:
    if unit.tags[index] == "e":
        return unit.tags[index - 1] in "cw'V,R)#" and unit.words[index + 1 : index + 2] != ["by"]
    entry = cues.verbs.get(unit.words[index])
    if entry is not None and entry[1] & {THIRD, PAST}:
        return True
    word = unit.words[index]
    return word.endswith("s") and unit.tags[index + 1] in "DPOV" and not word.endswith(("'s", "ss"))
