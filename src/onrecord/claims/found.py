"""Claims found in the statements of several articles: groups, stances, one-utterance numbers, and reasons.

Pure functions over records; :mod:`onrecord.claims.keeping` keeps their results in a ledger.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from onrecord.claims.embedding import Embed
from onrecord.claims.grouping import grouped
from onrecord.claims.polarity import denied_by_cue, lower, negations
from onrecord.claims.propositions import Proposition, propositions, with_camps
from onrecord.claims.scoring import Judged, judged
from onrecord.claims.sides import stances
from onrecord.claims.stance import Stance
from onrecord.claims.words import is_content, stem, tokens
from onrecord.reader.timewords import TRIGGERS
from onrecord.records import Article, Statement, content_id

ONE: Final = 0.45
"""From this score on two statements of a claim tell of one utterance."""
SAME_WORDS: Final = 0.3
"""Share of runs of words in common from which the speakers' names need not agree."""
WORDS_SHOWN: Final = 6
PLAIN: Final = (4, 12)
"""Between so many words a content says its claim most plainly."""
CLAUSE, QUESTION, LEANING = 1.2, 0.3, 0.6
"""How much more plainly a whole clause says it, a question, and what needs the words around it to be understood."""
SIDE: Final = "stance: "
"""Before each reason of a member's stance, among the reasons why it is a member."""
LEANS: Final = frozenset("it he she him her them they this these those such".split())
"""Words that need others, but before a word of time: "this autumn"."""


@dataclass(frozen=True, slots=True)
class Member:
    """A statement's place in a claim. ``same`` numbers the utterances of one claim from 1."""

    statement: Statement
    article: str
    """The article's name."""
    n: int
    stance: str
    same: int
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition that several statements are about, worded by the member that says it best."""

    text: str
    members: tuple[Member, ...]

    @property
    def id(self) -> str:
        return content_id("claim", sorted(m.statement.id for m in self.members))


def find_claims(read: Sequence[tuple[Article, Sequence[Statement]]], embed: Embed | None = None) -> list[Claim]:
    """The claims in articles that may be on one story, those with most members first. ``embed``: see ``embedding``.

    No two are worded alike where another member could word them.
    """
    props = with_camps([p for article, statements in read for p in propositions(article, statements)])
    scores = judged(props, embed)
    worded: set[tuple[str, ...]] = set()
    claims = []
    for group in grouped(scores.together):
        claims.append(claim_of_group(props, scores, group, worded))
        worded.add(tuple(lower(claims[-1].text)))
    return claims


def claim_of_group(
    props: Sequence[Proposition], scores: Judged, group: Sequence[int], worded: Collection[tuple[str, ...]] = ()
) -> Claim:
    """The claim that the propositions at these places are about, not in the words of another where it may be."""
    chosen = [props[i] for i in group]
    sides = stances(chosen)
    numbers = utterances(props, scores, group)
    centre = _centre(props, scores, group, sides, worded)
    members = tuple(
        Member(
            statement=props[i].statement,
            article=props[i].article,
            n=props[i].n,
            stance=side.value,
            same=number,
            score=score_in(scores, i, group),
            reasons=(*reasons_for(props, scores, i, group), *(f"{SIDE}{r}" for r in side.reasons)),
        )
        for i, side, number in zip(group, sides, numbers, strict=True)
    )
    return Claim(wording(props[centre]), members)


def score_in(scores: Judged, i: int, group: Sequence[int]) -> float:
    """How well a member fits its group: the mean of its pairs."""
    return round(float(scores.together[i, [j for j in group if j != i]].mean()), 3)


def wording(centre: Proposition) -> str:
    """A claim as the member says it that says it best."""
    return " ".join(centre.text.split()) or centre.cue


def utterances(props: Sequence[Proposition], scores: Judged, group: Sequence[int]) -> list[int]:
    """For each of a group the number of its utterance, from 1: the likeliest pairs are joined first.

    Two sets are joined where all pairs between them may be one: one speaker, or the same words.
    """
    sets = {i: [i] for i in group}
    pairs = [(float(scores.one[i, j]), i, j) for i in group for j in group if i < j and scores.one[i, j] >= ONE]
    for _, i, j in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        a, b = sets[i], sets[j]
        if a is not b and all(_may_be_one(props, scores, x, y) for x in a for y in b):
            a.extend(b)
            sets |= dict.fromkeys(b, a)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(min(sets[i]), len(numbers) + 1) for i in group]


def _may_be_one(props: Sequence[Proposition], scores: Judged, i: int, j: int) -> bool:
    p, q = props[i], props[j]
    later = said_after(p.statement, q.published) or said_after(q.statement, p.published)
    if later or _two_speakers(p, q):
        return False
    one_speaker = props[i].speaker_key == props[j].speaker_key != ""
    return bool(one_speaker or scores.features["runs"][i, j] >= SAME_WORDS) and bool(scores.one[i, j] >= ONE / 3)


def _two_speakers(p: Proposition, q: Proposition) -> bool:
    """Whether one article has two named people say it, each of them."""
    named = p.statement.kind == q.statement.kind == "person" and "" not in (p.speaker_key, q.speaker_key)
    return named and p.article == q.article and p.speaker_key != q.speaker_key


def said_after(statement: Statement, published: str) -> bool:
    """Whether a statement was made after an article's day: nobody tells of what is still to be said."""
    begun = statement.when.partition("/")[0]
    return bool(begun and published) and begun > published[:10]


