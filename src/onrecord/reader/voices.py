"""Sources put right by grammar: of whom something is said is no source ("They are believed to …"), the one after "by"
is, and so is the one right after or before a verb of speech that the network left alone."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import Final

from onrecord.reader.features import Words
from onrecord.reader.subjects import Run, named_at, subject
from onrecord.records import Span, Statement

BE: Final = frozenset("is are was were be been being ’s 's".split())
SAID_OF: Final = frozenset(
    "expected known seen said considered called announced charged shown released criticized criticised named declared"
    " viewed reported believed thought accused projected disclosed described deemed rumored rumoured alleged understood"
    " regarded reputed predicted confirmed mentioned estimated presumed feared advised told asked dubbed praised"
    " labeled labelled condemned denounced banned".split()
)
"""Participles after "is" whose subject is spoken of; with others it feels or means something: "is worried",
"is intended". PolNeAR's annotators make their subject content."""
SEEMS: Final = frozenset("seem seems seemed appear appears appeared".split())
"""To the author, so that the subject is content."""
RELATIVE: Final = frozenset("who which whose".split())
ASKED_AFTER: Final = frozenset("when if , — – - once".split())
INVERTED: Final = frozenset(
    "say says said insist insists insisted warn warns warned claim claims claimed argue argues argued admit admits"
    " admitted tell tells told vow vows vowed suggest suggests suggested show shows showed find finds reveal reveals"
    " hint hints hinted add adds added report reports reported ask asks asked predict predicts predicted".split()
)
"""Verbs that stand between what is said and who says it."""


def voiced(words: Words, statement: Statement) -> Statement:
    """The statement with its source where grammar has it."""
    if not statement.content:
        return statement
    start, end = (bisect_left(words.starts, c) for c in (statement.cue[0][0], statement.cue[-1][1]))
    cue = [word.lower() for word in words.words[start:end]]
    if any(word in BE for word in cue) and any(word in SAID_OF for word in cue):
        return _passive(words, statement, cue, end)
    if statement.source and not SEEMS.isdisjoint(cue):
        return _spoken_of(words, statement)
    if statement.source and cue[0] == "asked" and _is_asked(words, start, end):
        return replace(statement, source=())
    if statement.source and words.words[start - 1] == "," and _is_relative(words, statement):
        return _main_clause(words, statement, (start, end))
    if not statement.source:
        return _filled(words, statement, (start, end))
    return statement


def _spoken_of(words: Words, statement: Statement) -> Statement:
    """With a source right before its cue made the first part of the content."""
    if len(statement.source) > 1 or words.text[statement.source[0][1] : statement.cue[0][0]].strip():
        return statement
    return replace(statement, source=(), content=tuple(sorted({*statement.source, *statement.content})))


def _is_asked(words: Words, start: int, end: int) -> bool:
    """Whether somebody is asked and does not ask: "Asked whether", "when asked about"; "asked by Roe" has a source."""
    before = words.words[start - 1].lower() if start else "."
    opens = start == _sentence_start(words, start) or before in ASKED_AFTER
    return opens and not (end < len(words.words) and words.words[end].lower() == "by")


def _is_relative(words: Words, statement: Statement) -> bool:
    first = bisect_left(words.starts, statement.source[0][0])
    return words.words[first] in RELATIVE


def _main_clause(words: Words, statement: Statement, cue: Run) -> Statement:
    """With the subject of the whole sentence for "who": "Roe, who said little, hopes that …"."""
    said = subject(words, (_sentence_start(words, cue[0]), _sentence_end(words, cue[0])), cue[0])
    return statement if said is None else replace(statement, source=(words.span(*said.who),))


def _passive(words: Words, statement: Statement, cue: list[str], past: int) -> Statement:
    adjacent = len(statement.source) == 1 and not words.text[statement.source[0][1] : statement.cue[0][0]].strip()
    if statement.source and not adjacent:
        return statement
    content = tuple(sorted({*statement.source, *statement.content}))
    if cue[-1] != "by" and not (past < len(words.words) and words.words[past].lower() == "by"):
        spoken_of = cue[-1] in SAID_OF and len(statement.content) > 0
        return replace(statement, source=(), content=content) if spoken_of else statement
    agent = named_at(words, past + (cue[-1] != "by"), _sentence_end(words, past))
    if agent is None:
        return statement
    source = words.span(*agent)
    return replace(
        statement, source=(source,), content=_without(words.text, content, (statement.cue[-1][1], source[1]))
    )


def _filled(words: Words, statement: Statement, cue: Run) -> Statement:
    """The source of a statement that has none: right behind a verb of speech, else the subject of its sentence."""
    after = _sentence_end(words, cue[0])
    last = words.words[cue[1] - 1].lower()
    if last in INVERTED and statement.content[0][1] <= statement.cue[0][0]:
        name = named_at(words, cue[1], after)
        if name and not _shared(statement, words.span(*name)):
            return replace(statement, source=(words.span(*name),))
    said = subject(words, (_sentence_start(words, cue[0]), after))
    if said is None or said.who[1] > cue[0]:
        return statement
    goes_with = cue[0] <= said.verb < cue[1]
    who = words.span(*said.who)
    return replace(statement, source=(who,)) if goes_with and not _shared(statement, who) else statement


def _sentence_start(words: Words, word: int) -> int:
    return words.sentences[bisect_left(words.sentences, (word + 1, 0)) - 1][0]


def _sentence_end(words: Words, word: int) -> int:
    found = bisect_left(words.sentences, (word + 1, 0)) - 1
    return words.sentences[found][1] if found >= 0 else len(words.words)


def _shared(statement: Statement, span: Span) -> bool:
    return any(a < span[1] and span[0] < b for a, b in statement.content)


def _without(text: str, content: tuple[Span, ...], gone: Span) -> tuple[Span, ...]:
    """The spans with the characters [start, end) taken out, and white space beside them; all where none is left."""
    left = ((a, min(b, gone[0])) for a, b in content)
    right = ((max(a, gone[1]), b) for a, b in content)
    rest = {(b - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in (*left, *right) if a < b}
    return tuple(sorted((a, b) for a, b in rest if a < b)) or content
