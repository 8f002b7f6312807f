"""Print the accuracy page: every measure on public gold, by the public scorers, in one run, as Markdown.

    python benchmarks/accuracy.py DATA > docs/explanation/accuracy.md

DATA is a folder with the data sets and their scorers (see the page for where they come from). Nothing of it is written
anywhere but into a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import framing

HEAD = """\
# Accuracy

Rules are wrong at a rate that can be measured. Everything on this page was printed by

```sh
python benchmarks/accuracy.py DATA > docs/explanation/accuracy.md
```

where DATA is a folder with the data and scorers named below, which may not all be redistributed. These are the parts
that the rules were developed on, so expect somewhat less elsewhere. All figures are in percent unless they say
otherwise.
"""

SECTIONS = {
    "attribution": """\
## Quotations with their sources

*PolNeAR* (Newell, Margolin & Ruths 2018): 84 articles of political news with 2,192 attributions, of which half of the
indirect ones are beliefs, intentions and seeming. *GUM* (Zeldes 2017): 12 Wikinews articles, attributions derived
from the rhetorical annotation. **AR** counts a quotation as right when its content matches (token F1 of .5 or more)
and its source's head does; **ARseg** does so without asking how segments are grouped; `--speech` scores only what is
said or written. For comparison, on PolNeAR's *test* part: two human annotators reach AR 76.0 (speech 80.6), Citron
retrained 52.7 (61.3), GenderGapTracker 46.4 (59.9), textacy 28.5 (39.1).
""",
    "targeted": """\
## Sentiment toward a target

*NewsMTSC* (Hamborg & Donnay 2021): news sentences with a target and its polarity. `learned` is the default; its
weights of single words were learned from the train part, so only the two dev parts tell something of it. `rules` uses
no learned weight. VADER on the whole sentence reaches a macro-F1 of about 50, a transformer 82. A single sentence's
polarity is thus wrong every third time: publish means over many mentions, with their intervals, never a single score.
""",
    "sentences": """\
## Sentences

Boundaries inside paragraphs on 24 Wikinews articles of GUM; the ceiling is near 97, as some boundaries follow no
mark.
""",
    "seeds": """\
## The five seeds

Hand-made gold by one annotator (`seeds/gold.json`); the command is `framing evaluate seeds/gold.json`. Five articles
are few: mind the intervals.
""",
}


def run(scorer: Path, *arguments: str | Path) -> str:
    done = subprocess.run([sys.executable, scorer, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.rstrip()


def rows(path: Path) -> Iterable[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def predict(gold: Path, work: Path, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> Path:
    out = work / f"{gold.stem}.predicted.jsonl"
    out.write_text("".join(json.dumps(answer(row)) + "\n" for row in rows(gold)), encoding="utf-8")
    return out


def attribution(data: Path, work: Path) -> str:
    def answer(row: dict[str, Any]) -> dict[str, Any]:
        found = framing.measure_attribution(row["text"]).quotations
        return {"id": row["id"], "quotations": [quotation.to_dict() for quotation in found]}

    parts = []
    for name in ("polnear_dev", "gum_dev"):
        gold = data / f"{name}.jsonl"
        predicted = predict(gold, work, answer)
        for option in ((), ("--speech",)):
            title = " ".join(("score_attribution.py", f"{name}.jsonl", *option))
            parts.append(fenced(f"# {title}\n" + run(data / "score_attribution.py", gold, predicted, *option)))
    return "\n\n".join(parts)


def targeted(data: Path, work: Path) -> str:
    lines = ["| part | method | n | macro-F1 | accuracy |", "|---|---|---|---|---|"]
    for name in ("newsmtsc-rw.dev", "newsmtsc-mt.dev", "newsmtsc.train"):
        for method in ("learned", "rules"):
            if (name, method) == ("newsmtsc.train", "learned"):
                continue

            def answer(row: dict[str, Any], method: Any = method) -> dict[str, Any]:
                found = framing.target_sentiment(row["text"], tuple(row["target"]), method=method)
                return {"id": row["id"], "target": row["target"], "polarity": found.polarity}

            gold = data / f"{name}.jsonl"
            score = json.loads(run(data / "score_targeted.py", gold, predict(gold, work, answer)))
            figures = f"{score['n']:,} | {100 * score['macro_f1']:.1f} | {100 * score['accuracy']:.1f}"
            lines.append(f"| {name} | {method} | {figures} |")
    return "\n".join(lines)


def sentences(data: Path, work: Path) -> str:
    def answer(row: dict[str, Any]) -> dict[str, Any]:
        return {"id": row["id"], "sentences": framing.split_sentences(row["text"])}

    gold = data / "sentences_gum_news.jsonl"
    return fenced(run(data / "score_sentences.py", gold, predict(gold, work, answer)))


def seeds(data: Path, work: Path) -> str:
    profiles = list(framing.iter_profiles(framing.load_seeds(), framing.load_lexicon("karabakh")))
    gold = Path(__file__).resolve().parent.parent / "seeds" / "gold.json"
    return fenced(str(framing.evaluate(gold, profiles)))


def fenced(text: str) -> str:
    return f"```text\n{text}\n```"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    print(HEAD)
    measures = {"attribution": attribution, "targeted": targeted, "sentences": sentences, "seeds": seeds}
    with tempfile.TemporaryDirectory() as work:
        for name, measure in measures.items():
            print(SECTIONS[name])
            print(measure(data, Path(work)), end="\n\n")


if __name__ == "__main__":
    main()
