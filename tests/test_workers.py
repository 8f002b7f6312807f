"""Processes that measure: what a death costs, wherever in its work it meets them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from framing.errors import FramingError
from framing.runs.workers import Pool

HUGE = 50_000_000  # characters: more than any pipe holds


def _measure(options: Any, batch: str) -> str:
    """What the pools here do; the words that a batch is made of say what happens to the process."""
    if "die" in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    if "leave" in batch:
        sys.exit(3)
    if "fail" in batch:
        raise MemoryError
    if "slow" in batch:
        time.sleep(0.3)
    return "x" * HUGE if "huge" in batch else f"{options}{batch}"


def results(pool: Pool) -> Iterator[tuple[int, Any]]:
    while found := pool.finished():
        yield from found


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_each_batch_comes_back_once_under_its_number(workers: int) -> None:
    expected = {number: f"of {number}" for number in range(10)}
    found: list[tuple[int, Any]] = []
    with Pool(_measure, "of ", workers) as pool:
        for number in expected:
            pool.submit(number, str(number))
            while pool.full:
                found += pool.finished()
        found += results(pool)
        assert pool.finished() == []
    assert (len(found), dict(found)) == (10, expected)


def test_two_batches_a_worker_are_under_way_at_most() -> None:
    with Pool(_measure, "", 2) as pool:
        for number in range(4):
            assert not pool.full
            pool.submit(number, "slow")
        assert pool.full
        assert len(pool.finished()) in (1, 2)
        assert not pool.full


@pytest.mark.parametrize("fault", ["die", "leave", "fail"])
def test_a_death_costs_its_batch_alone(fault: str) -> None:
    with Pool(_measure, "", 2) as pool:
        for number, batch in enumerate(["a", fault, "slow b", "c"]):
            pool.submit(number, batch)
        found = list(islice(results(pool), 4))
        assert dict(found) == {0: "a", 1: None, 2: "slow b", 3: "c"}
        assert pool.alone(fault) is None
        assert pool.alone("d") == "d"
        pool.submit(4, "e")
        assert pool.finished() == [(4, "e")]


def test_a_death_is_told_when_nobody_else_measures() -> None:
    """What is then measured alone has the memory to itself."""
    with Pool(_measure, "", 2) as pool:
        pool.submit(0, "")
        pool.finished()
        for number, batch in enumerate(["die", "slow", "slow", "slow"]):
            pool.submit(number, batch)
        told: list[tuple[int, Any]] = []
        while (0, None) not in told:
            told += pool.finished()
        assert pool._busy == []
        assert dict(told + list(results(pool))) == {0: None, 1: "slow", 2: "slow", 3: "slow"}


def test_a_process_killed_while_it_sends_costs_its_batch_alone() -> None:
    """With a pipe that all share, the parent would wait for the other half of the result for ever."""
    with Pool(_measure, "", 2) as pool:
        pool.submit(0, "huge")
        until_it_sends(pool)
        for worker in pool._busy:
            os.kill(worker._process.pid or 0, signal.SIGKILL)
        pool.submit(1, "b")
        assert dict(results(pool)) == {0: None, 1: "b"}


def test_a_pool_that_is_broken_off_while_a_process_sends_ends_at_once() -> None:
    pool = Pool(_measure, "", 2)
    pool.submit(0, "huge")
    until_it_sends(pool)
    processes = [worker._process for worker in pool._busy]
    with pytest.raises(KeyboardInterrupt), pool:
        raise KeyboardInterrupt
    assert [process.exitcode for process in processes] == [-signal.SIGKILL]


def until_it_sends(pool: Pool) -> None:
    """Wait until a process has begun to send a result, which nobody receives."""
    while all(worker.batch is None for worker in pool._busy):
        pool._hear(pool._busy[0])  # it is ready
        pool._hand_out()
    assert pool._busy[0].pipe.poll(60)


def test_a_process_that_died_while_it_had_nothing_to_do_costs_no_batch() -> None:
    with Pool(_measure, "", 2) as pool:
        pool.submit(0, "a")
        assert pool.finished() == [(0, "a")]
        (worker,) = pool._idle
        worker._process.kill()
        worker._process.join()
        assert pool.alone("b") == "b"


def test_a_process_killed_at_its_start_costs_nothing() -> None:
    """Nor does its parent wait for it to read what it is started with, however much that is."""
    with Pool(_measure, "y" * HUGE, 2) as pool:
        pool.submit(0, "")
        pool._busy[0]._process.kill()
        ((number, result),) = pool.finished()
    assert (number, len(result)) == (0, HUGE)


def test_a_death_is_seen_where_its_end_of_the_pipe_lives_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows the parent holds a copy of that end until the process has taken it."""
    spawn, copies = multiprocessing.get_context("spawn"), []

    def pipe() -> tuple[Connection, Connection]:
        ours, theirs = multiprocessing.Pipe()
        copies.append(Connection(os.dup(theirs.fileno())))
        return ours, theirs

    monkeypatch.setattr(spawn, "Pipe", pipe)
    with Pool(_measure, "", 2) as pool:
        pool.submit(0, "die")
        assert pool.finished() == [(0, None)]
        assert pool.alone("a") == "a"
        pool._idle[0]._process.kill()
        pool._idle[0]._process.join()
        assert pool.alone("b") == "b"


def test_processes_that_cannot_start_end_the_run_with_the_reason(tmp_path: Path) -> None:
    """A script without a guard starts itself again in each process; Python ends these."""
    script = tmp_path / "script.py"
    script.write_text(
        "import framing\nframing.profile_corpus(framing.load_seeds(), out='out.jsonl', workers=2)\n", encoding="utf-8"
    )
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert FramingError.__name__ in done.stderr.splitlines()[-1]
    assert 'below `if __name__ == "__main__":`' in done.stderr.splitlines()[-1]
    assert not (tmp_path / "out.jsonl").exists()
