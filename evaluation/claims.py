"""Claims measured: affairs, stance, paraphrase, likeness, retrieval, events; each beside a plain TF-IDF baseline.

    python -m evaluation.claims [affairs] [fnc] [msrp] [sts] [checkthat] [ecb]

Held out by claim or topic: FNC-1 by event (a fifth of the events, neither bodies nor headlines of theirs in training),
MSRP its dev part, STS headlines the year 2015, CheckThat its development queries, ECB+ the development topics. The
small models are learnt here, in seconds, from the same features that the package computes; scikit-learn is needed.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from scipy.stats import pearsonr
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from evaluation import headlines
from evaluation.gold import SHARED, read_lines, scorer
from onrecord.claims.asked import likenesses, sentence_as_proposition
from onrecord.claims.polarity import hedges, lower, negations, valence
from onrecord.claims.propositions import Proposition
from onrecord.claims.similarity import Bags, Meanings, idf
from onrecord.claims.words import numbers

DATA = SHARED / "claims"
LEARN, SOME = 8_000, 5_000
"""FNC pairs that are learnt from and that are measured."""


def rows(name: str) -> list[dict[str, Any]]:
    return read_lines(DATA / f"{name}.jsonl.gz")


def sentence_features(a: str, b: str) -> list[float]:
    """How two texts compare: words, meaning, numbers, negation, tone, length."""
    p, q = sentence_as_proposition(a), sentence_as_proposition(b)
    words = Bags([p.own, q.own], idf)
    meanings = Meanings([p.raw, q.raw], idf)
    x, y = lower(a), lower(b)
    common, either = set(x) & set(y), set(x) | set(y)
    grams = [{" ".join(s[i : i + 2]) for i in range(len(s) - 1)} for s in (x, y)]
    both = len(grams[0] & grams[1]) / max(1, min(map(len, grams)))
    told, other = numbers(a), numbers(b)
    turned = abs(len(negations(x)) - len(negations(y)))
    return [
        float(words.cosine()[0, 1]), float(words.contained()[0, 1]), float(meanings.mean()[0, 1]),
        float(meanings.aligned()[0, 1]), float(meanings.sharp(3)[0, 1]), len(common) / max(1, len(either)), both,
        float(bool(told & other)), float(bool(told ^ other)), turned, float(turned % 2),
        abs(len(hedges(x)) - len(hedges(y))), valence(x) - valence(y), abs(len(x) - len(y)) / max(1, len(x), len(y)),
        min(len(x), len(y)), len(p.names & q.names) / max(1, len(p.names | q.names)),
    ]  # fmt: skip


def tfidf(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """Cosine of each pair by TF-IDF over all of them: the baseline."""
    turn = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit([t for pair in pairs for t in pair])
    a, b = (turn.transform([pair[i] for pair in pairs]) for i in (0, 1))
    return [float(x) for x in np.asarray(a.multiply(b).sum(1)).ravel()]


def msrp() -> dict[str, float]:
    """Accuracy on the dev part."""
    data = rows("msrp")
    wanted = np.array([r["label"] == "paraphrase" for r in data])
    dev = np.array([r["split"] == "dev" for r in data])
    features = np.array([sentence_features(r["a"], r["b"]) for r in data])
    model = HistGradientBoostingClassifier(max_iter=80, max_leaf_nodes=8, learning_rate=0.06, random_state=0)
    ours = model.fit(features[~dev], wanted[~dev]).predict(features[dev])
    plain = np.array(tfidf([(r["a"], r["b"]) for r in data]))[:, None]
    base = LogisticRegression().fit(plain[~dev], wanted[~dev]).predict(plain[dev])
    return {"accuracy": float((ours == wanted[dev]).mean()), "TF-IDF": float((base == wanted[dev]).mean())}


def sts() -> dict[str, float]:
    """Pearson on the headlines of 2015, learnt on the other sets."""
    data = rows("sts_headlines")
    wanted = np.array([float(r["score"]) for r in data])
    dev = np.array(["2015" in r["set"] for r in data])
    features = np.array([sentence_features(r["a"], r["b"]) for r in data])
    model = HistGradientBoostingRegressor(max_iter=120, max_leaf_nodes=8, learning_rate=0.06, random_state=0)
    ours = model.fit(features[~dev], wanted[~dev]).predict(features[dev])
    plain = np.array(tfidf([(r["a"], r["b"]) for r in data]))[dev]
    return {"Pearson": float(pearsonr(ours, wanted[dev])[0]), "TF-IDF": float(pearsonr(plain, wanted[dev])[0])}


def fnc() -> dict[str, float]:
    """FNC score and macro F1 on a fifth of the events."""
    bodies = {r["id"]: r["text"] for r in rows("fnc1_train_bodies")}
    data = rows("fnc1_train_stances")
    learn, test = headlines.parts(data, bodies)
    chosen = random.Random(2)
    learn, test = (chosen.sample(part, min(most, len(part))) for part, most in ((learn, LEARN), (test, SOME)))
    texts = headlines.Texts((r["headline"] for r in (*learn, *test)), bodies, sorted({r["body_id"] for r in learn}))
    y, w = ([r["label"] for r in part] for part in (learn, test))
    ours = headlines.learnt(texts.features(learn), y, texts.features(test))
    plain = [np.array(tfidf([(r["headline"], bodies[r["body_id"]]) for r in part]))[:, None] for part in (learn, test)]
    base = LogisticRegression(class_weight="balanced").fit(plain[0], y).predict(plain[1])
    three = list(headlines.RELATED)
    return {
        "FNC score": _fnc_score(w, ours), "macro F1": float(f1_score(w, ours, average="macro")),
        "macro F1 of the related": float(f1_score(w, ours, labels=three, average="macro")),
        "TF-IDF score": _fnc_score(w, base), "TF-IDF macro F1": float(f1_score(w, base, average="macro")),
    }  # fmt: skip


def _fnc_score(gold: Sequence[str], told: Iterable[str]) -> float:
    got = best = 0.0
    for want, have in zip(gold, told, strict=True):
        related = want != "unrelated"
        best += 1.0 if related else 0.25
        got += 0.25 * (related == (have != "unrelated")) + 0.75 * (related and want == have)
    return got / best


def checkthat() -> dict[str, float]:
    """MAP@5 on the development queries, over the whole pool of claims."""
    claims, queries = rows("checkthat2022_2a/claims"), rows("checkthat2022_2a/queries")
    dev = [q for q in queries if q["split"] == "dev"]
    texts = [f"{c['claim']} {c.get('title', '')}" for c in claims]
    turn = TfidfVectorizer(sublinear_tf=True, stop_words="english", ngram_range=(1, 2)).fit(texts)
    pool = turn.transform(texts)
    props = [sentence_as_proposition(t) for t in texts]
    ids = [c["id"] for c in claims]
    base, ours = [], []
    for q in dev:
        plain = np.asarray((pool @ turn.transform([q["text"]]).T).todense()).ravel()
        near = np.argsort(-plain)[:100]
        scores = likenesses(sentence_as_proposition(q["text"]), [props[i] for i in near])
        mixed = np.argsort(-(np.array(scores) + plain[near]))
        base.append(_average([ids[i] for i in near[:5]], q["relevant"]))
        ours.append(_average([ids[near[i]] for i in mixed[:5]], q["relevant"]))
    return {"MAP@5": float(np.mean(ours)), "TF-IDF": float(np.mean(base))}


def _average(found: Sequence[str], relevant: Sequence[str]) -> float:
    hits = [n for n, name in enumerate(found, 1) if name in relevant]
    return sum(k / n for k, n in enumerate(hits, 1)) / max(1, min(5, len(relevant)))


def ecb() -> dict[str, float]:
    """B-cubed F1 over the reporting of events: sentences of the dev topics that tell of one event cluster.

    An item is a sentence with a linked action; two items belong together where they share a cluster. Each item goes
    to the cluster of its first action, as the one that it reports.
    """
    data = rows("ecbplus")
    parts = {split: _reports([d for d in data if d["split"] == split]) for split in ("train", "dev")}
    stops = np.arange(0.2, 0.9, 0.04)
    out = {}
    for name, near in (("B-cubed F1", _near), ("TF-IDF", _near_plain)):
        best = max(stops, key=lambda stop: _grouped(parts["train"][:6], near, float(stop)))
        out[name] = _grouped(parts["dev"], near, float(best))
    return out


Topic = tuple[list[str], list[str]]


def _reports(documents: Sequence[dict[str, Any]]) -> list[Topic]:
    """For each topic its reporting sentences and their clusters."""
    by: dict[str, Topic] = defaultdict(lambda: ([], []))
    for d in documents:
        for start, end in d["selected"]:
            inside = [m for m in d["mentions"] if start <= m["start"] < end and m["cluster"] and "ACTION" in m["tag"]]
            if inside:
                by[str(d["topic"])][0].append(d["text"][start:end])
                by[str(d["topic"])][1].append(str(inside[0]["cluster"]))
    return list(by.values())


def _near(texts: Sequence[str]) -> Any:
    props = [sentence_as_proposition(t) for t in texts]
    meanings = Meanings([p.raw for p in props], idf)
    return 0.3 * Bags([p.own for p in props], idf).cosine() + 0.3 * meanings.mean() + 0.4 * meanings.aligned()


def _near_plain(texts: Sequence[str]) -> Any:
    matrix = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    return np.asarray((matrix @ matrix.T).todense(), dtype=np.float32)


def _grouped(topics: Sequence[Topic], near: Callable[[Sequence[str]], Any], stop: float) -> float:
    from onrecord.claims.grouping import average_linking

    precision, recall = [], []
    for texts, gold in topics:
        labels = average_linking(np.asarray(near(texts)), 1 - stop)
        for i in range(len(texts)):
            mine = {j for j in range(len(texts)) if labels[j] == labels[i]}
            right = {j for j in range(len(texts)) if gold[j] == gold[i]}
            precision.append(len(mine & right) / len(mine))
            recall.append(len(mine & right) / len(right))
    p, r = float(np.mean(precision)), float(np.mean(recall))
    return 2 * p * r / (p + r)


def affairs() -> dict[str, Any]:
    """The marked affairs with the statements' spans as given; each affair by itself, and the TF-IDF baseline."""
    from onrecord.claims.found import find_claims
    from training.claims.data import TUNED, dev

    score = scorer("affairs/score_affairs.py")
    told: dict[str, list[Any]] = {"ours": [], "TF-IDF": []}
    out = {}
    given = dev()
    for name, (read, gold) in given.items():
        found = [[vars_of(m) for m in claim.members] for claim in find_claims(read)]
        told["ours"] += (mine := [{"members": ms} for ms in found])
        told["TF-IDF"] += baseline(read)
        figures = score.figures(gold, mine)
        out[f"{name}{' (learnt from)' if name in TUNED else ''}"] = short(figures)
    gold = [g for _, claims in given.values() for g in claims]
    return out | {f"all, {who}": short(score.figures(gold, claims)) for who, claims in told.items()}


