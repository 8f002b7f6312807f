"""Write what the commands give for the seeds into a folder, and print the SHA-256 of each file.

    python tests/fingerprints.py FOLDER [WORKERS [COMMANDS]]

COMMANDS is how many of the commands are run, from the first: all of them where it is not given.
Wherever and however it is run, it prints the same; `test_determinism.py` and `scripts/check_versions.py` compare. Sums
of floats are watched on the way: the built-in `sum` rounds otherwise from Python 3.12 on, so `math.fsum` adds them up.
"""

from __future__ import annotations

import builtins
import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

COMMANDS = (
    "profile seeds -l karabakh -q -o profiles.jsonl",
    "compare seeds -l karabakh -f json -o outlets.json --permutations 99 --by outlet --html report.html",
    "discover seeds -k Khankendi -f json -o candidates.json",
    "profile seeds -l karabakh -q -o profiles.parquet",
    "compare seeds -l karabakh -f json -o documents.json --permutations 99",
    "keyness seeds --by outlet -f json -o keyness.json",
    "discover seeds --by outlet -f json -o contested.json",
    "concordance region seeds -f csv -o lines.csv",
)
# VADER's own sum, which is followed to the bit and rounded to four digits.
AS_OTHERS_SUM = {"valence.py"}


def watch_sums(found: set[str]) -> None:
    """Note from where in the package the built-in `sum` is used on floats that it may round otherwise."""
    plain = builtins.sum

    def sum(values: Iterable[Any], /, start: Any = 0) -> Any:
        held = list(values)
        total = plain(held, start)
        frame = sys._getframe(1)
        file = Path(frame.f_code.co_filename)
        if isinstance(total, float) and "framing" in file.parts[-4:-1] and file.name not in AS_OTHERS_SUM:
            found.add(f"{file.name}:{frame.f_lineno}")
        return total

    builtins.sum = sum


def write_all(folder: Path, workers: int, commands: int) -> None:
    from framing.cli import main
    from framing.lean_imports import leave_out_unused
    from framing.runs import profiling

    leave_out_unused()  # as the command does

    profiling.BATCH_DOCUMENTS = 2  # so that five articles are several parts
    for command in COMMANDS[:commands]:
        arguments = command.split()
        for option in ("-o", "--html"):
            if option in arguments:
                arguments[arguments.index(option) + 1] = str(folder / arguments[arguments.index(option) + 1])
        if arguments[0] == "profile" and "-q" in arguments:
            arguments += ["--workers", str(workers)]
        main(arguments, standalone_mode=False)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


if __name__ == "__main__":
    sums: set[str] = set()
    watch_sums(sums)
    target = Path(sys.argv[1])
    target.mkdir(exist_ok=True)
    workers, commands = [*map(int, sys.argv[2:]), *(1, len(COMMANDS))[len(sys.argv) - 2 :]]
    write_all(target, workers, commands)
    for name, digest in digests(target).items():
        print(digest, name)
    if sums:
        sys.exit(f"sum() of floats, where math.fsum belongs: {', '.join(sorted(sums))}")
