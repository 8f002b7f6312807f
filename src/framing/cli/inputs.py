"""What commands read: documents, profiles and lexicons, from what their INPUT names."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from glob import glob
from pathlib import Path
from typing import Any

import framing
from framing.documents import Corpus, Document, iter_corpus

__all__ = ["documents_of", "read_inputs", "read_lexicons", "read_records"]


def read_lexicons(names: Sequence[str]) -> Any:
    """Return the lexicons as one, or None where none is named."""
    return framing.load_lexicon(*names) if names else None


def read_inputs(inputs: Sequence[str], encoding: str) -> Corpus:
    """Return the documents of all inputs."""
    return Corpus(document for each in inputs for document in documents_of(each, encoding))


def documents_of(source: str, encoding: str) -> Iterator[Document]:
    """Return the documents of one input."""
    if source == "-":
        return _standard_input(encoding)
    if source == "seeds" and not Path(source).exists():
        return iter(framing.load_seeds())
    # A pattern that no shell has expanded: in quotes, or on Windows.
    paths = sorted(glob(source)) if not Path(source).exists() else []
    return (document for path in paths or [source] for document in iter_corpus(path, encoding=encoding))


def _standard_input(encoding: str) -> Iterator[Document]:
    raw = sys.stdin.buffer.read()
    try:
        text = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise framing.DocumentError(
            f"standard input: is not {encoding} ({error}). Name its encoding with --encoding"
        ) from None
    yield Document(text, "stdin")


def read_records(inputs: Sequence[str]) -> Iterator[dict[str, Any]] | None:
    """Return profile records, read one by one, if that is what the files hold; else nothing."""
    from framing.runs import holds_profiles

    if not all(Path(each).suffix in (".jsonl", ".parquet") and holds_profiles(Path(each)) for each in inputs):
        return None
    return (record for each in inputs for record in framing.read_profiles(each))
