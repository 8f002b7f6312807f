"""Features for scikit-learn: what a profile measures of each text, as a matrix of numbers with named columns."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from framing.attribution import MODES, QUOTATION_KINDS, SOURCE_KINDS
from framing.documents import Document
from framing.errors import MissingExtraError, OptionError
from framing.lexicons import NEUTRAL, Lexicon, as_lexicon
from framing.profiles import Profile, profile
from framing.readability import FORMULAS
from framing.terminology import Mention
from framing.voices import Reading

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    class _Transformer:
        """What a type checker knows of scikit-learn's base classes, which carry no types."""

        def get_params(self, deep: bool = True) -> dict[str, Any]: ...
        def set_params(self, **params: Any) -> Self: ...
        def set_output(self, *, transform: str | None = None) -> Self: ...

    MISSING = False
else:
    try:
        from sklearn.base import BaseEstimator, TransformerMixin

        class _Transformer(TransformerMixin, BaseEstimator):
            """The base classes of a transformer."""

        MISSING = False
    except ImportError:
        _Transformer, MISSING = object, True

__all__ = ["KINDS", "FramingFeatures"]

KINDS = ("naming", "sides", "loading", "distance", "modes", "sourcing", "cues", "sentiment", "toward", "readability")
_LOADINGS = ("neutral", "marked", "loaded")
_DISTANCES = ("scare_quotes", "so_called", "alleged")
_CUES = ("neutral", "doubting", "endorsing", "emotive")
_MISSING = ("mean", "nan")
_MODES = ("all", *MODES)


@dataclass(frozen=True, slots=True)
class _Row:
    """The measures of one text by name; what is absent is 0 in a share whose whole is there, else unknown."""

    values: Mapping[str, float | None]
    wholes: frozenset[str]

    @classmethod
    def of(cls, measures: Iterable[tuple[str, float | None]]) -> _Row:
        values = dict(measures)
        return cls(values, frozenset(_whole(name) for name in values) - {""})

    def get(self, name: str) -> float | None:
        if name in self.values:
            return self.values[name]
        return 0.0 if _whole(name) in self.wholes else None


def _whole(name: str) -> str:
    """Return what a share is of: the referent of a name, all sides of a side; nothing for other measures."""
    if name.startswith("naming:"):
        return name.partition("=")[0]
    return "side:" if name.startswith("side:") else ""


