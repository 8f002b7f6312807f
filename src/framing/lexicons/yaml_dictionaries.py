"""The part of YAML that quanteda's dictionaries use: keys, nested keys, and lists of words.

Anchors, tags, block scalars and flow mappings are refused with their line, not guessed at.
"""

from __future__ import annotations

import re

__all__ = ["YamlError", "read_yaml_dictionary"]

_SCALAR = re.compile(
    r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,\[\]{}#"'&*!|>%@`][^,\[\]{}]*?|\*?[\w*?][^,\[\]{}]*?)\s*(?=,|\]|\Z)"""
)
_KEY = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#\-\[\]{},&*!|>%@`][^:#]*?)\s*:(?:\s+(.*))?""")
_COMMENT = re.compile(r"""(?:^|\s)#.*""")
_ESCAPE = re.compile(r"\\(.)")


class YamlError(ValueError):
    """A line of YAML that no dictionary holds."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def read_yaml_dictionary(source: str) -> list[tuple[tuple[str, ...], str, int]]:
    """Return the entries of a dictionary in YAML: the keys above each word, the word, and its line.

    Raises:
        YamlError: the text uses more of YAML than keys and lists of words.

    >>> read_yaml_dictionary("city:\\n  ours: [Exampleton]\\n  theirs:\\n    - 'Example, old'\\n")
    [(('city', 'ours'), 'Exampleton', 2), (('city', 'theirs'), 'Example, old', 4)]
    """
    entries: list[tuple[tuple[str, ...], str, int]] = []
    stack: list[tuple[int, str]] = []
    for number, raw in enumerate(source.split("\n"), start=1):
        line = _without_comment(raw)
        body = line.strip()
        if not body or body in ("---", "..."):
            continue
        if "\t" in line[: len(line) - len(line.lstrip())]:
            raise YamlError("a tab indents the line", number)
        indent = len(line) - len(line.lstrip(" "))
        if body.startswith("- ") or body == "-":
            keys = tuple(key for at, key in stack if at <= indent)
            entries.append((_keys(keys, number), _scalar(body[1:], number), number))
            continue
        stack = [(at, key) for at, key in stack if at < indent]
        found = _KEY.fullmatch(body)
        if found is None:
            raise YamlError(f"{body!r} is neither a key nor a word of a list", number)
        stack.append((indent, _plain(found.group(1))))
        keys = tuple(key for _, key in stack)
        entries += [(keys, word, number) for word in _words(found.group(2) or "", number)]
    return entries


def _keys(keys: tuple[str, ...], line: int) -> tuple[str, ...]:
    if not keys:
        raise YamlError("a word stands under no key", line)
    return keys


def _without_comment(line: str) -> str:
    """Cut a comment off, unless its # stands inside quotation marks."""
    for found in _COMMENT.finditer(line):
        before = line[: found.start()]
        if before.count('"') % 2 == 0 and before.replace("''", "").count("'") % 2 == 0:
            return before
    return line


def _words(value: str, line: int) -> list[str]:
    if not value:
        return []
    if not value.startswith("["):
        return [_scalar(value, line)]
    if not value.endswith("]"):
        raise YamlError("the list in brackets does not end on its line", line)
    inner, words, position = value[1:-1], [], 0
    while position < len(inner) and inner[position:].strip():
        found = _SCALAR.match(inner, position)
        if found is None:
            raise YamlError(f"{inner[position:].strip()!r} is no word", line)
        words.append(_plain(found.group(1)))
        position = found.end() + 1
    return words


def _scalar(text: str, line: int) -> str:
    text = text.strip()
    if not text or text[0] in "&!|>%@`{[":
        raise YamlError(f"{text!r} is no word", line)
    if text[0] in "\"'" and (len(text) < 2 or text[-1] != text[0]):
        raise YamlError(f"{text!r} has one quotation mark", line)
    return _plain(text)


def _plain(scalar: str) -> str:
    if scalar[:1] == '"':
        return _ESCAPE.sub(r"\1", scalar[1:-1])
    return scalar[1:-1].replace("''", "'") if scalar[:1] == "'" else scalar
