"""The tables of a comparison that describe each group: naming, sides, loading, sourcing, sentiment, readability, coverage."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from framing.partials import MILLION, MODES, Observation, UsedName
from framing.statistics import bootstrap_ratio, design_effect, effective_number, wilson_interval
from framing.tables import Column, Table

__all__ = ["BUILDERS", "Settings"]

LOADINGS = ("loaded", "marked", "neutral")
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


GROUP = Column("group", "category", "the documents compared: an id, a metadata value or a period")
MODE = Column("mode", "category", "own (the author's words), quoted, paraphrased, or all three")
REFERENT = Column("referent", "category", "the thing named, an id of the lexicon")
COUNT = Column("count", "integer", "mentions")
DOCUMENTS = Column("documents", "integer", "documents of the group that are counted in the row")
LOW = Column("low", "number", "lower bound of the interval, at the comparison's level")
HIGH = Column("high", "number", "upper bound of the interval, at the comparison's level")
WORDS = Column("words", "integer", "words of the group in the mode")
PER_1000 = Column("per_1000", "number", "count per 1,000 words of the mode; none without words", 1)
SPANS = Column("spans", "spans", "where the row's count comes from: document, start, end in code points")


def _in_mode(observation: Observation, mode: str) -> Iterator[UsedName]:
    return (each for each in observation.mentions if mode in ("all", each.mode))


def _words(observations: Iterable[Observation], mode: str) -> int:
    return sum(each.words_in(mode) for each in observations)


def _spans(found: Iterable[tuple[Observation, UsedName]]) -> list[tuple[str, int, int]]:
    return [(observation.document, each.start, each.end) for observation, each in found]


def _found(observations: Iterable[Observation], mode: str) -> list[tuple[Observation, UsedName]]:
    return [(observation, each) for observation in observations for each in _in_mode(observation, mode)]


def _rate(count: int, words: int) -> float | None:
    return 1000 * count / words if words else None


def _bounds(interval: tuple[float, float] | None) -> dict[str, float | None]:
    return {"low": interval[0], "high": interval[1]} if interval else {"low": None, "high": None}


# ---------------------------------------------------------------- what is compared

_GROUPS = (
    GROUP,
    Column("documents", "integer", "documents of the group"),
    Column("words", "integer", "words of their bodies"),
    Column("own", "number", "share of words in the author's own voice"),
    Column("quoted", "number", "share of words inside a source's quotation marks"),
    Column("paraphrased", "number", "share of words reported without marks"),
    Column("mentions", "integer", "mentions of the lexicon's variants"),
    Column("sources", "integer", "distinct sources; unnamed ones without a name count as one"),
    Column("effective_sources", "number", "exp(entropy) of the sources' words: as diverse as so many equal sources", 1),
    Column("named", "number", "share of the sources' words that named sources speak"),
)


def groups_table(groups: Groups, settings: Settings) -> Table:
    """Return what is compared, with n: documents, words by mode, mentions, sources."""
    return Table.of("groups", _GROUPS, (_group_row(group, held) for group, held in groups.items()))


def _group_row(group: str, held: Sequence[Observation]) -> dict[str, Any]:
    words = _words(held, "all")
    shares = {mode: _words(held, mode) / words if words else None for mode in MODES}
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


# ---------------------------------------------------------------- naming

_NAMING = (
    GROUP,
    MODE,
    REFERENT,
    Column("variant", "string", "the name used, as the lexicon spells it"),
    Column("side", "category", "whose name it is; none where that cannot be told"),
    Column("loading", "category", "neutral, marked or loaded"),
    Column("distance", "category", "scare_quotes, so_called, alleged; none where the name is used plainly"),
    COUNT,
    Column("n", "integer", "mentions of the referent in the group and mode"),
    Column("share", "number", "count / n"),
    Column("low", "number", "lower bound of Wilson's interval of the share, mentions taken as independent"),
    Column("high", "number", "upper bound of Wilson's interval of the share"),
    PER_1000,
    WORDS,
    DOCUMENTS,
    SPANS,
)


def naming_table(groups: Groups, settings: Settings) -> Table:
    """Return which names each group uses for each referent, by mode."""
    return Table.of("naming", _NAMING, _naming_rows(groups, settings))


def _naming_rows(groups: Groups, settings: Settings) -> Iterator[dict[str, Any]]:
    for group, held in groups.items():
        for mode in MODES:
            words = _words(held, mode)
            totals: Counter[str] = Counter()
            uses: dict[tuple[str | None, ...], list[tuple[Observation, UsedName]]] = defaultdict(list)
            for observation, each in _found(held, mode):
                totals[each.referent] += 1
                uses[each.referent, each.variant, each.side, each.loading, each.distance].append((observation, each))
            for key in sorted(uses, key=lambda key, uses=uses: _naming_order(key, len(uses[key]))):  # type: ignore[misc]
                found, n = uses[key], totals[str(key[0])]
                yield {
                    **dict(zip(("referent", "variant", "side", "loading", "distance"), key, strict=True)),
                    **{"group": group, "mode": mode, "count": len(found), "n": n, "share": len(found) / n},
                    **_bounds(wilson_interval(len(found), n, level=settings.level)),
                    **{"per_1000": _rate(len(found), words), "words": words},
                    **{"documents": len({observation.document for observation, _ in found}), "spans": _spans(found)},
                }


def _naming_order(key: tuple[str | None, ...], count: int) -> tuple[Any, ...]:
    referent, *rest = (part or "" for part in key)
    return referent, -count, *rest


# ---------------------------------------------------------------- sides

_SIDES = (
    GROUP,
    MODE,
    Column("side", "category", "whose name it is; none where that cannot be told"),
    COUNT,
    Column("distanced", "integer", "of them held at arm's length (scare quotes, so-called, alleged)"),
    Column("n", "integer", "mentions of the group in the mode"),
    Column("share", "number", "count / n"),
    LOW,
    HIGH,
    DOCUMENTS,
    SPANS,
)


def sides_table(groups: Groups, settings: Settings) -> Table:
    """Return how many mentions use each side's names, by mode."""
    return Table.of("sides", _SIDES, _side_rows(groups, settings))


