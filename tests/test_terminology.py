from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.documents import Document
from framing.errors import LexiconError, OptionError
from framing.lexicons import Lexicon, Referent, Side, Variant, parse_lexicon
from framing.matching import find_variants
from framing.terminology import measure_terminology
from framing.voices import read_voices
from strategies_lexicons import texts_of, valid_lexicons, wild_lexicons

LEXICON = parse_lexicon("""
[lexicon]
name = "strelsau"
title = "Ruritania and Borduria"
language = "en"
version = "1"

[sides.ruritanian]
label = "Ruritanian"
opposes = ["bordurian"]

[sides.bordurian]
label = "Bordurian"
opposes = ["ruritanian"]

[[referents]]
id = "town"
label = "the town on the border"
kind = "place"
advice = "Hentzau/Hentz, both at first mention"
variants = [
    { name = "Hentzau", side = "ruritanian", loading = "marked", source = "s" },
    { name = "Hentz", side = "bordurian", loading = "marked", source = "s" },
]

[[referents]]
id = "region"
label = "the region"
kind = "region"
variants = [
    { name = "Zenda", side = "neutral", loading = "neutral", source = "s" },
]

[[referents]]
id = "rulers"
label = "those who rule Zenda"
kind = "institution"
variants = [
    { name = "Zenda authorities", side = "neutral", loading = "neutral", source = "s" },
    { name = "puppet", forms = ["Hentz puppets"], side = "bordurian", loading = "loaded", source = "s" },
    { name = "separatist regime", side = "bordurian", loading = "loaded", source = "s" },
    { name = "self-proclaimed republic", side = "neutral", loading = "neutral", source = "s" },
    { name = "leaders", forms = ["Republic of Zenda"], side = "neutral", loading = "neutral", source = "s" },
]

[[referents]]
id = "land"
label = "land that changed hands in 2020"
kind = "region"

[[referents.variants]]
name = "liberated land"
side = "ruritanian"
loading = "loaded"
source = "s"
until = 2020-11-10

[[referents.variants]]
name = "liberated land"
side = "bordurian"
loading = "loaded"
source = "s"
from = 2020-11-10

[[referents]]
id = "march"
label = "the march of 2020"
kind = "event"
variants = [
    { name = "anti-terrorist operation", side = "bordurian", loading = "loaded", source = "s" },
    { name = "blockade", side = "ruritanian", loading = "marked", source = "s" },
    { name = "return of land", side = "bordurian", loading = "marked", source = "s" },
    { name = "reunion", side = "ruritanian", loading = "marked", source = "s" },
]
""")


def distances(text: str) -> dict[str, str | None]:
    return {text[each.start : each.end]: each.distance for each in measure_terminology(text, LEXICON).mentions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # so-called and its like distance the head of the noun phrase
        ("the so-called blockade", {"blockade": "so_called"}),
        ("the so called “blockade”", {"blockade": "so_called"}),
        ("a so‑called\nblockade", {"blockade": "so_called"}),
        ("the so-called. separatist regime", {"separatist regime": "so_called"}),
        ("the so-called separatist regime in Zenda", {"separatist regime": "so_called", "Zenda": None}),
        ("the so-called leaders of the separatist regime", {"leaders": "so_called", "separatist regime": None}),
        ("so-called new Zenda authorities", {"Zenda authorities": "so_called", "Zenda": None}),
        ("so-called Hentz puppets", {"Hentz puppets": "so_called", "Hentz": "so_called"}),
        ("the self-styled Republic of Zenda", {"Republic of Zenda": "so_called", "Zenda": None}),
        ("It is so called because of the blockade.", {"blockade": None}),
        ("the so-called president, the blockade", {"blockade": None}),
        ("so-called activists blocked Hentzau", {"Hentzau": None}),
        ("the so-called. The blockade goes on", {"blockade": None}),
        ("what Szohod calls an anti-terrorist operation", {"anti-terrorist operation": "so_called"}),
        ("what the ministry described as a return of land", {"return of land": "so_called"}),
        # a name that begins with the marker is held at arm's length by it
        ("the self-proclaimed republic", {"self-proclaimed republic": "so_called"}),
        ("The self-proclaimed republic left Zenda", {"self-proclaimed republic": "so_called", "Zenda": None}),
        # alleged
        ("the alleged blockade", {"blockade": "alleged"}),
        ("an allegedly separatist regime", {"separatist regime": "alleged"}),
        ("Szohod’s purported anti-terrorist operation", {"anti-terrorist operation": "alleged"}),
        ("The minister alleged blockade and hunger.", {"blockade": None}),
        # neither
        ("the blockade", {"blockade": None}),
    ],
)
def test_words_that_hold_a_name_at_arms_length(text, expected):
    assert distances(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There was no “blockade” at all.", {"blockade": "scare_quotes"}),
        ("There was no «blockade» at all.", {"blockade": "scare_quotes"}),
        ("Nobody wants the “reunion with Zenda” now.", {"reunion": "scare_quotes", "Zenda": None}),
        ("They hoped for “reunion 2.0” there.", {"reunion": "scare_quotes"}),
        ("That “separatist” regime has gone.", {"separatist” regime": "scare_quotes"}),
        ("There can be no “return of land” this year.", {"return of land": "scare_quotes"}),
    ],
)
def test_marks_that_hold_a_name_at_arms_length(text, expected):
    reading = read_voices(text)
    assert reading.scare_quotes, "the finder takes these marks for a quotation"
    assert distances(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We never saw a ‘blockade’ there,” said Ana Petrova.", "scare_quotes"),
        ("Ana Petrova said that no “blockade” had ever been planned there.", "scare_quotes"),
        ("“The blockade is over,” said Ana Petrova.", None),
        ("Ana Petrova called it a “blockade”.", None),
    ],
)
def test_marks_inside_reported_speech(text, expected):
    (mention,) = measure_terminology(text, LEXICON).mentions
    assert mention.voice == "v1"
    assert mention.distance == expected


