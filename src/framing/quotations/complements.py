"""Where reported content begins after its cue: that, a colon, a mark, a clause, an infinitive, a phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass

from framing.quotations.clause_starts import is_clause
from framing.quotations.cues import Cue, CueLexicon
from framing.quotations.phrases import is_speech, np_right
from framing.quotations.units import Unit

__all__ = ["Complement", "adjuncts_end", "complement", "is_called", "is_meanwhile", "is_named"]

_REACH = 36  # tokens between a cue and its content, and of the adjuncts that are passed over at once
_QUESTIONS = frozenset(("how", "why", "whether", "what", "where", "if", "who", "which"))
_EMBEDDED = frozenset(("how", "why", "whether", "what"))  # those that still ask when something stands before them
_FINITE = re.compile("[AvZ]|e[DcwPO#]|w[DPO]")
# What is said of a thing, by its shape: baseless, unacceptable, unlikely, genocide, terrorism.
_VERDICT = re.compile(
    r"\w{3,}(?:less|[ai]ble|ful|ous|cide|ism)|(?:un|il|im|ir|in)\w+(?:al|ate|ent|ant|ic|ed|ive|ly|ary|air|afe)"
    r"|false|wrong|premature|cleansing|aggression|terror|treason|nonsense"
)
_TERM = 8  # characters of the longest term
_FORMULA = 6  # tokens of "on the condition of strict anonymity"
_WHAT = 8  # tokens between "what" and its verb: in what the minister on Monday called “…”
_SINCE = frozenset(("after", "before", "since", "until"))  # prepositions where no clause follows: said after the game
_MEANWHILE = frozenset(("as", "while", "when", *_SINCE))  # said as he left
_ESTIMATE = 14  # tokens of "the chance of a signing this year at one in three"
_ASIDE = 12  # tokens of such a clause
_NEGATIONS = frozenset(("not", "never"))
_CITING = frozenset(("citing", "quoting"))  # reports citing the ministry that


@dataclass(frozen=True, slots=True)
class Complement:
    """What follows a cue as its content: the shape, and the first token."""

    shape: str  # that | zero | wh | to | np_to | ing | np | name | quote | colon
    first: int


def complement(unit: Unit, index: int, cue: Cue, cues: CueLexicon, *, passive: bool = False) -> Complement | None:
    """Return the content that begins after the cue at `index`, if the cue takes one there."""
    scan = _Scan(unit, index, cue, cues, passive, index + 1)
    end = min(len(unit), index + 1 + _REACH)
    while scan.at < end:
        tag = unit.tags[scan.at]
        if tag in "TQ:":
            if tag != "T" or "that" in cue.frames:
                return scan.at_sign(tag)
        elif tag == ",":
            found = scan.at_comma()
            if found is not None or not scan.pass_parenthesis(end):
                return found
            continue
        found = scan.here()
        if found is not None or not scan.advance():
            return found
    return None


@dataclass(slots=True)
class _Scan:
    """A walk from a cue to its content."""

    unit: Unit
    index: int
    cue: Cue
    cues: CueLexicon
    passive: bool
    at: int
    adjunct: bool = False  # something stands between the cue and what follows
    dative: bool = False  # an addressee does

    def at_sign(self, tag: str) -> Complement | None:
        """Read "that", a marked stretch or a colon."""
        tags, frames, i = self.unit.tags, self.cue.frames, self.at
        if tag == "T":
            return _that_clause(self.unit, self.index, i, self.adjunct, self.cues)
        if tag == "Q" and self.cue.lemma in self.cues.not_content and tags[i + 1] == "T":
            return None  # citing “a source in Lima,” that
        if tag == "Q":
            if self.adjunct and (tags[i - 1] in "Dp" or (tags[i - 1] in "w#e" and not _is_sentence(self.unit, i))):
                return None
            plain = bool(frames & {"np", "that"}) and not self.adjunct
            if "quote" in frames or plain:
                return Complement("quote", i)
            called = "object_as" in frames and "what" in self.unit.words[max(0, self.index - _WHAT) : self.index]
            return Complement("name", i) if called else None
        announces = "that" in frames or ("quote" in frames and tags[i + 1] in "Q ")
        return Complement("colon", i + 1) if announces else None

    def at_comma(self) -> Complement | None:
        """Read "said, “...”" and "said, that"."""
        unit, i = self.unit, self.at
        following = unit.tags[i + 1]
        if following == "Q" and "quote" in self.cue.frames and _is_said(unit, i + 1):
            return Complement("quote", i + 1)
        if following == "T" and "that" in self.cue.frames and (i == self.index + 1 or unit.tags[i - 1] == "#"):
            return Complement("that", i + 2)
        return None

    def pass_parenthesis(self, end: int) -> bool:
        """Go past ", citing sources," when "that" or a quotation follows."""
        skipped = _parenthesis(self.unit, self.at, end)
        if skipped is None:
            return False
        self.at, self.adjunct = skipped, True
        return True

    def here(self) -> Complement | None:
        """Read content that begins right here without a sign."""
        unit, frames, i = self.unit, self.cue.frames, self.at
        tag, word = unit.tags[i], unit.words[i]
        if not self.adjunct or self.dative:
            found = _plain(self)
            if found is not None:
                return found
        elif (
            "zero" in frames
            and tag in "PZD"
            and unit.tags[i - 1] in "Nc'#wQ"
            and is_clause(unit, i, self.cues, strict=True)
        ):
            return Complement("zero", i)
        if self.adjunct:
            if "to" in frames and tag == "t" and _is_infinitive(unit, i):
                return Complement("to", i)  # agreed on Monday to sell
            if "object_as" in frames and is_called(unit, i):
                return Complement("np", i + 1)
            return Complement("wh", i) if "wh" in frames and not self.dative and word in _EMBEDDED else None
        if "prep" in frames and word in self.cue.prepositions and unit.tags[i + 1] in "DcwgPO#eSWQ":
            anonymous = "anonymity" in unit.words[i + 1 : i + _FORMULA]  # spoke on condition of anonymity
            return None if anonymous or _is_untold(self) else _after_phrase(self) or Complement("np", i + 1)
        return None

    def advance(self) -> bool:
        """Go past an adverb, a time, a prepositional phrase or, once, an addressee."""
        unit, i = self.unit, self.at
        after = _skip(unit, i)
        fresh = not self.dative and not self.adjunct
        if after is None and fresh and "dative" in self.cue.frames and unit.tags[i] in "DPOcw#RZ":
            end = np_right(unit, i) + 1
            if not self.cues.not_content.get(self.cue.lemma, frozenset()).isdisjoint(unit.words[i:end]):
                return False  # told a joke | that nobody heard
            self.at = self._addressee_end(end)
            self.dative = True
            return self.at > i
        if after is None or after <= i:
            return False
        self.at, self.adjunct = after, self.adjunct or unit.tags[i] != "V"
        return True

    def _addressee_end(self, end: int) -> int:
        """Return the token after an addressee, before the preposition of the cue: warned them | against going."""
        unit, prepositions = self.unit, self.cue.prepositions - {"of"}
        agency = unit.words[self.at] in unit.grammar.agencies
        if agency and unit.tags[self.at + 1] == "c" and unit.tags[end] in "Aev":
            return self.at + 1  # told Reuters | Baku had agreed
        return next((i for i in range(self.at + 1, end) if unit.words[i] in prepositions), end)


def _is_said(unit: Unit, index: int) -> bool:
    """Tell speech behind a comma from a name or a term in marks: it is long, or ends as a sentence does."""
    marked = unit.marked[index]
    return marked.end - marked.start > _TERM or unit.text[marked.start : marked.end].endswith((".", "?", "!"))


def _is_sentence(unit: Unit, index: int) -> bool:
    """Tell speech behind a phrase (said in a letter “we have no deal”) from a term in it."""
    marked = unit.marked[index]
    return marked.end - marked.start > _TERM and is_speech(unit, index)


def _that_clause(unit: Unit, index: int, i: int, adjunct: bool, cues: CueLexicon) -> Complement | None:
    """Tell the conjunction from the relative pronoun: "rules that could close the plants"."""
    if unit.words[i + 1 : i + 2] == ["one"] and unit.tags[i + 2] not in "AvVZwecp":
        return None  # has heard that one before
    if unit.tags[i + 1] in "Av" and i == index + 1:
        return None if unit.words[index].endswith("s") else Complement("zero", i)
    relative = adjunct and unit.tags[i - 1] == "w" and unit.tags[i + 1] in "wAv"
    if relative and not is_clause(unit, i + 1, cues, strict=True):
        return None
    return Complement("that", i + 1)


def _plain(scan: _Scan) -> Complement | None:
    """Return the content that begins here: a question, an infinitive, a clause, an object."""
    unit, frames, i = scan.unit, scan.cue.frames, scan.at
    tag, word = unit.tags[i], unit.words[i]
    asks = tag == "W" or word in _QUESTIONS
    if asks and _is_untold(scan):
        return None
    if asks and "wh" in frames and word != "when":
        return None if _is_hedge(unit, i, scan.cues) else Complement("wh", i)
    if tag == "t" and _is_infinitive(unit, i):
        if _is_anonymity(unit, i + 1):
            return None
        plain = "to" in frames and not scan.dative
        asked = ("np_to" in frames and scan.dative) or (scan.passive and "that" in frames)
        negated = unit.words[i - 1] in _NEGATIONS
        return Complement("to", i - negated) if plain or asked else None
    if "zero" in frames and (scan.dative or scan.passive or not scan.cue.transitive) and _is_reported_clause(scan):
        return Complement("zero", i)
    if tag in "Av" and scan.cue.clausal and not scan.passive and i == scan.index + 1:
        return Complement("zero", i)  # the friends who he said were late
    return None if scan.dative else _object(scan)


def _is_hedge(unit: Unit, i: int, cues: CueLexicon) -> bool:
    """Tell a thing that another names from a question: showed what it said were tanks."""
    verb = np_right(unit, i + 1) + 1
    named = unit.words[i] == "what" and i + 1 < verb < len(unit) and unit.words[verb] in cues.verbs
    return named and unit.tags[verb + 1] == "A"


def _is_untold(scan: _Scan) -> bool:
    """Tell what a source did not say: did not specify where, would not say whether."""
    unit, k = scan.unit, scan.index - 1
    while k > 0 and (unit.words[k] == "yet" or (unit.tags[k] == "V" and unit.words[k] not in _NEGATIONS)):
        k -= 1
    negated = k >= 0 and (unit.words[k] in _NEGATIONS or unit.words[k].endswith("n't"))
    return negated and scan.cue.lemma in scan.cues.telling


def _is_reported_clause(scan: _Scan) -> bool:
    """Tell a clause without "that"; after verbs that seldom take an object a loose look is enough."""
    unit, i = scan.unit, scan.at
    last = np_right(unit, i)
    if unit.words[i] == "even" and is_meanwhile(unit, i):
        return False  # said | even as trucks came
    if "dative" in scan.cue.frames and i <= last and unit.tags[last + 1] == "T" and unit.tags[last + 2] not in "Av":
        return False  # warned the party in Lima | that
    after = adjuncts_end(unit, i)
    if after > i and unit.tags[after] in "TQ":
        return False  # said early on Sunday | that
    if _is_not_content(scan):
        return False  # claimed two lives
    if scan.cue.evidence and ("what" in unit.words[i : i + _WHAT] or not _FINITE.search(unit.tags, i, i + _REACH)):
        return False  # showed images of what it said were tanks, found the car abandoned in a wood
    if is_clause(unit, i, scan.cues, strict=True):
        return True
    if not scan.cue.clausal or unit.tags[i] not in "DcwPZ#QV" or unit.tags[i + 1] in "SW":
        return False
    comma = unit.tags.find(",", i + 1, i + 31)
    if is_clause(unit, i, scan.cues, 30 if comma < 0 else min(30, comma - i)):
        return True
    before_mark, mark, _ = unit.tags[i : i + 12].partition("Q")
    if bool(mark) and bool(before_mark) and not set(before_mark) & set(",.;:"):
        return True
    end = i + len(re.split(r"[^DcwgV']", unit.tags[i : i + _REACH])[0])
    return any(_is_third_person(unit, j) for j in range(i + 1, end))


def _is_third_person(unit: Unit, j: int) -> bool:
    """Tell a verb by its place behind a singular noun, and its ending: the new law criminalises protest."""
    singular = unit.tags[j - 1] in "wc" and not unit.words[j - 1].endswith("s")
    return singular and unit.tags[j] == "w" and unit.tags[j + 1] in "wcgeD#V" and _is_plural(unit.words[j])


def _object(scan: _Scan) -> Complement | None:
    """Return content that is, or follows, an object of the cue."""
    unit, frames, i = scan.unit, scan.cue.frames, scan.at
    tag, tags = unit.tags[i], unit.tags
    if tag == "T" and "object_as" in frames:
        tag = "D"  # called that account “fiction”
    if "object_as" in frames and is_called(unit, i):
        return Complement("np", i + 1)
    if "object_as" in frames and unit.words[i] == "what" and "as" in unit.words[i : i + _WHAT]:
        return Complement("np", i)  # describing what was happening as “an act of aggression”
    last = np_right(unit, i + (tags[i] == "T")) if tag in "DPOcwQ#Z" else i - 1
    if "np_to" in frames and i <= last and (_is_infinitive(unit, last) or _is_infinitive(unit, last + 1)):
        return Complement("np_to", i)
    words = tags[last] == "Q" and tags[last - 1] not in "Dp" and _ends_in_words(unit, last, last)
    if "dative" in frames and last > i and words:
        return Complement("quote", last)  # told reporters “…”
    if last >= i and not scan.passive:
        speaks = frames >= {"quote", "that"} and not scan.cue.evidence
        if speaks and not scan.adjunct and tag in "DcwO#" and _ends_in_words(unit, i, last):
            return Complement("np", i)
        if "object_as" in frames and tag in "DPOcwQ" and is_named(unit, i, last):
            return Complement("np", i)
        if "object_is" in frames and _is_judged(unit, i, last):
            return Complement("np", i)
        if "object_at" in frames and _is_estimate(scan):
            return Complement("np", i)
        if "object_of" in frames and tag in "DPOcw":
            found = _accusation(scan)
            if found is not None:
                return found
    if "ing" in frames and tag == "g":
        return Complement("ing", i)
    if scan.passive:
        return None
    if "quote" in frames and tag in "DPOcw" and i <= last and tags[last + 1] in ",:" and tags[last + 2] == "Q":
        return Complement("quote", last + 2)
    if _is_not_content(scan):
        return None
    if frames >= {"dative", "that"} and i <= last and tags[last + 1] == "T" and tags[last + 2] not in "Av":
        return None  # promised her | that
    return Complement("np", i) if "np" in frames and tag in "Dcwg#PO'e" else None


def _is_judged(unit: Unit, first: int, last: int) -> bool:
    """Tell an object and what it is from a longer object: called it genocide, called the claims baseless."""
    if first == last and unit.tags[first] in "PO":
        return unit.tags[last + 1] in "wg" and unit.words[last + 1] not in unit.grammar.time_units
    last += unit.tags[last + 1] == "g"  # called the exodus ethnic cleansing
    return last > first + 1 and _VERDICT.fullmatch(unit.words[last]) is not None


def _is_estimate(scan: _Scan) -> bool:
    """Tell how many there are, from where a thing is put: put the toll at 40."""
    unit, first = scan.unit, scan.at
    upto = next(
        (j for j in range(first, len(unit)) if unit.tags[j] in ",.;:TQRSAv" or j == first + _ESTIMATE), len(unit)
    )
    at = next((j for j in range(first + 1, upto - 1) if unit.words[j] == "at" and _is_number(unit, j + 1)), 0)
    return not scan.cues.estimated.isdisjoint(unit.words[first:at])


def _is_number(unit: Unit, i: int) -> bool:
    return unit.tags[i] in "V#" or unit.words[i] in unit.grammar.numerals


def _is_not_content(scan: _Scan) -> bool:
    """Tell a source, or what is done to somebody, from what is said: citing officials, denied entry, questioned him."""
    unit, i, cues, verb = scan.unit, scan.at, scan.cues, scan.cue.lemma
    last = np_right(unit, i)
    about = not cues.not_content.get(verb, frozenset()).isdisjoint(unit.words[i : last + 2])
    pronoun = unit.tags[i] == "O" or (unit.tags[i] == "D" and last == i)
    verbs, nouns = cues.answered
    answered = verb in verbs and i <= last < len(unit) and unit.words[last] in nouns and unit.tags[last + 1] != "T"
    return about or answered or (pronoun and verb in cues.done_to)


def _ends_in_words(unit: Unit, first: int, last: int) -> bool:
    """Tell an object in the speaker's words (announced the start of “local activities”) from a title, capitalised."""
    last += 2 * (unit.tags[last + 1 : last + 3] == "pQ")
    first += unit.tags[first] == "D"  # expressed his “deep concern” over the raid
    last = first if first in unit.marked else last
    if last not in unit.marked:
        return False
    start = unit.marked[last].start
    return unit.text[start : start + 1].islower()  # a mark may be the last of the text


