"""Whether a speaker can be meant by a pronoun or a description: gender, number, kind, role."""

from __future__ import annotations

from collections.abc import Iterable

from framing.speakers.phrases import Phrase
from framing.speakers.trail import Speaker
from framing.speakers.vocabulary import load_vocabulary

__all__ = ["agreement", "likeness"]


def agreement(speaker: Speaker, phrase: Phrase) -> float:
    """Return how well a speaker agrees with a pronoun in number, gender and kind, 0 to 1; 0 excludes it.

    >>> agreement(Speaker("Mary Hill", "named", "f"), Phrase("person", 0, 2, gender="m"))
    0.0
    """
    name = speaker.name
    if phrase.kind == "person":
        if speaker.plural or speaker.kind in ("organisation", "document"):
            return 0.0
        if speaker.gender and phrase.gender and speaker.gender != phrase.gender:
            return 0.0
        if name is not None and not name.is_person:
            if name.kind != "unknown":
                return 0.0
            return 0.8 if name.count > 1 else 0.6 if name.inner else 0.3
        return 1.0 if speaker.gender else 0.9
    if name is not None and name.kind == "thing":
        return 0.0
    if phrase.kind == "plural":
        return 1.0 if speaker.plural else 0.8 if speaker.kind == "organisation" else 0.3
    if speaker.plural or speaker.kind in ("named", "unnamed"):
        return 0.0
    seat = name is not None and name.kind == "place"
    if phrase.kind == "body" and (speaker.kind == "document" or seat):
        return 0.0
    return 0.7 if seat else 1.0


def likeness(speaker: Speaker, phrase: Phrase, proper: frozenset[str]) -> float | None:
    """Return how well a description fits what is known of a person's role; None excludes the person.

    Args:
        speaker: who may be meant.
        phrase: the description, of kind `role`.
        proper: those of its words that are capitalised (*FBI*, *Azerbaijani*).

    >>> analyst = Speaker("Gurgen Simonyan", "named", words={"political", "scientist"})
    >>> likeness(analyst, Phrase("role", 0, 11, head="analyst", words=frozenset({"analyst"})), frozenset())
    1.0
    """
    if not _may_be_meant(speaker, phrase):
        return None
    known = speaker.words
    extra = phrase.words - {phrase.head}
    akin = sum(_is_akin(word, known) for word in extra)
    vocabulary = load_vocabulary()
    if phrase.head in vocabulary.spoken_with:
        return 0.5
    ranks, theirs = _ranks(phrase.words), _ranks(known)
    if known and (not ranks <= theirs or (speaker.name is None and ranks != theirs)):
        return None  # the shadow minister is not the minister
    if phrase.head in known:
        return 2.0 + 0.5 * akin / max(1, len(extra)) - 0.5 * bool(theirs - ranks)
    if phrase.head == speaker.head and speaker.name is None:
        return 2.0
    held = (vocabulary.heads_of[word] for word in extra & vocabulary.heads_of.keys())
    if phrase.head in vocabulary.heading and any(not offices.isdisjoint(known) for offices in held):
        return 2.0  # the head of state
    if not vocabulary.offices_of(phrase.head, phrase.words).isdisjoint(known):
        return 2.0 if akin else None
    if akin and "counterpart" in known:
        return 2.0  # his Azerbaijani counterpart Ilham Aliyev: the Azerbaijani president
    families = vocabulary.families_of(phrase.head)
    if phrase.head == "member":
        families |= {vocabulary.family_by_field[word] for word in extra if word in vocabulary.family_by_field}
    offices = {word for word in known - vocabulary.ranks if vocabulary.families_of(word)} or known
    of_speaker = {family for word in offices for family in vocabulary.families_of(word)}
    of_speaker |= {vocabulary.family_by_field[word] for word in known if word in vocabulary.family_by_field}
    if families & of_speaker:
        return 1.0 if phrase.alone or akin or phrase.head == "member" else None
    if not phrase.alone:
        return None
    if families and vocabulary.loose.isdisjoint(family.partition(":")[0] for family in families):
        # An office of its own: nobody of another office, nobody of whom its land or house is not known.
        strange = any(not _is_akin(word, known) for word in proper)
        return None if of_speaker or strange else 0.0
    return -0.3 if of_speaker and families else 0.0


def _may_be_meant(speaker: Speaker, phrase: Phrase) -> bool:
    ours = phrase.head in load_vocabulary().spoken_with  # our interlocutor
    if (phrase.owned and not ours) or speaker.plural or speaker.kind in ("organisation", "document"):
        return False
    if speaker.name is not None and not speaker.name.is_person and speaker.name.kind != "unknown":
        return False
    if speaker.gender and phrase.gender and speaker.gender != phrase.gender:
        return False
    table = load_vocabulary().parties
    parties = {table[word] for word in phrase.words if word in table}
    theirs = {table[word] for word in speaker.words if word in table}
    if parties and theirs and not parties & theirs:
        return False
    lands = _lands(phrase.words)
    known = _lands(speaker.words)
    return not lands or not known or any(_is_akin(land, known) for land in lands)


def _ranks(words: Iterable[str]) -> set[str]:
    """Return what makes another office of an office: former (or ex-), deputy, shadow."""
    parts = {part for word in words for part in (word, word.partition("-")[0])}
    return {"former" if part == "ex" else part for part in parts & load_vocabulary().ranks}


def _lands(words: Iterable[str]) -> set[str]:
    vocabulary = load_vocabulary()
    return {word for word in words if word in vocabulary.demonyms or word in vocabulary.places} - vocabulary.landless


def _is_akin(word: str, known: set[str]) -> bool:
    """Tell whether a word, or one with its first four letters (Azerbaijani, Azerbaijan), is among the known."""
    seat = load_vocabulary().seats.get(word, frozenset())
    return (
        word in known or not seat.isdisjoint(known) or (len(word) > 3 and any(other[:4] == word[:4] for other in known))
    )
