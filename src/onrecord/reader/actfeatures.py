"""What of a statement's wording bears on its act and certainty, as named features.

Three places speak: the cue, the opening and main clause of the content, and the source. There is no parser here: the
main clause is taken to be what stands before the first subordinator or, where the content begins with one, after its
first comma.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final

from onrecord.reader.actwords import (
    ACT_CUES,
    ASKING,
    BE,
    BELIEVING,
    DOUBTING,
    FIRST_PERSON,
    HARM,
    HEDGES,
    MODALS,
    NEGATIONS,
    SUBORDINATORS,
    THIRD_PERSON,
    UNTRUE,
    WRONG,
    lemma,
)
from onrecord.reader.horizons import ahead, dated
from onrecord.reader.scene import Placed, Scene, within

LONGEST: Final = 60
"""Words of content looked at."""
MAIN: Final = 25
"""Words of a main clause looked at."""
DOUBT_OPENS: Final = 8
DOUBT_REACH: Final = 3
"""Words of a content that are its opening; words before one of belief in which a negation turns it into doubt."""
QUOTES: Final = frozenset("\"“”'‘’«»„`")
SPECIAL: Final = {"wrong": WRONG, "harm": HARM, "untrue": UNTRUE}
LITTLE: Final = frozenset("low minimal negligible small slight little".split())
AHEAD: Final = frozenset(word for word, modal in MODALS.items() if modal in ("will", "would", "could", "may"))


def features(scene: Scene, placed: Placed, kind: str = "") -> list[str]:
    """The names of the features that a statement has; ``kind`` is its source's kind."""
    lowers = scene.where.lowers
    cue = within(lowers, placed.cue)
    whole = within(lowers, placed.content)
    content = whole[:LONGEST]
    source = within(lowers, placed.source)
    bare = [w for w in content if w not in QUOTES]
    found = [f"kind={kind}", "quoted" if content and content[0] in QUOTES else "plain"]
    bases = list(map(lemma, bare))
    of_cue, of_clause = list(_cue(cue)), list(_main_clause(bare, source))
    found += of_cue
    found += _around(lowers, placed)
    found += _opening(bare)
    found += _questions(whole, cue)
    found += of_clause
    found += _horizon(scene, placed)
    found += _doubts(cue, bare)
    found += _weighty(bare, bases)
    found += _words(bare, bases)
    found += _source(source, placed)
    found += _pairs(bare, of_cue, of_clause)
    return found


def _cue(cue: Sequence[str]) -> Iterator[str]:
    lemmas = [lemma(w) for w in cue]
    yield "cue:" + " ".join(lemmas[:4])
    yield f"cue-words:{min(len(cue), 6)}"
    for word in dict.fromkeys(lemmas):
        yield "c=" + word
        for act in ACT_CUES.get(word, ()):
            yield "cue-act:" + act
        if word in HEDGES:
            yield "cue-sure:" + HEDGES[word]
    for word in cue:
        if word in MODALS:
            yield "cue-modal:" + MODALS[word]
    negated = not NEGATIONS.isdisjoint(cue)
    if negated:
        yield "cue-not"
        yield from (f"not-{act}" for word in lemmas for act in ACT_CUES.get(word, ()))
    for one, two in pairwise(lemmas):
        yield f"c2={one} {two}"
    verb = next((w for w in reversed(cue) if w.isalpha() and len(w) > 3), "")
    if verb:
        yield "cue-end:" + verb[-2:] + ("+be" if not BE.isdisjoint(cue) else "")


def _around(lowers: Sequence[str], placed: Placed) -> Iterator[str]:
    first = placed.cue[0][0] if placed.cue else placed.first
    last = placed.cue[-1][1] if placed.cue else placed.first
    if first:
        yield "before:" + lowers[first - 1]
    for i, word in enumerate(lowers[last : last + 3]):
        yield f"after{i}:{word}"
    where = placed.content[0][0] if placed.content else last
    yield "content-first" if where < first else "cue-first"
    if placed.content and placed.content[0][0]:
        yield "content-after:" + lowers[placed.content[0][0] - 1]


def _opening(bare: Sequence[str]) -> Iterator[str]:
    for i, word in enumerate(bare[:4]):
        yield f"o{i}={word}"
    yield "o:" + " ".join(bare[:2])
    if bare:
        yield f"end:{bare[-1]}"
        if bare[0].endswith("ing"):
            yield "o-ing"
    yield f"length:{min(len(bare).bit_length(), 6)}"


def _questions(whole: Sequence[str], cue: Sequence[str]) -> Iterator[str]:
    """Whether the content ends as a question, how much of it is questions, whether the cue asks for what follows."""
    asked = whole.count("?")
    if asked:
        told = whole.count(".") + whole.count("!")
        yield "question-share:" + ("all" if not told else "most" if asked > told else "some")
        yield "question-end" if "?" in whole[-3:] else "question-inside"
    first = next((w for w in whole if w not in QUOTES), "")
    if first in ASKING:
        yield "indirect-question"
        yield from (f"indirect-question:{lemma(w)}" for w in cue[-2:])


def _horizon(scene: Scene, placed: Placed) -> Iterator[str]:
    """Whether the content tells by when."""
    if any(dated(scene, e) for e in ahead(scene, placed)):
        yield "by-when"


