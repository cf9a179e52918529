"""What an article says of each person that it names: titles before the name, appositives after it, party and state."""

from __future__ import annotations

from onrecord.reader.lexicon import word_class
from onrecord.reader.names import Entities, Entity, Mention
from onrecord.reader.outline import Outline
from onrecord.reader.speaker_tables import SAME_ROLE

REACH_BEFORE = 8
REACH_AFTER = 12
LINKING = frozenset("is was became remains as".split())
CONTENT = frozenset("nspj")


def stem(word: str) -> str:
    """One form for the words of one role: "Rep." and "congressman", "GOP" and "Republican"."""
    return SAME_ROLE.get(word, word)


def descriptions(where: Outline, entities: Entities) -> dict[int, set[str]]:
    """For each person's entity id, the role words that stand at its names anywhere in the article."""
    out: dict[int, set[str]] = {}
    for entity in entities.all:
        if entity.kind == "PER":
            out[entity.id] = _description(where, entity, entities)
    return out


def _description(where: Outline, entity: Entity, entities: Entities) -> set[str]:
    words: set[str] = set()
    for mention in entity.mentions:
        _before(where, mention, words)
        _after(where, mention, words, entities)
    return words


def _add(where: Outline, i: int, into: set[str]) -> None:
    word = where.lowers[i]
    if len(word) > 1 and word_class(where.words[i]) in CONTENT:
        into.add(stem(word))


def _before(where: Outline, mention: Mention, into: set[str]) -> None:
    """Title words straight before the name, or the noun phrase before ", NAME,"."""
    first = mention.first
    i = first - 1
    apposed = where.lower(i) == "," and (where.lower(mention.last) in ",.;")
    if apposed:
        i -= 1
    stop = max(0, i - REACH_BEFORE)
    while i >= stop:
        word = where.words[i]
        tag = word_class(word)
        if word in ".-" or tag in "nspj" or (apposed and tag == "i"):
            _add(where, i, into)
        elif not (tag == "r" and word == "former"):
            break
        i -= 1


def _after(where: Outline, mention: Mention, into: set[str], entities: Entities) -> None:
    """(R-Utah); ", the chairman of …,"; "of Vermont"; "is the nominee"."""
    i = mention.last
    first = where.lower(i)
    if first not in ("(", ",", "of") and first not in LINKING:
        return
    if first in LINKING and where.lower(i + 1) not in ("a", "an", "the"):
        return
    for j in range(i + 1, min(len(where.words), i + 1 + REACH_AFTER)):
        word = where.lowers[j]
        if word in (",", ")", ".", ";", "who", "which", "and", "but") or where.words[j] in '“”"—':
            if word == "." and where.ends[j] - where.starts[j - 1] < 7 and first == ",":
                continue
            return
        tag = word_class(where.words[j])
        met = entities.by_word.get(j)
        if tag in "vo" or (first == "," and j == i + 1 and met and met.kind == "PER"):
            return
        if first == "of" and not met:
            return
        _add_part(where, j, into)


def _add_part(where: Outline, j: int, into: set[str]) -> None:
    word = where.lowers[j]
    if word in ("r", "d"):
        into.add(stem(word))
    else:
        _add(where, j, into)
