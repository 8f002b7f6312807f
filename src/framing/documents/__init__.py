"""Documents and corpora: what is read, where its text came from, what is known about it."""

from framing.documents.model import Corpus, Document, Span, as_document
from framing.documents.reading import iter_corpus, load_seeds, read_corpus, read_document, seed_folder
from framing.documents.rows import document_of

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
    "seed_folder",
]
