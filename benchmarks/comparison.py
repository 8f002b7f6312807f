"""How far the comparison's statistics can be trusted, and how long they take.

    python benchmarks/comparison.py [--simulations 400] [--seed 1] [--out docs/explanation/figures/comparison.inc]
    python benchmarks/comparison.py --memory 5000 40000

Tables, all simulated with a seed; the last alone, of comparisons of so many articles, with `--memory`:

  1. p values under the null: two groups drawn from one source; the share of p values below .01, .05 and .10, and a
     Kolmogorov-Smirnov test that they are uniform.
  2. intervals: how often a 95 % interval holds the value that the data were drawn from.
  3. time: a comparison of 200 articles by outlet with 9,999 permutations, table by table.
  4. memory: the peak of a process that compares two outlets' profiles, read one by one, and makes every table, with
     what it observes of each article kept or let go.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import platform
import resource
import time
from pathlib import Path
from typing import Any

import numpy
from scipy import stats

from framing.comparison import compare
from framing.statistics import bootstrap_difference, bootstrap_ratio, clustered_interval, wilson_interval

VARIANTS = (
    ("Stepanakert", "armenian", "marked"),
    ("Khankendi", "azerbaijani", "marked"),
    ("the city", "neutral", "neutral"),
)
REFERENTS = 8
SENTENCES = 40


def record(
    rng: numpy.random.Generator, id: str, outlet: str, shares: tuple[float, ...], mentions: int
) -> dict[str, Any]:
    """Return a profile record whose names are drawn with `shares`, clustered within the document."""
    # Articles differ: each has shares of its own, drawn around the group's.
    own = rng.dirichlet(numpy.array(shares) * 8 + 1e-3)
    found = []
    for at in sorted(rng.integers(0, SENTENCES, size=mentions).tolist()):
        variant, side, loading = VARIANTS[rng.choice(3, p=own)]
        mode = ("own", "quoted", "paraphrased")[rng.choice(3, p=(0.6, 0.25, 0.15))]
        start = at * 100 + int(rng.integers(0, 80))
        found.append(
            {
                "start": start,
                "end": start + len(variant),
                "referent": f"referent-{rng.integers(0, REFERENTS)}",
                "variant": variant,
                "side": side,
                "loading": loading,
                "voice": "author" if mode == "own" else "v1",
                "mode": mode,
                "distance": None,
                "sentence": at,
            }
        )
    scores = numpy.clip(rng.normal(rng.normal(0, 0.1), 0.4, size=SENTENCES), -1, 1).round(4).tolist()
    return {
        "document": {"id": id, "metadata": {"outlet": outlet}},
        "lexicon": {"name": "simulated", "version": "1"},
        "sections": [{"kind": "body", "start": 0, "end": SENTENCES * 100}],
        "voices": [
            {"id": "author", "kind": "author", "name": None, "words": 600},
            {"id": "v1", "kind": "source", "name": f"Source {rng.integers(0, 30)}", "words": 300},
        ],
        "quotations": [{"kind": "direct", "content": [[10, 60]], "voice": "v1", "source_kind": "named"}],
        "mentions": sorted(found, key=lambda each: (each["start"], each["end"])),
        "sentences": [
            {"start": n * 100, "end": n * 100 + 100, "voice": "author", "mode": "own", "compound": score}
            for n, score in enumerate(scores)
        ],
        "attribution": {"words": {"own": 600, "quoted": 180, "paraphrased": 120}},
        "sentiment": {},
        "readability": {"flesch_reading_ease": round(float(rng.normal(45, 8)), 2)},
    }


def null_p_values(simulations: int, seed: int) -> list[dict[str, Any]]:
    """Return, for each test, how its p values are spread where nothing differs."""
    cases = {"two documents (sentences permuted)": (1, 24), "two outlets of 8 documents": (8, 12)}
    rows = []
    for name, (documents, mentions) in cases.items():
        found: dict[str, list[float]] = {"divergence": [], "sentiment contrast": []}
        for simulation in range(simulations):
            rng = numpy.random.default_rng([seed, simulation])
            corpus = [
                record(rng, f"{rng.integers(1 << 40):x}-{outlet}{n}", outlet, (0.5, 0.3, 0.2), mentions)
                for outlet in "AB"
                for n in range(documents)
            ]
            if documents == 1:  # exchangeable sentences: one document dealt into two
                corpus = dealt(rng, corpus)
            comparison = compare(corpus, by="outlet", permutations=999, resamples=100)
            for key, table in (
                ("divergence", comparison.divergence),
                ("sentiment contrast", comparison.sentiment_contrast),
            ):
                overall = table.where(lambda row: row.get("referent") is None and row.get("target") is None, mode="all")
                found[key] += [p for p in overall["p"] if p is not None]
        for key, ps in found.items():
            rows.append(
                {
                    "test": f"{key}, {name}",
                    "n": len(ps),
                    **{f"p ≤ {level}": float(numpy.mean(numpy.array(ps) <= level)) for level in (0.01, 0.05, 0.1)},
                    "uniform (KS p)": float(stats.kstest(ps, "uniform").pvalue),
                }
            )
    return rows


def dealt(rng: numpy.random.Generator, corpus: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Deal the sentences of two documents out at random, so that the two come from one source."""
    sides = {(each, sentence): int(rng.integers(0, 2)) for each in (0, 1) for sentence in range(SENTENCES)}
    parts = [{**each, "mentions": [], "sentences": []} for each in corpus]
    for number, each in enumerate(corpus):
        for mention in each["mentions"]:
            shifted = {**mention, "sentence": mention["sentence"] + SENTENCES * number}
            shift = SENTENCES * 100 * number
            shifted |= {"start": mention["start"] + shift, "end": mention["end"] + shift}
            parts[sides[number, mention["sentence"]]]["mentions"].append(shifted)
        for at, sentence in enumerate(each["sentences"]):
            shift = SENTENCES * 100 * number
            moved = {**sentence, "start": sentence["start"] + shift, "end": sentence["end"] + shift}
            parts[sides[number, at]]["sentences"].append(moved)
    for part in parts:
        part["sections"] = []
    return parts


