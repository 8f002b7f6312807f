"""What is said of a discovered name: its printed forms, the groups that use it and how unevenly, its sentiment."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from framing.documents import Corpus, Document, Span
from framing.errors import OptionError
from framing.grouping import check_key, group_of
from framing.segmentation import split_sentences
from framing.statistics import log_odds

__all__ = ["GroupUse", "Grouped", "Place", "check_limit", "group_uses", "mean_compound", "surfaces"]

Place: TypeAlias = tuple[str, int, int]
"""A document's id, and a span in its text."""

_PRIOR_WORDS = 500.0
_SENTENCES = 100


@dataclass(frozen=True, slots=True)
class GroupUse:
    """How often one group writes a name, and how that differs from the other groups.

    `z` is the log-odds ratio with informative Dirichlet prior over its standard deviation (Monroe, Colaresi & Quinn
    2008, eqs 16, 20, 22), the prior being the name's pooled frequency in 500 words; positive: over-used.
    """

    group: str
    mentions: int
    z: float

    def to_dict(self) -> dict[str, Any]:
        """Return the use as a record."""
        return {"group": self.group, "mentions": self.mentions, "z": self.z}


@dataclass(frozen=True, slots=True)
class Grouped:
    """Documents in an order of their own, so that none that they come in matters, each with its group.

    `words` holds how many words each group has, by white space.
    """

    documents: tuple[Document, ...]
    groups: tuple[str, ...]
    words: Mapping[str, int]

    @classmethod
    def of(cls, documents: str | Document | Iterable[str | Document], by: str) -> Grouped:
        """Order and group documents by a metadata key, or by `document`.

        Raises:
            ComparisonError: no document has the metadata key.
        """
        corpus = documents if isinstance(documents, Corpus) else Corpus(documents)
        ordered = tuple(sorted(corpus, key=lambda document: (document.text, document.id)))
        if ordered:
            check_key((name for document in ordered for name in document.metadata), by)
        groups = tuple(group_of({"id": each.id, "metadata": each.metadata}, by) for each in ordered)
        words = Counter[str]()
        for document, group in zip(ordered, groups, strict=True):
            words[group] += len(document.text.split())
        return cls(ordered, groups, words)


def check_limit(limit: int) -> None:
    """Refuse a limit that is no whole number above 0."""
    if not isinstance(limit, int) or limit < 1:
        raise OptionError(f"limit must be a whole number above 0, not {limit!r}")


def group_uses(counts: Mapping[str, int], words: Mapping[str, int]) -> tuple[GroupUse, ...]:
    """Return the use by each group that writes a name, the commonest first; `words` holds every group's words.

    >>> group_uses({"A": 4}, {"A": 1000, "B": 1000})
    (GroupUse(group='A', mentions=4, z=1.47),)
    """
    total, mentions = sum(words.values()), sum(counts.values())
    prior = _PRIOR_WORDS * mentions / total if total else 0.0
    uses = []
    for group, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        z = 0.0
        if len(words) > 1 and prior > 0:
            sizes = (max(words[group], count), max(total - words[group], mentions - count))
            scores = log_odds(
                {"name": count},
                {"name": mentions - count},
                {"name": prior},
                totals=sizes,
                prior_total=_PRIOR_WORDS + prior,
            )
            z = round(scores["name"].z, 2)
        uses.append(GroupUse(group, count, z))
    return tuple(uses)


def surfaces(forms: Counter[str]) -> tuple[str, tuple[str, ...]]:
    """Return the commonest printed form and the others that differ from it in more than case.

    >>> surfaces(Counter({"CIA director": 2, "C.I.A. director": 1, "CIA Director": 1}))
    ('CIA director', ('C.I.A. director',))
    """
    ordered = [form for form, _ in sorted(forms.items(), key=lambda pair: (-pair[1], pair[0]))]
    distinct: dict[str, str] = {}
    for form in ordered:
        distinct.setdefault(form.casefold(), form)
    name, *others = distinct.values()
    return name, tuple(others)


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[Span, ...]:
    return split_sentences(text)


def mean_compound(mentions: Iterable[tuple[str, int, int]]) -> float | None:
    """Return the mean VADER compound of the sentences around mentions (text, start, end): of the first hundred.

    >>> mean_compound([("A disaster. A good day.", 14, 18)])
    0.4404
    """
    from framing.valence import built_in

    scores: dict[tuple[str, int], float] = {}
    for text, start, _ in mentions:
        spans = _sentences(text)
        first, last = spans[bisect_right(spans, (start, len(text) + 1)) - 1]
        if (text, first) not in scores:
            scores[text, first] = built_in().score(text[first:last].strip()).compound
        if len(scores) >= _SENTENCES:
            break
    return round(math.fsum(scores.values()) / len(scores), 4) if scores else None
