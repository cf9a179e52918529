"""``onrecord claim``."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.claims import claim_line
from onrecord.cli.console import clipped, console, json_line, safe, table, tell
from onrecord.cli.found import SHORT_ID, row_line, speaker, to_view
from onrecord.cli.group import FAILED
from onrecord.cli.options import Format, LedgerPath, Limit, OutputFormat
from onrecord.settings import LEDGER

if TYPE_CHECKING:
    from onrecord.claims.asked import Bearing
    from onrecord.claims.positions import Position
    from onrecord.ledger.claims import ClaimRow, MemberRow

What = Annotated[str, typer.Argument(metavar="SENTENCE|ID", help="A sentence of your own, or a claim's id.")]


def command(
    what: What, ledger: LedgerPath = LEDGER.default, limit: Limit = 30, format: OutputFormat = Format.table
) -> None:
    """Who says so, who denies it: the statements on one claim, found, or asked for in your own words.

    \b
    Examples:
      onrecord claim "Russia plans to attack NATO"
      onrecord claim 3fa9c1d2
    """
    from onrecord.claims.asked import ask
    from onrecord.ledger.claims import claim_of, members_of

    with to_view(ledger) as opened:
        claim = claim_of(opened, what.lower()) if what.isalnum() and len(what) >= 4 else None
        if claim is not None:
            _print_claim(claim, members_of(opened, [claim.id])[claim.id], format)
            return
        found = ask(opened, what, limit)
    if not found:
        no_id = "there is no claim of that id, and " if re.fullmatch("[0-9a-f]{4,16}", what.lower()) else ""
        tell(f"{no_id}no statement bears on {what!r} in {ledger}")
        raise typer.Exit(FAILED)
    _print_bearings(found, format)


def _print_bearings(found: list[Bearing], format: Format) -> None:
    from onrecord.claims.reasons import told_reasons

    if format is Format.jsonl:
        for b in found:
            json_line(row_line(b.statement) | {"stance": b.stance, "score": b.score, "reasons": list(b.reasons)})
        return
    made = table("id", "date", "who", "stance", "what", "near", "why")
    for b in found:
        row = b.statement
        cells = (row.id[:SHORT_ID], row.published, clipped(speaker(row)), b.stance, clipped(row.content_text))
        made.add_row(*cells, f"{b.score:.2f}", safe(told_reasons(b.reasons)))
    console().print(made)


def _print_claim(claim: ClaimRow, members: tuple[MemberRow, ...], format: Format) -> None:
    from onrecord.claims.positions import positions, reversals
    from onrecord.claims.reasons import told_reasons

    if format is Format.jsonl:
        told = claim_line(claim, members)
        told |= {"joins": list(claim.joins), "circles": [list(c) for c in claim.circles]}
        told["positions"] = [_position(p) for p in positions(members)]
        json_line(told | {"reversals": [asdict(p) for p in reversals(members)]})
        return
    console().print(safe(f"{claim.text} · {claim.reports} reports, {len(claim.origins)} origins"), soft_wrap=True)
    made = table("id", "date", "who", "stance", "utterance", "what", "where", "why")
    for m in members:
        row = m.statement
        cells = (row.id[:SHORT_ID], row.published, clipped(speaker(row)), m.stance, str(m.same))
        made.add_row(*cells, clipped(row.content_text), clipped(row.outlet or m.name), safe(told_reasons(m.reasons)))
    console().print(made)
    for line in _courses(positions(members)):
        tell(line)
    where = {m.statement.article: m.statement.outlet or m.name for m in members}
    for circle in claim.circles:
        tell("each goes by the other, in a circle: " + " → ".join(where.get(a, a) for a in (*circle, circle[0])))
    for p in reversals(members):
        before = p.against.statement if p.against else p.member.statement
        tell(f"{p.speaker} {p.member.stance} ({p.member.statement.id[:SHORT_ID]}) what was put the other way round"
             f" before ({before.id[:SHORT_ID]}, {before.published})")  # fmt: skip


def _position(p: Position) -> dict[str, object]:
    row = p.member.statement
    against = p.against.statement.id if p.against else ""
    return {"source": p.source, "speaker": p.speaker, "step": p.step, "stance": p.member.stance, "id": row.id,
            "day": p.day, "against": against}  # fmt: skip


def _courses(found: list[Position]) -> list[str]:
    """For each source that came back to the claim: when it first said so, and when again."""
    by: dict[str, list[Position]] = {}
    for p in found:
        by.setdefault(p.source, []).append(p)
    return [
        f"{first.speaker} first {first.member.stance} {first.day}"
        + "".join(f", {p.step} {p.day} ({p.member.stance})" for p in later)
        for first, *later in by.values()
        if later
    ]
