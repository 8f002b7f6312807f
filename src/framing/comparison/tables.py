"""The tables of a comparison on texts and voices, and what all its tables share."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from framing.attribution import MODES
from framing.comparison.groups import Group, Groups, Joined
from framing.comparison.observations import MILLION
from framing.comparison.spans import Place, Spans
from framing.comparison.sums import ALL_MODES, NameSums, Readings, ScoreUnits, VoiceSums
from framing.comparison.units import ScoredUnits, Values
from framing.statistics import Moments, bootstrap_ratio, effective_number, interval_of_share, normal_interval
from framing.tables import Column, Table

__all__ = ["BUILDERS", "Settings"]

REST = "(the rest)"
LEAST_UNITS = 5  # below that, a bootstrap interval covers far less than it says: see docs/explanation/statistics.md


@dataclass(frozen=True, slots=True)
class Settings:
    """What a comparison is computed with; equal settings on equal documents give equal tables."""

    sides: tuple[tuple[str, str], ...] = ()
    speakers: Mapping[str, str] = field(default_factory=dict)
    seed: int = 0
    resamples: int = 2000
    permutations: int = 9999
    level: float = 0.95
    pairs: str = "all"
    spans: bool = True


LEAST_WORDS = 100
"""A rate of fewer words says nothing, and is not shown; its count is."""

GROUP = Column("group", "category", "the documents compared: an id, a metadata value or a period")
MODE = Column("mode", "category", "own (the author's words), quoted, paraphrased, or all three")
REFERENT = Column("referent", "category", "the thing named, an id of the lexicon")
COUNT = Column("count", "integer", "mentions")
DOCUMENTS = Column("documents", "integer", "documents of the group that are counted in the row", minor=True)
LOW = Column("low", "number", "lower bound of the interval, at the comparison's level")
HIGH = Column("high", "number", "upper bound of the interval, at the comparison's level")
WORDS = Column("words", "integer", "words of the group in the mode", minor=True)
PER_1000 = Column("per_1000", "number", "count per 1,000 words of the mode; none without words", 1)
SPANS = Column("spans", "spans", "where the row's count comes from: document, start, end in code points")


def rate(count: int, words: int) -> float | None:
    """Return a count per 1,000 words; None without words."""
    return 1000 * count / words if words else None


def share_bounds(share: Moments, settings: Settings) -> dict[str, float | None]:
    """Return the interval of a share of what documents hold, wider where they differ, as the cells of two columns."""
    return bounds(interval_of_share(share, level=settings.level))


def spans_of(group: Group, settings: Settings, *key: Any) -> tuple[Place, ...]:
    """Return where a row's count comes from; nothing where spans are not wanted."""
    return group.sums(Spans)(*key) if settings.spans else ()


def bounds(interval: tuple[float, float] | None) -> dict[str, float | None]:
    """Return an interval as the cells of two columns."""
    return {"low": interval[0], "high": interval[1]} if interval else {"low": None, "high": None}


# ---------------------------------------------------------------- what is compared

_GROUPS = (
    GROUP,
    Column("documents", "integer", "documents of the group", minor=True),
    Column("words", "integer", "words of their bodies", minor=True),
    Column("own", "number", "share of words in the author's own voice"),
    Column("quoted", "number", "share of words inside a source's quotation marks", minor=True),
    Column("paraphrased", "number", "share of words reported without marks", minor=True),
    Column("mentions", "integer", "mentions of the lexicon's variants", minor=True),
    Column("sources", "integer", "distinct sources; unnamed ones without a name count as one"),
    Column("effective_sources", "number", "exp(entropy) of the sources' words: as diverse as so many equal sources", 1),
    Column("named", "number", "share of the sources' words that named sources speak"),
)


def groups_table(groups: Groups, settings: Settings) -> Table:
    """Return what is compared, with n: documents, words by mode, mentions, sources."""
    return Table.of("groups", _GROUPS, (_group_row(label, group) for label, group in groups.items()))


