"""`python -m fuzz --target all --inputs 1000000 --seed 1`: see README.md beside this."""

from __future__ import annotations

import argparse
import base64
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from fuzz import ROOT, corpus
from fuzz.draws import Draw
from fuzz.targets import TARGETS, Target

_COVERED = re.compile(r"cov: (\d+)")


def main() -> int:
    """Run targets, print an account of each; exit status 1 if something broke."""
    options = _options()
    if options.replay:
        return _replay(options.replay)
    out = options.out or Path(tempfile.mkdtemp(prefix="framing-fuzz-"))
    out.mkdir(parents=True, exist_ok=True)
    jobs = list(_jobs(options, out))
    print(f"{len(jobs)} runs; findings go to {out / 'findings'}", flush=True)
    print(
        f"{'target':20} {'engine':10} {'inputs':>9} {'seconds':>8} {'per s':>7} {'shapes':>7} {'edges':>7}  failures",
        flush=True,
    )
    with ThreadPoolExecutor(options.jobs) as pool:
        accounts = list(pool.map(_run, jobs))
    inputs, failures = sum(each["inputs"] for each in accounts), sum(len(each["failures"]) for each in accounts)
    print(f"{inputs:,} inputs, {failures} places where something broke", flush=True)
    if options.keep:
        _keep(accounts)
    return 1 if failures or any(each["died"] for each in accounts) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--target", default="all", help=f"all, or of: {', '.join(TARGETS)}; several with commas")
    parser.add_argument(
        "--inputs",
        type=int,
        help="how many, over all targets by their shares (default 10,000, or no end with --minutes)",
    )
    parser.add_argument("--minutes", type=float, help="how long, over all targets")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="processes at once")
    parser.add_argument(
        "--engine",
        default="both",
        choices=("both", "atheris", "random", "hypothesis"),
        help="both: atheris where it is installed, and our own",
    )
    parser.add_argument("--guided", type=float, default=0.3, help="the share of inputs that atheris gets of both")
    parser.add_argument("--out", type=Path, help="a folder for findings and accounts")
    parser.add_argument("--keep", action="store_true", help="put inputs of new shapes into the seeded corpus")
    parser.add_argument("--replay", type=Path, help="run the input of one finding, with its traceback")
    return parser.parse_args()


def _jobs(options: argparse.Namespace, out: Path) -> list[dict[str, Any]]:
    named = TARGETS if options.target == "all" else options.target.split(",")
    chosen = [TARGETS[name] for name in named]
    inputs = options.inputs or (10**9 if options.minutes else 10_000)
    total = sum(each.share for each in chosen)
    jobs = []
    for target in chosen:
        engines = _engines(options, target)
        for engine, part in engines.items():
            seconds = options.minutes * 60 / len(chosen) / len(engines) * options.jobs if options.minutes else 10**9
            count = max(1, round(inputs * target.share / total * part))
            jobs.append(
                {
                    "target": target.name,
                    "engine": engine,
                    "inputs": count,
                    "seconds": seconds,
                    "seed": options.seed,
                    "out": str(out),
                }
            )
    return jobs


def _engines(options: argparse.Namespace, target: Target) -> dict[str, float]:
    if options.engine != "both":
        return {options.engine: 1.0}
    if importlib.util.find_spec("atheris") is None or not target.guided:
        return {"random": 1.0}
    return {"random": 1.0 - options.guided, "atheris": options.guided}


def _run(job: dict[str, Any]) -> dict[str, Any]:
    """Run one target under one engine in a process of its own: a crash or a hang of one ends no other."""
    name = f"{job['target']}-{job['engine']}"
    out = Path(job["out"])
    (out / f"{name}.json").unlink(missing_ok=True)
    began = time.monotonic()
    with open(out / f"{name}.log", "wb") as log:
        command = [sys.executable, "-m", "fuzz.one", json.dumps(job)]
        done = subprocess.run(command, stdout=log, stderr=log, cwd=ROOT, check=False)  # noqa: S603
    account = {**job, "inputs": 0, "seconds": time.monotonic() - began, "shapes": 0, "failures": {}, "corpus": []}
    if (out / f"{name}.json").is_file():
        account |= json.loads((out / f"{name}.json").read_text(encoding="utf-8"))
    covered = _COVERED.findall((out / f"{name}.log").read_text(encoding="utf-8", errors="replace"))
    account |= {"died": done.returncode != 0, "edges": int(covered[-1]) if covered else None}
    _print(account, out / f"{name}.log")
    return account


def _print(account: dict[str, Any], log: Path) -> None:
    rate = account["inputs"] / max(account["seconds"], 0.1)
    edges = "" if account["edges"] is None else account["edges"]
    died = f"  DIED, see {log}" if account["died"] else ""
    print(
        f"{account['target']:20} {account['engine']:10} {account['inputs']:9,} {account['seconds']:8.1f} {rate:7.0f} "
        f"{account['shapes']:7,} {edges:>7}  {len(account['failures'])}{died}",
        flush=True,
    )
    for place, times in account["failures"].items():
        print(f"    {times:6} × {place}", flush=True)


def _keep(accounts: list[dict[str, Any]]) -> None:
    for name in dict.fromkeys(each["target"] for each in accounts):
        found = [bytes.fromhex(line) for each in accounts if each["target"] == name for line in each["corpus"]]
        corpus.write(name, sorted(found, key=len)[:60])


def _replay(path: Path) -> int:
    facts = json.loads(path.read_text(encoding="utf-8"))
    draw = Draw(base64.b64decode(facts["input"]))
    with tempfile.TemporaryDirectory(prefix="framing-fuzz-") as folder:
        print(facts["place"], facts["message"], sep="\n")
        TARGETS[facts["target"]].run(draw, Path(folder))
    print("it passes now")
    return 0


if __name__ == "__main__":
    sys.exit(main())
