"""Whether two descriptions can be of one document: "a leaked memo" and "the leaked ministry memo"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord.sources.names import body_words

GENERAL: Final = frozenset("document documents paper papers file files text".split())
"""Nouns that may stand for a document of whatever sort."""
SORTS: Final = GENERAL | frozenset(
    """memo memos memorandum report reports study letter letters email emails dossier draft note notes cable cables
    filing transcript recording audit survey poll assessment""".split()
)
_REST: Final = frozenset("by from seen obtained published dated headed titled about which who whose viewed".split())
"""Words after which a description tells how somebody came by a document, or what it is about."""


@dataclass(frozen=True, slots=True)
class Described:
    """A document's sort and the words that mark it; ``noun`` is empty where the description is of none."""

    noun: str
    marks: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Described:
        words = body_words(text)
        end = next((n for n, word in enumerate(words) if word in _REST), len(words))
        at = next((n for n in range(end - 1, -1, -1) if words[n] in SORTS), -1)
        return cls(words[at], frozenset(words[:at])) if at >= 0 else cls("", frozenset())


def one_document(a: str, b: str) -> bool:
    """Whether one description has all that marks the other, and their sorts do not exclude one another."""
    one, other = Described.of(a), Described.of(b)
    sort = one.noun == other.noun or bool({one.noun, other.noun} & GENERAL)
    less, more = sorted((one.marks, other.marks), key=len)
    return bool(one.noun and other.noun) and sort and bool(less) and less <= more
