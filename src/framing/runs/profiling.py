"""A long run over many documents: in several processes, in bounded memory, and resumable to the same bytes.

A run cuts its documents into batches by a rule that depends on the input alone. Each batch becomes a part file, written
whole, in a folder beside the output; the manifest there says what the parts were made from. When all parts are there
they are joined, in order, under the final name. So a run that was killed goes on where it stood, and ends in the same
bytes.
"""

from __future__ import annotations

import glob
import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import framing
from framing.documents import Corpus, Document, iter_corpus
from framing.documents.arrow_rows import iter_parquet
from framing.errors import DocumentError, FramingError, OptionError
from framing.lexicons import Lexicon, as_lexicon
from framing.profiles import Profile, profile
from framing.runs.measuring import TWIN, Options, Outcome, dump, fault_line, measure_batch
from framing.runs.workers import Pool
from framing.whole_files import write_lines

__all__ = ["Run", "holds_profiles", "iter_profiles", "profile_corpus", "read_profiles"]

# A batch is closed by whichever comes first; both bound what a worker holds.
BATCH_DOCUMENTS, BATCH_CHARACTERS = 64, 2_000_000

Source: TypeAlias = str | Path | Iterable[str | Document]
Progress: TypeAlias = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did: how many documents it profiled, how many it could not, and where both stand."""

    documents: int
    faults: int
    out: Path
    errors: Path | None


# ---------------------------------------------------------------- public


def iter_profiles(
    documents: str | Document | Iterable[str | Document],
    lexicon: str | Path | Lexicon | None = None,
    *,
    exact: bool = False,
) -> Iterator[Profile]:
    """Yield the profile of each document, one by one, holding no more than one.

    >>> [found.document["id"] for found in iter_profiles(framing.load_seeds())][0]
    '000_d13f3ee4ddce1d0b.txt'
    """
    lexicon = as_lexicon(lexicon)
    for document in (documents,) if isinstance(documents, (str, Document)) else documents:
        yield profile(document, lexicon, exact=exact)


def profile_corpus(
    source: Source,
    lexicon: str | Path | Lexicon | None = None,
    *,
    out: str | Path,
    workers: int = 1,
    resume: bool = False,
    strict: bool = False,
    exact: bool = False,
    encoding: str = "utf-8",
    text: str = "text",
    id: str = "id",
    progress: Progress | None = None,
) -> Run:
    """Profile every document of `source` into one file of records, a line (.jsonl) or a row (.parquet) each.

    The order of the documents is kept. Documents that cannot be read or measured go to `<out>.errors.jsonl` with the
    reason, unless `strict`. What is written under `out` is whole: until the end the parts stand in `<out>.parts/`.

    Args:
        source: a path that `read_corpus` takes, or documents.
        lexicon: a `Lexicon`, or the name of a pack or path of a TOML file.
        out: the file to write; its ending says the format.
        workers: how many processes measure.
        resume: go on with a run that was interrupted; the input and the options must be the same.
        strict: let the first faulty document end the run.
        exact: see `measure_sentiment`.
        encoding: of text files, or `"detect"`.
        text: the field of a row that holds the text.
        id: the field of a row that holds the id.
        progress: called with the number of documents done so far.

    Raises:
        FramingError: another run writes to `out`, the disk is full, or what is there to resume is of another run.
        DocumentError: `strict`, and a document is faulty.
        MissingExtraError: `out` is a Parquet file, and the `arrow` extra is not installed.
    """
    out = Path(out)
    if out.suffix not in (".jsonl", ".parquet"):
        raise OptionError(f"{out}: profiles are written as .jsonl or .parquet")
    if out.suffix == ".parquet":
        from framing.runs.arrow import pyarrow_module

        pyarrow_module()  # what is missing is said before hours of work, not after them
    if workers < 1:
        raise OptionError(f"workers is at least 1, not {workers}")
    lexicon = as_lexicon(lexicon)
    if not isinstance(source, (str, Path)):
        source = Corpus(source)
    elif out.exists() and out.samefile(source):
        raise OptionError(f"{out}: is the input. Choose another file to write to")
    reading = _Reading(source, encoding, text, id, strict)
    with _parts_of(out, _manifest(source, lexicon, exact, encoding, text, id), resume) as parts:
        with Pool(measure_batch, Options(lexicon, exact, rows=out.suffix == ".parquet"), workers) as pool:
            _fill(parts, reading, pool, strict, progress)
        return _finish(parts, out)


def read_profiles(path: str | Path) -> Iterator[dict[str, Any]]:
    """Yield the profile records of a .jsonl or .parquet file that a run wrote.

    Raises:
        DocumentError: the file is missing, or a line is no profile record (it is named).
    """
    path = Path(path)
    if path.suffix == ".parquet":
        for number, row in iter_parquet(path, columns=["record"]):
            if isinstance(row, DocumentError):
                raise row
            yield _record(row["record"], f"{path}:{number}")
        return
    try:
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                yield _record(line, f"{path}:{number}")
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path}: holds bytes that are not UTF-8 ({error.reason})") from None


def holds_profiles(path: Path) -> bool:
    """Tell whether a file begins with a profile record."""
    if not path.is_file():
        return False
    try:
        return next(read_profiles(path), None) is not None
    except FramingError:
        return False


def _record(line: Any, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line) if isinstance(line, str) else None
    except json.JSONDecodeError as error:
        raise DocumentError(f"{where}: is not JSON ({error.msg})") from None
    except (RecursionError, ValueError) as error:  # nested too deep, or a number of too many digits
        raise DocumentError(f"{where}: is not JSON that can be read ({error})") from None
    if not isinstance(record, dict) or not str(record.get("schema", "")).startswith("framing.profile/"):
        raise DocumentError(f"{where}: is no profile record. Write them with framing profile --format jsonl")
    return record


# ---------------------------------------------------------------- reading in batches


class _Reading:
    """The documents of a source in batches, and what could not be read beside the batch it stood in."""

    def __init__(self, source: str | Path | Corpus, encoding: str, text: str, id: str, strict: bool) -> None:
        self._found: list[str] = []
        if isinstance(source, (str, Path)):
            faults = None if strict else self._note
            self._documents = iter_corpus(source, encoding=encoding, text=text, id=id, faults=faults)
        else:
            self._documents = iter(source)

    def _note(self, fault: DocumentError) -> None:
        self._found.append(fault_line(None, str(fault)))

    def batches(self) -> Iterator[tuple[list[Document], tuple[str, ...]]]:
        """Yield each batch with the faults met while it was read."""
        seen: set[bytes] = set()
        batch: list[Document] = []
        size = 0
        for document in self._documents:
            # A digest, not the id: memory stays small for millions of documents.
            key = hashlib.blake2b(document.id.encode("utf-8", "surrogatepass"), digest_size=12).digest()
            if key in seen:
                self._found.append(fault_line(document.id, TWIN))
                continue
            seen.add(key)
            batch.append(document)
            size += len(document.text)
            if len(batch) >= BATCH_DOCUMENTS or size >= BATCH_CHARACTERS:
                yield batch, self._taken()
                batch, size = [], 0
        if batch or self._found:
            yield batch, self._taken()

    def _taken(self) -> tuple[str, ...]:
        found, self._found = tuple(self._found), []
        return found


# ---------------------------------------------------------------- parts


@dataclass(frozen=True, slots=True)
class _Parts:
    folder: Path

    def records(self, number: int) -> Path:
        return self.folder / f"part-{number:07d}.jsonl"

    def faults(self, number: int) -> Path:
        return self.folder / f"part-{number:07d}.faults.jsonl"

    def has(self, number: int) -> bool:
        return self.records(number).exists()

    def store(self, number: int, outcome: Outcome) -> None:
        """Write a part, its faults first: the part's own file says that both are there."""
        if outcome.faults:
            write_lines(self.faults(number), outcome.faults)
        write_lines(self.records(number), outcome.records)


