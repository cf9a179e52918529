"""Names gathered into sources: what is sure is joined, what is likely is proposed, what people decided stands above.

Joining goes by the best scores first, and two groups are joined only where no two names of them exclude one another:
so a chain of likely pairs cannot bring two different people together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from onrecord.sources.matching import MERGE, Match, Name, Surnames, both_in, match
from onrecord.sources.names import PersonName, acronym, body_words, joint

Pair = frozenset[str]
CROWD = 400
"""A block of candidates larger than this is compared no further than to its first names by order."""


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
    known: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for n in names:
        if n.kind == "person" and not joint(n.text) and (person := PersonName.of(n.text)).first:
            known[person.last][person.full_first] |= n.articles
    return {last: {first: len(articles) for first, articles in of.items()} for last, of in known.items()}


def _candidates(names: Sequence[Name], surnames: Surnames) -> list[Match]:
    """The pairs that share a surname, a first word's beginning, a last word or an acronym, scored."""
    blocks: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for n in names:
        for key in _keys(n):
            blocks[n.kind, key].append(n)
    pairs: dict[Pair, tuple[Name, Name]] = {}
    for block in blocks.values():
        for a, b in combinations(sorted(block, key=lambda n: n.id)[:CROWD], 2):
            pairs.setdefault(frozenset((a.id, b.id)), (a, b))
    return [m for a, b in pairs.values() if (m := match(a, b, surnames)) is not None]


def _keys(name: Name) -> set[str]:
    if name.kind == "person":
        person = PersonName.of(name.text)
        return {f"last {person.last}", f"spelt {person.first[:3]} {person.last[:2]}"}
    words = body_words(name.text)
    return (
        {f"word {w}" for w in words}
        | ({f"short {acronym(name.text)}"} if acronym(name.text) else set())
        | {f"short {''.join(words)}"}
    )


def _canonical(group: Sequence[str], names: Mapping[str, Name]) -> str:
    """The name that tells most: the longest with a first name that most articles use."""
    return max(group, key=lambda i: (len(names[i].text.split()) > 1, len(names[i].articles), len(names[i].text), i))
