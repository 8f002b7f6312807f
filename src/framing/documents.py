"""Documents and corpora: what is read, where its text came from, what is known about it."""

from __future__ import annotations

import codecs
import csv
import datetime
import gzip
import hashlib
import io
import json
import math
import sys
import tomllib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, TypeAlias, cast, overload

from framing.errors import DocumentError, MissingExtraError, nearest

__all__ = [
    "Corpus",
    "Document",
    "Span",
    "as_document",
    "document_of",
    "iter_corpus",
    "load_seeds",
    "read_corpus",
    "read_document",
]

Span: TypeAlias = tuple[int, int]
"""A half-open range `[start, end)` of Unicode code points of `document.text`."""

Metadata: TypeAlias = Mapping[str, Any]

_HTML_SUFFIXES = {".html", ".htm", ".xhtml"}
_CORPUS_FILE = "corpus.toml"
# A line or field beyond this is an accident or an attack; a book has a hundredth of it.
LINE_LIMIT = 64 * 1024 * 1024
# Prose packs to a third or a tenth. What unpacks to more than this many times its size, beyond what is harmless, is a
# bomb.
UNPACKED_TIMES, UNPACKED_FREE = 200, 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Document:
    """An immutable text with an id and metadata.

    Every span that the library reports refers to `text`, which is never altered.

    >>> Document(text="Baku and Yerevan agreed.", id="note-1", metadata={"outlet": "TASS"})
    Document(id='note-1', 24 characters, outlet='TASS')
    """

    text: str
    id: str = ""
    metadata: Metadata = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise DocumentError(f"a document's text is a str, not {type(self.text).__name__}: decode bytes first")
        if not isinstance(self.id, str):
            raise DocumentError(f"a document's id is a str, not {self.id!r}")
        object.__setattr__(self, "metadata", {str(key): _plain(value) for key, value in self.metadata.items()})

    def __repr__(self) -> str:
        facts = "".join(f", {key}={value!r}" for key, value in self.metadata.items())
        return f"Document(id={self.id!r}, {len(self.text)} characters{facts})"

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, lone surrogates kept as they are (`surrogatepass`)."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Return the document as the profile record shows it, without its text."""
        return {
            "id": self.id,
            "characters": len(self.text),
            "sha256": self.sha256,
            "metadata": dict(self.metadata),
        }


def _plain(value: Any) -> Any:
    """Turn dates into ISO strings, so that metadata survives JSON unchanged."""
    if isinstance(value, (datetime.date, datetime.datetime, datetime.time)):
        return value.isoformat()
    return value


def as_document(document: str | Document) -> Document:
    """Return a `Document`, wrapping a plain string."""
    if isinstance(document, Document):
        return document
    if isinstance(document, str):
        return Document(document)
    raise DocumentError(f"expected a str or a Document, not {type(document).__name__}")


@dataclass(frozen=True, slots=True, repr=False)
class Corpus(Sequence[Document]):
    """A sequence of documents with distinct ids; a text or a document alone is a corpus of one.

    >>> corpus = Corpus([Document("One.", "a"), Document("Two.", "b")])
    >>> len(corpus), corpus["b"].text
    (2, 'Two.')
    """

    documents: tuple[Document, ...]

    def __init__(self, documents: str | Document | Iterable[str | Document]) -> None:
        if isinstance(documents, (str, Document)):
            documents = (documents,)
        held = tuple(
            Document(item, f"text-{number}") if isinstance(item, str) else as_document(item)
            for number, item in enumerate(documents, start=1)
        )
        _refuse_twins(document.id for document in held)
        object.__setattr__(self, "documents", held)

    def __len__(self) -> int:
        return len(self.documents)

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    @overload
    def __getitem__(self, key: int | str) -> Document: ...
    @overload
    def __getitem__(self, key: slice) -> Corpus: ...
    def __getitem__(self, key: int | str | slice) -> Document | Corpus:
        if isinstance(key, slice):
            return Corpus(self.documents[key])
        if isinstance(key, str):
            return self._by_id(key)
        return self.documents[key]

    def _by_id(self, key: str) -> Document:
        for document in self.documents:
            if document.id == key:
                return document
        known = [document.id for document in self.documents]
        raise DocumentError(f"no document {key!r} in this corpus. {nearest(key, known)}")

    def __repr__(self) -> str:
        shown = ", ".join(repr(document.id) for document in self.documents[:5])
        more = ", …" if len(self.documents) > 5 else ""
        return f"Corpus({len(self.documents)} documents: {shown}{more})"


