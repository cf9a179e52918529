"""What people decided about claims: statements moved, claims joined, stances set. It stands above what was found.

A claim's id goes where the claim is joined to another or found anew. A decision therefore means the claim that now
holds most of the statements that the named claim held when it was decided; its id counts where none of them is left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from onrecord.claims.found import Claim, Member
from onrecord.claims.propositions import pieces, propositions
from onrecord.claims.sides import stances
from onrecord.claims.words import lower
from onrecord.ledger.rows import JudgementRow
from onrecord.ledger.standing import held_then
from onrecord.records import Article, Statement

At = Mapping[str, tuple[Article, int, Statement]]
"""Every statement at hand by id: its article and its place in it."""
Held = Mapping[str, Collection[str]]
"""The ids of the statements in each claim."""


@dataclass(frozen=True, slots=True)
class Named:
    """A claim or a statement that a judgement names; ``held``: the statements it held then, a statement itself."""

    id: str
    held: frozenset[str]


@dataclass(frozen=True, slots=True)
class Move:
    """A statement's move to the claim ``home``, whose id is empty for none."""

    judgement: str
    home: Named


@dataclass(frozen=True, slots=True)
class Join:
    """Two that are about one claim; the first gives it its text."""

    judgement: str
    a: Named
    b: Named


@dataclass(frozen=True)
class Decisions:
    """``moved``: for a statement its latest move; ``joined`` in order of time; ``sided``: for a statement its stance;
    ``former``: the claims that a story had, by which ids are known that were kept without their statements."""

    moved: Mapping[str, Move]
    joined: tuple[Join, ...]
    sided: Mapping[str, str]
    former: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, judgements: Iterable[JudgementRow], now: Mapping[str, str] | None = None) -> Decisions:
        """Those among standing judgements. ``now``: for a statement that was read again the one in its place."""
        told = sorted(judgements, key=lambda row: (row.judgement.time, row.id))
        moved, joined, sided = dict[str, Move](), list[Join](), dict[str, str]()
        for row in told:
            kind, subject, value = row.judgement.kind, row.judgement.subject, str(row.judgement.value)
            if kind == "move-claim":
                moved[row.statement or subject] = Move(row.id, _named(row, value, now or {}))
            elif kind == "same-claim":
                joined.append(Join(row.id, _named(row, subject, now or {}), _named(row, value, now or {})))
            elif kind == "stance":
                sided[row.statement or subject] = value
        return cls(moved, tuple(joined), sided)

    @property
    def names(self) -> set[str]:
        """The statements and claims that are decided about."""
        named = [*(move.home for move in self.moved.values()), *(name for j in self.joined for name in (j.a, j.b))]
        ids = {name.id for name in named}.union(*(name.held for name in named))
        return {*self.moved, *self.sided, *ids} - {""}

    @property
    def judgements(self) -> set[str]:
        """The ids of the judgements that name a claim."""
        return {m.judgement for m in self.moved.values() if m.home.id} | {j.judgement for j in self.joined}

    def found(self, claims: Held, here: Collection[str]) -> set[str]:
        """The judgements that find in a story's claims what they name; ``here`` are the story's moved statements."""
        moves = {m.judgement for s, m in self.moved.items() if s in here and self._homes(m.home, claims)}
        return moves | {j.judgement for j in self.joined if self._homes(j.a, claims) and self._homes(j.b, claims)}

    def unmet(self, claims: Mapping[str, Mapping[str, str]], here: Collection[str]) -> bool:
        """Whether a story's claims, with the stances of their statements, are not yet as decided."""
        told = (item for members in claims.values() for item in members.items())
        if any(stance != self.sided.get(statement, stance) for statement, stance in told):
            return True
        if any(not self._in_place(s, self.moved[s].home, claims) for s in here if s in self.moved):
            return True
        return bool(self.merges(claims))

    def applied(self, claims: Mapping[str, Claim], at: At) -> dict[str, Claim]:
        """The claims with these decisions; a claim that is left with no member goes. A statement whose claim is not
        among them stays where it is."""
        out = dict(claims)
        for first, second in self.merges(held_in(out)):
            out = _joined(out, first, second)
        held = held_in(out)
        for statement, move in self.moved.items():
            homes = self._homes(move.home, held)
            if statement in at and (homes or not move.home.id):
                there = {name for name in homes if statement in held[name]}
                out = _moved(out, statement, _largest(there or homes, held) if homes else "", at)
        return {name: self._with_sides(claim, at) for name, claim in out.items() if claim.members}

    def merged(self, claims: Held) -> dict[str, frozenset[str]]:
        """The statements of claims once these are joined."""
        sets = {name: frozenset(held) for name, held in claims.items()}
        for first, second in self.merges(claims):
            sets[first] |= sets.pop(second)
        return sets

    def merges(self, claims: Held) -> list[tuple[str, str]]:
        """The claims to be joined, one pair after the other, until nothing is apart that was decided to be one."""
        sets = {name: frozenset(held) for name, held in claims.items()}
        out = []
        while pair := next(filter(None, (self._apart(join, sets) for join in self.joined)), None):
            out.append(pair)
            sets[pair[0]] |= sets.pop(pair[1])
        return out

    def _apart(self, join: Join, claims: Held) -> tuple[str, str] | None:
        a, b = self._homes(join.a, claims), self._homes(join.b, claims)
        return None if not a or not b or a & b else (_largest(a, claims), _largest(b, claims))

    def _in_place(self, statement: str, home: Named, claims: Held) -> bool:
        there = {name for name, held in claims.items() if statement in held}
        homes = self._homes(home, claims)
        return len(there) == 1 and there <= homes if homes else bool(home.id) or not there

    def _homes(self, name: Named, claims: Held, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        """The claims that a name stands for: several where as many of its statements are in each. A statement that was
        moved stands for the claim that it was moved to; where moved ones are found does not count."""
        if name.id in self.moved:
            on = self.moved[name.id].home
            return frozenset() if on.id in seen else self._homes(on, claims, seen | {name.id})
        former = self.former.get(name.id, frozenset())
        return (
            _most(name.held - self.moved.keys(), claims)
            or frozenset({name.id} & claims.keys())
            or _most(former - self.moved.keys(), claims)
        )

    def _with_sides(self, claim: Claim, at: At) -> Claim:
        """The stances that people set, also of the other tellings of an utterance in the same words."""
        said = {_said(m, at): self.sided[m.statement.id] for m in claim.members if m.statement.id in self.sided}
        if not said:
            return claim

        def told(member: Member) -> Member:
            side = self.sided.get(member.statement.id) or said.get(_said(member, at))
            return replace(member, stance=side, reasons=(*member.reasons, "stance set by a person")) if side else member

        return replace(claim, members=tuple(map(told, claim.members)))


def _said(member: Member, at: At) -> tuple[object, ...]:
    """Its utterance and the words of its content; its own where its article is not at hand."""
    if member.statement.id not in at:
        return (member.statement.id,)
    article, _, statement = at[member.statement.id]
    return member.same, *lower(pieces(article, statement.content))


NOTHING = Decisions({}, (), {})
"""Where nobody has decided anything."""


def _named(row: JudgementRow, id: str, now: Mapping[str, str]) -> Named:
    held = held_then(row.judgement).get(id)
    if held is not None:
        return Named(id, frozenset(now.get(statement, statement) for statement in held))
    one = now.get(id, id)
    return Named(one, frozenset({one} - {""}))


def held_in(claims: Mapping[str, Claim]) -> dict[str, frozenset[str]]:
    """The ids of the statements in each claim."""
    return {name: frozenset(m.statement.id for m in claim.members) for name, claim in claims.items()}


def _most(statements: Collection[str], claims: Held) -> frozenset[str]:
    """The claims that hold most of these statements; none where none holds any."""
    counts = {name: sum(s in held for s in statements) for name, held in claims.items()} if statements else {}
    most = max(counts.values(), default=0)
    return frozenset(name for name, count in counts.items() if count == most > 0)


def _largest(names: Iterable[str], claims: Held) -> str:
    return max(names, key=lambda name: (len(claims[name]), name))


def _joined(claims: dict[str, Claim], first: str, second: str) -> dict[str, Claim]:
    offset = max((m.same for m in claims[first].members), default=0)
    there = {m.statement.id for m in claims[first].members}
    added = [
        replace(m, same=m.same + offset, reasons=(*m.reasons, "joined by a person"))
        for m in claims[second].members
        if m.statement.id not in there
    ]
    whole = replace(claims[first], members=(*claims[first].members, *added))
    return {n: whole if n == first else c for n, c in claims.items() if n != second}


def _moved(claims: dict[str, Claim], statement: str, home: str, at: At) -> dict[str, Claim]:
    """The claims with a statement in ``home`` alone, or in none where that is empty."""
    out = {
        n: c if n == home else replace(c, members=tuple(m for m in c.members if m.statement.id != statement))
        for n, c in claims.items()
    }
    if home and all(m.statement.id != statement for m in out[home].members):
        out[home] = _with(out[home], *at[statement])
    return out


def _with(claim: Claim, article: Article, n: int, statement: Statement) -> Claim:
    """The claim with one member more, put there by a person; its stance is read from its words."""
    (side,) = stances([propositions(article, [statement])[0]])
    number = max((m.same for m in claim.members), default=0) + 1
    member = Member(statement, article.name, n, side.value, number, 1.0, ("put here by a person",))
    return replace(claim, members=(*claim.members, member))
