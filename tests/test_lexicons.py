from __future__ import annotations

import dataclasses
import datetime
import json
import pickle
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing.errors import Fault, LexiconError, OptionError
from framing.lexicons import Lexicon, Referent, Variant, check_lexicon, list_packs, load_lexicon, loading, parse_lexicon
from framing.lexicons.schema import lexicon_schema, schema_text
from framing.lexicons.toml import write_toml
from framing.matching import find_variants
from strategies_lexicons import SIDES, texts_of, valid_lexicons

GOOD = """
[lexicon]
name = "towns"
title = "Towns"
language = "en"
version = "1.0"

[sides.east]
label = "East"
opposes = ["west"]

[sides.west]
label = "West"

[[referents]]
id = "town"
label = "a town"
kind = "place"

[[referents.variants]]
name = "Eastham"
forms = ["Easton"]
side = "east"
loading = "marked"
source = "Atlas 1990"

[[referents.variants]]
name = "Westham"
side = "west"
loading = "marked"
source = "Atlas 1991"
verified = false

[[referents]]
id = "war"
label = "the war"
kind = "event"

[[referents.variants]]
name = "liberation"
side = "accuser"
loading = "loaded"
source = "Papers"
from = 1990-01-02
until = 1992-01-02
"""


# ---------------------------------------------------------------- reading and writing


@given(valid_lexicons())
def test_load_and_dump_are_inverse(lexicon):
    written = lexicon.to_toml()
    assert parse_lexicon(written) == lexicon
    assert written == written.rstrip() + "\n"


@given(valid_lexicons())
def test_the_hash_is_of_the_content(lexicon):
    again = parse_lexicon(lexicon.to_toml())
    assert again.sha256 == lexicon.sha256
    changed = dataclasses.replace(lexicon, version="2.0")
    assert changed.sha256 != lexicon.sha256


@given(valid_lexicons())
def test_a_lexicon_survives_pickling_and_json(lexicon):
    find_variants("compiled", lexicon)
    copy = pickle.loads(pickle.dumps(lexicon))  # noqa: S301
    assert copy == lexicon
    assert hash(copy) == hash(lexicon)
    assert json.loads(json.dumps(lexicon.to_dict())) == lexicon.to_dict()


strings = st.text(st.characters(codec="utf-8"), max_size=20)


@given(
    st.dictionaries(
        strings.filter(bool),
        strings | st.integers() | st.booleans() | st.dates() | st.lists(strings, max_size=3),
        max_size=4,
    )
)
def test_any_table_is_read_back_from_its_toml(table):
    import tomllib

    assert tomllib.loads(write_toml({"x": table})) == {"x": table}


def test_parse_gives_what_the_file_says():
    lexicon = parse_lexicon(GOOD)
    assert [side.opposes for side in lexicon.sides] == [("west",), ()]
    eastham, westham = lexicon.referent("town").variants
    assert (eastham.forms, eastham.verified, westham.verified) == (("Easton",), True, False)
    assert lexicon.referent("war").variants[0].until == datetime.date(1992, 1, 2)
    assert repr(lexicon) == "Lexicon('towns' 1.0: 2 referents, 3 variants; east, west)"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_may_have_a_byte_order_mark_and_any_newlines(tmp_path, newline):
    path = tmp_path / "towns.toml"
    path.write_bytes("\ufeff".encode() + GOOD.replace("\n", newline).encode())
    assert load_lexicon(path) == load_lexicon(str(path)) == parse_lexicon(GOOD)


# ---------------------------------------------------------------- the packs that ship


@pytest.mark.parametrize("name", list_packs())
def test_the_packs_that_ship_are_sound(name):
    check = check_lexicon(name)
    assert check.faults == ()
    lexicon = load_lexicon(name)
    assert lexicon.name == name
    assert parse_lexicon(lexicon.to_toml()) == lexicon


# ---------------------------------------------------------------- faults


def faults_of(toml: str) -> list[tuple[str, str]]:
    with pytest.raises(LexiconError) as caught:
        parse_lexicon(toml, file="towns.toml")
    return [(fault.path, fault.message) for fault in caught.value.faults]


