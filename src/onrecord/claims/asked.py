"""The statements that bear on a person's own sentence, found in a ledger: how near, on which side, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from onrecord.claims.found import shared_words
from onrecord.claims.propositions import Proposition, propositions, sentences
from onrecord.claims.sides import stances, turned
from onrecord.claims.similarity import Bags, Meanings, idf
from onrecord.claims.stance import Stance
from onrecord.claims.words import numbers, stem, stems, tokens
from onrecord.ledger.asking import statements_near
from onrecord.ledger.records_of import as_record, read_articles
from onrecord.ledger.rows import StatementRow
from onrecord.records import Article, Part, Statement

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

PROPOSED: Final = 400
"""Statements looked at closely."""
SEEN: Final = 60
"""So many of the nearest are seen together to tell their sides, however few are shown."""
NEAR: Final = 0.5
"""Least likeness of a statement that is shown."""
WORDS, MEANING, ALIGNED = 0.25, 0.25, 0.5
"""Shares of the three likenesses, set by hand: runs of like words tell most."""

SWAPPED: Final = {"asserts": "denies", "denies": "asserts"}


@dataclass(frozen=True, slots=True)
class Bearing:
    """A statement that bears on a sentence."""

    statement: StatementRow
    stance: str
    score: float
    reasons: tuple[str, ...]


def sentence_as_proposition(sentence: str) -> Proposition:
    """A person's sentence, to be compared with what statements say."""
    article = Article("", "", sentence, (Part("body", 0, len(sentence)),))
    said = Statement(article.id, (), (), ((0, len(sentence)),))
    return propositions(article, [said])[0]


def likenesses(asked: Proposition, props: Sequence[Proposition]) -> list[float]:
    """How near each proposition is to the one asked, 0 to 1."""
    both = [asked, *props]
    words = Bags([p.own for p in both], idf).cosine()[0, 1:]
    meanings = Meanings([p.raw for p in both], idf)
    score = WORDS * words + MEANING * meanings.mean()[0, 1:] + ALIGNED * meanings.beside(0)[1:]
    return [float(x) for x in np.clip(score, 0.0, 1.0)]


def ask(ledger: Ledger, sentence: str, limit: int = 30) -> list[Bearing]:
    """The statements that bear on a sentence, the nearest first. Of several sentences each statement bears on the one
    that it is nearest to."""
    words = sorted({t.lower() for t in tokens(sentence)}, key=lambda t: (-idf(stem(t)), t))
    rows = statements_near(ledger, [w for w in words if stems(w)], PROPOSED)
    props = _as_propositions(ledger, rows)
    asked = [sentence_as_proposition(s) for s in sentences(sentence)]
    likeness = np.array([likenesses(one, props) for one in asked]).reshape(len(asked), len(props))
    best = sorted(range(len(props)), key=lambda i: (-likeness[:, i].max(), rows[i].id))[: max(limit, SEEN)]
    found = []
    for n, one in enumerate(asked):
        at = [i for i in best if likeness[:, i].argmax() == n and likeness[n, i] >= NEAR]
        sides = stances([one, *(props[i] for i in at)])[1:]
        found += [_bearing(one, float(likeness[n, i]), rows[i], props[i], s) for i, s in zip(at, sides, strict=True)]
    return sorted(found, key=lambda b: (-b.score, b.statement.id))[:limit]


def _bearing(asked: Proposition, score: float, row: StatementRow, p: Proposition, side: Stance) -> Bearing:
    """Where the sentence asked is itself negated, who negates it too agrees with it."""
    value = SWAPPED.get(side.value, side.value) if turned(asked) else side.value
    why = [*_why(asked, p), *(f"stance: {r}" for r in side.reasons)]
    return Bearing(row, value, round(score, 3), (*why, *(["the sentence asked is negated"] if turned(asked) else [])))


def _as_propositions(ledger: Ledger, rows: Sequence[StatementRow]) -> list[Proposition]:
    by: dict[str, list[StatementRow]] = defaultdict(list)
    for row in rows:
        by[row.article].append(row)
    articles = read_articles(ledger, sorted(by))
    made = {
        row.number: p
        for name, mine in by.items()
        for row, p in zip(mine, propositions(articles[name], [as_record(row) for row in mine]), strict=True)
    }
    return [made[row.number] for row in rows]


def _why(asked: Proposition, p: Proposition) -> list[str]:
    words = shared_words(p, asked)
    common = sorted(numbers(asked.text) & p.numbers)
    return ([f"words: {', '.join(words)}"] if words else []) + ([f"numbers: {', '.join(common)}"] if common else [])
