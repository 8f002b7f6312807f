from __future__ import annotations

import dataclasses
import datetime
import json
import tempfile
from pathlib import Path
from typing import Any

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

SEEN = Path(__file__).parent / "data" / "snapshots" / "formats.txt"
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


# ---------------------------------------------------------------- all of it, as last read

FULL = """
[lexicon]
name = "towns"
title = "Towns"
language = "en"
version = "1.0"

[sides.east]
label = "East"

[[referents]]
id = "town"
label = "a town, “the town”"
kind = "place"
party = "east"
advice = "Eastham/Westham"
advice_source = "A desk"

[[referents.variants]]
name = "Eastham (City)"
forms = ["East-ham’s Town", "{Old|New} Eastham", "St. Easton"]
side = "east"
loading = "marked"
source = "Atlas 1990"
from = 1990-01-02
requires = ["river", "town hall"]
excludes = ["Ohio"]
case = "sensitive"
note = "Seen; “on a map”"

[[referents.variants]]
name = "Westham"
forms = ["West; ham", "[West]"]
side = "neutral"
loading = "neutral"
source = "Atlas 1991"
until = 1991-01-02
verified = false
inflect = false

[[referents.variants]]
name = "Town of Party"
side = "neutral"
loading = "loaded"
source = "Atlas 1991"
"""
HEAD = "variant,referent,side,loading,source"
IMPORTS: dict[str, tuple[Any, ...]] = {  # a file, what is in it, and options
    "a CSV": (
        "my towns!.csv",
        f"{HEAD},party,verified,inflect,forms\nA,The Town,east-side,marked,s,East,no,1,B;C ;\n",
    ),
    "a CSV of arrays": (
        "a.csv",
        f'{HEAD},forms\nA,t,neutral,neutral,s,"[""B; C"", ""D""]"\nE,t,neutral,neutral,s,"[""x"",1"\n',
    ),
    "a CSV of odd columns": ("a.csv", "variant,referent,side,sauce,forms\nA,t,east,s,B\n"),
    "a CSV of odd values": ("a.csv", f"{HEAD},verified,from,until\nA,t,east,big,s,maybe,1990,2020-13-01\n"),
    "a CSV of too few cells": ("a.csv", f"{HEAD}\nA,t,east,marked\nB,t,east,marked,s,more\n"),
    "a CSV of open marks": ("a.csv", f'{HEAD}\nA,t,east,marked,s\n"B,t\n'),
    "a dictionary": (
        "a.yml",
        "town:\n  east-side:\n    - Eastham\n    - Easton*\n  west:\n    - Westham\n",
        {"stars": "endings"},
    ),
    "stars refused": ("a.yaml", "town:\n  east:\n    - East*\n    - Wh?t\n"),
    "stars dropped": ("a.yml", "town:\n  east:\n    - East*\n    - Eastham\n", {"stars": "drop"}),
    "stars inside": ("a.yml", "town:\n  east:\n    - E*st\n", {"stars": "endings"}),
    "sides outside": (
        "a.yml",
        "east:\n  town:\n    - Eastham\nneutral:\n  town:\n    - The Town\n",
        {"levels": ["side", "referent"]},
    ),
    "one level": ("a.yml", "town:\n  old:\n    - Eastham\n", {"levels": ["referent"], "name": "mine", "title": "Mine"}),
    "no dictionary": ("a.yml", "town: [Eastham\n"),
    "LIWC": ("a.dic", "%\n1\tTown\n2\tOld Town\n3\n%\nEastham\t1\t2\n\nWestham\t3\n"),
    "LIWC of no category": ("a.dic", "%\n1\tTown\n%\nEastham\t1\t9\nWestham\nEaston\t7\n"),
    "LIWC of no head": ("a.dic", "Eastham\t1\n"),
    "an odd format": ("a.txt", ""),
    "odd stars": ("a.yml", "", {"stars": "keep"}),
    "odd levels": ("a.yml", "", {"levels": ["side"]}),
    "no bytes of text": ("a.csv", "\ud800"),
}


def drawn(folder: Path) -> str:
    full = parse_lexicon(FULL)
    lines = ["# described", describe_referent(full, "town"), "# written as CSV", to_csv(full), "# patterns for spaCy"]
    lines += [json.dumps(pattern, ensure_ascii=False) for pattern in to_spacy_patterns(full)]
    lines += [f"{kind}: {to_spacy_patterns(full, label=kind)[0]['label']}" for kind in ("loading", "kind", "referent")]
    for name, (file, text, *options) in IMPORTS.items():
        lines.append(f"# {name}")
        (folder / file).write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            lines.append(import_lexicon(folder / file, **(options[0] if options else {})).to_toml())
        except (LexiconError, OptionError) as error:
            lines += [str(error).replace(f"{folder}/", ""), ""]
    return "\n".join(line.rstrip() for line in "\n".join(lines).splitlines()) + "\n"


def test_what_is_read_and_written_is_as_last_read(tmp_path: Path) -> None:
    """Redraw with `python tests/test_lexicon_formats.py` after a change that is meant, and read the difference."""
    assert drawn(tmp_path).splitlines() == SEEN.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        SEEN.write_text(drawn(Path(temporary)), encoding="utf-8")
