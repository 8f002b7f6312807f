"""What is found in the five seeds, line by line, as somebody last read it.

Redraw with `python tests/test_seeds.py` after a change that is meant, and read the difference: each line is a finding.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import framing

SEEN = Path(__file__).parent / "data" / "snapshots" / "seeds.txt"


def drawn() -> str:
    lines: list[str] = []
    for document in framing.load_seeds():
        record = framing.profile(document, "karabakh").to_dict()
        lines.append(f"# {document.id}")
        lines += sorted(_lines(record, document.text), key=lambda line: (int(line.split(maxsplit=1)[0]), line))
    return "\n".join(lines) + "\n"


def _lines(record: dict[str, Any], text: str) -> list[str]:
    def words(spans: list[list[int]]) -> str:
        return " | ".join(f"“{' '.join(text[start:end].split())}”" for start, end in spans) or "-"

    found = [f"{each['start']} section to {each['end']}, {each['kind']}" for each in record["sections"]]
    for each in record["quotations"]:
        speaker = f"{each['voice']} {each['speaker']}, {each['source_kind']}, {each['cue_class']}"
        parts = f"{words(each['source'])} {words(each['cue'])} {words(each['content'])}"
        found.append(f"{each['content'][0][0]} {each['kind']} of {speaker}: {parts}")
    for each in record["mentions"]:
        name = f"{words([[each['start'], each['end']]])} for {each['referent']}, {each['side']}, {each['loading']}"
        found.append(f"{each['start']} mention {name}, {each['voice']} {each['mode']}, {each['distance']}")
    for each in record["sentences"]:
        who = f"{each['voice']} {each['mode']}"
        found += [f"{each['start']} sentence to {each['end']}, {who} {each['compound']:.4f}"]
    return found


def test_the_findings_in_the_seeds_are_those_last_read() -> None:
    assert drawn().splitlines() == SEEN.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    SEEN.write_text(drawn(), encoding="utf-8")
