"""Labelled articles laid out for learning: scenes, guessed sources, gold labels; hints with what is right of them.

Beside this file, read by the same guide: ``read.jsonl`` with all labels of further PolNeAR articles; ``more.jsonl``
with acts and certainties of single statements of others, picked where a first classifier was unsure, so that rare acts
are well represented; and ``dated.jsonl`` with the days alone of the rest of PolNeAR train (its statements) and of other
news (those that the reader finds), whose days of publication are made up where they are not known.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from evaluation.gold import SHARED, lines
from onrecord.reader import speakers
from onrecord.reader.labels import relay_hints, time_hints, venue_hints
from onrecord.reader.occasions import Floats, Hint, Ints, Table, Told, ordered, pairs
from onrecord.reader.scene import Scene, scene
from onrecord.records import Article, Statement
from training.data import article_of, polnear, spans, statement_of
from training.speakers.data import READ, Labelled, analyse, load, load_read

MORE = Path(__file__).with_name("more.jsonl")
DATED = Path(__file__).with_name("dated.jsonl")
DROP = {"the", "a", "an", "mr", "mrs", "ms", "dr", "sen", "rep", "gov", "president", "senator", "s"}
HINTS = {"when": time_hints, "via": relay_hints, "venue": venue_hints}


@dataclass(frozen=True, slots=True)
class Laid:
    """One article: its scene in text order, the speakers and kinds as guessed, the gold labels in the same order."""

    scene: Scene
    speakers: list[str]
    kinds: list[str]
    gold: list[dict[str, Any]]


@dataclass(frozen=True)
class Question:
    """One label's hints in one article, and of each pair whether the hint is the statement's."""

    told: Told
    hints: list[Hint]
    right: npt.NDArray[np.bool_]
    gold: list[Any]

    @cached_property
    def weighed(self) -> tuple[Ints, Ints, Floats]:
        """As ``occasions.pairs`` gives them."""
        return pairs(Table(self.told, self.hints))


def lay(split: str) -> list[Laid]:
    return [_lay(labelled) for labelled in load(split)]


def lay_read() -> list[Laid]:
    """The articles of ``read.jsonl``."""
    return [_lay(labelled) for labelled in load_read()]


def _lay(labelled: Labelled) -> Laid:
    voices = speakers.resolve(labelled.article, labelled.analysis, labelled.statements)
    laid, order = ordered(scene(labelled.article, labelled.statements, labelled.analysis))
    gold = [labelled.gold[i] for i in order]
    return Laid(laid, [voices[i].speaker for i in order], [voices[i].kind for i in order], gold)


def lay_dated() -> list[Laid]:
    """The articles of ``dated.jsonl``."""
    known = {row["id"]: article_of(row) for row in [*polnear("train"), *lines(SHARED / "text" / "news.jsonl.xz")]}
    return [_lay_dated(known[row["id"]], row) for row in lines(DATED)]


def _lay_dated(article: Article, row: dict[str, Any]) -> Laid:
    article = replace(article, published=row["published"])
    made = [Statement("", *map(spans, parts)) for *parts, _ in row["statements"]]
    gold = [{"when": day} for *_, day in row["statements"]]
    return _lay(Labelled(article, analyse(article), tuple(made), tuple(gold)))


def lay_more() -> list[Laid]:
    """The articles of ``more.jsonl`` with those statements alone that are labelled, but for those of ``read.jsonl``."""
    rows = [json.loads(line) for line in MORE.read_text().splitlines()]
    wanted = {row["id"]: {n: {"act": act, "certainty": degree} for n, act, degree in row["labels"]} for row in rows}
    for row in lines(READ):
        wanted.pop(row["id"], None)
    articles = {row["id"]: row for row in polnear("train") if row["id"] in wanted}
    return [_lay_some(articles[key], labels) for key, labels in wanted.items()]


def _lay_some(row: dict[str, Any], labels: dict[int, dict[str, str]]) -> Laid:
    statements = tuple(statement_of(s) for s in row["statements"])
    article = article_of(row)
    analysis = analyse(article)
    voices = speakers.resolve(article, analysis, statements)
    laid = scene(article, statements, analysis)
    picked = replace(laid, placed=tuple(laid.placed[n] for n in labels))
    chosen = [voices[n] for n in labels]
    return Laid(picked, [v.speaker for v in chosen], [v.kind for v in chosen], list(labels.values()))


def question(laid: Laid, label: str) -> Question:
    hints = HINTS[label](laid.scene)
    gold = [g[label] for g in laid.gold]
    right = np.array([[same(label, h.value, g) for h in hints] for g in gold], bool).reshape(len(gold), len(hints))
    return Question(Told(laid.scene, laid.speakers, laid.kinds), hints, right, gold)


def words(name: str) -> list[str]:
    """As ``score_labels.py`` compares names."""
    return [w for w in re.findall(r"\w+", name.casefold()) if w not in DROP]


def same(label: str, value: str, gold: Any) -> bool:
    """Whether a hint's value is (one of) the gold's, as the scorer compares them."""
    if label == "when":
        return bool(gold) and value == gold
    if label == "via":
        return any(words(value) == words(name) for name in gold)
    one, two = set(words(gold)), set(words(value))
    return bool(gold) and 2 * len(one & two) >= 0.5 * (len(one) + len(two)) and bool(one & two)
