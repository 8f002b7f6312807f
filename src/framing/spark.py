"""Profiles and comparisons on Spark: the function of every batch, mapped over a DataFrame, and a merge of its parts."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.comparison.comparing import Comparison, check_options, compare_partials
from framing.comparison.groups import Folded
from framing.comparison.observations import Observation, observe
from framing.comparison.partials import PartialComparison
from framing.errors import DocumentError, FramingError, MissingExtraError, nearest
from framing.grouping import check_key
from framing.lexicons import Lexicon, as_lexicon
from framing.runs.arrow import batch_schema
from framing.runs.batches import SHARES_ID, check_faults, measure_rows, profile_batch
from framing.runs.measuring import Options

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["compare", "profile"]

_ROWS = 64  # rows measured at a time: Spark's own batches are of 10,000, whose profiles no worker should hold
_PIECE = 64 * 1024 * 1024  # bytes of a result in one row
_TYPES = {"string": "string", "int64": "bigint", "double": "double"}
_PART = "part binary"
Batches = Iterator[Any]


def profile(
    df: DataFrame,
    lexicon: str | Path | Lexicon | None = None,
    *,
    text: str = "text",
    id: str = "id",
    exact: bool = False,
    faults: str = "drop",
) -> DataFrame:
    """Return the profile of each row: the columns and values of `framing profile --out profiles.parquet`.

    Lazy, like every transformation; rows keep their partition and their order in it. All columns but two are metadata,
    as `read_corpus` reads them from a Parquet file; timestamps with a zone are in UTC.

    Args:
        df: one row a document.
        lexicon: a `Lexicon`, or the name of a pack or path of a TOML file; it is read here, and broadcast once.
        text: the column of texts.
        id: the column of ids.
        exact: see `measure_sentiment`.
        faults: what becomes of rows without a text or an id, of rows that share an id, and of those that cannot be
            measured: `drop` leaves them out, `keep` adds a column `error` that says why a row has no figures, `raise`
            fails the job. No row of a DataFrame is the first with its id, so all that share one are faulty.

    Raises:
        DocumentError: a column is missing.
        MissingExtraError: the `spark` extra is not installed.
    """
    check_faults(faults)
    marked = _with_shared_ids(_checked(df, text, id), id)
    held = _broadcast(df, Options(as_lexicon(lexicon), exact))
    columns = {"text": text, "id": id, "faults": faults}

    def measure(batches: Batches) -> Batches:
        options = held.value
        for rows in _pieces(batches):
            yield from profile_batch(rows, options.lexicon, exact=options.exact, **columns).to_batches()

    return _in_one_column(marked).mapInArrow(measure, _ddl(batch_schema(with_errors=faults == "keep")))


def compare(
    df: DataFrame,
    lexicon: str | Path | Lexicon | None = None,
    *,
    by: str = "document",
    text: str = "text",
    id: str = "id",
    exact: bool = False,
    sides: tuple[str, str] | None = None,
    comments: bool = False,
    pairs: str = "auto",
    spans: bool = False,
    seed: int = 0,
    resamples: int = 2000,
    permutations: int = 9999,
    level: float = 0.95,
    observations: bool = False,
) -> Comparison:
    """Compare groups of documents: the tables of `framing.compare`, equal to the bit under any partitioning.

    Each task folds its rows into what they add up to, some megabytes however many they are. One last task joins these
    and computes the tables, and they alone come to the driver. With `spans` or `observations` the last task needs what
    is observed of each document, some two kilobytes.

    Args:
        df: texts, one row a document; or profiles, as `profile` or a Parquet file of `framing profile` gives them.
        lexicon: as in `framing.compare`; it is read here, and broadcast once.
        by: as in `framing.compare`.
        text: the column of texts.
        id: the column of ids.
        exact: see `measure_sentiment`.
        sides, comments, pairs, seed, resamples, permutations, level: as in `framing.compare`.
        spans: list in each row where its count comes from, so that `evidence` can show it given the texts.
        observations: bring the observations to the driver too, for figures, reports and `evidence`; without them the
            comparison is `detached`.

    Raises:
        DocumentError: a column is missing, or a row is faulty (`compare(profile(df))` leaves faulty rows out).
        ComparisonError: as in `framing.compare`.
        OptionError: an option's value is out of range.
        MissingExtraError: the `spark` extra is not installed.
    """
    check_options(pairs, seed, resamples, permutations, level)
    held = _broadcast(df, Options(as_lexicon(lexicon), exact))
    keep = spans or observations
    settings: dict[str, Any] = {"sides": sides, "pairs": pairs, "spans": spans, "seed": seed, "resamples": resamples}
    settings |= {"permutations": permutations, "level": level}

    def conclude(batches: Batches) -> Batches:
        try:
            part, known = _merge(batches, by, keep)
            if part.documents:
                check_key(known, by)
            found: Any = compare_partials(part, lexicon=held.value.lexicon, **settings)
            found = found if observations else found.detached()
        except FramingError as error:
            found = error
        yield from _packed(found)

    def fold(batches: Batches) -> Batches:
        try:
            folded: Any = _merge(batches, by, keep)
        except FramingError as error:
            folded = error
        yield _parts([folded])

    parts = _parts_of(df, held, text, id, _observer(by, comments))
    if not keep:
        parts = parts.mapInArrow(fold, _PART)
    rows = parts.repartition(1).mapInArrow(conclude, "number int, piece binary").collect()
    pieces = (row.piece for row in sorted(rows, key=lambda row: row.number))
    found: Comparison | FramingError = pickle.loads(b"".join(pieces))  # noqa: S301
    if isinstance(found, FramingError):
        raise found
    return found


# ---------------------------------------------------------------- what the tasks do


def _parts_of(df: DataFrame, held: Any, text: str, id: str, part_of: Callable[[str], Any]) -> DataFrame:
    """Return one pickled part a row: of its profile record, which is measured first where `df` has texts."""
    if "record" in df.columns and text not in df.columns:
        records = _in_one_column(df.select("record"))
        return records.mapInArrow(
            lambda batches: (_parts(map(part_of, _texts(rows))) for rows in _pieces(batches)), _PART
        )

    def measure(batches: Batches) -> Batches:
        for rows in _pieces(batches):
            measured = measure_rows(rows, held.value, text=text, id=id)
            yield _parts(part_of(line) if error is None else _fault(name, error) for name, line, error in measured)

    return _in_one_column(_checked(df, text, id)).mapInArrow(measure, _PART)


def _observer(by: str, comments: bool) -> Callable[[str], Any]:
    def part_of(line: str) -> Any:
        record = json.loads(line)
        try:
            return observe(record, by=by, comments=comments), tuple(record["document"].get("metadata") or ())
        except FramingError as error:
            return error

    return part_of


def _fault(name: str | None, error: str) -> DocumentError:
    return DocumentError(f"{name!r}: {error}. framing.spark.compare(framing.spark.profile(df)) leaves faulty rows out")


def _merge(batches: Batches, by: str, keep: bool) -> tuple[PartialComparison, set[str]]:
    """Return the parts as one, and the metadata keys of their documents.

    What is wrong with a row is raised here, once, and not by each attempt at its task.
    """
    known: set[str] = set()
    folded = Folded()

    def observations() -> Iterator[Observation]:
        for batch in batches:
            for part in map(pickle.loads, _texts(batch)):
                if isinstance(part, FramingError):
                    raise part
                held, keys = part
                known.update(keys)
                if isinstance(held, Observation):
                    yield held
                else:
                    folded.join(held.folded)

    part = PartialComparison.join(by, observations(), keep=keep)
    return part if keep else part.merge(PartialComparison(by, folded=folded)), known


def _texts(rows: Any) -> list[Any]:
    held: list[Any] = rows.column(0).to_pylist()
    return held


def _pieces(batches: Batches) -> Batches:
    """Cut Spark's batches into small ones, and give times in UTC, as Parquet has them, not in the session's zone."""
    import pyarrow

    for batch in batches:
        rows = pyarrow.RecordBatch.from_struct_array(batch.column(0))
        for at in range(0, rows.num_rows, _ROWS):
            yield _in_utc(rows.slice(at, _ROWS))


def _in_utc(rows: Any) -> Any:
    import pyarrow

    fields = [
        pyarrow.field(each.name, pyarrow.timestamp(each.type.unit, "UTC"))
        if pyarrow.types.is_timestamp(each.type) and each.type.tz
        else each
        for each in rows.schema
    ]
    return rows.cast(pyarrow.schema(fields)) if fields != list(rows.schema) else rows


def _parts(parts: Iterable[Any]) -> Any:
    import pyarrow

    return pyarrow.RecordBatch.from_arrays([pyarrow.array(map(pickle.dumps, parts), pyarrow.binary())], ["part"])


def _packed(found: Any) -> Batches:
    import pyarrow

    data = pickle.dumps(found)
    for number, at in enumerate(range(0, len(data), _PIECE)):
        columns = [pyarrow.array([number], pyarrow.int32()), pyarrow.array([data[at : at + _PIECE]], pyarrow.binary())]
        yield pyarrow.RecordBatch.from_arrays(columns, ["number", "piece"])


# ---------------------------------------------------------------- on the driver


def _checked(df: DataFrame, *names: str) -> DataFrame:
    for name in names:
        if name not in df.columns:
            raise DocumentError(f"the DataFrame has no column {name!r}. {nearest(name, df.columns)}")
    return df


def _with_shared_ids(df: DataFrame, id: str) -> DataFrame:
    """Return the DataFrame with a column that marks rows whose id another row has; the texts are not shuffled."""
    functions = _functions()
    name = functions.col(_quoted(id))
    twins = df.select(name.alias(SHARES_ID)).groupBy(SHARES_ID).count().where("count > 1").select(SHARES_ID)
    return df.join(functions.broadcast(twins), name == functions.col(SHARES_ID), "left")


def _in_one_column(df: DataFrame) -> DataFrame:
    """Return the DataFrame with its columns as fields of one: `mapInArrow` stumbles over names with a point in them."""
    functions = _functions()
    return df.select(functions.struct(*(functions.col(_quoted(name)) for name in df.columns)).alias("row"))


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _broadcast(df: DataFrame, options: Options) -> Any:
    _functions()
    return df.sparkSession.sparkContext.broadcast(options)


def _ddl(schema: Any) -> str:
    return ", ".join(f"`{field.name}` {_TYPES[str(field.type)]}" for field in schema)


def _functions() -> Any:
    try:
        import pandas  # noqa: F401
        import pyarrow  # noqa: F401
        from pyspark.sql import functions
    except ImportError:
        raise MissingExtraError.of("framing.spark", "spark") from None
    return functions