def _side_rows(groups: Groups, settings: Settings) -> Iterator[dict[str, Any]]:
    for group, held in groups.items():
        for mode in ("all", *MODES):
            found = _found(held, mode)
            sides = sorted({each.side for _, each in found}, key=lambda side: (side is None, side or ""))
            for side in sides:
                chosen = [pair for pair in found if pair[1].side == side]
                interval = _clustered(held, mode, lambda each, side=side: each.side == side, settings)  # type: ignore[misc]
                yield {
                    **{"group": group, "mode": mode, "side": side, "count": len(chosen), "n": len(found)},
                    "distanced": sum(each.distance is not None for _, each in chosen),
                    "share": len(chosen) / len(found),
                    **_bounds(interval),
                    **{"documents": len({o.document for o, _ in chosen}), "spans": _spans(chosen)},
                }


def _clustered(
    held: Sequence[Observation], mode: str, test: Any, settings: Settings, among: Any = None
) -> tuple[float, float] | None:
    """Return Wilson's interval of the share of mentions that pass `test`, widened by the design effect of documents."""
    pools = [[each for each in _in_mode(o, mode) if among is None or among(each)] for o in held]
    counts = [sum(1 for each in pool if test(each)) for pool in pools]
    sizes = [len(pool) for pool in pools]
    return wilson_interval(
        sum(counts), sum(sizes), level=settings.level, design_effect=design_effect(counts, sizes)
    )


_ALIGNMENT = (
    GROUP,
    MODE,
    Column("side", "category", "the side that +1 stands for"),
    Column("other", "category", "the side that -1 stands for"),
    Column("count_side", "integer", "plain uses of the side's names"),
    Column("count_other", "integer", "plain uses of the other side's names"),
    Column("index", "number", "(count_side - count_other) / n, from -1 to 1; none where n is 0"),
    LOW,
    HIGH,
    Column("n", "integer", "count_side + count_other"),
    Column("distanced_side", "integer", "uses of the side's names at arm's length; not in the index"),
    Column("distanced_other", "integer", "uses of the other side's names at arm's length; not in the index"),
    Column("mentions", "integer", "all mentions of the group in the mode, of any side"),
    DOCUMENTS,
    SPANS,
)


def alignment_table(groups: Groups, settings: Settings) -> Table:
    """Return whose names each group uses plainly: an index from -1 to 1 for each pair of opposed sides, by mode."""
    rows = (
        _alignment_row(group, held, mode, pair, settings)
        for pair in settings.sides
        for group, held in groups.items()
        for mode in ("all", *MODES)
    )
    return Table.of("alignment", _ALIGNMENT, rows)


def _alignment_row(
    group: str, held: Sequence[Observation], mode: str, pair: tuple[str, str], settings: Settings
) -> dict[str, Any]:
    found = _found(held, mode)
    plain = Counter(each.side for _, each in found if each.distance is None)
    apart = Counter(each.side for _, each in found if each.distance is not None)
    side, other = pair
    n = plain[side] + plain[other]
    interval = _clustered(
        held, mode, lambda each: each.side == side, settings, lambda each: each.side in pair and each.distance is None
    )
    counted = [(o, each) for o, each in found if each.side in pair and each.distance is None]
    return {
        **{"group": group, "mode": mode, "side": side, "other": other},
        **{"count_side": plain[side], "count_other": plain[other], "n": n},
        "index": (plain[side] - plain[other]) / n if n else None,
        # The index is 2 share - 1, and so are the bounds of its interval.
        **{bound: None if value is None else 2 * value - 1 for bound, value in _bounds(interval).items()},
        **{"distanced_side": apart[side], "distanced_other": apart[other], "mentions": len(found)},
        **{"documents": len({o.document for o, _ in counted}), "spans": _spans(counted)},
    }


