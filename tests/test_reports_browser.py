"""Reports in a real browser: they open, cells show their words, nothing is requested, hostile text runs nothing.

Needs Chromium (Debian: `apt-get install chromium`) and the package `playwright`; the check of accessibility needs the
path of axe-core's `axe.min.js` (npm: `axe-core`) in the environment variable `FRAMING_AXE`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import framing
from framing.comparison import Comparison
from framing.documents import Document
from framing.reports import write_document_report, write_report

pytest.importorskip("jinja2", reason="the report extra is not installed")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")

CHROMIUM = os.environ.get("FRAMING_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
AXE = os.environ.get("FRAMING_AXE")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
ATTACK = (
    "</style></script><script>window.hacked = 1</script><img src=x onerror=window.hacked=1>"
    "“<svg onload=window.hacked=1>Khankendi</svg>” said Ana <b onclick=window.hacked=1>Petrova</b>. "
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe> &lt;script&gt; javascript:window.hacked=1"
)


class Watched:
    """A page, and everything that it said or asked for."""

    def __init__(self, browser: Any, path: Path, **context: Any) -> None:
        self.context = browser.new_context(**context)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())

    def assert_quiet(self, path: Path) -> None:
        assert self.said == []
        assert [url for url in self.asked if url not in (path.as_uri(), "data:,")] == []
        assert self.page.evaluate("window.hacked") is None


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return framing.compare(framing.load_seeds(), "karabakh", by="outlet", resamples=100, permutations=19)


@pytest.fixture(scope="module")
def report(comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(comparison, tmp_path_factory.mktemp("browser") / "report.html")


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    article = framing.load_seeds()[1]
    path = tmp_path_factory.mktemp("browser") / "document.html"
    return write_document_report(framing.profile(article, "karabakh"), article, path)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_report_opens_quietly_and_fits_the_screen(browser: Any, report: Path, width: int, scheme: str) -> None:
    watched = Watched(browser, report, viewport={"width": width, "height": 844}, color_scheme=scheme)
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
    dark = watched.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 28)"
    assert dark == (scheme == "dark")
    watched.assert_quiet(report)
    watched.context.close()


def test_every_cell_opens_to_its_concordance(browser: Any, report: Path, comparison: Comparison) -> None:
    watched = Watched(browser, report)
    page = watched.page
    cells = page.locator("a.open")
    assert cells.count() > 50
    shown = page.evaluate(
        """() => [...document.querySelectorAll("a.open")].map((link) => {
          link.click();
          const dialog = document.querySelector("dialog");
          const lines = [...dialog.querySelectorAll("li")].map((line) => [
            line.querySelector("mark").textContent, line.querySelector(".facts > :last-child").textContent]);
          const state = [dialog.open, link.textContent, lines];
          dialog.close();
          return state;
        })"""
    )
    texts = comparison.texts
    for is_open, label, lines in shown:
        assert is_open
        assert int(label.split()[0]) == len(lines)
        for keyword, where in lines:
            id, _, span = where.rpartition(" ")
            start, end = map(int, span.split("–"))
            assert texts[id].text[start:end] == keyword
    watched.assert_quiet(report)
    watched.context.close()


def test_a_line_leads_to_the_mention_in_its_document(browser: Any, report: Path) -> None:
    watched = Watched(browser, report)
    page = watched.page
    page.locator("a.open").nth(3).click()
    link = page.locator("dialog .facts a").first
    goal = str(link.get_attribute("href"))
    link.click()
    page.wait_for_function("(id) => document.activeElement && '#' + document.activeElement.id === id", arg=goal)
    assert not page.locator("dialog").evaluate("(box) => box.open")
    page.locator("#note").wait_for(state="visible")
    watched.assert_quiet(report)
    watched.context.close()


def test_the_keyboard_alone_reaches_everything(browser: Any, document: Path, report: Path) -> None:
    watched = Watched(browser, document)
    page = watched.page
    assert page.locator('.text [tabindex="0"]').count() == 1
    page.locator('.text [tabindex="0"]').focus()
    notes = []
    for _ in range(12):
        assert page.locator("#note").is_visible()
        notes.append(page.locator("#note").inner_text())
        page.keyboard.press("ArrowRight")
    assert len(set(notes)) > 5
    assert any("found by rule" in note for note in notes)
    assert any("lexicon’s source" in note for note in notes)
    page.keyboard.press("Escape")
    assert not page.locator("#note").is_visible()
    watched.assert_quiet(document)
    watched.context.close()
    watched = Watched(browser, report)
    watched.page.locator("a.open").first.focus()
    watched.page.keyboard.press("Enter")
    assert watched.page.locator("dialog").is_visible()
    watched.page.keyboard.press("Escape")
    assert not watched.page.locator("dialog").is_visible()
    watched.context.close()


def test_pointing_at_a_quotation_says_who_speaks(browser: Any, document: Path) -> None:
    watched = Watched(browser, document, viewport={"width": 1280, "height": 900})
    run = watched.page.locator(".text button.voice").first
    run.scroll_into_view_if_needed()
    run.hover()
    watched.page.wait_for_selector("#note:not([hidden])")
    assert "says this" in watched.page.locator("#note").inner_text()
    watched.assert_quiet(document)
    watched.context.close()


def test_tables_sort_filter_turn_pages_and_are_saved(browser: Any, report: Path, comparison: Comparison) -> None:
    watched = Watched(browser, report)
    page = watched.page
    page.select_option("#table-name", label="naming")
    assert page.locator("#table-place").inner_text().startswith(f"{len(comparison.naming)} rows")
    page.fill("#table-filter", "khankendi azerbaijani")
    rows = page.locator("#table tbody tr")
    assert 0 < rows.count() < 20
    assert all("khankendi" in text.lower() for text in rows.all_inner_texts())
    page.fill("#table-filter", "")
    page.get_by_role("button", name="count", exact=True).click()
    first = page.locator("#table tbody tr").first.locator("td").nth(comparison.naming.column_names.index("count"))
    assert int(first.inner_text()) == max(comparison.naming["count"])
    page.click("#table-on")
    assert "page 2" in page.locator("#table-place").inner_text()
    with page.expect_download() as saved:
        page.click("#table-save")
    assert saved.value.suggested_filename == "naming.csv"
    lines = Path(saved.value.path()).read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(comparison.naming) + 1
    assert watched.said == []
    watched.context.close()


def test_hostile_text_runs_nothing(browser: Any, tmp_path: Path) -> None:
    documents = [
        Document(ATTACK, ATTACK, {"outlet": ATTACK, "title": ATTACK, ATTACK: ATTACK}),
        Document("Stepanakert is calm. " + ATTACK, "b", {"outlet": "B"}),
    ]
    comparison = framing.compare(documents, "karabakh", by="outlet", resamples=100, permutations=19)
    path = write_report(comparison, tmp_path / "hostile.html", title=ATTACK)
    watched = Watched(browser, path)
    page = watched.page
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    for link in page.locator("a.open").all():
        link.evaluate("(link) => link.click()")
        page.evaluate("document.querySelector('dialog').close()")
    for mark in page.locator(".text mark").all():
        mark.evaluate("(mark) => mark.focus()")
    for name in range(page.locator("#table-name option").count()):
        page.select_option("#table-name", index=name)
    page.wait_for_timeout(200)
    watched.assert_quiet(path)
    assert page.locator("script, img, iframe, svg[onload]").count() == 2
    watched.context.close()


def test_a_page_without_scripts_still_shows_its_numbers_and_texts(browser: Any, report: Path) -> None:
    watched = Watched(browser, report, java_script_enabled=False)
    assert watched.page.locator(".matrix td .chip").first.is_visible()
    assert watched.page.locator("details.document[open] mark").first.is_visible()
    assert not watched.page.locator(".viewer").is_visible()
    watched.context.close()


def test_paper_shows_the_texts_and_no_controls(browser: Any, report: Path, tmp_path: Path) -> None:
    watched = Watched(browser, report, color_scheme="dark")
    printed = watched.page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    watched.page.emulate_media(media="print")
    watched.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert watched.page.locator("details:not([open])").count() == 0
    assert not watched.page.locator("nav").is_visible()
    assert not watched.page.locator("#tables").is_visible()
    assert watched.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    watched.context.close()


@pytest.mark.skipif(not AXE, reason="axe-core is not at hand: set FRAMING_AXE to the path of axe.min.js")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation(browser: Any, report: Path, document: Path, scheme: str, width: int) -> None:
    source = Path(str(AXE)).read_text(encoding="utf-8")
    for path in (report, document):
        # The page's policy runs no script but its own: axe comes in past it, as a reader's browser extension would.
        watched = Watched(browser, path, bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900})
        page = watched.page
        page.evaluate(source)
        assert _violations(page) == []
        page.locator(".text mark").first.focus()
        assert _violations(page) == []
        if path is report:
            page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
            page.locator("a.open").first.click()
            assert _violations(page) == []
        watched.context.close()


def _violations(page: Any) -> list[tuple[str, str]]:
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(each["id"], node["html"][:200]) for each in found["violations"] for node in each["nodes"][:3]]
