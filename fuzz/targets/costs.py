"""Cost: eight times the text takes about eight times as long, whatever stands in it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Hashable
from functools import cache, partial
from pathlib import Path

import framing
from framing import Section
from fuzz import grammar
from fuzz.draws import Draw

SHORT, LONG = 4_000, 32_000
_MOST = 2.5  # times the ratio of the lengths; a quadratic step has eight
_LEAST = 0.08  # seconds; below, the clock says little


@cache
def _pack() -> framing.Lexicon:
    return framing.load_lexicon("karabakh")


def _quotations(text: str) -> object:
    return framing.find_quotations(text, [Section("body", 0, len(text))], framing.split_sentences(text))


def _concordance(text: str) -> object:
    return framing.concordance(text, "the")


def _find(text: str) -> object:
    return framing.find_variants(text, _pack())


def _profile(text: str) -> object:
    return framing.profile(text, _pack()).to_dict()


def _discover(text: str) -> object:
    return framing.discover([text], known="Khankendi")


def _keyness(text: str) -> object:
    return framing.keyness([text, "Nothing else."], min_count=1)


def _target(text: str) -> object:
    return framing.target_sentiment(text, (len(text) // 2, len(text) // 2 + 1))


def _review(text: str) -> object:
    return framing.review(text, _pack())


def _report(text: str) -> object:
    document = framing.Document(text, "a")
    with tempfile.TemporaryDirectory(prefix="framing-fuzz-") as folder:
        return framing.write_document_report(framing.profile(document, _pack()), document, Path(folder, "a.html"))


def _annotate(form: str, text: str) -> object:
    document = framing.Document(text, "a.txt")
    with tempfile.TemporaryDirectory(prefix="framing-fuzz-") as folder:
        framing.write_annotations([framing.profile(document, _pack())], Path(folder, "a"), form, texts=[document])
        return framing.read_annotations(Path(folder, "a"))


def _file(suffix: str, read: Callable[[Path], object], text: str) -> object:
    with tempfile.TemporaryDirectory(prefix="framing-fuzz-") as folder:
        path = Path(folder, f"a{suffix}")
        path.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
        try:
            return read(path)
        except framing.FramingError as error:
            return str(error)


# What other files than texts are made of.
_ROWS = (
    "a,b\n", "text,id\n", '{"text": "a"}\n', "[[referents]]\n", 'name = "a"\n', "forms = [", '"a", ', "k:\n  - a\n", "k: [a]\n", "%\n", "1\ta\n",
    "good\t1\n", "T1\tCue 0 1\ta\n", "#FORMAT=WebAnno TSV 3.3\n", "#Text=a\n", "1-1\t0-1\ta\tCue[1]\n", '"""', "\\", "''", "variant,referent,side,loading,source\n",
)  # fmt: skip
# Each with its name, for where it is not linear.
_WORK: dict[str, Callable[[str], object]] = {
    "sentences": framing.split_sentences,
    "words": framing.split_words,
    "sections": framing.find_sections,
    "quotations": _quotations,
    "voices": framing.read_voices,
    "matching": _find,
    "sentiment": framing.measure_sentiment,
    "exact sentiment": partial(framing.measure_sentiment, exact=True),
    "readability": framing.measure_readability,
    "profile": _profile,
    "concordance": _concordance,
    "discovery": _discover,
    "keyness": _keyness,
    "target": _target,
    "review": _review,
    "report": _report,
    "brat": partial(_annotate, "brat"),
    "webanno": partial(_annotate, "webanno"),
    "text file": partial(_file, ".txt", framing.read_document),
    "csv": partial(_file, ".csv", framing.read_corpus),
    "json lines": partial(_file, ".jsonl", framing.read_corpus),
    "lexicon": partial(_file, ".toml", framing.check_lexicon),
    "yaml": partial(_file, ".yml", framing.import_lexicon),
    "liwc": partial(_file, ".dic", framing.import_lexicon),
    "csv lexicon": partial(_file, ".csv", framing.import_lexicon),
    "brat file": partial(_file, ".ann", framing.read_annotations),
    "webanno file": partial(_file, ".tsv", framing.read_annotations),
}


def costs(draw: Draw) -> Hashable:
    """One fragment again and again, between two others, short and long."""
    name = draw.choice(tuple(_WORK))
    before, behind = grammar.word(draw), grammar.word(draw)
    unit = "".join(_piece(draw) + draw.choice(("", " ", "\n", ". ")) for _ in range(draw.integer(1, 5))) or " "
    short, long = (before + unit * (length // len(unit) + 1) + behind for length in (SHORT, LONG))
    work = _WORK[name]
    draw.made(long)
    for attempt in range(3):
        first, second = _seconds(work, short), _seconds(work, long)
        most = max(_LEAST, _MOST * first * len(long) / len(short))
        if second <= most:
            return name, attempt
    raise AssertionError(
        f"{name}: {len(short)} characters {first:.3f} s, {len(long)} characters {second:.3f} s, unit {unit!r}"
    )


def _piece(draw: Draw) -> str:
    return draw.choice(_ROWS) if draw.flag(4) else grammar.word(draw)


def _seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start
