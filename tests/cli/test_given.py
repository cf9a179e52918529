"""Statements that an input gives: every label is checked, and an export is taken back as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.made import ARTICLES, Run, annotated

TEXT = "Engineers doubt the wall\n\nThe wall in May. A. B./Reuters\n\nCritics say little."
PARTS = [
    {"kind": "headline", "start": 0, "end": 24},
    {"kind": "caption", "start": 26, "end": 56, "credit": "Reuters"},
    {"kind": "body", "start": 58, "end": len(TEXT)},
]


def write(path: Path, articles: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    return path


def labelled(**labels: Any) -> dict[str, Any]:
    """The first article, its second statement with these labels."""
    article = annotated(ARTICLES[0])
    return article | {"statements": [article["statements"][0], article["statements"][1] | labels]}


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ({"speaker": ["x"]}, "speaker: ['x'] is not a text"),
        ({"venue": {"a": 1}}, "venue: {'a': 1} is not a text"),
        ({"when_text": 3}, "when_text: 3 is not a text"),
        ({"kind": "persn"}, "kind: 'persn' is no value of it; there are: 'person', 'organisation'"),
        ({"act": "shouts"}, "act: 'shouts' is no value of it; there are: '', 'asserts'"),
        ({"certainty": True}, "certainty: True is no value of it"),
        ({"form": "loud"}, "form: 'loud' is no value of it; there are: 'direct', 'indirect', 'mixed'"),
        ({"again": "maybe"}, "again: 'maybe' is no value of it; there are: True, False"),
        ({"again": 1}, "again: 1 is no value of it"),
        ({"via": 5}, "via: 5 is not a list of names"),
        ({"via": "Telwire"}, "via: 'Telwire' is not a list of names"),
        ({"via": ["Telwire", 5]}, "via: ['Telwire', 5] is not a list of names"),
        ({"when": "2024-05"}, "when: '2024-05' is no day such as 2024-06-30"),
        ({"horizon": "2024-05-01/2024-05-02"}, "is no day such as 2024-06-30"),
        ({"confidence": 1.5}, "confidence: 1.5 is no number from 0 to 1"),
        ({"sure": ["act"]}, "sure: ['act'] is not an object of labels and numbers"),
        ({"sure": {"act": "very"}}, "sure of act: 'very' is no number from 0 to 1"),
        ({"source": 5}, "source: 5 is no list of [start, end]"),
        ({"source": [], "cue": [], "content": []}, "has no source, no cue and no content"),
    ],
)
def test_what_no_statement_can_say_is_told_in_one_line_and_the_rest_is_kept(
    run: Run, tmp_path: Path, labels: dict[str, Any], told: str
) -> None:
    path = write(tmp_path / "typed.jsonl", [labelled(**labels), annotated(ARTICLES[1])])
    done = run("add", path, "--reader", "given")
    assert done.returncode == 1
    assert "1 pages added with 2 statements" in done.stdout
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"onrecord: {path}#1: statement 1")
    assert told in line


def test_labels_may_be_empty_and_no_source_need_be_named(run: Run, tmp_path: Path) -> None:
    empty = {"speaker": "", "kind": "", "act": "", "certainty": "", "via": [], "venue": "", "when": "", "horizon": ""}
    path = write(tmp_path / "empty.jsonl", [labelled(source=[], again=None, confidence=None, sure=None, **empty)])
    done = run("read", path, "--reader", "given", "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["statements"][1].items() >= (empty | {"source": [], "confidence": 1.0}).items()


def test_what_a_statement_says_of_its_certainty_stays(run: Run, tmp_path: Path) -> None:
    sure = {"speaker": 0.25, "venue": 0.5}
    path = write(tmp_path / "sure.jsonl", [labelled(speaker="A", act="denies", confidence=0.75, sure=sure)])
    read = json.loads(run("read", path, "--reader", "given", "--format", "jsonl").stdout)["statements"][1]
    assert read["confidence"] == 0.75
    assert (read["sure"]["speaker"], read["sure"]["act"]) == (0.25, 1.0)


def test_an_export_is_taken_back_whole(run: Run, tmp_path: Path) -> None:
    none = {"id": "none", "text": TEXT, "published": "2031-03-07", "parts": PARTS, "statements": []}
    sure = labelled(speaker="A", form="mixed", when="2031-03-01", when_text="then", confidence=0.75, sure={"act": 0.5})
    path = write(tmp_path / "first.jsonl", [sure, annotated(ARTICLES[1]), none])
    for name, source in (("a", path), ("b", tmp_path / "a.jsonl")):
        done = run("add", source, "--reader", "given", "--ledger", f"{name}.db")
        assert (done.returncode, done.stderr) == (0, "")
        run("export", "--format", "jsonl", "--ledger", f"{name}.db", "--output", tmp_path / f"{name}.jsonl")
    first, second = (told(tmp_path / f"{name}.jsonl") for name in "ab")
    assert first == second
    assert [line["parts"] for line in first if line["id"] == "none"] == [PARTS]


def told(path: Path) -> list[dict[str, Any]]:
    """The lines of an export, by the articles' ids, without the ids that depend on the page that was read."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        del line["article"], line["page"]
        for statement in line["statements"]:
            del statement["id"], statement["source_id"]
    return sorted(lines, key=lambda line: str(line["id"]))


def test_half_a_character_in_a_label_is_replaced(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "half.jsonl", [labelled(via=["\ud800"], note={"\udfff": "\0"})])
    done = run("add", path, "--reader", "given")
    assert (done.returncode, done.stderr) == (0, "")
