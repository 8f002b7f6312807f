"""Lexicon skeletons: names that were found, as a TOML lexicon to edit, with the evidence as comments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from framing.lexicons.toml import quote
from framing.tables import encodable

__all__ = ["write_skeleton"]

_KINDS = {"person": "actor", "country": "actor", "name": "place", "group": "group", "thing": "event"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_HEADER = """\
# A skeleton made by framing.discover: names that may be one thing's, to be reviewed. Nothing here is decided: strike
# what is wrong, and give each name that stays its side, its loading and a source.

[lexicon]
name = "draft"
title = "Names to be reviewed"
language = "en"
version = "0.1.0"
"""

Variant = tuple[str, Sequence[str], Sequence[str]]
"""A name, its other printed forms, and the lines of its evidence."""


def write_skeleton(referents: Iterable[tuple[Sequence[str], str, Sequence[Variant]]]) -> str:
    """Return the TOML text of a lexicon with one referent for each (known names, kind, variants).

    >>> print(write_skeleton([(["Grévy"], "person", [("Jules Grévy", (), ["score 0.91"])])]).split("[[", 1)[1], end="")
    referents]]
    id = "grevy"
    label = "Grévy"
    kind = "actor"
    <BLANKLINE>
    [[referents.variants]]
    name = "Grévy"
    side = "neutral"
    loading = "neutral"
    source = "known to the editor"
    <BLANKLINE>
    # score 0.91
    [[referents.variants]]
    name = "Jules Grévy"
    side = "neutral"
    loading = "neutral"
    source = "to be given"
    """
    blocks = [_HEADER]
    ids: set[str] = set()
    for known, kind, variants in referents:
        blocks.append(_referent(known[0], kind, ids))
        seen: set[str] = set()
        for name in known:
            blocks.extend(_variant(name, (), (), "known to the editor", seen))
        for name, forms, evidence in variants:
            blocks.extend(_variant(name, forms, evidence, "to be given", seen))
    return "\n".join(blocks)


def _referent(label: str, kind: str, ids: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    stem = "-".join(re.findall(r"[a-z0-9]+", plain.lower())) or "thing"
    unique = stem
    while unique in ids:
        unique = f"{stem}-{len(ids) + 1}"
    ids.add(unique)
    return f'[[referents]]\nid = "{unique}"\nlabel = {_string(label)}\nkind = "{_KINDS.get(kind, "event")}"\n'


def _variant(name: str, forms: Sequence[str], evidence: Sequence[str], source: str, seen: set[str]) -> Iterable[str]:
    if _folded(name) in seen:
        return
    seen.add(_folded(name))
    others = list({_folded(form): form for form in reversed(forms) if _folded(form) not in seen}.values())[::-1]
    seen.update(map(_folded, others))
    lines = [f"# {_CONTROL.sub(' ', encodable(line))}" for line in evidence]
    lines += ["[[referents.variants]]", f"name = {_string(name)}"]
    if others:
        lines.append(f"forms = [{', '.join(map(_string, others))}]")
    lines += ['side = "neutral"', 'loading = "neutral"', f"source = {_string(source)}", ""]
    yield "\n".join(lines)


def _folded(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", name.casefold()).split())


def _string(text: str) -> str:
    return quote(_CONTROL.sub(" ", encodable(text)))