def _refuse_twins(ids: Iterable[str]) -> None:
    seen: set[str] = set()
    twins: dict[str, None] = {}
    for each in ids:
        if each in seen:
            twins[each] = None
        seen.add(each)
    if twins:
        listed = ", ".join(repr(each) for each in twins)
        raise DocumentError(f"two documents share an id: {listed}. Give each document its own id")


# ---------------------------------------------------------------- one document


def read_document(path: str | Path, *, id: str | None = None, encoding: str = "utf-8", **metadata: Any) -> Document:
    """Read one file; its id is the file name, keywords become its metadata.

    A byte-order mark is dropped; newlines stay as they are. `encoding="detect"` guesses the encoding with
    charset-normalizer. An HTML file gives its main text, if the `html` extra is installed.

    Raises:
        DocumentError: the file is missing, or is not in `encoding` (the message names the byte).
        MissingExtraError: an HTML file, and the `html` extra is not installed.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "a.txt"
    ...     _ = path.write_text("Baku and Yerevan agreed.", encoding="utf-8")
    ...     read_document(path, outlet="TASS")
    Document(id='a.txt', 24 characters, outlet='TASS')
    """
    path = Path(path)
    text = _decode(_read_bytes(path), encoding, str(path))
    if path.suffix.lower() in _HTML_SUFFIXES:
        text = _main_text(text, str(path))
    return Document(text, path.name if id is None else id, metadata)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise DocumentError(f"{path}: is a folder. Read it with framing.read_corpus") from None
    except FileNotFoundError:
        raise DocumentError(f"{path}: no such file{_near_file(path)}") from None
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read ({error.strerror})") from error
    except ValueError as error:  # a NUL in the name
        raise DocumentError(f"{path!r}: is no file name ({error})") from None


def _near_file(path: Path) -> str:
    if not path.parent.is_dir():
        return f": the folder {path.parent} does not exist"
    names = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    return f". {nearest(path.name, names)}" if names else ": its folder is empty"


_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def _decode(raw: bytes, encoding: str, where: str, offset: int = 0) -> str:
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


def _main_text(html: str, where: str) -> str:
    try:
        import trafilatura
    except ImportError:
        raise MissingExtraError.of(f"{where}: reading an HTML file", "html") from None
    text = trafilatura.extract(html, include_comments=False, include_tables=False)
    if not text:
        raise DocumentError(f"{where}: no main text found in this HTML file. Save the article's text as .txt")
    return str(text)


# ---------------------------------------------------------------- many documents

Faults: TypeAlias = Callable[[DocumentError], None]
"""What takes the faults of documents that are left out, where reading is to go on without them."""


def read_corpus(path: str | Path, *, encoding: str = "utf-8", text: str = "text", id: str = "id") -> Corpus:
    """Read a folder of .txt files (with an optional corpus.toml), or one .jsonl, .csv or .parquet file.

    `text` and `id` name the fields that hold a row's text and id; every other field is metadata. A corpus.toml
    gives metadata by file: `[documents."a.txt"]` and then `outlet = "…"`, `date = 2023-06-08`, … A .jsonl or .csv may
    be compressed (`.gz`, or `.zst` with the `zstd` extra).

    Raises:
        DocumentError: nothing is there, a row is faulty (file and line are named), or two documents share an id.
        MissingExtraError: a .parquet file, and the `arrow` extra is not installed.
    """
    path = Path(path)
    corpus = Corpus(iter_corpus(path, encoding=encoding, text=text, id=id))
    if not corpus:
        raise DocumentError(f"{path}: holds no document")
    return corpus


