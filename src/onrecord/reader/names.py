"""Who and what an article names: its proper names gathered into entities, each by the fullest form it is given.

A full name ("Donald J. Trump") makes an entity; "Trump", "Mr. Trump" and "Donald" are further mentions of it. Bodies
are gathered by equal names, by initials ("RNC") and by their last or first words ("the Post", "Platte River").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.reader.analysis import Name, NameKind
from onrecord.reader.lexicon import given_sex, is_unknown, surname_sex, word_class
from onrecord.reader.outline import Outline
from onrecord.reader.speaker_tables import (
    BODIES,
    MEN,
    MEN_ROLES,
    MEN_TITLES,
    NICKNAMES,
    OUTLET_WORDS,
    ROLES,
    SUFFIXES,
    TITLES,
    WOMEN,
    WOMEN_ROLES,
    WOMEN_TITLES,
)

MOST_NAME_WORDS = 5
INITIAL = re.compile(r"^[A-Z]\.?$")
MOST_FULLER = 2
"""A short form that ends more long names than this stands for none of them."""
PRONOUN_REACH = 15
ROLE_REACH = 6
SMALL_WORDS = frozenset("the of for and in on to a an &".split())
SITES = (".com", ".org", ".net")
BEFORE_NAMES = TITLES | frozenset("premier taoiseach sheikh sheikha insp supt dci cllr mp mep".split())
"""Words before a person's name that are no part of it."""
NAMED_WITH_TITLE = frozenset("pope king queen prince princess sister father mother sheikh sheikha".split())
"""With one name after them these are part of it: "Pope Francis"."""


@dataclass(slots=True)
class Mention:
    """The words [first, last) that name an entity, title and possessive left out. ``sex`` is its title's."""

    first: int
    last: int
    form: tuple[str, ...]
    kind: NameKind
    sex: int = 0
    entity: int = -1


