"""Words and numbers as people read them. Tables, so that every page says the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from onrecord.claims.reasons import told_reasons

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")

NAVIGATION = (
    ("/claims", "Claims"),
    ("/sources", "Sources"),
    ("/forecasts", "Forecasts"),
    ("/articles", "Articles"),
    ("/review", "Review"),
    ("/add", "Add"),
)
KEYS = (
    (("j", "k"), "the next item, the one before"),
    (("o",), "open the item"),
    (("/",), "search"),
    (("v",), "right: verified"),
    (("x",), "no statement"),
    (("s",), "correct the speaker"),
    (("l",), "correct the doubtful label"),
    (("u",), "undo"),
    (("a",), "add a page"),
    (("g",), "what is new"),
    (("Esc",), "leave a field"),
    (("?",), "this list"),
)
SHAPES = {
    "asserts": "disc", "denies": "cross", "hedges": "half", "asks": "diamond",
    "thinks": "half", "predicts": "triangle", "commits": "square", "urges": "square", "warns": "triangle",
    "accuses": "cross",
}  # fmt: skip
"""The shape of each stance and act, so that they are told apart without colour; what is not named is a disc."""

SIDES = {"asserts": "Assert it", "denies": "Deny it", "hedges": "Hedge", "asks": "Ask"}
TOLD_AS = {"asserts": "assertion", "denies": "denial", "hedges": "hedge", "asks": "question"}
"""What a statement on a side is: a person's may be many."""
ORDERS = {"told": "most told", "contested": "most contested", "reprinted": "most reprinted"}
JOINS = {"reprint": "reprint", "utterance": "same words", "relay": "relayed", "document": "same document"}
KIND_WORDS = {
    "person": "person",
    "organisation": "organisation",
    "document": "document",
    "unnamed": "unnamed",
    "group": "group",
    "author": "the author",
    "none": "nobody named",
}
OUTCOME_WORDS = {"open": "open", "came-true": "came true", "did-not": "did not come true", "unclear": "unclear"}
JUDGED = {
    "speaker": "said who spoke",
    "same-source": "said that two sources are one",
    "different-source": "said that two sources are not one",
    "same-claim": "said that it is about one claim",
    "move-claim": "moved it to a claim",
    "stance": "said how it stands to its claim",
    "outcome": "said what became of it",
    "verified": "checked it",
    "wrong-statement": "said that it is no statement",
}
"""What each kind of judgement did, after the author's name."""
FACETS = {
    "source": "Source",
    "kind": "Kind of source",
    "act": "Act",
    "certainty": "Certainty",
    "outlet": "Outlet",
    "claim": "Claim",
    "month": "Month",
}
DOUBTED = {
    "spans": "whether this is a statement",
    "speaker": "who said it",
    "act": "what kind of act it is",
    "kind": "what kind of source it is",
    "certainty": "how sure the speaker was",
}
LABEL_WORDS = {
    "speaker": "Speaker",
    "kind": "Kind",
    "act": "Act",
    "certainty": "Certainty",
    "form": "Form",
    "via": "Via",
    "venue": "Venue",
    "when": "Said",
    "horizon": "Horizon",
    "again": "Said again",
}


@lru_cache(4096)
def day(value: str) -> str:
    """``2024-06-03`` as ``3 June 2024``; what is no date as it is."""
    match = DATE.match(value or "")
    if not match:
        return value or ""
    year, month, of = match.groups()
    parts = [str(int(of))] if of else []
    parts += [MONTHS[int(month) - 1]] if month and 1 <= int(month) <= 12 else []
    return " ".join([*parts, year])


@lru_cache(4096)
def short_day(value: str) -> str:
    """``2024-06-03`` as ``3 Jun 2024``."""
    return re.sub(r"([A-Z][a-z]{2})[a-z]*", r"\1", day(value))


def moment(value: str) -> str:
    """An ISO time as ``3 June 2024, 14:05 UTC``."""
    return f"{day(value)}, {value[11:16]} UTC" if len(value) > 15 else day(value)


def count(number: int, one: str, many: str = "") -> str:
    """``1 statement``, ``1,204 statements``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(value: float) -> str:
    return f"{round(100 * value)}%"


def told(value: Any) -> str:
    """A label's value for people."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return OUTCOME_WORDS.get(str(value), str(value))


def judged(kind: str) -> str:
    """What a judgement of that kind did."""
    return JUDGED.get(kind) or f"corrected the {LABEL_WORDS.get(kind.removeprefix('label:'), kind).lower()}"


def clipped(text: str, most: int = 160) -> str:
    """The text, cut at a word where it is long."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def sentence(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def sides(number: int, stance: str) -> str:
    """What so many statements are: ``1 denial``, ``2 denials``."""
    return TOLD_AS[stance] if number == 1 else f"{TOLD_AS[stance]}s"


FILTERS: Mapping[str, Callable[..., Any]] = {
    "day": day,
    "short_day": short_day,
    "moment": moment,
    "count": count,
    "percent": percent,
    "told": told,
    "judged": judged,
    "clipped": clipped,
    "sentence": sentence,
    "sides": sides,
    "reasons": told_reasons,
}
