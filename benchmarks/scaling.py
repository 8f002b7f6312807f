"""Print how the time of each measure grows when a text grows eightfold: real and hostile texts.

    python benchmarks/scaling.py [--characters 50000]

A linear measure shows about 8; what shows more than 9 is a fault, unless it is the processor's cache: lists that the
small text's fit into and the large one's do not make 8 look like 10 or 12, and of other sizes 8 again. The times are
the processor's, the least of the runs of a second, so that other programs tell little; what takes less than a
millisecond is not told at all.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable

import framing
from framing.sections import find_sections
from framing.segmentation import split_sentences, split_words

LEAST = 1e-3  # seconds

HOSTILE = {
    "seeds": lambda n: _repeat("\n\n".join(d.text for d in framing.load_seeds()), n),
    "straight marks": lambda n: '"' * n,
    "opening marks": lambda n: "“" * n,
    "apostrophes": lambda n: "'a " * (n // 3),
    "mixed marks": lambda n: _repeat('“a ‘b " ”c« ’', n),
    "one sentence": lambda n: _repeat("the minister and the war ", n),
    "one word": lambda n: "a" * n,
    "full stops": lambda n: "." * n,
    "blanks": lambda n: " " * n,
    "newlines": lambda n: "\n" * n,
    "cues": lambda n: _repeat("he said that she said that ", n),
    "claims": lambda n: _repeat("despite his claim that his promise that her denial that ", n),
    "accusations": lambda n: _repeat("was accused by him of lying and called on them to go, saying so ", n),
    "names": lambda n: _repeat("Nagorno-Karabakh Artsakh ", n),
    "brackets": lambda n: _repeat("[(", n),
    "short lines": lambda n: _repeat("Anna\n2 hours ago\n", n),
    "capitals": lambda n: _repeat("Ana Petrova Of The ", n),
    "so-called": lambda n: _repeat("so-called ", n),
    "commas": lambda n: _repeat("a, ", n),
}


def _repeat(text: str, n: int) -> str:
    return (text * (n // len(text) + 1))[:n]


def measures() -> dict[str, Callable[[str], object]]:
    lexicon = framing.load_lexicon("karabakh")
    return {
        "sections": find_sections,
        "sentences": split_sentences,
        "words": split_words,
        "voices": framing.read_voices,
        "profile": lambda text: framing.profile(text, lexicon),
    }


def seconds(run: Callable[[str], object], text: str) -> float:
    """Return the seconds of the processor that a run takes: the least of at most nine."""
    taken: list[float] = []
    while len(taken) < 9 and sum(taken) < 1:
        gc.collect()
        start = time.process_time()
        run(text)
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=50_000)
    parser.add_argument("--only", help="one text alone")
    small = parser.parse_args().characters
    only = parser.parse_args().only
    runs = measures()
    framing.profile("Warm up, said Ana Petrova. “We will,” he said.", "karabakh")
    print(f"{'text':16}" + "".join(f"{name:>11}" for name in runs) + f"{'profile, s':>12}")
    for name, make in HOSTILE.items():
        if only and only != name:
            continue
        shown, last = "", 0.0
        for run in runs.values():
            once, last = seconds(run, make(small)), seconds(run, make(8 * small))
            shown += f"{last / once:11.1f}" if once >= LEAST else f"{'–':>11}"
        print(f"{name:16}{shown}{last:12.2f}", flush=True)


if __name__ == "__main__":
    main()
