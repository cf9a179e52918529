"""How many independent words a claim rests on: reports, and the origins that they go back to, with every reason.

Two reports have one origin where one article reprints the other, where they tell of one utterance, where one relays the
other ("as reported by the BBC"), or where both tell what one document says. A relay points to the article that it
relays where that is at hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from onrecord.claims.found import Claim, Member
from onrecord.claims.propositions import pieces
from onrecord.claims.relaying import Relay, relays, same_outlet
from onrecord.claims.reprints import Reprint
from onrecord.claims.wordings import alike, words
from onrecord.records import Article
from onrecord.sources.documents import one_document


@dataclass(frozen=True, slots=True)
class Join:
    """Two reports with one origin, and why. ``kind`` is ``reprint``, ``utterance``, ``relay`` or ``document``."""

    a: str
    b: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Origins:
    """A claim's tellings gathered by origin: ids of statements, each origin's earliest first."""

    reports: int
    origins: tuple[tuple[str, ...], ...]
    joins: tuple[Join, ...]
    circles: tuple[tuple[str, ...], ...] = ()
    """Chains of articles that relay one another in a circle."""


@dataclass
class Sets:
    """Disjoint sets by name."""

    parent: dict[str, str] = field(default_factory=dict)

    def find(self, name: str) -> str:
        while self.parent.setdefault(name, name) != name:
            name = self.parent[name]
        return name

    def join(self, a: str, b: str) -> None:
        self.parent[self.find(b)] = self.find(a)


def origins(claim: Claim, articles: Mapping[str, Article], reprints: Iterable[Reprint] = ()) -> Origins:
    """The claim's reports by origin. ``articles`` and ``reprints`` go by article ids."""
    passed = relays(claim, articles)
    joins = [*_by_reprint(claim, reprints), *_by_utterance(claim)]
    joins += [*_by_relay(claim, articles, passed), *_by_document(claim)]
    sets = Sets()
    for m in claim.members:
        sets.find(m.statement.id)
    for j in joins:
        sets.join(j.a, j.b)
    groups: dict[str, list[Member]] = defaultdict(list)
    for m in claim.members:
        groups[sets.find(m.statement.id)].append(m)
    ordered = sorted((_earliest_first(g, articles) for g in groups.values()), key=lambda g: (-len(g), g))
    reports = len({(m.statement.article, m.same) for m in claim.members})
    return Origins(reports, tuple(ordered), tuple(joins), circles(_cited(claim, articles, passed)))


def _cited(claim: Claim, articles: Mapping[str, Article], passed: Iterable[Relay]) -> set[tuple[str, str]]:
    """(teller, cited): each relaying article with those of the outlet that it names, whichever came out first: two
    that confirm one another may be dated in any order."""
    ids = {m.statement.article for m in claim.members}
    others = [r for r in passed if not same_outlet(r.via, articles[r.teller].outlet)]
    return {(r.teller, a) for r in others for a in ids if a != r.teller and same_outlet(r.via, articles[a].outlet)}


def _earliest_first(group: Sequence[Member], articles: Mapping[str, Article]) -> tuple[str, ...]:
    dated = sorted(group, key=lambda m: (articles[m.statement.article].published or "9999", m.article, m.n))
    return tuple(m.statement.id for m in dated)


def _by_reprint(claim: Claim, reprints: Iterable[Reprint]) -> list[Join]:
    """Members of two articles with common text whose contents are the same words."""
    by = defaultdict(list)
    for m in claim.members:
        by[m.statement.article].append(m)
    pairs = [(link, a, b) for link in reprints for a in by.get(link.a, ()) for b in by.get(link.b, ())]
    return [
        Join(a.statement.id, b.statement.id, "reprint", link.reason)
        for link, a, b in pairs
        if a.same == b.same or (a.statement.act == b.statement.act and a.statement.speaker == b.statement.speaker)
    ]


def _by_utterance(claim: Claim) -> list[Join]:
    by = defaultdict(list)
    for m in claim.members:
        by[m.same].append(m.statement)
    return [
        Join(group[0].id, other.id, "utterance", f"one utterance of {group[0].speaker or 'one speaker'}")
        for group in by.values()
        for other in group[1:]
    ]


def _by_document(claim: Claim) -> list[Join]:
    """Members of several articles that tell what one document says: it says it once, whoever has read it."""
    told = [m.statement for m in claim.members if m.statement.kind == "document"]
    return [
        Join(a.id, b.id, "document", f"what one document says: {a.speaker}, {b.speaker}")
        for a, b in combinations(told, 2)
        if a.article != b.article and one_document(a.speaker, b.speaker)
    ]


def _said(member: Member, articles: Mapping[str, Article]) -> list[str]:
    return words(pieces(articles[member.statement.article], member.statement.content))


def _by_relay(claim: Claim, articles: Mapping[str, Article], passed: Iterable[Relay]) -> list[Join]:
    """Each relayed telling with the member of the article relayed that is likest to it."""
    at = defaultdict(list)
    for m in claim.members:
        at[m.statement.article].append(m)
    by_id = {m.statement.id: m for m in claim.members}
    joins = []
    for r in passed:
        told = by_id[r.statement]
        speaker = told.statement.speaker
        text = _said(told, articles)
        targets = sorted(
            at.get(r.article, ()),
            key=lambda m: (
                m.same != told.same, m.statement.speaker != speaker, -alike(text, _said(m, articles)), m.n
            ),
        )  # fmt: skip
        joins += [Join(targets[0].statement.id, r.statement, "relay", f"as told by {r.via}")] if targets else []
    return joins


def circles(links: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Circular chains among (teller, relayed) pairs, each from its least name on."""
    ahead = defaultdict(set)
    for a, b in links:
        ahead[a].add(b)
    found = set()
    for start in sorted(ahead):
        paths: list[tuple[str, ...]] = [(start,)]
        while paths:
            path = paths.pop()
            for step in sorted(ahead.get(path[-1], ())):
                if step == start:
                    found.add(path)
                elif step > start and step not in path:
                    paths.append((*path, step))
    return tuple(sorted(found))
