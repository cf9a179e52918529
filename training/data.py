"""Where the training data is, how each file is read, and its rows as records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from evaluation.gold import ROOT, SHARED, lines
from onrecord.records import Article, Part, Span, Statement

RUNS = ROOT / "training" / "runs"
"""Caches and checkpoints; never committed."""


def polnear(split: str, shared: Path = SHARED) -> list[dict[str, Any]]:
    """PolNeAR articles: id, text, statements (source, cue, content spans), publisher, published, …"""
    return list(lines(shared / "polnear" / f"{split}.jsonl"))


def silver(split: str, shared: Path = SHARED) -> Iterator[dict[str, Any]]:
    """CoreNLP's tokens, sentences, heads, deprels and coref of PolNeAR articles, one at a time: all are gigabytes."""
    return lines(shared / "polnear" / f"{split}_corenlp.jsonl.gz")


def texts(*names: str, shared: Path = SHARED) -> Iterator[str]:
    """The plain texts of the pre-training sets: ``news``, ``briefings``, ``un_debates``."""
    for name in names:
        for record in lines(shared / "text" / f"{name}.jsonl.xz"):
            yield record["text"]


def article_of(row: dict[str, Any]) -> Article:
    """A row's article, as a ledger would have it."""
    text = row["text"]
    byline = row.get("author") or ""
    return Article(
        page="page",
        name=row["id"],
        text=text,
        parts=(Part("body", 0, len(text)),),
        title=row.get("title") or "",
        outlet=row.get("publisher") or "",
        byline="" if byline == "None" else byline,
        language="en",
        published=row.get("published") or "",
    )


def statement_of(row: dict[str, Any], article: str = "") -> Statement:
    """A row's statement by its spans alone; ``article`` is the id of the one that it is of."""
    return Statement(article, spans(row["source"]), spans(row["cue"]), spans(row["content"]))


def spans(pieces: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    """What JSON has as lists."""
    return tuple((a, b) for a, b in pieces)
