"""Shapes of attribution in sentences of our own making: who is quoted, with which cue, in which words."""

from __future__ import annotations

import pytest

from framing.quotations import Quotation, QuotationFindings, find_quotations
from framing.quotations.cues import load_cues
from framing.quotations.marks import find_marked
from framing.sections import Section, find_sections
from framing.segmentation import split_paragraphs, split_sentences

Row = tuple[str, str, str, str]  # kind, source, cue, content


def read(text: str) -> QuotationFindings:
    return find_quotations(text, [Section("body", 0, len(text))], split_sentences(text))


def rows(text: str) -> list[Row]:
    def cut(spans: tuple[tuple[int, int], ...]) -> str:
        return " | ".join(text[a:b] for a, b in spans)

    return [(q.kind, cut(q.source), cut(q.cue), cut(q.content)) for q in read(text).quotations]


def scare(text: str) -> list[str]:
    return [text[a:b] for a, b in read(text).scare_quotes]


DIRECT = {
    "after": (
        "“The harbour is closed,” said Mayor Lena Brandt.",
        [("direct", "Mayor Lena Brandt", "said", "The harbour is closed,")],
    ),
    "after, subject first": (
        "“The harbour is closed,” the mayor said on Monday.",
        [("direct", "the mayor", "said", "The harbour is closed,")],
    ),
    "before": (
        "The mayor told reporters: “The harbour is closed.”",
        [("direct", "The mayor", "told", "The harbour is closed.")],
    ),
    "before, comma": (
        "In a statement, the company said, “We regret the delay.”",
        [("direct", "the company", "said", "We regret the delay.")],
    ),
    "inside": (
        "“The harbour,” she said, “is closed.”",
        [("direct", "she", "said", "The harbour, | is closed.")],
    ),
    "inside, with an addressee": (
        "“A fine plan,” he told the Daily News on Friday, “but not for us.”",
        [("direct", "he", "told", "A fine plan, | but not for us.")],
    ),
    "goes on behind": (
        "“We are ready,” Okafor said. “We have been for weeks.”",
        [("direct", "Okafor", "said", "We are ready, | We have been for weeks.")],
    ),
    "question": ("“Why now?” Brandt asked.", [("direct", "Brandt", "asked", "Why now?")]),
    "apposition": (
        "“It failed,” Ben Okafor, the head of the union, said.",
        [("direct", "Ben Okafor, the head of the union", "said", "It failed,")],
    ),
    "British single marks": (
        "‘The soldiers’ coats were wet,’ said Mr Hughes. ‘Nobody slept.’",
        [("direct", "Mr Hughes", "said", "The soldiers’ coats were wet, | Nobody slept.")],
    ),
    "guillemets": ("«We agree,» said the envoy.", [("direct", "the envoy", "said", "We agree,")]),
    "LaTeX": ("``We agree,'' said the envoy.", [("direct", "the envoy", "said", "We agree,")]),
    "low marks": ("„We agree,“ said the envoy.", [("direct", "the envoy", "said", "We agree,")]),
    "swapped": ("”We agree,“ said the envoy.", [("direct", "the envoy", "said", "We agree,")]),
    "inverted at the start": ("Said Brandt: “It is over.”", [("direct", "Brandt", "Said", "It is over.")]),
    "signature": ("“A wonderful place.” — Carla Jensen", [("direct", "Carla Jensen", "—", "A wonderful place.")]),
    "no word for it": (
        "The sign had one more line: “Keep off the grass today.”",
        [("direct", "The sign", ":", "Keep off the grass today.")],
    ),
    "as she put it": (
        "As the judge put it, “nobody asked us.”",
        [("direct", "the judge", "put it", "nobody asked us.")],
    ),
    "anaphor": (
        "“The bridge is unsafe.” This was published by the news agency.",
        [("direct", "the news agency", "published", "The bridge is unsafe.")],
    ),
    "short, the comma outside": ("“Not here”, he said.", [("direct", "he", "said", "Not here")]),
    "what he called": (
        "He left in what he called “an act of protest”.",
        [("direct", "he", "called", "an act of protest")],
    ),
    "quoted as saying, behind": (
        "“We hold the town,” the mayor was quoted as saying.",
        [("direct", "the mayor", "saying", "We hold the town,")],
    ),
    "behind a dash": (
        "“We don’t trust them,” – says Brandt, 56.",
        [("direct", "Brandt, 56", "says", "We don’t trust them,")],
    ),
    "reads, the comma outside": (
        "“Measures were taken”, reads the statement.",
        [("direct", "the statement", "reads", "Measures were taken")],
    ),
    "claims of": ("Mr Zas’s claims of “fraud” are old.", [("direct", "Mr Zas", "claims", "fraud")]),
}


