"""Hand annotation in the formats of the tools that coders use: brat, WebAnno (INCEpTION), Doccano, Prodigy."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from framing.documents import Document
from framing.errors import DocumentError, FramingError, OptionError
from framing.evaluation.annotations import Annotation, annotations_of, checked, refusing
from framing.evaluation.brat import CONFIGURATION, read_brat, write_brat
from framing.evaluation.labels import Label, from_labels, to_labels
from framing.evaluation.webanno import read_webanno, write_webanno
from framing.whole_files import whole_file

__all__ = ["FORMATS", "read_annotations", "write_annotations"]

FORMATS = ("brat", "webanno", "doccano", "prodigy")

# What no file name holds, and the sign that stands for it.
_IN_FILE_NAMES = {ord(sign): f"%{ord(sign):02X}" for sign in "%/\\\0"}
_WRITTEN = re.compile(f"%({'|'.join(f'{code:02X}' for code in _IN_FILE_NAMES)})")
_SUFFIX = re.compile(r"(?<=.)\.txt\Z", re.DOTALL)
_NOT_TXT = "%"  # behind a name: the id is without the suffix, and another's has it


def read_annotations(path: str | Path) -> dict[str, Annotation]:
    """Return the annotations of a file or a folder, by document id; the format is recognised by what is there.

    A folder holds brat's pairs of .ann and .txt, or WebAnno's .tsv; a .json is like the seeds' gold.json (texts are
    looked for beside it); a .jsonl holds profile records, or Doccano's or Prodigy's lines.

    Raises:
        DocumentError: nothing is there, or it is in none of these formats.
    """
    path = Path(path)
    if not path.exists():
        raise DocumentError(f"{path}: no such file or folder of annotations")
    readers = {".ann": _read_ann, ".tsv": _read_tsv, ".json": _read_json, ".jsonl": _read_jsonl}
    reader = _read_folder if path.is_dir() else readers.get(path.suffix.lower())
    if reader is None:
        raise DocumentError(f"{path}: is none of {', '.join(readers)}, nor a folder of .ann or .tsv files")
    with refusing(str(path)):
        return reader(path)


def write_annotations(
    annotations: Any, target: str | Path, format: str, *, texts: Iterable[Document] | None = None
) -> None:
    """Write profiles for a coder to correct: `brat` and `webanno` into a folder, `doccano` and `prodigy` into a .jsonl.

    `texts` gives the documents, which profiles do not hold.

    Raises:
        OptionError: an unknown format.
        DocumentError: a document's text is not among `texts`.
        FramingError: a file or folder cannot be written.
    """
    if format not in FORMATS:
        raise OptionError.unknown("annotation format", format, FORMATS)
    held = {document.id: document.text for document in texts or ()}
    whole = [_with_text(each, held) for each in annotations_of(annotations).values()]
    target = Path(target)
    if format in ("doccano", "prodigy"):
        line = _doccano_line if format == "doccano" else _prodigy_line
        lines = (json.dumps(line(each), ensure_ascii=False) + "\n" for each in whole)
        _write(target, "".join(lines))
        return
    try:
        target.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise FramingError(f"{target}: no folder can be made there ({error}). Name another") from None
    for each, name in zip(whole, _file_names([each.document for each in whole]), strict=True):
        if format == "webanno":
            _write(target / f"{name}.tsv", write_webanno(each.text or "", to_labels(each)))
        else:
            _write(target / f"{name}.txt", each.text or "")
            _write(target / f"{name}.ann", write_brat(each.text or "", to_labels(each)))
    if format == "brat":
        _write(target / "annotation.conf", CONFIGURATION)


def _file_names(ids: Sequence[str]) -> Iterator[str]:
    """Yield the name of each document's file without its suffix, another for every id; `_id_of` undoes it."""
    known = set(ids)
    for id in ids:
        stem = _SUFFIX.sub("", id)
        marked = stem == id and (not id or f"{id}.txt" in known)
        yield stem.translate(_IN_FILE_NAMES) + (_NOT_TXT if marked else "")


def _id_of(name: str) -> str:
    """Return the id of the document whose file has this name: that of a text file, as a rule."""
    suffix = "" if name.endswith(_NOT_TXT) else ".txt"
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), name.removesuffix(_NOT_TXT)) + suffix


def _with_text(annotation: Annotation, texts: Mapping[str, str]) -> Annotation:
    text = texts.get(annotation.document, annotation.text)
    if text is None:
        raise DocumentError(f"document {annotation.document!r}: its text is needed to write it. Give it in texts=…")
    return replace(annotation, text=text)


def _write(path: Path, text: str) -> None:
    with whole_file(path) as temporary:
        temporary.write_bytes(text.encode("utf-8", "surrogatepass"))


def _read(path: Path) -> str:
    """Return what a file of annotation holds, without the mark that some editors put first."""
    return _characters(path).removeprefix("\ufeff")


def _characters(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "surrogatepass")
    except FileNotFoundError:
        raise DocumentError(f"{path}: no such file") from None
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path}: byte {error.start} is not UTF-8") from None


