"""Noun phrases, read off the tags of a unit; every look is bounded."""

from __future__ import annotations

from framing.quotations.units import Unit

__all__ = ["PHRASE", "Tokens", "closing_bracket", "is_measure", "is_speech", "np_left", "np_right"]

Tokens = tuple[int, int]  # first and last token, both included

_ATTACHING = frozenset(("of", "for", "from", "at", "with"))  # after a name, only these still belong to it
_ANYBODY = frozenset(("nobody", "everybody", "somebody", "anybody", "everyone", "someone", "anyone"))
_PERSONAL = frozenset("PZ")  # the tags of pronouns that begin a clause: “we have no deal”
_MORE = frozenset(("more", "fewer", "less"))
_NUMBERING = frozenset(("a", "an", "half"))  # more than a dozen
PHRASE = 60  # tokens of the longest phrase that is looked at
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
    floor = max(floor, last - PHRASE)
    while i >= floor:
        step = _step_left(unit, i, last, floor)
        if step is None:
            break
        i, begun = step
        first = first if begun is None else begun
    while first < last and tags[first] in "'p-/&":
        first += 1
    return _about(unit, first, floor), last


def _about(unit: Unit, first: int, floor: int) -> int:
    """Return where a phrase begins with the words before its number: at least ten sailors, more than a dozen."""
    least = unit.words[first] == "least" and unit.words[max(floor, first - 1) : first] == ["at"]
    number = first - 2 >= floor and (unit.tags[first] == "#" or unit.words[first] in _NUMBERING)
    than = number and unit.words[first - 1] == "than" and unit.words[first - 2] in _MORE
    return first - 1 if least else first - 2 if than else first


def _after_preposition(unit: Unit, i: int) -> bool:
    return i > 0 and unit.tags[i - 1] in "pt"


def _step_left(unit: Unit, i: int, last: int, floor: int) -> tuple[int, int | None] | None:
    """Take the token `i` into the phrase: the token to look at next (-1: none), and where the phrase now begins."""
    tags, words = unit.tags, unit.words
    tag = tags[i]
    if tag == "D":
        return _determiner_left(unit, i, floor)
    if tag == "N" and i < last and tags[i + 1] in "cwD":
        return None
    if tag == "v" and not (i > floor and tags[i - 1] in "D#"):
        return (i - 1, i) if i == last else None
    if tag == "e" and floor < i < last and tags[i - 1] == "w" and words[i - 1].endswith("s") and tags[i + 1] in "cwD":
        return None  # marchers carried | signs
    if tag in "cw#'egN&/vO" or (tag == "V" and _is_degree(unit, i, floor)):
        return i - 1, i
    if tag == "P" and (words[i] in ("one", "others", "none") or words[i] in _ANYBODY) and i < last:
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


def _is_degree(unit: Unit, i: int, floor: int) -> bool:
    """Tell the adverb of an adjective (the very old town) or of a number (about 600 people)."""
    return (i > floor and unit.tags[i - 1] == "D") or unit.tags[i + 1] == "#" or unit.words[i] in ("more", "least")


def _determiner_left(unit: Unit, i: int, floor: int) -> tuple[int, int | None]:
    """Begin the phrase at a determiner, or go on if the phrase is part of a longer one."""
    tags = unit.tags
    if i <= floor:
        return -1, i
    if tags[i - 1] == "D" or (tags[i - 1] in "pt" and _hangs_on_noun(unit, i - 1, floor)):
        return i - 1, i
    if tags[i - 1] == "g":
        head = _doing(unit, i - 1, floor)
        return (-1, i) if head is None else (-1, head)
    if tags[i - 1] == "C" and unit.words[i - 1] in ("and", "or"):
        left = _coordinated(unit, i - 2, floor)
        return -1, i if left is None else left
    return -1, i


def _doing(unit: Unit, participle: int, floor: int) -> int | None:
    """Return where the noun begins that opens a clause before a participle: workers leaving | the mill."""
    head = np_left(unit, participle - 1, floor) if participle > floor and unit.tags[participle - 1] in "cw" else None
    if head is None:
        return None
    return head[0] if head[0] <= max(floor, unit.floor) or unit.tags[head[0] - 1] in ',;:"TSC—' else None


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
        return i > floor and (unit.tags[i - 1] in "cw#'" or unit.words[i - 1] == "those")
    if tag == "Q":
        return not is_speech(unit, i)
    if unit.words[i] in ("one", "none"):
        return unit.words[i + 1] == "of"
    return (
        tag in "cw#'D"
        or unit.words[i] == "others"
        or unit.words[i] in _ANYBODY
        or (tag == "v" and i > floor and unit.tags[i - 1] == "D")
    )