def _manifest(
    source: str | Path | Corpus, lexicon: Lexicon | None, exact: bool, encoding: str, text: str, id: str
) -> dict[str, Any]:
    """Say what the parts are made from; a run is resumed only where this is the same."""
    facts: dict[str, Any] = {"schema": "framing.run/1", "framing": framing.__version__}
    facts["source"] = _digest(source) if isinstance(source, Corpus) else _fingerprint(Path(source))
    facts["lexicon"] = lexicon.sha256 if lexicon is not None else None
    facts["batch"] = [BATCH_DOCUMENTS, BATCH_CHARACTERS]
    return facts | {"exact": exact, "encoding": encoding, "text": text, "id": id}


def _fingerprint(path: Path) -> list[list[Any]]:
    # Of a folder, what is read of it: the output may stand in it too.
    files = sorted(file for file in path.iterdir() if file.suffix in (".txt", ".toml")) if path.is_dir() else [path]
    return [[file.name, file.stat().st_size, file.stat().st_mtime_ns] for file in files if file.is_file()]


def _digest(corpus: Corpus) -> str:
    digest = hashlib.sha256()
    for document in corpus:
        digest.update(dump([document.id, document.sha256, repr(document.metadata)]).encode("utf-8"))
    return digest.hexdigest()


@contextmanager
def _parts_of(out: Path, manifest: dict[str, Any], resume: bool) -> Iterator[_Parts]:
    folder = out.with_name(out.name + ".parts")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise FramingError(f"{folder}: cannot be made ({error.strerror})") from None
    with _locked(folder):
        _tidy(out, folder)
        _check_manifest(folder, manifest, resume)
        yield _Parts(folder)


