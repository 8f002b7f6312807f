"""The evidence that a phrase names the same referent as a known name: what is gathered, and the rules that weigh it.

Reading a document gathers, for each phrase, how it stands to the known name in its sentence (apposition, copula, title,
brackets, …). When all are read, each rule of `RULES` looks at one phrase and says, from 0 to 1, how far it holds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import zip_longest

from framing.candidates import Phrase, Sentence, find_phrases, is_title, without_possessive
from framing.vocabulary import countries, country_of, fold_noun, fold_words, noun_classes, relatedness, word_set

__all__ = ["RULES", "Entry", "Evidence", "Known", "gather"]

_CUTS = frozenset(
    "of in on at by for from with to into over under about against between among as who whom whose which that is are was were"
    " including known called named led seeking based".split()
)
_SMALL = frozenset("the a an this that these those his her its their our my your of and or in on at by for from with to".split())
_NAMING = frozenset("called calls calling dubbed nicknamed branded labelled labeled named termed dubbing referred".split())
_COPULAS = frozenset("is was are were became becomes remains remained".split())
_CONTEXTS = 24


# ---------------------------------------------------------------- the known name


@dataclass(frozen=True)
class Known:
    """The names an analyst knows for one referent, folded, and what their form says of it."""

    names: tuple[str, ...]
    proper: bool

    @classmethod
    def of(cls, names: Iterable[str]) -> Known:
        """Fold the names; they are proper if one is capitalised in its last word."""
        listed = list(names)
        folded = dict.fromkeys(bare_name(fold_words(name).split()) for name in listed)
        proper = any(name.split()[-1][:1].isupper() for name in listed if name.split())
        return cls(tuple(name for name in folded if name), proper)

    @cached_property
    def sequences(self) -> tuple[tuple[str, ...], ...]:
        """The words of each name, the longest first."""
        return tuple(sorted((tuple(name.split()) for name in self.names), key=lambda words: (-len(words), words)))

    @cached_property
    def words(self) -> frozenset[str]:
        """The content words of all names, nouns in the singular."""
        return frozenset(word for name in self.names for word in content_words(name.split()))

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The head words of the names, in the singular."""
        return tuple(dict.fromkeys(head_word(name.split()) for name in self.names))

    @cached_property
    def mains(self) -> frozenset[str]:
        """The words that name a person alone: the last word of a name, honorifics and titles apart."""
        return frozenset(name.split()[-1] for name in self.names) if self.proper else frozenset()

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of the countries that the names are names of."""
        found = (country_of(name) for name in self.names)
        return frozenset(code for code, way in (each for each in found if each) if way in ("name", "adjective", "citizens"))

    @cached_property
    def owners(self) -> frozenset[str]:
        """The possessors in the names: *trump* in *Trump’s lawyers*."""
        return frozenset(without_possessive(word) for name in self.names for word in name.split() if word.endswith("'s"))


def bare_name(words: Iterable[str]) -> str:
    """Return folded words as a name, without leading determiners and final possessive.

    >>> bare_name(["the", "two", "leaders"]), bare_name(["trump's"])
    ('two leaders', 'trump')
    """
    held = list(words)
    dropped = word_set("words", "determiners") | word_set("words", "possessives")
    while held and held[0] in dropped:
        held = held[1:]
    return " ".join([*held[:-1], without_possessive(held[-1])]) if held else ""


@lru_cache(maxsize=131_072)
def _content(word: str) -> str:
    return "" if word in _SMALL else fold_noun(without_possessive(word))


def content_words(words: Iterable[str]) -> tuple[str, ...]:
    """Return the content words of a name, nouns in the singular."""
    return tuple(folded for word in words if (folded := _content(word)))


def head_word(words: Iterable[str]) -> str:
    """Return the head of a name in the singular: the last content word before the first preposition.

    >>> head_word("list of the questions".split()), head_word("Iran's leaders".split())
    ('list', 'leader')
    """
    held = list(words)
    end = next((at for at in range(1, len(held)) if held[at] in _CUTS), len(held))
    while end > 1 and held[end - 1] in _SMALL:
        end -= 1
    return fold_noun(without_possessive(held[end - 1])) if held else ""


# ---------------------------------------------------------------- what is gathered


@dataclass(slots=True)
class Entry:
    """One candidate while documents are read: its words, where it stands, and what it has to do with the known name."""

    words: tuple[str, ...]
    mentions: list[tuple[int, int, int]] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    contexts: Counter[str] = field(default_factory=Counter)
    definite: int = 0
    capital: int = 0
    quoted: int = 0
    near: int = 0
    after: int = 0
    joined: int = 0
    counted: int = 0

    @property
    def head(self) -> str:
        """The head word, in the singular."""
        return head_word(self.words)

    @property
    def content(self) -> tuple[str, ...]:
        """The content words, nouns in the singular."""
        return content_words(self.words)


@dataclass(slots=True)
class Evidence:
    """All that was gathered for one known name."""

    known: Known
    entries: dict[str, Entry] = field(default_factory=dict)
    known_contexts: Counter[str] = field(default_factory=Counter)
    context_totals: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    full_names: Counter[str] = field(default_factory=Counter)
    holders: dict[str, Counter[str]] = field(default_factory=dict)
    seats: Counter[str] = field(default_factory=Counter)
    owners: Counter[str] = field(default_factory=Counter)
    known_mentions: int = 0
    personal: int = 0
    located: int = 0
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class _Place:
    """A phrase in its sentence, with its key and the words around it."""

    phrase: Phrase
    key: str
    is_known: bool


def gather(evidence: Evidence, number: int, text: str, sentences: Iterable[Sentence]) -> None:
    """Add one document to the evidence."""
    since = 99
    for sentence in sentences:
        places = [_place(evidence.known, sentence, phrase) for phrase in find_phrases(sentence)]
        positions = _known_positions(evidence.known, sentence)
        evidence.known_mentions += len(positions)
        since = 0 if positions else since + 1
        for place in places:
            _enter(evidence, number, text, sentence, place, since)
        _note_names(evidence, sentence, places)
        for position in positions:
            _note_context(evidence, sentence, position)
        if positions:
            _note_links(evidence, text, sentence, places, positions)


def _place(known: Known, sentence: Sentence, phrase: Phrase) -> _Place:
    key = " ".join(sentence.slice(phrase.first, phrase.last))
    return _Place(phrase, key, key in known.names)


def _known_positions(known: Known, sentence: Sentence) -> list[tuple[int, int]]:
    """Return where a known name, or a person's last name alone, stands in a sentence, as word indexes."""
    words = [without_possessive(word) for word in sentence.words]
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        size = _known_at(known, sentence, words, at)
        if size:
            found.append((at, at + size))
        at += size or 1
    return found


