"""What all requests share: the ledger, the options, the pages being added, and what was worked out already."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar, cast

from onrecord.ledger import Ledger
from onrecord.web.jobs import Jobs
from onrecord.web.options import ServeOptions

T = TypeVar("T")
REMEMBERED = 256
"""Answers kept: enough for the pages that everybody opens."""
SECONDS = 5.0
"""How long an answer holds where the ledger cannot tell cheaply whether it has changed (a database server)."""


class Room:
    """One served ledger. Shared by threads."""

    def __init__(self, ledger: Ledger, options: ServeOptions) -> None:
        self.ledger = ledger
        self.options = options
        self.secret = secrets.token_bytes(32)
        self.jobs = Jobs(ledger, options)
        self._known: OrderedDict[Hashable, tuple[object, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, worked out once for each state of the ledger."""
        state = self._state()
        with self._lock:
            found = self._known.get(key)
            if found is not None and found[0] == state:
                self._known.move_to_end(key)
                return cast(T, found[1])
        made = make()
        with self._lock:
            self._known[key] = (state, made)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return made

    def _state(self) -> object:
        """A value that changes whenever anybody writes to the ledger: the files' times and sizes."""
        if "://" in self.ledger.name:
            return int(time.monotonic() / SECONDS)
        return tuple(map(_stamp, (self.ledger.name, f"{self.ledger.name}-wal")))


def _stamp(path: str) -> tuple[int, int]:
    try:
        found = os.stat(Path(path))
    except FileNotFoundError:
        return (0, 0)
    return found.st_mtime_ns, found.st_size
