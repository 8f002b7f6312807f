"""The packs that ship: sound, sourced, balanced between opposed sides, and deaf to homonyms."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import files

import pytest

from framing.lexicons import ACCUSER, NEUTRAL, Lexicon, Variant, check_lexicon, list_packs, load_lexicon
from framing.lexicons.forms import cut_form, expand_form
from framing.matching import find_variants
from framing.terminology import measure_terminology

# Referents and variants that each pack holds at least.
LEAST = {
    "cyprus": (30, 130),
    "falklands": (25, 95),
    "gulf": (22, 90),
    "israel-palestine": (50, 200),
    "karabakh": (110, 550),
    "kashmir": (28, 130),
    "myanmar": (32, 100),
    "northern-ireland": (30, 140),
    "taiwan-china": (35, 130),
    "ukraine": (55, 215),
    "us-politics": (45, 170),
    "western-sahara": (22, 100),
}
OPPOSED = [
    ("cyprus", "greek-cypriot", "turkish-cypriot"),
    ("falklands", "british", "argentine"),
    ("gulf", "iranian", "arab"),
    ("israel-palestine", "israeli", "palestinian"),
    ("karabakh", "armenian", "azerbaijani"),
    ("kashmir", "indian", "pakistani"),
    ("myanmar", "military", "opposition"),
    ("northern-ireland", "nationalist", "unionist"),
    ("taiwan-china", "chinese", "taiwanese"),
    ("ukraine", "ukrainian", "russian"),
    ("us-politics", "progressive", "conservative"),
    ("western-sahara", "moroccan", "sahrawi"),
]

# The packs for other disputes than the seeds', read with texts of any kind: their common words ask for context.
SHORT = sorted(set(LEAST) - {"karabakh"})

EVERYDAY = """The council’s new parking regime starts in March, and residents fear an invasion of tourists in summer.
A spokesman said that the occupation of the old school by squatters had ended peacefully. Volunteers cleaned the park;
the coach praised the patriots of the village team and their aggression on the pitch. The wall of the church needs
repair, and the separation of bins has been a success. The colony of seals at the point is growing. “It was a terror to
drive there,” said a bus driver, who spoke of troubles in the north of the county. Prisoners at the jail made toys. The
border between the two gardens is a hedge, the settlement of the claim took a year, and the union called no strike.
The bishop remembered a martyr of the early church. Hostages to fortune, the paper wrote, were given by both parties.
The resistance of the material was tested, and a partition now divides the hall; the liberation of the beagles failed.
Police called the riot of colour at the flower show a provocation to hay-fever sufferers, and the orchestra played on.
"""


@cache
def pack(name: str) -> Lexicon:
    return load_lexicon(name)


def variants(lexicon: Lexicon) -> list[Variant]:
    return [variant for referent in lexicon.referents for variant in referent.variants]


def found(name: str, text: str) -> dict[str, str | None]:
    return {text[match.start : match.end]: match.side for match in find_variants(text, pack(name))}


def test_all_twelve_packs_ship():
    assert set(LEAST) <= set(list_packs())


@pytest.mark.parametrize("name", sorted(LEAST))
class TestEachPack:
    def test_has_no_fault(self, name):
        assert check_lexicon(name).faults == ()

    def test_is_as_large_as_promised(self, name):
        referents, count = LEAST[name]
        assert len(pack(name).referents) >= referents
        assert len(variants(pack(name))) >= count

    def test_says_what_it_is(self, name):
        lexicon = pack(name)
        assert lexicon.name == name
        assert lexicon.title
        assert lexicon.description
        assert all(side.label and side.description for side in lexicon.sides)

    def test_names_a_source_for_every_variant(self, name):
        assert all(variant.source.strip() for variant in variants(pack(name)))

    def test_names_no_host_and_no_path(self, name):
        text = (files("framing") / "packs" / f"{name}.toml").read_text(encoding="utf-8")
        assert not re.search(r"https?:|www\.|localhost|/(?:work|tmp|home)/", text)

    def test_uses_every_side_that_it_declares(self, name):
        used = {variant.side for variant in variants(pack(name))}
        assert {side.id for side in pack(name).sides} <= used

    def test_knows_whom_accusations_accuse(self, name):
        parties = {referent.party for referent in pack(name).referents}
        assert any(variant.side == ACCUSER for variant in variants(pack(name)))
        assert {side for pair in OPPOSED if pair[0] == name for side in pair[1:]} <= parties

    def test_has_no_name_that_never_matches(self, name):
        assert [spelling for variant, spelling in _spellings(name) if not _matches(name, variant, spelling)] == []


@pytest.mark.parametrize("name", SHORT)
class TestEachShortPack:
    def test_backs_its_advice(self, name):
        assert all((referent.advice is None) == (referent.advice_source is None) for referent in pack(name).referents)

    def test_keeps_a_word_that_judges_from_the_neutral_side(self, name):
        assert not [each.name for each in variants(pack(name)) if each.side == NEUTRAL and each.loading == "loaded"]

    def test_asks_context_of_accusations(self, name):
        # Single common words: aggression, invasion, occupation, terror.
        bare = [
            spelling
            for variant in variants(pack(name))
            if variant.side == ACCUSER and not variant.requires
            for spelling in variant.spellings
            if re.fullmatch(r"[a-z]+", spelling)
        ]
        assert bare == []

    def test_finds_nothing_in_everyday_english(self, name):
        assert found(name, EVERYDAY) == {}


def _spellings(name: str) -> list[tuple[Variant, str]]:
    return [
        (variant, spelling)
        for variant in variants(pack(name))
        for written in variant.spellings
        for spelling in expand_form(written)
    ]


def _matches(name: str, variant: Variant, spelling: str) -> bool:
    """Whether the name is found as itself beside one of the words that it requires."""
    excluded = {phrase.casefold() for phrase in variant.excludes}
    contexts = [word for word in variant.requires if word.casefold() not in excluded] or [""]
    date = variant.from_ or (variant.until and variant.until.replace(year=variant.until.year - 1))
    for context in contexts[:8]:
        text = f"{spelling}; {context}."
        matches = find_variants(text, pack(name), date=date)
        if any(match.entry == variant and match.start == 0 and match.end == len(spelling) for match in matches):
            return True
    form = cut_form(spelling)
    return form is None


@pytest.mark.parametrize(("name", "one", "other"), OPPOSED)
def test_opposed_sides_are_told_to_the_same_depth(name, one, other):
    lexicon = pack(name)
    assert other in lexicon.side(one).opposes
    assert one in lexicon.side(other).opposes
    counts = Counter(variant.side for variant in variants(lexicon))
    loaded = Counter(variant.side for variant in variants(lexicon) if variant.loading == "loaded")
    assert max(counts[one], counts[other]) <= 2 * min(counts[one], counts[other])
    assert max(loaded[one], loaded[other]) <= 3 * min(loaded[one], loaded[other])


RIVALS = [
    ("ukraine", "Kyiv said the strike hit Kharkiv.", {"Kyiv": "ukrainian", "Kharkiv": "ukrainian"}),
    ("ukraine", "TASS reported strikes on Kharkov and Lvov.", {"Kharkov": "russian", "Lvov": "russian"}),
    ("ukraine", "He calls the special military operation a war.", {"special military operation": "russian"}),
    ("ukraine", "The Kiev regime shelled Lugansk.", {"Kiev regime": "russian", "Lugansk": "russian"}),
    ("ukraine", "Residents of temporarily occupied Crimea fled.", {"temporarily occupied Crimea": "ukrainian"}),
    ("ukraine", "Lavrov praised the reunification of Crimea.", {"reunification of Crimea": "russian"}),
    ("ukraine", "Moscow-installed officials fled.", {"Moscow-installed officials": "neutral"}),
    ("israel-palestine", "Settlers in Judea and Samaria", {"Judea and Samaria": "israeli"}),
    ("israel-palestine", "The occupied West Bank is calm.", {"occupied West Bank": "palestinian"}),
    ("israel-palestine", "Israel built the security fence.", {"security fence": "israeli"}),
    ("israel-palestine", "Graffiti covers the apartheid wall.", {"apartheid wall": "palestinian"}),
    ("israel-palestine", "Police closed the Temple Mount.", {"Temple Mount": "israeli"}),
    ("israel-palestine", "Worshippers reached the Haram al-Sharif.", {"Haram al-Sharif": "palestinian"}),
    ("israel-palestine", "The Nakba and Israel’s War of Independence", {"Nakba": "palestinian"}),
    ("israel-palestine", "Operation Al-Aqsa Flood began.", {"Operation Al-Aqsa Flood": "palestinian"}),
    ("taiwan-china", "The Taiwan authorities must yield.", {"Taiwan authorities": "chinese"}),
    ("taiwan-china", "President Lai thanked the navy.", {"President Lai": "taiwanese"}),
    ("taiwan-china", "China wants complete reunification.", {"complete reunification": "chinese"}),
    ("taiwan-china", "A ship left for the Diaoyu Islands.", {"Diaoyu Islands": "chinese"}),
    ("taiwan-china", "A ship left for the Senkakus.", {"Senkakus": "japanese"}),
    ("falklands", "The Falklands are windy.", {"Falklands": "british"}),
    ("falklands", "The Malvinas are windy.", {"Malvinas": "argentine"}),
    ("falklands", "A draft on the Falkland Islands (Malvinas) passed.", {"Falkland Islands (Malvinas)": "neutral"}),
    ("falklands", "They landed at Puerto Argentino.", {"Puerto Argentino": "argentine"}),
    ("falklands", "Port Stanley in the Falklands was free.", {"Port Stanley": "british"}),
    ("gulf", "A tanker left the Persian Gulf.", {"Persian Gulf": "iranian"}),
    ("gulf", "A tanker left the Arabian Gulf.", {"Arabian Gulf": "arab"}),
    ("gulf", "Tehran warned shipping in the Gulf.", {"the Gulf": "neutral"}),
    ("gulf", "The UAE wants its three occupied islands back.", {"three occupied islands": "arab"}),
    ("gulf", "The three Iranian islands are ours.", {"three Iranian islands": "iranian"}),
    ("northern-ireland", "A march in Derry", {"Derry": "nationalist"}),
    ("northern-ireland", "A march in Londonderry", {"Londonderry": "unionist"}),
    ("northern-ireland", "A march in Derry/Londonderry", {"Derry/Londonderry": "neutral"}),
    ("northern-ireland", "He spoke for the Six Counties.", {"Six Counties": "nationalist"}),
    ("northern-ireland", "The DUP said the Province was safe.", {"the Province": "unionist"}),
    ("northern-ireland", "Victims of the Troubles met.", {"the Troubles": "neutral"}),
    ("us-politics", "They want to repeal the death tax.", {"death tax": "conservative"}),
    ("us-politics", "They want to keep the estate tax.", {"estate tax": "neutral"}),
    ("us-politics", "ICE held undocumented workers.", {"undocumented workers": "progressive"}),
    ("us-politics", "ICE held illegal aliens.", {"illegal aliens": "conservative"}),
    ("us-politics", "Pro-life and pro-choice crowds", {"Pro-life": "conservative", "pro-choice": "progressive"}),
    ("us-politics", "It bans assault weapons and guns.", {"assault weapons": "progressive"}),
    ("myanmar", "Fighting spread in Burma.", {"Burma": "opposition"}),
    ("myanmar", "Fighting spread in Myanmar.", {"Myanmar": "military"}),
    ("myanmar", "The army in Rakhine spoke of Bengalis.", {"Bengalis": "military"}),
    ("myanmar", "The terrorist military council in Yangon", {"terrorist military council": "opposition"}),
    ("western-sahara", "Morocco invests in the southern provinces.", {"southern provinces": "moroccan"}),
    ("western-sahara", "A camp in occupied Western Sahara", {"occupied Western Sahara": "sahrawi"}),
    ("western-sahara", "The Polisario holds the liberated territories.", {"liberated territories": "sahrawi"}),
    ("western-sahara", "Laayoune, called El Aaiún", {"Laayoune": "moroccan", "El Aaiún": "sahrawi"}),
    ("cyprus", "The TRNC opened a gate.", {"TRNC": "turkish-cypriot"}),
    ("cyprus", "Nicosia spoke of the pseudo-state.", {"pseudo-state": "greek-cypriot"}),
    ("cyprus", "The Cyprus Peace Operation of 1974", {"Cyprus Peace Operation": "turkish-cypriot"}),
    ("cyprus", "The Turkish invasion of 1974", {"Turkish invasion": "greek-cypriot"}),
    ("cyprus", "Lefkoşa lies inland.", {"Lefkoşa": "turkish-cypriot"}),
    ("kashmir", "A village in Azad Kashmir", {"Azad Kashmir": "pakistani"}),
    ("kashmir", "A village in Pakistan-occupied Kashmir", {"Pakistan-occupied Kashmir": "indian"}),
    ("kashmir", "A village in PoK, near the line", {"PoK": "indian"}),
    ("kashmir", "A village in Indian-administered Kashmir", {"Indian-administered Kashmir": "neutral"}),
    ("kashmir", "A village in IIOJK", {"IIOJK": "pakistani"}),
]


@pytest.mark.parametrize(("name", "text", "sides"), RIVALS)
def test_rival_names_are_found_with_their_side(name, text, sides):
    mentions = found(name, text)
    assert {surface: mentions.get(surface) for surface in sides} == sides


TRAPS = [
    ("ukraine", "We ate chicken Kiev.", "Kiev"),
    ("ukraine", "Dynamo Kyiv beat Dynamo Kiev’s old side.", "Kyiv"),
    ("ukraine", "Kievan Rus fell in 1240.", "Kiev"),
    ("ukraine", "A wildfire near Odessa, Texas, spread.", "Odessa"),
    ("ukraine", "Cosmonaut Andriyan Nikolayev waved.", "Nikolayev"),
    ("ukraine", "He called the search an invasion of privacy.", "invasion"),
    ("ukraine", "The Ukraine war goes on.", "The Ukraine"),
    ("ukraine", "Tolkien’s orcs attacked.", "orcs"),
    ("israel-palestine", "A train derailed in East Palestine, Ohio.", "Palestine"),
    ("israel-palestine", "Al-Quds Brigades fired rockets.", "Al-Quds"),
    ("israel-palestine", "The bank robber took a hostage.", "hostage"),
    ("israel-palestine", "America’s War of Independence began in 1775.", "War of Independence"),
    ("israel-palestine", "They sat on the West Bank of the Seine.", "West Bank"),
    ("taiwan-china", "The People’s Republic of China objected.", "Republic of China"),
    ("taiwan-china", "German reunification came in 1990.", "reunification"),
    ("falklands", "Falkland, in Fife, has a palace.", "Falkland"),
    ("falklands", "They won the Stanley Cup.", "Stanley"),
    ("falklands", "A college in South Georgia closed.", "South Georgia"),
    ("gulf", "Oil spilled in the Gulf of Mexico.", "the Gulf"),
    ("gulf", "The Gulf Coast braced for rain.", "The Gulf"),
    ("northern-ireland", "She lives in Derry, New Hampshire.", "Derry"),
    ("northern-ireland", "His troubles were over.", "troubles"),
    ("northern-ireland", "Storms crossed the North Sea.", "the North"),
    ("northern-ireland", "Quebec, the province, voted.", "the province"),
    ("northern-ireland", "Ulster Rugby won again.", "Ulster"),
    ("northern-ireland", "She opened a Roth IRA account.", "IRA"),
    ("us-politics", "Amnesty International reported abuses.", "Amnesty"),
    ("us-politics", "The Social Democrats won in Berlin.", "Democrats"),
    ("us-politics", "Weeds began an invasion of the lawn.", "invasion"),
    ("us-politics", "She played her trump card.", "trump"),
    ("myanmar", "Trucks used the Burma Road.", "Burma"),
    ("myanmar", "She learned the Bengali language.", "Bengali"),
    ("myanmar", "Send the PDF file.", "PDF"),
    ("western-sahara", "Rain fell in China’s southern provinces.", "southern provinces"),
    ("western-sahara", "Dubai’s free zone grew.", "free zone"),
    ("western-sahara", "Mercenaries fought in Libya.", "Mercenaries"),
    ("cyprus", "Attila the Hun crossed the Rhine.", "Attila"),
    ("cyprus", "Trucks queued at the Polish border.", "border"),
    ("kashmir", "Pakistan-occupied Kashmir is poor.", "occupied Kashmir"),
    ("kashmir", "The jugular vein was cut.", "jugular vein"),
]


@pytest.mark.parametrize(("name", "text", "trap"), TRAPS)
def test_homonyms_are_left_alone(name, text, trap):
    assert trap in text
    assert trap not in found(name, text)


ACCUSATIONS = [
    ("ukraine", "Russian aggression against Ukraine continued.", "aggression", "ukrainian"),
    ("ukraine", "Moscow accused Kyiv of terrorism in Donetsk.", "terrorism", "russian"),
    ("israel-palestine", "Hamas condemned Israel’s aggression in Gaza.", "aggression", "palestinian"),
    ("israel-palestine", "Israel said Hamas committed a massacre.", "massacre", "israeli"),
    ("taiwan-china", "Taipei denounced China’s coercion.", "coercion", "taiwanese"),
    ("falklands", "London recalled Argentina’s aggression against the Falklands.", "aggression", "british"),
    ("gulf", "Tehran blamed Saudi Arabia for terrorism in Iran.", "terrorism", "iranian"),
    ("gulf", "The UAE rejects Iran’s meddling.", "meddling", "arab"),
    ("northern-ireland", "Sinn Féin accused the UVF of sectarianism.", "sectarianism", "nationalist"),
    ("us-politics", "Republicans accused Democrats of a power grab.", "power grab", "conservative"),
    ("myanmar", "State media blamed the PDF for terrorism in Yangon.", "terrorism", "military"),
    ("western-sahara", "Rabat accused the Polisario of provocation.", "provocation", "moroccan"),
    ("cyprus", "Nicosia denounced Turkish aggression on Cyprus.", "aggression", "greek-cypriot"),
    ("kashmir", "India blamed Pakistan for terrorism in Kashmir.", "terrorism", "indian"),
]


@pytest.mark.parametrize(("name", "text", "word", "side"), ACCUSATIONS)
def test_an_accusation_is_the_word_of_whoever_accuses(name, text, word, side):
    mentions = measure_terminology(text, pack(name)).mentions
    assert [mention.side for mention in mentions if text[mention.start : mention.end] == word] == [side]
