"""Every fault of a lexicon at once: what its tables may hold, and which of its names contradict each other.

One table of fields (`FIELDS`) says what a pack may hold; the checks and the JSON Schema are both made from it.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from framing.errors import Fault, nearest
from framing.lexicons.forms import cut_form, expand_form, plural_words
from framing.lexicons.model import ACCUSER, KINDS, LOADINGS, NEUTRAL
from framing.lexicons.toml import find_line, map_lines

__all__ = ["FIELDS", "Field", "Pack", "Surface", "check_names", "check_tables", "surfaces"]


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a table: the type of its value, whether it must be there, and what it may be."""

    type: str
    about: str
    required: bool = False
    choices: tuple[str, ...] = ()
    default: Any = None


FIELDS: dict[str, dict[str, Field]] = {
    "lexicon": {
        "name": Field("id", "The name of the pack: letters, digits, hyphens.", required=True),
        "title": Field("text", "What the pack is about, in a few words.", required=True),
        "language": Field("text", "The language of the names, as a BCP 47 tag: en.", required=True),
        "version": Field("text", "The version of the pack: 1.0.0.", required=True),
        "description": Field("text", "What the pack covers, and how its names were chosen."),
    },
    "side": {
        "label": Field("text", "The name of the side, for people.", required=True),
        "opposes": Field("sides", "The sides that it accuses when it speaks of aggression."),
        "description": Field("text", "Whose perspective this is."),
    },
    "referent": {
        "id": Field("id", "The name by which results call the referent.", required=True),
        "label": Field("text", "What the thing is, in neutral words.", required=True),
        "kind": Field("choice", "What sort of thing it is.", required=True, choices=KINDS),
        "party": Field("declared", "The side that an actor, a capital or an institution belongs to."),
        "advice": Field("text", "The wording that a conflict-sensitive desk would choose."),
        "advice_source": Field("text", "Who gives that advice."),
        "note": Field("text", "A remark for the reader of the pack."),
        "variants": Field("tables", "The rival names.", required=True),
    },
    "variant": {
        "name": Field("form", "The name, as results show it.", required=True),
        "forms": Field("forms", "Other spellings; {a|b} is either, {a|} may be left out."),
        "side": Field("side", "Whose name it is: a declared side, neutral, or accuser.", required=True),
        "loading": Field("choice", "How much it judges.", required=True, choices=LOADINGS),
        "source": Field("text", "Where this use is documented.", required=True),
        "verified": Field("bool", "False where the source could not be seen.", default=True),
        "from": Field("date", "The first day on which this holds."),
        "until": Field("date", "The first day on which this no longer holds."),
        "requires": Field("texts", "Words of which one must stand within twelve words."),
        "excludes": Field("texts", "Words of which none may stand within twelve words."),
        "case": Field("choice", "Whether the case of letters must agree.", choices=("insensitive", "sensitive")),
        "inflect": Field("bool", "False where neither possessive nor plural is the same name.", default=True),
        "note": Field("text", "A remark for the reader of the pack."),
    },
}
_TOP = ("lexicon", "sides", "referents")
_ID = re.compile(r"\w[\w.+-]*")
_TYPES = {
    "text": "a string",
    "id": "a string",
    "form": "a string",
    "choice": "a string",
    "side": "a string",
    "declared": "a string",
    "bool": "true or false",
    "date": "a date (2020-11-10, without quotes)",
    "texts": "an array of strings",
    "forms": "an array of strings",
    "sides": "an array of strings",
    "tables": "an array of tables ([[referents.variants]])",
}


@dataclass(frozen=True, slots=True)
class Pack:
    """One file as TOML reads it; its source tells the lines of its keys."""

    file: str
    table: Mapping[str, Any]
    source: str = ""
    lines: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def fault(self, path: str, message: str, mend: str) -> Fault:
        """Return a fault at `path` of this file."""
        if not self.lines and self.source:
            self.lines.update(map_lines(self.source))
        return Fault(self.file, path, message, mend, find_line(self.lines, path))

    @property
    def sides(self) -> list[str]:
        """The ids of the sides that the file declares."""
        declared = self.table.get("sides", {})
        return [str(id) for id in declared] if isinstance(declared, Mapping) else []


