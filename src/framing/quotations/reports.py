"""The rules, one sentence after the other: which of them holds for a cue, and which reading wins."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from framing.quotations.cues import CueLexicon
from framing.quotations.drafts import Draft, covers
from framing.quotations.headings import headline, signed, tailed
from framing.quotations.phrase_cues import according_to, adjective, emerging, in_words_of, noun
from framing.quotations.units import Unit
from framing.quotations.verbs import Verb, read_verb

__all__ = ["Reporter"]

_OUTER = ("parenthetic", "inverted")  # rules that may take a whole sentence, cues and all, as content
_ATTRIBUTED = (*_OUTER, "as_")  # rules that attribute a sentence as a whole
_WORDS_OF = frozenset(("words", "view", "opinion", "phrase"))


@dataclass(frozen=True, slots=True)
class Reporter:
    """Applies the rules to one unit after the other; `without` names rules that are switched off."""

    cues: CueLexicon
    without: Collection[str] = ()

    def read(self, unit: Unit, previous: Unit | None) -> list[Draft]:
        """Return the drafts of one unit, in the order of their cues; `previous` is the unit before it."""
        tail = tailed(unit, previous)
        named = tail is not None and tail.rule == "tailed_name"
        for draft in (signed(unit), None if named else tail):
            if draft is not None and draft.rule not in self.without:
                return [draft]
        drafts = self._read_cues(unit, previous)
        if named and tail is not None and not drafts and tail.rule not in self.without:
            return [tail]
        label = headline(unit, previous)
        if label is None or label.rule in self.without:
            return drafts
        attributed = [draft for draft in drafts if draft.rule.startswith(_ATTRIBUTED)]
        return attributed or [label]  # Srinagar: two men were killed, police said

    def _read_cues(self, unit: Unit, previous: Unit | None) -> list[Draft]:
        drafts: list[Draft] = []
        upto = 0  # tokens before this one are content of a cue already seen
        triggers = self.cues.triggers
        for index in [index for index, word in enumerate(unit.words) if word in triggers]:
            if not self._is_cue(unit, index):
                continue
            draft = self._at(unit, index, drafts, previous)
            if draft is None or draft.rule in self.without:
                continue
            if index < upto and not (draft.rule.startswith(_OUTER) and covers(draft, drafts[-1])):
                continue
            upto = max(upto, draft.upto)
            while drafts and covers(draft, drafts[-1]):
                drafts.pop()
            drafts.append(draft)
        return drafts

    def _is_cue(self, unit: Unit, index: int) -> bool:
        """Tell a cue from a name: within a sentence no cue has a capital, unless it is a headline."""
        return not index or not unit.text[unit.starts[index]].isupper() or unit.title

    def _at(self, unit: Unit, index: int, drafts: list[Draft], previous: Unit | None) -> Draft | None:
        """Return what the first rule finds that holds for the word at `index`."""
        cues, word = self.cues, unit.words[index]
        if word == "according":
            return according_to(unit, index, cues)
        if word in _WORDS_OF:
            found = in_words_of(unit, index, cues)
            if found is not None:
                return found
        found = adjective(unit, index, cues) if word in cues.adjectives else None
        if found is not None:
            return found
        found = emerging(unit, index, cues) if word in cues.nouns else None
        if found is not None:
            return found
        for verb in self._verbs(unit, index):
            found = read_verb(unit, verb, drafts, previous, cues)
            if found is not None:
                return found
        return noun(unit, index, cues) if word in cues.nouns else None

    def _verbs(self, unit: Unit, index: int) -> list[Verb]:
        """Return the verbs that a word may be, the phrasal one first: point out, point."""
        cues, word = self.cues, unit.words[index]
        found: list[Verb] = []
        phrasal = cues.particles.get(word, {})
        first = index + 1 + (unit.tags[index + 1] == "N" and bool(phrasal))  # called Friday for
        for last in range(min(first + 1, len(unit) - 1), first - 1, -1):  # made it clear, called for
            entry = phrasal.get(" ".join(unit.words[first : last + 1]))
            if entry is not None:
                found.append(Verb(index, last, *entry))
        entry = cues.verbs.get(word)
        if entry is not None:
            found.append(Verb(index, index, *entry))
        return found
