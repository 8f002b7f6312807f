from __future__ import annotations

import pytest

from framing.lexicons import Lexicon, Referent, Side, Variant
from framing.terminology import measure_terminology

LOADED = [
    "aggression", "act of aggression", "invasion", "occupation", "provocation", "terror", "invaded", "occupied",
    "aggressor", "blackmail",
]  # fmt: skip


def actor(id: str, party: str | None, *names: str) -> Referent:
    return Referent(id, id, "actor", (Variant(names[0], names[1:], source="s"),), party=party)


LEXICON = Lexicon(
    "strelsau",
    "Ruritania and Borduria",
    "en",
    "1",
    (
        Side("ruritanian", "Ruritanian", ("bordurian",)),
        Side("bordurian", "Bordurian", ("ruritanian",)),
        Side("grand", "Grand Fenwick"),
    ),
    (
        actor("ruritania", "ruritanian", "Ruritania", "Ruritanian", "Strelsau"),
        actor("borduria", "bordurian", "Borduria", "Bordurian", "Szohod"),
        actor("fenwick", "grand", "Grand Fenwick"),
        actor("union", None, "Union"),
        Referent("region", "a region", "region", (Variant("Hentzau", source="s"),)),
        Referent(
            "accusations", "accusations", "claim", tuple(Variant(name, (), "accuser", "loaded", "s") for name in LOADED)
        ),
    ),
)


def accused(text: str) -> list[tuple[str | None, str | None]]:
    mentions = measure_terminology(text, LEXICON).mentions
    return [(mention.side, mention.accused) for mention in mentions if mention.referent == "accusations"]


BORDURIA_SAYS = ("bordurian", "ruritania")
RURITANIA_SAYS = ("ruritanian", "borduria")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the possessive, the adjective
        ("Borduria’s aggression continues.", RURITANIA_SAYS),
        ("Bordurian aggression continues.", RURITANIA_SAYS),
        ("They fear Borduria's new act of aggression.", RURITANIA_SAYS),
        ("Szohod’s latest provocations alarm them.", RURITANIA_SAYS),
        ("the Ruritanian military aggression", BORDURIA_SAYS),
        ("Only the Union can stop Borduria's aggression.", RURITANIA_SAYS),
        # the agent and the origin
        ("The invasion by Borduria began.", RURITANIA_SAYS),
        ("Hentzau was invaded by Bordurian troops.", RURITANIA_SAYS),
        ("Hentzau, occupied by Ruritania, is poor.", BORDURIA_SAYS),
        ("provocations from Borduria", RURITANIA_SAYS),
        ("a provocation on the part of Ruritania", BORDURIA_SAYS),
        # of
        ("the aggression of Borduria", RURITANIA_SAYS),
        ("the invasion of the Bordurian special forces", RURITANIA_SAYS),
        # the target
        ("aggression against Ruritania", ("ruritanian", None)),
        ("Borduria’s aggression against Ruritania", RURITANIA_SAYS),
        ("Grand Fenwick continues its aggression against Ruritania.", ("ruritanian", "fenwick")),
        ("the invasion of Borduria", ("bordurian", None)),
        ("The enemy has occupied dozens of villages of Ruritania.", ("ruritanian", None)),
        ("Borduria occupied a fifth of Ruritania.", RURITANIA_SAYS),
        ("Ruritania's occupation of Bordurian land", BORDURIA_SAYS),
        # the subject
        ("Borduria invaded Hentzau.", RURITANIA_SAYS),
        ("Ruritania is a fact, and no aggression will change that.", ("ruritanian", None)),
        ("There are two sides, Ruritania and the aggressor.", ("ruritanian", None)),
        ("On Monday Borduria launched an unprovoked aggression.", RURITANIA_SAYS),
        ("The Strelsau authorities went to new provocations.", BORDURIA_SAYS),
        ("The army of Borduria, again on the move, carried out another provocation.", RURITANIA_SAYS),
        ("The Union forced Borduria to refrain from blackmail.", RURITANIA_SAYS),
        ("Borduria waits for answers to its aggression.", RURITANIA_SAYS),
        # who suffers or denounces it is not accused
        ("Ruritania condemned the aggression.", ("ruritanian", None)),
        ("Ruritania repelled the aggression.", ("ruritanian", None)),
        ("Ruritania defends itself from aggression.", ("ruritanian", None)),
        ("Ruritania accused Borduria of aggression.", RURITANIA_SAYS),
        ("Borduria blamed the weather for the provocation.", ("bordurian", None)),
        ("Borduria called it a provocation by Ruritania.", BORDURIA_SAYS),
        # the doer
        ("The aggressor Borduria must leave.", RURITANIA_SAYS),
        # nobody, and somebody without a camp
        ("The aggression continues.", (None, None)),
        ("The Union’s aggression continues.", (None, "union")),
        ("Grand Fenwick’s aggression continues.", (None, "fenwick")),
    ],
)
def test_who_is_said_to_do_it_decides_whose_word_it_is(text, expected):
    assert accused(text) == [expected]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        # who gives a thing its name accuses
        ("It marks what Ruritania calls the operation and Borduria calls the invasion.", "bordurian"),
        ("What Ruritania has repeatedly called an act of aggression ended.", "ruritanian"),
        ("Borduria, they add, considers it. What Strelsau described as a provocation was none.", "ruritanian"),
        ("Guards of Borduria say so. In short, Borduria says these aggressors crossed the fence.", "bordurian"),
        # who gives it another name is accused
        ("Borduria calls the invasion a “peace operation”.", "ruritanian"),
        ("Borduria calls its invasion a success.", "ruritanian"),
    ],
)
def test_who_names_a_thing_accuses_and_who_renames_it_is_accused(text: str, side: str) -> None:
    assert [named for named, _ in accused(text)] == [side]


