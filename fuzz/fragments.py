"""The words of the fuzzer's news: names, cues, clauses, marks, breaks, and signs that have broken text tools."""

from __future__ import annotations

# Astral, combining, bidirectional, dotted İ, NUL, lone surrogates, invisible joints, every kind of break and blank.
ODD: tuple[str, ...] = (
    *"İıßﬁΣςǅ\u0301\u0308\u0345\u20dd\u200b\u200c\u200d\u200e\u202e\u2066\u2069\ufeff\x00\x07\x0b\x0c\x1b\x1c\x1f\x7f\x85",
    *"\u2028\u2029\xa0\xad\u3000\u180e\u2060𝒜😀🏽\ud800\udbff\udc00\udfff\ufffd\uffff\U0010ffff\r\n\t٣²Ⅷ中אش",
    "👩‍🚀", "e\u0301", "i\u0307", "🇦🇲", "\r\n", "\r\r\n", "\u1100\u1161", "ʼ", "\x1b[31m",
)  # fmt: skip
MARKS: tuple[str, ...] = (
    *"“”‘’\"'«»„‟‹›`´…—–-‑.!?:;,()[]{}/\\|_*#<>&=@%$+~",
    "``",
    "''",
    "...",
    "?!",
    "“‘",
    "’”",
    ",”",
    ".”",
    "”.",
    "' ",
)
BREAKS = (
    " ",
    " ",
    " ",
    ". ",
    ", ",
    "\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "? ",
    "! ",
    "… ",
    " – ",
    "—",
    ": ",
    "; ",
    "\n \n",
    "\u2029",
    "  ",
)

PEOPLE = (
    "Ana Petrova", "Petrova", "Ben Okafor", "Mr. Okafor", "Rashid Mammadov", "Karen Sargsyan", "Sen. J. K. O’Neil", "Al-Sayyid",
    "President İlham Kaya", "Dr. Clara Jensen-Smith", "he", "she", "He", "they", "I", "Élodie N’Diaye", "van der Berg", "St. John",
)  # fmt: skip
OTHERS = (
    "the minister", "the company", "a spokesman for the bank", "police", "the report", "an expert from Baku", "RIA Novosti",
    "a Yerevan-based analyst", "officials", "sources", "the Foreign Ministry", "who", "it", "many", "The U.N.", "critics of both sides",
)  # fmt: skip
CUES = (
    "said", "says", "claimed", "claims that", "according to", "told reporters", "adding that", "believes that", "stated:", "asked",
    "warned of", "has said", "denied", "admitted", "insisted that", "in the words of", "as", "wrote on Telegram", "so-called", "alleged",
    "called", "calls him", "described as", "dismissed", "is convinced that", "put it", "reportedly", "self-proclaimed", "what they call",
    "accused", "was accused of", "blamed", "praised", "said of", "who said", "noting", "replied", "Q:", "WALLACE:", "— Name",
)  # fmt: skip
CLAUSES = (
    "the war is over", "we will sign", "nobody knows", "the U.S. left in Jan. 2020", "it’s the ’90s again", "no", "I don't know",
    "prices rose by 3.5 per cent", "the bridge was closed at 5 a.m.", "our soldiers’ mothers wept", "they [the rebels] will go",
    "not very good", "a GREAT disaster!!!", "never so happy", "the attack was a crime, but the talks were kind of good",
    "the side that attacked first", "it was the shit", "nothing had been agreed", "least of all peace", ":) :-( 👍", "1,000 people fled",
)  # fmt: skip
# Names that the shipped packs know, of either side, and names that look like them.
CONTESTED = (
    "Stepanakert", "Khankendi", "Artsakh", "Nagorno-Karabakh", "Nagorno Karabakh", "the separatist regime", "illegal regime", "NKR",
    "the blockade", "occupying forces", "liberated territories", "anti-terrorist operation", "aggression", "Armenian aggression",
    "Azerbaijan’s aggression", "Lachin corridor", "Shushi", "Shusha", "puppet regime", "Khankendi puppets", "Martuni", "Armenia",
    "Azerbaijani", "Baku", "Yerevan", "STEPANAKERT", "Xankəndi", "Khankendi's", "Artsakhs", "self-defence forces", "ethnic cleansing",
)  # fmt: skip
DATES = (
    "2023-06-08",
    "on Monday",
    "June 8, 2023",
    "8 June 2023",
    "08.06.2023",
    "2 hours ago",
    "an hour ago",
    "1991",
    "Jan. 5",
    "12:30",
)
# What sites put round their articles.
PAGE = (
    "2023-06-08 12:30\n", "Published: 2023-06-08\n\n", "Read more: What they signed\n\n", "• One\n• Two\n• Three\n", "* Link\n* Link\n",
    "Comments\n", "3 Comments\n\n", "Reader comments (2):\n", "Anna\n2 hours ago\n", "Boris K. says:\nJune 8, 2023 at 12:30\n",
    "1. Jane Doe, 8 June 2023, 12:30 pm\n", "Sign in to comment\n", "Subscribe to our newsletter\n\n", "Advertisement\n\n", "Reply\n",
    "Share this article\n", "By Ana Petrova\n", "Also read:\n", "Photo: TASS\n", "#12 Report\n", "> quoted post\n", "---\n",
)  # fmt: skip
SHAPES = (
    "“{One},” {name} {cue}.", "“{One},” {name} {cue}. “{two}.”", "“{One},” {name} {cue}, “and {two}.”", "{name} {cue} that {one}.",
    "{name} {cue}: “{One}.”", "{name} {cue} {one}.", "According to {name}, {one}.", "{One}, according to {name}.", "{One}, {name} {cue}.",
    "{name} {cue} that {one}, adding that {two}.", "“{One}.”", "The “{two}” was mentioned by {name}.", "{One}.", "“{One}.\n\n“{two},” {cue} {name}.",
    "{name} dismissed the “{thing}” in {thing}.", "{name} {cue} {thing} “{one} ‘{two}’ now.”", '"{One}," {cue} {name}, "{two}."',
    "‘{One},’ {cue} {name}. ‘{two}.’", "{name} ({thing}) {cue}: {one}.", "The so-called {thing} {cue}, “{one}”.", "{name}’s {thing}, {one}.",
)  # fmt: skip
# What reports must show and never run, and what tables must not compute.
SCRIPTS = (
    "<script>alert(1)</script>", "</script><script>x()</script>", "<img src=x onerror=x()>", "<!--", "-->", "]]>", "<svg/onload=x()>",
    "javascript:x()", "\" onmouseover=\"x()", "' onclick='x()", "&lt;b&gt;", "&#x3c;script&#x3e;", "{{ 7*7 }}", "{% raw %}", "<style>*{}</style>",
    "</title>", "<a href='javascript:x()'>", "</textarea>", "=1+1", "@SUM(A1)", "<b", "\u2028<script>", "</SCRIPT >", "<ſcript>", "${x}", "<base href=x>",
)  # fmt: skip
