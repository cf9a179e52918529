"""By when the thing said would happen: ``horizon``, of statements that predict, warn or commit."""

from __future__ import annotations

from typing import Final

from onrecord.reader.scene import Placed, Scene
from onrecord.reader.times import Expression, horizon_value

LOOKING_AHEAD: Final = frozenset({"predicts", "warns", "commits"})
BACKWARD: Final = frozenset("since after last past previous ago earlier yesterday before former until".split())
"""Words in or before an expression that turn it back: no horizon."""
FORWARD: Final = frozenset(
    "will would ll d wo to going gonna plan plans planned planning may might could can should must shall expect "
    "expects expected likely scheduled set due next coming within by begin begins starting "
    "intends aims hopes ready".split()
)
"""One of these stands in the cue, in the expression, or in the content before it, where it tells of what is to come."""
REFUSING: Final = frozenset("refuse refuses refused refusing decline declines declined declining refusal".split())
"""In a cue these tell of what will not be done: a time beside it is not its horizon."""
OF_THE_CUE: Final = frozenset("will would to plan plans planned planning expected scheduled set due".split())
"""A cue with one of these is itself the thing to come, so that expressions beside it count as well."""
ATTRIBUTIVE: Final = frozenset({"the", "a", "an", "his", "her", "its", "their", "this"})
"""Before a bare year these make it a name's part: "the 2017 model"."""


def horizon(scene: Scene, n: int, act: str) -> tuple[str, str]:
    """The last day, and the expression behind it; the day is empty where it cannot be resolved, both where none is."""
    cue = {w for a, b in scene.placed[n].cue for w in scene.where.lowers[a:b]}
    if act not in LOOKING_AHEAD or not REFUSING.isdisjoint(cue):
        return "", ""
    told = ahead(scene, scene.placed[n])
    if not told:
        return "", ""
    days = [(horizon_value(e, scene.today) if scene.today else "", e.text) for e in told]
    return max(days, key=lambda pair: pair[0])


def ahead(scene: Scene, placed: Placed) -> list[Expression]:
    """The expressions that tell by when what the statement says would happen."""
    begin, end = scene.where.sentences[placed.sentence] if scene.where.sentences else (0, 0)
    begin, end = min(begin, placed.first), max(end, placed.last)
    spots = zip(scene.times, scene.spots, strict=True)
    return [e for e, (a, b) in spots if begin < b and a < end and _told(scene, placed, e, a, b)]


def dated(scene: Scene, expression: Expression) -> bool:
    """Whether an expression can mean a day to come: where the article has no date, every one can."""
    return scene.today is None or bool(horizon_value(expression, scene.today))


def _told(scene: Scene, placed: Placed, expression: Expression, first: int, last: int) -> bool:
    """Whether an expression, the words [first, last), stands with what is to come and its words look ahead."""
    where = scene.where
    beside = where.sentence_of[first] == placed.sentence
    inside = placed.in_content(first, last)
    if not inside and not beside:
        return False
    cue = {w for a, b in placed.cue for w in where.lowers[a:b]}
    if not inside and OF_THE_CUE.isdisjoint(cue):
        return False
    words = [where.lower(first - 1), *where.lowers[first:last]]
    if not BACKWARD.isdisjoint(words) or (expression.rule == "year" and words[0] in ATTRIBUTIVE):
        return False
    ahead = {w for a, b in placed.content for w in where.lowers[a : min(b, first)]}
    return not FORWARD.isdisjoint(ahead | cue | set(words))
