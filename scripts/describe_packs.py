"""Write the page of the lexicons that ship, from the packs themselves.

python scripts/describe_packs.py            writes docs/reference/packs.md
python scripts/describe_packs.py --check    exit status 1 if that file is not what it would write
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import framing

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "packs.md"
LOADINGS = ("neutral", "marked", "loaded")
HEAD = """# The lexicons that ship

<!-- Written by scripts/describe_packs.py from the packs themselves: do not edit. -->

A side is an association of a word, not a verdict: quotation, house style and translation carry names across sides. Each
variant names the source that documents whose word it is; *not verified* are those whose source was not seen for this
edition. `framing lexicon show NAME [QUERY]` prints a pack, or what it knows of one name, with the sources.
"""


def overview(packs: list[framing.Lexicon]) -> Iterator[str]:
    """Yield the table of all packs."""
    yield "| pack | version | sides | referents | variants | loaded | not verified |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    for pack in packs:
        variants = [variant for referent in pack.referents for variant in referent.variants]
        loaded = sum(variant.loading == "loaded" for variant in variants)
        unverified = sum(not variant.verified for variant in variants)
        yield (
            f"| [`{pack.name}`](#{pack.name}) | {pack.version} | {len(pack.sides)} | {len(pack.referents)} "
            f"| {len(variants)} | {loaded} | {unverified} |"
        )
    yield ""


def section(pack: framing.Lexicon) -> Iterator[str]:
    """Yield what a pack is about, its sides with how many variants each has, and its referents by kind."""
    yield f"## {pack.name}\n\n**{pack.title}.** {pack.description or ''}".rstrip() + "\n"
    counts = Counter((variant.side, variant.loading) for referent in pack.referents for variant in referent.variants)
    sides = [(side.id, side.label, ", ".join(f"`{other}`" for other in side.opposes)) for side in pack.sides]
    used = [*sides, ("neutral", "third parties", ""), ("accuser", "whoever accuses", "")]
    yield "| side | label | opposes | neutral | marked | loaded |\n|---|---|---|---:|---:|---:|"
    for id, label, opposes in used:
        numbers = [counts[id, loading] for loading in LOADINGS]
        if any(numbers) or opposes:
            yield f"| `{id}` | {label} | {opposes} | " + " | ".join(map(str, numbers)) + " |"
    kinds = Counter(referent.kind for referent in pack.referents)
    yield "\nReferents: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) + ".\n"


def reference() -> str:
    """Return the page."""
    packs = [framing.load_lexicon(name) for name in framing.list_packs()]
    lines = [HEAD, *overview(packs)]
    for pack in packs:
        lines += section(pack)
    return "\n".join(lines).rstrip("\n") + "\n"


def main(arguments: list[str]) -> int:
    """Write or check the page."""
    if "--check" in arguments:
        return 0 if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == reference() else 1
    TARGET.write_text(reference(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