def test_who_says_it_and_in_which_mode():
    text = (
        "The separatist regime has gone. “Hentz is ours,” said Ana Petrova. "
        "Ivan Sokolov said that the blockade was over. They met in Hentzau."
    )
    reading = read_voices(text)
    names = {voice.id: voice.name for voice in reading.voices}
    found = [
        (each.variant, names[each.voice], each.mode, each.sentence)
        for each in measure_terminology(reading, LEXICON).mentions
    ]
    assert found == [
        ("separatist regime", None, "own", 0),
        ("Hentz", "Ana Petrova", "quoted", 1),
        ("blockade", "Ivan Sokolov", "paraphrased", 2),
        ("Hentzau", None, "own", 3),
    ]


def test_a_document_without_date_leaves_the_side_open_and_warns():
    text = "the liberated land, the liberated land"
    undated = measure_terminology(text, LEXICON)
    assert [mention.side for mention in undated.mentions] == [None, None]
    assert undated.warnings == ("the document has no date: the side of 2 mentions is not known ('liberated land')",)
    for date, side in (("2016-05-01", "ruritanian"), (2021, "bordurian"), ("2020-11", None)):
        dated = measure_terminology(Document(text, metadata={"date": date}), LEXICON)
        assert {mention.side for mention in dated.mentions} == {side}
        assert bool(dated.warnings) == (side is None)
    assert measure_terminology(text, LEXICON, date="2016").mentions[0].side == "ruritanian"
    assert measure_terminology("Hentzau", LEXICON).warnings == ()


def test_a_date_of_another_form_is_told_and_taken_as_unknown():
    document = Document("the liberated land", metadata={"date": "May 2016"})
    first, second = measure_terminology(document, LEXICON).warnings
    assert "'May 2016'" in first
    assert "side of 1 mention " in second
    with pytest.raises(OptionError, match="is no date"):
        measure_terminology(document, LEXICON, date="May 2016")


COMMENTED = """Hentzau remains calm

The town of Hentzau was quiet on Monday, officials of the Zenda authorities told reporters in the evening.

Read also:
- Hentzau remembers its dead
- Hentz: a town of two names

2 comments

Ivan (Ivan Petrov) 14 May 2021 13:49
It is Hentz, not Hentzau.
"""


def test_boilerplate_is_left_out_and_comments_are_their_writers():
    reading = read_voices(COMMENTED)
    kinds = {section.kind for section in reading.sections}
    mentions = measure_terminology(reading, LEXICON).mentions
    for mention in mentions:
        assert reading.section_at(mention.start).kind != "boilerplate"
    if "comment" in kinds:
        assert {mention.voice for mention in mentions if reading.section_at(mention.start).kind == "comment"} == {"c1"}


