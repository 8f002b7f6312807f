"""How well predictions meet hand coding: precision, recall, F1, confusion, and every error with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from framing.documents import Document, Span
from framing.errors import ComparisonError
from framing.evaluation.annotations import AnnotatedMention, AnnotatedQuotation, Annotation
from framing.evaluation.coders import agreement_table, how_held, load_coding, names_in
from framing.evaluation.pairing import content_words, is_known, mention_scores, pair_up, quotation_scores
from framing.statistics import percentile_interval, resampled_sums
from framing.tables import Column, Table

__all__ = ["Evaluation", "evaluate"]

_NEAR = 80  # characters by which the start of the comments may be off
_LEAST_F1 = 0.5
_KINDS = ("direct", "mixed", "indirect")

_SCORES = (
    Column("measure", "category", "what is found: mentions, distancing, quotations (all, direct, mixed, indirect)"),
    Column("precision", "number", "hits / predicted", 3),
    Column("recall", "number", "hits / gold", 3),
    Column("f1", "number", "harmonic mean of precision and recall", 3),
    Column("low", "number", "lower bound of F1: percentile bootstrap over documents", 3),
    Column("high", "number", "upper bound of F1", 3),
    Column("gold", "integer", "what the coder marked and counts"),
    Column("predicted", "integer", "what was predicted and counts"),
    Column("hits", "integer", "what both have", minor=True),
    Column("precision_low", "number", "lower bound of precision", 3, minor=True),
    Column("precision_high", "number", "upper bound of precision", 3, minor=True),
    Column("recall_low", "number", "lower bound of recall", 3, minor=True),
    Column("recall_high", "number", "upper bound of recall", 3, minor=True),
)
_SHARES = (
    Column("measure", "category", "what is right"),
    Column("share", "number", "right / n; none where n is 0", 3),
    Column("low", "number", "lower bound: percentile bootstrap over documents", 3),
    Column("high", "number", "upper bound", 3),
    Column("right", "integer", "how many are right"),
    Column("n", "integer", "of how many"),
    Column("about", "string", "what is counted"),
)
_CONFUSION = (
    Column("what", "category", "side, mode or distance of mentions; kind of quotations; polarity of sentences"),
    Column("gold", "category", "the coder's label"),
    Column("predicted", "category", "the predicted label"),
    Column("count", "integer", "how often"),
)
_ERRORS = (
    Column("document", "string", "the document's id"),
    Column("error", "category", "what is wrong"),
    Column("start", "integer", "where"),
    Column("end", "integer", "where it ends"),
    Column("surface", "string", "the text there; none without the document's text"),
    Column("gold", "string", "the coder's answer"),
    Column("predicted", "string", "the predicted answer"),
)
_ABOUT = {
    "voice_mode": "matched mentions whose mode is right",
    "voice": "matched mentions whose mode and, for reported speech, speaker are right",
    "speaker": "matched quotations whose speaker is right",
    "speaker direct": "the same of direct quotations",
    "speaker mixed": "the same of mixed quotations",
    "speaker indirect": "the same of indirect quotations",
    "scare_kept": "scare quotes that are not taken for a quotation",
    "comments": "documents where the readers' comments begin within 80 characters, or there are none",
    "polarity": "sentences whose polarity is right",
}


@dataclass(frozen=True, slots=True, repr=False)
class Evaluation:
    """How well predictions meet hand coding.

    Attributes:
        scores: precision, recall and F1 of mentions, distancing and quotations, with intervals.
        shares: how often mode, voice, speaker, scare quotes, comments and polarity are right.
        confusion: labels of the coder against predicted ones.
        agreement: Krippendorff's alpha and Cohen's kappa over words.
        errors: every finding that is missed, spurious or wrong.
        missing: documents that have gold, but no prediction.
    """

    scores: Table
    shares: Table
    confusion: Table
    agreement: Table
    errors: Table
    documents: tuple[str, ...]
    missing: tuple[str, ...] = ()

    @property
    def attribution_f1(self) -> float | None:
        """F1 of quotations that are found with the right speaker."""
        found: float | None = self.score("attribution")["f1"]
        return found

    def score(self, measure: str) -> dict[str, Any]:
        """Return one row of `scores` or of `shares` by its measure.

        Raises:
            KeyError: there is none of that name.
        """
        for table in (self.scores, self.shares):
            for row in table.where(measure=measure):
                return row
        raise KeyError(measure)

    def __repr__(self) -> str:
        rows = ", ".join(f"{row['measure']} {row['f1']:.3f}" for row in self.scores if row["f1"] is not None)
        return f"Evaluation({len(self.documents)} documents; F1: {rows})"

    def __str__(self) -> str:
        parts = [f"Evaluation of {len(self.documents)} documents"]
        tables = (self.scores, self.shares.select("measure", "share", "low", "high", "right", "n"), self.agreement)
        parts += [table.render() for table in tables if len(table)]
        if self.missing:
            parts.append("No prediction for: " + ", ".join(self.missing))
        return "\n\n".join(parts)

    def _repr_html_(self) -> str:
        return self.scores._repr_html_() + self.shares._repr_html_() + self.agreement._repr_html_()

    def to_dict(self) -> dict[str, Any]:
        """Return every table as records."""
        names = ("scores", "shares", "confusion", "agreement", "errors")
        tables = {name: getattr(self, name).to_dicts() for name in names}
        return {"documents": list(self.documents), "missing": list(self.missing), **tables}


def evaluate(
    gold: Any,
    predicted: Any,
    *,
    texts: Iterable[Document] | None = None,
    resamples: int = 2000,
    seed: int = 0,
    level: float = 0.95,
) -> Evaluation:
    """Compare predictions with hand coding, document by document.

    Mentions are paired one to one, best overlap first, where their spans overlap and the side is the same; quotations
    likewise by the F1 of the words of their content, from 0.5 on. What the coder marked as doubtful, nested, not core
    or boilerplate neither helps nor hurts, nor do predicted names of no side. Intervals come from resampling documents,
    so they need several.

    Args:
        gold: a file or folder (the seeds' gold.json, profile records, brat, WebAnno TSV, Doccano or Prodigy JSONL), or
            what was read from one, or profiles, records, annotations.
        predicted: the same; usually profiles.
        texts: the documents, where neither has them: words are told apart in them. A text file beside a gold file is
            found; without any text, characters stand for words.
        resamples, seed, level: of the intervals.

    Raises:
        ComparisonError: no document is in both.
        DocumentError: a file cannot be read, or is in no known format.

    >>> import framing
    >>> seed = framing.load_seeds()[0]
    >>> profile = framing.profile(seed, "karabakh")
    >>> evaluate([profile], [profile], texts=[seed]).score("quotations all")["f1"]
    1.0
    """
    golds, guesses = load_coding(gold), load_coding(predicted)
    pairs = list(_pairs(golds, guesses, {document.id: document.text for document in texts or ()}))
    if not pairs:
        known = ", ".join(map(repr, sorted(guesses)[:5])) or "none"
        raise ComparisonError(
            f"no document has both gold and a prediction. Predicted: {known}; gold: {sorted(golds)[:5]}"
        )
    scored = [_Scorer(annotation, guess).run() for annotation, guess in pairs]
    draws = resampled_sums([_vector(each.counts) for each in scored], resamples=resamples, seed=seed)
    total: Counter[str] = Counter()
    for each in scored:
        total.update(each.counts)
    return Evaluation(
        scores=_score_table(total, draws, level),
        shares=_share_table(total, draws, level),
        confusion=_confusion_table(scored),
        agreement=agreement_table(
            {
                "gold": {each.document: each for each, _ in pairs},
                "predicted": {each.document: guess for each, guess in pairs},
            }
        ),
        errors=Table.of("errors", _ERRORS, (error for each in scored for error in sorted(each.errors, key=_place))),
        documents=tuple(annotation.document for annotation, _ in pairs),
        missing=tuple(name for name in sorted(golds) if _guess(guesses, name) is None),
    )


def _pairs(
    golds: Mapping[str, Annotation], guesses: Mapping[str, Annotation], texts: Mapping[str, str]
) -> Iterator[tuple[Annotation, Annotation]]:
    """Yield what a coder and a prediction say of each document that both have, with one text."""
    for name, annotation in sorted(golds.items()):
        guess = _guess(guesses, name)
        if guess is not None:
            text = texts.get(name) or annotation.text or guess.text
            yield replace(annotation, text=text), replace(guess, text=text)


def _guess(guesses: Mapping[str, Annotation], name: str) -> Annotation | None:
    return guesses.get(name) or guesses.get(Path(name).stem)


# ---------------------------------------------------------------- one document


def _place(error: Mapping[str, Any]) -> tuple[int, int, str]:
    return error["start"], error["end"], error["error"]


def _same_speaker(a: str | None, b: str | None) -> bool:
    """Tell whether two names share a word that tells speakers apart; without such words, whether they are the same."""
    here, there = names_in(a), names_in(b)
    if here or there:
        return bool(here & there)
    return (a or "").casefold() == (b or "").casefold()


@dataclass(slots=True)
class _Scorer:
    """Counts of one document: hits, gold and predicted of each measure, labels that were confused, errors."""

    gold: Annotation
    guess: Annotation
    counts: Counter[str] = field(default_factory=Counter)
    confused: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    errors: list[dict[str, Any]] = field(default_factory=list)

    def run(self) -> _Scorer:
        self._mentions()
        self._sides()
        self._quotations()
        self._scare_quotes()
        self._comments()
        self._polarity()
        return self

    def _error(self, error: str, span: Span, gold: object = None, predicted: object = None) -> None:
        surface = self.gold.text[span[0] : span[1]] if self.gold.text is not None else None
        self.errors.append(
            {
                "document": self.gold.document,
                "error": error,
                "start": span[0],
                "end": span[1],
                "surface": surface,
                "gold": None if gold is None else str(gold),
                "predicted": None if predicted is None else str(predicted),
            }
        )

    # -------------------------------------------------- mentions

    def _mentions(self) -> None:
        gold = self.gold.mentions
        guess = [each for each in self.guess.mentions if self.gold.counts(each.start, each.end)]
        found = pair_up(mention_scores(gold, guess), 1e-9)
        hits = [(gold[i], guess[j]) for i, j in found if gold[i].core]
        taken = {j for _, j in found}
        loose = [
            each
            for j, each in enumerate(guess)
            if j not in taken and each.side not in (None, "neutral") and not is_known(gold, each)
        ]
        core = {i for i, each in enumerate(gold) if each.core}
        self.counts.update(
            {"mentions hit": len(hits), "mentions gold": len(core), "mentions pred": len(hits) + len(loose)}
        )
        for i in sorted(core - {i for i, _ in found}):
            self._error("mention missed", (gold[i].start, gold[i].end), gold[i].side)
        for each in loose:
            self._error("mention spurious", (each.start, each.end), None, each.side)
        for mention, other in hits:
            self._voice(mention, other)

    def _voice(self, gold: AnnotatedMention, guess: AnnotatedMention) -> None:
        self.counts["distancing hit"] += bool(guess.distance and gold.distance)
        self.counts["distancing gold"] += bool(gold.distance)
        self.counts["distancing pred"] += bool(guess.distance)
        self.confused["distance", how_held(gold), how_held(guess)] += 1
        if gold.mode is None:
            return
        right = guess.mode == gold.mode and (gold.mode == "own" or _same_speaker(guess.speaker, gold.speaker))
        self.counts.update({"voice n": 1, "voice_mode n": 1})
        self.counts["voice_mode right"] += guess.mode == gold.mode
        self.counts["voice right"] += right
        self.confused["mode", gold.mode, guess.mode or "none"] += 1
        if not right:
            said = f"{gold.mode} {gold.speaker or ''}".strip()
            self._error("voice wrong", (gold.start, gold.end), said, f"{guess.mode} {guess.speaker or ''}".strip())

    def _sides(self) -> None:
        """Count sides against each other, where spans overlap whatever the side."""
        guess = [each for each in self.guess.mentions if self.gold.counts(each.start, each.end)]
        scores = mention_scores(self.gold.mentions, guess, any_side=True)
        for i, j in pair_up(scores, 1e-9):
            self.confused["side", self.gold.mentions[i].side or "none", guess[j].side or "none"] += 1

    # -------------------------------------------------- quotations

    def _quotations(self) -> None:
        gold = self.gold.quotations
        guess = [each for each in self.guess.quotations if self.gold.counts(*each.content[0])]
        gold_words = [content_words(self.gold.text, each.content) for each in gold]
        guess_words = [content_words(self.gold.text, each.content) for each in guess]
        found = pair_up(quotation_scores(gold_words, guess_words), _LEAST_F1)
        sure = {i for i, each in enumerate(gold) if not each.doubtful and not each.nested}
        for i, j in found:
            if i in sure:
                self._matched(gold[i], guess[j])
        for i in sorted(sure):
            self._count("gold", gold[i].kind)
            if i not in {i for i, _ in found}:
                self._error("quotation missed", _reach(gold[i]), f"{gold[i].kind} {gold[i].speaker}")
        matched = {j: i for i, j in found}
        unsure = [words for i, words in enumerate(gold_words) if i not in sure]
        for j, each in enumerate(guess):
            if j in matched:
                if matched[j] in sure:
                    self._count("pred", gold[matched[j]].kind)
            elif not any(words & guess_words[j] for words in unsure):
                self._count("pred", each.kind)
                self._error("quotation spurious", _reach(each), None, f"{each.kind} {each.speaker}")

    def _count(self, what: str, kind: str) -> None:
        self.counts.update({f"quotations all {what}": 1, f"quotations {kind} {what}": 1})
        if what != "hit":
            self.counts[f"attribution {what}"] += 1

    def _matched(self, gold: AnnotatedQuotation, guess: AnnotatedQuotation) -> None:
        self._count("hit", gold.kind)
        self.confused["quotation", gold.kind, guess.kind] += 1
        right = _same_speaker(guess.speaker, gold.speaker)
        self.counts.update({"speaker n": 1, f"speaker {gold.kind} n": 1})
        for name in ("attribution hit", "speaker right", f"speaker {gold.kind} right"):
            self.counts[name] += right
        if not right:
            self._error("speaker wrong", _reach(gold), gold.speaker, guess.speaker)

    # -------------------------------------------------- the rest

    def _scare_quotes(self) -> None:
        direct = [span for each in self.guess.quotations if each.kind == "direct" for span in each.content]
        for start, end in self.gold.scare_quotes:
            wrong = any(start <= a and b <= end for a, b in direct)
            self.counts.update({"scare_kept n": 1, "scare_kept right": int(not wrong)})
            if wrong:
                self._error("scare quote taken for a quotation", (start, end))

    def _comments(self) -> None:
        if not self.gold.tells_comments:
            return
        gold, guess = self.gold.comments_start, self.guess.comments_start
        right = gold == guess if gold is None or guess is None else abs(gold - guess) <= _NEAR
        self.counts.update({"comments n": 1, "comments right": int(right)})

    def _polarity(self) -> None:
        guesses = {(start, end): polarity for start, end, polarity in self.guess.sentences}
        labels = {-1: "negative", 0: "neutral", 1: "positive"}
        for start, end, polarity in self.gold.sentences:
            if (start, end) in guesses:
                guess = guesses[start, end]
                self.counts.update({"polarity n": 1, "polarity right": int(guess == polarity)})
                self.confused["polarity", labels[polarity], labels[guess]] += 1


def _reach(quotation: AnnotatedQuotation) -> Span:
    return quotation.content[0][0], quotation.content[-1][1]


# ---------------------------------------------------------------- tables

_MEASURES = ("mentions", "distancing", "quotations all", *(f"quotations {kind}" for kind in _KINDS), "attribution")
_COUNTS = (
    *(f"{measure} {what}" for measure in _MEASURES for what in ("hit", "gold", "pred")),
    *(f"{measure} {what}" for measure in _ABOUT for what in ("right", "n")),
)
_AT = {name: index for index, name in enumerate(_COUNTS)}


def _vector(counts: Counter[str]) -> list[int]:
    return [counts[name] for name in _COUNTS]


def _prf(hit: float, gold: float, predicted: float) -> tuple[float, float, float]:
    """Return precision, recall and F1; of nothing predicted, or nothing to find, the share is 1."""
    precision = hit / predicted if predicted else 1.0
    recall = hit / gold if gold else 1.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _score_table(total: Counter[str], draws: list[list[float]], level: float) -> Table:
    rows = []
    for measure in _MEASURES:
        names = [f"{measure} {what}" for what in ("hit", "gold", "pred")]
        precision, recall, f1 = _prf(*(total[name] for name in names))
        drawn = [_prf(*(draw[_AT[name]] for name in names)) for draw in draws]
        row: dict[str, Any] = {"measure": measure, "precision": precision, "recall": recall, "f1": f1}
        row |= {"hits": total[names[0]], "gold": total[names[1]], "predicted": total[names[2]]}
        for at, prefix in enumerate(("precision_", "recall_", "")):
            low, high = percentile_interval([each[at] for each in drawn], level=level)
            row |= {f"{prefix}low": low, f"{prefix}high": high}
        rows.append(row)
    return Table.of("scores", _SCORES, rows)


def _share_table(total: Counter[str], draws: list[list[float]], level: float) -> Table:
    rows = []
    for measure, about in _ABOUT.items():
        right, n = f"{measure} right", f"{measure} n"
        if not total[n]:
            continue
        drawn = [draw[_AT[right]] / draw[_AT[n]] for draw in draws if draw[_AT[n]]]
        low, high = percentile_interval(drawn, level=level)
        row = {"measure": measure, "share": total[right] / total[n], "low": low, "high": high}
        rows.append(row | {"right": total[right], "n": total[n], "about": about})
    return Table.of("shares", _SHARES, rows)


def _confusion_table(scored: Iterable[_Scorer]) -> Table:
    counts: Counter[tuple[str, str, str]] = Counter()
    for each in scored:
        counts.update(each.confused)
    rows = (
        {"what": what, "gold": gold, "predicted": predicted, "count": count}
        for (what, gold, predicted), count in sorted(counts.items())
    )
    return Table.of("confusion", _CONFUSION, rows)
