"""Noun phrases, verb groups and clause starts, read off the tags of a unit; every look is bounded."""

from __future__ import annotations

from dataclasses import dataclass

from framing.quotations.cues import BASE, GERUND, PARTICIPLE, PAST, THIRD, CueLexicon
from framing.quotations.grammar import Grammar
from framing.quotations.units import Unit

__all__ = ["VerbGroup", "is_clause", "main_subject", "np_left", "np_right", "subject_left", "verb_group"]

Tokens = tuple[int, int]  # first and last token, both included

_NOMINAL = frozenset("cw#'egNv&/-")
_ADJECTIVES = ("al", "ive", "ous", "ic", "ful", "less", "able", "ible", "ary", "ent", "ant", "ial", "ical")
_ATTACHING = frozenset(("of", "for", "from", "at", "with"))  # after a name, only these still belong to it
_PHRASE = 60  # tokens of the longest phrase that is looked at
_SENTENCE_MARKS = ",.?!…—-;:"
_SHORT = 48  # characters of a marked stretch that may be part of a name: the “Today” show


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """The verb group of a cue: the token before it, and how the cue is used."""

    before: int
    voice: str  # active | passive | participle | infinitive | reduced
    negated: bool = False


def verb_group(unit: Unit, index: int, kinds: frozenset[str], grammar: Grammar) -> VerbGroup | None:
    """Read auxiliaries and adverbs to the left of a verb; None when the word is no verb there."""
    tags, words = unit.tags, unit.words
    k = index - 1
    auxiliaries: list[str] = []
    infinitive = negated = False
    while k >= 0 and index - k < 14:
        tag = tags[k]
        if tags[k] == "N" and k and tags[k - 1] in "cw":
            k -= 1
        elif words[k] in grammar.time_units and k > 1 and words[k - 1] in ("this", "last", "next"):
            k -= 2
        elif words[k] == "longer" and k and words[k - 1] == "no":
            k -= 2
            negated = True
        elif tag == "V" or words[k] == "both":
            negated = negated or words[k] in ("not", "never")
            k -= 1
        elif tag in "Aa":
            auxiliaries.append(words[k])
            negated = negated or words[k].endswith("n't")
            k -= 1
        elif tag == "t" and BASE in kinds and not auxiliaries and not infinitive:
            infinitive = True
            before = _semi_auxiliary(unit, k - 1, grammar)
            if before is None:
                return VerbGroup(k - 1, "infinitive")
            k = before
        elif tag == "," and k >= 2 and tags[k - 1] == "V" and tags[k - 2] == ",":
            k -= 3
        else:
            break
    return _voice(unit, index, k, kinds, auxiliaries, infinitive, negated, grammar)


def _semi_auxiliary(unit: Unit, k: int, grammar: Grammar) -> int | None:
    """Skip the verb before "to": went on to say, continued to insist."""
    while k >= 0 and unit.tags[k] == "V":
        k -= 1
    if k >= 1 and unit.words[k] == "on" and unit.words[k - 1] in grammar.semi_auxiliaries:
        return k - 2
    if k >= 0 and unit.words[k] in grammar.semi_auxiliaries:
        return k if unit.tags[k] in "Aa" else k - 1
    return None


def _voice(
    unit: Unit, index: int, k: int, kinds: frozenset[str], auxiliaries: list[str], infinitive: bool, negated: bool, grammar: Grammar
) -> VerbGroup | None:
    has_be = any(word in grammar.be for word in auxiliaries) or (k >= 0 and unit.tags[k] == "Z" and not unit.words[k].endswith(("'ve", "'d", "'ll")))
    has_have = any(word in grammar.have for word in auxiliaries) or (k >= 0 and unit.tags[k] == "Z")
    if k == index - 1 >= 0 and unit.words[k].endswith("'s") and unit.tags[k] in "cw" and unit.tags[index + 1 : index + 2] in ("w", "c", "g"):
        return None  # the minister's repeated statements
    if GERUND in kinds:
        return VerbGroup(k, "active" if has_be else "participle", negated)
    if has_be and kinds & {PAST, PARTICIPLE} and not (k >= 0 and unit.tags[k] == "Z" and has_have and not auxiliaries and PAST in kinds and False):
        return VerbGroup(k, "passive", negated)
    if k >= 0 and unit.tags[k] == "D" and unit.words[k] not in grammar.pronominal:
        return None
    if infinitive or (BASE in kinds and any(word in grammar.modals or word in grammar.do for word in auxiliaries)):
        return VerbGroup(k, "active", negated)
    if PAST in kinds or (PARTICIPLE in kinds and has_have):
        return VerbGroup(k, "active", negated)
    if PARTICIPLE in kinds:
        return VerbGroup(k, "reduced", negated)
    if auxiliaries:
        return None
    return VerbGroup(k, "active", negated) if _is_present(unit, index, k, kinds, grammar) else None


