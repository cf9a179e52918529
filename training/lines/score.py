"""Body F1 of scored lines, by the scorer that stands beside the pages."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.articles.dump import body_lines
from training.lines.material import Sheet


def figures(scored: Sequence[tuple[Sheet, NDArray[np.float64]]], folder: Path) -> dict[str, float]:
    """F1, precision, recall, share of pages exactly right."""
    spec = importlib.util.spec_from_file_location("score_pages", folder / "score_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    found = {}
    for sheet, scores in scored:
        kept = body_lines(sheet.texts, scores)
        found[sheet.page] = "\n\n".join(text for text, keep in zip(sheet.texts, kept, strict=True) if keep)
    return {key: round(value, 4) for key, value in module.figures(gold, found).items()}
