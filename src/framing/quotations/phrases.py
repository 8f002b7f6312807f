"""Noun phrases and the starts of clauses, read off the tags of a unit; every look is bounded."""

from __future__ import annotations

from framing.quotations.cues import PAST, THIRD, CueLexicon
from framing.quotations.units import Unit

__all__ = ["Tokens", "is_clause", "is_speech", "main_subject", "np_left", "np_right", "subject_left"]

Tokens = tuple[int, int]  # first and last token, both included

_TIMES = frozenset(("days", "weeks", "months", "years", "hours", "minutes", "last", "earlier", "next"))  # fronted
_PERIODS = frozenset(("week", "weekend", "month", "year", "night"))
_ATTACHING = frozenset(("of", "for", "from", "at", "with"))  # after a name, only these still belong to it
_RELATIVE = 14  # tokens of the longest relative clause between a subject and its verb
_PHRASE = 60  # tokens of the longest phrase that is looked at
_SENTENCE_MARKS = ",.?!…—-;:"
_NAME = 20  # characters of a marked stretch that may go before a name: “Big Jim” Hart
_SHORT = 48  # characters of a marked stretch that may be part of a name: the “Today” show


def np_left(unit: Unit, last: int, floor: int = 0) -> Tokens | None:
    """Return the noun phrase that ends with the token `last`."""
    tags = unit.tags
    if last < floor:
        return None
    if tags[last] in "PZRT" or unit.words[last] == "what" or (tags[last] == "O" and not _after_preposition(unit, last)):
        return last, last
    if tags[last] not in "cw#'egNvD)QO" or (tags[last] == "Q" and is_speech(unit, last)):
        return None
    first, i = last, last
    floor = max(floor, last - _PHRASE)
    while i >= floor:
        step = _step_left(unit, i, last, floor)
        if step is None:
            break
        i, begun = step
        first = first if begun is None else begun
    while first < last and tags[first] in "'p-/&":
        first += 1
    return first, last


def _after_preposition(unit: Unit, i: int) -> bool:
    return i > 0 and unit.tags[i - 1] in "pt"


def _step_left(unit: Unit, i: int, last: int, floor: int) -> tuple[int, int | None] | None:
    """Take the token `i` into the phrase: the token to look at next (-1: none), and where the phrase now begins."""
    tags, words = unit.tags, unit.words
    tag = tags[i]
    if tag == "D":
        return _determiner_left(unit, i, floor)
    if tag == "N" and i < last and tags[i + 1] in "cwD" and not words[i].endswith("'s"):
        return None
    if tag == "v" and not (i > floor and tags[i - 1] in "D#"):
        return (i - 1, i) if i == last else None
    if tag in "cw#'egN&/vO" or (tag == "V" and i > floor and tags[i - 1] == "D"):
        return i - 1, i
    if tag == "P" and words[i] in ("one", "others") and i < last:
        return -1, i
    if tag == "p" or (tag == "t" and i < last and tags[i + 1] in "cD"):
        joined = words[i - 1] == "and"
        return (i - 1 - joined, None) if _hangs_on_noun(unit, i, floor) else None
    if tag == "C" and words[i] in ("and", "or") and i < last:
        left = _coordinated(unit, i - 1, floor)
        return None if left is None else (-1, left)
    if tag == ")":
        opening = _bracket(unit, i, floor)
        return None if opening is None else (opening - 1, None)
    return (i - 1, i) if tag == "Q" and not is_speech(unit, i) else None


def _determiner_left(unit: Unit, i: int, floor: int) -> tuple[int, int | None]:
    """Begin the phrase at a determiner, or go on if the phrase is part of a longer one."""
    tags = unit.tags
    if i <= floor:
        return -1, i
    if tags[i - 1] == "D" or (tags[i - 1] in "pt" and _hangs_on_noun(unit, i - 1, floor)):
        return i - 1, i
    if tags[i - 1] == "C" and unit.words[i - 1] in ("and", "or"):
        left = _coordinated(unit, i - 2, floor)
        return -1, i if left is None else left
    return -1, i


