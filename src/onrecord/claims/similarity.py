"""How alike two propositions are: one matrix for each feature, all pairs at once.

Everything is symmetric. The scorer's weights name the features that they were learnt on.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord import vectors
from onrecord.claims.propositions import Proposition
from onrecord.claims.words import PRONOUNS_OF_SPEAKER, PRONOUNS_THIRD, stem, stems, tokens
from onrecord.records import parse_day

Floats = npt.NDArray[np.float32]
WEIGHTS: Final = Path(__file__).parent / "weights"
WIDTH: Final = vectors.SEMANTIC.stop
GAP: Final = 200.0
TOUCHING: Final = 5
"""Letters between two statements: the scale on which they part, and up to how many they touch."""
ADDING: Final = frozenset("added also continued adding then later further went".split())
"""Words of cues that begin another utterance."""


@cache
def idf_table() -> tuple[dict[str, float], float]:
    """Each stem's inverse document frequency over news, and that of a stem never seen."""
    with gzip.open(WEIGHTS / "idf.json.gz", "rt", encoding="utf-8") as file:
        loaded = json.load(file)
    return loaded["idf"], loaded["unseen"]


def idf(stem: str) -> float:
    table, unseen = idf_table()
    return table.get(stem, unseen)


def local_idf(bags: Sequence[Sequence[str]]) -> dict[str, float]:
    """How telling each stem is *within* these bags: in an affair about taxes, "tax" tells nothing apart."""
    count = Counter(stem for bag in bags for stem in set(bag))
    total = len(bags) + 1
    return {stem: math.log(total / n) / math.log(total) for stem, n in count.items()}


def unit(matrix: Floats) -> Floats:
    """Each row at length 1."""
    return np.asarray(matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-6), dtype=np.float32)


class Bags:
    """Bags of stems as a weighted matrix [bags, stems]."""

    def __init__(self, bags: Sequence[Sequence[str]], weight: Callable[[str], float]) -> None:
        self.columns = {s: i for i, s in enumerate(dict.fromkeys(s for bag in bags for s in bag))}
        self.weights = np.array([weight(s) for s in self.columns] or [0.0], dtype=np.float32)
        self.has = np.zeros((len(bags), len(self.weights)), dtype=np.float32)
        for row, bag in enumerate(bags):
            self.has[row, [self.columns[s] for s in bag]] = 1.0
        self.unit = unit(self.has * self.weights)

    def cosine(self) -> Floats:
        return np.asarray(self.unit @ self.unit.T, dtype=np.float32)

    def shared(self) -> Floats:
        """Summed weight of the stems that two bags share."""
        return np.asarray((self.has * self.weights) @ self.has.T, dtype=np.float32)

    def contained(self) -> Floats:
        """Share of the lighter bag's weight that the other holds."""
        total = self.has @ self.weights
        return np.asarray(self.shared() / np.maximum(np.minimum.outer(total, total), 1e-6), dtype=np.float32)


class Pairs:
    """The features of all pairs among some propositions; each matrix is made once, when asked for."""

    def __init__(self, propositions: Sequence[Proposition]) -> None:
        self.props = propositions
        self.local = local_idf([p.own for p in propositions])
        names = {name: n for n, name in enumerate(dict.fromkeys(p.article for p in propositions))}
        self.articles = np.array([names[p.article] for p in propositions], dtype=np.int64)
        self.same_article = (self.articles[:, None] == self.articles[None, :]).astype(np.float32)
        speakers = np.array([x.speaker_key for x in propositions])
        same = (speakers[:, None] == speakers[None, :]) & (speakers != "")[:, None]
        self.same_speaker = same.astype(np.float32)

    def weight(self, stem: str) -> float:
        """How much a stem tells in general and in these propositions."""
        return idf(stem) * (0.1 + self.local.get(stem, 1.0))

    def matrices(self) -> dict[str, Floats]:
        """Every feature by name."""
        return {name: matrix for part in PARTS for name, matrix in part(self).items()}


