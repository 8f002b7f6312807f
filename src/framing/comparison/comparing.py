"""How documents differ: `compare` and the tables, evidence and summary of a `Comparison`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from framing.comparison.differences import DIFFERENCES
from framing.comparison.groups import Folded, Groups
from framing.comparison.naming import NAMING_BUILDERS
from framing.comparison.observations import Observation, observe
from framing.comparison.partials import PartialComparison
from framing.comparison.places import places_of
from framing.comparison.summary import summarise
from framing.comparison.sums import NameSums, VoiceSums
from framing.comparison.tables import BUILDERS, Settings
from framing.concordances import Concordance, line_of, lines_table
from framing.documents import Corpus, Document, as_document
from framing.errors import ComparisonError, OptionError
from framing.grouping import UNKNOWN, check_key
from framing.lexicons import Lexicon, as_lexicon
from framing.profiles import Profile, profile
from framing.segmentation import split_words
from framing.tables import Table
from framing.voices import Reading

__all__ = ["Comparison", "check_options", "compare", "compare_partials"]

_ORDER = (
    "groups",
    "naming",
    "sides",
    "alignment",
    "loading",
    "sourcing",
    "sentiment",
    "readability",
    "coverage",
    "divergence",
    "sentiment_contrast",
)
_BUILDERS = {**BUILDERS, **NAMING_BUILDERS, **DIFFERENCES}
TABLES = {name: _BUILDERS[name] for name in _ORDER}
"""What makes each table, in the order in which they are shown."""
PAIRS = ("auto", "all", "rest")
_MOST_GROUPS = 20  # beyond, "auto" tests each group against the rest


@dataclass(frozen=True, slots=True, repr=False)
class Comparison:
    """How groups of documents differ: tidy tables, each row with its evidence.

    The tables are computed when they are first asked for: `groups`, `naming`, `sides`, `alignment`, `loading`,
    `sourcing`, `sentiment`, `readability`, `coverage`, `divergence`, `sentiment_contrast`. `str()` gives a summary for
    a terminal.

    Attributes:
        part: the observations of all documents; `part.merge` joins those of other documents.
        settings: seed, numbers of resamples and permutations, level, pairs of sides.
        warnings: what the tables leave out or cannot say, and why.
        texts: the documents by id, as far as they were at hand; evidence is cut out of them.
    """

    part: PartialComparison
    settings: Settings
    lexicon: str = ""
    warnings: tuple[str, ...] = ()
    texts: Mapping[str, Document] = field(default_factory=dict, compare=False)
    _sums: Groups = field(default_factory=dict, compare=False, repr=False)
    _kept: dict[str, Table] = field(default_factory=dict, init=False, compare=False)

    def table(self, name: str) -> Table:
        """Return a table by its name.

        Raises:
            OptionError: there is no such table.
        """
        if name not in TABLES:
            raise OptionError.unknown("table", name, TABLES)
        if name not in self._kept:
            self._kept[name] = TABLES[name](self._sums or self.part.sums(), self.settings)
        return self._kept[name]

    @property
    def tables(self) -> dict[str, Table]:
        """All tables by name."""
        return {name: self.table(name) for name in TABLES}

    @property
    def documents(self) -> int:
        """How many documents are compared."""
        return sum(self.groups["documents"])

    def detached(self) -> Comparison:
        """Return the tables, all of them computed, without what they were made of: small enough to travel.

        It has every table, its summary and `to_dict()`, and the evidence of rows with spans. Figures and reports need
        the documents' observations, which stay behind.
        """
        held = Comparison(PartialComparison(self.part.by, folded=Folded()), self.settings, self.lexicon, self.warnings)
        held._kept.update(self.tables)
        return held

    @property
    def groups(self) -> Table:
        """What is compared, with n."""
        return self.table("groups")

    @property
    def naming(self) -> Table:
        """Which names each group uses for each referent, by mode."""
        return self.table("naming")

    @property
    def sides(self) -> Table:
        """How many mentions use each side's names, by mode."""
        return self.table("sides")

    @property
    def alignment(self) -> Table:
        """Whose names each group uses plainly, an index from -1 to 1 for each pair of opposed sides."""
        return self.table("alignment")

    @property
    def loading(self) -> Table:
        """How loaded each group's names are, per 1,000 words of each mode."""
        return self.table("loading")

    @property
    def sourcing(self) -> Table:
        """Who speaks in each group, how much, and who in no other."""
        return self.table("sourcing")

    @property
    def sentiment(self) -> Table:
        """Mean scores of sentences and toward referents, with bootstrap intervals."""
        return self.table("sentiment")

    @property
    def readability(self) -> Table:
        """The readability measures of each group."""
        return self.table("readability")

    @property
    def coverage(self) -> Table:
        """Which referents one group names and another never does."""
        return self.table("coverage")

    @property
    def divergence(self) -> Table:
        """How differently each pair of groups names each referent, and all of them, with permutation tests."""
        return self.table("divergence")

    @property
    def sentiment_contrast(self) -> Table:
        """How sentiment differs between each pair of groups, with effect sizes and permutation tests."""
        return self.table("sentiment_contrast")

    # ------------------------------------------------------------ evidence

    def evidence(
        self, row: Mapping[str, Any], *, window: int = 8, unit: str = "words", texts: Iterable[Document] | None = None
    ) -> Concordance:
        """Return the concordance lines behind a row of any table of this comparison.

        They are those of its spans, or, where the comparison was made without spans, found again by what the row says:
        its group (or both of a pair), mode, referent, and so on. `texts` gives the documents where the comparison was
        made from profiles alone; without a document's text its lines have spans, but no words.

        Raises:
            OptionError: the row is of no group of this comparison.
            ComparisonError: the comparison is detached, and the row has no spans.

        >>> comparison = compare(["Khankendi is calm.", "Stepanakert is calm."], "karabakh")
        >>> comparison.evidence(comparison.naming[0])["keyword"]
        ('Khankendi',)
        """
        if not self.part.observations and not row.get("spans"):
            raise ComparisonError(
                "without observations only rows with spans have evidence: make it with spans, or keep the observations"
            )
        texts_by_id = {**self.texts, **{document.id: document for document in texts or ()}}
        options = {"window": window, "unit": unit}
        observations = {each.document: each for each in self.part.observations}
        return lines_table(
            _line(
                texts_by_id.get(document),
                (document, start, end),
                _facts(observations.get(document), start, end),
                options,
            )
            for document, start, end in places_of(row, {} if row.get("spans") else self.part.groups)
        )

    def loaded_terms(self, group: str | None = None, *, mode: str | None = None, window: int = 8) -> Concordance:
        """Return the concordance lines of every loaded name, of all groups or one, in all modes or one."""
        return self.evidence({"group": group, "mode": mode, "loading": "loaded"}, window=window)

    # ------------------------------------------------------------ other forms

    def __repr__(self) -> str:
        return f"Comparison({len(self.groups)} groups by {self.part.by!r}, {self.documents} documents)"

    def __str__(self) -> str:
        return summarise(self)

    def render(self, *, width: int = 80) -> str:
        """Return the summary for a terminal, no wider than `width` cells."""
        return summarise(self, width=width)

    def _repr_html_(self) -> str:
        tables = (self.groups, self.alignment, self.naming)
        return "".join(table._repr_html_() for table in tables)

    def to_dict(self) -> dict[str, Any]:
        """Return what was compared, how, and every table."""
        return {
            "schema": "framing.comparison/1",
            "by": self.part.by,
            "lexicon": self.lexicon or None,
            "documents": self.documents,
            "seed": self.settings.seed,
            "resamples": self.settings.resamples,
            "permutations": self.settings.permutations,
            "level": self.settings.level,
            "sides": [list(pair) for pair in self.settings.sides],
            "warnings": list(self.warnings),
            "tables": {name: table.to_dicts() for name, table in self.tables.items()},
        }


