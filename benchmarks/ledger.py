#!/usr/bin/env python3
"""How fast a ledger of N synthetic statements is: adding, size, searching, facets.

    python benchmarks/ledger.py [N] [--keep FILE]

Words are drawn as in language (Zipf); the ledger is filled by bulk inserts through the same code that makes the rows
of one page. Rates of the real ``add``, one transaction a page, are measured on the first articles.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from onrecord.ledger import Ledger, queries
from onrecord.ledger.context import PER_DAY, day
from onrecord.ledger.naming import fold, source_of
from onrecord.ledger.rows import Filters
from onrecord.ledger.tables import (
    articles,
    page_bytes,
    pages,
    readings,
    source_names,
    source_words,
    sources,
    statements,
)
from onrecord.ledger.writing import statement_values
from onrecord.records import ACTS, CERTAINTIES, Article, Page, Part, Reading, Statement

VOCABULARY, OUTLETS, SPEAKERS, PER_ARTICLE, PER_BATCH = 60_000, 400, 40_000, 20, 500
DAYS = 3650
REPEATS = 30
READER = "synthetic 1"


def word(rank: int) -> str:
    """``the`` for the commonest, made-up words for the others."""
    letters = "etaoinsrhl"
    return "the" if rank == 0 else "w" + "".join(letters[int(d)] for d in str(rank))


class Maker:
    """Articles with statements, the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.words = [word(n) for n in range(VOCABULARY)]
        self.weights = list(_cumulated(1 / (n + 2) for n in range(VOCABULARY)))

    def text(self, words: int) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=words))

    def article(self, number: int) -> Reading:
        published = (date(2015, 1, 1) + timedelta(self.random.randrange(DAYS))).isoformat()
        pieces, marks, at = [], [], 0
        for _ in range(PER_ARTICLE):
            rank = int(SPEAKERS * self.random.random() ** 4)
            speaker, content = f"Given{rank % 97} Surname{rank}", self.text(18)
            sentence = f"{speaker} said {content}."
            marks.append((speaker, at, at + len(speaker), at + len(speaker) + 6, at + len(sentence) - 1))
            pieces.append(sentence)
            at += len(sentence) + 1
        text = "\n".join(pieces)
        page = _page(f"article {number}", text)
        about = {"title": self.text(9), "outlet": f"Outlet {number % OUTLETS}", "published": published}
        article = Article(page.id, page.name, text, (Part("body", 0, len(text)),), **about)
        return Reading(page, article, tuple(self._statement(article.id, *mark) for mark in marks))

    def _statement(self, article: str, speaker: str, start: int, end: int, content: int, stop: int) -> Statement:
        act, certainty = self.random.choices(ACTS, (60, 8, 6, 6, 6, 4, 4, 4, 2))[0], self.random.choice(CERTAINTIES)
        spans = {"source": ((start, end),), "cue": ((end + 1, end + 5),), "content": ((content, stop),)}
        labels = {"speaker": speaker, "kind": "person", "act": act, "certainty": certainty, "reader": READER}
        return Statement(article, **spans, **labels, confidence=self.random.random())


def _cumulated(weights: Iterator[float]) -> Iterator[float]:
    total = 0.0
    for weight in weights:
        total += weight
        yield total


def _page(name: str, text: str) -> Page:
    body = text.encode()
    return Page(hashlib.sha256(body).hexdigest(), name, "plain", body, text, "utf-8", "declared", {"id": name})


@contextmanager
def unsynced(ledger: Ledger) -> Iterator[sa.Connection]:
    """A transaction for bulk inserts: without waiting for the disk; the ledger is lost if the machine stops."""
    with ledger.engine.connect() as connection:
        connection.connection.dbapi_connection.execute("PRAGMA synchronous=OFF")  # type: ignore[union-attr]
    with ledger.write() as connection:
        yield connection


