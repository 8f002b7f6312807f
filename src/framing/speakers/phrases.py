"""Reading a source's noun phrase: a name, a pronoun, a description, a body, a document or nobody in particular."""

from __future__ import annotations

import re
from typing import NamedTuple

from framing.documents import Span
from framing.quotations.layout import behind_stamp
from framing.speakers.names import Name, NameIndex, NameMention
from framing.speakers.vocabulary import load_vocabulary, singular

__all__ = ["NOT_PERSONS", "Phrase", "read_phrase"]

NOT_PERSONS = frozenset(("organisation", "place", "thing"))

_PRONOUNS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("person", "m")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("person", "f")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("plural", "")),
    **dict.fromkeys(("it", "its", "itself"), ("thing", "")),
    **dict.fromkeys(("who", "whom", "whose", "which", "that"), ("relative", "")),
    **dict.fromkeys(("i", "me", "my", "myself", "we", "us", "our", "ourselves", "you", "your"), ("author", "")),
    **dict.fromkeys(("q", "question", "a", "answer"), ("turn", "")),
}
_TRIM = " \u00a0\t\r\n,;:.–—-“”\"‘’'`«»()[]•*"
# What is before a source but not of it, besides the time of an entry in a live report.
_LEADING = re.compile(
    r"(?:(?:and|but|or|as|by|from|for|to|even|both|either|only|while|when|meanwhile|also|per|via|with|because|if|though|like)\s+)*",
    re.I,
)
_DETERMINER = re.compile(
    r"(?:(the|this|that|these|those|said)|(an?|another|some|many|several|few|most|all|any|every|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|dozens of|hundreds of|thousands of|a number of|a group of|more|various|other|at least)|"
    r"(his|her|its|their|my|our|your|whose))\s+(?:same\s+|latter\s+|former\s+(?=\Z))?",
    re.I,
)
_BREAK = re.compile(
    r",\s|\s[–—-]\s|—|\s(?:who|whom|whose|which|that|where|when|told|said|with reference|citing|quoting)\b"
)
_COMPLEMENT = re.compile(
    r"\s(?:of|for|from|at|in|on|to|with|by|about|against|near|inside|close|familiar|like|speaking|based|working|led|including|"
    r"among|within|under|behind|across|over|into|toward|towards|seen|published|conducted|released|obtained|issued|who|not)\b",
    re.I,
)
_POSSESSIVE = re.compile(r"\s?(?:[’'][sS]|(?<=s)[’'])(?=\W|\Z)")
_AND = re.compile(r",?\s(?:and|or|&)\s")
_WORD = re.compile(r"[^\W_][\w\-’']*")


class Phrase(NamedTuple):
    """What a source's noun phrase is.

    Attributes:
        kind: `names`, `person` (he, she), `plural` (they), `thing` (it), `relative`, `author` (I, we), `turn` (Q, A),
            `role` (a singular noun for a person), `group` (a plural or collective), `body`, `document` or `empty`.
        start, end: the phrase without trailing apposition and punctuation; `text[start:end]` is printed.
        names: numbers of the names it consists of, in the order printed.
        head: its head noun, singular and lower case.
        words: its lower-case content words, the head included.
        definite: true with *the*, *this*, or a possessive.
        gender: `m`, `f` or empty.
        owned: true with a possessive (*her daughter*, *Clinton’s campaign*).
        bare: true without any article or other determiner.
        alone: true if no complement follows the head (*the minister*, not *the minister of defence*).
    """

    kind: str
    start: int
    end: int
    names: tuple[int, ...] = ()
    head: str = ""
    words: frozenset[str] = frozenset()
    definite: bool = False
    gender: str = ""
    alone: bool = True
    owned: bool = False
    bare: bool = False


