"""The Karabakh pack: its size and balance, its homonyms, its periods, the sides of its names."""

from __future__ import annotations

from collections import Counter

import pytest

from framing.lexicons import ACCUSER, NEUTRAL, Lexicon, check_lexicon, load_lexicon
from framing.matching import find_variants
from framing.terminology import measure_terminology


@pytest.fixture(scope="module")
def pack() -> Lexicon:
    return load_lexicon("karabakh")


def sides(text: str, pack: Lexicon, date: str | None = None) -> dict[str, str | None]:
    """Return the sides of the names that are not neutral, by the surface that stands in the text."""
    mentions = measure_terminology(text, pack, date=date).mentions
    return {text[each.start : each.end]: each.side for each in mentions if each.side != NEUTRAL}


def surfaces(text: str, pack: Lexicon) -> list[str]:
    return [text[match.start : match.end] for match in find_variants(text, pack)]


def referents(text: str, pack: Lexicon) -> set[str]:
    return {match.referent for match in find_variants(text, pack)}


# ---------------------------------------------------------------- size, sources, balance


def test_the_pack_is_valid_and_of_the_promised_size() -> None:
    check = check_lexicon("karabakh")
    assert check.faults == ()
    assert check.referents >= 110
    assert check.variants >= 550
    assert 0 < check.unverified < check.variants


def test_every_variant_says_where_its_use_is_documented(pack: Lexicon) -> None:
    named = ((referent.id, each) for referent in pack.referents for each in referent.variants)
    silent = [(id, each.name) for id, each in named if len(each.source) < 4]
    assert silent == []


def test_names_are_names_not_patterns(pack: Lexicon) -> None:
    patterns = [each.name for referent in pack.referents for each in referent.variants if set(each.name) & set("{}|")]
    assert patterns == []


def test_both_vocabularies_are_of_like_depth(pack: Lexicon) -> None:
    count = Counter(each.side for referent in pack.referents for each in referent.variants)
    assert 0.6 <= count["armenian"] / count["azerbaijani"] <= 1.7
    loaded = Counter(each.side for referent in pack.referents for each in referent.variants if each.loading == "loaded")
    assert 0.6 <= loaded["armenian"] / loaded["azerbaijani"] <= 1.7


def test_accused_words_belong_to_no_side_of_their_own(pack: Lexicon) -> None:
    words = {each.name for referent in pack.referents for each in referent.variants if each.side == ACCUSER}
    assert {"aggression", "invasion", "provocation", "terror", "occupied", "genocide"} <= words


def test_actors_have_neutral_names_and_a_party_where_they_belong_to_a_side(pack: Lexicon) -> None:
    parties = {referent.id: referent.party for referent in pack.referents}
    assert parties["state-armenia"] == parties["leader-pashinyan"] == parties["authorities-nk"] == "armenian"
    assert parties["state-azerbaijan"] == parties["leader-aliyev"] == parties["state-turkey"] == "azerbaijani"
    assert parties["state-russia"] == parties["leader-lavrov"] == "russian"
    assert parties["state-france"] is None
    assert parties["body-osce"] is None
    for text in ("Armenia", "Yerevan", "Azerbaijan", "official Baku", "the Kremlin", "Ankara", "Pashinyan", "OSCE"):
        assert sides(text, pack) == {}, text
        assert referents(text, pack), text


def test_only_events_and_places_that_act_have_a_party(pack: Lexicon) -> None:
    # A claim or an event with a party would be taken for the one who is accused.
    kinds = {referent.kind for referent in pack.referents if referent.party is not None}
    assert kinds <= {"actor", "group", "institution"}


# ---------------------------------------------------------------- whose name it is

TOWNS = [
    ("Stepanakert", "Khankendi"),
    ("Stepanakert", "Xankəndi"),
    ("Shushi", "Shusha"),
    ("Shushi", "Şuşa"),
    ("Martuni", "Khojavend"),
    ("Martakert", "Aghdara"),
    ("Mardakert", "Ağdərə"),
    ("Askeran", "Asgaran"),
    ("Berdzor", "Laçın"),
    ("Karvachar", "Kəlbəcər"),
    ("Jrakan", "Cəbrayıl"),
    ("Kovsakan", "Zəngilan"),
    ("Mataghis", "Sugovushan"),
    ("Getashen", "Chaykand"),
    ("Karmir Shuka", "Girmizi Bazar"),
    ("Dadivank", "Khudavang"),
    ("Sev Lich", "Garagol"),
    ("Artsvashen", "Bashkend"),
]


@pytest.mark.parametrize(("armenian", "azerbaijani"), TOWNS)
def test_rival_names_name_one_referent_for_two_sides(armenian: str, azerbaijani: str, pack: Lexicon) -> None:
    assert sides(f"They left {armenian}.", pack) == {armenian: "armenian"}
    assert sides(f"They left {azerbaijani}.", pack) == {azerbaijani: "azerbaijani"}
    assert referents(armenian, pack) == referents(azerbaijani, pack)


