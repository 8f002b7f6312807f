#!/usr/bin/env python3
"""Learn the weights of single words by which `framing.target_sentiment` tells what a sentence aims at a target.

    python scripts/learn_target_weights.py TRAIN.jsonl [--check DEV.jsonl ...]

TRAIN is the train part of NewsMTSC, one JSON object a line: {"text", "target": [start, end], "polarity": -1 | 0 | 1}.
A multinomial logistic regression with an L2 penalty over what `weigh_evidence` yields: a word's stem (or a sign for
the valences of VADER's lexicon) and where it stands beside the target. Names are not read, nor the target itself, so
that nothing is learned about anybody. Words must occur in several sentences; what changes little is left out. The
penalty was chosen by cross-validation within the train part (`--folds`); the dev parts were seen while the features
were chosen (three variants tied, the middle one was taken), but nothing was fitted on them.

Needs scikit-learn. Same input, same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from framing.clauses import Clauses, stem
from framing.segmentation import split_sentences
from framing.target_weights import NEGATIVE, POSITIVE, TARGET, weigh_evidence
from framing.targets import Sentence
from framing.valence import built_in

WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "framing" / "data" / "target_weights.tsv"
SHARED_SCALE = 2.0
HEADER = """\
# Weights of single words beside a target, for framing.target_sentiment. Made by scripts/learn_target_weights.py.
# Learned from the train part of NewsMTSC: F. Hamborg and K. Donnay (2021), "NewsMTSC: A Dataset for (Multi-)Target-
# dependent Sentiment Classification in Political News Articles", EACL 2021; dataset card: MIT licence.
# Single words and numbers only: no sentence, phrase or name of the data is in this file.
# word (a stem; VADER's valences and the target's own place have names in brackets), relation to the target,
# thousandths of the logit of negative and of positive against neutral.
"""

Features = dict[tuple[str, str], float]


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def features(row: dict[str, Any]) -> Features:
    """Return (word, relation) → amount, as the scorer reads the sentence of the target."""
    text, (start, end) = row["text"], row["target"]
    a, b = next((a, b) for a, b in split_sentences(text) if a <= start < b)
    found: Features = {(TARGET, "bias"): 1.0}
    sentence = Sentence(text[a:b])
    tokens = sentence.clauses.tokens_of(start - a, min(end, b) - a)
    for _, word, relation, amount in weigh_evidence(sentence.clauses, sentence.valences(built_in()), *tokens):
        found[word, relation] = found.get((word, relation), 0.0) + amount
    return found


def is_word(word: str) -> bool:
    return word in (TARGET, POSITIVE, NEGATIVE) or word[0].isalpha()


def names_among(texts: Iterable[str]) -> frozenset[str]:
    """Return the stems that are written with a capital inside sentences more often than without."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in sorted(set(texts)):
        clauses = Clauses(text)
        for (start, _), word, name in zip(clauses.spans, clauses.words, clauses.names, strict=True):
            if word[0].isalpha() and (name or text[start].islower()):
                (capital if name else small)[stem(word)] += 1
    return frozenset(word for word, number in capital.items() if number >= small[word])


def choose(rows: Sequence[Features], texts: Sequence[str], least: int) -> list[tuple[str, str]]:
    """Keep what occurs with at least `least` different texts and is no name."""
    names = names_among(texts)
    seen: dict[tuple[str, str], set[str]] = {}
    for row, text in zip(rows, texts, strict=True):
        for key in row:
            seen.setdefault(key, set()).add(text)
    return sorted(key for key, held in seen.items() if len(held) >= least and is_word(key[0]) and key[0] not in names)


def matrix(rows: Iterable[Features], keys: Sequence[tuple[str, str]]) -> csr_matrix:
    places = {key: place for place, key in enumerate(keys)}
    data, columns, ends = [], [], [0]
    for row in rows:
        for key, amount in row.items():
            if key in places:
                columns.append(places[key])
                data.append(amount)
        ends.append(len(columns))
    return csr_matrix((data, columns, ends), shape=(len(ends) - 1, len(keys)))


