"""The documentation: each public name is in the reference; the README's Python runs."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

import framing

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"

pytestmark = pytest.mark.skipif(not README.exists(), reason="the wheel carries no documentation")


def test_each_public_name_is_in_the_reference() -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "reference").glob("*.md"))
    listed = set(re.findall(r"auto(?:function|class|exception|data):: (?:framing\.)?(\w+)", shown))
    assert set(framing.__all__) - listed == set()
    assert listed - set(framing.__all__) == set()


def test_the_examples_of_the_readme_run() -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.M | re.S)
    assert len(blocks) >= 2
    names: dict[str, object] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for block in blocks:
            exec(compile(block, "README.md", "exec"), names)  # noqa: S102
    assert "Khankendi" in printed.getvalue()


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
