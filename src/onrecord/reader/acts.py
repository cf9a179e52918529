"""What a statement does (act), how sure its source is (certainty), and whether it was said before (again)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord import vectors
from onrecord.reader.actfeatures import features
from onrecord.reader.actwords import NEGATIONS, REFUSING
from onrecord.reader.linear import Linear, from_arrays, vocabulary
from onrecord.reader.scene import WEIGHTS, Placed, Scene, within

Floats = npt.NDArray[np.float32]

OPENING: Final = 12
"""Words of the content's opening whose vectors are averaged apart from the whole."""
LONGEST: Final = 60
PARTS: Final = 3
"""Averaged vectors of a statement: cue, opening of the content, content."""

AGAIN_WORDS: Final = frozenset(
    "again reiterate reiterated reiterates reiterating repeat repeats repeated repeatedly repeating often "
    "still continue continues continued continuing always regularly routinely frequently constantly "
    "consistently relentlessly "
    "reaffirmed reaffirm reaffirms reaffirming renewed renew renews renewing long longtime doubled".split()
)
"""In a cue, or beside it, these tell that the source has said so before."""
AGAIN_BESIDE: Final = frozenset("again often repeatedly still always regularly routinely frequently long".split())
SAID_BEFORE: Final = frozenset("repeatedly always before previously again often times consistently many".split())
RAISING: Final = frozenset("raise raises raised raising sound sounds sounded sounding".split())
ALARMS: Final = frozenset("concern concerns alarm alarms alert alerts fear fears".split())
"""A cue with one of each, "raised concerns", "sounded the alarm", warns: the classifier learnt from no such cue, and
from many that are concerned."""
SURE_RAISED: Final = 0.7
ENDS: Final = frozenset(".!?")
SURE_QUESTION: Final = 0.8
"""Share of labelled contents of one question alone that are a bare question (7 of 9)."""
CALLING: Final = frozenset("call calls called calling".split())
CALLED_FOR: Final = frozenset("for on upon to".split())
SURE_NAMED: Final = 0.7
"""Share of labelled statements with such a cue that assert (23 of 32); 4 urge."""
ADMITTING: Final = frozenset({"admit", "concede"})
"""Refusing one of these denies."""
SURE_REFUSED: Final = 0.95
"""Share of labelled statements with such a cue that commit (45 of 46)."""
WOULD: Final = frozenset("would will wouldn won wo".split())
TELLING: Final = frozenset(
    "say tell comment confirm discuss disclose specify elaborate identify name reveal answer".split()
)
DENYING: Final = frozenset("deny dispute exclude contest contradict reject rule".split())
"""With a negation before it in the cue one of these lets stand what is said."""
SURE_LEFT: Final = 0.6
JUST_BEFORE: Final = 4
"""Words before a verb among which what negates it stands."""
SURE_AGAIN: Final = {True: 0.7, False: 0.98}
"""Share of right answers of the rule on the labelled training articles, by its answer."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A statement's act, certainty and again, and how sure each is."""

    act: str
    certainty: str
    again: bool
    sure: dict[str, float]


@cache
def load(path: Path = WEIGHTS) -> dict[str, Linear]:
    """The classifiers of ``act`` and ``certainty``."""
    with np.load(path) as arrays:
        features = vocabulary(arrays)
        return {name: from_arrays(arrays, name, features) for name in ("act", "certainty")}


def guess(scene: Scene, kinds: Sequence[str]) -> list[Guess]:
    """A guess for each statement of the scene; ``kinds`` are its sources' kinds."""
    if not scene.placed:
        return []
    names = [features(scene, p, kind) for p, kind in zip(scene.placed, kinds, strict=True)]
    dense = averages(scene)
    models = load()
    known = models["act"].rows(names)
    acts, degrees = (models[name].answers(known, dense) for name in ("act", "certainty"))
    out = []
    for placed, (act, sure_act), (certainty, sure_certainty) in zip(scene.placed, acts, degrees, strict=True):
        if raises_alarm(scene.where.lowers, placed):
            act, sure_act = "warns", SURE_RAISED
        elif one_question(scene.where.lowers, placed):
            act, sure_act = "asks", SURE_QUESTION
        elif refuses(scene.where.lowers, placed):
            act, sure_act = "commits", SURE_REFUSED
        elif act == "denies" and denies_nothing(scene.where.lowers, placed):
            act, sure_act = "asserts", SURE_LEFT
        elif act == "urges" and names_a_thing(scene.where.lowers, placed):
            act, sure_act = "asserts", SURE_NAMED
        again = said_again(scene.where.lowers, placed)
        sure = {"act": sure_act, "certainty": sure_certainty, "again": SURE_AGAIN[again]}
        out.append(Guess(act, certainty, again, sure))
    return out