def is_called(unit: Unit, i: int) -> bool:
    """Tell "as “insane”", behind a cue whose object stands before it: which he described as “insane”."""
    return unit.words[i : i + 1] == ["as"] and "Q" in unit.tags[i + 1 : i + 8]


def is_named(unit: Unit, first: int, last: int) -> bool:
    """Tell an object that is given a name: called him a liar, described it as “insane”."""
    if unit.words[last + 1 : last + 3] == ["as", "saying"]:
        return False  # cited a source as saying that
    if unit.tags[last + 1 : last + 3] == "pN":
        last += 2  # called the remarks on Saturday “a surprise”
    following = unit.tags[last + 1]
    return following in "DQ" or unit.words[last + 1 : last + 2] == ["as"] or "Q" in unit.tags[first + 1 : last + 1]


def _accusation(scan: _Scan) -> Complement | None:
    """Return what stands behind "of" in "accused him of lying"."""
    unit, i = scan.unit, scan.at
    last = np_right(unit, i, apposition=True)
    if unit.tags[last + 1] == "T" and "that" in scan.cue.frames:
        return None  # warned the head of the army | that
    while unit.tags[last + 1] in ",V":
        last += 1  # accused him repeatedly of
    day = unit.tags[last + 1 : last + 3] == "pN"  # accused each other on Sunday of
    ofs = [j for j in range(i + 1, min(last + 2 + 2 * day, len(unit))) if unit.words[j] == "of"]
    return Complement("np", next((j for j in ofs if unit.tags[j + 1] == "g"), ofs[0]) + 1) if ofs else None


