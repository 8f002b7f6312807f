"""What is at a path: one document, a folder of them, or a file of rows."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from framing.documents.files import decode, main_text, near_file, read_bytes
from framing.documents.model import Corpus, Document
from framing.documents.rows import READERS, Row, document_of
from framing.errors import DocumentError, nearest

__all__ = ["Faults", "iter_corpus", "load_seeds", "read_corpus", "read_document", "seed_folder"]

_HTML_SUFFIXES = {".html", ".htm", ".xhtml"}
_CORPUS_FILE = "corpus.toml"

Faults: TypeAlias = Callable[[DocumentError], None]
"""What takes the faults of documents that are left out, where reading is to go on without them."""


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
    text = decode(read_bytes(path), encoding, str(path))
    if path.suffix.lower() in _HTML_SUFFIXES:
        text = main_text(text, str(path))
    return Document(text, path.name if id is None else id, metadata)


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
    if not path.exists():
        raise DocumentError(f"{path}: no such file or folder{near_file(path)}")
    if kind not in READERS:
        return iter([read_document(path, encoding=encoding)])
    return _from_rows(READERS[kind](path, encoding), path, text, id, faults or _raise)


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
        table = tomllib.loads(decode(read_bytes(path), "utf-8", str(path)))
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(f"{path}: is not valid TOML ({error})") from None
    except RecursionError:
        raise DocumentError(f"{path}: TOML nested too deep") from None
    documents = table.get("documents", {})
    if not isinstance(documents, dict) or not all(isinstance(facts, dict) for facts in documents.values()):
        raise DocumentError(f'{path}: documents must be tables, one a file: [documents."a.txt"]')
    return documents


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


def load_seeds() -> Corpus:
    """Return the five seed articles on the Karabakh conflict, with what is known of their outlets and dates.

    >>> [document.metadata["outlet"] for document in load_seeds()][1]
    'JAMnews'
    """
    return read_corpus(seed_folder())


def seed_folder() -> Path:
    """Find the seeds inside an installed wheel, or beside `src/` in a checkout."""
    here = Path(__file__).resolve().parent.parent
    for folder in (here / "seeds", here.parent.parent / "seeds"):
        if (folder / _CORPUS_FILE).is_file():
            return folder
    raise DocumentError("the seed articles are not installed with this copy of framing. Install it again with pip")
