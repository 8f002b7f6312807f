"""Reports: everything escaped, nothing loaded, small enough, the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import html.parser
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import framing
from framing.comparison import Comparison, PartialComparison, compare_partials
from framing.documents import Document
from framing.rendering import printable
from framing.reports import write_document_report, write_report
from framing.reports.documents import choose, quotations_of
from framing.reports.labels import Labels, as_json, label_of, pack_of
from framing.reports.marks import Mark, mark_text
from framing.reports.tables import pack_table
from strategies import texts

pytest.importorskip("jinja2", reason="the report extra is not installed")

LEXICON = framing.load_lexicon("karabakh")
HOSTILE = (
    "</style></script><script>window.hacked = 1</script><img src=x onerror=window.hacked=1> &lt;b&gt; &amp; "
    "“<svg onload=window.hacked=1> Khankendi</script>” said Ana <b>Petrova</b> -->]]>{{ 7*7 }}{% raw %}"
    "\x00\x1b\u202e\ud800"
)


class Page(html.parser.HTMLParser):
    """What a browser would make of a page: its elements, and the text outside script and style."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._in: str | None = None
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in self.raw:
            self._in = tag
            self.raw[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._in:
            self._in = None

    def handle_data(self, data: str) -> None:
        if self._in:
            self.raw[self._in][-1] += data
        else:
            self.text.append(data)


def read(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))


def marked(page: Page, source: str) -> str:
    """Return the text of the marked documents alone."""
    return "".join(re.sub(r"<[^>]*>", "", part) for part in re.findall(r'<p class="body">(.*?)</p>', source, re.S))


@pytest.fixture(scope="module")
def seeds() -> Comparison:
    return framing.compare(framing.load_seeds(), LEXICON, by="outlet", resamples=200, permutations=99)


@pytest.fixture(scope="module")
def report(seeds: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(seeds, tmp_path_factory.mktemp("report") / "report.html")


# ---------------------------------------------------------------- one file, whole, always the same


def test_the_report_of_the_seeds_is_small(report: Path, seeds: Comparison) -> None:
    assert report.stat().st_size <= 400_000
    each = framing.compare(framing.load_seeds(), LEXICON, resamples=200, permutations=99)
    assert write_report(each, report.with_name("each.html")).stat().st_size <= 400_000


def test_nothing_is_loaded_and_only_our_script_may_run(report: Path) -> None:
    page = read(report)
    for tag, attributes in page.elements:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        for name in ("src", "href", "action", "data", "srcset"):
            value = attributes.get(name)
            assert value is None or value.startswith("#") or value == "data:,", (tag, name, value)
    policy = next(a["content"] for t, a in page.elements if t == "meta" and "Content-Security-Policy" in a.values())
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    scripts = [a for t, a in page.elements if t == "script"]
    assert scripts == [{"type": "application/json", "id": "data"}, {}]
    for kind, source in (("script", page.raw["script"][1]), ("style", page.raw["style"][0])):
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_ids_are_unique_and_links_lead_somewhere(report: Path) -> None:
    page = read(report)
    ids = [a["id"] for _, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))
    goals = {str(a["href"]).removeprefix("#") for t, a in page.elements if t == "a"}
    assert goals <= set(ids)
    for name in ("for", "aria-labelledby"):
        assert {a[name] for _, a in page.elements if name in a} <= set(ids)


def test_the_texts_stand_in_the_report_letter_by_letter(report: Path) -> None:
    source = report.read_text(encoding="utf-8")
    shown = re.sub(r"\s", "", html.unescape(marked(read(report), source)))
    for document in framing.load_seeds():
        reading = framing.read_voices(document)
        for section in reading.sections:
            if section.kind == "body":
                assert re.sub(r"\s", "", document.text[section.start : section.end]) in shown


def test_every_mention_is_marked_and_every_count_is_the_table_s(report: Path, seeds: Comparison) -> None:
    page = read(report)
    data = json.loads(page.raw["script"][0])
    counted = sum(facts[0] for facts in data["evidence"])
    assert counted == sum(seeds.naming["count"]) == sum(len(each["m"]) for each in data["documents"].values())
    marks = [a for t, a in page.elements if t == "mark" and "id" in a]
    held = {
        (str(a["id"]).split("-")[0][1:], int(number))
        for a in marks
        for number in (str(a["data-m"]).split() if "data-m" in a else [str(a["id"]).split("-")[1]])
    }
    assert held == {(number, at) for number, facts in data["documents"].items() for at in range(len(facts["m"]))}
    assert all(len(lines) == total for total, lines in data["evidence"])


