"""Who or what a source may mean: every person, body, described source and noun phrase that the article offers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from onrecord.reader.analysis import Analysis
from onrecord.reader.ground import Ground, ground
from onrecord.reader.lexicon import word_class
from onrecord.reader.names import Entities, Mention, find_entities
from onrecord.reader.outline import Outline, outline
from onrecord.reader.phrases import Phrase, parse, trim, wording
from onrecord.reader.pieces import whole
from onrecord.reader.relaywords import OUTLETS
from onrecord.reader.repair import repaired
from onrecord.reader.roles import descriptions, stem
from onrecord.reader.speaker_tables import (
    BODIES,
    DEFINITE,
    DEMONSTRATIVE,
    DOCUMENTS,
    FIRST,
    GROUPS,
    OUTLET_WORDS,
    PLURAL,
    POSSESSIVE,
    PRONOUNS,
    QUANTIFIERS,
    RELATIVE,
    ROLES,
    SECOND,
    SINGULAR_PERSON,
    THING,
)
from onrecord.records import Statement

Type = Literal["person", "they", "it", "relative", "role", "empty", "first", "second"]
"""Sources by how they are resolved. ``role`` is every common-noun phrase."""
Origin = Literal["PER", "ORG", "LOC", "LIST", "TEXT", "SELF", "AUTHOR", "NONE"]

NP_WINDOW = 60
"""How many words back a pronoun looks for the noun phrase that it stands for."""
MOST_PHRASES = 10
INDEFINITE = frozenset("a an one another some many several few most more".split())
RELATIVE_REACH = 30
THINGS = DOCUMENTS | BODIES
NO_PERSON = THINGS | GROUPS
NO_BODY = ROLES | DOCUMENTS | GROUPS
TURNS: Final[dict[str, Type]] = {"Q": "first", "A": "person"}
"""Who speaks in an interview told by question and answer: the asker is the author."""
SEATED = frozenset("embassy consulate mission delegation bureau branch chapter subsidiary office court".split())
"""Bodies that are never all of the place that they are named with."""
PAPERS = frozenset(
    "newspaper paper magazine network outlet tabloid website channel station publication broadcaster publisher"
    " organization organisation".split()
)
"""Bodies that may be an outlet."""
DATES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday"
    " thursday friday saturday sunday day week month year today time".split()
)
IN_PHRASE = frozenset("jnspcgd")


@dataclass(slots=True)
class Candidate:
    """Something that a source may mean. ``at``: first words of its mentions, in order; ``stems`` its words."""

    origin: Origin
    text: str
    at: list[int]
    sex: int = 0
    plural: bool = False
    stems: frozenset[str] = frozenset()
    head: str = ""
    id: int = -1
    lower: str = field(init=False)

    def __post_init__(self) -> None:
        self.lower = self.text.lower()


@dataclass(slots=True)
class Item:
    """A statement as the resolver sees it: words instead of characters. ``anchor``: the source's or cue's first."""

    number: int
    anchor: int
    phrase: Phrase | None
    type: Type | None
    cue: tuple[int, int]
    content: list[tuple[int, int]]
    inside: int = -1
    """The statement in whose content this one's source or cue stands; -1 where there is none."""
    owner_of: Item | None = None
    """For a possessive pronoun inside a source: the item of that source."""
    own: str = ""
    """The source's wording where a pronoun in it has been replaced: "her campaign" → "Ann Lee's campaign"."""
    answer: str = ""
    candidate: Candidate | None = None
    goes_on: Item | None = None
    """The item of an unnamed source that a pronoun means: it is of that one's kind."""


@dataclass(slots=True)
class Scene:
    """An article laid out for resolving: words, entities, what is said of them, statements in text order."""

    where: Outline
    entities: Entities
    roles: dict[int, set[str]]
    ground: Ground
    items: list[Item]
    people: list[Candidate]
    bodies: list[Candidate]
    groups: list[Candidate] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)
    """Where each lower-cased word stands."""
    described: dict[str, Candidate] = field(default_factory=dict)
    """Common-noun sources of statements, by their wording."""