def raises_alarm(lowers: Sequence[str], placed: Placed) -> bool:
    """Whether the cue says that an alarm is raised."""
    cue = within(lowers, placed.cue)
    return not RAISING.isdisjoint(cue) and not ALARMS.isdisjoint(cue)


def one_question(lowers: Sequence[str], placed: Placed) -> bool:
    """Whether the content is one question and nothing else."""
    content = within(lowers, placed.content)
    return "?" in content[-3:] and sum(w in ENDS for w in content) == 1


def refuses(lowers: Sequence[str], placed: Placed) -> bool:
    """Whether the cue says that the source will not do or tell something: "declined to confirm", "would not say"."""
    cue = within(lowers, placed.cue)
    if not REFUSING.isdisjoint(cue):
        opening = within(lowers, placed.content)[:3]
        return ADMITTING.isdisjoint([*cue, *opening])
    return any(not WOULD.isdisjoint(before) for before in _negating(cue, TELLING))


def denies_nothing(lowers: Sequence[str], placed: Placed) -> bool:
    """Whether the cue says that nothing is denied: "did not dispute"."""
    return any(_negating(within(lowers, placed.cue), DENYING))


def _negating(cue: Sequence[str], verbs: frozenset[str]) -> list[Sequence[str]]:
    """The words before each of these verbs that a negation stands among."""
    before = [cue[max(0, i - JUST_BEFORE) : i] for i, word in enumerate(cue) if word in verbs]
    return [words for words in before if not NEGATIONS.isdisjoint(words)]


def names_a_thing(lowers: Sequence[str], placed: Placed) -> bool:
    """Whether the cue calls a thing something, and does not call for one."""
    cue = within(lowers, placed.cue)
    content = within(lowers, placed.content)
    return bool(cue) and cue[-1] in CALLING and CALLED_FOR.isdisjoint(content[:1])


def averages(scene: Scene) -> Floats:
    """float32 [statements, PARTS * WIDTH]: mean word vectors of cue, opening and content; zero for an empty part.

    The table's whole numbers are added up before they are scaled: their sums are exact, in any order.
    """
    table = vectors.load()
    row_of, lowers = table.rows.get, scene.where.lowers
    rows: list[int] = []
    bounds = []
    for placed in scene.placed:
        content = [w for w in within(lowers, placed.content) if w.isalnum()][:LONGEST]
        cue = [w for w in within(lowers, placed.cue) if w.isalnum()]
        for part in (cue, content[:OPENING], content[OPENING:]):
            bounds.append(len(rows))
            rows += [row_of(word, 0) for word in part]
    values = table.table[[*rows, 0]].astype(np.float32)
    counts = np.diff([*bounds, len(rows)])
    sums = np.add.reduceat(values, bounds, axis=0) * (counts > 0)[:, None]
    parts, sizes = sums.reshape(-1, PARTS, vectors.WIDTH), counts.reshape(-1, PARTS)
    parts[:, 2] += parts[:, 1]
    sizes[:, 2] += sizes[:, 1]
    means = parts * table.scale / np.maximum(sizes, 1)[..., None]
    out: Floats = means.reshape(len(scene.placed), PARTS * vectors.WIDTH).astype(np.float32)
    return out


def said_again(lowers: Sequence[str], placed: Placed) -> bool:
    """Whether the cue, the words beside it, or the source's own words say that this was said before."""
    if not AGAIN_WORDS.isdisjoint(within(lowers, placed.cue)):
        return True
    if not placed.cue:
        return False
    first, last = placed.cue[0][0], placed.cue[-1][1]
    beside = [*lowers[max(0, first - 1) : first], *lowers[last : last + 2]]
    if not AGAIN_BESIDE.isdisjoint(beside) and not placed.in_content(first - 1, last + 2):
        return True
    opening = within(lowers, placed.content)[:9]
    return "said" in opening and "have" in opening and not SAID_BEFORE.isdisjoint(opening)
