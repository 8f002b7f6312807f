"""Texts: cut up, searched for quotations, names and voices, scored."""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import cache

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import framing
from framing import Section
from fuzz import checks, grammar
from fuzz.draws import Draw
from fuzz.fragments import CONTESTED
from oracles_matching import slow_find  # type: ignore[import-not-found]
from strategies_lexicons import GAPS, MORE, WORDS  # type: ignore[import-not-found]


def segmentation(draw: Draw) -> Hashable:
    """Sentences tile any range, words nest in them, sections tile the text."""
    text = grammar.text(draw)
    start = draw.integer(0, len(text))
    end = draw.integer(start, len(text))
    checks.tiles(framing.split_sentences(text, start, end), start, end, "sentences")
    sentences = framing.split_sentences(text)
    checks.tiles(sentences, 0, len(text), "sentences")
    checks.words_nest(text, framing.split_words(text), sentences)
    sections = framing.find_sections(text)
    checks.tiles([(each.start, each.end) for each in sections], 0, len(text), "sections")
    return min(len(sentences), 9), tuple(dict.fromkeys(each.kind for each in sections))


def quotations(draw: Draw) -> Hashable:
    """Quotations survive any arrangement of marks, in a text that is one body and in one that is a page."""
    text = grammar.text(draw)
    sections = [Section("body", 0, len(text))] if text else []
    if draw.flag():
        sections = list(framing.find_sections(text))
    found = framing.find_quotations(text, sections, framing.split_sentences(text))
    checks.quotations(text, found)
    return frozenset((each.kind, each.rule, each.nested) for each in found.quotations), len(found.scare_quotes) > 0


def voices(draw: Draw) -> Hashable:
    """Voices partition the text; reading it twice gives the same."""
    text = grammar.text(draw)
    reading = framing.read_voices(text)
    checks.sections_and_sentences(reading)
    checks.voices(reading)
    if draw.flag(8):
        assert framing.read_voices(text) == reading, "two readings differ"
    if text:
        offset = draw.integer(0, len(text) - 1)
        stretch = reading.stretch_at(offset)
        assert stretch.start <= offset < stretch.end, "stretch_at is elsewhere"
        a, b = reading.sentences[reading.sentence_at(offset)]
        assert a <= offset < b, "sentence_at is elsewhere"
    kinds = frozenset((each.kind, each.source_kind) for each in reading.quotations)
    return kinds, min(4, len(reading.voices)), frozenset(each.kind for each in reading.sections)


def matching(draw: Draw) -> Hashable:
    """Matching is what the slow oracle finds, whatever the order of entries and whatever stands behind."""
    lexicon = grammar.wild_lexicon(draw, WORDS)
    names = tuple(
        form.replace("{|of }", of).replace("{-|}", "-").replace("{|s}", "")
        for referent in lexicon.referents
        for variant in referent.variants
        for form in variant.spellings
        for of in ("", "of ")
    )
    changed: tuple[Callable[[str], str], ...] = (
        str,
        str.upper,
        str.title,
        lambda name: name.replace(" ", "\n"),
        lambda name: name.replace("-", "–"),
    )
    families = (names, names, GAPS, WORDS, MORE)
    joint = draw.choice(("", " "))
    parts = (draw.choice(changed)(draw.choice(draw.choice(families))) + joint for _ in draw.times(16))
    text = draw.made("".join(parts))
    day = grammar.day(draw) if draw.flag() else None
    found = framing.find_variants(text, lexicon, date=day)
    shown = [(each.start, each.end, each.referent, each.variant, each.side) for each in found]
    assert shown == slow_find(text, lexicon, (day, day) if day else None), "the oracle finds others"
    mixed = _shuffled(lexicon, draw.integer(0, 255))
    again = [
        (each.start, each.end, each.referent, each.variant, each.side)
        for each in framing.find_variants(text, mixed, date=day)
    ]
    assert sorted(map(str, again)) == sorted(map(str, shown)), "the order of entries matters"
    more = framing.find_variants(text + "\n\nnothing here " + grammar.word(draw), lexicon, date=day)
    ahead = [(each.start, each.end) for each in more if each.end <= len(text)]
    assert ahead == [(each.start, each.end) for each in found], "text behind changes what stands before"
    return len(found), len({each.referent for each in found})


