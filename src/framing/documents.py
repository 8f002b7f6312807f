"""Documents and corpora: what is read, where its text came from, what is known about it."""

from __future__ import annotations

import codecs
import csv
import datetime
import hashlib
import io
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, overload

from framing.errors import DocumentError, MissingExtraError, nearest

__all__ = ["Corpus", "Document", "Span", "as_document", "iter_corpus", "load_seeds", "read_corpus", "read_document"]

Span: TypeAlias = tuple[int, int]
"""A half-open range `[start, end)` of Unicode code points of `document.text`."""

Metadata: TypeAlias = Mapping[str, Any]

_HTML_SUFFIXES = {".html", ".htm", ".xhtml"}
_CORPUS_FILE = "corpus.toml"
_FIELD_LIMIT = 64 * 1024 * 1024


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
    """A sequence of documents with distinct ids.

    >>> corpus = Corpus([Document("One.", "a"), Document("Two.", "b")])
    >>> len(corpus), corpus["b"].text
    (2, 'Two.')
    """

    documents: tuple[Document, ...]

    def __init__(self, documents: Iterable[str | Document]) -> None:
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


def _decode(raw: bytes, encoding: str, where: str) -> str:
    for mark, name in _MARKS:
        # A UTF-16 mark is believed only where the caller did not name another encoding.
        if raw.startswith(mark) and (name == "utf-8" or encoding == "detect"):
            raw, encoding = raw[len(mark) :], name
            break
    if encoding == "detect":
        return _detect(raw, where)
    try:
        return raw.decode(encoding)
    except LookupError:
        raise DocumentError(f"{where}: unknown encoding {encoding!r}. Use a name Python knows, or 'detect'") from None
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{where}: byte {error.start} is not {encoding} ({error.reason}). "
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


def read_corpus(path: str | Path, *, encoding: str = "utf-8", text: str = "text", id: str = "id") -> Corpus:
    """Read a folder of .txt files (with an optional corpus.toml), or one .jsonl, .csv or .parquet file.

    `text` and `id` name the fields that hold a row's text and id; every other field is metadata. A corpus.toml
    gives metadata by file: `[documents."a.txt"]` and then `outlet = "…"`, `date = 2023-06-08`, …

    Raises:
        DocumentError: nothing is there, a row is faulty (file and line are named), or two documents share an id.
        MissingExtraError: a .parquet file, and the `arrow` extra is not installed.
    """
    path = Path(path)
    corpus = Corpus(iter_corpus(path, encoding=encoding, text=text, id=id))
    if not corpus:
        raise DocumentError(f"{path}: holds no document")
    return corpus


def iter_corpus(path: str | Path, *, encoding: str = "utf-8", text: str = "text", id: str = "id") -> Iterator[Document]:
    """Yield the documents of `path` one by one, in a fixed order; see `read_corpus`."""
    path = Path(path)
    if path.is_dir():
        return _iter_folder(path, encoding)
    readers = {".jsonl": _iter_jsonl, ".ndjson": _iter_jsonl, ".csv": _iter_csv, ".parquet": _iter_parquet}
    reader = readers.get(path.suffix.lower())
    if reader is not None:
        return reader(path, encoding, text, id)
    if path.exists():
        return iter([read_document(path, encoding=encoding)])
    raise DocumentError(f"{path}: no such file or folder{_near_file(path)}")


def _iter_folder(folder: Path, encoding: str) -> Iterator[Document]:
    about = _corpus_facts(folder)
    files = sorted(entry for entry in folder.iterdir() if entry.suffix.lower() == ".txt" and entry.is_file())
    if not files:
        raise DocumentError(f"{folder}: holds no .txt file. Give a folder of .txt files, a .jsonl, .csv or .parquet")
    strangers = sorted(set(about) - {entry.name for entry in files})
    if strangers:
        known = [entry.name for entry in files]
        raise DocumentError(
            f"{folder / _CORPUS_FILE}: no file {strangers[0]!r} beside it. {nearest(strangers[0], known)}"
        )
    for entry in files:
        document = read_document(entry, encoding=encoding)
        yield Document(document.text, document.id, about.get(entry.name, {}))


def _corpus_facts(folder: Path) -> dict[str, dict[str, Any]]:
    path = folder / _CORPUS_FILE
    if not path.exists():
        return {}
    try:
        table = tomllib.loads(_decode(_read_bytes(path), "utf-8", str(path)))
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(f"{path}: is not valid TOML ({error})") from None
    documents = table.get("documents", {})
    if not isinstance(documents, dict) or not all(isinstance(facts, dict) for facts in documents.values()):
        raise DocumentError(f'{path}: documents must be tables, one a file: [documents."a.txt"]')
    return documents


def _iter_jsonl(path: Path, encoding: str, text: str, id: str) -> Iterator[Document]:
    for number, line in enumerate(io.BytesIO(_read_bytes(path)), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(_decode(line, encoding, where))
        except json.JSONDecodeError as error:
            raise DocumentError(f"{where}: is not JSON ({error.msg} at column {error.colno})") from None
        except RecursionError:
            raise DocumentError(f"{where}: JSON nested too deep") from None
        if not isinstance(row, dict):
            raise DocumentError(f"{where}: each line is one JSON object, not {type(row).__name__}")
        yield _from_row(row, text, id, where, f"{path.name}:{number}")


def _iter_csv(path: Path, encoding: str, text: str, id: str) -> Iterator[Document]:
    csv.field_size_limit(min(_FIELD_LIMIT, sys.maxsize))
    content = io.StringIO(_decode(_read_bytes(path), encoding, str(path)), newline="")
    reader = csv.DictReader(content, strict=True)
    try:
        for row in reader:
            where = f"{path}:{reader.line_num}"
            if None in row or None in row.values():
                raise DocumentError(f"{where}: has not as many fields as the header ({len(reader.fieldnames or [])})")
            yield _from_row(row, text, id, where, f"{path.name}:{reader.line_num}")
    except csv.Error as error:
        raise DocumentError(f"{path}:{reader.line_num}: is not CSV ({error})") from None


def _iter_parquet(path: Path, encoding: str, text: str, id: str) -> Iterator[Document]:
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise MissingExtraError.of(f"{path}: reading a Parquet file", "arrow") from None
    import pyarrow

    if not path.is_file():
        raise DocumentError(f"{path}: no such file{_near_file(path)}")
    try:
        number = 0
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=256):
                for row in batch.to_pylist():
                    number += 1
                    yield _from_row(row, text, id, f"{path}: row {number}", f"{path.name}:{number}")
    except pyarrow.ArrowInvalid as error:
        raise DocumentError(f"{path}: is not a Parquet file ({error})") from None


def _from_row(row: dict[str, Any], text: str, id: str, where: str, default_id: str) -> Document:
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
