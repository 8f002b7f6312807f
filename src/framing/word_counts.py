"""What the readability formulas ask of a word: its letters, its syllables, whether it is easy; each word asked once.

The numbers are textstat's: punctuation is its `remove_punctuation`, syllables are CMUdict's first pronunciation, else
pyphen's hyphenation, and easy words are its list of Dale and Chall's. CMUdict's syllables are counted beforehand
(`data/syllables.txt`), since NLTK takes half a second and 100 MB to read the dictionary in every process.
"""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.word_caches import WordCache

if TYPE_CHECKING:
    from pyphen import Pyphen

__all__ = ["TextCounts", "count_words", "unpack", "words_in"]


@dataclass(frozen=True, slots=True)
class TextCounts:
    """What the formulas count.

    Attributes:
        words: pieces between blanks that hold a letter or a digit.
        sentences: those with a word; a sentence that voices share counts for each by its share of the words.
        syllables: of all words, after CMUdict's first pronunciation, else after pyphen's hyphenation.
        polysyllables: words of three syllables or more.
        complex_words: polysyllables that are not on the list of easy words.
        difficult_words: words that are not on Dale and Chall's list of easy words (inflected forms of listed words and
            proper names count as difficult, as in textstat).
        long_words: words of more than six letters.
        letters: letters and digits.
        characters: all signs but blanks, punctuation too.
        tokens: pieces between blanks, lone punctuation too.
    """

    words: int = 0
    sentences: float = 0
    syllables: int = 0
    polysyllables: int = 0
    complex_words: int = 0
    difficult_words: int = 0
    long_words: int = 0
    letters: int = 0
    characters: int = 0
    tokens: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the counts as a record."""
        return {name: getattr(self, name) for name in self.__slots__}


# Counts of a word are packed into one integer, a field of 40 bits each, so that one `sum` adds them all.
_BITS = 40
_MASK = (1 << _BITS) - 1
_FIELDS = tuple(name for name in TextCounts.__slots__ if name != "sentences")
_ONE = {name: 1 << (_BITS * place) for place, name in enumerate(_FIELDS)}
_WORD, _SYLLABLE, _LETTER = _ONE["words"], _ONE["syllables"], _ONE["letters"]
_CHARACTER, _TOKEN = _ONE["characters"], _ONE["tokens"]
_POLYSYLLABLE, _COMPLEX = _ONE["polysyllables"], _ONE["complex_words"]
_DIFFICULT, _LONG = _ONE["difficult_words"], _ONE["long_words"]

# What is longer is an address or a line without blanks, not a word whose syllables can be counted.
_LONGEST_WORD = 100


def count_words(plain: str) -> int:
    """Return the packed counts of a text whose marks are plain; packed counts are added up by `+`.

    >>> unpack(count_words("A good day, indeed!"), 1.0).syllables
    5
    """
    return sum(map(_word_counts().__getitem__, plain.split()))


def words_in(packed: int) -> int:
    """Return the number of words in packed counts."""
    return packed & _MASK


def unpack(packed: int, sentences: float) -> TextCounts:
    """Return packed counts as `TextCounts`."""
    counts = {name: packed >> (_BITS * place) & _MASK for place, name in enumerate(_FIELDS)}
    return TextCounts(**counts, sentences=int(sentences) if sentences.is_integer() else sentences)


class _Counter:
    """What counts a piece between blanks, packed."""

    def __init__(self) -> None:
        from pyphen import Pyphen

        make_cmudict_known()
        self.syllables = read_syllables()
        self.easy = _read_easy_words()
        self.hyphenation: Pyphen = Pyphen(lang="en_US")
        # Words of equal counts share one number: what many tokens lead to stays in the processor's cache.
        self.equal: dict[int, int] = {}

    def count(self, token: str) -> int:
        packed = _TOKEN + len(token) * _CHARACTER
        if len(token) > _LONGEST_WORD:
            return packed
        packed += self._of_word(token)
        return self.equal.setdefault(packed, packed)

    def _of_word(self, token: str) -> int:
        word = token if token.isalpha() else _OTHER_SIGNS.sub("", _LONE_APOSTROPHE.sub("", token))
        if not word:
            return 0
        lowered = word.lower()
        syllables = self._count_syllables(lowered)
        letters = len(word) - word.count("'")
        packed = _WORD + syllables * _SYLLABLE + letters * _LETTER
        if syllables >= _POLY:
            packed += _POLYSYLLABLE
        if letters > _SHORT:
            packed += _LONG
        if lowered not in self.easy:
            packed += _DIFFICULT if syllables < _POLY else _DIFFICULT + _COMPLEX
        return packed

    def _count_syllables(self, word: str) -> int:
        known = self.syllables.get(word)
        return len(self.hyphenation.positions(word)) + 1 if known is None else known


_POLY = 3  # syllables of a polysyllable
_SHORT = 6  # letters of the longest word that is not long
# An apostrophe stays where a contraction's ending follows it; every other sign goes.
_LONE_APOSTROPHE = re.compile(r"'(?!(?:[tsd]|ve|ll|re))")
_OTHER_SIGNS = re.compile(r"[^\w\s']")


@cache
def _word_counts() -> WordCache[int]:
    return WordCache(_Counter().count)


def read_syllables() -> dict[str, int]:
    """Return word → syllables of CMUdict's first pronunciation, for each word that a text can hold once it is plain.

    >>> read_syllables()["article"]
    3
    """
    text = (files("framing") / "data" / "syllables.txt").read_text(encoding="utf-8")
    known: dict[str, int] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            count, *words = line.split()
            known.update(dict.fromkeys(words, int(count)))
    return known


def _read_easy_words() -> frozenset[str]:
    """Return textstat's list of easy words; the package itself is not imported for it."""
    found = find_spec("textstat")
    folders: Sequence[str] = (found.submodule_search_locations if found else None) or ()
    text = Path(*folders, "resources", "en", "easy_words.txt").read_text(encoding="utf-8")
    return frozenset(map(str.strip, text.splitlines()))


def make_cmudict_known() -> None:
    """Let NLTK find the pronouncing dictionary that we ship, so that textstat, asked beside us, needs no network.

    textstat calls NLTK's downloader unless the dictionary is found unpacked. NLTK refuses folders that other accounts
    may write to, as those of a checkout under a lax umask, and, from 3.10 on, files with a second name, as those that
    uv links from its cache; it then gets a copy that is this process's alone, gone when that ends. Where there is no
    room for one textstat does without: nothing here depends on it.
    """
    import nltk

    folder = str(files("framing") / "data" / "nltk_data")
    if folder in nltk.data.path:
        return
    nltk.data.path.insert(0, folder)  # from 3.10 on, NLTK opens nothing that is not below one of these
    if not _nltk_reads(folder):
        nltk.data.path.remove(folder)
        with suppress(OSError):
            nltk.data.path.insert(0, _private_copy(folder))


def _private_copy(folder: str) -> str:
    private = tempfile.mkdtemp(prefix="framing-")
    atexit.register(shutil.rmtree, private, ignore_errors=True)
    copied = shutil.copytree(folder, Path(private, "nltk_data"), copy_function=shutil.copyfile)
    for path in (copied, *copied.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return str(copied)


def _nltk_reads(folder: str) -> bool:
    import nltk

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        try:
            with nltk.data.find("corpora/cmudict/cmudict", [folder]).open():
                pass
        except (LookupError, OSError):
            return False
    return True