def _shuffled(lexicon: framing.Lexicon, seed: int) -> framing.Lexicon:
    order = random.Random(seed)

    def mixed(items: tuple) -> tuple:  # type: ignore[type-arg]
        return tuple(order.sample(items, len(items)))

    return replace(
        lexicon, referents=mixed(tuple(replace(each, variants=mixed(each.variants)) for each in lexicon.referents))
    )


@cache
def _package() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


@cache
def _listed() -> tuple[str, ...]:
    return tuple(sorted(_package().lexicon))


def valence(draw: Draw) -> Hashable:
    """The exact scorer equals `vaderSentiment` on any text, to the last bit."""
    if draw.flag(3):
        text = grammar.text(draw, 12)
    else:
        parts = []
        for _ in draw.times(16):
            word = draw.choice((draw.choice(_listed()), draw.choice(_RULED), draw.choice(_RULED), grammar.word(draw)))
            parts.append(
                draw.choice((word, word, word.upper()))
                + draw.choice(("", "!", "?", ",", "."))
                + draw.choice((" ", " ", "\n", ""))
            )
        text = draw.made("".join(parts))
    found = framing.Vader(exact=True).score(text) if draw.flag(64) else _exact().score(text)
    expected = _package().polarity_scores(text)
    shown = {"compound": found.compound, "pos": found.positive, "neu": found.neutral, "neg": found.negative}
    assert shown == expected, f"{shown} is not {expected}"
    plain = _plain().score(text)
    assert -1 <= plain.compound <= 1, plain
    return found.carrying, found.compound > 0, found.compound < 0


_RULED = (
    "no not never so this without doubt or nor least at very kind of but sort just enough the shit bomb bad ass bus stop yeah "
    "right kiss of death to die for beating heart badass isn't can't don't uh-uh none without great terrible good extremely "
    "incredibly barely hardly but :) :-( <3 👍 💘 ☹️"
).split()


@cache
def _exact() -> framing.Vader:
    return framing.Vader(exact=True)


@cache
def _plain() -> framing.Vader:
    return framing.Vader()


def sentiment(draw: Draw) -> Hashable:
    """Scores stay in range, sentences stay apart; exact scores are the package's on each span."""
    text = grammar.text(draw, 20)
    reading = framing.read_voices(text)
    exact = draw.flag()
    found = framing.measure_sentiment(reading, exact=exact)
    last = 0
    for each in found.sentences:
        assert last <= each.start < each.end <= len(text), f"out of order: {each}"
        last = each.end
        if exact:
            scores = _package().polarity_scores(text[each.start : each.end])
            assert each.compound == scores["compound"], f"{each} is not {scores}"
        assert -1 <= each.compound <= 1, each
    checks.finite(found.to_dict())
    return bool(found.reason), found.carrying > 0, min(5, found.n)


def targets(draw: Draw) -> Hashable:
    """Sentiment toward any span is in range, and its evidence lies in the text."""
    text = grammar.text(draw, 20)
    if not text:
        return None
    start = draw.integer(0, len(text) - 1)
    end = min(len(text), start + 1 + draw.integer(0, 20))
    found = framing.target_sentiment(text, (start, end), method=draw.choice(("learned", "rules")))
    assert -1 <= found.compound <= 1, found
    assert found.polarity in (-1, 0, 1), found
    assert all(0 <= a < b <= len(text) for a, b in found.spans), found
    return found.polarity, len(found.spans)


def readability(draw: Draw) -> Hashable:
    """Counts are not negative, no score is NaN, and each section's counts are part of the whole."""
    text = grammar.text(draw, 60)
    found = framing.measure_readability(text)
    made = found.to_dict()
    checks.finite(made)
    return frozenset(name for name, value in made.items() if value is None)


def words(draw: Draw) -> Hashable:
    """Concordances, keyness and discovery of any texts."""
    documents = [
        framing.Document(grammar.text(draw, 16), f"d{number}", grammar.metadata(draw))
        for number in range(draw.integer(1, 3))
    ]
    kind = draw.integer(0, 2)
    try:
        if kind == 0:
            query = grammar.word(draw)
            lines = framing.concordance(documents, query, window=draw.integer(0, 9))
            checks.table(lines)
            return kind, min(3, len(lines))
        if kind == 1:
            found = framing.keyness(documents, min_count=draw.integer(1, 2), longest=draw.integer(1, 3))
            checks.table(found)
            return kind, min(3, len(found))
        names = framing.discover(documents, known=draw.choice(CONTESTED)).names
        return kind, min(3, len(names))
    except framing.FramingError as error:  # too few groups, an empty query
        return kind, type(error).__name__
