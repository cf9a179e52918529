"""What differs between two readings of one address: paragraphs, the words within them, and statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from onrecord.ledger.rows import StatementRow
from onrecord.sources.names import plain

State = Literal["same", "added", "removed", "changed"]
ALIKE = 0.5
"""From this share of common words on, a paragraph is another one changed."""
_WORDS = re.compile(r"\s+|[^\s\w]|\w+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of words in a changed paragraph."""

    state: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of paragraphs; a ``changed`` one is told in ``runs``."""

    state: State
    paragraphs: tuple[str, ...]
    runs: tuple[Stretch, ...] = ()


def compare(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """The stretches in order."""
    found: list[Change] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        found += [Change("same", tuple(old[a:b]))] if what == "equal" else _replaced(old[a:b], new[c:d])
    return found


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Paragraphs that took the place of others: each changed one beside what it was, the rest removed or added."""
    at = 0
    for line in old:
        rated = [(_likeness(line, other), -n) for n, other in enumerate(new[at:], at)]
        likeness, n = max(rated, default=(0.0, 0))
        if likeness < ALIKE:
            yield Change("removed", (line,))
            continue
        yield from _added(new[at:-n])
        yield Change("changed", (new[-n],), tuple(_runs(line, new[-n])))
        at = 1 - n
    yield from _added(new[at:])


def _added(lines: Sequence[str]) -> Iterator[Change]:
    if lines:
        yield Change("added", tuple(lines))


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, a.split(), b.split(), autojunk=False).ratio()


def _runs(old: str, new: str) -> Iterator[Stretch]:
    """The words of both, in order; joined, those that are not added are the old text."""
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    for what, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            yield Stretch("same", "".join(a[i:j]))
            continue
        if j > i:
            yield Stretch("removed", "".join(a[i:j]))
        if m > k:
            yield Stretch("added", "".join(b[k:m]))


def without(some: Sequence[StatementRow], others: Sequence[StatementRow]) -> tuple[StatementRow, ...]:
    """The statements that the others have no like of: the same speaker with the same words."""
    there = {_said(row) for row in others}
    return tuple(row for row in some if _said(row) not in there)


def _said(row: StatementRow) -> tuple[str, str]:
    return plain(row.speaker), plain(row.content_text)