def _is_present(unit: Unit, index: int, k: int, kinds: frozenset[str], grammar: Grammar) -> bool:
    """Tell a verb in the present from a noun of the same form (claims, reports, plan)."""
    if k < 0:
        return THIRD in kinds
    tag, word = unit.tags[k], unit.words[k]
    if tag == "Q" and not _is_speech(unit, k):
        return False
    if tag in "PZRQ,T":
        return True if THIRD in kinds else word in grammar.plural_pronouns or tag in "RQ,T"
    if tag == "O" and k and unit.tags[k - 1] in "pt":
        return BASE in kinds
    if tag in "DpStO#" and not (tag == "D" and word in grammar.plural_pronouns) or word.endswith("'s"):
        return False
    following = unit.tags[index + 1 : index + 2]
    if THIRD in kinds:
        if (tag == "w" or not k) and following not in ("T", "Q", ":", "W", "P", "Z") and word.endswith(_ADJECTIVES) and word not in grammar.not_adjectives:
            return False
        if tag == "v" and k == index - 1:
            return False
        if tag == "w" and following in ("t", "D", "w", "g"):  # plans to: the noun, unless a whole phrase stands before it
            phrase = np_left(unit, k)
            return phrase is not None and any(t in "Dc" for t in unit.tags[phrase[0] : k])
        return tag in "cw'e)NC-#" and not (tag == "e" and k == index - 1)
    if following in ("w", "e") and (unit.words[index] in grammar.noun_like):
        return False
    if following == "T" or (tag == "N" and k == index - 1 and following):
        return tag in "c)N" or word.endswith("s")
    return (word.endswith("s") and not word.endswith("ss")) or word in grammar.plural_pronouns or tag in "C')" or word in ("men", "women", "people", "children", "police")


def np_left(unit: Unit, last: int, floor: int = 0) -> Tokens | None:
    """Return the noun phrase that ends with the token `last`."""
    tags, words = unit.tags, unit.words
    if last < floor:
        return None
    if tags[last] == "P" and words[last] == "one" and False:
        return last, last
    if tags[last] in "PZRT" or (tags[last] == "O" and not (last > floor and tags[last - 1] in "pt")) or (tags[last] == "S" and words[last] == "what"):
        return last, last
    if tags[last] not in "cw#'egNvD)QO" or (tags[last] == "Q" and _is_speech(unit, last)):
        return None
    first, i = last, last
    floor = max(floor, last - _PHRASE)
    while i >= floor:
        tag = tags[i]
        if tag == "D":
            first = i
            if i > floor and (tags[i - 1] == "D" or (tags[i - 1] in "pt" and _is_postmodified(unit, i - 2, floor))):
                i -= 1
                continue
            if i > floor and tags[i - 1] == "C" and words[i - 1] in ("and", "or"):
                left = _coordinated(unit, i - 2, floor)
                if left is not None:
                    return left, last
            break
        if tag == "N" and i < last and tags[i + 1] in "cwD" and not words[i].endswith("'s"):
            break
        if tag == "v" and not (i > floor and tags[i - 1] in "D#"):
            if i == last:
                first = i
                i -= 1
                continue
            break
        if tag in "cw#'egN&/-vO" or (tag == "V" and i > floor and tags[i - 1] == "D"):
            first = i
        elif tag == "P" and words[i] == "one" and i < last:
            first = i
            break
        elif tag == "p" or (tag == "t" and i < last and tags[i + 1] in "cD"):
            if i - 2 > floor and words[i - 1] == "and" and _is_postmodified(unit, i - 2, floor):
                i -= 1
            elif not _is_postmodified(unit, i - 1, floor):
                break
        elif tag == "C" and words[i] in ("and", "or") and i < last:
            left = _coordinated(unit, i - 1, floor)
            if left is None:
                break
            return left, last
        elif tag == ")":
            opening = _bracket(unit, i, floor)
            if opening is None:
                break
            i = opening
        elif tag == "Q" and not _is_speech(unit, i):
            first = i
        else:
            break
        i -= 1
    while first < last and tags[first] in "'p-/&":
        first += 1
    return first, last


