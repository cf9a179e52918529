"""The same ledger in PostgreSQL, where ``ONRECORD_TEST_POSTGRESQL`` names an empty database that may be written to."""

from __future__ import annotations

import os

import pytest
import sqlalchemy as sa
from making_ledgers import MARKS, reading_of

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger, queries
from onrecord.ledger.rows import Filters, Judgement
from onrecord.sources import keeping as sources
from tests.sources.test_sources_incremental import as_gathered
from tests.sources.test_sources_incremental import reading as sources_in

URL = os.environ.get("ONRECORD_TEST_POSTGRESQL", "")
pytestmark = pytest.mark.skipif(not URL, reason="ONRECORD_TEST_POSTGRESQL names no database")


@pytest.fixture
def ledger():
    with sa.create_engine(sa.make_url(URL).set(drivername="postgresql+psycopg")).begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    with Ledger.open(URL) as opened:
        yield opened


def test_the_whole_round(ledger, tmp_path):
    assert ledger.add(reading_of()).statements == 3
    assert not ledger.add(reading_of()).new
    judged = ledger.judge(Judgement("speaker", reading_of().statements[0].id, "Luis Vargas", "ana"))
    ledger.add(reading_of(marks=(("Vargas", "said", "the dam will hold"), *MARKS[1:]), reader="tester 2"))
    hits = queries.search(ledger, '"dam will" holding', Filters.of(act="asserts", outlet="The Valley Post"))
    assert [(r.speaker, r.as_found["speaker"]) for r in hits.rows if r.content_text.startswith("the dam")] == [
        ("Luis Vargas", "Vargas")
    ]
    assert [f.value for f in queries.search(ledger, "-vargas").facets["act"]] == ["denies"]
    assert queries.who(ledger, "luis").hits.total == 1
    assert queries.show(ledger, hits.rows[0].id).page.size == len(reading_of().page.body)
    assert queries.counts(ledger).superseded == 3
    assert ledger.check() == []
    with Ledger.open(str(tmp_path / "l.db")) as other:
        other.add(reading_of())
        other.import_judgements(ledger.export_judgements())
        other.add(reading_of(marks=(("Vargas", "said", "the dam will hold"), *MARKS[1:]), reader="tester 2"))
        assert other.fingerprint() == ledger.fingerprint()
    ledger.withdraw(judged.id)
    assert queries.who(ledger, "luis").hits.total == 0
    assert ledger.check() == []


@pytest.mark.parametrize("typed", ["'", "a & | ! <->", "\\", "a:*b", '"', "it's", "x* -y 'z'", "(", "\0 a"])
def test_nothing_that_is_typed_is_a_syntax_error(ledger, typed):
    assert queries.search(ledger, typed).total == 0


def test_sources_are_gathered_article_by_article(ledger):
    for number, name in enumerate(["Ada Holm", "Holm", "Bo Holm", "Delta Agency"]):
        ledger.add(sources_in(f"a{number}", [(name, "person")]))
        sources.update(ledger)
        assert as_gathered(ledger)
    ledger.add(sources_in("a2", [("Holm", "person")], "newer"))
    sources.update(ledger)
    assert as_gathered(ledger)
    assert ("Ada Holm", 3) in [(s.name, s.statements) for s in queries.find_sources(ledger, "holm")]
    assert ledger.check() == []


def test_reading_only_and_other_databases(ledger):
    ledger.add(reading_of())
    with Ledger.open(URL, read_only=True) as reader:
        assert queries.search(reader, "hold").total == 1
        with pytest.raises(LedgerError), reader.read() as connection:
            connection.execute(sa.text("DELETE FROM withdrawals"))
    with ledger.write() as connection:
        connection.execute(sa.text("ALTER TABLE page_bytes RENAME TO something_else"))
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(URL)
