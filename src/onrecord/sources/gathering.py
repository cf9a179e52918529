"""Names gathered into sources: what is sure is joined, what is likely is proposed, what people decided stands above.

Joining goes by the best scores first, and two groups are joined only where no two names of them exclude one another:
so a chain of likely pairs cannot bring two different people together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations, product

from onrecord.sources.matching import BODIES, GOVERNING, MERGE, Match, Name, Surnames, both_in, match
from onrecord.sources.names import PersonName, acronym, body_words, joint

Pair = frozenset[str]
CROWD = 400
"""Persons of one surname, where they are more than this, are compared no further than to its first names by order."""


@dataclass(frozen=True)
class Gathered:
    """``home``: for each name's id the id of its source; ``why`` its joins; ``proposed`` what people may decide."""

    home: Mapping[str, str]
    joins: tuple[Match, ...]
    proposed: tuple[Match, ...]


@dataclass
class _Groups:
    """Disjoint groups of names, with the pairs that must stay apart."""

    names: Mapping[str, Name]
    apart: set[Pair]
    surnames: Surnames
    of: dict[str, list[str]] = field(default_factory=dict)

    def group(self, name: str) -> list[str]:
        return self.of.setdefault(name, [name])

    def join(self, a: str, b: str, *, sure: bool = False) -> bool:
        """Joins two groups; false where something keeps them apart. ``sure``: only people's decisions do."""
        x, y = self.group(a), self.group(b)
        if x is y:
            return True
        if any(self._excluded(i, j, sure, (*x, *y)) for i in x for j in y):
            return False
        x.extend(y)
        for name in y:
            self.of[name] = x
        return True

    def _excluded(self, i: str, j: str, sure: bool, group: Sequence[str]) -> bool:
        if frozenset((i, j)) in self.apart:
            return True
        a, b = self.names[i], self.names[j]
        return not sure and match(a, b, self.surnames) is None and not any(both_in(a, b, self.names[k]) for k in group)


def gather(
    names: Sequence[Name], same: Iterable[Pair] = (), apart: Iterable[Pair] = (), known: Iterable[Match] = ()
) -> Gathered:
    """Sources from names. ``same`` and ``apart`` are people's decisions over pairs of ids; ``known`` holds without
    the names being alike."""
    by_id = {n.id: n for n in names}
    surnames = _surnames(names)
    groups = _Groups(by_id, set(apart), surnames)
    for pair in same:
        a, b = sorted(pair & by_id.keys())[:2] if len(pair & by_id.keys()) == 2 else ("", "")
        if a:
            groups.join(a, b, sure=True)
    found = sorted(_candidates(names, surnames), key=lambda m: (-m.score, m.a, m.b))
    joins, proposed = [m for m in known if groups.join(m.a, m.b, sure=True)], []
    for m in found:
        if m.score >= MERGE and groups.join(m.a, m.b):
            joins.append(m)
        elif frozenset((m.a, m.b)) not in groups.apart:
            proposed.append(m)
    home = {n.id: _canonical(groups.group(n.id), by_id) for n in names}
    open_questions = tuple(m for m in proposed if home[m.a] != home[m.b])
    return Gathered(home, tuple(joins), open_questions)


def _surnames(names: Iterable[Name]) -> dict[str, dict[str, int]]:
    """The first names known of each surname, short forms as what they stand for, and in how many articles they are."""
    known: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for n in names:
        if n.kind == "person" and not joint(n.text) and (person := PersonName.of(n.text)).first:
            known[person.last][person.full_first] += n.articles
    return known


def _candidates(names: Sequence[Name], surnames: Surnames) -> list[Match]:
    """The pairs that have a key in common, or a first word's beginning, scored."""
    own: dict[str, list[Name]] = defaultdict(list)
    met: dict[str, list[Name]] = defaultdict(list)
    for n in sorted(names, key=lambda n: n.id):
        keys = keys_of(n)
        for key in keys.own | _spelt(n):
            own[key].append(n)
        for key in keys.met:
            met[key].append(n)
    pairs: dict[Pair, tuple[Name, Name]] = {}
    for key, block in own.items():
        some = block[:CROWD] if block[0].kind == "person" else block
        for a, b in chain(combinations(some, 2), product(some, met.get(key, ()))):
            if a.id != b.id:
                pairs.setdefault(frozenset((a.id, b.id)), (a, b) if a.id < b.id else (b, a))
    return [m for a, b in pairs.values() if (m := match(a, b, surnames)) is not None]


@dataclass(frozen=True, slots=True)
class Keys:
    """Two names can be one only where they share one of their ``own`` keys, or one's own is among those ``met`` by
    the other."""

    own: frozenset[str]
    met: frozenset[str] = frozenset()


def keys_of(name: Name) -> Keys:
    """A person's surname; a body's words, initials, and its last word with another: with each of them it meets, with
    the longest it is met."""
    if name.kind == "person":
        return Keys(frozenset({f"last {PersonName.of(name.text).last}"}))
    if name.kind not in BODIES:
        return Keys(frozenset())
    words = body_words(name.text)
    initials = acronym(name.text)
    own = {f"all {' '.join(sorted(words))}", f"short {''.join(words)}", *([f"short {initials}"] if initials else [])}
    if governed := set(words) - GOVERNING:
        own.add(f"of {' '.join(sorted(governed))}")
    ends = {f"end {words[-1]} {w}" for w in {"", *words} - {words[-1]}} if words else set()
    if len(words) > 1:
        own.add(f"end {words[-1]} {max({'', *words} - {words[-1]}, key=lambda w: (len(w), w))}")
    return Keys(frozenset(f"{name.kind} {key}" for key in own), frozenset(f"{name.kind} {key}" for key in ends - own))


def _spelt(name: Name) -> set[str]:
    """Under which a person's name is found that is spelt nearly the same: it is proposed to people, never joined."""
    person = PersonName.of(name.text)
    return {f"spelt {person.first[:3]} {person.last[:2]}"} if name.kind == "person" else set()


def _canonical(group: Sequence[str], names: Mapping[str, Name]) -> str:
    """The name that tells most: the longest with a first name that most articles use."""
    return max(group, key=lambda i: (len(names[i].text.split()) > 1, names[i].articles, len(names[i].text), i))