def _known_at(known: Known, sentence: Sentence, words: list[str], at: int) -> int:
    for sequence in known.sequences:
        size = len(sequence)
        if words[at] == without_possessive(sequence[0]) and tuple(words[at : at + size]) == tuple(map(without_possessive, sequence)):
            return size
    return 1 if words[at] in known.mains and sentence.kinds[at] in "Pp" else 0


def _enter(evidence: Evidence, number: int, text: str, sentence: Sentence, place: _Place, since: int) -> None:
    first, last = place.phrase.first, place.phrase.last
    if place.is_known or len(place.key) < 2 or all(word.isdigit() for word in place.key.split()):
        return
    start, end = sentence.spans[first][0], sentence.spans[last - 1][1]
    surface = text[start:end]
    if sentence.kinds[last - 1] in "np":
        shorter = surface.rstrip("s").rstrip("'’") if surface.endswith(("'s", "’s")) else surface.rstrip("'’")
        surface, end = shorter, start + len(shorter)
    entry = evidence.entries.get(place.key)
    if entry is None:
        entry = evidence.entries[place.key] = Entry(tuple(place.key.split()))
    entry.mentions.append((number, start, end))
    entry.forms[" ".join(surface.split())] += 1
    entry.definite += place.phrase.determiner in ("the", "this", "that", "these", "those", "its", "his", "her", "their")
    entry.capital += sentence.kinds[last - 1] in "Pp"
    entry.quoted += _is_quoted(sentence, first, last, text)
    entry.joined += place.phrase.shape == "joined"
    entry.near += since == 0
    entry.after += since == 1
    for feature in _context(sentence, first, last):
        if feature in entry.contexts or len(entry.contexts) < _CONTEXTS:
            entry.contexts[feature] += 1
        evidence.context_totals[feature] += 1


def _is_quoted(sentence: Sentence, first: int, last: int, text: str) -> bool:
    end = sentence.spans[last - 1][1]
    return any(mark in sentence.gaps[first] for mark in "\"“‘'") and text[end : end + 2].strip(",.")[:1] in tuple("\"”’'")


def _context(sentence: Sentence, first: int, last: int) -> list[str]:
    """Return the words before and after a phrase as features of its use."""
    features = []
    before = first - 1
    while before >= 0 and sentence.kinds[before] in "TS":
        before -= 1
    if before >= 0:
        features.append("<" + sentence.words[before])
    if before >= 1:
        features.append("<<" + sentence.words[before - 1] + " " + sentence.words[before])
    if last < len(sentence.words):
        features.append(">" + sentence.words[last])
    if sentence.words[last - 1].endswith("'s"):
        features.append(">'s")
    return features


def _note_context(evidence: Evidence, sentence: Sentence, position: tuple[int, int]) -> None:
    first, last = position
    for feature in _context(sentence, first, last):
        evidence.known_contexts[feature] += 1
        evidence.context_totals[feature] += 1
    before = sentence.words[first - 1] if first else ""
    evidence.located += before in ("in", "from", "near", "at", "into", "outside")
    if last < len(sentence.words) and sentence.kinds[last - 1] in "np":
        evidence.owners[sentence.words[last]] += 1


