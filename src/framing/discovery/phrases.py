"""Candidate names: the noun phrases of a text, found by word classes and shape, without a parser.

A sentence becomes a string of one letter a word; phrases are regular expressions over that string:

    T determiner  S possessive pronoun  # number  J adjective  D past participle  G -ing form  R adverb  V verb
    N noun  P proper noun (capitalised)  n p the same with a possessive ending  W day or month
    O of  I other preposition  C and, or  X any other closed-class word
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from framing.discovery.vocabulary import class_of, country_of, fold_words, noun_classes, word_set
from framing.documents import Span
from framing.sections import find_sections
from framing.segmentation import split_sentences, split_words

__all__ = ["Phrase", "Sentence", "find_phrases", "read_sentences"]

_BASE = re.compile(r"T?S?(?:R(?=#))?#{0,4}(?:[JDGNPnpW]|R(?=[JDG])|C(?=[JPD]{1,3}N)){0,9}[NPnp]")
_LINKS = "OIC"
_LETTERS = {"verb": "V", "past_participle": "D", "ing_form": "G", "adjective": "J", "adverb": "R", "noun": "N"}
_CLOSED = (
    ("determiners", "T"), ("possessives", "S"), ("numbers", "#"), ("pronouns", "X"), ("prepositions", "I"),
    ("conjunctions", "X"), ("auxiliaries", "X"), ("adverbs", "X"), ("weekdays", "W"),
)  # fmt: skip
_MAX_JOINED = 9
_MAX_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as words: spans, folded words, one letter a word, and what stands before each word."""

    start: int
    end: int
    spans: tuple[Span, ...]
    words: tuple[str, ...]
    kinds: str
    gaps: tuple[str, ...]

    def slice(self, first: int, last: int) -> tuple[str, ...]:
        """Return the folded words `first` to `last` (exclusive), the last without its possessive ending."""
        return (*self.words[first : last - 1], without_possessive(self.words[last - 1]))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A candidate in a sentence: words `first` to `last` (exclusive), and how it was found.

    `shape` is `base` (a noun phrase), `possessor` (*Iran* in *Iran’s leaders*), `modifier` (*Iran* in *the Iran deal*),
    `title` and `name` (*the French president* | *Emmanuel Macron*), or `joined` (*leader of Japan*).
    """

    first: int
    last: int
    shape: str
    determiner: str = ""


def without_possessive(word: str) -> str:
    """Return a folded word without a possessive ending.

    >>> without_possessive("trump's"), without_possessive("officials'"), without_possessive("talks")
    ('trump', 'officials', 'talks')
    """
    return word[:-2] if word.endswith("'s") else word.removesuffix("'")


@cache
def _closed() -> dict[str, str]:
    letters: dict[str, str] = {}
    for key, letter in _CLOSED:
        for word in sorted(word_set("words", key)):
            letters.setdefault(word, letter)
    degrees = dict.fromkeys(word_set("words", "degrees"), "R")
    return {**letters, **degrees, "of": "O", "and": "C", "or": "C", "&": "C", "may": "X", "march": "N"}


@lru_cache(maxsize=131_072)
def _folded(word: str) -> str:
    return fold_words(word)


@lru_cache(maxsize=131_072)
def _letter(surface: str, opens: bool) -> str:
    """Return the letter of a word by itself; `opens` if it begins a sentence, where a capital means little."""
    word = _folded(surface)
    bare = without_possessive(word)
    owned = bare != word and len(bare) > 1
    if surface[:1].isdigit():
        return "#"
    closed = _closed().get(word) or _closed().get(bare)
    if closed and not (surface.isupper() and len(surface) > 1 and word in ("us", "it", "who")):
        return closed
    if surface[:1].isupper() and not (opens and _is_common(bare)):
        return "p" if owned else "P"
    letter = _LETTERS[class_of(bare)]
    if letter == "N" and bare.endswith("ly") and not noun_classes(bare):
        letter = "R"
    return "n" if owned else letter


@lru_cache(maxsize=131_072)
def _is_common(word: str) -> bool:
    return class_of(word) != "noun" or bool(noun_classes(word))


def read_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text as words with their letters, without those of link lists, teasers and notices.

    >>> read_sentences("The French president met Mr. Kim.")[0].kinds
    'TPNVPP'
    """
    return tuple(
        sentence
        for section in find_sections(text)
        if section.kind != "boilerplate"
        for start, end in split_sentences(text, section.start, section.end)
        if (sentence := _read_sentence(text, start, end)).words
    )


