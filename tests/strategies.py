"""What the property tests draw: hostile texts, and texts that look like news."""

from __future__ import annotations

from hypothesis import strategies as st

# Characters that have broken text tools: astral, combining, bidirectional, dotted İ, NUL, lone surrogates, odd breaks.
ODD = (
    "İıßﬁΣς\u0301\u0308\u200b\u200d\u202e\u2066\ufeff\x00\x0b\x0c\x1c\x85\u2028\u2029\xa0\xad𝒜😀👩‍🚀\ud800\udfff\r\n\t"
)
MARKS = "“”‘’\"'«»„‟‹›`…—–-.!?:;,()[]"

any_text = st.one_of(
    st.text(max_size=200),
    st.text(st.characters(), max_size=20),
    st.text(" \n\t\r\u2003", max_size=6),
    st.lists(st.sampled_from([*ODD, *MARKS, *" aeT1", "The end", " said "]), min_size=20, max_size=80).map("".join),
)
"""Any string, odd characters and marks well represented."""

NAMES = [
    "Ana Petrova",
    "Petrova",
    "the minister",
    "Mr. Lavrov",
    "Baku",
    "Yerevan",
    "an expert from Baku",
    "He",
    "RIA Novosti",
]
CUES = ["said", "says", "claimed that", "according to", "told reporters", "adding that", "believes that", "stated:"]
CLAUSES = ["the war is over", "we will sign", "nobody knows", "the U.S. left in Jan. 2020", "it’s the ’90s again", "no"]
BREAKS = [" ", " ", ". ", ", ", "\n", "\n\n", "\r\n", "? ", "… ", " – ", ": "]

news_piece = st.one_of(
    st.sampled_from("“”"),
    st.sampled_from(NAMES),
    st.sampled_from(CUES),
    st.sampled_from(CLAUSES),
    st.sampled_from(list(MARKS)),
    st.sampled_from(BREAKS),
)
news_text = st.lists(news_piece, max_size=60).map("".join)
"""Names, cues, clauses, marks and breaks in any arrangement: text shaped like news, often badly broken."""


@st.composite
def well_formed_news(draw: st.DrawFn) -> str:
    """Draw paragraphs of well-formed reported speech and narration."""
    paragraphs = []
    for _ in range(draw(st.integers(0, 6))):
        name, clause = draw(st.sampled_from(NAMES)), draw(st.sampled_from(CLAUSES))
        shape = draw(
            st.sampled_from(
                [
                    "“{c},” said {n}.",
                    "{n} said that {c}.",
                    "{n} said: “{c}.”",
                    "According to {n}, {c}.",
                    "{c}.",
                    "“{c},” {n} said. “{c}.”",
                ]
            )
        )
        paragraphs.append(shape.format(c=clause, n=name))
    return draw(st.sampled_from(["\n\n", "\n", " "])).join(paragraphs)


texts = st.one_of(any_text, news_text, well_formed_news())
"""Every kind of text that the library must survive."""
