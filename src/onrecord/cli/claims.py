"""``onrecord claims``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from onrecord.cli.console import clipped, console, json_line, table, tell
from onrecord.cli.found import SHORT_ID, to_view
from onrecord.cli.options import Format, LedgerPath, Limit, OutputFormat
from onrecord.settings import LEDGER

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.claims import ClaimRow, MemberRow


def command(ledger: LedgerPath = LEDGER.default, limit: Limit = 40, format: OutputFormat = Format.table) -> None:
    """Claims: what is asserted and denied across articles, by how many reports and independent origins.

    What was added since the last time is worked in first; JSON lines give all claims with their members. The sides
    count statements; what one article tells of one utterance is one report, however many statements it takes.

    \b
    Examples:
      onrecord claims --ledger news.db
      onrecord claims --format jsonl > claims.jsonl
    """
    from onrecord.ledger.claims import list_claims

    with to_view(ledger) as opened:
        bring_up_to_date(opened)
        found = list_claims(opened)
        if format is Format.jsonl:
            _print_lines(opened, found)
            return
    made = table("id", "claim", "asserts", "denies", "hedges", "asks", "reports", "origins")
    for claim in found[:limit]:
        sides = (str(claim.stances.get(s, 0) or "") for s in ("asserts", "denies", "hedges", "asks"))
        made.add_row(
            claim.id[:SHORT_ID], clipped(claim.text), *sides, str(claim.reports), str(len(claim.origins))
        )  # fmt: skip
    console().print(made)
    tell(f"{min(limit, len(found))} of {len(found)} claims")


def bring_up_to_date(ledger: Ledger) -> None:
    """Works into claims and sources what was added or decided since the last time."""
    from onrecord.claims.keeping import gather

    brought_up_to_date(ledger, lambda: gather(ledger, tell))


def brought_up_to_date(ledger: Ledger, update: Callable[[], object]) -> None:
    """Does what writes to the ledger before it is shown; one that cannot be written is shown as it was left."""
    from onrecord.errors import LedgerError

    try:
        update()
    except LedgerError:
        if not ledger.read_only:
            raise
        tell(f"{ledger.name} cannot be written: what was added or decided since it was last worked out is not shown")


def _print_lines(ledger: Ledger, found: tuple[ClaimRow, ...]) -> None:
    from onrecord.ledger.claims import members_of

    members = members_of(ledger, [claim.id for claim in found])
    for claim in found:
        json_line(claim_line(claim, members[claim.id]))


def claim_line(claim: ClaimRow, members: tuple[MemberRow, ...]) -> dict[str, Any]:
    """A claim as programs read it; ``n`` is the statement's place in its article's list."""
    return {
        "id": claim.id,
        "claim": claim.text,
        "reports": claim.reports,
        "origins": len(claim.origins),
        "members": [
            {
                "article": m.name,
                "n": m.statement.position,
                "stance": m.stance,
                "same": m.same,
                "id": m.statement.id,
                "score": m.score,
                "reasons": list(m.reasons),
            }
            for m in members
        ],
    }
