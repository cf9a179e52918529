"""What people decided about claims: statements moved, claims joined, stances set. It stands above what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from onrecord.claims.found import Claim, Member
from onrecord.claims.propositions import propositions
from onrecord.claims.sides import stances
from onrecord.ledger.claims import MemberRow
from onrecord.ledger.rows import JudgementRow
from onrecord.records import Article, Statement

At = Mapping[str, tuple[Article, int, Statement]]
"""Every statement at hand by id: its article and its place in it."""


@dataclass(frozen=True)
class Decisions:
    """``moved``: for a statement the claim that it belongs to, empty for none, latest last; ``joined``: pairs;
    ``sided``: for a statement its stance."""

    moved: Mapping[str, str]
    joined: tuple[tuple[str, str], ...]
    sided: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.moved or self.joined or self.sided)

    @classmethod
    def of(cls, judgements: Iterable[JudgementRow]) -> Decisions:
        """Those among standing judgements, in order of time."""
        told = sorted(judgements, key=lambda row: (row.judgement.time, row.id))
        moved, sided = (
            {
                row.statement or row.judgement.subject: str(row.judgement.value)
                for row in told
                if row.judgement.kind == kind
            }
            for kind in ("move-claim", "stance")
        )
        joined = tuple(
            (row.judgement.subject, str(row.judgement.value)) for row in told if row.judgement.kind == "same-claim"
        )
        return cls(moved, joined, sided)

    @property
    def names(self) -> set[str]:
        """The statements and claims that are decided about."""
        return {*self.moved, *self.moved.values(), *self.sided, *(name for pair in self.joined for name in pair)}

    def touches(self, claim: str, members: Iterable[MemberRow]) -> bool:
        """Whether a claim is not yet as decided."""
        told = {m.statement.id: m for m in members}
        statements = set(told)
        if any(member.stance != self.sided.get(name, member.stance) for name, member in told.items()):
            return True
        for statement, home in self.moved.items():
            if (statement in statements) != (home == claim) and (statement in statements or home == claim):
                return True
        return any(
            ((claim == a) + (claim == b) == 1) or ((a in statements) + (b in statements) == 1) for a, b in self.joined
        )

    def applied(self, claims: Mapping[str, Claim], at: At) -> dict[str, Claim]:
        """The claims with these decisions; a claim that is left with no member goes."""
        out = dict(claims)
        for a, b in self.joined:
            out = _joined(out, a, b)
        for statement, home in self.moved.items():
            if statement in at:
                out = _moved(out, statement, home, at)
        return {name: self._with_sides(claim) for name, claim in out.items() if claim.members}

    def _with_sides(self, claim: Claim) -> Claim:
        def told(member: Member) -> Member:
            side = self.sided.get(member.statement.id)
            return replace(member, stance=side, reasons=(*member.reasons, "stance set by a person")) if side else member

        return replace(claim, members=tuple(map(told, claim.members)))


def _holding(claims: Mapping[str, Claim], subject: str) -> str | None:
    """The claim of an id, else the first that holds the statement of that id."""
    if subject in claims:
        return subject
    return next((n for n, c in claims.items() if any(m.statement.id == subject for m in c.members)), None)


def _joined(claims: dict[str, Claim], a: str, b: str) -> dict[str, Claim]:
    first, second = _holding(claims, a), _holding(claims, b)
    if first is None or second is None or first == second:
        return claims
    offset = max(m.same for m in claims[first].members)
    there = {m.statement.id for m in claims[first].members}
    added = [
        replace(m, same=m.same + offset, reasons=(*m.reasons, "joined by a person"))
        for m in claims[second].members
        if m.statement.id not in there
    ]
    whole = replace(claims[first], members=(*claims[first].members, *added))
    return {n: whole if n == first else c for n, c in claims.items() if n != second}


def _moved(claims: dict[str, Claim], statement: str, home: str, at: At) -> dict[str, Claim]:
    out = {
        n: c if n == home else replace(c, members=tuple(m for m in c.members if m.statement.id != statement))
        for n, c in claims.items()
    }
    if home in out and all(m.statement.id != statement for m in out[home].members):
        out[home] = _with(out[home], *at[statement])
    return out


def _with(claim: Claim, article: Article, n: int, statement: Statement) -> Claim:
    """The claim with one member more, put there by a person; its stance is read from its words."""
    (side,) = stances([propositions(article, [statement])[0]])
    number = max((m.same for m in claim.members), default=0) + 1
    member = Member(statement, article.name, n, side.value, number, 1.0, ("put here by a person",))
    return replace(claim, members=(*claim.members, member))
