"""Figures for parts of the corpus: by form, with and without a source, within and across sentences, by publisher.

A slice's precision is over the statements that were found and fall into it, its recall over the gold ones that do;
right is what the scorer calls right: contents' token F1 of at least 0.5, cues and sources that share a token.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from evaluation.gold import scorer

Line = dict[str, Any]
Roles = dict[str, frozenset[int]]
OPEN, CLOSE = "\"“„«‘'", "\"”“»’'"


def form(statement: Line, text: str) -> str:
    """``direct`` where the whole content stands in quotation marks, ``mixed`` where a part does, else ``indirect``."""
    pieces = [text[start:end].strip(" .,;:") for start, end in statement["content"]]
    if pieces and all(len(piece) > 1 and piece[0] in OPEN and piece[-1] in CLOSE for piece in pieces):
        return "direct"
    return "mixed" if any(mark in piece for piece in pieces for mark in '"“”„«»') else "indirect"


def sourced(statement: Line) -> str:
    """Whether the statement has a source span."""
    return "with source" if statement["source"] else "without source"


def reach(statement: Line, sentence_starts: list[int]) -> str:
    """Whether source, cue and the content's first piece stand in one sentence; by the silver sentences."""
    firsts = [statement[role][0][0] for role in ("source", "cue", "content") if statement[role]]
    return "one sentence" if len({bisect_right(sentence_starts, at) for at in firsts}) == 1 else "across sentences"


def slice_figures(gold: list[Line], found: list[Line], parsed: Path) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and the number of gold statements of every slice."""
    by_id = {line["id"]: line["statements"] for line in found}
    starts = dict(_sentence_starts(parsed))
    count: Counter[tuple[str, str]] = Counter()
    for line in gold:
        sides = {"gold": line["statements"], "found": by_id.get(line["id"], [])}
        right = dict(zip(sides, _right(line["text"], *sides.values()), strict=True))
        slices = _slicer(line, starts.get(line["id"]))
        for side, statements in sides.items():
            for n, statement in enumerate(statements):
                for name in slices(statement):
                    count[name, side] += 1
                    count[name, f"right {side}"] += n in right[side]
    names = sorted({name for name, _ in count}, key=lambda name: (":" in name, name))
    return {name: _figures(count, name) for name in names}


def _slicer(line: Line, starts: list[int] | None) -> Callable[[Line], list[str]]:
    def slices(statement: Line) -> list[str]:
        if not statement["content"]:
            return []
        found = ["all", form(statement, line["text"]), sourced(statement), f"publisher: {line['publisher']}"]
        return found + ([reach(statement, starts)] if starts else [])

    return slices


def _figures(count: Counter[tuple[str, str]], name: str) -> dict[str, float]:
    p = count[name, "right found"] / max(1, count[name, "found"])
    r = count[name, "right gold"] / max(1, count[name, "gold"])
    return {"n": count[name, "gold"], "p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0}


def _right(text: str, gold: list[Line], found: list[Line]) -> tuple[set[int], set[int]]:
    """The numbers of the gold and of the found statements that the scorer pairs and calls right."""
    score = scorer("polnear/score.py")
    g, f = (score.token_sets(text, statements)[0] for statements in (gold, found))
    ranked = sorted(
        (-score.token_f1(a["content"], b["content"]), -len(a["cue"] & b["cue"]), i, j)
        for i, a in enumerate(g)
        for j, b in enumerate(f)
        if a["content"] & b["content"]
    )
    used_g: set[int] = set()
    used_f: set[int] = set()
    right: list[tuple[int, int]] = []
    for likeness, _, i, j in ranked:
        if i not in used_g and j not in used_f:
            used_g.add(i)
            used_f.add(j)
            if likeness <= -0.5 and (_agree(g[i], f[j], "cue") or not g[i]["cue"]) and _agree(g[i], f[j], "source"):
                right.append((i, j))
    return {i for i, _ in right}, {j for _, j in right}


def _agree(a: Roles, b: Roles, role: str) -> bool:
    return bool(a[role] & b[role]) or not (a[role] or b[role])


def _sentence_starts(parsed: Path) -> Iterator[tuple[str, list[int]]]:
    with gzip.open(parsed, "rt", encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            if line["tokens"]:
                yield line["id"], [line["tokens"][first][0] for first, _ in line["sentences"]]
