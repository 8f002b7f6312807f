"""Variants in text: where the names of a lexicon stand, whoever says them.

The forms of a lexicon become a tree whose branches are folded words and the gaps between them. A text is read once,
word by word; only a word that begins some form is looked at twice. The cost is linear in the text and does not depend
on how many variants the lexicon has.
"""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from framing.collector import collector_paused
from framing.errors import LexiconError, OptionError
from framing.lexicons import Lexicon, Referent, Variant, check_lexicon
from framing.lexicons.forms import (
    APOSTROPHES,
    SEPARATOR,
    Form,
    cut_form,
    expand_form,
    fold_word,
    gap_key,
    plain_marks,
    plural_words,
    word_pattern,
)
from framing.namesakes import Surnames, is_namesake, surnames_of
from framing.word_caches import WordCache

__all__ = ["CONTEXT_WORDS", "Days", "Match", "find_variants", "read_days"]

CONTEXT_WORDS = 12
"""How many words on either side of a mention count as its context, for `requires` and `excludes`."""

Days = tuple[datetime.date, datetime.date]
"""The first and the last day that a date can mean: `2020` is all days of that year."""

_DATE = re.compile(r"\s*(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?\s*", re.DOTALL)
_BREAK = r"(?>\r\n|[\n\r\x0b\x0c\x85\u2028])"  # atomic: a CRLF is never two breaks
_BLANK_LINE = re.compile(rf"{_BREAK}[^\S\n\r\x0b\x0c\x85\u2028\u2029]*{_BREAK}|\u2029")
_TWO_WORDS = re.compile(r"([A-Za-z0-9]+)[ -][A-Za-z0-9]")
_HYPHENS = "-‐‑–"
# Behind these a common noun names the opposite: anti-occupation, non-occupied, counter-terrorism.
_TURNING = frozenset({"anti", "counter", "non"})
_LONGEST_TURN = max(map(len, _TURNING))


@dataclass(frozen=True, slots=True)
class Match:
    """A variant found at a span, before anyone asks who says it.

    `side` is the variant's own (perhaps `"accuser"`), or None where it depends on a date that is not known.
    """

    start: int
    end: int
    referent: str
    variant: str
    side: str | None
    loading: str
    entry: Variant = field(repr=False)


@collector_paused
def find_variants(text: str, lexicon: Lexicon, *, date: str | int | datetime.date | None = None) -> tuple[Match, ...]:
    """Return the variants that stand in `text`, in text order, the longer first.

    Whole words only; the possessive is left out of the span, the plural is part of it. Matches of one referent never
    overlap: the leftmost counts, then the longest. Matches of different referents may nest. `date` (a day, month or
    year) chooses among variants with a period.

    Raises:
        LexiconError: a form of a lexicon that was built by hand cannot be read.
        OptionError: `date` is none.

    >>> from framing.lexicons import load_lexicon
    >>> text = "Khankendi’s leaders left Stepanakert–Goris road."
    >>> [text[match.start : match.end] for match in find_variants(text, load_lexicon("karabakh"))][:1]
    ['Khankendi']
    """
    days = None if date is None else read_days(date)
    if date is not None and days is None:
        raise OptionError(f"{date!r} is no date. Write 2023, 2023-06 or 2023-06-08")
    return _matcher(lexicon).find(text, days)


def read_days(date: object) -> Days | None:
    """Return the days that a date can mean, or None if it is not one.

    >>> read_days("2020-02")
    (datetime.date(2020, 2, 1), datetime.date(2020, 2, 29))
    """
    if isinstance(date, datetime.datetime):
        return (date.date(), date.date())
    if isinstance(date, datetime.date):
        return (date, date)
    found = _DATE.fullmatch(str(date)) if isinstance(date, str | int) and not isinstance(date, bool) else None
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = datetime.date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day is not None:
        return (first, first)
    last = month or 12
    return (first, datetime.date(first.year, last, calendar.monthrange(first.year, last)[1]))


# ---------------------------------------------------------------- the tree of forms


@dataclass(slots=True, eq=False)
class _Owner:
    """A variant with its referent, its place in the lexicon's order, its surnames, and the words of its context."""

    referent: str
    variant: Variant
    rank: int
    surnames: Surnames
    requires: tuple[tuple[str, ...], ...]
    excludes: tuple[tuple[str, ...], ...]


@dataclass(slots=True, eq=False)
class _Entry:
    """One spelling of one variant, at the end of a branch."""

    owner: _Owner
    form: Form
    plural: bool

    @property
    def common(self) -> bool:
        """Whether the name begins like a common noun."""
        return self.form.raw[0][0].islower()

    @property
    def sensitive(self) -> bool:
        return self.owner.variant.case == "sensitive"


