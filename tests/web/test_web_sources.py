"""One source across articles, decided in the browser: merged, split, undone; and how its statements are drawn."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.claims.keeping import gather
from onrecord.ledger import Ledger, queries
from onrecord.ledger.sources import called
from onrecord.ledger.standing import list_judgements
from onrecord.web.columns import draw
from tests.ledger.making_ledgers import reading_of
from tests.web.asking import send
from tests.web.making_rooms import room

SAID = (
    ("Anna Brandt", "said", "that the wall holds"),
    ("A. Brandt", "said", "that the wall was old"),
    ("Carl Zander", "said", "that the sea rises"),
    ("Zander", "denied", "that the wall leaks"),
)
Reading = tuple[Ledger, TestClient]


@pytest.fixture
def brandts(tmp_path: Path) -> Iterator[Reading]:
    """Two pairs of spellings: the surname alone is gathered with the full name, the initial is not."""
    with Ledger.open(str(tmp_path / "new.db")) as ledger, room(ledger, author="ada") as client:
        for n, (who, cue, what) in enumerate(SAID):
            ledger.add(reading_of(f"{who} {cue} {what}.", ((who, cue, what),), name=f"{n}.txt"))
        gather(ledger)
        yield ledger, client


def id_of(ledger: Ledger, name: str) -> str:
    return next(row.id for row in queries.find_sources(ledger, name) if row.name == name)


def named(ledger: Ledger, source: str) -> set[str]:
    return {found.name for found in called(ledger, source).names}


def until(true: Callable[[], bool]) -> None:
    """Gathering goes on behind the visitor's back; at the latest after this it is done."""
    for _ in range(300):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("never")


def test_a_likely_source_is_proposed_with_its_reasons_merged_and_parted_again(brandts: Reading) -> None:
    ledger, client = brandts
    anna, initial = id_of(ledger, "Anna Brandt"), id_of(ledger, "A. Brandt")
    proposed = client.get(f"/sources/{anna}.json").json()["alike"]
    assert [each["source"]["id"] for each in proposed] == [initial]
    assert "initial" in proposed[0]["reasons"][0]
    send(client, "/judgements", kind="same-source", subject=anna, value=initial, back=f"/sources/{anna}")
    until(lambda: named(ledger, anna) >= {"Anna Brandt", "A. Brandt"})
    page = client.get(f"/sources/{anna}").text
    assert "that the wall was old" in page
    assert "Perhaps the same" not in page
    (told,) = list_judgements(ledger)
    send(client, f"/judgements/{told.id}/withdraw", back=f"/sources/{anna}")
    until(lambda: "A. Brandt" not in named(ledger, anna))
    assert [row["speaker"] for row in client.get(f"/sources/{anna}.json").json()["hits"]["rows"]] == ["Anna Brandt"]


def test_a_name_is_split_from_the_source_that_it_was_gathered_with(brandts: Reading) -> None:
    ledger, client = brandts
    carl = id_of(ledger, "Carl Zander")
    surname = next(found.id for found in called(ledger, carl).names if found.name == "Zander")
    assert "Somebody else" in client.get(f"/sources/{carl}").text
    send(client, "/judgements", kind="different-source", subject=carl, value=surname, back=f"/sources/{carl}")
    until(lambda: named(ledger, carl) == {"Carl Zander"})
    assert "that the wall leaks" in client.get(f"/sources/{surname}").text
    assert "and <a" in client.get("/judgements").text


def test_a_source_is_merged_by_its_name_and_an_unknown_or_common_one_is_told(brandts: Reading) -> None:
    ledger, client = brandts
    anna, initial = id_of(ledger, "Anna Brandt"), id_of(ledger, "A. Brandt")
    fields = {"kind": "same-source", "back": "/"}
    assert send(client, "/judgements", subject=anna, value="a. brandt", **fields).status_code == 303
    assert list_judgements(ledger)[0].judgement.value == initial
    answer = send(client, "/judgements", subject=anna, value="Carla Zander", **fields)
    assert answer.status_code == 400
    assert "No source is named" in answer.text


def test_a_published_ledger_proposes_nothing(brandts: Reading) -> None:
    ledger, _ = brandts
    with room(ledger, read_only=True) as client:
        told = client.get(f"/sources/{id_of(ledger, 'Anna Brandt')}.json").json()
        page = client.get(f"/sources/{id_of(ledger, 'Anna Brandt')}").text
    assert told["alike"] == []
    assert "The same<" not in page


@pytest.mark.parametrize(
    ("days", "units"),
    [
        ([("2016-09-01", 2), ("2016-09-03", 1)], ["2016-09-01", "2016-09-03"]),
        ([("2016-09-00", 2), ("2016-12-31", 1), ("2017-01-01", 4)], ["2016-09", "2016-12", "2017-01"]),
        ([("1990-01-01", 1), ("2016-09-30", 1)], ["1990", "2016"]),
    ],
)
def test_columns_stand_for_days_months_or_years(days: list[tuple[str, int]], units: list[str]) -> None:
    drawn = draw(days)
    assert drawn is not None
    assert [column.unit for column in drawn.columns] == units
    assert sum(column.statements for column in drawn.columns) == sum(n for _, n in days)
    assert all(c.x >= 0 and c.x + c.width <= drawn.width and 0 < c.height <= drawn.base for c in drawn.columns)


def test_one_day_is_not_drawn() -> None:
    assert draw([("2016-09-01", 5)]) is None


def test_what_others_added_is_gathered_when_the_room_opens(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "new.db")) as ledger, room(ledger) as client:
        for n, (who, cue, what) in enumerate(SAID):
            ledger.add(reading_of(f"{who} {cue} {what}.", ((who, cue, what),), name=f"{n}.txt"))
        carl = id_of(ledger, "Carl Zander")
        assert len(client.get(f"/sources/{carl}.json").json()["names"]) == 1
        client.app.room.jobs.catch_up()  # type: ignore[attr-defined]
        assert len(client.get(f"/sources/{carl}.json").json()["names"]) == 2
        assert not client.app.room.jobs.gathering  # type: ignore[attr-defined]
