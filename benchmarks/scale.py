"""Print how a long run scales, in one run, as ratios: two workers against one, Spark against two workers.

    python benchmarks/scale.py TEXTS.jsonl [--megabytes 50] [--spark-megabytes 200] [--write docs/how-to/long-runs.md]

TEXTS.jsonl holds news texts, a JSON object with "text" a line. Articles are made of their paragraphs, shuffled, until
there are so many megabytes. Each way reads Parquet and writes profiles as Parquet. The time of each is also taken on a
small corpus, which is mostly its start-up: what counts is the difference. Processor time beside it tells what a way
costs where other programs share the machine. `pip install 'comparative-framing[spark]'` and Java bring Spark; else, or
with `--spark-megabytes 0`, it is left out.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.util
import json
import os
import platform
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet as parquet

import framing

SMALL = 0.5  # megabytes of the corpus that shows the start-up
MARKERS = re.compile(r"(?<=<!-- scale: begin -->\n).*?(?=<!-- scale: end -->)", re.S)


def articles(texts: list[str], megabytes: float) -> Iterator[dict[str, Any]]:
    """Yield articles of the length of the texts, each of the shuffled paragraphs of two of them."""
    chance = random.Random(1)  # noqa: S311
    cut = [[part for part in text.split("\n") if part.strip()] for text in texts]
    done, number = 0, 0
    while done < megabytes * 1_000_000:
        paragraphs = [*chance.choice(cut), *chance.choice(cut)]
        body = "\n\n".join(chance.sample(paragraphs, max(1, len(paragraphs) // 2)))
        yield {"id": f"d{number:07}", "text": body, "outlet": f"outlet {number % 7}"}
        done, number = done + len(body.encode()), number + 1


def write_corpus(texts: list[str], megabytes: float, path: Path) -> Path:
    rows = pyarrow.Table.from_pylist(list(articles(texts, megabytes)))
    parquet.write_table(rows, path, row_group_size=256)
    return path


def local(source: Path, out: Path, workers: int) -> None:
    command = [sys.executable, "-m", "framing", "profile", source, "-l", "karabakh", "-o", out, "--quiet"]
    subprocess.run([*command, "--workers", str(workers)], check=True, stderr=subprocess.DEVNULL)


def on_spark(source: Path, out: Path) -> None:
    code = f"""
import os, sys
os.environ |= dict(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
import framing
from pyspark.sql import SparkSession
session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
session.sparkContext.setLogLevel("ERROR")
df = session.read.parquet({str(source)!r})
df = df.repartition(max(2, round(df.count() / 400)))
framing.spark.profile(df, "karabakh").write.parquet({str(out)!r})
session.stop()
"""
    subprocess.run([sys.executable, "-c", code], check=True, stderr=subprocess.DEVNULL)


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, and of processors: those of all processes that a run started."""

    clock: float
    processor: float

    @classmethod
    def beyond_start(cls, run: Callable[[Path, Path], None], small: Path, large: Path) -> Cost:
        """Return what the large corpus costs beyond what the small one does."""
        first, second = (cls.of(run, source) for source in (small, large))
        return cls(second.clock - first.clock, second.processor - first.processor)

    @classmethod
    def of(cls, run: Callable[[Path, Path], None], source: Path) -> Cost:
        with tempfile.TemporaryDirectory() as folder:
            start, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            run(source, Path(folder) / "profiles.parquet")
            now = resource.getrusage(resource.RUSAGE_CHILDREN)
        cost = cls(time.perf_counter() - start, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime)
        print(f"  {source.stem}: {cost.clock:.1f} s, processors {cost.processor:.1f} s", file=sys.stderr, flush=True)
        return cost


def measure(texts: list[str], megabytes: float, spark_megabytes: float) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = write_corpus(texts, SMALL, folder / "small.parquet")
        large = write_corpus(texts, megabytes, folder / "large.parquet")
        one = Cost.beyond_start(lambda source, out: local(source, out, 1), small, large)
        two = Cost.beyond_start(lambda source, out: local(source, out, 2), small, large)
        ratios = f"{one.clock / two.clock:.2f} | {one.processor / two.processor:.2f}"
        yield f"| one worker against two, {megabytes:g} MB | {ratios} |"
        if spark_megabytes:
            if spark_megabytes != megabytes:
                large = write_corpus(texts, spark_megabytes, folder / "large.parquet")
                two = Cost.beyond_start(lambda source, out: local(source, out, 2), small, large)
            spark = Cost.beyond_start(on_spark, small, large)
            # Spark's processes are nobody's children when it ends: what they used of processors is not known.
            ratio = spark.clock / two.clock
            yield f"| Spark `local[2]` against two workers, {spark_megabytes:g} MB | {ratio:.2f} | – |"


def table(rows: list[str], remark: str) -> str:
    python = platform.python_version()
    packages = ", ".join(f"{name} {version(name)}" for name in ("pyspark", "pyarrow") if importlib.util.find_spec(name))
    facts = (
        f"{datetime.datetime.now(datetime.UTC).date()}, {os.cpu_count()} cores, {platform.machine()}, Python {python}"
    )
    lines = [
        "| beyond start-up | time | processor time |",
        "|---|---|---|",
        *rows,
        "",
        f"{facts}, framing {framing.__version__}, {packages}. {remark}".strip(),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--megabytes", type=float, default=50)
    parser.add_argument("--spark-megabytes", type=float, default=200)
    parser.add_argument("--remark", default="", help="what a reader should know of the machine")
    parser.add_argument("--write", type=Path, help="a page with the markers that the table goes between")
    options = parser.parse_args()
    texts = [json.loads(line)["text"] for line in options.texts.read_text(encoding="utf-8").splitlines()]
    there = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
    rows = []
    for made in measure(texts, options.megabytes, options.spark_megabytes if there else 0):
        print(made, flush=True)
        rows.append(made)
    shown = table(rows, options.remark)
    print(shown)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        options.write.write_text(MARKERS.sub(lambda _: shown, page), encoding="utf-8")


if __name__ == "__main__":
    main()
