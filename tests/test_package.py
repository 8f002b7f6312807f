"""The package as a whole: what importing it costs, what it exports, what it promises."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import framing

HEAVY = [
    "nltk",
    "textstat",
    "vaderSentiment",
    "numpy",
    "scipy",
    "click",
    "pandas",
    "polars",
    "pyarrow",
    "matplotlib",
    "jinja2",
    "sklearn",
    "spacy",
]


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_loads_nothing_heavy() -> None:
    loaded = run(f"import sys, framing; print([name for name in {HEAVY} if name in sys.modules])")
    assert loaded == "[]"


def test_every_public_name_is_there_once_and_documented() -> None:
    homes = [name for names in framing._HOMES.values() for name in names]
    assert sorted(homes) == sorted(set(homes)) == sorted(framing.__all__)
    for name in framing.__all__:
        value = getattr(framing, name)
        assert (value.__doc__ or "").strip(), f"{name} has no docstring"
        assert name in dir(framing)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        framing.nothing  # noqa: B018


def test_each_name_lives_in_the_module_that_is_said_to_hold_it() -> None:
    for module, names in framing._HOMES.items():
        held = importlib.import_module(f"framing.{module}")
        assert set(names) <= set(held.__all__), f"framing.{module} does not list all of {names}"


def test_every_error_is_a_framing_error() -> None:
    errors = [getattr(framing, name) for name in framing.__all__ if name.endswith("Error")]
    assert len(errors) >= 6
    assert all(issubclass(error, framing.FramingError) for error in errors)


def test_the_package_is_typed() -> None:
    assert (Path(framing.__file__).parent / "py.typed").exists()


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_the_same_input_gives_the_same_bytes_under_any_hash_seed(seed: str) -> None:
    code = (
        "from framing.lean_imports import leave_out_unused; leave_out_unused(); "
        "import framing, hashlib, json; lexicon = framing.load_lexicon('karabakh'); "
        "records = [framing.profile(document, lexicon).to_dict() for document in framing.load_seeds()]; "
        "print(hashlib.sha256(json.dumps(records).encode()).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": seed, "PATH": ""},
    )
    assert done.stdout.strip() == _digest()


def _digest() -> str:
    import hashlib
    import json

    lexicon = framing.load_lexicon("karabakh")
    records = [framing.profile(document, lexicon).to_dict() for document in framing.load_seeds()]
    return hashlib.sha256(json.dumps(records).encode()).hexdigest()