def _bags(p: Pairs) -> dict[str, Floats]:
    background = Bags([x.own for x in p.props], idf)
    local = Bags([x.own for x in p.props], lambda s: idf(s) * p.local.get(s, 1.0))
    around = Bags([x.context for x in p.props], lambda s: idf(s) * p.local.get(s, 1.0))
    phrases = Bags([_phrases(x.own) for x in p.props], lambda two: sum(map(p.weight, two.split())))
    cos = local.cosine()
    return {
        "phrases": phrases.cosine(),
        "phrases_shared": np.log1p(phrases.shared()),
        "words": background.cosine(),
        "telling": cos,
        "contained": local.contained(),
        "shared": np.log1p(local.shared()),
        "around": around.cosine(),
        "company": _company(cos),
        **standing("telling", cos),
    }


def _phrases(stems_told: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(f"{a} {b}" for a, b in pairwise(stems_told)))


def standing(name: str, matrix: Floats) -> dict[str, Floats]:
    """How a likeness stands beside those that its two have with all others: mean, excess over it, mutual rank."""
    m = matrix.copy()
    np.fill_diagonal(m, 0.0)
    mean = m.sum(1) / max(1, len(m) - 1)
    hub = np.add.outer(mean, mean) / 2
    return {f"{name}_hub": hub, f"{name}_over": matrix - hub, f"{name}_rank": _ranked(matrix)}


def _ranked(matrix: Floats) -> Floats:
    """Geometric mean of the reciprocal ranks of each in the other's list of neighbours."""
    m = matrix.copy()
    np.fill_diagonal(m, -1.0)
    order = np.argsort(np.argsort(-m, axis=1, kind="stable"), axis=1) + 1
    reciprocal = (1.0 / order).astype(np.float32)
    return np.asarray(np.sqrt(reciprocal * reciprocal.T), dtype=np.float32)


def _company(cos: Floats) -> Floats:
    """Cosine of two rows of similarities: alike to the same others."""
    c = cos.copy()
    np.fill_diagonal(c, 0.0)
    rows = unit(c * (c > 0.08))
    return np.asarray(rows @ rows.T, dtype=np.float32)


class Meanings:
    """Bags of words by their vectors, over a common vocabulary: how much of each word a bag holds, by weight."""

    def __init__(self, bags: Sequence[Sequence[str]] | Vocabulary, weight: Callable[[str], float]) -> None:
        """``bags``: also the vocabulary made of them already."""
        self.words = bags if isinstance(bags, Vocabulary) else Vocabulary(bags)
        weights = np.array([weight(stem(word)) for word in self.words.of] or [0.0], dtype=np.float32)
        self.holds = np.zeros((len(self.words.bags), len(weights)), dtype=np.float32)
        for row, bag in enumerate(self.words.bags):
            np.add.at(self.holds[row], bag, weights[bag])

    def reweighed(self, weight: Callable[[str], float]) -> Meanings:
        """The same bags with other weights; what goes by words alone is not worked out again."""
        return Meanings(self.words, weight)

    def mean(self, centred: bool = False) -> Floats:
        """Cosine of the weighted means; ``centred`` takes off what all have in common."""
        means = unit(self.holds @ self.words.raw)
        if centred:
            means = unit(means - means.mean(0))
        return np.asarray(means @ means.T, dtype=np.float32)

    def aligned(self) -> Floats:
        """Each word beside its most like word of the other: weighted mean of the cosines, both ways."""
        out = self.held()
        return np.asarray((out + out.T) / 2, dtype=np.float32)

    def held(self) -> Floats:
        """The same one way: how well each row's words are found among each column's."""
        return np.asarray(self.holds @ self.words.nearest.T / self._totals[:, None], dtype=np.float32)

    def beside(self, i: int) -> Floats:
        """Alignment of one bag with each of the others: a row of ``aligned``."""
        out = np.zeros(len(self.holds), dtype=np.float32)
        mine = self.words.bags[i]
        if not len(mine):
            return out
        cos = self.words.unit @ self.words.unit[mine].T
        theirs = self.holds @ cos.max(1) / self._totals
        kept = [k for k, bag in enumerate(self.words.bags) if len(bag)]
        starts = np.cumsum([0, *(len(self.words.bags[k]) for k in kept)])[:-1]
        best = np.maximum.reduceat(cos[np.concatenate([self.words.bags[k] for k in kept])], starts, axis=0)
        weights = self.holds[i, mine] / np.bincount(mine)[mine]
        out[kept] = (theirs[kept] + best @ weights / max(float(weights.sum()), 1e-6)) / 2
        return out

    def sharp(self, power: int) -> Floats:
        """Cosine of two bags where like words count as partly the same word: by a power of their cosine."""
        like = np.maximum(self.words.cosine, 0)
        raised = like.copy()
        for _ in range(power - 1):
            raised *= like
        out = self.holds @ raised @ self.holds.T
        norm = np.sqrt(np.maximum(np.diag(out), 1e-6))
        return np.asarray(out / np.outer(norm, norm), dtype=np.float32)

    @property
    def _totals(self) -> Floats:
        return np.asarray(np.maximum(self.holds.sum(1), 1e-6), dtype=np.float32)


