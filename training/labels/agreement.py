"""How far two readings of the same articles agree, by the labels' own scorer.

    python -m training.labels.agreement

``twice.jsonl`` is a second reading of 24 articles of ``../shared/statements/train.jsonl``, made without sight of the
first, as ``read.jsonl`` was made of others.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evaluation.gold import SHARED, read_lines, scorer
from training.speakers.data import FIELDS

TWICE = Path(__file__).with_name("twice.jsonl")


def agreement() -> dict[str, Any]:
    """The scorer's figures, the second reading held against the first."""
    second = {row["id"]: row["labels"] for row in read_lines(TWICE)}
    first = [row for row in read_lines(SHARED / "statements" / "train.jsonl") if row["id"] in second]
    found = [{"id": row["id"], "statements": _read(row["statements"], second[row["id"]])} for row in first]
    figures: dict[str, Any] = scorer("statements/score_labels.py").figures(first, found)
    return figures


def _read(statements: list[dict[str, Any]], labels: list[list[Any]]) -> list[dict[str, Any]]:
    return [statements[number] | dict(zip(FIELDS, values, strict=True)) for number, *values in labels]


def main() -> None:
    figures = agreement()
    for name in FIELDS:
        row = figures[name]
        print(f"{name:10} {row['n']:5} {row['given']:.3f}" + (f"  macro {row['macro']:.3f}" if "macro" in row else ""))


if __name__ == "__main__":
    main()
