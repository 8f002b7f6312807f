from __future__ import annotations

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import LexiconError, OptionError
from framing.lexicons import (
    Referent,
    Variant,
    check_lexicon,
    describe_referent,
    import_lexicon,
    lexicon_skeleton,
    load_lexicon,
    parse_lexicon,
    to_spacy_patterns,
)
from framing.lexicons.formats import to_csv
from framing.lexicons.yaml_dictionaries import YamlError, read_yaml_dictionary
from framing.matching import find_variants
from strategies_lexicons import valid_lexicons

QUANTEDA = """
# names, in quanteda's YAML
town:
  east: [Eastham, "East, old", 'East''s town']
  west:
    - Westham  # a comment
    - "West # ham"
war:
  neutral: [the war]
"""

LIWC = "%\n1\ttown\n2\twar\n%\nEastham\t1\nWestham\t1\t2\nthe front\t2\n"


def written(tmp_path, name: str, text: str):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


# ---------------------------------------------------------------- in


def test_a_quanteda_dictionary_becomes_a_lexicon(tmp_path):
    lexicon = import_lexicon(written(tmp_path, "my towns.yml", QUANTEDA))
    assert lexicon.name == "my-towns"
    facts = [(each.id, [(v.name, v.side, v.loading, v.verified) for v in each.variants]) for each in lexicon.referents]
    assert facts == [
        (
            "town",
            [
                ("Eastham", "east", "marked", False),
                ("East, old", "east", "marked", False),
                ("East's town", "east", "marked", False),
                ("Westham", "west", "marked", False),
                ("West # ham", "west", "marked", False),
            ],
        ),
        ("war", [("the war", "neutral", "neutral", False)]),
    ]
    assert lexicon.referents[0].variants[0].source == "imported from my towns.yml"
    assert parse_lexicon(lexicon.to_toml()) == lexicon
    swapped = import_lexicon(tmp_path / "my towns.yml", levels=("side", "referent"), name="x")
    assert [side.id for side in swapped.sides] == ["town", "war"]


def test_a_liwc_dictionary_becomes_a_lexicon(tmp_path):
    with pytest.raises(LexiconError, match="'Westham' is claimed by 'town' too"):
        import_lexicon(written(tmp_path, "a.dic", LIWC))
    lexicon = import_lexicon(written(tmp_path, "a.dic", LIWC.replace("\t1\t2", "\t1")))
    assert [(each.id, [v.name for v in each.variants]) for each in lexicon.referents] == [
        ("town", ["Eastham", "Westham"]),
        ("war", ["the front"]),
    ]


def test_stars_are_refused_dropped_or_written_out(tmp_path):
    path = written(tmp_path, "a.yml", "war: [separat*, Eastham]")
    with pytest.raises(LexiconError, match=r"a\.yml:1: war: 'separat\*' stands for words"):
        import_lexicon(path)
    assert [v.name for v in import_lexicon(path, stars="drop").referents[0].variants] == ["Eastham"]
    endings = import_lexicon(path, stars="endings")
    assert len(find_variants("separatists, separatism, separation, separate", endings)) == 3
    with pytest.raises(OptionError, match="Did you mean 'drop'"):
        import_lexicon(path, stars="drob")


CSV = """variant,referent,side,loading,source,forms,from,verified
Eastham,town,east,marked,Atlas,Easton;{Old|New} Eastham,1990-01-02,false
Westham,town,west,loaded,"Atlas, 2nd ed.",,,
"""


def test_a_csv_becomes_a_lexicon(tmp_path):
    lexicon = import_lexicon(written(tmp_path, "a.csv", CSV))
    eastham, westham = lexicon.referent("town").variants
    assert eastham.forms == ("Easton", "{Old|New} Eastham")
    assert (eastham.from_, eastham.verified, westham.verified) == (datetime.date(1990, 1, 2), False, True)
    assert westham.source == "Atlas, 2nd ed."
    assert [side.label for side in lexicon.sides] == ["East", "West"]


def test_all_faults_of_a_csv_come_with_their_lines(tmp_path):
    faulty = CSV.replace("loaded", "heavy").replace("1990-01-02", "1990-13-02").replace("{Old|New}", "{Old")
    with pytest.raises(LexiconError) as caught:
        import_lexicon(written(tmp_path, "a.csv", faulty + ",town,east,marked,s,,,\nx,town\n"))
    told = [(fault.line, fault.message) for fault in caught.value.faults]
    for line, message in [
        (2, "not a date"),
        (2, "do not parse"),
        (3, "unknown loading"),
        (4, "is empty"),
        (5, "cells"),
    ]:
        assert any(at == line and message in said for at, said in told), (line, message, told)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "variant,referent,side,loading\nx,y,z,marked\n", "'source' is missing"),
        ("a.csv", "variant,referent,side,loading,source,sourse\n", "unknown column 'sourse'"),
        ("a.csv", 'variant,referent,side,loading,source\n"x,y\n', "is not CSV"),
        ("a.csv", "", "'variant' is missing"),
        ("a.dic", "Eastham 1", "no list of categories"),
        ("a.dic", "%\n1\ttown\n%\nEastham\t2\n", "not declared"),
        ("a.yml", "town: {east: x}", "is no word"),
        ("a.yml", "- x", "under no key"),
        ("a.yml", "town:\n\t- x", "a tab"),
        ("a.yml", "just words", "neither a key nor a word"),
        ("a.yml", "town: [a, b", "does not end"),
        ("a.yml", "town: &anchor x", "is no word"),
        ("a.yml", 'town: "x', "one quotation mark"),
        ("a.yml", "", "is missing"),
    ],
)
def test_what_is_no_dictionary_is_refused(tmp_path, name, text, message):
    with pytest.raises(LexiconError, match=message):
        import_lexicon(written(tmp_path, name, text))


