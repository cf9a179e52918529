"""Statements that are none: a name that something bears, what somebody responds to, and what nobody has said.

Who has not said a thing is told of, and is a statement ("never said that it would pay"); nobody is no source.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.records import Statement

NAMING: Final = re.compile(
    r".*\b(?:called|titled|entitled|named|nicknamed|christened|subtitled|billed)(?:\s+as)?", re.S
)
TITLE: Final = re.compile(r"[“\"«„‘'][^\n“”\"«»]{1,60}[”\"»“’'][.,]?")
IN_RESPONSE: Final = re.compile(r".*\bin\s+(?:response|reaction|reply)(?:\s+to)?", re.S)
"""PolNeAR's annotators never make it part of a cue: what follows is what was said before, by others."""
_SAID: Final = r"(?:sa(?:id|ys?)|claim(?:ed|s)?|suggest(?:ed|s)?|alleg(?:ed|es?)|assert(?:ed|s)?|argue[ds]?|stated?)"
NOBODY: Final = re.compile(r"(?:No(?!\.|\s*\d)|Nobody|None|Neither)\b")
SAID: Final = re.compile(rf"(?:(?:has|have|had|ever)\s+)*{_SAID}")


def says_nothing(text: str, statement: Statement) -> bool:
    """Whether it attributes nothing to anybody."""
    cue = text[statement.cue[0][0] : statement.cue[-1][1]]
    nobody = statement.source and NOBODY.match(text, statement.source[0][0])
    if IN_RESPONSE.fullmatch(cue) or (nobody and SAID.fullmatch(cue)):
        return True
    if statement.source or not NAMING.fullmatch(cue):
        return False
    return any(TITLE.fullmatch(text, a, b) and _capitals(text[a:b]) for a, b in statement.content)


def _capitals(name: str) -> bool:
    """Whether every longer word is written with a capital, as in titles."""
    return all(word[0].isupper() for word in re.findall(r"\w{4,}", name))
