"""How the reports of a claim hang together: for each origin the first telling, and what goes back to it and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.ledger.claims import ClaimRow, MemberRow


@dataclass(frozen=True, slots=True)
class Telling:
    """A telling in its chain. ``kind`` and ``reason`` say how it hangs on the one above; empty for the first."""

    member: MemberRow
    kind: str
    reason: str
    below: tuple[Telling, ...]


def chains(claim: ClaimRow, by_id: Mapping[str, MemberRow]) -> list[Telling]:
    """One tree for each origin, the largest first."""
    links: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for join in claim.joins:
        links[join["a"]].append((join["b"], join["kind"], join["reason"]))
        links[join["b"]].append((join["a"], join["kind"], join["reason"]))
    return [_tree(origin, links, by_id) for origin in claim.origins if origin and origin[0] in by_id]


def _tree(
    origin: tuple[str, ...], links: Mapping[str, list[tuple[str, str, str]]], by_id: Mapping[str, MemberRow]
) -> Telling:
    """The shortest ways from the first telling to the others, reprints and relays before mere likeness."""
    above: dict[str, tuple[str, str, str]] = {}
    seen, line = {origin[0]}, [origin[0]]
    while line:
        at = line.pop(0)
        for other, kind, reason in sorted(links.get(at, ()), key=lambda link: link[1] == "utterance"):
            if other not in seen and other in by_id:
                seen.add(other)
                above[other] = (at, kind, reason)
                line.append(other)
    below: dict[str, list[str]] = defaultdict(list)
    for name, (parent, _, _) in above.items():
        below[parent].append(name)
    return _telling(origin[0], above, below, by_id)


def _telling(
    name: str,
    above: Mapping[str, tuple[str, str, str]],
    below: Mapping[str, list[str]],
    by_id: Mapping[str, MemberRow],
) -> Telling:
    _, kind, reason = above.get(name, ("", "", ""))
    rest = tuple(_telling(each, above, below, by_id) for each in below.get(name, ()))
    return Telling(by_id[name], kind, reason, rest)
