"""Sentences for the rules of quotations, a table for each of their modules: where content begins, and where it ends."""

from __future__ import annotations

import pytest

from test_quotations import Row, rows

Cases = dict[str, tuple[str, list[Row]]]

# What the layout attributes.
LAYOUT: Cases = {
    "a transcript goes on in marks": (
        "WALLACE: Will you go?\n\nMR. EARNEST: Not today.\n\n“We have said so before.”\n\nThe room went quiet.",
        [
            ("direct", "WALLACE", ":", "Will you go?"),
            ("direct", "MR. EARNEST", ":", "Not today. | We have said so before."),
        ],
    ),
    "a stage direction in a transcript": (
        "WALLACE: Will you go?\n\nMR. EARNEST: Not today.\n\n“We have said so before.\n\n“[laughter]\n\n“And again.”",
        [
            ("direct", "WALLACE", ":", "Will you go?"),
            ("direct", "MR. EARNEST", ":", "Not today. | We have said so before. | And again."),
        ],
    ),
    "names that take turns": (
        "Anna Bell: Why now?\n\nBen Cole: It is time.\n\nAnna Bell: Who pays?\n\nBen Cole: The state.",
        [
            ("direct", "Anna Bell", ":", "Why now?"),
            ("direct", "Ben Cole", ":", "It is time."),
            ("direct", "Anna Bell", ":", "Who pays?"),
            ("direct", "Ben Cole", ":", "The state."),
        ],
    ),
    "a dash and a name": (
        "The harbour must stay open for all.\n\n— Lena Brandt, mayor of the town",
        [("direct", "Lena Brandt, mayor of the town", "—", "The harbour must stay open for all.")],
    ),
    "a dash and a verb": (
        "The harbour must stay open for all.\n\n– said Lena Brandt.",
        [("direct", "Lena Brandt", "said", "The harbour must stay open for all.")],
    ),
    "a dash and a speech": (
        "The harbour must stay open for all.\n\n— from a speech by Lena Brandt",
        [("direct", "Lena Brandt", "from a speech by", "The harbour must stay open for all.")],
    ),
    "a dash and a way": ("The harbour must stay open for all.\n\n— from the harbour to the town", []),
    "a dash and no name": ("The harbour must stay open for all.\n\n— the mayor", []),
    "a dash and a sentence": ("The harbour must stay open for all.\n\n— Nobody came.", []),
    "a dash and nobody": ("The harbour must stay open for all.\n\n— said .", []),
    "a marked block": (
        "“The harbour must stay open for all.”\n\n— Lena Brandt, mayor",
        [("direct", "Lena Brandt, mayor", "—", "The harbour must stay open for all.")],
    ),
    "a long line behind a dash": (
        "The harbour must stay open for all.\n\n— Lena Brandt, the mayor" + " of the town" * 16,
        [],
    ),
    "an empty block": ("“”\n\n— Lena Brandt, mayor", []),
}

