"""Speed of sentiment and readability beside vaderSentiment and textstat, and accuracy toward targets.

    python benchmarks/sentiment.py                       # speed, on the seed articles
    python benchmarks/sentiment.py --text FILE ...       # speed, on texts of your own
    python benchmarks/sentiment.py --marks               # what plain marks change, on the seed articles
    python benchmarks/sentiment.py --data FOLDER         # accuracy on NewsMTSC (newsmtsc*.jsonl in FOLDER)

The peers run in turns in one process, on the same sentences; each figure is the best of `--rounds`. Time is that of
the processor, so that a busy machine does not count. textstat keeps a cache a text, emptied before each turn, while
its dictionary stays loaded.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from textstat.backend import counts, metrics, selections
from textstat.textstat import textstatistics
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.documents import load_seeds, read_document
from framing.language import make_plain
from framing.lexicons import load_lexicon
from framing.readability import measure_readability
from framing.sentiment import measure_sentiment
from framing.targets import target_sentiment
from framing.terminology import measure_terminology
from framing.valence import Vader
from framing.voices import read_voices

SIX = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "gunning_fog",
    "smog_index",
    "coleman_liau_index",
    "dale_chall_readability_score",
)
TEXTSTAT = textstatistics()
PACKAGE = SentimentIntensityAnalyzer()


def forget_texts() -> None:
    for module in (counts, metrics, selections):
        for name in dir(module):
            clear = getattr(getattr(module, name), "cache_clear", None)
            if clear is not None:
                clear()


def six_scores(texts: Iterable[str]) -> list[float]:
    return [getattr(TEXTSTAT, name)(text) for text in texts for name in SIX]


def speed(texts: list[str], rounds: int) -> None:
    measure_readability("Lets textstat find the dictionary that framing ships.")
    readings = [read_voices(text) for text in texts]
    sentences = [text[a:b] for text, reading in zip(texts, readings, strict=True) for a, b in reading.sentences]
    words = sum(len(sentence.split()) for sentence in sentences)
    lexicon = load_lexicon("karabakh")
    mentions = [measure_terminology(reading, lexicon).mentions for reading in readings]
    exact, plain = Vader(exact=True), Vader()
    peers: dict[str, Callable[[], Any]] = {
        "vaderSentiment, sentence by sentence": lambda: [PACKAGE.polarity_scores(each) for each in sentences],
        "framing, exact": lambda: [exact.score(each) for each in sentences],
        "framing, plain marks": lambda: [plain.score(each) for each in sentences],
        "textstat, six scores a document": lambda: six_scores(texts),
        "measure_readability, eight scores, voices": lambda: [measure_readability(each) for each in readings],
        "measure_sentiment, voices": lambda: [measure_sentiment(each) for each in readings],
        "measure_sentiment, voices and targets": lambda: [
            measure_sentiment(each, mentions=found) for each, found in zip(readings, mentions, strict=True)
        ],
    }
    best = dict.fromkeys(peers, float("inf"))
    for _ in range(rounds + 1):  # the first round warms up
        for name, run in peers.items():
            forget_texts()
            start = time.process_time()
            run()
            best[name] = min(best[name], time.process_time() - start)
    print(f"{len(texts)} texts, {len(sentences)} sentences, {words} words, {sum(map(len, mentions))} mentions")
    for name, seconds in best.items():
        print(f"  {name:44} {seconds * 1000:9.2f} ms {words / seconds:14,.0f} words/s")
    package = best["vaderSentiment, sentence by sentence"]
    both = best["measure_sentiment, voices"] + best["measure_readability, eight scores, voices"]
    print(f"exact mode: {package / best['framing, exact']:.1f} times vaderSentiment's speed")
    print(f"sentiment and readability together: {words / both:,.0f} words/s")


def sign(compound: float) -> int:
    return (compound > 0) - (compound < 0)


def marks(texts: list[str]) -> None:
    exact, plain = Vader(exact=True), Vader()
    differ = turn = total = curly = 0
    for text in texts:
        for start, end in read_voices(text).sentences:
            sentence = text[start:end]
            before, after = exact.score(sentence), plain.score(sentence)
            total += 1
            curly += make_plain(sentence) != sentence
            differ += before.compound != after.compound
            turn += sign(before.compound) != sign(after.compound)
            if before.compound != after.compound:
                print(f"  {before.compound:+.4f} -> {after.compound:+.4f}  {' '.join(sentence.split())[:90]}")
    print(f"{total} sentences, {curly} with typographic marks: {differ} compounds differ, {turn} change their sign")


def macro_f1(gold: list[int], predicted: list[int]) -> float:
    total = 0.0
    for label in (-1, 0, 1):
        hits = sum(a == b == label for a, b in zip(gold, predicted, strict=True))
        total += 2 * hits / max(1, gold.count(label) + predicted.count(label))
    return total / 3


def accuracy(folder: Path) -> None:
    print("NewsMTSC, macro-F1 (accuracy)")
    for path in sorted(folder.glob("newsmtsc*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        gold = [row["polarity"] for row in rows]
        print(f"  {path.name} ({len(rows)})")
        compounds = [PACKAGE.polarity_scores(row["text"])["compound"] for row in rows]
        report("vaderSentiment on the sentence", gold, [1 if c >= 0.05 else -1 if c <= -0.05 else 0 for c in compounds])
        for method in ("rules", "learned"):
            found = [target_sentiment(row["text"], tuple(row["target"]), method=method).polarity for row in rows]
            seen = " (learned from this part)" if method == "learned" and "train" in path.name else ""
            report(f"framing, {method}{seen}", gold, found)


def report(name: str, gold: list[int], predicted: list[int]) -> None:
    right = sum(a == b for a, b in zip(gold, predicted, strict=True)) / len(gold)
    print(f"    {name:50} {100 * macro_f1(gold, predicted):5.1f} ({100 * right:.1f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with NewsMTSC, for accuracy")
    parser.add_argument("--marks", action="store_true", help="compare plain marks with exact mode")
    parser.add_argument("--text", type=Path, nargs="*", default=[], help="texts to time instead of the seeds")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    texts = [read_document(path).text for path in args.text] or [each.text for each in load_seeds()]
    if args.data is not None:
        accuracy(args.data)
    elif args.marks:
        marks(texts)
    else:
        speed(texts, args.rounds)


if __name__ == "__main__":
    main()
