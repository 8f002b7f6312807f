"""Discovery: given one name of a thing, propose the other names that the texts use for it.

A shortlist for a person to review, never an automatic grouping: every candidate carries the rules that proposed it and
the spans where it stands.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from framing.discovery.evidence import Entry, Evidence, gather, prune
from framing.discovery.known_names import Known
from framing.discovery.phrases import read_sentences
from framing.discovery.rules import RULES, kind_of, load_weights
from framing.discovery.shortlists import Shortlist, show_groups
from framing.discovery.skeletons import write_skeleton
from framing.discovery.uses import Grouped, GroupUse, Place, check_limit, group_uses, mean_compound, surfaces
from framing.documents import Document
from framing.errors import OptionError
from framing.tables import Column, Table

__all__ = ["Candidate", "Discovery", "discover"]

_LEAST_SHARE = 0.1
_KEPT = 50_000
# Rules on how often, where and in which shape a phrase stands: no reason to propose it without another.
_USE = frozenset(
    ["salience", "definite", "follows", "beside", "other_name", "long", "single_word", "joined_of", "joined_otherwise"]
)

_COLUMNS = (
    Column("name", "string", "the candidate as it is printed most often"),
    Column("score", "number", "from 0 to 1, higher is likelier; it ranks, it is no probability"),
    Column("mentions", "integer", "how often it stands in the texts"),
    Column("rules", "string", "the rules that speak for it, the weightiest first"),
    Column("groups", "string", "groups that write it, with counts"),
    Column("unevenness", "number", "the largest z of its log-odds between one group and the others"),
    Column("sentiment", "number", "mean VADER compound of the sentences that hold it, from -1 to 1"),
    Column("head", "string", "its head word, guessed", minor=True),
    Column("forms", "string", "other printed forms", minor=True),
    Column("spans", "spans", "where it stands"),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name proposed for the known thing, with its evidence.

    Each of `spans` (document id, start, end) slices to `name` or one of `forms`, case and inner white space aside.
    `score` lies in [0, 1], to four digits, and ranks; it is no probability. `rules` are those that speak for the
    candidate, the weightiest first. `sentiment` is the mean compound of the sentences that hold it, in [-1, 1].
    """

    name: str
    score: float
    mentions: int
    rules: tuple[str, ...]
    spans: tuple[Place, ...]
    groups: tuple[GroupUse, ...] = ()
    sentiment: float | None = None
    head: str = ""
    forms: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the candidate as a record."""
        return {
            "name": self.name,
            "score": self.score,
            "mentions": self.mentions,
            "rules": list(self.rules),
            "spans": [list(span) for span in self.spans],
            "groups": [group.to_dict() for group in self.groups],
            "sentiment": self.sentiment,
            "head": self.head,
            "forms": list(self.forms),
        }


@dataclass(frozen=True, slots=True, repr=False)
class Discovery(Shortlist[Candidate]):
    """Candidates for the known names, the likeliest first: a sequence, with ways out.

    `kind` is what the known name was taken for: a `person`, a `country`, another proper `name`, a `group` or a `thing`.
    """

    candidates: tuple[Candidate, ...]
    known: tuple[str, ...]
    kind: str
    by: str | None = None

    @property
    def _items(self) -> tuple[Candidate, ...]:
        return self.candidates

    def __repr__(self) -> str:
        names = ", ".join(repr(candidate.name) for candidate in self.candidates[:5])
        more = ", …" if len(self.candidates) > 5 else ""
        return f"Discovery({len(self)} candidates for {', '.join(map(repr, self.known))}: {names}{more})"

    @property
    def names(self) -> tuple[str, ...]:
        """The candidates' names, the likeliest first."""
        return tuple(candidate.name for candidate in self.candidates)

    def to_dict(self) -> dict[str, Any]:
        """Return the whole result as a record."""
        return {"known": list(self.known), "kind": self.kind, "by": self.by, "candidates": self.to_dicts()}

    def to_table(self) -> Table:
        """Return the candidates as a table, one a row."""
        return Table.of("discovery", _COLUMNS, (_row(candidate) for candidate in self.candidates))

    def to_toml(self, accepted: Iterable[str] | None = None) -> str:
        """Return a lexicon skeleton with the known names and the accepted candidates (all, if none are given).

        The evidence stands above each variant as comments. Side, loading and source are the editor's to fill in.

        Raises:
            OptionError: an accepted name is no candidate.
        """
        chosen = self.candidates
        if accepted is not None:
            wanted = tuple(accepted)
            for name in wanted:
                if name not in self.names:
                    raise OptionError.unknown("candidate", name, self.names)
            chosen = tuple(candidate for candidate in self.candidates if candidate.name in wanted)
        variants = [(candidate.name, candidate.forms, _comment(candidate)) for candidate in chosen]
        return write_skeleton([(self.known, self.kind, variants)])