def _coordinated(unit: Unit, last: int, floor: int) -> int | None:
    """Return where the left part of "A and B" begins, if it is the beginning of a clause."""
    serial = last > floor and unit.tags[last] == ","
    left = None if last < floor else np_left(unit, last - serial, floor)
    if left is None:
        return None
    before = left[0] - 1
    listed = _first_listed(unit, left[0], floor) if before > floor and unit.tags[before] == "," else None
    if serial:
        return listed if listed != left[0] else None  # Lind, Cole, and Berg
    if listed is not None:
        return listed
    return left[0] if before < floor or unit.tags[before] in ',;:"QTSCV-—' else None


def _first_listed(unit: Unit, first: int, floor: int) -> int:
    """Return where "Lind, Cole and Berg" begins; `first` is where its last but one begins."""
    tags = unit.tags
    i = first
    while i > floor + 1 and tags[i - 1] == ",":
        start = i - 1
        while start > floor and tags[start - 1] in "c'":
            start -= 1
        if start == i - 1 or (start > floor and tags[start - 1] not in ',;:"QTSC—'):
            break
        i = start
    return i


def _bracket(unit: Unit, closing: int, floor: int) -> int | None:
    for i in range(closing - 1, max(floor, closing - 14) - 1, -1):
        if unit.tags[i] == "(":
            return i
    return None


def is_speech(unit: Unit, index: int) -> bool:
    """Tell a marked stretch that is said from one that is part of a name."""
    marked = unit.marked[index]
    if marked.end - marked.start > _SHORT or unit.text[marked.end - 1 : marked.end] in _SENTENCE_MARKS:
        return True
    if unit.text[marked.close : marked.close + 1] == ",":
        return True
    first, *then = unit.text[marked.start : marked.end].split() or [""]
    return unit.grammar.tags.get(first.lower(), "") in _PERSONAL and then[:1] != [] and then[0].islower()


def np_right(unit: Unit, first: int, *, apposition: bool = False) -> int:
    """Return the last token of the noun phrase that begins at `first`, or `first - 1` if none does."""
    tags = unit.tags
    end = min(len(unit), first + PHRASE)
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


def is_measure(unit: Unit, first: int, last: int) -> bool:
    """Tell what a thing is done by from who says so: according to age, according to plan."""
    grammar, word = unit.grammar, unit.words[last]
    return (last <= first + 1 and word in grammar.measures) or (last == first and word in grammar.bare_measures)


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
        before = tags[max(first, i - 2) : i]
        return (i, True) if possessed or before[-1:] in ("D", "p") or before == "D#" else None
    if tag == "N":
        return None if head else (i, True)
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
        loose = tags[i - 1] == "c" and words[i] not in _ATTACHING and words[i - 1] not in unit.grammar.offices_to
        loose = loose or (tag == "t" and following not in "Dc#O") or (words[i] == "for" and following == "g")
        return None if loose else (None, False)
    if tag == "C" and following in "Dcw#" and words[i] in ("and", "or"):
        return None if _verb_follows(unit, i + 1) else (None, False)
    if tag == "(":
        closing = closing_bracket(unit, i, end)
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


def closing_bracket(unit: Unit, opening: int, end: int) -> int | None:
    """Return the token that closes a bracket, if one does soon."""
    for i in range(opening + 1, min(end, opening + 14)):
        if unit.tags[i] == ")":
            return i
    return None


def _apposition(unit: Unit, comma: int) -> int | None:
    """Return the last token of what stands in apposition after a comma, or of a relative clause."""
    tags = unit.tags
    if tags[comma + 1] == "R" or unit.words[comma + 1 : comma + 2] == ["whose"]:
        last = _relative_end(unit, comma + 2)
        return last if tags[last + 1] in ",.Q;:" else None
    if tags[comma + 1] not in "Dcw#":
        return None
    last = np_right(unit, comma + 1)
    if last > comma and tags[last + 1] == "R":
        last = _relative_end(unit, last + 1)
    return last if last > comma and tags[last + 1] in ' ,.;:?!—"Q)' else None


def _relative_end(unit: Unit, first: int) -> int:
    """Return the last token before the mark that ends a relative clause."""
    end = min(len(unit), first + PHRASE)
    return next((i for i in range(first, end) if unit.tags[i] in ",.Q;:"), end) - 1
