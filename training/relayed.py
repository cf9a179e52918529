"""Statements told by another as well: "'It will close,' Roe said on Monday, as reported by Radio Orvel."

PolNeAR has few of them, and of two tellings its annotators mark the outer alone, where a reader asks for both. These
are articles of the corpus with an outlet's telling written behind some statements: who spoke stays a statement as
annotated, and the outlet's is one too where its words are a cue of their own ("according to", "reported"); "as
reported by" relays without being one.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from onrecord.reader.retold import SAYS

Article = dict[str, Any]

REST: Final = re.compile(r"[^.,;:!?\"“”\n]{0,40}\.(?=\s|$)")
"""What may stand between a statement and its sentence's end: a day, a place."""
BEGINS: Final = re.compile(r"([.?!:][\"”’']*|[\"”])\s+$|\n\s*$")
"""Text before a sentence."""
SHARE: Final = 0.6
"""Of the statements that could be told by another, those that are."""
OUTLETS: Final = (
    "Reuters",
    "the BBC",
    "CNN",
    "the Associated Press",
    "the AP",
    "AFP",
    "Bloomberg",
    "the New York Times",
    "the Washington Post",
    "the Guardian",
    "Al Jazeera",
    "Politico",
    "Fox News",
    "NBC News",
    "the Daily Mail",
    "Der Spiegel",
    "Le Monde",
    "Haaretz",
    "the Wall Street Journal",
    "the newspaper",
    "the agency",
    "state television",
    "local media",
)
MADE: Final = (
    "the {} Post",
    "the {} Herald",
    "the Daily {}",
    "the {} Tribune",
    "{} News",
    "Radio {}",
    "{} TV",
    "Kanal {}",
    "the {}",
    "the {} news agency",
    "{} Today",
    "the {}-based {} Times",
)
"""Names for outlets that nobody has heard of."""
SYLLABLES: Final = "ka ster vo lin bra dor mi el tar os gren va ris hol um nes pel ith an cor ju ferr".split()
WHEN: Final = ("", "", "", " on Monday", " on Friday", " last week", " earlier")


@dataclass(frozen=True, slots=True)
class Telling:
    """Words behind a statement, before the outlet and after it; what of them is the cue of the outlet's statement."""

    before: str
    after: str = ""
    cue: str = ""


TELLINGS: Final = (
    Telling(", as reported by "),
    Telling(", as quoted by "),
    Telling(", in an interview carried by "),
    Telling(", in comments first reported by "),
    Telling(", as ", " reported"),
    Telling(", according to ", cue="according to"),
    Telling(", ", " reported", "reported"),
    Telling(", ", " reports", "reports"),
)


def relayed(articles: Sequence[Article], seed: int) -> list[Article]:
    """Copies of the articles with some statements told by another; ``told`` holds where: [start, end] each.

    Articles of which nothing could be told so are left out.
    """
    rng = random.Random(seed)
    return [new for article in articles if (new := _relayed(article, rng))["told"]]


def _relayed(article: Article, rng: random.Random) -> Article:
    places = [place for s in article["statements"] if (place := _place(article["text"], s)) and rng.random() < SHARE]
    new = {**article, "told": []}
    for start, end in sorted(set(places), reverse=True):
        new = _told(new, start, end, rng)
    return new


def _place(text: str, statement: Article) -> tuple[int, int] | None:
    """Start of what a statement says and the place behind all of it, right before its sentence's end."""
    source, cue, content = (statement[role] for role in ("source", "cue", "content"))
    if len(source) != 1 or len(cue) != 1 or not content:
        return None
    if SAYS.isdisjoint(text[slice(*cue[0])].lower().split()):
        return None
    end = max(source[0][1], cue[0][1])
    before = [run for run in content if run[1] <= min(source[0][0], cue[0][0])]
    if not before and len(content) == 1:
        end = max(end, content[0][1])
    elif not before or text[before[-1][1] : min(source[0][0], cue[0][0])].strip():
        return None
    rest = REST.match(text, end)
    first = min(source[0][0], cue[0][0], *(run[0] for run in content))
    begins = not text[:first].strip() or BEGINS.search(text[:first])
    return (first, rest.end() - 1) if rest and begins and "\n" not in text[first:end] else None


def _told(article: Article, start: int, at: int, rng: random.Random) -> Article:
    """The article with an outlet's words put in at a place; every offset behind it moved."""
    telling, outlet = rng.choice(TELLINGS), _outlet(rng)
    new = telling.before + outlet + telling.after + rng.choice(WHEN) * bool(telling.after)

    def moved(runs: Sequence[Sequence[int]]) -> list[list[int]]:
        return [[a + len(new) * (a >= at), b + len(new) * (b > at)] for a, b in runs]

    statements = [{role: moved(s[role]) for role in ("source", "cue", "content")} for s in article["statements"]]
    if telling.cue:
        source = at + len(telling.before)
        cue = at + new.index(telling.cue, 0 if "according" in telling.cue else len(telling.before + outlet))
        runs = {"source": [source, source + len(outlet)], "cue": [cue, cue + len(telling.cue)], "content": [start, at]}
        statements.append({role: [run] for role, run in runs.items()})
    text = article["text"][:at] + new + article["text"][at:]
    return {**article, "text": text, "statements": statements, "told": [*moved(article["told"]), [at, at + len(new)]]}


def _outlet(rng: random.Random) -> str:
    if rng.random() < 0.4:
        return rng.choice(OUTLETS)
    return re.sub(r"\{\}", lambda _: "".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))).title(), rng.choice(MADE))
