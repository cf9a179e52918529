"""Annotated articles of one plain pattern, enough for a small network to learn from in seconds."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

WHO = ("Anna Brandt", "Mayor Ohm", "The harbour board", "Critics", "An engineer", "Joss Merrow")
HOW = ("said", "warned", "insisted")
WHAT = ("the wall would hold", "nobody needed to move", "the ferry was late", "taxes would rise", "rain was likely")
REST = ("It rained all night.", "The ferry left at noon.", "Two boats lay in the harbour.")


def article(seed: int) -> dict[str, Any]:
    """Three sentences that attribute something among two that do not."""
    rng = random.Random(seed)
    text, statements = "", []
    for _ in range(3):
        pieces = (rng.choice(WHO), rng.choice(HOW), rng.choice(WHAT))
        spans, at = [], len(text)
        for piece in pieces:
            spans.append([[at, at + len(piece)]])
            at += len(piece) + 1
        statements.append(dict(zip(("source", "cue", "content"), spans, strict=True)))
        text += f"{' '.join(pieces)}. {rng.choice(REST)} "
    return {"id": f"made-{seed}", "text": text.rstrip(), "statements": statements}


def write(path: Path, seeds: range) -> Path:
    """The articles of these seeds as JSON lines."""
    path.write_text("".join(json.dumps(article(seed)) + "\n" for seed in seeds), encoding="utf-8")
    return path