def fit(x: csr_matrix, y: np.ndarray, keys: Sequence[tuple[str, str]], penalty: float) -> np.ndarray:
    """Return the weights, shape (features, 2): the logits of negative and positive against neutral.

    The few features that all sentences share (valences, the target's place) are penalised less than single words.
    """
    scale = np.array([SHARED_SCALE if key[0].startswith("<") else 1.0 for key in keys])
    model = LogisticRegression(C=penalty, class_weight="balanced", max_iter=1000, fit_intercept=False)
    coefficients = model.fit(x @ diags(scale), y).coef_ * scale
    return np.stack([coefficients[0] - coefficients[1], coefficients[2] - coefficients[1]], axis=1)


def fit_few(x: csr_matrix, y: np.ndarray, keys: Sequence[tuple[str, str]], args: argparse.Namespace) -> np.ndarray:
    """Fit, keep the weights of some size, and fit those alone once more."""
    strong = np.abs(fit(x, y, keys, args.penalty)).max(axis=1) >= args.smallest
    weights = np.zeros((len(keys), 2))
    kept = [key for key, keep in zip(keys, strong, strict=True) if keep]
    weights[strong] = fit(x[:, np.flatnonzero(strong)], y, kept, args.penalty)
    return weights


def predict(x: csr_matrix, weights: np.ndarray) -> np.ndarray:
    negative, positive = (x @ weights).T
    return np.where((negative > 0) & (negative >= positive), -1, np.where(positive > 0, 1, 0))


def macro(y: Sequence[int], predicted: Sequence[int]) -> float:
    return float(f1_score(y, predicted, average="macro"))


def cross_validate(args: argparse.Namespace, rows: list[Features], train: list[dict[str, Any]], y: np.ndarray) -> None:
    groups = ["_".join(row["id"].split("_")[:3]) for row in train]
    texts = [row["text"] for row in train]
    predicted = np.zeros(len(y), dtype=int)
    for inside, outside in GroupKFold(args.folds).split(rows, y, groups):
        keys = choose([rows[i] for i in inside], [texts[i] for i in inside], args.least)
        x = matrix(rows, keys)
        predicted[outside] = predict(x[outside], fit_few(x[inside], y[inside], keys, args))
    print(f"{args.folds}-fold macro-F1 {macro(y, predicted):.4f}", flush=True)


def write(path: Path, keys: Sequence[tuple[str, str]], weights: np.ndarray) -> int:
    lines = []
    for (word, relation), (negative, positive) in zip(keys, np.round(weights * 1000).astype(int), strict=True):
        if negative or positive:
            lines.append(f"{word}\t{relation}\t{negative}\t{positive}\n")
    path.write_text(HEADER + "".join(lines), encoding="utf-8", newline="\n")
    return len(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("--check", type=Path, nargs="*", default=[], help="parts to report macro-F1 on")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--penalty", type=float, default=0.02, help="inverse strength of the L2 penalty")
    parser.add_argument("--least", type=int, default=8, help="texts that a feature must occur with")
    parser.add_argument("--smallest", type=float, default=0.05, help="weights below this are left out")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate on train first")
    args = parser.parse_args()
    train = read(args.train)
    y = np.array([row["polarity"] for row in train])
    rows = [features(row) for row in train]
    if args.folds:
        cross_validate(args, rows, train, y)
    keys = choose(rows, [row["text"] for row in train], args.least)
    weights = fit_few(matrix(rows, keys), y, keys, args)
    print(f"{write(args.out, keys, weights)} weights of {len(keys)} features to {args.out.name}")
    for path in args.check:
        held = read(path)
        predicted = predict(matrix(map(features, held), keys), weights)
        print(f"{path.name}: macro-F1 {macro([row['polarity'] for row in held], predicted):.4f} of {len(held)}")


if __name__ == "__main__":
    main()