def _after_phrase(scan: _Scan) -> Complement | None:
    """Return the clause or quotation behind a prepositional phrase: "joked of the museum, “...”"."""
    unit = scan.unit
    last = np_right(unit, scan.at + 1)
    if unit.tags[last + 1] == "T" and "that" in scan.cue.frames:
        return _that_clause(unit, scan.index, last + 1, True, scan.cues)
    if unit.tags[last + 1] in ",:" and unit.tags[last + 2] == "Q":
        return Complement("quote", last + 2)
    return None


def _is_infinitive(unit: Unit, i: int) -> bool:
    """Tell "to" before a verb from the preposition; it may stand in marks: urged them “to stay”."""
    if unit.tags[i] == "Q":
        return unit.text.startswith("to ", unit.marked[i].start)
    if unit.tags[i] != "t" or not unit.grammar.not_infinitives.isdisjoint(unit.words[i + 1 : i + 2]):
        return False
    j = i + 1
    while unit.tags[j] == "V":
        j += 1
    return unit.tags[j] == "Q" or (unit.tags[j] in "wvaAS" and not _is_plural(unit.words[j]))


def _is_anonymity(unit: Unit, i: int) -> bool:
    """Tell what a source asks of the writer: not to be named, to remain anonymous."""
    words = unit.words[i : i + 2]
    return words in (["be", "named"], ["be", "identified"], ["be", "quoted"], ["remain", "anonymous"])


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


