"""A headline's vague source is the one that the lead gives: "Mill to close, paper says" over "…, the Ode Courier said".

Headlines are short of room: they call a newspaper a paper and two officials officials. Where the first sentences tell
the same with a fuller source, that one is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.reader.scene import Placed, Scene, within
from onrecord.reader.speakers import SpeakerGuess

SAME: Final = 0.5
"""Share of a headline's longer words that the lead repeats."""
LONG: Final = 4
"""Letters that two words must share from their beginning to be one: "maps" and "mapped"."""
WITHIN: Final = 2
"""Sentences of the body that are its lead."""


def from_the_lead(scene: Scene, voices: Sequence[SpeakerGuess]) -> list[SpeakerGuess]:
    """The guesses, with those of headlines that only describe somebody put right."""
    told = list(voices)
    heads = [n for n, p in enumerate(scene.placed) if p.source and scene.where.headline(p.head)]
    leads = [n for n, p in enumerate(scene.placed) if p.source and _in_lead(scene, p)]
    for n in heads:
        same = [m for m in leads if _vague(voices[n], voices[m]) and _tells_the_same(scene, n, m)]
        if same:
            told[n] = replace(told[n], speaker=voices[same[0]].speaker, kind=voices[same[0]].kind)
    return told


def _in_lead(scene: Scene, placed: Placed) -> bool:
    first = next((i for i, s in enumerate(scene.where.sentences) if not scene.where.headline(s[0])), 0)
    return first <= placed.sentence < first + WITHIN


def _vague(head: SpeakerGuess, lead: SpeakerGuess) -> bool:
    """Whether the headline describes somebody, and the lead names one of that kind, or describes more fully by the
    same noun."""
    if not head.why.startswith("role") or not lead.speaker:
        return False
    if lead.why.startswith("name"):
        return head.kind == lead.kind
    last, words = head.speaker.lower().split()[-1:], lead.speaker.lower().split()
    return bool(last) and last[0] in words and len(words) > len(head.speaker.split())


def _tells_the_same(scene: Scene, n: int, m: int) -> bool:
    head, lead = (_long_words(scene, scene.placed[i]) for i in (n, m))
    both = sum(any(a[:LONG] == b[:LONG] for b in lead) for a in head)
    return bool(head) and both >= SAME * len(head)


def _long_words(scene: Scene, placed: Placed) -> list[str]:
    return [w for w in within(scene.where.lowers, placed.content) if len(w) >= LONG]
