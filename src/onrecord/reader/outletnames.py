"""Where in an article an outlet is named: by a key word of its name, or by the noun beside it that says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.reader.analysis import Name
from onrecord.reader.outline import Outline
from onrecord.reader.relaywords import CHANNEL_TAILS, OUTLET_ENDS, OUTLET_NOUNS, OUTLET_STARTS, OUTLETS
from onrecord.reader.speaker_tables import ROLES, TITLES
from onrecord.reader.timewords import MONTHS, NUMBERS, WEEKDAYS

Run = tuple[int, int]
"""The words [first, past last) of a name."""

NOT_OF_NAMES: Final = frozenset({"the", "in", "on", "but", "and"})
"""Words that a sentence opens with in capitals before a name."""
MOST_WORDS: Final = 6
"""Words of an outlet's name at most."""
OF_PLACES: Final = frozenset({"times"})
"""Words of a name that a place behind "of" goes on: of other outlets it is where they are at home."""
TIMES_OF_DAY: Final = frozenset({"morning", "evening", "sunday"})
"""These open a name only behind "the"."""
NUMBERED: Final = frozenset({"channel", "radio"})
"""Words that a station's number stands behind."""
SITES: Final = frozenset({"website", "site", "paper", "portal", "outlet"})
"""Nouns behind which alone a name is an outlet's: whoever has a name may have a website."""
KEYS: Final = frozenset({*OUTLETS, *OUTLET_ENDS, *OUTLET_STARTS})
UNSURE: Final = 0.8
"""Below this score what is called a person's name may be an outlet's."""
PROGRAMME_ENDS: Final = frozenset({"show", "joe", "program", "podcast", "hour", "edition"})
"""Last words of names that begin as an outlet's: "Daily Show"."""
NO_NAME: Final = frozenset({*WEEKDAYS, *MONTHS, *TITLES, *ROLES})
"""Capitalised words that a name before them does not go on with."""


def outlet_runs(where: Outline, names: Sequence[Name] = ()) -> list[Run]:
    """The names of outlets in order, none of them in another."""
    named = _by_word(where, names)
    found: list[Run] = []
    after = 0
    for i in [i for i, word in enumerate(where.lowers) if word in KEYS]:
        first, last = _keyed(where, i, named) if i >= after else (i, i)
        if first < last:
            found.append((first, last))
            after = last
    found += [_beside_noun(where, i, named) for i, word in enumerate(where.words) if word in OUTLET_NOUNS]
    return _widest(found)


def _widest(found: Sequence[Run]) -> list[Run]:
    kept: list[Run] = []
    for first, last in sorted(set(found), key=lambda run: (run[0], -run[1])):
        if first < last and (not kept or last > kept[-1][1]):
            kept.append((first, last))
    return kept


def _by_word(where: Outline, names: Sequence[Name]) -> dict[int, tuple[Name, Run]]:
    runs = [(name, where.span(name.start, name.end)) for name in names]
    return {i: (name, run) for name, run in runs for i in range(*run)}


def _keyed(where: Outline, i: int, named: dict[int, tuple[Name, Run]]) -> Run:
    """The name that the i-th word is the key word of; empty where a plain noun is meant ("the Post" is, "Post" not)."""
    words, lowers = where.words, where.lowers
    if not words[i][0].isupper():
        return i, i
    first, last = i, _past_tails(where, i + 1)
    if lowers[i] in OUTLETS and lowers[i] not in OUTLET_ENDS:
        return first, last
    first = _grown_left(where, i) if lowers[i] in OUTLET_ENDS else first
    last = max(last, _past_part(where, i, named))
    if first == i and _opens_name(where, i):
        last = max(last, _past_capitals(where, i + 1))
    if lowers[last - 1] in PROGRAMME_ENDS:
        return i, i
    if last - first == 1 and (where.lower(i - 1) != "the" or lowers[i] not in OUTLET_ENDS):
        return i, i
    return first, last


def _past_tails(where: Outline, last: int) -> int:
    """Past "News", "Radio 4"."""
    while where.lower(last) in CHANNEL_TAILS and where.words[last][0].isupper():
        last += 1
    return _past_number(where, last)


def _past_number(where: Outline, last: int) -> int:
    """Past the number of a station."""
    number = where.words[last] if last < len(where.words) else ""
    counted = (number.isdigit() and len(number) < 4) or (number[:1].isupper() and number.lower() in NUMBERS)
    return last + 1 if where.lower(last - 1) in NUMBERED and counted else last


def _opens_name(where: Outline, i: int) -> bool:
    """Whether a name goes on behind this word: "Radio Ode", "the Evening Gull"; not so in a headline's capitals."""
    word = where.lowers[i]
    fits = word in OUTLET_STARTS and not where.headline(i)
    return fits and (word not in TIMES_OF_DAY or where.lower(i - 1) == "the")


def _grown_left(where: Outline, i: int) -> int:
    words, lowers = where.words, where.lowers
    first = i
    while first and i - first < MOST_WORDS and (words[first - 1][0].isupper() or lowers[first - 1] in ("of", "-", "&")):
        if lowers[first - 1] in NOT_OF_NAMES or where.sentence_of[first - 1] != where.sentence_of[i]:
            break
        first -= 1
    while first < i and not words[first][0].isupper():
        first += 1
    return first


def _past_part(where: Outline, i: int, named: dict[int, tuple[Name, Run]]) -> int:
    """Past what belongs to the key word: "Times of Ode", and "Herald on Sunday" where that was found to be one name."""
    name, run = named.get(i, (None, (i, i)))
    if name and name.kind == "ORG" and where.lowers[i + 1 : run[1]] == ["on", "sunday"]:
        return run[1]
    of, place = named.get(i + 2, (None, (i, i)))
    if of and of.kind != "PER" and where.lower(i + 1) == "of" and where.lowers[i] in OF_PLACES:
        return place[1]
    return _past_number(where, i + 1)


def _past_capitals(where: Outline, last: int) -> int:
    """Past capitalised words of one sentence."""
    start = last
    while last < len(where.words) and last - start < MOST_WORDS and where.sentence_of[last] == where.sentence_of[start]:
        if where.lowers[last] in NO_NAME or not where.words[last][0].isupper():
            break
        last += 1
    return last


def _is_person(known: tuple[Name, Run] | None) -> bool:
    return known is not None and known[0].kind == "PER" and known[0].score >= UNSURE


def _past_names(last: int, named: dict[int, tuple[Name, Run]]) -> int:
    """Past the names that a run of capitals ends in or stops before: "Correio" "de Manha"."""
    while (run := named.get(last, named.get(last - 1, (None, (0, 0))))[1])[1] > last:
        last = run[1]
    return last


def _beside_noun(where: Outline, i: int, named: dict[int, tuple[Name, Run]]) -> Run:
    """The name behind "newspaper" or "broadcaster", else the body's name before it: "the Nordwire news agency"."""
    first, last = i + 1, _past_capitals(where, i + 1)
    inside = first < last and where.sentence_of[first] == where.sentence_of[i]
    if inside and not _is_person(named.get(first)):
        return first + (where.lowers[first] in NOT_OF_NAMES), _past_names(last, named)
    start = i - (where.lower(i - 1) == "news")
    name, run = named.get(start - 1, (None, (i, i)))
    kept = where.lowers[i] not in SITES and (start < i or where.lowers[i] != "agency")
    return run if name and name.kind == "ORG" and run[1] == start and kept else (i, i)
