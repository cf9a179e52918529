"""Which statement of another reading is the same one: by id, else by where it stands, else by what it quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.records import Span

ENOUGH = 0.5
"""Least F1 of the characters of two contents: as the statement scorer pairs them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement stands; ``number`` is 0 for one that is not in the ledger."""

    id: str
    article: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quote: str
    number: int = 0

    @classmethod
    def of(cls, evidence: dict[str, Any], subject: str) -> Place:
        """The place that a judgement's evidence tells."""
        return cls(
            id=subject,
            article=str(evidence.get("article", "")),
            source=spans(evidence.get("source", ())),
            cue=spans(evidence.get("cue", ())),
            content=spans(evidence.get("content", ())),
            quote=str(evidence.get("quote", "")),
        )


def spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    """Spans from their JSON form."""
    return tuple((int(start), int(end)) for start, end in pairs)


def same(place: Place, among: Iterable[Place]) -> Place | None:
    """The one among them that is the same statement, or None."""
    ranked = [(score, other) for other in among if (score := _likeness(place, other)) is not None]
    return max(ranked, key=lambda pair: (pair[0], -pair[1].number))[1] if ranked else None


def _likeness(a: Place, b: Place) -> tuple[float, float, float] | None:
    """How alike, content first; None where they are not the same statement."""
    if a.id == b.id:
        return (2.0, 0.0, 0.0)
    if a.article != b.article:
        return (1.0, 0.0, 0.0) if a.quote and a.quote.split() == b.quote.split() else None
    content = overlap(a.content or a.cue, b.content or b.cue)
    return (content, overlap(a.cue, b.cue), overlap(a.source, b.source)) if content >= ENOUGH else None


def overlap(a: Sequence[Span], b: Sequence[Span]) -> float:
    """F1 of the characters of two spans in pieces; 1 where both are empty."""
    size = sum(end - start for start, end in (*a, *b))
    both = sum(max(0, min(ea, eb) - max(sa, sb)) for sa, ea in a for sb, eb in b)
    return 2 * both / size if size else 1.0
