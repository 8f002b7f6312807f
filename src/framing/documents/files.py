"""Files as text: their bytes, packed or not, their encoding, and the main text of an HTML page."""

from __future__ import annotations

import codecs
import gzip
import io
import math
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from framing.errors import DocumentError, MissingExtraError, nearest

__all__ = ["LINE_LIMIT", "decode", "main_text", "near_file", "read_bytes", "read_lines"]

# A line or field beyond this is an accident or an attack; a book has a hundredth of it.
LINE_LIMIT = 64 * 1024 * 1024
# Prose packs to a third or a tenth. What unpacks to more than this many times its size, beyond what is harmless, is a
# bomb.
UNPACKED_TIMES, UNPACKED_FREE = 200, 256 * 1024 * 1024


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file; the error says what is wrong with its name, and which file has a like one."""
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise DocumentError(f"{path}: is a folder. Read it with framing.read_corpus") from None
    except FileNotFoundError:
        raise DocumentError(f"{path}: no such file{near_file(path)}") from None
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read ({error.strerror})") from error
    except ValueError as error:  # a NUL in the name
        raise DocumentError(f"{path!r}: is no file name ({error})") from None


def near_file(path: Path) -> str:
    """Return the end of a message on a missing file: the folder that is missing, or a file of a like name."""
    if not path.parent.is_dir():
        return f": the folder {path.parent} does not exist"
    names = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    return f". {nearest(path.name, names)}" if names else ": its folder is empty"


_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(raw: bytes, encoding: str, where: str, offset: int = 0) -> str:
    """Decode bytes that stand at `offset` of their file."""
    for mark, name in _MARKS if offset == 0 else ():
        # A UTF-16 mark is believed only where the caller did not name another encoding.
        if raw.startswith(mark) and (name == "utf-8" or encoding == "detect"):
            raw, encoding, offset = raw[len(mark) :], name, len(mark)
            break
    if encoding == "detect":
        return _detect(raw, where)
    try:
        return raw.decode(encoding)
    except LookupError:
        raise DocumentError(f"{where}: unknown encoding {encoding!r}. Use a name Python knows, or 'detect'") from None
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{where}: byte {offset + error.start} is not {encoding} ({error.reason}). "
            "Name the encoding (encoding='cp1252') or let it be guessed (encoding='detect')"
        ) from None


def _detect(raw: bytes, where: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(raw).best()
    if best is None:
        raise DocumentError(f"{where}: no encoding fits these bytes. Is it a text file?")
    return str(best)


def main_text(html: str, where: str) -> str:
    """Return the article in an HTML page, without menus, comments and tables."""
    try:
        import trafilatura
    except ImportError:
        raise MissingExtraError.of(f"{where}: reading an HTML file", "html") from None
    text = trafilatura.extract(html, include_comments=False, include_tables=False)
    if not text:
        raise DocumentError(f"{where}: no main text found in this HTML file. Save the article's text as .txt")
    return str(text)


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file with their byte offsets, unpacked on the way; none is longer than the limit.

    Raises:
        DocumentError: a line is too long, or the packing is broken (the file is named).
    """
    try:
        yield from _lines(path)
    except _packing_errors() as error:
        raise DocumentError(f"{path}: cannot be unpacked to its end ({error})") from None


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    offset = 0
    packed = path.suffix.lower() in (".gz", ".zst")
    limit = max(UNPACKED_FREE, UNPACKED_TIMES * path.stat().st_size) if packed else math.inf
    with _open(path) as file:
        while line := file.readline(LINE_LIMIT + 1):
            if len(line) > LINE_LIMIT:
                raise DocumentError(
                    f"{path}: a line at byte {offset} is longer than {LINE_LIMIT} bytes. Split the file"
                )
            yield offset, line
            offset += len(line)
            if offset > limit:
                raise DocumentError(
                    f"{path}: unpacks to more than {UNPACKED_TIMES} times its size, as no text does. "
                    "Unpack it yourself, if you trust it"
                )


def _open(path: Path) -> IO[bytes]:
    try:
        if path.suffix.lower() == ".gz":
            return cast(IO[bytes], gzip.open(path, "rb"))
        if path.suffix.lower() == ".zst":
            return _open_zst(path)
        return open(path, "rb")
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read ({error.strerror})") from error


def _open_zst(path: Path) -> IO[bytes]:
    try:
        import zstandard
    except ImportError:
        raise MissingExtraError.of(f"{path}: reading a .zst file", "zstd") from None
    return cast(IO[bytes], io.BufferedReader(zstandard.open(path, "rb")))


def _packing_errors() -> tuple[type[Exception], ...]:
    """Return the errors of broken packing; that of a .zst file is known where its extra is loaded at all."""
    zstandard = sys.modules.get("zstandard")
    return (EOFError, OSError, zlib.error, *((zstandard.ZstdError,) if zstandard is not None else ()))
