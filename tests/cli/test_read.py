"""``read`` and ``article``: what they print, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

from onrecord.records import LABELS
from tests.cli.made import ARTICLES, Run

KEYS = {"id", "url", "title", "published", "text", "parts", "statements"}


def test_jsonl_has_one_object_an_article_in_the_form_that_scorers_read(run: Run, articles: Path) -> None:
    done = run("read", articles, "--reader", "given", "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert [line["id"] for line in lines] == ["harbour", "engineers"]
    for line, article in zip(lines, ARTICLES, strict=True):
        assert set(line) == KEYS
        assert line["text"] == article["text"]
        for statement, quote in zip(line["statements"], article["quotes"], strict=True):
            assert set(LABELS) <= set(statement)
            pieces = [[line["text"][a:b] for a, b in statement[role]] for role in ("source", "cue", "content")]
            assert pieces == [[piece] for piece in quote]


def test_two_runs_and_any_number_of_processes_give_the_same_bytes(process: Run, articles: Path) -> None:
    asked = ("read", articles, "--reader", "given", "--format", "jsonl")
    once, again, two = process(*asked).stdout, process(*asked).stdout, process(*asked, "--jobs", 2).stdout
    assert once == again == two != ""


def test_labels_that_are_given_stay(run: Run, articles: Path, tmp_path: Path) -> None:
    line = json.loads(articles.read_text(encoding="utf-8").split("\n")[0])
    line["statements"][0] |= {"speaker": "Somebody Else", "via": ["The Crier"]}
    path = tmp_path / "labelled.jsonl"
    path.write_text(json.dumps(line), encoding="utf-8")
    read = json.loads(run("read", path, "--reader", "given", "--format", "jsonl").stdout)
    assert read["statements"][0]["speaker"] == "Somebody Else"
    assert read["statements"][0]["via"] == ["The Crier"]
    assert read["statements"][1]["speaker"] != "Somebody Else"


def test_people_see_who_said_what(run: Run, articles: Path) -> None:
    done = run("read", articles, "--reader", "given")
    assert done.returncode == 0
    assert "Harbour wall will hold, mayor insists" in done.stdout
    assert "the wall would hold until 2040" in done.stdout


def test_article_prints_the_body_and_marks_the_parts(run: Run, articles: Path) -> None:
    done = run("article", articles, "--format", "jsonl")
    lines = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert {"id", "body", "title", "published", "byline", "outlet", "parts"} <= set(lines[0])
    assert "Nobody needs to move" in lines[0]["body"]
    assert lines[0]["published"] == "2031-03-04"


def test_what_a_page_holds_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text("Mayor\x9b31m said “\x1b]0;owned\x07all is well\u202e”.\n" * 3, encoding="utf-8")
    done = run("article", path, "--as", "plain")
    assert "all is well" in done.stdout
    assert not any(mark in done.stdout for mark in "\x1b\x07\x9b\u202e")
