"""How fast names are found: by the size of the lexicon, by the length of the text, and beside a whole profile.

    python benchmarks/matching.py

The names are made of random words; one word in twenty of the text begins a name. The last line takes 600 variants of
the `karabakh` pack and the seed articles, and says which share of a profile goes into matching. Best of five runs each.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace

import framing
from framing.lexicons import Lexicon, Referent, Variant
from framing.matching import find_variants

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


def words(count: int, chance: random.Random) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < count:
        made["".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(chance.randint(2, 4)))] = None
    return list(made)


def lexicon_of(names: list[str]) -> Lexicon:
    referents = tuple(
        Referent(f"r{number}", "a thing", "place", (Variant(name, source="made"),)) for number, name in enumerate(names)
    )
    return Lexicon("made", "Made", "en", "1", (), referents)


def best(work: Callable[[], object], runs: int = 5) -> float:
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def by_size() -> None:
    chance = random.Random(1)  # noqa: S311
    vocabulary = words(30_000, chance)
    starts, rest = vocabulary[:10_000], vocabulary[10_000:]
    for count in (10, 100, 1_000, 10_000):
        names = [f"{start} {chance.choice(rest)}" for start in starts[:count]]
        lexicon = lexicon_of(names)
        text = " ".join(chance.choice(names) if chance.random() < 0.05 else chance.choice(rest) for _ in range(100_000))
        seconds = best(lambda text=text, lexicon=lexicon: find_variants(text, lexicon))
        print(f"{count:>7} variants, 105,000 words: {105_000 / seconds / 1e6:.2f} M words/s")


def by_length() -> None:
    chance = random.Random(2)  # noqa: S311
    vocabulary = words(5_000, chance)
    lexicon = lexicon_of([f"{a} {b}" for a, b in zip(vocabulary[:600], vocabulary[600:1200], strict=True)])
    for length in (1_000, 10_000, 100_000, 1_000_000):
        text = " ".join(chance.choice(vocabulary) for _ in range(length))
        seconds = best(lambda text=text: find_variants(text, lexicon))
        print(f"    600 variants, {length:>9,} words: {length / seconds / 1e6:.2f} M words/s")


def beside_a_profile() -> None:
    pack = framing.load_lexicon("karabakh")
    kept, count = [], 0
    for referent in pack.referents:
        variants = referent.variants[: max(0, 600 - count)]
        count += len(variants)
        if variants:
            kept.append(replace(referent, variants=variants))
    lexicon = replace(pack, referents=tuple(kept))
    seeds = framing.load_seeds()
    whole = best(lambda: [framing.profile(document, lexicon) for document in seeds])
    part = best(lambda: [find_variants(document.text, lexicon) for document in seeds])
    print(f"{count} variants of karabakh, five seeds: profile {whole:.3f} s, of it matching {part / whole:.1%}")


if __name__ == "__main__":
    by_size()
    by_length()
    beside_a_profile()