def _hangs_on_noun(unit: Unit, i: int, floor: int) -> bool:
    """Tell whether a preposition hangs on a noun, be it behind "and": in Baku and around the country."""
    if i - 2 > floor and unit.words[i - 1] == "and" and _is_postmodified(unit, i - 2, floor):
        return True
    return _is_postmodified(unit, i - 1, floor)


def _is_postmodified(unit: Unit, i: int, floor: int) -> bool:
    """Tell whether a preposition after the token `i` hangs on a noun: "the head of", "protesters marching in"."""
    if i < floor or unit.words[i].endswith("'s"):
        return False
    tag = unit.tags[i]
    if tag in "eg":
        return i > floor and unit.tags[i - 1] in "cw#'"
    if tag == "Q":
        return not is_speech(unit, i)
    if unit.words[i] == "one":
        return unit.words[i + 1] == "of"
    return tag in "cw#'D" or unit.words[i] == "others" or (tag == "v" and i > floor and unit.tags[i - 1] == "D")


def _coordinated(unit: Unit, last: int, floor: int) -> int | None:
    """Return where the left part of "A and B" begins, if it is the beginning of a clause."""
    if last < floor or unit.tags[last] == ",":
        return None
    left = np_left(unit, last, floor)
    if left is None:
        return None
    before = left[0] - 1
    return left[0] if before < floor or unit.tags[before] in ',;:"QTSCV-—' else None


def _bracket(unit: Unit, closing: int, floor: int) -> int | None:
    for i in range(closing - 1, max(floor, closing - 14) - 1, -1):
        if unit.tags[i] == "(":
            return i
    return None


def is_speech(unit: Unit, index: int) -> bool:
    """Tell a marked stretch that is said from one that is part of a name."""
    marked = unit.marked[index]
    return (
        marked.end - marked.start > _SHORT
        or unit.text[marked.end - 1 : marked.end] in _SENTENCE_MARKS
        or (unit.text[marked.close : marked.close + 1] == ",")
    )


def np_right(unit: Unit, first: int, *, apposition: bool = False) -> int:
    """Return the last token of the noun phrase that begins at `first`, or `first - 1` if none does."""
    tags = unit.tags
    end = min(len(unit), first + _PHRASE)
    i, last, head = first, first - 1, False
    while i < end:
        if tags[i] in "PZO" and not (tags[i] == "P" and not head and _is_numeral(unit, i)):
            return last if head else i
        if tags[i] == "R" and not head:
            return i
        step = _step_right(unit, i, first, end, head=head, apposition=apposition)
        if step is None:
            break
        taken, heads = step
        last = last if taken is None else taken
        head = head or heads
        i = i + 1 if taken is None else max(i, taken) + 1
    while last > first and tags[last] in "Dpt":
        last -= 1
    return last


_Step = tuple[int | None, bool]  # the last token taken (None: it depends on what follows), and whether it is a head


def _step_right(unit: Unit, i: int, first: int, end: int, *, head: bool, apposition: bool) -> _Step | None:
    """Take the token `i` into a phrase; None when the phrase ends before it."""
    tags, words = unit.tags, unit.words
    tag = tags[i]
    possessed = i > first and words[i - 1].endswith("'s")
    if tag == "P":
        return i, tags[i + 1] == "p"  # one of the drivers
    if tag == "D":
        return None if head and tags[i - 1] not in "ptCD" else (i, words[i + 1 : i + 2] == ["of"])
    if tag == "c" and i > first and tags[i - 1] == "Q" and unit.marked[i - 1].end - unit.marked[i - 1].start > _NAME:
        return None
    if tag in "cw#&/" or (tag in "ge" and (not head or tags[i - 1] == "p" or possessed)):
        return i, True
    if tag == "v":
        return (i, True) if possessed or (i > first and tags[i - 1] in "D#p") else None
    if tag == "N":
        return (i, True) if not head or words[i].endswith("'s") else None
    if tag == "V":
        return (None, False) if not head or tags[i - 1] == "D" else None
    if tag == "Q":
        return None if is_speech(unit, i) else (i, True)
    return _join_right(unit, i, end, apposition=apposition) if head else None


