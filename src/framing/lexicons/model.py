"""What a lexicon is: sides, referents, and the rival names of each, as immutable values."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from framing.errors import OptionError
from framing.lexicons.toml import write_toml

__all__ = ["ACCUSER", "KINDS", "LOADINGS", "NEUTRAL", "Lexicon", "Referent", "Side", "Variant"]

KINDS = ("place", "region", "institution", "group", "event", "actor", "claim")
LOADINGS = ("neutral", "marked", "loaded")
NEUTRAL = "neutral"
"""The side of a name that third parties write."""
ACCUSER = "accuser"
"""The side of a word that belongs to whoever accuses: it follows from the actor that is said to have done it."""


@dataclass(frozen=True, slots=True)
class Side:
    """A perspective that a lexicon declares, and the sides that it opposes."""

    id: str
    label: str
    opposes: tuple[str, ...] = ()
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """One name of a referent: its surface forms, whose name it is, how it judges, when that holds, and who says so.

    `from_` is the first day on which the variant holds, `until` the first day on which it no longer does; None is open.
    """

    name: str
    forms: tuple[str, ...] = ()
    side: str = NEUTRAL
    loading: str = "neutral"
    source: str = ""
    verified: bool = True
    from_: datetime.date | None = None
    until: datetime.date | None = None
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    case: str = "insensitive"
    inflect: bool = True
    note: str | None = None

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name and its forms, as written in the lexicon, alternatives not written out."""
        return (self.name, *self.forms)


@dataclass(frozen=True, slots=True)
class Referent:
    """A thing in the world with rival names; `party` is the side that an actor or institution belongs to."""

    id: str
    label: str
    kind: str
    variants: tuple[Variant, ...]
    advice: str | None = None
    advice_source: str | None = None
    party: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Lexicon:
    """Referents, sides and their sources: the instrument that `measure_terminology` measures with.

    Read one with `framing.load_lexicon`; a lexicon built by hand is not checked (`framing.check_lexicon` does that).
    """

    name: str
    title: str
    language: str
    version: str
    sides: tuple[Side, ...]
    referents: tuple[Referent, ...]
    description: str | None = None
    # What is worked out once and kept: the hash and the compiled matcher. Neither compared nor pickled.
    _kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False, hash=False)

    def __reduce__(self) -> tuple[Any, ...]:
        return Lexicon, (
            self.name,
            self.title,
            self.language,
            self.version,
            self.sides,
            self.referents,
            self.description,
        )

    def __repr__(self) -> str:
        variants = sum(len(referent.variants) for referent in self.referents)
        sides = ", ".join(side.id for side in self.sides)
        return f"Lexicon({self.name!r} {self.version}: {len(self.referents)} referents, {variants} variants; {sides})"

    @property
    def sha256(self) -> str:
        """The SHA-256 of the content; the order of its entries does not matter."""
        if "sha256" not in self._kept:
            canonical = json.dumps(_sorted(self.to_dict()), ensure_ascii=True, sort_keys=True)
            self._kept["sha256"] = hashlib.sha256(canonical.encode("ascii")).hexdigest()
        return str(self._kept["sha256"])

    def side(self, id: str) -> Side:
        """Return the side with this id.

        Raises:
            OptionError: the lexicon declares no such side.
        """
        return _by_id("side", self.sides, id)

    def referent(self, id: str) -> Referent:
        """Return the referent with this id.

        Raises:
            OptionError: the lexicon has no such referent.
        """
        return _by_id("referent", self.referents, id)

    def find(self, words: str) -> tuple[Referent, ...]:
        """Return the referents whose id, label or names hold `words`, whatever its case; the id itself comes alone."""
        if any(referent.id == words for referent in self.referents):
            return (self.referent(words),)
        wanted = words.casefold()
        return tuple(
            referent
            for referent in self.referents
            if any(wanted in text.casefold() for text in (referent.id, referent.label, *_spellings(referent)))
        )

    def restrict(self, *, sides: Iterable[str] | None = None, referents: Iterable[str] | None = None) -> Lexicon:
        """Return the lexicon with only the variants of these sides and only these referents.

        The neutral variants stay only where `"neutral"` is among `sides` (and those that follow who is accused where
        `"accuser"` is). Referents left without a variant go; the declared sides stay.

        Raises:
            OptionError: a side or a referent that the lexicon does not know.
        """
        known_sides = [NEUTRAL, ACCUSER, *(side.id for side in self.sides)]
        kept_sides = _chosen("side", sides, known_sides)
        kept = _chosen("referent", referents, [referent.id for referent in self.referents])
        narrowed = (
            replace(referent, variants=tuple(each for each in referent.variants if each.side in kept_sides))
            for referent in self.referents
            if referent.id in kept
        )
        return replace(self, referents=tuple(referent for referent in narrowed if referent.variants))

    def swap_sides(self, a: str, b: str) -> Lexicon:
        """Return the lexicon with two sides exchanged, in names, parties and oppositions: a control for bias.

        Every result that names a side then names the other; nothing else changes.

        Raises:
            OptionError: `a` or `b` is not a declared side.
        """
        self.side(a), self.side(b)
        swap = {a: b, b: a}
        sides = []
        for side in self.sides:
            named = self.side(swap.get(side.id, side.id))
            sides.append(replace(named, opposes=tuple(swap.get(each, each) for each in side.opposes)))
        referents = (
            replace(
                referent,
                party=swap.get(referent.party or "", referent.party),
                variants=tuple(replace(each, side=swap.get(each.side, each.side)) for each in referent.variants),
            )
            for referent in self.referents
        )
        return replace(self, sides=tuple(sides), referents=tuple(referents))

    def to_table(self) -> dict[str, Any]:
        """Return the lexicon as the tables of its TOML file; what has its default is left out."""
        about = {"name": self.name, "title": self.title, "language": self.language, "version": self.version}
        table: dict[str, Any] = {"lexicon": about | _some(description=self.description)}
        if self.sides:
            table["sides"] = {side.id: _side_table(side) for side in self.sides}
        table["referents"] = [_referent_table(referent) for referent in self.referents]
        return table

    def to_dict(self) -> dict[str, Any]:
        """Return `to_table` with dates as ISO strings, fit for JSON."""
        plain: dict[str, Any] = _iso(self.to_table())
        return plain

    def to_toml(self) -> str:
        """Return the lexicon as TOML; `parse_lexicon` reads the same lexicon from it."""
        return write_toml(self.to_table())


