"""Quality as a test: no figure falls below its floor, no floor falls unless told to."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from evaluation import floors as floor_file
from evaluation import report, scoring, slices
from evaluation.__main__ import measure
from evaluation.gold import SHARED, fingerprint, read_lines, scorer
from evaluation.suites import SUITES, Suite


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
def test_no_figure_is_below_its_floor(suite: Suite) -> None:
    if missing := suite.missing():
        pytest.skip(f"{missing} is not here: it is no part of the repository")
    measured = measure(suite, "onrecord")
    floors = floor_file.load().get(suite.name, {})
    assert floor_file.below(floors, measured["figures"], measured["gold"]) == []


def test_a_floor_rises_with_the_figure_and_falls_only_when_told() -> None:
    floors, held = floor_file.pinned({"gold": "a", "f1": 0.5}, {"f1": 0.7}, "a")
    assert (floors, held) == ({"gold": "a", "f1": 0.697}, [])
    same, held = floor_file.pinned(floors, {"f1": 0.6}, "a")
    assert same == floors
    assert len(held) == 1
    assert floor_file.pinned(floors, {"f1": 0.6}, "a", lower=True) == ({"gold": "a", "f1": 0.597}, [])


def test_a_figure_that_was_pinned_must_be_measured_on_the_same_gold() -> None:
    floors: dict[str, float | str] = {"gold": "a", "f1": 0.5, "alpha": 0.7}
    assert floor_file.below(floors, {"f1": 0.5, "alpha": 0.7}, "a") == []
    assert len(floor_file.below(floors, {"f1": 0.49, "alpha": 0.7}, "a")) == 1
    assert floor_file.below(floors, {"f1": 0.5}, "a") == ["alpha was not measured"]
    assert len(floor_file.below(floors, {"f1": 0.9, "alpha": 0.9}, "b")) == 1


def test_floors_come_back_from_their_file(tmp_path: Path) -> None:
    floors: floor_file.Floors = {"seed": {"gold": "abc", "f1": 0.5}, "pages": {"gold": "d", "whole": 0.123}}
    floor_file.save(floors, tmp_path / "floors.toml")
    assert floor_file.load(tmp_path / "floors.toml") == floors


def test_the_fingerprint_follows_bytes_and_names(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"one")
    one = fingerprint([path])
    path.write_bytes(b"two")
    assert fingerprint([path]) != one
    path.write_bytes(b"one")
    assert fingerprint([path]) == one
    assert fingerprint([path.rename(tmp_path / "other.jsonl")]) != one


TEXT = "“All of it,” said Ada. Ben said that “half” was enough. Cleo said nothing was."


@pytest.mark.parametrize(
    ("content", "form"),
    [("“All of it,”", "direct"), ("that “half” was enough", "mixed"), ("nothing was", "indirect")],
)
def test_the_form_follows_the_marks(content: str, form: str) -> None:
    start = TEXT.index(content)
    assert slices.form({"content": [[start, start + len(content)]]}, TEXT) == form


def test_tables_go_between_their_markers_and_nothing_else_changes() -> None:
    card = "before\n<!-- figures: pages -->\nold\n<!-- end -->\nafter\n"
    figures = {"pages_html": {"figures": {"f1": 0.5, "precision": 0.6, "recall": 0.4, "whole": 0.1}}}
    filled = report.filled(card, figures)
    assert "| HTML | 0.500 | 0.600 | 0.400 | 0.100 |" in filled
    assert "old" not in filled
    assert filled.startswith("before\n<!-- figures: pages -->\n")
    assert filled.endswith("<!-- end -->\nafter\n")
    assert report.filled(filled, figures) == filled


def test_the_model_card_says_what_was_measured_last() -> None:
    card = report.CARD.read_text(encoding="utf-8")
    assert report.filled(card, report.load_figures()) == card, "run: python -m evaluation report"


def marked(*pieces: str) -> dict[str, list[list[int]]]:
    """A statement of ``TEXT`` whose source, cue and content are these."""
    spans = ([[TEXT.index(piece), TEXT.index(piece) + len(piece)]] for piece in pieces)
    return dict(zip(scoring.ROLES, spans, strict=True))


GOLD = [marked("Ada", "said", "“All of it,”"), marked("Ben", "that", "that “half” was enough")]


def test_slices_count_each_statement_where_it_belongs(tmp_path: Path) -> None:
    parsed = tmp_path / "parsed.jsonl.gz"
    silver = {"id": "x", "tokens": [[0, 1], [23, 26]], "sentences": [[0, 1], [1, 2]]}
    parsed.write_bytes(gzip.compress(json.dumps(silver).encode()))
    line = {"id": "x", "publisher": "p", "text": TEXT}
    rows = slices.slice_figures([line | {"statements": GOLD}], [line | {"statements": GOLD[:1]}], parsed)
    assert (rows["all"]["n"], rows["all"]["p"], rows["all"]["r"]) == (2, 1.0, 0.5)
    assert (rows["direct"]["r"], rows["mixed"]["r"]) == (1.0, 0.0)
    assert rows["publisher: p"]["n"] == 2
    assert rows["one sentence"]["n"] == 2


def test_a_statement_is_right_as_the_shared_scorer_says() -> None:
    if not (SHARED / "polnear/score.py").exists():
        pytest.skip("polnear/score.py is not here: it is no part of the repository")
    by_text: dict[str, list[list[dict[str, Any]]]] = {}
    for line in read_lines(SHARED / "polnear/annotators.jsonl"):
        by_text.setdefault(line["text"], []).append(line["statements"])
    compared = [(text, *readings[:2]) for text, readings in by_text.items() if len(readings) > 1][:6]
    assert len(compared) == 6
    for text, one, other in compared:
        tally = scorer("polnear/score.py").Tally()
        tally.add(text, one, other)
        pairs = scoring.right(*(scoring.token_sets(text, statements) for statements in (one, other)))
        assert len(pairs) == tally.n["right"] > 0
