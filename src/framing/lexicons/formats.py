"""Other formats of lexicons: quanteda's YAML, LIWC's .dic and CSV in; spaCy's EntityRuler patterns and CSV out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from framing.data_files import read_text
from framing.errors import Fault, LexiconError, OptionError
from framing.lexicons.checks import Pack
from framing.lexicons.forms import SEPARATOR, Form, cut_form, expand_form, plural_words
from framing.lexicons.loading import build_lexicon
from framing.lexicons.model import NEUTRAL, Lexicon, Referent, Variant
from framing.lexicons.yaml_dictionaries import YamlError, read_yaml_dictionary

__all__ = ["describe_referent", "import_lexicon", "lexicon_skeleton", "to_csv", "to_spacy_patterns"]

CSV_COLUMNS = (
    "variant",
    "referent",
    "side",
    "loading",
    "source",
    "forms",
    "label",
    "kind",
    "party",
    "advice",
    "advice_source",
    "verified",
    "from",
    "until",
    "requires",
    "excludes",
    "case",
    "inflect",
    "note",
)
_REQUIRED = CSV_COLUMNS[:5]
_LISTS = ("forms", "requires", "excludes")
_FLAGS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_OF_REFERENT = ("label", "kind", "party", "advice", "advice_source")
_FORMATS = {".yml": "quanteda", ".yaml": "quanteda", ".dic": "liwc", ".csv": "csv"}
_LEVELS = ("referent", "side")
_NOT_ID = re.compile(r"[^\w.+-]+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# What `word*` of another tool mostly stands for, written out.
_STAR = "{|s|es|ed|ing|er|ers|ist|ists|ism|ion|ions|ian|ians|al|ally|ity|ly|ment|ments}"


def import_lexicon(
    path: str | Path,
    *,
    format: str | None = None,
    name: str | None = None,
    title: str | None = None,
    levels: Sequence[str] = _LEVELS,
    stars: str = "refuse",
) -> Lexicon:
    """Return the lexicon that a dictionary of another tool makes; write it out with `Lexicon.to_toml`.

    A CSV has a header with at least `variant,referent,side,loading,source`; cells with several forms part them by `;`.
    A quanteda dictionary (YAML) and a LIWC dictionary (.dic) know no side, loading or source: `levels` says what their
    keys name (the outer key the referent, the inner one the side, by default), names with a side are `marked`, and the
    file is their unverified source.

    Args:
        path: the file; its ending tells the format.
        format: `quanteda`, `liwc` or `csv`, where the ending does not tell.
        name: the name of the lexicon; by default that of the file.
        title: its title; by default the name of the file.
        levels: what the keys of a dictionary name, from the outside: `referent`, `side`.
        stars: what becomes of `word*`, which matches too much here: `refuse` it, `drop` it, or write out its `endings`.

    Raises:
        LexiconError: the file cannot be read, or makes a faulty lexicon; it holds every fault, with its line.
        OptionError: an unknown format, level or treatment of stars.
    """
    path = Path(path)
    format = format or _FORMATS.get(path.suffix.lower(), path.suffix)
    if format not in _FORMATS.values():
        raise OptionError.unknown("format of a lexicon", format, _FORMATS.values())
    if stars not in ("refuse", "drop", "endings"):
        raise OptionError.unknown("treatment of stars", stars, ("refuse", "drop", "endings"))
    if not levels or not set(levels) <= set(_LEVELS) or "referent" not in levels:
        raise OptionError(f"levels are 'referent' and 'side', with 'referent' among them, not {tuple(levels)!r}")
    source = _read(path)
    stem = _NOT_ID.sub("-", path.stem).strip("-") or "imported"
    draft = _Draft(str(path), name or stem, title or path.name)
    if format == "csv":
        _draft_csv(draft, source)
    else:
        read = _draft_yaml if format == "quanteda" else _draft_liwc
        read(draft, source.replace("\r\n", "\n"), tuple(levels), stars)
    return draft.build()


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = Fault(str(path), "", f"byte {error.start} is not UTF-8", "Save the file as UTF-8")
    except (OSError, ValueError) as error:
        fault = Fault(str(path), "", f"cannot be read ({getattr(error, 'strerror', None) or error})", "Check the path")
    raise LexiconError(f"the dictionary {path} cannot be read:", [fault])


@dataclass(slots=True)
class _Draft:
    """A lexicon that is being put together from another format, with the line that each part comes from."""

    file: str
    name: str
    title: str
    sides: dict[str, dict[str, Any]] = field(default_factory=dict)
    referents: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, path: str, message: str, mend: str) -> None:
        self.faults.append(Fault(self.file, path, message, mend, line))

    def referent(self, label: str, line: int) -> dict[str, Any]:
        """The referent of this name, made when first named."""
        id = _id(label)
        if id not in self.referents:
            self.lines[f"referents[{len(self.referents)}]"] = line
            self.referents[id] = {"id": id, "label": label, "kind": "claim", "variants": []}
        return self.referents[id]

    def side(self, label: str) -> str:
        """The id of a side, declared when first named."""
        id = _id(label)
        if id not in (NEUTRAL, "accuser", ""):
            self.sides.setdefault(id, {"label": label if label != id else label.replace("-", " ").capitalize()})
        return id

    def variant(self, referent: dict[str, Any], variant: dict[str, Any], line: int) -> None:
        """Add a variant to a referent."""
        number = list(self.referents).index(referent["id"])
        self.lines[f"referents[{number}].variants[{len(referent['variants'])}]"] = line
        referent["variants"].append(variant)

    def build(self) -> Lexicon:
        about = {"name": self.name, "title": self.title, "language": "en", "version": "0.1.0"}
        table: dict[str, Any] = {"lexicon": about, "sides": self.sides, "referents": list(self.referents.values())}
        pack = Pack(self.file, table if self.referents else {}, lines=self.lines)
        return build_lexicon([pack], self.faults)


def _id(label: str) -> str:
    return _NOT_ID.sub("-", label.strip().lower()).strip("-.+")


# ---------------------------------------------------------------- CSV


def _draft_csv(draft: _Draft, source: str) -> None:
    reader = csv.DictReader(io.StringIO(source, newline=""), strict=True)
    try:
        columns = list(reader.fieldnames or ())
        for missing in [column for column in _REQUIRED if column not in columns]:
            draft.fault(1, missing, f"the column {missing!r} is missing", f"Columns: {', '.join(_REQUIRED)}")
        for unknown in [column for column in columns if column not in CSV_COLUMNS]:
            mend = OptionError.unknown("column", unknown, CSV_COLUMNS)
            draft.fault(1, str(unknown), f"unknown column {unknown!r}", str(mend).partition(". ")[2])
        if draft.faults:
            return
        for row in reader:
            _draft_row(draft, row, reader.line_num)
    except csv.Error as error:
        draft.fault(reader.line_num, "", f"is not CSV ({error})", "Mend the quotation marks of this line")


def _draft_row(draft: _Draft, row: Mapping[str | None, Any], line: int) -> None:
    if None in row or None in row.values():
        draft.fault(line, "", "has not as many cells as the header", "Quote cells that hold commas")
        return
    cells = {str(key): str(value).strip() for key, value in row.items()}
    referent = draft.referent(cells["referent"] or "", line)
    for key in _OF_REFERENT:
        if cells.get(key):
            referent[key] = draft.side(cells[key]) if key == "party" else cells[key]
    variant: dict[str, Any] = {"name": cells["variant"], "side": draft.side(cells["side"])}
    variant |= {key: cells[key] for key in ("loading", "source", "case", "note") if cells.get(key)}
    for key in _LISTS:
        if cells.get(key):
            variant[key] = _listed(cells[key])
    for key in ("verified", "inflect"):
        if cells.get(key):
            variant[key] = _FLAGS.get(cells[key].lower(), cells[key])
    for key in ("from", "until"):
        if cells.get(key):
            variant[key] = _day(cells[key])
    draft.variant(referent, variant, line)


def _listed(cell: str) -> list[str]:
    if cell.startswith('["'):
        try:
            items = json.loads(cell)
        except json.JSONDecodeError:
            items = None
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return items
    return [item.strip() for item in cell.split(";") if item.strip()]


def _day(cell: str) -> Any:
    import datetime

    try:
        return datetime.date.fromisoformat(cell) if _DATE.fullmatch(cell) else cell
    except ValueError:
        return cell


def to_csv(lexicon: Lexicon) -> str:
    """Return a lexicon as CSV, one variant a line; `import_lexicon` reads its referents and variants back.

    Cells with several forms part them by `;`, or are JSON arrays where a form itself holds one.

    >>> from framing import load_lexicon
    >>> to_csv(load_lexicon("karabakh")).splitlines()[0][:42]
    'variant,referent,side,loading,source,forms'
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, CSV_COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for referent in lexicon.referents:
        for variant in referent.variants:
            writer.writerow(_row(referent, variant))
    return out.getvalue()