class Vocabulary:
    """The words of some bags, each once, with their vectors; ``bags`` holds their numbers."""

    def __init__(self, bags: Sequence[Sequence[str]]) -> None:
        self.of = list(dict.fromkeys(word for bag in bags for word in bag))
        number = {word: n for n, word in enumerate(self.of)}
        self.bags = [np.array([number[word] for word in bag], dtype=np.int64) for bag in bags]
        self.raw = _known_or_own(vectors.load(), self.of) if self.of else np.zeros((1, WIDTH), dtype=np.float32)
        self.unit = unit(self.raw)

    @cached_property
    def cosine(self) -> Floats:
        """Of every two words."""
        return np.asarray(self.unit @ self.unit.T, dtype=np.float32)

    @cached_property
    def nearest(self) -> Floats:
        """[bags, words]: the cosine of each word and the bag's word that is most like it."""
        out = np.zeros((len(self.bags), len(self.raw)), dtype=np.float32)
        for row, bag in enumerate(self.bags):
            if len(bag):
                np.max(self.cosine[bag], axis=0, out=out[row])
        return out


def _known_or_own(table: vectors.Vectors, bag: Sequence[str]) -> Floats:
    """The words' vectors; a word that the table does not know gets one of its own, so that it is like itself."""
    found = table.of(bag)[:, vectors.SEMANTIC].copy()
    for row in np.where(~found.any(axis=1))[0]:
        found[row] = _own_vector(stem(bag[row]))
    return found


@lru_cache(maxsize=1 << 16)
def _own_vector(word: str) -> Floats:
    """Ten units long, as the table's are, in a direction that comes from the word alone."""
    seed = int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
    drawn = np.random.default_rng(seed).standard_normal(WIDTH)
    return np.asarray(10 * drawn / np.linalg.norm(drawn), dtype=np.float32)


def _meanings(p: Pairs) -> dict[str, Floats]:
    raw = [x.raw for x in p.props]
    local = Meanings(raw, p.weight)
    plain = local.reweighed(idf)
    sharper = local.reweighed(lambda s: idf(s) * (0.1 + p.local.get(s, 1.0)) ** 2)
    held, meaning = local.held(), local.mean()
    aligned = np.asarray((held + held.T) / 2, dtype=np.float32)
    return {
        "aligned": aligned,
        "aligned_least": np.minimum(held, held.T),
        "meaning": meaning,
        "meaning_local": local.mean(centred=True),
        "meaning_plain": plain.mean(),
        "aligned_plain": plain.aligned(),
        "aligned_sharper": sharper.aligned(),
        "sharp": local.sharp(3),
        "sharper": sharper.sharp(4),
        **standing("aligned", aligned),
        **standing("meaning", meaning),
    }


def _surroundings(p: Pairs) -> dict[str, Floats]:
    around = Meanings([x.raw_context for x in p.props], p.weight)
    both = Meanings([x.raw + x.raw_context for x in p.props], p.weight)
    mean = around.mean()
    return {
        "around_aligned": around.aligned(),
        "around_meaning": mean,
        "around_local": around.mean(centred=True),
        "both_local": both.mean(centred=True),
        "path": _path(p, mean),
        **standing("around_meaning", mean),
    }


def _predicates(p: Pairs) -> dict[str, Floats]:
    """What is said, names left out: everybody in an affair is named in most of its statements."""
    named = {name for x in p.props for name in x.names}
    plain = Meanings([[w for w in x.raw if stem(w) not in named] for x in p.props], p.weight)
    held = plain.held()
    return {
        "said": plain.mean(centred=True),
        "said_aligned": np.asarray((held + held.T) / 2, dtype=np.float32),
        "said_least": np.minimum(held, held.T),
    }


