"""``onrecord show``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.console import console, json_line, safe, table
from onrecord.cli.options import Format, LedgerPath, OutputFormat
from onrecord.settings import LEDGER

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from onrecord.ledger import Ledger
    from onrecord.ledger.rows import Evidence, StatementRow
    from onrecord.records import Span

Id = Annotated[str, typer.Argument(metavar="ID", help="A statement's id, or its first digits.")]
ROLES = {"source": "bold", "cue": "italic", "content": "underline"}
"""How each role is told apart in the paragraph; brackets say it too where there is no colour."""
LABELS = ("speaker", "kind", "act", "certainty", "form", "via", "venue", "when", "horizon", "again")


def command(id: Id, ledger: LedgerPath = LEDGER.default, format: OutputFormat = Format.table) -> None:
    """One statement in its paragraph, with its labels, how sure they are, and the page that they come from.

    \b
    Examples:
      onrecord show 3fa9c1d2
      onrecord show 3fa9c1d2 --format jsonl
    """
    from onrecord.ledger import Ledger

    with Ledger.open(ledger, create=False, read_only=True) as opened:
        evidence = _find(opened, id)
    if format is Format.jsonl:
        json_line(asdict(evidence))
    else:
        _print(evidence)


def _find(ledger: Ledger, beginning: str) -> Evidence:
    from onrecord.errors import LedgerError
    from onrecord.ledger.queries import resolve_id, show

    ids = resolve_id(ledger, beginning.lower())
    if len(ids) > 1:
        raise LedgerError(f"{beginning}: several statements begin so: {', '.join(ids)}")
    evidence = show(ledger, ids[0]) if ids else None
    if evidence is None:
        raise LedgerError(f"{beginning}: no statement of that id in {ledger.name}")
    return evidence


def _print(evidence: Evidence) -> None:
    out, article = console(), evidence.article
    out.print(safe(article.title or article.name), style="bold", soft_wrap=True)
    out.print(safe(" · ".join(part for part in (article.outlet, article.published, article.url) if part)))
    out.print()
    out.print(_marked(evidence))
    out.print()
    out.print(_labels(evidence.statement))
    for name, value in _facts(evidence):
        out.print(f"{name:<10} {safe(value)}", soft_wrap=True)


def _facts(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """What a reader of the row can check it by."""
    statement, page = evidence.statement, evidence.page
    yield "statement", f"{statement.id} (confidence {statement.confidence:.2f}, {statement.reader})"
    yield "offsets", "; ".join(f"{role} {json.dumps(getattr(statement, f'{role}_spans'))}" for role in ROLES)
    yield "page", f"{page.name}, SHA-256 {page.sha256}, {page.size} bytes, added {page.added}"
    for row in evidence.judgements:
        yield "judgement", f"{row.judgement.kind}: {row.judgement.value} ({row.judgement.author})"
    for old in evidence.history:
        yield "history", f"{old.id}: {old.speaker}: {old.content_text} ({old.reader})"


def _labels(statement: StatementRow) -> Table:
    made = table("label", "value", "sure", "as found")
    for label in LABELS:
        value = getattr(statement, label)
        shown = ", ".join(value) if isinstance(value, tuple) else str(value) if value not in ("", False) else ""
        if shown:
            sure = statement.sure.get(label)
            made.add_row(
                label, safe(shown), "" if sure is None else f"{sure:.2f}", safe(str(statement.as_found.get(label, "")))
            )
    return made


def _marked(evidence: Evidence) -> Text:
    """The paragraph with its spans in brackets that name their role."""
    from rich.text import Text

    text, shown, at = evidence.paragraph, Text(), 0
    for role, (start, end) in sorted(_spans(evidence), key=lambda found: found[1]):
        if start >= at:
            shown.append(_inline(text[at:start]))
            shown.append(f"[{role}: ", style="dim").append(_inline(text[start:end]), style=ROLES[role])
            shown.append("]", style="dim")
            at = end
    return shown.append(_inline(text[at:]))


def _spans(evidence: Evidence) -> list[tuple[str, Span]]:
    statement, first = evidence.statement, evidence.paragraph_start
    pieces = {"source": statement.source_spans, "cue": statement.cue_spans, "content": statement.content_spans}
    return [(role, (start - first, end - first)) for role, spans in pieces.items() for start, end in spans]


def _inline(text: str) -> str:
    """As ``safe``, with the white space at both ends kept as one space each."""
    return f"{' ' * text[:1].isspace()}{safe(text)}{' ' * (bool(text.strip()) and text[-1:].isspace())}"
