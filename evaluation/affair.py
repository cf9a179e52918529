"""How much of the example dossier's affair a ledger finds: sources, claims, stances, origins, wordings, forecasts.

The pages go through reader and ledger as a user's would; the gold's statements are met by where their contents stand.
Every figure is a share of what the gold holds; ``sources_unmixed`` is below 1 where two of its sources are one.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from evaluation import dossier
from evaluation.excerpts import load_pages
from onrecord.batch import read_all
from onrecord.claims.forecasts import register
from onrecord.claims.keeping import gather
from onrecord.claims.positions import SIDES, positions
from onrecord.claims.versions import versions_in
from onrecord.ledger import Ledger
from onrecord.ledger.claims import MemberRow, all_reprints, list_claims, members_of
from onrecord.ledger.forecasts import with_horizon
from onrecord.ledger.matching import overlap, spans
from onrecord.ledger.queries import list_sources
from onrecord.ledger.records_of import read_statements
from onrecord.ledger.rows import StatementRow
from onrecord.pipeline import DEFAULTS
from onrecord.records import Reading
from onrecord.sources.names import body_words

ENOUGH = 0.5
"""Least F1 of the characters of two contents that are taken for one statement's."""
OTHER = {"asserts": "denies", "denies": "asserts"}
Affair = Mapping[str, Any]


@dataclass(frozen=True)
class Kept:
    """A ledger of the dossier: the statement of each ``ref`` that was found, and every claim's members."""

    ledger: Ledger
    of: Mapping[str, StatementRow]
    speakers: Mapping[str, str]
    """The gold's speaker of each statement found, by its id."""
    members: Mapping[str, tuple[MemberRow, ...]]
    names: Mapping[str, str]
    """Each article's id by its name."""
    texts: Mapping[str, str]
    """How each claim is worded."""


def figures(reader: str) -> dict[str, float]:
    """All figures over the dossier as read by a reader."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(f"{folder}/dossier.db") as ledger:
        read = [r for r in read_all([str(dossier.DOSSIER / "pages")], reader, DEFAULTS) if isinstance(r, Reading)]
        for reading in read:
            ledger.add(reading)
        gather(ledger)
        kept, affair = _kept(ledger, read), dossier.load_affair()
        found = {part: measure(kept, affair) for part, measure in PARTS.items()}
        return found | {"sources_unmixed": _unmixed(kept, affair)}


def _kept(ledger: Ledger, read: Iterable[Reading]) -> Kept:
    articles = {r.article.name: r.article for r in read}
    gold = {
        a.id: a for a in load_pages(dossier.STATEMENTS, {n: {"id": n, "text": a.text} for n, a in articles.items()})
    }
    rows = read_statements(ledger, [a.id for a in articles.values()])
    met: dict[tuple[str, int], StatementRow] = {}
    speakers = {}
    for name, article in gold.items():
        for n, statement in enumerate(article.statements):
            if row := _nearest(statement, rows.get(articles[name].id, ())):
                met[name, n] = row
                speakers[row.id] = statement["speaker"]
    of = {ref: met[place] for ref, place in dossier.places().items() if place in met}
    texts = {c.id: c.text for c in list_claims(ledger)}
    return Kept(ledger, of, speakers, members_of(ledger, list(texts)), {n: a.id for n, a in articles.items()}, texts)


def _nearest(statement: Mapping[str, Any], rows: Iterable[StatementRow]) -> StatementRow | None:
    content = spans(statement["content"])
    best = max(rows, key=lambda row: overlap(content, row.content_spans), default=None)
    return best if best and overlap(content, best.content_spans) >= ENOUGH else None


def _share(found: Iterable[bool]) -> float:
    told = list(found)
    return sum(told) / len(told) if told else 1.0


def _sources(kept: Kept, affair: Affair) -> float:
    """Sources of the gold that are there by name, and hold most of their statements that were found."""
    names = {body_words(name): s.id for s in list_sources(kept.ledger, limit=500) for name in (s.name, *s.names)}

    def found(source: Mapping[str, Any]) -> bool:
        ids = {names[body_words(n)] for n in (source["name"], *source["speakers"]) if body_words(n) in names}
        mine = [row.source for row in kept.of.values() if kept.speakers[row.id] in source["speakers"]]
        return bool(ids) and (not mine or Counter(mine).most_common(1)[0][0] in ids)

    return _share(found(source) for source in affair["sources"])


def _unmixed(kept: Kept, affair: Affair) -> float:
    """Sources of the ledger whose names are of one source of the gold alone."""
    who = {body_words(speaker): s["name"] for s in affair["sources"] for speaker in (s["name"], *s["speakers"])}
    found = (
        {who[body_words(n)] for n in s.names if body_words(n) in who} for s in list_sources(kept.ledger, limit=500)
    )
    return _share(len(names) <= 1 for names in found if names)


def _homes(kept: Kept, claim: Mapping[str, Any]) -> tuple[str, int]:
    """The ledger's claim that holds most of a gold claim's members, and how many."""
    ids = {kept.of[m["ref"]].id for m in claim["members"] if m["ref"] in kept.of}
    counts = {name: len(ids & {m.statement.id for m in ms}) for name, ms in kept.members.items()}
    return max(counts.items(), key=lambda item: item[1], default=("", 0))


def _claims(kept: Kept, affair: Affair) -> float:
    """Members of the gold's claims that stand in the one claim that holds most of them; two at least."""
    total = sum(len(c["members"]) for c in affair["claims"] if len(c["members"]) > 1)
    held = (_homes(kept, c)[1] for c in affair["claims"] if len(c["members"]) > 1)
    return sum(n for n in held if n > 1) / total