@dataclass(slots=True)
class Entity:
    """One person, body or place of an article. ``sex``: 1 a woman, -1 a man, 0 not known or not a person."""

    id: int
    kind: NameKind
    name: str
    sex: int = 0
    mentions: list[Mention] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of an article and, for each word, the mention that it belongs to."""

    all: list[Entity]
    by_word: dict[int, Mention]


def find_entities(where: Outline, names: tuple[Name, ...]) -> Entities:
    """The names of an analysis as entities with their mentions in text order."""
    mentions = _with_missed(where, _without_verbs(where, _as_people(_mentions(where, names))))
    people = [m for m in mentions if m.kind == "PER"]
    others = [m for m in mentions if m.kind != "PER"]
    entities: list[Entity] = []
    _gather_people(where, people, entities)
    _gather_bodies(others, entities)
    by_word = {i: m for m in mentions for i in range(m.first, m.last)}
    for mention in mentions:
        entities[mention.entity].mentions.append(mention)
    for entity in entities:
        _settle(where, entity)
    return Entities(entities, by_word)


# Mentions


def _mentions(where: Outline, names: tuple[Name, ...]) -> list[Mention]:
    out: list[Mention] = []
    for name in names:
        first, last = where.span(name.start, name.end)
        mention = _mention(where, first, last, name.kind)
        if mention:
            if not out or out[-1].last < mention.first:
                _with_given(where, mention)
            out.append(mention)
    return out


def _mention(where: Outline, first: int, last: int, kind: NameKind) -> Mention | None:
    """The mention without titles before it and possessive after it; none where nothing is left."""
    lowers = where.lowers
    if last - first > 2 and lowers[last - 1] == "s" and lowers[last - 2] in "’'":
        last -= 2
    while last > first and lowers[last - 1] in ("’", "'", '"', "”", ","):
        last -= 1
    start = first
    titled = _past_titles(lowers, first, last)
    if kind == "PER":
        first = titled
    elif titled > first and last - titled in (2, 3) and given_sex(where.words[titled]):
        kind, first = "PER", titled
    while first < last - 1 and lowers[first] in ("the", ".", '"', "“"):
        first += 1
    if first >= last or (last - first == 1 and lowers[first] in MEN_TITLES | WOMEN_TITLES):
        return None
    if kind == "PER" and lowers[last : last + 1] and lowers[last] in SUFFIXES:
        last += 1
    if kind == "PER" and lowers[last : last + 1] == ["."] and lowers[last - 1] in SUFFIXES:
        last += 1
    if where.text[where.ends[last - 1] :].startswith(SITES):
        last += 2
    form = tuple(where.slice(first, last).split())
    return Mention(first, last, form, kind, _title_sex(where, start, first) if kind == "PER" else 0)


def _past_titles(lowers: list[str], first: int, last: int) -> int:
    """Past the last title in the name ("Party Chairman Ann Lee", "Affairs Ann Lee"), as long as a name is left."""
    if last - first == 3 and word_class(lowers[first]) == "s" and not is_unknown(lowers[first]):
        first += 1
    for i in range(last - 2, first - 1, -1):
        if (lowers[i] in BEFORE_NAMES or lowers[i] in ROLES) and not (lowers[i] in NAMED_WITH_TITLE and last - i == 2):
            return i + 1
    return first


def _title_sex(where: Outline, start: int, first: int) -> int:
    for i in range(max(0, min(start, first - 2)), first):
        if where.lowers[i] in MEN_TITLES:
            return -1
        if where.lowers[i] in WOMEN_TITLES:
            return 1
    return 0


@lru_cache(maxsize=50_000)
def _plain(word: str) -> str:
    return word.strip(".,’'\"”“").replace("’", "'").casefold()


def _surname(form: tuple[str, ...]) -> str:
    kept = [w for w in map(_plain, form) if w not in SUFFIXES]
    return kept[-1] if kept else _plain(form[-1])


def _as_people(mentions: list[Mention]) -> list[Mention]:
    """One-word names of another kind that the article elsewhere uses as somebody's surname are people."""
    surnames = {_surname(m.form) for m in mentions if m.kind == "PER" and len(m.form) > 1}
    votes = Counter((_plain(m.form[0]), m.kind == "PER") for m in mentions if len(m.form) == 1)
    for mention in mentions:
        if mention.kind == "PER":
            word = _plain(mention.form[0])
            if len(mention.form) == 1 and word not in surnames and votes[word, False] > votes[word, True]:
                mention.kind = "ORG"
            continue
        if len(mention.form) > 1:
            mention.kind = "PER" if _ends_as_person(mention.form, mentions) else mention.kind
            continue
        word = _plain(mention.form[0])
        if word in surnames or votes[word, True] > votes[word, False]:
            mention.kind = "PER"
    return mentions


def _ends_as_person(form: tuple[str, ...], mentions: list[Mention]) -> bool:
    """Whether the rest of a name without its first word or two is a person's name elsewhere: "Amelize Joseph"."""
    if len(form) > 4 or any(_plain(w) in BODIES | OUTLET_WORDS | SMALL_WORDS or not w[0].isupper() for w in form):
        return False
    own = tuple(map(_plain, form))
    return any(m.kind == "PER" and len(m.form) < len(form) and _same_end(m.form, own) for m in mentions)


def _same_end(tail: tuple[str, ...], form: tuple[str, ...]) -> bool:
    return tuple(map(_plain, tail)) == form[-len(tail) :]


def _with_missed(where: Outline, mentions: list[Mention]) -> list[Mention]:
    """Also the capitalised words that equal a known surname but were not marked as names."""
    surnames = {_surname(m.form) for m in mentions if m.kind == "PER"}
    surnames |= {_plain(m.form[0]) for m in mentions if m.kind == "PER" and is_unknown(m.form[0])}
    tails = {s.rpartition("'")[2]: s for s in (x.replace("’", "'") for x in surnames) if "'" in s}
    taken = {i for m in mentions for i in range(m.first, m.last)}
    for i, lower in enumerate(where.lowers):
        if lower in surnames and i not in taken and where.words[i][0].isupper() and len(lower) > 2:
            sex = _title_sex(where, i, i)
            mentions.append(Mention(i, i + 1, (where.words[i],), "PER", sex))
        elif lower in tails and i > 1 and i not in taken and where.lower(i - 1) in ("’", "'"):
            mentions.append(Mention(i - 2, i + 1, (where.slice(i - 2, i + 1),), "PER"))
    return sorted([*mentions, *_outlets(where, mentions)], key=lambda m: m.first)