def _read_folder(path: Path) -> dict[str, Annotation]:
    for suffix, reader in ((".ann", _read_ann), (".tsv", _read_tsv)):
        files = sorted(path.glob(f"*{suffix}"))
        if files:
            return {name: each for file in files for name, each in reader(file).items()}
    raise DocumentError(f"{path}: holds no .ann and no .tsv file")


# ---------------------------------------------------------------- JSON


def _read_json(path: Path) -> dict[str, Annotation]:
    entries = _json(_read(path), str(path))
    found = annotations_of(entries)
    return {name: replace(each, text=each.text or _beside(path, name)) for name, each in found.items()}


def _beside(path: Path, name: str) -> str | None:
    """Return the text of this name beside a file; a name that leads elsewhere is none."""
    file = path.parent / name
    return _read(file) if Path(name).name == name and "\0" not in name and file.is_file() else None


def _read_jsonl(path: Path) -> dict[str, Annotation]:
    found: dict[str, Annotation] = {}
    for number, line in enumerate(_read(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        with refusing(where):
            annotation = _from_line(_json(line, where), where, f"{path.stem}-{number}")
        found[annotation.document] = annotation
    return found


def _json(source: str, where: str) -> Any:
    try:
        return json.loads(source)
    except ValueError as error:
        raise DocumentError(f"{where}: is not JSON ({error})") from None
    except RecursionError:
        raise DocumentError(f"{where}: JSON nested too deep") from None


def _from_line(row: Any, where: str, default: str) -> Annotation:
    if isinstance(row, Mapping) and "mentions" in row and "document" in row:
        return next(iter(annotations_of([row]).values()))
    if not isinstance(row, Mapping) or not isinstance(row.get("text"), str):
        raise DocumentError(f"{where}: neither a profile record nor a line of Doccano or Prodigy, which have a 'text'")
    for key, reader in (("spans", _prodigy_labels), ("entities", _doccano_entities), ("label", _doccano_labels)):
        if key in row:
            return checked(from_labels(_name(row, default), row["text"], reader(row)))
    raise DocumentError(f"{where}: has no 'spans' (Prodigy), 'entities' or 'label' (Doccano)")


def _name(row: Mapping[str, Any], default: str) -> str:
    meta = row.get("meta") or {}
    return str(row.get("document") or (meta.get("document") if isinstance(meta, Mapping) else None) or default)


# ---------------------------------------------------------------- Doccano


def _doccano_line(annotation: Annotation) -> dict[str, Any]:
    """Return Doccano's line: labels in its own form, facts in a field of ours that it hands back."""
    labels = to_labels(annotation)
    facts: dict[str, list[dict[str, str]]] = {}
    for each in labels:
        facts.setdefault(_doccano_key(each.start, each.end, each.name), []).append(each.facts)
    return {
        "text": annotation.text,
        "label": [[each.start, each.end, each.name] for each in labels],
        "document": annotation.document,
        "framing": {key: held for key, held in facts.items() if any(held)},
    }


def _doccano_key(start: int, end: int, name: str) -> str:
    return f"{start}-{end}-{name.partition(':')[0]}"


def _doccano_labels(row: Mapping[str, Any]) -> Iterator[Label]:
    return _doccano(row, row["label"])


def _doccano_entities(row: Mapping[str, Any]) -> Iterator[Label]:
    return _doccano(row, ((each["start_offset"], each["end_offset"], each["label"]) for each in row["entities"]))


def _doccano(row: Mapping[str, Any], triples: Iterable[Sequence[Any]]) -> Iterator[Label]:
    """Yield labels with the facts that belong to them: the first of a place takes the first facts, and so on."""
    facts = row.get("framing") or (row.get("meta") or {}).get("framing") or {}
    seen: Counter[str] = Counter()
    for start, end, name in triples:
        key = _doccano_key(start, end, name)
        held = facts.get(key, [])
        yield Label(start, end, name, dict(held[seen[key]]) if seen[key] < len(held) else {})
        seen[key] += 1


# ---------------------------------------------------------------- Prodigy


def _prodigy_line(annotation: Annotation) -> dict[str, Any]:
    """Return Prodigy's task: it keeps what else stands in a span, so that the facts can stand there."""
    spans = [
        {"start": each.start, "end": each.end, "label": each.name, **({"facts": each.facts} if each.facts else {})}
        for each in to_labels(annotation)
    ]
    return {"text": annotation.text, "spans": spans, "meta": {"document": annotation.document}}


def _prodigy_labels(row: Mapping[str, Any]) -> Iterator[Label]:
    for each in row["spans"] if row.get("answer", "accept") == "accept" else ():
        yield Label(each["start"], each["end"], each["label"], dict(each.get("facts") or {}))


# ---------------------------------------------------------------- brat and WebAnno


def _read_ann(path: Path) -> dict[str, Annotation]:
    text = _characters(path.with_suffix(".txt"))  # brat counts a mark at its start, too
    return _of_file(path, text, read_brat(_read(path), text))


def _read_tsv(path: Path) -> dict[str, Annotation]:
    text, labels = read_webanno(_read(path), str(path))
    return _of_file(path, text, labels)


def _of_file(path: Path, text: str, labels: Iterable[Label]) -> dict[str, Annotation]:
    annotation = from_labels(_id_of(path.stem), text, labels)
    return {annotation.document: annotation}
