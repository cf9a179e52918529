"""Who passed the words on (relays) and where they were uttered (venues): what in an article may be one.

This file finds candidates; ``occasions`` decides which statements they belong to. A relay is the outlet to which
something was told or on whose programme it was said; a venue is an occasion, a place, a platform or a writing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from onrecord.reader.analysis import Name
from onrecord.reader.lexicon import given_sex
from onrecord.reader.outletnames import outlet_runs
from onrecord.reader.outline import Outline
from onrecord.reader.relaywords import (
    DETERMINERS,
    HYPHENED,
    MORE_STATES,
    NO_MODIFIER,
    ON_AIR,
    ONLY_BEHIND_ON,
    OUTLET_MODIFIERS,
    OUTLET_NOUNS,
    PLACE_LINKS,
    PLATFORMS,
    REPORTED,
    SAID_TO,
    SHOW_ENDS,
    TOLD,
    VENUE_OPENERS,
    VENUES,
    WITH,
)
from onrecord.reader.speaker_tables import ROLES, STATES, TITLES
from onrecord.reader.timewords import WEEKDAYS

BESIDE: Final = WITH | {"statement", "speaking", "spoke"}
MOST_WORDS: Final = 6
"""Words of a programme's name, and modifiers before an outlet's or a venue's noun, at most."""
OPENING: Final = frozenset("“\"'‘`")
QUOTES: Final = frozenset("\"“”‘’'")
NOUN_WITH: Final = OUTLET_NOUNS | OUTLET_MODIFIERS | DETERMINERS | QUOTES
VENUE_KEYS: Final = frozenset({*PLATFORMS, *VENUES, *SHOW_ENDS, *OPENING, *(word for _, word in HYPHENED)})
"""Words at which a candidate may be found."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """The words [first, last) that may be a relay or a venue; ``relation`` says by which words it is tied in."""

    role: Literal["via", "venue"]
    first: int
    last: int
    value: str
    relation: str

    @property
    def traits(self) -> tuple[float, float, float]:
        """Three numbers of what it is like: its class, what it is tied in by, its determiner or length."""
        if self.role == "via":
            name = self.relation.removeprefix("body ")
            return _place(RELATIONS, name), float(name != self.relation), float(self.last - self.first)
        kind, tie, determiner = (*self.relation.split(":"), "", "")[:3]
        return _place(CLASSES, kind), _place(TIES_OF_VENUES, tie), _place(ARTICLES, determiner)


RELATIONS: Final = ("told", "with", "according", "reports", "reported", "on's", "to's", "'s", "on", "in", "by", "from")
CLASSES: Final = ("spoken", "written", "platform", "programme", "show")
TIES_OF_VENUES: Final = tuple("bare in at on during after via by through from before tweeted".split())
ARTICLES: Final = ("a", "an", "the", "his", "her", "their", "its", "this", "that")


def _place(table: tuple[str, ...], name: str) -> float:
    """1 for a table's first name, 2 for its second, … 0 for another."""
    return float(table.index(name) + 1) if name in table else 0.0


CLOSING: Final = frozenset({",", "–", "—", ")", ";", ".", ""})
"""Marks behind the state or country of a place."""
TELLING_MORE: Final = frozenset({"who", "whose", "the", "a", "an"})
"""Behind such a comma these tell more of a person."""
GOING_ON: Final = VENUE_OPENERS | PLACE_LINKS | {"last", "this", "earlier", "where", "when", "as", "that", "and"}
"""Words with which a sentence goes on behind a place, as it does not behind who speaks."""
STATE_NAMES: Final = frozenset(STATES.values()) | frozenset(STATES) | MORE_STATES
NAMED_SO: Final = TITLES | ROLES
TIES: Final = frozenset({"told", "with", "reports", "reported"})
"""Relations by which a body that is no known outlet becomes a relay."""


