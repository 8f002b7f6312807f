"""Processes that measure: they end with their parent, survive a colleague's death, and leave Ctrl-C to the parent."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from typing import Any

from framing.lean_imports import leave_out_unused

__all__ = ["Pool"]

Work = Callable[[Any, Any], Any]


class Pool:
    """Runs `work(options, batch)` in processes, or in this one if there is one worker.

    `options` travel once to each process; at most two batches a worker wait. Use it as a context manager.
    """

    def __init__(self, work: Work, options: Any, workers: int) -> None:
        self._work, self._options, self._workers = work, options, workers
        self._executor: ProcessPoolExecutor | None = None
        self._single: ProcessPoolExecutor | None = None
        # Its other end is with the processes: when it is closed they end at once, in the middle of a batch.
        self._told, self._tell = multiprocessing.Pipe(duplex=False)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: object, *error: object) -> None:
        if kind is not None:
            self._tell.close()
        for executor in (self._executor, self._single):
            if executor is not None:
                executor.shutdown(wait=True, cancel_futures=True)
        self._tell.close()
        self._told.close()

    def room(self, waiting: int) -> int:
        """Return how many further batches may be submitted."""
        return max(0, (2 * self._workers if self._workers > 1 else 1) - waiting)

    def submit(self, batch: Any) -> Future[Any]:
        """Start measuring a batch; after a worker died, the next batches get new processes."""
        if self._workers == 1:
            return _at_once(self._work, self._options, batch)
        try:
            return _submit(self._processes(), batch)
        except BrokenProcessPool:
            self._executor = None
            return _submit(self._processes(), batch)

    def alone(self, batch: Any) -> Any:
        """Measure a batch in a process that has no other at the same time, and which may die; the next gets a new one.

        Raises:
            BrokenProcessPool: it died.
        """
        if self._single is None:
            self._single = self._new(1)
        try:
            return _submit(self._single, batch).result()
        except BrokenProcessPool:
            self._single = None
            raise

    def _processes(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = self._new(self._workers)
        return self._executor

    def _new(self, workers: int) -> ProcessPoolExecutor:
        # Spawned, not forked: no lock or thread of the caller's program is copied half-way.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, context, _prepare, (self._work, self._options, self._told))


def _at_once(work: Work, options: Any, batch: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(work(options, batch))
    return future


def _submit(executor: ProcessPoolExecutor, batch: Any) -> Future[Any]:
    with _ctrl_c_held():  # a process may be started for it
        return executor.submit(_measure, batch)


@contextmanager
def _ctrl_c_held() -> Iterator[None]:
    """Hold Ctrl-C back while a process starts: it inherits that, and leaves Ctrl-C to its parent from the first."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_task: tuple[Work, Any] | None = None
_ending = threading.Event()  # the process is about to end
_turn = threading.Lock()  # of those who measure and who end: no process ends between a result and its way out
_measuring = False
_GRACE = 1.0  # seconds for a result that is on its way: half of one would keep the parent reading for ever


def _prepare(work: Work, options: Any, told: Connection) -> None:
    global _task
    _task = (work, options)
    leave_out_unused()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(told,), daemon=True).start()


def _end_with_parent(told: Connection) -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    ready = wait_for([parent.sentinel, told])
    with _turn:
        _ending.set()
        sending = not _measuring and parent.sentinel not in ready
    if sending:
        time.sleep(_GRACE)
    os._exit(1)


def _measure(batch: Any) -> Any:
    if _task is None:
        raise RuntimeError("a worker was given a batch before it was prepared")
    work, options = _task
    _take_turn(True)
    try:
        return work(options, batch)
    finally:
        _take_turn(False)


def _take_turn(measuring: bool) -> None:
    """Note that measuring begins or is over; where the process is about to end, neither is."""
    global _measuring
    with _turn:
        if not _ending.is_set():
            _measuring = measuring
            return
    threading.Event().wait()
