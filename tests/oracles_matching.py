"""The slow obvious way to find variants: every form at every word, character by character."""

from __future__ import annotations

import datetime
import itertools
import unicodedata

from framing.data_files import read_toml
from framing.lexicons import Lexicon, Referent, Variant
from framing.lexicons.forms import expand_form, plural_words

APOSTROPHES = set("'’‘ʼʻ‛′`´＇")
HYPHENS = set("-‐‑–−﹣－")
QUOTES = set('"“”„‟«»＂')
BREAKS = set("\n\x0b\x0c\r\x85\u2028")
WINDOW = 12
LISTS = {name: set(words.split()) for name, words in read_toml("given_names.toml").items()}
GIVEN = (LISTS["male"] | LISTS["female"]) - LISTS["also_words"]


def is_word(character: str) -> bool:
    if character in "ʼʻ":
        return False
    return character.isalnum() or character == "_" or unicodedata.category(character).startswith("M")


def split(text: str) -> list[tuple[int, int]]:
    """Words: runs of word characters; a format character inside a word belongs to it."""
    spans, at = [], 0
    while at < len(text):
        if not is_word(text[at]):
            at += 1
            continue
        end = at + 1
        while end < len(text):
            stop = end
            while stop < len(text) and unicodedata.category(text[stop]) == "Cf":
                stop += 1
            if stop < len(text) and is_word(text[stop]):
                end = stop + 1
            else:
                break
        spans.append((at, end))
        at = end
    return spans


def fold(word: str) -> str:
    visible = "".join(character for character in word if unicodedata.category(character) != "Cf")
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFD", visible).casefold())
    return unicodedata.normalize("NFC", folded.replace("i\u0307", "i"))


def plain(text: str) -> str:
    out = ""
    for character in text:
        if character in APOSTROPHES:
            out += "'"
        elif character in HYPHENS:
            out += "-"
        elif character in QUOTES:
            out += '"'
        else:
            out += character
    return out


def same_gap(a: str, b: str) -> bool:
    return gap(a) is not None and gap(a) == gap(b)


def gap(text: str) -> str | None:
    text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    text = text.replace("\u2029", "\n\n").replace("\r\n", "\n")
    breaks = sum(character in BREAKS for character in text)
    if breaks > 1:
        return None
    blank = "".join(" " if character.isspace() else character for character in plain(text))
    while "  " in blank:
        blank = blank.replace("  ", " ")
    if blank in (" ", "-", '" ', ' "', "' ", " '", '"-', '-"') or (breaks and blank == "- "):
        return " "
    return blank


def order(variant: Variant) -> tuple[object, ...]:
    days = tuple("" if day is None else day.isoformat() for day in (variant.from_, variant.until))
    words = (tuple(sorted(variant.requires)), tuple(sorted(variant.excludes)))
    return (variant.name, *days, variant.side, variant.loading, *words, tuple(sorted(variant.forms)), variant.case)


def holds(variant: Variant, days: tuple[datetime.date, datetime.date] | None) -> bool | None:
    if variant.from_ is None and variant.until is None:
        return True
    if days is None:
        return False
    inside = [
        (variant.from_ is None or variant.from_ <= day) and (variant.until is None or day < variant.until)
        for day in (days[0] + datetime.timedelta(n) for n in range((days[1] - days[0]).days + 1))
    ]
    if not any(inside):
        return None
    return all(inside)


def slow_find(
    text: str, lexicon: Lexicon, days: tuple[datetime.date, datetime.date] | None = None
) -> list[tuple[int, int, str, str, str | None]]:
    words = split(text)
    english = lexicon.language.startswith("en")
    found = []
    for referent in lexicon.referents:
        busy = 0
        ranked = sorted(referent.variants, key=order)
        for place in range(len(words)):
            candidates = []
            for rank, variant in enumerate(ranked):
                sure = holds(variant, days)
                if sure is None:
                    continue
                for start, end, plural, spelt in spellings_at(text, words, place, variant):
                    if english and is_short(referent, spelt) and is_another(text, words, place, referent):
                        continue
                    if start >= busy and in_context(text, words, (start, end), variant):
                        candidates.append((end, -start, sure, not plural, -rank))
            if candidates:
                end, start, sure, _, rank = max(candidates)
                variant = ranked[-rank]
                busy = end
                found.append((-start, end, referent.id, variant.name, variant.side if sure else None))
    return sorted(found, key=lambda match: (match[0], -match[1], match[2]))


def spellings_at(text: str, words: list[tuple[int, int]], place: int, variant: Variant):
    for spelling in itertools.chain.from_iterable(expand_form(form) for form in variant.spellings):
        spelling = spelling.strip()
        own = split(spelling)
        if not own or any(gap(spelling[a[1] : b[0]]) is None for a, b in itertools.pairwise(own)):
            continue
        here = words[place : place + len(own)]
        if len(here) < len(own):
            continue
        if any(
            not same_gap(spelling[a[1] : b[0]], text[x[1] : y[0]])
            for (a, b), (x, y) in zip(itertools.pairwise(own), itertools.pairwise(here), strict=True)
        ):
            continue
        plural = words_agree(
            [text[a:b] for a, b in here], [spelling[a:b] for a, b in own], variant, spelling[own[-1][1] :]
        )
        if plural is None:
            continue
        head, tail = plain(spelling[: own[0][0]]), plain(spelling[own[-1][1] :])
        start, end = here[0][0] - len(head), here[-1][1] + len(tail)
        if start < 0 or plain(text[start : here[0][0]]) != head or plain(text[here[-1][1] : end]) != tail:
            continue
        if (head or begins(text, start, spelling[own[0][0]].islower())) and (tail or ends(text, end, variant.inflect)):
            yield start, end, plural, tuple(fold(spelling[a:b]) for a, b in own)