def relays(where: Outline, outlet: str, names: Sequence[Name] = ()) -> list[Candidate]:
    """Named outlets of a text in order, but for the article's own, and other bodies tied in as relays are.

    What stands behind "reported by" is taken for an outlet, whatever its kind of name: the name of one that nobody has
    heard of may look like any.
    """
    runs_of_outlets = [run for run in outlet_runs(where, names) if not same_outlet(where.slice(*run), outlet)]
    found = [Candidate("via", *run, where.slice(*run), _relation(where, *run)) for run in runs_of_outlets]
    taken = {i for c in found for i in range(c.first, c.last)}
    runs = {name: where.span(name.start, name.end) for name in names}
    goes_on = {first: last for first, last in runs.values() if first < last}
    for name, (first, last) in runs.items():
        while last in goes_on:
            last = goes_on[last]
        if first >= last or not taken.isdisjoint(range(first, last)):
            continue
        relation = _relation(where, first, last)
        by = relation == "reported" and where.lower(_tie(where, first)) == "by"
        if name.kind != "ORG" and not by:
            continue
        if relation in TIES and not same_outlet(where.slice(first, last), outlet):
            tied = relation if by else f"body {relation}"
            found.append(Candidate("via", first, last, where.slice(first, last), tied))
    return sorted(found, key=lambda c: c.first)


def _relation(where: Outline, first: int, last: int) -> str:
    """The word that ties a name in: told, with, reported, on, or none."""
    i = _tie(where, first)
    before, two = where.lower(i), where.lower(i - 1)
    if before in TOLD:
        return "told"
    if before in ("with", "to", "on", "for", "by", "from") and two in BESIDE:
        return "with"
    if before == "to" and two in SAID_TO:
        return "with"
    if before == "per" or (before == "to" and two == "according"):
        return "according"
    if where.lower(last) in REPORTED or where.lower(last + 1) in REPORTED:
        return "reports"
    if before in REPORTED or (before in ("by", "in") and two in REPORTED):
        return "reported"
    if where.lower(last) in ("'", "’") and where.lower(last + 1) in ("s", "“", "‘", '"', "'"):
        return f"{before if before in ON_AIR else ''}'s"
    return before if before in ON_AIR else ""


def _tie(where: Outline, first: int) -> int:
    """The last word before a name but for determiners and quotation marks, and for an outlet's noun with all that
    belongs to it: "told Ode's state broadcaster ORT"."""
    i = _before(where, first - 1, DETERMINERS | QUOTES)
    if where.lower(i) not in OUTLET_NOUNS:
        return i
    start = i
    while i >= 0 and start - i < MOST_WORDS and (where.lowers[i] in NOUN_WITH or where.words[i][0].isupper()):
        i -= 1
    return i


def _before(where: Outline, i: int, passed: frozenset[str]) -> int:
    """The last word up to the i-th that is none of these."""
    while i >= 0 and where.lowers[i] in passed:
        i -= 1
    return i


def same_outlet(name: str, outlet: str) -> bool:
    """Whether a name is the outlet's: equal words, beginnings of words in order ("wash-post"), or initials ("nyt")."""
    words: list[str] = [w for w in re.findall(r"\w+", name.lower()) if w != "the"]
    own: list[str] = [w for w in re.findall(r"\w+", outlet.lower()) if w not in ("the", "com", "org", "net", "www")]
    if not words or not own:
        return False
    if own == ["".join(w[0] for w in words)] or own == ["".join(words)]:
        return True
    if len(words) == 1 and len(own) > 1:
        return words[0] == own[-1]
    return len(words) == len(own) and all(w.startswith(o) for w, o in zip(words, own, strict=True))


def venues(where: Outline) -> list[Candidate]:
    """Platforms, programmes, and phrases headed by a venue's noun, in order."""
    found: list[Candidate] = []
    after = 0
    for i, word in [(i, word) for i, word in enumerate(where.lowers) if word in VENUE_KEYS]:
        if i < after:
            continue
        if word in PLATFORMS:
            made: Candidate | None = _platform(where, i)
        elif word in VENUES or (where.lower(i - 1) == "-" and (where.lower(i - 2), word) in HYPHENED):
            made = _headed(where, i) or (_show(where, i) if word in SHOW_ENDS else None)
        elif word in OPENING:
            made = _programme(where, i)
        else:
            made = _show(where, i) if word in SHOW_ENDS else None
        if made:
            found.append(made)
            after = made.last
    return found


def _platform(where: Outline, i: int) -> Candidate | None:
    if where.lowers[i] in ONLY_BEHIND_ON and not (where.words[i][0].isupper() and where.lower(i - 1) == "on"):
        return None
    last = i + 1
    value = PLATFORMS[where.lowers[i]]
    if where.lower(last) in ("post", "page", "video", "message"):
        last += 1
        value = f"{value} {where.lower(last - 1)}"
    return Candidate("venue", i, last, value, f"platform:{where.lowers[i]}")