# Where reported content ends.
ENDS: Cases = {
    "a report in brackets": (
        "The mayor said that the harbour was closed (the police said that it was open).",
        [
            ("indirect", "The mayor", "said", "the harbour was closed"),
            ("indirect", "the police", "said", "it was open"),
        ],
    ),
    "the bracket it stands in": (
        "(The mayor said that the harbour was closed) and nobody came.",
        [("indirect", "The mayor", "said", "the harbour was closed")],
    ),
    "not at brackets of its own": (
        "The mayor said that the harbour (the old one) was closed.",
        [("indirect", "The mayor", "said", "the harbour (the old one) was closed")],
    ),
    "the main clause": (
        "After the mayor said that the harbour was closed, the ships left.",
        [("indirect", "the mayor", "said", "the harbour was closed")],
    ),
    "an afterthought": (
        "The mayor said the harbour was closed, especially since the storm had come.",
        [("indirect", "The mayor", "said", "the harbour was closed")],
    ),
    "according to": (
        "The mayor said the harbour was closed, according to the paper.",
        [("indirect", "the paper", "according to", "The mayor said the harbour was closed")],
    ),
    "a cue that goes on": (
        "The mayor said the harbour was closed, adding that ships would wait.",
        [
            ("indirect", "The mayor", "said", "the harbour was closed"),
            ("indirect", "The mayor", "adding", "ships would wait"),
        ],
    ),
    "a cue that takes up": (
        "The mayor denounced the closure, said it was late.",
        [("indirect", "The mayor", "denounced", "the closure"), ("indirect", "The mayor", "said", "it was late")],
    ),
    "a semicolon": (
        "The mayor said the harbour was closed; ships left.",
        [("indirect", "The mayor", "said", "the harbour was closed")],
    ),
    "a second cue": (
        "The mayor said the harbour was closed and added that ships would wait.",
        [
            ("indirect", "The mayor", "said", "the harbour was closed"),
            ("indirect", "The mayor", "added", "ships would wait"),
        ],
    ),
    "another's report": (
        "The mayor said the harbour was closed, but the captain said that it was open.",
        [
            ("indirect", "The mayor", "said", "the harbour was closed"),
            ("indirect", "the captain", "said", "it was open"),
        ],
    ),
    "another's report without that": (
        "The mayor said the harbour was closed, but the captain said it was open.",
        [
            ("indirect", "The mayor", "said", "the harbour was closed"),
            ("indirect", "the captain", "said", "it was open"),
        ],
    ),
    "another's accusation": (
        "The mayor said the harbour was closed, but the captain accused the mayor of lying.",
        [("indirect", "The mayor", "said", "the harbour was closed"), ("indirect", "the captain", "accused", "lying")],
    ),
    "not between two marked stretches": (
        "The mayor promised “a bridge” and “a tunnel” on Monday.",
        [("mixed", "The mayor", "promised", "“a bridge” and “a tunnel” on Monday")],
    ),
    "not in a list of them": (
        "The mayor said “a bridge”, “a tunnel” and “a road” would come.",
        [("mixed", "The mayor", "said", "“a bridge”, “a tunnel” and “a road” would come")],
    ),
    "not at half a subject": (
        "The mayor said “reforms” and the taxes would help.",
        [("mixed", "The mayor", "said", "“reforms” and the taxes would help")],
    ),
    "a colon before marks": (
        "The mayor said the harbour was closed: “It is over.”",
        [("indirect", "The mayor", "said", "the harbour was closed"), ("direct", "The mayor", ":", "It is over.")],
    ),
    "the main verb": (
        "The mayor, who said that the harbour was closed, left.",
        [("indirect", "The mayor | who", "said", "the harbour was closed")],
    ),
    "a comma in marks": (
        "The mayor said the harbour was “closed,” adding that ships would wait.",
        [
            ("mixed", "The mayor", "said", "the harbour was “closed,”"),
            ("indirect", "The mayor", "adding", "ships would wait"),
        ],
    ),
    "another's report behind marks": (
        "The mayor said the harbour was “closed,” and the captain said that it was open.",
        [
            ("mixed", "The mayor", "said", "the harbour was “closed,”"),
            ("indirect", "the captain", "said", "it was open"),
        ],
    ),
}

