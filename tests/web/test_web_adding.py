"""Adding pages in the browser: a text, files, addresses; told how far it is and what could not be read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx import Response
from starlette.testclient import TestClient

from onrecord.ledger import Ledger, queries
from tests.web.asking import proof
from tests.web.making_rooms import room
from tests.web.test_web_pages import validate

TEXT = (
    "Harbour wall will hold, mayor insists\n\nMayor Anna Brandt said on Monday that the wall would hold until 2040.\n\n"
    "“Nobody needs to move,” Brandt told the Sea Post."
)
Reading = tuple[Ledger, TestClient]


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Reading]:
    with Ledger.open(str(tmp_path / "new.db")) as ledger, room(ledger) as client:
        yield ledger, client


def send(client: TestClient, files: Any = None, **fields: str) -> Response:
    return client.post("/add", data={"csrf": proof(client)} | fields, files=files or {})


def finished(client: TestClient, answer: Response) -> dict[str, Any]:
    """The run, when it is done."""
    assert answer.status_code == 303, answer.text[-400:]
    for _ in range(600):
        run: dict[str, Any] = client.get(f"{answer.headers['location']}.json").json()
        if run["stage"] == "done":
            validate(client, "/add/{id}", run)
            assert client.get(answer.headers["location"]).status_code == 200
            return run
        time.sleep(0.1)
    raise AssertionError("never done")


def test_a_pasted_text_is_read_and_kept_with_what_is_known_of_it(fresh: Reading) -> None:
    ledger, client = fresh
    run = finished(client, send(client, text=TEXT, outlet="The Tide", published="2031-03-04", title="Harbour wall"))
    assert run["failed"] == ""
    (outcome,) = run["outcomes"]
    assert outcome["state"] == "added"
    view = queries.article(ledger, outcome["article"])
    assert view is not None
    assert (view.row.outlet, view.row.published, view.page.kind) == ("The Tide", "2031-03-04", "plain")
    assert "that the wall would hold until 2040" in " ".join(s.content_text for s in view.statements)
    again = finished(client, send(client, text=TEXT, outlet="The Tide", published="2031-03-04", title="Harbour wall"))
    assert [each["state"] for each in again["outcomes"]] == ["known"]


def test_files_are_read_under_their_own_names_and_the_broken_is_told(fresh: Reading) -> None:
    ledger, client = fresh
    html = f"<html><head><title>t</title></head><body><article><h1>Wall</h1><p>{TEXT * 3}</p></article></body></html>"
    files = [
        ("files", ("../../evil.html", html.encode(), "text/html")),
        ("files", ("empty.html", b"", "text/html")),
        ("files", ("lines.jsonl", b'{"id": "a", "text": "Ada Brandt said on Monday that it holds."}\n{broken\n', "")),
    ]
    run = finished(client, send(client, files=files))
    told = {each["name"]: each["state"] for each in run["outcomes"]}
    assert told == {
        "evil.html": "added",
        "empty.html": "rejected",
        "lines.jsonl#1": "added",
        "lines.jsonl#2": "rejected",
    }
    assert all("/tmp" not in str(each) for each in run["outcomes"])
    assert {row.name for row in queries.pages_not_read(ledger)} == {"empty.html", "lines.jsonl#2"}


def test_private_addresses_are_not_fetched(fresh: Reading) -> None:
    _, client = fresh
    run = finished(client, send(client, urls="http://127.0.0.1:9/secret\nhttp://169.254.169.254/latest"))
    assert [each["state"] for each in run["outcomes"]] == ["rejected", "rejected"]


@pytest.mark.parametrize(
    "fields", [{}, {"urls": "file:///etc/passwd"}, {"urls": "-"}, {"urls": "http://a.example " * 51}]
)
def test_what_cannot_be_added_is_refused(fresh: Reading, fields: dict[str, str]) -> None:
    ledger, client = fresh
    assert send(client, **fields).status_code == 400
    assert queries.counts(ledger).rejected == 0


def test_a_run_that_breaks_says_so(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "new.db")) as ledger, room(ledger, reader="nobody") as client:
        run = finished(client, send(client, text=TEXT))
        assert "nobody" in run["failed"]
