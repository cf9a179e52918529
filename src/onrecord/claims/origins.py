"""How many independent words a claim rests on: reports, and the origins that they go back to, with every reason.

Two reports have one origin where one article reprints the other, where they tell of one utterance, or where one
relays the other ("as reported by the BBC"). A relay points to the article that it relays where that is at hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from onrecord.claims.found import Claim, Member
from onrecord.claims.reprints import Reprint
from onrecord.claims.words import tokens
from onrecord.records import Article

_FILLER: Final = frozenset("the of a an news newspaper magazine online com agency daily".split())


@dataclass(frozen=True, slots=True)
class Join:
    """Two reports with one origin, and why. ``kind`` is ``reprint``, ``utterance`` or ``relay``."""

    a: str
    b: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Relay:
    """A statement that came through a named party; ``article`` is the telling relayed, empty where not at hand."""

    statement: str
    teller: str
    """Id of the article that relays."""
    via: str
    article: str = ""


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


def same_outlet(name: str, outlet: str) -> bool:
    """Whether a relay's name is that of an outlet: ``BBC`` and ``BBC News``, ``the Times`` and ``The Times``."""
    a, b = ([t.lower() for t in tokens(x) if t.lower() not in _FILLER] for x in (name, outlet))
    return bool(a) and bool(b) and (set(a) <= set(b) or set(b) <= set(a))


def relays(claim: Claim, articles: Mapping[str, Article]) -> list[Relay]:
    """The claim's relayed members, each with the article that it goes back to where one is at hand.

    That is an article of the outlet named, with a member of the same claim, not published later; the same utterance
    goes before another. Who speaks may be an outlet itself: "the Courier reported that …".
    """
    found = []
    outlets = {articles[m.statement.article].outlet for m in claim.members}
    for m in claim.members:
        teller = articles[m.statement.article]
        for via in _through(m, outlets):
            if not same_outlet(via, teller.outlet):
                target = _target(claim, m, via, articles)
                found.append(Relay(m.statement.id, teller.id, via, target.id if target else ""))
    return found


def _through(member: Member, outlets: Iterable[str]) -> tuple[str, ...]:
    """The parties that a member came through; its speaker too where that is one of the outlets at hand."""
    speaker = member.statement.speaker
    is_outlet = any(same_outlet(speaker, outlet) for outlet in outlets)
    return (*member.statement.via, *([speaker] if is_outlet and speaker not in member.statement.via else []))


def _target(claim: Claim, member: Member, via: str, articles: Mapping[str, Article]) -> Article | None:
    teller = articles[member.statement.article]
    offers = []
    for other in claim.members:
        article = articles[other.statement.article]
        earlier = not teller.published or not article.published or article.published <= teller.published
        if article.id != teller.id and earlier and same_outlet(via, article.outlet):
            offers.append((other.same == member.same, article.published, article))
    return max(offers, key=lambda o: (o[0], o[1], o[2].id))[2] if offers else None


def origins(claim: Claim, articles: Mapping[str, Article], reprints: Iterable[Reprint] = ()) -> Origins:
    """The claim's reports by origin. ``articles`` and ``reprints`` go by article ids."""
    passed = relays(claim, articles)
    joins = [*_by_reprint(claim, reprints), *_by_utterance(claim), *_by_relay(claim, passed)]
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
    return {(r.teller, a) for r in passed for a in ids if a != r.teller and same_outlet(r.via, articles[a].outlet)}


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


def _by_relay(claim: Claim, passed: Iterable[Relay]) -> list[Join]:
    at = defaultdict(list)
    for m in claim.members:
        at[m.statement.article].append(m)
    by_id = {m.statement.id: m for m in claim.members}
    joins = []
    for r in passed:
        told = by_id[r.statement]
        targets = sorted(at.get(r.article, ()), key=lambda m: (m.same != told.same, m.n))
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