@pytest.mark.parametrize(("text", "expected"), DIRECT.values(), ids=DIRECT)
def test_direct(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


INDIRECT = {
    "an acronym in brackets": (
        "The Security Service (SSS) has opened a case, the agency Trend has said.",
        [("indirect", "the agency Trend", "said", "The Security Service (SSS) has opened a case")],
    ),
    "a title in marks": (
        "The former “state minister” of the town, Ivo Zas, said he would stay.",
        [("indirect", "The former “state minister” of the town, Ivo Zas", "said", "he would stay")],
    ),
    "fronted, a verb in -ed": (
        "On Monday at noon, guards opened fire on the crowd, the press office told reporters.",
        [("indirect", "the press office", "told", "On Monday at noon, guards opened fire on the crowd")],
    ),
    "according to, the subject in apposition": (
        "According to the police, a driver, Ivo Zas, was killed.",
        [("indirect", "the police", "According to", "a driver, Ivo Zas, was killed")],
    ),
    "it was noted": (
        "The troops have not left the town, it was noted.",
        [("indirect", "", "noted", "The troops have not left the town")],
    ),
    "the verb behind a relative clause": (
        "Critics, who have demanded a vote, say the plan is dead.",
        [
            ("indirect", "Critics | who", "demanded", "a vote"),
            ("indirect", "Critics, who have demanded a vote", "say", "the plan is dead"),
        ],
    ),
    "as reported by": (
        "As reported by the agency, the bridge was closed.",
        [("indirect", "the agency", "reported", "the bridge was closed")],
    ),
    "in the expert's view": (
        "In the expert’s view, the bank has failed.",
        [("indirect", "the expert", "In | view", "the bank has failed")],
    ),
    "in his words": ("The road, in his words, is unsafe.", [("indirect", "his", "in | words", "The road | is unsafe")]),
    "one of them": (
        "One of the drivers said there was no fuel.",
        [("indirect", "One of the drivers", "said", "there was no fuel")],
    ),
    "a claim denied by": (
        "The union accused the board of hiding losses, a claim denied by the bank.",
        [("indirect", "The union", "accused", "hiding losses")],
    ),
    "quoted as saying": (
        "The general was quoted by the agency as saying that the bridge had been destroyed.",
        [("indirect", "The general", "saying", "the bridge had been destroyed")],
    ),
    "quotes him as saying": (
        "The agency quoted the general as saying that the bridge stood.",
        [("indirect", "the general", "saying", "the bridge stood")],
    ),
    "a live report's stamp": (
        "14:10 Union leaders say the strike goes on.",
        [("indirect", "Union leaders", "say", "the strike goes on")],
    ),
    "that": ("The minister said that talks had failed.", [("indirect", "The minister", "said", "talks had failed")]),
    "zero": ("Officials say the bridge may close.", [("indirect", "Officials", "say", "the bridge may close")]),
    "behind": ("Talks had failed, the minister said.", [("indirect", "the minister", "said", "Talks had failed")]),
    "inside": ("It was, she said, a mistake.", [("indirect", "she", "said", "It was | a mistake")]),
    "adjunct before that": (
        "The minister told parliament on Monday that talks had failed.",
        [("indirect", "The minister", "told", "talks had failed")],
    ),
    "according to, behind": (
        "Prices rose by a third, according to the central bank.",
        [("indirect", "the central bank", "according to", "Prices rose by a third")],
    ),
    "according to, before": (
        "According to the central bank, prices rose by a third.",
        [("indirect", "the central bank", "According to", "prices rose by a third")],
    ),
    "according to, inside": (
        "The plan, according to him, is not ready.",
        [("indirect", "him", "according to", "The plan | is not ready")],
    ),
    "participle": (
        "Okafor resigned, saying that he was tired.",
        [("indirect", "Okafor", "saying", "he was tired")],
    ),
    "two in a row": (
        "Brandt said the road was open and warned that ice was coming.",
        [("indirect", "Brandt", "said", "the road was open"), ("indirect", "Brandt", "warned", "ice was coming")],
    ),
    "other speaker behind but": (
        "Brandt said the road was open, but police said that it was not.",
        [("indirect", "Brandt", "said", "the road was open"), ("indirect", "police", "said", "it was not")],
    ),
    "passive": ("It is reported that the talks failed.", [("indirect", "", "reported", "the talks failed")]),
    "agent": (
        "The changes were announced by the ministry.",
        [("indirect", "the ministry", "announced", "The changes")],
    ),
    "infinitive": ("The bank promised to repay the loan.", [("indirect", "The bank", "promised", "to repay the loan")]),
    "order": (
        "The mayor urged residents to leave.",
        [("indirect", "The mayor", "urged", "residents to leave")],
    ),
    "question": ("She asked whether the road was open.", [("indirect", "She", "asked", "whether the road was open")]),
    "gerund": ("He denied taking the money.", [("indirect", "He", "denied", "taking the money")]),
    "noun": (
        "His claim that the vote was rigged was rejected.",
        [("indirect", "His", "claim", "the vote was rigged")],
    ),
    "noun with of": (
        "The first statement of the rebels was that they would stay.",
        [("indirect", "the rebels", "statement", "they would stay")],
    ),
    "adjective": (
        "Okafor is convinced that the team will win.",
        [("indirect", "Okafor", "convinced", "the team will win")],
    ),
    "as-clause": (
        "As the minister warned, the river rose overnight.",
        [("indirect", "the minister", "warned", "the river rose overnight")],
    ),
    "chain": (
        "RIA Novosti, citing a diplomat, said the talks had failed.",
        [
            ("indirect", "RIA Novosti, citing a diplomat", "said", "the talks had failed"),
        ],
    ),
    "headline": ("Kremlin: Talks go on", [("indirect", "Kremlin", ":", "Talks go on")]),
    "relative": (
        "The envoy, who said that the road was open, left.",
        [("indirect", "The envoy | who", "said", "the road was open")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), INDIRECT.values(), ids=INDIRECT)
def test_indirect(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


MIXED = {
    "a move they decried": (
        "The board voted to sell, a move Republicans decried as a “stunt”.",
        ("mixed", "Republicans", "decried", "a “stunt”"),
    ),
    "announced the start of": (
        "The ministry announced the start of “local measures” in the town.",
        ("mixed", "The ministry", "announced", "the start of “local measures” in the town"),
    ),
    "describing what was": (
        "The envoy left, describing what was happening as “a farce”.",
        ("mixed", "The envoy", "describing", "what was happening as “a farce”"),
    ),
    "called on them “to”": (
        "Brandt, the head of the union, called on the board “to listen”.",
        ("mixed", "Brandt, the head of the union", "called on", "the board “to listen”"),
    ),
    "described by": (
        "The raid was described by Okafor as “an act of terror”.",
        ("mixed", "Okafor", "described", "The raid | an act of terror"),
    ),
    "denounced as": (
        "The vote has been denounced as “a sham” by the opposition.",
        ("mixed", "the opposition", "denounced", "The vote | a sham"),
    ),
    "in the words of, inside": (
        "It was, in the words of one resident, “hell on earth”.",
        ("mixed", "one resident", "in the words of", "It was | hell on earth"),
    ),
    "clause": (
        "The mayor said the plan was “a fine start”.",
        ("mixed", "The mayor", "said", "the plan was “a fine start”"),
    ),
    "called": ("Brandt called the plan “a disgrace”.", ("mixed", "Brandt", "called", "the plan “a disgrace”")),
    "described as": (
        "It is a plan that Brandt has described as “a disgrace”.",
        ("direct", "Brandt", "described", "a disgrace"),
    ),
    "in the words of": (
        "In the words of the judge, the plan is “dead”.",
        ("mixed", "the judge", "In the words of", "the plan is “dead”"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), MIXED.values(), ids=MIXED)
def test_mixed(text: str, expected: Row) -> None:
    assert rows(text) == [expected]


def test_the_marked_part_of_a_mixed_quotation_is_told() -> None:
    text = "The mayor said the plan was “a fine start”."
    (quotation,) = read(text).quotations
    assert [text[a:b] for a, b in quotation.quoted] == ["a fine start"]


NOT_QUOTATIONS = {
    "scare quotes": ("The “blockade” ended in May.", ["blockade"]),
    "titles": ("She wrote about “The Long Way Home” for years.", ["The Long Way Home"]),
    "nickname": ("The firm hired “Big Jim” Hart in May.", ["Big Jim"]),
    "foreign word": ("They shared a plate of “khorovats” in the garden.", ["khorovats"]),
    "name of a thing": ("Branches of the “Youth Army” opened in schools.", ["Youth Army"]),
}


@pytest.mark.parametrize(("text", "expected"), NOT_QUOTATIONS.values(), ids=NOT_QUOTATIONS)
def test_marks_that_quote_nobody(text: str, expected: list[str]) -> None:
    assert [row for row in rows(text) if row[0] == "direct"] == []
    assert scare(text) == expected


NO_REPORT = (
    "– Will there be a strike?\n\n– The odds are high, but not for long.",
    "The troops stood by, something Oslo denies.",
    "We asked her.\n\n– With whom? With those who left?",
    "It should be noted that prices are high.",
    "When asked by reporters if she would resign, the minister answered in the negative.",
    "– We don’t trust them, – says Brandt. – They lied before.",
    "The new plans to widen the road are ready.",
    "Recent claims rose by a third.",
    "The states of the union met in the old hall.",
    "No one has confirmed these plans.",
    "They realise that winter is near.",
    "Rules that could close the plant are on the table.",
    "The reports piled up on the desk.",
    "He found a coin and a key in the drawer.",
)


@pytest.mark.parametrize("text", NO_REPORT)
def test_words_that_look_like_cues(text: str) -> None:
    assert rows(text) == []


def test_a_quotation_over_paragraphs_is_one() -> None:
    text = "“First, we pay.\n\n“Second, we build.\n\n“Then we rest,” Okafor said."
    assert rows(text) == [("direct", "Okafor", "said", "First, we pay. | Second, we build. | Then we rest,")]


def test_a_quotation_whose_mark_is_not_reopened() -> None:
    text = "“Two things matter.\n\nFirst, the road.\n\nSecond, this “grand plan” of theirs,” he said.\n\nIt rained."
    assert rows(text) == [
        ("direct", "he", "said", "Two things matter. | First, the road. | Second, this “grand plan” of theirs,")
    ]
    assert scare(text) == ["grand plan"]


def test_a_missing_mark_costs_no_more_than_its_paragraph() -> None:
    text = "“We will win, he said. It rained.\n\nThe road was closed.\n\n“Not so,” she said."
    assert rows(text)[-1] == ("direct", "she", "said", "Not so,")
    assert all("road" not in row[3] for row in rows(text))


def test_a_stray_mark_costs_no_more_than_its_paragraph() -> None:
    text = 'The pipe was 5" wide” and old.\n\n“Not so,” she said.'
    assert rows(text) == [("direct", "she", "said", "Not so,")]


def test_a_teaser_may_interrupt_a_quotation() -> None:
    before, teaser, after = "“The road is long.\n\n", "Read more: Ten roads\n\n", "The river is wide,” Brandt said."
    text = before + teaser + after
    middle = (len(before), len(before) + len(teaser))
    sections = [Section("body", 0, middle[0]), Section("boilerplate", *middle), Section("body", middle[1], len(text))]
    (quotation,) = find_quotations(text, sections, split_sentences(text)).quotations
    assert [text[a:b] for a, b in quotation.content] == ["The road is long.", "The river is wide,"]


def test_each_comment_is_read_by_itself() -> None:
    one, two = "“Never closed.\n\n", "“Mine is,” I said."
    sections = [Section("comment", 0, len(one), "ann"), Section("comment", len(one), len(one + two), "bob")]
    found = find_quotations(one + two, sections, split_sentences(one + two)).quotations
    assert [(one + two)[slice(*q.content[0])] for q in found] == ["Never closed.", "Mine is,"]


def test_a_block_quotation_with_its_source_behind_a_dash() -> None:
    block = "The road is closed to all traffic until further notice."
    text = block + "\n\n- stated the Minister of Roads Lena Brandt.\n\nIt rained."
    assert rows(text) == [("direct", "the Minister of Roads Lena Brandt", "stated", block)]


def test_a_transcript() -> None:
    text = "WALLACE: Will you go?\n\nPENCE: I will. She said no.\n\nWALLACE: Thank you."
    assert [(row[1], row[3]) for row in rows(text)] == [
        ("WALLACE", "Will you go?"),
        ("PENCE", "I will. She said no."),
        ("WALLACE", "Thank you."),
    ]


def test_a_colon_announces_the_next_paragraph() -> None:
    text = "The ministry published its reply:\n\n“We know nothing of this.”"
    assert rows(text) == [("direct", "its", "reply", "We know nothing of this.")]


def test_a_freestanding_quotation_has_no_cue_but_the_speaker_of_the_one_before() -> None:
    text = "“It was late,” Brandt said.\n\n“Nobody came to the gate that night.”"
    assert rows(text)[1] == ("direct", "Brandt", "", "Nobody came to the gate that night.")
    assert read(text).quotations[1].cue_class is None


def test_apostrophes_are_no_marks() -> None:
    text = "It's the '90s again, the soldiers' wives said, and they don't like 'em."
    assert scare(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said it was late.", "neutral"),
        ("He claimed it was late.", "doubting"),
        ("He admitted it was late.", "endorsing"),
        ("He lamented that it was late.", "emotive"),
    ],
)
def test_cue_classes(text: str, expected: str) -> None:
    assert [q.cue_class for q in read(text).quotations] == [expected]


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"),
        ("denies", "deny"),
        ("admitting", "admit"),
        ("told", "tell"),
        ("wrote", "write"),
        ("begged", "beg"),
        ("replied", "reply"),
        ("lying", "lie"),
        ("agreeing", "agree"),
        ("arguing", "argue"),
        ("stresses", "stress"),
        ("teaches", "teach"),
        ("wishes", "wish"),
        ("replying", "reply"),
        ("quipped", "quip"),
        ("says", "say"),
        ("prayed", "pray"),
    ],
)
def test_cues_are_inflected(form: str, lemma: str) -> None:
    assert load_cues().verbs[form][0].lemma == lemma


def test_a_rule_can_be_switched_off() -> None:
    text = "Prices rose, according to the bank."
    sections = find_sections(text)
    assert find_quotations(text, sections, split_sentences(text), without=("according_to",)).quotations == ()


@pytest.mark.parametrize(
    "text",
    ["The talks went according to plan.", "Seats are given according to age.", "They dress according to the weather."],
)
def test_what_a_thing_is_done_by_says_nothing(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize("source", ["the plan", "police", "the weather service", "people of every age and rank"])
def test_whoever_may_say_something_is_a_source(source: str) -> None:
    assert [row[1] for row in rows(f"Prices will rise, according to {source}.")] == [source]


def test_a_quotation_as_plain_data() -> None:
    text = "“Go,” he said."
    (quotation,) = read(text).quotations
    assert quotation.to_dict()["content"] == [[1, 4]]
    assert (
        Quotation(
            **{**quotation.to_dict(), "content": ((1, 4),), "cue": ((9, 13),), "source": ((6, 8),), "quoted": ((1, 4),)}
        )
        == quotation
    )


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“He said ‘no’ twice.”", [["no"]]),
        ("\"He said 'no' twice.\"", [["no"]]),
        ("‘He said “no” twice.’", [["no"]]),
    ],
)
def test_marks_within_marks(text: str, inner: list[list[str]]) -> None:
    (found,) = find_marked(text, split_paragraphs(text))
    assert [[text[m.start : m.end] for m in outer.inner] for outer in found] == inner


