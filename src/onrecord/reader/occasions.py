"""Which time, relay and venue belong to which statement.

An article tells an occasion once ("told CNN on Tuesday", "at a rally in Ohio") and goes on with more statements from
it. So every candidate expression of the article is weighed for every statement: by how near it stands, by what ties it
to a cue, by which statement it stands beside (its *host*), and by what lies between that one and this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from onrecord.reader.actwords import lemma
from onrecord.reader.lexicon import given_sex
from onrecord.reader.outline import Outline
from onrecord.reader.scene import WEIGHTS, Placed, Scene, Words, within
from onrecord.reader.trees import Forest, from_arrays

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

COLUMNS: Final = 48
SENTENCES_AWAY, STATEMENTS_AWAY = 0, 15
"""Which columns these are."""
NEAR: Final = 12
"""A hint farther than so many statements from one is not weighed for it, unless in its sentence."""
FAR: Final = 40
"""Distances in words, statements and sentences are cut off here."""

CUE_GROUPS: Final = {
    group: words.split()
    for group, words in {
        "say": "say tell state declare remark comment note speak talk explain",
        "go on": "add continue go reply respond answer conclude",
        "argue": "argue claim contend insist maintain assert suggest charge accuse warn predict",
        "inner": "believe think want hope fear support oppose know feel expect like love",
        "do": "announce sign call urge propose release file issue order endorse vow pledge promise plan",
        "write": "write tweet post publish report show find",
        "ask": "ask question",
    }.items()
}
CUE_GROUP: Final = {word: number for number, words in enumerate(CUE_GROUPS.values(), 1) for word in words}
TIES: Final = {
    word: number
    for number, word in enumerate(
        "on in at during after before since by of the last this earlier from for told with to and , ' ’ “ \"".split(), 1
    )
}
PRONOUNS: Final = frozenset({"he", "she", "they", "it", "i", "we", "who", "which"})
TALKS: Final = frozenset({"say", "tell", "add", "write", "tweet", "announce", "speak", "report", "reply", "respond"})


@dataclass(frozen=True, slots=True)
class Hint:
    """A candidate: the words [first, last), the value it would give, and three numbers that say what it is like."""

    first: int
    last: int
    value: str
    traits: tuple[float, float, float]


Column = npt.NDArray[np.generic]
"""[S, H], [S, 1] or [1, H]"""


def _columns(table: Table) -> list[Column]:
    return [*_places(table), *_hosts(table), *_between(table), *_own(table), *table.told.turn]


def _numbers(values: Sequence[str]) -> Ints:
    """Equal strings by equal numbers; an empty one is equal to none."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(v or f"\0{i}", len(known)) for i, v in enumerate(values)], np.int64)


class Told:
    """The statements of a scene as columns [S, 1], whatever hints are weighed for them."""

    def __init__(self, scene: Scene, speakers: Sequence[str], kinds: Sequence[str]) -> None:
        placed, lowers = scene.placed, scene.where.lowers
        self.scene = scene
        self.speakers = _numbers(speakers)
        cues = [p.cue or ((p.head, p.head + 1),) for p in placed]
        numbers = [
            (p.head, p.sentence, p.paragraph, cue[0][0], cue[-1][1], p.first, p.last)
            for p, cue in zip(placed, cues, strict=True)
        ]
        table = np.array(numbers, np.int64).reshape(-1, 7)
        self.head, self.sentence, self.paragraph, self.cue_first, self.cue_last, self.first, self.last = (
            table[:, [i]] for i in range(7)
        )
        lemmas = [_cue_lemma(scene, p) for p in placed]
        self.talks = np.array([lemma in TALKS for lemma in lemmas])
        self.pieces = {role: _pieces([getattr(p, role) for p in placed]) for role in ("content", "cue", "source")}
        said = [lowers[p.cue[0][0] : p.cue[-1][1]] if p.cue else [] for p in placed]
        own = [
            [CUE_GROUP.get(word, 0) for word in lemmas],
            [_tense(cue) for cue in said],
            [len(cue) for cue in said],
            [bool(p.content) and _opens_quote(lowers, p.content[0][0]) for p in placed],
            [sum(b - a for a, b in p.content) for p in placed],
            [KIND_NUMBERS.get(kind, 0) for kind in kinds],
            [p.sentence == 0 for p in placed],
            [not p.source for p in placed],
        ]
        self.own = list(np.array(own, np.float32)[..., None])
        self.turn = _turn(self)


