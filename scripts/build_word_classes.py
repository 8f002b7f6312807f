"""Write src/framing/data/word_classes.tsv: the usual class of common English verbs, participles, adjectives, adverbs.

Source: the lexicon of Brill's tagger 1.14 as TextBlob ships it (textblob/en/en-lexicon.txt): Copyright 1993 by the
Massachusetts Institute of Technology and the University of Pennsylvania, MIT licence.

    pip download --no-deps textblob; unzip textblob-*.whl
    python scripts/build_word_classes.py textblob/en/en-lexicon.txt > src/framing/data/word_classes.tsv
"""

from __future__ import annotations

import sys
from pathlib import Path

HEADER = """\
# The usual class of common English words; one that is not listed is taken for a noun. One class a line, then its words.
# Built by scripts/build_word_classes.py from the lexicon of Brill's rule-based tagger 1.14 (by way of TextBlob),
# Copyright 1993 by the Massachusetts Institute of Technology and the University of Pennsylvania, MIT licence.
# verb: VB VBP VBZ VBD MD   past_participle: VBN   ing_form: VBG   adjective: JJ JJR JJS   adverb: RB RBR RBS
"""
CLASSES = {
    "verb": {"VB", "VBP", "VBZ", "VBD", "MD"},
    "past_participle": {"VBN"},
    "ing_form": {"VBG"},
    "adjective": {"JJ", "JJR", "JJS"},
    "adverb": {"RB", "RBR", "RBS"},
}


def main() -> None:
    found: dict[str, set[str]] = {name: set() for name in CLASSES}
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if len(fields) != 2 or not fields[0].isascii() or not fields[0].isalpha() or not fields[0].islower():
            continue
        for name, tags in CLASSES.items():
            if fields[1] in tags:
                found[name].add(fields[0])
    sys.stdout.write(HEADER)
    for name, words in found.items():
        sys.stdout.write(f"{name}\t{' '.join(sorted(words))}\n")


if __name__ == "__main__":
    main()
