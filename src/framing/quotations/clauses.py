"""Where reported content begins after its cue, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass

from framing.quotations.cues import BASE, GERUND, PAST, THIRD, Cue, CueLexicon
from framing.quotations.drafts import Draft, add_content
from framing.quotations.grammar import Grammar
from framing.quotations.phrases import is_clause, np_right
from framing.quotations.units import Unit

__all__ = ["Complement", "adjuncts_end", "complement", "content_end", "fill"]

_REACH = 36  # tokens between a cue and its content
_CONTENT = 300  # tokens of the longest content in one sentence


@dataclass(frozen=True, slots=True)
class Complement:
    """What follows a cue as its content: the shape, and the first token."""

    shape: str  # that | zero | wh | to | ing | np | quote | colon
    first: int


def complement(
    unit: Unit, index: int, cue: Cue, cues: CueLexicon, grammar: Grammar, *, passive: bool = False
) -> Complement | None:
    """Return the content that begins after the cue at `index`, if the cue takes one there."""
    tags, words, frames = unit.tags, unit.words, cue.frames
    end = min(len(unit), index + 1 + _REACH)
    i = index + 1
    adjunct = False  # something stands between the cue and what follows
    dative = False
    while i < end:
        tag = tags[i]
        if tag == "T" and frames & {"that", "zero"}:
            return _that_clause(unit, index, i, adjunct, cues)
        if tag == "Q":
            if adjunct and tags[i - 1] in "Dpw#e":
                return None
            return Complement("quote", i) if _takes_quote(unit, i, cue, adjunct) else None
        if tag == ":":
            if "that" in frames or ("quote" in frames and tags[i + 1 : i + 2] in ("Q", "")):
                return Complement("colon", i + 1)
            return None
        if tag == ",":
            following = tags[i + 1 : i + 2]
            if following == "Q" and "quote" in frames and unit.marked[i + 1].end - unit.marked[i + 1].start > 8:
                return Complement("quote", i + 1)
            if following == "T" and "that" in frames and i == index + 1:
                return Complement("that", i + 2)
            skipped = _parenthesis(unit, i, end)
            if skipped is None:
                return None
            i, adjunct = skipped, True
            continue
        if not adjunct or dative:
            found = _bare(unit, i, cue, cues, passive=passive, dative=dative)
            if found is not None:
                return found
        elif "zero" in frames and tag in "PZD" and is_clause(unit, i, cues, strict=True) and tags[i - 1] in "Nc'#wQ":
            return Complement("zero", i)
        if adjunct and "object_as" in frames and words[i] == "as" and "Q" in tags[i + 1 : i + 8]:
            return Complement("np", i + 1)
        if adjunct and not dative and "wh" in frames and words[i] in ("how", "why", "whether", "what"):
            return Complement("wh", i)
        if (
            "prep" in frames
            and words[i] in cue.prepositions
            and not adjunct
            and i + 1 < len(unit)
            and tags[i + 1] in "DcwgPO#eSWQ"
        ):
            found = _after_phrase(unit, i, cue)
            return found if found is not None else Complement("np", i + 1)
        after = _skip(unit, i, grammar)
        if after is None and "dative" in frames and not dative and not adjunct and tag in "DPOcw#RZ":
            after = np_right(unit, i) + 1
            if after <= i:
                return None
            dative = True
            i = after
            continue
        if after is None or after <= i:
            return None
        i, adjunct = after, adjunct or tag != "V"
    return None


def fill(unit: Unit, draft: Draft, found: Complement, cues: CueLexicon) -> Draft | None:
    """Give a draft the content that a complement begins; None if there is none.

    In a relative clause (its source has two spans: what *who* stands for, and *who*) content ends at the main verb.
    """
    if found.first >= len(unit):
        draft.open_colon = found.shape == "colon"
        draft.upto = len(unit)
        return draft if draft.open_colon else None
    draft.upto = content_end(unit, found.first, found.shape, cues, relative=len(draft.source) > 1)
    add_content(draft, unit, found.first, draft.upto - 1)
    return draft if draft.content else None


def _that_clause(unit: Unit, index: int, i: int, adjunct: bool, cues: CueLexicon) -> Complement | None:
    """Tell the conjunction from the relative pronoun: "rules that could close the plants"."""
    if i + 1 >= len(unit):
        return None
    if unit.tags[i + 1] in "Av" and i == index + 1 and not unit.words[index].endswith("ing"):
        return None if unit.words[index].endswith("s") else Complement("zero", i)
    if (
        adjunct
        and unit.tags[i - 1] == "w"
        and unit.tags[i + 1] in "wAv"
        and not is_clause(unit, i + 1, cues, strict=True)
    ):
        return None
    return Complement("that", i + 1)


def _takes_quote(unit: Unit, index: int, cue: Cue, adjunct: bool) -> bool:
    if "quote" in cue.frames:
        return True
    return bool(cue.frames & {"np", "zero", "that"}) and not adjunct


def _bare(unit: Unit, i: int, cue: Cue, cues: CueLexicon, *, passive: bool, dative: bool) -> Complement | None:
    """Return the content that begins right here without a sign: a clause, a question, an infinitive, a phrase."""
    tags, words, frames = unit.tags, unit.words, cue.frames
    tag, word = tags[i], words[i]
    if (
        "wh" in frames
        and (tag == "W" or word in ("how", "why", "whether", "what", "where", "when", "if", "who", "which"))
        and word != "when"
    ):
        return Complement("wh", i)
    if tag == "t" and _is_infinitive(unit, i):
        if (
            ("to" in frames and not dative)
            or ("np_to" in frames and dative)
            or (passive and frames & {"np_to", "that"})
        ):
            return Complement("to", i)
        return None
    if "zero" in frames and (dative or not cue.transitive):
        if is_clause(unit, i, cues, strict=True) or (
            cue.clausal and tag in "DcwPZ#QV" and _is_loose_clause(unit, i, cues)
        ):
            return Complement("zero", i)
    if dative:
        return None
    if "object_as" in frames and words[i] == "as" and i + 1 < len(unit) and "Q" in tags[i + 1 : i + 8]:
        return Complement("np", i + 1)
    if "object_as" in frames and tag in "DPOcwQ" and not passive:
        last = np_right(unit, i)
        if i <= last and (
            tags[last + 1 : last + 2] in ("D", "Q")
            or words[last + 1 : last + 2] == ["as"]
            or "Q" in tags[i + 1 : last + 1]
        ):
            return Complement("np", i)
    if "object_of" in frames and tag in "DPOcw" and not passive:
        last = np_right(unit, i, apposition=True)
        if words[last + 1 : last + 2] == [","]:
            last += 1
        for j in range(i + 1, min(last + 2, len(unit) - 1)):
            if words[j] in ("of",) and words[j] in cue.prepositions:
                return Complement("np", j + 1)
    if "np_to" in frames and tag in "DPOcw#Z":
        last = np_right(unit, i)
        if i <= last < len(unit) - 1 and _is_infinitive(unit, last + 1):
            return Complement("np_to", i)
    if "ing" in frames and tag == "g":
        return Complement("ing", i)
    if "quote" in frames and tag in "DPOcw" and not passive:
        last = np_right(unit, i)
        if i <= last < len(unit) - 2 and tags[last + 1] in ",:" and tags[last + 2] == "Q":
            return Complement("quote", last + 2)
    if "np" in frames and tag in "Dcwg#PO'e" and not passive:
        return Complement("np", i)
    return None


def _is_loose_clause(unit: Unit, i: int, cues: CueLexicon) -> bool:
    if is_clause(unit, i, cues):
        return True
    return (
        unit.tags[i] != "Q"
        and "Q" in unit.tags[i : i + 12]
        and not any(tag in ",.;:" for tag in unit.tags[i : unit.tags.index("Q", i)])
    )


def _after_phrase(unit: Unit, i: int, cue: Cue) -> Complement | None:
    """Return the clause or quotation behind a prepositional phrase: "joked of the museum, “...”"."""
    last = np_right(unit, i + 1)
    if last + 1 < len(unit) and unit.tags[last + 1] == "T" and "that" in cue.frames:
        return Complement("that", last + 2)
    if last + 2 < len(unit) and unit.tags[last + 1] in ",:" and unit.tags[last + 2] == "Q":
        return Complement("quote", last + 2)
    return None


def _is_infinitive(unit: Unit, i: int) -> bool:
    """Tell "to" before a verb from the preposition."""
    if unit.tags[i] != "t" or i + 1 >= len(unit):
        return False
    j = i + 1
    while j < len(unit) - 1 and unit.tags[j] == "V":
        j += 1
    word, tag = unit.words[j], unit.tags[j]
    if tag == "Q":
        return True
    return (
        tag in "wvaAS" and not (word.endswith("s") and not word.endswith("ss")) and unit.words[j] not in ("reporters",)
    )


def _skip(unit: Unit, i: int, grammar: Grammar) -> int | None:
    """Return the token after an adverb, a time or a prepositional phrase that begins at `i`."""
    tags, words = unit.tags, unit.words
    tag = tags[i]
    if tag == "V":
        return i + 1
    if tag == "N":
        j = i + 1
        while j < len(unit) and (tags[j] in "N#'" or words[j] in grammar.time_units):
            j += 1
        return j
    if words[i] in ("last", "this", "next", "earlier", "late", "early", "that") and i + 1 < len(unit):
        if words[i + 1] in grammar.time_units or tags[i + 1] == "N":
            return i + 2
        if words[i + 1] in ("this", "last", "that", "in"):
            return i + 1
    if tag in "pt" and not _is_infinitive(unit, i):
        j = i + 1
        if j < len(unit) and tags[j] == "g":
            j += 1
        last = np_right(unit, j)
        if last < j:
            return j if j > i + 1 else None
        if tags[last] == "N" or (last + 1 < len(unit) and tags[last + 1] == "N"):
            last = max(last, last + 1 if last + 1 < len(unit) and tags[last + 1] == "N" else last)
            while last + 1 < len(unit) and (tags[last + 1] in "#'"):
                last += 1
        return last + 1
    return None


def _parenthesis(unit: Unit, comma: int, end: int) -> int | None:
    """Return the token after ", citing sources," when "that" or a quotation follows."""
    for i in range(comma + 1, min(end, comma + 24)):
        tag = unit.tags[i]
        if tag in ".;:Q?!":
            return None
        if tag == "," and i + 1 < len(unit) and (unit.tags[i + 1] in "TQ"):
            return i + 1 if unit.tags[i + 1] == "T" else i
    return None


def adjuncts_end(unit: Unit, i: int, grammar: Grammar) -> int:
    """Return the first token after the adverbs, times and prepositional phrases that begin at `i`."""
    while i < len(unit):
        after = _skip(unit, i, grammar)
        if after is None or after <= i:
            break
        i = after
    return i


def content_end(unit: Unit, first: int, shape: str, cues: CueLexicon, *, relative: bool = False) -> int:
    """Return the token after the last one of the content that begins at `first`."""
    tags, words = unit.tags, unit.words
    limit = min(len(unit), first + _CONTENT)
    if tags[first] == "Q":
        end = _quote_end(unit, first, limit)
        if end is not None:
            return end
    depth = verbs = 0
    for i in range(first + 1, limit):
        tag = tags[i]
        if tag == "(":
            if _reports(unit, i + 1, cues):
                return i
            depth += 1
        elif tag == ")":
            if not depth:
                return i
            depth -= 1
        elif tag == "C" and words[i] in ("and", "but"):
            if _new_report(unit, i + 1, cues) or _reports(unit, i + 1, cues):
                return i - 1 if tags[i - 1] == "," else i
        elif shape == "noun" and tag in "Av" and tags[i - 1] not in "AvVCRTSP,Q":
            verbs += 1
            if verbs == 2 and tag == "A":
                return i
        elif tag == ",":
            if relative and tags[i + 1 : i + 2] in ("A", "v"):
                return i
            if i + 1 < limit and (_ends_at_comma(unit, i, shape, cues) or _reports(unit, i + 1, cues)):
                return i
        elif tag == ";" or words[i] == "according" or (tag == ":" and tags[i + 1 : i + 2] == "Q"):
            return i
        elif tag in "—-" or words[i] == "--":
            if _reports(unit, i + 1, cues) or (shape in ("np", "to", "ing", "np_to") and tag == "—"):
                return i
    while limit > first and tags[limit - 1] in ".!?,;:'":
        limit -= 1
    if shape == "np" and limit - first > 3 and tags[limit - 1] == "N":
        limit -= 2 if tags[limit - 2] == "p" else 1
    return limit


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
        elif (
            following == "C"
            and marked.end - marked.start < 30
            and unit.text[marked.end - 1].isalnum()
            and _joins_subjects(unit, i + 2)
        ):
            return None
        elif unit.text[marked.end - 1] in ".,?!" or following in "C,.;:)—-SRNV":
            return i + 1
        else:
            return None
    return limit


def _joins_subjects(unit: Unit, first: int) -> bool:
    """Tell "“reforms” and the taxes would help", where the mark is half of a subject."""
    last = np_right(unit, first)
    return last >= first and unit.tags[last + 1 : last + 2] in ("A", "v") and unit.tags[first] != "P"


def _new_report(unit: Unit, i: int, cues: CueLexicon) -> bool:
    """Tell "and said that": a cue that goes on with the same subject."""
    tags = unit.tags
    while i < len(unit) and tags[i] in "VA":
        i += 1
    if i >= len(unit):
        return False
    entry = cues.verbs.get(unit.words[i])
    return (
        entry is not None
        and bool(entry[1] & {PAST, THIRD})
        and bool(entry[0].frames & {"that", "quote"})
        and not entry[0].weak
    )


def _reports(unit: Unit, i: int, cues: CueLexicon) -> bool:
    """Tell ", Clinton said, “...”": an attribution of its own, whose content follows."""
    tags = unit.tags
    joined = False
    while i < len(unit) and tags[i] in "VCS":
        joined = joined or tags[i] in "CS"
        i += 1
    if i >= len(unit):
        return False
    verb = np_right(unit, i) + 1
    if verb <= i:
        return False
    while verb < len(unit) and tags[verb] in "VA":
        verb += 1
    if verb >= len(unit) - 1:
        return False
    entry = cues.verbs.get(unit.words[verb])
    if entry is None or not entry[1] & {PAST, THIRD, BASE} or "quote" not in entry[0].frames:
        return False
    following = tags[verb + 1]
    if joined and not entry[0].weak and "zero" in entry[0].frames and is_clause(unit, verb + 1, cues, strict=True):
        return True
    if joined and entry[0].frames & {"object_of", "np_to"} and following in "Dc" and entry[1] & {PAST}:
        return True
    return following in "QT:" or (following == "," and tags[verb + 2 : verb + 3] == "Q")


def _ends_at_comma(unit: Unit, comma: int, shape: str, cues: CueLexicon) -> bool:
    """Tell whether what follows a comma is no longer reported."""
    tags, words = unit.tags, unit.words
    i = comma + 1
    word = words[i]
    if word == "according":
        return True
    while i < len(unit) and tags[i] == "V":
        i += 1
    entry = cues.verbs.get(words[i]) if i < len(unit) else None
    if entry is not None and "quote" in entry[0].frames:
        if GERUND in entry[1] or (PAST in entry[1] and not entry[0].weak and shape == "np"):
            return True
    if shape in ("np", "to", "ing", "np_to"):
        return (
            word in ("but", "yet", "while", "though", "although", "which", "who", "because", "after", "as", "when")
            or tags[comma + 1] in "g"
        )
    return False
