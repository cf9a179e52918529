"""What speaks for and against a candidate being the one that a source means: one row of numbers for each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reader.antecedents import Candidate, Item, Scene, last_before
from onrecord.reader.lexicon import word_class
from onrecord.reader.outline import Outline
from onrecord.reader.roles import stem
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
PASSIVE = frozenset("is was are were be been being 's".split())


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
        _sex(where.lowers, item, head),
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


def _sex(lowers: list[str], item: Item, head: str) -> int:
    word = lowers[item.anchor] if item.type == "person" else head
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


def rows(scene: Scene, source: Source, found: Sequence[Candidate]) -> list[list[float]]:
    """One row for each candidate."""
    anchor = source.item.anchor
    last = [last_before(c.at, anchor) for c in found]
    ranks = _ranks(found, last, source)
    common = sorted(-len(c.at) for c in found if c.origin == "PER")[:3]
    described = [_fits(source, c) for c in found]
    out = []
    for candidate, at, rank, fits in zip(found, last, ranks, described, strict=True):
        place = common.index(-len(candidate.at)) if candidate.origin == "PER" and -len(candidate.at) in common else 3
        alone = fits and candidate.origin == "PER" and sum(described) == 1
        named = fits and candidate.origin == "TEXT" and any(w[0].isupper() for w in candidate.text.split()[1:])
        more = (float(place == 0), float(place == 1), float(fits), float(alone), float(named))
        out.append([*_row(scene, source, candidate, at, rank), *more])
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


def _ranks(found: Sequence[Candidate], last: list[int], source: Source) -> list[int]:
    """Each candidate's place by recency among those of its origin that agree in sex; 9 where never mentioned yet."""
    out = [9] * len(found)
    seen: dict[str, int] = {}
    for i in sorted(range(len(found)), key=lambda i: -last[i]):
        if last[i] >= 0 and source.sex * found[i].sex >= 0:
            out[i] = seen.get(found[i].origin, 0)
            seen[found[i].origin] = out[i] + 1
    return out


def _row(scene: Scene, source: Source, candidate: Candidate, at: int, rank: int) -> list[float]:
    text = candidate.text.lower()
    agree = source.sex * candidate.sex
    row = [float(candidate.origin == o) for o in ORIGINS]
    row += _distance(scene, source.item.anchor, candidate, at)
    row += (float(rank == 0), float(rank == 1), float(rank == 2), float(rank > 2))
    row += _mention(scene, source.item, at)
    row += (float(agree > 0), float(agree < 0), float(source.sex != 0 and candidate.sex == 0))
    row += (
        float(text == source.before),
        float(text == source.before and source.before_same_paragraph),
        float(text == source.before and source.before_same_sentence),
        float(text == source.before and source.before_plain),
        float(text == source.named),
        float(text == source.earlier),
        float(text == source.after),
        float(text == source.enclosing),
        float(bool(source.enclosing)),
    )
    row += _likeness(source, candidate)
    row += source.row
    return row


def _distance(scene: Scene, anchor: int, candidate: Candidate, at: int) -> list[float]:
    where = scene.where
    row = [0.0] * 12
    row[10] = math.log1p(len(candidate.at)) / 2
    row[11] = float(bool(candidate.at) and where.headline(candidate.at[0]))
    if at < 0:
        row[0] = 1.0
        after = candidate.at[0] if candidate.at else 10**9
        row[9] = float(after - anchor < 30)
        return row
    gap = where.sentence_of[anchor] - where.sentence_of[at]
    row[1 + min(4, gap if gap < 3 else (3 if gap < 6 else 4))] = 1.0
    row[6] = float(where.paragraph_of[at] == where.paragraph_of[anchor])
    row[7] = float(where.paragraph_of[at] == where.paragraph_of[anchor] - 1)
    row[8] = 1.0 / (1.0 + anchor - at)
    return row


def _mention(scene: Scene, item: Item, at: int) -> list[float]:
    """How the latest mention stands in its sentence."""
    if at < 0:
        return [0.0] * 11
    where = scene.where
    found = scene.entities.by_word.get(at)
    end = found.last if found else at + 1
    after = where.lower(end)
    follows = word_class(where.words[end]) if end < len(where.words) else "."
    opening = where.sentences[where.sentence_of[at]][0]
    return [
        float(at - opening < 5),
        float(not any(_is_person(scene, i) for i in range(opening, at))),
        float(follows == "v"),
        float(after in ("’", "'")),
        float(at > 0 and word_class(where.words[at - 1]) == "i"),
        float(where.quoted[at]),
        float(where.quoted[at] != where.quoted[item.anchor]),
        float(any(a <= at < b for a, b in item.content)),
        float(item.anchor - end <= 1),
        float(item.anchor - end <= 4),
        float(_no_verb(where, end, item.anchor)),
    ]


def _is_person(scene: Scene, i: int) -> bool:
    mention = scene.entities.by_word.get(i)
    return mention is not None and mention.kind == "PER"


def _no_verb(where: Outline, first: int, last: int) -> bool:
    """Whether no verb stands between, as between a name with its appositive and "who"."""
    return last - first < 25 and not any(word_class(where.words[i]) == "v" for i in range(first, last))


def _likeness(source: Source, candidate: Candidate) -> list[float]:
    """How a description agrees with what the article says of the candidate."""
    phrase = source.item.phrase
    plural = bool(phrase and phrase.plural) if source.item.type == "role" else source.item.type == "they"
    singular_text = candidate.origin == "TEXT" and not candidate.plural
    row = [float(plural and candidate.plural), float(plural and singular_text), float(not plural and candidate.plural)]
    if source.item.type != "role":
        head = candidate.head
        return [*row, 0.0, 0.0, 0.0, 0.0, 0.0, float(head in ROLES), float(head in GROUPS), float(head in BODIES)]
    head_stem = stem(source.head)
    head_match = source.head == candidate.head or head_stem in candidate.stems
    shared = len(source.modifiers & candidate.stems)
    missing = len(source.modifiers) - shared
    more = len(candidate.stems - source.modifiers - {head_stem})
    return [
        *row,
        float(head_match),
        min(shared, 3) / 3,
        min(missing, 3) / 3,
        float(head_match and missing == 0),
        float(head_match and missing == 0 and more > 0 and candidate.origin == "TEXT"),
        float(head_match and candidate.origin in ("ORG", "LOC")),
        float(shared > 0 and not head_match),
        float(head_stem == "newspaper" and candidate.origin == "ORG" and bool(candidate.stems & OUTLET_WORDS)),
    ]