def _line(
    text: Document | None, span: tuple[str, int, int], facts: dict[str, Any], options: dict[str, Any]
) -> dict[str, Any]:
    document, start, end = span
    if text is None:
        return {"document": document, "left": "", "keyword": "", "right": "", "start": start, "end": end, **facts}
    return line_of(text, start, end, **options, **facts)


def _facts(observation: Observation | None, start: int, end: int) -> dict[str, Any]:
    """Return what is known of the mention or quotation at a span."""
    if observation is None:
        return {}
    for each in observation.mentions:
        if (each.start, each.end) == (start, end):
            names = ("referent", "variant", "side", "loading", "distance", "mode")
            return {name: getattr(each, name) for name in names} | {"speaker": each.speaker}
    for voice in observation.voices:
        for kind, begin, stop in voice.quotations:
            if (begin, stop) == (start, end):
                return {"speaker": voice.name, "mode": {"direct": "quoted", "indirect": "paraphrased"}.get(kind)}
    return {}


# ---------------------------------------------------------------- compare

Comparable = str | Document | Reading | Profile | Mapping[str, Any]


def compare(
    documents: Corpus | Iterable[Comparable],
    lexicon: str | Path | Lexicon | None = None,
    *,
    by: str = "document",
    sides: tuple[str, str] | None = None,
    comments: bool = False,
    pairs: str = "auto",
    spans: bool = True,
    observations: bool = True,
    seed: int = 0,
    resamples: int = 2000,
    permutations: int = 9999,
    level: float = 0.95,
) -> Comparison:
    """Compare documents, or groups of them, in naming, sourcing, sentiment and readability.

    Args:
        documents: texts, documents, readings, profiles, or profile records read back from disk; in any order.
        lexicon: a `Lexicon`, a pack's name or a TOML file's path. It measures what is not a profile yet, and gives the
            opposed sides.
        by: `document` (each is its own group), a metadata key (`outlet`), or a period of one (`date:year`,
            `date:month`, `date:day`).
        sides: the two sides that the alignment index is between; by default each opposed pair of the lexicon.
        comments: count what readers wrote below an article as its words.
        pairs: compare `all` pairs of groups, or each group with the `rest`; `auto` takes the rest beyond 20 groups (200
            make 19,900 pairs) and says so in the warnings. It concerns divergence, contrast and coverage.
        spans: list in each row where its count comes from. Without, tables of many thousand documents are small, and
            `evidence` finds the places again.
        observations: keep what is observed of each document, 1 to 3 KB, for `evidence`, figures and reports. Without
            (and without spans), memory does not grow with the number of documents: see `PartialComparison.of`.
        seed, resamples, permutations, level: of intervals and tests; equal values on equal documents give equal tables.

    Raises:
        ComparisonError: fewer than two groups, a metadata key that no document has, two documents with one id.
        OptionError: an option's value is out of range, or spans are asked for without observations.

    >>> comparison = compare(["Khankendi is calm.", "Stepanakert is calm."], "karabakh")
    >>> comparison.naming.select("group", "variant", "side", "count").rows
    (('text-1', 'Khankendi', 'azerbaijani', 1), ('text-2', 'Stepanakert', 'armenian', 1))
    """
    held = as_lexicon(lexicon)
    texts: dict[str, Document] = {}
    known: set[str] = set()

    if spans and not observations:
        raise OptionError("spans are found in observations: keep both (observations=True) or neither (spans=False)")

    def observed() -> Iterator[Observation]:
        for record in _records(documents, held, texts if observations else {}):
            observation = observe(record, by=by, comments=comments)
            known.update(record["document"].get("metadata") or ())
            yield observation

    part = PartialComparison.join(by, observed(), keep=observations)
    if part.documents:
        check_key(known, by)
    return compare_partials(
        part,
        lexicon=held,
        sides=sides,
        pairs=pairs,
        spans=spans,
        seed=seed,
        resamples=resamples,
        permutations=permutations,
        level=level,
        texts=texts,
    )


