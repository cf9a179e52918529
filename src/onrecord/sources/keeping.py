"""Sources kept up to date in a ledger: every name as found gets the source that it is resolved to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from onrecord.ledger.claims import all_reprints
from onrecord.ledger.marks import mark, reached, set_mark
from onrecord.ledger.naming import LOCAL, fold
from onrecord.ledger.sources import names_found, settle_sources
from onrecord.ledger.standing import list_judgements
from onrecord.sources.gathering import Gathered, gather
from onrecord.sources.matching import Match, Name

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

MARK: Final = "sources"


def gathered(ledger: Ledger) -> Gathered:
    """The ledger's names by source, with the reasons and with what is left to people."""
    names = [Name(key, text, kind, articles) for key, text, kind, articles, _ in names_found(ledger)]
    decided: dict[str, list[frozenset[str]]] = {"same-source": [], "different-source": []}
    for row in list_judgements(ledger, standing=True):
        if row.judgement.kind in decided:
            decided[row.judgement.kind].append(frozenset((row.judgement.subject, str(row.judgement.value))))
    return gather(names, decided["same-source"], decided["different-source"], _reprinted(ledger, names))


def _reprinted(ledger: Ledger, names: Sequence[Name]) -> list[Match]:
    """The unnamed sources that two tellings of one text call by the same words."""
    of: dict[str, dict[str, str]] = defaultdict(dict)
    for n in names:
        if n.kind in LOCAL:
            for article in n.articles:
                of[article][fold(n.text)] = n.id
    return [
        Match(one, of[b][text], 0.95, (f"the same words in a reprint, {share:.0%} of the shorter article",))
        for a, b, share, _ in all_reprints(ledger)
        for text, one in of.get(a, {}).items()
        if text in of.get(b, {})
    ]


def update(ledger: Ledger) -> int:
    """Sets the sources of all statements anew where anything came in or was decided; how many changed theirs."""
    now = reached(ledger)
    if mark(ledger, MARK) == now:
        return 0
    changed = settle_sources(ledger, gathered(ledger).home)
    set_mark(ledger, MARK, now)
    return changed
