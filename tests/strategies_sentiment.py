"""Texts that reach every rule of VADER, and prose whose sentences every tool counts alike."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SentimentIntensityAnalyzer

PLAIN = ["the", "a", "table", "war", "chair", "minister", "İ", "ß", "ﬁ", "city’s", "—", "…", "\u200b"]
_RULED = """
no not never so this without doubt or nor least at very kind of but sort just enough the shit bomb bad ass
bus stop yeah right kiss of death to die for beating heart badass isn't can't don't uh-uh none without
great terrible good NOT VERY GREAT Good NO BUT least LEAST “good” disaster’s can’t good—bad
"""
RULED = _RULED.split()
PHRASES = [
    "not a good",
    "never so great",
    "great but terrible",
    "at least good",
    "least great",
    "without doubt good",
    "kiss of death",
    "bad ass",
    "yeah right",
    "to die for",
    "good—bad",
    "great—terrible",
]
SIGNS = ["!", "?", "??", "???", "????", "!!!!!", ":)", ":-(", ":D", "👍", "🙂", "💘", "👍🏽", "☹️", "<3", "'", '"', "("]


@cache
def _listed() -> list[str]:
    return sorted(SentimentIntensityAnalyzer().lexicon)


def _tokens() -> st.SearchStrategy[str]:
    words = st.one_of(
        st.sampled_from(RULED),
        st.sampled_from(RULED),
        st.sampled_from(PHRASES),
        st.sampled_from(_listed()),
        st.sampled_from(sorted(BOOSTER_DICT)),
        st.sampled_from(sorted(NEGATE)),
        st.sampled_from(PLAIN),
    )
    shouted = words.map(str.upper)
    ended = st.tuples(st.one_of(words, shouted), st.sampled_from(["", "", "", "!", "?", ",", ".", "'", '"', "👍"]))
    return st.one_of(words, ended.map("".join), shouted, st.sampled_from(SIGNS))


def ruled_texts(max_size: int = 20) -> st.SearchStrategy[str]:
    """Texts of words that the rules are about, with every blank that Python knows between them."""
    blanks = st.sampled_from([" ", " ", " ", "  ", "\n", "\t", "\xa0", "\x1c", "\u2028", ""])
    pairs = st.tuples(_tokens(), blanks).map("".join)
    return st.lists(pairs, max_size=max_size).map("".join)


def any_texts() -> st.SearchStrategy[str]:
    """Any string at all, lone surrogates and control characters too, or one that reaches the rules."""
    return st.one_of(st.text(st.characters(), max_size=80), ruled_texts())


_PROSE = """
the minister said that talks between both cities would resume after international observers had arrived there and
nobody's commitment couldn't be considered any well-known responsibility of government in 2023 it isn't easy
"""
PROSE = _PROSE.split()


def prose(min_sentences: int = 3, max_sentences: int = 8) -> st.SearchStrategy[str]:
    """Paragraphs whose sentences have more than two words, as textstat needs them to count as sentences."""
    words = st.lists(st.sampled_from(PROSE), min_size=4, max_size=14)
    sentence = st.tuples(words, st.sampled_from(".!?")).map(lambda parts: " ".join(parts[0]).capitalize() + parts[1])
    return st.lists(sentence, min_size=min_sentences, max_size=max_sentences).map(" ".join)