def _is_postmodified(unit: Unit, i: int, floor: int) -> bool:
    """Tell whether a preposition after the token `i` hangs on a noun: "the head of", "protesters marching in"."""
    if i < floor or unit.words[i].endswith("'s"):
        return False
    tag = unit.tags[i]
    if tag in "eg":
        return i > floor and unit.tags[i - 1] in "cw#'"
    return tag in "cw#'D" or (tag == "v" and i > floor and unit.tags[i - 1] == "D")


def _coordinated(unit: Unit, last: int, floor: int) -> int | None:
    """Return where the left part of "A and B" begins, if it is the beginning of a clause."""
    if last < floor or unit.tags[last] == ",":
        return None
    left = np_left(unit, last, floor)
    if left is None:
        return None
    before = left[0] - 1
    return left[0] if before < floor or unit.tags[before] in ",;:\"QTSCV-—" else None


def _bracket(unit: Unit, closing: int, floor: int) -> int | None:
    for i in range(closing - 1, max(floor, closing - 14) - 1, -1):
        if unit.tags[i] == "(":
            return i
    return None


def _is_speech(unit: Unit, index: int) -> bool:
    """Tell a marked stretch that is said from one that is part of a name."""
    marked = unit.marked[index]
    return marked.end - marked.start > _SHORT or unit.text[marked.end - 1 : marked.end] in _SENTENCE_MARKS or (
        unit.text[marked.close : marked.close + 1] == ","
    )


def np_right(unit: Unit, first: int, *, apposition: bool = False) -> int:
    """Return the last token of the noun phrase that begins at `first`, or `first - 1` if none does."""
    tags, words = unit.tags, unit.words
    end = min(len(unit), first + _PHRASE)
    i, last, head = first, first - 1, False
    while i < end:
        tag = tags[i]
        if tag == "P" and not head and words[i] in ("one", "others") and i + 1 < end and tags[i + 1] in "cwp":
            last = i
        elif tag in "PZO" or (tag == "R" and not head):
            return i if not head else last
        elif tag == "D":
            if head and not (i and tags[i - 1] in "ptCD"):
                break
            last = i
            head = head or (i + 1 < end and words[i + 1] == "of")
        elif tag in "cw#&/" or (tag in "ge" and (not head or tags[i - 1] == "p" or words[i - 1].endswith("'s"))):
            last, head = i, True
        elif tag == "e" and head and i + 1 < end and tags[i + 1] in "pt" and _is_reduced(unit, i, end):
            last = i
        elif tag == "v" and i > first and tags[i - 1] in "D#p" or (tag == "v" and i > first and words[i - 1].endswith("'s")):
            last, head = i, True
        elif tag == "'" and head:
            last = i if words[i] == "." else last
        elif tag in "pt" and head and i + 1 < end and tags[i + 1] in "Dcw#geO'":
            if (tags[i - 1] == "c" and words[i] not in _ATTACHING) or (tag == "t" and tags[i + 1] not in "Dc#O"):
                break
        elif tag == "N" and not head:
            last, head = i, True
        elif tag == "N" and words[i].endswith("'s"):
            last = i
        elif tag == "C" and head and i + 1 < end and tags[i + 1] in "Dcw#" and words[i] in ("and", "or") and not _verb_follows(unit, i + 1):
            pass
        elif tag == "V" and i > first and tags[i - 1] in "D" or (tag == "V" and not head):
            last = i if head else last
        elif tag == "(" and head:
            closing = _closing_bracket(unit, i, end)
            if closing is None:
                break
            last = i = closing
        elif tag == "Q" and not _is_speech(unit, i):
            last, head = i, True
        elif tag == "," and head and apposition:
            right = _apposition(unit, i)
            if right is None:
                break
            last = i = right
        elif tag == "-" and head:
            pass
        else:
            break
        i += 1
    while last >= first and tags[last] in "Dpt" and last > first:
        last -= 1
    return last


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
    return last + 1 < len(unit) and unit.tags[last + 1] in "AvZe"


def _closing_bracket(unit: Unit, opening: int, end: int) -> int | None:
    for i in range(opening + 1, min(end, opening + 14)):
        if unit.tags[i] == ")":
            return i
    return None