# Where reported content begins behind its cue.
BEGINS: Cases = {
    "past a participle, that": (
        "The mayor said, citing two sources, that the harbour was closed.",
        [("indirect", "The mayor", "said", "the harbour was closed")],
    ),
    "past a participle, marks": (
        "The mayor said, citing two sources, “the harbour is closed.”",
        [("direct", "The mayor", "said", "the harbour is closed.")],
    ),
    "comma and that": (
        "The mayor said, that the harbour was closed.",
        [("indirect", "The mayor", "said", "the harbour was closed")],
    ),
    "described as": (
        "The plan, which the mayor described on Monday as “madness”, failed.",
        [("direct", "the mayor", "described", "madness")],
    ),
    "called, with a day between": (
        "The mayor called the remarks on Saturday “a surprise”.",
        [("mixed", "The mayor", "called", "the remarks on Saturday “a surprise”")],
    ),
    "that, a pronoun": (
        "The mayor said that could close the plants.",
        [("indirect", "The mayor", "said", "that could close the plants")],
    ),
    "past a letter": (
        "The mayor told in a letter that the plants would close.",
        [("indirect", "The mayor", "told", "the plants would close")],
    ),
    "past what the joke is about": (
        "The mayor joked of the museum, “Nobody goes there.”",
        [("direct", "The mayor", "joked", "Nobody goes there.")],
    ),
    "past what the warning is about": (
        "The mayor warned of the storm that the harbour would close.",
        [("indirect", "The mayor", "warned", "the harbour would close")],
    ),
    "a marked subject": (
        "The mayor said “the old harbour” should close.",
        [("mixed", "The mayor", "said", "“the old harbour” should close")],
    ),
    "past a day": (
        "The mayor said on Monday morning that the harbour was closed.",
        [("indirect", "The mayor", "said", "the harbour was closed")],
    ),
    "past a week": (
        "The mayor said last week that the harbour was closed.",
        [("indirect", "The mayor", "said", "the harbour was closed")],
    ),
    "past two words of time": (
        "The mayor said earlier this month that the harbour was closed.",
        [("indirect", "The mayor", "said", "the harbour was closed")],
    ),
    "past a letter and a day": (
        "The mayor said in a letter Monday that the harbour was closed.",
        [("indirect", "The mayor", "said", "the harbour was closed")],
    ),
    "past a night": (
        "The mayor said Monday night the harbour was closed.",
        [("indirect", "The mayor", "said", "the harbour was closed")],
    ),
    "a reaction and a colon": (
        "The reaction of the ministry: “We wait.”",
        [("direct", "the ministry", "reaction", "We wait.")],
    ),
    "a statement was that": (
        "Their first statement was that the harbour would close.",
        [("indirect", "Their", "statement", "the harbour would close")],
    ),
    "remarks about": (
        "The mayor’s remarks about the closure surprised many.",
        [("indirect", "The mayor", "remarks", "the closure")],
    ),
    "is convinced that": (
        "The mayor is convinced that the harbour will close.",
        [("indirect", "The mayor", "convinced", "the harbour will close")],
    ),
    "is sure": (
        "The mayor is sure he will close the harbour.",
        [("indirect", "The mayor", "sure", "he will close the harbour")],
    ),
    "nobody is certain": ("It is certain that the harbour will close.", []),
    "in the words of, in front": (
        "In the words of the mayor, the harbour is closed.",
        [("indirect", "the mayor", "In the words of", "the harbour is closed")],
    ),
    "in the words of, between": (
        "It was, in the words of the mayor, “a disaster”.",
        [("mixed", "the mayor", "in the words of", "It was | a disaster")],
    ),
    "words that somebody chose": ("In the words the mayor chose, nobody came.", []),
    "according to somebody who quotes": (
        "According to the mayor, quoting the agency, the harbour is closed.",
        [("indirect", "the mayor", "According to", "the harbour is closed")],
    ),
    "pointed out": (
        "The mayor pointed out that the harbour was closed.",
        [("indirect", "The mayor", "pointed out", "the harbour was closed")],
    ),
    "went on to say": (
        "The mayor went on to say that the harbour was closed.",
        [("indirect", "The mayor", "say", "the harbour was closed")],
    ),
    "is going to say": (
        "The mayor is going to say that the harbour is closed.",
        [("indirect", "The mayor", "say", "the harbour is closed")],
    ),
    "had to admit": (
        "The mayor had to admit that the harbour was closed.",
        [("indirect", "The mayor", "admit", "the harbour was closed")],
    ),
    "seemed to suggest": (
        "The mayor seemed to suggest that the harbour was closed.",
        [("indirect", "The mayor", "suggest", "the harbour was closed")],
    ),
    "did not say": (
        "The mayor did not say that the harbour was closed.",
        [("indirect", "The mayor", "say", "the harbour was closed")],
    ),
    "claims that are a noun": ("Their territorial claims to the harbour are old.", []),
    "claims of somebody": ("The claims of the mayor are old.", []),
}

# What is said of by somebody.
PASSIVES: Cases = {
    "by nobody": ("The closure was hinted at on Monday.", []),
    "by somebody": ("The closure was hinted at by the mayor.", [("indirect", "the mayor", "hinted", "The closure")]),
    "described as": (
        "The bridge was described by the mayor as “a danger”.",
        [("mixed", "the mayor", "described", "The bridge | a danger")],
    ),
    "this, behind marks": (
        "“The bridge is unsafe.” This was said by the mayor.",
        [("direct", "the mayor", "said", "The bridge is unsafe.")],
    ),
    "this, behind no marks": ("Ships left. This was published by the agency.", []),
}

