"""What is kept by word: the same answers when it is full, and no more than its bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import word_caches
from framing.word_caches import LONGEST_KEPT, WordCache


@given(st.lists(st.text(max_size=2 * LONGEST_KEPT)))
def test_a_cache_answers_as_the_function_behind_it_and_stays_within_its_bounds(words: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_caches, "MOST_KEPT", 3)
        kept = WordCache(str.upper)
        for word in words:
            assert kept[word] == word.upper()
            assert len(kept) <= 3
            assert (word in kept) == (len(word) <= LONGEST_KEPT)


def test_what_is_kept_is_asked_once() -> None:
    asked: list[str] = []

    def note(word: str) -> int:
        asked.append(word)
        return len(word)

    kept = WordCache(note)
    assert [kept[word] for word in ("talks", "talks", "x" * 99, "x" * 99)] == [5, 5, 99, 99]
    assert asked == ["talks", "x" * 99, "x" * 99]