def _note_names(evidence: Evidence, sentence: Sentence, places: list[_Place]) -> None:
    """Learn who bears which title, and the full names of whoever bears the known one."""
    for place, following in zip_longest(places, places[1:]):
        phrase = place.phrase
        if phrase.shape == "title" and following is not None and following.phrase.shape == "name":
            evidence.holders.setdefault(place.key, Counter())[following.key.split()[-1]] += 1
        found = country_of(place.key)
        if found and found[1] == "metonym":
            evidence.seats[found[0]] += 1
    for at, word in enumerate(sentence.words[:-1]):
        if sentence.kinds[at + 1] in "Pp" and is_title(word):
            evidence.holders.setdefault(word, Counter())[without_possessive(sentence.words[at + 1])] += 1


def _note_links(
    evidence: Evidence, text: str, sentence: Sentence, places: list[_Place], positions: list[tuple[int, int]]
) -> None:
    """Note how phrases stand to the known name in one sentence."""
    for first, last in positions:
        begin, end = _name_around(sentence, first, last)
        full = " ".join(sentence.slice(begin, end))
        if evidence.known.proper:
            evidence.full_names[full] += 1
            evidence.personal += begin > 0 and (
                sentence.words[begin - 1] in word_set("people", "honorifics") or is_title(sentence.words[begin - 1])
            )
            evidence.personal += begin < first and sentence.words[begin] in word_set("people", "honorifics")
        for place in places:
            link = _link(text, sentence, place.phrase, begin, end)
            if link and place.key in evidence.entries:
                evidence.entries[place.key].links[link] += 1
                if link in ("title", "apposition"):
                    evidence.titles[place.key] += 1