def iter_corpus(
    path: str | Path, *, encoding: str = "utf-8", text: str = "text", id: str = "id", faults: Faults | None = None
) -> Iterator[Document]:
    """Yield the documents of `path` one by one, in a fixed order; see `read_corpus`.

    Only one document is held at a time. With `faults`, a faulty row or file is handed to it and reading goes on.
    """
    path = Path(path)
    if path.is_dir():
        return _iter_folder(path, encoding, faults or _raise)
    suffixes = [suffix.lower() for suffix in path.suffixes]
    kind = suffixes[-2] if suffixes[-1:] in ([".gz"], [".zst"]) and len(suffixes) > 1 else (suffixes or [""])[-1]
    readers = {".jsonl": _jsonl_rows, ".ndjson": _jsonl_rows, ".csv": _csv_rows, ".parquet": _parquet_rows}
    if not path.exists():
        raise DocumentError(f"{path}: no such file or folder{_near_file(path)}")
    if kind not in readers:
        return iter([read_document(path, encoding=encoding)])
    return _from_rows(readers[kind](path, encoding), path, text, id, faults or _raise)


def _raise(fault: DocumentError) -> None:
    raise fault


def _iter_folder(folder: Path, encoding: str, faults: Faults) -> Iterator[Document]:
    about = _corpus_facts(folder)
    files = sorted(entry for entry in folder.iterdir() if entry.suffix.lower() == ".txt" and entry.is_file())
    if not files:
        raise DocumentError(f"{folder}: holds no .txt file. Give a folder of .txt files, a .jsonl, .csv or .parquet")
    names = [entry.name for entry in files]
    strangers = sorted(set(about) - set(names))
    if strangers:
        facts = folder / _CORPUS_FILE
        raise DocumentError(f"{facts}: no file {strangers[0]!r} beside it. {nearest(strangers[0], names)}")
    for entry in files:
        try:
            document = read_document(entry, encoding=encoding)
        except DocumentError as fault:
            faults(fault)
            continue
        yield Document(document.text, document.id, about.get(entry.name, {}))


def _corpus_facts(folder: Path) -> dict[str, dict[str, Any]]:
    path = folder / _CORPUS_FILE
    if not path.exists():
        return {}
    try:
        table = tomllib.loads(_decode(_read_bytes(path), "utf-8", str(path)))
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(f"{path}: is not valid TOML ({error})") from None
    except RecursionError:
        raise DocumentError(f"{path}: TOML nested too deep") from None
    documents = table.get("documents", {})
    if not isinstance(documents, dict) or not all(isinstance(facts, dict) for facts in documents.values()):
        raise DocumentError(f'{path}: documents must be tables, one a file: [documents."a.txt"]')
    return documents


Row: TypeAlias = tuple[int, dict[str, Any] | DocumentError]
"""The number of a row, and the row or what is wrong with it."""


def _from_rows(rows: Iterable[Row], path: Path, text: str, id: str, faults: Faults) -> Iterator[Document]:
    for number, row in rows:
        try:
            if isinstance(row, DocumentError):
                raise row
            document = document_of(row, text, id, f"{path}:{number}", f"{path.name}:{number}")
        except DocumentError as fault:
            faults(fault)
        else:
            yield document


