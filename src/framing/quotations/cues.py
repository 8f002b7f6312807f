"""The lexicon of cues: which words report, in which forms, and what each takes as its content."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from framing.quotations.grammar import read_data

__all__ = [
    "BASE",
    "GERUND",
    "PARTICIPLE",
    "PAST",
    "THIRD",
    "Cue",
    "CueLexicon",
    "load_cues",
]

BASE, THIRD, PAST, PARTICIPLE, GERUND = "base", "third", "past", "participle", "gerund"
_FLAGS = ("transitive", "inverts", "clausal", "evidence")  # what a cue is as soon as one of its groups is


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb, noun or adjective: its class, its frames and the prepositions of its content.

    >>> cue = load_cues().verbs["claimed"][0]
    >>> cue.lemma, cue.cue_class, "that" in cue.frames
    ('claim', 'doubting', True)
    """

    lemma: str
    cue_class: str
    frames: frozenset[str]
    prepositions: frozenset[str] = frozenset()
    weak: bool = False
    transitive: bool = False
    inverts: bool = False
    clausal: bool = False
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """Cues by form.

    Attributes:
        verbs: form -> (cue, the forms that it may be).
        particles: first word of a phrasal cue -> particle -> (cue, forms).
        nouns: singular or plural -> cue.
        adjectives: adjective -> cue.
        withholding: verbs of telling no more (but gave no details), form -> the forms that it may be.
        giving: those of them that need an object for it (not to give).
        given: how that object begins (any, further, details).
        telling: verbs of telling, whose questions are not reported where they are negated: did not specify where.
        not_content: verb -> nouns, one of which tells that its object is not what was said: citing officials.
        answered: verbs, and nouns of saying that are no content as their objects: denied the report.
        estimated: nouns of what may be put at a number: put the toll at 40.
        done_to: verbs whose object is whom they are done to, where that is a pronoun: questioned him.
        triggers: every word that may start a rule.
    """

    verbs: dict[str, tuple[Cue, frozenset[str]]]
    particles: dict[str, dict[str, tuple[Cue, frozenset[str]]]]
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    withholding: dict[str, frozenset[str]]
    giving: frozenset[str]
    given: frozenset[str]
    telling: frozenset[str]
    not_content: dict[str, frozenset[str]]
    answered: tuple[frozenset[str], frozenset[str]]
    estimated: frozenset[str]
    done_to: frozenset[str]
    triggers: frozenset[str]


@cache
def load_cues() -> CueLexicon:
    """Read the cues and inflect them, once in a process.

    >>> "said" in load_cues().verbs
    True
    """
    data = read_data("cues.toml")
    verbs: dict[str, tuple[Cue, frozenset[str]]] = {}
    particles: dict[str, dict[str, tuple[Cue, frozenset[str]]]] = {}
    for cue in _merge(data["verbs"]):
        head, _, particle = cue.lemma.partition(" ")
        table = particles.setdefault if particle else None
        for form, kinds in _inflect(head, data).items():
            if table is None:
                verbs[form] = (cue, kinds)
            else:
                table(form, {})[particle] = (cue, kinds)
    nouns = {
        form: Cue(noun, name, frozenset(("that",)))
        for name, words in data["nouns"].items()
        for noun in words
        for form in (noun, _plural(noun))
    }
    adjectives = {cue.lemma: cue for cue in _merge(data["adjectives"])}
    triggers = (
        frozenset(verbs)
        | frozenset(particles)
        | frozenset(nouns)
        | frozenset(adjectives)
        | frozenset(("according", "words", "phrase"))
    )
    withholding: dict[str, frozenset[str]] = {}
    giving, given = (frozenset(data["withholding"][name]) for name in ("giving", "given"))
    for verb in (*data["withholding"]["words"], *giving):
        withholding |= _inflect(verb, data)
    not_content = {verb: _with_plurals(words) for verb, words in data["not_content"].items()}
    answered = frozenset(data["answered"]["verbs"]), _with_plurals(data["answered"]["nouns"])
    telling, done_to = (frozenset(data[name]["words"]) for name in ("telling", "done_to"))
    estimated = _with_plurals(data["estimated"]["nouns"])
    denials = telling, not_content, answered, estimated, done_to
    return CueLexicon(verbs, particles, nouns, adjectives, withholding, giving, given, *denials, triggers)


def _merge(groups: list[dict[str, Any]]) -> list[Cue]:
    """Join the groups that list a word: all its frames, and the first class that is not neutral."""
    frames: dict[str, set[str]] = {}
    prepositions: dict[str, set[str]] = {}
    classes: dict[str, str] = {}
    for group in groups:
        for word in group["words"]:
            frames.setdefault(word, set()).update(group["frames"])
            prepositions.setdefault(word, set()).update(group.get("prepositions", ()))
            if classes.get(word, "neutral") == "neutral":
                classes[word] = group["class"]
    strong = {word for group in groups if not group.get("weak") for word in group["words"]}
    flagged = {flag: {word for group in groups if group.get(flag) for word in group["words"]} for flag in _FLAGS}
    return [
        Cue(
            word,
            classes[word],
            frozenset(frames[word]),
            frozenset(prepositions[word]),
            weak=word not in strong,
            **{flag: word in words for flag, words in flagged.items()},
        )
        for word in frames
    ]


def _inflect(verb: str, data: dict[str, Any]) -> dict[str, frozenset[str]]:
    """Return every form of a verb with what it may be."""
    stem = verb + verb[-1] if verb in data["doubling"]["words"] else verb
    silent = stem.endswith("e") and not stem.endswith("ee")
    consonant_y = stem.endswith("y") and stem[-2] not in "aeiou"
    regular = stem + "d" if stem.endswith("e") else stem[:-1] + "ied" if consonant_y else stem + "ed"
    past, participle = data["irregular"].get(verb, (regular, regular))
    gerund = "lying" if verb == "lie" else (stem[:-1] if silent else stem) + "ing"
    forms: dict[str, set[str]] = {}
    for form, kind in ((verb, BASE), (_plural(verb), THIRD), (past, PAST), (participle, PARTICIPLE), (gerund, GERUND)):
        forms.setdefault(form, set()).add(kind)
    return {form: frozenset(kinds) for form, kinds in forms.items()}


def _with_plurals(nouns: list[str]) -> frozenset[str]:
    return frozenset(form for noun in nouns for form in (noun, _plural(noun)))


def _plural(word: str) -> str:
    if word.endswith(("s", "ch", "sh", "go")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"
