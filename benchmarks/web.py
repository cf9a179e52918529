#!/usr/bin/env python3
"""How fast the reading room answers N readers on a synthetic ledger.

    python -m benchmarks.web [--statements 200000] [--readers 20] [--seconds 30] [--think 0] [--workers N]
                            [--keep FILE]

The server is a process of its own. Each reader opens one page after another, of every kind, each time for something
else; with --think it looks at each for that long, as people do. Told for every kind of page: the median and the 95th
percentile until the last byte, and for claims until the first.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import sqlalchemy as sa

from benchmarks.ledger import PER_ARTICLE, Maker, fill, unsynced, word
from onrecord.ledger import Ledger, queries
from onrecord.ledger.tables import articles, claims, memberships, sources, statements
from onrecord.records import STANCES, content_id

MEMBERS, SHARE = 8, 0.5
"""Statements of a claim on average, and the share of statements that are about one."""
LARGE = 60
"""Statements of each hundredth claim."""
WARM = 8.0
"""Seconds for which pages are read before any is timed: every process has then written its first ones."""
Times = dict[str, list[tuple[float, float]]]


def fill_claims(ledger: Ledger, maker: Maker) -> None:
    """Claims over half of the statements, drawn at random; those of one claim have about three origins."""
    with ledger.read() as connection:
        rows = connection.execute(sa.select(statements.c.number, statements.c.id)).all()
    maker.random.shuffle(rows)  # type: ignore[arg-type]
    at, stop, found, members = 0, int(len(rows) * SHARE), [], []
    while at < stop:
        size = LARGE if len(found) % 100 == 0 else maker.random.randint(2, 2 * MEMBERS - 2)
        some = rows[at : at + size]
        at += size
        told = {"id": content_id("claim", at), "text": maker.text(12), "how": "found", "statements": len(some)}
        origins = [[row.id for row in some[n::3]] for n in range(3) if some[n::3]]
        joins = [{"a": o[0], "b": x, "kind": "reprint", "reason": "common text"} for o in origins for x in o[1:]]
        found.append(told | {"reports": len(some), "origins": origins, "joins": joins, "circles": [], "story": ""})
        for n, row in enumerate(some):
            stance = maker.random.choices(STANCES, (70, 20, 8, 2))[0]
            link = {"claim": told["id"], "statement": row.number, "stance": stance, "same": n % 3, "score": 0.8}
            members.append(link | {"reasons": ["words: synthetic"]})
    with unsynced(ledger) as connection:
        connection.execute(sa.insert(claims), found)
        connection.execute(sa.insert(memberships), members)


def addresses(ledger: Ledger) -> dict[str, Callable[[random.Random], str]]:
    """For every kind of page an address, another one each time."""
    with ledger.read() as connection:

        def some(column: sa.Column[str], order: sa.ColumnElement[object] | None = None) -> list[str]:
            query = sa.select(column) if order is None else sa.select(column).order_by(order)
            return list(connection.scalars(query.limit(2_000)))

        of_articles, of_statements, of_claims = some(articles.c.id), some(statements.c.id), some(claims.c.id)
        of_sources = some(sources.c.id, sources.c.statements.desc())
    return {
        "home": lambda _: "/",
        "article": lambda r: f"/articles/{r.choice(of_articles)}",
        "statement": lambda r: f"/statements/{r.choice(of_statements)}",
        "claim": lambda r: f"/claims/{r.choice(of_claims)}",
        "claim, JSON": lambda r: f"/claims/{r.choice(of_claims)}.json",
        "claims": lambda r: f"/claims?order={r.choice(('told', 'contested', 'reprinted'))}",
        "source": lambda r: f"/sources/{r.choice(of_sources)}",
        "sources": lambda _: "/sources",
        "search, common word": lambda r: f"/search?q={word(r.randrange(1, 200))}",
        "search, rare word": lambda r: f"/search?q={word(r.randrange(20_000, 60_000))}",
        "search, narrowed": lambda r: f"/search?q={word(r.randrange(200))}&act=denies&since={r.randrange(2016, 2024)}",
        "forecasts": lambda _: "/forecasts",
        "review": lambda _: "/review",
        "articles": lambda _: "/articles",
    }


def read(base: str, pages: dict[str, Callable[[random.Random], str]], seed: int, until: float, think: float) -> Times:
    """One reader's times in milliseconds: (to the first byte, to the last)."""
    choice, took = random.Random(seed), defaultdict(list)
    parts = urlsplit(base)
    client = HTTPConnection(parts.hostname or "", parts.port, timeout=60)  # the least that a reader can cost
    while time.monotonic() < until:
        name = choice.choice(list(pages))
        address = pages[name](choice)
        start = time.perf_counter()
        client.request("GET", address)
        answer = client.getresponse()
        answer.read(1)
        first = time.perf_counter() - start
        answer.read()
        assert answer.status == 200, (address, answer.status)
        took[name].append((first * 1000, (time.perf_counter() - start) * 1000))
        time.sleep(think * choice.uniform(0.5, 1.5))
    client.close()
    return took