def _name_around(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Widen a known name to the run of capitalised words around it, titles apart."""
    if sentence.kinds[last - 1] not in "Pp":
        return first, last
    begin, end = first, last
    while begin > 0 and sentence.kinds[begin - 1] == "P" and sentence.gaps[begin].isspace() and not is_title(sentence.words[begin - 1]):
        begin -= 1
    while end < len(sentence.words) and sentence.kinds[end - 1] == "P" and sentence.kinds[end] in "Pp" and sentence.gaps[end].isspace():
        end += 1
    return begin, end


def _link(text: str, sentence: Sentence, phrase: Phrase, begin: int, end: int) -> str:
    """Return the name of the way in which a phrase stands to the known name at words `begin` to `end`, or nothing."""
    first, last = phrase.first, phrase.last
    if last == begin and sentence.gaps[begin].isspace() and phrase.shape == "title":
        return "title"
    if last == begin and sentence.gaps[begin].strip() in ("(", "/", "[") or first == end and sentence.gaps[end].strip() in ("(", "/", "["):
        return "bracket"
    if last == begin and sentence.gaps[begin].strip() == "," and phrase.determiner and _closes(text, sentence, end):
        return "apposition"
    start = first - (1 if phrase.determiner else 0)
    if start == end and end < len(sentence.words) and sentence.gaps[end].strip() == ",":
        if (phrase.determiner or sentence.kinds[first:last].count("p")) and _closes(text, sentence, last):
            return "apposition"
        return "loose_apposition" if _closes(text, sentence, last) else ""
    if start > end and sentence.words[end : end + 1] and sentence.words[start - 1] in _COPULAS and start - end <= 3:
        return "copula"
    if first >= end and first - end <= 8 and any(word in _NAMING for word in sentence.words[end:first]) and first - _naming_at(sentence, end, first) <= 3:
        return "called"
    return ""


def _naming_at(sentence: Sentence, begin: int, end: int) -> int:
    return max((at for at in range(begin, end) if sentence.words[at] in _NAMING), default=begin)


def _closes(text: str, sentence: Sentence, end: int) -> bool:
    after = text[sentence.spans[end - 1][1] : sentence.spans[end - 1][1] + 2].strip()
    return not after or after[0] in ",.;:-–—)”\"?!"


# ---------------------------------------------------------------- rules

Rule = Callable[[Entry, Evidence], float]
RULES: dict[str, Rule] = {}


def _rule(function: Rule) -> Rule:
    RULES[function.__name__.removeprefix("_")] = function
    return function


def kind_of(evidence: Evidence) -> str:
    """Return what the known name seems to name: a `country`, a `person`, another `name`, a `group` or a `thing`."""
    known = evidence.known
    if known.codes:
        return "country"
    if known.proper:
        honoured = any(name.split()[0] in word_set("people", "honorifics") for name in known.names)
        return "person" if honoured or evidence.personal > max(0, 0.1 * evidence.located) else "name"
    head = known.heads[0] if known.heads else ""
    if _is_people(known.names[0].split()[-1] if known.names else "", head):
        return "group"
    return "thing"


@lru_cache(maxsize=65_536)
def _is_people(last: str, head: str) -> bool:
    classes = noun_classes(head)[:1]
    return classes == ("group",) or (classes == ("person",) and last != head) or head in word_set("states", "officials")


def _tanh(count: float) -> float:
    return math.tanh(count / 2.0)


def _is_name(entry: Entry) -> bool:
    return entry.capital * 2 > len(entry.mentions)


@_rule
def _last_name(entry: Entry, evidence: Evidence) -> float:
    """The phrase is capitalised and ends with the known last name: *Mr. Abe*, *Shinzo Abe*."""
    if not _is_name(entry) or entry.words[-1] not in evidence.known.mains or len(entry.words) > 3 or entry.joined:
        return 0.0
    return float(not any(is_title(word) or word.endswith("'s") for word in entry.words[:-1]))


@_rule
def _honorific(entry: Entry, evidence: Evidence) -> float:
    """The known last name with an honorific: *Mr. Abe*."""
    return float(len(entry.words) == 2 and entry.words[0] in word_set("people", "honorifics") and _last_name(entry, evidence) > 0)


@_rule
def _titled_name(entry: Entry, evidence: Evidence) -> float:
    """The phrase ends with the known name and has a title before it: *President Donald Trump*."""
    return float(
        not entry.joined
        and bool(evidence.known.mains.intersection(entry.words))
        and entry.words[-1] in _full_name_ends(evidence)
        and any(is_title(word) for word in entry.words[:-1])
        and not any(word.endswith("'s") for word in entry.words)
    )


@_rule
def _bare_titled_name(entry: Entry, evidence: Evidence) -> float:
    """Nothing but one title and the known last name: *President Trump*."""
    return _titled_name(entry, evidence) * float(len(entry.words) == 2)


@_rule
def _titled_name_of_country(entry: Entry, evidence: Evidence) -> float:
    """A titled name with a country behind it: *President Emmanuel Macron of France*."""
    return float(
        entry.joined > 0
        and is_title(entry.words[0])
        and bool(evidence.known.mains.intersection(entry.words))
        and bool(countries_in(entry.words))
        and "of" in entry.words[-3:]
    )


def _full_name_ends(evidence: Evidence) -> frozenset[str]:
    """Return the words that end the names which hold the known one: *kim*, and *un* of *Kim Jong Un*."""
    held = evidence.facts.get("full_name_ends")
    if held is None:
        ends = {full.split()[-1] for full in evidence.full_names if 1 < len(full.split()) <= 4}
        held = evidence.facts["full_name_ends"] = frozenset(ends | evidence.known.mains)
    return held  # type: ignore[return-value]


@_rule
def _first_name(entry: Entry, evidence: Evidence) -> float:
    """The phrase is capitalised and begins with the known name: *Kim Jong Un* for *Kim*."""
    return float(
        _is_name(entry)
        and not entry.joined
        and 1 < len(entry.words) <= 4
        and entry.words[0] in evidence.known.mains
        and not noun_classes(entry.words[-1])
        and entry.words[-1] not in evidence.known.mains
    )


@_rule
def _part_of_name(entry: Entry, evidence: Evidence) -> float:
    """The phrase is one word of a known person's full name: *Donald*."""
    if len(entry.words) != 1 or not _is_name(entry):
        return 0.0
    return float(any(entry.words[0] in full.split()[:-1] for full in evidence.full_names if len(full.split()) <= 3))


@_rule
def _title(entry: Entry, evidence: Evidence) -> float:
    """The phrase stands as a title before the known name: *Japanese Prime Minister* Shinzo Abe."""
    return _tanh(2.0 * entry.links["title"])


@_rule
def _apposition(entry: Entry, evidence: Evidence) -> float:
    """The phrase stands beside the known name between commas: Kim Jong-un, *the North Korean leader*."""
    return _tanh(2.0 * entry.links["apposition"])


@_rule
def _loose_apposition(entry: Entry, evidence: Evidence) -> float:
    """The phrase follows the known name and a comma, without a determiner."""
    return _tanh(2.0 * entry.links["loose_apposition"])


@_rule
def _copula(entry: Entry, evidence: Evidence) -> float:
    """The known name is said to be the phrase: the deal is *a disaster*."""
    return _tanh(2.0 * entry.links["copula"])


@_rule
def _called(entry: Entry, evidence: Evidence) -> float:
    """The known name is called, dubbed or nicknamed the phrase."""
    return _tanh(2.0 * entry.links["called"])


@_rule
def _bracket(entry: Entry, evidence: Evidence) -> float:
    """The phrase and the known name stand together with a slash or brackets: *Stepanakert*/Khankendi."""
    return _tanh(2.0 * entry.links["bracket"])


# ---- roles


def _title_heads(evidence: Evidence) -> Mapping[str, float]:
    """Return the head words of the titles that stood at the known name, with weights."""
    held = evidence.facts.get("title_heads")
    if held is None:
        heads: Counter[str] = Counter()
        for title, count in sorted(evidence.titles.items()):
            if is_title(head_word(title.split())):
                heads[head_word(title.split())] += count
        for title, names in sorted(evidence.holders.items()):
            own = sum(count for name, count in sorted(names.items()) if name in evidence.known.mains or name in evidence.full_names)
            if own:
                heads[head_word(title.split())] += own
        held = evidence.facts["title_heads"] = {head: _tanh(count) for head, count in heads.items()}
    return held  # type: ignore[return-value]


def own_countries(evidence: Evidence) -> Mapping[str, float]:
    """Return the codes of the countries that the titles of the known person name, with weights that sum to 1."""
    held = evidence.facts.get("own_countries")
    if held is None:
        found: Counter[str] = Counter()
        for title, count in sorted(evidence.titles.items()):
            for code in countries_in(tuple(title.split())):
                found[code] += count
        total = sum(found.values())
        held = evidence.facts["own_countries"] = {code: count / total for code, count in sorted(found.items())}
    return held  # type: ignore[return-value]


@lru_cache(maxsize=131_072)
def countries_in(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes of the countries that a phrase names in any way but by a seat of state, in text order."""
    found: dict[str, None] = {}
    held = tuple(without_possessive(word) for word in words)
    at = 0
    while at < len(held):
        for size in (3, 2, 1):
            hit = country_of(" ".join(held[at : at + size])) if at + size <= len(held) else None
            if hit and hit[1] != "metonym":
                found[hit[0]] = None
                at += size - 1
                break
        at += 1
    return tuple(found)


def _is_leader(evidence: Evidence) -> bool:
    leaders = word_set("people", "leaders")
    return any(head in leaders or head == "minister" for head in _title_heads(evidence))


@_rule
def _role_of_country(entry: Entry, evidence: Evidence) -> float:
    """A leader's word with the country of the known person: *French counterpart*, *leader of Japan*."""
    mine = own_countries(evidence)
    named = countries_in(entry.words)
    if not named or not mine or not is_title(entry.head) or _is_name(entry) and entry.links["title"] == 0:
        return 0.0
    share = max(mine.get(code, 0.0) for code in named)
    fits = entry.head in _title_heads(evidence) or (_is_leader(evidence) and entry.head in word_set("people", "leaders"))
    return share * (1.0 if fits else 0.3)


@_rule
def _same_role(entry: Entry, evidence: Evidence) -> float:
    """The phrase has the head of a title that stood at the known name, and no stranger's country: *the president*."""
    weight = _title_heads(evidence).get(entry.head, 0.0)
    named = countries_in(entry.words)
    mine = own_countries(evidence)
    if not weight or (named and mine and not any(code in mine for code in named)):
        return 0.0
    return weight / (1.0 + 0.5 * (len(entry.content) - 1))


@_rule
def _bare_role(entry: Entry, evidence: Evidence) -> float:
    """The phrase is nothing but a title that stood at the known name."""
    return float(" ".join(entry.words) in evidence.titles or len(entry.words) == 1) * _title_heads(evidence).get(entry.head, 0.0)


@_rule
def _leader_word(entry: Entry, evidence: Evidence) -> float:
    """A leader's word for whoever bears a leader's title: *dictator*, *the two leaders*."""
    if not _is_leader(evidence) or entry.head not in word_set("people", "leaders"):
        return 0.0
    return 1.0 if not countries_in(entry.words) else 0.0


@_rule
def _description(entry: Entry, evidence: Evidence) -> float:
    """A word for a person that is no title, in the singular: *gentleman*, *a fine man*."""
    head = entry.words[-1]
    return float(not _is_name(entry) and (noun_classes(head)[:1] == ("person",)) and head == fold_noun(head))


@_rule
def _rival_holder(entry: Entry, evidence: Evidence) -> float:
    """The phrase is the title of somebody else, or names somebody else."""
    mains = evidence.known.mains
    names = evidence.holders.get(" ".join(entry.words), Counter())
    others = sum(count for name, count in names.items() if name not in mains)
    own = sum(count for name, count in names.items() if name in mains)
    stranger = _is_name(entry) and not mains.intersection(entry.words) and not country_of(" ".join(entry.words))
    return max(others / (others + own + 1.0), 0.5 * stranger)


# ---- states


def _ways(entry: Entry) -> tuple[str, str] | None:
    return country_of(" ".join(entry.words))


def _country_rule(way: str) -> Rule:
    def rule(entry: Entry, evidence: Evidence) -> float:
        found = _ways(entry)
        return float(bool(found) and found[0] in evidence.known.codes and found[1] == way)

    rule.__doc__ = f"The phrase stands for the known country as its {way}."
    return rule


for _way in ("name", "adjective", "capital", "citizens", "metonym"):
    RULES[f"country_{_way}"] = _country_rule(_way)


@_rule
def _official_of_country(entry: Entry, evidence: Evidence) -> float:
    """People or organs of state with the known country's name or adjective: *Japanese officials*."""
    codes = evidence.known.codes
    if not codes.intersection(countries_in(entry.words)) or entry.words[-1] in evidence.known.mains:
        return 0.0
    return float(entry.head in _officials() and entry.head not in word_set("people", "leaders") and entry.head != "minister")


@_rule
def _leader_of_country(entry: Entry, evidence: Evidence) -> float:
    """The leader of the known country, who is not the country: *the North Korean leader*."""
    if not evidence.known.codes.intersection(countries_in(entry.words)):
        return 0.0
    return float(entry.head in word_set("people", "leaders") or entry.head == "minister")


@_rule
def _foreign_seat(entry: Entry, evidence: Evidence) -> float:
    """The phrase holds a capital or seat of another country."""
    if not evidence.known.codes:
        return 0.0
    found = [country_of(without_possessive(word)) for word in entry.words] + [_ways(entry)]
    return float(any(each and each[0] not in evidence.known.codes for each in found))


@_rule
def _institution_at_home(entry: Entry, evidence: Evidence) -> float:
    """A capitalised institution, where the known country is the one at home: *Department of Justice*."""
    if not evidence.known.codes or not _is_name(entry) or countries_in(entry.words) or len(entry.words) < 2:
        return 0.0
    return home_share(evidence) * float(noun_classes(entry.head)[:1] == ("group",) or entry.head in _officials())


@_rule
def _officer_at_home(entry: Entry, evidence: Evidence) -> float:
    """Officials in the plural with any modifier, where the known country is the one at home: *border officials*."""
    if not evidence.known.codes or countries_in(entry.words) or len(entry.words) < 2 or _is_name(entry):
        return 0.0
    return home_share(evidence) * float(entry.head in _officials() or _is_people(entry.words[-1], entry.head))


@lru_cache(maxsize=1)
def _officials() -> frozenset[str]:
    return frozenset(fold_noun(word) for word in sorted(word_set("states", "officials")))


@_rule
def _person_of_country(entry: Entry, evidence: Evidence) -> float:
    """Other persons with the known country's name or adjective: *Russian entities* not, *American negotiators* yes."""
    if not evidence.known.codes.intersection(countries_in(entry.words)) or _is_name(entry):
        return 0.0
    return float(noun_classes(entry.words[-1])[:1] in (("person",), ("group",)) and entry.head not in _officials())


@_rule
def _thing_of_country(entry: Entry, evidence: Evidence) -> float:
    """Any other noun with the known country's name or adjective: *Iranian influence*."""
    if not evidence.known.codes.intersection(countries_in(entry.words)) or _ways(entry):
        return 0.0
    return 1.0


@_rule
def _many_countries(entry: Entry, evidence: Evidence) -> float:
    """The phrase names more countries than the known one."""
    return float(bool(set(countries_in(entry.words)) - evidence.known.codes)) if evidence.known.codes else 0.0


@_rule
def _state_noun(entry: Entry, evidence: Evidence) -> float:
    """A word for a state alone: *the country*, *two nations*."""
    if not evidence.known.codes or len(entry.content) > 2 or countries_in(entry.words):
        return 0.0
    return float(entry.head in {fold_noun(word) for word in word_set("states", "nouns")})


def home_share(evidence: Evidence) -> float:
    """Return which part of the seats of state in the texts are the known country's: the press at home needs no adjective."""
    total = sum(evidence.seats.values())
    return sum(evidence.seats[code] for code in evidence.known.codes) / total if total else 0.0


@_rule
def _organ_at_home(entry: Entry, evidence: Evidence) -> float:
    """An organ or official of state without a country, where the known country is the one at home: *lawmakers*."""
    if not evidence.known.codes or countries_in(entry.words):
        return 0.0
    return home_share(evidence) * float(entry.head in {fold_noun(word) for word in word_set("states", "organs")})


@_rule
def _organ_abroad(entry: Entry, evidence: Evidence) -> float:
    """An organ or official of state without a country, where the known country is not at home."""
    if not evidence.known.codes or countries_in(entry.words) or len(entry.content) > 2:
        return 0.0
    return (1.0 - home_share(evidence)) * float(entry.head in {fold_noun(word) for word in word_set("states", "organs")})


@_rule
def _seat_at_home(entry: Entry, evidence: Evidence) -> float:
    """The phrase holds a seat or organ of the known country: *White House officials*."""
    if not evidence.known.codes or len(entry.words) < 2:
        return 0.0
    words = entry.words
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            found = country_of(" ".join(without_possessive(word) for word in words[at : at + size]))
            if found and found[1] == "metonym" and found[0] in evidence.known.codes and size < len(words):
                return 1.0
    return 0.0


@_rule
def _ruling(entry: Entry, evidence: Evidence) -> float:
    """A name with a word for rule: *the Trump administration*, *the Kim regime*."""
    if len(entry.words) < 2 or entry.head not in word_set("states", "ruling") or not evidence.known.codes:
        return 0.0
    rulers = [without_possessive(word) for word in entry.words[:-1] if country_free(word)]
    return max((_rules(ruler, evidence) for ruler in rulers), default=0.0)


def _rules(ruler: str, evidence: Evidence) -> float:
    """Return how far a person seems to belong to the known country, by the titles before the name."""
    found: Counter[str] = Counter()
    for title, names in sorted(evidence.holders.items()):
        if ruler in names:
            found.update(countries_in(tuple(title.split())))
    if found:
        return sum(found[code] for code in evidence.known.codes) / sum(found.values())
    return home_share(evidence)


@lru_cache(maxsize=65_536)
def country_free(word: str) -> bool:
    """Tell whether a word is neither a country's nor a common noun: a name, most likely."""
    bare = without_possessive(word)
    return not country_of(bare) and not noun_classes(bare)


@_rule
def _compass(entry: Entry, evidence: Evidence) -> float:
    """The half of a divided country by its point of the compass: *the North*, *the two Koreas*."""
    names = {name for code in evidence.known.codes for name in countries()[code].names}
    halves = {part for name in names for part in name.split() if name.split()[0] in ("north", "south", "east", "west")}
    return float(_is_name(entry) and bool(halves) and all(fold_noun(word) in halves for word in entry.content if word not in ("two", "and")))


# ---- words


@_rule
def _same_head(entry: Entry, evidence: Evidence) -> float:
    """The phrase has the known name's head: *nuclear deal*, *Iran deal*."""
    return float(not evidence.known.proper and entry.head in evidence.known.heads)


@_rule
def _near_head(entry: Entry, evidence: Evidence) -> float:
    """The head is near in meaning to the known name's: *pact*, *deal*."""
    if evidence.known.proper or entry.head in evidence.known.heads:
        return 0.0
    return max((relatedness(entry.head, head) for head in evidence.known.heads), default=0.0)


@_rule
def _near_words(entry: Entry, evidence: Evidence) -> float:
    """Head near in meaning, and a modifier shared: *nuclear accord* for *nuclear deal*."""
    shared = (set(entry.content) - {entry.head}) & (evidence.known.words - set(evidence.known.heads))
    return _near_head(entry, evidence) * bool(shared)


@_rule
def _shared_words(entry: Entry, evidence: Evidence) -> float:
    """The share of words in common with the known name (Jaccard)."""
    words, known = set(entry.content), evidence.known.words
    return len(words & known) / len(words | known) if words | known else 0.0


@_rule
def _holds_name(entry: Entry, evidence: Evidence) -> float:
    """The phrase holds all words of a known name of several words."""
    return float(len(evidence.known.words) > 1 and evidence.known.words <= set(entry.content))


@_rule
def _head_as_modifier(entry: Entry, evidence: Evidence) -> float:
    """The known head modifies another one: *caravan participants*, *members of the caravan*."""
    return float(not evidence.known.proper and entry.head not in evidence.known.heads and bool(set(evidence.known.heads) & set(entry.content)))


@_rule
def _people_of_group(entry: Entry, evidence: Evidence) -> float:
    """Persons in the plural, or a group, with the known group's word in it."""
    return _head_as_modifier(entry, evidence) * float(noun_classes(entry.head)[:1] in (("person",), ("group",)))


@_rule
def _same_owner(entry: Entry, evidence: Evidence) -> float:
    """The same possessor as in the known name: *Trump’s legal team* for *Trump’s lawyers*."""
    return float(bool(owners(evidence) & set(entry.content)))


def owners(evidence: Evidence) -> frozenset[str]:
    """Return the possessors in the known names and the titles they bear: *trump*, *president*."""
    held = evidence.facts.get("owners")
    if held is None:
        own = evidence.known.owners
        titles = {head_word(title.split()) for title, names in evidence.holders.items() if own & set(names)}
        held = evidence.facts["owners"] = own | titles if own else own
    return held  # type: ignore[return-value]


@_rule
def _owner_alone(entry: Entry, evidence: Evidence) -> float:
    """The phrase is the possessor in the known name itself: *Mueller* for *Mueller’s team*."""
    return float(bool(evidence.known.owners) and entry.words[-1] in owners(evidence))


@_rule
def _name_in_phrase(entry: Entry, evidence: Evidence) -> float:
    """The known person's name stands inside a longer phrase: *Trump’s threats*, *meeting with Macron*."""
    held = evidence.known.mains.intersection(without_possessive(word) for word in entry.words)
    plain = _last_name(entry, evidence) or _titled_name(entry, evidence) or _titled_name_of_country(entry, evidence)
    return float(bool(held) and not plain and not _first_name(entry, evidence))


@_rule
def _same_owner_people(entry: Entry, evidence: Evidence) -> float:
    """The same possessor, and persons or a group as the known name has it."""
    classes = noun_classes(entry.head)[:1]
    return _same_owner(entry, evidence) * float(classes in (("person",), ("group",)) and entry.capital * 2 <= len(entry.mentions))


@_rule
def _same_class(entry: Entry, evidence: Evidence) -> float:
    """Head and known head are of one class of nouns: act, communication, group, person, …"""
    own = noun_classes(entry.head)[:1]
    return float(not evidence.known.proper and bool(own) and any(own == noun_classes(head)[:1] for head in evidence.known.heads))


@_rule
def _acronym(entry: Entry, evidence: Evidence) -> float:
    """The phrase is the known name's initials, or the known name the phrase's."""
    word = "".join(entry.words)
    for name in evidence.known.names:
        initials = "".join(part[0] for part in name.split() if part not in _SMALL)
        own = "".join(part[0] for part in entry.words if part not in _SMALL)
        if len(initials) > 2 and initials == word or len(own) > 2 and own == name:
            return 1.0
    return 0.0


# ---- use


@_rule
def _salience(entry: Entry, evidence: Evidence) -> float:
    """How often the phrase occurs: log2(1 + mentions) / 6, at most 1."""
    return min(1.0, math.log2(1 + len(entry.mentions)) / 6.0)


@_rule
def _definite(entry: Entry, evidence: Evidence) -> float:
    """The share of mentions with a definite determiner, for common nouns."""
    return 0.0 if _is_name(entry) else entry.definite / len(entry.mentions)


@_rule
def _follows(entry: Entry, evidence: Evidence) -> float:
    """The share of mentions in the sentence after one with the known name."""
    return entry.after / len(entry.mentions)


@_rule
def _beside(entry: Entry, evidence: Evidence) -> float:
    """The share of mentions in a sentence with the known name."""
    return entry.near / len(entry.mentions)


@_rule
def _quoted(entry: Entry, evidence: Evidence) -> float:
    """The share of mentions in quotation marks of their own."""
    return entry.quoted / len(entry.mentions)


@_rule
def _context_similarity(entry: Entry, evidence: Evidence) -> float:
    """Cosine of the words before and after, weighed by log(total / count) (inverse frequency)."""
    return _cosine(entry.contexts, evidence.known_contexts, evidence.context_totals)


def _cosine(one: Mapping[str, int], other: Mapping[str, int], totals: Mapping[str, int]) -> float:
    everything = sum(totals.values()) or 1

    def weight(feature: str, count: int) -> float:
        return math.log1p(count) * math.log(everything / totals[feature])

    dot = sum(weight(f, c) * weight(f, other[f]) for f, c in one.items() if f in other)
    if not dot:
        return 0.0
    norms = [math.sqrt(sum(weight(f, c) ** 2 for f, c in each.items())) for each in (one, other)]
    return dot / (norms[0] * norms[1]) if all(norms) else 0.0


@_rule
def _other_name(entry: Entry, evidence: Evidence) -> float:
    """The phrase is capitalised and shares no word with the known name."""
    return float(_is_name(entry) and not evidence.known.words & set(entry.content))


@_rule
def _joined_of(entry: Entry, evidence: Evidence) -> float:
    """The phrase is two noun phrases joined by *of*."""
    return float(entry.joined > 0 and "of" in entry.words)


@_rule
def _joined_otherwise(entry: Entry, evidence: Evidence) -> float:
    """The phrase is two noun phrases joined by another preposition."""
    return float(entry.joined > 0 and "of" not in entry.words)


@_rule
def _joined_to_known(entry: Entry, evidence: Evidence) -> float:
    """The phrase has the known head, joined by a preposition to more: *meeting with Mr. Kim*."""
    return float(entry.joined > 0 and (entry.head in evidence.known.heads))


@_rule
def _single_word(entry: Entry, evidence: Evidence) -> float:
    """The phrase is one word, and a common noun."""
    return float(len(entry.words) == 1 and not _is_name(entry))


@_rule
def _modifiers_of_known(entry: Entry, evidence: Evidence) -> float:
    """The phrase has modifiers that the texts give to the known head too: *Russia inquiry*, as *Russia investigation*."""
    if evidence.known.proper:
        return 0.0
    usual = known_modifiers(evidence)
    own = [word for word in dict.fromkeys(entry.content) if word != entry.head]
    return min(1.0, sum(usual.get(word, 0.0) for word in own)) if entry.head not in evidence.known.heads else 0.0


def known_modifiers(evidence: Evidence) -> Mapping[str, float]:
    """Return the words that stand with the known head, with tanh(count / 2)."""
    held = evidence.facts.get("known_modifiers")
    if held is None:
        found: Counter[str] = Counter()
        for _, entry in sorted(evidence.entries.items()):
            if entry.head in evidence.known.heads and not entry.joined:
                found.update({word: len(entry.mentions) for word in entry.content if word != entry.head})
        own = evidence.known.words - set(evidence.known.heads)
        held = evidence.facts["known_modifiers"] = {
            **{word: _tanh(count) for word, count in sorted(found.items())},
            **dict.fromkeys(sorted(own), 1.0),
        }
    return held  # type: ignore[return-value]


@_rule
def _near_head_and_modifiers(entry: Entry, evidence: Evidence) -> float:
    """Head near in meaning or of one class, and modifiers of the known head."""
    near = max(_near_head(entry, evidence), 0.5 * _same_class(entry, evidence))
    return near * _modifiers_of_known(entry, evidence)


@_rule
def _long(entry: Entry, evidence: Evidence) -> float:
    """Words beyond the third, tenths."""
    return min(1.0, max(0, len(entry.words) - 3) / 5.0)


@_rule
def _people(entry: Entry, evidence: Evidence) -> float:
    """Persons in the plural, or a group."""
    return float(not _is_name(entry) and _is_people(entry.words[-1], entry.head))