@dataclass(slots=True, eq=False)
class _Node:
    """A place in the tree: the forms that end here, and what may follow, by the next word and the gap before it."""

    branches: dict[str, dict[str, _Node]] = field(default_factory=dict)
    entries: list[_Entry] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Candidate:
    start: int
    end: int
    entry: _Entry
    sure: bool


def _matcher(lexicon: Lexicon) -> _Matcher:
    kept: _Matcher | None = lexicon._kept.get("matcher")
    if kept is None:
        try:
            kept = lexicon._kept["matcher"] = _Matcher(lexicon)
        except ValueError as error:  # braces of a form in a lexicon that was built by hand, and not checked
            faults = check_lexicon(lexicon).faults
            raise LexiconError(f"the lexicon {lexicon.name!r} cannot be matched ({error}):", faults) from None
    return kept


class _Matcher:
    """The compiled lexicon: a tree for each first word, grown when a text first holds that word."""

    __slots__ = ("_context_words", "_english", "_roots", "_seeds")

    def __init__(self, lexicon: Lexicon) -> None:
        self._english = lexicon.language.lower().startswith("en")
        self._seeds: dict[str, list[tuple[_Owner, str]]] = {}
        self._roots: dict[str, _Node] = {}
        self._context_words: set[str] = set()
        ranked = sorted(_variants(lexicon), key=lambda pair: (pair[0].id, _order(pair[1])))
        surnames = {each.id: surnames_of(each) for each in lexicon.referents} if self._english else {}
        for rank, (referent, variant) in enumerate(ranked):
            requires, excludes = _phrases(variant.requires), _phrases(variant.excludes)
            self._add(_Owner(referent.id, variant, rank, surnames.get(referent.id, {}), requires, excludes))

    def _add(self, owner: _Owner) -> None:
        self._context_words.update(phrase[0] for phrase in (*owner.requires, *owner.excludes))
        variant = owner.variant
        for written in dict.fromkeys(variant.spellings):
            for first in self._first_words(written, variant):
                self._seeds.setdefault(first, []).append((owner, written))

    def _first_words(self, written: str, variant: Variant) -> Iterable[str]:
        """The folded words that a form can begin with; where it plainly begins with two, it is not written out yet."""
        plain = _TWO_WORDS.match(written)
        if plain:
            return (plain.group(1).lower(),)
        return dict.fromkeys(words[0] for words, _, _ in self._spellings(written, variant))

    def _spellings(self, written: str, variant: Variant) -> Iterator[tuple[tuple[str, ...], Form, bool]]:
        """Yield the words of every spelling of a form, and of its plurals."""
        for spelling in expand_form(written):
            form = cut_form(spelling)
            if form is None:
                continue
            yield form.words, form, False
            if self._english and variant.inflect and not form.tail:
                for plural in plural_words(form.words[-1]):
                    yield (*form.words[:-1], plural), form, True

    def _root(self, word: str) -> _Node:
        root = self._roots.get(word)
        if root is None:
            root = _Node()
            for owner, written in self._seeds[word]:
                for words, form, plural in self._spellings(written, owner.variant):
                    if words[0] == word:
                        _grow(root, words, _Entry(owner, form, plural))
            self._roots[word] = root
        return root

    def find(self, text: str, days: Days | None) -> tuple[Match, ...]:
        reading = _Reading(text, self._context_words)
        words, seeds = reading.words, self._seeds
        busy: dict[str, int] = {}
        found: list[Match] = []
        for place in [place for place, word in enumerate(words) if word in seeds]:
            reached = _reached(reading, place, self._root(words[place]))
            if reached:
                found.extend(_at(reading, place, reached, days, busy))
        found.sort(key=lambda match: (match.start, -match.end, match.referent))
        return tuple(found)


def _grow(node: _Node, words: tuple[str, ...], entry: _Entry) -> None:
    for gap, word in zip(entry.form.gaps[1:], words[1:], strict=True):
        gaps = node.branches.get(word)
        if gaps is None:
            gaps = node.branches[word] = {}
        branch = gaps.get(gap)
        if branch is None:
            branch = gaps[gap] = _Node()
        node = branch
    node.entries.append(entry)


def _variants(lexicon: Lexicon) -> Iterator[tuple[Referent, Variant]]:
    for referent in lexicon.referents:
        for variant in referent.variants:
            yield referent, variant


def _order(variant: Variant) -> tuple[object, ...]:
    """The order of a referent's variants, whatever their order in the file."""
    dates = tuple("" if day is None else day.isoformat() for day in (variant.from_, variant.until))
    contexts = (tuple(sorted(variant.requires)), tuple(sorted(variant.excludes)))
    return (variant.name, *dates, variant.side, variant.loading, *contexts, tuple(sorted(variant.forms)), variant.case)


