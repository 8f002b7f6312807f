"""Finding out who speaks: sources read, pronouns and descriptions traced to the speaker they stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter

from framing.documents import Span
from framing.quotations.model import Quotation
from framing.speakers.agreement import agreement, likeness
from framing.speakers.continuation import continue_speakers, identify_authors, identify_leads
from framing.speakers.names import Name, NameIndex
from framing.speakers.phrases import NOT_PERSONS, Phrase, read_phrase
from framing.speakers.trail import DECAY, OBLIQUE, SPOKE, SUBJECT, Cast, Speaker, Trail
from framing.speakers.vocabulary import load_vocabulary, singular

__all__ = ["Resolver"]

# How far back a pronoun looks, in sentences of the author's; a description, in mentions.
_SENTENCES_BACK, _DESCRIBED_BACK = 14, 150
# What further mentions of one speaker add, and the least score at which a description finds its speaker.
_REPEATED, _LEAST_LIKE = 0.08, 0.4
_SENTENCE_REACH, _NEAR = 400, 3
_NAMES_AT_MOST = 500
_PUBLISHED = frozenset(("report", "article", "story", "text", "publication", "bulletin", "document", "material"))
_CAPITALISED = frozenset(("republicans", "democrats", "americans", "russians", "republican", "democrat"))
_OWNERS = {"its": "thing", "his": "person", "her": "person", "their": "plural"}
_ISSUED = re.compile(
    r"\b(?:issued|released|published|signed|posted|adopted|sent|put out|made|gave) (?:an? )?(?:\w+ )?\Z"
)
_PRONOUN_SUBJECT = re.compile(r"\W{0,3}(he|she)\b", re.I)
_GENDERED = re.compile(r"[sShH](?<!\w\w)(?:he|e|er|ers|erself|is|im|imself)(?!\w)")
_VOTES = dict.fromkeys(("he", "his", "him", "himself"), 1) | dict.fromkeys(("she", "her", "hers", "herself"), -1)
_DESCRIPTION = re.compile(r"\b(?:[Tt]he|[Mm]y|[Hh]is|[Hh]er|An?) ((?:[a-z][a-z\-]+ ?){1,3})(?!['’])")
_PLURAL_SUBJECT = re.compile(
    r"(?:(?:The|These|Those|Some|Many|Most|Several|Few|Other|Two|Three|Four|Five|But|And|In turn,) )?+"
    r"(?:[A-Z][\w\-]+['’]s? )?+(?:[A-Za-z][a-z\-]+ ){0,2}?([A-Za-z][a-z]{2,}(?:s|men|people|police))\b(?!['’])"
)
_DOCUMENT_SUBJECT = re.compile(r"(?:The|This|An?) (?:[\w\-]+ ){1,4}(?!['’])")
# What a report goes on with; "it was said" or "believed" leaves open by whom.
_WITHOUT_AGENT = frozenset(
    ("noted", "stressed", "emphasized", "emphasised", "underlined", "underscored", "highlighted", "added", "recalled")
)
_IT_WAS = re.compile(r"\b[Ii]t was (?:\w+ )?\Z")
_IT_REACH = 30
_WORD = re.compile(r"[^\W_][\w\-’']*")
_GIVEN = tuple(field.name for field in fields(Quotation) if field.name not in ("speaker", "source_kind"))
_given = attrgetter(*_GIVEN)


class Resolver:
    """Resolves the quotations of one text, in its order.

    Attributes:
        quotations, found, phrases: the quotations, the speaker of each, and how each one's source was read.
        index, cast, trail: the names of the text, its speakers, and their mentions in order.
    """

    def __init__(
        self,
        text: str,
        index: NameIndex,
        sentences: Sequence[Span],
        quotations: Sequence[Quotation],
        *,
        walls: Sequence[int] = (),
    ) -> None:
        self.text = text
        self.index = index
        self.quotations = quotations
        self.found: list[Speaker | None] = [None] * len(quotations)
        self.phrases: dict[int, Phrase] = {}
        self.cast = Cast(index)
        quoted = [span for quotation in quotations for span in quotation.quoted]
        reported = [span for quotation in quotations for span in quotation.content]
        self.trail = Trail(text, self.cast, sentences, quoted=quoted, reported=reported, walls=walls)
        self._genders_learned = False
        self._interviewed: list[Speaker | None] = []

    def run(self) -> tuple[Quotation, ...]:
        """Return the quotations with speaker and source kind."""
        for number in sorted(range(len(self.quotations)), key=lambda i: (_anchor(self.quotations[i]), i)):
            source = self.quotations[number].source
            if source:
                self._resolve(number, (source[0][0], source[-1][1]))
            elif self.quotations[number].rule == "answer":
                self.found[number] = self._interviewee(self.quotations[number].content[0][0])
            else:
                self._go_on(number)
        identify_leads(self)
        continue_speakers(self)
        identify_authors(self)
        return tuple(_with_speaker(q, speaker) for q, speaker in zip(self.quotations, self.found, strict=True))

    def _resolve(self, number: int, span: Span) -> None:
        phrase = read_phrase(self.text, span, self.index)
        self.phrases[number] = phrase
        speaker = self._speaker(phrase)
        if speaker is not None:
            self.found[number] = speaker
            if not self.text.startswith(("our ", "Our "), phrase.start) or speaker.name is not None:
                self.trail.spoke(phrase.start, speaker)  # "he", after our reporter has asked, is whom he asked

    def _go_on(self, number: int) -> None:
        """Let who spoke last go on speaking: `… , the ministry said. It was noted that …`."""
        cue = self.quotations[number].cue
        if not cue or self.text[slice(*cue[-1])] not in _WITHOUT_AGENT:
            return
        last = next((entry for entry in self.trail.back(cue[0][0]) if entry.weight == SPOKE), None)
        subject = _IT_WAS.search(self.text, max(0, cue[0][0] - _IT_REACH), cue[0][0])
        if last is not None and subject is not None and self.trail.rank(cue[0][0]) - last.sentence < 2:
            self.found[number] = last.speaker
            self.trail.spoke(cue[0][0], last.speaker)

    def _speaker(self, phrase: Phrase) -> Speaker | None:
        kind = phrase.kind
        if kind == "names":
            return self._named(phrase)
        if kind in ("person", "plural", "thing"):
            return self.antecedent(phrase)
        if kind == "turn":
            return self._turn(phrase)
        if kind == "relative":
            return self._relative(phrase)
        if kind == "role":
            return self._described(phrase)
        if kind == "body":
            return self._body(phrase)
        if kind == "document":
            return self._document(phrase)
        if kind == "group":
            return self.cast.other("unnamed", self._printed(phrase), phrase)
        return None

    def _named(self, phrase: Phrase) -> Speaker:
        for number in phrase.names:
            self.index.names[number].inner = True  # who speaks is no word that only opens a sentence
        if len(phrase.names) == 1:
            return self.cast.named(phrase.names[0])
        parts = [self.cast.named(number) for number in phrase.names]
        speaker = self.cast.other("named", " and ".join(dict.fromkeys(part.display for part in parts)), phrase)
        speaker.plural = True
        return speaker

    def _printed(self, phrase: Phrase) -> str:
        """Return the phrase as printed, in one line, a capital that only opens the sentence made small."""
        printed = " ".join(self.text[phrase.start : phrase.end].split())
        first, _, rest = printed.partition(" ")
        if (not first[1:] or first[1:].islower()) and self._is_common(first, rest):
            printed = printed[0].lower() + printed[1:]
        return printed

    def _is_common(self, first: str, rest: str) -> bool:
        """Tell whether the capitalised word that begins a phrase is no name, by itself or as a small word follows."""
        vocabulary = load_vocabulary()
        plain = first.lower()
        proper = (vocabulary.demonyms, vocabulary.places, vocabulary.parties, vocabulary.bodies, _CAPITALISED)
        if plain in _CAPITALISED or "’" in first or "'" in first:
            return False
        known = (vocabulary.function_words, vocabulary.groups, vocabulary.papers)
        if any(plain in words for words in known) or vocabulary.is_role(singular(plain)):
            return True
        return rest[:1].islower() and not any(plain in words for words in proper) and self.index.find(first) is None

    # -- gender ----------------------------------------------------------------------------------------------------

    def _learn_genders(self) -> None:
        """Learn from the text who is he and who is she: by the pronouns behind the only person of a sentence."""
        self._genders_learned = True
        votes: dict[int, int] = {}
        for match in _GENDERED.finditer(self.text):
            at = match.start()
            if self.trail.is_quoted(at):
                continue
            begin = max(self.trail.sentence_start(at), at - _SENTENCE_REACH)
            persons = {m.name for m in self.index.within(begin, at) if self.index.names[m.name].kind not in NOT_PERSONS}
            if len(persons) == 1:
                (number,) = persons
                votes[number] = votes.get(number, 0) + _VOTES.get(match[0].lower(), 0)
        for number, vote in votes.items():
            name = self.index.names[number]
            if not name.certain and abs(vote) > (name.gender != ""):
                self.cast.set_gender(number, "m" if vote > 0 else "f")

    # -- pronouns --------------------------------------------------------------------------------------------------

    def antecedent(self, phrase: Phrase) -> Speaker | None:
        """Return whom a pronoun stands for: the most prominent and nearest mention before it that agrees with it."""
        if phrase.gender and not self._genders_learned:
            self._learn_genders()
        here = self.trail.rank(phrase.start)
        # keyed by identity; dictionaries keep the order of nearness, so that ties go to the nearest
        scores: dict[Speaker, float] = {}
        highest = 0.0
        for entry in self.trail.back(phrase.start):
            away = here - entry.sentence
            left = DECAY**away
            if away > _SENTENCES_BACK or highest > SPOKE * left * (1 + 2 * _REPEATED):
                break
            fit = agreement(entry.speaker, phrase)
            if fit:
                _add(scores, entry.speaker, entry.weight * fit * left)
                highest = max(highest, scores[entry.speaker])
        if phrase.kind == "person":
            self._add_described(phrase, scores)
        elif phrase.kind == "plural":
            self._add_plural(phrase, scores)
        elif phrase.kind == "thing":
            self._add_document(phrase, scores)
        return max(scores, key=lambda speaker: scores[speaker]) if scores else None

    def _add_described(self, phrase: Phrase, scores: dict[Speaker, float]) -> None:
        """Let a description in the sentence before count as a mention (`The president paused. … he said`)."""
        vocabulary = load_vocabulary()
        here = self.trail.rank(phrase.start)
        sentence = self.trail.sentence_start(phrase.start)
        begin = max(self.trail.sentence_start(max(0, sentence - 2)), phrase.start - _SENTENCE_REACH)
        for match in _DESCRIPTION.finditer(self.text, begin, phrase.start):
            head = next((word for word in match[1].split() if vocabulary.is_role(word)), "")
            if not head or self.trail.is_reported(match.start()):
                continue
            fitting = [speaker for speaker in scores if head in speaker.words and speaker.name is not None]
            opens = match.start() == self.trail.sentence_start(match.start())
            gender = vocabulary.genders.get(head, phrase.gender if match[0][0] in "Aa" else "")
            if not fitting and opens and phrase.gender and gender == phrase.gender:
                end = match.start(1) + match[1].index(head) + len(head)
                noun = Phrase("role", match.start(), end, (), head, frozenset((head,)), gender=phrase.gender)
                fitting = [self.cast.other("unnamed", self._printed(noun), noun)]
            for speaker in fitting:
                _add(scores, speaker, SUBJECT * DECAY ** (here - self.trail.rank(match.start())))

    def _add_plural(self, phrase: Phrase, scores: dict[Speaker, float]) -> None:
        """Let a plural that opens a sentence count as a mention (`Researchers at Leeds followed … They found`)."""
        vocabulary = load_vocabulary()
        here = self.trail.rank(phrase.start)
        end = phrase.start
        for _ in range(_NEAR):
            start = self.trail.sentence_start(max(0, end - 1))
            match = _PLURAL_SUBJECT.match(self.text, start, end)
            plain = match[1].lower() if match else ""
            if match and vocabulary.is_common_plural(plain) and not self.trail.is_quoted(start):
                noun = Phrase("group", *match.span(), (), singular(plain))
                speaker = self.cast.other("unnamed", self._printed(noun), noun)
                _add(scores, speaker, SUBJECT * DECAY ** (here - self.trail.rank(start)))
            end = start

    def _add_document(self, phrase: Phrase, scores: dict[Speaker, float]) -> None:
        """Let a document that opens the sentence before count as a mention (`A communique ran to … It said`)."""
        here = self.trail.sentence_start(phrase.start)
        start = self.trail.sentence_start(max(0, here - 1))
        match = _DOCUMENT_SUBJECT.match(self.text, start, here)
        papers = load_vocabulary().papers
        word = next((word for word in _WORD.finditer(match[0]) if word[0] in papers), None) if match else None
        others = any(not self.index.names[m.name].is_person for m in self.index.within(start, here))  # its publisher
        if word is not None and not others and not self.trail.is_quoted(start):
            noun = Phrase("document", start, start + word.end(), head=word[0])
            _add(scores, self.cast.other("document", _without_article(self._printed(noun)), noun), SUBJECT * DECAY)

    def subject_within(self, start: int, end: int) -> Speaker | None:
        """Return the subject of the sentence `text[start:end]`: the first name no complement, or a pronoun's."""
        if (pronoun := _PRONOUN_SUBJECT.match(self.text, start, end)) is not None:
            return self.antecedent(read_phrase(self.text, pronoun.span(1), self.index))
        best: Speaker | None = None
        best_weight = OBLIQUE
        for mention in self.index.within(start, end):
            name = self.index.names[mention.name]
            weight = self.trail.weight(mention)
            if weight > best_weight and (name.is_person or name.kind == "unknown"):
                best, best_weight = self.cast.named(mention.name), weight
        return best

    def _relative(self, phrase: Phrase) -> Speaker | None:
        """Resolve `who` and `which`: the name or noun phrase right before it."""
        text, start = self.text, phrase.start
        before = self.index.before(start)
        mentions = self.index.mentions[max(0, before - 1) : before]
        person = text[start : phrase.end].lower() not in ("which", "that")
        if mentions and not text[mentions[0].end : start].strip(" ,\u00a0’s'"):
            name = self.index.names[mentions[0].name]
            if not person or name.kind not in NOT_PERSONS:
                return self.cast.named(name.number)
        noun = self._noun_before(start)
        return noun or (self.antecedent(phrase._replace(kind="person")) if person else None)

    def _noun_before(self, start: int) -> Speaker | None:
        """Return the common noun for people right before a relative clause (`nervous Democrats on the Hill, who …`)."""
        before = self.text[max(self.trail.sentence_start(start), start - 80) : start]
        words = list(_WORD.finditer(before))[-8:]
        vocabulary = load_vocabulary()
        for at in range(len(words) - 1, -1, -1):
            word = words[at].group().lower()
            if vocabulary.is_common_plural(word) or vocabulary.is_role(word):
                first = at
                while first and words[first - 1].group().lower() not in vocabulary.function_words and first > at - 3:
                    first -= 1
                noun = Phrase("group", start, start, head=singular(word), words=frozenset((singular(word),)))
                return self.cast.other("unnamed", before[words[first].start() : words[at].end()], noun)
        return None

    def _turn(self, phrase: Phrase) -> Speaker:
        """Resolve `A:` to who is interviewed; `Q:` stands for itself."""
        who = self._interviewee(phrase.start)
        if who is not None and self.text[phrase.start].upper() == "A":
            return who
        return self.cast.other("unnamed", self.text[phrase.start : phrase.end], phrase)

    def _interviewee(self, first: int) -> Speaker | None:
        """Return the person most named before the offset `first`, where the first turn begins; once for a text."""
        if not self._interviewed:
            named = Counter(m.name for m in self.index.mentions[: self.index.before(first)])
            persons = [number for number in named if self.index.names[number].is_person]
            self._interviewed = [self.cast.named(n) for n in sorted(persons, key=lambda n: -named[n])[:1]] or [None]
        return self._interviewed[0]

    # -- descriptions ------------------------------------------------------------------------------------------------

    def _described(self, phrase: Phrase) -> Speaker | None:
        """Resolve `the analyst`, `the Azerbaijani president`; `an expert from Baku` stands for itself."""
        if phrase.definite and (not phrase.owned or phrase.head in load_vocabulary().spoken_with):
            here = self.trail.rank(phrase.start)
            proper = self.proper_words(phrase)
            best: Speaker | None = None
            best_score = _LEAST_LIKE
            seen: set[Speaker] = set()
            for entry in self.trail.back(phrase.start, _DESCRIBED_BACK):
                if entry.speaker in seen:
                    continue
                seen.add(entry.speaker)
                like = likeness(entry.speaker, phrase, proper)
                if like is not None:
                    score = like + entry.weight * DECAY ** min(here - entry.sentence, _SENTENCES_BACK)
                    if score > best_score:
                        best, best_score = entry.speaker, score
            if best is not None:
                return best
        if phrase.bare and phrase.alone:
            # A headline's "Mayor denies …", "Opposition MP: …": the first in the text who is one.
            holders = [
                name for name in self.index.names[:_NAMES_AT_MOST] if phrase.words <= name.roles and name.is_person
            ]
            if holders:
                return self.cast.named(min(holders, key=lambda name: name.first).number)
        return self.cast.other("unnamed", self._printed(phrase), phrase)

    def proper_words(self, phrase: Phrase) -> frozenset[str]:
        """Return the words of a description that are capitalised inside it (*FBI*, *Azerbaijani*), in lower case."""
        words = self.text[phrase.start : phrase.end].split()[1:]
        return frozenset(word.lower().strip(",.’'") for word in words if word[:1].isupper())

    def _body(self, phrase: Phrase) -> Speaker:
        name = self._whole_name(phrase)
        if name is not None:
            return self.cast.named(name.number)
        described = self.text[phrase.start : phrase.end].split(" ", 1)[-1]
        if phrase.definite and phrase.alone and not phrase.owned and described.islower():
            found = self._body_before(phrase)
            if found is not None:
                return found
        owner = self._owner(phrase)
        key = f"{phrase.head} of {owner}" if owner is not None else ""
        return self.cast.other("organisation", _without_article(self._printed(phrase)), phrase, key)

    def _owner(self, phrase: Phrase) -> int | None:
        """Return the number of the person whose body it is (`the Trump campaign`, `Mr. Trump’s campaign`)."""
        mentions = self.index.within(phrase.start, phrase.end)
        if len(mentions) == 1 and self.index.names[mentions[0].name].kind not in NOT_PERSONS:
            return mentions[0].name
        return None

    def _body_before(self, phrase: Phrase) -> Speaker | None:
        """Return the body that `the ministry` takes up again: one of that name, or for `the agency` the last one."""
        for entry in self.trail.back(phrase.start):
            if entry.speaker.kind == "organisation" and phrase.head in entry.speaker.display.lower().split():
                return entry.speaker
        vocabulary = load_vocabulary()
        if phrase.head in vocabulary.body_anaphors:
            return self.antecedent(phrase._replace(kind="body"))
        if phrase.head in vocabulary.absolute_bodies:
            return None
        last = next((entry for entry in self.trail.back(phrase.start) if entry.weight == SPOKE), None)
        near = last is not None and self.trail.rank(phrase.start) - last.sentence < _NEAR
        return last.speaker if last is not None and near and agreement(last.speaker, phrase) else None

    def _whole_name(self, phrase: Phrase) -> Name | None:
        """Return the organisation or place that the phrase consists of, an article and a possessive aside."""
        mentions = self.index.within(phrase.start, phrase.end)
        if not mentions or any(mention.name != mentions[0].name for mention in mentions):
            return None
        mention = mentions[0]
        rest = self.text[mentions[-1].end : phrase.end].strip(" ’'s)")
        before = self.text[phrase.start : mention.start].strip().lower()
        return self.index.names[mention.name] if not rest and before in ("", "the", "a") else None

    def _document(self, phrase: Phrase) -> Speaker:
        """Resolve `the statement` to who issued it, if that is who spoke last; other documents stand for themselves."""
        vocabulary = load_vocabulary()
        issuers = ("organisation", "document") if phrase.head in _PUBLISHED else ("organisation", "document", "named")
        described = self.text[phrase.start : phrase.end].split(" ", 1)[-1]
        anaphoric = phrase.definite and phrase.alone and not phrase.owned and described.islower()
        issuer = None if phrase.definite and not phrase.owned else self._issuer(phrase)
        if issuer is not None:
            return Speaker(issuer.display, "document", name=issuer.name, head=phrase.head)
        if anaphoric and phrase.head in vocabulary.paper_anaphors:
            for entry in self.trail.back(phrase.start):
                if entry.weight == SPOKE and entry.speaker.kind in issuers:
                    issuer = entry.speaker
                    return Speaker(issuer.display, "document", name=issuer.name, head=phrase.head)
        return self.cast.other("document", _without_article(self._printed(phrase)), phrase)

    def _issuer(self, phrase: Phrase) -> Speaker | None:
        """Return who issued a document: `its statement`, `the president signed a decree`."""
        whose = self.text[phrase.start : phrase.end].split(" ", 1)[0].lower()
        if whose in _OWNERS:
            return self.antecedent(
                phrase._replace(kind=_OWNERS[whose], gender=load_vocabulary().genders.get(whose, ""))
            )
        behind = self.index.within(phrase.end, phrase.end + _SENTENCE_REACH)[:1]
        if behind and self.text[phrase.end : behind[0].first].strip() in ("by", "of", "from"):
            return self.cast.named(behind[0].name)  # Tweet by Ann Hill:
        start = max(self.trail.sentence_start(phrase.start), phrase.start - _SENTENCE_REACH)
        issued = _ISSUED.search(self.text, start, phrase.start)
        return self.subject_within(start, issued.start()) if issued else None


def _add(scores: dict[Speaker, float], speaker: Speaker, score: float) -> None:
    """Count a mention: the best one in full, the others a little."""
    best = scores.get(speaker, 0.0)
    scores[speaker] = max(best, score) + _REPEATED * min(best, score)


def _without_article(printed: str) -> str:
    first, _, rest = printed.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else printed


def _anchor(quotation: Quotation) -> int:
    return quotation.source[0][0] if quotation.source else quotation.content[0][0] if quotation.content else 0


def _with_speaker(quotation: Quotation, speaker: Speaker | None) -> Quotation:
    """Return the quotation with its speaker, unless it came with one; `dataclasses.replace` is five times as slow."""
    if speaker is None or quotation.speaker is not None:
        return quotation
    values = dict(zip(_GIVEN, _given(quotation), strict=True))
    return Quotation(**values, speaker=speaker.display, source_kind=speaker.kind)