def _stances(kept: Kept, affair: Affair) -> float:
    """Of these, the stances that are right, seen from how the ledger words its claim."""
    return _share(right for claim in affair["claims"] for right in _sides(kept, claim))


def _sides(kept: Kept, claim: Mapping[str, Any]) -> list[bool]:
    """A claim that the ledger words the other way round ("a forgery" for "genuine") has its sides the other way round:
    that is so where the member that words it is on the other side than in the gold, which then tells nothing more."""
    home, count = _homes(kept, claim)
    found = {m.statement.id: m.stance for m in kept.members.get(home, ())} if count > 1 else {}
    wanted = {kept.of[m["ref"]].id: m["stance"] for m in claim["members"] if m["ref"] in kept.of}
    told = {name: (found[name], stance) for name, stance in wanted.items() if name in found}
    by = next((m.statement.id for m in kept.members.get(home, ()) if _words(kept, home, m)), "")
    turned = frozenset(told.get(by, ())) == SIDES
    return [
        (OTHER.get(mine, mine) if turned else mine) == stance
        for name, (mine, stance) in told.items()
        if not (turned and name == by)
    ]


def _words(kept: Kept, home: str, member: MemberRow) -> bool:
    """Whether a claim is worded as this member's content is."""
    return " ".join(member.statement.content_text.replace(" … ", " ").split()) == kept.texts[home]


def _origins(kept: Kept, affair: Affair) -> float:
    """Reports that are joined to the article that they go back to, by common text or in a claim."""
    pairs = {frozenset(link[:2]) for link in all_reprints(kept.ledger)}
    at = {m.statement.id: m.statement.article for ms in kept.members.values() for m in ms}
    for claim in list_claims(kept.ledger):
        for origin in claim.origins:
            pairs |= {frozenset(p) for p in combinations({at[s] for s in origin if s in at}, 2)}
    return _share(
        frozenset((kept.names[origin["origin"]], kept.names[report["article"]])) in pairs
        for origin in affair["origins"]
        for report in origin["reports"]
        if report["article"] != origin["origin"]
    )


def _circles(kept: Kept, affair: Affair) -> float:
    found = {frozenset(circle) for claim in list_claims(kept.ledger) for circle in claim.circles}
    return _share(frozenset(kept.names[a] for a in c["articles"]) in found for c in affair["circles"])


def _wordings(kept: Kept, affair: Affair) -> float:
    """Versions that stand beside another version of the same utterance."""
    found = defaultdict(set)
    for v in versions_in(kept.ledger):
        found[v.first.id].add(v.second.id)
        found[v.second.id].add(v.first.id)

    def told(versions: list[Mapping[str, Any]]) -> list[bool]:
        ids = [kept.of[v["ref"]].id if v["ref"] in kept.of else "" for v in versions]
        return [bool(i and found[i] & set(ids)) for i in ids]

    return _share(hit for w in affair["wordings"] for hit in told(w["versions"]))


def _positions(kept: Kept, affair: Affair) -> float:
    """Reversals and repeats that are told of the right source."""
    told = {(p.speaker, p.step, p.member.statement.id) for ms in kept.members.values() for p in positions(ms)}
    return _share(
        p["to"]["ref"] in kept.of and (p["source"], p["kind"], kept.of[p["to"]["ref"]].id) in told
        for p in affair["positions"]
    )


def _forecasts(kept: Kept, affair: Affair) -> float:
    """Forecasts in the register, in whatever telling, with the right last day."""
    told = register(with_horizon(kept.ledger), date(2024, 6, 24))
    found = {(s.id, f.statement.horizon) for f in told for s in (f.statement, *f.again)}
    return _share(
        any((kept.of[ref].id, f["horizon"]) in found for ref in (f["ref"], *f.get("also", ())) if ref in kept.of)
        for f in affair["forecasts"]
    )


PARTS = {
    "sources": _sources, "claims": _claims, "stances": _stances, "origins": _origins, "circles": _circles,
    "wordings": _wordings, "positions": _positions, "forecasts": _forecasts,
}  # fmt: skip
