"""Break a module in small ways with mutmut, in a copy of the checkout, and count how many the tests notice.

    python scripts/mutate.py statistics                    # every mutant
    python scripts/mutate.py quotations --sample 200       # a seeded random sample
    python scripts/mutate.py quotations --again            # the survivors of the last run, against the tests of today

The report goes to `build/mutants/<target>.json`, the survivors as diffs beside it. Needs the `mutants` extra.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

from framing.statistics import wilson_interval

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "mutants"
TARGETS = tomllib.loads(Path(__file__).with_name("mutation.toml").read_text("utf-8"))
MUTMUT = str(Path(sys.executable).with_name("mutmut"))
# Exit codes of mutmut 3: a mutant that hangs or breaks pytest itself is noticed too; of 33 and 5 no test knows.
KILLED, TIMEOUT = (1, 3, -1), (36, 24, -24, 152, 255)
NOTICED = dict.fromkeys(KILLED, "killed") | dict.fromkeys(TIMEOUT, "timeout")
UNSEEN = {5: "no tests", 33: "no tests", 0: "survived", None: "not run"}
CONFIG = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = {sources}
also_copy = ["seeds", "README.md", "CHANGELOG.md"]
pytest_add_cli_args = ["-p", "no:cacheprovider", "-p", "mutation"]
pytest_add_cli_args_test_selection = {tests}
timeout_multiplier = 3.0
timeout_constant = 5.0
"""


def copy_tree(target: str) -> Path:
    """Copy what is tracked: the mutants must never stand in the checkout itself."""
    tree = WORK / target
    shutil.rmtree(tree, ignore_errors=True)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout  # noqa: S607
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tree / name)
    sources = [f"src/framing/{source}" for source in TARGETS[target]["sources"]]
    tests = [f"tests/{test}" for test in TARGETS[target]["tests"]]
    tests += [str(path.relative_to(tree)) for path in sources_of(tree, target)]  # their doctests
    for slow in TARGETS[target].get("leave", []):
        tests += ["--deselect", f"tests/{slow}"]
    with (tree / "pyproject.toml").open("a", encoding="utf-8") as stream:
        stream.write(CONFIG.format(sources=json.dumps(sources), tests=json.dumps(tests)))
    return tree


def sources_of(tree: Path, target: str) -> list[Path]:
    """Return the files of a target."""
    package = tree / "src" / "framing"
    return sorted(path for pattern in TARGETS[target]["sources"] for path in package.glob(pattern))


def names_of(tree: Path, target: str) -> list[str]:
    """Return the names of all mutants of a target, as mutmut will give them."""
    from mutmut.mutation.file_mutation import mutate_file_contents
    from mutmut.utils.format_utils import get_mutant_name

    found = []
    for path in sources_of(tree, target):
        mutated = mutate_file_contents(str(path), path.read_text("utf-8"))
        found += [get_mutant_name(path.relative_to(tree), name) for name in mutated.mutant_names]
    return found


def run_mutants(tree: Path, names: list[str], processes: int) -> dict[str, str]:
    """Run the mutants and return what became of each."""
    command = [MUTMUT, "run", "--max-children", str(processes), *names]
    subprocess.run(command, cwd=tree, check=True, env=_environment(tree))  # noqa: S603 - fixed arguments
    codes: dict[str, int | None] = {}
    for path in (tree / "mutants" / "src").rglob("*.meta"):
        codes |= json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    return {name: (NOTICED | UNSEEN).get(codes[name], f"exit code {codes[name]}") for name in names}


def _environment(tree: Path) -> dict[str, str]:
    return os.environ | {"CI": "true", "FRAMING_HYPOTHESIS": "mutants", "PYTHONPATH": str(tree / "tests")}


def diffs(tree: Path, outcomes: dict[str, str]) -> str:
    """Return the diffs that make the mutants that went unnoticed."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    with contextlib.chdir(tree):
        unnoticed = [name for name, outcome in outcomes.items() if outcome not in NOTICED.values()]
        return "\n".join(f"# {name}: {outcomes[name]}\n{get_diff_for_mutant(name)}" for name in unnoticed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--sample", type=int, help="how many mutants, drawn at random (default: all)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--again", action="store_true", help="only those that the last run did not notice")
    parser.add_argument("--processes", type=int, default=1)
    given = parser.parse_args()

    tree, report = copy_tree(given.target), WORK / f"{given.target}.json"
    every = names_of(tree, given.target)
    before = json.loads(report.read_text("utf-8"))["outcomes"] if given.again else {}
    before = {name: outcome for name, outcome in before.items() if name in every}  # the code may have moved on
    if given.again:
        names = [name for name, outcome in before.items() if outcome not in NOTICED.values()]
    else:
        size = min(given.sample or len(every), len(every))
        names = sorted(random.Random(given.seed).sample(every, size))  # noqa: S311 - a sample, not a secret
    outcomes = before | run_mutants(tree, names, given.processes)
    report.write_text(json.dumps({"mutants": len(every), "outcomes": outcomes}, indent=1), "utf-8")
    report.with_suffix(".diff").write_text(diffs(tree, outcomes), "utf-8")

    tally = Counter(outcomes.values())
    killed = sum(tally[outcome] for outcome in set(NOTICED.values()))
    low, high = wilson_interval(killed, len(outcomes))
    print(f"\n| target | mutants | run | killed | share | 95 % | outcomes |\n|{'---|' * 7}")
    print(f"| {given.target} | {len(every)} | {len(outcomes)} | {killed} | {killed / len(outcomes):.1%} "
          f"| {low:.1%} to {high:.1%} | {dict(tally)} |")  # fmt: skip


if __name__ == "__main__":
    main()