def _row(candidate: Candidate) -> dict[str, Any]:
    return {
        "name": candidate.name,
        "score": candidate.score,
        "mentions": candidate.mentions,
        "rules": ", ".join(candidate.rules),
        "groups": show_groups(candidate.groups),
        "unevenness": max((use.z for use in candidate.groups), default=None),
        "sentiment": candidate.sentiment,
        "head": candidate.head,
        "forms": ", ".join(candidate.forms),
        "spans": candidate.spans,
    }


def _comment(candidate: Candidate) -> list[str]:
    groups = ", ".join(f"{use.group} {use.mentions} (z {use.z:+.1f})" for use in candidate.groups)
    first = "; ".join(f"{document} [{start}:{end}]" for document, start, end in candidate.spans[:3])
    return [
        f"score {candidate.score:.2f}, mentions {candidate.mentions}, rules: {', '.join(candidate.rules)}",
        f"groups: {groups}",
        f"first at: {first}",
    ]


def discover(
    documents: str | Document | Iterable[str | Document],
    *,
    known: str | Sequence[str],
    by: str | None = None,
    limit: int = 20,
) -> Discovery:
    """Return candidates for other names of the thing that `known` names, the likeliest first.

    No model, parser or network: noun phrases found by word class and shape, ranked by rules with weights (see
    `framing.discovery.rules`). A shortlist to review, not a grouping: expect half of it to be wrong.

    Args:
        documents: the texts; a plain string is a text.
        known: one name of the thing, or several; none of them is proposed. Without a mention of them nothing is.
        by: the metadata key that groups documents (`outlet`), or `document`; without it each document is a group.
        limit: how many candidates at most.

    Raises:
        OptionError: no known name, or a limit below 1.
        ComparisonError: no document has the metadata key.

    >>> text = "Jules Grévy, the French president, resigned on Friday. President Grévy had been ill, his doctors said."
    >>> discover(text, known="Grévy").names[:3]
    ('President Grévy', 'French president', 'Jules Grévy')
    """
    names = (known,) if isinstance(known, str) else tuple(known)
    _check(names, limit)
    corpus = Grouped.of(documents, by or "document")
    evidence = Evidence(Known.of(names), groups=corpus.groups)
    for number, document in enumerate(corpus.documents):
        gather(evidence, number, document.text, read_sentences(document.text))
        if len(evidence.entries) > 4 * _KEPT:
            prune(evidence, _KEPT)
    kind = kind_of(evidence)
    if not evidence.known_in:
        return Discovery((), names, kind, by)
    ranked = _ranked(evidence, kind)
    return Discovery(tuple(_candidates(ranked[:limit], corpus)), names, kind, by)


def _check(names: Sequence[str], limit: int) -> None:
    if not names or not all(isinstance(name, str) and any(map(str.isalnum, name)) for name in names):
        raise OptionError(f"known must hold at least one name, each with a letter: {list(names)!r}")
    check_limit(limit)


@dataclass(frozen=True, slots=True)
class _Ranked:
    """An entry with its score and the rules that speak for it."""

    entry: Entry
    key: str
    score: float
    rules: tuple[str, ...]


def _ranked(evidence: Evidence, kind: str) -> list[_Ranked]:
    """Return the entries that some rule proposes, the best first."""
    weights = load_weights()[kind]
    rules = [(name, function, weights[name]) for name, function in RULES.items() if weights.get(name)]
    found = []
    for key, entry in evidence.entries.items():
        shares = [(weight * function(entry, evidence), name) for name, function, weight in rules]
        speak = sorted((-share, name) for share, name in shares if share >= _LEAST_SHARE)
        named = tuple(name for _, name in speak)
        if not _USE.issuperset(named):
            score = weights.get("bias", 0.0) + math.fsum(share for share, _ in shares)
            found.append(_Ranked(entry, key, score, named))
    return sorted(found, key=lambda each: (-each.score, -len(each.entry.mentions), each.key))


def _candidates(ranked: Sequence[_Ranked], corpus: Grouped) -> Iterator[Candidate]:
    documents, groups = corpus.documents, corpus.groups
    for each in ranked:
        mentions = sorted((documents[number].id, start, end, number) for number, start, end in each.entry.mentions)
        name, forms = surfaces(each.entry.forms)
        yield Candidate(
            name=name,
            score=round(1.0 / (1.0 + math.exp(-max(-500.0, min(500.0, each.score)))), 4),
            mentions=len(mentions),
            rules=each.rules,
            spans=tuple((document, start, end) for document, start, end, _ in mentions),
            groups=group_uses(Counter(groups[number] for *_, number in mentions), corpus.words),
            sentiment=mean_compound((documents[number].text, start, end) for _, start, end, number in mentions),
            head=each.entry.head,
            forms=forms,
        )
