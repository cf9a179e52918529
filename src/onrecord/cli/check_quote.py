"""``onrecord check-quote``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.console import console, json_line, safe, tell
from onrecord.cli.group import FAILED
from onrecord.cli.options import Format, LedgerPath, OutputFormat
from onrecord.settings import LEDGER

if TYPE_CHECKING:
    from onrecord.ledger.turns import Taken

Quotation = Annotated[str, typer.Argument(metavar="[QUOTATION]", help="The words quoted; with or without their marks.")]
Add = Annotated[
    list[Path] | None, typer.Option("--add", help="Take a transcript in first: .jsonl(.xz) or text; may be repeated.")
]


def command(
    quotation: Quotation = "",
    add: Add = None,
    ledger: LedgerPath = LEDGER.default,
    format: OutputFormat = Format.table,
) -> None:
    """The original passage of a quotation in the transcripts that you added, and how it differs.

    \b
    Examples:
      onrecord check-quote --add speeches.jsonl.xz --ledger news.db
      onrecord check-quote "We are going to win so much" --ledger news.db
    """
    from onrecord.claims.quotes import LEAST, add_transcripts, check_quote, words_of
    from onrecord.ledger import Ledger
    from onrecord.ledger.turns import count_turns

    if not quotation.strip() and not add:
        raise typer.BadParameter("a quotation is needed, or --add FILE", param_hint="QUOTATION")
    if quotation.strip() and len(words_of(quotation)) < LEAST:
        raise typer.BadParameter(f"{quotation!r} has fewer than {LEAST} words", param_hint="QUOTATION")

    with Ledger.open(ledger, create=bool(add)) as opened:
        for path in add or ():
            tell(f"{path}: {_taken(add_transcripts(opened, path))}")
        found = check_quote(opened, quotation) if quotation else []
        none = not found and not count_turns(opened)
    if not quotation:
        return
    if format is Format.jsonl:
        for p in found:
            json_line(asdict(p) | {"passage": p.text, "verbatim": p.verbatim, "turned": p.turned})
    else:
        for p in found:
            _print(p)
    if not found:
        tell(
            "no transcripts in the ledger: --add FILE takes one in" if none else "no passage like it in the transcripts"
        )
        raise typer.Exit(FAILED)


def _taken(taken: Taken) -> str:
    """What was taken in of a file, and which of its transcripts stand beside others of their name."""
    if not taken.turns:
        return "nothing new, its transcripts are in the ledger"
    names = ", ".join(dict.fromkeys(taken.beside))
    beside = f"; {names}: a transcript of that name with other words was in the ledger, and stays" if names else ""
    return f"{taken.turns} turns taken in{beside}"


def _print(passage: Any) -> None:
    turn = passage.turn
    told = "word for word" if passage.verbatim else f"{passage.share:.0%} of its words, altered"
    told += ", with what it leaves out marked" if passage.rest else ""
    told += ", says the opposite" if passage.turned else ""
    console().print(safe(f"{turn.speaker} · {turn.date} · {turn.title} · {told}"), soft_wrap=True)
    console().print(safe(f"  {passage.text}"), soft_wrap=True)
    for p in passage.difference.altered:
        console().print(safe(f"  {p.kind}: {p.first or '–'} → {p.second or '–'}"), soft_wrap=True)
