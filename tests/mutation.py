"""A plugin of pytest for `scripts/mutate.py`: what is remembered must not answer in place of a mutant.

mutmut forks each mutant from a process that has already run the tests, with everything that `functools` remembers;
and it copies each function with its docstring, so that every example would run once for every mutant.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys

import pytest
from hypothesis import settings


def _forget() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith(("framing", "test_", "strategies", "oracles")):
            for value in list(vars(module).values()):
                clear = getattr(value, "cache_clear", None)
                if clear is not None:
                    clear()


def pytest_sessionstart() -> None:
    _forget()


def pytest_runtest_setup() -> None:
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":  # which test reaches which function
        _forget()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a text by its hash: mutmut gives the tests of a mutant by name, and pytest finds no name with odd marks."""
    if not isinstance(val, str) or re.fullmatch(r"[\w ,.-]*", val, re.ASCII):
        return None
    return f"{argname}-{hashlib.sha256(val.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = [item for item in items if "__mutmut_" not in item.nodeid]
    few = settings.get_profile("mutants")
    for item in items:
        own = getattr(getattr(item, "obj", None), "_hypothesis_internal_use_settings", None)
        if own is not None:  # a property that asks for more examples than the profile
            item.obj._hypothesis_internal_use_settings = settings(own, max_examples=few.max_examples, phases=few.phases)