def _group_row(label: str, group: Group) -> dict[str, Any]:
    names, voices = group.sums(NameSums), group.sums(VoiceSums)
    words = {mode: names.words[mode][0] for mode in ALL_MODES}
    sources: Counter[str | None] = Counter()
    named = 0
    for (kind, name, _), numbers in voices.speakers.items():
        if kind == "source":
            sources[name] += numbers[0]
            named += numbers[-1]
    return {
        "group": label,
        "documents": group.documents,
        "words": words["all"],
        **{mode: words[mode] / words["all"] if words["all"] else None for mode in MODES},
        "mentions": names.modes.get("all", [0])[0],
        "sources": len(sources),
        "effective_sources": effective_number(sources.values()),
        "named": named / sources.total() if sources.total() else None,
    }


# ---------------------------------------------------------------- sourcing

_SOURCING = (
    GROUP,
    Column("voice", "string", "the speaker's name; none for the author and for speakers without a name"),
    Column("kind", "category", "author, source or commenter"),
    Column("source_kind", "category", "named, unnamed, organisation or document"),
    Column("side", "category", "the speaker's side, where the lexicon knows it"),
    Column("words", "integer", "words that they speak", minor=True),
    Column("share", "number", "of the words of the group"),
    Column("quotations", "integer", "quotations of theirs"),
    Column("direct", "integer", "of them direct"),
    Column("mixed", "integer", "of them mixed", minor=True),
    Column("indirect", "integer", "of them indirect"),
    DOCUMENTS,
    Column("only_here", "boolean", "a named speaker who speaks in no other group"),
    SPANS,
)


def sourcing_table(groups: Groups, settings: Settings) -> Table:
    """Return who speaks in each group, how much, and who speaks in no other."""
    speaks: dict[str, set[str]] = defaultdict(set)
    for label, group in groups.items():
        for _, name, _ in group.sums(VoiceSums).speakers:
            if name is not None:
                speaks[name].add(label)
    return Table.of("sourcing", _SOURCING, _sourcing_rows(groups, settings, speaks))


def _sourcing_rows(groups: Groups, settings: Settings, speaks: Mapping[str, set[str]]) -> Iterator[dict[str, Any]]:
    for label, group in groups.items():
        voices = group.sums(VoiceSums)
        total = sum(numbers[0] for numbers in voices.speakers.values())
        rows = [
            {
                "group": label,
                "voice": speaker[1],
                "kind": speaker[0],
                "source_kind": voices.source_kind_of(speaker),
                "side": settings.speakers.get(speaker[1]) if speaker[1] is not None else None,
                **dict(zip(_SAID, numbers[:-1], strict=True)),
                "share": numbers[0] / total if total else None,
                "only_here": None if speaker[1] is None else len(speaks[speaker[1]]) == 1,
                "spans": spans_of(group, settings, "speaker", *speaker),
            }
            for speaker, numbers in voices.speakers.items()
        ]
        yield from sorted(rows, key=_speaker_order)


_SAID = ("words", "documents", "quotations", "direct", "mixed", "indirect")


def _speaker_order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    rank = {"author": 0, "source": 1, "commenter": 2}[row["kind"]]
    return rank, -row["words"], row["voice"] is None, row["voice"] or "", row["source_kind"] or ""


# ---------------------------------------------------------------- sentiment

_SENTIMENT = (
    GROUP,
    Column("target", "category", "the referent that the sentiment is toward; none for all sentences"),
    MODE,
    Column("mean", "number", "mean compound score, from -1 to 1"),
    LOW,
    HIGH,
    Column("n", "integer", "mentions of the target, or sentences"),
    Column("unit", "category", "what the bootstrap draws: documents, or the sentences of a single one", minor=True),
    Column("units", "integer", "how many there are; below 5 there is no interval"),
    SPANS,
)


