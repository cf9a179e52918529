"""What a change of names can touch: all other names keep their source, because nothing that decides it is changed.

Names are joined only by a match that is sure, by people, or by a reprint; whether a surname alone is sure hangs on all
that bear it. So a set of names that is closed under these, and under the sources that there were, is gathered alone
as it would be among all others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.ledger import named
from onrecord.ledger.named import Named
from onrecord.ledger.naming import LOCAL, fold
from onrecord.sources.gathering import Keys, Pair, keys_of
from onrecord.sources.matching import BODIES, MERGE, Match, Name, match

if TYPE_CHECKING:
    import sqlalchemy as sa

MET = "+ "
"""Before a key by which a name is not found as its own."""


@dataclass
class Reached:
    """The names to gather together, and the reprints in which unnamed ones have the same words."""

    names: dict[str, Named] = field(default_factory=dict)
    reprinted: list[Match] = field(default_factory=list)


def kept_keys(name: Named) -> set[str]:
    """The keys under which a name is kept."""
    keys = keys_of(as_name(name))
    return {*keys.own, *(MET + key for key in keys.met)}


def as_name(name: Named) -> Name:
    return Name(name.id, name.text, name.kind, name.articles)


def reached_from(connection: sa.Connection, start: Collection[str], decided: Iterable[Pair]) -> Reached:
    """All names that those at the start may be joined with or parted from, and those that hang on them."""
    tied = _ties(decided)
    out = Reached()
    front = named.read_names(connection, start)
    while front:
        out.names |= front
        near = named.names_at(connection, {n.home for n in front.values() if n.home})
        near |= named.read_names(connection, {other for name in front for other in tied.get(name, ())})
        near |= _alike(connection, front.values())
        near |= {n.id: n for n in named.unnamed_in(connection, _other_places(connection, front.values()))}
        front = {name: n for name, n in near.items() if name not in out.names}
    out.reprinted = reprinted(connection, out.names.values())
    return out


def everything(connection: sa.Connection) -> Reached:
    names = named.all_names(connection)
    return Reached(names, reprinted(connection, names.values()))


def _ties(decided: Iterable[Pair]) -> Mapping[str, set[str]]:
    ties: dict[str, set[str]] = defaultdict(set)
    for pair in decided:
        for name in pair:
            ties[name] |= pair
    return ties


def _alike(connection: sa.Connection, front: Iterable[Named]) -> dict[str, Named]:
    """Persons of the same surname; bodies that are sure to be one with another's name."""
    out: dict[str, Named] = {}
    keys = {n.id: (n, keys_of(as_name(n))) for n in front}
    persons = {key for n, found in keys.values() if n.kind == "person" for key in found.own}
    out |= named.names_keyed(connection, persons)
    bodies = [(n, found) for n, found in keys.values() if n.kind in BODIES]
    wanted = {key for _, found in bodies for key in _looked_up(found)}
    known = named.names_keyed(connection, wanted)
    by: dict[str, list[Named]] = defaultdict(list)
    for name in known.values():
        for key in kept_keys(name):
            by[key].append(name)
    for n, found in bodies:
        for other in {o.id: o for key in _looked_up(found) for o in by[key]}.values():
            m = match(as_name(n), as_name(other), {})
            if m and m.score >= MERGE:
                out[other.id] = other
    return out


def _looked_up(keys: Keys) -> set[str]:
    return {*keys.own, *keys.met, *(MET + key for key in keys.own)}


def _other_places(connection: sa.Connection, front: Iterable[Named]) -> set[str]:
    places = {n.place for n in front if n.place}
    return {place for a, b, _ in named.reprints_of(connection, places) for place in (a, b)} - places


def reprinted(connection: sa.Connection, names: Iterable[Named]) -> list[Match]:
    """The unnamed sources that two tellings of one text call by the same words."""
    of: dict[str, dict[str, str]] = defaultdict(dict)
    for n in names:
        if n.kind in LOCAL:
            of[n.place][fold(n.text)] = n.id
    return [
        Match(one, of[b][text], 0.95, (f"the same words in a reprint, {share:.0%} of the shorter article",))
        for a, b, share in named.reprints_of(connection, of.keys())
        for text, one in of.get(a, {}).items()
        if text in of.get(b, {})
    ]
