"""Rules of discovery on words and use: heads, near meanings, modifiers, possessors, contexts, shape."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from framing.discovery.evidence import Entry, Evidence, is_people, rule, saturate, worked_out_once
from framing.discovery.known_names import head_word
from framing.discovery.vocabulary import noun_classes, relatedness, word_set


@rule
def same_head(entry: Entry, evidence: Evidence) -> float:
    """The phrase has the known name's head: *nuclear deal*, *Iran deal*."""
    return float(not evidence.known.proper and entry.head in evidence.known.heads)


@rule
def near_head(entry: Entry, evidence: Evidence) -> float:
    """The head is near in meaning to the known name's: *pact*, *deal*."""
    if evidence.known.proper or entry.head in evidence.known.heads:
        return 0.0
    return max((relatedness(entry.head, head) for head in evidence.known.heads), default=0.0)


@rule
def near_words(entry: Entry, evidence: Evidence) -> float:
    """Head near in meaning, and a modifier shared: *nuclear accord* for *nuclear deal*."""
    shared = (set(entry.content) - {entry.head}) & (evidence.known.words - set(evidence.known.heads))
    return near_head(entry, evidence) * bool(shared)


@rule
def shared_words(entry: Entry, evidence: Evidence) -> float:
    """The share of words in common with the known name (Jaccard)."""
    words, known = set(entry.content), evidence.known.words
    return len(words & known) / len(words | known) if words | known else 0.0


@rule
def holds_name(entry: Entry, evidence: Evidence) -> float:
    """The phrase holds all words of a known name of several words."""
    return float(len(evidence.known.words) > 1 and evidence.known.words <= set(entry.content))


@rule
def head_as_modifier(entry: Entry, evidence: Evidence) -> float:
    """The known head modifies another one: *caravan participants*, *members of the caravan*."""
    return float(
        not evidence.known.proper
        and entry.head not in evidence.known.heads
        and bool(set(evidence.known.heads) & set(entry.content))
    )


@rule
def people_of_group(entry: Entry, evidence: Evidence) -> float:
    """Persons in the plural, or a group, with the known group's word in it."""
    return head_as_modifier(entry, evidence) * float(noun_classes(entry.head)[:1] in (("person",), ("group",)))


@rule
def same_owner(entry: Entry, evidence: Evidence) -> float:
    """The same possessor as in the known name: *Trump’s legal team* for *Trump’s lawyers*."""
    return float(bool(owners(evidence) & set(entry.content)))


@worked_out_once
def owners(evidence: Evidence) -> frozenset[str]:
    """Return the possessors in the known names and the titles they bear: *trump*, *president*."""
    own = evidence.known.owners
    titles = {head_word(title.split()) for title, names in evidence.holders.items() if own & set(names)}
    return own | titles if own else own


@rule
def owner_alone(entry: Entry, evidence: Evidence) -> float:
    """The phrase is the possessor in the known name itself: *Mueller* for *Mueller’s team*."""
    return float(bool(evidence.known.owners) and entry.words[-1] in owners(evidence))


@rule
def same_owner_people(entry: Entry, evidence: Evidence) -> float:
    """The same possessor, and persons or a group as the known name has it."""
    classes = noun_classes(entry.head)[:1]
    return same_owner(entry, evidence) * float(
        classes in (("person",), ("group",)) and entry.capital * 2 <= len(entry.mentions)
    )


@rule
def same_class(entry: Entry, evidence: Evidence) -> float:
    """Head and known head are of one class of nouns: act, communication, group, person, …"""
    own = noun_classes(entry.head)[:1]
    return float(
        not evidence.known.proper and bool(own) and any(own == noun_classes(head)[:1] for head in evidence.known.heads)
    )


@rule
def acronym(entry: Entry, evidence: Evidence) -> float:
    """The phrase is the known name's initials, or the known name the phrase's."""
    word = "".join(entry.words)
    own = _initials(" ".join(entry.words))
    for name in evidence.known.names:
        initials = _initials(name)
        if (len(initials) > 1 and initials == word) or (len(own) > 1 and own == name):
            return 1.0
    return 0.0


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.replace("-", " ").split() if part not in word_set("words", "small"))


@rule
def salience(entry: Entry, evidence: Evidence) -> float:
    """How often the phrase occurs: log2(1 + mentions) / 6, at most 1."""
    return min(1.0, math.log2(1 + len(entry.mentions)) / 6.0)


@rule
def definite(entry: Entry, evidence: Evidence) -> float:
    """The share of mentions with a definite determiner, for common nouns."""
    return 0.0 if entry.is_name else entry.definite / len(entry.mentions)


@rule
def follows(entry: Entry, evidence: Evidence) -> float:
    """The share of mentions in the sentence after one with the known name."""
    return entry.after / len(entry.mentions)


@rule
def beside(entry: Entry, evidence: Evidence) -> float:
    """The share of mentions in a sentence with the known name."""
    return entry.near / len(entry.mentions)


@rule
def quoted(entry: Entry, evidence: Evidence) -> float:
    """The share of mentions in quotation marks of their own."""
    return entry.quoted / len(entry.mentions)


@rule
def context_similarity(entry: Entry, evidence: Evidence) -> float:
    """Cosine of the words before and after: log(1 + count) x log(all / count of the feature in all phrases)."""
    if entry.similarity is None:
        entry.similarity = _similarity(entry, evidence)
    return entry.similarity


def _similarity(entry: Entry, evidence: Evidence) -> float:
    known, everything = _known_contexts(evidence)
    dot = math.fsum(
        _weight(each, entry.contexts, everything, evidence) * known[each] for each in entry.contexts if each in known
    )
    if not dot:
        return 0.0
    own = math.fsum(_weight(each, entry.contexts, everything, evidence) ** 2 for each in entry.contexts)
    norm = math.sqrt(own * math.fsum(weight**2 for weight in known.values()))
    return dot / norm if norm else 0.0


def _weight(feature: str, counts: Mapping[str, int], everything: int, evidence: Evidence) -> float:
    return math.log1p(counts[feature]) * math.log(everything / evidence.context_totals[feature])


@worked_out_once
def _known_contexts(evidence: Evidence) -> tuple[Mapping[str, float], int]:
    """Return the weighed contexts of the known name, and how many contexts there are in all."""
    everything = max(1, sum(evidence.context_totals.values()))
    counts = evidence.known_contexts
    return {each: _weight(each, counts, everything, evidence) for each in counts}, everything


@rule
def same_partner(entry: Entry, evidence: Evidence) -> float:
    """The other party of both is the same: *between Baku and X*, *between Baku and the known name*."""
    return float(any(each[0] == "&" and each in evidence.known_contexts for each in entry.contexts))


@rule
def complementary_use(entry: Entry, evidence: Evidence) -> float:
    """Used like the known name, but by other groups: context similarity times 1 - cosine of the counts by group."""
    similarity = context_similarity(entry, evidence)
    if not similarity or len(set(evidence.groups)) < 2:
        return 0.0
    own, known = by_group(entry, evidence), known_by_group(evidence)
    dot = sum(count * known[group] for group, count in sorted(own.items()))
    norm = math.sqrt(sum(count**2 for count in own.values()) * sum(count**2 for count in known.values()))
    return (1.0 - dot / norm if norm else 0.0) * similarity


def by_group(entry: Entry, evidence: Evidence) -> Counter[str]:
    """Return how often each group writes a phrase."""
    return Counter(evidence.groups[number] for number, _, _ in entry.mentions)


@worked_out_once
def known_by_group(evidence: Evidence) -> Counter[str]:
    """Return how often each group writes the known name."""
    counts = Counter[str]()
    for number, count in sorted(evidence.known_in.items()):
        counts[evidence.groups[number]] += count
    return counts


@rule
def other_name(entry: Entry, evidence: Evidence) -> float:
    """The phrase is capitalised and shares no word with the known name."""
    return float(entry.is_name and not evidence.known.words & set(entry.content))


@rule
def joined_of(entry: Entry, evidence: Evidence) -> float:
    """The phrase is two noun phrases joined by *of*."""
    return float(entry.joined > 0 and "of" in entry.words)


@rule
def joined_otherwise(entry: Entry, evidence: Evidence) -> float:
    """The phrase is two noun phrases joined by another preposition."""
    return float(entry.joined > 0 and "of" not in entry.words)


@rule
def joined_to_known(entry: Entry, evidence: Evidence) -> float:
    """The phrase has the known head, joined by a preposition to more: *meeting with Mr. Kim*."""
    return float(entry.joined > 0 and (entry.head in evidence.known.heads))


@rule
def single_word(entry: Entry, evidence: Evidence) -> float:
    """The phrase is one word, and a common noun."""
    return float(len(entry.words) == 1 and not entry.is_name)


@rule
def modifiers_of_known(entry: Entry, evidence: Evidence) -> float:
    """The phrase has modifiers that the texts give to the known head: *Russia inquiry*, as *Russia investigation*."""
    if evidence.known.proper:
        return 0.0
    usual = known_modifiers(evidence)
    own = [word for word in dict.fromkeys(entry.content) if word != entry.head]
    return min(1.0, sum(usual.get(word, 0.0) for word in own)) if entry.head not in evidence.known.heads else 0.0


@worked_out_once
def known_modifiers(evidence: Evidence) -> Mapping[str, float]:
    """Return the words that stand with the known head, with tanh(count / 2)."""
    found: Counter[str] = Counter()
    for _, entry in sorted(evidence.entries.items()):
        if entry.head in evidence.known.heads and not entry.joined:
            found.update({word: len(entry.mentions) for word in entry.content if word != entry.head})
    own = evidence.known.words - set(evidence.known.heads)
    return {word: saturate(count) for word, count in sorted(found.items())} | dict.fromkeys(sorted(own), 1.0)


@rule
def near_head_and_modifiers(entry: Entry, evidence: Evidence) -> float:
    """Head near in meaning or of one class, and modifiers of the known head."""
    near = max(near_head(entry, evidence), 0.5 * same_class(entry, evidence))
    return near * modifiers_of_known(entry, evidence)


@rule
def long(entry: Entry, evidence: Evidence) -> float:
    """Words beyond the third, a fifth for each."""
    return min(1.0, max(0, len(entry.words) - 3) / 5.0)


@rule
def people(entry: Entry, evidence: Evidence) -> float:
    """Persons in the plural, or a group."""
    return float(not entry.is_name and is_people(entry.words[-1], entry.head))
