"""Hostile inputs for every way into `framing`: what must hold is checked on each of them. See README.md beside this."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# The slow oracles are those of the tests: one obvious version of each fast function is enough.
sys.path.append(str(ROOT / "tests"))