def test_equal_comparisons_give_equal_bytes(report: Path, seeds: Comparison, tmp_path: Path) -> None:
    again = framing.compare(list(framing.load_seeds())[::-1], LEXICON, by="outlet", resamples=200, permutations=99)
    assert write_report(again, tmp_path / "again.html").read_bytes() == report.read_bytes()


def test_any_hash_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "from framing.lean_imports import leave_out_unused; leave_out_unused(); "
        "import sys, framing; from framing.reports import write_report; "
        "texts = ['Khankendi is calm, said Ana Petrova.', 'Stepanakert is calm.']; "
        "write_report(framing.compare(texts, 'karabakh'), sys.argv[1])"
    )
    pages = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.html"
        subprocess.run([sys.executable, "-c", code, str(path)], check=True, env={"PYTHONHASHSEED": seed, "PATH": ""})
        pages.append(path.read_bytes())
    assert pages[0] == pages[1]


def test_a_file_is_replaced_whole_or_not_at_all(
    seeds: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.html"
    path.write_text("before")
    monkeypatch.setattr("framing.reports.pages.as_json", lambda value: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_report(seeds, path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
    monkeypatch.undo()
    with pytest.raises(framing.FramingError, match="cannot be written"):
        write_report(seeds, tmp_path / "no folder" / "report.html")


# ---------------------------------------------------------------- hostile texts


def hostile_comparison() -> Comparison:
    metadata = {"outlet": HOSTILE, "title": HOSTILE, HOSTILE: HOSTILE, "date": "2023"}
    documents = [
        Document(HOSTILE, HOSTILE, metadata),
        Document("Stepanakert is calm.", "b'\"><script>alert(1)</script>", {"outlet": "B", "title": "<i>"}),
    ]
    lexicon = framing.parse_lexicon(
        '[lexicon]\nname = "hostile"\ntitle = "<script>window.hacked=1</script>"\nlanguage = "en"\nversion = "1.0.0"\n'
        '[sides.a]\nlabel = "</script><b onmouseover=window.hacked=1>"\n'
        '[[referents]]\nid = "city"\nlabel = "<img src=x onerror=window.hacked=1>"\nkind = "place"\n'
        '[[referents.variants]]\nname = "Khankendi"\nside = "a"\nloading = "loaded"\n'
        'source = "</td><script>window.hacked=1</script>"\n'
        '[[referents.variants]]\nname = "Stepanakert"\nside = "neutral"\nloading = "neutral"\nsource = "&lt;"\n'
    )
    return framing.compare(documents, lexicon, by="outlet", resamples=100, permutations=19)


def test_hostile_text_adds_no_element(tmp_path: Path) -> None:
    comparison = hostile_comparison()
    page = read(write_report(comparison, tmp_path / "hostile.html", lexicon=None, title=HOSTILE))
    assert [a for t, a in page.elements if t == "script"] == [{"type": "application/json", "id": "data"}, {}]
    assert not [t for t, _ in page.elements if t in ("img", "iframe", "object", "embed", "base", "form")]
    assert not [name for _, a in page.elements for name in a if name.startswith("on")]
    text = "".join(page.text)
    assert "window.hacked = 1" in text
    assert "49" not in text.split("Documents")[0]
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e\ud800-\udfff]", text)
    data = json.loads(page.raw["script"][0])
    assert "<" not in page.raw["script"][0]
    assert len(data["documents"]) == 2


@settings(max_examples=25)
@given(texts)
def test_any_text_makes_a_report(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    document = Document(text, text[:30], {"title": text[:50]})
    path = tmp_path_factory.mktemp("any") / "page.html"
    page = read(write_document_report(framing.profile(document, LEXICON), document, path))
    assert [a for t, a in page.elements if t == "script"] == [{"type": "application/json", "id": "data"}, {}]
    shown = "".join(page.text)
    for line in re.split(r"[\n]", printable(text)):
        if "\r" not in line:
            assert re.sub(r"\s", "", line) in re.sub(r"\s", "", shown)


@given(texts)
def test_marked_text_is_the_text(text: str) -> None:
    reading = framing.read_voices(Document(text))
    mentions = framing.measure_terminology(reading, LEXICON).mentions
    marks = [Mark(each.start, each.end, each.side, each.loading, each.distance) for each in mentions]
    paragraphs = mark_text(reading, marks, Labels.of(LEXICON, ()), limit=len(text))
    pieces = [
        piece for paragraph in paragraphs for run in paragraph.runs for chunk in run.chunks for piece in chunk.pieces
    ]
    assert re.sub(r"\s", "", "".join(piece.text for piece in pieces)) == re.sub(r"\s", "", text)
    assert {number for piece in pieces for number in piece.mentions} == set(range(len(marks)))
    for number, mark in enumerate(marks):
        inside = "".join(piece.text for piece in pieces if number in piece.mentions)
        assert inside.replace("\n", "") == text[mark.start : mark.end].replace("\n", "")


def test_a_label_is_short_in_characters_too() -> None:
    assert label_of("a" + "\u0301" * 1000) == "a" + "\u0301" * 98 + "…"


@given(texts)
def test_what_is_printable_has_as_many_characters_and_can_be_written(text: str) -> None:
    assert len(printable(text)) == len(text)
    printable(text).encode("utf-8")
    assert json.loads(as_json([text])) == [printable(text)] or any(ord(c) < 32 for c in text)
    assert not set("<>&") & set(as_json(text))
    assert len(label_of(text)) <= 100


# ---------------------------------------------------------------- many documents


def many(seeds: Comparison, count: int, by: str) -> Comparison:
    observations, held = [], {}
    documents = list(framing.load_seeds())
    known = {each.document: each for each in seeds.part.observations}
    for number in range(count):
        document = documents[number % 5]
        id = f"{number:04}.txt"
        held[id] = replace(document, id=id)
        group = id if by == "document" else f"outlet {number % 4}"
        observations.append(replace(known[document.id], document=id, group=group))
    part = PartialComparison.join(by, observations)
    options: dict[str, Any] = {"resamples": 100, "permutations": 19, "texts": held, "pairs": "rest"}
    return compare_partials(part, lexicon=LEXICON, **options)


@pytest.mark.parametrize(("by", "count"), [("outlet", 1000), ("document", 250)])
def test_many_documents_stay_small_and_say_what_is_a_sample(
    seeds: Comparison, tmp_path: Path, by: str, count: int
) -> None:
    comparison = many(seeds, count, by)
    if by == "document":  # the pairwise tables of so many groups are what a user asks for knowingly
        comparison = replace(comparison, settings=replace(comparison.settings, pairs="all"))
    path = write_report(comparison, tmp_path / "many.html")
    assert path.stat().st_size < 5_000_000
    page = read(path)
    text = " ".join("".join(page.text).split())
    assert f"of {count:,} documents" in text
    data = json.loads(page.raw["script"][0])
    whole = {table["name"]: table["rows"] for table in data["tables"]}
    assert whole["naming"] == len(comparison.naming)
    assert whole["groups"] == len(comparison.part.groups)
    assert len(data["documents"]) == 24
    for total, lines in data["evidence"]:
        assert 1 <= len(lines) <= total


def test_the_sample_takes_turns_and_depends_on_the_seed_alone(seeds: Comparison) -> None:
    comparison = many(seeds, 60, "outlet")
    chosen = choose(comparison.part.observations, comparison.texts, most=12, seed=0)
    assert Counter(observation.group for observation, _ in chosen) == {f"outlet {number}": 3 for number in range(4)}
    assert chosen == choose(comparison.part.observations[::-1], comparison.texts, most=12, seed=0)
    assert chosen != choose(comparison.part.observations, comparison.texts, most=12, seed=1)


def test_a_huge_document_is_cut_and_the_page_says_so(tmp_path: Path) -> None:
    huge = Document("Khankendi is calm. " * 6_000, "huge")
    comparison = framing.compare([huge, "Stepanakert."], LEXICON, resamples=100, permutations=19)
    path = write_report(comparison, tmp_path / "huge.html")
    assert path.stat().st_size < 1_500_000
    assert "54,000 more characters" in path.read_text(encoding="utf-8")


# ---------------------------------------------------------------- what is given, what is missing


def test_without_texts_the_numbers_stand_and_the_page_says_what_is_missing(tmp_path: Path) -> None:
    records = [framing.profile(document, LEXICON).to_dict() for document in framing.load_seeds()]
    comparison = framing.compare(records, resamples=100, permutations=19)
    bare = write_report(comparison, tmp_path / "bare.html").read_text(encoding="utf-8")
    assert "The texts were not at hand" in bare
    assert "the text is not at hand" in bare
    full = write_report(comparison, tmp_path / "full.html", texts=framing.load_seeds(), profiles=records)
    assert "not at hand" not in full.read_text(encoding="utf-8")


def test_without_a_lexicon_there_is_a_report_without_names(tmp_path: Path) -> None:
    comparison = framing.compare(["All is calm.", "“We will sign,” said Ana Petrova."], resamples=100, permutations=19)
    page = write_report(comparison, tmp_path / "plain.html").read_text(encoding="utf-8")
    assert "No contested name" in page
    assert "Ana Petrova" in page


def test_quotations_of_another_extractor_are_the_ones_shown(tmp_path: Path) -> None:
    note = Document("Khankendi is calm and quiet today.", "note")

    def extractor(text: str) -> list[framing.Quotation]:
        return [framing.Quotation("direct", ((0, 17),), quoted=((0, 17),), rule="by hand", speaker="Somebody Else")]

    profile = framing.profile(note, LEXICON, extractor=extractor)
    assert quotations_of(profile.to_dict()) == profile.attribution.quotations
    path = write_document_report(profile, note, tmp_path / "note.html")
    assert "Somebody Else" in "".join(read(path).text)
    assert "by hand" in path.read_text(encoding="utf-8")


def test_a_profile_of_another_text_is_refused(tmp_path: Path) -> None:
    profile = framing.profile(Document("One text.", "a"), LEXICON)
    with pytest.raises(framing.OptionError, match="give the document that was profiled"):
        write_document_report(profile, Document("Another text.", "b"), tmp_path / "x.html")
    assert not list(tmp_path.iterdir())


def test_a_record_will_do_for_a_profile(tmp_path: Path) -> None:
    note = Document("“Khankendi is calm,” said Ana Petrova.", "note")
    profile = framing.profile(note, LEXICON)
    one = write_document_report(profile, note, tmp_path / "one.html").read_bytes()
    assert (
        write_document_report(json.loads(json.dumps(profile.to_dict())), note, tmp_path / "two.html").read_bytes()
        == one
    )


def test_options_that_make_no_sense_are_refused(seeds: Comparison, tmp_path: Path) -> None:
    with pytest.raises(framing.OptionError, match="sample is a whole number"):
        write_report(seeds, tmp_path / "x.html", sample=-1)
    with pytest.raises(framing.LexiconError):
        write_report(seeds, tmp_path / "x.html", lexicon="no such pack")


def test_without_jinja2_the_error_names_the_extra(
    seeds: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(framing.MissingExtraError, match=re.escape("comparative-framing[report]")):
        write_report(seeds, tmp_path / "x.html")


def test_only_a_pack_of_the_same_version_explains_a_name() -> None:
    assert pack_of(f"karabakh {LEXICON.version}") == LEXICON
    assert pack_of("karabakh 99.0") is None
    assert pack_of("") is None
    assert pack_of("nothing 1.0") is None


def test_a_packed_table_holds_every_value(seeds: Comparison) -> None:
    table = seeds.naming
    packed = pack_table(table)
    for column, cells in zip(packed["columns"], packed["data"], strict=True):
        values = cells if isinstance(cells, list) else [cells["keys"][at] for at in cells["at"]]
        wanted = table[column["name"]]
        assert len(values) == len(wanted)
        for value, want in zip(values, wanted, strict=True):
            assert value == (pytest.approx(want, abs=0.06) if isinstance(want, float) else want)


def test_no_side_looks_like_an_alarm() -> None:
    css = (Path(framing.__file__).parent / "data" / "report" / "report.css").read_text(encoding="utf-8")
    colours = re.findall(r"--s\d: #(\w{6})", css)
    assert len(colours) >= 14
    for colour in colours:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
        assert not (red > 1.9 * max(green, blue)), colour  # no red
        assert not (green > 1.25 * max(red, blue)), colour  # no green
