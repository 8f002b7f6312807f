"""Where the writer takes the word back in the sentence of a report: “…, a claim Baku denies”, “but gave no details”."""

from __future__ import annotations

from collections.abc import Sequence

from framing.quotations.cues import BASE, GERUND, PAST, THIRD, CueLexicon
from framing.quotations.phrases import np_right
from framing.quotations.units import Unit

__all__ = ["afterthought"]

# ", especially since …": the writer's reason for what was reported.
_FOCUS = frozenset(("especially", "particularly", "notably", "chiefly"))
_REASONS = frozenset(("since", "because", "as", "given", "considering"))
_LITTLE = frozenset(("no", "few", "little", "scant", "comment", "further", "any"))
_TURNING = frozenset(("but", "and", "though"))
_NOT = 5  # tokens between "but" and what was not told: but it did not immediately
_DISPUTE = 8  # tokens of "something the government in Baku has long denied"


def afterthought(unit: Unit, i: int, cues: CueLexicon) -> bool:
    """Tell whether the writer speaks again from the token `i` on, which stands behind a comma or dash, or joins."""
    words, tags = unit.words, unit.tags
    following = words[i + 1] if i + 1 < len(unit) else ""
    if words[i] in _FOCUS:
        return following in _REASONS
    if words[i] == "without":
        return GERUND in cues.withholding.get(following, frozenset())
    if words[i] in _TURNING:
        return _withholds(unit, i + 1, cues)
    if words[i] == "with":
        last = np_right(unit, i + 1)  # , with one calling it “…”
        entry = cues.verbs.get(words[last + 1]) if i < last < len(unit) - 1 else None
        return entry is not None and GERUND in entry[1]
    bare = words[i].endswith("s") and tags[i + 1] not in "C,"  # …, charges that the family denies
    claim = following if words[i] in ("a", "an") else words[i] if bare else ""
    disputed = claim in cues.nouns and cues.nouns[claim].cue_class == "doubting"
    return disputed or (words[i] in ("something", "which") and tags[i - 1] in ",—-" and _is_disputed(unit, i, cues))


def _is_disputed(unit: Unit, i: int, cues: CueLexicon) -> bool:
    """Tell "something the government has denied", and "which she denies", with nothing behind it."""
    for j in range(i + 2, min(len(unit), i + _DISPUTE)):
        if unit.words[j] in cues.verbs and cues.verbs[unit.words[j]][1] & {BASE, PAST, THIRD}:
            return unit.words[i] == "something" or unit.tags[j + 1] in " .,;?!"
    return False


def _withholds(unit: Unit, i: int, cues: CueLexicon) -> bool:
    """Tell "gave no details", "did not elaborate", "declined to say why"."""
    words, tags = unit.words, unit.tags
    i += tags[i] == "P"
    here, *following = words[i : i + _NOT] or [""]
    if "stopped" in (here, *following[:2]) and "short" in following:
        return True  # but has stopped short of
    if cues.withholding.get(here, frozenset()) & {PAST, THIRD} and following:
        return following[0] in _LITTLE or (following[0] == "to" and _tells(following[1:], cues))
    negated = here.endswith("n't") or "not" in following
    told = (at for at, word in enumerate(following) if BASE in cues.withholding.get(word, frozenset()))
    at = next(told, None) if tags[i] == "A" and negated else None
    return at is not None and _tells(words[i + 1 + at :], cues)


def _tells(words: Sequence[str], cues: CueLexicon) -> bool:
    """Tell "elaborate", and "give more details" from "give them time"."""
    verb, *objects = [*words[:2], ""]
    plain = BASE in cues.withholding.get(verb, frozenset())
    return plain and (verb not in cues.giving or objects[0] in cues.given)
