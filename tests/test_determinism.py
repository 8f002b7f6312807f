"""The same bytes, wherever and however the commands are run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import framing

pytest.importorskip("jinja2", reason="the report extra is not installed")
pytest.importorskip("pyarrow", reason="the arrow extra is not installed")

LONG = bool(os.environ.get("FRAMING_LONG"))
COMMANDS, FILES = (8, 9) if LONG else (3, 4)
long = pytest.mark.skipif(not LONG, reason="long: set FRAMING_LONG=1")
FINGERPRINTS = Path(__file__).parent / "fingerprints.py"
SOURCE = str(Path(framing.__file__).parent.parent)
# Each differs from the usual environment in all that must not matter.
ENVIRONMENTS: dict[str, tuple[dict[str, str], int]] = {
    "bare": (
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "TZ": "Pacific/Apia"},
        1,
    ),
    "foreign": (
        {
            "PYTHONHASHSEED": "4294967295",
            "LC_ALL": "tr_TR.UTF-8",
            "TZ": "Asia/Kathmandu",
            "COLUMNS": "200",
            # Another processor: its own ways to add and to take logarithms.
            "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX X86_V3 X86_V4 AVX512_ICL",
            "OPENBLAS_CORETYPE": "Prescott",
            "OMP_NUM_THREADS": "1",
        },
        3,
    ),
}


def fingerprints(folder: Path, environment: dict[str, str], workers: int) -> str:
    place = folder / "elsewhere"
    place.mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(FINGERPRINTS), str(folder / "out"), str(workers), str(COMMANDS)],
        capture_output=True,
        text=True,
        cwd=place,
        env=os.environ | {"PYTHONPATH": SOURCE} | environment,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> str:
    return fingerprints(tmp_path_factory.mktemp("usual"), {"PYTHONHASHSEED": "0", "TZ": "UTC"}, 2)


@pytest.mark.parametrize("name", [pytest.param("bare", marks=long), "foreign"])
def test_the_environment_changes_no_byte(usual: str, tmp_path: Path, name: str) -> None:
    environment, workers = ENVIRONMENTS[name]
    assert fingerprints(tmp_path, environment, workers) == usual
    assert usual.count("\n") == FILES
