"""Judging in place: what is recorded shows at once, and is undone at once."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from onrecord.ledger import Ledger, queries
from onrecord.ledger.attention import queue
from onrecord.ledger.claims import list_claims
from onrecord.ledger.rows import Judgement
from onrecord.ledger.standing import list_judgements
from tests.web.asking import first, send

Reading = tuple[Ledger, TestClient]


def test_a_corrected_speaker_stands_on_the_sources_page_until_it_is_undone(changing: Reading) -> None:
    ledger, client = changing
    row = first(ledger, "planted late")
    back = f"/statements/{row.id}"
    answer = send(
        client, "/judgements", kind="speaker", subject=row.id, value="Annike Valdorf", note="heard", back=back
    )
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{back}?judged=")
    (told,) = list_judgements(ledger)
    assert (told.judgement.author, told.judgement.note) == ("ada", "heard")
    page = client.get(answer.headers["location"]).text
    assert "Undo" in page
    assert "the reader had “Ebbe Lorn”" in page
    valdorf = queries.find_sources(ledger, "Annike Valdorf")[0]
    assert "planted late" in client.get(f"/sources/{valdorf.id}").text
    assert "planted late" not in client.get(f"/sources/{row.source}").text
    undone = send(client, f"/judgements/{told.id}/withdraw", back=answer.headers["location"])
    assert undone.headers["location"] == f"{back}?withdrawn={told.id}"
    assert "planted late" in client.get(f"/sources/{row.source}").text
    assert "withdrawn by ada" in client.get("/judgements").text


def test_the_queue_puts_the_doubtful_first_and_drops_what_is_judged(changing: Reading) -> None:
    ledger, client = changing
    before = queue(ledger, limit=50)
    assert [d.value for d in before] == sorted((d.value for d in before), reverse=True)
    top = before[0].statement
    assert client.get("/review").text.index(top.id) < client.get("/review").text.index(before[1].statement.id)
    send(client, "/judgements", kind="verified", subject=top.id, value="true", back="/review")
    assert top.id not in client.get("/review").text
    assert all(d.statement.id != top.id for d in queue(ledger, limit=50))


def test_the_queue_of_one_label_holds_doubts_about_it_alone(changing: Reading) -> None:
    ledger, _ = changing
    assert {d.label for d in queue(ledger, label="act", limit=20)} == {"act"}


def test_a_doubtful_label_is_corrected_in_the_queue(changing: Reading) -> None:
    ledger, client = changing
    top = queue(ledger, label="act", limit=1)[0].statement
    page = client.get("/review?label=act").text
    assert f'<select id="label-{top.id}" name="value" data-key="l">' in page
    send(client, "/judgements", kind="label:act", subject=top.id, value="warns", back="/review?label=act")
    assert first(ledger, top.content_text).act == "warns"
    assert top.id not in client.get("/review?label=act").text


def test_a_wrong_statement_leaves_the_search(changing: Reading) -> None:
    ledger, client = changing
    row = first(ledger, "planted late")
    send(client, "/judgements", kind="wrong-statement", subject=row.id, value="true", back="/")
    assert client.get("/search.json?q=planted late").json()["hits"]["total"] == 0


def test_what_cannot_be_judged_is_told(changing: Reading) -> None:
    ledger, client = changing
    row = first(ledger, "dam")
    for fields in (
        {"kind": "label:act", "value": "sings"},
        {"kind": "mood", "value": "good"},
        {"kind": "speaker", "value": ""},
        {"kind": "speaker", "value": "Ada", "subject": "0000000000000000"},
    ):
        answer = send(client, "/judgements", **{"subject": row.id, "back": "/"} | fields)
        assert answer.status_code == 400, fields
    assert list_judgements(ledger) == ()


def test_judgements_are_listed_page_by_page(changing: Reading) -> None:
    ledger, client = changing
    rows = queries.search(ledger, limit=9).rows
    made = [ledger.judge(Judgement("verified", row.id, author="ben")).id for row in rows]
    met, after = [], ""
    while True:
        page = client.get(f"/judgements.json?limit=4&after={after}").json()
        met += [row["id"] for row in page["judgements"]]
        if not (after := page["next"]):
            break
    assert met == made[::-1]


def test_the_visitors_name_is_kept(changing: Reading) -> None:
    ledger, client = changing
    send(client, "/me", author="Zoë Brandt", back="/judgements")
    row = first(ledger, "dam")
    send(client, "/judgements", kind="verified", subject=row.id, value="true", back="/")
    assert list_judgements(ledger)[0].judgement.author == "Zoë Brandt"
    assert re.search(r'id="author"[^>]*value="Zoë Brandt"', client.get("/").text)


def test_every_label_is_corrected_on_the_statements_page(changing: Reading) -> None:
    ledger, client = changing
    row = first(ledger, "planted late")
    page = client.get(f"/statements/{row.id}").text
    for kind, value in (
        ("label:via", "Kanal Skerra\r\nTelwire"), ("label:again", "true"), ("label:act", "thinks"),
        ("label:kind", "group"), ("label:certainty", "possible"), ("label:horizon", "2024-07-01"),
        ("label:when", "2024-06-01"), ("label:venue", "a meeting"),
    ):  # fmt: skip
        assert f'value="{kind}"' in page
        assert send(client, "/judgements", kind=kind, subject=row.id, value=value, back="/").status_code == 303
    now = client.get(f"/statements/{row.id}.json").json()["statement"]
    assert (now["via"], now["again"], now["act"], now["kind"]) == (["Kanal Skerra", "Telwire"], True, "thinks", "group")
    assert (now["certainty"], now["horizon"], now["when"]) == ("possible", "2024-07-01", "2024-06-01")


def test_a_statement_is_moved_to_a_claim_by_the_claims_address(changing: Reading) -> None:
    ledger, client = changing
    row, claim = first(ledger, "planted late"), list_claims(ledger)[0].id
    for wrong in ("zzzz", "0123456789abcdef"):
        assert send(client, "/judgements", kind="move-claim", subject=row.id, value=wrong, back="/").status_code == 400
    send(
        client,
        "/judgements",
        kind="move-claim",
        subject=row.id,
        value=f"http://localhost:8311/claims/{claim}?x=1",
        back="/",
    )
    assert list_judgements(ledger)[0].judgement.value == claim


@pytest.mark.parametrize(
    ("kind", "value"),
    [("label:horizon", "31/12/2024"), ("label:horizon", "2024-99-99"), ("label:when", "yesterday"),
     ("label:when", "2024-06-01/2024-06-02/2024-06-03")],
)  # fmt: skip
def test_a_day_that_is_none_is_refused(changing: Reading, kind: str, value: str) -> None:
    ledger, client = changing
    row = first(ledger, "planted late")
    answer = send(client, "/judgements", kind=kind, subject=row.id, value=value, back="/")
    assert answer.status_code == 400
    assert "no day such as" in answer.text
    assert list_judgements(ledger) == ()