@dataclass(slots=True, eq=False)
class Surface:
    """One key by which a variant is found, and where the lexicon says so."""

    key: str
    plural: bool
    pack: Pack
    path: str
    form_path: str
    referent: str
    facts: Mapping[str, Any]
    raw: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the variant."""
        return str(self.facts.get("name", ""))

    @property
    def where(self) -> str:
        """The place of the variant, for a message."""
        return f"{self.pack.file}: {self.path}"


# ---------------------------------------------------------------- tables and their values


def check_tables(pack: Pack, sides: Sequence[str]) -> Iterator[Fault]:
    """Yield the faults of one file, table by table; `sides` are all declared sides, of this file and those joined."""
    for key in pack.table:
        if key not in _TOP:
            yield pack.fault(key, f"unknown table {key!r}", nearest(key, _TOP))
    yield from _check_about(pack)
    yield from _check_sides(pack, sides)
    yield from _check_referents(pack, sides)


def _check_about(pack: Pack) -> Iterator[Fault]:
    about = pack.table.get("lexicon")
    if about is None:
        yield pack.fault("lexicon", "the table [lexicon] is missing", "Add it, with name, title, language and version")
    elif not isinstance(about, Mapping):
        yield pack.fault("lexicon", f"is {_shown(about)}, not a table", "Write [lexicon] on a line of its own")
    else:
        yield from _check_table(pack, "lexicon", "lexicon", about, ())


def _check_sides(pack: Pack, sides: Sequence[str]) -> Iterator[Fault]:
    declared = pack.table.get("sides", {})
    if not isinstance(declared, Mapping):
        yield pack.fault("sides", f"is {_shown(declared)}, not a table", "Write [sides.ID] for each side")
        return
    for id, side in declared.items():
        path = f"sides.{id}"
        if id in (NEUTRAL, ACCUSER):
            yield pack.fault(path, f"{id!r} is no side to declare", "It is built in: remove this table")
        elif not _ID.fullmatch(id):
            yield pack.fault(path, f"{id!r} is no id", "Use letters, digits, '-', '_' and '.'")
        if not isinstance(side, Mapping):
            yield pack.fault(path, f"is {_shown(side)}, not a table", f"Write [{path}]")
            continue
        yield from _check_table(pack, "side", path, side, sides)
        opposes = side.get("opposes", ())
        if isinstance(opposes, list) and id in opposes:
            yield pack.fault(f"{path}.opposes", f"the side {id!r} opposes itself", "Remove it from its own list")


def _check_referents(pack: Pack, sides: Sequence[str]) -> Iterator[Fault]:
    referents = pack.table.get("referents", [])
    if not _tables(referents):
        yield pack.fault("referents", f"is {_shown(referents)}", "Write [[referents]] before each referent")
        return
    if not referents:
        yield pack.fault("referents", "the lexicon has no referent", "Add a [[referents]] table")
    seen: dict[str, int] = {}
    for number, referent in enumerate(referents):
        path = f"referents[{number}]"
        yield from _check_table(pack, "referent", path, referent, sides)
        id = referent.get("id")
        if isinstance(id, str) and seen.setdefault(id, number) != number:
            mend = "Give it its own id, or move its variants there"
            yield pack.fault(f"{path}.id", f"{id!r} is the id of referents[{seen[id]}] too", mend)
        yield from _check_variants(pack, path, referent.get("variants"), sides)


def _check_variants(pack: Pack, path: str, variants: Any, sides: Sequence[str]) -> Iterator[Fault]:
    if variants is None or not _tables(variants):
        return  # missing or of a wrong type: said already
    if not variants:
        yield pack.fault(f"{path}.variants", "the referent has no variant", "Add a [[referents.variants]] table")
    for number, variant in enumerate(variants):
        here = f"{path}.variants[{number}]"
        yield from _check_table(pack, "variant", here, variant, sides)
        yield from _check_period(pack, here, variant)
        yield from _check_context(pack, here, variant)


def _check_table(pack: Pack, kind: str, path: str, table: Mapping[str, Any], sides: Sequence[str]) -> Iterator[Fault]:
    fields = FIELDS[kind]
    for key in table:
        if key not in fields:
            yield pack.fault(f"{path}.{key}", f"unknown key {key!r}", nearest(key, fields))
    for key, what in fields.items():
        if key in table:
            yield from _check_value(pack, f"{path}.{key}", what, table[key], sides)
        elif what.required:
            yield pack.fault(f"{path}.{key}", f"{key!r} is missing", f"Add it. {what.about}")


def _check_value(pack: Pack, path: str, what: Field, value: Any, sides: Sequence[str]) -> Iterator[Fault]:
    if not _fits(what.type, value):
        yield pack.fault(path, f"is {_shown(value)}, not {_TYPES[what.type]}", what.about)
    elif what.type in ("texts", "forms", "sides"):
        seen: dict[str, None] = {}
        for number, item in enumerate(value):
            yield from _check_item(pack, f"{path}[{number}]", what, item, sides, item in seen)
            seen[item] = None
    elif isinstance(value, str):
        yield from _check_item(pack, path, what, value, sides, False)


def _check_item(
    pack: Pack, path: str, what: Field, value: str, sides: Sequence[str], repeated: bool
) -> Iterator[Fault]:
    if not value.strip():
        yield pack.fault(path, "is empty", f"Fill it or remove it. {what.about}")
    elif any("\ud800" <= character <= "\udfff" for character in value):  # a lexicon in memory may; no file can
        yield pack.fault(path, f"{value!r} holds a lone surrogate, which UTF-8 cannot", "Write the character itself")
    elif repeated and what.type != "forms":  # repeated forms are found by what they match, below
        yield pack.fault(path, f"repeats {value!r}", "Remove one of the two")
    elif what.type == "id" and not _ID.fullmatch(value):
        yield pack.fault(path, f"{value!r} is no id", "Use letters, digits, '-', '_' and '.'")
    elif what.type == "choice" and value not in what.choices:
        yield pack.fault(path, f"unknown {path.rpartition('.')[2]} {value!r}", nearest(value, what.choices))
    elif what.type in ("sides", "declared") and value not in sides:
        yield pack.fault(path, f"unknown side {value!r}", _near_side(value, sides))
    elif what.type == "side" and value not in (NEUTRAL, ACCUSER, *sides):
        yield pack.fault(path, f"unknown side {value!r}", _near_side(value, [NEUTRAL, ACCUSER, *sides]))
    elif what.type in ("form", "forms"):
        yield from _check_form(pack, path, value)


def _near_side(value: str, sides: Sequence[str]) -> str:
    return f"{nearest(value, sides)} Or declare it: [sides.{value}]"


def _check_form(pack: Pack, path: str, form: str) -> Iterator[Fault]:
    try:
        spellings = expand_form(form)
    except ValueError as error:
        yield pack.fault(
            path, f"the alternatives of {form!r} do not parse: {error}", "Write {a|b}, or {a|} for an optional a"
        )
        return
    for spelling in spellings:
        if cut_form(spelling) is None:
            yield pack.fault(
                path, f"{form!r} can be {spelling!r}, which holds no word", "A form is one or more words on a line"
            )


def _check_period(pack: Pack, path: str, variant: Mapping[str, Any]) -> Iterator[Fault]:
    begin, end = variant.get("from"), variant.get("until")
    if _is_day(begin) and _is_day(end) and end <= begin:
        message = (
            f"the period ends ({end}) before it begins ({begin})"
            if end < begin
            else f"the period from {begin} is empty"
        )
        yield pack.fault(
            f"{path}.until", message, "`until` is the first day after the period: exchange or mend the dates"
        )


def _check_context(pack: Pack, path: str, variant: Mapping[str, Any]) -> Iterator[Fault]:
    requires, excludes = _folded(variant.get("requires")), _folded(variant.get("excludes"))
    if requires and requires <= excludes:
        message = "can never match: every word that it requires is excluded"
        yield pack.fault(f"{path}.requires", message, "Remove the words from `requires` or from `excludes`")
    for key in ("requires", "excludes"):
        phrases = variant.get(key)
        for number, phrase in enumerate(phrases if phrases and _fits("texts", phrases) else ()):
            if phrase.strip() and cut_form(phrase) is None:
                yield pack.fault(f"{path}.{key}[{number}]", f"{phrase!r} holds no word", "Name words of the context")


def _fits(type: str, value: Any) -> bool:
    if type == "bool":
        return isinstance(value, bool)
    if type == "date":
        return _is_day(value)
    if type == "tables":
        return _tables(value)
    if type in ("texts", "forms", "sides"):
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, str)


def _tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value)


def _is_day(value: Any) -> TypeGuard[datetime.date]:
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


def _shown(value: Any) -> str:
    text = repr(value) if isinstance(value, str | int | float | bool) else type(value).__name__
    return text if len(text) <= 60 else text[:57] + "…"


def _folded(phrases: Any) -> set[str]:
    if not _fits("texts", phrases):
        return set()
    return {cut.key for phrase in phrases if (cut := cut_form(phrase)) is not None}


# ---------------------------------------------------------------- names against each other


def surfaces(packs: Iterable[Pack]) -> Iterator[Surface]:
    """Yield every key of every variant whose forms can be read, the free plurals last for each form."""
    for pack in packs:
        referents = pack.table.get("referents", [])
        for number, referent in enumerate(referents if _tables(referents) else ()):
            variants = referent.get("variants", [])
            id = referent.get("id")
            for place, variant in enumerate(variants if _tables(variants) else ()):
                path = f"referents[{number}].variants[{place}]"
                yield from _surfaces_of(pack, path, id if isinstance(id, str) else path, variant)


def _surfaces_of(pack: Pack, path: str, referent: str, variant: Mapping[str, Any]) -> Iterator[Surface]:
    for form_path, form in _written_forms(path, variant):
        try:
            spellings = expand_form(form)
        except ValueError:
            continue
        for spelling in spellings:
            cut = cut_form(spelling)
            if cut is None:
                continue
            yield Surface(cut.key, False, pack, path, form_path, referent, variant, cut.raw)
            if variant.get("inflect", True) is not False and not cut.tail:
                stem = cut.key[: len(cut.key) - len(cut.words[-1])]
                for plural in plural_words(cut.words[-1]):
                    yield Surface(
                        stem + plural, True, pack, path, form_path, referent, variant, (*cut.raw[:-1], plural)
                    )


def _written_forms(path: str, variant: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if isinstance(variant.get("name"), str):
        yield f"{path}.name", variant["name"]
    forms = variant.get("forms")
    if isinstance(forms, list):
        for number, form in enumerate(forms):
            if isinstance(form, str):
                yield f"{path}.forms[{number}]", form


def check_names(packs: Sequence[Pack]) -> Iterator[Fault]:
    """Yield the faults between names: repeated forms, forms claimed twice, and variants that can never match."""
    claims: dict[str, list[Surface]] = {}
    every = list(surfaces(packs))
    for surface in every:
        claims.setdefault(surface.key, []).append(surface)
    told: set[tuple[str, str, str, str]] = set()
    for claimed in claims.values():
        for place, surface in enumerate(claimed):
            other = _rival(surface, claimed[:place])
            if other is None:
                continue
            pair = (surface.pack.file, surface.form_path, other.pack.file, other.path)
            if pair not in told:
                told.add(pair)
                yield _claimed_twice(surface, other)
    yield from _hidden(every, claims)


def _rival(surface: Surface, earlier: Sequence[Surface]) -> Surface | None:
    return next((other for other in earlier if _contradict(surface, other)), None)


def _contradict(a: Surface, b: Surface) -> bool:
    """Whether two claims to one key cannot both stand."""
    if a.form_path == b.form_path and a.pack is b.pack:
        return False
    same_referent = a.referent == b.referent
    if a.plural or b.plural:
        # An explicit form goes before a free plural, so siblings may list what is free; other referents may not.
        return not (same_referent or (a.plural and b.plural)) and not disjoint(a.facts, b.facts)
    if a.pack is b.pack and a.path == b.path:
        return a.raw == b.raw or a.facts.get("case") != "sensitive"
    if same_referent and a.pack is not b.pack and same_use(a.facts, b.facts):
        return False
    if a.raw != b.raw and a.facts.get("case") == "sensitive" == b.facts.get("case"):
        return False
    return not disjoint(a.facts, b.facts)


def disjoint(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether two variants never hold in one place: by their periods, or by the words they require and exclude."""
    for first, second in ((a, b), (b, a)):
        end, begin = first.get("until"), second.get("from")
        if _is_day(end) and _is_day(begin) and end <= begin:
            return True
    requires_a, requires_b = _folded(a.get("requires")), _folded(b.get("requires"))
    if requires_a and (requires_a <= _folded(b.get("excludes")) or (requires_b and not requires_a & requires_b)):
        return True
    return bool(requires_b) and requires_b <= _folded(a.get("excludes"))