# Content that stands before its attribution, and what goes on behind it.
BEFORE: Cases = {
    "asked about it": (
        "Asked about the closure, the mayor said ships would wait.",
        [("indirect", "the mayor", "said", "ships would wait")],
    ),
    "a participle in front": (
        "Saying that the harbour was closed, the mayor left.",
        [("indirect", "the mayor", "Saying", "the harbour was closed")],
    ),
    "a participle of nobody": ("Saying that the harbour was closed, left.", []),
    "speaking to somebody": (
        "Speaking to reporters, the mayor said that the harbour was closed.",
        [("indirect", "the mayor", "said", "the harbour was closed")],
    ),
    "inside, inverted": (
        "Institutions, said the curator, are invited to take part.",
        [("indirect", "the curator", "said", "Institutions | are invited to take part")],
    ),
    "inside": (
        "The harbour, the mayor said, would close.",
        [("indirect", "the mayor", "said", "The harbour | would close")],
    ),
    "marks in marks": (
        "“He said ‘the harbour is closed,’ and he left,” the captain said.",
        [("direct", "the captain", "said", "He said ‘the harbour is closed,’ and he left,")],
    ),
    "the same words twice": (
        "“The harbour is closed,” the mayor said. “The harbour is closed,” the captain said.",
        [
            ("direct", "the mayor", "said", "The harbour is closed,"),
            ("direct", "the captain", "said", "The harbour is closed,"),
        ],
    ),
    "as somebody told somebody": (
        "As the mayor told the paper, the harbour has closed.",
        [("indirect", "the mayor", "told", "the harbour has closed")],
    ),
    "as, and no comma": ("As the mayor told the paper; the harbour has closed.", []),
    "taken up in marks": (
        "“The harbour,” the mayor told reporters on Friday, “is closed.”",
        [("direct", "the mayor", "told", "The harbour, | is closed.")],
    ),
    "not taken up by another cue": (
        "“It is closed,” the mayor said and added, “Go home.”",
        [("direct", "the mayor", "said", "It is closed,")],
    ),
    "not behind a semicolon": (
        "“It is closed,” the mayor told reporters; “Go home.”",
        [("direct", "the mayor", "told", "It is closed,")],
    ),
    "a sentence of their own": ("“No.” They argued for hours.", [("direct", "", "", "No.")]),
    "a question that goes on": (
        "“Why now?” the mayor asked on Friday, “Who pays?”",
        [("direct", "the mayor", "asked", "Why now? | Who pays?")],
    ),
    "taken up by and": (
        "The harbour, the mayor said, and the bridge, would close.",
        [("indirect", "the mayor", "said", "The harbour | and the bridge, would close")],
    ),
    "what is only fronted": (
        "In May, the mayor said, “nobody came.”",
        [("direct", "the mayor", "said", "nobody came.")],
    ),
    "half in marks": (
        "The harbour closed in May, the mayor said, “and nobody came.”",
        [("mixed", "the mayor", "said", "The harbour closed in May | and nobody came.")],
    ),
    "nothing but a time": ("In May, the mayor said.", []),
    "the name of a programme": (
        "On “Harbour Today,” the mayor said the bridge was unsafe.",
        [("indirect", "the mayor", "said", "the bridge was unsafe")],
    ),
    "a marked phrase of the author's": ("Bemoaning the “phony system,” she said little.", []),
    "behind a semicolon": (
        "Ships left; the harbour was closed, the mayor said.",
        [("indirect", "the mayor", "said", "the harbour was closed")],
    ),
    "behind a dateline": (
        "BAKU — The harbour was closed, the mayor said.",
        [("indirect", "the mayor", "said", "The harbour was closed")],
    ),
    "behind a colon": ("A word: “It is closed,” the mayor said.", [("direct", "the mayor", "said", "It is closed,")]),
    "as somebody said": (
        "The harbour is closed, as the mayor said.",
        [("indirect", "the mayor", "said", "The harbour is closed")],
    ),
}

