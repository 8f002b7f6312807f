"""Rules for cues: what a reporting verb, noun or phrase makes of the sentence it stands in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from framing.documents import Span
from framing.quotations.clauses import Complement, adjuncts_end, complement, content_end
from framing.quotations.cues import PARTICIPLE, PAST, THIRD, Cue, CueLexicon
from framing.quotations.drafts import Draft, content_spans
from framing.quotations.grammar import Grammar
from framing.quotations.phrases import VerbGroup, is_clause, main_subject, np_left, np_right, subject_left, verb_group
from framing.quotations.units import Unit

__all__ = ["Reporter"]

_LIGHT = frozenset(
    "make makes made making issue issues issued issuing have has had having give gives gave given giving express expresses expressed"
    " expressing voice voices voiced voicing repeat repeats repeated repeating raise raises raised raising release releases released"
    " reject rejects rejected rejecting dismiss dismisses dismissed dismissing echo echoes echoed share shares shared hold holds held"
    " deny denies denied denying offer offers offered publish publishes published send sends sent deliver delivers delivered".split()
)
# What stands before a colon in a headline and is no source.
_LABELS = frozenset(
    "breaking update updated watch video photo photos image images read exclusive analysis opinion live correction note related more"
    " listen gallery editorial comment review advertisement location time date updates fact factbox explainer interview podcast topic topics tags"
    " photograph picture figure chapter part step question answer q new latest".split()
)
_POSSESSIVES = frozenset("his her their its our my your whose".split())
_SPEECH_END = ",?!…—-"
_CONTENT = 300


@dataclass(slots=True)
class Reporter:
    """Applies the rules to one unit after the other; `without` names rules that are switched off."""

    cues: CueLexicon
    grammar: Grammar
    without: Collection[str] = ()
    relative: bool = False  # the cue at hand stands in a relative clause

    def read(self, unit: Unit, previous: Unit | None) -> list[Draft]:
        """Return the drafts of one unit, in the order of their cues."""
        drafts: list[Draft] = []
        for special in (self._signed, self._headline):
            draft = special(unit, previous)
            if draft is not None and draft.rule not in self.without:
                return [draft]
        upto = 0  # tokens before this one are content of a cue already seen
        for index, word in enumerate(unit.words):
            if word not in self.cues.triggers:
                continue
            if index and not unit.title and unit.text[unit.starts[index]].isupper():
                continue
            draft = self._at(unit, index, drafts, previous)
            if draft is None or draft.rule in self.without:
                continue
            if index < upto and not (draft.rule.startswith(("parenthetic", "inverted", "as_")) and _covers(draft, drafts[-1])):
                continue
            upto = max(upto, draft.unit)
            draft.unit = 0
            while drafts and _covers(draft, drafts[-1]):
                drafts.pop()
            drafts.append(draft)
        return drafts

    def _at(self, unit: Unit, index: int, drafts: list[Draft], previous: Unit | None) -> Draft | None:
        word = unit.words[index]
        if word == "according":
            return self._according(unit, index)
        phrasal = self.cues.particles.get(word)
        if phrasal is not None and index + 1 < len(unit) and unit.words[index + 1] in phrasal:
            cue, kinds = phrasal[unit.words[index + 1]]
            draft = self._verb(unit, index, index + 1, cue, kinds, drafts, previous)
            if draft is not None:
                return draft
        entry = self.cues.verbs.get(word)
        if entry is not None:
            draft = self._verb(unit, index, index, *entry, drafts, previous)
            if draft is not None:
                return draft
        if word in self.cues.adjectives:
            draft = self._adjective(unit, index)
            if draft is not None:
                return draft
        if word in self.cues.nouns:
            return self._noun(unit, index)
        return None

    # -------------------------------------------------------------------------------------------------- verbs

    def _verb(
        self, unit: Unit, index: int, last: int, cue: Cue, kinds: frozenset[str], drafts: list[Draft], previous: Unit | None
    ) -> Draft | None:
        group = verb_group(unit, index, kinds, self.grammar)
        if group is None or group.voice in ("reduced", "infinitive"):
            return None
        if group.voice == "passive":
            return self._passive(unit, index, last, cue, previous)
        draft = self._draft(unit, index, last, cue)
        if group.voice == "active":
            inverted = self._inverted(unit, index, last, cue, group, kinds)
            if inverted is not None:
                draft.source = [unit.span(last + 1, inverted)]
                if not index:
                    return self._after(unit, draft, index, inverted, cue, group)
                return self._before(unit, draft, index - 1, inverted + 1, cue, previous, "inverted")
            subject = subject_left(unit, group.before)
            if subject is not None:
                draft.source = _source(unit, subject)
                if (subject[0] == subject[1] and unit.words[subject[0]] in ("one", "nobody", "none", "no")) or (unit.words[subject[0]] == "no" and subject[1] == subject[0] + 1):
                    return None
                relative = unit.tags[subject[1]] in "RT" and subject[0] == subject[1]
                before = None if relative else self._before(unit, draft, subject[0] - 1, last + 1, cue, previous, "parenthetic")
                if before is not None:
                    return before
                if subject[0] and unit.words[subject[0] - 1] == "as" and cue.frames & {"quote", "that", "zero"}:
                    found = self._as_clause(unit, draft, subject[0] - 1, last + 1)
                    if found is not None:
                        return found
            elif not self._inherit(unit, draft, group, drafts):
                return None
        elif not self._participle(unit, draft, group, drafts):
            return None
        return self._after(unit, draft, index, last, cue, group)

    def _draft(self, unit: Unit, index: int, last: int, cue: Cue) -> Draft:
        return Draft("", cue=[unit.span(index, last)], cue_class=cue.cue_class, paragraph=unit.paragraph, speech="quote" in cue.frames)

    def _after(self, unit: Unit, draft: Draft, index: int, last: int, cue: Cue, group: VerbGroup) -> Draft | None:
        """Take the content that follows the cue."""
        found = complement(unit, last, cue, self.cues, self.grammar)
        if found is None:
            return None
        self.relative = bool(draft.source) and len(draft.source) > 1
        draft.rule = {"participle": "participle"}.get(group.voice, found.shape)
        if group.voice == "participle" and found.shape in ("np", "to", "ing", "np_to"):
            draft.rule = "participle_" + found.shape
        return self._fill(unit, draft, found)

    def _fill(self, unit: Unit, draft: Draft, found: Complement) -> Draft | None:
        if found.first >= len(unit):
            draft.open_colon = found.shape == "colon"
            draft.unit = len(unit)
            return draft if draft.open_colon else None
        end = content_end(unit, found.first, found.shape, self.cues, relative=self.relative)
        self.relative = False
        draft.content, draft.marked = content_spans(unit, found.first, end - 1)
        draft.unit = end
        return draft if draft.content else None

    def _inherit(self, unit: Unit, draft: Draft, group: VerbGroup, drafts: list[Draft]) -> bool:
        """A coordinated cue has the subject of the one before: "he came and said"."""
        if group.before >= 0 and unit.tags[group.before] in "C,":
            if drafts and drafts[-1].source:
                draft.source = list(drafts[-1].source)
                return True
            subject = main_subject(unit, group.before)
            if subject is not None:
                draft.source = _source(unit, subject)
                return True
        return False

    def _participle(self, unit: Unit, draft: Draft, group: VerbGroup, drafts: list[Draft]) -> bool:
        """A participle has the subject of its main clause: "Zas called, stating that"."""
        k = group.before
        if k >= 0 and unit.tags[k] in "pS" and not (k and unit.words[k] in ("by", "while", "after", "before", "in", "from", "despite", "without", "besides")):
            return False
        if k >= 0 and unit.tags[k] in "DTtAv":
            return False
        if k >= 0 and drafts and drafts[-1].rule.startswith(("inverted", "parenthetic")):
            draft.source = list(drafts[-1].source)
            return True
        if k >= 0 and (unit.tags[k] == "c" or (unit.tags[k] in "w#'" and "D" in unit.tags[max(0, k - 4) : k])):
            floor = max((i + 1 for i in range(max(0, k - 12), k) if unit.tags[i] in "pt"), default=0)
            subject = np_left(unit, k, floor)
            if subject is not None:
                draft.source = _source(unit, subject)
                return True
        if drafts and drafts[-1].source and drafts[-1].rule.startswith(("inverted", "parenthetic", "as_", "according")):
            draft.source = list(drafts[-1].source)
            return True
        subject = main_subject(unit, k)
        if subject is not None:
            draft.source = _source(unit, subject)
        elif drafts:
            draft.source = list(drafts[-1].source)
        return bool(draft.source)

    def _inverted(
        self, unit: Unit, index: int, last: int, cue: Cue, group: VerbGroup, kinds: frozenset[str]
    ) -> int | None:
        """Return the last token of a subject that follows its verb: “…,” said the minister."""
        if group.before != index - 1 or not kinds & {PAST, THIRD} or cue.transitive:
            return None
        if index and unit.tags[index - 1] not in "Q,-—":
            return None
        if last + 1 >= len(unit) or unit.tags[last + 1] not in "Dcw#PQe" or unit.words[last + 1] in ("that",):
            return None
        if index and unit.tags[index - 1] != "Q" and not is_clause(unit, 0, self.cues, index):
            return None
        end = np_right(unit, last + 1, apposition=True)
        if end <= last:
            return None
        return end if end + 1 >= len(unit) or unit.tags[end + 1] not in "AvT" else None

    def _before(
        self, unit: Unit, draft: Draft, p: int, after: int, cue: Cue, previous: Unit | None, rule: str
    ) -> Draft | None:
        """Take the content that stands before the attribution, and what goes on behind it."""
        if not cue.frames & {"quote", "that", "zero"}:
            return None
        as_clause = p >= 0 and unit.words[p] == "as"
        if as_clause:
            p -= 1
        if p < 0:
            return self._bare(unit, draft, after, previous, rule)
        tag = unit.tags[p]
        if tag == "Q":
            if unit.text[unit.marked[p].end - 1] not in _SPEECH_END + ".,”’'\"" and unit.marked[p].end - unit.marked[p].start < 30:
                return None
        elif tag not in ",—-" and unit.words[p] != "--":
            return None
        first = self._content_start(unit, p)
        last = p if tag == "Q" else p - 1
        if last < first:
            return None
        clause = tag == "Q" or is_clause(unit, first, self.cues, last - first + 1)
        rest = after
        if "dative" in cue.frames and unit.tags[rest : rest + 1] in ("D", "c", "O", "P", "w"):
            rest = np_right(unit, rest) + 1
        rest = adjuncts_end(unit, rest, self.grammar)
        second = self._second(unit, rest, clause, tag == "Q", cue)
        if second is None:
            second = self._resumed(unit, after)
        if not clause and second is None:
            return None
        if tag == "Q" and p and self._is_name(unit, p):
            return None
        if tag != "Q" and not cue.frames & {"that", "zero"}:
            return None
        if tag != "Q" and not self._has_main_clause(unit, first, last):
            if second is None or unit.tags[second] == "Q" or not is_clause(unit, second, self.cues, strict=True):
                return None
        if tag != "Q" and second is None and rest < len(unit) and unit.tags[rest] not in ".,?!;:—)SgC-":
            return None
        if tag != "Q" and second is not None and unit.tags[second] == "Q" and (unit.tags[first] in "pgSe" or last - first > 12):
            return None
        if tag != "Q" and (complement(unit, after - 1, cue, self.cues, self.grammar) is not None and second is None):
            return None
        draft.rule = "as_clause" if as_clause else rule + ("_quote" if tag == "Q" else "_clause")
        draft.content, draft.marked = content_spans(unit, first, last)
        draft.unit = after
        if second is not None:
            end = content_end(unit, second, "that", self.cues)
            content, marked = content_spans(unit, second, end - 1)
            draft.content += content
            draft.marked += marked
            draft.unit = end
        return draft if draft.content else None

    def _is_name(self, unit: Unit, p: int) -> bool:
        """Tell the name of a work or show from speech: "on “Fox News Sunday,” the governor said"."""
        if unit.tags[p - 1] not in "pDcw'":
            return False
        words = unit.text[unit.marked[p].start : unit.marked[p].end].split()
        return len(words) < 9 and all(word[0].isupper() or len(word) < 4 for word in words)

    def _has_main_clause(self, unit: Unit, first: int, last: int) -> bool:
        """Tell a clause from what is only fronted: "In May, when they came, ..."."""
        tags = unit.tags
        if tags[first] not in "pSgeVN":
            return True
        start = first
        for i in range(first, last + 1):
            if tags[i] == ",":
                start = i + 1
            elif i == start and tags[i] in "SWRgpT" and i > first:
                start = -1
            elif tags[i] in "AvZ" and start >= 0 and (start > first or tags[first] in "pVN"):
                return not any(tag in "SWRT" for tag in tags[start + 1 : i])
        return False

    def _as_clause(self, unit: Unit, draft: Draft, conjunction: int, after: int) -> Draft | None:
        """"As Heald told the paper, ozone has dropped": what follows the comma is the content."""
        if conjunction and unit.tags[conjunction - 1] not in "C,":
            return None
        for i in range(after, min(len(unit) - 1, after + 20)):
            if unit.tags[i] in ".;:Q":
                return None
            if unit.tags[i] == ",":
                draft.rule = "as_clause"
                return self._fill(unit, draft, Complement("that", i + 1))
        return None

    def _bare(self, unit: Unit, draft: Draft, after: int, previous: Unit | None, rule: str) -> Draft | None:
        """An attribution that is a sentence of its own after a quotation: “Why?” Clinton said."""
        if previous is None or previous.paragraph != unit.paragraph or not previous.tags.rstrip("'.").endswith("Q"):
            return None
        rest = adjuncts_end(unit, after, self.grammar)
        if rest < len(unit) and unit.tags[rest] not in ".,?!":
            return None
        marks = [i for i in range(len(previous)) if previous.tags[i] == "Q"]
        if len(marks) < len(previous) and unit.text[previous.marked[marks[-1]].end - 1] not in _SPEECH_END + ".":
            return None
        first = 0 if len(marks) == len(previous) else marks[-1]
        draft.content, draft.marked = content_spans(previous, first, len(previous) - 1)
        draft.rule = rule + "_next"
        draft.unit = after
        if rest + 1 < len(unit) and unit.tags[rest] == "," and unit.tags[rest + 1] == "Q":
            content, marked = content_spans(unit, rest + 1, content_end(unit, rest + 1, "that", self.cues) - 1)
            draft.content += content
            draft.marked += marked
            draft.unit = len(unit)
        return draft if draft.content else None

    def _content_start(self, unit: Unit, p: int) -> int:
        """Return the first token of the content that ends at `p`."""
        first = max(0, p - _CONTENT)
        if unit.tags[p] == "Q":
            start = unit.marked[p].start
            if unit.text[start : start + 1].isupper() and p and unit.tags[p - 1] in ",:—;":
                return p
        for i in range(p - 1, first - 1, -1):
            if unit.tags[i] == ";":
                return i + 1
        return max(first, unit.floor)

    def _second(self, unit: Unit, i: int, clause: bool, quoted: bool, cue: Cue) -> int | None:
        """Return where a content that was interrupted goes on."""
        if i >= len(unit) - 1 or unit.tags[i] not in ",—-:":
            return None
        first = i + 1
        tag = unit.tags[first]
        if tag == "Q":
            return first
        if tag == "C" and "Q" in unit.tags[first + 1 : first + 3] and unit.tags[first + 1] in "QV":
            return unit.tags.index("Q", first)
        if quoted:
            return None
        entry = self.cues.verbs.get(unit.words[first])
        if (entry is not None and tag == "g") or unit.words[first] in ("but", "while", "though", "although", "who", "which") or unit.tags[i] != ",":
            return None
        return first

    def _resumed(self, unit: Unit, after: int) -> int | None:
        """Return the stretch that takes a quotation up again: “…,” he told reporters on Friday, “…”."""
        for i in range(after, min(len(unit) - 1, after + 30)):
            if unit.tags[i] in ";:" or (unit.tags[i] == "Q" and unit.tags[i - 1] != ","):
                return None
            if unit.tags[i] == "," and unit.tags[i + 1] == "Q":
                start = unit.marked[i + 1].start
                fresh = unit.text[start : start + 1].isupper()
                return None if fresh and any(unit.words[j] in self.cues.verbs for j in range(after, i)) else i + 1
        return None

    def _passive(self, unit: Unit, index: int, last: int, cue: Cue, previous: Unit | None) -> Draft | None:
        """"It is believed that", "was told that", "is expected to", "was announced by"."""
        draft = self._draft(unit, index, last, cue)
        group = verb_group(unit, index, frozenset((PAST, PARTICIPLE)), self.grammar)
        if group is None:
            return None
        found = complement(unit, last, cue, self.cues, self.grammar, passive=True)
        if found is not None and found.shape == "to" and (unit.words[index] == "supposed" or not cue.frames & {"that", "zero"}):
            return None
        if found is not None and found.shape in ("that", "to", "wh"):
            draft.rule = "passive_" + found.shape
            result = self._fill(unit, draft, found)
            if result is not None and found.shape == "to":
                subject = subject_left(unit, group.before)
                if subject is None:
                    return None
                content, marked = content_spans(unit, *subject)
                draft.content = content + draft.content
                draft.marked = marked + draft.marked
            return result
        return self._by_agent(unit, draft, last, cue, group, previous)

    def _by_agent(
        self, unit: Unit, draft: Draft, last: int, cue: Cue, group: VerbGroup, previous: Unit | None
    ) -> Draft | None:
        """"The parallels were hinted at by Lavrov": the subject is the content, the agent its source."""
        i = last + 1
        while i < len(unit) and i < last + 4 and unit.words[i] != "by" and unit.tags[i] in "Vp":
            i += 1
        if i + 1 >= len(unit) or unit.words[i] != "by" or not cue.frames & {"quote", "that", "np", "anaphor"}:
            return None
        end = np_right(unit, i + 1, apposition=True)
        subject = subject_left(unit, group.before)
        if end > i and subject is not None and unit.words[subject[0]] in ("this", "that", "these", "such", "it"):
            if previous is not None and previous.paragraph == unit.paragraph and set(previous.tags) <= set("Q,.'"):
                draft.source = [unit.span(i + 1, end)]
                draft.content, draft.marked = content_spans(previous, 0, len(previous) - 1)
                draft.unit, draft.rule = end + 1, "anaphor"
                return draft if draft.content else None
            return None
        if "anaphor" in cue.frames:
            return None
        if end <= i or subject is None or unit.tags[subject[0]] in "PR" or unit.tags[i + 1] == "g":
            return None
        draft.source = [unit.span(i + 1, end)]
        draft.content, draft.marked = content_spans(unit, *subject)
        draft.unit, draft.rule = end + 1, "passive_by"
        return draft if draft.content else None

    # -------------------------------------------------------------------------------------- other kinds of cue

    def _headline(self, unit: Unit, previous: Unit | None) -> Draft | None:
        """Kremlin: talks go on."""
        if previous is not None and (previous.paragraph == unit.paragraph or unit.text[unit.ends[-1] - 1] == "."):
            return None
        if unit.end - unit.start > 200 or ":" not in unit.tags or unit.words[0] in _LABELS:
            return None
        colon = unit.tags.index(":")
        last = np_right(unit, 0)
        if colon > 7 or last < 0 or colon + 2 >= len(unit) or unit.tags[colon + 1] in "WS":
            return None
        if last != colon - 1 and (unit.words[last + 1] not in ("on", "to") or not unit.title):
            return None
        words = unit.words[: last + 1]
        if any(word.endswith("'s") or word in _LABELS for word in words) or set(unit.tags[: last + 1]) - set("Dc&-'/("):
            return None
        draft = Draft("headline", cue=[unit.span(colon, colon)], source=_source(unit, (0, last)), cue_class="neutral")
        draft.content, draft.marked = content_spans(unit, colon + 1, len(unit) - 1)
        draft.paragraph = unit.paragraph
        return draft if draft.content else None

    def _signed(self, unit: Unit, previous: Unit | None) -> Draft | None:
        """“…” — Name, at the end of a sentence."""
        if len(unit) < 3 or unit.tags[0] != "Q":
            return None
        dash = next((i for i in range(1, min(len(unit) - 1, 8)) if unit.tags[i] != "Q"), 0)
        if not dash or not unit.words[dash].strip("-–—―") == "" or unit.tags[dash + 1] not in "cD":
            return None
        last = np_right(unit, dash + 1, apposition=True)
        if last <= dash or last + 2 < len(unit) or last - dash > 24:
            return None
        draft = Draft("signed", cue=[unit.span(dash, dash)], source=[unit.span(dash + 1, last)], cue_class="neutral")
        draft.content, draft.marked = content_spans(unit, 0, dash - 1)
        draft.paragraph = unit.paragraph
        return draft if draft.content else None

    def _according(self, unit: Unit, index: int) -> Draft | None:
        if index + 2 >= len(unit) or unit.words[index + 1] != "to":
            return None
        end = np_right(unit, index + 2, apposition=True)
        if end < index + 2:
            return None
        draft = Draft("according_to", cue=[unit.span(index, index + 1)], source=[unit.span(index + 2, end)])
        draft.cue_class, draft.paragraph = "neutral", unit.paragraph
        after = end + 1
        before = index - 1
        while before >= 0 and unit.tags[before] in ",VC":
            before -= 1
        if before < 0:
            first = adjuncts_end(unit, after, self.grammar)
            first += first < len(unit) and unit.tags[first] == ","
            if first < len(unit) and unit.tags[first] == "g":
                first = next((j + 1 for j in range(first, min(len(unit), first + 30)) if unit.tags[j] == ","), first)
            return self._fill(unit, draft, Complement("that", first)) if first < len(unit) else None
        first = self._content_start(unit, index)
        clause = is_clause(unit, first, self.cues, index - first)
        draft.content, draft.marked = content_spans(unit, first, before)
        draft.unit = after
        if not clause and after + 1 < len(unit) and unit.tags[after] == ",":
            stop = content_end(unit, after + 1, "that", self.cues)
            content, marked = content_spans(unit, after + 1, stop - 1)
            draft.content += content
            draft.marked += marked
            draft.unit = stop
        return draft if draft.content else None

    def _adjective(self, unit: Unit, index: int) -> Draft | None:
        """"is convinced that", "was sure he would"."""
        group = verb_group(unit, index, frozenset((PARTICIPLE,)), self.grammar)
        if group is None or group.voice != "passive" or index + 1 >= len(unit):
            return None
        cue = self.cues.adjectives[unit.words[index]]
        subject = subject_left(unit, group.before)
        if subject is None or unit.words[subject[0]] in ("it", "it's", "there", "that", "that's"):
            return None
        draft = self._draft(unit, index, index, cue)
        draft.source, draft.rule = _source(unit, subject), "adjective"
        if unit.tags[index + 1] == "T":
            return self._fill(unit, draft, Complement("that", index + 2))
        if unit.tags[index + 1] in "PZD" and is_clause(unit, index + 1, self.cues):
            return self._fill(unit, draft, Complement("zero", index + 1))
        return None

    def _noun(self, unit: Unit, index: int) -> Draft | None:
        """"his claim that", "the rebels' first statement was that", "the reaction of the ministry:"."""
        draft = self._draft(unit, index, index, self.cues.nouns[unit.words[index]])
        draft.rule = "noun"
        i = index + 1
        if i < len(unit) and unit.words[i] in ("of", "by", "from"):
            last = np_right(unit, i + 1)
            if last > i:
                draft.source = [unit.span(i + 1, last)]
                i = last + 1
        if not draft.source:
            draft.source = self._possessor(unit, index)
        if i < len(unit) and unit.tags[i] == "A" and unit.words[i] in self.grammar.be:
            i += 1
        if i < len(unit) and unit.tags[i] == "T":
            shape = "noun" if _is_subject(unit, index) else "that"
            return self._fill(unit, draft, Complement(shape, i + 1)) if draft.source else None
        i = adjuncts_end(unit, i, self.grammar)
        if i < len(unit) and unit.tags[i] == ":" and draft.source:
            draft.rule = "noun_colon"
            return self._fill(unit, draft, Complement("colon", i + 1))
        return None

    def _possessor(self, unit: Unit, index: int) -> list[Span]:
        """Return whose statement a noun names: its possessive, or the subject of "made the statement"."""
        k = index - 1
        while k >= 0 and index - k < 5 and (unit.tags[k] in "wegV#c" or unit.words[k] == "following") and not unit.words[k].endswith("'s"):
            k -= 1
        if k < 0:
            return []
        if unit.words[k] in _POSSESSIVES:
            return [unit.span(k, k)]
        if unit.words[k].endswith("'s") or (unit.tags[k] == "'" and k):
            phrase = np_left(unit, k)
            return _source(unit, phrase) if phrase else []
        if unit.tags[k] == "D":
            k -= 1
        if k >= 0 and unit.words[k] in _LIGHT:
            group = verb_group(unit, k, frozenset((PAST, THIRD)), self.grammar)
            subject = subject_left(unit, group.before) if group else None
            return _source(unit, subject) if subject else []
        return []


def _is_subject(unit: Unit, index: int) -> bool:
    """Tell whether a noun can be the subject of its sentence: no verb stands before it."""
    return not any(tag in "AvZ" for tag in unit.tags[:index])


def _covers(outer: Draft, inner: Draft) -> bool:
    """Tell whether the cue of one draft is content of another."""
    return any(a <= s and e <= b for a, b in outer.content for s, e in inner.cue)


def _source(unit: Unit, phrase: tuple[int, int]) -> list[Span]:
    """Return the span of a source without its possessive or contracted ending; "who" brings what it stands for."""
    first, last = phrase
    start, end = unit.span(first, last)
    word = unit.words[last]
    for short in ("'s", "'re", "'ve", "'d", "'ll", "'m"):
        if word.endswith(short) and len(word) > len(short):
            end -= len(short)
    if first == last and unit.tags[last] in "RT" and last:
        before = last - 1
        if unit.tags[before] == ",":
            before -= 1
        antecedent = np_left(unit, before) if before >= 0 else None
        if antecedent is not None:
            return [unit.span(*antecedent), (start, end)]
    return [(start, end)] if end > start else []
