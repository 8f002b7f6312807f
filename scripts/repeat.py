"""Run the whole suite again and again, each time in another order and on other examples, and keep a log of it.

    python scripts/repeat.py 100             # until the log has a hundred repetitions, with those of other days
    python scripts/repeat.py 100 --jobs 2    # two suites side by side
    python scripts/repeat.py 100 --quick     # without the slowest 5 % of the tests, which take most of the time

Each repetition has a seed: of its order (pytest-randomly) and of its examples (hypothesis, profile `repeat`). Nothing
stops the repetitions but Ctrl-C; what failed is printed with the command that brings it back. The log has a line for
each repetition: seed, commit, seconds, passed, failed, and how many tests were left out. Which are the slowest is
written beside it by each whole repetition, so the first must be whole.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PROFILE = {"FRAMING_HYPOTHESIS": "repeat"}
SLOWEST = 0.05
_TIME = re.compile(r"^ *([\d.]+)s call +(.+)$", re.M)
_FAILED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.M)
_COUNT = re.compile(r"(\d+) (passed|failed|error|skipped|xfailed)")


def suite(seed: int, leave: list[str]) -> tuple[int, str]:
    """Run the suite once; return its exit status and what it printed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--durations=400", "--tb=short"]
    command += [f"--randomly-seed={seed}", f"--hypothesis-seed={seed}", *(f"--deselect={name}" for name in leave)]
    done = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=os.environ | PROFILE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return done.returncode, done.stdout


def repeat(seed: int, leave: list[str], folder: Path) -> dict[str, Any]:
    """Run the suite once, and return its line of the log; what a suite with failures printed is kept."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    start = time.monotonic()
    status, printed = suite(seed, leave)
    counts = {what: int(number) for number, what in _COUNT.findall(printed.rstrip().rpartition("\n")[2])}
    failed = _FAILED.findall(printed)
    if status and not failed:
        failed = [f"pytest ended with status {status}"]
    if failed:
        (folder / f"{seed}.txt").write_text(printed, encoding="utf-8")
    if not leave:
        (folder / "slowest.txt").write_text("\n".join(slowest(printed, sum(counts.values()))), encoding="utf-8")
    return {
        "seed": seed,
        "commit": commit.stdout.strip(),
        "seconds": round(time.monotonic() - start),
        "passed": counts.get("passed", 0),
        "left": len(leave),
        "failed": failed,
    }


def slowest(printed: str, tests: int) -> list[str]:
    """Return the tests that took longest, a share of all, the slowest first."""
    return [name for _, name in _TIME.findall(printed)][: round(tests * SLOWEST)]


def show(line: dict[str, Any]) -> None:
    """Print what became of a repetition, and how what failed comes back."""
    failed = line["failed"]
    print(f"seed {line['seed']}: {line['passed']} passed, {len(failed)} failed, {line['seconds']} s", flush=True)
    variables = " ".join(f"{name}={value}" for name, value in PROFILE.items())
    for name in failed:
        print(f"  {name}", flush=True)
    if failed:
        seeds = f"--randomly-seed={line['seed']} --hypothesis-seed={line['seed']}"
        print(f"  again: {variables} python -m pytest {seeds}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("number", type=int, help="how many repetitions the log shall have")
    parser.add_argument("--jobs", type=int, default=1, help="how many suites run at once")
    parser.add_argument("--quick", action="store_true", help="without the slowest tests of the last whole repetition")
    parser.add_argument("--log", type=Path, default=ROOT / "build" / "repetitions" / "log.jsonl")
    options = parser.parse_args()
    options.log.parent.mkdir(parents=True, exist_ok=True)
    lines = list(map(json.loads, options.log.read_text("utf-8").splitlines())) if options.log.exists() else []
    held = options.log.with_name("slowest.txt")
    leave = held.read_text("utf-8").splitlines() if options.quick and held.exists() else []
    waiting: set[Future[dict[str, Any]]] = set()
    with ThreadPoolExecutor(options.jobs) as pool:
        while len(lines) < options.number:
            while len(waiting) < min(options.jobs, options.number - len(lines)):
                waiting.add(pool.submit(repeat, random.SystemRandom().getrandbits(32), leave, options.log.parent))
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for line in (each.result() for each in done):
                lines.append(line)
                with options.log.open("a", encoding="utf-8") as log:
                    log.write(json.dumps(line) + "\n")
                show(line)
    clean = sum(1 for line in lines if not line["failed"])
    print(f"{clean} of {len(lines)} repetitions without a failure; {sum(bool(x['left']) for x in lines)} were quick")


if __name__ == "__main__":
    main()