def _outlets(where: Outline, mentions: list[Mention]) -> list[Mention]:
    """ "the Times" and "the Post", unmarked, where a name of the article ends so."""
    last_words = {_plain(m.form[-1]) for m in mentions if m.kind == "ORG" and len(m.form) > 1} & OUTLET_WORDS
    taken = {i for m in mentions for i in range(m.first, m.last)}
    return [
        Mention(i, i + 1, (where.words[i],), "ORG")
        for i, lower in enumerate(where.lowers)
        if lower in last_words and i not in taken and where.words[i][0].isupper() and where.lower(i - 1) == "the"
    ]


def _without_verbs(where: Outline, mentions: list[Mention]) -> list[Mention]:
    """In a headline "Clinton Wades In" is short for Clinton, where the body names her so; "Poll Shows" is no name."""
    body = [m for m in mentions if not where.headline(m.first)]
    known = {_key(m.form) for m in body} | {_surname(m.form) for m in body if m.kind == "PER"}
    kinds = {_key(m.form): m.kind for m in body}
    out = []
    for mention in mentions:
        strange = where.headline(mention.first) and _key(mention.form) not in known
        if strange and not _shorten(where, mention, known, kinds) and not any(map(is_unknown, mention.form)):
            continue
        out.append(mention)
    return out


def _shorten(where: Outline, mention: Mention, known: set[str], kinds: dict[str, NameKind]) -> bool:
    """Cut a mention down to its longest beginning that is known; whether there is one."""
    for size in range(len(mention.form) - 1, 0, -1):
        key = _key(mention.form[:size])
        if key in known:
            mention.form = mention.form[:size]
            mention.kind = kinds.get(key, "PER")
            start = where.starts[mention.first]
            mention.last = where.span(start, start + len(" ".join(mention.form)))[1]
            return True
    return False


def _with_given(where: Outline, mention: Mention) -> None:
    """Take in a capitalised word before a bare surname that can only be a given name: "Tad Devine"."""
    i = mention.first - 1
    if mention.kind != "PER" or len(mention.form) > 2 or i < 0 or where.sentence_of[i] != where.sentence_of[i + 1]:
        return
    if where.words[i] == "." and i and len(where.words[i - 1]) == 1 and where.words[i - 1].isupper():
        mention.first, mention.form = i - 1, (where.words[i - 1] + ".", *mention.form)
        return
    word = where.words[i]
    is_name = word[0].isupper() and len(word) > 1 and word.isalpha() and not word.isupper()
    is_name = is_name and (given_sex(word) != 0 or (is_unknown(word) and len(mention.form) == 1))
    if is_name and word.lower() not in BEFORE_NAMES:
        mention.first, mention.form = i, (word, *mention.form)


# People


def _given(form: tuple[str, ...]) -> str:
    word = _plain(form[0])
    return NICKNAMES.get(word, word)


def _same_given(a: str, b: str) -> bool:
    return a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b))


