"""Annotations as labelled spans, the form that every annotation tool shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from framing.documents import Span
from framing.evaluation.annotations import AnnotatedMention, AnnotatedQuotation, Annotation

__all__ = ["Label", "from_labels", "to_labels"]

_NONE = "none"


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled span: its name with its choices (`Mention:armenian:own`), and facts that no coder need see.

    Names: `Mention:side:mode[:distance]`, `Quotation:kind`, `Quoted`, `Cue`, `Source`, `ScareQuote`, `Boilerplate`,
        `Comments`.
    Labels of one quotation share the fact `of`.
    """

    start: int
    end: int
    name: str
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The first part of the name."""
        return self.name.partition(":")[0]

    @property
    def choices(self) -> list[str]:
        """The other parts of the name."""
        return self.name.split(":")[1:]


def to_labels(annotation: Annotation) -> list[Label]:
    """Return an annotation as labels, in the order of the text."""
    labels = [*_mention_labels(annotation.mentions), *_quotation_labels(annotation.quotations)]
    labels += [Label(start, end, "ScareQuote") for start, end in annotation.scare_quotes]
    labels += [Label(start, end, "Boilerplate") for start, end in annotation.boilerplate]
    if annotation.comments_start is not None:
        end = len(annotation.text) if annotation.text is not None else annotation.comments_start + 1
        labels.append(Label(annotation.comments_start, end, "Comments"))
    return sorted(
        (each for each in labels if each.start < each.end), key=lambda each: (each.start, -each.end, each.name)
    )


def _mention_labels(mentions: Iterable[AnnotatedMention]) -> Iterator[Label]:
    for each in mentions:
        choices = [each.side or _NONE, each.mode or _NONE, *([each.distance] if each.distance else [])]
        facts = {name: getattr(each, name) for name in ("speaker", "referent", "variant", "loading")}
        held = {name: value for name, value in facts.items() if value is not None}
        yield Label(each.start, each.end, ":".join(["Mention", *choices]), held | ({} if each.core else {"core": "no"}))


def _quotation_labels(quotations: Iterable[AnnotatedQuotation]) -> Iterator[Label]:
    for number, each in enumerate(quotations, start=1):
        of = {"of": f"q{number}"}
        facts = of | ({"speaker": each.speaker} if each.speaker is not None else {})
        facts |= {name: "yes" for name in ("doubtful", "nested") if getattr(each, name)}
        for start, end in each.content:
            yield Label(start, end, f"Quotation:{each.kind}", facts)
        for name, spans in (("Quoted", each.quoted), ("Cue", each.cue), ("Source", each.source)):
            yield from (Label(start, end, name, of) for start, end in spans)


def from_labels(document: str, text: str | None, labels: Iterable[Label]) -> Annotation:
    """Return the annotation that labels are; labels of other names are left alone."""
    held = sorted(labels, key=lambda each: (each.start, -each.end, each.name))
    named = {kind: [each for each in held if each.kind == kind] for kind in {each.kind for each in held}}
    comments = [each.start for each in named.get("Comments", ())]
    return Annotation(
        document=document,
        text=text,
        mentions=tuple(_mention(each) for each in named.get("Mention", ())),
        quotations=tuple(_quotations(named)),
        scare_quotes=tuple((each.start, each.end) for each in named.get("ScareQuote", ())),
        boilerplate=tuple((each.start, each.end) for each in named.get("Boilerplate", ())),
        comments_start=min(comments, default=None),
        # A coder who marks sections at all says by their absence that there are no comments.
        tells_comments=bool(comments) or "Boilerplate" in named,
    )


def _choice(label: Label, at: int) -> str | None:
    value = label.choices[at] if at < len(label.choices) else None
    return None if value in (None, "", _NONE) else value


def _mention(label: Label) -> AnnotatedMention:
    facts = label.facts
    return AnnotatedMention(
        start=label.start,
        end=label.end,
        side=_choice(label, 0),
        mode=_choice(label, 1),
        distance=_choice(label, 2),
        speaker=facts.get("speaker"),
        referent=facts.get("referent"),
        variant=facts.get("variant"),
        loading=facts.get("loading"),
        core=facts.get("core") != "no",
    )


def _quotations(named: dict[str, list[Label]]) -> Iterator[AnnotatedQuotation]:
    """Join the parts of each quotation; a content without `of`, as a coder adds it, is one by itself."""
    found: dict[str, AnnotatedQuotation] = {}
    for number, label in enumerate(named.get("Quotation", ())):
        of = label.facts.get("of") or f"new {number}"
        span = (label.start, label.end)
        if of in found:
            found[of] = replace(found[of], content=(*found[of].content, span))
            continue
        found[of] = AnnotatedQuotation(
            kind=_choice(label, 0) or "direct",
            content=(span,),
            speaker=label.facts.get("speaker"),
            doubtful=label.facts.get("doubtful") == "yes",
            nested=label.facts.get("nested") == "yes",
        )
    for of, quotation in found.items():
        source = _parts(named, "Source", of)
        yield replace(quotation, cue=_parts(named, "Cue", of), source=source, quoted=_parts(named, "Quoted", of))


def _parts(named: dict[str, list[Label]], kind: str, of: str) -> tuple[Span, ...]:
    return tuple((each.start, each.end) for each in named.get(kind, ()) if each.facts.get("of") == of)
