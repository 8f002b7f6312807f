"""Finding out who speaks: sources read, pronouns and descriptions traced to the speaker they stand for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from framing.documents import Span
from framing.quotations.model import Quotation
from framing.speakers.continuation import continue_speakers, identify_leads
from framing.speakers.names import Name, NameIndex, NameMention
from framing.speakers.phrases import Phrase, read_phrase
from framing.speakers.vocabulary import load_vocabulary, singular

__all__ = ["Resolver", "Speaker"]

# How far back a pronoun or a description looks, in mentions and in sentences of the author's.
_LOOK_BACK, _SENTENCES_BACK = 60, 14
# A mention's weight by its place in the sentence; what each sentence in between leaves of it.
_SPOKE, _SUBJECT, _OTHER, _OBLIQUE, _REPORTED = 1.25, 1.0, 0.6, 0.4, 0.3
_DECAY = 0.62
_PREPOSITIONS = frozenset(
    "of by with to from for against on in about than like at between after before toward towards over under and or".split()
)
_CLAUSE_OPENERS = frozenset("but while as that when because if where although though since whereas so then".split())
_CAPITALISED = frozenset(("republicans", "democrats", "americans", "russians", "republican", "democrat"))
_PRONOUN_SUBJECT = re.compile(r"\W{0,3}(he|she)\b", re.I)
_NEXT = re.compile(r"[ \u00a0]([a-z]+)")


@dataclass(slots=True, eq=False)
class Speaker:
    """Somebody or something that is quoted: a named person, a body, a document or an unnamed source."""

    display: str
    kind: str
    gender: str = ""
    plural: bool = False
    name: Name | None = None
    head: str = ""
    words: set[str] = field(default_factory=set)


class _Entry(NamedTuple):
    """A mention on the way back from a pronoun."""

    start: int
    sentence: int
    weight: float
    speaker: Speaker


class Resolver:
    """Resolves the quotations of one text, in its order."""

    def __init__(self, text: str, index: NameIndex, sentences: Sequence[Span], quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.index = index
        self.quotations = quotations
        self.found: list[Speaker | None] = [None] * len(quotations)
        self.phrases: dict[int, Phrase] = {}
        self._named: dict[int, Speaker] = {}
        self._others: dict[tuple[str, str], Speaker] = {}
        self._trail: list[_Entry] = []
        self._next_mention = 0
        self._sentence_starts = [start for start, _ in sentences] or [0]
        self._quoted = _merged(span for q in quotations for span in q.quoted)
        self._quoted_starts = [start for start, _ in self._quoted]
        self._reported = _merged(span for q in quotations for span in q.content)
        self._reported_starts = [start for start, _ in self._reported]
        self._ranks = self._narrative_ranks(sentences)

    # -- the places ----------------------------------------------------------------------------------------------

    def _narrative_ranks(self, sentences: Sequence[Span]) -> list[int]:
        """Number the sentences, those that stand wholly in quotation marks not counted."""
        ranks: list[int] = []
        rank = 0
        for start, end in sentences:
            at = bisect_right(self._quoted_starts, start + 2) - 1
            inside = at >= 0 and self._quoted[at][0] <= start + 2 and end <= self._quoted[at][1] + 3
            rank += not inside
            ranks.append(rank)
        return ranks or [0]

    def _rank(self, position: int) -> int:
        return self._ranks[max(0, bisect_right(self._sentence_starts, position) - 1)]

    def sentence_start(self, position: int) -> int:
        """Return where the sentence that holds `position` starts."""
        return self._sentence_starts[max(0, bisect_right(self._sentence_starts, position) - 1)]

    # -- speakers ------------------------------------------------------------------------------------------------

    def speaker_of_name(self, number: int) -> Speaker:
        """Return the speaker for a name of the index, one for all its mentions."""
        speaker = self._named.get(number)
        if speaker is None:
            name = self.index.names[number]
            body = name.kind in ("organisation", "place")
            display = name.name
            if body and name.acronym and name.acronym.casefold() != display.casefold():
                display = f"{display} ({name.acronym})"
            speaker = Speaker(display, "organisation" if body else "named", name.gender, False, name, "", name.roles)
            self._named[number] = speaker
        return speaker

    def _other(self, kind: str, display: str, phrase: Phrase) -> Speaker:
        key = (kind, display.casefold())
        speaker = self._others.get(key)
        if speaker is None:
            speaker = Speaker(display, kind, phrase.gender, phrase.kind == "group", None, phrase.head, set(phrase.words))
            self._others[key] = speaker
        return speaker

    # -- the trail of mentions -------------------------------------------------------------------------------------

    def _advance(self, position: int) -> None:
        """Put the names that stand before `position` on the trail."""
        upto = self.index.before(position)
        for mention in self.index.mentions[self._next_mention : upto]:
            if not _inside(self._quoted, self._quoted_starts, mention.start):
                weight = self._weight(mention)
                self._trail.append(_Entry(mention.start, self._rank(mention.start), weight, self.speaker_of_name(mention.name)))
        self._next_mention = max(self._next_mention, upto)

    def _weight(self, mention: NameMention) -> float:
        """Weigh a mention by its place: the subject most, the object of a preposition or a possessor least."""
        text = self.text
        if _inside(self._reported, self._reported_starts, mention.start):
            return _REPORTED
        if text[mention.end : mention.end + 1] in ("’", "'"):
            return _OBLIQUE
        before = text[max(self.sentence_start(mention.first), mention.first - 40) : mention.first].split()
        if not before:
            return _SUBJECT
        if before[-1].lower() in _PREPOSITIONS:
            return _OBLIQUE
        if before[-1][-1] in ",;:—–" or before[-1].lower() in _CLAUSE_OPENERS:
            return _SUBJECT
        after = _NEXT.match(text, mention.end)
        return _SUBJECT if after and after[1] not in _PREPOSITIONS else _OTHER

    def _spoken(self, position: int, speaker: Speaker) -> None:
        self._trail.append(_Entry(position, self._rank(position), _SPOKE, speaker))

    # -- resolving ---------------------------------------------------------------------------------------------------

    def run(self) -> tuple[Quotation, ...]:
        """Return the quotations with speaker and source kind."""
        order = sorted(range(len(self.quotations)), key=lambda i: (_anchor(self.quotations[i]), i))
        for number in order:
            source = self.quotations[number].source
            if source:
                self._resolve(number, (source[0][0], source[-1][1]))
        identify_leads(self)
        continue_speakers(self)
        identify_leads(self)
        return tuple(
            q if speaker is None else replace(q, speaker=speaker.display, source_kind=speaker.kind)
            for q, speaker in zip(self.quotations, self.found, strict=True)
        )

    def _resolve(self, number: int, span: Span) -> None:
        phrase = read_phrase(self.text, span, self.index)
        self.phrases[number] = phrase
        self._advance(phrase.start)
        speaker = self._speaker(phrase, number)
        if speaker is not None:
            self.found[number] = speaker
            self._spoken(phrase.start, speaker)

    def _speaker(self, phrase: Phrase, number: int) -> Speaker | None:
        kind = phrase.kind
        if kind == "names":
            return self._named_speaker(phrase)
        if kind in ("person", "plural", "thing"):
            return self._antecedent(phrase)
        if kind == "relative":
            return self._relative(phrase)
        if kind == "role":
            return self._described(phrase)
        if kind == "body":
            return self._body(phrase)
        if kind == "document":
            return self._document(phrase)
        if kind == "group":
            return self._other("unnamed", self._printed(phrase), phrase)
        return None

    def _named_speaker(self, phrase: Phrase) -> Speaker:
        if len(phrase.names) == 1:
            return self.speaker_of_name(phrase.names[0])
        parts = [self.speaker_of_name(number) for number in phrase.names]
        display = " and ".join(dict.fromkeys(part.display for part in parts))
        speaker = self._other("named", display, phrase)
        speaker.plural = True
        return speaker

    def _printed(self, phrase: Phrase) -> str:
        """Return the phrase as printed, in one line, a capital that only opens the sentence made small."""
        printed = " ".join(self.text[phrase.start : phrase.end].split())
        first = printed.split(" ", 1)[0]
        vocabulary = load_vocabulary()
        plain = first.lower()
        common = plain in vocabulary.function_words or plain in vocabulary.groups or vocabulary.is_role(singular(plain))
        if (common and plain not in _CAPITALISED) or plain in vocabulary.papers:
            printed = printed[0].lower() + printed[1:]
        return printed

    # -- pronouns --------------------------------------------------------------------------------------------------

    def _antecedent(self, phrase: Phrase, trail: list[_Entry] | None = None) -> Speaker | None:
        here = self._rank(phrase.start)
        scores: dict[int, float] = {}
        speakers: dict[int, Speaker] = {}
        for entry in reversed((self._trail if trail is None else trail)[-_LOOK_BACK:]):
            away = here - entry.sentence
            if away > _SENTENCES_BACK:
                break
            fit = _fits(entry.speaker, phrase)
            if not fit:
                continue
            key = id(entry.speaker)
            score = entry.weight * fit * _DECAY**away
            best = scores.get(key, 0.0)
            scores[key] = max(best, score) + 0.08 * min(best, score)
            speakers.setdefault(key, entry.speaker)
        if not scores:
            return None
        # dictionaries keep the order of recency, so that ties go to the nearest
        return speakers[max(scores, key=lambda key: scores[key])]

    def subject_within(self, start: int, end: int) -> Speaker | None:
        """Return the subject of the sentence `text[start:end]`: the first name in it that is no complement, or a pronoun's."""
        if (pronoun := _PRONOUN_SUBJECT.match(self.text, start, end)) is not None:
            return self._antecedent_before(pronoun.start(1), pronoun[1].lower())
        best: Speaker | None = None
        best_weight = _OBLIQUE
        for mention in self.index.within(start, end):
            name = self.index.names[mention.name]
            weight = self._weight(mention)
            if weight > best_weight and (name.is_person or name.kind == "unknown"):
                best, best_weight = self.speaker_of_name(mention.name), weight
        return best

    def _antecedent_before(self, position: int, pronoun: str) -> Speaker | None:
        """Return whom a subject pronoun of the author's stands for: the speaker before it that agrees with it."""
        phrase = read_phrase(self.text, (position, position + len(pronoun)), self.index)
        earlier = [entry for entry in self._trail if entry.start < position]
        return self._antecedent(phrase, earlier)

    def _relative(self, phrase: Phrase) -> Speaker | None:
        """Resolve `who`: the name or noun phrase right before it."""
        mentions = self.index.mentions[: self.index.before(phrase.start)][-1:]
        if mentions and not self.text[mentions[0].end : phrase.start].strip(" ,\u00a0’s'"):
            return self.speaker_of_name(mentions[0].name)
        return self._antecedent(phrase._replace(kind="person"))

    # -- descriptions ------------------------------------------------------------------------------------------------

    def _described(self, phrase: Phrase) -> Speaker | None:
        """Resolve `the analyst`, `the Azerbaijani president`, `an expert from Baku`."""
        vocabulary = load_vocabulary()
        if not phrase.definite:
            return self._other("unnamed", self._printed(phrase), phrase)
        families = vocabulary.families_of(phrase.head)
        here = self._rank(phrase.start)
        best: Speaker | None = None
        best_score = 0.0
        seen: dict[int, float] = {}
        for entry in reversed(self._trail):
            speaker = entry.speaker
            if id(speaker) in seen or speaker.plural or speaker.kind in ("organisation", "document"):
                continue
            if speaker.gender and phrase.gender and speaker.gender != phrase.gender:
                continue
            away = here - entry.sentence
            score = _likeness(speaker, phrase, families) + entry.weight * _DECAY ** min(away, _SENTENCES_BACK)
            seen[id(speaker)] = score
            if score > best_score:
                best, best_score = speaker, score
        return best if best is not None and best_score > 0.5 else self._other("unnamed", self._printed(phrase), phrase)

    def _body(self, phrase: Phrase) -> Speaker:
        name = self._whole_name(phrase)
        if name is not None:
            return self.speaker_of_name(name.number)
        vocabulary = load_vocabulary()
        if phrase.definite and phrase.alone and phrase.head in vocabulary.body_anaphors and len(phrase.words) < 3:
            for entry in reversed(self._trail):
                speaker = entry.speaker
                if speaker.kind == "organisation" and phrase.head in speaker.display.lower().split():
                    return speaker
            found = self._antecedent(phrase._replace(kind="thing"))
            if found is not None:
                return found
        return self._other("organisation", _without_article(self._printed(phrase)), phrase)

    def _whole_name(self, phrase: Phrase) -> Name | None:
        """Return the organisation or place that the phrase consists of, an article and a possessive aside."""
        mentions = self.index.within(phrase.start, phrase.end)
        if len(mentions) != 1 and not (mentions and mentions[-1].start == phrase.start):
            return None
        rest = self.text[mentions[0].end : phrase.end].strip(" ’'s")
        before = self.text[phrase.start : mentions[0].start].strip().lower()
        return self.index.names[mentions[0].name] if not rest and before in ("", "the") else None

    def _document(self, phrase: Phrase) -> Speaker:
        vocabulary = load_vocabulary()
        if phrase.definite and phrase.alone and phrase.head in vocabulary.paper_anaphors:
            for entry in reversed(self._trail[-_LOOK_BACK:]):
                if entry.weight == _SPOKE and entry.speaker.kind in ("organisation", "document", "named"):
                    return Speaker(entry.speaker.display, "document", name=entry.speaker.name)
        return self._other("document", _without_article(self._printed(phrase)), phrase)


