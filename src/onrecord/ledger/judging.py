"""People's judgements: recorded, applied to what the reader found, withdrawn.

What a statement row holds is what is concluded: the reader's labels with the standing judgements applied in order
of time. The reader's own values of the labels that differ stay beside them in ``as_found``. A judgement keeps where
its statement stood, and moves to the statement that takes its place when the page is read again; of a claim that it
names it keeps the statements, by which the claim is known again under another id.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.errors import JudgementError
from onrecord.ledger import index
from onrecord.ledger.forecasts import FORECASTING
from onrecord.ledger.matching import Place, same
from onrecord.ledger.naming import name_sources, source_of
from onrecord.ledger.places import current_places
from onrecord.ledger.rows import JUDGEMENT_KINDS, OUTCOMES, Judgement, JudgementRow
from onrecord.ledger.standing import OF_PAIRS, held_then
from onrecord.ledger.tables import (
    applied_judgements,
    articles,
    claims,
    judgements,
    memberships,
    sources,
    statements,
    stories,
    withdrawals,
)
from onrecord.ledger.versions import moved_to
from onrecord.ledger.writing import now
from onrecord.records import LABEL_VALUES, STANCES, choice_fault, label_fault

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
    **{kind: LABEL_VALUES[label] for kind in COLUMN if (label := kind.removeprefix("label:")) in LABEL_VALUES},
    "stance": STANCES,
    "outcome": OUTCOMES,
    "verified": (True, False),
    "wrong-statement": (True, False),
}
OF_CLAIMS = frozenset({"move-claim", "stance"})
"""Kinds about a statement in its claim: they change no column of the statement."""
OF_CLAIM_IDS = ("same-claim", "move-claim")
"""Kinds that name claims."""
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
        evidence = _evidence(connection, place) | _held(connection, judgement)
        told = replace(judgement, time=judgement.time or now(), evidence=evidence)
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
    """JudgementError where what it names is not there, is one where there must be two, or is no forecast where its
    outcome is told: for what a person just typed."""
    if judgement.kind in OF_PAIRS and judgement.subject == judgement.value:
        raise JudgementError(f"{judgement.kind}: two ids are needed, and both are {judgement.subject}")
    tables = NAMES.get(judgement.kind, ())
    ids = [judgement.value] if judgement.kind == "move-claim" else [judgement.subject, judgement.value]
    with ledger.read() as connection:
        for id in (id for id in ids if tables and id):
            if not any(connection.scalar(sa.select(t.c.id).where(t.c.id == id).limit(1)) for t in tables):
                raise JudgementError(f"{id}: no {tables[0].name.removesuffix('s')} of that id")
        if judgement.kind == "outcome":
            _check_forecast(connection, judgement.subject)


def _check_forecast(connection: sa.Connection, id: str) -> None:
    s = statements.c
    row = connection.execute(sa.select(s.act, s.horizon).where(s.id == id, s.current)).first()
    if row and not (row.horizon and row.act in FORECASTING):
        needed = f"its act must be {', '.join(FORECASTING[:-1])} or {FORECASTING[-1]}, and its horizon a day"
        raise JudgementError(f"{id}: is no forecast: {needed}, and they are {row.act!r} and {row.horizon!r}")


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
        held = held_then(Judgement(row["kind"], row["subject"], evidence=row["evidence"]))
        named = [row["subject"], str(row["value"]), *(id for ids in held.values() for id in ids)]
        told = sa.or_(statements.c.id.in_(named), statements.c.number.in_(touched))
        homes = sa.union(
            sa.select(claims.c.story).where(claims.c.id.in_(named)),
            sa.select(stories.c.story).join(statements, statements.c.article == stories.c.article).where(told),
        )
        connection.execute(sa.update(stories).where(stories.c.story.in_(homes)).values(reading=-1))


def apply_to_page(
    ledger: Ledger, connection: sa.Connection, page: str, ids: Sequence[str], moved: Sequence[str] = ()
) -> None:
    """Applies the standing judgements about a page that was just read, or read again, to its statements' ids; and those
    of the ids ``moved``, which applied to what these statements took the place of."""
    if connection.scalar(_ANY) is None:
        return
    j = judgements.c
    _settle(ledger, connection, sa.or_(j.page == page, j.subject.in_(ids), j.id.in_(moved)))


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
        number = target.number if target else moved_to(connection, row["id"], row["subject"])
        connection.execute(sa.delete(applied_judgements).where(applied_judgements.c.judgement == row["id"]))
        if number is not None:
            link = {"judgement": row["id"], "statement": number}
            connection.execute(sa.insert(applied_judgements).values(link))
            touched.append(number)
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


def _held(connection: sa.Connection, judgement: Judgement) -> dict[str, Any]:
    """The statements of the claims that it names, as evidence."""
    if judgement.kind not in OF_CLAIM_IDS:
        return {}
    m, held = memberships.c, dict[str, list[str]]()
    query = sa.select(m.claim, statements.c.id).join(statements, statements.c.number == m.statement)
    query = query.where(m.claim.in_(_claims_named(judgement)))
    for claim, id in connection.execute(query.order_by(m.claim, statements.c.id)):
        held.setdefault(claim, []).append(id)
    return {"claims": held} if held else {}


def complete(ledger: Ledger) -> None:
    """Keeps the statements of the claims that standing judgements name with those that came without them, as long as
    all that they name is there."""
    gone, j = sa.select(withdrawals.c.judgement), judgements.c
    query = sa.select(j.id, j.kind, j.subject, j.value, j.evidence)
    with ledger.read() as connection:
        rows = connection.execute(query.where(j.kind.in_(OF_CLAIM_IDS), j.id.not_in(gone))).mappings().all()
        names = ("kind", "subject", "value", "evidence")
        told = {row["id"]: Judgement(**{name: row[name] for name in names}) for row in rows}
        lacking = {id: judgement for id, judgement in told.items() if not held_then(judgement)}
        held = {id: _held(connection, one) for id, one in lacking.items() if _all_there(connection, one)}
    known = {id: found for id, found in held.items() if found}
    if known:
        with ledger.write() as connection:
            for id, found in known.items():
                evidence = {**lacking[id].evidence, **found}
                connection.execute(sa.update(judgements).where(j.id == id).values(evidence=evidence))


def _all_there(connection: sa.Connection, judgement: Judgement) -> bool:
    return all(
        any(connection.scalar(sa.select(t.c.id).where(t.c.id == id).limit(1)) for t in (claims, statements))
        for id in _claims_named(judgement)
    )


def _claims_named(judgement: Judgement) -> list[str]:
    both = [judgement.subject, str(judgement.value)]
    return both[1:] if judgement.kind == "move-claim" else both


def check_judgement(judgement: Judgement) -> None:
    """JudgementError where its kind is unknown, or its value cannot be one of that kind."""
    check_kind(judgement.kind)
    kind, value = judgement.kind, judgement.value
    fault = choice_fault(value, ALLOWED[kind]) if kind in ALLOWED else label_fault(kind.removeprefix("label:"), value)
    if fault:
        raise JudgementError(f"{kind}: {fault}")


def check_kind(kind: str) -> None:
    """JudgementError where there is no such kind of judgement."""
    known = sorted({*COLUMN, *JUDGEMENT_KINDS} - {"label"})
    if kind not in known:
        raise JudgementError(f"{kind!r}: no such kind of judgement; there are: {', '.join(known)}")
