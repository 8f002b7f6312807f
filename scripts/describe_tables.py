"""Write the reference of all tables, column by column, from the columns themselves.

python scripts/describe_tables.py            writes docs/reference/tables.md
python scripts/describe_tables.py --check    exit status 1 if that file is not what it would write
"""

from __future__ import annotations

import sys
from pathlib import Path

from framing.comparison import Settings
from framing.comparison.comparing import TABLES
from framing.concordances import lines_table
from framing.evaluation import Annotation, evaluate
from framing.key_terms import keyness_of_counts
from framing.tables import Table

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "tables.md"
HEAD = """# The tables, column by column

<!-- Written by scripts/describe_tables.py from the columns themselves: do not edit. -->

Every table has `to_dicts()`, `to_pandas()`, `to_polars()`, `to_arrow()` (and the Arrow PyCapsule protocol, so that
DuckDB and others read it without a copy), `to_csv()`, `to_parquet()`, and `where`, `sort`, `select`, `head`.
`to_csv(path, escape_formulas=True)` is for spreadsheet programs, which would run a cell that begins with `=`. Types:

| type | pandas | Polars | Arrow |
|---|---|---|---|
| string | `string` | `String` | `string` |
| category | `category` | `Categorical` | `dictionary<int32, string>` |
| integer | `Int64` | `Int64` | `int64` |
| number | `float64` | `Float64` | `double` |
| boolean | `boolean` | `Boolean` | `bool` |
| spans | `object` (list of dict) | `List(Struct)` | `list<struct<document, start, end>>` |

Any cell but one of spans may be empty (None); a number is never NaN. Spans are `[start, end)` in code points of the
document's text.
"""


def tables() -> list[tuple[str, list[Table]]]:
    """Return all tables under the heading of what makes them; their rows do not matter."""
    one = Annotation("a", "a", ())
    evaluation = evaluate([one], [one])
    names = ("scores", "shares", "confusion", "agreement", "errors")
    return [
        ("A comparison: `framing.compare`", [build({}, Settings()) for build in TABLES.values()]),
        ("Keyness: `framing.keyness`", [keyness_of_counts({"a": {}, "b": {}})]),
        ("Concordance: `framing.concordance`, `comparison.evidence`", [lines_table([])]),
        ("An evaluation: `framing.evaluate`", [getattr(evaluation, name) for name in names]),
    ]


def reference() -> str:
    """Return the page."""
    parts = [HEAD]
    for heading, held in tables():
        parts.append(f"## {heading}\n")
        for table in held:
            parts.append(f"### `{table.name}`\n\n| column | type | meaning |\n|---|---|---|")
            parts += [f"| `{each.name}` | {each.type} | {each.about.replace('|', '/')} |" for each in table.columns]
            parts.append("")
    return "\n".join(parts).rstrip("\n") + "\n"


def main(arguments: list[str]) -> int:
    """Write or check the page."""
    if "--check" in arguments:
        return 0 if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == reference() else 1
    TARGET.write_text(reference(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