FAULTS = {
    "unknown table": ('[lexicon]\nname = "towns"', '[more]\nx = 1\n[lexicon]\nname = "towns"', "more", "unknown table"),
    "unknown key": ('verified = false', 'verifed = false', "referents[0].variants[1].verifed", "unknown key 'verifed'"),
    "missing version": ('version = "1.0"\n', "", "lexicon.version", "'version' is missing"),
    "unknown kind": ('kind = "place"', 'kind = "plaice"', "referents[0].kind", "unknown kind 'plaice'"),
    "unknown side": ('side = "west"', 'side = "wset"', "referents[0].variants[1].side", "unknown side 'wset'"),
    "unknown loading": ('loading = "loaded"', 'loading = "big"', "referents[1].variants[0].loading", "unknown loading"),
    "unknown opposed side": ('opposes = ["west"]', 'opposes = ["south"]', "sides.east.opposes[0]", "unknown side"),
    "missing source": ('source = "Atlas 1990"\n', "", "referents[0].variants[0].source", "'source' is missing"),
    "empty source": ('source = "Papers"', 'source = " "', "referents[1].variants[0].source", "is empty"),
    "empty form": ('forms = ["Easton"]', 'forms = ["Easton", ""]', "referents[0].variants[0].forms[1]", "is empty"),
    "repeated form": (
        'forms = ["Easton"]', 'forms = ["Easton", "EASTON"]', "referents[0].variants[0].forms[1]", "repeats"),
    "form of another": ('name = "liberation"', 'name = "eastham"', "referents[1].variants[0].name", "is claimed by"),
    "form of a sibling": ('name = "Westham"', 'name = "Eastham"', "referents[0].variants[1].name", "is claimed by"),
    "alternatives": (
        'forms = ["Easton"]', 'forms = ["East{on"]', "referents[0].variants[0].forms[0]", "do not parse"),
    "no word": ('forms = ["Easton"]', 'forms = ["{x|–}"]', "referents[0].variants[0].forms[0]", "holds no word"),
    "period": ("until = 1992-01-02", "until = 1989-01-02", "referents[1].variants[0].until", "before it begins"),
    "wrong type": ("verified = false", 'verified = "no"', "referents[0].variants[1].verified", "not true or false"),
    "date in quotes": ("from = 1990-01-02", 'from = "1990-01-02"', "referents[1].variants[0].from", "not a date"),
    "twice the id": ('id = "war"', 'id = "town"', "referents[1].id", "is the id of referents[0] too"),
    "bad id": ('id = "war"', 'id = "the war"', "referents[1].id", "is no id"),
    "unknown party": ('kind = "event"', 'kind = "event"\nparty = "nowhere"', "referents[1].party", "unknown side"),
    "never": (
        "until = 1992-01-02",
        'until = 1992-01-02\nrequires = ["a"]\nexcludes = ["A"]',
        "referents[1].variants[0].requires",
        "can never match",
    ),
}  # fmt: skip


def test_the_lexicon_without_a_fault_is_accepted():
    assert check_lexicon(parse_lexicon(GOOD)).ok


