"""A command as its user runs it, with any release of click that the library takes."""

from __future__ import annotations

import inspect
from typing import Any

from click.testing import CliRunner

__all__ = ["runner"]


def runner() -> CliRunner:
    """Return what keeps errors apart from what is printed, as click does by itself from 8.2 on."""
    options: dict[str, Any] = {"mix_stderr": False} if "mix_stderr" in inspect.signature(CliRunner).parameters else {}
    return CliRunner(**options)
