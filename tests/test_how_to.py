"""The how-to pages on figures, scikit-learn, spaCy and the notebook: each example runs and prints what the page says.

The images of the gallery are made by the page itself: `python tests/test_how_to.py` draws them anew.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
from importlib.metadata import entry_points
from pathlib import Path

import pytest

HOW_TO = Path(__file__).resolve().parent.parent / "docs" / "how-to"
NEEDS = {
    "figures": ("matplotlib",),
    "notebook": (),
    "scikit-learn": ("sklearn", "pandas"),
    "spacy": ("spacy",),
}
_BLOCK = re.compile(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", re.M | re.S)

pytestmark = pytest.mark.skipif(not HOW_TO.exists(), reason="the wheel carries no documentation")


def run_page(name: str) -> int:
    """Run the blocks of a page, one after the other, and compare what is printed; return how many there are."""
    names: dict[str, object] = {}
    blocks = _BLOCK.findall((HOW_TO / f"{name}.md").read_text(encoding="utf-8"))
    for code, wanted in blocks:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, f"{name}.md", "exec"), names)  # noqa: S102
        if wanted:
            assert printed.getvalue() == wanted, code
    return len(blocks)


@pytest.mark.parametrize("name", NEEDS)
def test_the_examples_of_a_page_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in NEEDS[name]:
        pytest.importorskip(module)
    if name == "spacy" and "framing" not in entry_points(group="spacy_factories").names:
        pytest.skip("installed without the entry point")
    monkeypatch.chdir(tmp_path)
    if name == "figures":
        monkeypatch.setenv("MPLBACKEND", "Agg")
        importlib.import_module("matplotlib").use("Agg")
    try:
        assert run_page(name) >= 3
    finally:
        if name == "figures":
            importlib.import_module("matplotlib.pyplot").close("all")


def test_each_image_of_the_gallery_is_there_and_small() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (HOW_TO / "figures.md").read_text(encoding="utf-8"))
    assert len(shown) == 5
    assert sum((HOW_TO / path).stat().st_size for path in shown) < 400_000


if __name__ == "__main__":
    os.environ["MPLBACKEND"] = "Agg"
    images = HOW_TO / "images"
    images.mkdir(exist_ok=True)
    os.chdir(images)
    run_page("figures")
    (images / "both.pdf").unlink()
