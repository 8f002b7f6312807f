"""News that is made up: people and places with invented names, in sentences that discovery has rules for."""

from __future__ import annotations

from hypothesis import strategies as st

from framing.discovery.vocabulary import class_of, country_of, noun_classes, word_set
from framing.documents import Document

_OPENINGS = ("Bar", "Dov", "Fel", "Gri", "Jor", "Kar", "Lem", "Mox", "Pel", "Quo", "Ruv", "Tam", "Vosk", "Zel")
_ENDINGS = ("adov", "eki", "imbe", "otta", "ugan", "yrek", "anzo", "elov", "ivar", "osh")

# {p}: somebody's last name, {f}: a first name, {c}: a country, {d}: its adjective, {o}: an outlet's own words
FRAMES = (
    "{d} President {f} {p} spoke on Monday.",
    "Mr. {p} met the {d} ambassador, who praised him.",
    "{p}, the {d} leader, left for {c}.",
    "{p} is a dictator, critics say.",
    "They called {p} a “{o}”.",
    "The president of {c} said nothing.",
    "Officials in {c} declined to comment on {p}’s plans.",
    "{f} {p} (“the {o}”) came back.",
    "A summit took place; the talks were short.",
    "The {d} government rejected the agreement, and the deal fell through.",
)
COUNTRIES = (("France", "French"), ("Japan", "Japanese"), ("Armenia", "Armenian"), ("North Korea", "North Korean"))
NICKNAMES = ("old fox", "butcher", "father of the nation", "Rocket Man")


def _is_invented(name: str) -> bool:
    low = name.lower()
    known = noun_classes(low) or country_of(low) or low in word_set("people", "titles") or class_of(low) != "noun"
    return not known


invented_names = st.builds(str.__add__, st.sampled_from(_OPENINGS), st.sampled_from(_ENDINGS)).filter(_is_invented)


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Document], str, str]:
    """Documents about one person, with the first and the last name."""
    first, last = draw(st.lists(invented_names, min_size=2, max_size=2, unique=True))
    country, adjective = draw(st.sampled_from(COUNTRIES))
    documents = []
    for number in range(draw(st.integers(1, 4))):
        frames = draw(st.lists(st.sampled_from(FRAMES), min_size=1, max_size=6))
        nickname = draw(st.sampled_from(NICKNAMES))
        text = " ".join(frame.format(p=last, f=first, c=country, d=adjective, o=nickname) for frame in frames)
        documents.append(Document(text, f"d{number}", {"outlet": draw(st.sampled_from("AB"))}))
    return documents, first, last


hostile_words = st.one_of(
    st.sampled_from(["Kim", "kim's", "Kim’s", "𝒦im", "president", "of", "and", "the", "is", "called", "between"]),
    st.sampled_from(["“", "”", '"', "(", ")", "/", "[", "]", ",", ".", "\n\n", "—", "'", "’", "’s", "_", "1,000"]),
    st.sampled_from(["İ", "\x00", "\ud800", "e\u0301", "\u00a0", "\u2028", "U.S.", "Mr."]),
)
hostile_texts = st.one_of(
    st.text(max_size=200),
    st.lists(hostile_words, max_size=60).map(" ".join),
    st.lists(hostile_words, max_size=60).map("".join),
)
