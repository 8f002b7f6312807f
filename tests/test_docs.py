"""The documentation: each public name is in the reference; the README's Python runs."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import framing

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"

pytestmark = pytest.mark.skipif(not README.exists(), reason="the wheel carries no documentation")


def test_each_public_name_is_in_the_reference() -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "reference").rglob("*.md"))
    listed = set(re.findall(r"auto(?:function|class|exception|data):: (?:framing\.)?(\w+)", shown))
    assert set(framing.__all__) - listed == set()
    assert listed - set(framing.__all__) == set()


# ---------------------------------------------------------------- the record and its schema

SCHEMA = ROOT / "docs" / "reference" / "profile.schema.json"
OLD = ROOT / "tests" / "data" / "profile_0.1.0.json"
TEXTS = ["", "Die Gespräche zwischen Baku und Stepanakert wurden am Montag ohne Ergebnis abgebrochen, so das Amt. " * 2]


def records() -> list[dict[str, Any]]:
    documents: list[str | framing.Document] = [*framing.load_seeds(), *TEXTS]
    return [framing.profile(each, "karabakh").to_dict() for each in documents] + [framing.profile("A.").to_dict()]


def closed(schema: Any) -> Any:
    """Return a schema that refuses the fields it does not describe, but for metadata, which is the user's."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(each) for key, each in schema.items()}
    return made | ({"additionalProperties": False} if isinstance(schema.get("required"), list) else {})


def test_the_schema_describes_every_field_that_is_written() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    strict = jsonschema.Draft202012Validator(closed(schema))
    for record in [*records(), json.loads(OLD.read_text(encoding="utf-8"))]:
        faults = [f"{error.json_path}: {error.message[:200]}" for error in strict.iter_errors(record)]
        assert faults == []


@pytest.mark.parametrize(
    "path", [("document", "sha256"), ("voices",), ("sentiment", "toward"), ("readability", "by_section", 0, "counts")]
)
def test_the_schema_refuses_a_record_without_a_field(path: tuple[Any, ...]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    record = framing.profile(framing.load_seeds()[1], "karabakh").to_dict()
    assert validator.is_valid(record)
    held = record
    for step in path[:-1]:
        held = held[step]
    del held[path[-1]]
    assert not validator.is_valid(record)


def fields(value: Any) -> Iterator[str]:
    """Yield the names of all fields of a record, but for those that are ids or the user's."""
    if isinstance(value, list):
        for each in value:
            yield from fields(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            if key in ("toward", "by_voice", "cue_classes"):
                yield from fields(list(each.values()))
            elif key != "metadata":
                yield from fields(each)


def test_the_page_of_the_record_names_what_the_record_holds() -> None:
    page = (ROOT / "docs" / "reference" / "record.md").read_text(encoding="utf-8")
    scores = {"own", "quoted", "paraphrased", *framing.Grades.__slots__, *framing.TextCounts.__slots__}
    asked = set(fields(records()[:5])) - scores
    assert {"sha256", "accused", "compounds"} <= asked
    for name in sorted(asked - {"words", "share", "n"}):
        assert re.search(rf"\b{name}\b", page), name


def test_a_record_of_an_earlier_version_is_read_and_compared() -> None:
    old = json.loads(OLD.read_text(encoding="utf-8"))
    new = framing.profile(framing.Document("Khankendi was calm.", "b", {"outlet": "B"}), "karabakh")
    naming = framing.compare([old, new], "karabakh", by="outlet").naming
    found = {(row["group"], row["variant"], row["mode"]) for row in naming.where(referent="city-stepanakert")}
    assert found >= {("A", "Stepanakert", "own"), ("B", "Khankendi", "own")}


# ---------------------------------------------------------------- the rules


def test_each_rule_that_finds_something_is_on_the_page_of_rules() -> None:
    page = (ROOT / "docs" / "explanation" / "attribution.md").read_text(encoding="utf-8")
    table = page[page.index("## The rules") : page.index("## What each rule is worth")]
    found = {each.rule for seed in framing.load_seeds() for each in framing.measure_attribution(seed).quotations}
    assert len(found) > 10
    named, begun = set(re.findall(r"`([a-z_]+)`", table)), tuple(re.findall(r"`([a-z_]+_)…`", table))
    assert [rule for rule in sorted(found) if rule not in named and not rule.startswith(begun)] == []


# ---------------------------------------------------------------- installing


def test_each_extra_is_on_the_page_of_installing() -> None:
    page = (ROOT / "docs" / "reference" / "install.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    rows = "".join(line.split("|")[1] for line in page.splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`(\w+)`", rows)) == set(project["optional-dependencies"])


# ---------------------------------------------------------------- the citation


def citation() -> tuple[Any, Any]:
    yaml, jsonschema = pytest.importorskip("yaml"), pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "tests" / "data" / "cff-1.2.0.schema.json").read_text(encoding="utf-8"))
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8")), jsonschema.Draft7Validator(schema)


def test_the_citation_is_valid_and_of_this_version() -> None:
    cited, validator = citation()
    assert [error.message for error in validator.iter_errors(cited)] == []
    assert cited["version"] == framing.__version__
    faulty = {key: value for key, value in cited.items() if key != "authors"} | {"type": "program"}
    assert len(list(validator.iter_errors(faulty))) == 2


# ---------------------------------------------------------------- commands and hosts


@pytest.mark.parametrize("command", ["compare", "test"])
def test_the_readme_holds_the_commands_that_the_gate_runs(command: str) -> None:
    text = README.read_text(encoding="utf-8")
    assert re.search(rf"<!-- command: {command} -->\n```sh\npython3 -m venv", text)


def test_no_file_of_the_package_names_a_machine_or_a_host() -> None:
    folder = Path(framing.__file__).parent
    for path in folder.rglob("*"):
        if path.suffix in (".py", ".toml", ".txt", ".tsv", ".json"):
            text = path.read_text(encoding="utf-8")
            assert "/work/" not in text, path
            assert "/tmp/" not in text, path  # noqa: S108


def test_the_house_plan_names_every_module() -> None:
    named = set(re.findall(r"`(\w+)/?`", (ROOT / "docs" / "house.md").read_text(encoding="utf-8")))
    source = ROOT / "src" / "framing"
    modules = {path.parent if path.name == "__init__.py" else path for path in source.rglob("*.py")}
    rooms = {"quotations", "speakers"}  # their own docstrings say which rooms they have
    expected = {path.stem for path in modules if path != source and path.parent.name not in rooms}
    assert expected - named == {"__main__"} - named
