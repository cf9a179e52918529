"""What speaks for and against a candidate being the one that a source means: one row of numbers for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from onrecord.reader.antecedents import Candidate, Item, Scene, last_before
from onrecord.reader.ground import Ground, Ints
from onrecord.reader.lexicon import word_class
from onrecord.reader.roles import stem
from onrecord.reader.speaker_model import Array
from onrecord.reader.speaker_tables import (
    ARTICLES,
    AUTHOR_CUES,
    BODIES,
    COLLECTIVE_DETERMINERS,
    DEFINITE,
    DOCUMENTS,
    GROUPS,
    MEN,
    MEN_ROLES,
    NO_SOURCE_CUES,
    OUTLET_WORDS,
    QUANTIFIERS,
    ROLES,
    WOMEN,
    WOMEN_ROLES,
)

TYPES = ("person", "they", "it", "relative", "role", "empty")
ORIGINS = ("PER", "ORG", "LOC", "LIST", "TEXT", "SELF", "AUTHOR", "NONE")
ORIGIN_NUMBERS = {origin: number for number, origin in enumerate(ORIGINS)}
PASSIVE = frozenset("is was are were be been being 's".split())
FAR: Final = 10**9
"""Stands for the first mention of what is never mentioned."""
SOON: Final = 30
"""Words after the source in which a first mention counts."""
APPOSITIVE: Final = 25
"""Words of the longest stretch between a name and its "who"."""
LAST_RANK: Final = 3
ORIGIN, DISTANCE, RANK, MENTION = slice(0, 8), slice(8, 20), slice(20, 24), slice(24, 35)
SEXES, NEIGHBOURS, LIKENESS = slice(35, 38), slice(38, 47), slice(47, 58)
SOURCE, STANDING, COLUMNS = slice(58, 87), slice(87, 92), 92
GAPS: Final = np.array([1, 2, 3, 4, 4, 4, 5])
"""The column of a distance by sentences between: 0, 1, 2, up to 5, more."""


@dataclass(frozen=True, slots=True)
class Source:
    """What every candidate of one item shares: the source's own features and its neighbours' answers."""

    item: Item
    head: str
    modifiers: frozenset[str]
    sex: int
    row: tuple[float, ...]
    before: str
    before_same_paragraph: bool
    before_same_sentence: bool
    before_plain: bool
    named: str
    earlier: str
    after: str
    enclosing: str


def source_of(scene: Scene, item: Item, order: int) -> Source:
    where, phrase = scene.where, item.phrase
    head = where.lowers[phrase.head] if phrase else ""
    modifiers: frozenset[str] = frozenset()
    if phrase and item.type == "role":
        modifiers = frozenset(
            stem(where.lowers[i])
            for i in range(phrase.first, phrase.last)
            if i != phrase.head and word_class(where.words[i]) in "nspj" and len(where.words[i]) > 1
        )
    earlier = scene.items[order - 1] if order else None
    return Source(
        item,
        head,
        modifiers,
        sex_of(where.lowers[item.anchor] if item.type == "person" else head),
        _source_row(scene, item, head),
        earlier.answer.lower() if earlier else "",
        earlier is not None and where.paragraph_of[earlier.anchor] == where.paragraph_of[item.anchor],
        earlier is not None and where.sentence_of[earlier.anchor] == where.sentence_of[item.anchor],
        earlier is not None and earlier.type is None,
        next((i.answer.lower() for i in reversed(scene.items[:order]) if i.type is None), ""),
        scene.items[order - 2].answer.lower() if order > 1 else "",
        _next_named(scene, item, order),
        scene.items[item.inside].answer.lower() if item.inside >= 0 else "",
    )


def sex_of(word: str) -> int:
    """1 for a word of a woman ("she", "spokeswoman"), -1 of a man, 0 of whomever."""
    if word in MEN or word in MEN_ROLES:
        return -1
    return 1 if word in WOMEN or word in WOMEN_ROLES else 0


def _next_named(scene: Scene, item: Item, order: int) -> str:
    """The next statement's speaker where it is plain by name and stands in the same paragraph."""
    if order + 1 >= len(scene.items):
        return ""
    later = scene.items[order + 1]
    same = scene.where.paragraph_of[later.anchor] == scene.where.paragraph_of[item.anchor]
    return later.answer.lower() if same else ""


