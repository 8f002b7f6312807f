"""Write src/framing/data/nouns.tsv: common English nouns with their classes and near meanings.

Source: WordNet 3.0 (Princeton University, WordNet licence), the folder `dict` of any copy, such as Debian's
package wordnet-base.

    python scripts/build_nouns.py /usr/share/wordnet > src/framing/data/nouns.tsv
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

HEADER = """\
# Common English nouns by meaning: synset id, class (WordNet's lexicographer file), ids of broader synsets, nouns; a
# noun is followed by ":" and the rank of this sense among its senses (0 = commonest).
# Built by scripts/build_nouns.py from WordNet 3.0, Copyright 2006 by Princeton University, WordNet licence: permission
# to use, copy, modify and distribute for any purpose without fee. Selected (nouns with a counted sense, up to three
# senses each) and rewritten.
"""
CLASSES = [
    "tops",
    "act",
    "animal",
    "artifact",
    "attribute",
    "body",
    "cognition",
    "communication",
    "event",
    "feeling",
    "food",
    "group",
    "location",
    "motive",
    "object",
    "person",
    "phenomenon",
    "plant",
    "possession",
    "process",
    "quantity",
    "relation",
    "shape",
    "state",
    "substance",
    "time",
]
SENSES = 3


def counted(folder: Path) -> Counter[str]:
    """Return how often each noun was met in the texts that WordNet's makers tagged."""
    counts: Counter[str] = Counter()
    for line in (folder / "cntlist.rev").read_text(encoding="utf-8").splitlines():
        key, _, number = line.split()
        lemma, rest = key.split("%")
        if rest.startswith("1:"):
            counts[lemma] += int(number)
    return counts


def senses(folder: Path, counts: Counter[str]) -> dict[str, list[tuple[str, int]]]:
    """Return for each synset the chosen nouns in it with the rank of the sense."""
    chosen: dict[str, list[tuple[str, int]]] = {}
    for line in (folder / "index.noun").read_text(encoding="utf-8").splitlines():
        fields = line.split()
        lemma = fields[0] if fields and not line.startswith(" ") else ""
        if not lemma.replace("_", "").isalpha() or lemma.count("_") > 1 or not counts[lemma]:
            continue
        for rank, synset in enumerate(fields[-int(fields[2]) :][:SENSES]):
            chosen.setdefault(synset, []).append((lemma, rank))
    return chosen


def synsets(folder: Path) -> dict[str, tuple[str, list[str], set[str]]]:
    """Return the class, the broader synsets and the lower-case members of each synset."""
    table: dict[str, tuple[str, list[str], set[str]]] = {}
    for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split("|")[0].split()
        size = int(fields[3], 16)
        words = {word for word in fields[4 : 4 + 2 * size : 2] if word.islower()}
        pointers = fields[5 + 2 * size :]
        broader = [pointers[at + 1] for at in range(0, len(pointers) - 1, 4) if pointers[at] == "@"]
        table[fields[0]] = (CLASSES[int(fields[1]) - 3], broader, words)
    return table


def main() -> None:
    folder = Path(sys.argv[1])
    table, chosen = synsets(folder), senses(folder, counted(folder))
    sys.stdout.write(HEADER)
    for synset, members in sorted(chosen.items()):
        kind, broader, words = table[synset]
        kept = [f"{lemma.replace('_', ' ')}:{rank}" for lemma, rank in sorted(members) if lemma in words]
        if kept:
            sys.stdout.write("\t".join([synset, kind, "|".join(broader), "|".join(kept)]) + "\n")


if __name__ == "__main__":
    main()
