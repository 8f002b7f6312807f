"""Keyness: the words and phrases that set groups of texts apart, those of authors told from those quoted."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from framing.attribution import MODES
from framing.concordances import Concordance, line_of, lines_table
from framing.documents import Corpus, Document, as_document
from framing.errors import ComparisonError, OptionError
from framing.grouping import check_key, group_of
from framing.rendering import clean
from framing.statistics import benjamini_hochberg, g2, log_odds, log_ratio
from framing.tables import Column, Table
from framing.voices import Reading, read_voices

__all__ = ["Keyness", "keyness", "keyness_of_counts"]

PRIORS = ("pooled", "counts", "uniform")
_STRENGTH = {"pooled": 500.0, "uniform": 0.01}
_LONGEST = 3
_POSSESSIVE = re.compile(r"'s?\Z")
_JOINED = re.compile(r"[ \t\u00a0]{1,8}\Z")

_COLUMNS = (
    Column("group", "category", "the group that the term is compared for, against all others"),
    Column("term", "string", "the word or phrase, in lower case, words without their possessive"),
    Column("length", "integer", "tokens of the term; terms of one length are compared with each other"),
    Column("count", "integer", "occurrences in the group"),
    Column("rest", "integer", "occurrences in the other groups"),
    Column("z", "number", "log-odds ratio over its standard deviation; positive: over-used by the group"),
    Column("log_odds", "number", "log-odds ratio with Dirichlet prior (natural logarithm)"),
    Column("g2", "number", "Dunning's log-likelihood ratio over four cells", 1),
    Column("log_ratio", "number", "log2 of the ratio of relative frequencies, a count of 0 taken as 0.5"),
    Column(
        "q", "number", "Benjamini-Hochberg q of G2's p (chi-square, 1 degree of freedom), in the group and length", 4
    ),
    Column("per_1000", "number", "per 1,000 terms of the length in the group"),
    Column("n", "integer", "terms of the length in the group"),
    Column("n_rest", "integer", "terms of the length in the other groups"),
    Column("documents", "integer", "documents of the group that have the term; none where counts were given"),
)

Token = tuple[int, int, str, bool]  # start, end, folded form, whether it continues the token before


@dataclass(frozen=True, slots=True)
class _Text:
    """The tokens of one document that count."""

    document: Document
    group: str
    tokens: tuple[Token, ...]
    modes: tuple[str, ...]
    speakers: tuple[str | None, ...]

    def terms(self, length: int) -> Iterator[tuple[int, str]]:
        """Yield where each run of `length` tokens begins, and its words; no run crosses a mark or a voice."""
        tokens = self.tokens
        run = 0
        for at, token in enumerate(tokens):
            run = run + 1 if token[3] else 1
            if run >= length:
                first = at - length + 1
                yield first, " ".join(each[2] for each in tokens[first : at + 1])


@dataclass(frozen=True, slots=True, repr=False)
class Keyness(Table):
    """Terms by group, the most over-used first: a `Table` whose rows open to their concordance."""

    texts: tuple[_Text, ...] = field(default=(), compare=False)

    def evidence(self, row: Mapping[str, Any], *, window: int = 8, everywhere: bool = False) -> Concordance:
        """Return the lines that a row's `count` counts, or those of all groups if `everywhere`.

        Raises:
            OptionError: the row has no term, or the keyness was made from counts alone.
        """
        if not self.texts:
            raise OptionError("this keyness was computed from counts: it has no texts to show")
        if "term" not in row or "length" not in row:
            raise OptionError("a row of a keyness table has a term and a length")
        return lines_table(
            line_of(
                text.document,
                text.tokens[at][0],
                text.tokens[at + row["length"] - 1][1],
                window=window,
                mode=text.modes[at],
                speaker=text.speakers[at],
            )
            for text in self.texts
            if everywhere or text.group == row.get("group")
            for at, term in text.terms(row["length"])
            if term == row["term"]
        )

    def render(self, *, width: int = 80, rows: int = 40) -> str:
        """Return the terms that each group over-uses most, no wider than `width` cells."""
        groups = list(dict.fromkeys(self["group"]))
        if len(groups) < 2:
            return Table.render(self, width=width, rows=rows)
        each = max(3, rows // len(groups))
        parts = []
        for group in groups:
            chosen = self.where(group=group).where(lambda row: row["z"] > 0)
            names = [column.name for column in self.columns if column.name not in ("group", "n", "n_rest")]
            parts.append(f"{clean(group)}\n{Table.render(chosen.select(*names), width=width, rows=each)}")
        return "\n\n".join(parts)


def keyness(
    corpus: Corpus | Iterable[str | Document | Reading],
    *,
    by: str = "document",
    longest: int = _LONGEST,
    mode: str | None = None,
    voice: str | None = None,
    comments: bool = False,
    prior: str | Mapping[str, float] = "pooled",
    strength: float | None = None,
    variance: str = "two_term",
    min_count: int = 3,
    limit: int | None = None,
) -> Keyness:
    """Return how strongly each word and phrase belongs to each group of documents, against all other groups.

    Args:
        corpus: texts, documents or readings.
        by: `document`, a metadata key, or a period of one (`date:year`), as in `compare`.
        longest: the longest phrase, 1 to 3 tokens; no phrase crosses a punctuation mark or a change of voice.
        mode: count only words in this mode: `own` is what the author says, not the sources.
        voice: count only words of this kind of voice (`author`, `source`, `commenter`), or of the speaker of this name.
        comments: count what readers wrote below an article. Boilerplate never counts.
        prior: `pooled` (all groups' frequencies, scaled to `strength` words, 500 if not given), `counts` (all groups'
            counts as they are), `uniform` (`strength` for each term, 0.01 if not given), or your own counts of a
            background corpus, scaled to `strength` if given; terms that it lacks get 0.01.
        variance: `two_term` or `four_term`; see `framing.statistics.log_odds`.
        min_count: leave out terms with fewer occurrences over all groups; they still count in the totals.
        limit: keep only so many terms of each group, those it over-uses most.

    Raises:
        ComparisonError: fewer than two groups, or a metadata key that no document has.
        OptionError: an option's value is out of range.

    >>> table = keyness(["the regime fell, the regime", "the government fell, the government"], min_count=2, longest=1)
    >>> table.where(group="text-1").select("term", "count", "rest").rows
    (('regime', 2, 0), ('fell', 1, 1), ('the', 2, 2), ('government', 0, 2))
    """
    _check(longest, mode, prior, variance, min_count)
    texts = tuple(_texts(corpus, by, mode, voice, comments))
    groups = sorted({text.group for text in texts})
    if len(groups) < 2:
        raise ComparisonError(f"keyness by {by!r} needs two groups; found {len(groups)}: {', '.join(groups) or 'none'}")
    rows: list[dict[str, Any]] = []
    for length in range(1, longest + 1):
        counts = {group: Counter[str]() for group in groups}
        spread = {group: Counter[str]() for group in groups}
        for text in texts:
            found = Counter(term for _, term in text.terms(length))
            counts[text.group].update(found)
            spread[text.group].update(found.keys())
        rows += _rows(counts, length, prior, strength, variance, min_count, spread)
    return _keyness(rows, texts, limit)


def keyness_of_counts(
    counts: Mapping[str, Mapping[str, int]],
    *,
    prior: str | Mapping[str, float] = "pooled",
    strength: float | None = None,
    variance: str = "two_term",
    min_count: int = 1,
) -> Keyness:
    """Return the keyness of counted words: `counts` maps each group to its words' counts. See `keyness`.

    Raises:
        ComparisonError: fewer than two groups.

    >>> table = keyness_of_counts({"A": {"regime": 3, "the": 9}, "B": {"the": 9}}, prior="uniform")
    >>> table["term"][0], round(table["z"][0], 2)
    ('regime', 0.57)
    """
    _check(1, None, prior, variance, min_count)
    if len(counts) < 2:
        raise ComparisonError(f"keyness needs the counts of two groups; found {len(counts)}")
    held = {group: Counter({word: int(n) for word, n in counts[group].items()}) for group in sorted(counts)}
    return _keyness(_rows(held, 1, prior, strength, variance, min_count, None), ())


def _keyness(rows: list[dict[str, Any]], texts: tuple[_Text, ...], limit: int | None = None) -> Keyness:
    rows.sort(key=lambda row: (row["group"], -row["z"], row["term"]))
    if limit is not None:
        rows = [row for _, held in itertools.groupby(rows, key=lambda row: row["group"]) for row in list(held)[:limit]]
    names = [column.name for column in _COLUMNS]
    return Keyness("keyness", _COLUMNS, tuple(tuple(row[name] for name in names) for row in rows), texts=texts)


def _check(longest: int, mode: str | None, prior: str | Mapping[str, float], variance: str, min_count: int) -> None:
    if longest not in range(1, _LONGEST + 1):
        raise OptionError(f"the longest phrase has 1 to {_LONGEST} tokens, not {longest!r}")
    if mode is not None and mode not in MODES:
        raise OptionError.unknown("mode", mode, MODES)
    if isinstance(prior, str) and prior not in PRIORS:
        raise OptionError.unknown("prior", prior, PRIORS)
    if variance not in ("two_term", "four_term"):
        raise OptionError.unknown("variance", variance, ("two_term", "four_term"))
    if min_count < 1:
        raise OptionError(f"min_count is 1 or more, not {min_count!r}")


# ---------------------------------------------------------------- scores


def _rows(
    counts: Mapping[str, Counter[str]],
    length: int,
    prior: str | Mapping[str, float],
    strength: float | None,
    variance: str,
    min_count: int,
    spread: Mapping[str, Counter[str]] | None,
) -> list[dict[str, Any]]:
    pooled: Counter[str] = Counter()
    for held in counts.values():
        pooled.update(held)
    pooled = Counter({term: pooled[term] for term in sorted(pooled) if pooled[term] > 0})
    alpha = _alpha(pooled, prior, strength)
    chosen = [term for term in pooled if pooled[term] >= min_count]
    rows: list[dict[str, Any]] = []
    for group, held in counts.items():
        rest = {term: pooled[term] - held[term] for term in pooled}
        scores = log_odds({term: held[term] for term in pooled}, rest, alpha, variance=variance)
        for row in _compared(chosen, held, rest, sum(held[term] for term in pooled), sum(rest.values())):
            term = row["term"]
            of_term = {"z": scores[term].z, "log_odds": scores[term].delta}
            documents = None if spread is None else spread[group][term]
            rows.append({"group": group, "length": length, "documents": documents, **of_term, **row})
    return rows


def _compared(
    terms: Sequence[str], held: Mapping[str, int], rest: Mapping[str, int], n: int, n_rest: int
) -> Iterator[dict[str, Any]]:
    """Yield what counts of terms in a group and in the rest say without a prior."""
    likelihoods = [g2(held[term], n, rest[term], n_rest) for term in terms]
    # The chi-square distribution with one degree of freedom is that of a squared normal variable.
    qs = benjamini_hochberg([math.erfc(math.sqrt(value / 2)) for value in likelihoods])
    for term, likelihood, q in zip(terms, likelihoods, qs, strict=True):
        yield {
            "term": term,
            "count": held[term],
            "rest": rest[term],
            "g2": likelihood,
            "q": q,
            "log_ratio": log_ratio(held[term], n, rest[term], n_rest),
            "n": n,
            "n_rest": n_rest,
            "per_1000": 1000 * held[term] / n if n else None,
        }


def _alpha(pooled: Mapping[str, int], prior: str | Mapping[str, float], strength: float | None) -> dict[str, float]:
    if strength is not None and not strength > 0:
        raise OptionError(f"the strength of a prior is above 0, not {strength!r}")
    if isinstance(prior, Mapping):
        held = {term: float(prior.get(term, 0.0)) for term in pooled}
        total = math.fsum(held.values())
        scale = strength / total if strength is not None and total else 1.0
        return {term: max(value * scale, _STRENGTH["uniform"]) for term, value in held.items()}
    if prior == "uniform":
        return dict.fromkeys(pooled, _STRENGTH["uniform"] if strength is None else strength)
    if prior == "counts":
        return {term: float(count) for term, count in pooled.items()}
    total = sum(pooled.values())
    scale = _STRENGTH["pooled"] if strength is None else strength
    return {term: scale * count / total for term, count in pooled.items()}


# ---------------------------------------------------------------- tokens


def _texts(corpus: Any, by: str, mode: str | None, voice: str | None, comments: bool) -> Iterator[_Text]:
    if isinstance(corpus, (str, Document, Reading)):
        raise ComparisonError("keyness needs several documents: give a list or a Corpus, not a single one")
    known: set[str] = set()
    held = []
    for number, item in enumerate(corpus, start=1):
        if isinstance(item, Reading):
            reading = item
        else:
            reading = read_voices(Document(item, f"text-{number}") if isinstance(item, str) else as_document(item))
        known.update(reading.document.metadata)
        group = group_of({"id": reading.document.id, "metadata": reading.document.metadata}, by)
        held.append(_text(reading, group, mode, voice, comments))
    if held:
        check_key(known, by)
    return iter(sorted(held, key=lambda text: text.document.id))


def _text(reading: Reading, group: str, mode: str | None, voice: str | None, comments: bool) -> _Text:
    text = reading.document.text
    counted = {"body", "comment"} if comments else {"body"}
    voices = {each.id: each for each in reading.voices}
    tokens: list[Token] = []
    modes: list[str] = []
    speakers: list[str | None] = []
    place: tuple[Any, ...] | None = None
    for start, end in reading.words:
        stretch = reading.stretch_at(start)
        who = voices[stretch.voice]
        if mode not in (None, stretch.mode) or voice not in (None, who.kind, who.name):
            continue
        if reading.section_at(start).kind not in counted:
            continue
        here = (stretch.start, reading.sentence_at(start))
        joined = bool(tokens) and place == here and _JOINED.match(text[tokens[-1][1] : start][:9]) is not None
        tokens.append((start, end, fold(text[start:end]), joined))
        modes.append(stretch.mode)
        speakers.append(who.name)
        place = here
    return _Text(reading.document, group, tuple(tokens), tuple(modes), tuple(speakers))


def fold(word: str) -> str:
    """Return the form that a word is counted under.

    >>> fold("Baku’s"), fold("ANTI-terrorist")
    ('baku', 'anti-terrorist')
    """
    return _POSSESSIVE.sub("", word.replace("’", "'")).casefold()