_USE = ("side", "loading", "from", "until", "case", "inflect")


def same_use(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether two variants of one referent say the same of their names, so that they can be joined."""
    return all(a.get(key) == b.get(key) for key in _USE) and all(
        _folded(a.get(key)) == _folded(b.get(key)) for key in ("requires", "excludes")
    )


def _claimed_twice(surface: Surface, other: Surface) -> Fault:
    shown = " ".join(surface.raw)
    if surface.path == other.path and surface.pack is other.pack:
        return surface.pack.fault(
            surface.form_path, f"{shown!r} repeats another form of this variant", "Remove one of the two"
        )
    kind = "is the plural of a name" if other.plural else "is claimed"
    if surface.plural:
        kind = "as a free plural is claimed"
    message = f"{shown!r} {kind} by {other.referent!r} too ({other.where}, {other.name!r})"
    mend = "Keep it in one place, or part the two by from/until or requires/excludes"
    if surface.plural or other.plural:
        mend += ", or set inflect = false"
    return surface.pack.fault(surface.form_path, message, mend)


def _hidden(every: Sequence[Surface], claims: Mapping[str, Sequence[Surface]]) -> Iterator[Fault]:
    """Yield variants that only match inside a longer name of their referent, which then always wins."""
    explicit = (surface for surface in every if not surface.plural and surface.facts.get("requires"))
    for _, group in itertools.groupby(explicit, key=lambda surface: (surface.pack.file, surface.path)):
        forms = list(group)
        required = sorted(_folded(forms[0].facts.get("requires")))
        winners = [_winner(form, required, claims) for form in forms]
        if all(winner is not None for winner in winners) and winners[0] is not None:
            winner, surface = winners[0], forms[0]
            message = f"{surface.name!r} can never match: the longer {winner.name!r} ({winner.where}) always wins"
            yield surface.pack.fault(surface.path, message, "Require other words, or remove this variant")


def _winner(form: Surface, required: Sequence[str], claims: Mapping[str, Sequence[Surface]]) -> Surface | None:
    """Return the sibling that holds the form in every context that it requires."""
    winner = None
    for phrase in required:
        if f" {form.key} " not in f" {phrase} " or phrase == form.key:
            return None
        siblings = (
            other
            for other in claims.get(phrase, ())
            if other.referent == form.referent and not other.facts.get("requires") and not other.facts.get("excludes")
        )
        winner = next(siblings, None)
        if winner is None:
            return None
    return winner