def fill(ledger: Ledger, maker: Maker, first: int, count: int) -> None:
    """Inserts articles in bulk, and builds the search index at the end."""
    next_of: dict[int, int] = {}
    known: set[str] = set()
    numbers = iter(range(first, first + count))
    while batch := [maker.article(n) for n in islice(numbers, PER_BATCH)]:
        with unsynced(ledger) as connection:
            _batch(connection, batch, next_of, known)
    with unsynced(ledger) as connection:
        ledger.dialect.rebuild(connection)
        of = sa.select(sa.func.count()).where(statements.c.source == sources.c.id).scalar_subquery()
        connection.execute(sa.update(sources).values(statements=of))
        connection.exec_driver_sql("ANALYZE") if connection.dialect.name == "postgresql" else None


def _batch(connection: sa.Connection, batch: list[Reading], next_of: dict[int, int], known: set[str]) -> None:
    rows: dict[sa.Table, list[dict[str, object]]] = {
        t: [] for t in (page_bytes, pages, articles, readings, sources, source_names, source_words, statements)
    }
    reading = int(connection.scalar(sa.select(sa.func.max(readings.c.number))) or 0)
    for n, item in enumerate(batch, reading + 1):
        _rows_of(item, n, rows, next_of, known)
    for table, some in rows.items():
        if some:
            connection.execute(sa.insert(table), some)


def _rows_of(
    item: Reading, number: int, rows: dict[sa.Table, list[dict[str, object]]], next_of: dict[int, int], known: set[str]
) -> None:
    page, article, key = item.page, item.article, item.article.id
    size = {"statements": len(item.statements), "added": "", "current": True}
    rows[page_bytes].append({"sha256": page.sha256, "size": len(page.body), "compressed": b"x"})
    about = {"fetched": "", "url": "", "name": page.name, "kind": page.kind, "sha256": page.sha256, "notes": []}
    rows[pages].append(about | {"id": page.id, "encoding": "", "encoding_how": "", "given": {}, "added": ""})
    names = ("name", "title", "outlet", "byline", "language", "published", "published_how", "published_certain", "url")
    own = {"id": key, "page": page.id, "text": article.text, "date_bounds": []} | size
    rows[articles].append({name: getattr(article, name) for name in names} | own)
    rows[readings].append({"number": number, "article": key, "reader": READER} | size)
    base = day(article.published) * PER_DAY
    for position, statement in enumerate(item.statements):
        at = next_of[base] = next_of.get(base, base) + 1
        own = {"number": at, "id": statement.id, "article": key, "reading": number, "position": position}
        rows[statements].append(own | statement_values(article, statement))
        source = source_of(statement.speaker, statement.kind, key)
        if source and source not in known:
            known.add(source)
            told = {"id": source, "name": statement.speaker, "kind": statement.kind, "wikidata": "", "statements": 0}
            rows[sources].append(told)
            rows[source_words] += [{"word": w, "source": source} for w in fold(statement.speaker).split()]
            rows[source_names].append({"source": source, "name": statement.speaker, "folded": fold(statement.speaker)})


def timed(name: str, ask: Callable[[int], object]) -> None:
    """Prints median and 95th percentile of repeated asking, each time for something else, by the clock and in CPU."""
    figures = ""
    for times in zip(*_times(ask, REPEATS), strict=True):
        figures += f"{statistics.median(times):9.1f} ms{statistics.quantiles(times, n=20)[-1]:9.1f} ms"
    print(f"  {name:40}{figures}", flush=True)


def _times(ask: Callable[[int], object], repeats: int) -> list[tuple[float, float]]:
    """Milliseconds by the clock and of CPU, of each asking; on a busy machine the second tells more."""
    times = []
    for n in range(repeats):
        clock, cpu = time.perf_counter(), time.process_time()
        ask(n)
        times.append(((time.perf_counter() - clock) * 1000, (time.process_time() - cpu) * 1000))
    return times


