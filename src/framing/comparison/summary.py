"""A comparison told on a terminal: what was compared, whose names, which names, how loaded, who speaks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from framing.attribution import MODES
from framing.comparison.tables import LEAST_WORDS
from framing.concordances import lines_table
from framing.rendering import cell_width, clean, cut, pad
from framing.tables import Table

if TYPE_CHECKING:
    from framing.comparison.comparing import Comparison

__all__ = ["summarise"]

_GROUPS = 12
_REFERENTS = 12
_SOURCES = 3
_LINES = 10


def summarise(comparison: Comparison, *, width: int = 80) -> str:
    """Return the summary, no wider than `width` cells."""
    parts = [
        _heading(comparison),
        comparison.groups.render(width=width, rows=_GROUPS),
        *_alignment(comparison, width),
        *_naming(comparison, width),
        *_loading(comparison, width),
        *_sourcing(comparison, width),
        *_sentiment(comparison, width),
        *_readability(comparison, width),
        *(f"Note: {clean(warning)}." for warning in comparison.warnings),
    ]
    lines = (line for part in parts for line in (*part.split("\n"), ""))
    return "\n".join(cut(line, width).rstrip() for line in lines).rstrip("\n")


def _heading(comparison: Comparison) -> str:
    documents = comparison.documents
    words = sum(comparison.groups["words"])
    by = comparison.part.by
    what = f"{documents} documents"
    if by != "document":
        what = f"{len(comparison.groups)} groups by {clean(by)}, {what}"
    lexicon = f"\nLexicon: {clean(comparison.lexicon)}" if comparison.lexicon else ""
    return f"Comparison of {what}, {words:,} words{lexicon}"


def _labels(comparison: Comparison, width: int) -> dict[str, str]:
    """Return a short label for each group, in the order of the groups."""
    return {group: cut(clean(group), max(10, width // 4)) for group in comparison.groups["group"][:_GROUPS]}


def _alignment(comparison: Comparison, width: int) -> Iterator[str]:
    """Show the index of each group as a mark on a scale from -1 to 1, with its interval, n and arm's-length uses."""
    labels = _labels(comparison, width)
    for side, other in comparison.settings.sides:
        table = comparison.alignment.where(side=side, other=other)
        if not any(table["n"]):
            continue
        size = max(map(cell_width, labels.values()))
        level = f"{100 * comparison.settings.level:g}%"
        lines = [f"Whose names (own words, {level} interval; all modes): -1 {clean(other)}, +1 {clean(side)}"]
        for group, label in labels.items():
            row = table.where(group=group, mode="own")[0]
            every = table.where(group=group, mode="all")[0]
            lines.append(f"  {pad(label, size)}  {_scale(row)}  {_index(row)}  all {_index(every)}")
        yield "\n".join(lines)