@pytest.mark.parametrize(("old", "new", "path", "message"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_reported_with_its_path_and_line(old, new, path, message):
    assert GOOD.count(old) == 1
    faulty = GOOD.replace(old, new)
    found = [each for each in faults_of(faulty) if each[0] == path and message in each[1]]
    assert len(found) == 1
    with pytest.raises(LexiconError) as caught:
        parse_lexicon(faulty, file="towns.toml")
    fault = next(each for each in caught.value.faults if each.path == path)
    assert fault.mend
    assert fault.file == "towns.toml"
    if "missing" not in message:
        line = faulty.splitlines()[(fault.line or 0) - 1]
        assert line in new or line in faulty[faulty.index(new.split("\n")[0]) :]


INJECTED = [
    fault for name, fault in FAULTS.items() if name not in ("twice the id", "bad id", "no word", "date in quotes")
]


@given(st.sets(st.sampled_from(range(len(INJECTED))), min_size=1))
def test_all_faults_are_reported_together(places):
    toml, expected = GOOD, []
    for place in sorted(places):
        old, new, path, message = INJECTED[place]
        if old in toml:
            toml = toml.replace(old, new, 1)
            expected.append((path, message))
    found = faults_of(toml)
    for path, message in expected:
        assert any(path == at and message in said for at, said in found), (path, message, found)


def test_the_nearest_known_name_is_proposed():
    with pytest.raises(LexiconError, match="Did you mean 'west'"):
        parse_lexicon(GOOD.replace('side = "west"', 'side = "wset"'))


def test_the_line_is_the_one_of_the_key_also_behind_long_values():
    toml = GOOD.replace('title = "Towns"', 'title = """\n[[referents]]\nid = 1\n"""').replace(
        'forms = ["Easton"]', 'forms = [\n  "Easton", # [[referents]]\n  "x ]",\n]'
    )
    faulty = toml.replace('side = "west"', 'side = "nowhere"')
    (fault,) = check_faults(faulty, "unknown side")
    assert faulty.splitlines()[fault.line - 1] == 'side = "nowhere"'
    (fault,) = check_faults(toml.replace('"x ]",', '"x ]",\n  "Easton",'), "repeats")
    assert (fault.path, toml.splitlines()[fault.line - 2]) == ("referents[0].variants[0].forms[2]", '  "x ]",')


def check_faults(toml: str, message: str) -> list[Fault]:
    with pytest.raises(LexiconError) as caught:
        parse_lexicon(toml)
    return [fault for fault in caught.value.faults if message in fault.message]


def test_a_free_plural_of_another_referent_is_a_clash_that_names_the_way_out():
    toml = GOOD.replace('name = "liberation"', 'name = "Easthams"')
    (fault,) = check_faults(toml, "plural")
    assert fault.path == "referents[1].variants[0].name"
    assert "inflect = false" in fault.mend
    assert parse_lexicon(toml.replace('source = "Atlas 1990"', 'source = "Atlas"\ninflect = false'))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("until = 1990-01-01", "from = 1990-01-01"),
        ('requires = ["river"]', 'excludes = ["rivers", "River"]'),
        ('requires = ["river"]', 'requires = ["hill"]'),
        ('requires = ["river", "lake"]', 'excludes = ["lake", "river", "sea"]'),
    ],
)
def test_one_form_may_be_claimed_twice_where_the_two_never_meet(first, second):
    variant = '[[referents.variants]]\nname = "{}"\nside = "east"\nloading = "marked"\nsource = "s"\n{}\n'
    head = GOOD[: GOOD.index("[[referents]]")]
    toml = head
    for id, more in (("one", first), ("two", second)):
        toml += f'[[referents]]\nid = "{id}"\nlabel = "l"\nkind = "place"\n' + variant.format("Martuni", more)
    assert len(parse_lexicon(toml).referents) == 2
    assert check_faults(toml.replace(second, ""), "is claimed by")


def test_a_variant_that_only_matches_inside_a_longer_one_can_never_match():
    toml = GOOD.replace('name = "Westham"', 'name = "ham"\nrequires = ["Eastham ham"]') + (
        '\n[[referents]]\nid = "x"\nlabel = "x"\nkind = "place"\n'
        '[[referents.variants]]\nname = "y"\nside = "east"\nloading = "marked"\nsource = "s"\n'
    )
    longer = toml.replace('forms = ["Easton"]', 'forms = ["Easton", "Eastham ham"]')
    assert parse_lexicon(toml)
    (fault,) = check_faults(longer, "can never match")
    assert fault.path == "referents[0].variants[1]"
    assert "'Eastham'" in fault.message


@pytest.mark.parametrize(
    ("toml", "message", "line"),
    [
        ("[lexicon\n", "is not valid TOML", 1),
        ('[lexicon]\nname = "x"\nname = "y"\n', "is not valid TOML", 3),
        ("x = " + "[" * 5000, "nested too deep", None),
        ("", "the table [lexicon] is missing", None),
        ("lexicon = 1\nsides = 2\nreferents = 3\n", "not a table", 1),
        ("[[referents]]\nvariants = 1\n[[referents]]\n", "array of tables", 2),
    ],
)
def test_what_is_no_lexicon_is_told_with_its_line(toml, message, line):
    with pytest.raises(LexiconError) as caught:
        parse_lexicon(toml)
    assert any(message in fault.message and fault.line == line for fault in caught.value.faults)


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(("lexicon", "sides", "referents", "variants", "name", "forms", "side", "from", "requires")),
        inner, max_size=4),
    max_leaves=20,
))  # fmt: skip
def test_no_table_of_any_shape_breaks_the_checks(value):
    table = value if isinstance(value, dict) else {"referents": value}
    faults = list(loading._faults([loading.Pack("x", table)]))
    assert all(fault.message and fault.mend for fault in faults)


