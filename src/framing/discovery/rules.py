"""The rules of discovery, gathered: each looks at one phrase and says, from 0 to 1, how far it holds for a known name.

What a rule is worth depends on the kind of thing that is named; `data/discovery_weights.toml` holds the weights.
"""

from __future__ import annotations

from collections.abc import Mapping

from framing.data_files import read_toml
from framing.discovery import rules_of_names, rules_of_states, rules_of_words
from framing.discovery.evidence import RULES, Evidence, is_people
from framing.discovery.vocabulary import word_set

__all__ = ["KINDS", "RULES", "kind_of", "load_weights"]

KINDS = ("person", "country", "name", "group", "thing")
RULE_MODULES = (rules_of_names, rules_of_states, rules_of_words)
"""Importing them enters their rules into `RULES`."""


def load_weights() -> Mapping[str, Mapping[str, float]]:
    """Return the weight of each rule, by the kind of the known name.

    >>> load_weights()["person"]["title"] > 0
    True
    """
    return read_toml("discovery_weights.toml")


def kind_of(evidence: Evidence) -> str:
    """Return what the known name seems to name: a `country`, a `person`, another `name`, a `group` or a `thing`."""
    known = evidence.known
    if known.codes:
        return "country"
    if known.proper:
        honoured = any(name.split()[0] in word_set("people", "honorifics") for name in known.names)
        return "person" if honoured or evidence.personal > max(0, 0.1 * evidence.located) else "name"
    head = known.heads[0] if known.heads else ""
    if is_people(known.names[0].split()[-1] if known.names else "", head):
        return "group"
    return "thing"
