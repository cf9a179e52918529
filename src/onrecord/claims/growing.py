"""A story in a ledger that has grown a little: what is read of it, and its claims with the new statements in them.

Only the new articles, the old statements that are like them, and the claims that they join are read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from onrecord.claims.embedding import chosen
from onrecord.claims.found import SIDE, Claim, Member
from onrecord.claims.joining import Joined, joined, nearest
from onrecord.claims.propositions import Proposition, propositions, with_camps
from onrecord.claims.sides import stances
from onrecord.ledger import claims as kept
from onrecord.ledger.records_of import as_record, read_articles, statements_numbered
from onrecord.records import Article, Statement

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

SMALL: Final = 150
"""Statements up to which a story is gathered whole each time: it takes no longer."""
GROWTH: Final = 1.5
"""A story is gathered whole again when it has grown to so many times what it was when it last was."""

Numbered = tuple[int, str]
"""A statement's number and its article."""


@dataclass(frozen=True, slots=True)
class Newer:
    """A story's new statements, and the old ones that are most like them with the claim of each, or empty."""

    new: tuple[Numbered, ...]
    near: tuple[Numbered, ...]
    homes: tuple[str, ...]
    sizes: Mapping[str, int]
    """How many statements each claim has."""


def newer(ledger: Ledger, story: str) -> Newer | None:
    """What is to be joined to a story's claims; None where it is to be gathered whole."""
    settled = kept.articles_of_story(ledger, story)
    contents = kept.contents_of(ledger, list(settled))
    homes, current = kept.homes_in(ledger, story)
    gathered = Counter(settled[article] for _, article, _ in contents)[kept.GATHERED]
    if not current or gathered < SMALL or len(contents) > GROWTH * gathered:
        return None
    old = [row for row in contents if settled[row[1]] != kept.NEW]
    new = [row for row in contents if settled[row[1]] == kept.NEW]
    near = [old[i] for i in nearest([text for *_, text in new], [text for *_, text in old])]
    found = tuple(homes.get(number, "") for number, *_ in near)
    return Newer(tuple(row[:2] for row in new), tuple(row[:2] for row in near), found, Counter(homes.values()))


class Material:
    """Articles and statements of a ledger as the matching reads them, each read once."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.articles: dict[str, Article] = {}
        self.numbers: dict[str, int] = {}
        """Of each statement's id."""
        self._made: dict[int, Proposition] = {}

    def take(self, wanted: Sequence[Numbered]) -> list[Proposition]:
        """The propositions of some statements, in the order given."""
        missing = [(number, article) for number, article in wanted if number not in self._made]
        absent = {article for _, article in missing} - set(self.articles)
        self.articles |= read_articles(self.ledger, sorted(absent)) if absent else {}
        rows = statements_numbered(self.ledger, [number for number, _ in missing]) if missing else {}
        by: dict[str, list[int]] = defaultdict(list)
        for number, row in sorted(rows.items(), key=lambda item: item[1].position):
            by[row.article].append(number)
        for article, numbers in by.items():
            made = propositions(self.articles[article], [as_record(rows[n]) for n in numbers])
            for number, found in zip(numbers, made, strict=True):
                self._made[number] = replace(found, n=rows[number].position)
                self.numbers[rows[number].id] = number
        return [self._made[number] for number, _ in wanted]

    def by_id(self) -> Mapping[str, tuple[Article, int, Statement]]:
        """Every statement read, as ``Decisions`` takes them."""
        found = ((name, self._made[number]) for name, number in self.numbers.items())
        return {name: (self.articles[p.statement.article], p.n, p.statement) for name, p in found}


def grown(ledger: Ledger, told: Newer) -> tuple[dict[str, Claim], Material]:
    """The claims that begin or grow by what is new, by id, and what was read for them."""
    material = Material(ledger)
    props = with_camps(material.take([*told.near, *told.new]))
    begun, joins = joined(props[: len(told.near)], told.homes, told.sizes, props[len(told.near) :], chosen())
    homes = sorted({j.home for j in joins})
    rows, members = kept.claims_named(ledger, homes), kept.members_of(ledger, homes)
    material.take([(m.statement.number, m.statement.article) for found in members.values() for m in found])
    claims = {claim.id: claim for claim in begun}
    return claims | {j.home: _with(rows[j.home].text, members[j.home], j, props, material) for j in joins}, material


def _with(
    text: str, held: Sequence[kept.MemberRow], joins: Joined, props: Sequence[Proposition], material: Material
) -> Claim:
    """A claim with those that arrive in it; all its members' stances are read anew, the rest of the old stays."""
    old = [Member(as_record(m.statement), m.name, m.statement.position, m.stance, m.same, m.score, m.reasons)
           for m in held]  # fmt: skip
    number_of = {m.statement.id: m.same for m in old}
    same = {number: number_of[props[at].statement.id] for number, at in joins.known.items()}
    free = max(number_of.values(), default=0)
    new = []
    for arrival in joins.arrivals:
        p = props[arrival.at]
        if arrival.utterance not in same:
            free += 1
            same[arrival.utterance] = free
        new.append(Member(p.statement, p.article, p.n, "", same[arrival.utterance], arrival.score, arrival.reasons))
    return Claim(text, tuple(_sided([*old, *new], material)))


def _sided(members: Sequence[Member], material: Material) -> Iterable[Member]:
    read = material.take([(material.numbers[m.statement.id], m.statement.article) for m in members])
    for member, side in zip(members, stances(with_camps(read)), strict=True):
        why = [r for r in member.reasons if not r.startswith(SIDE)]
        yield replace(member, stance=side.value, reasons=(*why, *(f"{SIDE}{r}" for r in side.reasons)))