def coverage(simulations: int, seed: int) -> list[dict[str, Any]]:
    """Return how often 95 % intervals hold the true value."""
    rng = numpy.random.default_rng(seed)
    rows = []
    for n, p in ((10, 0.1), (10, 0.5), (40, 0.1), (40, 0.5), (200, 0.02)):
        counts = rng.binomial(n, p, size=10 * simulations).tolist()
        rows.append(_row(f"Wilson, share {p} of {n}", [_holds(wilson_interval(count, n), p) for count in counts]))
    for documents in (2, 5, 10, 30):
        plain, widened = [], []
        for _ in range(2 * simulations):
            sizes = rng.integers(5, 20, size=documents)
            counts = rng.binomial(sizes, rng.beta(2, 2, size=documents))
            total, n = int(counts.sum()), int(sizes.sum())
            plain.append(_holds(wilson_interval(total, n), 0.5))
            widened.append(_holds(clustered_interval(counts.tolist(), sizes.tolist()), 0.5))
        rows.append(_row(f"Wilson, mentions clustered in {documents} documents, taken as independent", plain))
        rows.append(_row(f"the same, clustered interval, {documents} documents", widened))
    for units in (5, 10, 20, 40, 100):
        held = []
        for _ in range(simulations):
            values = rng.gamma(1.0, size=units) - 1.0
            held.append(_holds(bootstrap_ratio(values.tolist(), [1] * units, resamples=1000), 0.0))
        rows.append(_row(f"bootstrap (BCa) of a mean of {units} skewed scores", held))
    for units in (5, 10, 40):
        held = []
        for _ in range(simulations):
            groups = [(rng.normal(size=units).tolist(), [1] * units) for _ in "ab"]
            held.append(_holds(bootstrap_difference(groups[0], groups[1], resamples=1000), 0.0))
        rows.append(_row(f"bootstrap (BCa) of a difference of means, {units} scores each", held))
    return rows


