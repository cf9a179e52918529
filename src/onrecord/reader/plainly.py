"""What the network found and what plain code finds, put together: layout first, then what is said by nouns and in
headlines, then the quotations of nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.reader import nouns, turns
from onrecord.reader.datelines import datelines, without
from onrecord.reader.features import Words
from onrecord.reader.forms import quotations
from onrecord.reader.headlines import leading, misread, present, trailing
from onrecord.reader.marks import english_marks
from onrecord.reader.orphans import adopted
from onrecord.reader.retold import SAYS
from onrecord.reader.unsaid import says_nothing
from onrecord.reader.voices import voiced
from onrecord.records import Article, Span, Statement


def combined(article: Article, words: Words, found: Sequence[Statement], blank: Statement) -> list[Statement]:
    """All statements of an article, in text order; ``blank`` is what new ones are made of."""
    text = english_marks(article.text)
    words = replace(words, text=text)
    parts = [(p.start, p.end) for p in article.readable()]
    headlines = [(p.start, p.end) for p in article.readable() if p.kind == "headline"]
    headed = list(present(text, headlines))
    sent = datelines(text)
    read = [voiced(words, without(s, sent)) for s in found if not says_nothing(text, s) and not misread(s, headed)]
    both = merged(read, [turn.statement(blank, turns.SURE) for turn in turns.turns(text, parts)])
    ends = [*trailing(text, headlines), *leading(text, headlines, both)]
    both = [s for s in both if not any(_mere_part(text, s, turn) for turn in ends)]
    more = [*ends, *headed, *nouns.by_nouns(text, parts)]
    said = [turn.statement(blank, nouns.SURE) for turn in more]
    both += [one for one in said if not any(_told(one, other) for other in both)]
    return in_order(adopted(words, quotations(article.text), both, blank))


def _mere_part(text: str, one: Statement, turn: turns.Turn) -> bool:
    """Whether all of a statement stands in what a headline's source says, and nobody says anything in it: "Foreign
    media: Ode mapped our dam" read as what Ode mapped."""
    ((start, end),) = turn.content
    inside = all(start <= a and b <= end for _, (a, b) in one.spans())
    return inside and SAYS.isdisjoint(word.lower() for a, b in one.cue for word in text[a:b].split())


def in_order(statements: Sequence[Statement]) -> list[Statement]:
    """By the place of their first word."""
    return sorted(statements, key=lambda s: (min(span for _, span in s.spans()), s.cue))


def merged(found: Sequence[Statement], laid_out: Sequence[Statement]) -> list[Statement]:
    """Both; what layout shows replaces what the network made of the same words."""
    if not laid_out:
        return list(found)
    said = [span for other in laid_out for span in other.content]
    named = [span for other in laid_out for span in other.source]
    rest = [s for s in found if not _mistaken(s, said, named) and not any(_same(s, other) for other in laid_out)]
    return [*rest, *laid_out]


def _mistaken(one: Statement, said: Sequence[Span], named: Sequence[Span]) -> bool:
    """Whether it gives one turn's words to the speaker of another."""
    return bool(_overlap(one.source, named)) and 2 * _overlap(one.content, said) > sum(b - a for a, b in one.content)


def _same(one: Statement, other: Statement) -> bool:
    """Whether two statements share a cue."""
    return bool(_overlap(one.cue, other.cue))


def _told(one: Statement, other: Statement) -> bool:
    """Whether another statement has the same cue, or most of the same content."""
    if _overlap(one.cue, other.cue):
        return True
    shared = 2 * _overlap(one.content, other.content)
    return shared > sum(b - a for a, b in one.content) and shared > sum(b - a for a, b in other.content)


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> int:
    """Characters that two lists of spans share."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