# Whose words they are, and which they are.
SOURCES: Cases = {
    "one official": (
        "One official said the harbour was closed.",
        [("indirect", "One official", "said", "the harbour was closed")],
    ),
    "one of many": (
        "One of the officials said the harbour was closed.",
        [("indirect", "One of the officials", "said", "the harbour was closed")],
    ),
    "some": ("Some said the harbour was closed.", [("indirect", "Some", "said", "the harbour was closed")]),
    "who they are": (
        "Lawyers who went to Tijuana said that the harbour was closed.",
        [("indirect", "Lawyers who went to Tijuana", "said", "the harbour was closed")],
    ),
    "a report released": (
        "A report released on Friday says the harbour is closed.",
        [("indirect", "A report released on Friday", "says", "the harbour is closed")],
    ),
    "a report released by somebody": (
        "A report released by the bank on Friday says the harbour is closed.",
        [("indirect", "A report released by the bank on Friday", "says", "the harbour is closed")],
    ),
    "between dashes": (
        "The mayor – a critic of the plan – said that the harbour was closed.",
        [("indirect", "The mayor – a critic of the plan", "said", "the harbour was closed")],
    ),
    "whose": (
        "The mayor, whose term ends in May, said that the harbour was closed.",
        [("indirect", "The mayor, whose term ends in May", "said", "the harbour was closed")],
    ),
    "a name and its bracket": (
        "Lena Brandt (the mayor) said that the harbour was closed.",
        [("indirect", "Lena Brandt (the mayor)", "said", "the harbour was closed")],
    ),
    "two of them": (
        "The mayor and the captain said that the harbour was closed.",
        [("indirect", "The mayor and the captain", "said", "the harbour was closed")],
    ),
    "in two places": (
        "Protesters marching in Baku and around the country said that they would stay.",
        [("indirect", "Protesters marching in Baku and around the country", "said", "they would stay")],
    ),
    "a show in marks": (
        "The “Today” show said that the harbour was closed.",
        [("indirect", "The “Today” show", "said", "the harbour was closed")],
    ),
    "a nickname in marks": (
        "“Big Jim” Hart said that the harbour was closed.",
        [("indirect", "“Big Jim” Hart", "said", "the harbour was closed")],
    ),
    "an office": (
        "The mayor's office said that the harbour was closed.",
        [("indirect", "The mayor's office", "said", "the harbour was closed")],
    ),
    "behind a fronted time without a comma": (
        "After the war Baku thought that talks were over.",
        [("indirect", "Baku", "thought", "talks were over")],
    ),
    "a long office": (
        "The mayor of the town of Goris in the south said that the harbour was closed.",
        [("indirect", "The mayor of the town of Goris in the south", "said", "the harbour was closed")],
    ),
    "behind two times": (
        "In May, Monday's paper said that the harbour was closed.",
        [("indirect", "Monday's paper", "said", "the harbour was closed")],
    ),
    "whether": (
        "Reporters asked whether the harbour would close.",
        [("indirect", "Reporters", "asked", "whether the harbour would close")],
    ),
    "why": (
        "The mayor asked why the harbour had closed.",
        [("indirect", "The mayor", "asked", "why the harbour had closed")],
    ),
    "how": ("The mayor told us how the harbour closed.", [("indirect", "The mayor", "told", "how the harbour closed")]),
    "somebody to do something": (
        "The mayor urged the captain to leave.",
        [("indirect", "The mayor", "urged", "the captain to leave")],
    ),
    "to do something": (
        "The mayor promised to reopen the harbour.",
        [("indirect", "The mayor", "promised", "to reopen the harbour")],
    ),
    "a gerund": ("The mayor denied closing the harbour.", [("indirect", "The mayor", "denied", "closing the harbour")]),
    "an accusation": (
        "The mayor accused the captain of closing the harbour.",
        [("indirect", "The mayor", "accused", "closing the harbour")],
    ),
    "an accusation of nobody's": ("The mayor was accused of closing the harbour.", []),
    "told by nobody": (
        "The mayor was told that the harbour was closed.",
        [("indirect", "", "told", "the harbour was closed")],
    ),
    "called a name": ("The mayor called him a liar.", [("indirect", "The mayor", "called", "him a liar")]),
    "described as": (
        "The mayor described the captain as “reckless”.",
        [("mixed", "The mayor", "described", "the captain as “reckless”")],
    ),
    "a verb like a noun": (
        "The mayor thinks the exhibit identifies a problem.",
        [("indirect", "The mayor", "thinks", "the exhibit identifies a problem")],
    ),
    "a subject in a place": (
        "The mayor said protesters in Baku had left.",
        [("indirect", "The mayor", "said", "protesters in Baku had left")],
    ),
    "a mark inside": (
        "The mayor said it was “difficult” to stay.",
        [("mixed", "The mayor", "said", "it was “difficult” to stay")],
    ),
    "found difficult": ("The mayor finds it difficult to stay.", []),
    "those who": (
        "The mayor said those who left should return.",
        [("indirect", "The mayor", "said", "those who left should return")],
    ),
    "a colon": ("The mayor said: the harbour is closed.", [("indirect", "The mayor", "said", "the harbour is closed")]),
    "told a paper": (
        "The mayor's spokesman, Ben Okafor, told the Daily News that the harbour was closed.",
        [("indirect", "The mayor's spokesman, Ben Okafor", "told", "the harbour was closed")],
    ),
    "an apposition and a clause": (
        "The harbour is closed, said Ben Okafor, the mayor's spokesman, who left.",
        [("indirect", "Ben Okafor, the mayor's spokesman, who left", "said", "The harbour is closed")],
    ),
    "a sign": ("“It is closed,” says the sign.", [("direct", "the sign", "says", "It is closed,")]),
    "two adverbs": (
        "The mayor has repeatedly and loudly said that the harbour was closed.",
        [("indirect", "The mayor", "said", "the harbour was closed")],
    ),
    "did say": (
        "The mayor did say the harbour was closed.",
        [("indirect", "The mayor", "say", "the harbour was closed")],
    ),
    "so": ("The mayor said so.", []),
    "as I said": ("As I said, the harbour is closed.", [("indirect", "I", "said", "the harbour is closed")]),
    "it is said": ("It is said that the harbour is closed.", [("indirect", "", "said", "the harbour is closed")]),
    "that said": ("That said, the harbour is closed.", []),
    "quoted by another": (
        "The mayor, quoted by the agency, said that the harbour was closed.",
        [("indirect", "The mayor, quoted by the agency", "said", "the harbour was closed")],
    ),
    "the said thing": ("The said harbour is closed.", []),
    "said, in front": ("Said the mayor: “It is over.”", [("direct", "the mayor", "Said", "It is over.")]),
    "was quick to say": (
        "The mayor was quick to say that the harbour was closed.",
        [("indirect", "The mayor", "say", "the harbour was closed")],
    ),
    "according to, inside": (
        "The captain, according to the mayor, closed the harbour.",
        [("indirect", "the mayor", "according to", "The captain | closed the harbour")],
    ),
    "a report by somebody": (
        "According to a report by the bank, the harbour is closed.",
        [("indirect", "a report by the bank", "According to", "the harbour is closed")],
    ),
    "a claim and a colon": (
        "The mayor’s claim: the harbour is closed.",
        [("indirect", "The mayor", "claim", "the harbour is closed")],
    ),
    "a view": (
        "The mayor’s view is that the harbour should close.",
        [("indirect", "The mayor", "view", "the harbour should close")],
    ),
    "a statement saying": (
        "The ministry issued a statement saying that the harbour was closed.",
        [("indirect", "a statement", "saying", "the harbour was closed")],
    ),
    "a statement issued": (
        "In a statement issued on Monday, the ministry said that the harbour was closed.",
        [("indirect", "the ministry", "said", "the harbour was closed")],
    ),
    "spoke of": ("The mayor spoke of “a dark day”.", [("direct", "The mayor", "spoke", "a dark day")]),
    "what she called": (
        "The mayor criticised what she called “a dark day” for the town.",
        [("direct", "she", "called", "a dark day")],
    ),
    "welcomed": ("The mayor welcomed the news.", []),
    "insisted on": ("The mayor insisted on a vote.", [("indirect", "The mayor", "insisted on", "a vote")]),
}

CASES = [
    pytest.param(*case, id=name)
    for table in (LAYOUT, ENDS, BEGINS, PASSIVES, BEFORE, SOURCES)
    for name, case in table.items()
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_rule_reads_its_sentence(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected
