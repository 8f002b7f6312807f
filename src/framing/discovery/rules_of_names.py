"""Rules of discovery on persons and names: expansions, titles, roles, appositions, what somebody is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from framing.discovery.evidence import Entry, Evidence, rule, saturate, worked_out_once
from framing.discovery.known_names import countries_in, head_word
from framing.discovery.phrases import is_title, without_possessive
from framing.discovery.vocabulary import country_of, fold_noun, noun_classes, word_set


@rule
def last_name(entry: Entry, evidence: Evidence) -> float:
    """The phrase is capitalised and ends with the known last name: *Mr. Abe*, *Shinzo Abe*."""
    if not entry.is_name or entry.words[-1] not in evidence.known.mains or len(entry.words) > 3 or entry.joined:
        return 0.0
    return float(not any(is_title(word) or word.endswith("'s") for word in entry.words[:-1]))


@rule
def honorific(entry: Entry, evidence: Evidence) -> float:
    """The known last name with an honorific: *Mr. Abe*."""
    return float(
        len(entry.words) == 2 and entry.words[0] in word_set("people", "honorifics") and last_name(entry, evidence) > 0
    )


@rule
def titled_name(entry: Entry, evidence: Evidence) -> float:
    """The phrase ends with the known name and has a title before it: *President Donald Trump*."""
    return float(
        not entry.joined
        and bool(evidence.known.mains.intersection(entry.words))
        and entry.words[-1] in _full_name_ends(evidence)
        and any(is_title(word) for word in entry.words[:-1])
        and not any(word.endswith("'s") for word in entry.words)
    )


@rule
def bare_titled_name(entry: Entry, evidence: Evidence) -> float:
    """Nothing but one title and the known last name: *President Trump*."""
    return titled_name(entry, evidence) * float(len(entry.words) == 2)


@rule
def titled_name_of_country(entry: Entry, evidence: Evidence) -> float:
    """A titled name with a country behind it: *President Emmanuel Macron of France*."""
    return float(
        entry.joined > 0
        and is_title(entry.words[0])
        and bool(evidence.known.mains.intersection(entry.words))
        and bool(countries_in(entry.words))
        and "of" in entry.words[-3:]
    )


@worked_out_once
def _full_name_ends(evidence: Evidence) -> frozenset[str]:
    """Return the words that end the names which hold the known one: *kim*, and *un* of *Kim Jong Un*."""
    ends = {full.split()[-1] for full in evidence.full_names if 1 < len(full.split()) <= 4}
    return evidence.known.mains | ends


@rule
def first_name(entry: Entry, evidence: Evidence) -> float:
    """The phrase is capitalised and begins with the known name: *Kim Jong Un* for *Kim*."""
    return float(
        entry.is_name
        and not entry.joined
        and 1 < len(entry.words) <= 4
        and entry.words[0] in evidence.known.mains
        and not noun_classes(entry.words[-1])
        and entry.words[-1] not in evidence.known.mains
    )


@rule
def compound_name(entry: Entry, evidence: Evidence) -> float:
    """A hyphened name that holds the known one, or the reverse: *Nagorno-Karabakh* for *Karabakh*."""
    if not entry.is_name or len(entry.words) > 2:
        return 0.0
    held = entry.words[-1].split("-")
    known = [name.split()[-1].split("-") for name in evidence.known.names if evidence.known.proper]
    return float(any(held != each and held[-1] == each[-1] and 1 in (len(held), len(each)) for each in known))


@rule
def part_of_name(entry: Entry, evidence: Evidence) -> float:
    """The phrase is one word of a known person's full name: *Donald*."""
    if len(entry.words) != 1 or not entry.is_name:
        return 0.0
    return float(any(entry.words[0] in full.split()[:-1] for full in evidence.full_names if len(full.split()) <= 3))


@rule
def title(entry: Entry, evidence: Evidence) -> float:
    """The phrase stands as a title before the known name: *Japanese Prime Minister* Shinzo Abe."""
    return saturate(2.0 * entry.links["title"])


@rule
def apposition(entry: Entry, evidence: Evidence) -> float:
    """The phrase stands beside the known name between commas: Kim Jong-un, *the North Korean leader*."""
    return saturate(2.0 * entry.links["apposition"])


@rule
def loose_apposition(entry: Entry, evidence: Evidence) -> float:
    """The phrase follows the known name and a comma, without a determiner."""
    return saturate(2.0 * entry.links["loose_apposition"])


@rule
def copula(entry: Entry, evidence: Evidence) -> float:
    """The known name is said to be the phrase: the deal is *a disaster*."""
    return saturate(2.0 * entry.links["copula"])