def _without_article(printed: str) -> str:
    first, _, rest = printed.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else printed


def _fits(speaker: Speaker, phrase: Phrase) -> float:
    """Return how well a speaker agrees with a pronoun in number, gender and kind; 0 excludes it."""
    if phrase.kind == "person":
        if speaker.plural or speaker.kind in ("organisation", "document"):
            return 0.0
        if speaker.gender and phrase.gender and speaker.gender != phrase.gender:
            return 0.0
        if speaker.name is not None and not speaker.name.is_person:
            return 0.6 if speaker.name.kind == "unknown" else 0.0
        return 1.0 if speaker.gender else 0.9
    if phrase.kind == "plural":
        return 1.0 if speaker.plural else 0.8 if speaker.kind == "organisation" else 0.3
    if speaker.plural or speaker.kind in ("named", "unnamed"):
        return 0.0
    return 1.0 if speaker.name is None or speaker.name.kind != "place" else 0.7


def _likeness(speaker: Speaker, phrase: Phrase, families: frozenset[str]) -> float:
    """Return how well a description fits what is known of a person's role: below 0 where it speaks against it."""
    known = speaker.words
    if phrase.head in known:
        extra = phrase.words - {phrase.head}
        return 2.0 + 0.5 * sum(any(_akin(word, other) for other in known) for word in extra) / max(1, len(extra))
    vocabulary = load_vocabulary()
    if not families:
        return 0.0
    of_speaker = {family for word in known for family in vocabulary.families_of(word)}
    if families & of_speaker:
        return 1.0
    return -1.5 if of_speaker else (0.0 if phrase.alone else -1.0)


def _akin(one: str, other: str) -> bool:
    """Tell whether two words share their first four letters (Azerbaijani, Azerbaijan)."""
    return one == other or (len(one) > 3 and one[:4] == other[:4])


def _anchor(quotation: Quotation) -> int:
    return quotation.source[0][0] if quotation.source else quotation.content[0][0] if quotation.content else 0


def _merged(spans: object) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):  # type: ignore[call-overload]
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _inside(spans: list[Span], starts: list[int], position: int) -> bool:
    at = bisect_right(starts, position) - 1
    return at >= 0 and position < spans[at][1]
