"""Who each statement's source is, by the fullest name that the article gives, and what kind of source that is.

A source that holds a name is plain: "Rep. Ann Lee, a Democrat," is Ann Lee, and "Lee" is too where the article has
one Lee. Pronouns, descriptions and absent sources are resolved in text order by a learnt ranking of everything that
the article offers: people, bodies, other sources, noun phrases, the author, nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.reader.analysis import Analysis
from onrecord.reader.antecedents import (
    NO_PERSON,
    Candidate,
    Item,
    Scene,
    Type,
    candidates,
    phrase_type,
    set_scene,
)
from onrecord.reader.authors import author_at
from onrecord.reader.kinds import kind_group, kind_row, one_of_several
from onrecord.reader.outline import Outline
from onrecord.reader.phrases import Phrase, bounds, named_wording, wording
from onrecord.reader.speaker_features import only_described, rows, sex_of, source_of
from onrecord.reader.speaker_model import Array, kind_scores, rank, sure
from onrecord.reader.speaker_tables import FIRST, POSSESSIVE, QUANTIFIERS
from onrecord.records import KINDS, Article, Statement

OWNER_REACH = 4
"""In the first words of a source a possessive pronoun is replaced by its owner: "many of his supporters"."""


@dataclass(frozen=True, slots=True)
class SpeakerGuess:
    """The labels ``speaker`` and ``kind`` of one statement, how sure each is (0 to 1), and by what they were found."""

    speaker: str
    kind: str
    sure_speaker: float
    sure_kind: float
    why: str


SURE_DESCRIBED = 0.8
"""Share of right answers where "the Vermont senator" fits one person alone by the article's own words (4 of 5)."""
FIRST_TOLD = frozenset("a an one another his her their its".split())
ALIKE = 4
"""Candidates whose probabilities are equal in so many digits are equal: the first counts, on every machine."""
NO_GUESS = SpeakerGuess("", "none", 0.0, 0.0, "no words")


def resolve(
    article: Article, analysis: Analysis, statements: Sequence[Statement], where: Outline | None = None
) -> list[SpeakerGuess]:
    """A guess for each statement, in the order given. Pure: the same input always gives the same guesses.

    ``where`` is the analysis's outline, if it is made already.
    """
    scene = set_scene(analysis, statements, where)
    guesses = [NO_GUESS] * len(statements)
    for item in scene.items:
        if item.type is None and item.phrase and item.phrase.name:
            item.answer = named_wording(scene.where, scene.entities, item.phrase)
    probabilities = [answer(scene, article, order, item) for order, item in enumerate(scene.items)]
    for item, shares, probability in zip(scene.items, shared_kinds(scene), probabilities, strict=True):
        guesses[item.number] = _guess(scene, item, shares, probability)
    return guesses


def shared_kinds(scene: Scene) -> list[Array]:
    """The probabilities of the kinds for each item: those of one answer in one article are averaged."""
    if not scene.items:
        return []
    own = kind_scores([kind_row(scene, item.goes_on or item) for item in scene.items])
    by_answer: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(scene.items):
        by_answer[_answer_key(item)].append(place)
    for places in by_answer.values():
        if len(places) > 1:
            own[places] = own[places].mean(axis=0)
    return list(own)


def _answer_key(item: Item) -> str:
    """Answers of equal wording are one; no answer and the author's are each their own."""
    return item.answer.lower() if item.answer and item.type not in ("empty", "first") else f"#{item.number}"


def answer(scene: Scene, article: Article, order: int, item: Item) -> float:
    """Set the item's answer and candidate; the ranking's probability of it (1 where nothing was ranked)."""
    if item.type is None and item.phrase is not None:
        if item.phrase.parts:
            return _list_answer(scene, article, order, item)
        item.answer = named_wording(scene.where, scene.entities, item.phrase)
        return 1.0
    if item.type == "first":
        return _first_person(scene, article, order, item)
    if item.type == "second" and item.phrase is not None:
        item.answer = scene.where.lowers[item.phrase.first]
        return 1.0
    owner = _with_owner(scene, article, order, item)
    found = [c for c in candidates(scene, item) if not owner or c.text != owner]
    if not found:
        return 0.0
    source = source_of(scene, item, order)
    told = only_described(source, found)
    if told:
        item.candidate, item.answer = told, told.text
        return SURE_DESCRIBED
    item.goes_on = _unnamed_before(scene, order, item)
    if item.goes_on:
        item.candidate, item.answer = item.goes_on.candidate, item.goes_on.answer
        return SURE_DESCRIBED
    shares = rank(rows(scene, source, found))
    best = int(shares.round(ALIKE).argmax())
    item.candidate = found[best]
    item.answer = author_at(article, scene, item.anchor) if found[best].origin == "AUTHOR" else found[best].text
    return float(shares[best])


