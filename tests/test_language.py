"""What the signs of a text tell."""

from __future__ import annotations

import pytest
from hypothesis import given

from framing.documents import load_seeds
from framing.language import looks_english
from strategies import any_text

ENGLISH = [
    "",
    "Disaster!",
    "12 – 13",
    "The ministers met in Geneva.",
    "Putin praises Xi, meets Modi in Samarkand",
    "Le Monde reported that the talks had failed, and that nobody would sign.",
]
OTHERS = [
    "Министры встретились в Женеве.",
    "大臣はジュネーブで会った。",
    "الوزراء التقوا في جنيف",
    "Le ministre a déclaré que la situation était grave dans la région.",
    "Die Minister trafen sich in der Stadt und sprachen nicht mit uns.",
    "El presidente dijo que no habrá más negociaciones con los rebeldes.",
    "Prezydent powiedział, że nie będzie więcej rozmów w tym roku.",
    "Bakı və Yerevan arasında danışıqlar davam edir, bu gün görüş oldu.",
    "Presiden mengatakan bahwa perundingan dengan pemberontak di wilayah itu tidak akan dilanjutkan. " * 4,
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_known(text: str) -> None:
    assert looks_english(text)


@pytest.mark.parametrize("text", OTHERS)
def test_other_languages_are_told_apart(text: str) -> None:
    assert not looks_english(text)


def test_the_seeds_are_english() -> None:
    assert all(looks_english(document.text) for document in load_seeds())


@given(any_text)
def test_any_text_has_an_answer(text: str) -> None:
    assert looks_english(text) in (True, False)
