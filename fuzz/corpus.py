"""The seeded corpus: for each target a file of inputs, one a line in hexadecimal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "corpus"


def read(target: str) -> list[bytes]:
    """Return the inputs that are kept for a target."""
    path = FOLDER / f"{target}.txt"
    return [bytes.fromhex(line) for line in path.read_text(encoding="ascii").split()] if path.is_file() else []


def write(target: str, inputs: Iterable[bytes]) -> None:
    """Keep inputs for a target, in place of those that were."""
    FOLDER.mkdir(exist_ok=True)
    lines = sorted({data.hex() for data in inputs if data}, key=lambda line: (len(line), line))
    (FOLDER / f"{target}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
