"""Processes that measure: each behind a pipe of its own, so that one that dies takes nothing with it but its batch."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from threading import Thread
from typing import Any

from framing.errors import FramingError
from framing.lean_imports import leave_out_unused

__all__ = ["Pool"]

Work = Callable[[Any, Any], Any]
_STARTS = 3  # processes that may die in a row before they are ready


class Pool:
    """Runs `work(options, batch)` in processes, or in this one if there is one worker.

    `options` travel once to each process. Use it as a context manager: no process is left behind it.
    """

    # Not by concurrent.futures: its processes share one pipe for what they have measured, and one that is killed while
    # it sends leaves its parent waiting for the other half.

    def __init__(self, work: Work, options: Any, workers: int) -> None:
        self._work, self._options, self._workers = work, options, workers
        self._waiting: deque[tuple[int, Any]] = deque()
        self._busy: list[_Worker] = []
        self._idle: list[_Worker] = []
        self._finished: list[tuple[int, Any]] = []
        self._died: list[tuple[int, None]] = []
        self._failed_starts = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: object, *error: object) -> None:
        workers = self._busy + self._idle
        for worker in workers:
            worker.end(at_once=kind is not None)
        for worker in workers:
            worker.wait()

    @property
    def full(self) -> bool:
        """Whether the next batch has to wait: two for each worker may be under way."""
        number = len(self._waiting) + len(self._finished) + len(self._died)
        number += sum(worker.batch is not None for worker in self._busy)
        return number >= (2 * self._workers if self._workers > 1 else 1)

    def submit(self, number: int, batch: Any) -> None:
        """Have a batch measured. The number is given back with what comes of it."""
        if self._workers == 1:
            self._finished.append((number, self._work(self._options, batch)))
        else:
            self._waiting.append((number, batch))
            self._hand_out()

    def finished(self) -> list[tuple[int, Any]]:
        """Wait until batches are measured; return their numbers and what came of them, None where the process died.

        A death is told when no other process measures, and no other batch is begun before: what is then measured
        `alone` has the memory to itself.

        Raises:
            FramingError: processes die before they have begun.
        """
        self._hand_out()
        while self._busy and not self._finished:
            ready = wait_for([end for worker in self._busy for end in worker.ends])
            for worker in [worker for worker in self._busy if not worker.ends.isdisjoint(ready)]:
                self._note(worker.batch, self._hear(worker))
            self._hand_out()
        finished, self._finished = self._finished, []
        if not self._busy:
            finished += self._died
            self._died = []
        return finished

    def alone(self, batch: Any) -> Any:
        """Measure a batch while no other is; return None if the process died."""
        while (worker := self._free()) is None:
            self._start()
            self._hear(self._busy[-1])
        return self._hear(self._give(worker, 0, batch))

    def _hand_out(self) -> None:
        """Give each batch that waits to a process without one, and start those that are missing."""
        if self._died:
            return
        while self._waiting and (worker := self._free()):
            self._give(worker, *self._waiting.popleft())
        starting = sum(worker.batch is None for worker in self._busy)
        for _ in range(min(len(self._waiting) - starting, self._workers - len(self._busy))):
            self._start()

    def _free(self) -> _Worker | None:
        """Take a process that waits for a batch, if there is one; those that were killed meanwhile are removed."""
        while self._idle:
            worker = self._idle.pop()
            if worker.lives():
                return worker
            _bury(worker)
        return None

    def _start(self) -> None:
        self._busy.append(_Worker(self._work, self._options))

    def _give(self, worker: _Worker, number: int, batch: Any) -> _Worker:
        self._busy.append(worker)
        worker.begin(number, batch)
        return worker

    def _hear(self, worker: _Worker) -> Any:
        """Return what a busy process sends; None if it is dead."""
        try:
            sent = worker.receive()
        except _DiedError:
            self._busy.remove(worker)
            status = _bury(worker)
            if worker.batch is None:
                self._count_failed_start(status)
            return None
        self._busy.remove(worker)
        self._idle.append(worker)
        self._failed_starts = 0
        return sent

    def _note(self, number: int | None, result: Any) -> None:
        if number is None:
            return
        if result is None:
            self._died.append((number, None))
        else:
            self._finished.append((number, result))

    def _count_failed_start(self, status: int | None) -> None:
        self._failed_starts += 1
        if self._failed_starts == _STARTS:
            raise FramingError(
                f"processes end before they have begun to measure (exit status {status}). In a script, profile with "
                'workers below `if __name__ == "__main__":`; where memory is short, take fewer'
            )


def _bury(worker: _Worker) -> int | None:
    worker.end(at_once=True)
    return worker.wait()


class _DiedError(Exception):
    """The process at the other end of a pipe is gone."""


class _Worker:
    """A process, and the one end of its pipe that is not in it; `batch` is the number of what it was given last."""

    def __init__(self, work: Work, options: Any) -> None:
        # Spawned, not forked: no lock or thread of the caller's program is copied half-way.
        context = multiprocessing.get_context("spawn")
        self.batch: int | None = None
        self._task = (work, options)
        self.pipe, its_end = context.Pipe()
        # The task is no argument of the process: should that be killed before it has read them, Python waits for ever.
        self._process = context.Process(target=_serve, args=(its_end,), daemon=True)
        with its_end, _ctrl_c_held():
            self._process.start()

    def lives(self) -> bool:
        """Whether the process, which has nothing to send, is there."""
        return not wait_for(self.ends, timeout=0)

    def begin(self, number: int, batch: Any) -> None:
        """Send a batch, and before the first one what is to be done with it."""
        with suppress(OSError):  # it is gone, as whoever receives from it will learn
            if self.batch is None:
                self.pipe.send(self._task)
            self.pipe.send(batch)
        self.batch = number

    @property
    def ends(self) -> set[Any]:
        """What is ready when the process has sent something, or is dead: on Windows its pipe may outlive it."""
        return {self.pipe, self._process.sentinel}

    def receive(self) -> Any:
        """Return what the process sends next, first of all that it is ready."""
        if self.pipe not in wait_for(self.ends):
            raise _DiedError
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            raise _DiedError from None

    def end(self, at_once: bool) -> None:
        """Have the process end: now, or when it has nothing to do."""
        if at_once:
            self._process.kill()
        self.pipe.close()

    def wait(self) -> int | None:
        """Wait for the end; return the exit status."""
        self._process.join()
        return self._process.exitcode


@contextmanager
def _ctrl_c_held() -> Iterator[None]:
    """Hold Ctrl-C back while a process starts: it inherits that, and leaves Ctrl-C to its parent from the first."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # starting it, as the first process would, lets Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# ---------------------------------------------------------------- in the process


def _serve(pipe: Connection) -> None:
    """Say that this process is ready, hear what is to be done, and do it to each batch until no more come."""
    leave_out_unused()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):  # of the pipe: `work` keeps its faults to itself
        pipe.send(None)
        work, options = pipe.recv()
        while True:
            pipe.send(work(options, pipe.recv()))


def _end_with_parent() -> None:
    """Wait for the parent's death, and die of it, in the middle of a batch."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
