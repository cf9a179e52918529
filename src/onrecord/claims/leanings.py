"""To which side of politics the persons of an article are said to belong, by the words beside their names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from onrecord.claims.words import tokens

SIDES: Final[dict[str, float]] = dict.fromkeys(
    "republican republicans gop conservative conservatives right-wing tory tories r".split(), 1.0
) | dict.fromkeys("democrat democrats democratic dnc liberal liberals progressive left-wing labour d".split(), -1.0)
"""Words of parties and camps. Only whether two are on one side is used, not which."""
BEFORE, AFTER = 5, 4
"""Words beside a name that are looked at."""
_WORD: Final = re.compile(r"[A-Za-z][\w-]*|[.;:!?\n]")
_STOP: Final = frozenset(".;:!?\n")


def leanings(text: str, surnames: Iterable[str]) -> dict[str, float]:
    """For each surname, -1 to 1: what the words beside its mentions say; names without such words are left out."""
    wanted = set(surnames)
    said = _WORD.findall(text.replace("Sen.", "Sen").replace("Rep.", "Rep").replace("Gov.", "Gov").replace("-", " "))
    score: dict[str, float] = defaultdict(float)
    count: Counter[str] = Counter()
    for at, word in enumerate(said):
        if word in wanted:
            for value in _beside(said, at, wanted):
                score[word] += value
                count[word] += 1
    return {name: score[name] / (count[name] + 1) for name in count}


def _beside(said: list[str], at: int, names: set[str]) -> Iterable[float]:
    """Values of the party words beside a mention, up to a mark or to another name."""
    for step, reach in ((-1, BEFORE), (1, AFTER)):
        for k in range(1, reach + 1):
            i = at + step * k
            if not 0 <= i < len(said) or said[i] in _STOP or said[i] in names:
                break
            if (value := SIDES.get(said[i].lower())) and (len(said[i]) > 1 or said[i].isupper()):
                yield value


def leaning(words: str, known: dict[str, float]) -> float:
    """That of a source by its own words, else by a person whom it names: ``the Trump campaign`` leans as Trump."""
    found = [SIDES[t.lower()] for t in tokens(words) if len(t) > 1 and t.lower() in SIDES]
    found = found or [known[t] for t in tokens(words.replace("'s", "").replace("’s", "")) if t in known]
    return sum(found) / len(found) if found else 0.0
