"""Reports: a comparison, or one document, as a single HTML file that leads from every number to the text."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import framing
from framing.comparison import Observation
from framing.comparison.observations import observe
from framing.data_files import read_text
from framing.documents import Document
from framing.errors import MissingExtraError, OptionError
from framing.lexicons import Lexicon, load_lexicon
from framing.profiles import Profile
from framing.quotations import Quotation
from framing.rendering import printable
from framing.reports.documents import DocumentView, Entries, choose, quotations_of, view_document
from framing.reports.figures import alignment_panels, loading_panels, sentiment_panels, side_panels, sources
from framing.reports.labels import Labels, SideMark, as_json, label_of, pack_of
from framing.reports.names import Shown, build_matrix
from framing.reports.tables import chosen_tables, pack_tables
from framing.whole_files import whole_file

if TYPE_CHECKING:
    from framing.comparison import Comparison

__all__ = ["write_document_report", "write_report"]

_GROUPS = 24
_DIFFERENCES = 24
_SILENCES = 12


def write_report(
    comparison: Comparison,
    path: str | Path,
    *,
    lexicon: str | Path | Lexicon | None = None,
    texts: Iterable[Document] = (),
    profiles: Iterable[Profile | Mapping[str, Any]] = (),
    title: str | None = None,
    sample: int = 24,
) -> Path:
    """Write a comparison as one self-contained HTML file, and return its path.

    The file loads nothing and runs nothing but its own script. It is written whole or not at all, and equal comparisons
    give equal bytes.

    Args:
        comparison: what `framing.compare` returned.
        path: the file to write; one of this name is replaced.
        lexicon: gives labels, sources and advice; by default the shipped pack of the comparison's lexicon.
        texts: documents that the comparison does not hold, because it was made from profile records.
        profiles: profiles or records whose quotations are shown in place of those that are found anew: needed where
            the profiles were made with another extractor.
        title: the heading; by default it says what was compared.
        sample: the most documents whose texts are shown, in turn from each group; the tables count all.

    Raises:
        FramingError: the file cannot be written.
        MissingExtraError: jinja2 is not installed.
        OptionError: `sample` is negative.
        LexiconError: the lexicon is unknown or faulty.

    >>> import tempfile
    >>> comparison = framing.compare(["Khankendi is calm.", "Stepanakert is calm."], "karabakh")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_report(comparison, Path(folder, "report.html")).name
    'report.html'
    """
    if not isinstance(sample, int) or isinstance(sample, bool) or sample < 0:
        raise OptionError(f"sample is a whole number from 0 on, not {sample!r}")
    held = _lexicon(lexicon, comparison.lexicon)
    documents = {**comparison.texts, **{document.id: document for document in texts}}
    page = _comparison_page(comparison, held, documents, _quotations(profiles), sample)
    page["title"] = title or f"How {_compared(comparison)} name and tell it"
    return _write(path, "comparison.html", page)


def write_document_report(
    profile: Profile | Mapping[str, Any],
    document: str | Document,
    path: str | Path,
    *,
    lexicon: str | Path | Lexicon | None = None,
    title: str | None = None,
) -> Path:
    """Write one document, with its voices, names and quotations marked, as a self-contained HTML file.

    Args:
        profile: what `framing.profile` returned for the document, or its record.
        document: the document itself: a profile does not hold the text.
        path: the file to write; one of this name is replaced.
        lexicon: gives labels, sources and advice; by default the shipped pack of the profile's lexicon.
        title: the heading; by default the document's.

    Raises:
        FramingError: the file cannot be written.
        MissingExtraError: jinja2 is not installed.
        OptionError: the profile is of another text.

    >>> import tempfile
    >>> note = framing.Document("“Khankendi is calm,” said Ana Petrova.", "note-1")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_document_report(framing.profile(note, "karabakh"), note, Path(folder, "note.html")).name
    'note.html'
    """
    record = profile.to_dict() if isinstance(profile, Profile) else profile
    text = Document(document, str(record["document"]["id"])) if isinstance(document, str) else document
    if record["document"]["sha256"] != text.sha256:
        raise OptionError(
            f"the profile is of {record['document']['id']!r}, whose text differs from that of {text.id!r}: "
            "give the document that was profiled"
        )
    used = record.get("lexicon") or {}
    held = _lexicon(lexicon, f"{used['name']} {used['version']}" if used else "")
    observation = observe(record, comments=True)
    entries = Entries(Labels.of(held, (each.side for each in observation.mentions)))
    view = view_document(1, text, observation, entries, limit=len(text.text), quotations=quotations_of(record))
    page = _shared(held, used) | {
        "title": title or view.title,
        "view": view,
        "warnings": list(record["warnings"]),
        "readability": observation.readability,
        "sides": _used_sides([observation], entries.labels),
        "entries": entries.records,
        "data": as_json({"documents": {"1": view.facts}, "evidence": [], "tables": []}),
    }
    return _write(path, "document.html", page)


# ---------------------------------------------------------------- what the pages show


def _lexicon(given: str | Path | Lexicon | None, name: str) -> Lexicon | None:
    return pack_of(name) if given is None else load_lexicon(given)


def _compared(comparison: Comparison) -> str:
    groups, by = len(comparison.part.groups), comparison.part.by
    if by == "document":
        return f"{groups:,} documents"
    if ":" in by:
        return f"{groups:,} periods"
    return f"{groups:,} {label_of(by)}s" if by.isalpha() else f"{groups:,} groups"


def _quotations(profiles: Iterable[Profile | Mapping[str, Any]]) -> dict[str, tuple[Quotation, ...]]:
    records = (each.to_dict() if isinstance(each, Profile) else each for each in profiles)
    return {str(record["document"]["id"]): quotations_of(record) for record in records}


def _shared(lexicon: Lexicon | None, used: Mapping[str, Any]) -> dict[str, Any]:
    facts = {"name": lexicon.name, "version": lexicon.version, "sha256": lexicon.sha256} if lexicon else used
    return {
        "version": framing.__version__,
        "lexicon": {"name": "", "version": "", "sha256": ""} | dict(facts),
        "lexicon_title": lexicon.title if lexicon else None,
    }


def _comparison_page(
    comparison: Comparison,
    lexicon: Lexicon | None,
    texts: Mapping[str, Document],
    quotations: Mapping[str, tuple[Quotation, ...]],
    sample: int,
) -> dict[str, Any]:
    everything = comparison.part.groups
    largest = sorted(everything, key=lambda group: (-_words(everything[group]), group))[:_GROUPS]
    groups = {group: held for group, held in everything.items() if group in largest}
    labels = Labels.of(lexicon, (each.side for o in comparison.part.observations for each in o.mentions))
    entries = Entries(labels)
    views = _views(comparison, texts, quotations, entries, sample)
    places = {key: place for view in views for key, place in view.places.items()}
    matrix = build_matrix(groups, labels, Shown(texts, places))
    names, left_out = chosen_tables(comparison)
    tables, cuts = pack_tables(comparison.table(name) for name in names)
    facts = {str(view.number): view.facts for view in views}
    return {
        **_shared(lexicon, dict(zip(("name", "version"), comparison.lexicon.rsplit(" ", 1), strict=False))),
        "comparison": comparison,
        "lexicon_name": comparison.lexicon,
        "by": label_of(comparison.part.by),
        "groups": [label_of(group) for group in groups],
        "groups_left_out": len(everything) - len(groups),
        "totals": _totals(comparison),
        "summary": [row | {"label": label_of(row["group"])} for row in comparison.groups if row["group"] in groups],
        "sides": _used_sides(comparison.part.observations, labels),
        "matrix": matrix,
        **_figures(comparison, list(groups), labels),
        "differences": _differences(comparison, names),
        "silences": _silences(comparison, names, labels),
        "views": views,
        "documents": len(comparison.part.observations),
        "entries": sorted(entries.records, key=lambda entry: (str(entry["label"]), str(entry["variant"]))),
        "table_names": names,
        "table_notes": cuts,
        "tables_left_out": left_out,
        "data": as_json({"documents": facts, "evidence": matrix.evidence, "tables": tables}),
    }


def _figures(comparison: Comparison, groups: Sequence[str], labels: Labels) -> dict[str, Any]:
    return {
        "alignment": alignment_panels(comparison, groups, labels),
        "side_panels": side_panels(comparison, groups, labels),
        "loading": loading_panels(comparison, groups),
        "sentiment": sentiment_panels(comparison, groups, labels),
        "sources": list(sources(comparison, groups, labels)),
    }


def _words(held: Sequence[Observation]) -> int:
    return sum(sum(each.words) for each in held)


def _totals(comparison: Comparison) -> dict[str, int]:
    observations = comparison.part.observations
    return {
        "groups": len(comparison.part.groups),
        "documents": len(observations),
        "words": _words(observations),
        "mentions": sum(len(each.mentions) for each in observations),
        "sources": len({voice.name for each in observations for voice in each.voices if voice.kind == "source"}),
    }


def _used_sides(observations: Iterable[Observation], labels: Labels) -> list[SideMark]:
    used = {each.side for observation in observations for each in observation.mentions}
    return [mark for side, mark in labels.sides.items() if side in used]


def _views(
    comparison: Comparison,
    texts: Mapping[str, Document],
    quotations: Mapping[str, tuple[Quotation, ...]],
    entries: Entries,
    sample: int,
) -> list[DocumentView]:
    chosen = choose(comparison.part.observations, texts, most=sample, seed=comparison.settings.seed)
    return [
        view_document(
            number,
            texts[observation.document],
            observation,
            entries,
            limit=limit,
            quotations=quotations.get(observation.document),
        )
        for number, (observation, limit) in enumerate(chosen, start=1)
    ]


def _differences(comparison: Comparison, names: Sequence[str]) -> list[dict[str, Any]]:
    """Return for pairs of groups how differently they name and how their sentiment differs, the most telling first."""
    if "divergence" not in names:
        return []
    contrasts = {
        (row["group"], row["other"], row["mode"]): row for row in comparison.sentiment_contrast.where(target=None)
    }
    rows = [
        row | {"contrast": contrasts.get((row["group"], row["other"], row["mode"]))}
        for row in comparison.divergence.where(referent=None)
    ]
    rows.sort(key=lambda row: (row["mode"] != "own", -(row["corrected"] or 0.0), row["group"], row["other"]))
    return rows[:_DIFFERENCES]


def _silences(comparison: Comparison, names: Sequence[str], labels: Labels) -> list[dict[str, Any]]:
    if "coverage" not in names:
        return []
    return [row | {"label": labels.referent(row["referent"])} for row in comparison.coverage.head(_SILENCES)]


# ---------------------------------------------------------------- writing


def _write(path: str | Path, template: str, page: dict[str, Any]) -> Path:
    text = _environment().get_template(template).render(page)
    path = Path(path)
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
    return path


def _environment() -> Any:
    """Return the templates' environment: everything that is printed is escaped, and holds no control character.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    try:
        import jinja2
    except ImportError:
        raise MissingExtraError.of("write_report", "report") from None
    from markupsafe import Markup

    def finalize(value: Any) -> Any:
        return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: read_text(f"report/{name}")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("css", "js"):
        # What is in these files is ours, and the page's policy runs nothing whose hash differs.
        lines = read_text(f"report/report.{name}").splitlines()
        source = "\n".join(line.strip() for line in lines if line.strip())
        environment.globals[name] = Markup(source)  # noqa: S704
        environment.globals[f"{name}_hash"] = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    environment.filters["json_block"] = Markup
    return environment
