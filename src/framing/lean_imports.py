"""What a process that runs nothing but `framing` need not load."""

from __future__ import annotations

import sys
from typing import Any

__all__ = ["leave_out_unused"]

# nltk loads these where they are installed, for parts of it that are not used here: 150 MB and two seconds a process.
UNUSED = ("scipy", "sklearn")


def leave_out_unused() -> None:
    """Have imports of what nobody here uses fail, as if it were not installed; for processes of our own alone."""
    modules: dict[str, Any] = sys.modules
    for name in UNUSED:
        modules.setdefault(name, None)
