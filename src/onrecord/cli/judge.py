"""``onrecord judge``."""

from __future__ import annotations

import getpass
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.cli.console import json_line, tell
from onrecord.cli.options import LedgerPath
from onrecord.settings import LEDGER

Kind = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help="same-source, different-source, move-claim, same-claim, stance, speaker, label:NAME, verified,"
        " wrong-statement, outcome; or list, withdraw, export, import.",
    ),
]
Subject = Annotated[str, typer.Argument(metavar="[SUBJECT]", help="What is judged: an id, or a file to import.")]
Value = Annotated[str, typer.Argument(metavar="[VALUE]", help="The value: a name, a label, an id, an outcome.")]
Author = Annotated[str, typer.Option("--author", help="Who judges; your user name where not given.")]
Note = Annotated[str, typer.Option("--note", help="Why: the evidence.")]
TRUTH = {"": True, "true": True, "yes": True, "false": False, "no": False}


def command(
    kind: Kind,
    subject: Subject = "",
    value: Value = "",
    author: Author = "",
    note: Note = "",
    ledger: LedgerPath = LEDGER.default,
) -> None:
    """Record a decision of yours; it stands above what was found, and is withdrawn, never erased.

    \b
    Examples:
      onrecord judge speaker 3fa9c1d2e4b5a697 'Hedda Marsk'
      onrecord judge outcome 3fa9c1d2e4b5a697 came-true --note 'the gauge stood at 2.17 metres'
      onrecord judge move-claim 3fa9c1d2e4b5a697 9b1c0d2e3f4a5b6c
      onrecord judge withdraw 77aa01bc23de45f6
      onrecord judge export > judgements.jsonl
    """
    from onrecord.ledger import Ledger
    from onrecord.ledger.rows import Judgement

    by = author or getpass.getuser()
    with Ledger.open(ledger, create=False) as opened:
        if kind == "export":
            for line in opened.export_judgements():
                print(line)
        elif kind == "import":
            text = Path(subject).read_text("utf-8") if subject and subject != "-" else sys.stdin.read()
            tell(f"{opened.import_judgements(text.splitlines())} new")
        elif kind == "list":
            _list(opened, subject)
        elif kind == "withdraw":
            opened.withdraw(subject, by, note)
        else:
            row = opened.judge(Judgement(kind, _whole(opened, subject), _value(kind, value), by, note))
            json_line({"id": row.id, "kind": kind, "subject": row.judgement.subject, "value": row.judgement.value})


def _list(ledger: Any, subject: str) -> None:
    from onrecord.ledger.standing import list_judgements

    for row in list_judgements(ledger, subject=subject):
        told = {k: getattr(row.judgement, k) for k in ("kind", "subject", "value", "author", "note", "time")}
        json_line({"id": row.id, **told, "withdrawn": row.withdrawn})


def _whole(ledger: Any, subject: str) -> str:
    """A statement's id from its first digits; anything else as it is."""
    from onrecord.ledger.queries import resolve_id

    ids = resolve_id(ledger, subject.lower()) if 6 <= len(subject) < 16 else ()
    return ids[0] if len(ids) == 1 else subject


def _value(kind: str, text: str) -> Any:
    if kind in ("verified", "wrong-statement", "label:again"):
        return TRUTH.get(text.lower(), text)
    if kind == "label:via":
        return json.loads(text) if text.startswith("[") else [text] if text else []
    return text