@pytest.mark.parametrize(
    "name",
    [
        "Karabakh",
        "Nagorno-Karabakh",
        "Nagorno Karabakh",
        "NK",
        "Lachin",
        "Aghdam",
        "Fuzuli",
        "Hadrut",
        "the Second Karabakh War",
        "the 44-day war",
        "the April war",
        "Karabakh Armenians",
        "the de facto authorities",
        "Russian peacekeepers",
        "the Lachin corridor",
        "the trilateral statement",
        "Khojaly massacre",
    ],
)
def test_what_third_parties_write_is_found_and_has_no_side(name: str, pack: Lexicon) -> None:
    assert sides(f"He spoke of {name} again.", pack) == {}
    assert referents(name, pack)


@pytest.mark.parametrize(
    ("text", "surface", "side"),
    [
        ("the Artsakhi delegation", "Artsakhi", "armenian"),
        ("Artsakh’s future", "Artsakh", "armenian"),
        ("a Stepanakert-based reporter", "Stepanakert", "armenian"),
        ("Khankendi's streets", "Khankendi", "azerbaijani"),
        ("the NKR army", "NKR army", "armenian"),
        ("the Artsakh Defence Army", "Artsakh Defence Army", "armenian"),
        ("the people of Artsakh", "people of Artsakh", "armenian"),
        ("the separatist\u00a0regime", "separatist\u00a0regime", "azerbaijani"),
        ("the illegal regime in Khankendi", "illegal regime", "azerbaijani"),
        ("illegal Armenian armed groups", "illegal Armenian armed groups", "azerbaijani"),
        ("illegal armed formations", "illegal armed formations", "azerbaijani"),
        ("the remnants of the Armenian armed forces", "remnants of the Armenian armed forces", "azerbaijani"),
        ("the Armenian separatists", "Armenian separatists", "azerbaijani"),
        ("an anti-terror operation", "anti-terror operation", "azerbaijani"),
        ("counter–terrorism measures", "counter–terrorism measures", "azerbaijani"),
        ("the blockade of Artsakh", "blockade of Artsakh", "armenian"),
        ("the Lachin road", "Lachin road", "azerbaijani"),
        ("the Zangezur corridor", "Zangezur corridor", "azerbaijani"),
        ("Crossroads of Peace", "Crossroads of Peace", "armenian"),
        ("the Patriotic War", "Patriotic War", "azerbaijani"),
        ("the Artsakh Liberation War", "Artsakh Liberation War", "armenian"),
        ("the Khojaly genocide", "Khojaly genocide", "azerbaijani"),
        ("the Sumgait pogroms", "Sumgait pogroms", "armenian"),
        ("Transcaucasia", "Transcaucasia", "russian"),
        ("peace in the Transcaucasus", "Transcaucasus", "russian"),
        ("Armenia’s territorial integrity", "Armenia’s territorial integrity", "armenian"),
        ("Azerbaijan’s territorial integrity", "Azerbaijan’s territorial integrity", "azerbaijani"),
        ("the Aliyev regime", "Aliyev regime", "armenian"),
        ("territories occupied by Azerbaijan", "occupied by Azerbaijan", "armenian"),
        ("the city was liberated from Armenian occupation", "liberated from Armenian occupation", "azerbaijani"),
        ("the Great Return to Shusha", "Great Return", "azerbaijani"),
    ],
)
def test_the_side_of_a_name_in_its_usual_dress(text: str, surface: str, side: str, pack: Lexicon) -> None:
    assert sides(text, pack).get(surface) == side


# ---------------------------------------------------------------- homonyms


@pytest.mark.parametrize(
    ("name", "other", "meant"),
    [
        ("Martuni", "Snow fell on Martuni, a town of Gegharkunik.", "Martuni, east of Stepanakert, was shelled."),
        ("Shahumyan", "Stepan Shahumyan led the Baku Commune.", "Refugees from Shahumyan settled in Artsakh."),
        ("West Azerbaijan", "A quake struck West Azerbaijan in Iran, near Urmia.", "A return to West Azerbaijan."),
        ("Fuzuli", "They read a ghazal by the poet Fuzuli.", "The road from Fuzuli to Shusha is open."),
        ("Varanda", "They sat on the varanda.", "Varanda, once Fuzuli, was a town of Artsakh."),
        ("Ivanyan", "General Ivanyan said so.", "The airport of Ivanyan, near Stepanakert, is closed."),
        ("Black Lake", "The film Black Lake opened in Toronto.", "Troops reached Black Lake in Syunik."),
        ("Sanasar", "Sanasar and Balthazar are twins in the epic.", "Sanasar and Kovsakan were lost."),
        (
            "occupied territories",
            "Israel left the occupied territories of the Palestinians.",
            "Armenian troops left the occupied territories.",
        ),
        ("occupied territories", "Ukraine won back the occupied territories.", "The occupied territories were mined."),
        ("security zone", "The security zone in Gaza grew.", "The security zone around Karabakh was kept."),
        (
            "counter-terrorism operation",
            "Police in Mali began a counter-terrorism operation.",
            "Baku began a counter-terrorism operation.",
        ),
        ("separatists", "Separatists in Catalonia lost the vote.", "Separatists in Karabakh lost the vote."),
        ("Patriotic War", "The Great Patriotic War began in 1941.", "The Patriotic War gave Shusha back."),
        ("blockade", "The blockade of Gaza went on.", "The blockade of the road went on."),
        ("Qarabag", "Qarabag won the football match.", "Talks on Qarabag stalled."),
        ("iron fist", "Aliyev ruled with an iron fist.", "The iron fist of Azerbaijan broke the enemy."),
        ("NKR", "It costs 500 NKr.", "The NKR was proclaimed in 1991."),
        ("Akna", "Akna is a first name.", "The Akna route to Stepanakert is closed."),
    ],
)
def test_homonyms_are_told_by_the_words_around_them(name: str, other: str, meant: str, pack: Lexicon) -> None:
    assert not any(name.lower() in surface.lower() for surface in surfaces(other, pack))
    assert any(name.lower() in surface.lower() for surface in surfaces(meant, pack))