def test_the_sentence_before_accuses_its_subject_not_its_predicate() -> None:
    assert accused("Borduria attacked at dawn. The aggressors must go.") == [RURITANIA_SAYS]
    assert accused("Hentzau is Borduria! The aggressors must go.") == [(None, None)]


def test_the_last_one_accused_nearby_still_is():
    text = "Borduria’s aggression did not stop. The invasion lasts. They met. They talked. The occupation lasts."
    assert accused(text) == [RURITANIA_SAYS, RURITANIA_SAYS, (None, None)]


def test_one_sentence_may_hold_both_accusations():
    text = "Strelsau spoke of Bordurian aggression, Szohod of Ruritanian provocations."
    assert accused(text) == [RURITANIA_SAYS, BORDURIA_SAYS]


def test_a_spokesman_accuses_for_his_own_party():
    text = "“The aggression must stop,” the Ruritanian foreign ministry said. Nobody listened."
    assert accused(text) == [("ruritanian", None)]


def test_without_oppositions_the_side_stays_unknown():
    lone = LEXICON.restrict(referents=["borduria", "accusations"])
    sides = tuple(Side(side.id, side.label) for side in lone.sides)
    lexicon = Lexicon("x", "x", "en", "1", sides, lone.referents)
    (mention,) = [each for each in measure_terminology("Borduria’s aggression", lexicon).mentions if each.accused]
    assert (mention.side, mention.accused) == (None, "borduria")


@pytest.mark.parametrize(
    "text", ["Borduria aggression " * 20_000, "aggression " * 50_000, "Borduria’s " * 50_000 + "aggression"]
)
def test_hostile_sentences_cost_no_more_than_their_length(text):
    assert accused(text)


def test_a_word_within_a_name_has_the_side_of_the_name() -> None:
    event = Referent(
        "event",
        "an event",
        "event",
        (Variant("Hentzau invasion", (), "ruritanian", "marked", "s"), Variant("invasion of 1900", source="s")),
    )
    lexicon = Lexicon("strelsau", "t", "en", "1", LEXICON.sides, (*LEXICON.referents, event))
    named = "Ruritania did not forget the Hentzau invasion, nor Borduria the invasion of 1900."
    # The second name begins with the word: the accusation is told as ever.
    sides = [m.side for m in measure_terminology(named, lexicon).mentions if m.referent == "accusations"]
    assert sides == ["ruritanian", "ruritanian"]
