"""Names found in pieces made whole, before they are gathered: "Bank of" "Ostrell", "Strand-" "Orme", "Brine" "Oil"."""

from __future__ import annotations

from collections import Counter

from onrecord.reader.analysis import Name, NameKind
from onrecord.reader.outline import Outline

UNSURE = 0.8
"""Below this score of one of the two, a place's or body's name and a body's straight after it are one."""


def whole(where: Outline, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The same names with pieces joined; their text order is kept."""
    out: list[Name] = []
    forms = Counter(where.text[name.start : name.end].strip("-") for name in names)
    for name in names:
        kind = _kind_of_both(where.text, out[-1], name) if out else None
        if kind and not _two_people(where.text, out[-1], name, kind, forms):
            out[-1] = Name(out[-1].start, name.end, kind, min(out[-1].score, name.score))
        else:
            out.append(name)
    return tuple(out)


def _two_people(text: str, one: Name, other: Name, kind: NameKind, forms: Counter[str]) -> bool:
    """Whether both halves of "Lee-Ekman" are names by themselves elsewhere."""
    halves = (text[piece.start : piece.end].strip("-") for piece in (one, other))
    return kind == "PER" and all(forms[half] > 1 for half in halves if half)


def _kind_of_both(text: str, one: Name, other: Name) -> NameKind | None:
    """The kind of the name that two pieces make; none where they are two names."""
    gap = text[one.end : other.start]
    if gap in ("", "-") and one.end <= other.start:
        return "PER" if "PER" in (one.kind, other.kind) else one.kind
    if gap != " " or not text[other.start].isupper():
        return None
    if text[one.start : one.end].endswith(" of"):
        return "ORG"
    unsure = min(one.score, other.score) < UNSURE
    return "ORG" if unsure and other.kind == "ORG" and one.kind in ("ORG", "LOC") else None
