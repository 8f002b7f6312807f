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
from framing.speakers.phrases import NOT_PERSONS, Phrase, read_phrase
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
_PUBLISHED = frozenset(("report", "article", "story", "text", "publication", "bulletin", "document", "material"))
_LEAST_LIKE = 0.4
# Families whose words are said of people of any office (`the billionaire`, `the nominee`).
_SOFT = frozenset(("business", "artist", "media", "politician", "sport", "activist", "legislator"))
_CAPITALISED = frozenset(("republicans", "democrats", "americans", "russians", "republican", "democrat"))
_PRONOUN_SUBJECT = re.compile(r"\W{0,3}(he|she)\b", re.I)
_GENDERED = re.compile(r"\b([Ss]?[Hh]e(?:r|rs|rself)?|[Hh]is|[Hh]im(?:self)?)\b")
_HE = frozenset(("he", "his", "him", "himself"))
_SENTENCE_REACH = 400
_WORD = re.compile(r"[^\W_][\w\-’']*")
_DESCRIPTION = re.compile(r"\b[Tt]he ((?:[a-z][a-z\-]+ ?){1,3})(?!['’])")
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
        self._genders_learned = False
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
            body = name.kind in NOT_PERSONS
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
        common = common or plain in vocabulary.papers
        if common and plain not in _CAPITALISED and (first[1:].islower() or not first[1:]):
            printed = printed[0].lower() + printed[1:]
        return printed

    # -- gender ----------------------------------------------------------------------------------------------------

    def _learn_genders(self) -> None:
        """Learn from the text who is he and who is she: the pronouns behind the only person of a sentence."""
        self._genders_learned = True
        votes: dict[int, int] = {}
        for match in _GENDERED.finditer(self.text):
            at = match.start()
            if _inside(self._quoted, self._quoted_starts, at):
                continue
            persons = {
                mention.name
                for mention in self.index.within(max(self.sentence_start(at), at - _SENTENCE_REACH), at)
                if self.index.names[mention.name].kind not in NOT_PERSONS
            }
            if len(persons) == 1:
                (number,) = persons
                votes[number] = votes.get(number, 0) + (1 if match[1].lower() in _HE else -1)
        for number, vote in votes.items():
            name = self.index.names[number]
            if not name.certain and abs(vote) > (name.gender != ""):
                name.gender = "m" if vote > 0 else "f"
                if number in self._named:
                    self._named[number].gender = name.gender

    # -- pronouns --------------------------------------------------------------------------------------------------

    def _antecedent(self, phrase: Phrase, trail: list[_Entry] | None = None) -> Speaker | None:
        if phrase.gender and not self._genders_learned:
            self._learn_genders()
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
        if phrase.kind == "person" and trail is None:
            self._add_described(phrase, scores, speakers)
        if not scores:
            return None
        # dictionaries keep the order of recency, so that ties go to the nearest
        return speakers[max(scores, key=lambda key: scores[key])]

    def _add_described(self, phrase: Phrase, scores: dict[int, float], speakers: dict[int, Speaker]) -> None:
        """Let a description in the sentence before count as a mention (`The president paused. … he said`)."""
        vocabulary = load_vocabulary()
        here = self._rank(phrase.start)
        begin = max(self.sentence_start(max(0, self.sentence_start(phrase.start) - 2)), phrase.start - _SENTENCE_REACH)
        for match in _DESCRIPTION.finditer(self.text, begin, phrase.start):
            heads = [word for word in match[1].split() if vocabulary.is_role(word)]
            if not heads or _inside(self._reported, self._reported_starts, match.start()):
                continue
            for key, speaker in speakers.items():
                if heads[0] in speaker.words and speaker.name is not None:
                    weight = _SUBJECT * _DECAY ** (here - self._rank(match.start()))
                    scores[key] = max(scores[key], weight) + 0.08 * min(scores[key], weight)

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
        """Resolve `who` and `which`: the name or noun phrase right before it."""
        text, start = self.text, phrase.start
        mentions = self.index.mentions[max(0, self.index.before(start) - 1) : self.index.before(start)]
        person = text[start : phrase.end].lower() not in ("which", "that")
        if mentions and not text[mentions[0].end : start].strip(" ,\u00a0’s'"):
            name = self.index.names[mentions[0].name]
            if not person or name.kind not in NOT_PERSONS:
                return self.speaker_of_name(name.number)
        before = text[max(self.sentence_start(start), start - 80) : start]
        words = list(_WORD.finditer(before))[-8:]
        vocabulary = load_vocabulary()
        for at in range(len(words) - 1, -1, -1):
            word = words[at].group().lower()
            if vocabulary.is_common_plural(word) or vocabulary.is_role(word):
                first = at
                while first and words[first - 1].group().lower() not in vocabulary.function_words and first > at - 3:
                    first -= 1
                noun = Phrase("group", start, start, head=singular(word), words=frozenset((singular(word),)))
                return self._other("unnamed", before[words[first].start() : words[at].end()], noun)
        return self._antecedent(phrase._replace(kind="person")) if person else None

    # -- descriptions ------------------------------------------------------------------------------------------------

    def _described(self, phrase: Phrase) -> Speaker | None:
        """Resolve `the analyst`, `the Azerbaijani president`; `an expert from Baku` stands for itself."""
        if phrase.definite:
            here = self._rank(phrase.start)
            proper = self.proper_words(phrase)
            best: Speaker | None = None
            best_score = _LEAST_LIKE
            seen: set[int] = set()
            for entry in reversed(self._trail):
                speaker = entry.speaker
                if id(speaker) in seen:
                    continue
                seen.add(id(speaker))
                likeness = _likeness(speaker, phrase, proper)
                if likeness is None:
                    continue
                score = likeness + entry.weight * _DECAY ** min(here - entry.sentence, _SENTENCES_BACK)
                if score > best_score:
                    best, best_score = speaker, score
            if best is not None:
                return best
        return self._other("unnamed", self._printed(phrase), phrase)

    def proper_words(self, phrase: Phrase) -> frozenset[str]:
        """Return the words of a description that are capitalised inside it (*FBI*, *Azerbaijani*), in lower case."""
        words = self.text[phrase.start : phrase.end].split()[1:]
        return frozenset(word.lower().strip(",.’'") for word in words if word[:1].isupper())

    def _body(self, phrase: Phrase) -> Speaker:
        name = self._whole_name(phrase)
        if name is not None:
            return self.speaker_of_name(name.number)
        printed = self.text[phrase.start : phrase.end]
        described = printed.split(" ", 1)[-1]
        if phrase.definite and phrase.alone and not phrase.owned and described.islower():
            found = self._body_before(phrase)
            if found is not None:
                return found
        owner = self._owner(phrase)
        display = _without_article(self._printed(phrase))
        if owner is None:
            return self._other("organisation", display, phrase)
        key = (f"organisation {phrase.head}", str(owner))
        return self._others.setdefault(key, Speaker(display, "organisation", head=phrase.head, words=set(phrase.words)))

    def _owner(self, phrase: Phrase) -> int | None:
        """Return the number of the person whose body it is (`the Trump campaign`, `Mr. Trump’s campaign`)."""
        mentions = self.index.within(phrase.start, phrase.end)
        if len(mentions) == 1 and self.index.names[mentions[0].name].kind not in NOT_PERSONS:
            return mentions[0].name
        return None

    def _body_before(self, phrase: Phrase) -> Speaker | None:
        """Return the body that `the ministry` takes up again: one of that name, or for `the agency` the last one."""
        for entry in reversed(self._trail[-_LOOK_BACK:]):
            speaker = entry.speaker
            if speaker.kind == "organisation" and phrase.head in speaker.display.lower().split():
                return speaker
        if phrase.head not in load_vocabulary().body_anaphors:
            return None
        return self._antecedent(phrase._replace(kind="body"))

    def _whole_name(self, phrase: Phrase) -> Name | None:
        """Return the organisation or place that the phrase consists of, an article and a possessive aside."""
        mentions = self.index.within(phrase.start, phrase.end)
        if len(mentions) != 1:
            return None
        mention = mentions[0]
        rest = self.text[mention.end : phrase.end].strip(" ’'s")
        before = self.text[phrase.start : mention.start].strip().lower()
        return self.index.names[mention.name] if not rest and before in ("", "the", "a") else None

    def _document(self, phrase: Phrase) -> Speaker:
        vocabulary = load_vocabulary()
        issuers = ("organisation", "document") if phrase.head in _PUBLISHED else ("organisation", "document", "named")
        if phrase.definite and phrase.alone and not phrase.owned and phrase.head in vocabulary.paper_anaphors:
            for entry in reversed(self._trail[-_LOOK_BACK:]):
                if entry.weight == _SPOKE and entry.speaker.kind in issuers:
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
            return (0.8 if speaker.name.count > 1 else 0.6) if speaker.name.kind == "unknown" else 0.0
        return 1.0 if speaker.gender else 0.9
    if phrase.kind == "plural":
        return 1.0 if speaker.plural else 0.8 if speaker.kind == "organisation" else 0.3
    if speaker.plural or speaker.kind in ("named", "unnamed"):
        return 0.0
    if speaker.name is not None and speaker.name.kind == "thing":
        return 0.0
    if phrase.kind == "body" and (speaker.kind == "document" or (speaker.name is not None and speaker.name.kind == "place")):
        return 0.0
    return 1.0 if speaker.name is None or speaker.name.kind != "place" else 0.7


