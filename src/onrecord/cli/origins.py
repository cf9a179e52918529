"""``onrecord origins``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.claims import bring_up_to_date
from onrecord.cli.console import console, json_line, safe, table, tell
from onrecord.cli.found import claim_named, to_view
from onrecord.cli.options import Format, LedgerPath, Limit, OutputFormat
from onrecord.settings import LEDGER

if TYPE_CHECKING:
    from onrecord.ledger import Ledger

Claim = Annotated[str, typer.Argument(metavar="[CLAIM]", help="A claim's id: its origins, and why reports are one.")]


def command(
    claim: Claim = "", ledger: LedgerPath = LEDGER.default, limit: Limit = 40, format: OutputFormat = Format.table
) -> None:
    """Which articles are tellings of one text; with a claim, on how many independent words it rests, and why.

    \b
    Examples:
      onrecord origins --ledger news.db
      onrecord origins 3fa9c1d2
    """
    from onrecord.ledger.claims import all_reprints, list_claims
    from onrecord.ledger.records_of import read_articles

    with to_view(ledger) as opened:
        bring_up_to_date(opened)
        if claim:
            row = claim_named(opened, claim, ledger)
            links: list[dict[str, Any]] = [*map(dict, row.joins), *_circles(opened, row.circles)]
        else:
            pairs = all_reprints(opened)
            articles = read_articles(opened, sorted({x for a, b, _, _ in pairs for x in (a, b)}))
            links = [
                {"a": articles[a].name, "b": articles[b].name, "kind": "reprint", "share": share, "runs": runs}
                for a, b, share, runs in pairs
            ]
            links += _circles(opened, sorted({c for found in list_claims(opened) for c in found.circles}))
    if format is Format.jsonl:
        for link in links:
            json_line(link)
        return
    made = table("one", "other", "how", "why")
    for link in links[:limit]:
        why = link.get("reason") or f"{link['share']:.0%} of the shorter text, {link['runs']} runs of words"
        made.add_row(*(safe(str(link[k])[:60]) for k in ("a", "b", "kind")), safe(str(why)))
    console().print(made)
    if claim:
        tell(f"{row.reports} reports, {len(row.origins)} independent origins")


def _circles(ledger: Ledger, found: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """Articles that name one another as those who say so, one row a circle."""
    from onrecord.ledger.records_of import read_articles

    articles = read_articles(ledger, sorted({name for circle in found for name in circle}))
    told = [[articles[name] for name in (*circle, circle[0])] for circle in found]
    return [
        {"a": around[0].name, "b": around[1].name, "kind": "circle",
         "reason": "each goes by the other: " + " → ".join(a.outlet or a.name for a in around),
         "articles": [a.name for a in around[:-1]]}
        for around in told
    ]  # fmt: skip