def test_counts_rates_and_naming():
    found = measure_terminology("Hentzau, Hentz and Hentzau: the separatist regime fell here.", LEXICON)
    assert found.words == 9
    assert found.count("side") == {"bordurian": 2, "ruritanian": 2}
    assert found.count("loading") == {"marked": 3, "loaded": 1}
    assert found.count("distance") == {None: 4}
    assert found.naming() == {"rulers": {"separatist regime": 1}, "town": {"Hentzau": 2, "Hentz": 1}}
    assert found.rate(3) == pytest.approx(1000 / 3)
    assert found.unnamed == ("land", "march", "region")
    with pytest.raises(OptionError, match="Did you mean 'side'"):
        found.count("sides")


@pytest.mark.parametrize("text", ["", " \n\n ", "…", "\x00", "\ud800"])
def test_nothing_to_measure_gives_zeros(text):
    found = measure_terminology(text, LEXICON)
    assert (found.mentions, found.words, found.rate(0)) == ((), 0, None)
    assert json.loads(json.dumps(found.to_dict()))["per_1000_words"] is None


def test_phrases_near_mentions_that_no_variant_covers():
    text = (
        "The troops left Hentzau. They spoke of the Fort of Kravonia and of the “great cleaning”. "
        "Kravonia’s council met the Fort of Kravonia men in Zenda."
    )
    phrases = {each.phrase: len(each.starts) for each in measure_terminology(text, LEXICON).uncovered}
    assert phrases["Fort of Kravonia"] == 2
    assert "Hentzau" not in phrases
    assert "They" not in phrases
    assert all(
        text[start:].startswith(each.phrase)
        for each in measure_terminology(text, LEXICON).uncovered
        for start in each.starts
    )


def test_a_lexicon_may_be_a_pack_or_a_path(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(LEXICON.to_toml(), encoding="utf-8")
    assert measure_terminology("in Hentz", path) == measure_terminology("in Hentz", str(path))
    with pytest.raises(LexiconError):
        measure_terminology("in Hentz", "nowhere")


def test_results_pickle_print_and_become_records():
    found = measure_terminology("the “blockade” of Hentz", LEXICON)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert repr(found) == "Terminology(2 mentions in 4 words: bordurian=1, ruritanian=1)"
    record = found.mentions[0].to_dict()
    assert list(record) == [
        "start", "end", "referent", "variant", "side", "loading", "voice", "mode", "distance", "sentence",
    ]  # fmt: skip


@given(st.data(), wild_lexicons())
def test_every_match_outside_boilerplate_is_a_mention(data, lexicon):
    text = data.draw(texts_of(lexicon))
    reading = read_voices(text)
    found = measure_terminology(reading, lexicon)
    matches = [
        match for match in find_variants(text, lexicon) if reading.section_at(match.start).kind != "boilerplate"
        and match.end <= reading.section_at(match.start).end
    ]  # fmt: skip
    assert [(each.start, each.end, each.variant) for each in found.mentions] == [
        (match.start, match.end, match.variant) for match in matches
    ]
    named = {mention.referent for mention in found.mentions}
    assert sorted({*found.unnamed, *named}) == sorted({referent.id for referent in lexicon.referents})


MORE = Referent("war", "the war", "event", (Variant("aggression", (), "accuser", "loaded", "s"),))


@given(st.data(), valid_lexicons())
def test_swapping_two_sides_swaps_them_in_the_result_and_changes_nothing_else(data, lexicon):
    sides = (*lexicon.sides, Side("far", "Far", (lexicon.sides[0].id,)))
    actor = Referent("far", "far", "actor", (Variant("Farland", source="s"),), party="far")
    own = Referent("own", "own", "actor", (Variant("Ownland", source="s"),), party=lexicon.sides[0].id)
    lexicon = Lexicon("x", "x", "en", "1", sides, (*lexicon.referents, MORE, actor, own))
    known = [side.id for side in lexicon.sides]
    a, b = data.draw(st.sampled_from(known)), data.draw(st.sampled_from(known))
    text = (
        data.draw(texts_of(lexicon))
        + " Farland’s aggression. The aggression by Ownland. Ownland condemned the aggression."
    )
    swap = {a: b, b: a}
    before, after = measure_terminology(text, lexicon), measure_terminology(text, lexicon.swap_sides(a, b))
    assert [mention.to_dict() for mention in after.mentions] == [
        mention.to_dict() | {"side": swap.get(mention.side, mention.side)} for mention in before.mentions
    ]
    assert (after.unnamed, after.uncovered, after.warnings) == (before.unnamed, before.uncovered, before.warnings)
