"""Write src/framing/data/discovery_weights.toml: what each rule of discovery is worth, by the kind of the known name.

    python scripts/fit_discovery_weights.py discovery_dev.jsonl > src/framing/data/discovery_weights.toml

DATA is a file in the form of the benchmark's discovery_dev.jsonl: NewsWCL50 (Hamborg, Zhukova & Gipp 2019, "Automated
Identification of Media Bias by Word Choice and Labeling in News Articles", JCDL), names under CC BY-SA 4.0. A logistic
regression with ridge penalty tells the referent's names from all other phrases; each rule has a weight common to all
kinds and a deviation for persons, for countries, and for groups and things together. No name and no text gets into the
weights.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from framing.discovery.evidence import Evidence, gather
from framing.discovery.known_names import Known, bare_name
from framing.discovery.phrases import read_sentences
from framing.discovery.rules import RULES, kind_of
from framing.discovery.vocabulary import fold_words

Matrix = NDArray[np.float64]

HEADER = """\
# What each rule of discovery adds to the score, by the kind of the known name; a rule that is not listed adds nothing.
# A negative weight speaks against a phrase. `bias` is the score of a phrase for which no rule holds.
# Written by scripts/fit_discovery_weights.py: fitted on the names of five events of NewsWCL50 (Hamborg, Zhukova & Gipp
# 2019, CC BY-SA 4.0); [name], for places and organisations, of which those events have none, is set by hand.
"""
COLUMNS = {"person": 0, "country": 1, "group": 2, "thing": 2}
RIDGE = 3.0
POSITIVE = 3.0
# Statements that two names are one speak for a phrase, however few of them the events hold.
AT_LEAST = {
    "bracket": 1.5,
    "acronym": 1.5,
    "called": 1.0,
    "apposition": 0.7,
    "copula": 0.5,
    "title": 0.7,
    "loose_apposition": 0.0,
}
# A place or an organisation that is not a state: what stands beside it counts, and being used alike by others.
BY_HAND = {
    "bias": -5.0, "compound_name": 4.0, "bracket": 5.0, "called": 2.5, "apposition": 2.0, "loose_apposition": 0.5,
    "copula": 0.8, "acronym": 4.0, "shared_words": 3.0, "holds_name": 1.0, "context_similarity": 6.0,
    "same_partner": 1.5, "complementary_use": 6.0, "other_name": 1.5, "other_state": -1.5,
    "salience": 1.0, "beside": -1.5, "joined_of": -3.0, "joined_otherwise": -2.0, "long": -2.0, "single_word": -1.0,
    "people": -0.5, "quoted": 0.3, "last_name": 1.0,
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One referent: its kind, its phrases as rules see them, and which of them are its names."""

    event: str
    referent: str
    kind: str
    phrases: list[str]
    values: Matrix
    right: NDArray[np.bool_]


def read_cases(path: Path) -> list[Case]:
    """Return the referents of all events."""
    cases = []
    for line in path.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        read = [(each["text"], read_sentences(each["text"])) for each in event["documents"]]
        groups = [each["outlet"] for each in event["documents"]]
        cases += [_case(str(event["event"]), referent, read, groups) for referent in event["referents"]]
    return cases


def _case(event: str, referent: dict[str, Any], read: Sequence[Any], groups: list[str]) -> Case:
    evidence = Evidence(Known.of(referent["known"]), groups=tuple(groups))
    for number, (text, sentences) in enumerate(read):
        gather(evidence, number, text, sentences)
    names = {bare_name(fold_words(each["name"]).split()) for each in referent["names"]} - set(evidence.known.names)
    unscored = {bare_name(fold_words(each["name"]).split()) for each in referent.get("long_names", [])}
    phrases = [key for key in sorted(evidence.entries) if key not in unscored]
    values = [[function(evidence.entries[key], evidence) for function in RULES.values()] for key in phrases]
    right = np.array([bare_name(key.split()) in names for key in phrases])
    return Case(event, referent["id"], kind_of(evidence), phrases, np.array(values), right)


def fit(cases: Iterable[Case]) -> dict[str, dict[str, float]]:
    """Return the weights of the rules by kind, and the bias of each kind."""
    held = list(cases)
    features = np.vstack([_spread(case) for case in held])
    target = np.concatenate([case.right for case in held]).astype(float)
    worth = np.concatenate([np.full(len(case.right), 1.0 / (np.sqrt(case.right.sum()) + 1.0)) for case in held])
    worth *= np.where(target > 0, POSITIVE, 1.0)
    names = [*RULES, "bias"]
    bounds = [(AT_LEAST.get(name), None) for name in names] + [
        (0.0 if name in AT_LEAST else None, None) for name in names
    ] * 3
    solved = minimize(_loss, np.zeros(features.shape[1]), (features, target, worth), "L-BFGS-B", True, bounds=bounds)
    parts = solved.x.reshape(4, -1)
    table = {}
    for kind, column in COLUMNS.items():
        met = [*np.any([case.values.any(axis=0) for case in held if COLUMNS.get(case.kind, 0) == column], axis=0), True]
        met = [seen or name in AT_LEAST for name, seen in zip(names, met, strict=True)]
        weights = dict(zip(names, ((parts[0] + parts[column + 1]) * met).tolist(), strict=True))
        table[kind] = {name: round(weight, 2) for name, weight in weights.items() if abs(weight) >= 0.05}
    return table | {"name": BY_HAND}


def _spread(case: Case) -> Matrix:
    """Return the values, with a constant, once for all kinds and once in the columns of the case's own kind."""
    values = np.hstack([case.values, np.ones((len(case.values), 1))])
    own = COLUMNS.get(case.kind, 0)
    return np.hstack([values, *(values if each == own else np.zeros_like(values) for each in range(3))])


def _loss(weights: Matrix, features: Matrix, target: Matrix, worth: Matrix) -> tuple[float, Matrix]:
    """Return the penalised negative log-likelihood and its gradient."""
    scores = features @ weights
    chance = 1.0 / (1.0 + np.exp(-scores))
    likelihood = worth @ (np.logaddexp(0.0, scores) - target * scores)
    penalty = weights @ weights / (2.0 * RIDGE)
    return float(likelihood + penalty), features.T @ (worth * (chance - target)) + weights / RIDGE


def as_toml(weights: dict[str, dict[str, float]]) -> str:
    """Return the weights as TOML, the heaviest first."""
    blocks = []
    for kind, held in weights.items():
        lines = [
            f"{name} = {weight}" for name, weight in sorted(held.items(), key=lambda pair: (-abs(pair[1]), pair[0]))
        ]
        blocks.append("\n".join([f"[{kind}]", *lines]))
    return HEADER + "\n" + "\n\n".join(blocks) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_toml(fit(read_cases(Path(sys.argv[1])))))
