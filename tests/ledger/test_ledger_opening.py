"""Opening: what is a ledger, what is not, who may write, what is loaded."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading

import pytest
import sqlalchemy as sa
from making_ledgers import reading_of

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger, migrations, queries
from onrecord.ledger.tables import metadata


def test_a_missing_ledger_is_made_or_refused(tmp_path):
    with pytest.raises(LedgerError, match="no such ledger"):
        Ledger.open(str(tmp_path / "l.db"), create=False)
    assert not (tmp_path / "l.db").exists()
    Ledger.open(str(tmp_path / "l.db")).close()
    Ledger.open(str(tmp_path / "l.db"), create=False).close()
    Ledger.open(f"sqlite:///{tmp_path}/l.db", create=False).close()


def test_paths_with_odd_characters(tmp_path):
    path = tmp_path / "a b?c#d%20é.db"
    with Ledger.open(str(path)) as ledger:
        ledger.add(reading_of())
    assert path.exists()
    with Ledger.open(str(path), read_only=True) as ledger:
        assert queries.counts(ledger).statements == 3


def test_what_is_no_ledger_is_refused_and_left_alone(tmp_path):
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE migrations (number, name)")
    text = tmp_path / "text.db"
    text.write_text("This is a text, and rather longer than the header of a database would be. " * 20)
    (tmp_path / "folder.db").mkdir()
    for name, why in (("other", "not a ledger"), ("text", "not a database"), ("folder", "is a folder")):
        before = (tmp_path / f"{name}.db").stat().st_size
        with pytest.raises(LedgerError, match=why):
            Ledger.open(str(tmp_path / f"{name}.db"))
        assert (tmp_path / f"{name}.db").stat().st_size == before
    with pytest.raises(LedgerError, match="no folder"):
        Ledger.open(str(tmp_path / "nowhere" / "l.db"))
    with pytest.raises(LedgerError, match="no such kind of ledger"):
        Ledger.open("mysql://localhost/x")


def test_a_newer_ledger_is_refused(tmp_path):
    path = str(tmp_path / "l.db")
    Ledger.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO migrations VALUES (9999, '9999_later', '')")
    with pytest.raises(LedgerError, match="newer onrecord"):
        Ledger.open(path)


def test_an_empty_file_becomes_a_ledger_but_not_for_reading_only(tmp_path):
    path = tmp_path / "l.db"
    path.touch()
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(str(path), read_only=True)
    Ledger.open(str(path)).close()


def test_reading_only(tmp_path):
    path = tmp_path / "l.db"
    with Ledger.open(str(path)) as ledger:
        ledger.add(reading_of())
    with Ledger.open(str(path), read_only=True) as ledger:
        assert queries.search(ledger, "hold").total == 1
        assert ledger.check() == []
        with pytest.raises(LedgerError, match="reading only"):
            ledger.add(reading_of("Other said other.", ()))
        with pytest.raises(LedgerError), ledger.read() as connection:
            connection.execute(sa.text("DELETE FROM pages"))


def test_readers_see_whole_pages_while_one_writes(tmp_path):
    path, seen, stop = str(tmp_path / "l.db"), [], threading.Event()
    with Ledger.open(path) as writer, Ledger.open(path, read_only=True) as reader:

        def look() -> None:
            while not stop.is_set():
                seen.append(queries.search(reader, limit=1).total)

        thread = threading.Thread(target=look)
        thread.start()
        for n in range(15):
            writer.add(reading_of(f"Ana said {n}. Bo said {n}b.", (("Ana", "said", f"{n}"), ("Bo", "said", f"{n}b"))))
        stop.set()
        thread.join()
    assert set(seen) <= set(range(0, 31, 2))
    assert seen == sorted(seen)


def test_two_writers_take_turns(tmp_path):
    path, errors = str(tmp_path / "l.db"), []
    Ledger.open(path).close()

    def write(who: str) -> None:
        try:
            with Ledger.open(path) as ledger:
                for n in range(10):
                    ledger.add(reading_of(f"{who} said {n}.", ((who, "said", f"{n}"),)))
        except LedgerError as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(who,)) for who in ("Ana", "Bo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with Ledger.open(path) as ledger:
        assert queries.counts(ledger).statements == 20
        assert ledger.check() == []


def test_the_tables_are_those_that_the_migrations_make(tmp_path):
    with Ledger.open(str(tmp_path / "l.db")) as ledger, ledger.read() as connection:
        made = sa.inspect(connection)
        for table in metadata.tables.values():
            columns = {c["name"]: c for c in made.get_columns(table.name)}
            assert set(columns) == {c.name for c in table.columns}, table.name
            keys = set(made.get_pk_constraint(table.name)["constrained_columns"])
            assert keys == {c.name for c in table.primary_key}, table.name


def test_the_claims_of_a_statement_are_read_from_the_index_alone(tmp_path):
    with Ledger.open(str(tmp_path / "l.db")) as ledger, ledger.read() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT statement, claim FROM memberships WHERE statement IN (1, 2)"
        ).all()
    assert "COVERING INDEX memberships_by_statement" in plan[0][-1]


def test_migrations_are_numbered_without_gaps():
    assert [int(name[:4]) for name in migrations.known()] == list(range(1, migrations.newest() + 1))


def test_every_foreign_key_that_a_reader_follows_is_there(tmp_path):
    with Ledger.open(str(tmp_path / "l.db")) as ledger, ledger.read() as connection:
        made = sa.inspect(connection)
        to = {key["constrained_columns"][0]: key["referred_table"] for key in made.get_foreign_keys("statements")}
        assert to == {"article": "articles", "reading": "readings", "superseded_by": "statements", "source": "sources"}
        assert set(made.get_view_names()) >= {"statement_with_evidence", "statement_history", "pages_not_read"}


def test_views_read_well(tmp_path):
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        ledger.add(reading_of())
        with ledger.read() as connection:
            rows = connection.execute(sa.text("SELECT * FROM statement_with_evidence ORDER BY number")).mappings().all()
    assert rows[1]["sentence"] == "“It is safe,” Vargas added."
    assert (rows[1]["outlet"], rows[1]["source_quote"], rows[1]["cue_quote"]) == ("The Valley Post", "Vargas", "added")


def test_importing_loads_no_database_library():
    code = "import onrecord.ledger, onrecord.ledger.rows, onrecord.exports, sys; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_older_ledger_is_brought_up_to_date_but_not_by_readers(tmp_path):
    path = str(tmp_path / "l.db")
    with Ledger.open(path) as ledger:
        ledger.add(reading_of())
        with ledger.write() as connection:
            connection.execute(sa.text("DROP TABLE source_words"))
            connection.execute(sa.text("DELETE FROM migrations WHERE name = '0003_source_words'"))
        assert [f.what for f in ledger.check()] == ["the migration 0003_source_words has not been applied"]
    with pytest.raises(LedgerError, match="older onrecord"):
        Ledger.open(path, read_only=True)
    with Ledger.open(path) as ledger:
        assert queries.who(ledger, "vargas").hits.total == 2
        assert ledger.check() == []
