"""How far two or more coders agree, word by word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.documents import Span
from framing.errors import ComparisonError
from framing.evaluation.annotations import AnnotatedMention, Annotation, annotations_of
from framing.evaluation.formats import read_annotations
from framing.segmentation import split_words
from framing.tables import Column, Table

__all__ = ["agreement", "agreement_table", "how_held", "load_coding", "names_in"]

_MOST_LABELS = 10_000  # NLTK's limit: its work grows with the square of the labels
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
# Words of a name that do not tell one speaker from another.
_TITLES = frozenset(
    ["the", "of", "a", "an", "mr", "mrs", "president", "minister", "foreign", "prime", "general", "secretary"]
)

_AGREEMENT = (
    Column("what", "category", "what each word is labelled with: side, mode, distance, speaker, kind of quotation"),
    Column("coders", "integer", "coders that labelled the words"),
    Column("n", "integer", "words labelled by at least two coders"),
    Column("observed", "number", "share of words on which two coders agree, averaged over pairs", 3),
    Column("alpha", "number", "Krippendorff's alpha, nominal; none where only one label occurs", 3),
    Column("kappa", "number", "Cohen's kappa, averaged over pairs of coders; none where only one label occurs", 3),
)


def load_coding(source: Any) -> dict[str, Annotation]:
    """Return annotations by document id, of a path or of anything that `annotations_of` takes."""
    return annotations_of(read_annotations(source) if isinstance(source, (str, Path)) else source)


def names_in(name: str | None) -> frozenset[str]:
    """Return the words of a name that tell a speaker, in lower case.

    >>> sorted(names_in("Foreign Minister Sergey Lavrov’s"))
    ['lavrov', 'sergey']
    """
    words = (word.lower().removesuffix("’s").removesuffix("'s") for word in _WORD.findall(name or ""))
    return frozenset(words) - _TITLES


def how_held(mention: AnnotatedMention) -> str:
    """Return whether a name is used plainly or at arm's length."""
    return "distanced" if mention.distance else "plain"


def agreement(codings: Mapping[str, Any]) -> Table:
    """Return how far two or more coders agree, word by word: Krippendorff's alpha and Cohen's kappa.

    `codings` maps each coder's name to what they coded: whatever `evaluate` takes. The unit is the word, so that coders
    need not have marked the same spans; a word's label is the side, mode, distance and speaker of the mention or
    quotation that covers it; names of no side count as no mention. Computed by `nltk.metrics.agreement` (Krippendorff
    2004; Cohen 1960).

    Raises:
        ComparisonError: fewer than two coders, or no document whose text is known was coded by two.
    """
    if len(codings) < 2:
        raise ComparisonError(f"agreement needs two coders; found {len(codings)}")
    table = agreement_table({coder: load_coding(coding) for coder, coding in codings.items()})
    if not any(table["n"]):
        raise ComparisonError("no document whose text is known was coded by two coders: there is nothing to agree on")
    return table


def agreement_table(held: Mapping[str, Mapping[str, Annotation]]) -> Table:
    """Return the agreement of coders whose annotations are given by document id."""
    labels: dict[str, list[tuple[str, tuple[str, Span], str]]] = {name: [] for name in _LABELS}
    for document in sorted({name for coding in held.values() for name in coding}):
        coded = {coder: coding[document] for coder, coding in sorted(held.items()) if document in coding}
        text = next((each.text for each in coded.values() if each.text is not None), None)
        if len(coded) < 2 or text is None:
            continue
        words = [word for word in split_words(text) if all(each.counts(*word) for each in coded.values())]
        for coder, annotation in coded.items():
            for name, label in _LABELS.items():
                found = label(annotation, words)
                labels[name] += [(coder, (document, word), each) for word, each in zip(words, found, strict=True)]
    return Table.of(
        "agreement", _AGREEMENT, (_agreement_row(name, triples, len(held)) for name, triples in labels.items())
    )


def _agreement_row(what: str, triples: list[tuple[str, tuple[str, Span], str]], coders: int) -> dict[str, Any]:
    items: dict[Any, list[str]] = {}
    for _, item, label in triples:
        items.setdefault(item, []).append(label)
    row: dict[str, Any] = {"what": what, "coders": coders, "n": len(items)}
    if len({label for _, _, label in triples}) < 2:
        return row | {"observed": 1.0 if items else None, "alpha": None, "kappa": None}
    from nltk.metrics.agreement import AnnotationTask

    if len({label for _, _, label in triples}) > _MOST_LABELS:
        return row | {"observed": None, "alpha": None, "kappa": None}

    task = AnnotationTask(data=[(coder, item, label) for coder, item, label in triples])
    everyone = all(len(each) == coders for each in items.values())
    # NLTK sums over a set of coders, in an order that changes from run to run: the last digits are rounded away.
    return row | {
        "observed": round(task.avg_Ao(), 12) if everyone else None,
        "alpha": round(task.alpha(), 12),
        "kappa": round(task.kappa(), 12) if everyone else None,
    }


def _paint(words: Sequence[Span], spans: Iterable[tuple[int, int, str]], none: str) -> list[str]:
    """Return each word's label: that of the span that covers it, a later one over an earlier one."""
    labels = [none] * len(words)
    starts = [word[0] for word in words]
    for start, end, label in spans:
        for at in range(bisect_left(starts, start), bisect_left(starts, end)):
            labels[at] = label
    return labels


def _claim(mention: AnnotatedMention) -> str:
    """Return the side that a name takes; a name of no side claims nothing, and coders need not mark it."""
    return "none" if mention.side in (None, "neutral") else str(mention.side)


def _mode_spans(annotation: Annotation) -> list[tuple[int, int, str]]:
    plain = [each for each in annotation.quotations if not each.nested]
    spans = [(a, b, "paraphrased") for each in plain for a, b in each.content]
    return spans + [
        (a, b, "quoted") for each in plain for a, b in (each.content if each.kind == "direct" else each.quoted)
    ]


_LABELS: dict[str, Any] = {
    "side": lambda each, words: _paint(words, [(m.start, m.end, _claim(m)) for m in each.mentions], "none"),
    "distance": lambda each, words: _paint(words, [(m.start, m.end, how_held(m)) for m in each.mentions], "plain"),
    "mode": lambda each, words: _paint(words, _mode_spans(each), "own"),
    "speaker": lambda each, words: _paint(
        words,
        [(a, b, " ".join(sorted(names_in(q.speaker)))) for q in each.quotations if not q.nested for a, b in q.content],
        "the author",
    ),
    "quotation": lambda each, words: _paint(
        words, [(a, b, q.kind) for q in each.quotations if not q.nested for a, b in q.content], "none"
    ),
}
