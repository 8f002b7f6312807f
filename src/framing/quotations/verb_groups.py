"""The verb group of a cue: its auxiliaries and adverbs, its voice, and whether the word is a verb there at all."""

from __future__ import annotations

from dataclasses import dataclass, field

from framing.quotations.cues import BASE, GERUND, PARTICIPLE, PAST, THIRD
from framing.quotations.phrases import is_speech, np_left
from framing.quotations.subjects import relative_clause
from framing.quotations.units import Unit

__all__ = ["ACTIVE", "INFINITIVE", "PARTICIPIAL", "PASSIVE", "REDUCED", "VerbGroup", "verb_group"]

ACTIVE, PASSIVE, PARTICIPIAL, INFINITIVE, REDUCED = "active", "passive", "participle", "infinitive", "reduced"

# Endings of adjectives: "territorial claims" are a noun, "the minister claims" is not.
_ADJECTIVES = ("al", "ive", "ous", "ic", "ful", "less", "able", "ible", "ary", "ent", "ant", "ial", "ical")
_GROUP = 14  # tokens of the longest verb group


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """The verb group of a cue: the token before it, and how the cue is used."""

    before: int
    voice: str  # ACTIVE … REDUCED


@dataclass(slots=True)
class _Group:
    """What has been read to the left of a verb."""

    before: int
    auxiliaries: list[str] = field(default_factory=list)
    infinitive: bool = False


def verb_group(unit: Unit, index: int, kinds: frozenset[str]) -> VerbGroup | None:
    """Read auxiliaries and adverbs to the left of a verb; None when the word is no verb there."""
    group = _Group(index - 1)
    while group.before >= 0 and index - group.before < _GROUP:
        k = group.before
        if unit.tags[k] in "Aa":
            group.auxiliaries.append(unit.words[k])
            group.before -= 1
        elif unit.tags[k] == "t" and BASE in kinds and not group.auxiliaries and not group.infinitive:
            group.infinitive = True
            before = _semi_auxiliary(unit, k - 1)
            if before is None:
                return VerbGroup(k - 1, INFINITIVE)
            group.before = before
        else:
            width = _adverbial(unit, k)
            if not width:
                break
            group.before -= width
    return _voice(unit, index, group, kinds)


def _adverbial(unit: Unit, k: int) -> int:
    """Return how many tokens an adverb or a time takes that ends at `k`: also, Monday, this week, no longer."""
    tags, words = unit.tags, unit.words
    floating = words[k] == "once" or (words[k] == "both" and tags[k - 1] in "PRcwe")  # they both said
    if tags[k] == "V" or (k and floating) or (tags[k] == "N" and k and tags[k - 1] in "cw"):
        return 1
    if words[k] in unit.grammar.time_units and k > 1 and words[k - 1] in ("this", "last", "next"):
        return 2
    if tags[k] == "N" and k > 1 and words[k - 1] == "on" and tags[k - 2] in "cw)":
        return 2
    if tags[k] in "wN" and words[k - 2 : k] == ["in", "the"] and tags[k - 3] in "Aa":
        return 3  # has in the past described
    if words[k] == "longer" and k and words[k - 1] == "no":
        return 2
    return 3 if tags[k] == "," and tags[k - 1] == "V" and tags[k - 2] == "," else 0  # who, however, said


def _semi_auxiliary(unit: Unit, k: int) -> int | None:
    """Skip the verb before "to": went on to say, continued to insist."""
    while k >= 0 and unit.tags[k] == "V":
        k -= 1
    if k >= 1 and unit.words[k] == "on" and unit.words[k - 1] in unit.grammar.semi_auxiliaries:
        return k - 2
    if k >= 0 and unit.words[k] in unit.grammar.semi_auxiliaries:
        return k if unit.tags[k] in "Aa" else k - 1
    return None


def _voice(unit: Unit, index: int, group: _Group, kinds: frozenset[str]) -> VerbGroup | None:
    """Tell active from passive from participle by the auxiliaries, and a verb from a noun by what stands before it."""
    k, auxiliaries = group.before, group.auxiliaries
    before = unit.tags[k] if k >= 0 else ""
    if before and _is_attribute(unit, index, k):
        return None
    contracted = before == "Z"
    has_be = any(word in unit.grammar.be for word in auxiliaries)
    has_be = has_be or (contracted and not unit.words[k].endswith(("'ve", "'d", "'ll")))
    if GERUND in kinds:
        return VerbGroup(k, ACTIVE if has_be else PARTICIPIAL)
    if has_be and kinds & {PAST, PARTICIPLE}:
        return VerbGroup(k, PASSIVE)
    if before == "D" and (unit.words[k] not in unit.grammar.pronominal or (k and unit.tags[k - 1] == "D")):
        return None
    modal = any(w in unit.grammar.modals or w in unit.grammar.do for w in auxiliaries)
    if group.infinitive or (BASE in kinds and (modal or (contracted and unit.words[k].endswith(("'d", "'ll"))))):
        return VerbGroup(k, ACTIVE)
    if PARTICIPLE in kinds and not auxiliaries and not contracted and _has_agent(unit, index):
        return VerbGroup(k, REDUCED)
    perfect = contracted or not unit.grammar.have.isdisjoint(auxiliaries)
    if PAST in kinds or (PARTICIPLE in kinds and perfect):
        return VerbGroup(k, ACTIVE)
    if PARTICIPLE in kinds:
        return VerbGroup(k, REDUCED)
    return VerbGroup(k, ACTIVE) if not auxiliaries and _is_present(unit, index, k, kinds) else None