def _row(referent: Referent, variant: Variant) -> dict[str, str]:
    return {
        "variant": variant.name,
        "referent": referent.id,
        "side": variant.side,
        "loading": variant.loading,
        "source": variant.source,
        "forms": _cell(variant.forms),
        "label": referent.label,
        "kind": referent.kind,
        "party": referent.party or "",
        "advice": referent.advice or "",
        "advice_source": referent.advice_source or "",
        "verified": "true" if variant.verified else "false",
        "from": variant.from_.isoformat() if variant.from_ else "",
        "until": variant.until.isoformat() if variant.until else "",
        "requires": _cell(variant.requires),
        "excludes": _cell(variant.excludes),
        "case": variant.case,
        "inflect": "true" if variant.inflect else "false",
        "note": variant.note or "",
    }


def _cell(items: Sequence[str]) -> str:
    plain = all(";" not in item and item == item.strip() and item for item in items)
    if plain and not "".join(items[:1]).startswith("["):
        return ";".join(items)
    return json.dumps(list(items), ensure_ascii=False)


# ---------------------------------------------------------------- dictionaries


def _draft_yaml(draft: _Draft, source: str, levels: Sequence[str], stars: str) -> None:
    try:
        entries = read_yaml_dictionary(source)
    except YamlError as error:
        draft.fault(
            error.line, "", f"is not a dictionary in YAML: {error}", "Write keys and lists of words, nothing else"
        )
        return
    for keys, word, line in entries:
        _draft_word(draft, keys, word, line, levels, stars)