def read_phrase(text: str, span: Span, index: NameIndex) -> Phrase:
    """Read the noun phrase `text[span]`, with the names that `index` knows in it.

    >>> text = "Gurgen Simonyan, a political scientist from Yerevan, spoke. The analyst agreed."
    >>> index = NameIndex(text)
    >>> read_phrase(text, (0, 52), index).names
    (0,)
    >>> phrase = read_phrase(text, (60, 71), index)
    >>> phrase.kind, phrase.head, phrase.definite
    ('role', 'analyst', True)
    """
    start, end = _trimmed(text, span[0], min(span[1], span[0] + _LONGEST))
    if start >= end:
        return Phrase("empty", start, end)
    lower = text[start:end].lower()
    if lower[:2] in ("i’", "i'"):
        lower = "i"  # "I’m"
    if lower in load_vocabulary().labels and text[end : end + 1] == ":":
        return Phrase("empty", start, end)
    if _AGED.fullmatch(lower):
        return Phrase("person", start, end)
    if lower in _PRONOUNS:
        kind, gender = _PRONOUNS[lower]
        return Phrase(kind, start, end, gender=gender)
    start = behind_stamp(text, start, end)
    if leading := _LEADING.match(text, start, end):
        start = leading.end()
    if (own := _SELF_NAMED.search(text, start, end)) and (given := index.within(own.end(), end)[:1]):
        name = index.names[given[0].name]  # a woman who gave her name as Ana
        name.roles.update(word.lower() for word in _WORD.findall(text, start, own.start()))
        return Phrase("names", start, end, (name.number,))
    cut = _BREAK.search(text, start, end)
    stop = cut.start() if cut and cut.start() > start else end
    names = _names(text, start, stop, index)
    if names:
        return Phrase("names", start, stop, tuple(names))
    return _common(text, start, stop, end, index)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start] in _TRIM or text[start].isspace()):
        start += 1
    while (
        end > start
        and (text[end - 1] in _TRIM or text[end - 1].isspace())
        and not (text[end - 1] == ")" and "(" in text[start:end])
    ):
        end -= 1
    return start, end


def _names(text: str, start: int, stop: int, index: NameIndex) -> list[int]:
    """Return the names that the phrase stands for: not those that only belong to its head or say whose it is."""
    names: list[int] = []
    begin = start
    for mention in index.within(start, stop):
        if index.names[mention.name].kind in NOT_PERSONS:
            continue
        if not _is_head(text, begin if names else start, stop, mention, index):
            continue
        if names and not _AND.fullmatch(text, begin, mention.first) and not _AND.search(text, begin, mention.first):
            continue
        names.append(mention.name)
        begin = mention.end
    return names


_AGED = re.compile(r"the \d{1,3}-year-old")  # the 54-year-old says: whom the text speaks of
_SELF_NAMED = re.compile(
    r"\b(?:who (?:gave|introduced|identified|called)\b[^,.;]{0,40}\b(?:as|only as|himself|herself)"
    r"|calling (?:itself|themselves|himself|herself)) "
)
_BRACKET = re.compile(r"\s?\([^()]{0,60}\)?")
_PLURAL = re.compile(r"\b[^\W\d_]+s\b(?!['’])")
_OFFICE_OF = re.compile(r"\s(?:of|at|in)\s", re.I)
_OTHER_OF = re.compile(r"\s(?:for|to|with|by|about|like|such as|from)\s", re.I)
_LONGEST = 500


def _is_head(text: str, start: int, stop: int, mention: NameMention, index: NameIndex) -> bool:
    """Tell whether a name is what the phrase is about, by the words around it."""
    after = text[mention.end : stop].lstrip(".")
    if "(" in after:
        after = _BRACKET.sub("", after)
    if (possessive := _POSSESSIVE.match(after)) is not None:
        if after[possessive.end() :].strip(_TRIM):
            return False
    elif after.strip(_TRIM) and not _AND.match(after) and not _COMPLEMENT.match(after):
        return False
    before = text[start : mention.first]
    if "(" in before:
        before = _BRACKET.sub("", before)
    plural = _PLURAL.search(before)
    if plural and before[plural.end() :].strip() and load_vocabulary().is_common_plural(plural[0].lower()):
        return False  # but "the candidates Ann Sorvino and Ron Hale"
    if not (complement := _COMPLEMENT.search(" " + before)):
        return True
    title = text[mention.first : mention.start].lower().split()
    return _names_its_holder(before, complement.start() - 1, title, bool(after.strip(_TRIM)))


def _names_its_holder(before: str, complement: int, title: list[str], goes_on: bool) -> bool:
    """Tell whether a name behind an office and its complement holds the office.

    Args:
        before: the phrase up to the title of the name (`the prime minister of `).
        complement: where in it the complement begins.
        title: the words of the name's title (`armenia` before Nikol Pashinyan).
        goes_on: whether the phrase goes on behind the name.
    """
    vocabulary = load_vocabulary()
    head = before[: max(0, complement)].rsplit(" ", 1)[-1].lower()
    office = vocabulary.is_role(head) or vocabulary.is_title(head)
    if office and title and title[0] in vocabulary.portfolio:
        return True  # "undersecretary for Education Mr. Toccafondi"
    purpose = [word.lower() for word in before[complement + 1 :].split()]
    landed = bool(title) and title[0] in vocabulary.places and purpose[-1:] == ["of"]
    if office and landed and not goes_on and not any(map(vocabulary.is_title, purpose)):
        return True  # "commissioner for Human Rights of Azerbaijan Sabina Aliyeva", not "adviser to President of …"
    other = _OTHER_OF.search(" " + before) is not None
    last = before.rsplit(None, 2)[-2:]
    if len(last) == 2 and last[0][0].isupper() and vocabulary.is_role(last[1]) and not (goes_on or other):
        return True  # "University of Leeds Student Union president Ann Hill"
    if goes_on or not office or other or not _OFFICE_OF.search(" " + before):
        return False
    if title:
        return not vocabulary.is_title(title[-1])
    return not before.lower().endswith((" of ", " the ", " at ", " in ", " a ", " an "))


