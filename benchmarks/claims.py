#!/usr/bin/env python3
"""What one more article costs a large ledger, and how fast a sentence is answered on it.

    python -m benchmarks.claims [N]

N synthetic statements (100,000) are filled in bulk, then the articles of one real story of PolNeAR train but for the
last are read and added. Told are the times of reading the last one, of adding it, of finding its place among the
stories and its reprints, of grouping its story anew, and of answering sentences. Synthetic stories are placed but not
grouped: what one article costs does not depend on them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.ledger import PER_ARTICLE, Maker, fill
from onrecord.backends.trained import open_reader
from onrecord.batch import read_all
from onrecord.claims import keeping
from onrecord.claims.asked import ask
from onrecord.ledger import Ledger
from onrecord.ledger.claims import bands_of_stories, unplaced
from onrecord.pipeline import DEFAULTS
from onrecord.records import Reading

ROOT = Path(__file__).resolve().parents[1]
AFFAIRS = ROOT / "training" / "claims" / "affairs_train.jsonl"
AFFAIR = "clinton-foundation"
SENTENCES = (
    "The Clinton Foundation should stop taking foreign donations",
    "Donors bought access to the State Department",
    "Hillary Clinton used a private e-mail server",
)


def story(folder: str) -> list[Reading]:
    """The story's articles, read; the newest last."""
    rows = [json.loads(line) for line in AFFAIRS.read_text("utf-8").splitlines()]
    wanted = {m["article"] for row in rows if row["affair"] == AFFAIR for m in row["members"]}
    path = Path(folder) / "story.jsonl"
    with (ROOT.parent / "shared" / "polnear" / "train.jsonl").open(encoding="utf-8") as lines:
        told = [row for line in lines if (row := json.loads(line))["id"] in wanted]
    told = [{k: row[k] for k in ("id", "title", "published", "text")} for row in told]
    path.write_text("".join(json.dumps(row) + "\n" for row in sorted(told, key=lambda row: row["published"])), "utf-8")
    return [r for r in read_all([str(path)], "onrecord", DEFAULTS) if isinstance(r, Reading)]


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("n", nargs="?", type=int, default=100_000)
    wanted = parser.parse_args().n
    with tempfile.TemporaryDirectory() as folder, Ledger.open(f"{folder}/claims.db") as ledger:
        fill(ledger, Maker(), 0, wanted // PER_ARTICLE)
        readings = story(folder)
        for reading in readings[:-1]:
            ledger.add(reading)
        timed("placing all but the last article", lambda: keeping.place_new(ledger))
        last, reader = readings[-1], open_reader()
        reader.read([(last.page, last.article)])
        timed("reading the last article", lambda: reader.read([(last.page, last.article)]), 5)
        timed("adding it", lambda: ledger.add(last))
        print(f"{len(unplaced(ledger))} article to place among {len(bands_of_stories(ledger))}")
        timed("its story and its reprints", lambda: keeping.place_new(ledger))
        of = bands_of_stories(ledger)[last.article.id][0]
        timed("grouping its story anew", lambda: keeping.group(ledger, of))
        for sentence in SENTENCES:
            timed(f"“{sentence[:40]}”", lambda sentence=sentence: ask(ledger, sentence), 3)


if __name__ == "__main__":
    main()
