"""What a notebook shows: a document with its voices tinted and its mentions underlined, and the short of a profile.

Everything is inline style, half transparent or in the colour of the page's own text, so that it reads on a light page
and on a dark one. Text of documents is escaped; nothing of it can act on the page. The functions ask of a reading only
what `ReadingLike` says, so that this module stands below those that use it.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

from framing.rendering import clean, cut, printable

__all__ = ["MarkedText", "render_marked", "render_profile", "render_quotations"]

_LIMIT = 4000  # code points of a document that a notebook shows
_LISTED = 12  # voices in a legend, names in a summary
_QUOTED = 20  # quotations in a list
_TITLE = 300

# Tints of Okabe and Ito's colours; the voice's id stands before its words too, since colour alone is no mark.
_TINTS = ("86,180,233", "230,159,0", "0,158,115", "204,121,167", "213,94,0", "0,114,178")
_SIDES = (("#0072B2", "solid"), ("#D55E00", "dashed"), ("#009E73", "double"), ("#CC79A7", "wavy"), ("#B8860B", "solid"))
_NEUTRAL = ("#888888", "dotted")


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class _Stretch(_Spanned, Protocol):
    @property
    def voice(self) -> str: ...
    @property
    def mode(self) -> str: ...


class _Mention(_Spanned, Protocol):
    @property
    def referent(self) -> str: ...
    @property
    def variant(self) -> str: ...
    @property
    def side(self) -> str | None: ...
    @property
    def loading(self) -> str: ...
    @property
    def distance(self) -> str | None: ...


class _Voice(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str | None: ...
    @property
    def words(self) -> int: ...


class _Document(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def id(self) -> str: ...


class _Quotation(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def content(self) -> Sequence[tuple[int, int]]: ...
    @property
    def cue(self) -> Sequence[tuple[int, int]]: ...
    @property
    def speaker(self) -> str | None: ...


class ReadingLike(Protocol):
    """What is asked of a `Reading`."""

    @property
    def document(self) -> _Document:
        """The document that was read."""
        ...

    @property
    def stretches(self) -> Sequence[_Stretch]:
        """Its stretches of one voice and mode, in order."""
        ...

    @property
    def voices(self) -> Sequence[_Voice]:
        """Who speaks in it."""
        ...

    @property
    def quotations(self) -> Sequence[_Quotation]:
        """What is quoted in it."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class MarkedText:
    """A reading with mentions, to be looked at: in a notebook it shows itself as marked text.

    `limit` is the number of code points that are shown.

    >>> from framing.voices import read_voices
    >>> MarkedText(read_voices("“We will sign,” said Ana Petrova."))
    MarkedText('', 33 characters, 2 voices, 0 mentions)
    """

    reading: ReadingLike
    mentions: Sequence[_Mention] = ()
    limit: int = _LIMIT

    def __repr__(self) -> str:
        document = self.reading.document
        return (
            f"MarkedText({document.id!r}, {len(document.text)} characters, {len(self.reading.voices)} voices, "
            f"{len(self.mentions)} mentions)"
        )

    def _repr_html_(self) -> str:
        return render_marked(self.reading, self.mentions, limit=self.limit)


_BLANK_LINES = re.compile(r"\n(?:[ \t]{0,80}\n){2,}")


def _escape(text: str) -> str:
    return html.escape(_BLANK_LINES.sub("\n\n", printable(text.replace("\r", "\n"))), quote=True)


def _label(text: object, width: int = 60) -> str:
    """Return a name or an id: on one line, short, escaped."""
    return _escape(cut(clean(str(text)), width))


# ---------------------------------------------------------------- marked text


def render_marked(reading: ReadingLike, mentions: Sequence[_Mention] = (), *, limit: int = _LIMIT) -> str:
    """Return a document as HTML: what a source says is tinted, what nobody says is pale, mentions are underlined.

    The line under a mention tells its side, thick for a loaded name; a name at arm's length is in italics; hovering
    shows referent, loading and distance. Only the first `limit` code points are shown.

    >>> from framing.voices import read_voices
    >>> "We will sign,</span>" in render_marked(read_voices("“We will sign,” said Ana Petrova."))
    True
    """
    text = reading.document.text
    end = max(0, min(limit, len(text)))
    looks = _looks(mentions)
    body = "".join(_runs(reading, [each for each in mentions if each.start < end], looks, end))
    more = f"<p style='opacity:.7'>… {len(text) - end:,} more characters</p>" if end < len(text) else ""
    head = f"<p style='margin:0 0 .4em'><b>{_label(reading.document.id)}</b></p>" if reading.document.id else ""
    return (
        f'<div style="max-width:48em;line-height:1.6;color:inherit;background:transparent">{head}'
        f'<div style="white-space:pre-wrap;overflow-wrap:anywhere">{body}</div>{more}'
        f"{_legend(reading, mentions, looks)}</div>"
    )


