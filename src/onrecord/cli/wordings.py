"""``onrecord wordings``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated

import typer

from onrecord.cli.claims import bring_up_to_date
from onrecord.cli.console import console, json_line, safe, tell
from onrecord.cli.found import SHORT_ID, claim_named, to_view
from onrecord.cli.options import Format, LedgerPath, OutputFormat
from onrecord.settings import LEDGER

Claim = Annotated[str, typer.Argument(metavar="[CLAIM]", help="A claim's id; all claims where there is none.")]
SIGNS = {"dropped": "[-{first}-]", "added": "{{+{second}+}}", "replaced": "[-{first}-]{{+{second}+}}"}


def command(claim: Claim = "", ledger: LedgerPath = LEDGER.default, format: OutputFormat = Format.table) -> None:
    """How one quotation is worded in different articles, word by word.

    In the table [-words-] stand in the first version alone and {+words+} in the second alone.

    \b
    Examples:
      onrecord wordings --ledger news.db
      onrecord wordings 3fa9c1d2 --format jsonl
    """
    from onrecord.claims.versions import versions_in

    with to_view(ledger) as opened:
        bring_up_to_date(opened)
        found = versions_in(opened, claim_named(opened, claim, ledger).id if claim else "")
    if not found:
        tell("no quotation stands in more than one telling")
    for v in found:
        if format is Format.jsonl:
            json_line({"claim": v.claim, "first": v.first.id, "second": v.second.id, **asdict(v.difference)})
        else:
            for line in _lines(v.first.id, v.second.id, v.first.outlet, v.second.outlet):
                console().print(line, soft_wrap=True)
            shown = " ".join(_shown(p.kind, p.first, p.second) for p in v.difference.pieces)
            console().print(safe(shown + (f" ({v.difference.form})" if v.difference.form else "")), soft_wrap=True)
            console().print()


def _lines(first: str, second: str, here: str, there: str) -> Iterator[str]:
    yield safe(f"{first[:SHORT_ID]} {here} → {second[:SHORT_ID]} {there}")


def _shown(kind: str, first: str, second: str) -> str:
    sign = SIGNS.get(kind)
    return sign.format(first=first, second=second) if sign else (second or first)