def _join_right(unit: Unit, i: int, end: int, *, apposition: bool) -> _Step | None:
    """Go on behind a head: a preposition, "and", a bracket, an apposition, a participle."""
    tags, words = unit.tags, unit.words
    tag, following = tags[i], tags[i + 1]
    if tag == "'":
        return (i if words[i] == "." else None), False
    if tag == "e" and following in "pt":
        return (i, False) if _is_reduced(unit, i, end) else None
    if tag in "pt" and following in "Dcw#geO'":
        loose = (tags[i - 1] == "c" and words[i] not in _ATTACHING) or (tag == "t" and following not in "Dc#O")
        return None if loose else (None, False)
    if tag == "C" and following in "Dcw#" and words[i] in ("and", "or"):
        return None if _verb_follows(unit, i + 1) else (None, False)
    if tag == "(":
        closing = _closing_bracket(unit, i, end)
    else:
        closing = _apposition(unit, i) if tag == "," and apposition else None
    return None if closing is None else (closing, False)


def _is_numeral(unit: Unit, i: int) -> bool:
    """Tell "one official" from "one" that stands alone."""
    return unit.words[i] in ("one", "others") and unit.tags[i + 1] in "cwp"


def _is_reduced(unit: Unit, i: int, end: int) -> bool:
    """Tell "a report released on Friday shows" from "the nominee complained about"."""
    if unit.words[i + 1] == "by":
        return True
    for j in range(i + 1, min(end, i + 14)):
        if unit.tags[j] in ",.;:TQRS":
            return False
        if unit.tags[j] in "Av":
            return True
    return False


def _verb_follows(unit: Unit, first: int) -> bool:
    last = np_right(unit, first)
    return unit.tags[last + 1] in "AvZe"


def _closing_bracket(unit: Unit, opening: int, end: int) -> int | None:
    for i in range(opening + 1, min(end, opening + 14)):
        if unit.tags[i] == ")":
            return i
    return None


def _apposition(unit: Unit, comma: int) -> int | None:
    """Return the last token of what stands in apposition after a comma, or of a relative clause."""
    tags = unit.tags
    if tags[comma + 1] == "R" or unit.words[comma + 1 : comma + 2] == ["whose"]:
        for i in range(comma + 2, min(len(unit), comma + _PHRASE)):
            if tags[i] in ",.Q;:":
                return i - 1
        return None
    if tags[comma + 1] not in "Dcw#":
        return None
    last = np_right(unit, comma + 1)
    return last if last > comma and tags[last + 1] in ' ,.;:?!—"Q)' else None


def subject_left(unit: Unit, k: int, floor: int = 0) -> Tokens | None:
    """Return the subject whose last token is `k`, with apposition or relative clause between commas."""
    if k < floor:
        return None
    if unit.tags[k] in "-—" or unit.words[k] == "--":
        for i in range(k - 1, max(floor, k - _PHRASE), -1):
            if unit.words[i] == unit.words[k]:
                phrase = subject_left(unit, i - 1, floor) if i > floor else None
                return (phrase[0], k - 1) if phrase else None
        return None
    if unit.tags[k] != ",":
        phrase = np_left(unit, k, floor)
        return _with_relative(unit, _own_name(unit, phrase), floor) if phrase is not None else None
    segments = _segments(unit, k, floor)
    for number, (first, last) in enumerate(segments):
        if number == len(segments) - 1:
            break  # what stands alone before the comma is no subject
        first += unit.words[first] == "as"
        if last < first or unit.tags[first] in "pSVgCWt#" or (unit.tags[first] == "R"):
            continue
        phrase = np_left(unit, last, first)
        if phrase is None:
            continue
        if phrase[0] == first or not any(tag in "AvZ" for tag in unit.tags[phrase[0] : last]):
            following = segments[number + 1][0]
            if unit.tags[following] in "DR#pwecgW":
                return phrase[0], k - 1
    return None


