"""The reading room served at a free port, for browser tests, pictures and measurements; and where Chromium is."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from onrecord.ledger import Ledger
from onrecord.web.app import make_app
from onrecord.web.options import ServeOptions

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


def chromium() -> str | None:
    """Where Chromium is, or None."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def served(ledger: Ledger, **options: Any) -> Iterator[str]:
    """The reading room at a free port; yields its address."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    bound.listen(64)  # so that whoever comes before the server is ready waits
    server = uvicorn.Server(uvicorn.Config(make_app(ledger, ServeOptions(ledger.name, **options)), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        bound.close()
