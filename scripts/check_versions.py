"""Check that the library keeps its word on versions: the least that it names work, and all give the same bytes.

    python scripts/check_versions.py [--tests]

Makes a virtual environment with the least versions that pyproject.toml allows, and one with the newest for each Python
that it names and that is installed here; writes what the commands give for the seeds in each, and compares. With
`--tests` the whole suite runs on the least versions too, without it the tests of what depends on numpy, scipy and nltk.
Needs `uv` (`pip install uv`), for its `--resolution lowest-direct`; Pythons are those on PATH, of uv and of pyenv.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TESTS = ("test_statistics", "test_offline", "test_segmentation", "test_readability", "test_tables", "test_documents")
EXTRAS = "test,html,zstd"
# Parquet says which release of pyarrow wrote it.
OF_A_RELEASE = re.compile(r".*\.parquet\n", re.M)


def uv(*arguments: str | Path, **options: Any) -> None:
    command = shutil.which("uv") or str(Path(sys.executable).parent / "uv")
    subprocess.run([command, *arguments], cwd=ROOT, check=True, **options)  # noqa: S603


def places(python: str) -> list[str]:
    """Return where a Python may be: uv knows its own and those on PATH, but not pyenv's."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    return [python, *map(str, root.glob(f"versions/{python}.*/bin/python"))]


def environment(folder: Path, python: str, resolution: str) -> Path | None:
    """Make a virtual environment; None where this Python is not installed here."""
    for place in places(python):
        with contextlib.suppress(subprocess.CalledProcessError):
            options = ("-q", "--no-python-downloads", "--no-project")
            uv("venv", *options, "-p", place, folder, stderr=subprocess.DEVNULL)
            break
    else:
        return None
    interpreter = folder / "bin" / "python"
    uv("pip", "install", "-q", "-p", interpreter, "--resolution", resolution, f"{ROOT}[{EXTRAS}]")
    return interpreter


def run(interpreter: Path, *arguments: str | Path) -> str:
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(  # noqa: S603
        [interpreter, *arguments], cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        sys.exit(f"{interpreter}: failed\n{done.stdout}")
    return done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tests", action="store_true", help="the whole suite on the least versions")
    whole = parser.parse_args().tests
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pythons = [entry.split()[-1] for entry in project["classifiers"] if re.search(r":: 3\.\d+$", entry)]
    found: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        for python, resolution in [(pythons[0], "lowest-direct"), *((each, "highest") for each in pythons)]:
            name = f"Python {python}, {'least' if resolution == 'lowest-direct' else 'newest'} versions"
            interpreter = environment(Path(folder) / f"{python}-{resolution}", python, resolution)
            if interpreter is None:
                print(f"{name}: not installed here, not checked", flush=True)
                continue
            written = run(interpreter, "-W", "ignore", "tests/fingerprints.py", interpreter.parent / "written")
            found[name] = OF_A_RELEASE.sub("", written)
            print(f"{name}: {'same bytes' if found[name] == next(iter(found.values())) else 'OTHER BYTES'}", flush=True)
            if resolution == "lowest-direct":
                tests = ["tests"] if whole else [f"tests/{each}.py" for each in TESTS]
                # Old releases warn of what newer Pythons will drop; that is theirs.
                print(run(interpreter, "-m", "pytest", "-q", "-W", "default", "-p", "no:cacheprovider", *tests))
    if len(set(found.values())) > 1:
        sys.exit("\n\n".join(f"{name}\n{digests}" for name, digests in found.items()))


if __name__ == "__main__":
    main()
