"""Versions of one page: what was read at one address at different times, of which only the last is current.

An address is a URL, or, for what has none, the file and the name that it was given under. Two texts at one address are
versions of one page where the later keeps enough of the earlier: an address may also be a site's front page, or a file
that another text was written to. What a page calls its canonical address does not count: a reprint names the original.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from onrecord.ledger.tables import applied_judgements, articles, pages, reprints, statements, stories
from onrecord.records import Reading
from onrecord.runs import runs

KEPT = 0.5
"""Least share of the earlier text's runs that stand in a later version. Articles on one event share 0.05 to 0.25
(``claims/reprints.py``); a summary that comes after the whole article keeps less than half of it."""
LEAST = 25
"""Least runs in common for what has no URL, and no two dates: many short texts are given as one file, or as none."""
MOST = 8
"""An address that more current articles have than this is no page's own."""


@dataclass(frozen=True, slots=True)
class Version:
    """A current article at the address of another."""

    article: str
    page: str
    name: str
    fetched: str
    added: str
    url: str
    published: str
    text: str


@dataclass(frozen=True, slots=True)
class Versions:
    """The current articles of which a reading is a version."""

    earlier: tuple[Version, ...] = ()
    later: tuple[Version, ...] = ()


Said = tuple[str, str, str]
"""The words of a statement's source, cue and content."""
Told = list[tuple[int, Said]]
"""Statements by number, in text order."""


def versions_of(connection: sa.Connection, reading: Reading, page: str) -> Versions:
    """The other versions of the page that are current, by whether they came before the page or after."""
    there = _at_address(connection, reading, page)
    if not there:
        return Versions()
    added = connection.scalar(sa.select(pages.c.added).where(pages.c.id == page)) or ""
    later = [v for v in there if _after(v, reading, added)]
    text = reading.article.text
    return Versions(
        tuple(v for v in there if v not in later and _keeps(v.text, text, bool(v.url))),
        tuple(v for v in later if _keeps(text, v.text, bool(v.url))),
    )


def _at_address(connection: sa.Connection, reading: Reading, page: str) -> list[Version]:
    a, p, article = articles.c, pages.c, reading.article
    at = a.url == article.url if article.url else sa.and_(a.url == "", a.name == article.name)
    query = sa.select(a.id, a.page, p.name, p.fetched, p.added, a.url, a.published, a.text).join(pages, p.id == a.page)
    found = connection.execute(query.where(at, a.current, a.page != page).limit(MOST + 1)).all()
    if len(found) > MOST:
        return []
    rows = [Version(*row) for row in found]
    return [v for v in rows if v.url or _one_file(v, reading)]


def _one_file(version: Version, reading: Reading) -> bool:
    """Whether both were given as one file, with no two dates."""
    dates = {version.published, reading.article.published} - {""}
    return _file(version.name) == _file(reading.page.name) and len(dates) < 2


def _file(name: str) -> str:
    """The file that a page's name tells, without the place of the record in it."""
    return name.rpartition("#")[0] or name


def _after(version: Version, reading: Reading, added: str) -> bool:
    """Whether it is newer: fetched later where both times are known, else added later; ``added`` is empty for a page
    that has just come."""
    if version.fetched and reading.page.fetched:
        return version.fetched > reading.page.fetched
    return bool(added) and version.added > added


def _keeps(earlier: str, later: str, at_url: bool) -> bool:
    first = runs(earlier)
    return len(first & runs(later)) >= max(1 if at_url else LEAST, KEPT * len(first))


def current_said(connection: sa.Connection, ids: Sequence[str]) -> Told:
    """The current statements of articles."""
    if not ids:
        return []
    s = statements.c
    query = sa.select(s.number, s.source_text, s.cue_text, s.content_text).where(s.article.in_(ids), s.current)
    return [(n, said(*told)) for n, *told in connection.execute(query.order_by(s.number))]


def said(source: str, cue: str, content: str) -> Said:
    """The words by which a statement of another version is known again, whatever the white space."""
    return " ".join(source.split()), " ".join(cue.split()), " ".join(content.split())


def unchanged(old: Told, new: Told) -> dict[int, int]:
    """For each old statement whose words are all unchanged the new one; those said several times in their order."""
    by: dict[Said, list[int]] = defaultdict(list)
    for number, told in new:
        by[told].append(number)
    return {number: by[told].pop(0) for number, told in old if by[told]}


def supersede(connection: sa.Connection, old: Sequence[int], by: Mapping[int, int]) -> None:
    """Makes statements history; those that another takes the place of point to it."""
    if old:
        change = sa.update(statements).where(statements.c.number == sa.bindparam("old"))
        rows = [{"old": number, "new": by.get(number)} for number in old]
        connection.execute(change.values(current=False, superseded_by=sa.bindparam("new")), rows)


def outdo(connection: sa.Connection, later: Sequence[Version], told: Told) -> None:
    """Makes statements history, in whose place those of later versions stand that have their words."""
    if later:
        after = current_said(connection, [v.article for v in later])
        supersede(connection, [number for number, _ in told], unchanged(told, after))


def hand_over(connection: sa.Connection, old: Sequence[Version], article: str) -> None:
    """Gives the article the place that its earlier versions have in a story, so that its claims are gathered anew."""
    ids = [v.article for v in old]
    if not ids:
        return
    held = sa.select(stories).where(sa.or_(stories.c.article.in_(ids), stories.c.article == article))
    rows = connection.execute(held).mappings().all()
    connection.execute(sa.delete(reprints).where(sa.or_(reprints.c.a.in_(ids), reprints.c.b.in_(ids))))
    connection.execute(sa.delete(stories).where(stories.c.article.in_(ids)))
    if rows and all(row["article"] != article for row in rows):
        connection.execute(sa.insert(stories), [dict(rows[0]) | {"article": article, "reading": -1}])


def judged_on(connection: sa.Connection, numbers: Sequence[int]) -> list[str]:
    """The judgements that apply to these statements."""
    if not numbers:
        return []
    of = applied_judgements.c
    return list(connection.scalars(sa.select(of.judgement).where(of.statement.in_(list(numbers)))))


def moved_to(connection: sa.Connection, judgement: str, subject: str) -> int | None:
    """The current statement that took the place of the one a judgement is about, over any number of versions."""
    s, of = statements.c, applied_judgements.c
    applied = sa.select(of.statement).where(of.judgement == judgement)
    gone = sa.select(s.number).where(s.superseded_by.is_not(None), sa.or_(s.id == subject, s.number.in_(applied)))
    number = connection.scalar(gone.order_by(s.number.desc()).limit(1))
    met: set[int] = set()
    while number is not None and number not in met:
        met.add(number)
        current, by = connection.execute(sa.select(s.current, s.superseded_by).where(s.number == number)).one()
        if current:
            return int(number)
        number = by
    return None