def _holds(interval: tuple[float, float] | None, truth: float) -> bool:
    return interval is not None and interval[0] <= truth <= interval[1]


def _row(name: str, held: list[bool]) -> dict[str, Any]:
    return {"interval": name, "covers": float(numpy.mean(held)), "simulations": len(held)}


def timings(seed: int) -> list[dict[str, Any]]:
    """Return the seconds that each table of 200 articles in five outlets takes, with 9,999 permutations."""
    rng = numpy.random.default_rng(seed)
    corpus = [record(rng, f"d{n:03}", f"outlet {n % 5}", (0.5, 0.3, 0.2), 30) for n in range(200)]
    start = time.perf_counter()
    comparison = compare(corpus, by="outlet", permutations=9999)
    rows = [{"step": "observations of 200 records", "seconds": time.perf_counter() - start}]
    for name in (
        "groups",
        "naming",
        "sides",
        "alignment",
        "loading",
        "sourcing",
        "sentiment",
        "readability",
        "coverage",
    ):
        rows.append(_timed(comparison, name))  # noqa: PERF401
    for name in ("divergence", "sentiment_contrast"):
        row = _timed(comparison, name)
        tested = sum(p is not None for p in comparison.table(name)["p"])
        rows.append({**row, "step": f"{name}: {tested} tests of 9,999 permutations"})
    rows.append({"step": "in all", "seconds": sum(row["seconds"] for row in rows)})
    return rows


def memory(sizes: list[int], seed: int) -> list[dict[str, Any]]:
    """Return the peak of memory for corpora of several sizes, each measured in a process of its own."""
    rows = []
    for articles, observations in itertools.product(sizes, (False, True)):
        context = multiprocessing.get_context("spawn")
        with context.Pool(1) as pool:
            megabytes = pool.apply(_peak, (articles, observations, seed))
        rows.append({"articles": articles, "observations": "kept" if observations else "let go", "MB": megabytes})
    return rows


def _peak(articles: int, observations: bool, seed: int) -> int:
    rng = numpy.random.default_rng(seed)
    records = (record(rng, f"d{number:07}", f"outlet {number % 2}", (0.5, 0.3, 0.2), 12) for number in range(articles))
    comparison = compare(records, by="outlet", spans=False, observations=observations, permutations=999)
    if not all(comparison.tables):
        raise AssertionError("every table is made")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _timed(comparison: Any, name: str) -> dict[str, Any]:
    start = time.perf_counter()
    comparison.table(name)
    return {"step": name, "seconds": time.perf_counter() - start}


def markdown(rows: list[dict[str, Any]]) -> str:
    """Return rows as a Markdown table."""
    names = list(rows[0])
    cells = [[f"{row[name]:.3f}" if isinstance(row[name], float) else str(row[name]) for name in names] for row in rows]
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in cells)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--simulations", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--memory", type=int, nargs="+", metavar="ARTICLES")
    options = parser.parse_args()
    if options.memory:
        print(markdown(memory(options.memory, options.seed)))
        return
    machine = f"Python {platform.python_version()}, numpy {numpy.__version__}, {platform.machine()}"
    command = f"python benchmarks/comparison.py --simulations {options.simulations} --seed {options.seed}"
    parts = [f"Made by `{command}` ({machine})."]
    parts += ["**p values where nothing differs**", markdown(null_p_values(options.simulations, options.seed))]
    parts += ["**Coverage of 95 % intervals**", markdown(coverage(options.simulations, options.seed))]
    text = "\n\n".join(parts) + "\n"
    print(text, "**Time**, which no page holds to", markdown(timings(options.seed)), sep="\n\n")
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
