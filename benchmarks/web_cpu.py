#!/usr/bin/env python3
"""What each kind of page of the reading room costs in CPU, whatever else the machine is doing.

    python -m benchmarks.web_cpu [--statements 200000] [--pages 40] [--keep FILE]

The application is called in this process, without HTTP, a page at a time, each time for something else. Told for every
kind of page: CPU milliseconds and the bytes of the page.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.web import addresses, prepare
from onrecord.ledger import Ledger
from onrecord.web.app import make_app
from onrecord.web.guard import Guard
from onrecord.web.options import ServeOptions
from onrecord.web.server import prepare as ready

UNTIMED = 3
"""Pages of each kind before any is timed."""


async def page(app: Guard, address: str) -> int:
    """Asks for a page; gives its bytes."""
    path, _, query = address.partition("?")
    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "root_path": "", "path": path,
        "raw_path": path.encode(), "query_string": query.encode(), "headers": [(b"host", b"localhost")],
        "server": ("localhost", 80), "client": ("localhost", 1),
    }  # fmt: skip
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    assert sent[0]["status"] == 200, (address, sent[0]["status"])
    return sum(len(message.get("body", b"")) for message in sent)


async def measure(ledger: Ledger, count: int) -> None:
    app = make_app(ledger, ServeOptions(ledger.name, read_only=True))
    ready(app.room)
    kinds, whole = addresses(ledger), 0.0
    for name, make in kinds.items():
        choice = random.Random(1)
        for _ in range(UNTIMED):
            await page(app, make(choice))
        start, size = time.process_time(), 0
        for _ in range(count):
            size += await page(app, make(choice))
        took = 1000 * (time.process_time() - start) / count
        whole += took
        print(f"  {name:24}{took:8.1f} ms{size // count:10,} bytes", flush=True)
    print(f"  {'mean of the kinds':24}{whole / len(kinds):8.1f} ms")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--statements", type=int, default=200_000)
    ask.add_argument("--pages", type=int, default=40, help="of each kind")
    ask.add_argument("--keep", default="", help="where to leave the ledger; taken as it is, where it exists")
    options = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(options.keep or f"{folder}/bench.db")
        prepare(path, options.statements)
        with Ledger.open(str(path), read_only=True) as ledger:
            asyncio.run(measure(ledger, options.pages))


if __name__ == "__main__":
    main()
