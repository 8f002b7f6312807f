"""Cost: eight times the text takes about eight times as long, whatever stands in it."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from functools import cache, partial

import framing
from framing import Section
from fuzz import grammar
from fuzz.draws import Draw

SHORT, LONG = 4_000, 32_000
_MOST = 2.5  # times the ratio of the lengths; a quadratic step has eight
_LEAST = 0.08  # seconds; below, the clock says little


@cache
def _pack() -> framing.Lexicon:
    return framing.load_lexicon("karabakh")


def _quotations(text: str) -> object:
    return framing.find_quotations(text, [Section("body", 0, len(text))], framing.split_sentences(text))


def _concordance(text: str) -> object:
    return framing.concordance(text, "the")


def _find(text: str) -> object:
    return framing.find_variants(text, _pack())


def _profile(text: str) -> object:
    return framing.profile(text, _pack()).to_dict()


def _discover(text: str) -> object:
    return framing.discover([text], known="Khankendi")


def _keyness(text: str) -> object:
    return framing.keyness([text, "Nothing else."], min_count=1)


def _target(text: str) -> object:
    return framing.target_sentiment(text, (len(text) // 2, len(text) // 2 + 1))


_WORK: tuple[Callable[[str], object], ...] = (
    framing.split_sentences, framing.split_words, framing.find_sections, _quotations, framing.read_voices, _find, framing.measure_sentiment,
    partial(framing.measure_sentiment, exact=True), framing.measure_readability, _profile, _profile, _concordance, _discover, _keyness, _target,
)  # fmt: skip


def costs(draw: Draw) -> Hashable:
    """One fragment again and again, between two others, short and long."""
    number = draw.integer(0, len(_WORK) - 1)
    before, behind = grammar.word(draw), grammar.word(draw)
    unit = "".join(grammar.word(draw) + draw.choice(("", " ", "\n", ". ")) for _ in range(draw.integer(1, 5))) or " "
    short, long = (before + unit * (length // len(unit) + 1) + behind for length in (SHORT, LONG))
    work = _WORK[number]
    draw.made(long)
    for attempt in range(3):
        first, second = _seconds(work, short), _seconds(work, long)
        most = max(_LEAST, _MOST * first * len(long) / len(short))
        if second <= most:
            return number, attempt
    name = getattr(work, "__name__", "measure_sentiment exact")
    raise AssertionError(
        f"{name}: {len(short)} characters {first:.3f} s, {len(long)} characters {second:.3f} s, unit {unit!r}"
    )


def _seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start