def compare_partials(
    *parts: PartialComparison,
    lexicon: str | Path | Lexicon | None = None,
    sides: tuple[str, str] | None = None,
    pairs: str = "auto",
    spans: bool = True,
    seed: int = 0,
    resamples: int = 2000,
    permutations: int = 9999,
    level: float = 0.95,
    texts: Mapping[str, Document] | None = None,
) -> Comparison:
    """Return the comparison of merged partial results: the same, to the bit, as `compare` on all documents at once.

    Raises:
        ComparisonError: fewer than two groups; parts that do not merge.
        OptionError: an option's value is out of range.
    """
    check_options(pairs, seed, resamples, permutations, level)
    if not parts:
        raise ComparisonError("nothing to compare: give at least one partial comparison")
    part = parts[0].merge(*parts[1:])
    if spans and part.folded is not None:
        raise OptionError("spans are found in observations, which these parts do not keep: spans=False")
    groups = part.sums()
    _check_groups(part, groups)
    held = as_lexicon(lexicon)
    resolved = pairs if pairs != "auto" else "all" if len(groups) <= _MOST_GROUPS else "rest"
    settings = Settings(
        sides=_side_pairs(groups, held, sides),
        speakers=_speaker_sides(groups, held),
        seed=seed,
        resamples=resamples,
        permutations=permutations,
        level=level,
        pairs=resolved,
        spans=spans,
    )
    warnings = _warnings(part, groups)
    if resolved != pairs == "auto" and resolved == "rest":
        warnings += (f"{len(groups)} groups: each is compared with the rest; pairs='all' compares every two",)
    # The sums of few groups are kept for all tables; those of many would take more room than what they are made of.
    kept = groups if len(groups) <= _MOST_GROUPS else {}
    return Comparison(part, settings, ", ".join(part.lexicons), warnings, dict(texts or {}), kept)


