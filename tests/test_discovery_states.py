"""The rules of discovery about states, one sentence or two for each: what is the known country's, and what is not."""

from __future__ import annotations

import pytest

from test_discovery import value

JAPAN = (
    "Japanese officials met the Chinese envoy in Tokyo. The Japanese leader left. Japanese students stayed, "
    "Japanese negotiators left, "
    "Japanese influence grew. Tokyo waits. Beijing waits. The country is calm. Lawmakers in Japan agreed."
)
KOREA = "The North spoke. North Korean troops left; the two Koreas met. A northern wind blew. The South agreed."
AMERICA = (
    "White House officials met lawmakers in Washington. The Department of Justice agreed. Border officials did not. "
    "The Trump administration spoke. American President Trump left. The Abe regime is far. France sold wine."
)
CASES = [
    ("country_name", "Japan", JAPAN, "Japanese", 1),
    ("country_adjective", "Japanese", "The Japanese left Japan. Tokyo was calm.", "Japan", 1),
    ("country_capital", "Tokyo", JAPAN, "Japan", 1),
    ("country_capital", "Beijing", JAPAN, "Japan", 0),
    ("official_of_country", "Japanese officials", JAPAN, "Japan", 1),
    ("official_of_country", "Japanese leader", JAPAN, "Japan", 0),
    ("official_of_country", "Japanese influence", JAPAN, "Japan", 0),
    ("official_of_country", "Japanese officials", JAPAN, "China", 0),
    ("leader_of_country", "Japanese leader", JAPAN, "Japan", 1),
    ("leader_of_country", "Japanese officials", JAPAN, "Japan", 0),
    ("leader_of_country", "Japanese leader", JAPAN, "China", 0),
    ("foreign_seat", "Beijing", JAPAN, "Japan", 1),
    ("foreign_seat", "Tokyo", JAPAN, "Japan", 0),
    ("foreign_seat", "Tokyo", JAPAN, "the envoy", 0),
    ("other_state", "Tokyo", "Abe left Tokyo. Abe spoke.", "Abe", 1),
    ("other_state", "Tokyo", JAPAN, "Japan", 0),
    ("person_of_country", "Japanese students", JAPAN, "Japan", 1),
    ("person_of_country", "Japanese negotiators", JAPAN, "Japan", 0),
    ("person_of_country", "Japanese influence", JAPAN, "Japan", 0),
    ("person_of_country", "Japanese officials", JAPAN, "Japan", 0),
    ("thing_of_country", "Japanese influence", JAPAN, "Japan", 1),
    ("thing_of_country", "Tokyo", JAPAN, "Japan", 0),
    ("thing_of_country", "Japanese influence", JAPAN, "China", 0),
    ("many_countries", "Chinese envoy", JAPAN, "Japan", 1),
    ("many_countries", "Japanese officials", JAPAN, "Japan", 0),
    ("state_noun", "country", JAPAN, "Japan", 1),
    ("state_noun", "Japanese leader", JAPAN, "Japan", 0),
    ("organ_at_home", "lawmakers", AMERICA, "America", 1),
    ("organ_at_home", "lawmakers", AMERICA, "France", 0),
    ("organ_abroad", "lawmakers", AMERICA, "America", 0),
    ("organ_abroad", "lawmakers", AMERICA, "France", 1),
    ("institution_at_home", "Department of Justice", AMERICA, "America", 1),
    ("institution_at_home", "Department of Justice", AMERICA, "France", 0),
    ("officer_at_home", "border officials", AMERICA, "America", 1),
    ("officer_at_home", "border officials", AMERICA, "France", 0),
    ("officer_at_home", "lawmakers", AMERICA, "America", 0),
    ("seat_at_home", "White House officials", AMERICA, "America", 1),
    ("seat_at_home", "White House officials", AMERICA, "France", 0),
    ("seat_at_home", "border officials", AMERICA, "America", 0),
    ("ruling", "Trump administration", AMERICA, "America", 1),
    ("ruling", "Trump administration", AMERICA, "France", 0),
    ("ruling", "border officials", AMERICA, "America", 0),
    ("ruling", "Abe regime", AMERICA, "America", 1),
    ("ruling", "Abe regime", AMERICA, "France", 0),
    ("organ_at_home", "Japanese officials", JAPAN, "Japan", 0),
    ("organ_abroad", "Japanese officials", JAPAN, "Japan", 0),
    ("institution_at_home", "lawmakers", AMERICA, "America", 0),
    ("seat_at_home", "lawmakers", AMERICA, "America", 0),
    ("person_of_country", "lawmakers", AMERICA, "America", 0),
    ("compass", "North", KOREA, "North Korea", 1),
    ("compass", "northern wind", KOREA, "North Korea", 0),
    ("compass", "South", KOREA, "Japan", 0),
]


@pytest.mark.parametrize(("rule", "phrase", "text", "known", "expected"), CASES)
def test_a_rule_about_states(rule: str, phrase: str, text: str, known: str, expected: float) -> None:
    assert value(rule, phrase, text, known) == expected
