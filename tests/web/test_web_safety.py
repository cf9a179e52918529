"""Safety: hosts, forms, tokens, sizes, reading only; and nothing of a page is ever more than text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from onrecord.ledger import Ledger, queries
from onrecord.ledger.standing import list_judgements
from onrecord.web.inert import KEPT, inert
from onrecord.web.render import plain_url
from onrecord.web.view import Form
from onrecord.web.views.adding import safe_name
from onrecord.web.views.review import back
from tests.ledger.making_ledgers import reading_of
from tests.web.asking import addresses, first, proof, send
from tests.web.making_rooms import room

Reading = tuple[Ledger, TestClient]


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost:8311", 200), ("127.0.0.1", 200), ("[::1]:8311", 200), ("evil.example", 400), ("", 400),
     ("localhost.evil.example", 400), ("192.168.1.7:80", 200)],
)  # fmt: skip
def test_only_our_own_names_are_answered(reading: Reading, host: str, status: int) -> None:
    assert reading[1].get("/articles", headers={"host": host}).status_code == status


def test_every_answer_carries_the_policy(reading: Reading) -> None:
    ledger, client = reading
    for address in (*addresses(ledger).values(), "/nowhere", "/openapi.json", "/static/room.css", "/search.csv?q=dam"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy, address
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_no_page_holds_scripts_styles_or_handlers_of_its_own_or_loads_from_elsewhere(reading: Reading) -> None:
    ledger, client = reading
    for address in addresses(ledger).values():
        page = client.get(address).text
        assert not re.search(r"<script(?![^>]*\ssrc=)", page), address
        assert not re.search(r"<style|\sstyle=|\son\w+=", page), address
        assert not re.search(r'(?:src|action)="(?:https?:)?//', page), address
        assert all(re.match(r"/static/", href) for href in re.findall(r'<link[^>]*href="([^"]*)"', page))


def test_a_form_that_is_not_ours_changes_nothing(changing: Reading) -> None:
    ledger, client = changing
    row = first(ledger, "dam")
    fields = {"kind": "verified", "subject": row.id, "value": "true", "back": "/"}
    ours = proof(client)
    assert client.post("/judgements", data=fields).status_code == 403
    assert client.post("/judgements", data=fields | {"csrf": "0" * 64}).status_code == 403
    for headers in (
        {"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):  # fmt: skip
        assert client.post("/judgements", data=fields | {"csrf": ours}, headers=headers).status_code == 403
    client.cookies.clear()
    assert client.post("/judgements", data=fields | {"csrf": ours}).status_code == 403
    assert list_judgements(ledger) == ()


def test_the_session_cookie_cannot_be_made_up(changing: Reading) -> None:
    _, client = changing
    client.cookies.set("onrecord_session", f"abc.1.{'0' * 64}")
    assert "onrecord_session=" in client.get("/").headers["set-cookie"]


def test_read_only_offers_and_does_nothing(copy: Path) -> None:
    with Ledger.open(str(copy), read_only=True) as ledger, room(ledger, read_only=True) as client:
        row = first(ledger, "dam")
        for address in addresses(ledger).values():
            page = client.get(address)
            assert page.status_code == 200
            assert 'method="post"' not in page.text, address
        answer = client.post("/judgements", data={"kind": "verified", "subject": row.id, "csrf": "x"})
        assert answer.status_code == 403
        assert client.post("/add", data={"text": "x", "csrf": "x"}).status_code == 403


def test_with_a_token_nothing_is_shown_without_it(copy: Path) -> None:
    with Ledger.open(str(copy)) as ledger, room(ledger, token="open sesame") as client:
        assert client.get("/articles").headers["location"] == "/login?to=/articles"
        refused = client.get("/articles.json")
        assert (refused.status_code, refused.json()["error"]["status"]) == (401, 401)
        assert client.get("/articles.json", headers={"authorization": "Bearer wrong"}).status_code == 401
        assert client.get("/articles.json", headers={"authorization": "Bearer open sesame"}).status_code == 200
        asked = client.get("/search?q=a+dam&act=denies").headers["location"]
        assert client.get(asked).text.count('value="/search?q=a+dam&amp;act=denies"') == 1
        assert {client.get(f"/search.{kind}?q=a").status_code for kind in ("csv", "jsonl", "json")} == {401}
        assert client.get("/?token=wrong").headers["location"] == "/login?to=/&failed=1"
        assert "That is not the token" in client.get("/login?to=/&failed=1").text
        assert "/claims" not in client.get("/login").text
        form = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get("/login?to=/articles").text)
        assert form
        assert client.post("/login", data={"csrf": form[1], "token": "wrong"}).status_code == 401
        entered = client.post("/login", data={"csrf": form[1], "token": "open sesame", "back": "/articles"})
        assert entered.headers["location"] == "/articles"
        assert client.get("/articles").status_code == 200


def test_a_link_with_the_token_opens_a_session_and_loses_the_token(copy: Path) -> None:
    with Ledger.open(str(copy)) as ledger, room(ledger, token="sesame") as client:
        answer = client.get("/claims?order=told&token=sesame")
        assert answer.headers["location"].endswith("/claims?order=told")
        assert client.get("/claims").status_code == 200


def test_what_is_too_large_is_refused_whatever_its_length_says(copy: Path) -> None:
    with Ledger.open(str(copy)) as ledger, room(ledger, max_upload=2_000) as client:
        fields = {"csrf": proof(client), "text": "x" * 5_000}
        refused = client.post("/add", data=fields)
        assert refused.status_code == 413
        assert "0.002 MB" in refused.text

        def chunks() -> object:
            yield b"csrf=" + fields["csrf"].encode() + b"&text="
            yield from (b"y" * 500 for _ in range(20))

        head = {"content-type": "application/x-www-form-urlencoded"}
        assert client.post("/add", content=chunks(), headers=head).status_code == 413  # type: ignore[arg-type]


HOSTILE = """<!doctype html><title>x</title><script>alert(1)</script><p onclick="alert(2)">Ada <b>said</b> yes.
<a href="javascript:alert(3)">go</a><img src=https://evil.example/a.png onerror=alert(4) alt="a &lt;b&gt;">
<style>@import url(https://evil.example/x.css);</style><iframe src="https://evil.example"></iframe>
<svg onload=alert(5)><script>alert(6)</script></svg><form action=https://evil.example><input name=a></form>
<meta http-equiv=refresh content="0;url=https://evil.example"><link rel=stylesheet href=//evil.example/y.css>"""


class Tags(HTMLParser):
    """The tags and attributes of a markup."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(attrs)


ALLOWED = {("class", "gone"), ("class", "link")}
PIECES = st.sampled_from(
    ["<", ">", "</", "script", "style", " onload=", '"', "'", "<!--", "-->", "<![CDATA[", "]]>", "<p>", "</p>", "<a ",
     "href=javascript:x", "<svg>", "</svg>", "<img ", "&lt;", "&#60;", "<title>", "</title>", "\0", "<textarea>", "x"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_inert_markup_is_a_few_bare_tags_whatever_comes(markup: str) -> None:
    found = Tags(inert(markup))
    assert found.tags <= KEPT | {"u", "i"}
    assert found.attributes <= ALLOWED


def test_inert_keeps_what_can_be_read() -> None:
    found = inert(HOSTILE)
    assert "Ada <b>said</b> yes." in found
    assert "evil.example" not in found
    assert "alert" not in found


def test_an_archived_page_is_sandboxed_and_its_bytes_are_only_for_keeping(changing: Reading) -> None:
    from dataclasses import replace

    ledger, client = changing
    made = reading_of()
    page = replace(made.page, kind="html", body=HOSTILE.encode(), text=HOSTILE, sha256="f" * 64)
    added = ledger.add(replace(made, page=page, article=replace(made.article, page=page.id), statements=()), "r 1")
    shown = client.get(f"/pages/{added.page}/inert")
    assert shown.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "script" not in shown.text
    source = client.get(f"/pages/{added.page}/source")
    assert source.headers["content-type"].startswith("text/plain")
    assert "sandbox" in source.headers["content-security-policy"]
    kept = client.get(f"/pages/{added.page}/bytes")
    assert kept.content == HOSTILE.encode()
    assert kept.headers["content-disposition"].startswith("attachment")


def test_what_pages_say_is_text(changing: Reading) -> None:
    ledger, client = changing
    evil = "<img src=x onerror=alert(1)>"
    text = f"Ada {evil} said that {evil} it holds."
    added = ledger.add(
        reading_of(text, ((f"Ada {evil}", "said", f"that {evil} it"),), title=evil, outlet=evil, byline=evil,
                   url="javascript:alert(1)")
    )  # fmt: skip
    (row,) = queries.statements_of(ledger, added.article)
    for address in (
        f"/articles/{added.article}", f"/statements/{row.id}", f"/sources/{row.source}", "/articles", "/",
        f"/search?q={evil}", "/sources",
    ):  # fmt: skip
        page = client.get(address).text
        assert "<img" not in page, address
        assert 'href="javascript' not in page, address


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https:x", "http://[", ""]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert plain_url(url) == ""


@given(st.text())
def test_nobody_is_sent_elsewhere_after_a_form(asked: str) -> None:
    path = back(Form({"back": asked}))
    assert path.startswith("/")
    assert not path.startswith("//")
    assert "\\" not in path
    assert "\n" not in path


def test_back_forgets_what_was_told() -> None:
    assert back(Form({"back": "/review?label=act&judged=12&withdrawn=3"})) == "/review?label=act"


@given(st.text())
def test_names_of_uploads_stay_in_their_folder(name: str) -> None:
    safe = safe_name(name)
    assert safe not in ("", ".", "..")
    assert not set(safe) & {"/", "\\", "\0"}
    assert len(safe) <= 120


def test_sends_work_at_all(changing: Reading) -> None:
    """The refusals above would mean nothing if nothing were ever let in."""
    ledger, client = changing
    row = first(ledger, "dam")
    assert send(client, "/judgements", kind="verified", subject=row.id, value="true", back="/").status_code == 303