def document_of(row: Mapping[str, Any], text: str, id: str, where: str, default_id: str) -> Document:
    """Return the document in a row of a table: one field is its text, one its id, and all others are its metadata.

    Raises:
        DocumentError: the row lacks the text, or a field is of the wrong type; the message begins with `where`.
    """
    fields = dict(row)
    if text not in fields:
        raise DocumentError(f"{where}: no field {text!r}. {nearest(text, [str(key) for key in fields])}")
    body = fields.pop(text)
    if not isinstance(body, str):
        raise DocumentError(f"{where}: the field {text!r} holds {type(body).__name__}, not text")
    name = fields.pop(id, None)
    nested = fields.pop("metadata", {})
    if not isinstance(nested, dict):
        raise DocumentError(f"{where}: the field 'metadata' holds {type(nested).__name__}, not an object")
    return Document(body, default_id if name is None else str(name), {**fields, **nested})


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file with their byte offsets, unpacked on the way; none is longer than the limit."""
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


def _jsonl_rows(path: Path, encoding: str) -> Iterator[Row]:
    for number, (offset, line) in enumerate(_guarded(_lines(path), path), start=1):
        if line.strip():
            yield number, _json_row(line, encoding, f"{path}:{number}", offset)


def _json_row(line: bytes, encoding: str, where: str, offset: int) -> dict[str, Any] | DocumentError:
    try:
        row = json.loads(_decode(line, encoding, where, offset))
    except json.JSONDecodeError as error:
        return DocumentError(f"{where}: is not JSON ({error.msg} at column {error.colno})")
    except RecursionError:
        return DocumentError(f"{where}: JSON nested too deep")
    except ValueError as error:  # a number with more digits than Python reads
        return DocumentError(f"{where}: is not JSON ({error})")
    except DocumentError as error:
        return error
    if not isinstance(row, dict):
        return DocumentError(f"{where}: each line is one JSON object, not {type(row).__name__}")
    return row


def _guarded(lines: Iterator[tuple[int, bytes]], path: Path) -> Iterator[tuple[int, bytes]]:
    """Name the file where its packing is broken."""
    try:
        yield from lines
    except _packing_errors() as error:
        raise DocumentError(f"{path}: cannot be unpacked to its end ({error})") from None


def _packing_errors() -> tuple[type[Exception], ...]:
    """Return the errors of broken packing; that of a .zst file is known where its extra is loaded at all."""
    zstandard = sys.modules.get("zstandard")
    return (EOFError, OSError, zlib.error, *((zstandard.ZstdError,) if zstandard is not None else ()))


def _csv_rows(path: Path, encoding: str) -> Iterator[Row]:
    csv.field_size_limit(LINE_LIMIT)
    lines = (_decode(line, encoding, str(path), offset) for offset, line in _guarded(_lines(path), path))
    reader = csv.DictReader(lines, strict=True)
    try:
        for row in reader:
            if None in row or None in row.values():
                where = f"{path}:{reader.line_num}"
                wanted = len(reader.fieldnames or [])
                yield reader.line_num, DocumentError(f"{where}: has not as many fields as the header ({wanted})")
            else:
                yield reader.line_num, row
    except csv.Error as error:
        raise DocumentError(f"{path}:{reader.line_num}: is not CSV ({error})") from None


def _parquet_rows(path: Path, encoding: str) -> Iterator[Row]:
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise MissingExtraError.of(f"{path}: reading a Parquet file", "arrow") from None
    import pyarrow

    try:
        number = 0
        with parquet.ParquetFile(path, pre_buffer=False) as file:  # else the bytes of the whole file stay in memory
            for batch in file.iter_batches(batch_size=256):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise DocumentError(f"{path}: is not a Parquet file ({error})") from None


def load_seeds() -> Corpus:
    """Return the five seed articles on the Karabakh conflict, with what is known of their outlets and dates.

    >>> [document.metadata["outlet"] for document in load_seeds()][1]
    'JAMnews'
    """
    return read_corpus(_seed_folder())


def _seed_folder() -> Path:
    """Find the seeds inside an installed wheel, or beside `src/` in a checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / "seeds", here.parent.parent / "seeds"):
        if (folder / _CORPUS_FILE).is_file():
            return folder
    raise DocumentError("the seed articles are not installed with this copy of framing. Install it again with pip")
