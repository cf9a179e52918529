"""What a statement puts forward, made comparable: its content words with pronouns resolved, names, numbers, act.

A proposition is read from the records alone (article and statements), so that it can be made again from a ledger.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.claims import words as w
from onrecord.claims.leanings import leaning, leanings
from onrecord.claims.speakers import Speakers, body_keys
from onrecord.records import Article, Statement

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)»“]*\s+(?=[\"'“‘(«„»]*[A-Z0-9])|\n+")
_QUOTED = re.compile(
    r"[“\"„«»]([^“”\"„«»]{3,}?)[”\"“»«]|(?:^|(?<=\s))(?:''|‘|')(?=\S)(.{3,}?\S)(?:''|’|')(?=[\s.,;:!?)]|$)"
)
_SUFFIXES = frozenset("jr sr ii iii".split())
_SHORT = 4
"""Contents of fewer content words than this lean on the words around them."""
_REFERRING = frozenset(
    """charge charges accusation accusations allegation allegations claim claims assertion assertions suggestion
    suggestions report reports story rumour rumours rumor rumors offer offers idea proposal everything anything not
    """.split()
)
"""Words that stand for what somebody else has just said: "the charge", "that it is not"."""
_OWNED = frozenset("my his her its our their your".split())
_JUST = 2
"""Sentences back to which "the charge" refers."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """One statement's content, ready to be compared. ``n`` is its place in the article's list of statements."""

    statement: Statement
    article: str
    n: int
    text: str
    """The content's pieces, joined by blanks."""
    own: tuple[str, ...]
    """Stems of the content, names of the persons behind its pronouns, and what the cue adds."""
    context: tuple[str, ...]
    """Stems of the sentence that holds the content and of the one before it."""
    names: frozenset[str]
    numbers: frozenset[str]
    speaker: str
    """The speaker's name in lower case; empty where unknown."""
    speaker_key: str
    """What is compared of it: a person's first letter and surname, else the name's stems."""
    quoted: tuple[tuple[str, ...], ...]
    """Lower-cased words of each quotation inside the content."""
    sentence: int
    paragraph: int
    begins: int
    ends: int
    """Where the statement begins and ends in the article's text, source and cue included."""

    raw: tuple[str, ...]
    """Content words in lower case as written, cue words after them: what word vectors are looked up by."""
    raw_context: tuple[str, ...]
    """The same of the sentence that holds the content and its two neighbours."""
    cue: str
    source: str
    published: str = ""
    before: str = ""
    """What stands in the sentence before the statement's first piece."""
    sentence_text: str = ""
    leaning: float = 0.0
    """-1 to 1: to which camp the speaker belongs, by what the article says beside its name; 0 where unknown."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where an article's sentences and paragraphs begin."""

    text: str
    sentences: tuple[int, ...]
    paragraphs: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> _Layout:
        sentences = (0, *(m.end() for m in _SENTENCE_END.finditer(text)))
        paragraphs = (0, *(m.end() for m in re.finditer(r"\n+", text)))
        return cls(text, sentences, paragraphs)

    def sentence(self, offset: int) -> int:
        return bisect.bisect_right(self.sentences, offset) - 1

    def paragraph(self, offset: int) -> int:
        return bisect.bisect_right(self.paragraphs, offset) - 1

    def sentence_text(self, index: int) -> str:
        if not 0 <= index < len(self.sentences):
            return ""
        end = self.sentences[index + 1] if index + 1 < len(self.sentences) else len(self.text)
        return self.text[self.sentences[index] : end]


def sentences(text: str) -> list[str]:
    """The sentences of a text that is not empty."""
    return [s.strip() for s in _SENTENCE_END.split(text) if s.strip()] or [text]


def pieces(article: Article, spans: Sequence[tuple[int, int]]) -> str:
    """The text of spans, joined by one blank."""
    return " ".join(article.text[a:b] for a, b in spans)


def quotations(text: str) -> tuple[tuple[str, ...], ...]:
    """The quotations inside a text, as lower-cased words."""
    found = (m.group(1) or m.group(2) for m in _QUOTED.finditer(text))
    return tuple(q for q in (tuple(t.lower() for t in w.tokens(f)) for f in found) if q)


def names_in(text: str, skip_first: bool = True) -> frozenset[str]:
    """Stems of capitalised words, but for a first word that is common in lower case."""
    found = set()
    for start, end in w.name_runs(text):
        for word in w.tokens(text[start:end]):
            low = word.lower()
            if word[0].isupper() and w.is_content(low) and not (skip_first and start == 0 and len(word) < 3):
                found.add(w.stem(low))
    return frozenset(found)


