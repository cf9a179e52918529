"""Labelled articles with an analysis: what the speaker rules are learnt and measured on."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from evaluation.gold import SHARED, lines
from onrecord.backends.trained import Trained, open_reader
from onrecord.reader.analysis import Analysis, Name, NameKind
from onrecord.records import Article, Statement
from training.data import article_of, polnear, statement_of

READ = Path(__file__).resolve().parents[1] / "labels" / "read.jsonl"
"""Labels of further PolNeAR train articles, read by the same guide: statements by number, ``FIELDS`` in a row."""
FIELDS = ("speaker", "kind", "act", "certainty", "via", "venue", "when", "horizon", "again")
KINDS: dict[str, NameKind] = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC"}
WORD = re.compile(r"\w+|[^\w\s]")
SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article, its analysis, its statements by their spans alone, and their gold labels."""

    article: Article
    analysis: Analysis
    statements: tuple[Statement, ...]
    gold: tuple[dict[str, Any], ...]


def silver_names(tokens: list[list[Any]]) -> list[Name]:
    """Runs of tokens of one CoreNLP class."""
    names: list[Name] = []
    last = "O"
    for start, end, _pos, ner, _lemma in tokens:
        kind = KINDS.get(ner)
        if kind and ner == last:
            names[-1] = Name(names[-1].start, end, kind)
        elif kind:
            names.append(Name(start, end, kind))
        last = ner
    return names


def analysis_of(text: str, silver: dict[str, Any] | None) -> Analysis:
    """Words by our rule; sentences and names by CoreNLP's silver (plain rules and none where it has none)."""
    words = [m.span() for m in WORD.finditer(text)]
    if silver:
        breaks = {silver["tokens"][a][0] for a, b in silver["sentences"] if b > a}
        names = silver_names(silver["tokens"])
    else:
        breaks = {m.end() for m in SENTENCE_END.finditer(text)}
        names = []
    firsts = [0]
    for i, ((_, before), (start, _)) in enumerate(pairwise(words), 1):
        if start in breaks or "\n" in text[before:start]:
            firsts.append(i)
    sentences = tuple(pairwise([*firsts, len(words)])) if words else ()
    return Analysis(text, tuple(a for a, _ in words), tuple(b for _, b in words), sentences, tuple(names))


@functools.cache
def _reader() -> Trained:
    return open_reader()


def analyse(article: Article) -> Analysis:
    """As the reader that ships does."""
    return _reader().analyse(article)


def load(split: str, names: str = "network") -> list[Labelled]:
    """The labelled articles of ``train`` or ``dev``, as the shipped network or CoreNLP (``silver``) analyses them."""
    silver = {}
    if names == "silver":
        silver = {d["id"]: d for d in lines(SHARED / f"polnear/{split}_corenlp.jsonl.gz")}
    return [
        Labelled(
            article_of(row),
            analysis_of(row["text"], silver.get(row["id"])) if names == "silver" else analyse(article_of(row)),
            tuple(map(statement_of, row["statements"])),
            tuple(row["statements"]),
        )
        for row in lines(SHARED / f"statements/{split}.jsonl")
    ]


def load_read() -> list[Labelled]:
    """The articles of ``read.jsonl``, every statement of which has its labels."""
    labels = {row["id"]: row["labels"] for row in lines(READ)}
    return [_with_labels(row, labels[row["id"]]) for row in polnear("train") if row["id"] in labels]


def _with_labels(row: dict[str, Any], labels: list[list[Any]]) -> Labelled:
    known = {number: dict(zip(FIELDS, values, strict=True)) for number, *values in labels}
    gold = tuple(statement | known[n] for n, statement in enumerate(row["statements"]))
    return Labelled(article_of(row), analyse(article_of(row)), tuple(map(statement_of, gold)), gold)


def load_labelled() -> list[Labelled]:
    """All that is learnt from: the labelled articles of ``train``, then those of ``read.jsonl``."""
    return load("train") + load_read()