def _looks(mentions: Sequence[_Mention]) -> dict[str | None, tuple[str, str]]:
    sides = sorted({each.side for each in mentions if each.side not in (None, "neutral")}, key=str)
    looks: dict[str | None, tuple[str, str]] = {None: _NEUTRAL, "neutral": _NEUTRAL}
    return looks | {side: _SIDES[number % len(_SIDES)] for number, side in enumerate(sides)}


def _runs(
    reading: ReadingLike, mentions: Sequence[_Mention], looks: Mapping[str | None, tuple[str, str]], end: int
) -> Iterator[str]:
    """Yield the stretches of the text up to `end`, and what lies between them."""
    text = reading.document.text
    marks = _Marks(text, mentions, looks)
    voices = {voice.id: voice for voice in reading.voices}
    tints = _tints(reading.voices)
    at, speaking = 0, "author"
    for stretch in reading.stretches:
        if stretch.start >= end:
            break
        if at < stretch.start:
            yield _pale(text[at : stretch.start])
            speaking = "author"
        at = min(stretch.end, end)
        inner = marks.within(stretch.start, at)
        if stretch.voice not in ("author", speaking):
            yield f"<sup style='opacity:.75;user-select:none'>{_label(stretch.voice)}</sup>"
        speaking = stretch.voice
        yield inner if stretch.voice == "author" else _tinted(inner, stretch, voices, tints)
    if at < end:
        yield _pale(text[at:end])


def _pale(text: str) -> str:
    return f'<span title="not counted: no part of the article" style="opacity:.55">{_escape(text)}</span>'


def _tints(voices: Sequence[_Voice]) -> dict[str, str]:
    sources = [voice.id for voice in voices if voice.kind == "source"]
    tints = {id: _TINTS[number % len(_TINTS)] for number, id in enumerate(sources)}
    return {voice.id: tints.get(voice.id, "128,128,128") for voice in voices}


def _tinted(inner: str, stretch: _Stretch, voices: Mapping[str, _Voice], tints: Mapping[str, str]) -> str:
    voice = voices.get(stretch.voice)
    who = _who(voice) if voice is not None else _label(stretch.voice)
    tint = tints.get(stretch.voice, "128,128,128")
    if stretch.mode == "paraphrased":
        back = f"repeating-linear-gradient(135deg,rgba({tint},.3) 0 4px,rgba({tint},.12) 4px 8px)"
    else:
        back = f"rgba({tint},.28)"
    return (
        f'<span title="{who}, {_label(stretch.mode)}" '
        f'style="background:{back};color:inherit;border-radius:2px">{inner}</span>'
    )


def _who(voice: _Voice) -> str:
    return _label(voice.name or f"{voice.kind} without a name")


class _Marks:
    """The mentions of a text, cut into pieces where they nest or a voice changes; asked for from left to right."""

    def __init__(self, text: str, mentions: Sequence[_Mention], looks: Mapping[str | None, tuple[str, str]]) -> None:
        self._text, self._looks = text, looks
        self._waiting = sorted(mentions, key=lambda each: (each.start, -each.end), reverse=True)
        self._open: list[_Mention] = []

    def within(self, start: int, end: int) -> str:
        """Return `text[start:end]` as HTML."""
        while self._waiting and self._waiting[-1].start < end:
            self._open.append(self._waiting.pop())
        held = [each for each in self._open if each.end > start]
        self._open = [each for each in held if each.end > end]
        edges = sorted({start, end, *(min(max(edge, start), end) for each in held for edge in (each.start, each.end))})
        parts, at = [], 0
        active: list[_Mention] = []
        for left, right in pairwise(edges):
            while at < len(held) and held[at].start <= left:
                active.append(held[at])
                at += 1
            active = [each for each in active if each.end > left]
            parts.append(self._piece(self._text[left:right], active))
        return "".join(parts)

    def _piece(self, text: str, mentions: Sequence[_Mention]) -> str:
        if not mentions:
            return _escape(text)
        inner = min(mentions, key=lambda each: each.end - each.start)
        colour, line = self._looks[inner.side]
        thick = "3px" if inner.loading == "loaded" else "1.5px"
        slant = "font-style:italic;" if inner.distance else ""
        title = "&#10;".join(_about(each) for each in mentions[:5])
        return (
            f'<span title="{title}" style="{slant}text-decoration:underline {line} {colour} {thick};'
            f'text-underline-offset:3px">{_escape(text)}</span>'
        )


def _about(mention: _Mention) -> str:
    side = mention.side or "side not known"
    facts = [f"{mention.variant} for {mention.referent}", side, mention.loading]
    if mention.distance:
        facts.append(mention.distance.replace("_", " "))
    return _label(", ".join(facts), _TITLE)