_Entry = TypeVar("_Entry", Side, Referent)


def _by_id(what: str, entries: Iterable[_Entry], id: str) -> _Entry:
    held = {entry.id: entry for entry in entries}
    if id not in held:
        raise OptionError.unknown(what, id, held)
    return held[id]


def _spellings(referent: Referent) -> Iterator[str]:
    for variant in referent.variants:
        yield from variant.spellings


def _chosen(what: str, names: Iterable[str] | None, known: list[str]) -> set[str]:
    if names is None:
        return set(known)
    chosen = [names] if isinstance(names, str) else list(names)
    for name in chosen:
        if name not in known:
            raise OptionError.unknown(what, name, known)
    return set(chosen)


def _some(**fields: Any) -> dict[str, Any]:
    return {key.rstrip("_"): value for key, value in fields.items() if value not in (None, (), [])}


def _side_table(side: Side) -> dict[str, Any]:
    return {"label": side.label} | _some(opposes=list(side.opposes), description=side.description)


def _referent_table(referent: Referent) -> dict[str, Any]:
    facts = {"id": referent.id, "label": referent.label, "kind": referent.kind}
    facts |= _some(
        party=referent.party, advice=referent.advice, advice_source=referent.advice_source, note=referent.note
    )
    return facts | {"variants": [_variant_table(variant) for variant in referent.variants]}


def _variant_table(variant: Variant) -> dict[str, Any]:
    facts: dict[str, Any] = {"name": variant.name}
    facts |= _some(forms=list(variant.forms))
    facts |= {"side": variant.side, "loading": variant.loading, "source": variant.source}
    if not variant.verified:
        facts["verified"] = False
    facts |= _some(
        from_=variant.from_, until=variant.until, requires=list(variant.requires), excludes=list(variant.excludes)
    )
    if variant.case != "insensitive":
        facts["case"] = variant.case
    if not variant.inflect:
        facts["inflect"] = False
    return facts | _some(note=variant.note)


def _iso(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _iso(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_iso(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _sorted(value: Any) -> Any:
    """Order every list by content, so that entries may stand in any order."""
    if isinstance(value, dict):
        return {key: _sorted(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted((_sorted(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
    return value