def _gather_people(where: Outline, people: list[Mention], entities: list[Entity]) -> None:
    by_surname: dict[str, list[Entity]] = defaultdict(list)
    by_given: dict[str, list[Entity]] = defaultdict(list)
    full_at: dict[int, list[int]] = defaultdict(list)
    """For each person the sentences that name them in full, the headline left out."""
    told: dict[int, int] = defaultdict(int)
    """For each person what the titles and roles before the full name say of the sex."""
    ends: dict[tuple[str, ...], Entity] = {}
    full = [m for m in people if 1 < len(m.form) <= MOST_NAME_WORDS and not m.form[0].islower()]
    for mention in sorted(full, key=lambda m: -len(m.form)):
        form = tuple(map(_plain, mention.form))
        known = ends.get(form)
        entity = known or _full(mention, by_surname, by_given, entities)
        mention.entity = entity.id
        if not where.headline(mention.first):
            full_at[entity.id].append(where.sentence_of[mention.first])
        told[entity.id] += mention.sex or _role_sex(where, mention.first)
        for i in range(1, len(form) - 1):
            ends.setdefault(form[i:], entity)
    for mention in people:
        if mention.entity < 0:
            _link_short(mention, (by_surname, by_given, full_at, told), entities)


def _full(
    mention: Mention, by_surname: dict[str, list[Entity]], by_given: dict[str, list[Entity]], entities: list[Entity]
) -> Entity:
    """The entity of a full name, made where there is none yet."""
    surname, given = _surname(mention.form), _given(mention.form)
    for entity in by_surname[surname]:
        if _same_given(given, _given(tuple(entity.name.split()))) and _same_suffix(entity.name, mention.form):
            mention.entity = entity.id
            return entity
    entity = _new(mention, entities)
    by_surname[surname].append(entity)
    by_given[given].append(entity)
    return entity


def _same_suffix(name: str, form: tuple[str, ...]) -> bool:
    """A son and a father are two people unless only one form shows the suffix."""
    one, other = _plain(name.split()[-1]), _plain(form[-1])
    return one not in SUFFIXES or other not in SUFFIXES or one == other


def _new(mention: Mention, entities: list[Entity]) -> Entity:
    entity = Entity(len(entities), mention.kind, " ".join(mention.form))
    entities.append(entity)
    mention.entity = entity.id
    return entity


def _link_short(
    mention: Mention,
    known: tuple[dict[str, list[Entity]], dict[str, list[Entity]], dict[int, list[int]], dict[int, int]],
    entities: list[Entity],
) -> None:
    """Link a bare surname, or else a bare given name, to the person it is most likely short for.

    "Mr. Roe" is somebody else where the one Roe of the article is a woman, and is named with the title.
    """
    by_surname, by_given, full_at, told = known
    surname = _surname(mention.form)
    named = by_surname.get(surname) or by_given.get(_given(mention.form)) or []
    found = [e for e in named if _known_sex(e, told[e.id]) * mention.sex >= 0]
    if not found:
        if named:
            mention.form = ("Ms." if mention.sex > 0 else "Mr.", *mention.form)
        entity = _new(mention, entities)
        by_surname[surname].append(entity)
        told[entity.id] += mention.sex
        return
    mention.entity = max(found, key=lambda e: _likeness(mention, e, full_at[e.id], told[e.id])).id


def _likeness(mention: Mention, entity: Entity, full_at: list[int], told: int) -> tuple[float, int]:
    """By the title's sex, then who is named in full first (on train better than the most frequent or the nearest)."""
    sex = _known_sex(entity, told) or _likely_sex(entity)
    return sex * mention.sex, -min(full_at, default=10**6)


def _known_sex(entity: Entity, told: int) -> int:
    """By the given name, else by the titles and roles before the full name: above 0 a woman's."""
    return given_sex(entity.name.split()[0]) or told


def _likely_sex(entity: Entity) -> float:
    """Of a given name that is not known: most that end in "a" are women's."""
    parts = entity.name.split()
    return (0.5 if parts[0].endswith("a") else -0.5) if len(parts) > 1 else 0.0


def _role_sex(where: Outline, first: int) -> int:
    """By the nearest role in the words straight before a name: "his wife, the novelist" is a woman's."""
    for i in range(first - 1, max(-1, first - 1 - ROLE_REACH), -1):
        lower = where.lowers[i]
        if lower in WOMEN_ROLES or lower in MEN_ROLES:
            return 1 if lower in WOMEN_ROLES else -1
        if where.words[i][0].isupper() or where.lowers[i] in ".;":
            break
    return 0