def _resolved(text: str, statement: Statement, speakers: Speakers) -> list[str]:
    """Name stems for the pronouns in a content: the speaker for I and we, he and she; else who was last named."""
    low = {t.lower() for t in w.tokens(text)}
    found: list[str] = []
    speaker = speakers.name(statement)
    if low & w.PRONOUNS_OF_SPEAKER or low & w.PRONOUNS_THIRD:
        found += w.stems(speaker)[-1:]
    if low & {"him", "her", "his"} and statement.content:
        other = speakers.last_other(statement.content[0][0], speaker)
        found += w.stems(other)[-1:]
    return found


def _speaker_key(name: str, kind: str) -> str:
    """One for ``Donald J. Trump`` and ``Donald Trump``; a body's or a group's by all its words."""
    found = [x for x in w.stems(name) if x not in _SUFFIXES]
    if kind != "person" or not found:
        return " ".join(found)
    first = name.split()[0][:1].lower() if " " in name.strip() else ""
    return f"{first} {found[-1]}"


def _content_words(text: str) -> tuple[str, ...]:
    return tuple(x for x in (t.lower() for t in w.tokens(text)) if w.is_content(x))


def propositions(article: Article, statements: Sequence[Statement]) -> list[Proposition]:
    """The propositions of an article's statements, in the order given."""
    layout = _Layout.of(article.text)
    speakers = Speakers.of(article, statements)
    sides = leanings(article.text, speakers.surnames)
    made = _answering([_proposition(article, n, s, layout, speakers) for n, s in enumerate(statements)])
    return [replace(p, leaning=leaning(f"{p.source} {speakers.name(p.statement)}", sides)) for p in made]


def _answering(made: Sequence[Proposition]) -> list[Proposition]:
    """The same; "the charge", "everything", "that it is not" with the words of the other's statement just before."""
    return [_with_words(p, _answered(p, made)) if _refers(p.text) else p for p in made]


def _refers(text: str) -> bool:
    """Whether a content has no word of its own but one that stands for another's."""
    said = w.lower(text)
    bare = all(word in _REFERRING or not w.is_content(word) for word in said)
    return bare and not _REFERRING.isdisjoint(said) and _OWNED.isdisjoint(said)


def _answered(p: Proposition, made: Sequence[Proposition]) -> Proposition | None:
    before = [
        q
        for q in made
        if q.ends <= p.begins and p.sentence - q.sentence <= _JUST and q.speaker_key != p.speaker_key
        if not _refers(q.text)
    ]
    return max(before, key=lambda q: q.ends, default=None)


def _with_words(p: Proposition, other: Proposition | None) -> Proposition:
    if other is None:
        return p
    own = tuple(dict.fromkeys((*p.own, *other.own)))
    return replace(p, own=own, raw=(*p.raw, *other.raw), names=p.names | other.names, numbers=other.numbers)


def with_camps(props: Sequence[Proposition]) -> list[Proposition]:
    """The same, each speaker's leaning drawn from all of these articles together, and each body under one name."""
    keys = body_keys((p.speaker_key, p.speaker) for p in props if p.statement.kind == "organisation")
    props = [replace(p, speaker_key=keys.get(p.speaker_key, p.speaker_key)) for p in props]
    of: dict[str, list[float]] = defaultdict(list)
    for p in props:
        of[p.speaker_key].append(p.leaning)
    mean = {key: sum(found) / len(found) for key, found in of.items()}
    return [replace(p, leaning=mean[p.speaker_key] if p.speaker_key else 0.0) for p in props]


def _proposition(article: Article, n: int, s: Statement, layout: _Layout, speakers: Speakers) -> Proposition:
    text = pieces(article, s.content)
    cue = pieces(article, s.cue)
    at = (s.content or s.cue or s.source or ((0, 0),))[0][0]
    sentence = layout.sentence(at)
    around = layout.sentence_text(sentence - 1) + " " + layout.sentence_text(sentence)
    own = w.stems(text)
    own += [x for x in _resolved(text, s, speakers) if x not in own]
    own += [x for x in w.stems(cue) if x not in own]
    if len(own) < _SHORT:
        own += [x for x in w.stems(layout.sentence_text(sentence)) if x not in own]
    return Proposition(
        statement=s,
        article=article.name,
        n=n,
        text=text,
        own=tuple(own),
        context=tuple(dict.fromkeys(w.stems(around))),
        names=names_in(text),
        numbers=w.numbers(text),
        speaker=speakers.name(s).lower(),
        speaker_key=_speaker_key(speakers.name(s), s.kind),
        quoted=quotations(text),
        sentence=sentence,
        paragraph=layout.paragraph(at),
        begins=min((a for _, (a, _) in s.spans()), default=0),
        ends=max((b for _, (_, b) in s.spans()), default=0),
        raw=_content_words(f"{text} {cue}"),
        raw_context=_content_words(around + " " + layout.sentence_text(sentence + 1)),
        cue=cue,
        source=pieces(article, s.source),
        published=article.published,
        before=article.text[layout.sentences[max(sentence, 0)] : min((a for _, (a, _) in s.spans()), default=0)],
        sentence_text=layout.sentence_text(sentence),
    )
