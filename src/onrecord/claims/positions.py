"""What a source has said on a claim over time: first assertion, repeats, reversals, each with its evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from onrecord.ledger.claims import MemberRow

Step = Literal["first", "repeat", "reversal"]
SIDES: Final = frozenset(("asserts", "denies"))


@dataclass(frozen=True, slots=True)
class Position:
    """One utterance of a source on a claim. ``against`` is the earlier one that it reverses."""

    source: str
    speaker: str
    step: Step
    member: MemberRow
    against: MemberRow | None = None

    @property
    def day(self) -> str:
        """When it was said, else when it was published."""
        return day(self.member)


def day(member: MemberRow) -> str:
    """When it was said, else when it was published."""
    return (member.statement.when or member.statement.published).partition("/")[0]


def positions(members: Iterable[MemberRow]) -> list[Position]:
    """The positions of every named source on one claim, by source and day; one utterance counts once."""
    by: dict[str, list[MemberRow]] = defaultdict(list)
    for member in members:
        if member.statement.source and member.stance in SIDES:
            by[member.statement.source].append(member)
    return [p for source in sorted(by) for p in _of_one(source, _utterances(by[source]))]


def _utterances(members: Sequence[MemberRow]) -> list[MemberRow]:
    """Of each utterance the earliest telling on the side of most of its tellings, in order of time."""
    told: dict[int, list[MemberRow]] = defaultdict(list)
    for member in sorted(members, key=lambda m: (day(m) or "9999", m.statement.published, m.statement.position)):
        told[member.same].append(member)
    return [_for_most(tellings) for tellings in told.values()]


def _for_most(tellings: Sequence[MemberRow]) -> MemberRow:
    count = Counter(m.stance for m in tellings)
    return max(tellings, key=lambda m: count[m.stance])


def _of_one(source: str, said: Sequence[MemberRow]) -> list[Position]:
    out: list[Position] = []
    for member in said:
        last = out[-1].member if out else None
        turned = last is not None and last.stance != member.stance and day(last) != day(member)
        step: Step = "first" if last is None else "reversal" if turned else "repeat"
        out.append(Position(source, member.statement.speaker, step, member, last if turned else None))
    return out


def reversals(members: Iterable[MemberRow]) -> list[Position]:
    """Only the positions that reverse an earlier one."""
    return [p for p in positions(members) if p.step == "reversal"]
