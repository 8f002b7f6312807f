"""The JSON Schema of a lexicon file, so that editors complete and check packs while they are written.

It is made from the same table of fields as the checks; `data/lexicon.schema.json` is its copy on disk.
"""

from __future__ import annotations

import json
from typing import Any

from framing.lexicons.checks import FIELDS, Field
from framing.lexicons.model import ACCUSER, NEUTRAL

__all__ = ["lexicon_schema", "schema_text"]

_ID = r"^\w[\w.+-]*$"
_TEXT = {"type": "string", "minLength": 1}


def lexicon_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a lexicon.

    It knows the keys and the types; undeclared sides and forms that are claimed twice only `check_lexicon` sees.

    >>> sorted(lexicon_schema()["properties"])
    ['lexicon', 'referents', 'sides']
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A lexicon of contested names, for framing",
        "type": "object",
        "additionalProperties": False,
        "required": ["lexicon", "referents"],
        "properties": {
            "lexicon": _table("lexicon"),
            "sides": {
                "type": "object",
                "description": "The perspectives, each under its id.",
                "propertyNames": {"pattern": _ID, "not": {"enum": [NEUTRAL, ACCUSER]}},
                "additionalProperties": _table("side"),
            },
            "referents": {"type": "array", "minItems": 1, "items": _table("referent")},
        },
    }


def schema_text() -> str:
    """Return the schema as the file `data/lexicon.schema.json` holds it."""
    return json.dumps(lexicon_schema(), indent=2, ensure_ascii=False) + "\n"


def _table(kind: str) -> dict[str, Any]:
    fields = FIELDS[kind]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [key for key, what in fields.items() if what.required],
        "properties": {key: _value(what) | {"description": what.about} for key, what in fields.items()},
    }


def _value(what: Field) -> dict[str, Any]:
    if what.type == "bool":
        return {"type": "boolean", "default": what.default}
    if what.type == "date":
        return {"type": "string", "format": "date"}
    if what.type == "tables":
        return {"type": "array", "minItems": 1, "items": _table("variant")}
    if what.type in ("texts", "forms", "sides"):
        return {"type": "array", "items": dict(_TEXT), "uniqueItems": True}
    if what.type == "choice":
        return {"enum": list(what.choices)}
    return _TEXT | ({"pattern": _ID} if what.type == "id" else {})
