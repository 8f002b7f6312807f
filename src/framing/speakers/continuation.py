"""Quotations without a source of their own: continued, introduced by a colon, or repeated from elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.documents import Span
from framing.quotations.model import Quotation
from framing.speakers.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from framing.speakers.resolution import Resolver
    from framing.speakers.trail import Speaker

__all__ = ["continue_speakers", "identify_authors", "identify_leads"]

_OPENING = "“‘«„‹\"'`‟"
_CLOSING = "”’»“‹›\"'´"
_BREAK = re.compile(r"\n[ \t\r\u00a0]*(?:\n[ \t\r\u00a0]*)*")
_WORD = re.compile(r"[^\W_]+")
_PARTICIPLE = re.compile(r"\s*(?:(?:and|but|while|before|by|then|also)\s+)*(?:\w+ly\s+)?(?:\w+ing|\w+ed)\b", re.I)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|it|there)\b", re.I)
_REPEATED_AT_LEAST, _REPEATED_SHARE = 3, 0.3
_LONGEST_LEAD = 400
_NESTED_AT_MOST = 8
# Bounds that keep the work linear in hostile texts: marks before a quotation, letters of a sentence, leads compared.
_MARKS_AT_MOST, _SENTENCE_AT_MOST, _COMPARED_AT_MOST = 12, 600, 60


def continue_speakers(resolver: Resolver) -> None:
    """Give each quotation without a source the speaker that it goes on from, if the text shows one."""
    order = sorted(
        (i for i, q in enumerate(resolver.quotations) if q.content), key=lambda i: resolver.quotations[i].content[0]
    )
    for at in range(len(order) - 2, -1, -1):
        _take_next(resolver, order[at], order[at + 1])
    for at, number in enumerate(order):
        quotation = resolver.quotations[number]
        if resolver.found[number] is None and not quotation.source and quotation.rule != "echo":
            previous = order[at - 1] if at else None
            if previous is not None and _walled(resolver, previous, number):
                previous = None
            resolver.found[number] = _introduced(resolver, number, previous)


def _walled(resolver: Resolver, previous: int, number: int) -> bool:
    """Tell whether two quotations stand in different readers' comments, or one in the text itself."""
    places = (resolver.quotations[previous].content[0][0], resolver.quotations[number].content[0][0])
    return resolver.trail.wall(places[0]) != resolver.trail.wall(places[1])


def _take_next(resolver: Resolver, number: int, following: int) -> None:
    """Give an unclosed quotation the speaker of the one whose mark is opened again in the next paragraph."""
    quotation, after = resolver.quotations[number], resolver.quotations[following]
    if resolver.found[number] is not None or quotation.source or quotation.cue or quotation.kind != "direct":
        return
    text, end, start = resolver.text, quotation.content[-1][1], after.content[0][0]
    closed = text[end : end + 2].strip()[:1] in tuple(_CLOSING)
    gap = text[end:start]
    if (
        not closed
        and not _walled(resolver, number, following)
        and gap.strip(" \t\r\n\u00a0.,;!?…" + _OPENING) == ""
        and _BREAK.search(gap)
    ):
        resolver.found[number] = resolver.found[following]


def _introduced(resolver: Resolver, number: int, previous: int | None) -> Speaker | None:
    quotation = resolver.quotations[number]
    text = resolver.text
    if quotation.kind != "direct":
        return _conjoined(resolver, quotation, previous)
    start = quotation.content[0][0]
    begin = start
    while begin > max(0, start - _MARKS_AT_MOST) and text[begin - 1] in _OPENING + " \t\r\n\u00a0":
        begin -= 1
    if begin and text[begin - 1] == ":":
        return _of_sentence(resolver, begin - 1, previous)
    if previous is None:
        return _subject_before(resolver, start)
    gap_start = max(end for _, end in _extent(resolver.quotations[previous]))
    gap = text[gap_start:start]
    if len(_BREAK.findall(gap)) > 1 or len(gap) > 600:
        return _subject_before(resolver, start)
    narrative = gap.strip(" \t\r\n\u00a0.,;!?—–-" + _OPENING + _CLOSING)
    if not narrative:
        return resolver.found[previous]
    return _subject_before(resolver, start, after=gap_start) or resolver.found[previous]


def _extent(quotation: Quotation) -> Sequence[Span]:
    return (*quotation.content, *quotation.cue, *quotation.source)


def _conjoined(resolver: Resolver, quotation: Quotation, previous: int | None) -> Speaker | None:
    """Return the speaker of the clause before, for a cue without a subject (`…, adding that`, `and thanked`)."""
    if previous is None or not quotation.cue:
        return None
    start, end = quotation.cue[0][0], quotation.cue[-1][1]
    cue = resolver.text[start:end]
    if not _PARTICIPLE.match(cue) or _PASSIVE.search(cue):
        return None
    before = resolver.quotations[previous]
    same = resolver.trail.sentence_start(start) <= min(begin for begin, _ in _extent(before))
    return resolver.found[previous] if same else None


def _of_sentence(resolver: Resolver, colon: int, previous: int | None) -> Speaker | None:
    """Return who speaks in the sentence that a colon closes: its quotation's speaker, else its subject."""
    start = max(resolver.trail.sentence_start(colon), colon - _SENTENCE_AT_MOST)
    if previous is not None and resolver.found[previous] is not None:
        extent = _extent(resolver.quotations[previous])
        if max(end for _, end in extent) >= start:
            return resolver.found[previous]
    return resolver.subject_within(start, colon) or (resolver.found[previous] if previous is not None else None)


