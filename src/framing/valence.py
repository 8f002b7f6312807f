"""Valence by VADER's rules, exact and fast.

The rules are those of Hutto & Gilbert (2014), "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of
Social Media Text", ICWSM-14, in the reading of the package `vaderSentiment`, which also supplies the lexicon, the
boosters and every constant: there is one source of truth. What is new here is the cost: a token is looked at once
in the life of a process, rules run only beside words that carry valence, and the time is linear in the text.
"""

from __future__ import annotations

import functools
import heapq
import itertools
import math
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

from framing.errors import OptionError
from framing.language import make_plain
from framing.word_caches import WordCache

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["Analyser", "Scores", "Vader", "built_in"]


@dataclass(frozen=True, slots=True)
class Scores:
    """What an analyser says of one text.

    `compound` lies in [-1, 1]; `positive`, `neutral` and `negative` are shares that sum to 1 (or are all 0 for a text
    without a token); `carrying` tells whether any word carried valence at all.

    >>> Scores(compound=-0.4)
    Scores(compound=-0.4, positive=0.0, neutral=1.0, negative=0.0, carrying=True)
    """

    compound: float
    positive: float = 0.0
    neutral: float = 1.0
    negative: float = 0.0
    carrying: bool = True

    def to_dict(self) -> dict[str, Any]:
        """Return the scores as a record."""
        return {
            "compound": self.compound,
            "positive": self.positive,
            "neutral": self.neutral,
            "negative": self.negative,
            "carrying": self.carrying,
        }


@runtime_checkable
class Analyser(Protocol):
    """Anything that scores a text: a transformer, a service, a lexicon of one's own.

    An analyser that works in batches may also have `score_all(texts) -> Sequence[Scores]`; it is then called once a
    document.
    """

    def score(self, text: str) -> Scores:
        """Return the scores of one text."""
        ...


# ---------------------------------------------------------------- what a token is to the rules

# Flags of a token; the rules ask for nothing else.
_VALENCED, _BOOSTER, _NEGATING, _NEVER, _SO_OR_THIS, _WITHOUT, _DOUBT = (1 << bit for bit in range(7))
_NO, _LEAST, _BUT, _IDIOM, _KIND, _LISTED, _RULED = (1 << bit for bit in range(7, 14))
_ROLES = {
    "never": _NEVER,
    "so": _SO_OR_THIS,
    "this": _SO_OR_THIS,
    "without": _WITHOUT,
    "doubt": _DOUBT,
    "no": _NO,
    "least": _LEAST,
    "but": _BUT,
    "kind": _KIND,
}

# flags, valence in the lexicon, booster's increment, whether it is ALL CAPS
_State: TypeAlias = tuple[int, float, float, bool]
_States: TypeAlias = list[_State | None]


def _strip(token: str) -> str:
    """Drop the punctuation round a word; what is left of an emoticon is too short, so it stays whole."""
    stripped = token.strip(string.punctuation)
    return token if len(stripped) <= 2 else stripped


@functools.cache
def _source() -> ModuleType:
    from vaderSentiment import vaderSentiment

    source: ModuleType = vaderSentiment
    return source


@functools.cache
def _shipped() -> tuple[dict[str, float], dict[str, str]]:
    """Read the package's own lexicon and emoji descriptions (single code points: it looks no others up)."""
    analyser = _source().SentimentIntensityAnalyzer()
    emojis = {mark: name for mark, name in analyser.emojis.items() if len(mark) == 1}
    return dict(analyser.lexicon), emojis


class _Vocabulary:
    """What tells the state of a token as split off: None for a word that no rule asks about."""

    def __init__(self, lexicon: Mapping[str, float]) -> None:
        source = _source()
        self.lexicon = lexicon
        self.boosters: dict[str, float] = source.BOOSTER_DICT
        self.negations = frozenset(source.NEGATE)
        phrases = [phrase.split() for phrase in [*source.SPECIAL_CASES, *self.boosters]]
        # One word of each phrase, the longest, is enough to notice that the phrase may be there.
        self.idiom_words = frozenset(max(words, key=len) for words in phrases if len(words) > 1)

    def describe(self, token: str) -> _State | None:
        """Work the state of a token out."""
        word = _strip(token)
        lower = word.lower()
        flags = _ROLES.get(lower, 0)
        if lower in self.boosters:
            flags |= _BOOSTER
        if lower in self.lexicon:
            # A booster is passed over as a word of its own, though neighbours see that the lexicon lists it.
            flags |= _LISTED if flags & _BOOSTER else _LISTED | _VALENCED
        if lower in self.negations or "n't" in lower:
            flags |= _NEGATING
        if lower in self.idiom_words:
            flags |= _IDIOM
        if not flags:
            return None
        upper, valence = word.isupper(), self.lexicon.get(lower, 0.0)
        if flags & _VALENCED and (upper or not valence):
            flags |= _RULED
        return flags, valence, self.boosters.get(lower, 0.0), upper