def vars_of(m: Any) -> dict[str, Any]:
    return {"article": m.article, "n": m.n, "stance": m.stance, "same": m.same}


def short(figures: dict[str, Any]) -> dict[str, float]:
    pick = {"stance": "macro", "opposed": "r"}
    return {name: round(float(row[pick.get(name, "f1")]), 3) for name, row in figures.items()}


def baseline(read: Sequence[Any]) -> list[dict[str, Any]]:
    """Average linking over TF-IDF of the contents; hedges and denials by three words each."""
    from onrecord.claims.grouping import average_linking
    from onrecord.claims.propositions import propositions

    props = [p for article, statements in read for p in propositions(article, statements)]
    labels = average_linking(_near_plain([p.text or p.cue for p in props]), 0.85)
    groups: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for n, (p, label) in enumerate(zip(props, labels, strict=True)):
        groups[int(label)].append({"article": p.article, "n": p.n, "stance": _plain_stance(p), "same": n})
    return [{"members": ms} for ms in groups.values()]


def _plain_stance(p: Proposition) -> str:
    words = set(lower(f"{p.cue} {p.text}"))
    if words & {"not", "denied", "never"}:
        return "denies"
    return "hedges" if words & {"may", "might", "could"} else "asserts"


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "affairs": affairs, "fnc": fnc, "msrp": msrp, "sts": sts, "checkthat": checkthat, "ecb": ecb,
}  # fmt: skip


def main() -> None:
    for name in sys.argv[1:] or PARTS:
        print(name, flush=True)
        for key, value in PARTS[name]().items():
            print(f"  {key:28} {value if isinstance(value, dict) else round(value, 4)}", flush=True)


if __name__ == "__main__":
    main()