LATENT: Final = (20, 60)
"""Directions kept of the affair's statements and words."""


def _latent(p: Pairs) -> dict[str, Floats]:
    """Likeness by words that go together in these statements (latent semantic analysis)."""
    bags = Bags([(*x.own, *x.context) for x in p.props], p.weight)
    own = Bags([x.own for x in p.props], p.weight)
    left, strength, _ = np.linalg.svd((bags.unit + _wide(own, bags)) / 2, full_matrices=False)
    kept = {k: unit((left[:, :k] * strength[:k]).astype(np.float32)) for k in LATENT}
    return {f"latent_{k}": np.asarray(rows @ rows.T, dtype=np.float32) for k, rows in kept.items()}


def _wide(narrow: Bags, wide: Bags) -> Floats:
    """Rows of one table of bags in the columns of another that has all of them."""
    out = np.zeros((len(narrow.unit), wide.unit.shape[1]), dtype=np.float32)
    out[:, [wide.columns[s] for s in narrow.columns]] = narrow.unit[:, : len(narrow.columns)]
    return out


def _articles(p: Pairs) -> dict[str, Floats]:
    """How alike the two articles are, and how near in time."""
    stems_of = [[s for x, a in zip(p.props, p.articles, strict=True) if a == n for s in (*x.own, *x.context)]
                for n in range(int(p.articles.max(initial=-1)) + 1)]  # fmt: skip
    alike = Bags(stems_of, p.weight).cosine()
    number = np.array([_day(x.published) for x in p.props])
    apart = np.nan_to_num(np.abs(np.subtract.outer(number, number)))
    return {"articles_alike": alike[np.ix_(p.articles, p.articles)], "days": np.log1p(apart).astype(np.float32)}


def _day(text: str) -> float:
    """The number of an ISO date's day; not a number where it is none."""
    day = parse_day(text)
    return float(day.toordinal()) if day else math.nan


def _subjects(p: Pairs) -> dict[str, Floats]:
    """Whether the two speak first of one person: the first name in the content, or whom its pronoun means."""
    first = [_subject(x) for x in p.props]
    own = [stems(x.speaker)[-1:] for x in p.props]
    of_self = np.array([bool(o) and o[0] == f for o, f in zip(own, first, strict=True)])
    return {"same_subject": _equal(first), "of_themselves": np.outer(of_self, of_self).astype(np.float32)}


def _subject(x: Proposition) -> str:
    """Stem of the first name in the content; the speaker's where a pronoun that may mean it comes before."""
    for token in tokens(x.text):
        low = token.lower()
        if low in PRONOUNS_OF_SPEAKER or low in PRONOUNS_THIRD:
            return (stems(x.speaker)[-1:] or [""])[0]
        if token[0].isupper() and stem(low) in x.names:
            return stem(low)
    return ""


def _path(p: Pairs, likeness: Floats) -> Floats:
    """In one article: the least likeness of neighbours on the way from one to the other."""
    out = np.zeros_like(likeness)
    for i in range(len(out)):
        least = 1.0
        for j in range(i + 1, len(out)):
            if p.articles[j] != p.articles[i]:
                break
            least = min(least, float(likeness[j - 1, j]))
            out[i, j] = out[j, i] = least
    return out


def _names(p: Pairs) -> dict[str, Floats]:
    names = Bags([sorted(x.names) for x in p.props], lambda s: 0.2 + p.local.get(s, 1.0))
    numbers = Bags([sorted(x.numbers) for x in p.props], lambda _: 1.0)
    shared = (numbers.has @ numbers.has.T > 0).astype(np.float32)
    some = (numbers.has.sum(1) > 0).astype(np.float32)
    return {
        "names": names.cosine(),
        "numbers": shared,
        "numbers_differ": np.outer(some, some) * (1 - shared),
        "answers": _answers(p),
    }


def _answers(p: Pairs) -> Floats:
    """One names the other's speaker: it may answer."""
    speakers = [stems(x.speaker)[-1:] for x in p.props]
    says = [[float(bool(s) and s[0] in x.own) for x in p.props] for s in speakers]
    matrix = np.array(says, dtype=np.float32).reshape(len(speakers), len(speakers))
    return np.maximum(matrix, matrix.T)