def _scale(row: dict[str, Any], cells: int = 17) -> str:
    if row["index"] is None:
        return "·" * cells

    def at(value: float) -> int:
        return round((value + 1) / 2 * (cells - 1))

    marks = ["·"] * cells
    marks[cells // 2] = "|"
    for cell in range(at(row["low"]), at(row["high"]) + 1):
        marks[cell] = "-"
    marks[at(row["index"])] = "●"
    return "".join(marks)


def _index(row: dict[str, Any]) -> str:
    index = "   –  " if row["index"] is None else f"{row['index']:+6.2f}"
    return f"{index} n={row['n']:<3d}"


def _naming(comparison: Comparison, width: int) -> Iterator[str]:
    """Show, for each referent that is named in rival ways, the names of each group with their counts by mode."""
    uses: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    own: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    rival: Counter[str] = Counter()
    sides: dict[str, set[str]] = defaultdict(set)
    for row in comparison.naming:
        name = f"“{row['variant']}”" if row["distance"] else row["variant"]
        uses[row["referent"]][row["group"]][name] += row["count"]
        if row["mode"] == "own":
            own[row["referent"]][row["group"]][name] += row["count"]
        if row["side"] not in (None, "neutral"):
            rival[row["referent"]] += row["count"]
            sides[row["referent"]].add(row["side"])
    chosen = [each for each in rival if len({name for held in uses[each].values() for name in held}) > 1]
    chosen.sort(key=lambda each: (-len(sides[each]), -len(uses[each]), -rival[each], each))
    if not chosen:
        return
    labels = _labels(comparison, width)
    size = max(map(cell_width, labels.values()))
    lines = ["Rival names: count, and (own words) of them; “…” held at arm's length"]
    for referent in chosen[:_REFERENTS]:
        lines.append(clean(referent))
        for group in (each for each in labels if each in uses[referent]):
            names = [
                f"{clean(name)} {count} ({own[referent][group][name]})"
                for name, count in sorted(uses[referent][group].items(), key=lambda item: (-item[1], item[0]))
            ]
            lines += _wrapped(pad(labels[group], size), names, width)
    if len(chosen) > _REFERENTS:
        lines.append(f"… {len(chosen) - _REFERENTS} more referents in comparison.naming")
    yield "\n".join(lines)


def _loading(comparison: Comparison, width: int) -> Iterator[str]:
    loaded = comparison.loading.where(loading="loaded")
    if not any(loaded["count"]):
        return
    rates: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in loaded:
        rates[row["group"]][row["mode"]] = row
    labels = _labels(comparison, width)
    size = max(map(cell_width, labels.values()))
    lines = ["Loaded names per 1,000 words of each mode (count)"]
    for group, label in labels.items():
        cells = (f"{mode} {_rate(rates[group][mode])}" for mode in MODES)
        lines.append(f"  {pad(label, size)}  {'   '.join(cells)}")
    yield "\n".join(lines)
    if comparison.texts:
        found = {group: comparison.loaded_terms(group, mode="own").where(distance=None) for group in labels}
        total = sum(map(len, found.values()))
        each = max(1, _LINES // max(1, sum(1 for lines_of in found.values() if len(lines_of))))
        sample = [row for lines_of in found.values() for row in lines_of.head(each)]
        if sample:
            title = f"Loaded names used plainly in the authors' own words: {len(sample)} of {total} lines"
            yield f"{title}\n{lines_table(sample).render(width=width, rows=len(sample))}"


def _wrapped(label: str, items: Sequence[str], width: int) -> list[str]:
    """Return a label and its items on as many lines as they need, items set under each other."""
    lines = [f"  {label} "]
    for number, item in enumerate(items):
        piece = f" {item}," if number < len(items) - 1 else f" {item}"
        if number and cell_width(lines[-1] + piece) > width:
            lines.append(" " * (3 + cell_width(label)))
        lines[-1] += piece
    return lines


def _rate(row: dict[str, Any]) -> str:
    rate = f"{row['per_1000']:5.1f}" if row["words"] >= LEAST_WORDS else "    –"
    return f"{rate} ({row['count']})".ljust(10)


def _sourcing(comparison: Comparison, width: int) -> Iterator[str]:
    labels = _labels(comparison, width)
    size = max(map(cell_width, labels.values()))
    lines = ["Who speaks: the sources with most words (share of the group's words)"]
    for group, label in labels.items():
        rows = list(comparison.sourcing.where(group=group, kind="source"))[:_SOURCES]
        names = [
            f"{clean(row['voice'] or row['source_kind'] or 'unnamed')} {100 * (row['share'] or 0):.0f}%" for row in rows
        ]
        lines += _wrapped(pad(label, size), names or ["nobody but the author"], width)
    yield "\n".join(lines)


def _sentiment(comparison: Comparison, width: int) -> Iterator[str]:
    table = comparison.sentiment.where(target=None)
    if not len(table):
        return
    labels = _labels(comparison, width)
    size = max(map(cell_width, labels.values()))
    lines = ["Sentiment of sentences (mean compound, -1 to 1)"]
    for group, label in labels.items():
        own, every = (_mean(table.where(group=group, mode=mode)) for mode in ("own", "all"))
        lines.append(f"  {pad(label, size)}  own {own}  all {every}".rstrip())
    yield "\n".join(lines)


def _mean(rows: Table) -> str:
    if not len(rows):
        return "    –" + " " * 15
    row = rows[0]
    interval = f"[{_signed(row['low'])},{_signed(row['high'])}]" if row["low"] is not None else " " * 13
    return f"{_signed(row['mean'])} {interval}"


def _signed(value: float) -> str:
    """Return a signed score with two digits; what rounds to zero has no sign.

    >>> _signed(0.123), _signed(-0.001)
    ('+0.12', ' 0.00')
    """
    return f"{value:+.2f}" if abs(value) >= 0.005 else " 0.00"


def _readability(comparison: Comparison, width: int) -> Iterator[str]:
    table = comparison.readability
    measures = [each for each in ("flesch_reading_ease", "flesch_kincaid_grade") if each in table["measure"]]
    if not measures:
        return
    labels = _labels(comparison, width)
    size = max(map(cell_width, labels.values()))
    lines = [f"Readability: {', '.join(measure.replace('_', ' ') for measure in measures)}"]
    for group, label in labels.items():
        values = [table.where(group=group, measure=measure) for measure in measures]
        shown = [f"{each[0]['mean']:6.1f}" if len(each) else "     –" for each in values]
        lines.append(f"  {pad(label, size)}  {'  '.join(shown)}")
    yield "\n".join(lines)
