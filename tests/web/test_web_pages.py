"""Every page answers, as HTML and as JSON that is what the OpenAPI description says."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from onrecord.claims.forecasts import register
from onrecord.ledger import Ledger, queries
from onrecord.ledger.claims import members_of
from onrecord.ledger.forecasts import with_horizon
from onrecord.ledger.rows import Filters
from onrecord.web.app import VIEWS
from tests.web.asking import addresses, as_json, first
from tests.web.making_rooms import room

Reading = tuple[Ledger, TestClient]
PATHS = [view.path for view in VIEWS if view.path not in ("/articles/{id}/changes", "/add/{id}")]


def validate(client: TestClient, path: str, body: object) -> None:
    """Fails unless the body is what the description says of the path."""
    told = client.get("/openapi.json").json()
    schema = told["paths"][as_json(path)]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    whole = schema | {"components": told["components"]}
    Draft202012Validator.check_schema(whole)
    errors = [f"{'/'.join(map(str, e.path))}: {e.message[:200]}" for e in Draft202012Validator(whole).iter_errors(body)]
    assert errors == []


@pytest.mark.parametrize("path", PATHS)
def test_every_page_answers_and_its_json_is_as_described(reading: Reading, path: str) -> None:
    ledger, client = reading
    address = addresses(ledger)[path]
    page = client.get(address)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    answer = client.get(as_json(address))
    assert answer.status_code == 200
    validate(client, path, answer.json())


def test_the_validation_can_fail(reading: Reading) -> None:
    ledger, client = reading
    body = client.get(as_json(addresses(ledger)["/articles"])).json()
    body["articles"][0]["statements"] = "many"
    with pytest.raises(AssertionError, match="statements"):
        validate(client, "/articles", body)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/articles/0000000000000000", 404),
        ("/statements/nothing", 404),
        ("/sources/nothing", 404),
        ("/claims/nothing", 404),
        ("/pages/nothing", 404),
        ("/add/nothing", 404),
        ("/nowhere", 404),
        ("/search?act=sings", 400),
        ("/search?since=yesterday", 400),
        ("/articles?limit=0", 400),
        ("/articles?limit=1e3", 400),
        ("/sources?after=nothing", 400),
        ("/sources?after=0000000000000000", 404),
        ("/judgements?after=0000000000000000", 404),
        ("/search?after=nothing", 400),
        ("/search?form=sung", 400),
        ("/claims?order=loud", 400),
        ("/forecasts?state=past", 400),
        ("/review?label=mood", 400),
    ],
)
def test_errors_have_one_shape(reading: Reading, address: str, status: int) -> None:
    _, client = reading
    answer = client.get(as_json(address))
    assert answer.status_code == status
    assert answer.json()["error"]["status"] == status
    assert answer.json()["error"]["message"]
    page = client.get(address)
    assert page.status_code == status
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(("path", "key"), [("/articles", "articles"), ("/sources", "sources"), ("/claims", "claims")])
def test_paging_meets_every_row_once(reading: Reading, path: str, key: str) -> None:
    _, client = reading
    whole = [row["id"] for row in client.get(f"{path}.json?limit=100").json()[key]]
    met, after = [], ""
    for _ in range(100):
        page = client.get(f"{path}.json?limit=7&after={after}").json()
        met += [row["id"] for row in page[key]]
        if not (after := page["next"]):
            break
    assert met == whole
    assert len(met) > 7


def test_search_pages_meet_every_statement_once(reading: Reading) -> None:
    ledger, client = reading
    met, after = [], ""
    while page := client.get(f"/search.json?q=dam&limit=9&after={after}").json()["hits"]:
        met += [row["id"] for row in page["rows"]]
        if not (after := page["next"]):
            break
    assert len(met) == len(set(met)) == queries.search(ledger, "dam").total


def test_search_results_as_csv_and_json_lines_are_what_the_page_says(reading: Reading) -> None:
    ledger, client = reading
    total = queries.search(ledger, "dam", Filters.of(act="denies")).total
    rows = list(csv.DictReader(io.StringIO(client.get("/search.csv?q=dam&act=denies").text)))
    assert len(rows) == total > 0
    lines = client.get("/search.jsonl?q=dam&act=denies").text.splitlines()
    assert sum(len(json.loads(line)["statements"]) for line in lines) == total


def test_a_facet_narrows_and_is_taken_away_again(reading: Reading) -> None:
    _, client = reading
    page = client.get("/search?q=dam").text
    link = re.search(r'href="(/search\?[^"]*act=denies[^"]*)"', page)
    assert link
    narrowed = client.get(link[1].replace("&amp;", "&")).text
    assert 'aria-current="true"' in narrowed
    assert re.search(r'class="chosen"><li><a href="/search\?q=dam"', narrowed)


def test_the_article_shows_its_whole_text_and_every_statement(reading: Reading) -> None:
    ledger, client = reading
    row = first(ledger, "Kestrand dam")
    view = queries.article(ledger, row.article)
    assert view is not None
    page = client.get(f"/articles/{row.article}").text
    for statement in view.statements:
        assert f'id="s-{statement.id}"' in page
        assert f'id="t-{statement.id}"' in page


def test_a_claim_shows_both_sides_and_its_origins(reading: Reading) -> None:
    ledger, client = reading
    address = addresses(ledger)["/claims/{id}"]
    told = client.get(as_json(address)).json()
    page = client.get(address).text
    assert told["claim"]["stances"]["asserts"]
    assert told["claim"]["stances"]["denies"]
    assert page.count("Origin ") == len(told["claim"]["origins"])
    assert all(f"/statements/{m['statement']['id']}" in page for m in told["members"])
    assert "<svg" in page


def test_another_reading_of_an_address_shows_what_changed(changing: Reading) -> None:
    from tests.ledger.making_ledgers import reading_of

    ledger, client = changing
    text = "The dam holds.\n\nMr. Vargas said on Friday that the dam will hold.\n\nNobody asked the ministry."
    marks = (("Mr. Vargas", "said", "that the dam will hold"),)
    old = ledger.add(reading_of(text, marks, url="https://valley.example/dam"))
    new = ledger.add(
        reading_of(text.replace("Nobody", "Everybody"), marks, name="b.txt", url="https://valley.example/dam")
    )
    told = client.get(f"/articles/{new.article}/changes.json").json()
    validate(client, "/articles/{id}/changes", told)
    assert {old.article, new.article} == {told["older"]["id"], told["newer"]["id"]}
    assert [c["state"] for c in told["changes"]] == ["same", "changed"]
    assert "<del>Nobody</del><ins>Everybody</ins> asked" in client.get(f"/articles/{new.article}/changes").text
    assert told["lost"] == told["gained"] == []


def test_what_is_no_longer_stated_is_told(changing: Reading) -> None:
    from tests.ledger.making_ledgers import reading_of

    ledger, client = changing
    told_by = {"url": "https://valley.example/dam"}
    old = ledger.add(
        reading_of(f"Mr. Vargas said {(what := 'that it holds')}.", (("Mr. Vargas", "said", what),), **told_by)
    )
    new = ledger.add(
        reading_of(f"Mr. Vargas said {(now := 'that it leaks')}.", (("Mr. Vargas", "said", now),), **told_by)
    )
    told = client.get(f"/articles/{new.article}/changes.json?with={old.article}").json()
    validate(client, "/articles/{id}/changes", told)
    assert [row["content_text"] for row in told["lost"]] == [what]
    assert [row["content_text"] for row in told["gained"]] == [now]


def test_an_article_tells_whom_each_statement_is_resolved_to_and_why(reading: Reading) -> None:
    ledger, client = reading
    address = addresses(ledger)["/articles/{id}"]
    told = client.get(as_json(address)).json()
    page = client.get(address).text
    assert [who["statement"] for who in told["resolved"]] == [row["id"] for row in told["article"]["statements"]]
    for who, row in zip(told["resolved"], told["article"]["statements"], strict=True):
        assert who["found"] == row["source_text"]
        assert who["why"]
        assert f'id="w-{row["id"]}"' in page


def test_an_empty_ledger_greets(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "new.db")) as ledger, room(ledger) as client:
        page = client.get("/").text
        assert "Who said what" in page
        assert 'action="/add"' in page
        for path in ("/articles", "/sources", "/claims", "/forecasts", "/search", "/review", "/judgements"):
            assert client.get(path).status_code == 200


def test_what_the_pages_show_is_in_step_with_the_ledger(changing: Reading) -> None:
    """Answers are remembered; another's writing must show at once."""
    from onrecord.records import Rejected

    ledger, client = changing
    before = client.get("/index.json").json()["counts"]["rejected"]
    ledger.reject(Rejected("broken.html", "page", "is empty"))
    assert client.get("/index.json").json()["counts"]["rejected"] == before + 1
    assert "is empty" in client.get("/not-read").text


