"""The stances of a claim's members seen together: a speaker keeps to one side, who is talked about may answer, and the
same words are on one side, whoever tells them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.claims.opposing import sided
from onrecord.claims.polarity import CUES, admits, denied_by_cue, disowned, lower, negated, negations, signals, valence
from onrecord.claims.propositions import Proposition
from onrecord.claims.stance import Stance, chances, told
from onrecord.claims.words import common, stem, stems
from onrecord.records import STANCES

VOICE: Final = 0.35
"""How much what a speaker says on the claim altogether counts for each of his statements."""
ADMITTED: Final = 4.0
"""By log, how much likelier it is that who admits a thing asserts it, whatever he said before."""
LEAST, COVERED, MOST = 2, 0.75, 1.5
"""Content words of the shorter of two contents at least, the share of them that the longer has, and how much longer it
may be, where both say the same."""


def surname(p: Proposition) -> str:
    """Stem of the speaker's last name; empty where there is none."""
    return (stems(p.speaker)[-1:] or [""])[0]


def together(members: Sequence[Proposition]) -> list[dict[str, float]]:
    """For each member what the others show of its stance, beside its own signals."""
    names = [surname(p) for p in members]
    tones = [valence(lower(f"{p.cue} {p.text}")) for p in members]
    own = [signals(p) for p in members]
    turned = [bool(negations(lower(p.text))) for p in members]
    topic = Counter(n for p in members for n in sorted(p.names)).most_common(1)
    about = topic[0][0] if topic else ""
    return [
        own[i]
        | _beside(i, members, names, tones, turned)
        | _camp(members[i], about, tones)
        | _leaning(members[i], members)
        for i in range(len(members))
    ]


def _beside(
    i: int, members: Sequence[Proposition], names: Sequence[str], tones: Sequence[float], negated: Sequence[bool]
) -> dict[str, float]:
    """A member beside those of other speakers."""
    others = [k for k in range(len(members)) if k != i and names[k] != names[i]]
    about = [k for k in others if names[i] and names[i] in members[k].own]
    attacks = [any(stem(x) in CUES["attack"] for x in lower(members[k].cue)) for k in about]
    rest = [tones[k] for k in others] or [0.0]
    turned = sum(negated[k] for k in others) / max(1, len(others))
    return {
        "talked_about": len(about) / max(1, len(others)),
        "attacked": float(any(attacks)),
        "talks_back": float(any(names[k] and names[k] in members[i].own for k in others)),
        "alone": float(not others),
        "same_speaker_share": 1 - len(others) / max(1, len(members) - 1),
        "tone": tones[i],
        "tone_gap": tones[i] - sum(rest) / len(rest),
        "others_turned": turned,
        "turned_apart": float(negated[i]) - turned,
    }


def _camp(p: Proposition, about: str, tones: Sequence[float]) -> dict[str, float]:
    """Whether the speaker is, or speaks for, whom the claim is about, and whether it is said to be bad."""
    speaks_for = bool(about) and about in {*stems(p.speaker), *stems(p.source)}
    tone = sum(tones) / len(tones)
    return {
        "of_the_topic": float(speaks_for),
        "of_the_topic_tone": tone * speaks_for,
        "claim_tone": tone,
        "of_the_topic_blamed": float(speaks_for and tone < 0),
    }


def _leaning(p: Proposition, members: Sequence[Proposition]) -> dict[str, float]:
    """Whether the other speakers are of the same camp."""
    others = [q.leaning for q in members if q.speaker_key != p.speaker_key]
    return {"leans": abs(p.leaning), "leans_with": p.leaning * sum(others) / max(1, len(others))}


