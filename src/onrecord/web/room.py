"""What all requests share: the ledger, the options, the pages being added, and what was worked out already."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

from onrecord.ledger import Ledger
from onrecord.web.jobs import Jobs
from onrecord.web.options import ServeOptions

T = TypeVar("T")
REMEMBERED = 256
"""Answers kept: enough for the pages that everybody opens."""
SECONDS = 5.0
"""How long an answer holds where the ledger cannot tell cheaply whether it has changed (a database server)."""
SLOW, REST = 0.2, 20.0
"""Seconds from which an answer counts as slow to make, and how many times that long it holds."""


class _Known(NamedTuple):
    """An answer, the state of the ledger that it is true of, and until when it may be given whatever the state."""

    state: object
    until: float
    value: Any


class Room:
    """One served ledger. Shared by threads."""

    def __init__(self, ledger: Ledger, options: ServeOptions) -> None:
        self.ledger = ledger
        self.options = options
        self.secret = secrets.token_bytes(32)
        self.jobs = Jobs(ledger, options)
        self._known: OrderedDict[Hashable, _Known] = OrderedDict()
        self._lock = threading.Lock()

    def remember(self, key: Hashable, make: Callable[[], T], *, slow: bool = False) -> T:
        """What ``make`` gives, worked out once for each state of the ledger.

        What is ``slow`` to make over a large ledger holds a little longer than the state does: ``REST`` times as long
        as it took to make, so that a ledger that is written to all the time does not make every visitor wait.
        """
        state, now = self._state(), time.monotonic()
        with self._lock:
            found = self._known.get(key)
            if found is not None and (found.state == state or (slow and now < found.until)):
                self._known.move_to_end(key)
                return cast(T, found.value)
        made = make()
        took = time.monotonic() - now
        with self._lock:
            self._known[key] = _Known(state, now + (REST * took if took > SLOW else 0), made)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return made

    def forget(self) -> None:
        """Everything is worked out anew: a visitor who changed something sees it at once."""
        with self._lock:
            self._known.clear()

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
