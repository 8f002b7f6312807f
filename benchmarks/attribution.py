"""Measure the quotation finder on annotated data, and what each of its rules is worth.

    python benchmarks/attribution.py FOLDER                 scores of every *_dev.jsonl in FOLDER
    python benchmarks/attribution.py FOLDER --ablation      each rule off: the change of F1, as a Markdown table
    python benchmarks/attribution.py FOLDER --speed         words per second, best of several rounds
    python benchmarks/attribution.py FOLDER --out DIR       also writes the predictions there

FOLDER holds the data, one document a line with `id`, `text` and `quotations`, and the scorer `score_attribution.py`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from types import ModuleType
from typing import Any

from framing.quotations import QuotationFindings, find_quotations
from framing.sections import find_sections
from framing.segmentation import split_sentences, split_words

SETS = {"polnear_dev": "PolNeAR", "gum_dev": "GUM"}
# column -> (whole gold or speech only, kind, measure)
COLUMNS = {
    "AR": (False, "all", "AR"),
    "AR speech": (True, "all", "AR"),
    "direct seg": (False, "direct", "seg"),
    "direct ARseg": (False, "direct", "ARseg"),
    "indirect AR speech": (True, "indirect", "AR"),
    "partial": (False, "all", "partial"),
}


def load_scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_attribution", folder / "score_attribution.py")
    if spec is None or spec.loader is None:
        sys.exit(f"no score_attribution.py in {folder}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(text: str, without: Collection[str] = ()) -> QuotationFindings:
    return find_quotations(text, find_sections(text), split_sentences(text), without=without)


def predict(documents: dict[str, Any], without: Collection[str] = ()) -> dict[str, Any]:
    out = {}
    for name, document in documents.items():
        found = [q.to_dict() for q in read(document["text"], without).quotations if not q.nested]
        out[name] = {"id": name, "quotations": found}
    return out


def figures(scorer: ModuleType, gold: dict[str, Any], predicted: dict[str, Any]) -> dict[str, float]:
    reports = {speech: scorer.report(scorer.score(gold, predicted, speech)) for speech in (False, True)}
    return {name: 100 * reports[speech][kind][measure]["F1"] for name, (speech, kind, measure) in COLUMNS.items()}


def show(name: str, scorer: ModuleType, gold: dict[str, Any], predicted: dict[str, Any]) -> None:
    print(f"== {name}")
    scorer.show(scorer.report(scorer.score(gold, predicted)))
    for column, value in figures(scorer, gold, predicted).items():
        print(f"   {column:20s} {value:5.1f}")


def ablate(scorer: ModuleType, sets: dict[str, dict[str, Any]]) -> None:
    base = {name: predict(gold) for name, gold in sets.items()}
    full = {name: figures(scorer, gold, base[name]) for name, gold in sets.items()}
    rules = Counter(q["rule"] for pred in base.values() for d in pred.values() for q in d["quotations"])
    rules.update(("run", "goes_on"))
    first, *rest = sets
    print(
        "| rule off | quotations | "
        + " | ".join(f"{first} {c}" for c in COLUMNS)
        + " | "
        + " | ".join(f"{n} AR" for n in rest)
        + " |"
    )
    print("|---|---:|" + "---:|" * (len(COLUMNS) + len(rest)))
    for rule, count in sorted(rules.items()):
        changes = []
        for name, gold in sets.items():
            part = figures(scorer, gold, predict(gold, (rule,)))
            changes += [f"{part[c] - full[name][c]:+.1f}" for c in (COLUMNS if name == first else ["AR"])]
        print(f"| `{rule}` | {count} | " + " | ".join(changes) + " |")


def speed(sets: dict[str, dict[str, Any]], rounds: int = 5) -> None:
    texts = [d["text"] for gold in sets.values() for d in gold.values()]
    ready = [(t, find_sections(t), split_sentences(t)) for t in texts]
    words = sum(len(split_words(t)) for t in texts)
    best = float("inf")
    for _ in range(rounds):
        begin = time.process_time()
        for item in ready:
            find_quotations(*item)
        best = min(best, time.process_time() - begin)
    print(f"{words} words, {best:.3f} s, {words / best:,.0f} words/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    scorer = load_scorer(options.folder)
    names = [n for n in SETS if (options.folder / f"{n}.jsonl").exists()]
    sets = {SETS[n]: scorer.load(options.folder / f"{n}.jsonl") for n in names}
    if options.ablation:
        ablate(scorer, sets)
    if options.speed:
        speed(sets)
    if options.ablation or options.speed:
        return
    for name, gold in sets.items():
        predicted = predict(gold)
        if options.out:
            options.out.mkdir(parents=True, exist_ok=True)
            lines = (json.dumps(d) + "\n" for d in predicted.values())
            (options.out / f"{name.lower()}.jsonl").write_text("".join(lines), encoding="utf-8")
        show(name, scorer, gold, predicted)


if __name__ == "__main__":
    main()