def set_scene(analysis: Analysis, statements: Sequence[Statement], where: Outline | None = None) -> Scene:
    where = where or outline(analysis)
    if not where.words:
        statements = ()
    sources = [trim(where, *where.span(s.source[0][0], s.source[-1][1])) for s in statements if s.source]
    entities = find_entities(where, repaired(where, whole(where, analysis.names), sources))
    items = [_item(where, entities, i, s) for i, s in enumerate(statements)]
    items.sort(key=lambda item: (item.anchor, item.number))
    _nest(items)
    roles = descriptions(where, entities)
    people = [
        Candidate("PER", e.name, [m.first for m in e.mentions], e.sex, False, frozenset(roles[e.id]), id=e.id)
        for e in entities.all
        if e.kind == "PER" and e.mentions
    ]
    bodies = [
        Candidate(e.kind, e.name, [m.first for m in e.mentions], 0, False, _stems(e.name), _last(e.name), e.id)
        for e in entities.all
        if (e.kind == "ORG" or e.kind == "LOC") and e.mentions
    ]
    scene = Scene(where, entities, roles, ground(where, entities), items, people, bodies)
    scene.groups = list(_named_together(scene))
    for i, lower in enumerate(where.lowers):
        scene.places.setdefault(lower, []).append(i)
    _collect_described(scene)
    return scene


def _named_together(scene: Scene) -> Iterator[Candidate]:
    """Two or more people, or bodies, named one after the other: "Ann Lee, a Democrat, and Bo Ek"."""
    where = scene.where
    mentions = sorted({m.first: m for m in scene.entities.by_word.values() if m.kind != "MISC"}.values(), key=_first)
    run: list[Mention] = []
    for mention in [*mentions, None]:
        if run and mention and _joins(where, run[-1], mention):
            run.append(mention)
            continue
        if len(run) > 1 and any(where.lowers[i] in ("and", "&") for i in range(run[-2].last, run[-1].first)):
            yield _together(scene, run)
        run = [mention] if mention else []


def _first(mention: Mention) -> int:
    return mention.first


def _joins(where: Outline, one: Mention, other: Mention) -> bool:
    """Whether only commas, "and", titles and short descriptions stand between two names of one kind."""
    gap = range(one.last, other.first)
    if (one.kind == "PER") != (other.kind == "PER") or not 0 < len(gap) <= 6:
        return False
    between = [where.lowers[i] for i in gap]
    if where.sentence_of[one.first] != where.sentence_of[other.first] or not {",", "and", "&"} & set(between):
        return False
    return not any(word_class(where.words[i]) in "vgdow" or where.lowers[i] in ("’", "'", "“", "”") for i in gap)


def _together(scene: Scene, run: list[Mention]) -> Candidate:
    found = [scene.entities.all[m.entity] for m in run]
    stems = frozenset().union(*(scene.roles.get(e.id, ()) for e in found))
    return Candidate("LIST", " and ".join(dict.fromkeys(e.name for e in found)), [run[0].first], 0, True, stems)


@lru_cache(maxsize=50_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(w) for w in text.lower().replace("’", " ").replace("'", " ").split() if len(w) > 1)


def _last(name: str) -> str:
    return name.lower().split()[-1]


# Statements


def _item(where: Outline, entities: Entities, number: int, statement: Statement) -> Item:
    cue = where.span(statement.cue[0][0], statement.cue[-1][1]) if statement.cue else (0, 0)
    content = [where.span(a, b) for a, b in statement.content]
    first, last = where.span(statement.source[0][0], statement.source[-1][1]) if statement.source else (0, 0)
    if first >= last:
        anchor = cue[0] if statement.cue or not content else content[0][0]
        return Item(number, min(anchor, max(0, len(where.words) - 1)), None, "empty", cue, content)
    phrase = parse(where, entities, first, last)
    if all(word_class(word) == "v" for word in where.words[phrase.first : phrase.last]):
        return Item(number, cue[0], None, "empty", cue, content)
    return Item(number, phrase.first, phrase, phrase_type(where, phrase), cue, content)


def phrase_type(where: Outline, phrase: Phrase) -> Type | None:
    """How to resolve a phrase; None for one that is plain by its names."""
    if phrase.parts or phrase.name:
        return None
    lower = where.lowers[phrase.first]
    if phrase.last - phrase.first == 1 and where.words[phrase.first] in TURNS:
        return TURNS[where.words[phrase.first]]
    if lower not in PRONOUNS or where.lowers[phrase.last - 1] not in PRONOUNS:
        return "role"
    if lower in SINGULAR_PERSON:
        return "person"
    if lower in FIRST:
        return "first"
    if lower in SECOND:
        return "second"
    if lower in RELATIVE and (lower != "that" or phrase.first == 0 or _follows_noun(where, phrase.first)):
        return "relative"
    if lower in PLURAL or lower in DEMONSTRATIVE:
        return "they"
    return "it" if lower in THING else "role"


def _follows_noun(where: Outline, i: int) -> bool:
    return where.sentence_of[i] == where.sentence_of[i - 1] and word_class(where.words[i - 1]) in "nsp.,"


