"""Each source that needs resolving with its candidates' rows and which of them are right."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.gold import SHARED
from onrecord.reader.antecedents import Candidate, Item, Scene, candidates, set_scene
from onrecord.reader.speaker_features import rows, source_of
from onrecord.reader.speakers import _with_owner
from training.speakers.data import Labelled

sys.path.insert(0, str(SHARED / "statements"))


@dataclass(frozen=True, slots=True)
class Instance:
    rows: NDArray[np.float32]
    right: NDArray[np.bool_]


def same_speaker(gold: dict[str, Any], text: str) -> bool:
    """By the scorer's rule."""
    from score_labels import same  # type: ignore[import-not-found]

    return bool(same("speaker", gold, {"speaker": text}))


def is_right(gold: dict[str, Any], candidate: Candidate) -> bool:
    if candidate.origin == "AUTHOR":
        return bool(gold["kind"] == "author")
    if candidate.origin == "NONE":
        return bool(gold["kind"] == "none")
    return bool(gold["speaker"]) and same_speaker(gold, candidate.text)


Neighbours = dict[str, dict[int, str]]
"""For each article, by statement number, the answers that its neighbours see."""


def gold_neighbours(articles: Sequence[Labelled]) -> Neighbours:
    return {a.article.name: {i: g["speaker"] for i, g in enumerate(a.gold)} for a in articles}


def instances(articles: Sequence[Labelled], neighbours: Neighbours, owners: bool) -> list[Instance]:
    out = []
    for labelled in articles:
        scene = set_scene(labelled.analysis, labelled.statements)
        for item in scene.items:
            item.answer = neighbours[labelled.article.name][item.number]
        for order, item in enumerate(scene.items):
            if item.type in (None, "first", "second"):
                continue
            instance = _instance(scene, labelled, order, item, owners)
            if instance.right.any():
                out.append(instance)
    return out


def _instance(scene: Scene, labelled: Labelled, order: int, item: Item, owners: bool) -> Instance:
    if owners:
        _with_owner(scene, labelled.article, order, item)
    found = candidates(scene, item)
    gold = labelled.gold[item.number]
    return Instance(
        np.array(rows(scene, source_of(scene, item, order), found), dtype=np.float32),
        np.array([is_right(gold, c) for c in found]),
    )
