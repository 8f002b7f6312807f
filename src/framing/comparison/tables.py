"""The tables of a comparison on texts and voices, and what all its tables share."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from framing.attribution import MODES
from framing.comparison.packing import UsedName
from framing.comparison.partials import MILLION, Observation
from framing.statistics import bootstrap_ratio, effective_number
from framing.tables import Column, Table

__all__ = ["BUILDERS", "Settings"]

REST = "(the rest)"
LEAST_UNITS = 5  # below that, a bootstrap interval covers far less than it says: see docs/explanation/statistics.md
Groups = Mapping[str, Sequence[Observation]]


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


def mentions_in(observation: Observation, mode: str) -> Iterator[UsedName]:
    """Return a document's mentions in a mode, or in all."""
    return (each for each in observation.mentions if mode in ("all", each.mode))


def words_of(observations: Iterable[Observation], mode: str) -> int:
    """Return the words of some documents in a mode, or in all."""
    return sum(each.words_in(mode) for each in observations)


Uses = list[tuple[Observation, UsedName]]


def uses_by_mode(held: Sequence[Observation]) -> dict[str, Uses]:
    """Return the mentions of some documents, each with its document, in all modes and in each."""
    found = found_in(held, "all")
    return {"all": found, **{mode: [use for use in found if use[1].mode == mode] for mode in MODES}}


def spans_of(found: Uses, settings: Settings) -> tuple[tuple[str, int, int], ...]:
    """Return where mentions stand, as a `spans` column holds them; nothing where spans are not wanted."""
    if not settings.spans:
        return ()
    return tuple((observation.document, each.start, each.end) for observation, each in found)


def found_in(observations: Iterable[Observation], mode: str) -> list[tuple[Observation, UsedName]]:
    """Return the mentions of some documents in a mode, each with its document."""
    return [(observation, each) for observation in observations for each in mentions_in(observation, mode)]


def rate(count: int, words: int) -> float | None:
    """Return a count per 1,000 words; None without words."""
    return 1000 * count / words if words else None


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
    return Table.of("groups", _GROUPS, (_group_row(group, held) for group, held in groups.items()))