def readers(base: str, pages: dict[str, Callable[[random.Random], str]], options: argparse.Namespace) -> Times:
    """All readers at the same time."""
    whole: Times = defaultdict(list)
    until = time.monotonic() + options.seconds

    def one(seed: int) -> None:
        for name, some in read(base, pages, seed, until, options.think).items():
            whole[name] += some

    threads = [threading.Thread(target=one, args=(n,)) for n in range(options.readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return whole


def tell(whole: Times) -> None:
    print(f"  {'page':24}{'pages':>8}{'p50':>12}{'p95':>12}{'first byte p95':>18}")
    for name, some in [*sorted(whole.items()), ("all", [t for times in whole.values() for t in times])]:
        last, first = [t for _, t in some], [t for t, _ in some]
        high = [statistics.quantiles(x, n=20)[-1] if len(x) > 1 else x[0] for x in (last, first)]
        print(
            f"  {name:24}{len(some):8}{statistics.median(last):9.1f} ms{high[0]:9.1f} ms{high[1]:15.1f} ms", flush=True
        )


def prepare(path: Path, count: int) -> None:
    """Makes the ledger, where it is not there."""
    if not path.exists():
        with Ledger.open(str(path)) as ledger:
            maker = Maker()
            fill(ledger, maker, 0, count // PER_ARTICLE)
            fill_claims(ledger, maker)
    with Ledger.open(str(path), read_only=True) as ledger:
        held = queries.counts(ledger)
        print(f"{held.statements:,} statements, {held.claims:,} claims, {held.sources:,} sources", flush=True)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("statements", 200_000), ("readers", 20), ("seconds", 30.0), ("think", 0.0)):
        ask.add_argument(f"--{name}", type=type(default), default=default)
    ask.add_argument("--workers", type=int, default=0, help="processes that answer; as many as is usual without it")
    ask.add_argument("--keep", default="", help="where to leave the ledger; taken as it is, where it exists")
    options = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(options.keep or f"{folder}/bench.db")
        prepare(path, options.statements)
        command = [sys.executable, "-m", "onrecord", "serve", "--ledger", str(path), "--port", "0"]
        command += ["--read-only", *(["--workers", str(options.workers)] if options.workers else [])]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
            try:
                assert server.stderr is not None
                found = re.search(r"http://\S+", server.stderr.readline())
                assert found, "the server did not start"
                with Ledger.open(str(path), read_only=True) as ledger:
                    pages = addresses(ledger)
                readers(found[0], pages, argparse.Namespace(readers=8, seconds=WARM, think=0.0))
                whole = readers(found[0], pages, options)
                tell(whole)
            finally:
                server.terminate()
                server.wait()
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        count = sum(len(some) for some in whole.values())
        print(f"CPU of the server, its start included: {1000 * (used.ru_utime + used.ru_stime) / count:.1f} ms a page")


if __name__ == "__main__":
    main()
