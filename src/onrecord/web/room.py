"""What all requests share: the ledger, the options, the pages being added, and what was worked out already."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Hashable
from typing import TypeVar

from onrecord.ledger import Ledger
from onrecord.ledger.search import Known
from onrecord.web.jobs import Jobs
from onrecord.web.memory import Memory
from onrecord.web.options import ServeOptions

T = TypeVar("T")
REMEMBERED = 256
"""Answers kept, and as many pages written out: enough for those that everybody opens."""
SECONDS = 5.0
"""How long an answer holds where the ledger cannot tell cheaply whether it has changed (a database server)."""


class Room:
    """One served ledger. Shared by threads."""

    def __init__(self, ledger: Ledger, options: ServeOptions) -> None:
        self.ledger = ledger
        self.options = options
        self.secret = options.secret or secrets.token_bytes(32)
        self.jobs = Jobs(ledger, options)
        self._answers, self._pages = Memory(REMEMBERED), Memory(REMEMBERED)

    def remember(self, key: Hashable, make: Callable[[], T], *, slow: bool = False) -> T:
        """What ``make`` gives, worked out once for each state of the ledger.

        What is ``slow`` to make over a large ledger holds a little longer than the state does: ``memory.REST`` times
        as long as it took to make, so that a ledger that is written to all the time does not make every visitor wait.
        """
        return self._answers.remember(key, self._state(), make, slow=slow)

    def known(self) -> Known:
        """What searches found out about the statements of the present state."""
        return self.remember("known", Known)

    def remember_page(self, key: Hashable, make: Callable[[], str]) -> str:
        """A page as written out, likewise; apart from the answers, so that many pages do not push those out."""
        return self._pages.remember(key, (self._state(), self.jobs.gathering), make)

    def forget(self) -> None:
        """Everything is worked out anew: a visitor who changed something sees it at once."""
        self._answers.forget()
        self._pages.forget()

    def _state(self) -> object:
        """A value that changes whenever anybody writes to the ledger: the files' times and sizes."""
        if "://" in self.ledger.name:
            return int(time.monotonic() / SECONDS)
        return _stamp(self.ledger.name), _stamp(f"{self.ledger.name}-wal")


def _stamp(path: str) -> tuple[int, int]:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return (0, 0)
    return found.st_mtime_ns, found.st_size
