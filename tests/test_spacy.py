"""The spaCy component: alignment to tokens, serialisation, registration, many texts and processes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing

spacy = pytest.importorskip("spacy")

from spacy.tokens import Doc  # noqa: E402

from framing.spacy_component import FramingComponent, create_component  # noqa: E402

TEXT = "“We hold Khankendi,” said Ana Petrova. So-called Artsakh is no more. “Nobody,” she said, “left Stepanakert.”"


@pytest.fixture(scope="module", name="nlp")
def _nlp() -> Any:
    nlp = spacy.blank("en")
    nlp.add_pipe("framing", config={"lexicon": "karabakh"})
    return nlp


def facts(doc: Doc, group: str) -> list[tuple[str, str, str, str]]:
    return [(span.text, span.label_, span.kb_id_, span.id_) for span in doc.spans[group]]


def test_the_record_is_the_profile_of_the_text(nlp: Any) -> None:
    for document in framing.load_seeds()[:2]:
        doc = nlp(document.text)
        assert doc._.framing == framing.profile(document.text, "karabakh").to_dict()


def test_mentions_and_quotations_are_spans_of_tokens(nlp: Any) -> None:
    doc = nlp(TEXT)
    assert facts(doc, "mentions") == [
        ("Khankendi", "azerbaijani", "city-stepanakert", "Khankendi"),
        ("Artsakh", "armenian", "region-karabakh", "Artsakh"),
        ("Stepanakert", "armenian", "city-stepanakert", "Stepanakert"),
    ]
    assert [(text, kind) for text, kind, _, _ in facts(doc, "quotations")] == [
        ("We hold Khankendi,", "direct"),
        ("Nobody,", "direct"),
        ("left Stepanakert.", "direct"),
    ]
    voices = {voice["id"]: voice["name"] for voice in doc._.framing["voices"]}
    assert [voices[voice] for _, _, voice, _ in facts(doc, "quotations")] == ["Ana Petrova"] * 3
    assert [number for _, _, _, number in facts(doc, "quotations")] == ["0", "1", "1"]


def test_spans_hold_the_findings_though_tokens_are_coarser() -> None:
    nlp = spacy.blank("en")
    nlp.tokenizer = spacy.tokenizer.Tokenizer(nlp.vocab)  # splits at blanks alone
    nlp.add_pipe("framing", config={"lexicon": "karabakh"})
    doc = nlp("They went to Khankendi-Stepanakert/Shusha.")
    for mention in doc._.framing["mentions"]:
        assert any(
            span.start_char <= mention["start"] and mention["end"] <= span.end_char for span in doc.spans["mentions"]
        )
    assert {span.text for span in doc.spans["mentions"]} == {"Khankendi-Stepanakert/Shusha."}


def test_a_text_without_findings_has_empty_groups(nlp: Any) -> None:
    for text in ("", "   ", "Rain tomorrow."):
        doc = nlp(text)
        assert len(doc.spans["mentions"]) == len(doc.spans["quotations"]) == 0
        assert doc._.framing["mentions"] == []


def test_everything_goes_with_the_doc(nlp: Any) -> None:
    doc = nlp(TEXT)
    copy = Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes())
    assert copy._.framing == doc._.framing
    assert facts(copy, "mentions") == facts(doc, "mentions")
    assert facts(copy, "quotations") == facts(doc, "quotations")


def test_docs_survive_a_docbin(nlp: Any) -> None:
    doc = nlp(TEXT)
    held = spacy.tokens.DocBin(docs=[doc], store_user_data=True).to_bytes()
    (copy,) = spacy.tokens.DocBin().from_bytes(held).get_docs(spacy.blank("en").vocab)
    assert json.dumps(copy._.framing) == json.dumps(doc._.framing)  # a DocBin gives tuples for lists
    assert facts(copy, "mentions") == facts(doc, "mentions")


def test_a_saved_pipeline_has_its_lexicon(nlp: Any, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    doc = again(TEXT)
    assert facts(doc, "mentions") == facts(nlp(TEXT), "mentions")


def test_many_texts_are_measured_as_one(nlp: Any) -> None:
    texts = [TEXT, "", "Stepanakert is calm."]
    for doc, text in zip(nlp.pipe(texts), texts, strict=True):
        assert doc._.framing == nlp(text)._.framing


def test_the_context_of_a_text_is_its_metadata(nlp: Any) -> None:
    pairs: Iterator[tuple[str, dict[str, str]]] = iter([("Khankendi is calm.", {"id": "a.txt", "date": "2023-10-01"})])
    ((doc, context),) = nlp.pipe(pairs, as_tuples=True)
    assert doc._.framing["document"]["id"] == "a.txt"
    assert doc._.framing["document"]["metadata"] == {"date": "2023-10-01"}
    assert context == {"id": "a.txt", "date": "2023-10-01"}
    ((doc, _),) = nlp.pipe([("Khankendi is calm.", 17)], as_tuples=True)
    assert doc._.framing["document"]["metadata"] == {}


def test_without_a_lexicon_there_are_quotations_alone() -> None:
    nlp = spacy.blank("en")
    assert nlp.add_pipe("framing") == FramingComponent()
    doc = nlp(TEXT)
    assert len(doc.spans["mentions"]) == 0
    assert len(doc.spans["quotations"]) == 3


def test_an_unknown_lexicon_is_refused_with_the_known_ones() -> None:
    with pytest.raises(framing.LexiconError, match="karabakh"):
        spacy.blank("en").add_pipe("framing", config={"lexicon": "karabach"})
    with pytest.raises(framing.OptionError, match="a pack's name or a path"):
        create_component(lexicon=7)  # type: ignore[arg-type]


_PIECES = st.sampled_from(
    ["Khankendi", "“", "”", " said Ana. ", "\n", " ", "İ", "e\u0301", "𝔸", "'s", "the so-called ", "\x00", "-"]
)


@settings(max_examples=40)
@given(st.lists(_PIECES, max_size=14))
def test_every_finding_lies_within_its_span(nlp: Any, pieces: list[str]) -> None:
    doc = nlp("".join(pieces))
    record = doc._.framing
    assert len(doc.spans["mentions"]) == len(record["mentions"])
    for span, mention in zip(doc.spans["mentions"], record["mentions"], strict=True):
        assert span.start_char <= mention["start"] < mention["end"] <= span.end_char
    parts = [(start, end) for each in record["quotations"] for start, end in each["content"] if start < end]
    assert len(doc.spans["quotations"]) == len(parts)
    for span, (start, end) in zip(doc.spans["quotations"], parts, strict=True):
        assert span.start_char <= start < end <= span.end_char


# ---------------------------------------------------------------- what is registered, and when


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_importing_framing_registers_nothing() -> None:
    code = (
        "import framing, sys; print('spacy' in sys.modules); framing.profile\n"
        "import spacy.tokens; print(spacy.tokens.Doc.has_extension('framing'))"
    )
    assert run(code).split() == ["False", "False"]


@pytest.mark.skipif(
    "framing" not in entry_points(group="spacy_factories").names, reason="installed without the entry point"
)
def test_spacy_finds_the_component_by_itself() -> None:
    code = (
        "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('framing', config={'lexicon': 'karabakh'})\n"
        "doc = nlp('Khankendi.'); print(doc.spans['mentions'][0].kb_id_)"
    )
    assert run(code) == "city-stepanakert"


def test_another_extension_of_that_name_stays() -> None:
    code = (
        "from spacy.tokens import Doc; Doc.set_extension('framing', default='mine')\n"
        "import framing.spacy_component, spacy; print(Doc(spacy.blank('en').vocab)._.framing)"
    )
    assert run(code) == "mine"


def test_without_spacy_the_error_names_the_command() -> None:
    code = (
        "import sys; sys.modules['spacy'] = sys.modules['spacy.language'] = None\n"
        "import framing, framing.spacy_component as component\n"
        "try:\n    component.create_component()\n"
        "except framing.MissingExtraError as error:\n    print(error)"
    )
    assert "pip install 'comparative-framing[spacy]'" in run(code)
