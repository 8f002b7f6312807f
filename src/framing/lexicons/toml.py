"""TOML as lexicons use it: writing a table out, and finding the line where a value stands (tomllib tells none)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["find_line", "map_lines", "quote", "write_toml"]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(
    r"""\s*((?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*'))*)\s*="""
)
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*'""")
_TOKEN = re.compile(r'"""|\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#.*|[\[\]{}]')
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_LAST_PART = re.compile(r"(?:\.[^.\[\]]+|\[\d+\])\Z")


def map_lines(source: str) -> dict[str, int]:
    """Return the line (from 1) of each table, key and array item of a TOML text, by path: `referents[3].forms[1]`.

    A light scan, not a parser: a value inside an inline table has the line of the table that holds it.

    >>> map_lines("[lexicon]\\nname = 'x'\\n[[referents]]\\nids = [\\n'y']")
    {'lexicon': 1, 'lexicon.name': 2, 'referents[0]': 3, 'referents[0].ids': 4, 'referents[0].ids[0]': 5}
    """
    scan = _Scan()
    for number, line in enumerate(source.split("\n"), start=1):
        scan.read(line, number)
    return scan.lines


class _Scan:
    """What is known while the lines of a TOML text are read one by one."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        self._table = ""
        self._key = ""
        self._items = 0
        self._depth = 0
        self._quote = ""

    def read(self, line: str, number: int) -> None:
        position = 0
        if not self._depth and not self._quote:
            if header := _HEADER.match(line):
                self._table = _table_path(_parts(header.group(2)), header.group(1) == "[[", self._counts)
                self.lines.setdefault(self._table, number)
                return
            if key := _KEY.match(line):
                for path in _prefixes(self._table, _parts(key.group(1))):
                    self.lines.setdefault(path, number)
                    self._key = path
                position, self._items = key.end(), 0
        self._read_value(line, number, position)

    def _read_value(self, line: str, number: int, position: int) -> None:
        while position < len(line):
            if self._quote:
                closing = line.find(self._quote, position)
                if closing < 0:
                    return
                position, self._quote = closing + 3, ""
                continue
            found = _TOKEN.search(line, position)
            if found is None:
                return
            position = found.end()
            self._take(found.group(), number)

    def _take(self, piece: str, number: int) -> None:
        if self._depth == 1 and piece[0] in "\"'{[":
            self.lines.setdefault(f"{self._key}[{self._items}]", number)
            self._items += 1
        if piece in ('"""', "'''"):
            self._quote = piece
        elif piece in "[{":
            self._depth += 1
        elif piece in "]}":
            self._depth = max(0, self._depth - 1)


def find_line(lines: Mapping[str, int], path: str) -> int | None:
    """Return the line of a path, or of the nearest table around it.

    >>> find_line({"referents[0]": 3, "referents[0].forms": 5}, "referents[0].forms[2]")
    5
    """
    while path:
        if path in lines:
            return lines[path]
        shorter = _LAST_PART.sub("", path)
        path = shorter if shorter != path else ""
    return None


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(dotted)]


def _prefixes(table: str, parts: list[str]) -> Iterator[str]:
    for part in parts:
        table = f"{table}.{part}" if table else part
        yield table


def _table_path(parts: list[str], array: bool, counts: dict[str, int]) -> str:
    """Count the tables of arrays, so that a header under one names the table it belongs to."""
    path = ""
    for place, part in enumerate(parts):
        path = f"{path}.{part}" if path else part
        if array and place == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path


def write_toml(table: Mapping[str, Any]) -> str:
    """Return a table as TOML: first its tables, then its arrays of tables, in their order; None values are left out.

    >>> print(write_toml({"lexicon": {"name": "x"}, "referents": [{"id": "y", "variants": [{"name": "z"}]}]}), end="")
    [lexicon]
    name = "x"
    <BLANKLINE>
    [[referents]]
    id = "y"
    <BLANKLINE>
    [[referents.variants]]
    name = "z"
    """
    return "\n\n".join(_blocks(table, "")) + "\n" if table else ""


def _blocks(table: Mapping[str, Any], path: str) -> Iterator[str]:
    for key, value in table.items():
        name = f"{path}.{_key(key)}" if path else _key(key)
        if isinstance(value, Mapping):
            if not _nested(value) or len(_nested(value)) < len(value):
                yield from _block(f"[{name}]", value, name)
            else:
                yield from _blocks(value, name)
        elif _is_tables(value):
            for item in value:
                yield from _block(f"[[{name}]]", item, name)


def _block(header: str, table: Mapping[str, Any], path: str) -> Iterator[str]:
    nested = _nested(table)
    plain = [
        f"{_key(key)} = {_value(value)}" for key, value in table.items() if key not in nested and value is not None
    ]
    yield "\n".join([header, *plain])
    yield from _blocks({key: table[key] for key in nested}, path)


def _nested(table: Mapping[str, Any]) -> list[str]:
    return [key for key, value in table.items() if isinstance(value, Mapping) or _is_tables(value)]


def _is_tables(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else quote(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    return str(value) if isinstance(value, int) else quote(str(value))


def quote(text: str) -> str:
    """Return a text as a TOML string."""
    return (
        '"'
        + "".join(_ESCAPES.get(char) or (f"\\u{ord(char):04X}" if _unprintable(char) else char) for char in text)
        + '"'
    )


def _unprintable(char: str) -> bool:
    return ord(char) < 0x20 or ord(char) == 0x7F
