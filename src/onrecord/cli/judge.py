"""``onrecord judge``."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.cli.console import json_line, tell
from onrecord.cli.found import SHORT_ID
from onrecord.cli.options import LedgerPath
from onrecord.settings import LEDGER

Kind = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help="same-source, different-source, move-claim, same-claim, stance, speaker, label:NAME, verified,"
        " wrong-statement, outcome (came-true, did-not, unclear); or list, withdraw, export, import.",
    ),
]
Subject = Annotated[str, typer.Argument(metavar="[SUBJECT]", help="What is judged: an id, or a file to import.")]
Value = Annotated[str | None, typer.Argument(metavar="[VALUE]", help="The value: a name, a label, an id, an outcome.")]
Author = Annotated[str, typer.Option("--author", help="Who judges; your user name where not given.")]
Note = Annotated[str, typer.Option("--note", help="Why: the evidence.")]
TRUTH = {"": True, "true": True, "yes": True, "false": False, "no": False}
YES_NO = ("verified", "wrong-statement", "label:again")
"""Kinds whose value is true where none is given."""
LEAST = 6
"""Digits of a statement's or a claim's id from which it is looked up."""
WHOLE = 16
"""Digits of a whole id."""


def command(
    kind: Kind,
    subject: Subject = "",
    value: Value = None,
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
    from onrecord.ledger.judging import check_named
    from onrecord.ledger.rows import Judgement

    by = author or getpass.getuser()
    with Ledger.open(ledger, create=False) as opened:
        if kind == "export":
            for line in opened.export_judgements():
                print(line)
        elif kind == "import":
            tell(f"{opened.import_judgements(_lines(subject))} new")
            _tell_lost(opened)
        elif kind == "list":
            _list(opened, subject)
        elif kind == "withdraw":
            opened.withdraw(_judgement(opened, _needed(kind, subject)), by, note)
        else:
            told = Judgement(kind, *_judged(opened, kind, subject, _given(kind, subject, value)), by, note)
            check_named(opened, told)
            row = opened.judge(told)
            json_line({"id": row.id, "kind": kind, "subject": row.judgement.subject, "value": row.judgement.value})
            _tell_against(opened, row.judgement)


def _given(kind: str, subject: str, value: str | None) -> str:
    """The value, empty where the kind needs none; a mistake in the command where one is needed, or an id is."""
    from onrecord.ledger.judging import check_kind

    check_kind(kind)
    _needed(kind, subject)
    if value is None and kind not in YES_NO:
        raise typer.BadParameter(f"{kind} needs a value; '' is an empty one", param_hint="VALUE")
    return value or ""


def _needed(kind: str, subject: str) -> str:
    if not subject:
        raise typer.BadParameter(f"{kind} needs an id", param_hint="SUBJECT")
    return subject


def _tell_lost(ledger: Any) -> None:
    """Names the judgements that find no statement here, and, where claims are up to date, no claim."""
    from onrecord.claims.keeping import lost, lost_line
    from onrecord.ledger.claims import unplaced
    from onrecord.ledger.judging import ABOUT_STATEMENTS
    from onrecord.ledger.standing import list_judgements

    ids = set() if unplaced(ledger) else {row.id for row in lost(ledger)}
    rows = list_judgements(ledger, standing=True)
    none = [r for r in rows if r.id in ids or (r.judgement.kind in ABOUT_STATEMENTS and not r.statement)]
    if none:
        tell(lost_line(none))


def _tell_against(ledger: Any, judgement: Any) -> None:
    from onrecord.ledger.standing import against

    for row in against(ledger, judgement):
        other = row.judgement
        tell(f"{other.author} said otherwise on {other.time[:10]}: {other.kind} {other.value} ({row.id[:SHORT_ID]})")


def _lines(path: str) -> list[str]:
    from onrecord.errors import InputError

    try:
        text = Path(path).read_text("utf-8") if path and path != "-" else sys.stdin.read()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: {why}") from error
    return text.split("\n")


def _judgement(ledger: Any, beginning: str) -> str:
    """A judgement's id from its first digits; anything else as it is."""
    from onrecord.ledger.standing import list_judgements

    ids = [row.id for row in list_judgements(ledger) if row.id.startswith(beginning.lower())] if beginning else []
    return ids[0] if len(ids) == 1 else beginning


def _list(ledger: Any, subject: str) -> None:
    from onrecord.ledger.standing import list_judgements

    for row in list_judgements(ledger):
        if not row.judgement.subject.startswith(subject.lower()):
            continue
        told = {k: getattr(row.judgement, k) for k in ("kind", "subject", "value", "author", "note", "time")}
        json_line({"id": row.id, **told, "withdrawn": row.withdrawn})


OF_SOURCES = ("same-source", "different-source")


def _judged(ledger: Any, kind: str, subject: str, value: str) -> tuple[str, Any]:
    """The subject and the value, with the ids whole of which only the beginnings are given."""
    if kind in OF_SOURCES:
        return _source(ledger, subject), _source(ledger, value)
    if kind == "same-claim":
        return _statement_or_claim(ledger, subject), _statement_or_claim(ledger, value)
    if kind == "move-claim":
        return _statement(ledger, subject), _statement_or_claim(ledger, value)
    return _statement(ledger, subject), _value(kind, value)


def _source(ledger: Any, beginning: str) -> str:
    from onrecord.errors import JudgementError
    from onrecord.ledger.sources import resolve_source

    ids = resolve_source(ledger, beginning.lower()) if beginning else ()
    if len(ids) != 1:
        raise JudgementError(
            f"{beginning!r}: {'several sources have' if ids else 'no source has'} an id that begins so"
        )
    return ids[0]


def _statement(ledger: Any, beginning: str) -> str:
    """A statement's id from its first digits; anything else as it is."""
    from onrecord.ledger.queries import resolve_id

    return _whole(beginning, resolve_id(ledger, beginning.lower()) if _looked_up(beginning) else (), "statements")


def _statement_or_claim(ledger: Any, beginning: str) -> str:
    from onrecord.ledger.claims import list_claims
    from onrecord.ledger.queries import resolve_id

    if not _looked_up(beginning):
        return beginning
    low = beginning.lower()
    ids = resolve_id(ledger, low) or [claim.id for claim in list_claims(ledger) if claim.id.startswith(low)]
    return _whole(beginning, ids, "statements or claims")


def _looked_up(beginning: str) -> bool:
    """Whether it is the beginning of an id. JudgementError where it is too short a one."""
    from onrecord.errors import JudgementError

    if 0 < len(beginning) < LEAST:
        raise JudgementError(f"{beginning}: too few digits of an id; at least {LEAST} are needed")
    return LEAST <= len(beginning) < WHOLE


def _whole(beginning: str, ids: Sequence[str], what: str) -> str:
    from onrecord.errors import JudgementError

    if len(ids) > 1:
        raise JudgementError(f"{beginning}: several {what} have an id that begins so")
    return ids[0] if ids else beginning


def _value(kind: str, text: str) -> Any:
    if kind in YES_NO:
        return TRUTH.get(text.lower(), text)
    if kind == "label:via":
        return json.loads(text) if text.startswith("[") else [text] if text else []
    return text
