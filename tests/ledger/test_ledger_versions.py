"""Later versions of a page: the last one is current, the others stay as history, judgements move on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.claims.keeping import update
from onrecord.ledger import Ledger, queries
from onrecord.ledger.claims import list_claims
from onrecord.ledger.rows import Judgement
from onrecord.ledger.versions import MOST
from onrecord.records import Reading
from tests.ledger.making_ledgers import reading_of

URL = "https://valley.example/dam"
TEXT = (
    "The mayor denied that the town paid for the new engine of the ferry across the lake.\n\nMr. Vargas said on Friday"
    " that the ferry will sail in May, as it did before the accident in the harbour last year. Nobody asked."
)
MARKS = (
    ("The mayor", "denied", "that the town paid for the new engine of the ferry across the lake"),
    ("Mr. Vargas", "said", "that the ferry will sail in May"),
)
MENDED = TEXT.replace("Nobody asked.", "Nobody asked the ministry.")


def version(text: str = TEXT, marks=MARKS, fetched: str = "", **about) -> Reading:
    made = reading_of(text, marks, **{"url": URL} | about)
    return replace(made, page=replace(made.page, fetched=fetched)) if fetched else made


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(str(tmp_path / "l.db")) as opened:
        yield opened
        assert [f for f in opened.check() if f.level == "error"] == []


def test_a_later_version_of_a_url_is_the_one_that_counts(ledger):
    corrected = TEXT.replace("that the town paid", "that the town paid twice")
    mark = ("The mayor", "denied", MARKS[0][2].replace("paid", "paid twice"))
    old, new = version(), version(corrected, (mark, MARKS[1]))
    ledger.add(old)
    judged = [ledger.judge(Judgement("verified", s.id)).id for s in old.statements]
    added = ledger.add(new)
    assert (added.statements, added.superseded, added.versions) == (2, 2, 1)
    counted = queries.counts(ledger)
    assert (counted.pages, counted.articles, counted.statements, counted.superseded) == (2, 1, 2, 2)
    assert {r.id: r.verdict for r in queries.search(ledger).rows} == {
        new.statements[0].id: "",
        new.statements[1].id: "verified",
    }
    shown = queries.show(ledger, new.statements[1].id)
    assert [h.id for h in shown.history] == [old.statements[1].id]
    assert [j.id for j in shown.judgements] == judged[1:]
    former = queries.article(ledger, old.article.id)
    assert (former.row.current, [s.id for s in former.statements]) == (False, [s.id for s in old.statements])
    assert not ledger.add(old).new, "what was read is known, and stays history"
    assert [a.id for a in queries.list_articles(ledger)] == [new.article.id]


def test_judgements_go_on_over_versions_and_readings(ledger):
    old = version()
    ledger.add(old)
    ledger.judge(Judgement("speaker", old.statements[1].id, "Ida Marsk"))
    ledger.add(version(MENDED))
    again = version(MENDED, reader="tester 2")
    ledger.add(again)
    third = version(MENDED.replace("Nobody", "No one"))
    ledger.add(third)
    assert [r.speaker for r in queries.search(ledger).rows if r.content_text == MARKS[1][2]] == ["Ida Marsk"]
    late = version(reader="tester 3")
    assert (ledger.add(late).superseded, queries.counts(ledger).articles) == (2, 1), "an old one read anew"
    assert [a.id for a in queries.list_articles(ledger)] == [third.article.id]


def test_an_earlier_capture_that_comes_later_is_history_at_once(ledger):
    ledger.add(version(MENDED, fetched="2024-05-04T10:00:00+00:00"))
    before = version(fetched="2024-05-03T10:00:00+00:00")
    added = ledger.add(before)
    assert (added.new, added.statements, added.superseded, added.versions) == (True, 2, 2, 0)
    assert [queries.article(ledger, r.article).text for r in queries.search(ledger).rows] == [MENDED, MENDED]
    assert not queries.show(ledger, before.statements[0].id).statement.current


@pytest.mark.parametrize(
    "other",
    [
        version("The minister said that bees are well this spring.", (("The minister", "said", "that bees are well"),)),
        version(TEXT.split("\n")[0], MARKS[:1]),
        version(MENDED, url="https://valley.example/other"),
        version(MENDED, url="", published="2024-06-01"),
    ],
    ids=["another text", "a summary", "another address", "a file of another day"],
)
def test_what_is_no_later_version_stands_beside(other, ledger):
    ledger.add(version(url="") if not other.article.url else version())
    assert (ledger.add(other).versions, queries.counts(ledger).articles) == (0, 2)


@pytest.mark.parametrize(("name", "versions"), [("a.txt", 1), ("news.jsonl#2", 0), ("other/a.txt", 0)])
def test_a_file_given_again_with_a_mended_text_is_a_later_version(name, versions, ledger):
    ledger.add(version(url=""))
    again = version(MENDED, url="")
    assert ledger.add(replace(again, page=replace(again.page, name=name))).versions == versions


def test_an_address_of_very_many_articles_is_no_pages_own(ledger):
    for n in range(MOST + 1):
        ledger.add(version(" ".join(f"{word}{n}" for word in TEXT.split()), ()), "tester 1")
    ledger.add(version())
    assert (ledger.add(version(MENDED)).versions, queries.counts(ledger).articles) == (0, MOST + 3)


def test_a_claim_counts_the_versions_of_a_page_once(ledger):
    other = version(TEXT.replace("Nobody asked.", ""), url="https://post.example/1", name="b.txt", outlet="The Post")
    ledger.add(version())
    ledger.add(other)
    update(ledger)
    before = [(c.text, c.statements, c.reports, len(c.origins)) for c in list_claims(ledger)]
    assert before
    ledger.add(version(MENDED))
    update(ledger)
    assert [(c.text, c.statements, c.reports, len(c.origins)) for c in list_claims(ledger)] == before
