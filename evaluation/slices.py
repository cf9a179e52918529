"""Figures for parts of the corpus: by form, with and without a source, within and across sentences, by publisher.

A slice's precision is over the statements that were found and fall into it, its recall over the gold ones that do;
right is what the scorer calls right: contents' token F1 of at least 0.5, cues and sources that share a token.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from evaluation import scoring
from evaluation.gold import lines

Line = dict[str, Any]
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
        pairs = scoring.right(*(scoring.token_sets(line["text"], statements) for statements in sides.values()))
        right = {"gold": {i for i, _ in pairs}, "found": {j for _, j in pairs}}
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


def _sentence_starts(parsed: Path) -> Iterator[tuple[str, list[int]]]:
    for line in lines(parsed):
        if line["tokens"]:
            yield line["id"], [line["tokens"][first][0] for first, _ in line["sentences"]]
