"""By when the thing said would happen: ``horizon``, of statements that predict, warn or commit."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from onrecord.reader.actwords import REFUSING
from onrecord.reader.outline import Outline
from onrecord.reader.scene import Placed, Scene, within
from onrecord.reader.times import Expression, horizon_value, resolve, when_value
from onrecord.records import parse_day

Spotted = tuple[Expression, tuple[int, int]]
"""An expression and its words, [first, past last)."""

LOOKING_AHEAD: Final = frozenset({"predicts", "warns", "commits"})
BACKWARD: Final = frozenset("since after last past previous ago earlier yesterday before former until".split())
"""Words in or before an expression that turn it back: no horizon."""
DEADLINE: Final = "before"
"""In front of an expression this sets a last day; inside one ("two days before") it turns back."""
FORWARD: Final = frozenset(
    "will would ll d wo to going gonna plan plans planned planning may might could can should must shall expect "
    "expects expected likely scheduled set due next coming within by begin begins starting "
    "intends aims hopes ready".split()
)
"""One of these stands in the cue, in the expression, or in the content before it, where it tells of what is to come."""
BESIDE: Final = frozenset({"by"})
"""Of these what counts only right beside the expression: a thing may fall "by" a tenth."""
UNWILLING: Final = REFUSING | {"refusal"}
"""In a cue these tell of what will not be done: a time beside it is not its horizon."""
OF_THE_CUE: Final = frozenset("will would to plan plans planned planning expected scheduled set due".split())
"""A cue with one of these is itself the thing to come, so that expressions beside it count as well."""
MODALS: Final = frozenset({"will", "would", "ll", "d"})
"""Behind an expression at the beginning of its clause these look ahead as well: "On Friday the ferry will sail"."""
HAD: Final = "d"
"""This one looks ahead but before a participle: "he'd never been" is what he had been."""
PARTICIPLES: Final = frozenset(
    "been had gone done seen said told made taken given known heard met left lost won found got written spoken held"
    " kept sent spent paid thought brought bought felt meant taught sold built fallen forgotten begun drunk eaten"
    " driven broken chosen worn grown shown drawn flown thrown stolen sworn slept stood understood".split()
)
NOT_ED: Final = frozenset("need feed heed speed breed bleed proceed succeed exceed embed shed wed".split())
"""Verbs that end as a participle does."""
BETWEEN: Final = frozenset("never not always already just only ever also still long since even".split())
"""Words between "had" and its participle, besides those in -ly."""
LOOKING_BACK: Final = frozenset({("back", "on"), ("back", "at"), ("back", "to"), ("back", "over")})
"""Words before an expression that tell of it as of what is past."""
OPENING: Final = 3
"""Words of a content, marks among them, before a time that opens it: "“By the end of …", "that on …"."""
AS_FAR: Final = 5
"""Words behind an expression among which such a modal stands."""
TURNING: Final = frozenset("whether which who whom whose that when if unless because while until where".split())
"""A clause begun with one of these tells of something else than the words before it: "to decide in July whether …"."""
POINTING: Final = frozenset({("that", "day"), ("that", "date"), ("that", "week"), ("that", "month"), ("by", "then")})
"""Words that mean the time told of before."""
CALENDAR: Final = frozenset({"date", "range", "month", "year", "iso"})
"""Rules of expressions that mean one day of the calendar whoever repeats them, and whenever."""
ATTRIBUTIVE: Final = frozenset({"the", "a", "an", "his", "her", "its", "their", "this"})
"""Before a bare year these make it a name's part: "the 2017 model"."""


def horizon(scene: Scene, n: int, act: str, said: str = "") -> tuple[str, str]:
    """The last day, and the expression behind it; the day is empty where it cannot be resolved, both where none is.

    ``said``: when the statement was made, where that was not on the article's day.
    """
    placed = scene.placed[n]
    cue = within(scene.where.lowers, placed.cue)
    if act not in LOOKING_AHEAD or not UNWILLING.isdisjoint(cue):
        return "", ""
    told = _foremost(scene, placed, _ahead(scene, placed)) or _pointed_at(scene, placed)
    days = [(_last_day(scene, e, said), e.text) for e in told]
    return max(days, key=lambda pair: pair[0], default=("", ""))