class FramingFeatures(_Transformer):
    """Turn texts into numbers that say how they frame: a scikit-learn transformer.

    Each column is one measure, named `kind:what` (the how-to on scikit-learn lists them): the share of a referent's
    mentions that use a name, of all mentions that use a side's names, loaded names per 1,000 words, the share of words
    that are quoted, mean sentiment, readability and so on. `fit` learns which names and targets the texts use and the
    mean of each measure; nothing else, so that a column means the same in every model.

    Args:
        lexicon: a `Lexicon`, a pack's name or a TOML file's path; None for features without names.
        include: the kinds of features, of `naming`, `sides`, `loading`, `distance`, `modes`, `sourcing`, `cues`,
            `sentiment`, `toward`, `readability`; None for all that can be had.
        mode: which mentions count for `naming`, `sides`, `loading` and `distance`: `own` those of the author alone.
        min_documents: a name or target needs to be in so many texts for a column of its own.
        missing: what stands where a text has no value (it never names the referent, or is too short for readability):
            `mean` is the mean of the texts of `fit` that have one, `nan` leaves it open.

    Attributes:
        lexicon_: the lexicon in use, or None.
        feature_names_out_: the columns, in order.
        means_: the mean of each column over the texts of `fit` that have a value; 0 where none has.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """

    def __init__(
        self,
        lexicon: str | Path | Lexicon | None = None,
        *,
        include: Sequence[str] | None = None,
        mode: str = "all",
        min_documents: int = 1,
        missing: str = "mean",
    ) -> None:
        if MISSING:
            raise MissingExtraError.of("FramingFeatures", "sklearn")
        self.lexicon = lexicon
        self.include = include
        self.mode = mode
        self.min_documents = min_documents
        self.missing = missing

    # ------------------------------------------------------------ what scikit-learn asks

    def fit(self, X: Iterable[str | Document | Reading | Profile], y: Any = None) -> Self:  # noqa: N803
        """Learn which columns there are and their means from texts, documents, readings or profiles; `y` is ignored.

        Raises:
            OptionError: a parameter's value, or `X` is no list of texts.
            LexiconError: the lexicon is unknown or faulty.
        """
        self._learn(X)
        return self

    def fit_transform(self, X: Iterable[str | Document | Reading | Profile], y: Any = None) -> NDArray[numpy.float64]:  # noqa: N803
        """Return `fit(X).transform(X)`, with each text measured once."""
        return self._matrix(self._learn(X))

    def transform(self, X: Iterable[str | Document | Reading | Profile]) -> NDArray[numpy.float64]:  # noqa: N803
        """Return a row of features for each text, as an array of shape (texts, columns).

        Raises:
            NotFittedError: `fit` was not called.
            OptionError: `X` is no list of texts.
        """
        from sklearn.utils.validation import check_is_fitted

        check_is_fitted(self, "feature_names_out_")
        return self._matrix([self._row(each) for each in _measured(X, self.lexicon_)])

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[numpy.object_]:
        """Return the names of the columns; `input_features` is ignored, as texts have none.

        Raises:
            NotFittedError: `fit` was not called.
        """
        import numpy
        from sklearn.utils.validation import check_is_fitted

        check_is_fitted(self, "feature_names_out_")
        return numpy.asarray(self.feature_names_out_, dtype=object)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()  # type: ignore[misc]
        tags.input_tags.string = True
        tags.input_tags.one_d_array = True
        tags.input_tags.two_d_array = False
        tags.target_tags.required = False
        return tags

    # ------------------------------------------------------------ how it is done

    def _learn(self, X: Iterable[str | Document | Reading | Profile]) -> list[_Row]:  # noqa: N803
        kinds = self._check()
        self.lexicon_ = as_lexicon(self.lexicon)
        self._kinds = kinds
        rows = [self._row(each) for each in _measured(X, self.lexicon_)]
        if not rows:
            raise OptionError("there are no texts to learn from: X is empty")
        self.feature_names_out_ = self._columns(rows)
        self.means_ = {name: _mean(row.get(name) for row in rows) for name in self.feature_names_out_}
        return rows

    def _check(self) -> tuple[str, ...]:
        if isinstance(self.include, str):
            raise OptionError(f"include is a list of kinds, not the text {self.include!r}: write [{self.include!r}]")
        for kind in self.include or ():
            if kind not in KINDS:
                raise OptionError.unknown("kind of features", kind, KINDS)
        if self.mode not in _MODES:
            raise OptionError.unknown("mode", self.mode, _MODES)
        if self.missing not in _MISSING:
            raise OptionError.unknown("value of missing", self.missing, _MISSING)
        if not isinstance(self.min_documents, int) or self.min_documents < 1:
            raise OptionError(f"min_documents is a whole number from 1 up, not {self.min_documents!r}")
        return tuple(kind for kind in KINDS if self.include is None or kind in self.include)

    def _row(self, measured: Profile) -> _Row:
        return _Row.of(pair for kind in self._kinds for pair in _MEASURES[kind](measured, self.mode))

    def _columns(self, rows: Sequence[_Row]) -> list[str]:
        """Order columns by kind; names and targets, which depend on the texts, alphabetically within theirs."""
        seen: Counter[str] = Counter()
        for row in rows:
            seen.update(name for name, value in row.values.items() if value is not None)
        found = {name: None for row in rows for name in row.values}
        for side in (*(each.id for each in self.lexicon_.sides), NEUTRAL) if self.lexicon_ else ():
            if "sides" in self._kinds:
                found.setdefault(f"side:{side}")
        columns = []
        for kind in self._kinds:
            held = [name for name in found if name.startswith(_PREFIX[kind])]
            if kind in ("naming", "toward"):
                held = [name for name in held if seen[name] >= self.min_documents]
            columns += held if kind in _FIXED else sorted(held)
        return columns

    def _matrix(self, rows: Sequence[_Row]) -> NDArray[numpy.float64]:
        import numpy

        gaps = self.means_ if self.missing == "mean" else dict.fromkeys(self.means_, math.nan)
        matrix = numpy.empty((len(rows), len(self.feature_names_out_)), dtype=numpy.float64)
        for at, row in enumerate(rows):
            for column, name in enumerate(self.feature_names_out_):
                value = row.get(name)
                matrix[at, column] = gaps[name] if value is None else value
        return matrix


def _mean(values: Iterable[float | None]) -> float:
    held = [value for value in values if value is not None]
    return math.fsum(held) / len(held) if held else 0.0


def _measured(texts: Any, lexicon: Lexicon | None) -> Iterator[Profile]:
    """Yield the profile of each text."""
    if isinstance(texts, (str, Document, Reading, Profile)):
        raise OptionError(f"X is a list of texts, not a single {type(texts).__name__}: write [text]")
    if getattr(texts, "ndim", 1) != 1:
        raise OptionError(
            f"X is one column of texts, not an array of shape {texts.shape}: choose the column, X['text']"
        )
    if not isinstance(texts, Iterable):
        raise OptionError(f"X is a list of texts, not {type(texts).__name__}")
    for number, each in enumerate(texts):
        if isinstance(each, Profile):
            if lexicon is not None and (each.lexicon or {}).get("sha256") != lexicon.sha256:
                raise OptionError(f"X[{number}] is a profile made with another lexicon than {lexicon.name!r}")
            yield each
        elif isinstance(each, (str, Document, Reading)):
            # A numpy.str_ is a str, but not every function of the standard library takes it for one.
            yield profile(str(each) if isinstance(each, str) else each, lexicon)
        else:
            raise OptionError(f"X[{number}] is no text, document, reading or profile, but {type(each).__name__}")


