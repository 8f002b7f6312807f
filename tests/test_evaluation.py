"""Evaluation: the shipped gold's figures, agreement by the book, formats that give back what they were given."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing.documents import Document, Span, seed_folder
from framing.errors import ComparisonError, DocumentError, OptionError
from framing.evaluation import (
    AnnotatedMention,
    AnnotatedQuotation,
    Annotation,
    Evaluation,
    agreement,
    evaluate,
    read_annotations,
    write_annotations,
)
from framing.evaluation.annotations import annotations_of
from framing.evaluation.formats import FORMATS
from framing.evaluation.labels import from_labels, to_labels
from framing.evaluation.pairing import pair_up
from framing.evaluation.webanno import read_webanno, write_webanno
from strategies import any_text

GOLD = seed_folder() / "gold.json"
TEXT = "Ana said: “The regime fell.” Baku 😀 and Yerevan agreed. He was so-called happy.\n\nThe end came."


@pytest.fixture(scope="module")
def profiles() -> list[framing.Profile]:
    return [framing.profile(document, "karabakh") for document in framing.load_seeds()]


@pytest.fixture(scope="module")
def seeds(profiles: list[framing.Profile]) -> Evaluation:
    return evaluate(GOLD, profiles)


# ---------------------------------------------------------------- an oracle: counting again, the slow way


def _overlaps(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def slow_mentions(gold: dict[str, Any], mentions: list[dict[str, Any]]) -> tuple[int, int, int]:
    """Count hits, gold and predicted mentions of one document: greedy pairing, written out."""
    zones = [zone["span"] for zone in gold["meta"]["boilerplate"]]
    first, last = gold["meta"]["body_span"]
    inside = [
        each
        for each in mentions
        if first <= each["start"] and each["end"] <= last
        and not any(_overlaps(zone, (each["start"], each["end"])) for zone in zones)
    ]  # fmt: skip
    scores = []
    for i, term in enumerate(gold["terms"]):
        for j, each in enumerate(inside):
            (a, b), (x, y) = term["span"], (each["start"], each["end"])
            if _overlaps((a, b), (x, y)) and term["side"] == each["side"]:
                scores.append(((min(b, y) - max(a, x)) / (max(b, y) - min(a, x)), i, j))
    left: set[int] = set()
    right: set[int] = set()
    for _, i, j in sorted(scores, reverse=True):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    terms = gold["terms"]
    core = {i for i, term in enumerate(terms) if term["core"] and term["zone"] != "boilerplate"}
    loose = [
        each
        for j, each in enumerate(inside)
        if j not in right and each["side"] not in (None, "neutral")
        and not any(_overlaps(t["span"], (each["start"], each["end"])) and t["side"] == each["side"] for t in terms)
    ]  # fmt: skip
    return len(core & left), len(core), len(core & left) + len(loose)


def test_the_seeds_are_scored_as_a_slow_count_scores_them(seeds: Evaluation, profiles: list[framing.Profile]) -> None:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    counts = [slow_mentions(gold[p.document["id"]], p.to_dict()["mentions"]) for p in profiles]
    row = seeds.score("mentions")
    assert (row["hits"], row["gold"], row["predicted"]) == tuple(map(sum, zip(*counts, strict=True)))


def test_the_seeds_meet_the_figures_that_the_project_promises(seeds: Evaluation) -> None:
    assert seeds.score("mentions")["f1"] >= 0.93
    assert seeds.score("quotations all")["f1"] >= 0.75
    assert seeds.score("quotations direct")["f1"] >= 0.92
    assert seeds.score("voice")["share"] >= 0.85
    assert (seeds.attribution_f1 or 0) >= 0.65
    assert seeds.score("scare_kept")["share"] == seeds.score("comments")["share"] == 1
    assert seeds.documents == tuple(sorted(document.id for document in framing.load_seeds()))


def test_intervals_hold_their_figures(seeds: Evaluation) -> None:
    for row in seeds.scores:
        assert row["low"] <= row["f1"] <= row["high"]
        assert row["precision_low"] <= row["precision"] <= row["precision_high"]
    for row in seeds.shares:
        assert row["low"] <= row["share"] <= row["high"]
        assert row["share"] == row["right"] / row["n"]


def test_every_error_has_its_place(seeds: Evaluation) -> None:
    corpus = framing.load_seeds()
    kinds = Counter(seeds.errors["error"])
    row = seeds.score("mentions")
    assert kinds["mention missed"] == row["gold"] - row["hits"]
    assert kinds["mention spurious"] == row["predicted"] - row["hits"]
    for error in seeds.errors:
        assert corpus[error["document"]].text[error["start"] : error["end"]] == error["surface"]


def test_gold_against_itself_is_perfect() -> None:
    found = evaluate(GOLD, GOLD)
    assert all(row["f1"] == 1 for row in found.scores)
    assert all(row["share"] == 1 for row in found.shares)
    assert all(row["alpha"] in (1, None) and row["observed"] == 1 for row in found.agreement)
    assert len(found.errors) == 0
    assert all(row["gold"] == row["predicted"] for row in found.confusion)


def test_it_prints_and_becomes_a_record(seeds: Evaluation) -> None:
    assert max(map(len, str(seeds).split("\n"))) <= 80
    assert re.search(r"mentions +0\.\d{3} +[01]\.\d{3}", str(seeds))
    assert json.loads(json.dumps(seeds.to_dict()))["missing"] == []
    assert repr(seeds).startswith("Evaluation(5 documents; F1: mentions 0.9")
    assert "<table" in seeds._repr_html_()
    with pytest.raises(KeyError):
        seeds.score("mention")


# ---------------------------------------------------------------- small cases


def annotation(**changes: Any) -> Annotation:
    facts: dict[str, Any] = {
        "mentions": (
            AnnotatedMention(14, 20, "azerbaijani", "quoted", "Ana Petrova", referent="authorities"),
            AnnotatedMention(29, 33, "neutral", "own"),
        ),
        "quotations": (AnnotatedQuotation("direct", ((11, 27),), "Ana Petrova", cue=((4, 8),), source=((0, 3),)),),
        "scare_quotes": ((67, 72),),
    }
    return Annotation("a.txt", TEXT, **{**facts, **changes})


def test_a_wrong_speaker_is_counted_as_found_but_wrong() -> None:
    wrong = annotation(quotations=(AnnotatedQuotation("direct", ((11, 27),), "Bo Petersen"),))
    found = evaluate([annotation()], [wrong])
    assert found.score("quotations direct")["f1"] == 1
    assert (found.score("speaker")["share"], found.attribution_f1) == (0, 0)
    assert found.errors["error"] == ("speaker wrong",)


def test_titles_do_not_make_two_speakers_one() -> None:
    a = annotation(quotations=(AnnotatedQuotation("direct", ((11, 27),), "President Aliyev"),))
    b = annotation(quotations=(AnnotatedQuotation("direct", ((11, 27),), "President Putin"),))
    assert evaluate([a], [b]).score("speaker")["share"] == 0


def test_a_speaker_that_nobody_can_tell_is_right_where_both_say_so() -> None:
    unknown = annotation(quotations=(AnnotatedQuotation("direct", ((11, 27),)),))
    assert evaluate([unknown], [unknown]).score("speaker")["share"] == 1
    assert evaluate([unknown], [annotation()]).score("speaker")["share"] == 0
    title = annotation(quotations=(AnnotatedQuotation("direct", ((11, 27),), "the Minister"),))
    assert evaluate([title], [title]).score("speaker")["share"] == 1
    assert evaluate([title], [unknown]).score("speaker")["share"] == 0


def test_a_side_that_is_wrong_is_missed_and_spurious() -> None:
    wrong = annotation(mentions=(AnnotatedMention(14, 20, "armenian", "quoted"), annotation().mentions[1]))
    found = evaluate([annotation()], [wrong])
    row = found.score("mentions")
    assert (row["hits"], row["gold"], row["predicted"]) == (1, 2, 2)
    assert found.confusion.where(what="side", gold="azerbaijani", predicted="armenian")["count"] == (1,)


def test_what_is_doubtful_or_without_side_neither_helps_nor_hurts() -> None:
    doubtful = annotation(quotations=(AnnotatedQuotation("indirect", ((11, 27),), doubtful=True),), mentions=())
    neutral = annotation(mentions=(AnnotatedMention(35, 36, "neutral", "own"), AnnotatedMention(0, 3, None, "own")))
    found = evaluate([doubtful], [neutral])
    assert all((row["gold"], row["predicted"]) == (0, 0) for row in found.scores)
    assert all(row["f1"] == 1 for row in found.scores)


def test_a_scare_quote_taken_for_a_quotation_is_an_error() -> None:
    wrong = annotation(quotations=(AnnotatedQuotation("direct", ((67, 72),)),))
    assert evaluate([annotation()], [wrong]).score("scare_kept")["share"] == 0


def test_polarity_is_compared_where_sentences_agree() -> None:
    gold = annotation(sentences=((0, 28, -1), (29, 55, 0)))
    guess = annotation(sentences=((0, 28, 1), (29, 55, 0), (56, 80, 1)))
    found = evaluate([gold], [guess])
    assert (found.score("polarity")["right"], found.score("polarity")["n"]) == (1, 2)
    assert found.confusion.where(what="polarity", gold="negative")["predicted"] == ("positive",)


def test_without_a_text_characters_stand_for_words() -> None:
    bare = Annotation("a.txt", None, quotations=(AnnotatedQuotation("direct", ((0, 10),)),))
    half = Annotation("a.txt", None, quotations=(AnnotatedQuotation("direct", ((0, 4),)),))
    most = Annotation("a.txt", None, quotations=(AnnotatedQuotation("direct", ((0, 8),)),))
    assert [evaluate([bare], [each]).score("quotations all")["f1"] for each in (bare, most, half)] == [1, 1, 1]
    tiny = Annotation("a.txt", None, quotations=(AnnotatedQuotation("direct", ((0, 3),)),))
    assert evaluate([bare], [tiny]).score("quotations all")["f1"] == 0


def test_a_single_document_has_no_interval() -> None:
    assert evaluate([annotation()], [annotation()]).score("mentions")["low"] is None


def test_documents_without_prediction_are_named() -> None:
    other = Annotation("b.txt", TEXT)
    assert evaluate([annotation(), other], [annotation()]).missing == ("b.txt",)
    with pytest.raises(ComparisonError, match="no document has both"):
        evaluate([annotation()], [other])
    with pytest.raises(DocumentError, match="annotated twice"):
        evaluate([annotation(), annotation()], [other])
    with pytest.raises(DocumentError, match="expected a profile"):
        evaluate([3], [other])


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_pairs_are_one_to_one_and_leave_no_better_pair(scores: list[tuple[int, int, int]]) -> None:
    found = pair_up(scores, 1)
    assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)
    for score, i, j in scores:
        if score >= 1:
            assert any(i == a or j == b for a, b in found)


# ---------------------------------------------------------------- agreement


def test_alpha_and_kappa_are_those_of_the_book() -> None:
    """Artstein and Poesio (2008), sec. 2.6, has 0.4 for a 2 x 2 table; ours is counted by hand from four words."""
    text = "one two three four"
    spans = [(0, 3), (4, 7), (8, 13), (14, 18)]

    def coder(sides: str) -> Annotation:
        named = {"a": "armenian", "z": "azerbaijani"}
        mentions = [AnnotatedMention(*span, named[side]) for span, side in zip(spans, sides, strict=True)]
        return Annotation("d", text, tuple(mentions))

    row = agreement({"x": [coder("aaza")], "y": [coder("azza")]}).where(what="side")[0]
    # Observed 3/4; x: 3 a, 1 z; y: 2 a, 2 z: expected (3*2 + 1*2)/16 = 1/2, kappa = (3/4 - 1/2)/(1/2).
    assert (row["n"], row["observed"], row["kappa"]) == (4, 0.75, 0.5)
    # Alpha: disagreement 1/4; pooled 5 a and 3 z: expected 2*5*3/(8*7).
    assert row["alpha"] == pytest.approx(1 - 0.25 / (30 / 56))


def test_three_coders_and_a_coder_who_skipped_a_document() -> None:
    a, b = annotation(), annotation(quotations=())
    rows = agreement({"x": [a], "y": [b], "z": [a]}).where(what="quotation")
    assert rows[0]["coders"] == 3
    assert 0 < rows[0]["observed"] < 1
    partly = agreement({"x": [a], "y": [b], "z": []}).where(what="quotation")[0]
    assert partly["kappa"] is None
    assert partly["alpha"] is not None


def test_agreement_needs_two_coders() -> None:
    with pytest.raises(ComparisonError, match="two coders"):
        agreement({"x": [annotation()]})
    with pytest.raises(ComparisonError, match="no document"):
        agreement({"x": [annotation()], "y": []})


# ---------------------------------------------------------------- formats


def _normal(found: Annotation) -> tuple[Any, ...]:
    mentions = sorted(found.mentions, key=lambda each: (each.start, -each.end, str(each)))
    return found.text, mentions, sorted(found.quotations, key=str), found.scare_quotes


@pytest.mark.parametrize("form", FORMATS)
def test_profiles_come_back_as_they_were_written(
    form: str, profiles: list[framing.Profile], tmp_path: Path, seeds: Evaluation
) -> None:
    target = tmp_path / ("out" if form in ("brat", "webanno") else "out.jsonl")
    write_annotations(profiles, target, form, texts=framing.load_seeds())
    found = read_annotations(target)
    texts = {document.id: document.text for document in framing.load_seeds()}
    for id, written in annotations_of(profiles).items():
        assert _normal(found[id])[1:] == _normal(written)[1:]
        assert found[id].text == texts[id]
    assert evaluate(GOLD, target).scores == seeds.scores


@pytest.mark.parametrize("form", ["brat", "webanno"])
def test_documents_of_like_names_have_a_file_each(form: str, tmp_path: Path) -> None:
    ids = ["a/b.txt", "a_b.txt", "a%2Fb.txt", "a\\b.txt", "c", "c.txt", "", "100%.txt"]
    written = [Annotation(id, f"Text number {number}.") for number, id in enumerate(ids)]
    write_annotations(written, tmp_path, form)
    assert {id: each.text for id, each in read_annotations(tmp_path).items()} == {
        each.document: each.text for each in written
    }


FACTS = st.sampled_from([None, "Ana Petrova", "a;b|c_[1]->*", "line\\break", "ə😀"])


@st.composite
def annotations(draw: st.DrawFn) -> Annotation:
    """An annotation of a text with any characters, its spans cut to visible words."""
    text = "Start " + draw(any_text) + " middle 😀 words " + draw(any_text) + " end"
    places = [match.span() for match in re.finditer(r"[a-z]+", text)]
    spans = st.sampled_from(places)
    mentions = draw(
        st.lists(
            st.builds(
                lambda span, *facts: AnnotatedMention(*span, *facts),
                spans,
                st.sampled_from(["armenian", "neutral", None]),
                st.sampled_from(["own", "quoted", None]),
                FACTS,
                st.sampled_from(["so_called", None]),
                FACTS,
            ),
            max_size=4,
            unique_by=lambda each: (each.start, each.end),
        )
    )
    quotations = draw(
        st.lists(
            st.builds(
                lambda kind, span, speaker, doubtful: AnnotatedQuotation(kind, (span,), speaker, doubtful=doubtful),
                st.sampled_from(["direct", "mixed", "indirect"]),
                spans,
                FACTS,
                st.booleans(),
            ),
            max_size=3,
            unique_by=lambda each: each.content,
        )
    )
    return Annotation("d.txt", text, tuple(mentions), tuple(quotations))


@settings(max_examples=60)
@given(written=annotations(), form=st.sampled_from(FORMATS))
def test_any_annotation_comes_back(written: Annotation, form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    target = tmp_path_factory.mktemp("annotations") / "out.jsonl"
    write_annotations([written], target, form)
    found = next(iter(read_annotations(target).values()))
    if form == "webanno":  # the format does not hold blanks between sentences: the words tell whether offsets are right
        assert [_surface(found, each) for each in found.mentions] == [
            _surface(written, each) for each in _sorted(written)
        ]
        assert [(each.side, each.mode, each.speaker) for each in found.mentions] == [
            (each.side, each.mode, each.speaker) for each in _sorted(written)
        ]
    else:
        assert _normal(found) == _normal(written)


def _sorted(annotation: Annotation) -> list[AnnotatedMention]:
    return sorted(annotation.mentions, key=lambda each: (each.start, -each.end))


def _surface(annotation: Annotation, mention: AnnotatedMention) -> str:
    return (annotation.text or "")[mention.start : mention.end]


def test_labels_and_annotations_are_two_forms_of_one_thing() -> None:
    whole = annotation(boilerplate=((84, 88),), comments_start=90)
    found = from_labels("a.txt", TEXT, to_labels(whole))
    assert _normal(found) == _normal(whole)
    assert (found.boilerplate, found.comments_start) == (whole.boilerplate, whole.comments_start)


def test_a_coders_changes_count() -> None:
    """A coder relabels a mention in Prodigy, adds one in Doccano's newer form, rejects a task."""
    labels = [{"start": 29, "end": 33, "label": "Mention:armenian:own"}]
    line = {"text": TEXT, "spans": labels, "meta": {"document": "a.txt"}}
    entities = [{"id": 1, "label": "Mention:armenian:own", "start_offset": 29, "end_offset": 33}]
    other = {"text": TEXT, "entities": entities, "document": "b.txt"}
    rejected = {**line, "meta": {"document": "c.txt"}, "answer": "reject"}
    path = Path("x.jsonl")
    from framing.evaluation.formats import _from_line

    found = [_from_line(each, str(path), "default") for each in (line, other, rejected)]
    assert [len(each.mentions) for each in found] == [1, 1, 0]
    assert found[0].mentions[0].side == found[1].mentions[0].side == "armenian"


