"""What a document and a corpus are, as immutable values."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, overload

from framing.errors import DocumentError, nearest

__all__ = ["Corpus", "Document", "Metadata", "Span", "as_document"]

Span: TypeAlias = tuple[int, int]
"""A half-open range `[start, end)` of Unicode code points of `document.text`."""

Metadata: TypeAlias = Mapping[str, Any]


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