def _skip(unit: Unit, i: int) -> int | None:
    """Return the token after an adverb, a time or a prepositional phrase that begins at `i`."""
    tags, words, grammar = unit.tags, unit.words, unit.grammar
    if tags[i] == "V":
        return i + 1
    if tags[i] == "N":
        j = i + 1
        while j < len(unit) and (tags[j] in "#'" or words[j] in grammar.time_units):
            j += 1
        return j
    if words[i] in grammar.near_times and i + 1 < len(unit):
        if words[i + 1] in grammar.time_units or tags[i + 1] == "N":
            return i + 2
        if words[i + 1] == "that" and not grammar.time_units.isdisjoint(words[i + 2 : i + 3]):
            return i + 3  # said late that night | that
        if words[i + 1] in ("this", "last", "that", "in"):
            return i + 1
    if words[i] in _CITING:
        last = np_right(unit, i + 1)
        return last + 1 if last > i else None
    if words[i] in _SINCE:
        after = _skip_phrase(unit, i)
        if after is not None and tags[after] in "TQ":
            return after
    if words[i] in _MEANWHILE:
        sign = next((j for j in range(i + 2, min(len(unit), i + _ASIDE)) if tags[j] in "TQ,;:"), None)
        clause = sign is not None and tags[sign] == "T" and not set(tags[i + 2 : sign]).isdisjoint("AveZ")
        return sign if clause else None
    return _skip_phrase(unit, i) if tags[i] in "pt" and not _is_infinitive(unit, i) else None