@rule
def called(entry: Entry, evidence: Evidence) -> float:
    """The known name is called, dubbed or nicknamed the phrase."""
    return saturate(2.0 * entry.links["called"])


@rule
def bracket(entry: Entry, evidence: Evidence) -> float:
    """The phrase and the known name stand together with a slash or brackets: *Stepanakert*/Khankendi."""
    return saturate(2.0 * entry.links["bracket"])


@worked_out_once
def _title_heads(evidence: Evidence) -> Mapping[str, float]:
    """Return the head words of the titles that stood at the known name, with weights."""
    heads: Counter[str] = Counter()
    for title, count in sorted(evidence.titles.items()):
        if is_title(head_word(title.split())):
            heads[head_word(title.split())] += count
    bearers = evidence.known.mains | set(evidence.full_names)
    for title, names in sorted(evidence.holders.items()):
        own = sum(count for name, count in sorted(names.items()) if name in bearers)
        if own:
            heads[head_word(title.split())] += own
    return {head: saturate(count) for head, count in heads.items()}


@worked_out_once
def own_countries(evidence: Evidence) -> Mapping[str, float]:
    """Return the codes of the countries that the titles of the known person name, with weights that sum to 1."""
    found: Counter[str] = Counter()
    for title, count in sorted(evidence.titles.items()):
        for code in countries_in(tuple(title.split())):
            found[code] += count
    return {code: count / found.total() for code, count in sorted(found.items())}


def _is_leader(evidence: Evidence) -> bool:
    leaders = word_set("people", "leaders")
    return any(head in leaders or head == "minister" for head in _title_heads(evidence))


@rule
def role_of_country(entry: Entry, evidence: Evidence) -> float:
    """A leader's word with the country of the known person: *French counterpart*, *leader of Japan*."""
    mine = own_countries(evidence)
    named = countries_in(entry.words)
    if not named or not mine or not is_title(entry.head) or (entry.is_name and entry.links["title"] == 0):
        return 0.0
    share = max(mine.get(code, 0.0) for code in named)
    fits = entry.head in _title_heads(evidence) or (
        _is_leader(evidence) and entry.head in word_set("people", "leaders")
    )
    return share * (1.0 if fits else 0.3)


@rule
def same_role(entry: Entry, evidence: Evidence) -> float:
    """The phrase has the head of a title that stood at the known name, and no stranger's country: *the president*."""
    weight = _title_heads(evidence).get(entry.head, 0.0)
    named = countries_in(entry.words)
    mine = own_countries(evidence)
    if not weight or (named and mine and not any(code in mine for code in named)):
        return 0.0
    return weight / (1.0 + 0.5 * (len(entry.content) - 1))


@rule
def bare_role(entry: Entry, evidence: Evidence) -> float:
    """The phrase is nothing but a title that stood at the known name."""
    return float(" ".join(entry.words) in evidence.titles or len(entry.words) == 1) * _title_heads(evidence).get(
        entry.head, 0.0
    )


@rule
def leader_word(entry: Entry, evidence: Evidence) -> float:
    """A leader's word for whoever bears a leader's title: *dictator*, *the two leaders*."""
    if not _is_leader(evidence) or entry.head not in word_set("people", "leaders"):
        return 0.0
    return 1.0 if not countries_in(entry.words) else 0.0


@rule
def description(entry: Entry, evidence: Evidence) -> float:
    """A word for a person that is no title, in the singular: *gentleman*, *a fine man*."""
    head = entry.words[-1]
    return float(not entry.is_name and (noun_classes(head)[:1] == ("person",)) and head == fold_noun(head))


@rule
def rival_holder(entry: Entry, evidence: Evidence) -> float:
    """The phrase is the title of somebody else, or names somebody else."""
    mains = evidence.known.mains
    names = evidence.holders.get(" ".join(entry.words), Counter())
    others = sum(count for name, count in names.items() if name not in mains)
    own = sum(count for name, count in names.items() if name in mains)
    stranger = entry.is_name and not mains.intersection(entry.words) and not country_of(" ".join(entry.words))
    return max(others / (others + own + 1.0), 0.5 * stranger)


@rule
def name_in_phrase(entry: Entry, evidence: Evidence) -> float:
    """The known person's name stands inside a longer phrase: *Trump’s threats*, *meeting with Macron*."""
    held = evidence.known.mains.intersection(without_possessive(word) for word in entry.words)
    plain = last_name(entry, evidence) or titled_name(entry, evidence) or titled_name_of_country(entry, evidence)
    return float(bool(held) and not plain and not first_name(entry, evidence))
