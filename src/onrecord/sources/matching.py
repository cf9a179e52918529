"""Whether two names are of one source: a score from 0 to 1 with its reasons. Persons and bodies are never one.

A surname alone fits a full name where nobody else of that surname is known, or nobody who speaks nearly as often: two
Clintons stay two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz.fuzz import ratio

from onrecord.sources.names import PersonName, acronym, body_words, joint, plain

MERGE: Final = 0.85
"""From this score on two names are taken to be one source; below it they are proposed to people."""
PROPOSE: Final = 0.6
OFTEN: Final = 4
FOREMOST: Final = 4
"""Whoever speaks in so many articles, and in so many times those of all others of the surname, is meant by it alone."""
GOVERNING: Final = frozenset("government cabinet authorities administration".split())
METONYMS: Final[dict[str, str]] = {
    "kremlin": "Russian government", "white house": "United States administration",
    "downing street": "British government", "pentagon": "United States Department of Defense",
    "elysee": "French presidency", "brussels": "European Union", "capitol hill": "United States Congress",
    "wall street": "American finance", "foggy bottom": "United States Department of State",
    "whitehall": "British civil service", "quai d'orsay": "French Foreign Ministry",
    "zhongnanhai": "Chinese leadership",
}  # fmt: skip
"""Places that stand for a body. They are shown as linked to it and stay sources of their own."""
BODIES: Final = frozenset(("organisation", "document"))


@dataclass(frozen=True, slots=True)
class Name:
    """A source as found: a speaker's name and kind, and in how many articles it speaks."""

    id: str
    text: str
    kind: str
    articles: int = 1


@dataclass(frozen=True, slots=True)
class Match:
    """Two names that may be one source."""

    a: str
    b: str
    score: float
    reasons: tuple[str, ...]


Surnames = Mapping[str, Mapping[str, int]]
"""The first names known of each surname, each with how often an article has them speak under one spelling."""


def match(a: Name, b: Name, surnames: Surnames) -> Match | None:
    """How far two names fit; None where they cannot be one."""
    if a.kind != b.kind:
        return None
    if a.kind == "person" and (joint(a.text) or joint(b.text)):
        found: Scored | None = (0.98, ("the same names",)) if plain(a.text) == plain(b.text) else None
    elif a.kind == "person":
        found = _persons(PersonName.of(a.text), PersonName.of(b.text), surnames)
    else:
        found = _bodies(a.text, b.text) if a.kind in BODIES else None
    return Match(a.id, b.id, *found) if found and found[0] >= PROPOSE else None


Scored = tuple[float, tuple[str, ...]]


def _persons(a: PersonName, b: PersonName, surnames: Surnames) -> Scored | None:
    if a.last != b.last:
        near = ratio(f"{a.first} {a.last}", f"{b.first} {b.last}") / 100
        alike = bool(a.first and b.first) and near >= 0.9 and a.first[0] == b.first[0]
        return (0.7, (f"nearly the same spelling ({near:.2f})",)) if alike else None
    if not a.first or not b.first:
        return _surname_only(a, b, surnames)
    return _first_names(a, b)


def _surname_only(a: PersonName, b: PersonName, surnames: Surnames) -> Scored:
    known = surnames.get(a.last, {})
    if not a.first and not b.first:
        return 0.9, (f"the same surname, {a.last}",)
    if len(known) == 1:
        return 0.9, (f"the surname {a.last}; nobody else of it is known",)
    first = a.full_first or b.full_first
    if known.get(first, 0) >= max(OFTEN, FOREMOST * sum(n for name, n in known.items() if name != first)):
        return 0.86, (f"the surname {a.last}; of those who have it, {first} speaks in by far the most articles",)
    return 0.6, (f"the surname {a.last}, which several have: {', '.join(sorted(known))}",)


def _first_names(a: PersonName, b: PersonName) -> Scored | None:
    if a.first == b.first:
        clash = a.middle and b.middle and not _compatible(a.middle[0], b.middle[0])
        return None if clash else (0.98, ("the same first name and surname",))
    if a.full_first == b.full_first:
        return 0.88, (f"{a.first} is short for {b.first}, the surname is the same",)
    if len(a.first) == 1 or len(b.first) == 1:
        return (0.8, ("an initial that fits, the same surname",)) if a.first[0] == b.first[0] else None
    return (0.87, ("known by a middle name",)) if a.first in b.middle or b.first in a.middle else None


def _compatible(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def _bodies(a: str, b: str) -> Scored | None:
    x, y = body_words(a), body_words(b)
    if x == y or sorted(x) == sorted(y):
        return 0.98, ("the same name",)
    short, long = sorted((x, y), key=len)
    for full, brief in ((a, b), (b, a)):
        if acronym(full) and acronym(full) == plain(brief).replace(" ", ""):
            return 0.9, (f"{brief} are the initials of {full}",)
    if len(short) >= 2 and set(short) <= set(long) and short[-1] == long[-1]:
        return 0.87, (f"“{' '.join(short)}” is in “{' '.join(long)}”, which ends in the same word",)
    if set(x) - GOVERNING == set(y) - GOVERNING != set():
        return 0.86, (f"{' '.join(w for w in x if w not in GOVERNING)} and its government",)
    return None


def both_in(a: Name, b: Name, whole: Name) -> bool:
    """Whether two bodies' names are shorter forms of a third: then they do not exclude one another."""
    words = {n.id: set(body_words(n.text)) for n in (a, b, whole)}
    return a.kind in BODIES and words[a.id] | words[b.id] <= words[whole.id]


def linked(name: str) -> str:
    """The body that a metonym stands for; empty where the name is none."""
    return METONYMS.get(" ".join(body_words(name)), "")
