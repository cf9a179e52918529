"""Names found in pieces made whole, before they are gathered: "Bank of" "Ostrell", "Strand-" "Orme", "Brine" "Oil"."""

from __future__ import annotations

from collections import Counter

from onrecord.reader.analysis import Name, NameKind
from onrecord.reader.outline import Outline
from onrecord.reader.speaker_tables import TITLES

UNSURE = 0.8
"""Below this score of one of the two, a place's or body's name and a body's straight after it are one."""


def whole(where: Outline, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The same names with pieces joined; their text order is kept."""
    out: list[Name] = []
    forms = Counter(where.text[name.start : name.end].strip("-") for name in names)
    for name in names:
        kind = _kind_of_both(where, out[-1], name) if out else None
        if kind and not _two(where.text, out[-1], name, kind, forms):
            out[-1] = Name(out[-1].start, name.end, kind, min(out[-1].score, name.score))
        else:
            out.append(name)
    return tuple(out)


def _two(text: str, one: Name, other: Name, kind: NameKind, forms: Counter[str]) -> bool:
    """Whether both halves of "Lee-Ekman", or the body before another's name, are names by themselves elsewhere."""
    halves = [half for piece in (one, other) if (half := text[piece.start : piece.end].strip("-"))]
    if kind == "PER":
        return all(forms[half] > 1 for half in halves)
    return one.kind == "ORG" and bool(halves) and forms[halves[0]] > 1


def _kind_of_both(where: Outline, one: Name, other: Name) -> NameKind | None:
    """The kind of the name that two pieces make; none where they are two names, or words of a headline."""
    gap = where.text[one.end : other.start]
    if gap in ("", "-") and one.end <= other.start:
        return "PER" if "PER" in (one.kind, other.kind) else one.kind
    first, _ = where.span(other.start, other.end)
    word = where.words[first]
    if gap != " " or not word[0].isupper() or word.lower() in TITLES or where.headline(first):
        return None
    if where.text[one.start : one.end].endswith(" of"):
        return "ORG"
    unsure = min(one.score, other.score) < UNSURE
    return "ORG" if unsure and other.kind == "ORG" and one.kind in ("ORG", "LOC") else None