def test_files_that_cannot_be_read(tmp_path):
    (tmp_path / "latin.toml").write_bytes(b'name = "\xe9"')
    with pytest.raises(LexiconError, match=r"latin\.toml.*byte 8 is not UTF-8"):
        load_lexicon(tmp_path / "latin.toml")
    with pytest.raises(LexiconError, match="cannot be read"):
        load_lexicon(tmp_path / "none.toml")
    with pytest.raises(LexiconError, match="Did you mean 'karabakh'"):
        load_lexicon("karabach")
    with pytest.raises(LexiconError):
        load_lexicon("a\0b")
    with pytest.raises(OptionError, match="at least one"):
        load_lexicon()
    assert not check_lexicon(tmp_path).ok


def test_check_counts_what_is_not_verified():
    check = check_lexicon(parse_lexicon(GOOD))
    assert (check.referents, check.variants, check.unverified) == (2, 3, 1)
    record = check.to_dict()
    assert record["ok"] is True
    assert record["unverified"] == 1


# ---------------------------------------------------------------- joining


def write(folder: Path, name: str, toml: str) -> Path:
    path = folder / name
    path.write_text(toml, encoding="utf-8")
    return path


ADDED = """
[lexicon]
name = "mine"
title = "Mine"
language = "en"
version = "0.1"

[sides.south]
label = "South"

[[referents]]
id = "town"
label = "a town"
kind = "place"
advice = "Eastham/Westham"

[[referents.variants]]
name = "Southham"
side = "south"
loading = "loaded"
source = "mine"

[[referents.variants]]
name = "easton"
forms = ["Eastone"]
side = "east"
loading = "marked"
source = "mine"
"""


def test_packs_are_joined(tmp_path):
    base, mine = write(tmp_path, "base.toml", GOOD), write(tmp_path, "mine.toml", ADDED)
    joined = load_lexicon(base, mine)
    assert (joined.name, joined.title, joined.version) == ("towns+mine", "Towns; Mine", "1.0+0.1")
    assert [side.id for side in joined.sides] == ["east", "west", "south"]
    town = joined.referent("town")
    assert [variant.name for variant in town.variants] == ["Eastham", "Westham", "Southham"]
    assert town.variants[0].forms == ("Easton", "Eastone")
    assert town.advice == "Eastham/Westham"
    assert parse_lexicon(joined.to_toml()) == joined
    assert load_lexicon(joined, joined) == joined
    twin = dataclasses.replace(joined, name="twin")
    assert load_lexicon(joined, twin) == dataclasses.replace(
        joined, name="towns+mine+twin", title="Towns; Mine; Towns; Mine", version="1.0+0.1+1.0+0.1"
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('name = "Southham"', 'name = "Westham"', ["mine.toml", "base.toml: referents[0].variants[1]", "'Westham'"]),
        ('label = "a town"', 'label = "a village"', ["'a village' contradicts 'a town'", "base.toml: referents[0]"]),
        ('kind = "place"', 'kind = "event"', ["'event' contradicts 'place'"]),
        ('language = "en"', 'language = "de"', ["'de' contradicts 'en'"]),
        (
            "[sides.south]",
            '[sides.east]\nlabel = "Orient"\n[sides.south]',
            ["'Orient' contradicts 'East'", "sides.east"],
        ),
        ("[sides.south]", '[sides.east]\nlabel = "East"\nopposes = ["south"]\n[sides.south]', ["sides.east.opposes"]),
    ],
)
def test_a_clash_names_both_entries(tmp_path, old, new, words):
    base, mine = write(tmp_path, "base.toml", GOOD), write(tmp_path, "mine.toml", ADDED.replace(old, new, 1))
    with pytest.raises(LexiconError) as caught:
        load_lexicon(base, mine)
    told = str(caught.value)
    assert all(word in told for word in words), told


def test_the_faults_of_all_joined_files_come_together(tmp_path):
    base = write(tmp_path, "base.toml", GOOD.replace('kind = "event"', 'kind = "evnt"'))
    mine = write(tmp_path, "mine.toml", ADDED.replace('loading = "loaded"', 'loading = "heavy"'))
    with pytest.raises(LexiconError) as caught:
        load_lexicon(base, mine, tmp_path / "none.toml")
    assert {Path(fault.file).name for fault in caught.value.faults} == {"base.toml", "mine.toml", "none.toml"}


# ---------------------------------------------------------------- parts and controls