def _group_row(group: str, held: Sequence[Observation]) -> dict[str, Any]:
    words = words_of(held, "all")
    shares = {mode: words_of(held, mode) / words if words else None for mode in MODES}
    sources: Counter[str | None] = Counter()
    named = 0
    for each in held:
        for voice in each.voices:
            if voice.kind == "source":
                sources[voice.name] += voice.words
                named += voice.words if voice.source_kind == "named" else 0
    return {
        "group": group,
        "documents": len(held),
        "words": words,
        **shares,
        "mentions": sum(len(each.mentions) for each in held),
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
    for group, held in groups.items():
        for observation in held:
            for voice in observation.voices:
                if voice.name is not None:
                    speaks[voice.name].add(group)
    return Table.of("sourcing", _SOURCING, _sourcing_rows(groups, settings, speaks))


def _sourcing_rows(groups: Groups, settings: Settings, speaks: Mapping[str, set[str]]) -> Iterator[dict[str, Any]]:
    for group, held in groups.items():
        total = sum(voice.words for o in held for voice in o.voices)
        rows: dict[tuple[str, str | None, str | None], dict[str, Any]] = {}
        for observation in held:
            for voice in observation.voices:
                key = (voice.kind, voice.name, voice.source_kind if voice.name is None else None)
                row = rows.setdefault(key, _speaker_row(group, voice.kind, voice.name, settings, speaks))
                row["source_kind"] = row["source_kind"] or voice.source_kind
                row["words"] += voice.words
                row["documents"] += 1
                row["quotations"] += len(voice.quotations)
                for kind, start, end in voice.quotations:
                    row[kind] += 1
                    if settings.spans:
                        row["spans"].append((observation.document, start, end))
        for row in sorted(rows.values(), key=_speaker_order):
            yield row | {"share": row["words"] / total if total else None}


def _speaker_row(
    group: str, kind: str, name: str | None, settings: Settings, speaks: Mapping[str, set[str]]
) -> dict[str, Any]:
    counts = dict.fromkeys(("words", "quotations", "direct", "mixed", "indirect", "documents"), 0)
    only = None if name is None else len(speaks[name]) == 1
    side = settings.speakers.get(name) if name is not None else None
    return {
        "group": group,
        "voice": name,
        "kind": kind,
        "source_kind": None,
        "side": side,
        **counts,
        "only_here": only,
        "spans": [],
    }


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


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores by the unit that is resampled or permuted: sums in millionths, numbers of scores, all in one order."""

    unit: str
    keys: tuple[tuple[str, int], ...]
    sums: tuple[int, ...]
    sizes: tuple[int, ...]

    @property
    def n(self) -> int:
        """How many scores there are."""
        return sum(self.sizes)

    @property
    def mean(self) -> float | None:
        """The mean score, from -1 to 1."""
        return sum(self.sums) / self.n / MILLION if self.n else None

    @property
    def means(self) -> list[float]:
        """The mean score of each unit."""
        return [total / size / MILLION for total, size in zip(self.sums, self.sizes, strict=True)]


def collect_scores(scores: Iterable[tuple[str, int, int]], unit: str) -> Scores:
    """Sum `(document, sentence, score)` by document or by sentence."""
    sums: Counter[tuple[str, int]] = Counter()
    sizes: Counter[tuple[str, int]] = Counter()
    for document, sentence, score in scores:
        key = (document, sentence if unit == "sentence" else 0)
        sums[key] += score
        sizes[key] += 1
    keys = tuple(sorted(sizes))
    return Scores(unit, keys, tuple(sums[key] for key in keys), tuple(sizes[key] for key in keys))


def unit_of(*held: Sequence[Observation]) -> str:
    """Return what may be exchanged: sentences where each group is one document, else documents.

    Sentences of one article share its author, its subject and its day: they are not independent, and permuting them
    between outlets of many articles would find differences where there are only articles.
    """
    return "sentence" if all(len(group) == 1 for group in held) else "document"


def uses_by_target(held: Sequence[Observation]) -> dict[str, Uses]:
    """Return the scored mentions of each referent, referents ordered by id."""
    uses: dict[str, Uses] = defaultdict(list)
    for observation, each in found_in(held, "all"):
        if each.score is not None:
            uses[each.referent].append((observation, each))
    return {target: uses[target] for target in sorted(uses)}


def target_scores(uses: Uses, mode: str, unit: str) -> tuple[Scores, Uses]:
    """Return the scores of a referent's mentions in a mode, and the mentions that they are of."""
    found = [pair for pair in uses if mode in ("all", pair[1].mode)]
    return collect_scores(((o.document, each.sentence, each.score or 0) for o, each in found), unit), found


def sentence_scores(held: Sequence[Observation], mode: str, unit: str) -> Scores:
    """Return the scores of the sentences in a mode, or in all."""
    return collect_scores(
        ((o.document, each.start, each.score) for o in held for each in o.sentences if mode in ("all", each.mode)),
        unit,
    )


def sentiment_table(groups: Groups, settings: Settings) -> Table:
    """Return mean scores of each group's sentences and toward each referent, by mode, with bootstrap intervals."""
    return Table.of("sentiment", _SENTIMENT, _sentiment_rows(groups, settings))


def _sentiment_rows(groups: Groups, settings: Settings) -> Iterator[dict[str, Any]]:
    for group, held in groups.items():
        unit = unit_of(held)
        for mode in ("all", *MODES):
            scores = sentence_scores(held, mode, unit)
            if scores.n:
                spans = _sentence_spans(held, mode) if settings.spans else ()
                yield {"group": group, "mode": mode, "spans": spans} | _score_cells(scores, settings)
        for target, uses in uses_by_target(held).items():
            for mode in ("all", *MODES):
                scores, found = target_scores(uses, mode, unit)
                if scores.n:
                    facts = {"group": group, "target": target, "mode": mode, "spans": spans_of(found, settings)}
                    yield facts | _score_cells(scores, settings)


def _sentence_spans(held: Sequence[Observation], mode: str) -> tuple[tuple[str, int, int], ...]:
    return tuple((o.document, each.start, each.end) for o in held for each in o.sentences if mode in ("all", each.mode))


def bootstrap(sums: Sequence[float], sizes: Sequence[int], settings: Settings) -> tuple[float, float] | None:
    """Return the bootstrap interval of a mean over units; None for fewer than `LEAST_UNITS`."""
    if len(sums) < LEAST_UNITS:
        return None
    return bootstrap_ratio(sums, sizes, resamples=settings.resamples, seed=settings.seed, level=settings.level)


def _score_cells(scores: Scores, settings: Settings) -> dict[str, Any]:
    interval = bootstrap(scores.sums, scores.sizes, settings)
    scaled = None if interval is None else (max(-1.0, interval[0] / MILLION), min(1.0, interval[1] / MILLION))
    return {"mean": scores.mean, "n": scores.n, "unit": scores.unit, "units": len(scores.keys), **bounds(scaled)}


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
    for group, held in groups.items():
        values: dict[str, list[float]] = defaultdict(list)
        for observation in held:
            for name, value in observation.readability:
                values[name].append(value)
        for name, found in sorted(values.items()):
            interval = bootstrap(found, [1] * len(found), settings)
            yield {
                "group": group,
                "measure": name,
                "mean": math.fsum(found) / len(found),
                "documents": len(found),
                **bounds(interval),
                "least": min(found),
                "most": max(found),
            }


BUILDERS = {
    "groups": groups_table,
    "sourcing": sourcing_table,
    "sentiment": sentiment_table,
    "readability": readability_table,
}
