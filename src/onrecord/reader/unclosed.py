"""A quotation whose closing mark got lost runs on over who says it: "“The archive burned, said Ida Moe. She …"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from onrecord.reader.features import Words
from onrecord.reader.subjects import named_at
from onrecord.reader.turns import Turn
from onrecord.reader.voices import INVERTED
from onrecord.records import Span

CLOSING: Final = "”\"’'»"
VERB: Final = "|".join(sorted(INVERTED))
SAID_BY: Final = re.compile(rf",\s+(?P<cue>{VERB})\s+(?=\S)")
WHO_SAID: Final = re.compile(
    rf",\s+(?P<source>he|she|they|(?:the\s+\w+|[A-Z][\w.’'-]*)(?:\s+[A-Z][\w.’'-]*){{0,4}})\s+(?P<cue>{VERB})\b"
)


def broken_off(words: Words, quotation: Span) -> Turn | None:
    """The attribution inside a quotation that is not closed; None where it is, or where nobody says it there."""
    start, end = quotation
    if words.text[end - 1] in CLOSING:
        return None
    if match := WHO_SAID.search(words.text, start, end):
        return Turn(match.span("source"), match.span("cue"), ((start, match.start()),))
    match = SAID_BY.search(words.text, start, end)
    if not match:
        return None
    name = named_at(words, bisect_left(words.starts, match.end()), bisect_left(words.starts, end))
    if name is None:
        return None
    return Turn(words.span(*name), match.span("cue"), ((start, match.start()),))