def _phrases(phrases: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The folded words of each context phrase, and of its plural."""
    words: dict[tuple[str, ...], None] = {}
    for phrase in phrases:
        form = cut_form(phrase)
        if form is not None:
            words[form.words] = None
            for plural in plural_words(form.words[-1]):
                words[(*form.words[:-1], plural)] = None
    return tuple(words)


# ---------------------------------------------------------------- one text


_FOLDED = WordCache(fold_word)


class _Reading:
    """A text as words: `raw` as written, folded, and their places; contexts are worked out when first asked for."""

    __slots__ = ("_context_words", "_walls", "_where", "ends", "raw", "starts", "text", "words")

    def __init__(self, text: str, context_words: set[str]) -> None:
        self.text = text
        parts = word_pattern(text).split(text)  # gaps and words by turns
        edges = list(accumulate(map(len, parts)))
        self.raw: list[str] = parts[1::2]
        self.starts, self.ends = edges[:-1:2], edges[1::2]
        self.words = list(map(_FOLDED.__getitem__, self.raw))
        self._context_words = context_words
        self._walls: list[int] = []
        self._where: dict[str, list[int]] | None = None

    def _index(self) -> dict[str, list[int]]:
        if self._where is None:
            self._where = {}
            for place, word in enumerate(self.words):
                if word in self._context_words:
                    self._where.setdefault(word, []).append(place)
            self._walls = [wall.start() for wall in _BLANK_LINE.finditer(self.text)]
        return self._where

    def near(self, start: int, end: int, phrases: Sequence[tuple[str, ...]]) -> bool:
        """Whether one of the phrases stands near `[start, end)`, not wholly inside it, in the same paragraph."""
        where, starts = self._index(), self.starts
        first, behind = bisect_left(starts, start), bisect_left(starts, end)
        low, high = max(0, first - CONTEXT_WORDS), min(len(starts), behind + CONTEXT_WORDS)
        wall = bisect_left(self._walls, start)
        if wall > 0:
            low = max(low, bisect_left(starts, self._walls[wall - 1]))
        if wall < len(self._walls):
            high = min(high, bisect_left(starts, self._walls[wall]))
        return any(
            phrase[0] in where and self._holds(phrase, where[phrase[0]], (low, high), (first, behind))
            for phrase in phrases
        )

    def _holds(
        self, phrase: tuple[str, ...], places: Sequence[int], within: tuple[int, int], own: tuple[int, int]
    ) -> bool:
        low, high = within
        length = len(phrase)
        for index in range(bisect_left(places, low), len(places)):
            place = places[index]
            if place + length > high:
                return False
            inside = own[0] <= place and place + length <= own[1]
            if not inside and (length == 1 or tuple(self.words[place : place + length]) == phrase):
                return True
        return False


def _reached(reading: _Reading, place: int, node: _Node) -> list[tuple[int, _Node]]:
    """Return the ends of the branches that the text follows from a word, each with the place of its last word."""
    words, starts, ends = reading.words, reading.starts, reading.ends
    reached = [(place, node)] if node.entries else []
    last, count = place, len(words)
    while last + 1 < count:
        gaps = node.branches.get(words[last + 1])
        if gaps is None:
            break
        gap = reading.text[ends[last] : starts[last + 1]]
        key = SEPARATOR if gap == " " else gap_key(gap)
        branch = gaps.get(key) if key is not None else None
        if branch is None:
            break
        node, last = branch, last + 1
        if node.entries:
            reached.append((last, node))
    return reached


def _at(
    reading: _Reading, place: int, reached: Sequence[tuple[int, _Node]], days: Days | None, busy: dict[str, int]
) -> Iterator[Match]:
    """Yield, for each referent, its longest variant that begins with this word, unless it stands in another of its."""
    best: dict[str, _Candidate] = {}
    for last, node in reversed(reached):
        settled = set(best)  # by a longer name
        for entry in node.entries:
            referent = entry.owner.referent
            candidate = None if referent in settled else _candidate(reading, (place, last), entry, days)
            if candidate is None or candidate.start < busy.get(referent, 0):
                continue
            known = best.get(referent)
            if (known is None or _preference(candidate) > _preference(known)) and _in_context(reading, candidate):
                best[referent] = candidate
    for referent, chosen in best.items():
        busy[referent] = chosen.end
        variant = chosen.entry.owner.variant
        side = variant.side if chosen.sure else None
        yield Match(chosen.start, chosen.end, referent, variant.name, side, variant.loading, variant)


def _preference(candidate: _Candidate) -> tuple[int, int, bool, bool, int]:
    """The longest first; of the same length, what holds for certain, then what the lexicon itself spells out."""
    entry = candidate.entry
    return (candidate.end, -candidate.start, candidate.sure, not entry.plural, -entry.owner.rank)


def _candidate(reading: _Reading, places: tuple[int, int], entry: _Entry, days: Days | None) -> _Candidate | None:
    """Return the spelling at these words, if its marks, case, edges and period agree."""
    form, text = entry.form, reading.text
    first, behind = reading.starts[places[0]], reading.ends[places[1]]
    start, end = first - len(form.head), behind + len(form.tail)
    if form.head and (start < 0 or plain_marks(text[start:first]) != form.head):
        return None
    if form.tail and plain_marks(text[behind:end]) != form.tail:
        return None
    if entry.sensitive and not _same_case(reading.raw[places[0] : places[1] + 1], entry):
        return None
    if not _begins(text, start, entry) or not (form.tail or _ends(text, end, entry.owner.variant.inflect)):
        return None
    sure = _holds_on(entry.owner.variant, days)
    if sure is None or (form.words in entry.owner.surnames and _is_anothers(reading, places[0], entry)):
        return None
    return _Candidate(start, end, entry, sure)


def _is_anothers(reading: _Reading, place: int, entry: _Entry) -> bool:
    """Whether somebody else bears the surname at this word: *Ali Aliyev* is not Ilham Aliyev."""
    return is_namesake(_capitalised_before(reading, place), entry.owner.surnames[entry.form.words])


def _capitalised_before(reading: _Reading, place: int) -> Iterator[str]:
    """Yield the words before one, the nearest first, as long as they have a capital and only a blank parts them."""
    while place > 0 and reading.text[reading.ends[place - 1] : reading.starts[place]] == " ":
        place -= 1
        if not reading.raw[place][0].isupper():
            break
        yield reading.words[place]


def _same_case(words: Sequence[str], entry: _Entry) -> bool:
    written = [unicodedata.normalize("NFC", word) for word in words]
    raw = list(entry.form.raw)
    if not entry.plural:
        return written == raw
    stem = _stem(raw[-1])
    return written[:-1] == raw[:-1] and written[-1].startswith(stem) and written[-1][len(stem) :].islower()


def _stem(word: str) -> str:
    """What a word keeps in its plural."""
    if word.lower().endswith("man"):
        return word[:-2]
    return word[:-1] if word.lower().endswith("y") else word


def _begins(text: str, start: int, entry: _Entry) -> bool:
    """Whether a word begins at `start`: not inside d’Artsakh or www.artsakh, nor behind anti- for a common noun."""
    if start == 0 or entry.form.head:
        return True
    before = text[start - 1]
    if before == " ":
        return True
    if before in APOSTROPHES and before != "‘":
        return start < 2 or not text[start - 2].isalnum()
    if before in "._":
        return start < 2 or not text[start - 2].isalnum() or not text[start].islower()
    if before in _HYPHENS and entry.common:
        piece = text[max(0, start - 2 - _LONGEST_TURN) : start - 1]
        return not any(
            piece[-len(turn) :].lower() == turn and not piece[: -len(turn)][-1:].isalnum() for turn in _TURNING
        )
    return True


def _ends(text: str, end: int, inflect: bool) -> bool:
    """Whether a word ends at `end`: a possessive may follow, the rest of don’t or of artsakh.am may not."""
    if end >= len(text):
        return True
    after = text[end]
    if after == " ":
        return True
    if after in APOSTROPHES and after != "‘":
        rest = text[end + 1 : end + 3]
        if not rest[:1].isalnum():
            return inflect or text[end - 1 : end] not in "sS"
        return inflect and rest[0] in "sS" and not rest[1:].isalnum()
    if after == ".":
        following = text[end + 1 : end + 2]
        return not (following.islower() or following.isdigit())
    return True


def _holds_on(variant: Variant, days: Days | None) -> bool | None:
    """Whether the variant holds on these days: True, None (it does not), or False for perhaps."""
    if variant.from_ is None and variant.until is None:
        return True
    if days is None:
        return False
    first, last = days
    begin = first if variant.from_ is None else max(first, variant.from_)
    if begin > last or (variant.until is not None and begin >= variant.until):
        return None
    return begin == first and (variant.until is None or last < variant.until)


def _in_context(reading: _Reading, candidate: _Candidate) -> bool:
    owner = candidate.entry.owner
    if owner.excludes and reading.near(candidate.start, candidate.end, owner.excludes):
        return False
    return not owner.requires or reading.near(candidate.start, candidate.end, owner.requires)
