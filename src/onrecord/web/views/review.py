"""What most deserves a person's look, who judged what, and the judging itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from onrecord.ledger.attention import DOUBTS, Doubt, queue
from onrecord.ledger.rows import Judgement, JudgementRow
from onrecord.ledger.standing import list_judgements
from onrecord.web.render import author_of
from onrecord.web.room import Room
from onrecord.web.view import AFTER, LIMIT, Action, Form, Query, View, limit_of, wrong

YES_NO = frozenset({"verified", "wrong-statement", "label:again"})
"""Kinds of judgement whose value is true or false."""
GATHERED = frozenset({"same-source", "different-source", "same-claim", "move-claim"})
"""Kinds after which sources and claims are gathered anew."""
TELLING = ("judged=", "withdrawn=")
"""Parameters by which a page tells what was just done."""
LISTS = frozenset({"label:via"})
"""Kinds whose value is a list of names, one a line."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Statements by value of attention: how doubtful each is, times what hangs on it."""

    label: str
    doubts: tuple[Doubt, ...]


def read_queue(room: Room, request: Request) -> Queue:
    label = request.query_params.get("label", "")
    if label and label not in DOUBTS:
        raise wrong(f"label: {label!r} is none of {', '.join(DOUBTS)}")
    limit = limit_of(request)
    return room.remember(("queue", label, limit), lambda: Queue(label, queue(room.ledger, label=label, limit=limit)))


@dataclass(frozen=True, slots=True)
class JudgementList:
    """Who judged what and when, the latest first; withdrawn ones too. ``next``: pass it as ``after``."""

    judgements: tuple[JudgementRow, ...]
    next: str


def read_judgements(room: Room, request: Request) -> JudgementList:
    limit = limit_of(request)
    rows = list_judgements(room.ledger, limit=limit + 1, after=request.query_params.get("after", ""))
    return JudgementList(rows[:limit], rows[limit - 1].id if len(rows) > limit else "")


def judge(room: Room, request: Request, form: Form) -> str:
    """Records a judgement; goes back to where it was made, with its id, so that it can be undone there."""
    kind, subject = form.get("kind"), form.get("subject")
    value = _value(kind, form)
    if kind == "speaker" and not value:
        raise wrong("speaker: say who said it")
    told = Judgement(kind, subject, value, author=author_of(request), note=form.get("note")[:2000])
    made = room.ledger.judge(told)
    if kind in GATHERED:
        room.jobs.settle()
    return _telling(form, f"judged={made.id}")


def _value(kind: str, form: Form) -> Any:
    given = form.get("value")
    if kind in YES_NO:
        return given not in ("false", "no", "")
    if kind in LISTS:
        return [line.strip() for line in given.splitlines() if line.strip()]
    return given[:2000]


def withdraw(room: Room, request: Request, form: Form) -> str:
    """Undoes a judgement; it stays on record as withdrawn."""
    room.ledger.withdraw(request.path_params["id"], author_of(request), form.get("note")[:2000])
    return _telling(form, f"withdrawn={request.path_params['id']}")


def back(form: Form) -> str:
    """Where the form stood: a path of ours, never another site, and without what was told there before."""
    asked = form.get("back", "/")
    if not asked.startswith("/") or asked.startswith("//") or "\\" in asked or any(ord(c) < 33 for c in asked):
        return "/"
    path, mark, query = asked.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith(TELLING)]
    return path + (mark + "&".join(kept) if kept else "")


def _telling(form: Form, what: str) -> str:
    """Where the form stood, with what was done told there."""
    path = back(form)
    return f"{path}{'&' if '?' in path else '?'}{what}"


VIEWS = (
    View(
        "/review", "review.html", Queue, read_queue, "Uncertain statements, by value of attention.",
        (Query("label", f"Doubts about one label alone: {', '.join(DOUBTS)}."), LIMIT),
    ),
    View(
        "/judgements", "judgements.html", JudgementList, read_judgements, "Who judged what and when.",
        (LIMIT, AFTER),
    ),
)  # fmt: skip
ACTIONS = (
    Action("/judgements", judge, "Record a judgement: kind, subject, value, note."),
    Action("/judgements/{id}/withdraw", withdraw, "Withdraw a judgement: note."),
)
