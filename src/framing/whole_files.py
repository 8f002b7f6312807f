"""Files that are whole or not there: written beside their place, forced to the disk, and only then given their name."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from framing.errors import FramingError

__all__ = ["whole_file", "write_lines"]


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """Yield a file to write to; when the block ends well it takes the place of `path`, else nothing is left of it.

    A link is followed, and what is no ordinary file (`/dev/stdout`, a pipe) is written to directly.

    Raises:
        FramingError: it cannot be written.
    """
    path = Path(path)
    place = Path(os.path.realpath(path))
    try:
        if path.exists() and not path.is_file():
            yield path
            return
        handle, name = tempfile.mkstemp(prefix=f".{place.name[:80]}.", suffix=".part", dir=place.parent)
        os.close(handle)
    except OSError as error:
        raise _refused(path, error) from None
    temporary = Path(name)
    try:
        yield temporary
        _keep(temporary, place)
    except OSError as error:
        raise _refused(path, error) from None
    finally:
        temporary.unlink(missing_ok=True)


def write_lines(path: str | Path, lines: Iterable[str]) -> None:
    """Write lines as UTF-8, whole or not at all.

    Raises:
        FramingError: the file cannot be written.
    """
    with whole_file(path) as temporary, open(temporary, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


def _refused(path: Path, error: OSError) -> FramingError:
    return FramingError(f"{path}: cannot be written ({error.strerror or error}). What was there before is whole")


def _keep(temporary: Path, place: Path) -> None:
    # mkstemp makes files that their owner alone can read; a result is an ordinary file.
    mask = os.umask(0)
    os.umask(mask)
    temporary.chmod(0o666 & ~mask)
    _force(temporary)
    os.replace(temporary, place)
    _force(place.parent)


def _force(path: Path) -> None:
    """Have a file, or a folder's list of names, on the disk and not only in memory."""
    if path.is_dir() and os.name != "posix":
        return  # Windows opens no folders
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