def _read_sentence(text: str, start: int, end: int) -> Sentence:
    spans = [_with_stop(text, span, end) for span in split_words(text, start, end)]
    surfaces = [text[a:b] for a, b in spans]
    gaps = [text[before:a] for before, (a, _) in zip([start, *(b for _, b in spans)], spans, strict=False)]
    words = [_folded(surface) for surface in surfaces]
    letters = [_letter(surface, number == 0 or _opens(gaps[number])) for number, surface in enumerate(surfaces)]
    return Sentence(start, end, tuple(spans), tuple(words), "".join(_repaired(letters, words, surfaces)), tuple(gaps))


def _with_stop(text: str, span: Span, end: int) -> Span:
    """Take the last full stop of U.S. and Mr. into the word, so that it does not part a phrase."""
    a, b = span
    if b < end and text[b] == "." and b - a <= 6 and (text[b - 2 : b - 1] in (".", "") or _is_short(text[a:b])):
        return a, b + 1
    return span


def _is_short(surface: str) -> bool:
    word = surface.lower()
    if len(word) == 1:
        return surface.isupper()
    known = word in word_set("people", "honorifics") or word in word_set("people", "short_titles")
    return known and len(word) <= 4 and surface[:1].isupper()


def _opens(gap: str) -> bool:
    return any(mark in gap for mark in '\n“"‘:•')


def _repaired(letters: list[str], words: Sequence[str], surfaces: Sequence[str]) -> list[str]:
    """Correct letters by their neighbours: *the claim* is a noun, *to claim* is a verb, *the planned talks*…"""
    last = len(letters) - 1
    for at, letter in enumerate(letters):
        before = letters[at - 1] if at else "."
        after = letters[at + 1] if at < last else "."
        if letter in "RJN" and after == "P" and country_of(words[at] + " " + words[at + 1]):
            letters[at] = "P"  # North Korea, where the sentence begins
        elif letter == "N" and after == "P" and surfaces[at][:1].isupper():
            letters[at] = "P"  # "Rocket Man"
        elif letter == "G" and before in "XV" and after in "NJ#":
            letters[at] = "V"  # they are telling participants
        elif letter == "#" and after != "#" and words[at] in word_set("words", "nearly"):
            letters[at] = "I"
        elif letter == "G" and before == "P" and country_of(words[at - 1]) and after not in "NPJTS":
            letters[at] = "N"  # Russian meddling
        elif letter in "VG" and before in "TSnpJ#" and after not in "NPJT":
            letters[at] = "N"
        elif (
            letter == "N"
            and at
            and (words[at - 1] in word_set("words", "before_verbs") or (words[at - 1] == "to" and after in "TSP"))
        ) or (letter == "N" and before in "PN" and after in "TSX" and _may_be_verb(words[at])):
            letters[at] = "V"
        elif (letter == "D" and before in "PNX" and after not in "NPJ") or (
            letter in "DG" and after in "Pp" and before not in "TSJ"
        ):
            letters[at] = "V"  # hosting Mr Abe
    return letters


@lru_cache(maxsize=65_536)
def _may_be_verb(word: str) -> bool:
    return word.endswith("s") and (
        class_of(word[:-1]) == "verb" or class_of(word[:-1] + "ed") in ("verb", "past_participle")
    )


# ---------------------------------------------------------------- phrases


def find_phrases(sentence: Sentence) -> Iterator[Phrase]:
    """Yield the candidate phrases of a sentence, in the order of their first words.

    >>> sentence = read_sentences("The leader of Japan met French President Jules Grévy.")[0]
    >>> [" ".join(sentence.slice(phrase.first, phrase.last)) for phrase in find_phrases(sentence)]
    ['leader', 'leader of japan', 'japan', 'french president jules grévy', 'french president', 'jules grévy']
    """
    chunks = list(_chunks(sentence))
    for number, (first, last) in enumerate(chunks):
        bare = first
        while bare < last - 1 and sentence.kinds[bare] in "TS":
            bare += 1
        determiner = sentence.words[bare - 1] if bare > first else ""
        yield Phrase(bare, last, "base", determiner)
        if (counted := _after_numbers(sentence, bare, last)) > bare:
            yield Phrase(counted, last, "base", sentence.words[counted - 1])
        yield from _parts(sentence, bare, last, determiner)
        for end in _joins(sentence, chunks, number):
            yield Phrase(bare, end, "joined", determiner)