# ---------------------------------------------------------------- the scorer


class Vader:
    """VADER's rules over the package's lexicon, or over one's own.

    By default typographic marks are made plain first, as news needs it: the package scores “disaster,” in curly
    quotes as 0 and "can’t succeed" as positive. `exact=True` leaves the text as it is and gives the package's numbers
    to the last bit. `words` (word → valence in [-4, 4]) adds to the lexicon, or replaces it with `extend=False`.

    >>> Vader().score("“This is a disaster,” he said.").compound
    -0.6249
    >>> Vader(exact=True).score("“This is a disaster,” he said.").compound
    0.0
    >>> Vader({"regime": -1.5}).score("The regime fell.").compound
    -0.3612
    """

    __slots__ = ("_boosters", "_emoji", "_names", "_source", "_special", "_states", "exact", "extend", "words")

    def __init__(self, words: Mapping[str, float] | None = None, *, extend: bool = True, exact: bool = False) -> None:
        shipped, names = _shipped()
        self.words = None if words is None else _checked(words)
        self.extend, self.exact = extend, exact
        lexicon = shipped if self.words is None else {**(shipped if extend else {}), **self.words}
        vocabulary = _Vocabulary(lexicon)
        self._boosters = vocabulary.boosters
        self._states = WordCache(vocabulary.describe)
        self._names = names
        self._emoji = _emoji_pattern(names)
        self._source = _source()
        self._special: dict[str, float] = self._source.SPECIAL_CASES

    def __repr__(self) -> str:
        words = "" if self.words is None else f"{len(self.words)} words, extend={self.extend}, "
        return f"Vader({words}exact={self.exact})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (self.words, self.extend, self.exact)

    def score(self, text: str) -> Scores:
        """Return the scores of one text; a text without a token is all zeros.

        >>> Vader(exact=True).score("")
        Scores(compound=0.0, positive=0.0, neutral=0.0, negative=0.0, carrying=False)
        """
        return self.score_plain(text if self.exact else make_plain(text))

    def score_plain(self, text: str) -> Scores:
        """Score a text as it stands, whether or not its marks are plain."""
        if not text.isascii() and self._emoji.search(text):
            text = self._emoji.sub(self._describe_emoji, text)
        tokens = text.split()
        states = list(map(self._states.__getitem__, tokens))
        found = self._valences(tokens, states)
        if not found:
            return _PLAIN_SCORES if tokens else _NO_SCORES
        return self._summarise(found, len(tokens), text)

    def word_valences(self, text: str) -> list[tuple[int, float]]:
        """Return (index of the token, valence after the rules) for each token that carries any.

        Tokens are the pieces of `text.split()`; the text is taken as it stands, without its emoji.

        >>> Vader().word_valences("a good idea, a loss")
        [(1, 1.9), (4, -1.3)]
        """
        tokens = text.split()
        return self._valences(tokens, list(map(self._states.__getitem__, tokens)))

    def _describe_emoji(self, match: re.Match[str]) -> str:
        """Spell an emoji out, with a space before it unless one is there."""
        at, text, name = match.start(), match.string, self._names.get(match[0])
        if name is None:
            return match[0]
        return name if at == 0 or text[at - 1] == " " else " " + name

    def _valences(self, tokens: list[str], states: _States) -> list[tuple[int, float]]:
        found: list[tuple[int, float]] = []
        roles, but = 0, -1
        for index in itertools.compress(itertools.count(), states):
            state: Any = states[index]  # never None: `compress` passes over those
            flags = state[0]
            roles |= flags
            if flags & _VALENCED:
                found.append((index, state[1]))
            if flags & _BUT and but < 0:
                but = index
        if found and roles & ~(_VALENCED | _LISTED):
            rules = _Rules(tokens, states, self._source, self._special, self._boosters)
            found = rules.apply(found, idioms=bool(roles & _IDIOM))
        return _weigh_but(found, but) if but >= 0 else found

    def _summarise(self, found: list[tuple[int, float]], tokens: int, text: str) -> Scores:
        """Sum the valences up as `score_valence` of the package does."""
        positive = negative = 0.0
        for _, valence in found:
            if valence > 0:
                positive += valence + 1
            else:
                negative += valence - 1
        emphasis = _emphasis(text) if "!" in text or "?" in text else 0
        # `sum`, as in the package: from Python 3.12 on it rounds otherwise than a loop does.
        total = float(sum([valence for _, valence in found]))
        if total > 0:
            total += emphasis
        elif total < 0:
            total -= emphasis
        compound = total / math.sqrt((total * total) + 15)
        if positive > -negative:
            positive += emphasis
        elif positive < -negative:
            negative -= emphasis
        neutral = tokens - len(found)
        whole = positive + -negative + neutral
        return Scores(
            round(compound, 4), round(positive / whole, 3), round(neutral / whole, 3), round(abs(negative / whole), 3)
        )