def _has_agent(unit: Unit, index: int) -> bool:
    """Tell "a claim denied by the army" from "he concluded by saying"."""
    by = unit.words[index + 1 : index + 2] == ["by"]
    return by and unit.tags[index + 2] not in "g " and unit.words[index + 2] not in unit.grammar.means


def _is_attribute(unit: Unit, index: int, k: int) -> bool:
    """Tell "the minister's repeated statements", where the cue only describes a noun."""
    if k != index - 1 or unit.tags[k] not in "cw" or not unit.words[k].endswith("'s"):
        return False
    return unit.tags[index + 1] in "wcg"


def _is_present(unit: Unit, index: int, k: int, kinds: frozenset[str]) -> bool:
    """Tell a verb in the present from a noun of the same form (claims, reports, plan)."""
    if k < 0:
        return THIRD in kinds
    tag, word = unit.tags[k], unit.words[k]
    if tag == "Q" and not is_speech(unit, k):
        return False
    if tag == "T" and k and unit.tags[k - 1] not in "cw'#)Q":
        return False  # and that talk of war
    if tag == "," and unit.words[index] in unit.grammar.noun_like and unit.tags[index + 1] in "wc":
        return False  # …, state media said
    if tag in "PZRQ,T—":
        return THIRD in kinds or word in unit.grammar.plural_subjects or tag in "RQ,T"
    if tag == "O" and k:
        return BASE in kinds and (unit.tags[k - 1] in "pt" or _has_plural_relative(unit, k))
    if tag in "DpStO#" and not (tag == "D" and word in unit.grammar.plural_subjects):
        return False
    if word.endswith("'s"):
        return False
    return _is_singular(unit, index, k) if THIRD in kinds else _is_plural(unit, index, k)


def _is_singular(unit: Unit, index: int, k: int) -> bool:
    """Tell whether the subject of a verb in -s can end with the token `k`."""
    tag, word, following = unit.tags[k], unit.words[k], unit.tags[index + 1]
    bare = (tag == "w" or not k) and following not in "TQ:WPZ"
    if bare and word.endswith(_ADJECTIVES) and word not in unit.grammar.not_adjectives:
        return False
    if tag in "ve" and k == index - 1:
        return False
    if tag == "w" and following in "tDwg":  # plans to: the noun, unless a whole phrase stands before it
        phrase = np_left(unit, k)
        return phrase is not None and any(t in "Dc" for t in unit.tags[phrase[0] : k])
    return tag in "cw'e)NC-#"


def _is_plural(unit: Unit, index: int, k: int) -> bool:
    """Tell whether the subject of a verb without ending can end with the token `k`."""
    tag, word, following = unit.tags[k], unit.words[k], unit.tags[index + 1]
    if following in "we" and unit.words[index] in unit.grammar.noun_like:
        return False
    if following == "T" or (tag == "N" and k == index - 1 and following != " "):
        plain = tag in "c)N" or word.endswith("s") or word in unit.grammar.plural_subjects
        if plain or following != "T" or unit.words[index] in unit.grammar.noun_like:
            return plain
    phrase = np_left(unit, k) if tag in "wc" else None
    if phrase is not None:
        if "C" in unit.tags[phrase[0] : k]:
            return True
        if unit.words[phrase[0]] == "those":
            return True  # those living in the villages say
        inside = next((i for i in range(*phrase) if unit.tags[i] in "pt"), phrase[1] + 1)
        word = unit.words[max(phrase[0], inside - 1)]
    return _is_plural_word(unit, word) or tag in "C')" or _has_plural_relative(unit, k)


def _has_plural_relative(unit: Unit, k: int) -> bool:
    """Tell whether the clause that ends with the token `k` hangs on a plural: those who stayed say."""
    phrase = np_left(unit, k)
    clause = None if phrase is None else relative_clause(unit, phrase[0])
    return clause is not None and clause > 0 and _is_plural_word(unit, unit.words[clause - 1])


def _is_plural_word(unit: Unit, word: str) -> bool:
    plural = word.endswith("s") and not word.endswith("ss")
    return plural or word == "those" or word in unit.grammar.plural_subjects