def test_restrict_keeps_the_named_sides_and_referents():
    lexicon = parse_lexicon(GOOD)
    east = lexicon.restrict(sides=["east"])
    assert [(each.id, [variant.name for variant in each.variants]) for each in east.referents] == [
        ("town", ["Eastham"])
    ]
    assert lexicon.restrict(referents="war").referents == (lexicon.referent("war"),)
    assert lexicon.restrict() == lexicon
    with pytest.raises(OptionError, match="Did you mean 'east'"):
        lexicon.restrict(sides=["eats"])
    with pytest.raises(OptionError, match="unknown referent"):
        lexicon.restrict(referents=["city"])


@given(st.data(), valid_lexicons())
def test_swapping_two_sides_swaps_them_in_every_match_and_changes_nothing_else(data, lexicon):
    known = [side.id for side in lexicon.sides]
    a, b = data.draw(st.sampled_from(known)), data.draw(st.sampled_from(known))
    swapped = lexicon.swap_sides(a, b)
    text = data.draw(texts_of(lexicon))
    swap = {a: b, b: a}
    before = [(m.start, m.end, m.referent, m.variant, swap.get(m.side, m.side)) for m in find_variants(text, lexicon)]
    after = [(m.start, m.end, m.referent, m.variant, m.side) for m in find_variants(text, swapped)]
    assert sorted(after, key=str) == sorted(before, key=str)
    assert swapped.swap_sides(a, b) == lexicon
    assert check_lexicon(swapped).ok


def test_swapping_an_unknown_side_is_refused():
    with pytest.raises(OptionError, match="unknown side 'north'"):
        parse_lexicon(GOOD).swap_sides("east", SIDES[2])


def test_find_looks_in_ids_labels_and_names():
    lexicon = parse_lexicon(GOOD)
    assert [each.id for each in lexicon.find("eastHAM")] == ["town"]
    assert [each.id for each in lexicon.find("war")] == ["war"]
    assert lexicon.find("nothing") == ()


# ---------------------------------------------------------------- schema


def test_the_schema_on_disk_is_the_one_that_the_checks_make():
    assert (files("framing") / "data" / "lexicon.schema.json").read_text(encoding="utf-8") == schema_text()


def test_the_schema_accepts_the_packs_and_refuses_what_the_checks_refuse():
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(lexicon_schema())
    validator.check_schema(lexicon_schema())
    for name in list_packs():
        assert list(validator.iter_errors(load_lexicon(name).to_dict())) == []
    empty = Lexicon("x", "x", "en", "1", (), (Referent("y", "y", "plaice", (Variant("z", source="s"),)),))
    assert len(list(validator.iter_errors(empty.to_dict()))) == 1


def test_the_lexicon_of_the_documentation_is_sound():
    page = Path(__file__).parent.parent / "docs" / "reference" / "lexicon-format.md"
    if not page.exists():
        pytest.skip("the documentation is not beside the tests")
    shown = page.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    assert check_lexicon(parse_lexicon(shown)).variants == 5


def test_a_pack_named_twice_counts_once() -> None:
    assert load_lexicon("cyprus", "cyprus") == load_lexicon("cyprus")


def test_what_is_no_lexicon_is_refused_by_name() -> None:
    with pytest.raises(OptionError, match="not int: 3"):
        load_lexicon(3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "use",
    [
        lambda lexicon: framing.profile("In Khankendi.", lexicon).mentions[0].side,
        lambda lexicon: framing.measure_terminology("In Khankendi.", lexicon).mentions[0].side,
        lambda lexicon: framing.measure_sentiment("Khankendi is a fine city.", lexicon).toward["city-stepanakert"].n,
        lambda lexicon: framing.review("In Khankendi.", lexicon)[0].side,
        lambda lexicon: framing.concordance("In Khankendi.", lexicon=lexicon, side="azerbaijani")["side"],
        lambda lexicon: framing.compare(["In Khankendi.", "In Stepanakert."], lexicon, permutations=19).naming["side"],
        lambda lexicon: [found.mentions[0].side for found in framing.iter_profiles(["In Khankendi."], lexicon)],
    ],
)
def test_a_pack_a_path_of_either_type_and_a_lexicon_give_the_same(use, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(load_lexicon("karabakh").to_toml(), encoding="utf-8")
    assert use("karabakh") == use(path) == use(str(path)) == use(load_lexicon("karabakh"))
    with pytest.raises(OptionError, match="a lexicon is a pack's name, a path or a Lexicon, not int"):
        use(3)