_PLAIN_SCORES = Scores(0.0, 0.0, 1.0, 0.0, carrying=False)
_NO_SCORES = Scores(0.0, 0.0, 0.0, 0.0, carrying=False)


def _checked(words: Mapping[str, float]) -> dict[str, float]:
    checked: dict[str, float] = {}
    for word, valence in words.items():
        if not isinstance(word, str) or not word or word.split() != [word]:
            raise OptionError(f"a valence lexicon holds single words; {word!r} is none")
        if not isinstance(valence, (int, float)) or not -4 <= valence <= 4:
            raise OptionError(f"the valence of {word!r} is {valence!r}: it must be a number in [-4, 4]")
        checked[word.lower()] = float(valence)
    return checked


def _rebuild(words: Mapping[str, float] | None, extend: bool, exact: bool) -> Vader:
    return built_in(exact) if words is None and extend else Vader(words, extend=extend, exact=exact)


def _emoji_pattern(names: Mapping[str, str]) -> re.Pattern[str]:
    """Match every emoji, and any other sign of the higher planes among them: one range there is tested quickly."""
    low = "".join(sorted(mark for mark in names if mark < "\U00010000"))
    high = sorted(mark for mark in names if mark >= "\U00010000")
    return re.compile(f"[{re.escape(low)}{high[0]}-{high[-1]}]")


def built_in(exact: bool = False) -> Vader:
    """Return the scorer over the package's own lexicon, built once in the life of a process.

    >>> built_in() is built_in()
    True
    """
    return _built(exact)


@functools.cache
def _built(exact: bool) -> Vader:
    return Vader(exact=exact)


def _emphasis(text: str) -> float:
    """Weigh exclamation marks (four at most) and question marks (two or more)."""
    questions = text.count("?")
    raised: float = 0
    if questions > 1:
        raised = questions * 0.18 if questions <= 3 else 0.96
    return min(text.count("!"), 4) * 0.292 + raised


def _weigh_but(found: list[tuple[int, float]], but: int) -> list[tuple[int, float]]:
    """Halve what stands before *but*, and raise what stands after it by half.

    The package looks each valence up by its value while it changes the list, so that of two equal valences the first
    may be changed twice. Heaps of the positions that hold a value give the same answer without its quadratic time.
    """
    values = dict(found)
    holders: dict[float, list[int]] = {}
    for index, value in found:
        heap = holders.setdefault(value, [])
        heapq.heappush(heap, index)
        first = heap[0]
        if first == but:
            continue
        heapq.heappop(heap)
        values[first] = value * 0.5 if first < but else value * 1.5
        heapq.heappush(holders.setdefault(values[first], []), first)
    return [(index, value) for index, value in values.items() if value]  # half of the least number there is, is zero


