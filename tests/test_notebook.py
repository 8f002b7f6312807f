"""What a notebook shows: the text whole and in order, marks where the findings are, nothing that acts on the page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing.notebook import MarkedText, render_marked, render_profile, render_quotations

TEXT = "“We hold Khankendi,” said Ana Petrova. The so-called Artsakh is no more, experts said. Stepanakert is calm."
HOSTILE = (
    "“<script>alert(1)</script> & </div>\"'><img src=x onerror=alert(1)>,” said Ana Petrova </style> of Khankendi"
    "\x00\ud800\u202e."
)


class Page(HTMLParser):
    """Collects text, tags, titles and styles; refuses tags that do not nest."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[tuple[str, str, str]] = []  # text, title, style of its innermost element
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)
        self.close()
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1][0] == tag
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if any(tag == "sup" for tag, _ in self._open):
            return
        held = self._open[-1][1] if self._open else {}
        self.text.append(data)
        self.pieces.append((data, held.get("title") or "", held.get("style") or ""))


def body(markup: str) -> str:
    """Return the marked text alone, without heading and legend."""
    inner = re.search(r'<div style="white-space:pre-wrap[^>]*>(.*?)</div>', markup, re.S)
    assert inner is not None
    return "".join(Page(inner.group(1)).text)


def test_the_text_is_shown_whole() -> None:
    reading = framing.read_voices(TEXT)
    assert body(render_marked(reading, framing.profile(reading, "karabakh").mentions)) == TEXT


def test_mentions_are_underlined_and_say_what_they_are() -> None:
    reading = framing.read_voices(TEXT)
    page = Page(render_marked(reading, framing.profile(reading, "karabakh").mentions))
    marked = {text: (title, style) for text, title, style in page.pieces if " for " in title}
    assert set(marked) == {"Khankendi", "Artsakh", "Stepanakert"}
    assert marked["Khankendi"][0] == "Khankendi for city-stepanakert, azerbaijani, marked"
    assert "so called" in marked["Artsakh"][0]
    assert "italic" in marked["Artsakh"][1]
    assert "italic" not in marked["Stepanakert"][1]
    lines = {text: re.findall(r"underline (\w+) (#\w+)", style)[0] for text, (_, style) in marked.items()}
    assert lines["Artsakh"] == lines["Stepanakert"]
    # The sides differ in the kind of line, not in colour alone.
    assert lines["Khankendi"][0] != lines["Stepanakert"][0]
    assert lines["Khankendi"][1] != lines["Stepanakert"][1]


def test_voices_are_tinted_and_named() -> None:
    page = Page(render_marked(framing.read_voices(TEXT)))
    tinted = {text: (title, style) for text, title, style in page.pieces if "background:r" in style and title}
    assert tinted["We hold Khankendi,"][0] == "Ana Petrova, quoted"
    said = next(text for text in tinted if "is no more" in text)
    assert tinted[said][0] == "experts, paraphrased"
    assert "repeating-linear-gradient" in tinted[said][1]
    assert "repeating-linear-gradient" not in tinted["We hold Khankendi,"][1]


def test_what_is_no_part_of_the_article_is_pale() -> None:
    document = framing.load_seeds()[1]
    reading = framing.read_voices(document)
    pale = "".join(text for text, title, _ in Page(render_marked(reading)).pieces if title.startswith("not counted"))
    assert "Georgia ranks 36th" in pale
    assert "Gurgen Simonyan" not in pale


def test_nested_mentions_are_cut_into_pieces() -> None:
    reading = framing.read_voices("The Khankendi separatists lost.")
    mentions = framing.profile(reading, "karabakh").mentions
    assert [each.variant for each in mentions] == ["Khankendi separatists", "Khankendi"]
    pieces = [(text, title) for text, title, _ in Page(render_marked(reading, mentions)).pieces if " for " in title]
    assert [text for text, _ in pieces] == ["Khankendi", " separatists"]
    assert pieces[0][1].count(" for ") == 2