def main_clause(bare: Sequence[str]) -> Sequence[str]:
    """About the words of a content's main clause, "that" left out."""
    start = 1 if bare and bare[0] == "that" else 0
    if start < len(bare) and bare[start] in SUBORDINATORS and "," in bare:
        start = bare.index(",") + 1
    end = min(start + MAIN, len(bare))
    for i in range(start + 2, end):
        if bare[i] in SUBORDINATORS or bare[i] in (".", ";", "?"):
            return bare[start:i]
    return bare[start:end]


def _main_clause(bare: Sequence[str], source: Sequence[str]) -> Iterator[str]:
    clause = main_clause(bare)
    own = not FIRST_PERSON.isdisjoint(clause[:3])
    other = not THIRD_PERSON.isdisjoint(clause[:2])
    same = bool(source) and source[-1] in clause[:4] and len(source[-1]) > 2
    who = "own" if own else "third" if other else "same" if same else "other"
    yield "subject:" + who
    modal = next((i for i, w in enumerate(clause) if w in MODALS and (i > 0 or w not in ("will", "may"))), -1)
    if modal >= 0:
        name = MODALS[clause[modal]]
        yield "modal:" + name
        yield f"modal:{name}:{who}"
        yield f"modal-at:{name}:{min(modal, 8) // 3}"
        if not NEGATIONS.isdisjoint(clause[modal : modal + 3]):
            yield f"modal-not:{name}"
        yield f"modal-verb:{clause[modal + 1] if modal + 1 < len(clause) else ''}"
    else:
        yield "no-modal:" + who
    if not NEGATIONS.isdisjoint(clause[:8]):
        yield "main-not"
        yield "main-not:" + who
    yield from ["m=" + lemma(word) for word in clause[:10]]
    yield from [f"m2={one} {two}" for one, two in pairwise(clause[:13])]


def _doubts(cue: Sequence[str], bare: Sequence[str]) -> Iterator[str]:
    """Whether the cue, or the opening of the content, doubts: "doesn't expect", "I don't think", "is skeptical"."""
    if _doubting(cue):
        yield "doubts"
        yield "doubts:cue"
    if _doubting(bare[:MAIN]):
        yield "doubts:content"
        if _doubting(bare[:DOUBT_OPENS]):
            yield "doubts"


def _doubting(words: Sequence[str]) -> bool:
    if not DOUBTING.isdisjoint(words):
        return True
    beliefs = (i for i, word in enumerate(words) if word in BELIEVING)
    return any(not NEGATIONS.isdisjoint(words[max(0, i - DOUBT_REACH) : i]) for i in beliefs)


def _words(bare: Sequence[str], bases: Sequence[str]) -> Iterator[str]:
    yield from chain.from_iterable(map(_of_base, dict.fromkeys(bases)))
    yield from chain.from_iterable(map(_of_word, dict.fromkeys(bare)))


@lru_cache(maxsize=20_000)
def _of_base(base: str) -> tuple[str, ...]:
    return ("w=" + base, *("some-act:" + act for act in ACT_CUES.get(base, ())))


@lru_cache(maxsize=20_000)
def _of_word(word: str) -> tuple[str, ...]:
    modal = ("any-modal:" + MODALS[word],) if word in MODALS else ()
    return (*modal, "sure:" + HEDGES[word]) if word in HEDGES else modal


def _weighty(bare: Sequence[str], bases: Sequence[str]) -> Iterator[str]:
    """Wrong done and harm to come, with whom and in what mood they are told."""
    ahead = "now" if AHEAD.isdisjoint(bare) else "ahead"
    who = "own" if not FIRST_PERSON.isdisjoint(bare[:3]) else "other"
    for name, table in SPECIAL.items():
        if table.isdisjoint(bare) and table.isdisjoint(bases):
            continue
        places = [i for i, pair in enumerate(zip(bare, bases, strict=True)) if not table.isdisjoint(pair)]
        count = len(places)
        if all(_calm(bare, i) for i in places):
            yield f"{name}:calm"
            continue
        yield f"{name}:{min(count, 3)}"
        yield f"{name}:{ahead}"
        yield f"{name}:{who}"
    if "if" in bare or "unless" in bare:
        yield "if:" + ahead


def _calm(bare: Sequence[str], i: int) -> bool:
    """Whether what the i-th word tells is said not to be, or to be little: "no danger", "the risk is low"."""
    return not NEGATIONS.isdisjoint(bare[max(0, i - 3) : i]) or not LITTLE.isdisjoint(bare[max(0, i - 2) : i + 7])


def _source(source: Sequence[str], placed: Placed) -> Iterator[str]:
    yield "s-last:" + (source[-1] if source else "")
    if placed.sentence == 0:
        yield "first-sentence"
    if not source:
        yield "no-source"


def _pairs(bare: Sequence[str], of_cue: Sequence[str], of_clause: Sequence[str]) -> list[str]:
    """The cue's act together with what the content opens with and with its modal."""
    acts = [f for f in of_cue if f.startswith("cue-act:")] or ["cue-act:"]
    modal = next((f for f in of_clause if f.startswith(("modal:", "no-modal"))), "")
    opening = bare[0] if bare and bare[0] in ("that", "to", "for", "not", "if", "whether") else ""
    return [f"{act}&{modal}" for act in acts] + [f"{act}&{opening}" for act in acts]
