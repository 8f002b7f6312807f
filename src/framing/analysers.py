"""Other analysers than the built-in one, and one's own valence lexicon for VADER's rules."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from framing.documents import read_document
from framing.errors import Fault, LexiconError, OptionError
from framing.valence import Analyser, Scores, built_in

__all__ = ["analyse_all", "as_analyser", "read_valences"]


def as_analyser(analyser: Analyser | Callable[[str], Scores | float] | None, *, exact: bool = False) -> Analyser:
    """Return an `Analyser`: the built-in one for None, a plain function wrapped.

    Raises:
        OptionError: `exact` was asked of another analyser than the built-in, or the object cannot score.

    >>> as_analyser(lambda text: 0.5).score("Any text.").compound
    0.5
    """
    if analyser is None:
        return built_in(exact)
    if exact:
        raise OptionError("exact=True belongs to the built-in scorer. Drop it, or pass analyser=Vader(exact=True)")
    if isinstance(analyser, Analyser):
        return analyser
    if callable(analyser):
        return _Function(analyser)
    raise OptionError(f"an analyser has a method score(text) -> Scores, or is a function; not {analyser!r}")


def analyse_all(analyser: Analyser, texts: Sequence[str]) -> list[Scores]:
    """Score many texts, in one batch where the analyser offers `score_all`.

    Raises:
        OptionError: a compound is outside [-1, 1], or a batch has lost or gained a text.

    >>> from framing.valence import Vader
    >>> [scores.compound for scores in analyse_all(Vader(), ["A disaster.", "A table."])]
    [-0.6249, 0.0]
    """
    batch = getattr(analyser, "score_all", None)
    found = list(batch(texts)) if batch is not None else [analyser.score(text) for text in texts]
    if len(found) != len(texts):
        raise OptionError(f"the analyser gave {len(found)} scores for {len(texts)} texts: score_all must keep them all")
    for scores in found:
        if not -1.0 <= scores.compound <= 1.0:
            raise OptionError(f"the analyser gave a compound of {scores.compound!r}: it must lie in [-1, 1]")
    return found


class _Function:
    """A plain function as an analyser."""

    __slots__ = ("function",)

    def __init__(self, function: Callable[[str], Scores | float]) -> None:
        self.function = function

    def score(self, text: str) -> Scores:
        found = self.function(text)
        if isinstance(found, Scores):
            return found
        return Scores(float(found), carrying=float(found) != 0.0)


# ---------------------------------------------------------------- one's own valence lexicon


def read_valences(path: str | Path) -> dict[str, float]:
    """Read a valence lexicon: word → valence in [-4, 4], for `Vader(words)`.

    A .toml file has them in a table `[words]`; a .csv file has a header with `word` and `valence`.

    Raises:
        LexiconError: with every fault of the file at once.
        DocumentError: the file is missing, or is not UTF-8.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "mine.csv"
    ...     _ = path.write_text("word,valence\\nregime,-1.5\\n", encoding="utf-8")
    ...     read_valences(path)
    {'regime': -1.5}
    """
    path = Path(path)
    text = read_document(path).text
    rows = list(_toml_rows(path, text) if path.suffix.lower() == ".toml" else _csv_rows(path, text))
    words: dict[str, float] = {}
    faults: list[Fault] = []
    for where, line, word, valence in rows:
        fault = _fault(str(path), where, line, word, valence, words)
        if fault is None:
            words[str(word).lower()] = float(str(valence))
        else:
            faults.append(fault)
    if faults:
        raise LexiconError(f"{path}: {len(faults)} faults in this valence lexicon", faults)
    if not words:
        raise LexiconError(f"{path}: holds no word", [Fault(str(path), "words", "no word", "Add word and valence")])
    return words


_Row = tuple[str, int | None, object, object]


def _toml_rows(path: Path, text: str) -> Iterator[_Row]:
    try:
        words = tomllib.loads(text).get("words")
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: is not valid TOML ({error})") from None
    if not isinstance(words, dict):
        fault = Fault(str(path), "words", "no table [words]", 'Write [words] and then "word" = -1.5, one a line')
        raise LexiconError(f"{path}: is no valence lexicon", [fault])
    for word, valence in words.items():
        yield f"words.{word}", None, word, valence


def _csv_rows(path: Path, text: str) -> Iterator[_Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        if not {"word", "valence"} <= set(reader.fieldnames or ()):
            mend = "Begin the file with the line: word,valence"
            fault = Fault(str(path), "", f"its header is {reader.fieldnames!r}", mend, 1)
            raise LexiconError(f"{path}: is no valence lexicon", [fault])
        for row in reader:
            yield "", reader.line_num, row["word"], row["valence"]
    except csv.Error as error:
        raise LexiconError(f"{path}:{reader.line_num}: is not CSV ({error})") from None


def _fault(
    file: str, path: str, line: int | None, word: object, valence: object, known: dict[str, float]
) -> Fault | None:
    if not isinstance(word, str) or word.split() != [word]:
        return Fault(file, path, f"{word!r} is not a single word", "Give single words, without blanks", line)
    if word.lower() in known:
        return Fault(file, path, f"{word!r} is given twice", "Keep one of them; case does not count", line)
    try:
        number = float(str(valence))
    except ValueError:
        number = float("nan")
    if isinstance(valence, bool) or not -4 <= number <= 4:
        return Fault(file, path, f"the valence of {word!r} is {valence!r}", "Give a number from -4 to 4", line)
    return None