def test_a_source_is_read_claim_by_claim(reading: Reading) -> None:
    ledger, client = reading
    address = addresses(ledger)["/sources/{id}"]
    met: list[str] = []
    after = ""
    for _ in range(100):
        told = client.get(f"{address}.json?by=claim&limit=2&after={after}").json()
        validate(client, "/sources/{id}", told)
        met += [each["id"] for each in told["on_claims"]]
        for each in told["on_claims"]:
            assert {said["statement"]["source"] for said in each["said"]} == {told["source"]["id"]}
        if not (after := told["next"]):
            break
    assert met == list(dict.fromkeys(each["id"] for each in told["claims"]))
    page = client.get(f"{address}?by=claim").text
    assert all(f"/claims/{id}" in page for id in met)
    assert client.get(f"{address}.json?by=mood").status_code == 400


def test_a_source_tells_how_articles_write_it_and_how_its_forecasts_stand(reading: Reading) -> None:
    ledger, client = reading
    row = next(f.statement for f in register(with_horizon(ledger), date(2024, 6, 30)) if f.statement.source)
    told = client.get(f"/sources/{row.source}.json").json()
    said = [s for s in queries.search(ledger, "", Filters.of(source=row.source), limit=100).rows if s.source_text]
    assert sum(count for _, count in told["written"]) == len(said)
    assert sum(told["forecasts"].values()) > 0
    own = client.get(f"/forecasts.json?source={row.source}").json()
    assert {f["statement"]["source"] for f in own["forecasts"]} == {row.source}
    assert len(own["forecasts"]) == sum(told["forecasts"].values())
    assert own["name"] == told["source"]["name"]