def unit_of(*groups: Group) -> str:
    """Return what may be exchanged: sentences where each group is one document, else documents.

    Sentences of one article share its author, its subject and its day: they are not independent, and permuting them
    between outlets of many articles would find differences where there are only articles.
    """
    return "sentence" if all(group.documents == 1 for group in groups) else "document"


def against(groups: Groups, settings: Settings) -> Iterator[tuple[tuple[str, Group], tuple[str, Group]]]:
    """Yield the pairs that are compared, each group with its label: every two, or each group and the rest."""
    if settings.pairs == "rest" and len(groups) > 2:
        for label, group in groups.items():
            yield (label, group), (REST, Joined([other for name, other in groups.items() if name != label]))
        return
    yield from itertools.combinations(groups.items(), 2)


def sentiment_table(groups: Groups, settings: Settings) -> Table:
    """Return mean scores of each group's sentences and toward each referent, by mode, with bootstrap intervals."""
    return Table.of("sentiment", _SENTIMENT, _sentiment_rows(groups, settings))


def _sentiment_rows(groups: Groups, settings: Settings) -> Iterator[dict[str, Any]]:
    for label, group in groups.items():
        unit = unit_of(group)
        held = group.sums(ScoreUnits, unit)
        for target, mode in itertools.product([None, *held.targets], ALL_MODES):
            if (target, mode) in held:
                scores = held[target, mode]
                yield {
                    "group": label,
                    "target": target,
                    "mode": mode,
                    "mean": scores.mean,
                    **_score_bounds(scores, settings),
                    "n": scores.n,
                    "unit": unit,
                    "units": scores.all.units,
                    "spans": spans_of(group, settings, "score", target, mode),
                }


def _score_bounds(scores: ScoredUnits, settings: Settings) -> dict[str, float | None]:
    if scores.all.units < LEAST_UNITS:
        return bounds(None)
    if scores.whole:
        low, high = _bootstrap(scores.sums, scores.sizes, settings)
    else:
        low, high = normal_interval(scores.all, level=settings.level)
    return bounds((max(-1.0, low / MILLION), min(1.0, high / MILLION)))


def _bootstrap(sums: Sequence[float], sizes: Sequence[int], settings: Settings) -> tuple[float, float]:
    how = {"resamples": settings.resamples, "seed": settings.seed}
    interval = bootstrap_ratio(sums, sizes, **how, level=settings.level)
    if interval is None:
        raise AssertionError("there are units enough")
    return interval


# ---------------------------------------------------------------- readability, coverage

_READABILITY = (
    GROUP,
    Column("measure", "category", "the formula or count, as framing.measure_readability names it"),
    Column("mean", "number", "mean over the documents of the group"),
    Column("low", "number", "lower bound of the bootstrap interval of the mean over documents"),
    Column("high", "number", "upper bound of the bootstrap interval of the mean over documents"),
    Column("least", "number", "the lowest document's value", minor=True),
    Column("most", "number", "the highest document's value", minor=True),
    Column("documents", "integer", "documents that have a value", minor=True),
)


def readability_table(groups: Groups, settings: Settings) -> Table:
    """Return each readability measure's mean over the documents of each group."""
    return Table.of("readability", _READABILITY, _readability_rows(groups, settings))


def _readability_rows(groups: Groups, settings: Settings) -> Iterator[dict[str, Any]]:
    for label, group in groups.items():
        for measure, found in sorted(group.sums(Readings).items()):
            yield {
                "group": label,
                "measure": measure,
                "mean": found.mean,
                **_value_bounds(found, settings),
                "least": found.least,
                "most": found.most,
                "documents": found.all.units,
            }


def _value_bounds(found: Values, settings: Settings) -> dict[str, float | None]:
    if found.all.units < LEAST_UNITS:
        return bounds(None)
    if found.whole:
        return bounds(_bootstrap(found.values, [1] * len(found.values), settings))
    return bounds(found.normal_bounds(settings.level))


BUILDERS = {
    "groups": groups_table,
    "sourcing": sourcing_table,
    "sentiment": sentiment_table,
    "readability": readability_table,
}