@pytest.mark.parametrize(
    "text",
    ["The ceasefire regime held.", "A visa regime was agreed.", "The legal regime of the Caspian Sea.", "a tax regime"],
)
def test_a_regime_counts_only_as_somebody_s_rule(text: str, pack: Lexicon) -> None:
    assert sides(text, pack) == {}


def test_zangezur_is_a_signal_only_in_political_company(pack: Lexicon) -> None:
    assert sides("The Zangezur mountains are high.", pack) == {}
    assert sides("He spoke of Western Zangezur.", pack) == {"Western Zangezur": "azerbaijani"}


def test_leaders_of_the_regime_are_named_beside_the_regime(pack: Lexicon) -> None:
    # “so-called” holds the leaders at a distance, not the regime: two mentions, of two referents.
    text = "the so-called leaders of the separatist regime in Karabakh"
    named = {(match.referent, text[match.start : match.end]) for match in find_variants(text, pack)}
    assert ("authorities-nk", "separatist regime") in named
    assert any(referent == "office-president-nk" for referent, _ in named)


# ---------------------------------------------------------------- periods, accused sides


def test_liberated_territories_change_sides_with_the_war_of_2020(pack: Lexicon) -> None:
    text = "He visited the liberated territories."
    assert sides(text, pack, "2012-05-09") == {"liberated territories": "armenian"}
    assert sides(text, pack, "2020-11-09") == {"liberated territories": "armenian"}
    assert sides(text, pack, "2020-11-10") == {"liberated territories": "azerbaijani"}
    assert sides(text, pack, "2023") == {"liberated territories": "azerbaijani"}
    assert sides(text, pack) == {"liberated territories": None}
    assert sides(text, pack, "2020") == {"liberated territories": None}


def test_the_words_around_tell_the_side_of_undated_liberated_territories(pack: Lexicon) -> None:
    demined = "The demining of the liberated territories goes on."
    settled = "Families from Shushi settled in the liberated territories."
    assert sides(demined, pack)["liberated territories"] == "azerbaijani"
    assert sides(settled, pack)["liberated territories"] == "armenian"


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Azerbaijan’s aggression against Armenia", "armenian"),
        ("the aggression of Armenia", "azerbaijani"),
        ("the Azerbaijani invasion", "armenian"),
        ("Armenian aggression", "azerbaijani"),
        ("Baku's military adventure", "armenian"),
        ("an Armenian provocation", "azerbaijani"),
        ("the Azerbaijani occupation of Shushi", "armenian"),
        ("the Armenian occupation of Shusha", "azerbaijani"),
        ("ethnic cleansing of Armenians", "armenian"),
        ("ethnic cleansing of Azerbaijanis", "azerbaijani"),
    ],
)
def test_a_charge_belongs_to_those_who_make_it(text: str, side: str, pack: Lexicon) -> None:
    charge = max(sides(f"They condemned {text}.", pack).items(), key=lambda item: len(item[0]))
    assert charge[1] == side


def test_plain_words_are_neutral_and_what_one_side_asks_for_is_not_loaded(pack: Lexicon) -> None:
    mentions = measure_terminology("The Armenian residents asked for minefield maps.", pack).mentions
    found = {each.variant: (each.side, each.loading) for each in mentions}
    assert found["Armenian residents"] == ("neutral", "neutral")
    assert found["minefield maps"] == ("azerbaijani", "marked")


@pytest.mark.parametrize("name", ["Azerbaijan's attack in April", "Azeri aggression of April", "April blitzkrieg"])
def test_the_armenian_names_of_the_april_war(name: str, pack: Lexicon) -> None:
    war = [each for each in measure_terminology(f"They recall {name}.", pack).mentions if each.referent == "war-2016"]
    assert [each.side for each in war] == ["armenian"]
