"""People's judgements: recorded, applied to what the reader found, withdrawn.

What a statement row holds is what is concluded: the reader's labels with the standing judgements applied in order
of time. The reader's own values of the labels that differ stay beside them in ``as_found``. A judgement keeps where
its statement stood, and moves to the statement that takes its place when the page is read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.errors import JudgementError
from onrecord.ledger import index
from onrecord.ledger.matching import Place, same
from onrecord.ledger.naming import name_sources, source_of
from onrecord.ledger.places import current_places
from onrecord.ledger.rows import JUDGEMENT_KINDS, OUTCOMES, Judgement, JudgementRow
from onrecord.ledger.tables import (
    applied_judgements,
    articles,
    claims,
    judgements,
    sources,
    statements,
    stories,
    withdrawals,
)
from onrecord.ledger.writing import now
from onrecord.records import ACTS, CERTAINTIES, KINDS, STANCES, is_day

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

COLUMN = {
    "speaker": "speaker",
    "label:kind": "kind",
    "label:act": "act",
    "label:certainty": "certainty",
    "label:via": "via",
    "label:venue": "venue",
    "label:when": "said_when",
    "label:horizon": "horizon",
    "label:again": "said_again",
}
"""The column of a statement that each kind of judgement sets."""
ALLOWED: dict[str, tuple[Any, ...]] = {
    "label:kind": KINDS,
    "label:act": ("", *ACTS),
    "label:certainty": ("", *CERTAINTIES),
    "label:again": (True, False),
    "stance": STANCES,
    "outcome": OUTCOMES,
    "verified": (True, False),
    "wrong-statement": (True, False),
}
DAYS = {"label:when": 2, "label:horizon": 1}
"""Kinds whose value is a day, and how many joined by a stroke: the first and the last."""
OF_CLAIMS = frozenset({"move-claim", "stance"})
"""Kinds about a statement in its claim: they change no column of the statement."""
ABOUT_STATEMENTS = frozenset((*COLUMN, *OF_CLAIMS, "outcome", "verified", "wrong-statement"))
_ANY = sa.select(judgements.c.id).limit(1)
VERDICTS = {"verified": "verified", "wrong-statement": "wrong"}


def judge(ledger: Ledger, judgement: Judgement) -> JudgementRow:
    """Records and applies. JudgementError where the kind, the value or the statement is unknown."""
    check_judgement(judgement)
    with ledger.write() as connection:
        place = _place(connection, judgement.subject)
        if judgement.kind in ABOUT_STATEMENTS and place is None:
            raise JudgementError(f"{judgement.subject}: no current statement of that id")
        told = replace(judgement, time=judgement.time or now(), evidence=_evidence(connection, place))
        record(ledger, connection, told)
    return JudgementRow(told.id, told, statement=told.subject if place else "")


NAMES = {
    "same-source": (sources,),
    "different-source": (sources,),
    "same-claim": (claims, statements),
    "move-claim": (claims, statements),
}
"""Where the ids stand that a judgement of the kind names beside its statement."""


def check_named(ledger: Ledger, judgement: Judgement) -> None:
    """JudgementError where a source or claim that it names is not there: for what a person just typed."""
    tables = NAMES.get(judgement.kind, ())
    ids = [judgement.value] if judgement.kind == "move-claim" else [judgement.subject, judgement.value]
    with ledger.read() as connection:
        for id in (id for id in ids if tables and id):
            if not any(connection.scalar(sa.select(t.c.id).where(t.c.id == id).limit(1)) for t in tables):
                raise JudgementError(f"{id}: no {tables[0].name.removesuffix('s')} of that id")


def record(ledger: Ledger, connection: sa.Connection, judgement: Judgement) -> bool:
    """Keeps a judgement that has its time and evidence; false where it is there already."""
    if connection.scalar(sa.select(judgements.c.id).where(judgements.c.id == judgement.id)):
        return False
    columns = ("id", "kind", "subject", "value", "author", "note", "time", "evidence")
    row = {column: getattr(judgement, column) for column in columns}
    row |= {name: str(judgement.evidence.get(name, "")) for name in ("article", "page")}
    connection.execute(sa.insert(judgements).values(row))
    _settle(ledger, connection, judgements.c.id == judgement.id)
    return True


def withdraw(ledger: Ledger, judgement: str, author: str = "", note: str = "") -> None:
    """See ``Ledger.withdraw``; once withdrawn, withdrawing again changes nothing."""
    with ledger.write() as connection:
        if not connection.scalar(sa.select(judgements.c.id).where(judgements.c.id == judgement)):
            raise JudgementError(f"{judgement}: no judgement of that id")
        row = {"judgement": judgement, "author": author, "note": note, "time": now()}
        record_withdrawal(ledger, connection, row)


def record_withdrawal(ledger: Ledger, connection: sa.Connection, row: dict[str, str]) -> bool:
    """Keeps a withdrawal and undoes the judgement's effect; false where it is withdrawn already."""
    if connection.scalar(sa.select(withdrawals.c.judgement).where(withdrawals.c.judgement == row["judgement"])):
        return False
    connection.execute(sa.insert(withdrawals).values(row))
    of = applied_judgements.c.judgement == row["judgement"]
    touched = connection.scalars(sa.select(applied_judgements.c.statement).where(of)).all()
    _gather_again(connection, row["judgement"], touched)
    connection.execute(sa.delete(applied_judgements).where(of))
    conclude(ledger, connection, touched)
    return True


