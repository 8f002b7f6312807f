"""The rules against the hand-made gold of the seeds: figures that must not fall."""

from __future__ import annotations

import pytest

import framing
from framing.documents import seed_folder

# Floors, a little under what `framing evaluate seeds/gold.json` prints.
F1 = {"mentions": 0.97, "distancing": 0.85, "quotations all": 0.9, "quotations direct": 0.95, "attribution": 0.82}
SHARES = {"voice": 0.88, "scare_kept": 1.0, "comments": 1.0}


@pytest.fixture(scope="module")
def evaluation() -> framing.Evaluation:
    profiles = list(framing.iter_profiles(framing.load_seeds(), framing.load_lexicon("karabakh")))
    return framing.evaluate(seed_folder() / "gold.json", profiles)


@pytest.mark.parametrize(("measure", "floor"), F1.items())
def test_f1_on_the_seeds(evaluation: framing.Evaluation, measure: str, floor: float) -> None:
    assert evaluation.score(measure)["f1"] >= floor


@pytest.mark.parametrize(("measure", "floor"), SHARES.items())
def test_shares_on_the_seeds(evaluation: framing.Evaluation, measure: str, floor: float) -> None:
    assert evaluation.score(measure)["share"] >= floor


def test_no_seed_is_left_out(evaluation: framing.Evaluation) -> None:
    assert len(evaluation.documents) == 5
    assert evaluation.missing == ()
