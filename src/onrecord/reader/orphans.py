"""Quotations that belong to no statement found: whose are they?

A quotation that is a sentence of its own is somebody's words. It belongs to whoever

* is named before it, up to a colon or a question mark ("Captain Roe gave this account:", "The captain's answer?");
* the sentence after it names ("That was the message from Captain Roe.");
* speaks in the sentence before it, or already speaks in its paragraph;
* the sentence before it is about ("Captain Roe was blunt."); the one after, where it opens the text.

A quotation that is part of a sentence is a title, a term, or words used with a shrug, and is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from onrecord.reader.features import Words
from onrecord.reader.subjects import PRONOUNS, Run, Said, named_at, subject
from onrecord.reader.turns import Turn
from onrecord.reader.unclosed import broken_off
from onrecord.records import Span, Statement

SURE: Final = 0.6
"""Confidence of a statement made of such a quotation."""
MARKS: Final = "“”\"„«»‘’'‟"
ENDS: Final = frozenset(".!?…")
LONGEST_HEADING: Final = 5
"""Words of a line in single marks that is taken for a heading, where those are not the text's own marks."""
LONG_WORD: Final = 4
"""Letters of a word that headings write with a capital."""
BEFORE: Final = frozenset('.!?…:”"»)—–-“«„')
"""What a quotation that begins a sentence may stand behind; nothing at all, too."""
TELLING: Final = (
    "reactions?|responses?|reply|answer|verdict|view|take|message|comments?|opinion|warning|advice|motto|words?|"
    "explanation|conclusion|defen[cs]e|assessment|summary|plea|retort|rejoinder|posts?|tweets?|letter|e-?mail|note|"
    "memo|remarks|statement|speech"
)
WHOSE: Final = re.compile(
    rf"(?:(?:and|but|so|from|in)\s+)?(?P<source>[^.!?:,\n]*?(?:[’']s|s[’']|\bher|\bhis|\btheir|\bits))\s+(?:\w+\s+)?"
    rf"(?P<cue>{TELLING})\b[^.!?:\n]*[:?]\s*",
    re.IGNORECASE,
)
"""'The minister’s answer to that?'"""
FROM: Final = re.compile(
    rf"[^.!?:\n]*?\b(?P<cue>{TELLING})\b[^.!?:\n]*?\b(?:from|of|by)\s+(?P<source>[^.!?:\n]+):\s*|"
    r"(?:And )?[Tt]his\s+(?P<cue2>from)\s+(?P<source2>[^.!?:\n]+):\s*"
)
"""'The reaction from the guild:'"""
THAT_WAS: Final = re.compile(
    r"\s*(?P<cue>(?:That|This|It|Those|These|Such|So)\s+(?:is|was|were|are|went|ran|goes|runs)\b[^.!?,\n“\"]{0,40}?"
    r"\b(?:from|of|by)|The\s+(?:\w+\s+){1,2}(?:is|are|was|were)\s+th(?:at|ose)\s+of)\s+(?=\S)"
)
WITH: Final = re.compile(r"\s*(?P<cue>With\s+(?:these|those|that|this)(?:\s+(?:words?|remarks?))?),?\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Place:
    """A text's words, and what has been found in it."""

    words: Words
    statements: list[Statement]

    @property
    def text(self) -> str:
        return self.words.text

    def word(self, character: int) -> int:
        """The first word that begins at a character or after it."""
        return bisect_left(self.words.starts, character)

    def sentence(self, word: int) -> Run | None:
        """The sentence of a word."""
        if not 0 <= word < len(self.words.words):
            return None
        return self.words.sentences[bisect_right(self.words.sentences, (word, len(self.words.words))) - 1]

    def line(self, character: int) -> int:
        """Where the line of a character begins."""
        return self.text.rfind("\n", 0, character) + 1


def adopted(words: Words, quoted: Sequence[Span], statements: Sequence[Statement], blank: Statement) -> list[Statement]:
    """The statements with nobody's quotations taken in, and new ones for those that go with none. ``quoted`` are the
    text's quotations; the words' text has English marks."""
    place = Place(words, list(statements))
    for group in _groups(words.text, _orphans(place, quoted)):
        turn = _named(place, group)
        if not turn and not _is_title(words.text, group):
            joins = _speaking(place, group)
            if joins >= 0:
                old = place.statements[joins]
                place.statements[joins] = replace(old, content=tuple(sorted({*old.content, *group})))
                continue
            turn = _about(place, group)
        if turn:
            place.statements.append(turn.statement(blank, SURE))
    return place.statements


def _named(place: Place, group: list[Span]) -> Turn | None:
    """What the words right before or after a quotation say of it, or those in it, where it is not closed."""
    if len(group) == 1 and (turn := broken_off(place.words, group[0])):
        return turn
    named = _led_up(place, group) or _told_after(place, group)
    return Turn(*named, tuple(group)) if named else None


def _orphans(place: Place, quoted: Sequence[Span]) -> Iterator[Span]:
    """Quotations that are sentences and share no character with a statement."""
    taken = sorted(span for s in place.statements for _, span in s.spans())
    ends: list[int] = []
    for _, end in taken:
        ends.append(max(end, ends[-1] if ends else 0))
    for start, end in quoted:
        before = bisect_left(taken, (end, 0))
        if (not before or ends[before - 1] <= start) and _is_sentence(place.text, start, end):
            read = place.word(start)
            if read < len(place.words.words) and place.words.starts[read] == start:
                yield start, end


def _is_sentence(text: str, start: int, end: int) -> bool:
    inner = text[start:end].strip(MARKS + " ")
    if not inner or inner[-1] not in ENDS or inner[0].islower():
        return False
    before = text[text.rfind("\n", 0, start) + 1 : start].rstrip()
    return not before or before[-1] in BEFORE


def _is_title(text: str, group: list[Span]) -> bool:
    """Whether it is written like a heading: ‘All Bets Are Off.’, or a line of its own, ‘An old friend.’"""
    (start, end), *more = group
    if text[start] in "'‘" and len(text[start:end].split()) <= LONGEST_HEADING:
        return not more and text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n")
    long = [word for word in re.findall(r"\w+", text[start:end])[1:] if len(word) >= LONG_WORD]
    return not more and bool(long) and all(word[0].isupper() for word in long)


def _groups(text: str, orphans: Iterator[Span]) -> list[list[Span]]:
    """Orphans with nothing but white space between them go together."""
    groups: list[list[Span]] = []
    for orphan in orphans:
        if groups and not text[groups[-1][-1][1] : orphan[0]].strip():
            groups[-1].append(orphan)
        else:
            groups.append([orphan])
    return groups


def _led_up(place: Place, group: list[Span]) -> tuple[Span, Span] | None:
    """Source and cue in the words up to a colon or question mark before the quotation."""
    start = len(place.text[: group[0][0]].rstrip())
    if not start or place.text[start - 1] not in ":?":
        return None
    past = place.word(start)
    sentence = place.sentence(past - 1)
    if sentence is None:
        return None
    found = sentence[0], past
    first = place.words.starts[found[0]]
    if any(first <= s.cue[0][0] < start for s in place.statements if s.source):
        return None
    for pattern in (WHOSE, FROM):
        if match := pattern.fullmatch(place.text, first, start):
            groups = match.re.groupindex
            which = "2" if "cue2" in groups and match["cue2"] else ""
            return match.span("source" + which), match.span("cue" + which)
    if place.text[start - 1] == "?":
        return None
    said = subject(place.words, found)
    if said:
        return _spans(place, said)
    from_them = place.words.words[found[0]] in ("From", "In", "And")
    name = named_at(place.words, found[0] + from_them, past)
    return (place.words.span(*name), (start - 1, start)) if name else None


def _told_after(place: Place, group: list[Span]) -> tuple[Span, Span] | None:
    """Source and cue in the sentence after it: "That was the message from …", "With these words Roe left"."""
    end = group[-1][1]
    if match := THAT_WAS.match(place.text, end):
        first = place.word(match.end())
        found = place.sentence(first)
        name = named_at(place.words, first, found[1]) if found else None
        return (place.words.span(*name), match.span("cue")) if name else None
    if match := WITH.match(place.text, end):
        first = place.word(match.end())
        found = place.sentence(first)
        said = subject(place.words, (first, found[1])) if found else None
        return (place.words.span(*said.who), match.span("cue")) if said else None
    return None


def _speaking(place: Place, group: list[Span]) -> int:
    """The statement that the quotation goes on with: of the sentence before, else the last of its paragraph."""
    before = place.sentence(place.word(group[0][0]) - 1)
    if before is None:
        return -1
    start, end = place.words.span(*before)
    with_source = [(n, s) for n, s in enumerate(place.statements) if s.source and s.cue]
    near = [n for n, s in with_source if any(a < end and start < b for _, (a, b) in s.spans())]
    if near:
        return max(near, key=lambda n: place.statements[n].cue)
    said = subject(place.words, before)
    if said and place.words.words[said.who[0]].lower() not in PRONOUNS:
        return -1
    line = place.line(group[0][0])
    earlier = [n for n, s in with_source if line <= s.cue[0][0] < group[0][0]]
    return max(earlier, key=lambda n: place.statements[n].cue, default=-1)


def _about(place: Place, group: list[Span]) -> Turn | None:
    """The subject of the sentence before it; of the one after, where nothing stands before."""
    word = place.word(group[0][0])
    before = place.sentence(word - 1) or place.sentence(place.word(group[-1][1]))
    said = subject(place.words, before) if before else None
    return Turn(*_spans(place, said), tuple(group)) if said else None


def _spans(place: Place, said: Said) -> tuple[Span, Span]:
    return place.words.span(*said.who), place.words.span(*said.does)