# ---------------------------------------------------------------- loading

_LOADING = (
    GROUP,
    MODE,
    Column("loading", "category", "loaded (it judges), marked (one side's name), neutral"),
    COUNT,
    PER_1000,
    Column("low", "number", "lower bound of the rate per 1,000 words", 1),
    Column("high", "number", "upper bound of the rate per 1,000 words", 1),
    WORDS,
    DOCUMENTS,
    SPANS,
)


def loading_table(groups: Groups, settings: Settings) -> Table:
    """Return how loaded each group's names are, per 1,000 words of each mode."""
    return Table.of("loading", _LOADING, _loading_rows(groups, settings))


def _loading_rows(groups: Groups, settings: Settings) -> Iterator[dict[str, Any]]:
    for group, held in groups.items():
        for mode in ("all", *MODES):
            for loading in LOADINGS:
                found = [pair for pair in _found(held, mode) if pair[1].loading == loading]
                words = _words(held, mode)
                interval = _rate_interval(held, mode, loading, settings)
                yield {
                    **{"group": group, "mode": mode, "loading": loading, "count": len(found), "words": words},
                    "per_1000": _rate(len(found), words),
                    **{bound: value and 1000 * value for bound, value in _bounds(interval).items()},
                    **{"documents": len({o.document for o, _ in found}), "spans": _spans(found)},
                }


def _rate_interval(
    held: Sequence[Observation], mode: str, loading: str, settings: Settings
) -> tuple[float, float] | None:
    counts = [sum(1 for each in _in_mode(o, mode) if each.loading == loading) for o in held]
    # A mode may hold fewer words than mentions where names nest; a share cannot be above 1.
    sizes = [max(o.words_in(mode), count) for o, count in zip(held, counts, strict=True)]
    return wilson_interval(
        sum(counts), sum(sizes), level=settings.level, design_effect=design_effect(counts, sizes)
    )


# ---------------------------------------------------------------- sourcing

_SOURCING = (
    GROUP,
    Column("voice", "string", "the speaker's name; none for the author and for speakers without a name"),
    Column("kind", "category", "author, source or commenter"),
    Column("source_kind", "category", "named, unnamed, organisation or document"),
    Column("side", "category", "the speaker's side, where the lexicon knows it"),
    Column("words", "integer", "words that they speak"),
    Column("share", "number", "of the words of the group"),
    Column("quotations", "integer", "quotations of theirs"),
    Column("direct", "integer", "of them direct"),
    Column("mixed", "integer", "of them mixed"),
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


def _sourcing_rows(
    groups: Groups, settings: Settings, speaks: Mapping[str, set[str]]
) -> Iterator[dict[str, Any]]:
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
        **{"group": group, "voice": name, "kind": kind, "source_kind": None, "side": side},
        **counts,
        **{"only_here": only, "spans": []},
    }


def _speaker_order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    rank = {"author": 0, "source": 1, "commenter": 2}[row["kind"]]
    return rank, -row["words"], row["voice"] is None, row["voice"] or "", row["source_kind"] or ""


# ---------------------------------------------------------------- sentiment