def _likeness(speaker: Speaker, phrase: Phrase, proper: frozenset[str]) -> float | None:
    """Return how well a description fits what is known of a person's role; None excludes it."""
    if speaker.plural or speaker.kind in ("organisation", "document"):
        return None
    if speaker.name is not None and not speaker.name.is_person and speaker.name.kind != "unknown":
        return None
    if speaker.gender and phrase.gender and speaker.gender != phrase.gender:
        return None
    vocabulary = load_vocabulary()
    known = speaker.words
    parties = {vocabulary.parties[word] for word in phrase.words if word in vocabulary.parties}
    if parties and parties.isdisjoint(theirs := {vocabulary.parties[w] for w in known if w in vocabulary.parties}) and theirs:
        return None
    extra = phrase.words - {phrase.head}
    akin = sum(any(_akin(word, other) for other in known) for word in extra)
    if phrase.owned:
        return None
    if phrase.head in known:
        return 2.0 + 0.5 * akin / max(1, len(extra))
    if phrase.head == speaker.head and speaker.name is None:
        return 2.0
    families = vocabulary.families_of(phrase.head)
    of_speaker = frozenset().union(*(vocabulary.families_of(word) for word in sorted(known)))
    if families & of_speaker:
        return 1.0 if phrase.alone or akin else None
    if not phrase.alone:
        return None
    if families and families.isdisjoint(_SOFT):
        # An office of its own: nobody of another office, nobody of whom its land or house is not known.
        strange = any(not any(_akin(word, other) for other in known) for word in proper)
        return None if of_speaker or strange else 0.0
    return -0.3 if of_speaker and families else 0.0


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
