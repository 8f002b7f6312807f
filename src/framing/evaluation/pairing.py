"""Which finding is which: what two coders marked, paired one to one by how much it overlaps."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from framing.documents import Span
from framing.evaluation.annotations import AnnotatedMention

__all__ = ["content_words", "is_known", "mention_scores", "overlap_of", "pair_up", "quotation_scores"]

_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


def overlap_of(a: Span, b: Span) -> int:
    """Return how many characters two spans share; 0 or less where they are apart."""
    return min(a[1], b[1]) - max(a[0], b[0])


def pair_up(scores: Iterable[tuple[float, int, int]], least: float) -> list[tuple[int, int]]:
    """Pair one to one, best score first: from `(score, i, j)` return the `(i, j)` of at least `least`.

    >>> pair_up([(0.9, 0, 1), (0.8, 0, 0), (0.7, 1, 1), (0.6, 1, 0)], 0.5)
    [(0, 1), (1, 0)]
    """
    left: set[int] = set()
    right: set[int] = set()
    found = []
    for score, i, j in sorted(scores, reverse=True):
        if score >= least and i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((i, j))
    return found


def mention_scores(
    gold: Sequence[AnnotatedMention], guess: Sequence[AnnotatedMention], *, any_side: bool = False
) -> list[tuple[float, int, int]]:
    """Return the overlap (intersection over union) of each pair of mentions, of one side unless `any_side`."""
    order = sorted(range(len(guess)), key=lambda j: guess[j].start)
    starts = [guess[j].start for j in order]
    longest = max((each.end - each.start for each in guess), default=0)
    scores = []
    for i, each in enumerate(gold):
        for j in order[bisect_left(starts, each.start - longest) : bisect_left(starts, each.end)]:
            other = guess[j]
            shared = overlap_of((each.start, each.end), (other.start, other.end))
            if shared > 0 and (any_side or each.side == other.side):
                scores.append((shared / (max(each.end, other.end) - min(each.start, other.start)), i, j))
    return scores


def is_known(gold: Sequence[AnnotatedMention], guess: AnnotatedMention) -> bool:
    """Tell whether a coder marked something of the same side there, though paired with another mention."""
    return any(
        each.side == guess.side and overlap_of((each.start, each.end), (guess.start, guess.end)) > 0 for each in gold
    )


def content_words(text: str | None, content: Sequence[Span]) -> frozenset[Span]:
    """Return where the words of a quotation stand; its characters, where the text is not known."""
    if text is None:
        return frozenset((at, at + 1) for start, end in content for at in range(start, end))
    return frozenset(
        (match.start() + start, match.end() + start)
        for start, end in content
        for match in _WORD.finditer(text[start:end])
    )


def quotation_scores(gold: Sequence[frozenset[Span]], guess: Sequence[frozenset[Span]]) -> list[tuple[float, int, int]]:
    """Return the F1 of the words of each pair of quotations that share one."""
    scores = []
    for i, words in enumerate(gold):
        for j, others in enumerate(guess):
            shared = len(words & others)
            if shared:
                scores.append((2 * shared / (len(words) + len(others)), i, j))
    return scores