def _unnamed_before(scene: Scene, order: int, item: Item) -> Item | None:
    """For "he" and "she" after "a police officer said …" or "his lawyer said …" in one paragraph: the item of who spoke
    there, where nobody is named between, outside what is said."""
    last = next((i for i in reversed(scene.items[:order]) if i.inside < 0), None)
    last = last and (last.goes_on or last)
    if item.type != "person" or item.owner_of or item.inside >= 0 or last is None or not _unnamed(scene, last):
        return None
    where, phrase = scene.where, last.phrase
    told = [*last.content, *item.content]
    named = any(
        m.kind == "PER" and not where.quoted[k] and not any(a <= k < b for a, b in told)
        for k in range(phrase.last if phrase else last.anchor, item.anchor)
        if (m := scene.entities.by_word.get(k))
    )
    apart = sex_of(where.lowers[item.anchor]) * sex_of(where.lowers[phrase.head] if phrase else "") < 0
    here = where.paragraph_of[last.anchor] == where.paragraph_of[item.anchor]
    return last if here and not named and not apart else None


def _unnamed(scene: Scene, item: Item) -> bool:
    """Whether a source is one person told of for the first time: "a spokesman", "his lawyer"."""
    phrase = item.phrase
    if item.type != "role" or phrase is None or phrase.plural or item.candidate is None:
        return False
    first, head = scene.where.lowers[phrase.first], scene.where.lowers[phrase.head]
    told = first in FIRST_TOLD and phrase.head > phrase.first and head not in NO_PERSON
    return told and item.candidate.origin in ("SELF", "TEXT")


def _list_answer(scene: Scene, article: Article, order: int, item: Item) -> float:
    """Each member resolved by itself, joined with "and"."""
    names, least = [], 1.0
    for part in item.phrase.parts if item.phrase else ():
        member = replace(item, anchor=part.first, phrase=part, type=phrase_type(scene.where, part))
        if part.determiner in POSSESSIVE:
            member.answer = wording(scene.where, part)
        else:
            least = min(least, answer(scene, article, order, member))
        names.append(member.answer)
    item.answer = " and ".join(dict.fromkeys(names))
    return least


def _first_person(scene: Scene, article: Article, order: int, item: Item) -> float:
    """Inside another statement's content its speaker, inside a quotation the last speaker, else the author."""
    if item.inside >= 0:
        item.answer = scene.items[item.inside].answer
        item.candidate = Candidate("PER", item.answer, [])
    elif scene.where.quoted[item.anchor] and order:
        item.answer = scene.items[order - 1].answer
        item.candidate = Candidate("PER", item.answer, [])
    else:
        item.answer = author_at(article, scene, item.anchor)
        item.candidate = Candidate("AUTHOR", item.answer, [])
    return 1.0


def _with_owner(scene: Scene, article: Article, order: int, item: Item) -> str:
    """Replace a possessive pronoun near the start of a description by the name of its owner, which it gives."""
    if item.type != "role" or item.phrase is None:
        return ""
    first, last = bounds(scene.where, item.phrase)
    for i in range(first, min(last - 1, first + OWNER_REACH)):
        lower = scene.where.lowers[i]
        if lower in POSSESSIVE and _may_replace(scene, item, first, i):
            owner = _owner(scene, article, order, item, i)
            rest = i + 2 if scene.where.lower(i + 1) == "own" else i + 1
            if owner:
                before = scene.where.slice(first, i)
                item.own = f"{before} {owner}'s {scene.where.slice(rest, last)}".strip()
            return owner
    return ""


def _may_replace(scene: Scene, item: Item, first: int, i: int) -> bool:
    """At the start of a description or after "many of", and straight before its head's own words."""
    lowers = scene.where.lowers
    if i > first and not (lowers[i - 1] == "of" and lowers[first] in QUANTIFIERS | {"one"}):
        return False
    head = item.phrase.head if item.phrase else i
    return not any(lowers[j] in ("’", "'") for j in range(i + 1, max(head, i + 1)))


def _owner(scene: Scene, article: Article, order: int, item: Item, word: int) -> str:
    phrase = Phrase(word, word + 1, word)
    kind: dict[str, Type] = {"his": "person", "her": "person", "their": "they", "its": "it", "whose": "relative"}
    lower = scene.where.lowers[word]
    if lower in FIRST:
        member = replace(item, anchor=word, phrase=phrase, type="first", owner_of=item)
    else:
        member = replace(item, anchor=word, phrase=phrase, type=kind.get(lower, "it"), owner_of=item)
    if answer(scene, article, order, member) < 0.3:
        return ""
    return member.answer


def _guess(scene: Scene, item: Item, shares: Array, probability: float) -> SpeakerGuess:
    best = int(shares.argmax())
    group = item.type or ("list" if item.phrase and item.phrase.parts else "name")
    kind = one_of_several(scene, item.goes_on or item) or KINDS[best]
    speaker = "" if kind == "none" else item.answer
    why = f"{group}: {wording(scene.where, item.phrase) if item.phrase else 'no source'}"
    return SpeakerGuess(
        speaker,
        kind,
        sure("speaker", group, probability),
        sure("kind", kind_group(item), float(shares[best])),
        why,
    )