def _tidy(out: Path, folder: Path) -> None:
    """Remove what a run that was killed while it wrote, or while it removed its parts, has left behind."""
    shutil.rmtree(_done(folder), ignore_errors=True)
    for left in out.parent.glob(f".{glob.escape(out.name[:80])}*.part"):
        left.unlink(missing_ok=True)


def _done(folder: Path) -> Path:
    return folder.with_name(folder.name + ".done")


def _check_manifest(folder: Path, manifest: dict[str, Any], resume: bool) -> None:
    path = folder / "manifest.json"
    if not path.exists():
        write_lines(path, [dump(manifest)])
        return
    if not resume:
        raise FramingError(f"{folder}: holds an interrupted run. Go on with it (--resume), or delete the folder")
    try:
        same = json.loads(path.read_text(encoding="utf-8")) == json.loads(dump(manifest))
    except (OSError, ValueError):
        same = False
    if not same:
        raise FramingError(f"{folder}: is of a run with another input or other options. Delete it, or repeat that run")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Refuse a second run on the same output; the lock ends with the process, however that ends."""
    try:
        file = open(folder / "lock", "w", encoding="utf-8")  # noqa: SIM115
    except OSError as error:
        raise FramingError(f"{folder}: cannot be written to ({error.strerror})") from None
    with file:
        try:
            _lock(file.fileno())
        except OSError:
            raise FramingError(f"{folder}: another run is writing here. Wait for it, or choose another --out") from None
        yield


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


# ---------------------------------------------------------------- the run


def _fill(parts: _Parts, reading: _Reading, pool: Pool, strict: bool, progress: Progress | None) -> None:
    """Measure the batches that have no part yet, a few at a time, and store each part when it is there."""
    under_way: dict[int, tuple[list[Document], tuple[str, ...]]] = {}
    done = 0

    def collect() -> int:
        finished = 0
        for number, outcome in pool.finished():
            batch, faults = under_way.pop(number)
            if outcome is None:
                outcome = _one_by_one(batch, pool)
            if strict and outcome.faults:
                raise DocumentError(json.loads(outcome.faults[0])["error"])
            parts.store(number, Outcome(outcome.records, faults + outcome.faults))
            finished += len(batch)
        if progress is not None:
            progress(done + finished)
        return finished

    for number, (batch, faults) in enumerate(reading.batches()):
        if parts.has(number):
            done += len(batch)
            continue
        under_way[number] = (batch, faults)
        pool.submit(number, batch)
        while pool.full:
            done += collect()
    while under_way:
        done += collect()


def _one_by_one(batch: list[Document], pool: Pool) -> Outcome:
    """Measure a batch whose process died, each document in turn, to find the one that kills it."""
    records: list[str] = []
    faults: list[str] = []
    for document in batch:
        outcome = pool.alone([document])
        if outcome is None:
            faults.append(fault_line(document.id, "the worker process died on this document (out of memory?)"))
        else:
            records += outcome.records
            faults += outcome.faults
    return Outcome(tuple(records), tuple(faults))


def _finish(parts: _Parts, out: Path) -> Run:
    """Join the parts in order under the final names, then remove them."""
    records = sorted(path for path in parts.folder.glob("part-*.jsonl") if ".faults." not in path.name)
    faults = sorted(parts.folder.glob("part-*.faults.jsonl"))
    errors = out.with_name(out.name + ".errors.jsonl") if faults else None
    number = sum(1 for _ in _lines_of(records))
    if out.suffix == ".parquet":
        from framing.runs.arrow import write_records

        write_records(_lines_of(records), out)
    else:
        write_lines(out, _lines_of(records))
    if errors is not None:
        write_lines(errors, _lines_of(faults))
    else:
        out.with_name(out.name + ".errors.jsonl").unlink(missing_ok=True)  # of an earlier run
    run = Run(number, sum(1 for _ in _lines_of(faults)), out, errors)
    # Renamed first: parts left by half a removal, without their manifest, would pass for those of another run.
    parts.folder.rename(_done(parts.folder))
    shutil.rmtree(_done(parts.folder), ignore_errors=True)
    return run


def _lines_of(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        with open(path, encoding="utf-8", newline="\n") as file:
            for line in file:
                yield line.rstrip("\n")