def stances(members: Sequence[Proposition]) -> list[Stance]:
    """One stance for each member."""
    found = together(members)
    pooled = _pooled(members, chances(members, found))
    tied = same_words(members)
    odds = [
        -ADMITTED if admits(p) else o for p, o in zip(members, _shared([_odds(c) for c in pooled], tied), strict=True)
    ]
    split = sided(members, found, np.array(odds), tied)
    denying = [side or (o > 0 and disowned(p)) for p, o, side in zip(members, odds, split, strict=True)]
    return [_told(f, _warned(p, _turned(c, d))) for p, f, c, d in zip(members, found, pooled, denying, strict=True)]


def same_words(members: Sequence[Proposition]) -> npt.NDArray[np.bool_]:
    """[members, members]: which put forward the same in nearly the same words, as often turned by "not" or a denying
    cue: of such pairs 19 in 20 stand on one side in the marked affairs of train and dev."""
    out = np.zeros((len(members),) * 2, dtype=bool)
    said = [frozenset(stems(p.text)) for p in members]
    turns = [turned(p) for p in members]
    for i, j in combinations(range(len(members)), 2):
        less, more = sorted((said[i], said[j]), key=len)
        near = len(less) >= LEAST and len(more) <= MOST * len(less) and common(less, more)[0] >= COVERED
        out[i, j] = out[j, i] = near and turns[i] == turns[j]
    return out


def turned(p: Proposition) -> bool:
    """Whether a statement turns what its words name: an odd number of times, by content and cue together."""
    return (negated(lower(p.text)) + denied_by_cue(p) + negated(lower(p.cue))) % 2 == 1


def _shared(odds: Sequence[float], tied: npt.NDArray[np.bool_]) -> list[float]:
    """Each one's odds, with those of the same words: the mean."""
    both = tied | np.eye(len(odds), dtype=bool)
    out: list[float] = ((both @ np.array(odds)) / both.sum(1)).tolist()
    return out


def _warned(p: Proposition, likely: Mapping[str, float]) -> Mapping[str, float]:
    """Who warns that a thing could come puts it forward, however possible he calls it."""
    return {**likely, "hedges": 0.0} if p.statement.act == "warns" else likely


def _odds(likely: Mapping[str, float]) -> float:
    """By log, how much likelier denying is than asserting."""
    return math.log(likely["denies"] + 1e-6) - math.log(likely["asserts"] + 1e-6)


def _turned(likely: Mapping[str, float], denies: bool) -> dict[str, float]:
    """The chances with the greater of asserting and denying on the side that the claim's split gives."""
    less, more = sorted((likely["asserts"], likely["denies"]))
    return {**likely, "asserts": less if denies else more, "denies": more if denies else less}


def _voices(members: Sequence[Proposition]) -> list[str]:
    """Who speaks: by surname, and where people of one surname speak, by the first name's letter too."""
    keys: dict[str, set[str]] = defaultdict(set)
    for p in members:
        keys[surname(p)] |= {p.speaker_key} if len(p.speaker.split()) > 1 else set()
    return [p.speaker_key if len(keys[surname(p)]) > 1 else surname(p) for p in members]


def _pooled(members: Sequence[Proposition], likely: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """Asserting and denying weighed over all that a speaker says on the claim; the rest stays a statement's own, and so
    do a statement all of whose point is that the speaker has not said it, and what he admits."""
    voices = ["" if disowned(p) or admits(p) else name for p, name in zip(members, _voices(members), strict=True)]
    by = defaultdict(list)
    for n, (voice, c) in enumerate(zip(voices, likely, strict=True)):
        by[voice or n].append(_odds(c))
    out = []
    for n, (voice, c) in enumerate(zip(voices, likely, strict=True)):
        all_said = by[voice or n]
        odds = (1 - VOICE) * _odds(c) + VOICE * sum(all_said) / len(all_said)
        both = c["asserts"] + c["denies"]
        denies = both / (1 + math.exp(-odds))
        out.append({**c, "denies": denies, "asserts": both - denies})
    return out


def _told(found: Mapping[str, float], likely: Mapping[str, float]) -> Stance:
    value = max(STANCES, key=lambda s: likely[s])
    return told(value, likely[value], found)