# ---------------------------------------------------------------- the measures

_Named = Iterator[tuple[str, float | None]]


def _mentions(measured: Profile, mode: str) -> list[Mention]:
    return [each for each in measured.mentions if mode in ("all", each.mode)]


def _naming(measured: Profile, mode: str) -> _Named:
    """Yield the share of each name among the mentions of its referent."""
    pairs = Counter((each.referent, each.variant) for each in _mentions(measured, mode))
    totals = Counter(each.referent for each in _mentions(measured, mode))
    for (referent, variant), count in sorted(pairs.items()):
        yield f"naming:{referent}={variant}", count / totals[referent]


def _sides(measured: Profile, mode: str) -> _Named:
    """Yield the share of each side's names among the mentions whose side is known and that are used plainly."""
    held = [each.side for each in _mentions(measured, mode) if each.side is not None and each.distance is None]
    for side, count in sorted(Counter(held).items()):
        yield f"side:{side}", count / len(held)


def _loading(measured: Profile, mode: str) -> _Named:
    """Yield mentions of each loading per 1,000 words of the mode."""
    yield from _rates(measured, mode, "loading", _LOADINGS)


def _distance(measured: Profile, mode: str) -> _Named:
    """Yield mentions held at each kind of distance per 1,000 words of the mode."""
    yield from _rates(measured, mode, "distance", _DISTANCES)


def _rates(measured: Profile, mode: str, key: str, names: Sequence[str]) -> _Named:
    if measured.terminology is None:
        return
    counts = Counter(getattr(each, key) for each in _mentions(measured, mode))
    words = measured.terminology.words if mode == "all" else measured.attribution.words[mode]
    for name in names:
        yield f"{key}:{name}", 1000 * counts[name] / words if words else None


def _modes(measured: Profile, mode: str) -> _Named:
    """Yield the share of the body's words that are the author's own, quoted, paraphrased."""
    for name in MODES:
        yield f"mode:{name}", measured.attribution.shares[name]


def _sourcing(measured: Profile, mode: str) -> _Named:
    """Yield quotations per 1,000 words, the sources' words by kind of source, and how diverse sources are."""
    found = measured.attribution
    words = sum(found.words.values())
    for kind in QUOTATION_KINDS:
        yield f"sourcing:{kind}", 1000 * found.kinds[kind] / words if words else None
    shares = {source.kind: source.share for source in found.sources}
    for kind in SOURCE_KINDS:
        yield f"sourcing:{kind}_sources", shares.get(kind)
    yield "sourcing:effective_sources", found.effective_sources or 0.0
    yield "sourcing:most_quoted_share", found.most_quoted_share


def _cues(measured: Profile, mode: str) -> _Named:
    """Yield the share of each class of cue among the quotations that have one."""
    counts: Counter[str] = Counter()
    for classes in measured.attribution.cue_classes.values():
        counts.update(classes)
    for name in _CUES:
        yield f"cue:{name}", counts[name] / counts.total() if counts else None


def _sentiment(measured: Profile, mode: str) -> _Named:
    """Yield mean compound scores: of the body, by mode; and the share of sentences that carry any."""
    found = measured.sentiment
    yield "sentiment:mean", found.mean
    for name in MODES:
        scores = found.by_mode.get(name)
        yield f"sentiment:{name}", scores.mean if scores is not None else None
    yield "sentiment:carrying", found.carrying / found.n if found.n else None


def _toward(measured: Profile, mode: str) -> _Named:
    """Yield the mean sentiment toward each referent that is named."""
    for referent, toward in sorted(measured.sentiment.toward.items()):
        yield f"toward:{referent}", toward.mean


def _readability(measured: Profile, mode: str) -> _Named:
    """Yield the scores of the readability formulas."""
    grades = measured.readability.to_dict()
    for name in FORMULAS:
        yield f"readability:{name}", grades[name]


_MEASURES = {
    "naming": _naming,
    "sides": _sides,
    "loading": _loading,
    "distance": _distance,
    "modes": _modes,
    "sourcing": _sourcing,
    "cues": _cues,
    "sentiment": _sentiment,
    "toward": _toward,
    "readability": _readability,
}
_PREFIX = {kind: f"{kind.removesuffix('s') if kind in ('sides', 'modes', 'cues') else kind}:" for kind in KINDS}
_FIXED = ("loading", "distance", "modes", "sourcing", "cues", "sentiment", "readability")
