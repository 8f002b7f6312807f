"""The data that ship with the package: word lists and tables, each file with a header that says source and licence."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["read_rows", "read_text", "read_toml"]


def read_text(name: str) -> str:
    """Return a file of `framing/data`."""
    return (files("framing") / "data" / name).read_text(encoding="utf-8")


@cache
def read_toml(name: str) -> dict[str, Any]:
    """Return the tables of a TOML file; they are shared, and not to be changed.

    >>> read_toml("function_words.toml")["conjunctions"][:2]
    ['and', 'or']
    """
    return tomllib.loads(read_text(name))


def read_rows(name: str) -> Iterator[list[str]]:
    """Yield the cells of each row of a file with tabs; comments and empty lines are left out."""
    return (line.split("\t") for line in read_text(name).splitlines() if line and not line.startswith("#"))