def _nest(items: list[Item]) -> None:
    """Mark the statements whose source (or cue) stands inside another's content: the shortest such content."""
    spans = sorted((last - first, number, first, last) for number, i in enumerate(items) for first, last in i.content)
    for own, item in enumerate(items):
        anchor = item.anchor
        for _, number, first, last in spans:
            if first <= anchor < last and number != own and not _holds(item, items[number].anchor):
                item.inside = number
                break


def _holds(item: Item, word: int) -> bool:
    return any(first <= word < last for first, last in item.content)


# Candidates


def _collect_described(scene: Scene) -> None:
    for item in scene.items:
        phrase = item.phrase
        if item.type != "role" or phrase is None:
            continue
        bare = phrase.last - phrase.first == 1
        if not (bare and scene.where.lowers[phrase.first] in QUANTIFIERS):
            add_described(scene, phrase)


def add_described(scene: Scene, phrase: Phrase) -> Candidate:
    text = wording(scene.where, phrase)
    known = scene.described.get(text.lower())
    if known is None:
        head = scene.where.lowers[phrase.head]
        known = Candidate("TEXT", text, [], 0, phrase.plural, _stems(text), head)
        scene.described[text.lower()] = known
    known.at.append(phrase.first)
    return known


def noun_phrases(scene: Scene, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Noun phrases [first, last) among the words, latest first, without those that are names."""
    where, by_word = scene.where, scene.entities.by_word
    i = last - 1
    while i >= first:
        if word_class(where.words[i]) not in "nsp" or _named(by_word.get(i)):
            i -= 1
            continue
        end = i + 1
        while i > first and (
            word_class(where.words[i - 1]) in IN_PHRASE or where.lowers[i - 1] in ("-", "’", "'", "/")
        ):
            i -= 1
        if i > first and word_class(where.words[i - 1]) in "tq":
            i -= 1
        while i < end - 1 and word_class(where.words[i]) in ".dg":
            i += 1
        yield i, end
        i -= 1


def _named(mention: Mention | None) -> bool:
    return mention is not None and mention.kind != "MISC"


def extend(where: Outline, last: int) -> int:
    """Past one "of …" or "released by …" that follows a noun phrase."""
    i = last
    if where.lower(i).endswith("ed") and where.lower(i + 1) == "by":
        i += 1
    if where.lower(i) not in ("of", "by") or (where.lower(i) == "by" and i == last):
        return last
    i += 1
    while i < len(where.words) and word_class(where.words[i]) in "tqjnspc":
        i += 1
    return i if i > last + 1 else last


def near_phrases(scene: Scene, item: Item, most: int = MOST_PHRASES) -> list[Candidate]:
    """The noun phrases in the words before a source, nearest first."""
    out: list[Candidate] = []
    for first, last in noun_phrases(scene, max(0, item.anchor - NP_WINDOW), item.anchor):
        phrase = parse(scene.where, scene.entities, first, extend(scene.where, last))
        if phrase.parts or phrase.name or scene.where.lowers[phrase.head] in DATES:
            continue
        text = wording(scene.where, phrase)
        if len(text) < 3:
            continue
        out.append(Candidate("TEXT", text, [first], 0, phrase.plural, _stems(text), scene.where.lowers[phrase.head]))
        if len(out) >= most:
            break
    return out


def same_head(scene: Scene, head: int) -> list[Candidate]:
    """Noun phrases anywhere in the article with the head of a description and more to say."""
    where = scene.where
    word, out = where.lowers[head], []
    for i in scene.places[word]:
        if i == head or _named(scene.entities.by_word.get(i)):
            continue
        found = next(iter(noun_phrases(scene, max(0, i - 8), i + 1)), None)
        if found is None or found[1] != i + 1 or i + 1 - found[0] < 2:
            continue
        phrase = parse(where, scene.entities, found[0], extend(where, i + 1))
        if phrase.parts or phrase.name or phrase.determiner in POSSESSIVE:
            continue
        text = wording(where, phrase)
        out.append(Candidate("TEXT", text, [found[0]], 0, phrase.plural, _stems(text), word))
        if len(out) >= MOST_PHRASES:
            break
    return out


def candidates(scene: Scene, item: Item) -> list[Candidate]:
    """Everything that the source of an item may mean, its own wording included."""
    out: list[Candidate] = []
    kind = item.type
    own_word = item.owner_of.phrase.first if item.owner_of and item.owner_of.phrase else -1
    if kind in ("person", "they", "relative", "role", "empty", "it"):
        out += scene.people if kind != "it" else []
    if kind in ("they", "it", "relative", "role", "empty"):
        out += scene.bodies
        out += scene.groups if kind in ("they", "role", "empty", "relative") else []
        out += scene.described.values()
    if kind in ("they", "it", "relative"):
        out += near_phrases(scene, item)
    if kind == "person":
        out += [c for c in scene.described.values() if not c.plural and c.head not in NO_PERSON]
    if own_word >= 0:
        out = [c for c in out if own_word not in c.at]
        out = _without_tellers(scene, item, out) if kind == "it" else out
    if kind == "role" and item.phrase is not None:
        head = scene.where.lowers[item.phrase.head]
        if item.phrase.determiner in DEFINITE or item.phrase.last - item.phrase.first <= 2 or head in THINGS:
            out += same_head(scene, item.phrase.head)
        own = item.own or wording(scene.where, item.phrase)
        out = _possible(
            scene, item.phrase, [c for c in out if c.lower != own.lower() and not _beside(c, item.phrase, head)]
        )
        out.append(Candidate("SELF", own, [item.anchor], 0, item.phrase.plural, _stems(own), head))
    if kind == "empty":
        out += [Candidate("AUTHOR", "", []), Candidate("NONE", "", [])]
    if kind in ("they", "it", "relative") and own_word < 0:
        out.append(Candidate("SELF", scene.where.lowers[item.anchor], [item.anchor]))
    if kind == "relative":
        out = [c for c in out if c.origin == "SELF" or _just_before(scene, c, item.anchor)]
    return _distinct(out)


def _beside(candidate: Candidate, phrase: Phrase, head: str) -> bool:
    """Whether it only goes with a description: "Roe's lawyer" is not Roe, nor is "the Merrow embassy in Ode" either."""
    named = [i for i in candidate.at if phrase.first <= i < phrase.last]
    owner = phrase.owner
    if candidate.origin == "PER":
        return owner is not None and any(owner.first <= i < owner.last for i in named)
    return bool(named) and candidate.origin in ("LOC", "ORG") and head in SEATED


def _possible(scene: Scene, phrase: Phrase, found: list[Candidate]) -> list[Candidate]:
    """Those that a description can mean at all: "a report" is nobody, "the judge" is no body."""
    head, first = scene.where.lowers[phrase.head], scene.where.lowers[phrase.first]
    said = stem(head)
    new = first in INDEFINITE and not scene.where.headline(phrase.first)
    of_a_body = any(m and m.kind == "ORG" for m in map(scene.entities.by_word.get, range(phrase.first, phrase.last)))
    person = head not in NO_PERSON and not phrase.plural and not of_a_body
    body = head in BODIES or head not in NO_BODY
    fits: dict[Origin, bool] = {"PER": person, "ORG": body, "LOC": body}
    other = head in BODIES - PAPERS
    return [
        c
        for c in found
        if c.head == head
        or said in c.stems
        or (not new and fits.get(c.origin, c.plural == phrase.plural) and not (other and _outlet(c)))
    ]


def _outlet(candidate: Candidate) -> bool:
    """Whether it is a newspaper, broadcaster or agency by its name, which no other body's description means."""
    return candidate.origin == "ORG" and (candidate.head in OUTLETS or candidate.head in OUTLET_WORDS)


def _without_tellers(scene: Scene, item: Item, found: list[Candidate]) -> list[Candidate]:
    """What "its" can mean in "its chairman": no outlet where another body is named in this sentence or the last."""
    of = scene.where.sentence_of
    near = {i for c in found if c.origin == "ORG" and not _outlet(c) for i in c.at if i < item.anchor}
    others = any(of[item.anchor] - of[i] <= 1 for i in near)
    return [c for c in found if not _outlet(c)] if others else found


def _just_before(scene: Scene, candidate: Candidate, anchor: int) -> bool:
    """Whether it is mentioned in the same sentence before the word, not far off."""
    at = last_before(candidate.at, anchor)
    return at >= 0 and anchor - at < RELATIVE_REACH and scene.where.sentence_of[at] == scene.where.sentence_of[anchor]


def _distinct(found: list[Candidate]) -> list[Candidate]:
    """One for each wording; those that stand for no wording are their own."""
    seen: dict[object, Candidate] = {}
    for candidate in found:
        own = candidate.origin in ("AUTHOR", "NONE", "SELF")
        known = seen.setdefault((candidate.origin, candidate.lower) if own else candidate.lower, candidate)
        if known is not candidate:
            known.at = sorted({*known.at, *candidate.at})
    return list(seen.values())


def last_before(at: list[int], word: int) -> int:
    """The latest mention before a word; -1 where there is none."""
    i = bisect_left(at, word)
    return at[i - 1] if i else -1
