"""Write `src/framing/data/lexicon.schema.json` anew: run it after a change of `framing.lexicons.checks.FIELDS`."""

from __future__ import annotations

from pathlib import Path

from framing.lexicons.schema import schema_text

if __name__ == "__main__":
    target = Path(__file__).resolve().parent.parent / "src" / "framing" / "data" / "lexicon.schema.json"
    target.write_text(schema_text(), encoding="utf-8")