def measure(ledger: Ledger) -> None:
    print(f"  {'query':40}{'p50':>12}{'p95':>12}{'CPU p50':>12}{'CPU p95':>12}")
    with ledger.read() as connection:
        ids = list(connection.scalars(sa.select(statements.c.id).limit(REPEATS)))
    rare = [word(VOCABULARY - 1000 + n) for n in range(REPEATS)]
    middle, common = [word(500 + n) for n in range(REPEATS)], [word(n) for n in range(REPEATS)]
    seen = [hit.content_text.split()[:3] for hit in queries.search(ledger, limit=REPEATS).rows]
    march = Filters.of(since="2016-03", until="2016-03")
    asks = [Filters.of(act="asks", certainty=certainty) for certainty in CERTAINTIES]
    asked: dict[str, Callable[[int], object]] = {
        "rare word": lambda n: queries.search(ledger, rare[n]),
        "middling word": lambda n: queries.search(ledger, middle[n]),
        "common word": lambda n: queries.search(ledger, common[n]),
        "common word, no facets": lambda n: queries.search(ledger, common[n], facets=False),
        "two common words": lambda n: queries.search(ledger, f"{common[n]} {common[-n]}"),
        "common and rare": lambda n: queries.search(ledger, f"{common[n]} {rare[n]}"),
        "phrase of three words": lambda n: queries.search(ledger, f'"{" ".join(seen[n])}"'),
        "phrase of two common words": lambda n: queries.search(ledger, f'"{common[n]} {common[n - 1]}"'),
        "beginning of a word": lambda n: queries.search(ledger, f"{middle[n][:4]}*"),
        "common word, act and outlet": lambda n: queries.search(
            ledger, common[n], Filters.of(act="denies", outlet=f"Outlet {n}")
        ),
        "common word in one month": lambda n: queries.search(ledger, common[n], march),
        "rare act, no words": lambda n: queries.search(ledger, "", asks[n % 4]),
        "nothing asked: the newest": lambda _: queries.search(ledger),
        "everything a frequent source said": lambda n: queries.who(ledger, f"surname{n}"),
        "one statement with its evidence": lambda n: queries.show(ledger, ids[n]),
        "counts for the home page": lambda _: queries.counts(ledger),
        "sources that said most": lambda _: queries.list_sources(ledger),
        "articles, newest first": lambda _: queries.list_articles(ledger),
    }
    for name, ask in asked.items():
        timed(name, ask)


def rate_of_adding(ledger: Ledger, readings_: Iterator[Reading], count: int = 200) -> None:
    batch = list(islice(readings_, count))
    clock, cpu = time.perf_counter(), time.process_time()
    for reading in batch:
        ledger.add(reading)
    took, worked = time.perf_counter() - clock, time.process_time() - cpu
    pace = f"{count / took:,.0f} pages/s, {count * PER_ARTICLE / took:,.0f} statements/s"
    print(f"add, one transaction a page: {pace}; {1000 * worked / count:.1f} ms of CPU a page", flush=True)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("n", nargs="?", type=int, default=200_000, help="statements")
    ask.add_argument("--keep", default="", help="where to leave the ledger; measured as it is, where it exists")
    options = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or f"{folder}/bench.db"
        there, maker = Path(path).exists(), Maker()
        with Ledger.open(path) as ledger:
            if not there:
                start, count = time.perf_counter(), options.n // PER_ARTICLE
                fill(ledger, maker, 0, count)
                took = time.perf_counter() - start
                print(f"{count * PER_ARTICLE:,} statements in bulk: {took:.0f} s, {options.n / took:,.0f} a second")
            rate_of_adding(ledger, (maker.article(10**9 + time.time_ns() + n) for n in range(200)))
        print(f"size: {Path(path).stat().st_size / 1e6:,.0f} MB")
        with Ledger.open(path, read_only=True) as ledger:
            measure(ledger)


if __name__ == "__main__":
    main()