def _show(where: Outline, i: int) -> Candidate | None:
    """A programme's name that ends here, without quotation marks: on CBS' Face the Nation."""
    words, first = where.words, i
    if not words[i][0].isupper():
        return None
    while first and i - first < MOST_WORDS and _of_title(words[first - 1]):
        first -= 1
    while first < i and not words[first][0].isupper():
        first += 1
    before = where.lower(first - 1)
    if first == i or before not in ("on", "'", "’", "s", "the"):
        return None
    return Candidate("venue", first, i + 1, where.slice(first, i + 1), f"show:{before}")


def _of_title(word: str) -> bool:
    return word[0].isupper() or word in ("the", "and", "of", "&", "this", "with")


def _headed(where: Outline, i: int) -> Candidate | None:
    """A noun of the table with what stands before it up to its determiner or preposition, and its place after it."""
    lowers = where.lowers
    if where.lower(i + 1) in VENUES and where.sentence_of[i] == where.sentence_of[i + 1]:
        return None
    first = i
    while first and i - first < MOST_WORDS and lowers[first - 1] not in NO_MODIFIER | DETERMINERS:
        if where.sentence_of[first - 1] != where.sentence_of[i]:
            break
        first -= 1
    opener = first - 1
    determiner = where.lower(opener) if opener >= 0 and lowers[opener] in DETERMINERS else ""
    if determiner:
        opener -= 1
    before = where.lower(opener)
    if before not in VENUE_OPENERS and not determiner:
        return None
    last = _with_place(where, i + 1)
    tie = before if before in VENUE_OPENERS else "bare"
    relation = f"{VENUES.get(lowers[i], 'written')}:{tie}:{determiner}"
    return Candidate("venue", first, last, where.slice(first, last), relation)


def _with_place(where: Outline, last: int) -> int:
    """Past the place or party that a venue is tied to: "rally in Wilmington, N.C."; ``last`` where there is none."""
    if where.lower(last) not in PLACE_LINKS:
        return last
    start = last + 1 + (where.lower(last + 1) in DETERMINERS)
    end = _past_place(where, start, start)
    while end > start and where.lower(end) == "," and (wider := _wider_place(where, end + 1, start)):
        end = wider
    return end if end > start else last


def _past_place(where: Outline, end: int, start: int) -> int:
    """Past capitalised words, and the marks of "N.C."."""
    while end < len(where.words) and end - start < MOST_WORDS and _in_name(where, end, start):
        end += 1
    return end


def _in_name(where: Outline, i: int, start: int) -> bool:
    if where.sentence_of[i] != where.sentence_of[start]:
        return False
    if where.words[i][0].isupper():
        return where.lowers[i] not in WEEKDAYS
    initial = where.words[i] == "." and i > start and len(where.words[i - 1]) <= 4
    return initial and i + 1 < len(where.words)


def _wider_place(where: Outline, first: int, start: int) -> int:
    """Past the state or country behind a place's comma; 0 where somebody is named there instead: "at a rally in Ode,
    Mayor Roe said"."""
    end = _past_place(where, first, start)
    name, behind = where.lowers[first:end], where.lower(end)
    if not name or not NAMED_SO.isdisjoint(name) or (given_sex(where.words[first]) and name[0] not in STATE_NAMES):
        return 0
    closed = behind in CLOSING and (behind != "," or where.lower(end + 1) not in TELLING_MORE)
    return end if closed or behind in GOING_ON or name[-1] == "." or name[-1] in STATE_NAMES else 0


BEFORE_TITLES: Final = frozenset("on of s ’ ' show program programme podcast series".split())


def _programme(where: Outline, i: int) -> Candidate | None:
    """A title in quotation marks after a preposition or an outlet's possessive: on ABC’s “This Week”."""
    first = i + 1
    while where.lower(first) in QUOTES:
        first += 1
    last = first
    while last < len(where.words) and last - first < MOST_WORDS and where.lowers[last] not in QUOTES | {",", ".", "!"}:
        last += 1
    capitals = sum(where.words[j][0].isupper() for j in range(first, min(last, len(where.words))))
    tied = where.lower(i - 1) in BEFORE_TITLES
    if not tied or capitals <= 1 or capitals + 2 < last - first or where.lower(last) not in QUOTES | {",", "!", "."}:
        return None
    return Candidate("venue", first, last, where.slice(first, last), f"programme:{where.lower(i - 1)}")
