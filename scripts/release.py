"""Build the source distribution and the wheel, check both, and test each in a virtual environment of its own.

    python scripts/release.py [--out DIST] [TEST…]

TEST names tests to run in place of all (`tests/test_package.py`). Nothing is uploaded. Needs the `dev` extra (build,
twine); docs/releasing.md is the list around it.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IN_WHEEL = ("framing/py.typed", "framing/seeds/corpus.toml", "framing/packs/karabakh.toml", "framing/data/cues.toml")
IN_SDIST = ("docs/conf.py", "tests/conftest.py", "benchmarks/accuracy.py", "CITATION.cff", "CHANGELOG.md", "LICENSE")


def versions(root: Path) -> dict[str, str | None]:
    """Return what each file says the version is."""
    patterns = {
        "src/framing/__init__.py": r'^__version__ = "(.+)"',
        "CITATION.cff": r"^version: (.+)$",
        "CHANGELOG.md": r"^## (\S+)",
    }
    found: dict[str, str | None] = {}
    for name, pattern in patterns.items():
        match = re.search(pattern, (root / name).read_text(encoding="utf-8"), re.M)
        found[name] = match[1] if match else None
    found["pyproject.toml"] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return found


def lacking(archive: Path) -> list[str]:
    """Return the files that a wheel or a source distribution should hold and does not."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            held = set(wheel.namelist())
        return [name for name in IN_WHEEL if name not in held]
    with tarfile.open(archive) as sdist:
        held = {name.partition("/")[2] for name in sdist.getnames()}
    return [
        name for name in (*IN_SDIST, *(f"src/{each}" for each in IN_WHEEL if "seeds" not in each)) if name not in held
    ]


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a command that must succeed."""
    print("$", *command, flush=True)
    subprocess.run(command, cwd=cwd, check=True)  # noqa: S603


def build(out: Path) -> tuple[Path, Path]:
    """Build both into a folder, the wheel from the source distribution, and check them."""
    run(sys.executable, "-m", "build", "--outdir", out, ROOT)
    (sdist,), (wheel,) = out.glob("*.tar.gz"), out.glob("*.whl")
    run(sys.executable, "-m", "twine", "check", "--strict", sdist, wheel)
    for archive in (sdist, wheel):
        if missing := lacking(archive):
            sys.exit(f"{archive.name} lacks {', '.join(missing)}")
    return sdist, wheel


def test(archive: Path, work: Path, tests: Sequence[str]) -> None:
    """Install an archive into a fresh environment and run the tests beside it, with no `src/` of ours in sight."""
    python = work / "venv" / "bin" / "python"
    venv.create(work / "venv", with_pip=True)
    if archive.suffix == ".whl":
        beside = work / "beside"
        shutil.copytree(ROOT / "tests", beside / "tests", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", beside)
        installed = f"{archive}[test]"
    else:
        with tarfile.open(archive) as sdist:
            sdist.extractall(work, filter="data")
        (beside,) = work.glob("comparative_framing-*")
        installed = f"{beside}[test]"
    run(python, "-m", "pip", "install", "-q", installed)
    shutil.rmtree(beside / "src", ignore_errors=True)
    run(python, "-m", "pytest", "-q", *(tests or ["tests"]), cwd=beside)


def main() -> None:
    """Build, check, test."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="an empty folder, or one to make")
    parser.add_argument("tests", nargs="*")
    options = parser.parse_args()
    found = versions(ROOT)
    if len(set(found.values())) != 1:
        sys.exit(f"the version is not one: {found}")
    out = options.out.resolve()
    if out.exists() and any(out.iterdir()):
        sys.exit(f"{out} holds something already: move it away")
    for archive in build(out):
        with tempfile.TemporaryDirectory() as work:
            test(archive, Path(work), options.tests)
    print(f"ready: {', '.join(sorted(each.name for each in out.iterdir()))}")


if __name__ == "__main__":
    main()
