"""Who speaks in each statement of an article: the reader's label, else what the source's own words show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.claims import words as w
from onrecord.records import Article, Statement
from onrecord.sources.matching import MERGE, Name, match

_PRONOUN = frozenset("he she him her his hers they them their it its who".split())
_TITLES = frozenset(
    "Mr Mrs Ms Dr Sen Rep Gov President Senator Secretary Governor Vice Former Republican Democratic Democrat Judge"
    " General Gen Lt Col Chairman Chairwoman Director Prime Minister King Queen Pope".split()
)


def _name_of(text: str) -> str:
    """The last run of two or more capitalised words that could be a name, else the last run, else nothing."""
    runs = []
    for start, end in w.name_runs(text):
        kept = [t for t in w.tokens(text[start:end].replace("’s", "").replace("'s", "")) if t not in _TITLES]
        if kept and not (start == 0 and len(kept) == 1 and kept[0].lower() in w.STOP | _PRONOUN | {"i", "we"}):
            runs.append(" ".join(kept))
    long = [r for r in runs if " " in r]
    return (long or runs or [""])[0]


@dataclass(frozen=True, slots=True)
class Speakers:
    """The speakers of one article's statements, and the people whom it names, by offset."""

    named: dict[str, str]
    mentions: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, article: Article, statements: Sequence[Statement]) -> Speakers:
        named: dict[str, str] = {}
        last = ""
        for s in statements:
            found = s.speaker or _name_of(" ".join(article.text[a:b] for a, b in s.source))
            words = {article.text[a:b].lower() for a, b in s.source}
            if not found and (not s.source or words & _PRONOUN):
                found = last
            if not found and s.source:
                found = " ".join(article.text[a:b] for a, b in s.source)
            named[s.id] = found
            if found[:1].isupper():
                last = found
        people = {n.split()[-1] for n in named.values() if " " in n}
        spots = [(m.start(), m.group()) for m in re.finditer(r"[A-Z][\w’'-]+", article.text) if m.group() in people]
        return cls(_fullest(named), tuple(spots))

    def name(self, statement: Statement) -> str:
        """The speaker's name, empty where it is not known."""
        return self.named.get(statement.id, "")

    @property
    def surnames(self) -> set[str]:
        """The last words of all full names that speak."""
        return {name.split()[-1] for name in self.named.values() if name[:1].isupper()}

    def last_other(self, offset: int, speaker: str) -> str:
        """The person named last before an offset who is not the speaker, by surname."""
        for at, name in reversed(self.mentions):
            if at < offset and name not in speaker.split():
                return name
        return ""


def _fullest(named: dict[str, str]) -> dict[str, str]:
    """Each one-word name put as the longest name in the article that ends in it."""
    full: dict[str, str] = {}
    for name in named.values():
        last = name.split()[-1] if name else ""
        if len(name) > len(full.get(last, "")) and len(name.split()) <= 4 and name[:1].isupper():
            full[last] = name
    return {k: full.get(v, v) if v and " " not in v else v for k, v in named.items()}


def body_keys(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For the key of each body the key that stands for it: that of the longest name which is sure to be of the same.

    "Ode's water agency" and "the Ode Water Safety Agency" are one speaker; ``named``: (key, name).
    """
    names = [Name(key, name, "organisation") for key, name in dict(named).items() if key]
    longest = sorted(names, key=lambda n: (-len(n.text), n.id))
    return {n.id: next(m.id for m in longest if m is n or _sure(n, m)) for n in names}


def _sure(a: Name, b: Name) -> bool:
    found = match(a, b, {})
    return found is not None and found.score >= MERGE
