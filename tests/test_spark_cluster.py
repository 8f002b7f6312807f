"""Spark, on a cluster of a master and two workers: one dies in the middle of a job, and the result is the same."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spark_sessions import LOOPBACK, articles, session  # isort: skip

import pyarrow
import pyspark

import framing
from framing import spark

pytestmark = [
    pytest.mark.filterwarnings("default"),
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="finds the executor of a worker in /proc"),
]
PARTITIONS = 24


def free_port() -> int:
    with socket.socket() as held:
        held.bind((LOOPBACK, 0))
        port: int = held.getsockname()[1]
        return port


def start(folder: Path, name: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a master or a worker in a group of processes of its own, so that it can be ended with what it starts."""
    home = Path(pyspark.__file__).parent
    environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_NO_DAEMONIZE": "1", "SPARK_LOCAL_IP": LOOPBACK}
    environment |= {"SPARK_LOCAL_DIRS": str(folder / "local"), "SPARK_DAEMON_MEMORY": "256m"}
    with open(folder / f"{name}.log", "wb") as log:
        return subprocess.Popen(
            [home / "bin" / "spark-class", *arguments],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def wait_for(what: str, holds: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"waited {seconds} s for: {what}"
        time.sleep(0.1)


def family(pid: int) -> list[int]:
    """Return a process and all that it started, and they in turn, whatever group they are in."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found = [pid]
    for each in found:
        found += parents.get(each, [])
    return found


def kill(pid: int) -> None:
    for each in family(pid):
        try:
            os.kill(each, signal.SIGKILL)
        except ProcessLookupError:
            continue


@pytest.fixture(name="cluster")
def _cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    url = f"spark://{LOOPBACK}:{(port := free_port())}"
    master = ["org.apache.spark.deploy.master.Master", "--host", LOOPBACK, "--port", str(port), "--webui-port", "0"]
    worker = ["org.apache.spark.deploy.worker.Worker", "--host", LOOPBACK, "--webui-port", "0"]
    worker += ["--cores", "1", "--memory", "700m", "--work-dir", str(tmp_path / "work"), url]
    processes = [start(tmp_path, "master", *master)]
    try:
        wait_for("the master", lambda: b"Starting Spark master" in (tmp_path / "master.log").read_bytes())
        processes += [start(tmp_path, f"worker{number}", *worker) for number in (1, 2)]
        for number in (1, 2):
            log = tmp_path / f"worker{number}.log"
            wait_for("a worker", lambda log=log: b"Successfully registered with master" in log.read_bytes())
        yield url, processes[1:]
    finally:
        for each in processes:
            kill(each.pid)
            each.wait()


def test_a_job_survives_a_worker_that_dies_with_its_executor(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    url, workers = cluster
    rows = articles(240)
    expected = framing.compare(
        [framing.Document(row["text"], row["id"], {"outlet": row["outlet"], "at": row["at"]}) for row in rows],
        "karabakh",
        by="outlet",
        permutations=199,
        spans=False,
    )
    held = session(url, tmp_path, **{"spark.executor.memory": "512m", "spark.executor.cores": "1"})
    try:
        tracker = held.sparkContext.statusTracker()
        wait_for("both executors", lambda: held.sparkContext._jsc.sc().getExecutorMemoryStatus().size() == 3)
        df = held.createDataFrame(pyarrow.Table.from_pylist(rows)).repartition(PARTITIONS)
        killed_at: list[int] = []

        def kill_one_in_the_middle() -> None:
            def done() -> int:
                stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
                return max(
                    (each.numCompletedTasks for each in stages if each and each.numTasks == PARTITIONS), default=0
                )

            wait_for("the middle of the job", lambda: done() >= 3)
            killed_at.append(done())
            kill(workers[0].pid)

        killer = threading.Thread(target=kill_one_in_the_middle)
        killer.start()
        found = spark.compare(df, "karabakh", by="outlet", permutations=199)
        killer.join()
        assert 3 <= killed_at[0] < PARTITIONS
        assert workers[0].wait(10) == -signal.SIGKILL
        assert found.to_dict() == expected.to_dict()
    finally:
        held.stop()
