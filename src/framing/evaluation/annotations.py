"""Annotation of a document in one form, whoever made it: the seeds' gold, our profile records, other tools' files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from framing.documents import Span
from framing.errors import DocumentError, FramingError

__all__ = [
    "AnnotatedMention",
    "AnnotatedQuotation",
    "Annotation",
    "annotation_of",
    "annotations_of",
    "checked",
    "refusing",
]

_MODE = {"author": "own", "direct": "quoted", "indirect": "paraphrased"}
POSITIVE = 0.05  # VADER's own thresholds (Hutto and Gilbert 2014) between negative, neutral and positive


@dataclass(frozen=True, slots=True)
class AnnotatedMention:
    """A contested name that a coder marked; `core` ones count as missed where they are not found."""

    start: int
    end: int
    side: str | None = None
    mode: str | None = None
    speaker: str | None = None
    distance: str | None = None
    referent: str | None = None
    variant: str | None = None
    loading: str | None = None
    core: bool = True


@dataclass(frozen=True, slots=True)
class AnnotatedQuotation:
    """A quotation that a coder marked; a `doubtful` or `nested` one neither helps nor hurts."""

    kind: str
    content: tuple[Span, ...]
    speaker: str | None = None
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    quoted: tuple[Span, ...] = ()
    doubtful: bool = False
    nested: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Annotation:
    """What one coder, or this library, marked in one document.

    `boilerplate` lists spans where nothing counts, `body` the span outside which nothing does (None: the whole text).
    `comments_start` is where readers' comments begin; it counts only where `tells_comments`. `sentences` are
    `(start, end, polarity)` with polarity -1, 0 or 1.
    """

    document: str
    text: str | None = None
    mentions: tuple[AnnotatedMention, ...] = ()
    quotations: tuple[AnnotatedQuotation, ...] = ()
    scare_quotes: tuple[Span, ...] = ()
    boilerplate: tuple[Span, ...] = ()
    body: Span | None = None
    comments_start: int | None = None
    tells_comments: bool = False
    sentences: tuple[tuple[int, int, int], ...] = ()

    def __repr__(self) -> str:
        return f"Annotation({self.document!r}: {len(self.mentions)} mentions, {len(self.quotations)} quotations)"

    def counts(self, start: int, end: int) -> bool:
        """Tell whether a finding there counts: inside the body and in no boilerplate."""
        if self.body is not None and (start < self.body[0] or end > self.body[1]):
            return False
        return not any(a < end and start < b for a, b in self.boilerplate)


def annotations_of(source: Any) -> dict[str, Annotation]:
    """Return annotations by document id, of a loaded gold file, of profiles, of records, or of annotations.

    Raises:
        DocumentError: something is neither.
    """
    items: Iterable[Any] = source
    if isinstance(source, Mapping) and not _is_record(source):
        items = (_from_gold(name, entry) for name, entry in source.items())
    elif isinstance(source, Mapping) or hasattr(source, "to_dict") or isinstance(source, Annotation):
        items = [source]
    found: dict[str, Annotation] = {}
    for item in items:
        annotation = annotation_of(item)
        if annotation.document in found:
            raise DocumentError(f"document {annotation.document!r} is annotated twice by one coder")
        found[annotation.document] = annotation
    return found


def annotation_of(item: Any) -> Annotation:
    """Return the annotation that a profile, a record or an annotation is."""
    if isinstance(item, Annotation):
        with refusing(repr(item.document)):
            return checked(item)
    record = item.to_dict() if hasattr(item, "to_dict") else item
    if not _is_record(record):
        raise DocumentError(f"expected a profile, a profile record or an annotation, not {type(item).__name__}")
    with refusing(repr(record["document"].get("id"))):
        return checked(_from_record(record))


@contextmanager
def refusing(where: str) -> Iterator[None]:
    """Turn what breaks on an annotation of another shape into an error that says where it stands."""
    try:
        yield
    except FramingError:
        raise
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        raise DocumentError(f"{where}: is no annotation that can be read ({type(error).__name__}: {error})") from error


def checked(annotation: Annotation) -> Annotation:
    """Return an annotation whose spans and labels have the types that evaluation counts on."""
    if not isinstance(annotation.text, str | None):
        raise TypeError("its text is no text")
    for each in annotation.mentions:
        _check_fields(each, ("side", "mode", "speaker", "distance", "referent", "variant", "loading"))
    spans: list[tuple[Any, ...]] = [(each.start, each.end) for each in annotation.mentions]
    for number, quotation in enumerate(annotation.quotations, start=1):
        if not quotation.content:
            raise ValueError(f"quotation {number} has no content")
        _check_fields(quotation, ("kind", "speaker"))
        spans += [*quotation.content, *quotation.cue, *quotation.source, *quotation.quoted]
    spans += [*annotation.scare_quotes, *annotation.boilerplate, *annotation.sentences]
    spans += [annotation.body or (), () if annotation.comments_start is None else (annotation.comments_start,)]
    for span in spans:
        if not all(isinstance(edge, int) for edge in span):
            raise TypeError(f"{list(span)} is no span")
    return annotation


def _check_fields(labelled: AnnotatedMention | AnnotatedQuotation, names: Iterable[str]) -> None:
    for name in names:
        value = getattr(labelled, name)
        if not isinstance(value, str | None):
            raise TypeError(f"{name} is {value!r}")


def _is_record(item: Any) -> bool:
    return isinstance(item, Mapping) and isinstance(item.get("document"), Mapping) and "mentions" in item


def _spans(spans: Iterable[Sequence[int]] | None) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in spans or ())


# ---------------------------------------------------------------- the seeds' gold


def _from_gold(name: str, entry: Any) -> Annotation:
    if isinstance(entry, Annotation):
        return entry
    if not isinstance(entry, Mapping) or "terms" not in entry or "quotations" not in entry:
        raise DocumentError(f"{name!r}: no gold entry: it needs 'terms' and 'quotations', as in seeds/gold.json")
    with refusing(repr(name)):
        return checked(_gold_entry(name, entry))


def _gold_entry(name: str, entry: Mapping[str, Any]) -> Annotation:
    meta = entry.get("meta", {})
    body = meta.get("body_span")
    return Annotation(
        document=name,
        text=entry.get("text"),
        mentions=tuple(_gold_mention(term) for term in entry["terms"]),
        quotations=tuple(_gold_quotation(each) for each in entry["quotations"]),
        scare_quotes=_spans(each["span"] for each in entry.get("scare_quotes", ()) if each["type"] == "scare"),
        boilerplate=_spans(zone["span"] for zone in meta.get("boilerplate", ())),
        body=(body[0], body[1]) if body else None,
        comments_start=meta.get("comments_start"),
        tells_comments="comments_start" in meta,
    )


def _gold_mention(term: Mapping[str, Any]) -> AnnotatedMention:
    start, end = term["span"]
    mode = _MODE[term["voice_kind"]]
    return AnnotatedMention(
        start=start,
        end=end,
        side=term["side"],
        mode=mode,
        speaker=None if mode == "own" else term["voice"],
        distance="distanced" if term["distanced"] else None,
        referent=term["referent"],
        variant=term["variant"],
        core=term["core"] and term["zone"] != "boilerplate",
    )


def _gold_quotation(each: Mapping[str, Any]) -> AnnotatedQuotation:
    return AnnotatedQuotation(
        kind=each["kind"],
        content=_spans(each["content"]),
        speaker=each["speaker"],
        cue=_spans(each["cue"]),
        source=_spans(each["source"]),
        quoted=_spans(each.get("quoted")),
        doubtful=bool(each.get("doubtful")),
        nested=bool(each.get("nested")),
    )


# ---------------------------------------------------------------- our record


def _from_record(record: Mapping[str, Any]) -> Annotation:
    voices = {voice["id"]: voice.get("name") for voice in record.get("voices", ())}
    sections = record.get("sections", ())
    comments = [section["start"] for section in sections if section["kind"] == "comment"]
    return Annotation(
        document=str(record["document"]["id"]),
        text=record.get("text"),
        mentions=tuple(
            AnnotatedMention(
                start=each["start"],
                end=each["end"],
                side=each.get("side"),
                mode=each.get("mode"),
                speaker=voices.get(each.get("voice")),
                distance=each.get("distance"),
                referent=each.get("referent"),
                variant=each.get("variant"),
                loading=each.get("loading"),
            )
            for each in record["mentions"]
        ),
        quotations=tuple(_record_quotation(each) for each in record.get("quotations", ()) if each["content"]),
        scare_quotes=_spans(record.get("scare_quotes")),
        boilerplate=_spans((s["start"], s["end"]) for s in sections if s["kind"] == "boilerplate"),
        comments_start=min(comments, default=None),
        tells_comments=bool(sections),
        sentences=tuple(_polarities(record.get("sentences", ()))),
    )


def _record_quotation(each: Mapping[str, Any]) -> AnnotatedQuotation:
    return AnnotatedQuotation(
        kind=each["kind"],
        content=_spans(each["content"]),
        speaker=each.get("speaker"),
        cue=_spans(each.get("cue")),
        source=_spans(each.get("source")),
        quoted=_spans(each.get("quoted")),
        doubtful=bool(each.get("doubtful")),
        nested=bool(each.get("nested")),
    )


def _polarities(sentences: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, int, int]]:
    for each in sentences:
        if "polarity" in each:
            yield each["start"], each["end"], int(each["polarity"])
        elif each.get("compound") is not None:
            compound = each["compound"]
            yield each["start"], each["end"], (compound >= POSITIVE) - (compound <= -POSITIVE)