def _source_row(scene: Scene, item: Item, head: str) -> tuple[float, ...]:
    where, phrase = scene.where, item.phrase
    first = where.lower(phrase.first) if phrase else ""
    words = [where.lowers[i] for i in range(*item.cue)]
    size = phrase.last - phrase.first if phrase else 0
    flags = (
        first in DEFINITE,
        first in ("a", "an"),
        bool(phrase) and first not in DEFINITE and first not in ARTICLES,
        first in QUANTIFIERS or first in COLLECTIVE_DETERMINERS,
        bool(phrase and phrase.plural),
        head in ROLES,
        head in BODIES,
        head in DOCUMENTS,
        head in GROUPS,
        where.headline(item.anchor),
        where.quoted[item.anchor],
        item.inside >= 0,
        size == 1,
        size > 4,
        bool(phrase and phrase.owner),
        any(w in NO_SOURCE_CUES for w in words),
        any(w in AUTHOR_CUES for w in words),
        any(w in PASSIVE for w in words),
        bool(words) and word_class(words[-1]) in "ns",
        bool(words) and word_class(words[0]) == "g",
        first in ("who", "whose", "whom"),
        item.type == "empty" and where.lower(item.anchor - 1) in ("and", ",", "but"),
        item.type == "empty" and where.lower(item.anchor - 1) in ("when", "while", "after", "to"),
    )
    return tuple(map(float, flags)) + tuple(float(item.type == t) for t in TYPES)


def rows(scene: Scene, source: Source, found: Sequence[Candidate]) -> Array:
    """[candidates, columns]"""
    last = [last_before(c.at, source.item.anchor) for c in found]
    at = np.array(last, np.int64)
    every = np.arange(len(found))
    out = np.zeros((len(found), COLUMNS), np.float32)
    out[every, [ORIGIN_NUMBERS[c.origin] for c in found]] = 1.0
    _distance(out[:, DISTANCE], scene.ground, source.item.anchor, found, at)
    out[every, _ranks(found, last, source)] = 1.0
    _mention(out[:, MENTION], scene.ground, source.item, at)
    _sexes(out[:, SEXES], source, found)
    _neighbours(out[:, NEIGHBOURS], source, found)
    _likeness(out[:, LIKENESS], source, found)
    out[:, SOURCE] = source.row
    _standing(out[:, STANDING], source, found)
    return out