def _draft_liwc(draft: _Draft, source: str, levels: Sequence[str], stars: str) -> None:
    lines = source.split("\n")
    bounds = [number for number, line in enumerate(lines) if line.strip() == "%"]
    if len(bounds) < 2:
        draft.fault(1, "", "is not a LIWC dictionary: no list of categories between two lines of '%'", "Add it")
        return
    categories: dict[str, str] = {}
    for line in lines[bounds[0] + 1 : bounds[1]]:
        code, *names = line.split(maxsplit=1) or [""]
        if code:
            categories[code] = names[0].strip() if names else code
    for number, line in enumerate(lines[bounds[1] + 1 :], start=bounds[1] + 2):
        word, *codes = [cell.strip() for cell in line.split("\t") if cell.strip()] or [""]
        if not word:
            continue
        known = [code for code in codes if code in categories]
        if len(known) < len(codes) or not codes:
            shown = ", ".join(code for code in codes if code not in categories) or "none"
            draft.fault(
                number, word, f"{word!r} has a category that is not declared ({shown})", "Declare it at the top"
            )
        for code in known:
            _draft_word(draft, (categories[code],), word, number, levels, stars)


def _draft_word(draft: _Draft, keys: Sequence[str], word: str, line: int, levels: Sequence[str], stars: str) -> None:
    named = dict(zip(levels, keys, strict=False))
    if "*" in word or "?" in word:
        if stars == "refuse" or (stars == "endings" and not re.fullmatch(r"[^*?]+\*", word)):
            mend = "Write its forms out, or import with stars='drop' or stars='endings'"
            draft.fault(line, ".".join(keys), f"{word!r} stands for words that it does not name", mend)
            return
        if stars == "drop":
            return
        word = word.replace("*", _STAR)
    extra = [key for key in keys[len(levels) :] if key]
    label = " ".join([named.get("referent", named.get("side", "names")), *extra])
    side = draft.side(named["side"]) if "side" in named else NEUTRAL
    referent = draft.referent(label, line)
    variant = {
        "name": word,
        "side": side,
        "loading": "neutral" if side == NEUTRAL else "marked",
        "source": f"imported from {Path(draft.file).name}",
        "verified": False,
    }
    draft.variant(referent, variant, line)


# ---------------------------------------------------------------- out


def to_spacy_patterns(lexicon: Lexicon, *, label: str = "side") -> list[dict[str, Any]]:
    """Return the patterns of a lexicon for spaCy's EntityRuler: `ruler.add_patterns(to_spacy_patterns(lexicon))`.

    Each pattern has the referent and the variant as its id (`city-stepanakert/Khankendi`). Periods, contexts and
    accused sides have no counterpart there and are left out.

    Args:
        lexicon: the lexicon.
        label: what becomes the entity's label: `side`, `loading`, `kind` or `referent`.

    Raises:
        OptionError: `label` is another word.

    >>> from framing import load_lexicon
    >>> city = load_lexicon("karabakh").restrict(referents=["city-stepanakert"], sides=["azerbaijani"])
    >>> to_spacy_patterns(city)[0]["pattern"]
    [{'LOWER': {'IN': ['khankendi', 'khankendis']}}]
    """
    if label not in ("side", "loading", "kind", "referent"):
        raise OptionError.unknown("label", label, ("side", "loading", "kind", "referent"))
    return [
        {"label": _label(referent, variant, label), "pattern": pattern, "id": f"{referent.id}/{variant.name}"}
        for referent in lexicon.referents
        for variant in referent.variants
        for pattern in _patterns(variant)
    ]


