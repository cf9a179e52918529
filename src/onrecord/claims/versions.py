"""The wordings of one utterance among a ledger's claims, each beside the one before it that it is most like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from onrecord.claims.propositions import quotations
from onrecord.claims.wordings import ALIKE, Difference, align, alike, words
from onrecord.claims.words import is_content
from onrecord.ledger.claims import ClaimRow, MemberRow, list_claims, members_of
from onrecord.ledger.rows import StatementRow

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

QUOTED = frozenset(("direct", "mixed"))
NEARLY = 0.4
"""From this likeness on two quotations of one source on one claim are of one utterance, put into English twice."""
TELLING = 2
"""Least content words of a quotation by which two tellings are known to be of one utterance."""


Pair = tuple[StatementRow, StatementRow]


@dataclass(frozen=True, slots=True)
class Version:
    """A later telling beside an earlier one of the same utterance."""

    claim: str
    first: StatementRow
    second: StatementRow
    difference: Difference


def versions_in(ledger: Ledger, claim: str = "") -> list[Version]:
    """Every pair of tellings of one utterance of which at least one is quoted; each pair once."""
    claims = {c.id: c for c in list_claims(ledger) if c.id.startswith(claim)}
    found: dict[tuple[str, str], Version] = {}
    for name, members in members_of(ledger, list(claims)).items():
        for first, other in tellings(claims[name], members):
            if (first.id, other.id) not in found and (other.id, first.id) not in found:
                found[first.id, other.id] = Version(name, first, other, difference(first, other))
    return list(found.values())


def tellings(claim: ClaimRow, members: Sequence[MemberRow]) -> list[Pair]:
    """The pairs of a claim's tellings that are set beside one another, for whichever reason."""
    return [*_of_one_utterance(members), *_of_two(members), *_relayed(claim, members)]


def _of_one_utterance(members: Iterable[MemberRow]) -> list[Pair]:
    """Each telling beside the one before it that it is most like: an utterance may be of several sentences."""
    by: dict[int, list[StatementRow]] = defaultdict(list)
    for m in members:
        by[m.same].append(m.statement)
    told = []
    for rows in map(_quoted_first, by.values()):
        for n, other in enumerate(rows):
            fit = [row for row in rows[:n] if quoted(row) and (not quoted(other) or _near(row, other))]
            told += [(max(fit, key=lambda row: _likeness(row, other)), other)] if fit else []
    return told


def _of_two(members: Iterable[MemberRow]) -> list[Pair]:
    """What is found to be one utterance by its words alone."""
    return [
        (first, other)
        for a, b in combinations(members, 2)
        for first, other in [_quoted_first([a.statement, b.statement])]
        if a.same != b.same and (quotes(first, other) or put_otherwise(first, other))
    ]


def _relayed(claim: ClaimRow, members: Iterable[MemberRow]) -> list[Pair]:
    """A telling that names whom it has it from, beside theirs."""
    of = {m.statement.id: m.statement for m in members}
    pairs = [(of[j["a"]], of[j["b"]]) for j in claim.joins if j["kind"] == "relay" and {j["a"], j["b"]} <= of.keys()]
    return [(first, other) for first, other in pairs if quoted(first) or quoted(other)]


def quoted(row: StatementRow) -> bool:
    """Whether a telling is given in the words that were said: in quotation marks, or as a turn of a transcript."""
    turn = row.cue_text == ":" and row.content_text.rstrip().endswith((".", "!", "?", "…"))
    return row.form in QUOTED or turn


def put_otherwise(a: StatementRow, b: StatementRow) -> bool:
    """Whether two quotations of one source, of one day as far as is known, are nearly alike."""
    one = a.source == b.source != "" and a.article != b.article and len({a.when, b.when} - {""}) < 2
    return one and quoted(a) and quoted(b) and _likeness(a, b) >= NEARLY


def quotes(a: StatementRow, b: StatementRow) -> bool:
    """Whether words that one puts in quotation marks stand one after another in the other."""
    return any(
        sum(map(is_content, said)) >= TELLING and f" {' '.join(said)} " in f" {' '.join(words(other.content_text))} "
        for one, other in ((a, b), (b, a))
        for said in (words(" ".join(q)) for q in quotations(one.content_text))
    )


def _quoted_first(rows: list[StatementRow]) -> list[StatementRow]:
    return sorted(rows, key=lambda r: (not quoted(r), r.published or "9999", r.article, r.position))


def _near(a: StatementRow, b: StatementRow) -> bool:
    return _likeness(a, b) >= ALIKE


def _likeness(a: StatementRow, b: StatementRow) -> float:
    return alike(words(a.content_text), words(b.content_text))


def difference(first: StatementRow, second: StatementRow) -> Difference:
    """The two contents aligned, with what the quotation marks tell."""
    told = align(first.content_text, second.content_text)
    apart = quoted(first) != quoted(second)
    return replace(told, form="quoted here, paraphrased there") if apart else told
