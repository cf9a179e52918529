"""Whether a label's confidence means something: of the labels given at a confidence, the share that is right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

LABELS = ("speaker", "kind", "act", "certainty", "via", "venue", "when", "horizon", "again")
BINS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))
"""[from, to) of the confidences that are counted together."""

Judged = tuple[str, float, bool]
"""A label, the confidence that it was given at, and whether it is right."""


def judged(gold: Iterable[dict[str, Any]], found: Iterable[dict[str, Any]], score: Any) -> list[Judged]:
    """Every label of the statements that the scorer pairs."""
    by_id = {line["id"]: line["statements"] for line in found}
    return [
        (label, float(mine["sure"][label]), score.same(label, one, mine))
        for line in gold
        for one, mine in score.pair(line["text"], line["statements"], by_id.get(line["id"], []))
        for label in LABELS
        if label in mine.get("sure", {})
    ]


def table(labels: Iterable[Judged]) -> dict[str, dict[str, float]]:
    """For each range of confidences: how many labels, their mean confidence, the share that is right."""
    every = list(labels)
    rows: dict[str, dict[str, float]] = {}
    for low, high in BINS:
        inside = [(sure, right) for _, sure, right in every if low <= sure < high]
        if inside:
            rows[f"{low:.1f} to {min(high, 1.0):.1f}"] = {
                "n": len(inside),
                "confidence": sum(sure for sure, _ in inside) / len(inside),
                "right": sum(right for _, right in inside) / len(inside),
            }
    return rows


def surest(labels: Iterable[Judged], least: float = 0.9) -> dict[str, dict[str, float]]:
    """For each label: how many were given at ``least`` or more, and the share of these that is right."""
    rows: dict[str, dict[str, float]] = {}
    every = list(labels)
    for label in LABELS:
        sure = [right for name, confidence, right in every if name == label and confidence >= least]
        rows[label] = {"n": len(sure), "right": sum(sure) / max(1, len(sure))}
    return rows