def _common(text: str, start: int, stop: int, end: int, index: NameIndex) -> Phrase:
    """Read a phrase whose head is a common noun, a body or a document."""
    if (name := _known_elsewhere(text, start, stop, index)) is not None:
        return Phrase("names", start, stop, (name.number,))
    vocabulary = load_vocabulary()
    determiner = _DETERMINER.match(text, start, stop)
    begin = determiner.end() if determiner else start
    definite = bool(determiner and (determiner[1] or determiner[3]))
    complement = _COMPLEMENT.search(text, begin, stop)
    head_end = complement.start() if complement else stop
    words = [word.lower() for word in _WORD.findall(text, begin, head_end)]
    if not words:
        return Phrase("group", start, stop, head=text[start:stop].lower())
    last = words[-1].removesuffix("’s").removesuffix("'s")
    head = singular(last)
    content = frozenset(
        word.removesuffix("’s").removesuffix("'s")
        for word in map(str.lower, _WORD.findall(text, begin, stop))
        if vocabulary.describes(word)
    ) | {head}
    kind = _common_kind(last, head, text, begin, head_end, index)
    plural = kind == "group"
    single = kind == "role" or (kind == "group" and last == head and head not in vocabulary.groups)
    single = single or text[start : start + 7].lower() == "one of "
    if single and stop < end and (apposed := _apposed(text, stop, end, index)) is not None:
        index.names[apposed].roles.update(content)
        return Phrase("names", start, stop, (apposed,))
    gender = "" if plural else vocabulary.genders.get(head, "")
    owned = bool(determiner and determiner[3]) or bool(_POSSESSIVE.search(text, begin, head_end))
    return Phrase(
        kind, start, stop, (), head, content, definite or owned, gender, complement is None, owned, determiner is None
    )


def _known_elsewhere(text: str, start: int, stop: int, index: NameIndex) -> Name | None:
    """Return the person that a capitalised phrase names, where the text names the same person in another place."""
    if not text[start].isupper() or _COMPLEMENT.search(text, start, stop):
        return None
    name = index.find(text[start:stop], near=start)
    if name is None or name.kind in NOT_PERSONS:
        return None
    return name if text[start:stop].rsplit(" ", 1)[-1].rstrip("’'s") in name.name else None


def _common_kind(last: str, head: str, text: str, begin: int, head_end: int, index: NameIndex) -> str:
    vocabulary = load_vocabulary()
    whole = _whole_name(text, begin, head_end, index)
    if whole:
        return "body"
    if last in vocabulary.groups:
        return "group"
    if last in vocabulary.papers:
        return "document"
    if vocabulary.is_role(head) or vocabulary.is_title(head):
        return "role" if last == head else "group"
    if last in vocabulary.bodies or (head in vocabulary.bodies and not text[begin].islower()):
        return "body"
    if head in vocabulary.bodies:
        return "body" if head == last else "group"
    if head in vocabulary.papers:
        return "document"
    mentions = index.within(begin, head_end)
    if mentions and mentions[-1].end >= head_end - 2:
        return "body"
    return "group"


def _whole_name(text: str, begin: int, head_end: int, index: NameIndex) -> bool:
    """Tell whether a name of a body or place is the head of the phrase."""
    mentions = index.within(begin, head_end)
    if not mentions or text[mentions[-1].end : head_end].strip(_TRIM + "s"):
        return False
    kind = index.names[mentions[-1].name].kind
    return kind in ("organisation", "place") and (
        mentions[-1].start == begin or text[begin:head_end].islower() is False
    )


def _apposed(text: str, stop: int, end: int, index: NameIndex) -> int | None:
    """Return the person named in apposition behind a role (`the minister, Mr. Guajardo`)."""
    for mention in index.within(stop, end):
        name = index.names[mention.name]
        if name.kind in NOT_PERSONS:
            return None
        before = text[stop : mention.first].strip(" ,–—-(\u00a0")
        if before in load_vocabulary().portfolio or load_vocabulary().is_role(before):
            before = ""  # "her niece, state Del. Marcia Price"
        after = text[mention.end : end].strip(_TRIM)
        return None if before or (after and text[mention.end] not in ",) ") else mention.name
    return None
