"""Floors on real pages. Dumps are scored on pages that the weights have seen, so their floor stands higher."""

from __future__ import annotations

import json
from typing import Literal

import pytest

from benchmarks.articles import FOLDER, bodies_of, pages_in, scorer

FLOORS: dict[Literal["html", "text"], float] = {"html": 0.975, "text": 0.945}


@pytest.mark.parametrize("kind", list(FLOORS))
def test_body_f1(kind: Literal["html", "text"]) -> None:
    if not FOLDER.exists():
        pytest.skip(f"{FOLDER} is not there")
    gold = json.loads((FOLDER / "ground-truth.json").read_text("utf-8"))
    figures = scorer(FOLDER).figures(gold, bodies_of(list(pages_in(FOLDER, kind))))
    assert figures["missing"] == 0
    assert figures["f1"] >= FLOORS[kind]
