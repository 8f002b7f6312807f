"""Every error that `framing` raises: what went wrong, where, and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "ComparisonError",
    "DocumentError",
    "Fault",
    "FramingError",
    "LexiconError",
    "MissingExtraError",
    "OptionError",
    "nearest",
]


def nearest(value: object, known: Iterable[str]) -> str:
    """Return the sentence that lists what is known and names the likeliest slip.

    >>> nearest("outlett", ["date", "outlet"])
    "Known: 'date', 'outlet'. Did you mean 'outlet'?"
    """
    names = sorted(set(known))
    if not names:
        return "None are known."
    shown = ", ".join(repr(name) for name in names[:30])
    more = f" and {len(names) - 30} more" if len(names) > 30 else ""
    close = difflib.get_close_matches(str(value), names, n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    return f"Known: {shown}{more}.{hint}"


class FramingError(Exception):
    """The base of all errors of this package."""


class DocumentError(FramingError):
    """A document or a corpus cannot be read."""


class ComparisonError(FramingError):
    """Documents cannot be compared in the way that was asked for."""


class OptionError(FramingError, ValueError):
    """An argument has a value that the function cannot use."""

    @classmethod
    def unknown(cls, what: str, value: object, known: Iterable[str]) -> OptionError:
        """Build the error for a name that is not among the known ones."""
        return cls(f"unknown {what} {value!r}. {nearest(value, known)}")


class MissingExtraError(FramingError, ImportError):
    """A feature needs an optional dependency that is not installed."""

    @classmethod
    def of(cls, feature: str, extra: str) -> MissingExtraError:
        """Build the error that names the pip command for an extra."""
        return cls(f"{feature} needs the {extra!r} extra: pip install 'comparative-framing[{extra}]'")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file: where it stands, what it is, how to mend it."""

    file: str
    path: str
    message: str
    mend: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line is not None else self.file
        at = f" {self.path}:" if self.path else ""
        return f"{where}:{at} {self.message}. {self.mend}"


class LexiconError(FramingError):
    """A lexicon is faulty; `faults` holds every fault of the file, not the first alone."""

    def __init__(self, message: str, faults: Iterable[Fault] = ()) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        self.message = message
        super().__init__(message, self.faults)

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  {fault}" for fault in self.faults)])
