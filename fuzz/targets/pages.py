"""Pages: a report runs no script from a text, a name or metadata, and is well-formed."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Hashable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import framing
from fuzz import grammar
from fuzz.draws import Draw
from fuzz.fragments import SCRIPTS

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_POLICY = re.compile(r"'sha256-([^']+)'")
# Tags whose end HTML lets one leave out.
_OPTIONAL = frozenset(("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "option"))


class Page(HTMLParser):
    """What a page would run, and whether its tags close in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.scripts: list[tuple[str | None, str]] = []
        self.policy: set[str] = set()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Refuse handlers, addresses that run, and elements that no report has."""
        held = dict(attrs)
        assert len(held) == len(attrs), f"an attribute twice in <{tag}>: {attrs}"
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on"), f"<{tag} {name}={value!r}>"
            assert re.fullmatch(r"[a-zA-Z][a-zA-Z0-9:-]*", name), f"<{tag}> has an attribute {name!r}"
            if name in ("href", "src", "action", "xlink:href"):
                assert (value or "").startswith(("#", "data:,", "data:image/", "https://")), f"<{tag} {name}={value!r}>"
        assert tag not in ("iframe", "object", "embed", "base", "form", "frame", "applet"), tag
        if tag == "meta" and held.get("http-equiv"):
            assert held["http-equiv"] == "Content-Security-Policy", held
            self.policy |= set(_POLICY.findall(held["content"] or ""))
        if "id" in held:
            self.ids.append(held["id"] or "")
        if tag == "script":
            self.scripts.append((held.get("type"), ""))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count an element that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Match a closing tag with what is open."""
        while self.open and self.open[-1] != tag and self.open[-1] in _OPTIONAL:
            self.open.pop()
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """Keep what stands in scripts."""
        if self.open and self.open[-1] == "script":
            kind, held = self.scripts[-1]
            self.scripts[-1] = (kind, held + data)

    def handle_comment(self, data: str) -> None:
        """Refuse: templates write no comment."""
        raise AssertionError(f"a comment in the page: {data[:80]!r}")


def check_page(html: str) -> Page:
    """Check one page; its only script is the one that its policy names."""
    page = Page()
    page.feed(html)
    page.close()
    assert not [each for each in page.open if each not in _OPTIONAL], f"left open: {page.open}"
    assert len(set(page.ids)) == len(page.ids), "an id twice"
    for kind, source in page.scripts:
        if kind == "application/json":
            continue
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert digest in page.policy, f"a script that the policy does not name: {source[:80]!r}"
    assert len(page.scripts) == 2, "another number of scripts"
    controls = re.findall(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", html)
    assert not controls, f"control characters: {controls}"
    return page


@cache
def _pack() -> framing.Lexicon:
    return framing.load_lexicon("karabakh")


def _hostile_document(draw: Draw, id: str) -> framing.Document:
    text = grammar.text(draw, 20)
    if draw.flag():
        at = draw.integer(0, len(text))
        text = text[:at] + draw.choice(SCRIPTS) + text[at:]
    name = f"{id}{draw.choice(SCRIPTS)}" if draw.flag() else id
    facts = grammar.metadata(draw)
    facts[draw.choice(("outlet", "title", draw.choice(SCRIPTS)))] = draw.choice(SCRIPTS)
    return framing.Document(text, name, facts)


def _lexicon(draw: Draw) -> framing.Lexicon:
    """Return a lexicon whose labels and sources are hostile, if it has no fault; most often a pack that ships."""
    drawn = grammar.valid_lexicon(draw) if draw.flag(4) else None
    return drawn if drawn is not None and framing.check_lexicon(drawn).ok else _pack()


def document_report(draw: Draw, folder: Path) -> Hashable:
    """The page of one document."""
    document = _hostile_document(draw, "a")
    lexicon = _lexicon(draw)
    profile = framing.profile(document, lexicon)
    path = folder / "document.html"
    framing.write_document_report(profile, document, path, lexicon=lexicon)
    page = check_page(path.read_text(encoding="utf-8"))
    return frozenset(page.tags), min(3, len(profile.mentions))


def comparison_report(draw: Draw, folder: Path) -> Hashable:
    """The page of a comparison, its figures and tables."""
    documents = [_hostile_document(draw, f"d{number}") for number in range(2)]
    lexicon = _lexicon(draw)
    try:
        found = framing.compare(
            documents, lexicon, by=draw.choice(("document", "document", "outlet")), permutations=19, resamples=100
        )
    except framing.ComparisonError:
        return "refused"
    path = folder / "comparison.html"
    title = draw.choice((None, *SCRIPTS))
    framing.write_report(found, path, lexicon=lexicon, title=title)
    page = check_page(path.read_text(encoding="utf-8"))
    return frozenset(page.tags), len(found.part.groups)


def notebooks(draw: Draw) -> Hashable:
    """What a notebook shows of readings, profiles and tables holds no script."""
    document = _hostile_document(draw, "a")
    reading = framing.read_voices(document)
    shown = [reading._repr_html_(), framing.profile(reading, _pack())._repr_html_()]
    lines = framing.concordance(document, draw.choice(("the", "said", "“", "<script>")), window=3)
    shown.append(lines._repr_html_())
    for each in shown:
        page = Page()
        page.feed(each)
        page.close()
        assert not page.scripts, f"a script in a notebook: {page.scripts}"
        assert not [tag for tag in page.open if tag not in _OPTIONAL], f"left open: {page.open}"
    return len(lines) > 0, frozenset(page.tags)
