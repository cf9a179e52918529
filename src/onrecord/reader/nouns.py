"""Attribution by a noun: "predictions by ministers that …", "a warning from the central bank: …", "used the word …"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from onrecord.reader.turns import Turn
from onrecord.records import Span

THAT: Final = re.compile(
    r"\b(?P<cue>predictions?|claims?|allegations?|accusations?|assertions?|suggestions?|contentions?|warnings?|"
    r"complaints?|denials?|assurances?|admissions?|promises?|pledges?|insistence)\s+(?:by|from)\s+"
    r"(?P<source>[^\s.,;:“”\"()–—][^.,;:“”\"()\n–—]{2,80}?)\s+(?P<content>that\s+(?!have\b|has\b|had\b|is\b|are\b|was\b|were\b|"
    r"he’?d?\b said)[^.;\n]{10,}[^\s.;,])"
)
"""A clause with "that" after whose words it is; "that have", "that was" tell of the noun instead."""
COLON: Final = re.compile(
    r"(?P<lead>(?:An?|The|One|Another|And)\b[^.:;!?\n“\"]{0,40}?)\b(?P<cue>reaction|response|reply|answer|verdict|opinion|warning|advice|"
    r"prediction|forecast|conclusion|assessment)\b(?P<more>[^.:;!?\n“\"]{0,40}?)\bfrom\s+"
    r"(?P<source>[^.:;!?\n“\"]{3,80}):\s+(?P<content>[^\s“\"«„][^.;\n]{15,}[^\s.;,])"
)
USED: Final = re.compile(
    r"(?P<source>\b(?!(?:When|As|If|But|And|While|Since|Because|Then)\b)"
    r"(?:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}|he|she|they))\s+"
    r"(?P<cue>(?:has |had |have )?used the (?:words?|phrase|terms?|expression)),?\s+"
    r"(?P<content>[“\"][^“”\"\n]{3,}[”\"])"
)
"""'Roe used the words “a shambles”'"""
SURE: Final = 0.6
"""Confidence of what is found here."""


def by_nouns(text: str, parts: Iterable[Span]) -> Iterator[Turn]:
    """All of them within these parts of a text."""
    for start, end in parts:
        for pattern in (THAT, COLON, USED):
            for match in pattern.finditer(text, start, end):
                yield Turn(match.span("source"), match.span("cue"), (match.span("content"),))