def _skip_phrase(unit: Unit, i: int) -> int | None:
    """Return the token after a prepositional phrase."""
    tags = unit.tags
    j = i + 1
    if unit.words[i] == "throughout" and tags[j] in "TQ":
        return j  # denied throughout that
    if tags[j] == "V" and tags[j + 1] in "TQ":
        return j + 1  # said at first that
    j += tags[j] == "g"
    last = np_right(unit, j)
    if last < j:
        return j if j > i + 1 else None
    return last + 1


def _parenthesis(unit: Unit, comma: int, end: int) -> int | None:
    """Return the token after ", citing sources," when "that" or a quotation follows."""
    for i in range(comma + 1, min(end, comma + 24)):
        tag = unit.tags[i]
        if tag == "Q" and unit.words[i - 1] in _CITING and unit.tags[i + 1] == "T":
            return i + 1  # citing “a source in Lima,” that
        if tag in ".;:Q?!":
            return None
        if tag == "," and unit.tags[i + 1] in "TQ":
            return i + 1 if unit.tags[i + 1] == "T" else i
    return None


def is_meanwhile(unit: Unit, i: int) -> bool:
    """Tell what happened as something was said: …, he said | as he left."""
    i += unit.words[i : i + 1] == ["even"]
    return i < len(unit) and unit.words[i] in _MEANWHILE


def adjuncts_end(unit: Unit, i: int) -> int:
    """Return the first token after the adverbs, times and phrases that begin at `i`, at most `_REACH` tokens on."""
    end = min(len(unit), i + _REACH)
    first = i
    while i < end:
        after = i + 1 if i > first and _hangs_on(unit, i) else _skip(unit, i)
        if after is None or after <= i:
            break
        i = after
    return i


def _hangs_on(unit: Unit, i: int) -> bool:
    """Tell a participle that belongs to the phrase before it: said in a report | published on Friday."""
    return unit.tags[i] == "e" and unit.tags[i - 1] in "wc" and unit.tags[i + 1] in "pN.,"