def test_brat_as_a_person_makes_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    lines = [
        "T1\tMention 14 20\tregime",
        "A1\tMode T1 quoted",
        "T2\tQuotation 11 27;29 33\tThe regime fell. Baku",
        "A2\tKind T2 mixed",
        "T3\tPerson 0 3\tAna",
        "#1\tAnnotatorNotes T1\tnot sure about this one",
        "R1\tWhatever Arg1:T1 Arg2:T2",
    ]
    (tmp_path / "a.ann").write_text("\n".join(lines), encoding="utf-8")
    found = read_annotations(tmp_path)["a.txt"]
    assert found.mentions == (AnnotatedMention(14, 20, None, "quoted"),)
    assert found.quotations == (AnnotatedQuotation("mixed", ((11, 27), (29, 33))),)


def test_webanno_of_another_tool() -> None:
    """Layers in another order, an annotation on one token without a number, part of a token, an astral character."""
    content = "\n".join(
        [
            "#FORMAT=WebAnno TSV 3.3",
            "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value",
            "#T_SP=webanno.custom.Framing|speaker|label",
            "",
            "",
            "#Text=😀 Baku’s regime",
            "1-1\t0-2\t😀\t_\t_\t_\t_\t",
            "1-2\t3-9\tBaku’s\t_\t_\t_\t_\t",
            "1-2.1\t3-7\tBaku\t*\tLOC\t*\tMention:armenian:own\t",
            "1-3\t10-16\tregime\t_\t_\tAna[2]|*[3]\tMention:none:quoted[2]|Quotation:direct[3]\t",
        ]
    )
    text, labels = read_webanno(content, "x.tsv")
    assert text == "😀 Baku’s regime"
    assert [(text[each.start : each.end], each.name, each.facts) for each in labels] == [
        ("Baku", "Mention:armenian:own", {}),
        ("regime", "Mention:none:quoted", {"speaker": "Ana"}),
        ("regime", "Quotation:direct", {}),
    ]


