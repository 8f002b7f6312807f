"""Profiles as tables: one document's voices and names for a reader, many documents' figures for a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from framing.attribution import MODES
from framing.rendering import clean
from framing.tables import Column, Table

if TYPE_CHECKING:
    from framing.profiles import Profile

__all__ = ["FIGURES", "figures", "names_table", "profiles_table", "render_profile", "voices_table"]

_VOICES = (
    Column("voice", "string", "who speaks"),
    Column("kind", "category", "author, source or commenter"),
    Column("words", "integer", "words in this voice"),
    Column("share", "number", "of the document's words, from 0 to 1"),
    Column("quotations", "integer", "quotations of this voice"),
)


def voices_table(record: Mapping[str, Any]) -> Table:
    """Return who speaks in a profile record, most words first."""
    voices = sorted(record["voices"], key=lambda voice: -voice["words"])
    rows = [
        (_shown_name(voice), voice["kind"], voice["words"], voice["share"], voice["quotations"])
        for voice in voices
        if voice["words"] or voice["quotations"]
    ]
    return Table("voices", _VOICES, tuple(rows))


def _shown_name(voice: Mapping[str, Any]) -> str:
    return voice["name"] or ("the author" if voice["kind"] == "author" else "(not named)")


_NAMES = (
    Column("name", "string", "the variant, as the lexicon spells it"),
    Column("side", "category", "whose name it is"),
    Column("loading", "category", "neutral, marked or loaded"),
    *(Column(mode, "integer", f"mentions, {mode}") for mode in MODES),
    Column("distanced", "integer", "mentions held at arm's length"),
    Column("referent", "category", "what it names"),
)


def names_table(record: Mapping[str, Any]) -> Table:
    """Return which names a profile record holds, by mode; readers' comments left out.

    Names of one side and loaded names come first, then those that nobody disputes; among them the most frequent.
    """
    commenters = {voice["id"] for voice in record["voices"] if voice["kind"] == "commenter"}
    counts: dict[tuple[Any, ...], Counter[str]] = {}
    for mention in record["mentions"]:
        if mention["voice"] in commenters:
            continue
        key = (mention["variant"], mention["side"], mention["loading"], mention["referent"])
        found = counts.setdefault(key, Counter())
        found[mention["mode"]] += 1
        found["distanced"] += mention["distance"] is not None
    ordered = sorted(
        counts.items(),
        key=lambda item: (_is_undisputed(*item[0][1:3]), -sum(item[1][mode] for mode in MODES), item[0][0]),
    )
    rows = [(*key[:3], *(found[mode] for mode in MODES), found["distanced"], key[3]) for key, found in ordered]
    return Table("names", _NAMES, tuple(rows))


def _is_undisputed(side: str | None, loading: str) -> bool:
    return loading == "neutral" and side in (None, "neutral")


def render_profile(profile: Profile, *, width: int = 80) -> str:
    """Return a profile as text: what it is, who speaks, which names, how it sounds and reads."""
    record = profile.to_dict()
    document = record["document"]
    facts = [document["id"] or "(no id)"]
    facts += [str(document["metadata"][key]) for key in ("outlet", "date") if key in document["metadata"]]
    words = record["attribution"]["words"]
    parts = [clean(" · ".join(facts)), f"{sum(words.values()):,} words: {_shares(record['attribution']['shares'])}"]
    parts += [f"! {clean(warning)}" for warning in record["warnings"]]
    parts += ["", voices_table(record).render(width=width, rows=12)]
    if record["lexicon"] is not None:
        lexicon = record["lexicon"]
        parts += [
            "",
            clean(f"Names ({lexicon['name']} {lexicon['version']})"),
            names_table(record).render(width=width, rows=24),
        ]
    parts += ["", _measures(record)]
    return "\n".join(parts)


def _shares(shares: Mapping[str, float | None]) -> str:
    return ", ".join("–" if share is None else f"{100 * share:.0f} % {mode}" for mode, share in shares.items())


def _measures(record: Mapping[str, Any]) -> str:
    mean, ease = record["sentiment"]["mean"], record["readability"].get("flesch_reading_ease")
    shown = ["sentiment –" if mean is None else f"sentiment {mean:+.2f} (mean compound of sentences)"]
    shown.append("reading ease –" if ease is None else f"Flesch reading ease {ease:.0f}")
    return ", ".join(shown)


FIGURES = (
    Column("id", "string", "the document's id"),
    Column("characters", "integer", "code points of the text"),
    Column("words", "integer", "words of the body"),
    *(Column(f"words_{mode}", "integer", f"words of the body, {mode}") for mode in MODES),
    Column("quotations", "integer", "quotations in the body"),
    Column("sources", "integer", "voices of sources"),
    Column("effective_sources", "number", "exp of the entropy of the sources' words"),
    Column("mentions", "integer", "mentions of the lexicon's variants"),
    *(Column(f"mentions_{loading}", "integer", f"{loading} mentions") for loading in ("neutral", "marked", "loaded")),
    Column("sentiment", "number", "mean compound of the sentences, -1 to 1"),
    Column("flesch_reading_ease", "number", "Flesch reading ease"),
)


def profiles_table(profiles: Iterable[Profile | Mapping[str, Any]]) -> Table:
    """Return one row a profile: its metadata and its main figures."""
    records = [each if isinstance(each, Mapping) else each.to_dict() for each in profiles]
    keys = sorted({key for record in records for key in record["document"]["metadata"]})
    taken = {column.name for column in FIGURES}
    columns = [Column(f"metadata_{key}" if key in taken else key, "string", "metadata") for key in keys]
    rows = [
        tuple(None if (value := record["document"]["metadata"].get(key)) is None else str(value) for key in keys)
        + figures(record)
        for record in records
    ]
    # The id first, then what is known of the document, then what was measured.
    reordered = [(row[len(keys)], *row[: len(keys)], *row[len(keys) + 1 :]) for row in rows]
    return Table("profiles", (FIGURES[0], *columns, *FIGURES[1:]), tuple(reordered))


def figures(record: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the main figures of a profile record, in the order of `FIGURES`."""
    attribution, mentions = record["attribution"], record["mentions"]
    loadings = Counter(mention["loading"] for mention in mentions)
    return (
        record["document"]["id"],
        record["document"]["characters"],
        sum(attribution["words"].values()),
        *(attribution["words"][mode] for mode in MODES),
        sum(attribution["kinds"].values()),
        sum(voice["kind"] == "source" for voice in record["voices"]),
        attribution["effective_sources"],
        len(mentions),
        *(loadings[loading] for loading in ("neutral", "marked", "loaded")),
        record["sentiment"]["mean"],
        record["readability"].get("flesch_reading_ease"),
    )