def test_a_long_text_is_cut_and_says_so() -> None:
    reading = framing.read_voices("Khankendi is calm. " * 2000)
    mentions = framing.profile(reading, "karabakh").mentions
    shown = render_marked(reading, mentions, limit=190)
    assert "37,810 more characters" in shown
    assert body(shown) == "Khankendi is calm. " * 10
    assert len(shown) < 5_000


def test_the_default_is_short_for_the_seeds() -> None:
    for document in framing.load_seeds():
        reading = framing.read_voices(document)
        profile = framing.profile(reading, "karabakh")
        parts = (MarkedText(reading, profile.mentions)._repr_html_(), render_profile(profile.to_dict()))
        assert sum(map(len, parts)) < 80_000


def test_the_style_takes_the_colours_of_the_page() -> None:
    reading = framing.read_voices(TEXT)
    profile = framing.profile(reading, "karabakh")
    for shown in (
        render_marked(reading, profile.mentions),
        render_profile(profile.to_dict()),
        render_quotations(reading),
    ):
        assert "color:inherit" in shown
        assert not re.search(r"(?<!-)color:(?!inherit)", shown)
        assert not re.search(r"background:(?!rgba|transparent|repeating)", shown)


def test_a_marked_text_prints_well_and_shows_itself() -> None:
    marked = MarkedText(framing.read_voices(framing.Document(TEXT, "a.txt")))
    assert repr(marked) == f"MarkedText('a.txt', {len(TEXT)} characters, 3 voices, 0 mentions)"
    assert "a.txt" in marked._repr_html_()


def test_a_profile_in_short() -> None:
    document = framing.Document(TEXT, "a.txt", {"outlet": "TASS & Co"})
    shown = "".join(Page(render_profile(framing.profile(document, "karabakh").to_dict())).text)
    for part in ("a.txt", "TASS & Co", "3 mentions by the lexicon karabakh", "Stepanakert", "1 direct, 1 indirect"):
        assert part in shown
    plain = "".join(Page(render_profile(framing.profile(TEXT).to_dict())).text)
    assert "mentions" not in plain


def test_quotations_as_a_table() -> None:
    reading = framing.read_voices(TEXT)
    shown = "".join(Page(render_quotations(reading)).text)
    assert "2 quotations" in shown
    assert "We hold Khankendi," in shown
    assert "… 1 more quotations" in "".join(Page(render_quotations(reading, limit=1)).text)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n\n\n", HOSTILE, HOSTILE * 40, "Чай пьют и в Баку, и в Ереване, сказал он."]
)
def test_nothing_of_a_text_acts_on_the_page(text: str) -> None:
    document = framing.Document(text, "<b>x</b>", {"outlet": "<script>"})
    profile = framing.profile(document, "karabakh")
    reading = framing.read_voices(document)
    for shown in (
        render_marked(reading, profile.mentions),
        render_profile(profile.to_dict()),
        render_quotations(reading),
    ):
        page = Page(shown)
        assert {tag for tag, _ in page.tags} <= {
            "div", "p", "b", "span", "sup", "table", "caption", "thead", "tbody", "tr", "th", "td"
        }  # fmt: skip
        assert {name for _, held in page.tags for name in held} <= {"style", "title", "scope"}
        shown.encode("utf-8")


@settings(max_examples=50)
@given(
    st.lists(
        st.sampled_from(
            [
                "Khankendi",
                "Khankendi separatists",
                " “",
                "” said Ana Petrova. ",
                "<i>",
                "&amp;",
                "\n\n",
                "İ",
                " he said that ",
            ]
        ),
        max_size=16,
    ),
    st.integers(0, 120),
)
def test_the_marked_text_is_the_text(pieces: list[str], limit: int) -> None:
    text = "".join(pieces)
    reading = framing.read_voices(text)
    mentions = framing.profile(reading, "karabakh").mentions
    shown = body(render_marked(reading, mentions, limit=limit))
    # A notebook shows runs of blank lines as one.
    assert re.sub(r"\n+", "\n", shown) == re.sub(r"\n+", "\n", text[:limit])
