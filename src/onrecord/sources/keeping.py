"""Sources kept up to date in a ledger: every name as found gets the source that it is resolved to.

Only names that what came in or was decided can touch are gathered again; see ``reach``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from onrecord.ledger import named
from onrecord.ledger.marks import mark, put_mark, reached
from onrecord.ledger.named import Spoken
from onrecord.ledger.standing import list_judgements
from onrecord.sources.gathering import Gathered, Pair, gather
from onrecord.sources.reach import Reached, as_name, everything, kept_keys, reached_from

if TYPE_CHECKING:
    import sqlalchemy as sa

    from onrecord.ledger.store import Ledger

MARK: Final = "sources"
PLACED: Final = "sources: reprints"
DECIDED: Final = "sources: decided"


@dataclass(frozen=True)
class Decided:
    """Pairs of names that people said are one source, or two; the latest first."""

    same: list[Pair] = field(default_factory=list)
    apart: list[Pair] = field(default_factory=list)

    @property
    def text(self) -> str:
        return json.dumps([[sorted(pair) for pair in pairs] for pairs in (self.same, self.apart)])

    def changed(self, before: str) -> set[str]:
        """The names about which something else was decided before."""
        now, then = json.loads(self.text), json.loads(before or "[[], []]")
        return {
            name
            for some, others in zip(now, then, strict=True)
            for pair in [*(p for p in some if p not in others), *(p for p in others if p not in some)]
            for name in pair
        }


def gathered(ledger: Ledger) -> Gathered:
    """The ledger's names by source, with the reasons and with what is left to people."""
    decided = _decided(ledger)
    with ledger.read() as connection:
        return _gather(everything(connection), decided)


def update(ledger: Ledger) -> int:
    """Sets the sources of statements anew where anything came in or was decided; how many changed theirs."""
    now, before = reached(ledger), mark(ledger, MARK)
    if before == now:
        return 0
    decided, then, placed = _decided(ledger), mark(ledger, DECIDED), int(mark(ledger, PLACED) or 0)
    since = int(before.split()[0]) if before else 0
    with ledger.write() as connection:
        articles = named.articles_since(connection, since, before.split()[1:3] != now.split()[1:3])
        spoken = named.spoken_in(connection, articles)
        touched = named.recount(connection, ledger, articles, spoken)
        reprints, placed = named.unnamed_placed_since(connection, placed)
        touched |= reprints | decided.changed(then)
        moved = _settle(connection, ledger, _reach(connection, touched, decided, whole=not before), decided)
        changed = named.set_sources(connection, ledger, _wanted(connection, spoken, moved))
        for name, value in ((MARK, now), (DECIDED, decided.text), (PLACED, str(placed))):
            put_mark(connection, name, value)
    return changed


def _decided(ledger: Ledger) -> Decided:
    out = Decided()
    into = {"same-source": out.same, "different-source": out.apart}
    for row in list_judgements(ledger, standing=True):
        if row.judgement.kind in into:
            into[row.judgement.kind].append(frozenset((row.judgement.subject, str(row.judgement.value))))
    return out


def _reach(connection: sa.Connection, touched: set[str], decided: Decided, whole: bool) -> Reached:
    return everything(connection) if whole else reached_from(connection, touched, decided.same)


def _gather(found: Reached, decided: Decided) -> Gathered:
    names = [as_name(n) for n in found.names.values() if n.articles]
    return gather(names, decided.same, decided.apart, found.reprinted)


def _settle(connection: sa.Connection, ledger: Ledger, found: Reached, decided: Decided) -> dict[str, str]:
    """Keeps what comes of gathering these names; the source that each had which has another now."""
    home = _gather(found, decided).home
    fresh = {n.id: kept_keys(n) for n in found.names.values() if n.articles and not n.home}
    named.put_keys(connection, ledger, fresh)
    changed = {name: to for name, to in home.items() if found.names[name].home != to}
    named.settle(connection, changed, [n.id for n in found.names.values() if not n.articles])
    moved = {name: found.names[name].home for name in changed if found.names[name].home}
    named.hand_on_wikidata(connection, {former: changed[name] for name, former in moved.items()})
    return moved


def _wanted(connection: sa.Connection, spoken: list[Spoken], moved: dict[str, str]) -> dict[str, list[Spoken]]:
    """The statements that do not have the source of their name, by that source."""
    of_moved = [s for s in named.spoken_by(connection, set(moved.values())) if s.name in moved]
    homes = named.read_names(connection, {s.name for s in (*spoken, *of_moved)})
    wanted: dict[str, list[Spoken]] = defaultdict(list)
    for s in {s.number: s for s in (*spoken, *of_moved)}.values():
        if (to := homes[s.name].home) != s.source:
            wanted[to].append(s)
    return wanted