def ahead(scene: Scene, placed: Placed) -> list[Expression]:
    """The expressions that tell by when what the statement says would happen."""
    return [e for e, _ in _ahead(scene, placed)]


def _ahead(scene: Scene, placed: Placed) -> list[Spotted]:
    begin, end = scene.where.sentences[placed.sentence] if scene.where.sentences else (0, 0)
    begin, end = min(begin, placed.first), max(end, placed.last)
    spots = zip(scene.times, scene.spots, strict=True)
    return [(e, (a, b)) for e, (a, b) in spots if begin < b and a < end and _told(scene, placed, e, a, b)]


def _last_day(scene: Scene, expression: Expression, said: str) -> str:
    """As seen from the day when it was said, where the expression is one of the calendar: "had promised on 10 June
    that it would run by 20 June" looks back on both by July. "Before the summer" ends when that begins."""
    if scene.today is None:
        return ""
    other = expression.rule in CALENDAR and said != when_value(expression, scene.today)
    day = parse_day(said.rpartition("/")[2]) if other else None
    seen = min(day, scene.today) if day else scene.today
    begun = expression.rule == "season" and scene.article.text[: expression.start].rstrip().endswith(DEADLINE)
    days = resolve(expression, seen, ahead=True) if begun else None
    if days and seen < days[0]:
        return (days[0] - timedelta(days=1)).isoformat()
    return horizon_value(expression, seen)


def _foremost(scene: Scene, placed: Placed, told: list[Spotted]) -> list[Expression]:
    """Without those in a clause that begins behind the content's first one."""
    begin = next((b for _, (a, b) in told if placed.in_content(a, b)), len(scene.where.lowers))
    return [e for e, (a, _) in told if TURNING.isdisjoint(scene.where.lowers[begin:a])]


def _pointed_at(scene: Scene, placed: Placed) -> list[Expression]:
    """The last expression before the words "on that day" in a content, in their sentence or the one before it."""
    where = scene.where
    for first in (i for a, b in placed.content for i in range(a, b - 1)):
        if (where.lower(first), where.lower(first + 1)) in POINTING:
            near = where.sentence_of[first] - 1
            before = [
                e
                for e, (a, b) in zip(scene.times, scene.spots, strict=True)
                if b <= first and where.sentence_of[a] >= near and dated(scene, e)
            ]
            return before[-1:]
    return []


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
    cue = set(within(where.lowers, placed.cue))
    if not inside and OF_THE_CUE.isdisjoint(cue):
        return False
    words = [where.lower(first - 1), *where.lowers[first:last]]
    turned = words[1:] if words[0] == DEADLINE else words
    if (where.lower(first - 2), words[0]) in LOOKING_BACK:
        return False
    if not BACKWARD.isdisjoint(turned) or (expression.rule == "year" and words[0] in ATTRIBUTIVE):
        return False
    before = (i for a, b in placed.content for i in range(a, min(b, first)))
    ahead = {where.lowers[i] for i in before if not _is_had(where, i)} - BESIDE
    return not FORWARD.isdisjoint(ahead | cue | set(words)) or (inside and _fronted(scene, placed, first, last))


def _fronted(scene: Scene, placed: Placed, first: int, last: int) -> bool:
    """Whether a modal stands soon behind the words [first, last), in their clause; a comma ends it but for words that
    open the content: "the ferry that sank in February, will be back" does not look ahead to February."""
    where = scene.where
    opens = any(a <= first <= a + OPENING for a, _ in placed.content)
    end = min(last + AS_FAR, next((b for a, b in placed.content if b >= last), last))
    for i, word in enumerate(where.lowers[last:end], last):
        if word in MODALS and not _is_had(where, i):
            return True
        if word in TURNING or word in ".;:?!" or (word == "," and not opens):
            return False
    return False


def _is_had(where: Outline, i: int) -> bool:
    """Whether the i-th word is the "d" of "he'd" for "he had"."""
    if where.lowers[i] != HAD:
        return False
    i += 1
    while where.lower(i) in BETWEEN or where.lower(i).endswith("ly"):
        i += 1
    verb = where.lower(i)
    return verb in PARTICIPLES or (verb.endswith("ed") and verb not in NOT_ED)