def test_options_of_the_import(tmp_path):
    with pytest.raises(OptionError, match="unknown format"):
        import_lexicon(tmp_path / "a.txt")
    with pytest.raises(OptionError, match="'referent' among them"):
        import_lexicon(tmp_path / "a.yml", levels=("side",))
    with pytest.raises(LexiconError, match="cannot be read"):
        import_lexicon(tmp_path / "none.csv")
    (tmp_path / "b.csv").write_bytes(b"\xff")
    with pytest.raises(LexiconError, match="not UTF-8"):
        import_lexicon(tmp_path / "b.csv")
    assert import_lexicon(written(tmp_path, "a.txt", QUANTEDA), format="quanteda", title="T").title == "T"


@given(st.text(max_size=60))
def test_no_text_breaks_the_yaml_reader(text):
    try:
        lines = [line for keys, _, line in read_yaml_dictionary(text) if keys]
    except YamlError as error:
        lines = [error.line]
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)


# ---------------------------------------------------------------- out and back


@given(valid_lexicons())
def test_a_lexicon_survives_csv(tmp_path_factory, lexicon):
    path = tmp_path_factory.mktemp("csv") / "valid.csv"
    path.write_text(to_csv(lexicon), encoding="utf-8", newline="")
    again = import_lexicon(path)

    assert [facts(each) for each in again.referents] == [facts(each) for each in lexicon.referents]


def facts(referent: Referent) -> list[object]:
    """What a CSV keeps of a referent; blanks around a cell are not content."""
    texts = [(text or "").strip() for text in (referent.label, referent.advice)]
    return [referent.id, *texts, referent.kind, referent.party, *map(variant_facts, referent.variants)]


def variant_facts(variant: Variant) -> Variant:
    note = (variant.note or "").strip() or None
    return dataclasses.replace(variant, source=variant.source.strip(), note=note)


def test_spacy_patterns_name_referent_and_variant():
    lexicon = load_lexicon("karabakh").restrict(referents=["city-stepanakert"])
    patterns = to_spacy_patterns(lexicon, label="referent")
    assert {each["label"] for each in patterns} == {"CITY-STEPANAKERT"}
    assert any(each["id"] == "city-stepanakert/Khankendi" for each in patterns)
    with pytest.raises(OptionError, match="unknown label"):
        to_spacy_patterns(lexicon, label="sides")


def test_spacy_finds_what_the_patterns_say():
    spacy = pytest.importorskip("spacy")
    toml = """
    [lexicon]
    name = "x"
    title = "x"
    language = "en"
    version = "1"
    [[referents]]
    id = "r"
    label = "r"
    kind = "place"
    variants = [
        {name = "anti-terrorist operation", side = "neutral", loading = "loaded", source = "s"},
        {name = "NK", side = "neutral", loading = "neutral", source = "s", case = "sensitive"},
        {name = "coup d'état", side = "neutral", loading = "loaded", source = "s"},
        {name = "Falkland Islands (Malvinas)", side = "neutral", loading = "neutral", source = "s"},
    ]
    """
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(to_spacy_patterns(parse_lexicon(toml)))
    text = (
        "Anti-terrorist operations in NK, not nk: a coup d’état, anti–terrorist operation, Falkland Islands (Malvinas)."
    )
    assert [entity.text for entity in nlp(text).ents] == [
        "Anti-terrorist operations",
        "NK",
        "coup d’état",
        "anti–terrorist operation",
        "Falkland Islands (Malvinas)",
    ]


# ---------------------------------------------------------------- authoring


def test_the_skeleton_is_a_sound_lexicon():
    lexicon = parse_lexicon(lexicon_skeleton("rivers"))
    assert lexicon.name == "rivers"
    assert check_lexicon(lexicon).ok
    commented = "\n".join(
        line.lstrip("# ") if line.startswith("# ") and " = " in line else line
        for line in lexicon_skeleton("rivers").splitlines()
    )
    assert parse_lexicon(commented).referents[0].variants[1].requires == ("river", "council")
    with pytest.raises(OptionError, match="no name"):
        lexicon_skeleton("two words")


def test_a_referent_is_described_for_people():
    shown = describe_referent(parse_lexicon(lexicon_skeleton("rivers")), "city-example")
    assert shown.splitlines()[0] == "city-example: the city of Example (place)"
    assert "    Exampleburg  [marked]" in shown
    assert "      source: Where you saw it (not verified)" in shown
    with pytest.raises(OptionError, match="Did you mean 'city-example'"):
        describe_referent(parse_lexicon(lexicon_skeleton("rivers")), "city-exampel")
