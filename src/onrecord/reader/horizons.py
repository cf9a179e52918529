"""By when the thing said would happen: ``horizon``, of statements that predict, warn or commit."""

from __future__ import annotations

from typing import Final

from onrecord.reader.scene import Placed, Scene
from onrecord.reader.times import Expression, horizon_value

LOOKING_AHEAD: Final = frozenset({"predicts", "warns", "commits"})
BACKWARD: Final = frozenset("since after last past previous ago earlier yesterday before former".split())
"""Words in or before an expression that turn it back: no horizon."""


def horizon(scene: Scene, n: int, act: str, when_text: str) -> tuple[str, str]:
    """The last day, and the expression behind it; the day is empty where it cannot be resolved, both where none is."""
    if act not in LOOKING_AHEAD:
        return "", ""
    placed = scene.placed[n]
    for expression in scene.times:
        if _inside(scene, placed, expression) and expression.text != when_text:
            if scene.today is None:
                return "", expression.text
            if day := horizon_value(expression, scene.today):
                return day, expression.text
    return "", ""


def _inside(scene: Scene, placed: Placed, expression: Expression) -> bool:
    """Whether an expression stands in the content and looks ahead as far as its words tell."""
    where = scene.where
    first, last = where.span(expression.start, expression.end)
    if not placed.in_content(first, last):
        return False
    words = [where.lower(first - 1), *where.lowers[first:last]]
    return BACKWARD.isdisjoint(words)
