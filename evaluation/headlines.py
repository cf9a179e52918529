"""FNC-1: how an article's body stands to a headline, learnt in two steps and measured on events never seen.

Related or not, then agrees, disagrees or discusses, by boosted trees over what the winning systems looked at (Talos,
Athene, UCLMR 2017): words in common by TF-IDF, over the whole and sentence by sentence, likeness of word vectors to the
nearest sentences, runs of words in common, words that refute or hedge in the headline, the lead, the
nearest sentences and the whole.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer

from onrecord import vectors
from onrecord.claims.origins import Sets
from onrecord.claims.polarity import HEDGES, NEGATORS, lower, negations, valence
from onrecord.claims.similarity import idf, unit
from onrecord.claims.words import is_content, numbers, stem

Floats = npt.NDArray[Any]
Row = Mapping[str, Any]

MOST: Final = 30
"""Sentences of a body that are looked at."""
NEAR: Final = 3
LEAD: Final = 2
"""Sentences that are nearest to the headline, and that stand first."""
GROUPS: Final[dict[str, frozenset[str]]] = {
    "refute": frozenset(
        """fake fraud hoax false deny denies denied denying nope doubt doubts bogus debunk debunks debunked pranks prank
        retract retracted untrue satire satirical fabricated myth refute refuted dispute disputed dismissed""".split()
    ),
    "report": frozenset(
        """report reports reported reportedly claim claims claimed claiming allegedly alleged apparently according rumor
        rumors rumour rumours rumored unconfirmed unverified purported supposedly sources source""".split()
    ),
    "confirm": frozenset("confirm confirms confirmed confirming verified official officially announced".split()),
    "negate": NEGATORS,
    "hedge": HEDGES,
}
"""Words that show how a text stands to what it tells."""
_SENTENCE: Final = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")
RELATED: Final = ("agree", "disagree", "discuss")


def parts(rows: Sequence[Row], bodies: Iterable[int]) -> tuple[list[Row], list[Row]]:
    """What is learnt from, and what is measured: a fifth of the events, whose bodies and headlines are not learnt from.

    An event is what related pairs hold together. Measured are all pairs with a held body; what is not related to it
    may be a headline of an event that was learnt from, as in the challenge's own test.
    """
    event = Sets()
    for r in rows:
        if r["label"] in RELATED:
            event.join(f"body {r['body_id']}", f"headline {r['headline']}")
    of = {key: event.find(f"body {key}") for key in sorted(bodies)}
    known = sorted(set(of.values()))
    held = set(random.Random(1).sample(known, len(known) // 5))
    asked = {r["headline"] for r in rows if event.find(f"headline {r['headline']}") in held}
    learn = [r for r in rows if of[r["body_id"]] not in held and r["headline"] not in asked]
    return learn, [r for r in rows if of[r["body_id"]] in held]


class Texts:
    """Headlines and bodies, each taken apart once: sentences, TF-IDF rows, word vectors, words that show a stand."""

    def __init__(self, headlines: Iterable[str], bodies: Mapping[int, str], learnt: Iterable[int]) -> None:
        self.sentences = {key: _sentences(text) for key, text in bodies.items()}
        self.heads = {text: n for n, text in enumerate(dict.fromkeys(headlines))}
        self.turn = TfidfVectorizer(sublinear_tf=True, stop_words="english", min_df=2)
        self.turn.fit([s for key in learnt for s in self.sentences[key]])
        self.words = [lower(text) for text in self.heads]
        self.head_rows, self.head_means = self.turn.transform(list(self.heads)), _means(self.words)
        self.head_signs = np.array([_signs(said) for said in self.words])

    def features(self, rows: Sequence[Row]) -> Floats:
        """One row for each pair, in order; a body is taken apart once for all its headlines."""
        by: dict[int, list[int]] = defaultdict(list)
        for n, row in enumerate(rows):
            by[row["body_id"]].append(n)
        out: list[Floats] = [np.zeros(0)] * len(rows)
        for key, places in by.items():
            body = _Body(self, self.sentences[key])
            for n, found in zip(places, body.beside([self.heads[rows[n]["headline"]] for n in places]), strict=True):
                out[n] = found
        return np.array(out)


class _Body:
    """One body's sentences, ready to be compared with headlines."""

    def __init__(self, texts: Texts, sentences: Sequence[str]) -> None:
        self.texts = texts
        self.said = [lower(s) for s in sentences]
        self.rows = texts.turn.transform(sentences)
        self.means = _means(self.said)
        self.signs = np.array([_signs(said) for said in self.said])
        self.stems = [_stems(said) for said in self.said]
        self.numbers = numbers(" ".join(sentences))
        self.whole = unit(self.means.sum(0)[None])[0]

    def beside(self, heads: Sequence[int]) -> list[Floats]:
        cosines = np.asarray((self.texts.head_rows[heads] @ self.rows.T).todense())
        meanings = self.texts.head_means[heads] @ self.means.T
        return [self._pair(*pair) for pair in zip(heads, cosines, meanings, strict=True)]

    def _pair(self, head: int, cosine: Floats, meaning: Floats) -> Floats:
        score = cosine + meaning
        near = np.argsort(-score, kind="stable")[:NEAR]
        mine = _stems(self.texts.words[head])
        own = [_held(mine, self.stems[i]) for i in near[:1]] + [_held(mine, set().union(*self.stems))]
        own += [_held(mine, set().union(*self.stems[:LEAD]))]
        said = self.texts.words[head]
        told = numbers(" ".join(said))
        runs = [_runs(said, [w for s in self.said for w in s], size) for size in (2, 3)]
        return np.concatenate([
            np.sort(cosine)[::-1][:NEAR] if len(cosine) >= NEAR else np.resize(np.sort(cosine)[::-1], NEAR),
            [meaning.max(), meaning.mean(), cosine.mean(), cosine[0], meaning[0]],
            [float(self.texts.head_means[head] @ self.whole), near[0] / len(score), len(score), len(mine)],
            own, runs, [len(told & self.numbers) / max(1, len(told)), float(bool(told))],
            self.texts.head_signs[head], self.signs[near[0]], self.signs[near].mean(0), self.signs[:LEAD].mean(0),
            self.signs.mean(0), self.signs.max(0),
            [valence(said), valence(self.said[near[0]]), float((cosine > 0.15).mean())],
            [abs(len(negations(said)) % 2 - len(negations(self.said[near[0]])) % 2)],
        ])  # fmt: skip


