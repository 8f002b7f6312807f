"""Processes that measure: how one ends that is told to."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest

from framing.runs import workers


class EndedError(Exception):
    """Stands for the end of a process."""


@pytest.mark.parametrize(
    ("measuring", "parent_lives", "grace"), [(False, True, True), (True, True, False), (False, False, False)]
)
def test_a_process_that_is_told_to_end_lets_a_result_go_out_first(
    monkeypatch: pytest.MonkeyPatch, measuring: bool, parent_lives: bool, grace: bool
) -> None:
    """Half a result in the pipe would keep the parent reading for ever (seen once in some thirty runs broken off)."""
    slept: list[float] = []

    def end(status: int) -> None:
        raise EndedError(status)

    parent, told = SimpleNamespace(sentinel=object()), object()
    monkeypatch.setattr(workers, "_ending", threading.Event())
    monkeypatch.setattr(workers, "_measuring", measuring)
    monkeypatch.setattr(workers, "multiprocessing", SimpleNamespace(parent_process=lambda: parent))
    monkeypatch.setattr(workers, "wait_for", lambda ends: [told if parent_lives else parent.sentinel])
    monkeypatch.setattr(workers, "time", SimpleNamespace(sleep=slept.append))
    monkeypatch.setattr(workers, "os", SimpleNamespace(_exit=end))
    with pytest.raises(EndedError):
        workers._end_with_parent(told)  # type: ignore[arg-type]
    assert slept == ([workers._GRACE] if grace else [])
    # From now on no batch begins in this process, and none that was measured goes out.
    thread = threading.Thread(target=workers._take_turn, args=(not measuring,), daemon=True)
    thread.start()
    thread.join(0.2)
    assert thread.is_alive()
    assert workers._measuring is measuring