def only_described(source: Source, found: Sequence[Candidate]) -> Candidate | None:
    """The one person of whom the article says all that a definite description of two words or more says."""
    phrase = source.item.phrase
    if phrase is None or phrase.plural or not source.modifiers or source.head not in ROLES:
        return None
    if phrase.determiner not in ("the", ""):
        return None
    fitting = [c for c in found if c.origin == "PER" and _fits(source, c)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(source: Source, candidate: Candidate) -> bool:
    """Whether the article says of the candidate all that a description says."""
    if source.item.type != "role" or candidate.origin in ("SELF", "AUTHOR", "NONE"):
        return False
    return stem(source.head) in candidate.stems and source.modifiers <= candidate.stems


def _standing(out: Array, source: Source, found: Sequence[Candidate]) -> None:
    """[candidates, 5]: the most named person, the second most; described, alone so, described with a name."""
    named = [len(c.at) if c.origin == "PER" else -1 for c in found]
    most = sorted((n for n in named if n >= 0), reverse=True)[:2]
    for place, count in enumerate(dict.fromkeys(most)):
        out[:, place if most.index(count) == place else 1] = [n == count for n in named]
    if source.item.type == "role":
        fits = [_fits(source, c) for c in found]
        alone = sum(fits) == 1
        out[:, 2] = fits
        out[:, 3] = [fit and alone and c.origin == "PER" for fit, c in zip(fits, found, strict=True)]
        out[:, 4] = [fit and c.origin == "TEXT" and _holds_name(c) for fit, c in zip(fits, found, strict=True)]


def _holds_name(candidate: Candidate) -> bool:
    return any(w[0].isupper() for w in candidate.text.split()[1:])


def _ranks(found: Sequence[Candidate], last: list[int], source: Source) -> list[int]:
    """The column of each candidate's place by recency among those of its origin that agree in sex."""
    out = [RANK.start + LAST_RANK] * len(found)
    seen: dict[str, int] = {}
    for i in sorted(range(len(found)), key=last.__getitem__, reverse=True):
        if last[i] < 0:
            break
        if source.sex * found[i].sex >= 0:
            rank = seen.get(found[i].origin, 0)
            out[i] = RANK.start + min(rank, LAST_RANK)
            seen[found[i].origin] = rank + 1
    return out


def _distance(out: Array, ground: Ground, anchor: int, found: Sequence[Candidate], at: Ints) -> None:
    """[candidates, 12]: how far before the source the candidate was last mentioned, and how often it is."""
    known, safe = at >= 0, np.maximum(at, 0)
    first = np.array([c.at[0] if c.at else FAR for c in found], np.int64)
    gap = np.minimum(ground.sentence[anchor] - ground.sentence[safe], len(GAPS) - 1)
    above = ground.paragraph[anchor] - ground.paragraph[safe]
    out[np.arange(len(found)), np.where(known, GAPS[gap], 0)] = 1.0
    out[:, 6] = known & (above == 0)
    out[:, 7] = known & (above == 1)
    out[:, 8] = known / (1.0 + anchor - safe)
    out[:, 9] = ~known & (first - anchor < SOON)
    out[:, 10] = np.log1p([len(c.at) for c in found]) / 2
    out[:, 11] = (first < FAR) & ground.headline[np.where(first < FAR, first, 0)]


def _mention(out: Array, ground: Ground, item: Item, at: Ints) -> None:
    """[candidates, 11]: how the latest mention stands in its sentence."""
    safe = np.maximum(at, 0)
    end = ground.past[safe]
    away = item.anchor - end
    out[:, :6] = ground.stands[safe]
    out[:, 6] = ground.quoted[safe] != ground.quoted[item.anchor]
    for a, b in item.content:
        out[(a <= at) & (at < b), 7] = 1.0
    out[:, 8] = away <= 1
    out[:, 9] = away <= 4
    out[:, 10] = (away < APPOSITIVE) & (ground.verbs[item.anchor] <= ground.verbs[end])
    out[at < 0] = 0.0


def _sexes(out: Array, source: Source, found: Sequence[Candidate]) -> None:
    """[candidates, 3]: the same sex as the source's, the other, not known."""
    if not source.sex:
        return
    agree = [source.sex * c.sex for c in found]
    unknown = [c.sex == 0 for c in found]
    out[:] = np.array([[a > 0 for a in agree], [a < 0 for a in agree], unknown]).T


def _neighbours(out: Array, source: Source, found: Sequence[Candidate]) -> None:
    """[candidates, 9]: whether it is the answer of the statements around this one."""
    texts = [c.lower for c in found]
    before = source.before if source.before in texts else None
    near = (True, source.before_same_paragraph, source.before_same_sentence, source.before_plain)
    others = [
        *(before if fits else None for fits in near),
        source.named,
        source.earlier,
        source.after,
        source.enclosing,
    ]
    for column, other in enumerate(others):
        if other in texts:
            out[:, column] = [text == other for text in texts]
    out[:, 8] = bool(source.enclosing)


def _likeness(out: Array, source: Source, found: Sequence[Candidate]) -> None:
    """[candidates, 11]: how a description agrees with what the article says of the candidate."""
    phrase, is_role = source.item.phrase, source.item.type == "role"
    plural = bool(phrase and phrase.plural) if is_role else source.item.type == "they"
    out[:, 0 if plural else 2] = [c.plural for c in found]
    if plural:
        out[:, 1] = [c.origin == "TEXT" and not c.plural for c in found]
    if is_role:
        out[:, 5] = min(len(source.modifiers), 3) / 3
        head_stem = stem(source.head)
        for row, c in zip(out, found, strict=True):
            if c.head == source.head or head_stem in c.stems or not source.modifiers.isdisjoint(c.stems):
                row[3:10] = _agreement(source, head_stem, c)
        if head_stem == "newspaper":
            out[:, 10] = [c.origin == "ORG" and not OUTLET_WORDS.isdisjoint(c.stems) for c in found]
    else:
        out[:, 8:] = [(c.head in ROLES, c.head in GROUPS, c.head in BODIES) for c in found]


def _agreement(source: Source, head_stem: str, candidate: Candidate) -> tuple[float, ...]:
    head_match = source.head == candidate.head or head_stem in candidate.stems
    shared = len(source.modifiers & candidate.stems)
    missing = len(source.modifiers) - shared
    more = len(candidate.stems) > shared + (head_stem in candidate.stems and head_stem not in source.modifiers)
    return (
        head_match,
        min(shared, 3) / 3,
        min(missing, 3) / 3,
        head_match and missing == 0,
        head_match and missing == 0 and more and candidate.origin == "TEXT",
        head_match and candidate.origin in ("ORG", "LOC"),
        shared > 0 and not head_match,
    )
