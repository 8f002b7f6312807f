"""Measure discovery: accuracy on public data, what each rule adds, speed.

    python benchmarks/discovery.py DATA SCORER                     accuracy, by class of referent
    python benchmarks/discovery.py DATA SCORER --cross-validate    the same with weights fitted without each event
    python benchmarks/discovery.py DATA SCORER --ablation          what is lost without each rule, as Markdown
    python benchmarks/discovery.py --speed [ARTICLES]              seconds and memory for the seeds, repeated

DATA and SCORER are the benchmark's discovery_dev.jsonl and score_discovery.py, wherever they lie.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

import framing
from framing.discovery import discover
from framing.discovery.rules import RULES, load_weights

FIGURES = (("strict", "MAP"), ("lenient", "MAP"), ("strict", "R@20"), ("far_strict", "MAP"), ("far_lenient", "MAP"))
Weights = Mapping[str, Mapping[str, float]]


def load(path: Path) -> ModuleType:
    """Import a Python file that belongs to no package."""
    sys.path.insert(0, str(path.resolve().parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def predict(events: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], list[str]]:
    """Return the candidates for each referent, by way of the public function."""
    found = {}
    for event in events:
        corpus = framing.Corpus(
            framing.Document(each["text"], each["id"], {"outlet": each["outlet"]}) for each in event["documents"]
        )
        for referent in event["referents"]:
            result = discover(corpus, known=referent["known"], by="outlet", limit=60)
            found[str(event["event"]), referent["id"]] = list(result.names)
    return found


def rank(cases: Sequence[Any], weights: Weights) -> dict[tuple[str, str], list[str]]:
    """Return the candidates for each referent from values of rules that are already known."""
    found = {}
    for case in cases:
        scores = case.values @ np.array([weights[case.kind].get(rule, 0.0) for rule in RULES])
        found[case.event, case.referent] = [case.phrases[at] for at in np.argsort(-scores, kind="stable")[:60]]
    return found


def figures(scorer: ModuleType, events: Sequence[Any], found: Mapping[Any, Any], group: str = "all") -> list[float]:
    """Return the five figures of FIGURES for one class of referents."""
    macro = scorer.score(events, found)[1][group]
    return [macro[mode][figure] if macro[mode] else float("nan") for mode, figure in FIGURES]


def show(scorer: ModuleType, events: Sequence[Any], found: Mapping[Any, Any]) -> None:
    """Print the figures by class of referents."""
    print(f"{'':10}" + "".join(f"{mode.replace('_', ' ')} {figure}".rjust(17) for mode, figure in FIGURES))
    for group in ("person", "group", "country", "thing", "all"):
        print(f"{group:10}" + "".join(f"{value:17.3f}" for value in figures(scorer, events, found, group)))


def cross_validate(fitter: ModuleType, cases: Sequence[Any]) -> dict[tuple[str, str], list[str]]:
    """Return candidates ranked with weights that were fitted without the event at hand."""
    found: dict[tuple[str, str], list[str]] = {}
    for event in sorted({case.event for case in cases}):
        weights = fitter.fit([case for case in cases if case.event != event])
        found |= rank([case for case in cases if case.event == event], weights)
    return found


def ablation(scorer: ModuleType, fitter: ModuleType, events: Sequence[Any], cases: Sequence[Any]) -> None:
    """Print a Markdown table: figures lost when a rule is taken out, and the kinds of names that it serves."""
    whole = figures(scorer, events, rank(cases, load_weights()))
    print("| without | " + " | ".join(f"{mode.replace('_', ' ')} {figure}" for mode, figure in FIGURES) + " | serves |")
    print("|---|" + "---:|" * len(FIGURES) + "---|")
    print("| *(nothing)* | " + " | ".join(f"{value:.3f}" for value in whole) + " | |")
    rows = []
    for rule in RULES:
        weights = {kind: {name: w for name, w in held.items() if name != rule} for kind, held in load_weights().items()}
        lost = [now - before for now, before in zip(figures(scorer, events, rank(cases, weights)), whole, strict=True)]
        serves = ", ".join(kind for kind, held in load_weights().items() if held.get(rule, 0.0) != 0.0)
        rows.append((lost[0], rule, lost, serves))
    for _, rule, lost, serves in sorted(rows, key=lambda row: (row[0], row[1])):
        print(f"| `{rule}` | " + " | ".join(f"{value:+.3f}" for value in lost) + f" | {serves} |")


def speed(articles: int) -> None:
    """Print seconds and peak memory for the five seeds, and for many articles made of them."""
    seeds = framing.load_seeds()
    _timed("five articles, first call (with imports and tables)", lambda: discover(seeds, known=["Baku"], by="outlet"))
    _timed("five articles", lambda: discover(seeds, known=["Baku"], by="outlet"))
    _timed("five articles, contested pairs", lambda: framing.discovery.discover_contested(seeds, by="outlet"))  # type: ignore[attr-defined]
    many = framing.Corpus(_copies(seeds, articles))
    _timed(f"{articles} articles", lambda: discover(many, known=["Baku"], by="outlet"))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _copies(seeds: framing.Corpus, articles: int) -> list[framing.Document]:
    """Return articles made of the seeds with names of their own, so that phrases do not simply repeat."""
    made = []
    for number in range(articles):
        seed = seeds[number % len(seeds)]
        text = seed.text.replace("Lavrov", f"Lavrov{number % 997}").replace("statement", f"statement{number % 101}")
        made.append(framing.Document(text, f"{number}-{seed.id}", seed.metadata))
    return made


def _timed(what: str, call: Callable[[], object]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    print(f"{what}: {time.perf_counter() - wall:.2f} s ({time.process_time() - cpu:.2f} s of CPU)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path)
    parser.add_argument("scorer", nargs="?", type=Path)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--speed", nargs="?", const=1000, type=int)
    options = parser.parse_args()
    if options.speed:
        speed(options.speed)
        return
    if options.data is None or options.scorer is None:
        parser.error("DATA and SCORER are needed")
    scorer = load(options.scorer)
    fitter = load(Path(__file__).resolve().parent.parent / "scripts" / "fit_discovery_weights.py")
    events = [json.loads(line) for line in options.data.read_text(encoding="utf-8").splitlines()]
    if options.ablation:
        ablation(scorer, fitter, events, fitter.read_cases(options.data))
    elif options.cross_validate:
        show(scorer, events, cross_validate(fitter, fitter.read_cases(options.data)))
    else:
        show(scorer, events, predict(events))


if __name__ == "__main__":
    main()
