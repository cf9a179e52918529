"""Ledgers to serve: the dossier with its gold statements, read without any model, so that what is shown is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from evaluation.dossier import DOSSIER, STATEMENTS, load_affair, places
from evaluation.excerpts import load_pages
from onrecord.articles import article_of
from onrecord.ledger import Ledger, queries
from onrecord.ledger.claims import replace_story
from onrecord.pages import open_inputs
from onrecord.records import LABELS, Article, Page, Reading, Statement, content_id
from onrecord.web.app import make_app
from onrecord.web.options import ServeOptions

READER = "gold 1"
LOCAL = "http://localhost:8311"


def fill(ledger: Ledger) -> None:
    """The dossier's pages with their gold statements."""
    found = [page for page in open_inputs([str(DOSSIER / "pages")]) if isinstance(page, Page)]
    read = {article.name: (page, article) for page in found for article in [article_of(page)]}
    gold = load_pages(STATEMENTS, {name: {"id": name, "text": a.text} for name, (_, a) in read.items()})
    for told in gold:
        page, article = read[told.id]
        rows = tuple(statement(article, row, n) for n, row in enumerate(told.statements))
        ledger.add(Reading(page, article, rows), READER)


def statement(article: Article, row: Mapping[str, Any], n: int) -> Statement:
    """A gold row as a reader gives it; how sure it is goes round, so that some are in doubt."""
    spans = {role: tuple(tuple(span) for span in row[role]) for role in ("source", "cue", "content")}
    labels = {name: tuple(row[name]) if name == "via" else row[name] for name in LABELS if name in row}
    form = "direct" if "“" in article.text[spans["content"][0][0] : spans["content"][-1][1]] else "indirect"
    sure = {"speaker": 0.5 + (n * 7 % 50) / 100, "act": 0.6 + (n * 3 % 40) / 100, "kind": 0.9, "certainty": 0.8}
    confidence = 0.55 + (n * 11 % 45) / 100
    return Statement(article.id, **spans, **labels, form=form, confidence=confidence, sure=sure, reader=READER)  # type: ignore[arg-type]


def fill_claims(ledger: Ledger) -> None:
    """The dossier's gold claims: the tellings of one utterance share an origin."""
    rows = {
        (article.name, row.position): row
        for article in queries.list_articles(ledger, limit=100)
        for row in queries.statements_of(ledger, article.id)
    }
    where, found = places(), []
    for claim in load_affair()["claims"]:
        members = [(rows[where[m["ref"]]], m) for m in claim["members"] if where[m["ref"]] in rows]
        found.append((_claim_row(claim, members), [_member(row, m) for row, m in members]))
    replace_story(ledger, "sunder", found)


def _claim_row(claim: Mapping[str, Any], members: list[tuple[Any, Mapping[str, Any]]]) -> dict[str, Any]:
    by: dict[int, list[str]] = {}
    for row, member in members:
        by.setdefault(member["same"], []).append(row.id)
    joins = [
        {"a": ids[0], "b": other, "kind": "utterance", "reason": "one utterance"}
        for ids in by.values()
        for other in ids[1:]
    ]
    return {
        "id": content_id("claim", claim["id"]), "text": claim["claim"], "statements": len(members),
        "reports": len(members), "origins": list(by.values()), "joins": joins, "circles": [],
    }  # fmt: skip


def _member(row: Any, member: Mapping[str, Any]) -> dict[str, Any]:
    told = {"statement": row.number, "stance": member["stance"], "same": member["same"]}
    return told | {"score": 0.9, "reasons": ["words: dam"]}


@contextmanager
def room(ledger: Ledger, **options: Any) -> Iterator[TestClient]:
    """A client of the reading room over a ledger, as a browser on this machine."""
    app = make_app(ledger, ServeOptions(ledger.name, **options))
    with TestClient(app, base_url=LOCAL, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


def dossier(path: Path) -> Path:
    """A ledger file of the dossier."""
    with Ledger.open(str(path)) as ledger:
        fill(ledger)
        fill_claims(ledger)
    return path
