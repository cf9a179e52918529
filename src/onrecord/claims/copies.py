"""Statements that several articles have word for word, as reprints do: they are compared with others once.

A score goes by how much better a match is than all others; beside its own copies nothing else would look good, and
what is printed twice would weigh twice. So a claim is found alike whether a telling was printed once or ten times.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final

from onrecord.claims.propositions import Proposition
from onrecord.claims.words import lower

TELLING: Final = 7
"""Words from which on a content is known again by itself; a shorter one with its whole sentence: many quote a quip,
each in a sentence of their own."""


def firsts(props: Sequence[Proposition]) -> list[int]:
    """For each proposition the place of the first that has its words and its speaker, in another article or itself."""
    met: dict[Hashable, list[int]] = {}
    return [_first(i, p, props, met.setdefault(_key(p), [])) for i, p in enumerate(props)]


def _first(i: int, p: Proposition, props: Sequence[Proposition], kept: list[int]) -> int:
    found = next((k for k in kept if props[k].article != p.article), i)
    if found == i:
        kept.append(i)
    return found


def _key(p: Proposition) -> Hashable:
    said = tuple(lower(p.text))
    return p.speaker_key, said, () if len(said) >= TELLING else tuple(lower(p.sentence_text))
