"""Contested names without a starting point: pairs of names that seem to be one thing's, used unequally by groups.

Evidence that two names are one thing's: they stand together with a slash, brackets or *also called*; they fill the same
frames (*in X*, *dialogue between Baku and X*, *the X issue*); their sentences are about the same. Against it: both in
one sentence, or joined by *and*. What makes a pair contested is that groups differ in which of the two they write.
"""

from __future__ import annotations

import heapq
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from framing.discovery.phrases import Sentence, find_phrases, is_title, read_sentences
from framing.discovery.shortlists import Shortlist, show_groups
from framing.discovery.skeletons import write_skeleton
from framing.discovery.uses import Grouped, GroupUse, Place, check_limit, group_uses, surfaces
from framing.discovery.vocabulary import country_of, fold_noun, noun_classes, word_set
from framing.documents import Document
from framing.tables import Column, Table

__all__ = ["Contested", "ContestedPair", "discover_contested"]

_NAMES = 600
_REACH = 30
_OTHER_SORT = 0.4
_FRAMES_EACH = 400
_ALSO = re.compile(r"\b(?:also|formerly|previously|or|otherwise|better|known|called|as|named)\b", re.IGNORECASE)
_WEIGHTS = {"stated": 4.0, "same_frames": 6.0, "same_topics": 5.0, "same_partners": 2.0, "side_by_side": -3.0}

_COLUMNS = (
    Column("one", "string", "the commoner name"),
    Column("other", "string", "the rival name"),
    Column("score", "number", "from 0 to 1, higher is likelier; it ranks, it is no probability"),
    Column("rules", "string", "the evidence that speaks for the pair, the weightiest first"),
    Column("one_mentions", "integer", "mentions of the first name", minor=True),
    Column("other_mentions", "integer", "mentions of the second name", minor=True),
    Column("one_groups", "string", "groups that write the first name, with counts"),
    Column("other_groups", "string", "groups that write the second name, with counts"),
    Column("one_spans", "spans", "where the first name stands"),
    Column("other_spans", "spans", "where the second name stands"),
)