def _subject_before(resolver: Resolver, start: int, after: int = 0) -> Speaker | None:
    """Return the subject of the sentence right before a freestanding quotation, in its own paragraph."""
    text = resolver.text
    begin = max(0, start - _SENTENCE_AT_MOST)
    paragraph = max(text.rfind("\n", begin, start) + 1, after, begin)
    before = text[paragraph:start].rstrip(" \u00a0" + _OPENING)
    if len(before) < 3:
        return None
    last = paragraph + len(before) - 1
    return resolver.subject_within(max(paragraph, resolver.trail.sentence_start(last)), last)


def identify_authors(resolver: Resolver) -> None:
    """Give `I said`, inside another's quotation, that other's speaker; outside, *I* is the author and no source."""
    authors = [number for number, phrase in resolver.phrases.items() if phrase.kind == "author"]
    if not authors:
        return
    spans = sorted((start, end, i) for i, q in enumerate(resolver.quotations) for start, end in q.content)
    starts = [start for start, _, _ in spans]
    for number in authors:
        position = resolver.phrases[number].start
        at = bisect_right(starts, position)
        for _, end, outer in reversed(spans[max(0, at - _NESTED_AT_MOST) : at]):
            if end > position and outer != number and resolver.found[outer] is not None:
                resolver.found[number] = resolver.found[outer]
                break


def identify_leads(resolver: Resolver) -> None:
    """Name the unnamed source of a lead whose words the text repeats in a named speaker's mouth further on.

    News often opens on a quotation by "a political commentator" and gives the words again, with the name, below. Two
    quotations are the same if they share three runs of four words and 30 % of the shorter one's runs.
    """
    leads = [i for i, phrase in resolver.phrases.items() if phrase.kind == "role" and _is_unnamed(resolver.found[i])]
    unsourced = [
        i for i, found in enumerate(resolver.found) if found is None and resolver.quotations[i].kind == "direct"
    ]
    if not leads and not unsourced:
        return
    owners: dict[tuple[str, ...], int] = {}  # run -> the first quotation with it, one of a named speaker if there is
    sizes: dict[int, int] = {}
    for only_named in (True, False):
        for number, speaker in enumerate(resolver.found):
            if speaker is not None and (speaker.kind == "named") == only_named:
                runs = _runs(resolver, number)
                sizes[number] = len(runs)
                for run in runs:
                    owners.setdefault(run, number)
    named: dict[Speaker, Speaker] = {}
    for lead in leads + unsourced:
        speaker, unnamed = _repeated_by(resolver, lead, owners, sizes), resolver.found[lead]
        if speaker is not None and (unnamed is None or speaker.kind == "named"):
            resolver.found[lead] = speaker
            if unnamed is not None:
                named.setdefault(unnamed, speaker)
    named |= _match_roles(resolver, leads[:_COMPARED_AT_MOST])
    if named:
        resolver.found = [speaker and named.get(speaker, speaker) for speaker in resolver.found]


def _match_roles(resolver: Resolver, leads: list[int]) -> dict[Speaker, Speaker]:
    """Name each lead's source that only one person introduced below can be: head and half the other words agree."""
    named: dict[Speaker, Speaker] = {}
    vocabulary = load_vocabulary()
    for lead in leads:
        phrase, unnamed = resolver.phrases[lead], resolver.found[lead]
        extra = phrase.words - {phrase.head}
        if phrase.definite or not extra or unnamed is None or unnamed.kind != "unnamed":
            continue
        fitting = []
        for name in resolver.index.names[: 10 * _COMPARED_AT_MOST]:
            if phrase.head in name.roles and name.first > phrase.end:
                akin = {word for word in extra if any(word[:5] == other[:5] for other in name.roles)}
                sole = not vocabulary.families_of(phrase.head).isdisjoint(vocabulary.sole)
                if (sole or 2 * len(akin) >= len(extra)) and resolver.proper_words(phrase) <= akin:
                    fitting.append(name.number)
        if len(fitting) == 1:
            named[unnamed] = resolver.cast.named(fitting[0])
    return named


def _is_unnamed(speaker: Speaker | None) -> bool:
    return speaker is not None and speaker.kind == "unnamed"


def _runs(resolver: Resolver, number: int) -> set[tuple[str, ...]]:
    """Return the runs of four words in a quotation's content."""
    words: list[str] = []
    for start, end in resolver.quotations[number].content:
        words += _WORD.findall(resolver.text[start : min(end, start + 40 * _LONGEST_LEAD)].lower())
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def _repeated_by(
    resolver: Resolver, lead: int, owners: dict[tuple[str, ...], int], sizes: dict[int, int]
) -> Speaker | None:
    """Return who says the words of a lead again: the owner of the most runs, if they are enough."""
    shared: dict[int, int] = {}
    runs = _runs(resolver, lead)
    for run in runs:
        owner = owners.get(run)
        if owner is not None and owner != lead:
            shared[owner] = shared.get(owner, 0) + 1
    if not shared:
        return None
    best = min(shared, key=lambda owner: (-shared[owner], owner))
    enough = min(len(runs), max(_REPEATED_AT_LEAST, _REPEATED_SHARE * min(len(runs), sizes[best])))
    return resolver.found[best] if shared[best] >= enough else None