def _label(referent: Referent, variant: Variant, label: str) -> str:
    values = {"side": variant.side, "loading": variant.loading, "kind": referent.kind, "referent": referent.id}
    return values[label].upper()


def _patterns(variant: Variant) -> Iterator[list[dict[str, Any]]]:
    seen = set()
    for written in variant.spellings:
        for spelling in expand_form(written):
            form = cut_form(spelling)
            if form is not None and form.key not in seen:
                seen.add(form.key)
                yield _tokens(form, variant)


_BETWEEN = {"TEXT": {"REGEX": r"^(?:[-‐‑–]|\s+)$"}, "OP": "?"}


def _tokens(form: Form, variant: Variant) -> list[dict[str, Any]]:
    sensitive = variant.case == "sensitive"
    tokens: list[dict[str, Any]] = [{"TEXT": mark} for mark in form.head]
    words = [word if sensitive else word.lower() for word in form.raw]
    for place, (gap, word) in enumerate(zip(form.gaps, words, strict=True)):
        if gap == "'" and tokens:
            tokens[-1] = _word([f"{_spelled(tokens[-1])[0]}{mark}{word}" for mark in "'’"], sensitive)
            continue
        if gap == SEPARATOR:
            tokens.append(dict(_BETWEEN))
        tokens += [{"TEXT": mark} for mark in gap.replace(" ", "")]
        last = place == len(words) - 1 and variant.inflect and not form.tail
        tokens.append(_word([word, *(plural_words(word) if last else ())], sensitive))
    return tokens + [{"TEXT": mark} for mark in form.tail]


def _word(spellings: Sequence[str], sensitive: bool) -> dict[str, Any]:
    key = "TEXT" if sensitive else "LOWER"
    return {key: spellings[0] if len(spellings) == 1 else {"IN": list(spellings)}}


def _spelled(token: Mapping[str, Any]) -> list[str]:
    value = token.get("TEXT", token.get("LOWER"))
    return list(value["IN"]) if isinstance(value, Mapping) else [str(value)]


def lexicon_skeleton(name: str) -> str:
    """Return a commented lexicon file to begin with, under a name of your own.

    Raises:
        OptionError: the name is not made of letters, digits, `-`, `_`, `.` and `+`.

    >>> 'name = "rivers"' in lexicon_skeleton("rivers")
    True
    """
    if _id(name) != name.lower() or not name:
        raise OptionError(f"{name!r} is no name for a lexicon. Use letters, digits, '-', '_' and '.'")
    return read_text("lexicon_skeleton.toml").replace("NAME", name)


def describe_referent(lexicon: Lexicon, id: str) -> str:
    """Return a referent for people to read: its names by side, each with its loading, period, forms and source.

    Raises:
        OptionError: the lexicon has no such referent.
    """
    referent = lexicon.referent(id)
    facts = [f"{referent.id}: {referent.label} ({referent.kind})"]
    facts += [f"  party: {referent.party}"] if referent.party else []
    if referent.advice:
        facts.append(
            f"  advice: {referent.advice}" + (f" ({referent.advice_source})" if referent.advice_source else "")
        )
    for side in dict.fromkeys(variant.side for variant in referent.variants):
        facts.append(f"  {side}")
        facts += [line for variant in referent.variants if variant.side == side for line in _described(variant)]
    return "\n".join(facts) + "\n"


def _described(variant: Variant) -> Iterator[str]:
    period = f", {variant.from_ or ''} – {variant.until or ''}" if variant.from_ or variant.until else ""
    unverified = "" if variant.verified else " (not verified)"
    yield f"    {variant.name}  [{variant.loading}{period}]"
    yield from _facts(
        ("also", ", ".join(variant.forms)),
        ("only near", ", ".join(variant.requires)),
        ("not near", ", ".join(variant.excludes)),
        ("source", variant.source + unverified),
        ("note", variant.note or ""),
    )


def _facts(*pairs: tuple[str, str]) -> Iterable[str]:
    return (f"      {key}: {value}" for key, value in pairs if value)
