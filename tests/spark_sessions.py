"""What the tests on Spark share: a session that stays on loopback, a corpus, and what is equal."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

pyspark_sql = pytest.importorskip("pyspark.sql")
pytest.importorskip("pandas")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)

import framing  # noqa: E402

LOOPBACK = "127.0.0.1"


def session(master: str, folder: Path, **options: str) -> Any:
    """Start a session on loopback, with its files in `folder`."""
    os.environ |= {"SPARK_LOCAL_IP": LOOPBACK, "SPARK_LOCAL_HOSTNAME": LOOPBACK}
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
    settings = {
        "spark.driver.host": LOOPBACK,
        "spark.driver.bindAddress": LOOPBACK,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.default.parallelism": "2",
        "spark.sql.session.timeZone": "Asia/Tbilisi",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.local.dir": str(folder / "local"),
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    }
    builder = pyspark_sql.SparkSession.builder.master(master)
    for name, value in {**settings, **options}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def articles(number: int) -> list[dict[str, Any]]:
    """Return short articles of three outlets, balanced, each its own."""
    seeds = framing.load_seeds()
    sentences = [
        "“The regime in {} must go,” said Ana Petrova on Monday. Nobody in {} replied, and nothing changed.",
        "Officials in {} called the talks good. “{} is calm,” a spokesman told reporters. İstanbul 😀 watched.",
        "According to analysts, {} suffered badly. {}, they say, will recover!",
    ]
    names = ("Stepanakert", "Khankendi", "Artsakh", "Baku", "Yerevan")
    rows = []
    for at in range(number):
        first, second = names[at % 5], names[(at // 5 + at) % 5]
        body = " ".join(sentences[(at + more) % 3].format(first, second) for more in range(1 + at % 4))
        quoted = seeds[at % 5].text[at * 7 : at * 7 + 300] if at % 6 == 0 else ""
        rows.append({"id": f"d{at:03d}", "text": f"{body}\n\n{quoted}", "outlet": "ABC"[at % 3], "at": at})
    return rows
