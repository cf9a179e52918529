"""Where a report was sent from, and when a line of it: "ODE CITY, May 3 (Agency) - Two boats sank" tells of the boats,
not of the place; "11:20 Two boats sank" not of the clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.records import Span, Statement

DATELINE: Final = re.compile(
    r"^(?=[^\n]{0,80}? (?:--|–|—|-) )[A-Z][A-Z.’' -]{2,30}(?:, [A-Z][\w. ]{1,20}?)?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"(?: \([^()\n]{2,30}\))? (?:--|–|—|-) ",
    re.MULTILINE,
)
"""A place in capitals at the beginning of a paragraph, perhaps its state, a day and the agency, and a dash."""
CLOCK: Final = re.compile(
    r"^\[?\d{1,2}(?::\d\d(?:\s?[ap]\.?m\.?)?|\.\d\d\s?[ap]\.?m\.?)(?:\s(?:[A-Z]{3,4}|ET|PT|CT))?\]?(?:\s?[–—:-])?\s+"
    r"(?=[“\"'‘]?[A-Z])",
    re.MULTILINE,
)
"""The time of day at which a paragraph was added."""


def datelines(text: str) -> list[Span]:
    """All of a text, in order."""
    return sorted(match.span() for pattern in (DATELINE, CLOCK) for match in pattern.finditer(text))


def without(statement: Statement, lines: Sequence[Span]) -> Statement:
    """The statement with its content and source beginning after a dateline that they take in, or stand in; a content
    that stands in one altogether is kept."""
    if not lines:
        return statement
    return replace(
        statement, content=_cut(statement.content, lines) or statement.content, source=_cut(statement.source, lines)
    )


def _cut(spans: Sequence[Span], lines: Sequence[Span]) -> tuple[Span, ...]:
    begun = ((next((past for at, past in lines if at <= start < past), start), end) for start, end in spans)
    return tuple((start, end) for start, end in begun if start < end)