# Bodies, places and the rest


def _key(form: tuple[str, ...]) -> str:
    return " ".join(w for w in map(_plain, form) if w)


def _gather_bodies(mentions: list[Mention], entities: list[Entity]) -> None:
    by_key: dict[str, Entity] = {}
    for mention in mentions:
        key = _key(mention.form)
        entity = by_key.get(key)
        if entity is None:
            by_key[key] = _new(mention, entities)
        else:
            mention.entity = entity.id
            entity.kind = "ORG" if mention.kind == "ORG" else entity.kind
    fuller = _fuller({k: e for k, e in by_key.items() if e.kind in ("ORG", "LOC", "MISC")}, mentions)
    for mention in mentions:
        mention.entity = fuller.get(mention.entity, mention.entity)


def _initials(key: str) -> str:
    return "".join(w[0] for w in key.split() if w not in SMALL_WORDS)


def _fuller(bodies: dict[str, Entity], mentions: list[Mention]) -> dict[int, int]:
    """Short form → the one longer name of the article that it stands for."""
    longer = [(k, e) for k, e in bodies.items() if " " in k and e.kind != "LOC"]
    ends: dict[str, list[int]] = defaultdict(list)
    for key, entity in longer:
        parts = key.split()
        for i in range(1, len(parts)):
            if parts[i - 1] not in SMALL_WORDS and parts[i] != "and":
                ends[" ".join(parts[i:])].append(entity.id)
                ends[" ".join(parts[:i])].append(entity.id)
        ends[_initials(key)].append(entity.id)
    names = {e.id: e.name for e in bodies.values()}
    counts = Counter(m.entity for m in mentions)
    out: dict[int, int] = {}
    for key, entity in bodies.items():
        found = ends.get(key.replace(".", ""), [])
        found = [i for i in found if i != entity.id and not names[i].startswith(("U.S.", "US ", "United States"))]
        if entity.kind == "ORG" and found and len(set(found)) <= MOST_FULLER:
            out[entity.id] = max(found, key=lambda i: (counts[i], len(names[i]), -i))
    return {a: out.get(b, b) for a, b in out.items()}


def _pronoun_sex(where: Outline, mentions: list[Mention]) -> int:
    """By the first pronoun in the words after each mention, where no other name stands between."""
    votes = 0
    for mention in mentions:
        for i in range(mention.last, min(len(where.words), mention.last + PRONOUN_REACH)):
            lower = where.lowers[i]
            if lower in MEN or lower in WOMEN:
                votes += 1 if lower in WOMEN else -1
                break
            if where.words[i][0].isupper() and where.lowers[i - 1] != ".":
                break
    return (votes > 1) - (votes < -1)


def _named_in_full(mention: Mention) -> bool:
    """Whether it is a given name with a surname, and not the first words of a headline."""
    given = mention.form[0]
    return len(mention.form) in (2, 3) and not given.isupper() and (given_sex(given) != 0 or is_unknown(given))


def _settle(where: Outline, entity: Entity) -> None:
    """The fullest form is the name; a person's sex is that of the titles before it, else of the given name."""
    body = [m for m in entity.mentions if not where.headline(m.first)] or entity.mentions
    if entity.kind == "PER" and all(len(m.form) == 1 for m in body):
        body = body + [m for m in entity.mentions if _named_in_full(m)]
    forms = Counter(m.form for m in body if len(m.form) <= MOST_NAME_WORDS or m.kind != "PER")
    if forms:
        best = max(forms, key=lambda f: (len(f), forms[f]))
        entity.name = " ".join(best)
    if entity.kind == "PER":
        titled = sum(m.sex for m in entity.mentions)
        parts = entity.name.split()
        entity.sex = (titled > 0) - (titled < 0) or (given_sex(parts[0]) if len(parts) > 1 else 0)
        entity.sex = entity.sex or _pronoun_sex(where, entity.mentions)
        entity.sex = entity.sex or (surname_sex(parts[0]) if len(parts) == 1 else 0)