def _apposition(unit: Unit, comma: int) -> int | None:
    """Return the last token of what stands in apposition after a comma, or of a relative clause."""
    tags = unit.tags
    if comma + 1 >= len(unit):
        return None
    if tags[comma + 1] in "R" or unit.words[comma + 1] == "whose":
        for i in range(comma + 2, min(len(unit), comma + _PHRASE)):
            if tags[i] in ",.Q;:":
                return i - 1
        return None
    if tags[comma + 1] not in "Dcw#":
        return None
    last = np_right(unit, comma + 1)
    return last if last > comma and (last + 1 >= len(unit) or tags[last + 1] in ",.;:?!—\"Q)") else None


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
        return np_left(unit, k, floor)
    segments = _segments(unit, k, floor)
    for number, (first, last) in enumerate(segments):
        if number == len(segments) - 1:
            break  # what stands alone before the comma is no subject
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


def _segments(unit: Unit, comma: int, floor: int) -> list[Tokens]:
    """Return what stands between commas to the left of a comma, leftmost first."""
    segments: list[Tokens] = []
    last = comma - 1
    floor = max(floor, comma - _PHRASE)
    i = last
    while i >= floor:
        tag = unit.tags[i]
        if tag in ";:\"—" or (tag == "Q" and _is_speech(unit, i)) or unit.words[i] == "--":
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
    i = max(0, upto - 2 * _PHRASE)
    for back in range(upto - 1, i - 1, -1):
        if tags[back] in ":;":
            i = back + 1
            break
    while i < upto:
        while i < upto and tags[i] in "CV,\"'-":
            i += 1
        if i >= upto:
            return None
        if tags[i] in "pSgWet":
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
    if first >= len(unit):
        return False
    while first < len(unit) - 1 and not strict and tags[first] in "C":
        first += 1
    if tags[first] == "P" and words[first] == "it" and tags[first + 1 : first + 2] == "w" and not words[first + 1].endswith("s"):
        return False
    if tags[first] in "PZ":
        return True
    if tags[first] not in "DcwW#QSVpgN":
        return False
    if strict:
        return _begins_clause(unit, first, cues, min(len(unit), first + reach))
    for i in range(first, min(len(unit), first + reach)):
        tag = tags[i]
        if tag in "AZ":
            return True
        if i > first and (tag == "v" or (tag in "we" and _is_finite(unit, i, cues))) and tags[i - 1] in "cw'eV)P,RN":
            return True
        if tag in ".;:?!(" or (tag == "T" and i > first + 1):
            return False
        if tag == "Q" and unit.marked[i].end - unit.marked[i].start > 20:
            return True
    return bool(words) and False


def _begins_clause(unit: Unit, first: int, cues: CueLexicon, end: int) -> bool:
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
    for j in range(first + 1, min(i, end)):
        if tags[j] == "w" and tags[j - 1] in "cw" and j + 1 < end and tags[j + 1] in "CDPTQV#" and _is_finite(unit, j, cues):
            return True
    while i < end and tags[i] in "V,":
        i += 1
    if i >= end:
        return False
    if tags[i] in "AZv" or (tags[i] in "we" and _is_finite(unit, i, cues)):
        return True
    if tags[i] in "RTegpNPDQ":
        needed = 2 if tags[i] in "RT" else 1
        for j in range(i + 1, end):
            if tags[j] in ".;:" or (tags[j] in ",C" and tags[i] not in "RTQ"):
                return False
            if tags[j] in "AvZ" and tags[j - 1] not in "p#D" or (tags[j] in "we" and _is_finite(unit, j, cues)):
                needed -= 0 if tags[j - 1] in "AvZVe" and needed == 1 and tags[i] in "RT" else 1
                if not needed:
                    return True
    return False


def _is_finite(unit: Unit, index: int, cues: CueLexicon) -> bool:
    if unit.tags[index] == "e":
        return unit.tags[index - 1] in "cw'V,R)#" and not (index + 1 < len(unit) and unit.words[index + 1] == "by")
    entry = cues.verbs.get(unit.words[index])
    if entry is not None and entry[1] & {THIRD, PAST}:
        return True
    word = unit.words[index]
    return word.endswith("s") and index + 1 < len(unit) and unit.tags[index + 1] in "DPO" and not word.endswith(("'s", "ss"))