def _own_name(unit: Unit, phrase: Tokens) -> Tokens:
    """Part a name from what is fronted without a comma (After the war | Baku thought), or from what it is said of."""
    tags = unit.tags
    first, last = phrase
    name = last
    while name > first and tags[name - 1] == "c":
        name -= 1
    if tags[last] != "c" or name == first or tags[name - 1] != "w":
        return phrase
    if first and tags[first - 1] in ",—-" and unit.words[first] in ("a", "an") and set(tags[first + 1 : name]) == {"w"}:
        return name, last  # …, a move | Democrats decried
    fronted = tags[unit.floor : name]
    past = unit.words[name - 1] in _PERIODS  # Last week | Brandt said
    return (name, last) if past or (fronted[:1] in ("p", "S") and not set(fronted) & set("Av,")) else phrase


def _with_relative(unit: Unit, phrase: Tokens, floor: int) -> Tokens:
    """Widen a phrase that closes a relative clause: "lawyers who went to Tijuana"."""
    before = phrase[0] - 1
    if before <= floor or unit.tags[before] not in "pteAv":
        return phrase
    for i in range(before, max(floor, before - _RELATIVE), -1):
        if unit.tags[i] in ",;:QSCT—":
            break
        if unit.tags[i] == "R":
            head = np_left(unit, i - 1, floor)
            return phrase if head is None else (head[0], phrase[1])
    return phrase


def _segments(unit: Unit, comma: int, floor: int) -> list[Tokens]:
    """Return what stands between commas to the left of a comma, leftmost first."""
    segments: list[Tokens] = []
    last = comma - 1
    floor = max(floor, comma - _PHRASE)
    i = last
    while i >= floor:
        tag = unit.tags[i]
        if tag in ';:"—' or (tag == "Q" and is_speech(unit, i)) or unit.words[i] == "--":
            break
        if tag == ",":
            segments.append((i + 1, last))
            last = i - 1
        i -= 1
    if last > i:
        segments.append((i + 1, last))
    return segments[::-1]


def main_subject(unit: Unit, upto: int) -> Tokens | None:
    """Return the subject of the first clause before the token `upto`, past what is fronted."""
    tags = unit.tags
    i = max(unit.floor, upto - 2 * _PHRASE)
    for back in range(upto - 1, i - 1, -1):
        if tags[back] in ":;":
            i = back + 1
            break
    while i < upto:
        while i < upto and tags[i] in "CV,\"'-":
            i += 1
        if i >= upto:
            return None
        if tags[i] in "pSgWetN" or tags[i + 1] == "N" or unit.words[i] in _TIMES:
            i = next((j for j in range(i, upto) if tags[j] == ","), upto)
            continue
        if tags[i] == "Q":
            return None
        last = np_right(unit, i, apposition=True)
        return (i, last) if i <= last < upto else None
    return None


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
        return True
    if tags[first] not in "DcwW#QSVpgN":
        return False
    if strict:
        return _begins_clause(unit, first, cues, min(len(unit), first + reach))
    bracket = first  # up to here an acronym or remark stands in brackets
    for i in range(first, min(len(unit), first + reach)):
        tag = tags[i]
        if tag == "(":
            bracket = (_closing_bracket(unit, i, len(unit)) or i) + 1
        if i < bracket:
            continue
        if tag in "AZ":
            return True
        if i > first and (tag == "v" or (tag in "we" and _is_finite(unit, i, cues))) and tags[i - 1] in "cw'eV)P,RN":
            return True
        if tag in ".;:?!" or (tag == "T" and i > first + 1):
            return False
        if tag == "Q" and unit.marked[i].end - unit.marked[i].start > 20:
            return True
    return False


def _begins_clause(unit: Unit, first: int, cues: CueLexicon, end: int) -> bool:
    """Tell whether a subject begins at `first` and a finite verb follows it."""
    tags = unit.tags
    if tags[first] in "pgN":
        return False
    if tags[first] in "SW":
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
    for j in range(i + 1, end):
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
    return word.endswith("s") and unit.tags[index + 1] in "DPO" and not word.endswith(("'s", "ss"))
