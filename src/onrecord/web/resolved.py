"""Whom a statement is taken to be of, and why, in words: how what is written fits the name, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from onrecord.ledger.rows import StatementRow
from onrecord.sources.matching import Name, match
from onrecord.sources.names import PersonName, plain
from onrecord.web.words import percent

PRONOUNS = frozenset(
    "he she they it i we you who him her them me us his their my our one himself herself themselves itself".split()
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A statement's source as written, the source that it is resolved to, and the reasons."""

    statement: str
    found: str
    source: str
    name: str
    why: str

    @property
    def plain(self) -> bool:
        """Whether the words say the whole name, so that there was nothing to resolve."""
        return bool(self.name) and _words(self.name) <= _words(self.found)


def resolved(row: StatementRow, titles: Mapping[str, str]) -> Resolved:
    """``titles``: the names of sources by id."""
    name = titles.get(row.source, row.speaker)
    reasons = [_reading(row), _sureness(row), _gathering(row, name)]
    return Resolved(row.id, row.source_text, row.source, name, "; ".join(filter(None, reasons)))


def _reading(row: StatementRow) -> str:
    """How the reader came from the words to the speaker."""
    found, speaker = _words(row.source_text), _words(row.speaker)
    if not row.speaker:
        return "nobody is named"
    if "speaker" in row.as_found:
        return f"a person said so; the reader had “{row.as_found['speaker'] or 'nobody'}”"
    if not found:
        return "no source is written here; taken from what stands around"
    if speaker <= found:
        return "named here"
    if found & speaker:
        return "a part of the name"
    return "a pronoun" if found & PRONOUNS and len(found) < 3 else "a description"


@lru_cache(4096)
def _words(text: str) -> frozenset[str]:
    """Kept, for an article says the same names over and over."""
    return frozenset(plain(text).split())


def _sureness(row: StatementRow) -> str:
    sure = row.sure.get("speaker")
    return "" if sure is None or not row.speaker or "speaker" in row.as_found else f"{percent(sure)} sure"


def _gathering(row: StatementRow, name: str) -> str:
    """Why this name of the article and that of the source are one."""
    if not row.speaker or row.speaker == name or plain(row.speaker) == plain(name):
        return ""
    known = {p.last: {p.full_first: 0} for p in [PersonName.of(name)] if p.first}
    fits = match(Name("a", row.speaker, row.kind), Name("b", name, row.kind), known)
    return f"“{row.speaker}” is one with it: {', '.join(fits.reasons)}" if fits else f"called “{row.speaker}” here"
