"""A user's code: mypy --strict checks it, and nobody runs it. What it asserts is what an editor shows to users."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, assert_type

import framing
from framing import Analyser, Extractor, Quotation, Scores


def reads_documents() -> framing.Corpus:
    document = framing.read_document("a.txt", outlet="A", date="2023-06-08")
    assert_type(document, framing.Document)
    assert_type(document.text, str)
    corpus = framing.read_corpus(Path("articles"))
    assert_type(corpus, framing.Corpus)
    assert_type(corpus["a.txt"], framing.Document)
    assert_type(corpus[0], framing.Document)
    assert_type(framing.iter_corpus("articles.jsonl"), Iterator[framing.Document])
    for each in corpus:
        assert_type(each, framing.Document)
    return framing.load_seeds()


def measures(text: str) -> None:
    for given in (text, framing.Document(text), framing.read_voices(text)):
        terminology = framing.measure_terminology(given, "karabakh")
        assert_type(terminology.mentions, tuple[framing.Mention, ...])
        assert_type(terminology.mentions[0].side, str | None)
        assert_type(framing.measure_attribution(given).quotations, tuple[framing.Quotation, ...])
        assert_type(framing.measure_sentiment(given, "karabakh").mean, float | None)
        assert_type(framing.measure_readability(given).flesch_reading_ease, float | None)
        assert_type(framing.profile(given, "karabakh"), framing.Profile)
    assert_type(framing.profile(text).to_dict(), dict[str, Any])
    assert_type(framing.target_sentiment(text, (0, 4)).compound, float)
    assert_type(framing.split_sentences(text), tuple[tuple[int, int], ...])


def compares(corpus: framing.Corpus) -> None:
    lexicon = framing.load_lexicon("karabakh", "mine.toml")
    assert_type(lexicon.swap_sides("armenian", "azerbaijani"), framing.Lexicon)
    comparison = framing.compare(corpus, lexicon, by="outlet", seed=1)
    assert_type(comparison, framing.Comparison)
    assert_type(comparison.naming, framing.Table)
    row = comparison.naming.where(mode="own").sort("count")[0]
    assert_type(row, dict[str, Any])
    assert_type(comparison.naming["count"], tuple[Any, ...])
    assert_type(comparison.evidence(row), framing.Concordance)
    assert_type(comparison.naming.to_dicts(), list[dict[str, Any]])
    assert_type(framing.keyness(corpus, by="outlet"), framing.Keyness)
    assert_type(framing.concordance(corpus, "regime", mode="own"), framing.Concordance)
    assert_type(framing.discover(corpus, known=["Khankendi"], by="outlet")[0], framing.Candidate)
    framing.write_report(comparison, "report.html")


def streams(profiles: Iterable[framing.Profile]) -> framing.Comparison:
    parts = [framing.PartialComparison.of([each.to_dict()], by="outlet") for each in profiles]
    assert_type(parts, list[framing.PartialComparison])
    return framing.compare_partials(*parts, lexicon="karabakh")


class Model:
    """An analyser of one's own, as docs/how-to/own-model.md tells."""

    def score(self, text: str) -> Scores:
        return Scores(0.0, 0.0, 1.0, 0.0)


def extract(text: str) -> Sequence[Quotation]:
    return [Quotation("direct", ((0, len(text)),))]


def brings_models(text: str) -> None:
    analyser: Analyser = Model()
    extractor: Extractor = extract
    framing.profile(text, "karabakh", analyser=analyser, extractor=extractor)
    framing.measure_sentiment(text, analyser=lambda words: 0.5)


def validates(profiles: list[framing.Profile]) -> None:
    evaluation = framing.evaluate("gold.json", profiles)
    assert_type(evaluation, framing.Evaluation)
    assert_type(evaluation.scores, framing.Table)
    assert_type(framing.agreement({"Ana": "ana.jsonl", "framing": profiles}), framing.Table)


def handles_errors(path: str) -> str:
    try:
        framing.read_document(path)
    except framing.DocumentError as error:
        assert_type(error, framing.DocumentError)
        return str(error)
    except framing.LexiconError as error:
        return "\n".join(fault.path for fault in error.faults if fault.path)
    except framing.FramingError as error:
        return str(error)
    return ""


def is_stopped_by_mypy(text: str, corpus: framing.Corpus) -> None:
    """Each line would be a mistake; mypy says so, or complains that the comment ignores nothing."""
    framing.profile(text, lexicon=3)  # type: ignore[arg-type]
    framing.compare(corpus, "karabakh", "outlet")  # type: ignore[call-arg]
    framing.profile(text).document = {}  # type: ignore[misc]
    framing.profil(text)  # type: ignore[attr-defined]
