"""``add``, ``search``, ``who``, ``show``, ``export``, ``doctor`` over a ledger of two articles."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from tests.cli.made import Run


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n") if line]


def test_adding_again_changes_nothing(run: Run, articles: Path, ledger: Path) -> None:
    from onrecord.ledger import Ledger

    with Ledger.open(str(ledger)) as opened:
        before = opened.fingerprint()
    done = run("add", articles, "--reader", "given", "--ledger", ledger, "--format", "jsonl")
    assert done.returncode == 0
    assert done.stdout == ""
    told = run("add", articles, "--reader", "given", "--ledger", ledger).stdout
    assert "2 pages known already" in told
    with Ledger.open(str(ledger)) as opened:
        assert opened.fingerprint() == before


def test_add_says_what_it_did(run: Run, articles: Path) -> None:
    done = run("add", articles, "--reader", "given")
    assert "2 pages added with 4 statements" in done.stdout
    assert "the wall would hold until 2040" in done.stdout
    assert done.stderr == ""


def test_the_environment_names_the_ledger(run: Run, articles: Path, tmp_path: Path) -> None:
    assert run("add", articles, "--reader", "given", environment={"ONRECORD_LEDGER": "other.db"}).returncode == 0
    assert (tmp_path / "other.db").exists()
    assert not (tmp_path / "onrecord.db").exists()


def test_search_finds_words_of_the_content_with_filters(run: Run, ledger: Path) -> None:
    found = lines(run("search", "storm", "--ledger", ledger, "--format", "jsonl").stdout)
    assert [row["quotes"]["content"] for row in found] == ["that the wall may fail in a storm"]
    assert found[0]["outlet"] == "Sea Post"
    assert run("search", "storm", "--ledger", ledger, "--outlet", "The Tide").stdout == ""
    assert len(lines(run("search", "--ledger", ledger, "--until", "2031-03-04", "--format", "jsonl").stdout)) == 2


def test_search_goes_on_where_it_ended(run: Run, ledger: Path) -> None:
    first = run("search", "--ledger", ledger, "--limit", 3)
    assert "3 of 4" in first.stderr
    after = first.stderr.split("--after ")[1].strip()
    assert len(lines(run("search", "--ledger", ledger, "--after", after, "--format", "jsonl").stdout)) == 1


def test_who_shows_all_that_a_source_said(run: Run, ledger: Path) -> None:
    done = run("who", "Brandt", "--ledger", ledger)
    assert done.returncode == 0
    assert "Nobody needs to move" in done.stdout
    assert "Anna Brandt" in done.stdout


def test_who_is_nobody_fails_with_a_line(run: Run, ledger: Path) -> None:
    done = run("who", "Zebedee", "--ledger", ledger)
    assert done.returncode == 1
    assert "Zebedee" in done.stderr


def test_show_takes_the_first_digits_and_gives_the_evidence(run: Run, ledger: Path) -> None:
    [row] = lines(run("search", "storm", "--ledger", ledger, "--format", "jsonl").stdout)
    shown = run("show", row["id"][:6], "--ledger", ledger).stdout
    assert "[content: that the wall may fail in a storm]" in shown
    assert row["id"] in shown
    evidence = json.loads(run("show", row["id"], "--ledger", ledger, "--format", "jsonl").stdout)
    assert evidence["page"]["sha256"]
    assert "fail in a storm" in evidence["paragraph"]


def test_show_of_no_statement_fails_with_a_line(run: Run, ledger: Path) -> None:
    done = run("show", "ffffffffffffffff", "--ledger", ledger)
    assert done.returncode == 1
    assert "ffffffffffffffff" in done.stderr


def test_export_gives_rows_to_a_file_or_to_standard_output(run: Run, ledger: Path, tmp_path: Path) -> None:
    rows = csv.DictReader(io.StringIO(run("export", "--format", "csv", "--ledger", ledger).stdout))
    assert "that the wall may fail in a storm" in [row["content_text"] for row in rows if row["outlet"] == "Sea Post"]
    out = tmp_path / "out.jsonl"
    assert run("export", "--ledger", ledger, "--output", out, "--words", "storm").returncode == 0
    assert [len(line["statements"]) for line in lines(out.read_text(encoding="utf-8"))] == [1]


def test_an_export_is_taken_back_by_the_given_reader(run: Run, ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run("export", "--ledger", ledger, "--output", out)
    back = lines(run("read", out, "--reader", "given", "--format", "jsonl").stdout)
    sent = lines(out.read_text(encoding="utf-8"))
    spans = [[(s["source"], s["cue"], s["content"]) for s in line["statements"]] for line in (*back, *sent)]
    assert spans[: len(back)] == spans[len(back) :]


def test_doctor_finds_the_ledger_sound(run: Run, ledger: Path) -> None:
    done = run("doctor", "--ledger", ledger, "--format", "jsonl")
    found = lines(done.stdout)
    assert done.returncode == 0, done.stdout
    assert {"onrecord", "reader onrecord", f"ledger {ledger}"} <= {line["what"] for line in found}


def test_doctor_tells_a_ledger_that_is_none(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("notes\n" * 500)
    done = run("doctor", "--ledger", path)
    assert done.returncode == 1
    assert "error" in done.stdout