def _chunks(sentence: Sentence) -> Iterator[Span]:
    for begin, end in _segments(sentence):
        for match in _BASE.finditer(sentence.kinds, begin, end):
            first, last = match.span()
            parted = _name_start(sentence, first, last)
            if first < parted < last and sentence.kinds[parted - 1] == "N" and not is_title(sentence.words[parted - 1]):
                yield first, parted  # his decision | President Trump
                first = parted
            yield first, last


def _name_start(sentence: Sentence, first: int, last: int) -> int:
    """Return where the run of capitalised words at the end of a phrase begins."""
    at = last
    while at > first and sentence.kinds[at - 1] in "Pp":
        at -= 1
    return at


def _segments(sentence: Sentence) -> Iterator[Span]:
    """Yield runs of words between which nothing but blanks stands."""
    begin = 0
    for at, gap in enumerate(sentence.gaps):
        if at and (not gap.isspace() or "\n\n" in gap):
            yield begin, at
            begin = at
    yield begin, len(sentence.words)


def _parts(sentence: Sentence, first: int, last: int, determiner: str) -> Iterator[Phrase]:
    """Yield the possessor of a phrase, and its title and its name."""
    kinds = sentence.kinds
    for at in range(first, last - 1):
        if kinds[at] in "np":
            yield Phrase(first, at + 1, "possessor", determiner)
    run = first
    while run < last and kinds[run] == "P":
        run += 1
    if first < run < last and kinds[run:last].strip("NJ") == "" and not _is_adjective(sentence, first, run):
        yield Phrase(first, run, "modifier", determiner)
    name = last
    while name > first and kinds[name - 1] in "Pp" and not is_title(sentence.words[name - 1]):
        name -= 1
    if first < name < last and (is_title(sentence.words[name - 1]) or kinds[name - 1] == "N"):
        if name - first > 1 or kinds[name - 1] == "N":
            yield Phrase(first, name, "title", determiner)
        yield Phrase(name, last, "name")


def _is_adjective(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether capitalised words are a title or an adjective of nationality, and no name."""
    found = country_of(" ".join(sentence.words[first:last]))
    return is_title(sentence.words[last - 1]) or (found is not None and found[1] in ("adjective", "citizens"))


@lru_cache(maxsize=65_536)
def is_title(word: str) -> bool:
    """Tell whether a folded word is a title that stands before names (*president*, *gen*), honorifics apart.

    >>> is_title("president"), is_title("mr"), is_title("summit")
    (True, False, False)
    """
    if word in word_set("people", "honorifics"):
        return False
    word = word.rsplit("-", 1)[-1]
    return word in word_set("people", "titles") or noun_classes(word)[:1] == ("person",)


def _after_numbers(sentence: Sentence, first: int, last: int) -> int:
    at = first
    while at < last - 1 and sentence.kinds[at] in "#R" and sentence.kinds[first] == "#":
        at += 1
    return at


def _joins(sentence: Sentence, chunks: Sequence[Span], number: int) -> Iterator[int]:
    """Yield the ends of *A of B*, *A of B of C*, *A with B*, *A and B* for the chunk A."""
    first, last = chunks[number]
    if sentence.kinds[last - 1] in "np":
        return
    for follower in range(number + 1, min(number + 4, len(chunks))):
        begin, end = chunks[follower]
        if begin != last + 1 or sentence.kinds[last] not in _LINKS or not _touches(sentence, last, begin + 1):
            return
        link = sentence.kinds[last]
        if link == "I" and (
            sentence.kinds[last - 1] in "Pp" and sentence.words[last] not in word_set("words", "name_links")
        ):
            return
        if link == "C" and not _may_be_paired(sentence, chunks[number], chunks[follower], follower == number + 1):
            return
        if end - first > _MAX_JOINED or sentence.spans[end - 1][1] - sentence.spans[first][0] > _MAX_LENGTH:
            return
        yield end
        last = end


def _may_be_paired(sentence: Sentence, one: Span, other: Span, next_to: bool) -> bool:
    """Tell whether *A and B* may be one name: both are names, or both follow *between*."""
    if not next_to:
        return one[0] > 0 and "between" in sentence.words[one[0] : other[0]]
    return sentence.kinds[one[0]] in "PT" and sentence.kinds[other[0]] in "PT"


def _touches(sentence: Sentence, first: int, last: int) -> bool:
    return all(gap.isspace() and "\n\n" not in gap for gap in sentence.gaps[first:last])
