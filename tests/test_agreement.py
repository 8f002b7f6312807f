"""Who can be meant by a pronoun or a description: number, gender, kind, role, land and party."""

from __future__ import annotations

import pytest

from framing.speakers.agreement import agreement, likeness
from framing.speakers.names import Name
from framing.speakers.phrases import Phrase
from framing.speakers.trail import Speaker
from framing.speakers.vocabulary import singular

HILL = Speaker("Mary Hill", "named", "f", name=Name(0, "Mary Hill", "person", "f"))
LEE = Speaker("Lee", "named", name=Name(1, "Lee", "unknown", count=2))
TOWN = Speaker("Gyumri", "organisation", name=Name(2, "Gyumri", "place"))
TREATY = Speaker("Treaty of Kars", "named", name=Name(3, "Treaty of Kars", "thing"))
BODY = Speaker("Red Cross", "organisation", name=Name(4, "Red Cross", "organisation"))
STUDENTS = Speaker("students", "unnamed", plural=True, head="student")
REPORT = Speaker("report", "document", head="report")
HE, SHE = Phrase("person", 0, 2, gender="m"), Phrase("person", 0, 2, gender="f")
THEY, IT = Phrase("plural", 0, 2), Phrase("thing", 0, 2)
THE_BODY = Phrase("body", 0, 2)


@pytest.mark.parametrize(
    ("speaker", "phrase", "expected"),
    [
        (HILL, SHE, 1.0), (HILL, HE, 0.0), (HILL, IT, 0.0), (HILL, THEY, 0.3),
        (LEE, HE, 0.8), (TOWN, HE, 0.0), (TOWN, IT, 0.7), (TOWN, THE_BODY, 0.0), (TREATY, IT, 0.0), (TREATY, SHE, 0.0),
        (BODY, SHE, 0.0), (BODY, IT, 1.0), (BODY, THEY, 0.8), (BODY, THE_BODY, 1.0),
        (STUDENTS, THEY, 1.0), (STUDENTS, HE, 0.0), (STUDENTS, IT, 0.0),
        (REPORT, HE, 0.0), (REPORT, IT, 1.0), (REPORT, THE_BODY, 0.0),
    ],
)  # fmt: skip
def test_a_pronoun_means_whom_it_agrees_with(speaker: Speaker, phrase: Phrase, expected: float) -> None:
    assert agreement(speaker, phrase) == expected


def role(head: str, *words: str, gender: str = "", alone: bool = True, owned: bool = False) -> Phrase:
    return Phrase("role", 0, 9, head=head, words=frozenset((head, *words)), gender=gender, alone=alone, owned=owned)


def person(*words: str, gender: str = "") -> Speaker:
    return Speaker("Ana Petrova", "named", gender, words=set(words))


@pytest.mark.parametrize(
    ("speaker", "phrase", "proper", "expected"),
    [
        (person("foreign", "minister"), role("minister", "foreign"), (), 2.5),
        (person("foreign", "minister"), role("minister"), (), 2.0),
        (person("minister"), role("minister", owned=True), (), None),
        (person("minister", gender="f"), role("minister", gender="m"), (), None),
        (BODY, role("minister"), (), None),
        (STUDENTS, role("student"), (), None),
        (TOWN, role("minister"), (), None),
        (Speaker("a driver", "unnamed", head="driver"), role("driver"), (), 2.0),
        (person("democratic", "senator"), role("senator", "republican"), (), None),
        (person("republican", "senator"), role("senator", "republican"), (), 2.5),
        (person("armenian", "minister"), role("minister", "azerbaijani"), ("azerbaijani",), None),
        (person("azerbaijan", "minister"), role("minister", "azerbaijani"), ("azerbaijani",), 2.5),
        (person("foreign", "minister"), role("head", "ministry", "foreign"), (), 2.0),
    ],
)  # fmt: skip
def test_a_description_means_whom_it_fits(
    speaker: Speaker, phrase: Phrase, proper: tuple[str, ...], expected: float | None
) -> None:
    assert likeness(speaker, phrase, frozenset(proper)) == expected


@pytest.mark.parametrize(
    ("plural", "expected"),
    [("men", "man"), ("people", "person"), ("policewomen", "policewoman"), ("ministries", "ministry"),
     ("witnesses", "witness"), ("envoys", "envoy"), ("boss", "boss"), ("bus", "bus")],
)  # fmt: skip
def test_singulars_of_those_who_speak(plural: str, expected: str) -> None:
    assert singular(plural) == expected