def _gather_again(connection: sa.Connection, judgement: str, touched: Sequence[int]) -> None:
    """After a withdrawal, has the stories whose claims it decided gathered anew, as if their articles were new."""
    query = sa.select(judgements).where(judgements.c.id == judgement, judgements.c.kind.in_((*OF_CLAIMS, "same-claim")))
    for row in connection.execute(query).mappings().all():
        named = [row["subject"], str(row["value"])]
        told = sa.or_(statements.c.id.in_(named), statements.c.number.in_(touched))
        homes = sa.union(
            sa.select(claims.c.story).where(claims.c.id.in_(named)),
            sa.select(stories.c.story).join(statements, statements.c.article == stories.c.article).where(told),
        )
        connection.execute(sa.update(stories).where(stories.c.story.in_(homes)).values(reading=-1))


def apply_to_page(ledger: Ledger, connection: sa.Connection, page: str, ids: Sequence[str]) -> None:
    """Applies the standing judgements about a page that was just read, or read again, to its statements' ids."""
    if connection.scalar(_ANY) is None:
        return
    _settle(ledger, connection, sa.or_(judgements.c.page == page, judgements.c.subject.in_(ids)))


def conclude(ledger: Ledger, connection: sa.Connection, numbers: Sequence[int]) -> None:
    """Sets the labels of statements to what the reader found with the standing judgements applied."""
    some = sorted(set(numbers))
    if not some:
        return
    with index.changing(ledger, connection, some):
        for row in connection.execute(sa.select(statements).where(statements.c.number.in_(some))).mappings().all():
            values = _concluded(dict(row), _standing_on(connection, row["number"]))
            if values["source"]:
                name_sources(ledger, connection, [(values["speaker"], values["kind"], row["article"])])
            connection.execute(sa.update(statements).where(statements.c.number == row["number"]).values(values))


