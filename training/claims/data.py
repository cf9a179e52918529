"""The marked affairs as records: articles with their given statements, and the gold claims."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.records import Article, Part, Statement

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
OWN = Path(__file__).with_name("affairs_train.jsonl")

TUNED = ("trump-taxes", "clinton-health")
"""The affairs of dev that may be learnt from; the others are looked at last."""

Read = tuple[Article, tuple[Statement, ...]]


def jsonl(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_article(row: dict[str, Any]) -> Read:
    """A PolNeAR article as records, its labels (speaker, act, …) kept where the row has them."""
    text = row["text"]
    parts = (Part("body", 0, len(text)),)
    article = Article(
        "page",
        row["id"],
        text,
        parts,
        row.get("title", ""),
        "",
        row.get("publisher", ""),
        row.get("author", "") or "",
        "en",
        row.get("published", ""),
    )
    spans = lambda s, k: tuple((a, b) for a, b in s[k])  # noqa: E731
    made = []
    for s in row["statements"]:
        labels = {k: s[k] for k in ("speaker", "kind", "act", "certainty") if k in s}
        made.append(Statement(article.id, spans(s, "source"), spans(s, "cue"), spans(s, "content"), **labels))
    return article, tuple(made)


@cache
def _reader() -> Any:
    from onrecord.backends.trained import open_reader

    return open_reader()


def labelled(read: Read) -> Read:
    """The statements with the labels that the reader gives them, as in a ledger."""
    from onrecord.reader.labels import label

    article, statements = read
    return article, tuple(label(article, statements, _reader().analyse(article)))


def polnear(part: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in jsonl(SHARED / "polnear" / f"{part}.jsonl")}


def affairs(path: Path, part: str) -> dict[str, tuple[list[Read], list[dict[str, Any]]]]:
    """Each affair: its articles as read, and its gold claims."""
    claims = defaultdict(list)
    for claim in jsonl(path):
        claims[claim["affair"]].append(claim)
    rows = polnear(part)
    out = {}
    for affair, gold in claims.items():
        ids = sorted({m["article"] for c in gold for m in c["members"]})
        out[affair] = ([labelled(read_article(rows[i])) for i in ids], gold)
    return out


def dev() -> dict[str, tuple[list[Read], list[dict[str, Any]]]]:
    return affairs(SHARED / "affairs" / "dev.jsonl", "dev")


def learnt_from() -> dict[str, tuple[list[Read], list[dict[str, Any]]]]:
    """The affairs that weights are learnt from."""
    return {**{name: affair for name, affair in dev().items() if name in TUNED}, **own()}


def own() -> dict[str, tuple[list[Read], list[dict[str, Any]]]]:
    """Affairs of PolNeAR's training part, marked for onrecord by the same guide."""
    return affairs(OWN, "train") if OWN.exists() else {}
