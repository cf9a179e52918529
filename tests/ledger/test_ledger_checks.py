"""``check`` finds what is wrong; sentences are those that people see."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from making_ledgers import page_of, reading_of

from onrecord.ledger import Ledger
from onrecord.ledger.context import day, paragraph, sentence
from onrecord.records import Article, Part, Statement


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE statements SET content_text = 'x' WHERE position = 0", "its content is not what the article says"),
        ("UPDATE articles SET text = 'x' || text", "is not what the article says there"),
        ("UPDATE page_bytes SET compressed = x'00'", "its bytes do not unpack"),
        ("UPDATE page_bytes SET size = 1", "its bytes have another hash"),
        ("UPDATE sources SET statements = 7 WHERE name = 'Vargas'", "its count of statements is wrong"),
        ("UPDATE readings SET statements = 7", "its count of statements is wrong"),
        (
            "DELETE FROM statement_words WHERE rowid = (SELECT min(number) FROM statements)",
            "search index does not agree",
        ),
        ("UPDATE statements SET speaker = 'Nobody Else' WHERE position = 0", "search index does not agree"),
        ("PRAGMA foreign_keys = OFF", ""),
    ],
)
def test_damage_is_found(tmp_path, damage, told):
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        ledger.add(reading_of())
        with ledger.write() as connection:
            connection.execute(sa.text(damage))
        found = ledger.check()
        assert (told == "") == (found == [])
        assert any(told in f.what and f.level == "error" for f in found) or not told


def test_a_reference_to_nothing_is_found(tmp_path):
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        ledger.add(reading_of())
        with ledger.engine.connect() as connection:
            connection.connection.dbapi_connection.executescript(
                "PRAGMA foreign_keys=OFF; UPDATE articles SET page = 'x';"
            )
        assert ["table articles" in f.what for f in ledger.check()] == [True]


TEXT = (
    "Dr. A. Ruiz left at 5 p.m. on Monday. “Go,” he said. The U.S. Senate (Rep. Lee, D-Ohio) agreed… "
    "“Never!” she said.\nNo."
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("left at 5", "Dr. A. Ruiz left at 5 p.m. on Monday."),
        ("Go,", "“Go,” he said."),
        ("agreed", "The U.S. Senate (Rep. Lee, D-Ohio) agreed…"),
        ("Never", "“Never!” she said."),
        ("Go,” he said. The U.S.", "“Go,” he said. The U.S. Senate (Rep. Lee, D-Ohio) agreed…"),
        ("No", "No."),
    ],
)
def test_sentences(content, expected):
    cut = TEXT.index("\n")
    parts = (Part("body", 0, cut), Part("body", cut + 1, len(TEXT)))
    article = Article(page_of(TEXT).id, "a", TEXT, parts)
    start = TEXT.rindex(content)
    found = sentence(article, Statement(article.id, (), (), ((start, start + len(content)),)))
    assert TEXT[slice(*found)] == expected


def test_a_paragraph_where_no_part_is_told_is_the_line():
    assert paragraph("one\ntwo three\nfour", (), (8, 13)) == (4, 13)


@pytest.mark.parametrize(
    ("date", "number"),
    [
        ("2016-09-30", 20160930),
        ("2016-09-30T10:00:00+02:00", 20160930),
        ("2016-09", 20160900),
        ("2016", 20160000),
        ("", 0),
        ("soon", 0),
        ("20160930", 0),
        ("2016-9-3", 20160000),
    ],
)
def test_days(date, number):
    assert day(date) == number