_SENTIMENT = (
    GROUP,
    Column("target", "category", "the referent that the sentiment is toward; none for all sentences"),
    Column("voice", "category", "author or source; none for both"),
    Column("mode", "category", "of the mentions of a target; none for sentences"),
    Column("mean", "number", "mean compound score, from -1 to 1"),
    LOW,
    HIGH,
    Column("n", "integer", "mentions of the target, or sentences"),
    Column("unit", "category", "what the bootstrap draws: documents, or the sentences of a single one"),
    Column("units", "integer", "how many there are; below 2 there is no interval"),
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


def target_scores(
    held: Sequence[Observation], target: str, mode: str, unit: str
) -> tuple[Scores, list[tuple[Observation, UsedName]]]:
    """Return the scores toward a target in a mode, and the mentions that they are of."""
    found = [pair for pair in _found(held, mode) if pair[1].referent == target and pair[1].score is not None]
    return collect_scores(((o.document, each.sentence, each.score or 0) for o, each in found), unit), found


def sentence_scores(held: Sequence[Observation], voice: str | None, unit: str) -> Scores:
    """Return the scores of the sentences of a voice, or of all."""
    return collect_scores(
        ((o.document, each.start, each.score) for o in held for each in o.sentences if voice in (None, each.voice)),
        unit,
    )


def sentiment_table(groups: Groups, settings: Settings) -> Table:
    """Return mean scores of each group's sentences and toward each referent, by mode, with bootstrap intervals."""
    return Table.of("sentiment", _SENTIMENT, _sentiment_rows(groups, settings))


def _sentiment_rows(groups: Groups, settings: Settings) -> Iterator[dict[str, Any]]:
    for group, held in groups.items():
        unit = unit_of(held)
        for voice in (None, "author", "source", "commenter"):
            scores = sentence_scores(held, voice, unit)
            if scores.n:
                yield {"group": group, "voice": voice} | _score_cells(scores, settings)
        for target in sorted({each.referent for o in held for each in o.mentions}):
            for mode in ("all", *MODES):
                scores, found = target_scores(held, target, mode, unit)
                if scores.n:
                    voice = {"all": None, "own": "author"}.get(mode, "source")
                    facts = {"group": group, "target": target, "voice": voice, "mode": mode, "spans": _spans(found)}
                    yield facts | _score_cells(scores, settings)


def _score_cells(scores: Scores, settings: Settings) -> dict[str, Any]:
    interval = bootstrap_ratio(
        scores.sums, scores.sizes, resamples=settings.resamples, seed=settings.seed, level=settings.level
    )
    scaled = None if interval is None else (max(-1.0, interval[0] / MILLION), min(1.0, interval[1] / MILLION))
    return {"mean": scores.mean, "n": scores.n, "unit": scores.unit, "units": len(scores.keys), **_bounds(scaled)}


# ---------------------------------------------------------------- readability, coverage

_READABILITY = (
    GROUP,
    Column("measure", "category", "the formula or count, as framing.measure_readability names it"),
    Column("mean", "number", "mean over the documents of the group"),
    Column("low", "number", "lower bound of the bootstrap interval of the mean over documents"),
    Column("high", "number", "upper bound of the bootstrap interval of the mean over documents"),
    Column("least", "number", "the lowest document's value"),
    Column("most", "number", "the highest document's value"),
    Column("documents", "integer", "documents that have a value"),
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
            interval = bootstrap_ratio(
                found, [1] * len(found), resamples=settings.resamples, seed=settings.seed, level=settings.level
            )
            yield {
                **{"group": group, "measure": name, "mean": math.fsum(found) / len(found), "documents": len(found)},
                **{**_bounds(interval), "least": min(found), "most": max(found)},
            }


_COVERAGE = (
    REFERENT,
    Column("named_by", "category", "the group that names the referent"),
    Column("never_by", "category", "the group that never does"),
    COUNT,
    Column("per_1000", "number", "mentions per 1,000 words of the group that names it", 1),
    Column("words", "integer", "words of the group that never does"),
    Column("expected", "number", "mentions it would have at the other's rate", 1),
    Column("chance", "number", "chance that all mentions fall to the first if both named it at one rate", 3),
    DOCUMENTS,
    SPANS,
)


def coverage_table(groups: Groups, settings: Settings) -> Table:
    """Return the referents that one group names and another never does, the most telling silence first."""
    rows = sorted(
        _coverage_rows(groups), key=lambda row: (row["chance"], row["referent"], row["named_by"], row["never_by"])
    )
    return Table.of("coverage", _COVERAGE, rows)


def _coverage_rows(groups: Groups) -> Iterator[dict[str, Any]]:
    words = {group: _words(held, "all") for group, held in groups.items()}
    named: dict[str, dict[str, list[tuple[Observation, UsedName]]]] = defaultdict(lambda: defaultdict(list))
    for group, held in groups.items():
        for observation, each in _found(held, "all"):
            named[each.referent][group].append((observation, each))
    for referent, by_group in sorted(named.items()):
        for group, found in by_group.items():
            for silent in (each for each in groups if each not in by_group):
                total = words[group] + words[silent]
                yield {
                    **{"referent": referent, "named_by": group, "never_by": silent, "count": len(found)},
                    **{"per_1000": _rate(len(found), words[group]), "words": words[silent]},
                    "expected": len(found) * words[silent] / words[group] if words[group] else None,
                    "chance": (words[group] / total) ** len(found) if total else 1.0,
                    **{"documents": len({o.document for o, _ in found}), "spans": _spans(found)},
                }


BUILDERS = {
    "groups": groups_table,
    "naming": naming_table,
    "sides": sides_table,
    "alignment": alignment_table,
    "loading": loading_table,
    "sourcing": sourcing_table,
    "sentiment": sentiment_table,
    "readability": readability_table,
    "coverage": coverage_table,
}