def test_lists_of_claims_tell_who_speaks_on_each(reading: Reading) -> None:
    ledger, client = reading
    told = client.get("/claims.json?order=contested").json()
    for claim in told["claims"]:
        voices = told["voices"][claim["id"]]
        named = [m for m in members_of(ledger, [claim["id"]])[claim["id"]] if m.statement.source]
        assert sum(voice["statements"] for voice in voices) == len(named)
        assert {(v["source"], v["stance"]) for v in voices} == {(m.statement.source, m.stance) for m in named}
    first_voice = told["voices"][told["claims"][0]["id"]][0]
    assert f"/sources/{first_voice['source']}" in client.get("/claims?order=contested").text


def test_the_archived_page_leads_back_to_its_article(reading: Reading) -> None:
    ledger, client = reading
    row = first(ledger, "Kestrand dam")
    view = queries.article(ledger, row.article)
    assert view is not None
    assert f'href="/pages/{view.page.id}"' in client.get(f"/articles/{row.article}").text
    assert f'href="/articles/{row.article}"' in client.get(f"/pages/{view.page.id}").text


def test_what_cannot_be_asked_so_is_told_with_what_can(reading: Reading) -> None:
    _, client = reading
    answer = client.delete("/claims.json")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert "/claims.json" in answer.json()["error"]["message"]
    assert "/nowhere" in client.get("/nowhere.json").json()["error"]["message"]
