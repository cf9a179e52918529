#!/usr/bin/env python3
"""What one more article costs a large ledger, and how fast a sentence is answered on it.

    python -m benchmarks.claims [N]

N synthetic statements (100,000) are filled in bulk and placed. Then the articles of the story of PolNeAR train that
has most are read and added. Told are, at several sizes of the story, the times of reading one more article, of adding
it, of finding its place among the stories and its reprints, of working its statements into the story's claims, and of
setting its sources; then those of answering sentences. Synthetic stories are placed but not grouped: what one
article costs does not depend on them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.ledger import PER_ARTICLE, Maker, fill
from onrecord.backends import Reader
from onrecord.backends.trained import open_reader
from onrecord.batch import read_all
from onrecord.claims import growing, keeping
from onrecord.claims.asked import ask
from onrecord.claims.stories import Told, placed, telling
from onrecord.ledger import Ledger
from onrecord.ledger.claims import stories_of
from onrecord.pipeline import DEFAULTS
from onrecord.records import Article, Part, Reading
from onrecord.sources import keeping as sources

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1, 2, 4, 8, 16, 24)
"""Articles that the story has before the one that is measured."""
SENTENCES = (
    "The Clinton Foundation should stop taking foreign donations",
    "Donors bought access to the State Department",
    "Hillary Clinton used a private e-mail server",
)


def story(folder: str) -> list[Reading]:
    """The articles of the story that has most, read; the newest last."""
    path = ROOT.parent / "shared" / "polnear" / "train.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    told = [Told(row["id"], telling(_article(row)), row["published"][:10]) for row in rows]
    homes = placed(told, {})
    largest = Counter(map(str, homes)).most_common(1)[0][0]
    some = [{k: row[k] for k in ("id", "title", "published", "text")}
            for row, home in zip(rows, homes, strict=True) if str(home) == largest]  # fmt: skip
    written = Path(folder) / "story.jsonl"
    written.write_text(
        "".join(json.dumps(row) + "\n" for row in sorted(some, key=lambda row: row["published"])), "utf-8"
    )
    return [r for r in read_all([str(written)], "onrecord", DEFAULTS) if isinstance(r, Reading)]


def _article(row: dict[str, Any]) -> Article:
    return Article(row["id"], row["id"], row["text"], title=row["title"], parts=(Part("body", 0, len(row["text"])),))


def timed(name: str, do: Callable[[], Any], times: int = 1) -> float:
    """Prints the median in milliseconds, by the clock and of CPU; returns the latter."""
    clocks, work = [], []
    for _ in range(times):
        clock, cpu = time.perf_counter(), time.process_time()
        do()
        clocks.append(1000 * (time.perf_counter() - clock))
        work.append(1000 * (time.process_time() - cpu))
    print(f"{name:44}{statistics.median(clocks):9.0f} ms {statistics.median(work):9.0f} ms of CPU", flush=True)
    return statistics.median(work)


def one_more(ledger: Ledger, reader: Reader, last: Reading, before: int) -> None:
    """The times that one article takes, and what they are beside its reading."""
    print(f"an article of {len(last.statements)} statements comes to a story of {before}:")
    read = timed("  reading it", lambda: reader.read([(last.page, last.article)]), 5)
    took = timed("  adding it", lambda: ledger.add(last))
    took += timed("  its story and its reprints", lambda: keeping.place_new(ledger))
    home = stories_of(ledger, [last.article.id])[last.article.id]
    how = "gathered whole" if growing.newer(ledger, home) is None else "joined"
    took += timed(f"  into the story's claims ({how})", lambda: keeping.work_in(ledger, home))
    took += timed("  setting its sources", lambda: sources.update(ledger))
    print(f"  together {took / read:.1f} times the reading", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("n", nargs="?", type=int, default=100_000)
    wanted = parser.parse_args().n
    with tempfile.TemporaryDirectory() as folder, Ledger.open(f"{folder}/claims.db") as ledger:
        fill(ledger, Maker(), 0, wanted // PER_ARTICLE)
        timed("placing the synthetic articles", lambda: keeping.place_new(ledger))
        timed("setting the sources of all of them", lambda: sources.update(ledger))
        readings, reader, done = story(folder), open_reader(), 0
        for size in SIZES:
            for reading in readings[done:size]:
                ledger.add(reading)
            for home in sorted(keeping.place_new(ledger)):
                keeping.work_in(ledger, home)
            sources.update(ledger)
            one_more(ledger, reader, readings[size], sum(len(r.statements) for r in readings[:size]))
            done = size + 1
        timed("setting sources where nothing came in", lambda: sources.update(ledger))
        for sentence in SENTENCES:
            timed(f"“{sentence[:40]}”", lambda sentence=sentence: ask(ledger, sentence), 3)


if __name__ == "__main__":
    main()