def _pieces(words: Sequence[Words]) -> tuple[Ints, Ints, Ints, Ints]:
    """Of all pieces one after another the first words and those past the last, [P, 1]; which statements have any, and
    where each one's pieces begin."""
    found = [(number, a, b) for number, pieces in enumerate(words) for a, b in pieces]
    number, first, last = np.array(found, np.int64).reshape(-1, 3).T
    starts = np.nonzero(np.diff(number, prepend=-1))[0]
    return first[:, None], last[:, None], number[starts], starts


class Table:
    """The statements' numbers as columns [S, 1] and the hints' as a row [1, H]."""

    def __init__(self, told: Told, hints: Sequence[Hint]) -> None:
        where = told.scene.where
        self.told, self.hints = told, hints
        self.shape = (len(told.head), len(hints))
        self.hint_first = np.array([[h.first for h in hints]], np.int64)
        self.hint_last = np.array([[h.last for h in hints]], np.int64)
        self.hint_sentence = np.array([[where.sentence_of[h.first] for h in hints]], np.int64)
        self.hint_paragraph = np.array([[where.paragraph_of[h.first] for h in hints]], np.int64)
        self.inside = self._covered("content")
        self.in_cue = self._covered("cue")
        self.in_source = self._covered("source")
        self.here = told.sentence == self.hint_sentence
        self.host = self._find_hosts()

    def _covered(self, role: str) -> npt.NDArray[np.bool_]:
        """[S, H]: whether the hint stands in that part of the statement."""
        out = np.zeros(self.shape, bool)
        first, last, rows, starts = self.told.pieces[role]
        if len(rows):
            inside = (self.hint_first < last) & (self.hint_last > first)
            out[rows] = np.logical_or.reduceat(inside, starts, axis=0)
        return out

    def _find_hosts(self) -> Ints:
        """[H]: the statement whose cue is nearest in the hint's sentence, the hint outside its content; -1 none."""
        if not self.shape[0]:
            return np.full(self.shape[1], -1, np.int64)
        away = np.abs(self.told.cue_first - self.hint_first)
        away = np.where(self.inside | ~self.here, 10**6, away)
        best = away.argmin(axis=0)
        return np.where(away[best, np.arange(self.shape[1])] < 10**6, best, -1)


def _cue_lemma(scene: Scene, placed: Placed) -> str:
    words = [lemma(w) for w in within(scene.where.lowers, placed.cue)]
    return next((w for w in words if w in CUE_GROUP), words[-1] if words else "")


def _clip(values: npt.NDArray[np.int64], limit: int = FAR) -> npt.NDArray[np.int64]:
    return np.minimum(np.maximum(values, -limit), limit)


def _places(t: Table) -> list[Column]:
    """Where the hint stands as seen from the statement."""
    of = t.told
    return [
        _clip(of.sentence - t.hint_sentence),
        _clip(of.paragraph - t.hint_paragraph),
        t.in_cue,
        t.in_source,
        t.inside,
        np.where(t.here, _clip(t.hint_first - of.cue_last), FAR + 1),
        np.where(t.here, _clip(of.cue_first - t.hint_last), FAR + 1),
        (t.hint_first >= of.first) & (t.hint_first < of.last),
        t.inside.any(axis=0, keepdims=True),
        t.inside.sum(axis=0, keepdims=True),
    ]


