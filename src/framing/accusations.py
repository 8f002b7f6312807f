"""Accusations: whose word *aggression* is, which every side throws at the other.

The side of such a word follows from who is accused, or from who is named as the victim. Both are read off the
sentence: possessives and adjectives (*Azerbaijan’s aggression*, *Azerbaijani aggression*), the agent (*by Azerbaijan*),
the target (*against Armenia*), the subject. Where the sentence names nobody, the last one accused nearby still is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from framing.data_files import read_toml
from framing.documents import Span
from framing.function_words import function_words
from framing.lexicons import ACCUSER, NEUTRAL, Lexicon
from framing.matching import Match
from framing.voices import Reading

__all__ = ["Accusation", "find_accusations"]

_LOOK_BACK = 8  # actors before an accusation that are asked whether they are its subject
_LOOK_AHEAD = 4
_NEAR = 90  # characters
_FAR = 400
_WORD = re.compile(r"\w+")
_LEAD = re.compile(r"(?:['’]s?)?[\s\"“”‘’-]*")
_AGENT = re.compile(r"\b(?:by|from|on the part of)\s+(?:[\w’'-]+\s+){0,3}\Z", re.IGNORECASE)
_TARGET = re.compile(r"\b(?:against|on|upon|toward|towards|into)\s+(?:[\w’'-]+\s+){0,6}\Z", re.IGNORECASE)
_PART_OF = re.compile(r"\s+(?:[\w’'-]+\s+){1,8}of\s+(?:the\s+)?")  # occupied dozens of villages of Armenia
_OF = re.compile(r"\A\s*of\s+(?:[\w’'-]+\s+){0,5}\Z", re.IGNORECASE)


def _any(name: str) -> str:
    """Return a list of `data/accusations.toml` as alternatives of a pattern."""
    words = (re.escape(word).replace(r"\*", r"\w*") for word in read_toml("accusations.toml")[name])
    return f"(?:{'|'.join(words)})"


_BLAMING = re.compile(rf"\b{_any('blaming')}\s+(?:[\w’'-]+\s+){{0,2}}\Z", re.IGNORECASE)
_SUFFERING = re.compile(rf"\b{_any('suffering')}", re.IGNORECASE)
_GOVERNOR = re.compile(
    rf"\b(?:({_any('governing_victims')})|({_any('governing_times')}))\s+(?:(?!of\b)[\w’'-]+\s+){{0,3}}\Z",
    re.IGNORECASE,
)
_REFRAINING = re.compile(rf"\b{_any('refraining')}\s+from\s+(?:[\w’'-]+\s+){{0,3}}\Z", re.IGNORECASE)
_DENYING = re.compile(rf"\b{_any('denying')}\b", re.IGNORECASE)
# What stands between a name and the word, if the one who is named says the word or gives the name.
_SAYING = re.compile(rf"\A,?\s+(?:\w+\s+){{0,2}}{_any('saying')}\b[^.!?;:\"“]*\Z", re.IGNORECASE)
_NAMING = re.compile(
    rf"\A,?\s+(?:(?:\w+ly|{_any('between_name_and_naming')})\s+){{0,2}}"
    rf"(?:{_any('naming')}|{_any('naming_as')}\s(?:[\w’'-]+\s){{0,3}}as)\s+"
    r"(?:[\w’'-]+\s+){0,4}[\"“‘']?\Z",
    re.IGNORECASE,
)
# Behind the word: another name for it (*Moscow calls the invasion a “special operation”*).
_RENAMED = re.compile(r"\s+(?:an?|its|their|as)\b|\s*[\"“‘]\w")
_PREDICATE = re.compile(r"\w\s+(?:is|are|was|were)\s+(?:the\s+)?\Z")
_PRONOUN = re.compile(r"\b(?:its|their|his|her)\s+(?:[\w-]+\s+){0,3}\Z", re.IGNORECASE)
_BEFORE_OBJECT = re.compile(
    rf"\b{_any('before_object')}\s+(?:(?:the|a|an|official|neighbou?ring)\s+){{0,2}}\Z", re.IGNORECASE
)
_FORCES = re.compile(rf"['’]?s?\s+(?:[\w-]+\s+){{0,3}}{_any('forces')}\b", re.IGNORECASE)
_FORCES_OF = re.compile(rf"\b{_any('forces_of')}\s+of\s+(?:the\s+)?\Z", re.IGNORECASE)
_DONE_TO = re.compile(rf"{_any('done_to')}s?\Z")
_DOER = re.compile(r"(?:or|er|ist)s?\Z")
_VERB = re.compile(r"(?:ed|ing)\Z")
# Between a name and the word: it is the other of two (*Azerbaijan and the aggressor*), or begins a clause of its own.
_OTHER = re.compile(r"\s+(?:and|or|from)\s+(?:the|an?|its|their)\s+\Z")
_OWN_CLAUSE = re.compile(r",\s+(?:and|but|while|because)\s+(?:no|any|every|such|this|that|the)\s+(?:\w+\s+)?\Z")
_POSSESSIVE_DETERMINERS = frozenset(["its", "his", "her", "their", "our"])
_WALLS = (
    function_words("prepositions", "determiners", "conjunctions", "relatives", "auxiliaries", "pronouns", "speech")
    - _POSSESSIVE_DETERMINERS
)
_LINKS = function_words("of_what")


@dataclass(frozen=True, slots=True)
class Accusation:
    """Whose word an accusation is: the `side` that accuses (None if unknown), and the referent that is accused."""

    side: str | None
    accused: str | None


def find_accusations(
    reading: Reading, lexicon: Lexicon, matches: Sequence[Match], parties: Mapping[str, str]
) -> dict[int, Accusation]:
    """Return, by its place in `matches` (sorted by start), the accusation of each match with the side `accuser`.

    `parties` are the sides of voices, as far as they are known: where the sentence names neither accused nor victim,
    a party's own spokesman accuses for it.
    """
    return dict(_Scene(reading, lexicon, matches).accusations(parties))


class _Scene:
    """The actors of one text, and the sentences that they act in."""

    def __init__(self, reading: Reading, lexicon: Lexicon, matches: Sequence[Match]) -> None:
        self.reading = reading
        self.text = reading.document.text
        self.lexicon = lexicon
        self.matches = matches
        self.parties = {each.id: each.party for each in lexicon.referents}
        acting = {each.id for each in lexicon.referents if each.party is not None or each.kind == "actor"}
        self.actors = [match for match in matches if match.referent in acting and match.side != ACCUSER]
        self.starts = [match.start for match in self.actors]

    def accusations(self, parties: Mapping[str, str]) -> Iterator[tuple[int, Accusation]]:
        last: tuple[int, Accusation] | None = None
        for place, match in enumerate(self.matches):
            if match.side != ACCUSER:
                continue
            number = self.reading.sentence_at(match.start)
            accusation = self._named(place) or self._of(match, self.reading.sentences[number])
            if accusation is None and (party := parties.get(self._voice(match))) is not None:
                accusation = self._from_speaker(match, party, self.reading.sentences[number][0])
            if accusation is None and last is not None and number - last[0] <= 1:
                accusation = last[1]
            if accusation is None and number > 0:
                accusation = self._from_before(match, self.reading.sentences[number - 1])
            if accusation is not None and accusation.side is not None:
                last = (number, accusation)
            yield place, accusation or Accusation(None, None)

    def _named(self, place: int) -> Accusation | None:
        """The side of the name that the word is part of: *the Armenian genocide*, *the Khojaly genocide*."""
        match = self.matches[place]
        for other in self.matches[max(0, place - _LOOK_BACK) : place + 1]:
            within = other.start < match.start and match.end == other.end
            if within and other.referent != match.referent and other.side not in (None, ACCUSER, NEUTRAL):
                return Accusation(other.side, None)
        return None

    def _of(self, match: Match, sentence: Span) -> Accusation | None:
        ahead = list(self._ahead(match, sentence[1]))
        behind = list(self._behind(match, sentence[0]))
        target = self._target(match, ahead)
        accused = self._accused(match, ahead, behind)
        if accused is not None and self._speaks(match, accused, target):
            return Accusation(self._camp(accused), None)
        if accused is not None:
            return Accusation(self._accuser(accused, target), accused.referent)
        victim = target or self._victim(match, ahead, behind)
        return Accusation(self._camp(victim), None) if victim is not None else None

    # ------------------------------------------------ who stands where

    def _voice(self, match: Match) -> str:
        return self.reading.stretch_at(match.start).voice

    def _ahead(self, match: Match, end: int) -> Iterator[Match]:
        place = bisect_left(self.starts, match.end)
        for actor in self.actors[place : place + _LOOK_AHEAD]:
            if actor.start >= end or actor.start - match.end > _NEAR:
                return
            yield actor

    def _behind(self, match: Match, begin: int) -> Iterator[Match]:
        place = bisect_left(self.starts, match.end)
        for actor in reversed(self.actors[max(0, place - _LOOK_BACK) : place]):
            if actor.start < begin or match.start - actor.end > _FAR:
                return
            yield actor

    def _between(self, match: Match, actor: Match) -> str:
        """The text from a match to an actor behind it."""
        return self.text[match.end : actor.start]

    def _before(self, actor: Match, begin: int = 0) -> str:
        return self.text[max(begin, actor.start - 60) : actor.start]

    # ------------------------------------------------ who is what

    def _accused(self, match: Match, ahead: Sequence[Match], behind: Sequence[Match]) -> Match | None:
        for actor in behind[:2]:
            if actor.end > match.start or self._attributive(match, actor):
                return actor
        surface = self.text[match.start : match.end].lower()
        for actor in ahead:
            between = self._between(match, actor)
            if _AGENT.search(between):
                return actor
            forces = _FORCES.match(self.text, actor.end, actor.end + 60)
            if _OF.match(between) and (forces or not _DONE_TO.search(surface)):
                return actor
            if not between.strip() and _DOER.search(surface):
                return actor
        if behind and self._renames(match, behind[0]):
            return behind[0]
        return self._subject(match, behind)

    def _attributive(self, match: Match, actor: Match) -> bool:
        """Whether the actor stands right before the word, as its possessive or its adjective."""
        between = self.text[actor.end : match.start]
        if len(between) > _NEAR:
            return False
        possessive = between[:1] in ("'", "’")
        words = [word.lower() for word in _WORD.findall(_LEAD.sub("", between, count=1))]
        if len(words) > 5 or re.search(r"[,;:.!?()]", between):
            return False
        if words and not possessive and self._voice(actor) != self._voice(match):
            return False
        for place, word in enumerate(words):
            linked = word == "of" and place > 0 and words[place - 1] in _LINKS
            if word in _WALLS and not linked:
                return False
        return possessive or not words or not _SUFFERING.search(between)

    def _subject(self, match: Match, behind: Sequence[Match]) -> Match | None:
        lead = self.text[max(0, match.start - 60) : match.start]
        if not (_PRONOUN.search(lead) or _REFRAINING.search(lead)) and _GOVERNOR.search(lead):
            return None
        if _OWN_CLAUSE.search(lead):
            return None
        voice = self._voice(match)
        for actor in behind:
            between = self.text[actor.end : match.start]
            if _OTHER.fullmatch(between):
                return None
            if _BLAMING.search(self._before(actor)):
                return actor
            if self._voice(actor) != voice:
                continue
            if _BEFORE_OBJECT.search(self._before(actor)) and not _FORCES_OF.search(self._before(actor)):
                continue
            return None if _SUFFERING.search(between) else actor
        return None

    def _renames(self, match: Match, actor: Match) -> bool:
        """Whether the actor gives what the word stands for another name (*Moscow calls the invasion a campaign*)."""
        named = _NAMING.match(self.text[actor.end : match.start])
        return named is not None and _RENAMED.match(self.text, match.end) is not None

    def _speaks(self, match: Match, actor: Match, target: Match | None) -> bool:
        """Whether the actor is said to use the word, of somebody else (*what Turks call the invasion*)."""
        if actor.end > match.start or self._voice(actor) != self._voice(match):
            return False
        between = self.text[actor.end : match.start]
        surface = self.text[match.start : match.end].lower()
        if _NAMING.match(between):
            return not self._renames(match, actor)
        return target is None and _DOER.search(surface) is not None and _SAYING.match(between) is not None

    def _target(self, match: Match, ahead: Sequence[Match]) -> Match | None:
        surface = self.text[match.start : match.end].lower()
        for actor in ahead:
            between = self._between(match, actor)
            if _AGENT.search(between):
                return None
            if _TARGET.search(between):
                return actor
            if _VERB.search(surface) and (
                not between.strip() or (surface.endswith("ed") and _PART_OF.fullmatch(between))
            ):
                return actor
        return None

    def _victim(self, match: Match, ahead: Sequence[Match], behind: Sequence[Match]) -> Match | None:
        for actor in ahead:
            if _OF.match(self._between(match, actor)):
                return actor
        lead = self.text[max(0, match.start - 60) : match.start]
        governed = _GOVERNOR.search(lead)
        for actor in behind:
            between = self.text[actor.end : match.start]
            if governed and governed.group(1):
                return actor
            if _OTHER.fullmatch(between) and _DOER.search(self.text[match.start : match.end].lower()):
                return actor
            if _SUFFERING.search(between) and not _BEFORE_OBJECT.search(self._before(actor)):
                return actor
        return None

    def _from_speaker(self, match: Match, party: str, begin: int) -> Accusation:
        """Whoever speaks accuses, unless they deny."""
        lead = self.text[max(begin, match.start - 2 * _NEAR) : match.start]
        return Accusation(self._opposed_to(party) if _DENYING.search(lead) else party, None)

    def _from_before(self, match: Match, sentence: Span) -> Accusation | None:
        """The first actor of the sentence before that is nobody's object."""
        place = bisect_left(self.starts, sentence[0])
        for actor in self.actors[place : place + _LOOK_AHEAD]:
            if actor.start >= sentence[1]:
                return None
            lead = self._before(actor, sentence[0])
            object_or_predicate = _BEFORE_OBJECT.search(lead) or _PREDICATE.search(lead)
            if self._voice(actor) == self._voice(match) and not object_or_predicate:
                return Accusation(self._accuser(actor, None), actor.referent)
        return None

    # ------------------------------------------------ whose side

    def _camp(self, actor: Match) -> str | None:
        return self.parties.get(actor.referent)

    def _accuser(self, accused: Match, target: Match | None) -> str | None:
        """The side that opposes the party of the accused: that of the target first, then a mutual opposition."""
        party = self._camp(accused)
        victim = self._camp(target) if target is not None else None
        opposing = [side.id for side in self.lexicon.sides if party in side.opposes]
        if victim in opposing or (victim != party and not opposing):
            return victim
        return self._opposed_to(party)

    def _opposed_to(self, party: str | None) -> str | None:
        opposing = [side.id for side in self.lexicon.sides if party in side.opposes]
        own = next((side.opposes for side in self.lexicon.sides if side.id == party), ())
        mutual = [side for side in own if side in opposing]
        return next(iter([*mutual, *opposing]), None)
