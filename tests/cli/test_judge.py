"""Judging by the command line: ids by their beginnings, exchange as JSON lines, withdrawal, records, Wikidata ids."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.ledger import Ledger, queries
from onrecord.ledger.queries import list_sources
from onrecord.sources import keeping
from tests.cli.made import Run
from tests.sources.test_sources_incremental import reading, told

FEW = [("Ada Holm", "person"), ("Bo Holm", "person"), ("Holm", "person"), ("Delta Agency", "organisation")]


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path) -> Path:
    """A ledger in the folder where the command runs, under its default name."""
    with Ledger.open(str(tmp_path / "onrecord.db")) as opened:
        opened.add(reading("first", FEW))
    return tmp_path


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def by_name(run: Run) -> dict[str, dict[str, object]]:
    return {str(row["name"]): row for row in lines(run("sources", "--format", "jsonl").stdout)}


def test_sources_are_merged_by_the_beginnings_of_their_ids_and_parted_again(run: Run) -> None:
    found = by_name(run)
    one, other = (str(found[name]["id"])[:8] for name in ("Holm", "Bo Holm"))
    asked = run("sources")
    assert "one source? " in asked.stderr
    assert f"Bo Holm ({other})" in asked.stderr
    made = lines(run("judge", "same-source", one, other, "--author", "ana").stdout)[0]
    assert made["subject"] == found["Holm"]["id"]
    assert [row["id"] for row in lines(run("judge", "list", one).stdout)] == [made["id"]]
    assert run("judge", "list", other).stdout == ""
    assert sorted(by_name(run)["Bo Holm"]["names"]) == ["Bo Holm", "Holm"]  # type: ignore[call-overload]
    assert run("judge", "withdraw", str(made["id"])[:8]).returncode == 0
    assert by_name(run)["Bo Holm"]["names"] == ["Bo Holm"]


def test_a_source_that_is_not_there_cannot_be_judged(run: Run) -> None:
    done = run("judge", "same-source", "abcdef12", "abcdef13")
    assert done.returncode != 0
    assert "no source has an id that begins so" in done.stderr
    assert run("judge", "list").stdout == ""


def test_a_team_exchanges_judgements(run: Run, tmp_path: Path) -> None:
    found = by_name(run)
    pair = [str(found[name]["id"]) for name in ("Holm", "Bo Holm")]
    run("judge", "same-source", *pair, "--author", "ana")
    gone = lines(run("judge", "different-source", *pair, "--author", "bea").stdout)[0]
    run("judge", "withdraw", gone["id"], "--author", "ana", "--note", "they are one")
    (tmp_path / "judged.jsonl").write_text(run("judge", "export").stdout, "utf-8")
    with Ledger.open(str(tmp_path / "other.db")) as other:
        other.add(reading("first", FEW))
    assert run("judge", "import", "judged.jsonl", "--ledger", "other.db").stderr.strip() == "onrecord: 3 new"
    assert run("judge", "import", "judged.jsonl", "--ledger", "other.db").stderr.strip() == "onrecord: 0 new"
    assert run("judge", "export", "--ledger", "other.db").stdout == run("judge", "export").stdout
    assert (
        run("sources", "--format", "jsonl", "--ledger", "other.db").stdout == run("sources", "--format", "jsonl").stdout
    )
    missing = run("judge", "import", "nowhere.jsonl")
    assert missing.returncode != 0
    assert "nowhere.jsonl" in missing.stderr


def test_where_people_disagree_what_is_apart_stays_apart(run: Run) -> None:
    found = by_name(run)
    pair = [str(found[name]["id"]) for name in ("Holm", "Bo Holm")]
    run("judge", "different-source", *pair, "--author", "bea")
    done = run("judge", "same-source", *reversed(pair), "--author", "ana")
    assert "bea said otherwise" in done.stderr
    assert by_name(run)["Bo Holm"]["names"] == ["Bo Holm"]


def test_of_two_labels_the_later_stands_and_the_other_is_told(run: Run) -> None:
    with Ledger.open("onrecord.db") as opened:
        one = min(told(opened))
    first = run("judge", "label:act", one[:8], "denies", "--author", "bea")
    assert first.stderr == ""
    second = run("judge", "label:act", one[:8], "commits", "--author", "ana")
    assert "bea said otherwise" in second.stderr
    with Ledger.open("onrecord.db") as opened:
        shown = queries.show(opened, one)
    assert shown is not None
    assert shown.statement.act == "commits"


def test_a_wikidata_id_stays_with_a_source_that_comes_to_be_called_otherwise(run: Run) -> None:
    Path("ids.json").write_text(json.dumps({"Delta Agency": "Q17"}), "utf-8")
    assert "1 sources have a Wikidata id" in run("sources", "--wikidata", "ids.json").stderr
    with Ledger.open("onrecord.db") as opened:
        for number in range(2):
            opened.add(reading(f"more {number}", [("the Delta Agency", "organisation")]))
        keeping.update(opened)
        (source,) = [s for s in list_sources(opened) if s.kind == "organisation"]
        assert (source.name, source.wikidata) == ("the Delta Agency", "Q17")
    Path("ids.json").write_text(json.dumps({"Delta Agency": "seventeen"}), "utf-8")
    done = run("sources", "--wikidata", "ids.json")
    assert done.returncode != 0
    assert "'Delta Agency': 'seventeen'" in done.stderr


@pytest.fixture
def one() -> str:
    """The id of a statement."""
    with Ledger.open("onrecord.db") as opened:
        return min(told(opened))


@pytest.mark.parametrize("kind", ["speaker", "label:act", "label:via", "move-claim", "stance", "outcome"])
def test_a_value_that_was_forgotten_is_a_mistake_in_the_command(run: Run, one: str, kind: str) -> None:
    done = run("judge", kind, one)
    assert done.returncode == 2
    assert f"{kind} needs a value; '' is an empty one" in done.stderr
    assert run("judge", "list").stdout == ""


@pytest.mark.parametrize("kind", ["same-source", "different-source", "same-claim"])
def test_two_ids_are_needed_for_a_pair(run: Run, one: str, kind: str) -> None:
    id = one if kind == "same-claim" else str(by_name(run)["Holm"]["id"])
    assert run("judge", kind, id).returncode == 2
    done = run("judge", kind, id, id[:8])
    assert done.returncode == 1
    assert f"two ids are needed, and both are {id}" in done.stderr
    assert run("judge", "list").stdout == ""


@pytest.mark.parametrize("kind", ["speaker", "same-claim", "withdraw"])
def test_what_is_judged_must_be_named(run: Run, kind: str) -> None:
    done = run("judge", kind)
    assert done.returncode == 2
    assert f"{kind} needs an id" in done.stderr


@pytest.mark.parametrize("kind", ["verified", "wrong-statement", "label:again"])
def test_a_kind_that_is_true_or_false_needs_no_value(run: Run, one: str, kind: str) -> None:
    assert lines(run("judge", kind, one).stdout)[0]["value"] is True
    assert lines(run("judge", kind, one, "no").stdout)[0]["value"] is False


@pytest.mark.parametrize("kind", ["speaker", "label:act", "move-claim"])
def test_an_empty_value_is_given_as_one(run: Run, one: str, kind: str) -> None:
    assert lines(run("judge", kind, one, "").stdout)[0]["value"] == ""


@pytest.mark.parametrize(
    "arguments", [("speaker", "379d", "Petra Holm"), ("same-claim", "379d", "abcdef12"), ("stance", "379d", "asserts")]
)
def test_too_short_a_beginning_of_an_id_is_told(run: Run, arguments: tuple[str, ...]) -> None:
    done = run("judge", *arguments)
    assert done.returncode == 1
    assert done.stderr.strip() == "onrecord: 379d: too few digits of an id; at least 6 are needed"


def test_taking_judgements_in_names_those_that_find_nothing_here(run: Run, one: str, tmp_path: Path) -> None:
    run("claims")
    rows = [
        {"kind": "same-claim", "subject": "a" * 16, "value": "b" * 16, "time": "2024-01-01"},
        {"kind": "speaker", "subject": "c" * 16, "value": "Ada Holm", "time": "2024-01-02"},
        {"kind": "speaker", "subject": one, "value": "Ada Holm", "time": "2024-01-03"},
    ]
    (tmp_path / "judged.jsonl").write_text("\n".join(json.dumps({"judgement": row}) for row in rows), "utf-8")
    new, lost = run("judge", "import", "judged.jsonl").stderr.splitlines()
    assert new == "onrecord: 3 new"
    assert "2 standing judgements find nothing here to apply to: speaker of cccccccccccccccc (" in lost
    assert "same-claim of aaaaaaaaaaaaaaaa (" in lost
    assert "1 standing judgement finds nothing here to apply to: same-claim of" in run("claims").stderr