def check_options(pairs: str, seed: int, resamples: int, permutations: int, level: float) -> None:
    """Refuse options of a comparison that are out of range."""
    if pairs not in PAIRS:
        raise OptionError.unknown("pairs", pairs, PAIRS)
    for name, value, least in (("seed", seed, 0), ("resamples", resamples, 100), ("permutations", permutations, 19)):
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise OptionError(f"{name} is a whole number from {least} on, not {value!r}")
    if not 0 < level < 1:
        raise OptionError(f"level lies between 0 and 1, not at {level!r}")


def _check_groups(part: PartialComparison, groups: Groups) -> None:
    if len(groups) >= 2:
        return
    of_it = "one document" if part.documents == 1 else f"{part.documents} documents"
    found = f"found one group, {next(iter(groups))!r}, of {of_it}" if groups else "found no document"
    raise ComparisonError(
        f"a comparison by {part.by!r} needs two groups; {found}. Add documents, or group by another key (by='document')"
    )


def _records(
    documents: Iterable[Comparable], lexicon: Lexicon | None, texts: dict[str, Document]
) -> Iterator[Mapping[str, Any]]:
    if isinstance(documents, (str, Document, Reading, Profile, Mapping)):
        raise ComparisonError("a comparison needs several documents: give a list or a Corpus, not a single one")
    for number, item in enumerate(documents, start=1):
        if isinstance(item, Mapping):
            yield item
        elif isinstance(item, Profile):
            yield item.to_dict()
        else:
            document: Document | Reading
            if isinstance(item, Reading):
                document, text = item, item.document
            else:
                document = text = Document(item, f"text-{number}") if isinstance(item, str) else as_document(item)
            texts[text.id] = text
            yield profile(document, lexicon).to_dict()


def _side_pairs(groups: Groups, lexicon: Lexicon | None, sides: tuple[str, str] | None) -> tuple[tuple[str, str], ...]:
    """Return the pairs of sides to index: those asked for, those the lexicon opposes, or the two most used."""
    counts: Counter[str] = Counter()
    for group in groups.values():
        for (mode, side), (count, *_) in group.sums(NameSums).sides.items():
            if mode == "all" and side not in (None, "neutral"):
                counts[str(side)] += count
    if sides is not None:
        # Profiles alone may lack a side that their lexicon has: only the lexicon can tell a slip.
        known = {*counts, *(side.id for side in lexicon.sides)} if lexicon else set(sides)
        for side in sides:
            if side not in known:
                raise OptionError.unknown("side", side, known)
        return ((sides[0], sides[1]),)
    if lexicon is not None:
        pairs = [(side.id, other) for side in lexicon.sides for other in side.opposes]
        return tuple(dict.fromkeys((a, b) if (b, a) not in pairs or a < b else (b, a) for a, b in pairs))
    first = sorted(sorted(counts, key=lambda side: (-counts[side], side))[:2])
    return ((first[0], first[1]),) if len(first) == 2 else ()


def _speaker_sides(groups: Groups, lexicon: Lexicon | None) -> dict[str, str]:
    if lexicon is None:
        return {}
    speakers = (speaker for group in groups.values() for speaker in group.sums(VoiceSums).speakers)
    names = sorted({name for _, name, _ in speakers if name is not None})
    found = {name: _side_of(name, lexicon) for name in names}
    return {name: side for name, side in found.items() if side is not None}


def _side_of(name: str, lexicon: Lexicon) -> str | None:
    """Return the side of a speaker: of the party that the lexicon gives the name to, or that stands in the name."""
    parties = {referent.party for referent in lexicon.find(name) if referent.party is not None}
    if not parties:
        words = {name[a:b] for a, b in split_words(name)}
        parties = {side.id for side in lexicon.sides if side.label in words}
    return parties.pop() if len(parties) == 1 else None


def _warnings(part: PartialComparison, groups: Groups) -> tuple[str, ...]:
    found = []
    lexicons = part.lexicons
    unknown = groups[UNKNOWN].documents if UNKNOWN in groups else 0
    if unknown:
        found.append(f"{unknown} documents have no {part.by!r} and form the group '(unknown)'")
    if len(lexicons) > 1:
        found.append(f"the documents were profiled with different lexicons: {', '.join(lexicons)}")
    if lexicons and not any(group.sums(NameSums).modes for group in groups.values()):
        found.append(f"no name of the lexicon {lexicons[0]} occurs in these documents")
    if not lexicons:
        found.append("without a lexicon no names are compared")
    empty = [label for label, group in groups.items() if not group.sums(NameSums).words["all"][0]]
    if empty:
        found.append(f"without a word: {', '.join(empty)}")
    return tuple(found)
