"""Who each statement's source is, by the fullest name that the article gives, and what kind of source that is.

A source that holds a name is plain: "Rep. Ann Lee, a Democrat," is Ann Lee, and "Lee" is too where the article has
one Lee. Pronouns, descriptions and absent sources are resolved in text order by a learnt ranking of everything that
the article offers: people, bodies, other sources, noun phrases, the author, nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.reader.analysis import Analysis
from onrecord.reader.antecedents import Candidate, Item, Scene, candidates, phrase_type, set_scene
from onrecord.reader.authors import author_at
from onrecord.reader.kinds import kind_group, kind_row
from onrecord.reader.phrases import Phrase, bounds, named_wording, wording
from onrecord.reader.speaker_features import rows, source_of
from onrecord.reader.speaker_model import kind_scores, rank, sure
from onrecord.reader.speaker_tables import FIRST, POSSESSIVE
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


def resolve(article: Article, analysis: Analysis, statements: Sequence[Statement]) -> list[SpeakerGuess]:
    """A guess for each statement, in the order given. Pure: the same input always gives the same guesses."""
    scene = set_scene(analysis, statements)
    guesses: list[SpeakerGuess | None] = [None] * len(statements)
    for item in scene.items:
        if item.type is None and item.phrase and item.phrase.name:
            item.answer = named_wording(scene.where, scene.entities, item.phrase)
    for order, item in enumerate(scene.items):
        probability = answer(scene, article, order, item)
        guesses[item.number] = _guess(scene, item, probability)
    return [guess for guess in guesses if guess is not None]


def answer(scene: Scene, article: Article, order: int, item: Item) -> float:
    """Set the item's answer and candidate; the ranking's probability of it (1 where nothing was ranked)."""
    if item.type is None and item.phrase is not None:
        if item.phrase.parts:
            return _list_answer(scene, article, order, item)
        item.answer = named_wording(scene.where, scene.entities, item.phrase)
        return 1.0
    if item.type == "first":
        return _first_person(scene, article, item)
    if item.type == "second" and item.phrase is not None:
        item.answer = scene.where.lowers[item.phrase.first]
        return 1.0
    _with_owner(scene, article, order, item)
    found = candidates(scene, item)
    shares = rank(rows(scene, source_of(scene, item, order), found))
    best = int(shares.argmax())
    item.candidate = found[best]
    item.answer = author_at(article, scene, item.anchor) if found[best].origin == "AUTHOR" else found[best].text
    return float(shares[best])


def _list_answer(scene: Scene, article: Article, order: int, item: Item) -> float:
    """Each member resolved by itself, joined with "and"."""
    names, least = [], 1.0
    for part in item.phrase.parts if item.phrase else ():
        member = replace(item, anchor=part.first, phrase=part, type=phrase_type(scene.where, part))
        least = min(least, answer(scene, article, order, member))
        names.append(member.answer)
    item.answer = " and ".join(dict.fromkeys(names))
    return least


def _first_person(scene: Scene, article: Article, item: Item) -> float:
    """Inside another statement's content its speaker, inside a quotation the last speaker, else the author."""
    if item.inside >= 0:
        item.answer = scene.items[item.inside].answer
        item.candidate = Candidate("PER", item.answer, [])
    elif scene.where.quoted[item.anchor] and item is not scene.items[0]:
        item.answer = scene.items[scene.items.index(item) - 1].answer
        item.candidate = Candidate("PER", item.answer, [])
    else:
        item.answer = author_at(article, scene, item.anchor)
        item.candidate = Candidate("AUTHOR", item.answer, [])
    return 1.0


def _with_owner(scene: Scene, article: Article, order: int, item: Item) -> None:
    """Replace a possessive pronoun near the start of a description by the name of its owner."""
    if item.type != "role" or item.phrase is None:
        return
    first, last = bounds(scene.where, item.phrase)
    for i in range(first, min(last - 1, first + OWNER_REACH)):
        lower = scene.where.lowers[i]
        if lower in POSSESSIVE and (i == first or scene.where.lowers[i - 1] == "of"):
            owner = _owner(scene, article, order, item, i)
            rest = i + 2 if scene.where.lower(i + 1) == "own" else i + 1
            if owner:
                before = scene.where.slice(first, i)
                item.own = f"{before} {owner}'s {scene.where.slice(rest, last)}".strip()
            return


def _owner(scene: Scene, article: Article, order: int, item: Item, word: int) -> str:
    phrase = Phrase(word, word + 1, word)
    kind = {"his": "person", "her": "person", "their": "they", "its": "it", "whose": "relative"}
    lower = scene.where.lowers[word]
    if lower in FIRST:
        member = replace(item, anchor=word, phrase=phrase, type="first")
    else:
        member = replace(item, anchor=word, phrase=phrase, type=kind.get(lower, "it"))
    if answer(scene, article, order, member) < 0.3:
        return ""
    return member.answer


def _guess(scene: Scene, item: Item, probability: float) -> SpeakerGuess:
    shares = kind_scores(kind_row(scene, item))
    best = int(shares.argmax())
    group = item.type or ("list" if item.phrase and item.phrase.parts else "name")
    kind = KINDS[best]
    speaker = "" if kind == "none" else item.answer
    why = f"{group}: {wording(scene.where, item.phrase) if item.phrase else 'no source'}"
    return SpeakerGuess(
        speaker,
        kind,
        sure("speaker", group, probability),
        sure("kind", kind_group(item), float(shares[best])),
        why,
    )
