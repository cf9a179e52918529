"""What decides a source's kind: what it was resolved to, its head noun, its number, its determiner."""

from __future__ import annotations

from onrecord.reader.antecedents import Candidate, Item, Scene
from onrecord.reader.lexicon import word_class
from onrecord.reader.phrases import Phrase
from onrecord.reader.speaker_tables import (
    AUTHOR_CUES,
    BODIES,
    COLLECTIVE_DETERMINERS,
    DEFINITE,
    DOCUMENTS,
    GROUPS,
    MAKERS,
    NO_SOURCE_CUES,
    QUANTIFIERS,
    ROLES,
)

COLLECTIVES = frozenset(
    "group number handful majority army crowd flood list pair coalition share half third quarter plenty".split()
)
FEW = frozenset("two three four five six seven eight nine 2 3 4 5 6 7 8 9".split())
"""Numbers of individuals."""
SHARING = frozenset({"in", "out", "of", "-", "percent", "per"})
NOT_PEOPLE = frozenset("businesses companies countries nations governments states cities percent world media".split())
"""Heads of collectives whose members are bodies."""
PERSONAL = ("ers", "ors", "ours", "ists", "ians", "women", "men")
"""Ends of plural nouns for people."""
SETTLED = {"jury": "group"} | dict.fromkeys(MAKERS, "organisation")
"""Heads that the counted words tell nothing of."""
ORIGINS = ("PER", "ORG", "LOC", "MISC", "LIST", "TEXT", "SELF", "AUTHOR", "NONE")


def kind_group(item: Item) -> str:
    """Calibration's groups: what the source was resolved to."""
    return _origin(item)


def _origin(item: Item) -> str:
    if item.phrase and item.phrase.name and item.type is None:
        return item.phrase.name.kind
    if item.phrase and item.phrase.parts:
        return "LIST"
    return item.candidate.origin if item.candidate else "SELF"


def kind_row(scene: Scene, item: Item) -> list[float]:
    """The features of the item's answer."""
    origin = _origin(item)
    head, first, plural, size = _shape(scene, item, origin)
    words = set(item.answer.lower().replace("’", " ").replace("'", " ").split())
    cue = [scene.where.lowers[i] for i in range(*item.cue)]
    parts = item.phrase.parts if item.phrase else ()
    described = origin in ("TEXT", "SELF")
    flags = (
        described and head in ROLES,
        described and head in BODIES,
        described and head in DOCUMENTS,
        described and head in GROUPS,
        described and plural,
        described and plural and head not in DOCUMENTS and head not in BODIES,
        described and plural and head in BODIES,
        first in ("a", "an", "one"),
        first in DEFINITE,
        first in QUANTIFIERS,
        first in COLLECTIVE_DETERMINERS,
        described and size == 1,
        described and size > 5,
        described and head[:1].isdigit(),
        described and bool(words & {"poll", "polls", "survey", "study", "report", "data"}),
        described and bool(words & {"percent", "voters", "people", "majority", "%"}),
        described and "spokes" in head,
        described and word_class(head or ".") in "g",
        "other" in words or "others" in words,
        origin == "ORG" and bool(words & DOCUMENTS),
        origin == "ORG" and bool(words & BODIES),
        described and item.type == "role" and _capital(scene, item) and not plural,
        described and item.type == "role" and _capital(scene, item) and plural,
        described and bool(item.own),
        described and head in COLLECTIVES and " of " in item.answer,
        described and bool(item.phrase and item.phrase.owner),
        described and any(w in ROLES for w in words),
        described and any(w in BODIES for w in words),
        item.type == "second",
        item.type == "empty",
        any(w in NO_SOURCE_CUES for w in cue),
        any(w in AUTHOR_CUES for w in cue),
        origin == "LIST" and _all_people(scene, item.candidate, parts),
        origin == "LIST" and any(p.name is None for p in parts),
        origin == "LIST" and not _all_people(scene, item.candidate, parts),
        first in ("who", "whose"),
    )
    return [float(origin == o) for o in ORIGINS] + list(map(float, flags))


def one_of_several(scene: Scene, item: Item) -> str:
    """The kind of what a description's words alone settle; empty for another answer.

    "One of them" and "one of the officials" are somebody unnamed, but for things; so are "two officials".
    """
    phrase, lowers = item.phrase, scene.where.lowers
    if _origin(item) != "SELF" or phrase is None:
        return ""
    if lowers[phrase.first : phrase.first + 2] != ["one", "of"]:
        return SETTLED.get(lowers[phrase.head], "") or ("unnamed" if _few_people(scene, phrase) else "")
    rest = range(phrase.first + 2, phrase.last)
    head = lowers[next((i for i in rest if word_class(lowers[i]) == "s"), phrase.first)]
    return "document" if head in DOCUMENTS else "organisation" if head in BODIES else "unnamed"


def _few_people(scene: Scene, phrase: Phrase) -> bool:
    """Whether the phrase counts people by a small number, and is no share: "two officials", not "two in ten voters"."""
    lowers, head = scene.where.lowers, scene.where.lowers[phrase.head]
    if lowers[phrase.first] not in FEW or not phrase.plural or scene.where.lower(phrase.first + 1) in SHARING:
        return False
    single = head.removesuffix("s")
    people = head in GROUPS - NOT_PEOPLE or single in ROLES or head.endswith(PERSONAL)
    return people and DOCUMENTS.isdisjoint((head, single)) and BODIES.isdisjoint((head, single))


def _capital(scene: Scene, item: Item) -> bool:
    return item.phrase is not None and scene.where.words[item.phrase.head][0].isupper()


def _shape(scene: Scene, item: Item, origin: str) -> tuple[str, str, bool, int]:
    """Head word, first word, number and length of a described answer."""
    phrase = item.phrase
    if origin == "TEXT" and item.candidate:
        words = item.candidate.text.lower().split()
        return item.candidate.head, words[0] if words else "", item.candidate.plural, len(words)
    if phrase is None:
        return "", "", False, 0
    lowers = scene.where.lowers
    return lowers[phrase.head], lowers[phrase.first], phrase.plural, phrase.last - phrase.first


def _all_people(scene: Scene, candidate: Candidate | None, parts: tuple[Phrase, ...]) -> bool:
    if parts:
        return all(p.name is None or p.name.kind == "PER" for p in parts)
    people = {c.text for c in scene.people}
    return candidate is not None and all(name in people for name in candidate.text.split(" and "))
