"""What most deserves a person's look, who judged what, and the judging itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from onrecord.ledger.attention import DOUBTS, Doubt, queue
from onrecord.ledger.judging import check_named
from onrecord.ledger.naming import fold
from onrecord.ledger.queries import find_sources
from onrecord.ledger.rows import Judgement, JudgementRow
from onrecord.ledger.sources import source_titles
from onrecord.ledger.standing import is_judgement, list_judgements
from onrecord.web.render import author_of
from onrecord.web.room import Room
from onrecord.web.view import AFTER, CHOICES, LIMIT, Action, Form, Query, View, after_of, limit_of, missing, wrong

YES_NO = frozenset({"verified", "wrong-statement", "label:again"})
"""Kinds of judgement whose value is true or false."""
OF_SOURCES = frozenset({"same-source", "different-source"})
OF_CLAIMS = frozenset({"same-claim", "move-claim", "stance"})
GATHERED = OF_SOURCES | OF_CLAIMS
"""Kinds after which sources and claims are gathered anew."""
ID = re.compile(r"[0-9a-f]{16}")
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


def dress_queue(_room: Room, _model: Queue) -> Mapping[str, Any]:
    return {"choices": CHOICES}


def titles(room: Room, judgements: Iterable[JudgementRow]) -> Mapping[str, str]:
    """The names of the sources that judgements are about, by id."""
    told = [row.judgement for row in judgements if row.judgement.kind in OF_SOURCES]
    ids = {str(id) for judgement in told for id in (judgement.subject, judgement.value)}
    return source_titles(room.ledger, ids) if ids else {}


def dress_judgements(room: Room, model: JudgementList) -> Mapping[str, Any]:
    return {"titles": titles(room, model.judgements)}


@dataclass(frozen=True, slots=True)
class JudgementList:
    """Who judged what and when, the latest first; withdrawn ones too. ``next``: pass it as ``after``."""

    judgements: tuple[JudgementRow, ...]
    next: str


def read_judgements(room: Room, request: Request) -> JudgementList:
    limit, after = limit_of(request), after_of(request)
    if after and not is_judgement(room.ledger, after):
        raise missing(f"after: no judgement {after}")
    rows = list_judgements(room.ledger, limit=limit + 1, after=after)
    return JudgementList(rows[:limit], rows[limit - 1].id if len(rows) > limit else "")


def judge(room: Room, request: Request, form: Form) -> str:
    """Records a judgement; goes back to where it was made, with its id, so that it can be undone there."""
    kind, subject = form.get("kind"), form.get("subject")
    value = _value(room, kind, form)
    if kind == "speaker" and not value:
        raise wrong("speaker: say who said it")
    told = Judgement(kind, subject, value, author=author_of(request), note=form.get("note")[:2000])
    check_named(room.ledger, told)
    made = room.ledger.judge(told)
    if kind in GATHERED:
        room.jobs.settle()
    return _telling(form, f"judged={made.id}")


def _value(room: Room, kind: str, form: Form) -> Any:
    given = form.get("value")
    if kind in YES_NO:
        return given not in ("false", "no", "")
    if kind in OF_SOURCES:
        return _source(room, given)
    if kind in OF_CLAIMS:
        return _last(given)
    if kind in LISTS:
        return [line.strip() for line in given.splitlines() if line.strip()]
    return given[:2000]


def _last(given: str) -> str:
    """An id, where its address was given."""
    return given.partition("?")[0].rstrip("/").rpartition("/")[2]


def _source(room: Room, given: str) -> str:
    """The id of a source from its id, its address, or its name; 400 where there is none, or several, of the name."""
    if ID.fullmatch(_last(given)):
        return _last(given)
    found = [row for row in find_sources(room.ledger, given) if fold(given) in map(fold, (row.name, *row.names))]
    if len(found) == 1:
        return found[0].id
    several = "; ".join(f"{row.name}, {row.kind}: {row.id}" for row in found[:5])
    raise wrong(
        f"several sources are named {given!r}, give the id: {several}" if found else f"no source is named {given!r}"
    )


def withdraw(room: Room, request: Request, form: Form) -> str:
    """Undoes a judgement; it stays on record as withdrawn."""
    id = request.path_params["id"]
    room.ledger.withdraw(id, author_of(request), form.get("note")[:2000])
    if any(row.id == id and row.judgement.kind in GATHERED for row in list_judgements(room.ledger)):
        room.jobs.settle()
    return _telling(form, f"withdrawn={id}")


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
        (Query("label", f"Doubts about one label alone: {', '.join(DOUBTS)}.", among=DOUBTS), LIMIT),
        dress_queue,
    ),
    View(
        "/judgements", "judgements.html", JudgementList, read_judgements, "Who judged what and when.",
        (LIMIT, AFTER), dress_judgements,
    ),
)  # fmt: skip
ACTIONS = (
    Action("/judgements", judge, "Record a judgement: kind, subject, value, note."),
    Action("/judgements/{id}/withdraw", withdraw, "Withdraw a judgement: note."),
)