def test_a_block_behind_a_colon_needs_no_marks() -> None:
    block = "It is a hard winter and nobody came to clear the road to the village."
    assert rows(f"The mayor added:\n\n{block}\n\nIt rained.") == [("direct", "The mayor", "added", block)]


def test_a_condition_ends_where_the_main_clause_begins() -> None:
    text = "If the court finds that a claim is sound, the case goes on."
    assert rows(text) == [("indirect", "the court", "finds", "a claim is sound")]


@pytest.mark.parametrize("text", ["“I am 5'10”,” he said.", '"I am 5\'10"," he said.'])
def test_a_measure_closes_no_quotation(text: str) -> None:
    assert [row[0] for row in rows(text)] == ["direct"]
    assert "5'10" in rows(text)[0][3]


def test_a_sentence_behind_a_quotation_is_not_always_its_attribution() -> None:
    assert [row[1] for row in rows("“Yes.” “No.” They argued for hours.")] == [""]


def test_a_passive_before_a_colon_reports_what_follows() -> None:
    text = "Then the figures were revealed: since May, 700 people have been taken to hospital."
    found = read(text)
    assert [text[slice(*q.content[0])] for q in found.quotations] == [
        "since May, 700 people have been taken to hospital"
    ]


def test_an_afterthought_that_gives_the_writers_reason_is_not_reported() -> None:
    text = "Many believed that the war was over, especially since troops guard the border."
    found = read(text)
    assert [text[slice(*q.content[0])] for q in found.quotations] == ["the war was over"]


def test_a_name_is_parted_from_what_is_fronted_without_a_comma() -> None:
    text = "After the April war Ruritania thought that its ally had deceived it."
    (quotation,) = read(text).quotations
    assert text[slice(*quotation.source[0])] == "Ruritania"
    text = "In answer to the reporter’s question about an “action in the north” Ana Lind stated that nobody knows."
    stated = next(q for q in read(text).quotations if text[slice(*q.cue[0])] == "stated")
    assert text[slice(*stated.source[0])] == "Ana Lind"
