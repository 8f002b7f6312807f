"""Garbage collection is paused while a document is measured, and left as it was found."""

from __future__ import annotations

import gc

import pytest

from framing.collector import collector_paused


@pytest.mark.parametrize("running", [True, False])
def test_the_collector_is_left_as_it_was_found(running: bool) -> None:
    seen: list[bool] = []

    @collector_paused
    def fail() -> None:
        seen.append(gc.isenabled())
        raise ValueError("halfway")

    try:
        gc.enable() if running else gc.disable()
        with pytest.raises(ValueError, match="halfway"):
            fail()
        assert (seen, gc.isenabled()) == ([False], running)
    finally:
        gc.enable()
