"""Addresses of every page, and forms as a browser sends them."""

from __future__ import annotations

import re
from typing import Any

from httpx import Response
from starlette.testclient import TestClient

from onrecord.ledger import Ledger, queries
from onrecord.ledger.contested import in_order, standings
from onrecord.ledger.rows import StatementRow


def first(ledger: Ledger, words: str) -> StatementRow:
    """The newest statement that holds these words."""
    return queries.search(ledger, words, limit=1).rows[0]


def addresses(ledger: Ledger) -> dict[str, str]:
    """Template of a page's path → one address of it, with something to show."""
    row = first(ledger, "Kestrand dam")
    page = queries.article(ledger, row.article)
    assert page is not None
    claim = in_order(standings(ledger), "contested")[0]
    return {
        "/": "/",
        "/articles": "/articles?limit=5",
        "/articles/{id}": f"/articles/{row.article}",
        "/statements/{id}": f"/statements/{row.id}",
        "/sources": "/sources?limit=5",
        "/sources/{id}": f"/sources/{row.source}",
        "/claims": "/claims?order=contested",
        "/claims/{id}": f"/claims/{claim}",
        "/ask": "/ask?q=The gates of the dam will be closed.",
        "/forecasts": "/forecasts",
        "/search": "/search?q=dam&act=denies&limit=5",
        "/review": "/review?limit=5",
        "/judgements": "/judgements",
        "/not-read": "/not-read",
        "/add": "/add",
        "/pages/{id}": f"/pages/{page.row.page}",
    }


def as_json(address: str) -> str:
    """The same address with ``.json``."""
    path, mark, query = address.partition("?")
    return ("/index.json" if path == "/" else f"{path}.json") + mark + query


def proof(client: TestClient) -> str:
    """What a form of this visitor carries."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get("/judgements").text)
    assert found
    return found[1]


def send(client: TestClient, path: str, **fields: Any) -> Response:
    """A form of ours, sent as a browser sends it."""
    return client.post(path, data={"csrf": proof(client)} | fields)