def _hosts(t: Table) -> list[Column]:
    """What the hint is tied to."""
    of = t.told
    host = np.maximum(t.host, 0)
    has = t.host >= 0
    away = np.where(has, t.hint_first[0] - of.cue_last[host, 0], FAR + 1)
    order = np.arange(t.shape[0])[:, None]
    number = np.where(has, host, np.searchsorted(of.head[:, 0], t.hint_first[0]))
    return [
        has[None, :],
        (order == t.host[None, :]),
        _clip(away)[None, :],
        (of.talks[host] & has)[None, :],
        np.where(has, of.speakers[:, None] == of.speakers[host][None, :], -1),
        _clip(order - number[None, :]),
        t.in_cue.any(axis=0, keepdims=True),
        t.in_source.any(axis=0, keepdims=True),
    ]


def _between(t: Table) -> list[Column]:
    """What lies between the hint and the statement: other speakers, other hints, nearest of all or not."""
    of = t.told
    number = np.where(t.host >= 0, t.host, np.minimum(np.searchsorted(of.head[:, 0], t.hint_first[0]), t.shape[0] - 1))
    change = np.concatenate([[0], np.cumsum(np.diff(of.speakers) != 0)])
    rank = np.arange(t.shape[1])[None, :]
    spot = np.searchsorted(t.hint_first[0], of.head[:, 0])[:, None]
    open_hints = np.concatenate([[0], np.cumsum(~t.inside.any(axis=0))])
    count = Counter(h.value or n for n, h in enumerate(t.hints))
    return [
        _clip(change[:, None] - change[number][None, :]),
        _clip(spot - rank),
        _clip(np.abs(open_hints[spot] - open_hints[rank + 1])),
        np.array([[count[h.value or n] for n, h in enumerate(t.hints)]]),
        np.full((1, 1), t.shape[1]),
        t.hint_first <= of.head,
        np.minimum(of.sentence, FAR),
        np.minimum(t.hint_sentence, FAR),
        *_local(t),
    ]


def _local(t: Table) -> list[Column]:
    """Whether another hint outside the content stands in the statement's sentence, and in its paragraph before it."""
    outside = ~t.inside
    near = t.here & outside
    beside = (t.told.paragraph == t.hint_paragraph) & outside
    above = beside & (t.hint_first < t.told.head)
    last_above = np.where(above, t.hint_first, -1).max(axis=1, keepdims=True)
    return [
        near.sum(axis=1, keepdims=True) - near,
        above.any(axis=1, keepdims=True) & ~above,
        t.hint_first == last_above,
        beside,
    ]


def _own(t: Table) -> list[Column]:
    """What the statement and the hint are like by themselves."""
    lowers, quoted = t.told.scene.where.lowers, t.told.scene.where.quoted
    of_hints = [
        (
            TIES.get(lowers[h.first - 1] if h.first else "", 0),
            TIES.get(lowers[h.first - 2] if h.first > 1 else "", 0),
            quoted[h.first],
            *h.traits,
        )
        for h in t.hints
    ]
    return [*t.told.own, *np.array(of_hints, np.float32).T[:, None]]


def _turn(told: Told) -> list[Column]:
    """How the statement follows the one before it: a new speaker by the full name, or the same one as "he"."""
    first = np.zeros(len(told.speakers), bool)
    first[np.unique(told.speakers, return_index=True)[1]] = True

    def like_before(values: Ints) -> npt.NDArray[np.bool_]:
        return np.concatenate([[False], values[1:] == values[:-1]])[: len(values)]

    forms = np.array([_form(told.scene.where, p) for p in told.scene.placed])
    columns = (forms, first, like_before(told.speakers), like_before(told.paragraph[:, 0]))
    return [np.asarray(column)[:, None] for column in columns]


def _form(where: Outline, placed: Placed) -> int:
    """Of a source: none, a pronoun, a full name, a surname, a description, another name."""
    words = [where.words[i] for a, b in placed.source for i in range(a, b)]
    if not words:
        return 0
    if len(words) == 1 and words[0].lower() in PRONOUNS:
        return 1
    capitals = [w for w in words if w[0].isupper()]
    if not capitals:
        return 4
    if len(capitals) == 1 and len(words) <= 3:
        return 3
    return 2 if any(map(given_sex, capitals)) else 5