@dataclass(frozen=True, slots=True)
class ContestedPair:
    """Two names that seem to be one thing's; `one` is the commoner. Spans are (document id, start, end)."""

    one: str
    other: str
    score: float
    rules: tuple[str, ...]
    one_spans: tuple[Place, ...]
    other_spans: tuple[Place, ...]
    one_groups: tuple[GroupUse, ...] = ()
    other_groups: tuple[GroupUse, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the pair as a record."""
        return {
            "one": self.one,
            "other": self.other,
            "score": self.score,
            "rules": list(self.rules),
            "one_spans": [list(span) for span in self.one_spans],
            "other_spans": [list(span) for span in self.other_spans],
            "one_groups": [use.to_dict() for use in self.one_groups],
            "other_groups": [use.to_dict() for use in self.other_groups],
        }


@dataclass(frozen=True, slots=True, repr=False)
class Contested(Shortlist[ContestedPair]):
    """Pairs of names, the likeliest first: a sequence, with ways out."""

    pairs: tuple[ContestedPair, ...]
    by: str

    @property
    def _items(self) -> tuple[ContestedPair, ...]:
        return self.pairs

    def __repr__(self) -> str:
        shown = ", ".join(f"{pair.one} / {pair.other}" for pair in self.pairs[:4])
        return f"Contested({len(self)} pairs by {self.by!r}: {shown}{', …' if len(self) > 4 else ''})"

    def to_dict(self) -> dict[str, Any]:
        """Return the whole result as a record."""
        return {"by": self.by, "pairs": self.to_dicts()}

    def to_table(self) -> Table:
        """Return the pairs as a table, one a row."""
        return Table.of("contested", _COLUMNS, (_row(pair) for pair in self.pairs))

    def to_toml(self) -> str:
        """Return a lexicon skeleton with one referent a pair, and the evidence as comments; each name once."""
        named: set[str] = set()
        referents = []
        for pair in self.pairs:
            if pair.one in named or pair.other in named:
                continue
            named.update((pair.one, pair.other))
            referents.append(((pair.one,), "name", [(pair.other, (), _comment(pair))]))
        return write_skeleton(referents)


def _row(pair: ContestedPair) -> dict[str, Any]:
    return {
        "one": pair.one,
        "other": pair.other,
        "score": pair.score,
        "rules": ", ".join(pair.rules),
        "one_mentions": len(pair.one_spans),
        "other_mentions": len(pair.other_spans),
        "one_groups": show_groups(pair.one_groups),
        "other_groups": show_groups(pair.other_groups),
        "one_spans": pair.one_spans,
        "other_spans": pair.other_spans,
    }


def _comment(pair: ContestedPair) -> list[str]:
    return [
        f"score {pair.score:.2f}, rules: {', '.join(pair.rules)}",
        f"{pair.one}: {show_groups(pair.one_groups)}",
        f"{pair.other}: {show_groups(pair.other_groups)}",
    ]


# ---------------------------------------------------------------- reading


@dataclass(slots=True)
class _Name:
    """A proper name while documents are read."""

    key: str
    mentions: list[tuple[int, int, int]] = field(default_factory=list)
    sentences: set[tuple[int, int]] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)
    frames: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    partners: Counter[str] = field(default_factory=Counter)
    personal: int = 0

    @property
    def parts(self) -> frozenset[str]:
        """The words of the name, hyphened ones in parts."""
        return frozenset(part for part in re.split(r"[ -]", self.key) if len(part) > 2)

    def groups(self, labels: Sequence[str]) -> Counter[str]:
        """How often each group writes the name."""
        return Counter(labels[number] for number, _, _ in self.mentions)


@dataclass(frozen=True)
class _Names:
    """The names of a corpus, and the pairs that a text states to be one thing's."""

    names: dict[str, _Name]
    stated: Counter[tuple[str, str]]

    @cached_property
    def spread(self) -> Counter[str]:
        """In how many names each frame, topic or partner occurs."""
        counts: Counter[str] = Counter()
        for name in self.names.values():
            counts.update(dict.fromkeys([*name.frames, *name.topics, *name.partners], 1))
        return counts


def _read(documents: Sequence[Document]) -> _Names:
    names: dict[str, _Name] = {}
    stated: Counter[tuple[str, str]] = Counter()
    for number, document in enumerate(documents):
        for sentence in read_sentences(document.text):
            found = list(_proper(sentence))
            for at, (first, last) in enumerate(found):
                _enter(names, number, document.text, sentence, (first, last), found[max(0, at - 3) : at + 4])
                if at and (pair := _stated(sentence, document.text, found[at - 1], (first, last))):
                    stated[pair] += 1
    _spread_persons(names)
    return _Names(names, stated)


def _spread_persons(names: Mapping[str, _Name]) -> None:
    """Take over from *Sergey Lavrov* to *Lavrov*, and back, that somebody is a person."""
    for key, name in sorted(names.items()):
        last = names.get(key.split()[-1])
        if last is not None and last is not name and (_is_person(name) or _is_person(last)):
            name.personal, last.personal = len(name.mentions), len(last.mentions)


def _proper(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words that are names, as word indexes."""
    seen: set[tuple[int, int]] = set()
    for phrase in find_phrases(sentence):
        if phrase.shape == "joined":
            continue
        first, last = phrase.first, phrase.last
        while last > first and sentence.kinds[last - 1] not in "Pp":
            last -= 1
        while first < last and (sentence.kinds[first] not in "Pp" or is_title(sentence.words[first])):
            first += 1
        run = sentence.kinds[first:last]
        if run and set(run) <= {"P", "p"} and "p" not in run[:-1] and last - first <= 4 and (first, last) not in seen:
            seen.add((first, last))
            yield first, last


def _enter(
    names: dict[str, _Name],
    number: int,
    text: str,
    sentence: Sentence,
    span: tuple[int, int],
    found: list[tuple[int, int]],
) -> None:
    first, last = span
    key = " ".join(sentence.slice(first, last))
    if _is_no_name(key) or (first > 1 and sentence.words[first - 1] == "of" and sentence.kinds[first - 2] in "Pp"):
        return  # Minister of Defense
    start, end = sentence.spans[first][0], sentence.spans[last - 1][1]
    surface = re.sub(r"['’]s?\Z", "", text[start:end]) if sentence.kinds[last - 1] == "p" else text[start:end]
    name = names.get(key) or names.setdefault(key, _Name(key))
    if (number, start) in {(each[0], each[1]) for each in name.mentions[-2:]}:
        return
    name.mentions.append((number, start, start + len(surface)))
    name.sentences.add((number, sentence.start))
    name.forms[" ".join(surface.split())] += 1
    name.personal += _is_personal(sentence, first)
    if len(name.frames) < _FRAMES_EACH:
        name.frames.update(_frames(sentence, first, last))
        name.topics.update(_topics(sentence, first, last))
    name.partners.update(_partners(sentence, span, found))


def _is_no_name(key: str) -> bool:
    """Tell whether a capitalised word is an honorific, an adjective of nationality, or a common noun (the Ministry)."""
    if (
        len(key) < 2
        or key in word_set("people", "honorifics")
        or (" " not in key and "-" not in key and noun_classes(key))
    ):
        return True
    found = [country_of(part) for part in key.split("-")]
    return all(hit is not None and hit[1] in ("adjective", "citizens") for hit in found)


def _is_personal(sentence: Sentence, first: int) -> bool:
    words = sentence.words
    honoured = words[first] in word_set("people", "honorifics")
    return honoured or (
        first > 0 and (words[first - 1] in word_set("people", "honorifics") or is_title(words[first - 1]))
    )


def _frames(sentence: Sentence, first: int, last: int) -> Iterator[str]:
    """Yield the frames that a name fills: the words before and after it, as far as they bind it."""
    words, kinds = sentence.words, sentence.kinds
    before = first - 1
    while before >= 0 and kinds[before] in "TSJ":
        before -= 1
    if before >= 0 and sentence.gaps[before + 1].isspace():
        yield f"{words[before]} _"
        if kinds[before] in "IO" and before and sentence.gaps[before].isspace():
            yield f"{words[before - 1]} {words[before]} _"
    after = words[last] if last < len(words) and sentence.gaps[last].isspace() else ""
    if words[last - 1].endswith("'s"):
        yield "_ 's"
    if after:
        yield f"_ {after}"
        head = _head_after(sentence, last)
        if head:
            yield "* " + head
    if before > 0 and kinds[before] == "O" and kinds[before - 1] == "N":
        yield "* " + fold_noun(words[before - 1])
    for owner in range(max(0, first - 4), first):
        if words[owner] == "between":
            yield "between _"


def _head_after(sentence: Sentence, at: int) -> str:
    """Return the head noun that a name modifies: *conflict* in *the Karabakh conflict* and *Karabakh’s conflict*."""
    head = ""
    while at < len(sentence.words) and sentence.kinds[at] in "NJ" and sentence.gaps[at].isspace():
        head = fold_noun(sentence.words[at]) if sentence.kinds[at] == "N" else head
        at += 1
    return head


def _topics(sentence: Sentence, first: int, last: int) -> Iterator[str]:
    """Yield the nouns, verbs and names of the sentence around a name."""
    for at in range(max(0, first - _REACH), min(len(sentence.words), last + _REACH)):
        word = sentence.words[at]
        if sentence.kinds[at] in "NPVDGnp" and not first <= at < last and len(word) > 2:
            yield "~" + fold_noun(word)


def _partners(sentence: Sentence, span: tuple[int, int], near: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield the names joined to this one: *between Baku and X*, *X and Baku*, by the word before the pair."""
    for first, last in near:
        low, high = min((first, last), span), max((first, last), span)
        if (first, last) != span and high[0] - low[1] <= 4 and "and" in sentence.words[low[1] : high[0]]:
            other = " ".join(sentence.slice(first, last))
            between = "between" in sentence.words[max(0, low[0] - 3) : low[0]]
            yield ("between " if between else "and ") + other


def _stated(sentence: Sentence, text: str, one: tuple[int, int], other: tuple[int, int]) -> tuple[str, str] | None:
    """Return the pair if a text says that both are one: *A/B*, *A (B)*, *A [B]*, *A, also known as B*."""
    if other[0] < one[1]:
        return None
    between = text[sentence.spans[one[1] - 1][1] : sentence.spans[other[0]][0]]
    after = text[sentence.spans[other[1] - 1][1] : sentence.spans[other[1] - 1][1] + 1]
    mark = between.strip()
    closed = (mark == "(" and after == ")") or (mark == "[" and after == "]") or mark == "/"
    also = len(between) < 30 and bool(mark) and mark[0] in ",(" and len(_ALSO.findall(between)) >= 2
    if not closed and not also:
        return None
    first, second = sorted((" ".join(sentence.slice(*one)), " ".join(sentence.slice(*other))))
    return (first, second) if first != second else None


# ---------------------------------------------------------------- pairing


def discover_contested(
    documents: str | Document | Iterable[str | Document], *, by: str = "document", limit: int = 20
) -> Contested:
    """Return pairs of names that seem to be one thing's and that groups use unequally, the likeliest first.

    A shortlist to review. Both names occur twice at least, unless a text states that they are one (*A/B*, *A (B)*, *A,
    also known as B*). Names that share a word (*Karabakh*, *Nagorno-Karabakh*), two countries or their capitals, and
    two persons are no pair. The 600 commonest names are compared.

    Args:
        documents: the texts.
        by: the metadata key that groups documents, or `document`.
        limit: how many pairs at most.

    Raises:
        OptionError: a limit below 1.
        ComparisonError: no document has the metadata key.

    >>> first = Document("They met in Danzig (Gdańsk). Talks on Danzig went on.", "1", {"outlet": "A"})
    >>> second = Document("Nobody in Gdańsk was surprised by the talks.", "2", {"outlet": "B"})
    >>> discover_contested([first, second], by="outlet")[0].rules
    ('stated', 'same_topics', 'same_frames', 'uneven_use')
    """
    check_limit(limit)
    corpus = Grouped.of(documents, by)
    read = _read(corpus.documents)
    scored = heapq.nsmallest(limit, _scored(read, corpus.groups), key=lambda each: (-each[0], each[1], each[2]))
    return Contested(tuple(_pair(read, each, corpus) for each in scored), by)


_Scored = tuple[float, str, str, tuple[str, ...]]


def _scored(read: _Names, labels: Sequence[str]) -> Iterator[_Scored]:
    """Yield score, both keys, and the rules that speak for the pair."""
    held = sorted(read.names.values(), key=lambda name: (-len(name.mentions), name.key))
    common = [name for name in held if len(name.mentions) > 1][:_NAMES]
    stated = [
        (read.names[one], read.names[other])
        for one, other in sorted(read.stated)
        if one in read.names and other in read.names
    ]
    pairs = {(one.key, other.key): (one, other) for one, other in itertools.combinations(common, 2)}
    for one, other in stated:
        if (other.key, one.key) not in pairs:
            pairs.setdefault((one.key, other.key), (one, other))
    for (one_key, other_key), (one, other) in sorted(pairs.items()):
        if not _may_be_one(one, other):
            continue
        values = _evidence(read, one, other, labels)
        uneven = values.pop("uneven_use")
        shares = {rule: _WEIGHTS[rule] * value for rule, value in values.items()}
        score = math.fsum(shares.values()) * (1.0 + uneven) / 2.0 * _likeness(one, other)
        if uneven <= 0 or score <= 0:
            continue
        rules = [rule for rule, share in sorted(shares.items(), key=lambda pair: (-pair[1], pair[0])) if share > 0.05]
        yield score, one_key, other_key, (*rules, "uneven_use")


def _may_be_one(one: _Name, other: _Name) -> bool:
    """Refuse pairs that share a word, that the world knows as two, or that are two persons."""
    if one.parts & other.parts or _initials(one.key) == other.key or _initials(other.key) == one.key:
        return False
    first, second = country_of(one.key), country_of(other.key)
    if first and second:
        return first[0] == second[0] and first[1] == second[1] == "name"
    return not (_is_person(one) or _is_person(other))


def _likeness(one: _Name, other: _Name) -> float:
    """Return less than 1 where names look like things of two sorts: a state and none, a Border Service and a town."""
    state = (country_of(one.key) is None) != (country_of(other.key) is None)
    common = bool(noun_classes(one.key.split()[-1])) != bool(noun_classes(other.key.split()[-1]))
    acronym = _is_acronym(one) != _is_acronym(other)
    return math.prod(_OTHER_SORT for differs in (state, common, acronym) if differs)


def _is_acronym(name: _Name) -> bool:
    return len(name.key) > 1 and max(name.forms, key=lambda form: (name.forms[form], form)).isupper()


def _is_person(name: _Name) -> bool:
    return name.personal * 8 > len(name.mentions)


def _initials(key: str) -> str:
    return "".join(part[0] for part in re.split(r"[ -]", key) if part)


def _evidence(read: _Names, one: _Name, other: _Name, labels: Sequence[str]) -> dict[str, float]:
    pair = (min(one.key, other.key), max(one.key, other.key))
    together = len(one.sentences & other.sentences) - read.stated[pair]
    joined = one.partners[f"and {other.key}"] + one.partners[f"between {other.key}"]
    return {
        "stated": math.tanh(read.stated[pair]),
        "same_frames": _cosine(one.frames, other.frames, read),
        "same_topics": _cosine(one.topics, other.topics, read),
        "same_partners": _cosine(one.partners, other.partners, read),
        "uneven_use": _unevenness(one.groups(labels), other.groups(labels)),
        "side_by_side": min(1.0, (max(0, together) + 2 * joined) / min(len(one.sentences), len(other.sentences))),
    }


def _cosine(one: Mapping[str, int], other: Mapping[str, int], read: _Names) -> float:
    """Cosine of log(1 + count) x log(names / names that have it)."""
    total = len(read.names) + 1

    def weigh(counts: Mapping[str, int]) -> dict[str, float]:
        return {each: math.log1p(count) * math.log(total / read.spread[each]) for each, count in counts.items()}

    left, right = weigh(one), weigh(other)
    dot = math.fsum(weight * right[each] for each, weight in left.items() if each in right)
    norm = math.sqrt(math.fsum(w * w for w in left.values()) * math.fsum(w * w for w in right.values()))
    return dot / norm if norm else 0.0


def _unevenness(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Return how far groups differ in which of both names they write: half the L1 distance of both distributions."""
    total_one, total_other = sum(one.values()), sum(other.values())
    groups = sorted({*one, *other})
    return 0.5 * math.fsum(abs(one.get(each, 0) / total_one - other.get(each, 0) / total_other) for each in groups)


def _pair(read: _Names, scored: _Scored, corpus: Grouped) -> ContestedPair:
    score, one, other, rules = scored
    first, second = sorted((read.names[one], read.names[other]), key=lambda name: (-len(name.mentions), name.key))
    places = [
        tuple(sorted((corpus.documents[number].id, start, end) for number, start, end in name.mentions))
        for name in (first, second)
    ]
    uses = [group_uses(name.groups(corpus.groups), corpus.words) for name in (first, second)]
    names = [surfaces(name.forms)[0] for name in (first, second)]
    chance = round(1.0 / (1.0 + math.exp(3.0 - score)), 4)
    return ContestedPair(names[0], names[1], chance, rules, places[0], places[1], uses[0], uses[1])
