"""The labels that were read for learning: whole articles, labels of the guide."""

from __future__ import annotations

import json
from datetime import date

from onrecord.records import ACTS, CERTAINTIES, KINDS
from training.labels.agreement import TWICE
from training.speakers.data import FIELDS, READ

ROWS, SECOND = ([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] for path in (READ, TWICE))


def test_every_statement_of_an_article_is_labelled_once() -> None:
    assert len({row["id"] for row in ROWS + SECOND}) == len(ROWS + SECOND)
    for row in ROWS + SECOND:
        assert [number for number, *_ in row["labels"]] == list(range(len(row["labels"])))


def test_every_label_is_one_of_the_guide() -> None:
    for row in ROWS + SECOND:
        for _, *values in row["labels"]:
            labels = dict(zip(FIELDS, values, strict=True))
            assert labels["kind"] in KINDS
            assert labels["act"] in ACTS
            assert labels["certainty"] in CERTAINTIES
            assert isinstance(labels["again"], bool)
            for day in filter(None, [*labels["when"].split("/"), labels["horizon"]]):
                date.fromisoformat(day)


def test_only_what_looks_ahead_has_a_horizon() -> None:
    acts = {
        values[FIELDS.index("act")] for row in ROWS for _, *values in row["labels"] if values[FIELDS.index("horizon")]
    }
    assert acts <= {"predicts", "warns", "commits"}