def names_of(referent: Referent) -> list[tuple[str, ...]]:
    """The folded words of every name of an actor that begins with a capital."""
    names = []
    for variant in referent.variants if referent.kind == "actor" else ():
        for spelling in itertools.chain.from_iterable(expand_form(form) for form in variant.spellings):
            spans = split(spelling.strip())
            if not spans or any(gap(spelling.strip()[a[1] : b[0]]) is None for a, b in itertools.pairwise(spans)):
                continue
            words = [unicodedata.normalize("NFC", spelling.strip()[a:b]) for a, b in spans]
            if words[0][0].isupper():
                names.append(tuple(fold(word) for word in words))
    return names


def own_given(referent: Referent) -> set[str]:
    return {word for name in names_of(referent) for word in name[:-1] if word in GIVEN}


def is_short(referent: Referent, spelt: tuple[str, ...]) -> bool:
    """Whether a name is the end of a fuller one with a given name before it, or one word of somebody with such."""
    names, own = names_of(referent), own_given(referent)
    ends = [
        name[place:] for name in names for place in range(1, len(name)) if any(word in own for word in name[:place])
    ]
    known = [end for end in ends if end in names]
    return spelt in names and (spelt in known or (bool(ends) and len(spelt) == 1))


def is_another(text: str, words: list[tuple[int, int]], place: int, referent: Referent) -> bool:
    """Whether the given names before a word hold none that may be this person's."""
    given = []
    while place and text[words[place - 1][1] : words[place][0]] == " ":
        place -= 1
        word = text[words[place][0] : words[place][1]]
        if not word[0].isupper():
            break
        given.append(fold(word))
        if any(given[-1][:2] == each[:2] for each in own_given(referent)):
            return False
        if given[-1] not in GIVEN:
            given.pop()
            break
    return bool(given)


def words_agree(written: list[str], own: list[str], variant: Variant, tail: str) -> bool | None:
    """None: they do not; else whether the last word is the plural of the form's."""
    if variant.case == "sensitive":
        written = [unicodedata.normalize("NFC", word) for word in written]
        own = [unicodedata.normalize("NFC", word) for word in own]
        if written == own:
            return False
    elif [fold(word) for word in written] == [fold(word) for word in own]:
        return False
    if not variant.inflect or tail or [fold(word) for word in written[:-1]] != [fold(word) for word in own[:-1]]:
        return None
    for plural in plural_words(fold(own[-1])):
        if fold(written[-1]) != plural:
            continue
        if variant.case == "sensitive":
            kept = own[-1]
            if kept.lower().endswith("man"):
                kept = kept[:-2]
            elif kept.lower().endswith("y"):
                kept = kept[:-1]
            rest = written[-1][len(kept) :]
            if written[:-1] != own[:-1] or not written[-1].startswith(kept) or not rest.islower():
                continue
        return True
    return None


def begins(text: str, start: int, common: bool) -> bool:
    before = text[start - 1 : start]
    second = text[max(0, start - 2) : max(0, start - 1)]
    if before and before in APOSTROPHES - {"‘"}:
        return not second.isalnum()
    if before == ".":
        return not (second.isalnum() and text[start].islower())
    if before and before in "-‐‑–" and common:
        word = ""
        at = start - 2
        while at >= 0 and text[at].isalnum():
            word = text[at] + word
            at -= 1
        return word.lower() not in ("anti", "counter", "non")
    return True


def ends(text: str, end: int, inflect: bool) -> bool:
    after, rest = text[end : end + 1], text[end + 1 :]
    if after and after in APOSTROPHES - {"‘"}:
        if not rest[:1].isalnum():
            return inflect or text[end - 1] not in "sS"
        return inflect and rest[0] in "sS" and not rest[1:2].isalnum()
    if after == ".":
        return not (rest[:1].islower() or rest[:1].isdigit())
    return True


def in_context(text: str, words: list[tuple[int, int]], span: tuple[int, int], variant: Variant) -> bool:
    if any(near(text, words, span, phrase) for phrase in variant.excludes):
        return False
    return not variant.requires or any(near(text, words, span, phrase) for phrase in variant.requires)


def near(text: str, words: list[tuple[int, int]], span: tuple[int, int], phrase: str) -> bool:
    own = [place for place, (a, b) in enumerate(words) if span[0] <= a and b <= span[1]]
    low, high = max(0, own[0] - WINDOW), own[-1] + 1 + WINDOW
    wanted = [fold(phrase[a:b]) for a, b in split(phrase)]
    forms = [wanted, *([*wanted[:-1], plural] for plural in plural_words(wanted[-1]))]
    for place in range(low, min(high, len(words))):
        for form in forms:
            run = words[place : place + len(form)]
            if place + len(form) > high or [fold(text[a:b]) for a, b in run] != form:
                continue
            inside = place in own and place + len(form) - 1 in own
            first, last = min(run[0][0], span[0]), max(run[-1][1], span[1])
            if not inside and not blank_line(text[first:last], span[0] - first, span[1] - first):
                return True
    return False


def blank_line(text: str, start: int, end: int) -> bool:
    """Whether a blank line stands in the text outside `[start, end)`."""
    return any(paragraph_breaks(part) for part in (text[:start], text[end:]))


def paragraph_breaks(text: str) -> bool:
    text = text.replace("\r\n", "\n")
    if "\u2029" in text:
        return True
    runs, breaks = [], 0
    for character in text:
        if character in BREAKS:
            breaks += 1
        elif not character.isspace():
            runs.append(breaks)
            breaks = 0
    return max([*runs, breaks]) > 1
