"""Subjects: the noun phrase before a verb, past appositions, relative clauses and what is fronted."""

from __future__ import annotations

from framing.quotations.phrases import PHRASE, Tokens, is_speech, np_left, np_right
from framing.quotations.units import Unit

__all__ = ["before_marked_clause", "main_subject", "relative_clause", "subject_left"]

_TIME = 4  # tokens of a time before its unit: the past few
_RELATIVE = 14  # tokens of the longest relative clause between a subject and its verb


def subject_left(unit: Unit, k: int, floor: int = 0) -> Tokens | None:
    """Return the subject whose last token is `k`, with apposition or relative clause between commas."""
    if k < floor:
        return None
    asked = before_marked_clause(unit, k, floor)
    if asked is not None:
        return asked
    if unit.tags[k] in "-—" or unit.words[k] == "--":
        for i in range(k - 1, max(floor, k - PHRASE), -1):
            if unit.words[i] == unit.words[k]:
                phrase = subject_left(unit, i - 1, floor) if i > floor else None
                return (phrase[0], k - 1) if phrase else None
        return None
    if unit.tags[k] != ",":
        phrase = np_left(unit, k, floor) or _stranded(unit, k)
        return _with_relative(unit, _own_name(unit, phrase), floor) if phrase is not None else None
    segments = _segments(unit, k, floor)
    if len(segments) > 1 and " ".join(unit.words[segments[-1][0] : k]) in unit.grammar.asides:
        comma = segments[-1][0] - 1
        return subject_left(unit, comma, floor) or subject_left(unit, comma - 1, floor)
    behind_verb: Tokens | None = None
    for number, (first, last) in enumerate(segments):
        if number == len(segments) - 1:
            break  # what stands alone before the comma is no subject
        first += unit.words[first] in ("as", "but", "and")
        if last < first or unit.tags[first] in "pSVgCWt#e" or (unit.tags[first] == "R"):
            continue
        phrase = np_left(unit, last, first)
        if phrase is None:
            continue
        if phrase[0] > first and not set(unit.tags[phrase[0] : last]).isdisjoint("AvZ"):
            continue
        apposed = segments[number + 1][0]
        apposed += unit.tags[apposed] == "V"  # a founder, now in disgrace, said
        if unit.tags[apposed] not in "DR#pwecgW":
            continue
        before = unit.tags[first : phrase[0]]
        whole = _with_relative(unit, phrase, first)
        if "R" in before or whole != phrase or set(before).isdisjoint("AvZ"):
            return whole[0], k - 1
        behind_verb = behind_verb or (phrase[0], k - 1)
    return behind_verb  # The army left the town, | Ben Okafor, a spokesman, said


def before_marked_clause(unit: Unit, k: int, floor: int = 0) -> Tokens | None:
    """Return the subject before a relative clause that ends in marks: Lind, who called it “crude,” | said."""
    comma = unit.tags[k] == ","
    last = k - comma
    if last <= floor or unit.tags[last] != "Q" or not (comma or unit.text[unit.marked[last].end - 1] == ","):
        return None
    for i in range(last - 1, max(floor, last - _RELATIVE), -1):
        if unit.tags[i] == "R" and unit.tags[i - 1] == ",":
            return np_left(unit, i - 2, floor)
        if unit.tags[i] in ",;:QSCT—":
            return None
    return None


def _stranded(unit: Unit, k: int) -> Tokens | None:
    """Return the verb that closes a relative clause with its preposition: residents we | spoke to."""
    stranded = k > 1 and unit.tags[k] in "pt" and unit.tags[k - 1] in "ve" and unit.tags[k - 2] == "P"
    return (k - 1, k) if stranded else None


def _own_name(unit: Unit, phrase: Tokens) -> Tokens:
    """Part a name from what is fronted without a comma (After the war | Baku thought), or from what it is said of."""
    tags = unit.tags
    first, last = phrase
    if unit.words[first] in ("a", "an") and last > first + 1 and tags[first + 1 : last + 1] == "w" * (last - first):
        plural = unit.words[last].endswith("s") and not unit.words[last].endswith("ss")
        return (last, last) if plural else phrase  # …, a move | supporters say
    name = last
    while name > first and tags[name - 1] == "c":
        name -= 1
    if tags[last] != "c" or name == first or tags[name - 1] != "w":
        return phrase
    if first and tags[first - 1] in ",—-" and unit.words[first] in ("a", "an") and set(tags[first + 1 : name]) == {"w"}:
        return name, last  # …, a move | Democrats decried
    fronted = tags[unit.floor : name]
    past = unit.words[name - 1] in unit.grammar.time_units  # Last week | Brandt said
    time = _time_end(unit, first)
    if time is not None and time <= last:
        return time, last
    return (name, last) if past or (fronted[:1] in ("p", "S") and not set(fronted) & set("Av,")) else phrase


def _with_relative(unit: Unit, phrase: Tokens, floor: int) -> Tokens:
    """Widen a phrase that closes a relative clause: "lawyers who went to Tijuana", "residents we met"."""
    clause = relative_clause(unit, phrase[0], floor)
    head = None if clause is None else np_left(unit, clause - 1, floor)
    return phrase if head is None else (head[0], phrase[1])


def relative_clause(unit: Unit, first: int, floor: int = 0) -> int | None:
    """Return where the relative clause begins that ends with the phrase at `first`."""
    tags, words = unit.tags, unit.words
    before = first - 1
    if words[first] == "whose":
        return first
    if before <= floor:
        return None
    if tags[before] == "P" and tags[first] in "ve":
        return before if tags[before - 1] in "cw" else None  # residents | we met
    if tags[before] not in "pteaAvTR" and tags[before - 1 : before + 1] != "Rw" and words[before] != "as":
        return None
    for i in range(before, max(floor, before - _RELATIVE), -1):
        if tags[i] == "R" or (tags[i] == "T" and tags[i + 1] in "Ave" and tags[i - 1] in "cw"):
            return i
        if tags[i] in ",;:QSCT—" and words[i] != "as":
            return None
    return None


def _segments(unit: Unit, comma: int, floor: int) -> list[Tokens]:
    """Return what stands between commas to the left of a comma, leftmost first."""
    segments: list[Tokens] = []
    last = comma - 1
    floor = max(floor, comma - PHRASE)
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
    i = max(unit.floor, upto - 2 * PHRASE)
    for back in range(upto - 1, i - 1, -1):
        if tags[back] in ":;":
            i = back + 1
            break
    while i < upto:
        while i < upto and tags[i] in "CV,\"'-":
            i += 1
        if i >= upto:
            return None
        if tags[i] in "pSgWetN" or tags[i + 1] == "N" or unit.words[i] in unit.grammar.fronted_times:
            i = next((j for j in range(i, upto) if tags[j] == ","), upto)
            continue
        if tags[i] == "Q":
            return None
        time = _time_end(unit, i)
        if time is not None and time < upto:
            i = time  # a few weeks ago | President Lind said
            continue
        last = np_right(unit, i, apposition=True)
        return (i, last) if i <= last < upto else None
    return None


def _time_end(unit: Unit, i: int) -> int | None:
    """Return the token after a time without a preposition that stands before a subject: the other day | the mayor."""
    tags, words = unit.tags, unit.words
    end = i
    while tags[end] in "D#w" and end < i + _TIME and words[end] not in unit.grammar.time_units:
        end += 1
    if end == i or end == len(unit) or words[end] not in unit.grammar.time_units:
        return None
    end += 1
    end += words[end : end + 1] in (["ago"], ["earlier"], ["later"])
    return end if tags[end] in "DcP" else None
