"""A text cut where statements' spans begin and end, each piece with the marks that lie on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from onrecord.ledger.rows import StatementRow
from onrecord.records import Span

ROLES = ("source", "cue", "content")
RANK = {role: n for n, role in enumerate(ROLES)}
Mark = tuple[int, str]
"""(number of the statement on its page, role)."""


class Piece(NamedTuple):
    """A run of text on which the same marks lie. ``begins``: numbers of the statements whose first mark starts here."""

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[int, ...] = ()

    @property
    def role(self) -> str:
        """The role that is shown where nothing is chosen: the finest of those that lie here."""
        return ROLES[min(RANK[role] for _, role in self.marks)] if self.marks else ""

    @property
    def told(self) -> str:
        """The marks as an attribute: ``3:source 4:content``."""
        return " ".join(f"{number}:{role}" for number, role in self.marks)


class Marked(NamedTuple):
    """One span of one statement."""

    start: int
    end: int
    mark: Mark
    first: bool


def spans_of(statement: StatementRow, number: int) -> list[Marked]:
    """The statement's spans in text order; the first is told."""
    found = sorted((*span, role) for role in ROLES for span in getattr(statement, f"{role}_spans"))
    return [Marked(start, end, (number, role), n == 0) for n, (start, end, role) in enumerate(found)]


def cut(text: str, of: Span, spans: Iterable[Marked]) -> list[Piece]:
    """``text[start:end]`` in pieces; joined, they are that text again."""
    start, end = of
    inside = [s for s in spans if s.start < end and start < s.end]
    edges = sorted({start, end, *[max(s.start, start) for s in inside], *[min(s.end, end) for s in inside]})
    return [_piece(text, a, b, inside) for a, b in pairwise(edges)]


def _piece(text: str, start: int, end: int, spans: Sequence[Marked]) -> Piece:
    marks = tuple([s.mark for s in spans if s.start <= start and end <= s.end])
    return Piece(text[start:end], marks, tuple([s.mark[0] for s in spans if s.first and s.start == start]))


def of_statement(statement: StatementRow, text: str = "", start: int = -1) -> list[Piece]:
    """A statement's sentence, or another stretch of its article that begins at ``start``, with its own spans marked."""
    shown, offset = (text, start) if start >= 0 else (statement.sentence, statement.sentence_start)
    moved = [
        Marked(max(a - offset, 0), b - offset, mark, first)
        for a, b, mark, first in spans_of(statement, 1)
        if b > offset
    ]
    return cut(shown, (0, len(shown)), moved)