class _Rules:
    """The rules beside one word that carries valence, in the package's order of operations."""

    __slots__ = ("boosters", "n_scalar", "raise_caps", "special", "states", "tokens", "uneven")

    def __init__(
        self,
        tokens: list[str],
        states: _States,
        source: ModuleType,
        special: Mapping[str, float],
        boosters: Mapping[str, float],
    ) -> None:
        self.tokens, self.states, self.special, self.boosters = tokens, states, special, boosters
        self.n_scalar: float = source.N_SCALAR
        self.raise_caps: float = source.C_INCR
        self.uneven: bool | None = None

    def apply(self, found: list[tuple[int, float]], *, idioms: bool) -> list[tuple[int, float]]:
        """Return the valences after the rules, without those that the rules bring to nothing."""
        states = self.states
        after: list[tuple[int, float]] = []
        for index, listed in found:
            flags, _, _, upper = states[index]  # type: ignore[misc]
            valence = listed
            alone = index == 0 or not any(states[max(0, index - 3) : index])
            if flags & (_NO | _KIND) or not alone:
                valence = self._with_no(index, flags, listed)
            if upper and self._capitals_differ():
                valence = valence + self.raise_caps if valence > 0 else valence - self.raise_caps
            if not alone:
                valence = self._beside(index, valence, idioms)
            elif idioms and index > 2:
                valence = self._idioms(valence, index)
            if flags & _KIND and self.lower(index + 1) == "of":
                continue
            if valence:
                after.append((index, valence))
        return after

    def _beside(self, index: int, valence: float, idioms: bool) -> float:
        """Let the three tokens before the word raise, dampen and negate its valence."""
        states = self.states
        for back in range(1, min(index, 3) + 1):
            neighbour = states[index - back]
            if neighbour is not None:
                flags = neighbour[0]
                if flags & _LISTED:
                    continue
                if flags & _BOOSTER:
                    valence += self._boost(neighbour, valence, back)
            if back == 3 or neighbour is not None:
                valence = self._negate(valence, index, back)
            if back == 3 and idioms:
                valence = self._idioms(valence, index)
        return self._least(valence, index)

    def lower(self, index: int) -> str:
        """Return the token as the lexicon would have it, "" past the end."""
        return _strip(self.tokens[index]).lower() if index < len(self.tokens) else ""

    def flags(self, index: int) -> int:
        state = self.states[index]
        return 0 if state is None else state[0]

    def _with_no(self, index: int, flags: int, listed: float) -> float:
        """Let *no* negate its neighbour rather than count by itself."""
        valence = listed
        if flags & _NO and index + 1 < len(self.tokens) and self.flags(index + 1) & _LISTED:
            valence = 0.0
        if (
            (index > 0 and self.flags(index - 1) & _NO)
            or (index > 1 and self.flags(index - 2) & _NO)
            or (index > 2 and self.flags(index - 3) & _NO and self.lower(index - 1) in ("or", "nor"))
        ):
            valence = listed * self.n_scalar
        return valence

    def _capitals_differ(self) -> bool:
        """Tell whether some tokens, but not all, are ALL CAPS; counted once, and only when asked."""
        if self.uneven is None:
            self.uneven = 0 < sum(map(str.isupper, self.tokens)) < len(self.tokens)
        return self.uneven

    def _boost(self, booster: _State, valence: float, back: int) -> float:
        scalar = booster[2]
        if valence < 0:
            scalar *= -1
        if booster[3] and self._capitals_differ():
            scalar = scalar + self.raise_caps if valence > 0 else scalar - self.raise_caps
        if back == 2:
            return scalar * 0.95
        return scalar * 0.9 if back == 3 else scalar

    def _negate(self, valence: float, index: int, back: int) -> float:
        far = self.flags(index - back)
        if back == 1:
            return valence * self.n_scalar if far & _NEGATING else valence
        near = self.flags(index - 1)
        if back == 3:
            middle = self.flags(index - 2)
            if (far & _NEVER and middle & _SO_OR_THIS) or near & _SO_OR_THIS:
                return valence * 1.25
            near |= middle
        elif far & _NEVER and near & _SO_OR_THIS:
            return valence * 1.25
        if far & _WITHOUT and near & _DOUBT:
            return valence
        return valence * self.n_scalar if far & _NEGATING else valence

    def _idioms(self, valence: float, index: int) -> float:
        """Replace the valence by that of a fixed phrase, then add what a phrase such as *kind of* dampens."""
        around = range(index - 3, min(index + 3, len(self.tokens)))
        if not any(self.flags(each) & _IDIOM for each in around):
            return valence
        words = [self.lower(each) for each in around]
        third, second, first, here = words[:4]
        before = f"{third} {second} {first}", f"{third} {second}", f"{second} {first}"
        for phrase in (f"{first} {here}", f"{second} {first} {here}", before[2], before[0], before[1]):
            if phrase in self.special:
                valence = self.special[phrase]
                break
        for last in range(5, len(words) + 1):
            valence = self.special.get(" ".join(words[3:last]), valence)
        for phrase in before:
            valence = valence + self.boosters.get(phrase, 0.0)
        return valence

    def _least(self, valence: float, index: int) -> float:
        if index == 0:
            return valence
        flags = self.flags(index - 1)
        if not flags & _LEAST or flags & _LISTED:
            return valence
        if index > 1 and self.lower(index - 2) in ("at", "very"):
            return valence
        return valence * self.n_scalar