def _legend(reading: ReadingLike, mentions: Sequence[_Mention], looks: Mapping[str | None, tuple[str, str]]) -> str:
    tints = _tints(reading.voices)
    entries = [
        f'<span style="background:rgba({tints[voice.id]},.28);border-radius:2px;padding:0 .3em">'
        f"<sup>{_label(voice.id)}</sup>{_who(voice)}</span>"
        for voice in [each for each in reading.voices if each.kind != "author"][:_LISTED]
    ]
    more = len(reading.voices) - 1 - _LISTED
    entries += [f"and {more} more"] if more > 0 else []
    for side, count in sorted(Counter(each.side or "unknown" for each in mentions).items()):
        colour, line = looks.get(side, _NEUTRAL)
        style = f"text-decoration:underline {line} {colour} 2px;text-underline-offset:3px"
        entries.append(f'<span style="{style}">{_label(side)}</span> {count:,}')
    return f'<p style="font-size:.85em;margin:.6em 0 0">{" · ".join(entries)}</p>' if entries else ""


# ---------------------------------------------------------------- tables

_CELL = "padding:.15em .6em;border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent);text-align:left"


def _table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of cells that are escaped already."""
    names = "".join(f'<th scope="col" style="{_CELL}">{name}</th>' for name in head)
    opening = f'<td style="{_CELL}">'
    lines = "".join(f"<tr>{''.join(f'{opening}{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<table style="border-collapse:collapse;color:inherit;background:transparent"><caption>{caption}</caption>'
        f"<thead><tr>{names}</tr></thead><tbody>{lines}</tbody></table>"
    )


def render_quotations(reading: ReadingLike, *, limit: int = _QUOTED) -> str:
    """Return a table of who is quoted with what: speaker, kind, cue and words.

    >>> from framing.voices import read_voices
    >>> "Ana Petrova" in render_quotations(read_voices("“We will sign,” said Ana Petrova."))
    True
    """
    text = reading.document.text

    def words(spans: Sequence[tuple[int, int]]) -> str:
        return _label(" … ".join(text[start : min(end, start + _TITLE)] for start, end in spans[:5]), 160)

    rows = [
        (_label(each.speaker or "–"), _label(each.kind), words(each.cue) or "–", words(each.content))
        for each in reading.quotations[: max(0, limit)]
    ]
    more = len(reading.quotations) - len(rows)
    tail = f"<p>… {more:,} more quotations</p>" if more > 0 else ""
    return _table(f"{len(reading.quotations):,} quotations", ("speaker", "kind", "cue", "words"), rows) + tail


def render_profile(record: Mapping[str, Any]) -> str:
    """Return the short of a profile record: what was measured, in one small table, and the names that the text uses.

    >>> from framing.profiles import profile
    >>> "Khankendi" in render_profile(profile("Khankendi is calm.", "karabakh").to_dict())
    True
    """
    document = record["document"]
    facts = [f"{_label(key)}: {_label(value)}" for key, value in (document.get("metadata") or {}).items()][:6]
    heading = " · ".join([f"<b>{_label(document['id'] or 'text')}</b>", *facts])
    warnings = "".join(f"<p>⚠ {_label(each, _TITLE)}</p>" for each in record["warnings"][:3])
    return (
        f'<div style="color:inherit;background:transparent"><p style="margin:0 0 .4em">{heading}</p>'
        f"{_table('measures', ('measure', 'value'), list(_measures(record)))}{_names(record)}{warnings}</div>"
    )


def _measures(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    attribution, sentiment = record["attribution"], record["sentiment"]
    shares = attribution["shares"]
    if shares["own"] is not None:
        yield (
            f"{sum(attribution['words'].values()):,} words",
            ", ".join(f"{mode} {100 * share:.0f} %" for mode, share in shares.items()),
        )
    kinds = ", ".join(f"{number} {kind}" for kind, number in attribution["kinds"].items() if number)
    yield "quotations", kinds or "none"
    diverse = attribution["effective_sources"]
    sources = sum(voice["kind"] == "source" for voice in record["voices"])
    yield "sources", f"{sources}" + (f", as diverse as {diverse:.1f} equal ones" if diverse else "")
    if sentiment.get("mean") is not None:
        interval = sentiment.get("interval")
        bounds = f" [{interval[0]:+.2f}, {interval[1]:+.2f}]" if interval else ""
        yield "mean compound", f"{sentiment['mean']:+.2f}{bounds} over {sentiment.get('n', 0)} sentences"
    ease = record["readability"].get("flesch_reading_ease")
    if ease is not None:
        yield "Flesch reading ease", f"{ease:.0f}"


def _names(record: Mapping[str, Any]) -> str:
    if record["lexicon"] is None:
        return ""
    counts = Counter((each["variant"], each["side"] or "unknown", each["loading"]) for each in record["mentions"])
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rows = [(*(_label(part) for part in key), f"{count:,}") for key, count in ranked[:_LISTED]]
    more = len(ranked) - len(rows)
    tail = f"<p>… {more:,} more names</p>" if more > 0 else ""
    caption = f"{counts.total():,} mentions by the lexicon {_label(record['lexicon']['name'])}"
    return _table(caption, ("name", "side", "loading", "mentions"), rows) + tail
