"""Adding readings: once, twice, by another reader, in any order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making_ledgers import READER, TEXT, reading_of, readings

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger, queries
from onrecord.records import Article, Rejected

UNTIMED = settings(max_examples=15, deadline=None)


def fingerprint_of(path: Path, items: list) -> str:
    with Ledger.open(str(path)) as ledger:
        for item in items:
            ledger.add(item)
        assert ledger.check() == []
        return ledger.fingerprint()


def test_what_is_added_is_found_as_it_was(tmp_path):
    reading = reading_of()
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        added = ledger.add(reading)
        assert (added.new, added.statements, added.superseded) == (True, 3, 0)
        view = queries.article(ledger, reading.article.id)
        assert view is not None
        assert view.text == TEXT
        assert [(p.kind, p.start, p.end) for p in view.parts] == [
            (p.kind, p.start, p.end) for p in reading.article.parts
        ]
        assert [s.id for s in view.statements] == [s.id for s in reading.statements]
        first = view.statements[0]
        assert (first.content_text, first.sentence) == (
            "that the dam will hold",
            "Mr. Vargas said on Friday that the dam will hold.",
        )
        assert (first.speaker, first.certainty, first.sure, first.reader) == (
            "Mr. Vargas",
            "certain",
            {"speaker": 0.8},
            READER,
        )
        assert queries.page_bytes_of(ledger, reading.page.sha256) == TEXT.encode()
        assert ledger.has_page(reading.page.sha256, READER)
        assert ledger.has_page(reading.page.id, READER)
        assert not ledger.has_page(reading.page.id, "another")


@UNTIMED
@given(st.lists(readings(), max_size=5))
def test_adding_again_changes_nothing(tmp_path_factory, items):
    folder = tmp_path_factory.mktemp("again")
    once = fingerprint_of(folder / "l.db", items)
    before = dump(folder / "l.db")
    assert fingerprint_of(folder / "l.db", items) == once
    assert dump(folder / "l.db") == before


def dump(path: Path) -> list[str]:
    """All that is in the file, times of adding too."""
    import sqlite3

    with sqlite3.connect(path) as connection:
        return list(connection.iterdump())


@UNTIMED
@given(st.lists(readings(), max_size=5, unique_by=lambda r: r.article.id), st.randoms())
def test_the_order_of_adding_does_not_matter(tmp_path_factory, items, random):
    folder = tmp_path_factory.mktemp("order")
    once = fingerprint_of(folder / "a.db", items)
    random.shuffle(items)
    assert fingerprint_of(folder / "b.db", items) == once


@UNTIMED
@given(st.data())
def test_another_reader_supersedes_and_nothing_is_lost(tmp_path_factory, data):
    first = data.draw(readings("reader 1"))
    second = data.draw(readings("reader 2", text=first.article.text))
    with Ledger.open(str(tmp_path_factory.mktemp("two") / "l.db")) as ledger:
        a, b = ledger.add(first, "reader 1"), ledger.add(second, "reader 2")
        assert b.superseded == a.statements
        rows = queries.statements_of(ledger, first.article.id, history=True)
        now = {r.id for r in rows if r.current}
        assert now == {s.id for s in second.statements}
        assert {r.id for r in rows if not r.current} == {s.id for s in first.statements}
        assert queries.counts(ledger).statements == len(now) == queries.search(ledger).total
        assert ledger.check() == []
        assert not ledger.add(first, "reader 1").new


def test_history_points_to_what_took_its_place(tmp_path):
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        ledger.add(reading_of())
        later = reading_of(marks=(("Vargas", "said", "the dam will hold"),), reader="tester 2")
        ledger.add(later)
        shown = queries.show(ledger, later.statements[0].id)
        assert shown is not None
        assert [(h.content_text, h.reader, h.current) for h in shown.history] == [
            ("that the dam will hold", READER, False)
        ]
        old = queries.show(ledger, shown.history[0].id)
        assert old is not None
        assert [h.id for h in old.history] == [later.statements[0].id]


def test_another_text_found_on_the_same_page_takes_the_place_of_the_first(tmp_path):
    first = reading_of()
    text = TEXT.split("\n")[0]
    article = Article(first.page.id, "a", text, (), published="2024-05-03")
    shorter = replace(reading_of(text, (("Mr. Vargas", "said", "the dam will hold"),), "tester 2"), page=first.page)
    shorter = replace(shorter, article=article)
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        ledger.add(first)
        ledger.add(shorter)
        assert queries.counts(ledger).articles == 1
        assert [a.id for a in queries.list_articles(ledger)] == [article.id]
        assert [r.content_text for r in queries.search(ledger).rows] == ["the dam will hold"]
        assert queries.article(ledger, first.article.id).row.current is False
        assert ledger.check() == []


def test_a_better_date_is_taken_over(tmp_path):
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        ledger.add(reading_of(published="", title="Wrong"))
        ledger.add(reading_of(published="2023-01-02", title="Right", reader="tester 2"))
        assert [(r.published, r.title) for r in queries.search(ledger, "dam").rows][:1] == [("2023-01-02", "Right")]
        assert queries.search(ledger, "wrong").total == 0
        assert ledger.check() == []


def test_an_article_without_statements_is_kept_with_its_reader(tmp_path):
    reading = reading_of(marks=())
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        assert ledger.add(reading, READER).new
        assert ledger.has_page(reading.page.id, READER)
        assert not ledger.add(reading, READER).new


def test_a_span_outside_the_text_is_refused_and_nothing_kept(tmp_path):
    reading = reading_of()
    bad = replace(reading.statements[2], cue=((3, 999),))
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        with pytest.raises(LedgerError, match=r"a\.txt: cue \[3, 999\] .* outside the text of 116 characters"):
            ledger.add(replace(reading, statements=(*reading.statements[:2], bad)))
        assert queries.counts(ledger).pages == 0


def test_half_a_character_is_refused_in_one_line_and_nothing_kept(tmp_path):
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        with pytest.raises(LedgerError, match="title holds half a character"):
            ledger.add(reading_of(title="x\ud800"))
        assert queries.counts(ledger).pages == 0
        assert ledger.add(reading_of()).new


def test_zero_characters_survive(tmp_path):
    text = TEXT.replace("Nobody", "No\0body")
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        reading = reading_of(text)
        ledger.add(reading)
        assert queries.article_text(ledger, reading.article.id) == text
        assert ledger.check() == []


def test_what_could_not_be_read_is_a_row_until_it_can(tmp_path):
    broken = Rejected("a.txt", "article", "no article text in it", kept="the page", sha256="0" * 64)
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        assert ledger.reject(broken)
        assert not ledger.reject(broken)
        assert ledger.reject(replace(broken, name="other.txt", sha256=""))
        assert queries.counts(ledger).rejected == 2
        ledger.add(reading_of())
        assert [r.name for r in queries.pages_not_read(ledger)] == ["other.txt"]
        assert {r.name: bool(r.resolved) for r in queries.pages_not_read(ledger, resolved=True)} == {
            "a.txt": True,
            "other.txt": False,
        }


def test_numbers_begin_with_the_day(tmp_path):
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        ledger.add(reading_of("Bo said yes.", (("Bo", "said", "yes"),), published="2024-05-03"))
        ledger.add(reading_of("Bo said no.", (("Bo", "said", "no"),), published="2023-11"))
        ledger.add(reading_of("Bo said so.", (("Bo", "said", "so"),), published=""))
        ledger.add(reading_of("Bo said it.", (("Bo", "said", "it"),), published="2024-05-03"))
        assert [r.number for r in queries.search(ledger).rows] == [
            2024050300000002,
            2024050300000001,
            2023110000000001,
            1,
        ]
