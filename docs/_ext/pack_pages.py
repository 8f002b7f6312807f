"""Sphinx directives that render lexicon packs from the packs themselves, so that no page can fall behind its pack.

`{pack} NAME` renders every referent of a pack with its names and their sources; `{packs}` the table of all packs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import framing

LOADINGS = ("neutral", "marked", "loaded")
SHOWN = 8  # other spellings and words of context that a row shows; the file has them all
_ESCAPED = str.maketrans({mark: "\\" + mark for mark in "\\`*_{}[]<>#|$~^"})


def pack_path(name: str) -> Path:
    """Return the file of a pack."""
    return Path(str(files("framing") / "packs" / f"{name}.toml"))


def overview(packs: Sequence[framing.Lexicon]) -> Iterator[str]:
    """Yield the table of all packs as Markdown."""
    yield "| pack | version | sides | referents | variants | loaded | not verified |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    for pack in packs:
        variants = [variant for referent in pack.referents for variant in referent.variants]
        loaded = sum(variant.loading == "loaded" for variant in variants)
        unverified = sum(not variant.verified for variant in variants)
        yield (
            f"| [{pack.name}](/reference/packs/{pack.name}.md) | {pack.version} | {len(pack.sides)} "
            f"| {len(pack.referents)} | {len(variants)} | {loaded} | {unverified} |"
        )


def page(pack: framing.Lexicon, made: str) -> Iterator[str]:
    """Yield a pack as Markdown: what it is, how it was made, its sides, and every referent.

    All of it stands under headings, as MyST appends what does not behind the sections.
    """
    yield f"## {escape(pack.title)}\n\n{escape(pack.description or '')}\n"
    yield f"{made}\n"
    yield f"Version {pack.version}, `sha256` {pack.sha256[:16]}…\n"
    yield from sides(pack)
    for referent in pack.referents:
        yield from entry(referent)


def sides(pack: framing.Lexicon) -> Iterator[str]:
    """Yield the table of a pack's sides: how many names of each loading they have."""
    counts = Counter((variant.side, variant.loading) for referent in pack.referents for variant in referent.variants)
    used = [(side.id, side.label, ", ".join(side.opposes)) for side in pack.sides]
    yield "| side | label | opposes | neutral | marked | loaded |\n|---|---|---|---:|---:|---:|"
    for id, label, opposes in [*used, ("neutral", "third parties", ""), ("accuser", "whoever accuses", "")]:
        numbers = [counts[id, loading] for loading in LOADINGS]
        if any(numbers) or opposes:
            yield f"| {id} | {escape(label)} | {opposes} | " + " | ".join(map(str, numbers)) + " |"
    yield ""


def entry(referent: framing.Referent) -> Iterator[str]:
    """Yield a referent: what it is, what a guide advises, and a row for each name."""
    yield f"## {escape(referent.label)}\n"
    party = f", of the {referent.party} party" if referent.party else ""
    yield f"`{referent.id}` ({referent.kind}{party}). {escape(referent.note or '')}\n"
    if referent.advice:
        source = f" ({escape(referent.advice_source)})" if referent.advice_source else ""
        yield f"Advice: {escape(referent.advice)}{source}\n"
    yield "| name | side, loading | source |\n|---|---|---|"
    for variant in referent.variants:
        yield f"| {names(variant)} | {variant.side}, {variant.loading} | {source_of(variant)} |"
    yield ""


def names(variant: framing.Variant) -> str:
    """Return a variant's name, its other spellings, and when and beside which words it holds."""
    parts = [f"**{escape(variant.name)}**"]
    if variant.forms:
        parts.append(listed(variant.forms))
    if variant.from_ or variant.until:
        begins = f"from {variant.from_}" if variant.from_ else ""
        ends = f"until {variant.until}" if variant.until else ""
        parts.append(f"{begins} {ends}".strip())
    if variant.requires:
        parts.append(f"only near {listed(variant.requires)}")
    if variant.excludes:
        parts.append(f"not near {listed(variant.excludes)}")
    return "; ".join(parts)


def source_of(variant: framing.Variant) -> str:
    """Return a variant's source, whether it was seen, and the remark on it."""
    unseen = "" if variant.verified else " *(not verified)*"
    return f"{escape(variant.source)}{unseen}" + (f". {escape(variant.note)}" if variant.note else "")


def listed(words: Sequence[str]) -> str:
    """Return the first few of many words, and how many more there are."""
    more = f" and {len(words) - SHOWN} more" if len(words) > SHOWN else ""
    return ", ".join(map(escape, words[:SHOWN])) + more


def escape(text: str) -> str:
    """Return text that Markdown leaves as it is."""
    return " ".join(text.split()).translate(_ESCAPED)


def header(path: Path) -> str:
    """Return the comment at the head of a pack, less its title: how it was made, and its licence."""
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# "))
    return " ".join(lines[1:]).strip()


class PackDirective(SphinxDirective):
    """Render one pack."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        path = pack_path(self.arguments[0])
        self.env.note_dependency(str(path))
        pack = framing.load_lexicon(self.arguments[0])
        return self.parse_text_to_nodes("\n".join(page(pack, header(path))), allow_section_headings=True)


class PacksDirective(SphinxDirective):
    """Render the table of all packs."""

    def run(self) -> list[nodes.Node]:
        packs = [framing.load_lexicon(name) for name in framing.list_packs()]
        for pack in packs:
            self.env.note_dependency(str(pack_path(pack.name)))
        return self.parse_text_to_nodes("\n".join(overview(packs)))


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directives to Sphinx."""
    app.add_directive("pack", PackDirective)
    app.add_directive("packs", PacksDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