def _places(p: Pairs) -> dict[str, Floats]:
    same = p.same_speaker
    n = np.array([x.n for x in p.props], dtype=np.float32)
    apart = np.abs(n[:, None] - n[None, :])
    paragraph = np.array([x.paragraph for x in p.props])
    sentence = np.array([x.sentence for x in p.props])
    here = p.same_article
    return {
        "same_article": here,
        "near": here / (1 + apart),
        "next": here * (apart == 1),
        "same_sentence": here * (sentence[:, None] == sentence[None, :]),
        "same_paragraph": here * (paragraph[:, None] == paragraph[None, :]),
        "same_speaker_here": same * here,
        "same_speaker_there": same * (1 - here),
        "same_speaker_next": same * here * (apart == 1),
    }


def _shape(p: Pairs) -> dict[str, Floats]:
    size = np.array([len(x.own) for x in p.props], dtype=np.float32)
    crowd = p.same_article.sum(1)
    return {
        "shorter": np.log1p(np.minimum.outer(size, size)),
        "longer": np.log1p(np.maximum.outer(size, size)),
        "crowd": np.log(np.add.outer(crowd, crowd)),
    }


def _telling_on(p: Pairs) -> dict[str, Floats]:
    """How one speaker's words follow one another: told in the article's words, then quoted; carried on; added to."""
    begins = np.array([x.begins for x in p.props], dtype=np.float32)
    ends = np.array([x.ends for x in p.props], dtype=np.float32)
    gap = np.maximum(np.maximum.outer(begins, begins) - np.minimum.outer(ends, ends), 0)
    here = p.same_article * p.same_speaker
    following = here * (np.abs(np.subtract.outer(*[np.arange(len(begins))] * 2)) == 1)
    direct = np.array([x.statement.form == "direct" for x in p.props])
    mixed = np.array([x.statement.form != "indirect" for x in p.props])
    adds = np.array([not ADDING.isdisjoint(tokens(x.cue.lower())) for x in p.props])
    return {
        "gap": p.same_article * np.exp(-gap / GAP),
        "follows_on": following * (gap < TOUCHING),
        "then_quoted": following * _later(~direct, direct),
        "then_partly_quoted": following * _later(~mixed, mixed),
        "both_quoted": here * np.outer(direct, direct),
        "then_told": following * _later(direct, ~direct),
        "adds": here * _later(np.ones_like(adds), adds),
    }


def _later(first: npt.NDArray[np.bool_], second: npt.NDArray[np.bool_]) -> Floats:
    """Whether the earlier of each two is ``first`` and the later ``second``."""
    upper = np.triu(np.outer(first, second), 1)
    return np.asarray(upper | upper.T, dtype=np.float32)


def _occasions(p: Pairs) -> dict[str, Floats]:
    """Whether two were said on one occasion, by the labels."""
    return {
        f"same_{name}": _equal([getattr(x.statement, name).lower() for x in p.props]) * p.same_speaker
        for name in ("venue", "when")
    } | {"same_act": _equal([x.statement.act for x in p.props])}


def _equal(values: Sequence[str]) -> Floats:
    """Where two values are one and not empty."""
    found = np.array(values)
    return np.asarray((found[:, None] == found[None, :]) & (found != "")[:, None], dtype=np.float32)


PARTS: Final = (
    _bags, _meanings, _predicates, _latent, _surroundings, _names, _articles, _subjects, _places, _telling_on,
    _occasions, _shape,
)  # fmt: skip


def runs(p: Pairs) -> dict[str, Floats]:
    """What tells one utterance from two: runs of three words that both have, and a headline beside its story."""
    grams = []
    for x in p.props:
        said = [t.lower() for t in tokens(x.text)]
        grams.append([" ".join(said[i : i + 3]) for i in range(len(said) - 2)])
    bags = Bags(grams, lambda _: 1.0)
    n = np.array([x.n for x in p.props])
    first = (n <= 1).astype(np.float32)
    return {"runs": bags.contained(), "runs_shared": np.log1p(bags.shared()), "lead": np.maximum.outer(first, first)}