KIND_NUMBERS: Final = {"person": 1, "organisation": 2, "document": 3, "unnamed": 4, "group": 5, "author": 6, "none": 7}


def _opens_quote(lowers: Sequence[str], i: int) -> bool:
    return lowers[i] in ("“", '"', "'", "‘", "„", "«")


def _tense(cue: Sequence[str]) -> int:
    """Of a cue's words: past, present, perfect, future, -ing, none of these."""
    if not cue:
        return 0
    if any(w in ("has", "have", "had") for w in cue):
        return 3 if "had" not in cue else 4
    if any(w in ("will", "would", "to") for w in cue):
        return 5
    last = next((w for w in reversed(cue) if w.isalpha()), "")
    if last.endswith("ed") or last in ("said", "told", "wrote", "was", "were", "made", "found", "thought"):
        return 1
    return 6 if last.endswith("ing") else 2 if last.endswith("s") else 7


def ordered(scene: Scene) -> tuple[Scene, list[int]]:
    """The scene with its statements in text order, and where in the given order each of them was."""
    order = sorted(range(len(scene.placed)), key=lambda i: (scene.placed[i].head, i))
    return replace(scene, placed=tuple(scene.placed[i] for i in order)), order


@dataclass(frozen=True, slots=True)
class Bar:
    """From which probability on an answer of one label is given, and what share of such is right."""

    threshold: float
    known: Floats
    right: Floats
    empty_known: Floats
    empty_right: Floats

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Bar:
        """From the numbers under their names, as training leaves them."""
        curves = (np.asarray(told[name], np.float32) for name in ("known", "hit", "empty_known", "empty_hit"))
        return cls(float(told["threshold"]), *curves)

    def sure(self, probabilities: Floats) -> npt.NDArray[np.float64]:
        """How sure answers are whose hints have these probabilities."""
        return np.interp(probabilities, self.known, self.right)

    def sure_of_none(self, probabilities: Floats) -> npt.NDArray[np.float64]:
        """How sure it is that there is none, where the best hints have these probabilities."""
        return np.interp(probabilities, self.empty_known, self.empty_right)


@dataclass(frozen=True, slots=True)
class Judge:
    """The learnt trees of one label, and the bar for their answers."""

    forest: Forest
    bar: Bar


@cache
def load(path: Path = WEIGHTS) -> dict[str, Judge]:
    """The judges of ``via`` and ``venue``."""
    with np.load(path) as arrays:
        return {name: _judge(arrays, name) for name in ("via", "venue")}


def _judge(arrays: Mapping[str, npt.NDArray[np.generic]], name: str) -> Judge:
    told = {key.removeprefix(f"{name}_"): arrays[key] for key in arrays if key.startswith(f"{name}_")}
    return Judge(from_arrays(arrays, name), Bar.of(told))


def weigh(judge: Judge, told: Told, hints: Sequence[Hint]) -> Floats:
    """float32 [statements, hints]: how likely each hint is the statement's."""
    out = np.zeros((len(told.head), len(hints)), np.float32)
    row, place, shown = pairs(Table(told, hints))
    out[row, place] = judge.forest.probabilities(shown)
    return out


def pairs(table: Table, within: int = NEAR) -> tuple[Ints, Ints, Floats]:
    """The pairs that are weighed, none farther apart than ``within`` statements unless in one sentence, so that the
    work grows with the text and no faster: [N] statements, [N] hints, and float32 [N, COLUMNS]."""
    if not all(table.shape):
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, COLUMNS), np.float32)
    columns = _columns(table)
    row, place = np.nonzero((np.abs(columns[STATEMENTS_AWAY]) <= within) | (columns[SENTENCES_AWAY] == 0))
    out = np.empty((len(columns), len(row)), np.float32)
    for into, column in zip(out, columns, strict=True):
        into[:] = column[row if len(column) > 1 else 0, place if column.shape[1] > 1 else 0]
    return row, place, np.ascontiguousarray(out.T)