def _sentences(text: str) -> list[str]:
    return [s for s in _SENTENCE.split(text) if len(s.split()) > 3][:MOST] or [text[:300] or "-"]


def _means(said: Sequence[Sequence[str]]) -> Floats:
    """A unit vector for each text: its content words' vectors, the rare ones weighing more."""
    table = vectors.load()
    out = np.zeros((len(said), vectors.SEMANTIC.stop), dtype=np.float32)
    for n, words in enumerate(said):
        kept = [w for w in words if is_content(w)]
        if kept:
            weights = np.array([idf(stem(w)) for w in kept], dtype=np.float32)
            out[n] = weights @ table.of(kept)[:, vectors.SEMANTIC]
    return unit(out)


def _signs(said: Sequence[str]) -> list[float]:
    return [float(sum(w in group for w in said)) for group in GROUPS.values()] + [float("?" in said)]


def _stems(said: Iterable[str]) -> set[str]:
    return {stem(w) for w in said if is_content(w)}


def _held(mine: set[str], theirs: set[str]) -> float:
    total = sum(map(idf, mine))
    return sum(idf(s) for s in mine & theirs) / total if total else 0.0


def _runs(said: Sequence[str], whole: Sequence[str], size: int) -> float:
    """Share of the headline's runs of words that the body has."""
    mine = {tuple(said[i : i + size]) for i in range(len(said) - size + 1)}
    theirs = {tuple(whole[i : i + size]) for i in range(len(whole) - size + 1)}
    return len(mine & theirs) / max(1, len(mine))


def learnt(x: Floats, labels: Sequence[str], z: Floats) -> list[str]:
    """The labels of ``z`` by what ``x`` and its labels teach, in two steps."""
    related = np.array([label != "unrelated" for label in labels])
    first = _trees().fit(x, related).predict(z)
    side = np.array(labels)[related]
    weight = np.array([{label: len(side) / (side == label).sum() for label in RELATED}[s] ** 0.5 for s in side])
    second = _trees().fit(x[related], side, weight).predict(z)
    return [str(s) if r else "unrelated" for r, s in zip(first, second, strict=True)]


def _trees() -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=150, max_leaf_nodes=16, learning_rate=0.08, l2_regularization=1.0, random_state=0
    )
