"""``onrecord search``."""

from __future__ import annotations

from onrecord.cli.options import (
    Acts,
    After,
    Certainties,
    Format,
    LedgerPath,
    Limit,
    Outlets,
    OutputFormat,
    Since,
    Until,
    Words,
)  # fmt: skip
from onrecord.settings import LEDGER


def command(
    words: Words = None,
    ledger: LedgerPath = LEDGER.default,
    act: Acts = None,
    certainty: Certainties = None,
    outlet: Outlets = None,
    since: Since = "",
    until: Until = "",
    limit: Limit = 20,
    after: After = "",
    format: OutputFormat = Format.table,
) -> None:
    """Find statements that hold all the words, newest first; words of the speaker and the title count too.

    \b
    Examples:
      onrecord search attack
      onrecord search '"attack NATO"' --act denies
      onrecord search tariffs --outlet 'The Lorvane Examiner' --since 2024-06 --format jsonl
    """
    from onrecord.cli.found import print_hits
    from onrecord.ledger import Ledger
    from onrecord.ledger.queries import search
    from onrecord.ledger.rows import Filters

    filters = Filters.of(act=act, certainty=certainty, outlet=outlet, since=since, until=until)
    with Ledger.open(ledger, create=False, read_only=True) as opened:
        hits = search(opened, " ".join(words or ()), filters, limit=limit, after=after, facets=())
    print_hits(hits, format)