def _centre(
    props: Sequence[Proposition],
    scores: Judged,
    group: Sequence[int],
    sides: Sequence[Stance],
    worded: Collection[tuple[str, ...]],
) -> int:
    """The member that is near to both sides and says it plainly: in a sentence's words, no more. One that denies says
    it where its cue alone denies: "rejected that …"."""
    against = [i for i, side in zip(group, sides, strict=True) if side.value == "denies"]
    others = [i for i in group if i not in against]
    near = {i: [1 + float(scores.together[i, some].sum()) for some in (against, others)] for i in group}
    total = {i: math.prod(near[i]) * _plainness(props[i]) for i in group}
    saying = [i for i, side in zip(group, sides, strict=True) if side.value == "asserts" or _turned_by_cue(props[i])]
    offered = saying or list(group)
    free = [i for i in offered if tuple(lower(wording(props[i]))) not in worded]
    return max(free or offered, key=lambda i: (total[i], -i))


def _turned_by_cue(p: Proposition) -> bool:
    """Whether the content is what is denied, and not the denial."""
    return denied_by_cue(p) and not negations(lower(p.text))


def _plainness(p: Proposition) -> float:
    words = len(p.text.split())
    share = min(1.0, words / PLAIN[0], PLAIN[1] / max(1, words))
    kind = QUESTION if "?" in p.text else CLAUSE if p.text.startswith("that ") else 1.0
    said = lower(p.text)
    leaning = any(x in LEANS and y not in TRIGGERS for x, y in pairwise([*said, ""]))
    leans = not said or not is_content(said[-1]) or leaning or len(p.statement.content) > 1
    return share * kind * (LEANING if leans else 1.0)


def reasons_for(props: Sequence[Proposition], scores: Judged, i: int, group: Sequence[int]) -> list[str]:
    """Why a statement is in the group: what it has in common with the member that it is nearest to."""
    j = max((k for k in group if k != i), key=lambda k: float(scores.together[i, k]))
    a, b = props[i], props[j]
    has = {name: float(matrix[i, j]) for name, matrix in scores.features.items()}
    words = [w for w in shared_words(a, b) if w]
    told = [f"nearest: {b.article} #{b.n} ({float(scores.together[i, j]):.2f})"]
    told += [f"words: {', '.join(words)}"] if words else []
    told += [f"numbers: {', '.join(sorted(a.numbers & b.numbers))}"] if has.get("numbers") else []
    told += ["one speaker"] if has.get("same_speaker_here") or has.get("same_speaker_there") else []
    told += ["next to each other"] if has.get("next") else []
    told += [f"alike in meaning ({has['aligned']:.2f})"] if has.get("aligned", 0.0) >= 0.6 else []
    return told


def shared_words(a: Proposition, b: Proposition) -> list[str]:
    """The words of a's content whose stems b has too, the rarest first."""
    from onrecord.claims.similarity import idf

    common = set(a.own) & set(b.own)
    found = {stem(t.lower()): t for t in tokens(a.text) if stem(t.lower()) in common}
    return [found[s] for s in sorted(found, key=lambda s: (-idf(s), s))][:WORDS_SHOWN]
