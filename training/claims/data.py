"""The marked affairs as records: articles with their given statements, and the gold claims."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from evaluation.gold import ROOT, SHARED, lines
from onrecord.backends.trained import open_reader
from onrecord.records import Article, Statement
from training.data import polnear
from training.sentences.material import given

OUT = ROOT / "src" / "onrecord" / "claims" / "weights"
OWN = Path(__file__).with_name("affairs_train.jsonl")

TUNED = ("trump-taxes", "clinton-health")
"""The affairs of dev that may be learnt from; the others are looked at last."""

Read = tuple[Article, tuple[Statement, ...]]


def affairs(path: Path, part: str) -> dict[str, tuple[list[Read], list[dict[str, Any]]]]:
    """Each affair: its articles as read, and its gold claims."""
    claims = defaultdict(list)
    for claim in lines(path):
        claims[claim["affair"]].append(claim)
    rows, reader = {row["id"]: row for row in polnear(part)}, open_reader()
    out = {}
    for affair, gold in claims.items():
        ids = sorted({m["article"] for c in gold for m in c["members"]})
        out[affair] = ([given(rows[i], reader) for i in ids], gold)
    return out


def dev() -> dict[str, tuple[list[Read], list[dict[str, Any]]]]:
    return affairs(SHARED / "affairs" / "dev.jsonl", "dev")


def learnt_from() -> dict[str, tuple[list[Read], list[dict[str, Any]]]]:
    """The affairs that weights are learnt from."""
    return {**{name: affair for name, affair in dev().items() if name in TUNED}, **own()}


def own() -> dict[str, tuple[list[Read], list[dict[str, Any]]]]:
    """Affairs of PolNeAR's training part, marked for onrecord by the same guide."""
    return affairs(OWN, "train")