def _concluded(row: dict[str, Any], decisions: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The columns of a statement that judgements have a say in."""
    found = {column: row["as_found"].get(column, row[column]) for column in COLUMN.values()}
    values = found | {"verdict": "", "outcome": "", "source": row["source"]}
    for kind, value in decisions:
        if kind in VERDICTS:
            values["verdict"] = VERDICTS[kind] if value else ""
        elif kind not in OF_CLAIMS:
            values[COLUMN.get(kind, kind)] = value
    if (values["speaker"], values["kind"]) != (row["speaker"], row["kind"]):
        values["source"] = source_of(values["speaker"], values["kind"], row["article"])
    values["as_found"] = {column: value for column, value in found.items() if value != values[column]}
    return values


def _standing_on(connection: sa.Connection, number: int) -> list[tuple[str, Any]]:
    """(kind, value) of the judgements that apply to a statement, in order of time."""
    query = (
        sa.select(judgements.c.kind, judgements.c.value)
        .join(applied_judgements, applied_judgements.c.judgement == judgements.c.id)
        .where(applied_judgements.c.statement == number)
        .order_by(judgements.c.time, judgements.c.id)
    )
    return [(kind, value) for kind, value in connection.execute(query)]


def _settle(ledger: Ledger, connection: sa.Connection, which: sa.ColumnElement[bool]) -> None:
    """Finds the statements that standing judgements now apply to, and concludes anew on those."""
    gone = sa.select(withdrawals.c.judgement)
    query = sa.select(judgements).where(which, judgements.c.kind.in_(ABOUT_STATEMENTS), judgements.c.id.not_in(gone))
    touched = []
    for row in connection.execute(query).mappings().all():
        place = Place.of(row["evidence"], row["subject"])
        target = same(place, _candidates(connection, row["subject"], row["page"]))
        connection.execute(sa.delete(applied_judgements).where(applied_judgements.c.judgement == row["id"]))
        if target:
            link = {"judgement": row["id"], "statement": target.number}
            connection.execute(sa.insert(applied_judgements).values(link))
            touched.append(target.number)
    conclude(ledger, connection, touched)


def _candidates(connection: sa.Connection, subject: str, page: str) -> list[Place]:
    """The current statements of the page that a judgement is about, found by its subject or its evidence."""
    of = sa.select(articles.c.page).join(statements, statements.c.article == articles.c.id)
    pages = connection.scalars(of.where(statements.c.id == subject).limit(1)).all()
    return current_places(connection, [*pages, page])


def _place(connection: sa.Connection, subject: str) -> Place | None:
    return next((p for p in _candidates(connection, subject, "") if p.id == subject), None)


def _evidence(connection: sa.Connection, place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    page = connection.scalar(sa.select(articles.c.page).where(articles.c.id == place.article))
    told = {"article": place.article, "page": page, "quote": place.quote}
    return told | {role: [list(span) for span in getattr(place, role)] for role in ("source", "cue", "content")}


def check_judgement(judgement: Judgement) -> None:
    """JudgementError where its kind is unknown, or its value cannot be one of that kind."""
    known = sorted({*COLUMN, *JUDGEMENT_KINDS} - {"label"})
    if judgement.kind not in known:
        raise JudgementError(f"{judgement.kind!r}: no such kind of judgement; there are: {', '.join(known)}")
    allowed = ALLOWED.get(judgement.kind)
    if allowed is not None and judgement.value not in allowed:
        there_are = ", ".join(repr(value) for value in allowed)
        raise JudgementError(f"{judgement.kind}: {judgement.value!r} is no value of it; there are: {there_are}")
    if judgement.kind in DAYS and not _is_days(judgement.value, DAYS[judgement.kind]):
        raise JudgementError(f"{judgement.kind}: {judgement.value!r} is no day such as 2024-06-30")
    if judgement.kind == "label:via" and not _is_names(judgement.value):
        raise JudgementError(f"label:via: {judgement.value!r} is not a list of names")
    if allowed is None and judgement.kind != "label:via" and not isinstance(judgement.value, str):
        raise JudgementError(f"{judgement.kind}: {judgement.value!r} is not a text")


def _is_days(value: Any, most: int) -> bool:
    """Whether it is a day, or the first and last of some, or nothing."""
    days = value.split("/") if isinstance(value, str) else [""] * (most + 1)
    return value == "" or (len(days) <= most and all(map(is_day, days)))


def _is_names(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(name, str) for name in value)
