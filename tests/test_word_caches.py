from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import word_caches
from framing.word_caches import LONGEST_KEPT, WordCache


@given(st.lists(st.text(max_size=3)))
def test_each_word_is_described_once(words: list[str]) -> None:
    asked: list[str] = []

    def describe(word: str) -> str | None:
        asked.append(word)
        return word.upper() or None

    cache = WordCache(describe)
    assert [cache[word] for word in words] == [word.upper() or None for word in words]
    assert asked == list(dict.fromkeys(words))


def test_what_is_kept_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_caches, "MOST_KEPT", 3)
    cache = WordCache(len)
    for number in range(10):
        assert cache[str(number)] == 1
        assert len(cache) <= 3
    long = "a" * (LONGEST_KEPT + 1)
    assert cache[long] == len(long)
    assert long not in cache
    assert cache[long[1:]] == len(long) - 1
    assert long[1:] in cache
