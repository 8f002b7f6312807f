"""Lexicons: reading them from packs and files, joining them, and refusing faulty ones with every fault at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from framing.errors import Fault, LexiconError, OptionError, nearest
from framing.lexicons.checks import Pack, check_names, check_tables, same_use, surfaces
from framing.lexicons.model import Lexicon, Referent, Side, Variant

__all__ = [
    "LexiconCheck",
    "as_lexicon",
    "build_lexicon",
    "check_lexicon",
    "list_packs",
    "load_lexicon",
    "parse_lexicon",
]

_AT_LINE = re.compile(r"\s*\(at line (\d+), column (\d+)\)|\s*\(at end of document\)")


@dataclass(frozen=True, slots=True)
class LexiconCheck:
    """What `check_lexicon` found: the faults of a lexicon, and how much it holds."""

    file: str
    faults: tuple[Fault, ...]
    referents: int
    variants: int
    unverified: int

    @property
    def ok(self) -> bool:
        """Whether the lexicon can be used."""
        return not self.faults

    def to_dict(self) -> dict[str, Any]:
        """Return the check as plain values, for JSON."""
        return {
            "file": self.file,
            "ok": self.ok,
            "referents": self.referents,
            "variants": self.variants,
            "unverified": self.unverified,
            "faults": [
                {"file": each.file, "line": each.line, "path": each.path, "message": each.message, "mend": each.mend}
                for each in self.faults
            ],
        }


def list_packs() -> tuple[str, ...]:
    """Return the names of the packs that ship with the library, in alphabetical order.

    >>> "karabakh" in list_packs()
    True
    """
    folder = files("framing") / "packs"
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def load_lexicon(*packs_or_paths: str | Path | Lexicon) -> Lexicon:
    """Return the lexicon of a pack (`"karabakh"`) or of a TOML file; several are joined into one.

    Joining adds the variants of one referent together; a pack named twice counts once. Two entries that contradict
    each other are a fault that names both: another label, kind or party for one referent or side, another side or
    loading for one form.

    Raises:
        LexiconError: a pack or file is missing or faulty, or two of them contradict each other; it holds every fault.
        OptionError: nothing is named, or something that is no pack, path or lexicon.

    >>> load_lexicon("karabakh").language
    'en'
    """
    if not packs_or_paths:
        raise OptionError(f"name at least one pack or path. {nearest('', list_packs())}")
    first = packs_or_paths[0]
    if len(packs_or_paths) == 1 and isinstance(first, Lexicon):
        return first
    for each in packs_or_paths:
        if not isinstance(each, str | Path | Lexicon):
            raise OptionError(f"a lexicon is a pack's name, a path or a Lexicon, not {type(each).__name__}: {each!r}")
    distinct = list(dict.fromkeys(packs_or_paths))
    if len(distinct) == 1:
        only = distinct[0]
        if isinstance(only, Lexicon):
            return only
        if isinstance(only, str) and only in list_packs():
            return _load_pack(only)
    packs, faults = [], []
    for each in distinct:
        pack, found = _read(each)
        packs.append(pack)
        faults += found
    return build_lexicon(packs, faults)


def as_lexicon(lexicon: str | Path | Lexicon | None) -> Lexicon | None:
    """Return the lexicon that an option named `lexicon` stands for, or None where it was left out.

    Raises:
        LexiconError: it is missing or faulty.
        OptionError: it is no pack, path or lexicon.
    """
    return None if lexicon is None else load_lexicon(lexicon)


@lru_cache(maxsize=32)
def _load_pack(name: str) -> Lexicon:
    """Build a pack that ships. The tests have checked it: what a lexicon costs to load is mostly its checks."""
    pack, faults = _read(name)
    try:
        return _lexicon(pack.table)
    except (KeyError, TypeError, AttributeError):
        return build_lexicon([pack], faults)


def parse_lexicon(toml: str, *, file: str = "<string>") -> Lexicon:
    """Return the lexicon that a TOML text holds; `file` is its name in faults.

    Raises:
        LexiconError: the text is faulty; it holds every fault.
    """
    pack, faults = _parse(toml, file)
    return build_lexicon([pack], faults)


def check_lexicon(pack_or_path: str | Path | Lexicon) -> LexiconCheck:
    """Return every fault of a lexicon, and its size; a lexicon in memory is checked like a file.

    A file that is missing or cannot be read is a fault as well.

    >>> check_lexicon("karabakh").ok
    True
    """
    pack, faults = _read(pack_or_path)
    if not faults:
        faults = list(_faults([pack]))
    referents = pack.table.get("referents", [])
    tables = [each for each in referents if isinstance(each, Mapping)] if isinstance(referents, list) else []
    variants = [variant for each in tables for variant in _variant_tables(each)]
    unverified = sum(variant.get("verified") is False for variant in variants)
    return LexiconCheck(pack.file, _in_order(faults), len(tables), len(variants), unverified)


# ---------------------------------------------------------------- reading


def _read(pack_or_path: str | Path | Lexicon) -> tuple[Pack, list[Fault]]:
    if isinstance(pack_or_path, Lexicon):
        return Pack(f"<{pack_or_path.name}>", pack_or_path.to_table()), []
    if isinstance(pack_or_path, str) and pack_or_path in list_packs():
        name = f"{pack_or_path}.toml"
        return _parse((files("framing") / "packs" / name).read_text(encoding="utf-8"), name)
    path = Path(pack_or_path)
    try:
        source = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _unread(str(path), f"byte {error.start} is not UTF-8", "Save the file as UTF-8")
    except (OSError, ValueError) as error:
        if isinstance(pack_or_path, str) and not path.suffix and len(path.parts) == 1:
            return _unread(pack_or_path, "is neither a pack nor a file", nearest(pack_or_path, list_packs()))
        reason = getattr(error, "strerror", None) or str(error)
        return _unread(
            str(path), f"cannot be read ({reason})", f"Give a TOML file or a pack. {nearest(path.stem, list_packs())}"
        )
    return _parse(source, str(path))


def _unread(file: str, message: str, mend: str) -> tuple[Pack, list[Fault]]:
    return Pack(file, {}), [Fault(file, "", message, mend)]


def _parse(source: str, file: str) -> tuple[Pack, list[Fault]]:
    source = source.replace("\r\n", "\n")
    try:
        return Pack(file, tomllib.loads(source), source), []
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        line = int(place.group(1)) if place and place.group(1) else source.count("\n") + 1
        column = f" at column {place.group(2)}" if place and place.group(2) else ""
        message = _AT_LINE.sub("", str(error))
        mend = f"Mend the TOML{column}; names with quotation marks or backslashes stand in single quotes"
        return Pack(file, {}), [Fault(file, "", f"is not valid TOML: {message}", mend, line)]
    except RecursionError:
        return _unread(file, "is nested too deep", "A lexicon is two levels of tables")


# ---------------------------------------------------------------- building


def _faults(packs: Sequence[Pack]) -> Iterator[Fault]:
    sides = list(dict.fromkeys(side for pack in packs for side in pack.sides))
    for pack in packs:
        yield from check_tables(pack, sides)
    yield from check_names(packs)


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(dict.fromkeys(faults), key=lambda each: (each.file, each.line or 0, each.path, each.message)))


def build_lexicon(packs: Sequence[Pack], faults: Sequence[Fault] = ()) -> Lexicon:
    """Return the lexicon that tables make, joined if they are several; `faults` were found while reading them.

    Raises:
        LexiconError: there were faults, or the tables are faulty; it holds every fault.
    """
    unread = {fault.file for fault in faults}
    tables = [pack for pack in packs if pack.table or pack.file not in unread]
    faults = [*faults, *_faults(tables), *_clashes(tables)]
    if faults:
        names = ", ".join(pack.file for pack in packs)
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise LexiconError(f"the lexicon {names} has {count}:", _in_order(faults))
    parts = [_lexicon(pack.table) for pack in packs]
    return parts[0] if len(parts) == 1 else _joined(parts)


def _lexicon(table: Mapping[str, Any]) -> Lexicon:
    about = table["lexicon"]
    sides = tuple(
        Side(id, side["label"], tuple(side.get("opposes", ())), side.get("description"))
        for id, side in table.get("sides", {}).items()
    )
    return Lexicon(
        about["name"],
        about["title"],
        about["language"],
        about["version"],
        sides,
        tuple(_referent(each) for each in table["referents"]),
        about.get("description"),
    )


def _referent(table: Mapping[str, Any]) -> Referent:
    return Referent(
        id=table["id"],
        label=table["label"],
        kind=table["kind"],
        variants=tuple(_variant(each) for each in table["variants"]),
        advice=table.get("advice"),
        advice_source=table.get("advice_source"),
        party=table.get("party"),
        note=table.get("note"),
    )


def _variant(table: Mapping[str, Any]) -> Variant:
    return Variant(
        name=table["name"],
        forms=tuple(table.get("forms", ())),
        side=table["side"],
        loading=table["loading"],
        source=table["source"],
        verified=table.get("verified", True),
        from_=table.get("from"),
        until=table.get("until"),
        requires=tuple(table.get("requires", ())),
        excludes=tuple(table.get("excludes", ())),
        case=table.get("case", "insensitive"),
        inflect=table.get("inflect", True),
        note=table.get("note"),
    )


def _variant_tables(referent: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    variants = referent.get("variants", [])
    return [each for each in variants if isinstance(each, Mapping)] if isinstance(variants, list) else []


# ---------------------------------------------------------------- joining


def _clashes(packs: Sequence[Pack]) -> Iterator[Fault]:
    """Yield what joined packs say differently of one language, side or referent."""
    seen: dict[str, tuple[Pack, str, Mapping[str, Any]]] = {}
    for pack in packs:
        for what, path, facts in _joints(pack):
            if what not in seen:
                seen[what] = (pack, path, facts)
                continue
            first, where, known = seen[what]
            for key, value in facts.items():
                other = known.get(key)
                if value and other and value != other:
                    message = f"{value!r} contradicts {other!r} of {first.file}: {where}.{key}"
                    yield pack.fault(f"{path}.{key}", message, "Say the same in both, or use another id")


def _joints(pack: Pack) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    about = pack.table.get("lexicon")
    if isinstance(about, Mapping):
        yield "lexicon", "lexicon", {"language": about.get("language")}
    sides = pack.table.get("sides")
    for id, side in sides.items() if isinstance(sides, Mapping) else ():
        if isinstance(side, Mapping):
            opposes = side.get("opposes")
            yield (
                f"side {id}",
                f"sides.{id}",
                {
                    "label": side.get("label"),
                    "opposes": sorted(map(str, opposes)) if isinstance(opposes, list) else None,
                },
            )
    referents = pack.table.get("referents")
    for number, each in enumerate(referents if isinstance(referents, list) else ()):
        if isinstance(each, Mapping):
            facts = {key: each.get(key) for key in ("label", "kind", "party", "advice")}
            yield f"referent {each.get('id')}", f"referents[{number}]", facts


def _joined(parts: Sequence[Lexicon]) -> Lexicon:
    sides: dict[str, Side] = {}
    referents: dict[str, Referent] = {}
    for part in parts:
        for side in part.sides:
            known = sides.get(side.id)
            opposes = known.opposes or side.opposes if known else side.opposes
            sides[side.id] = replace(known or side, opposes=opposes)
        for referent in part.referents:
            held = referents.get(referent.id)
            referents[referent.id] = _merged(held, referent) if held else referent
    return Lexicon(
        name="+".join(part.name for part in parts),
        title="; ".join(part.title for part in parts),
        language=parts[0].language,
        version="+".join(part.version for part in parts),
        sides=tuple(sides.values()),
        referents=tuple(referents.values()),
    )


def _merged(first: Referent, second: Referent) -> Referent:
    variants = list(first.variants)
    for variant in second.variants:
        place = _same_name(variants, variant)
        if place is None:
            variants.append(variant)
        else:
            variants[place] = _with_forms(variants[place], variant)
    return replace(
        first,
        variants=tuple(variants),
        advice=first.advice or second.advice,
        advice_source=first.advice_source or second.advice_source,
        party=first.party or second.party,
        note=first.note or second.note,
    )


def _same_name(variants: Sequence[Variant], variant: Variant) -> int | None:
    """Return the place of the variant that holds one of these forms, in the same use."""
    mine = _keys(variant)
    for place, each in enumerate(variants):
        if mine & _keys(each) and same_use(_facts(each), _facts(variant)):
            return place
    return None


def _with_forms(variant: Variant, other: Variant) -> Variant:
    known = _keys(variant)
    fresh = tuple(form for form in other.spellings if not _keys(replace(other, name=form, forms=())) <= known)
    return replace(variant, forms=(*variant.forms, *fresh), verified=variant.verified or other.verified)


def _facts(variant: Variant) -> Mapping[str, Any]:
    facts: dict[str, Any] = {
        "name": variant.name,
        "forms": list(variant.forms),
        "side": variant.side,
        "loading": variant.loading,
        "requires": list(variant.requires),
        "excludes": list(variant.excludes),
        "from": variant.from_,
        "until": variant.until,
        "case": variant.case,
        "inflect": variant.inflect,
    }
    return facts


def _keys(variant: Variant) -> set[str]:
    pack = Pack("", {"referents": [{"id": "", "variants": [_facts(variant)]}]})
    return {surface.key for surface in surfaces([pack]) if not surface.plural}