def test_webanno_counts_in_utf_16_units() -> None:
    lines = write_webanno("😀 Baku", []).split("\n")
    assert [line.split("\t")[1] for line in lines if line[:1].isdigit()] == ["0-2", "3-7"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.jsonl", "{", "is not JSON"),
        ("x.jsonl", '{"text": "a"}', "has no 'spans'"),
        ("x.jsonl", '{"a": 1}', "neither a profile record nor a line"),
        ("x.json", "[", "is not JSON"),
        ("x.json", '{"a.txt": {"terms": []}}', "no gold entry"),
        ("x.tsv", "a\tb", "no WebAnno TSV 3"),
        ("x.tsv", "#FORMAT=WebAnno TSV 3.3\n1-1\tzero\ta\t_", "x.tsv:2: is no token line"),
        ("x.docx", "", "is none of"),
        ("x.ann", "", "x.txt: no such file"),
    ],
)
def test_faulty_files_are_named_with_their_fault(name: str, content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(DocumentError, match=re.escape(message)):
        read_annotations(tmp_path / name)


def test_missing_files_formats_and_texts_are_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file or folder"):
        read_annotations(tmp_path / "nowhere")
    with pytest.raises(DocumentError, match="holds no"):
        read_annotations(tmp_path)
    with pytest.raises(OptionError, match="Did you mean 'brat'"):
        write_annotations([annotation()], tmp_path, "bratt")
    with pytest.raises(DocumentError, match="its text is needed"):
        write_annotations([Annotation("a.txt")], tmp_path / "x", "brat", texts=[Document("b", "b.txt")])
