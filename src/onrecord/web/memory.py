"""What was worked out already, kept as long as it is true."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, TypeVar, cast

T = TypeVar("T")
SLOW, REST = 0.2, 20.0
"""Seconds from which an answer counts as slow to make, and how many times that long it holds."""


class _Known(NamedTuple):
    """An answer, the state of the ledger that it is true of, and until when it may be given whatever the state."""

    state: object
    until: float
    value: Any


class Memory:
    """Answers by key, those asked for last; ``most`` of them. Shared by threads."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._known: OrderedDict[Hashable, _Known] = OrderedDict()
        self._lock = threading.Lock()

    def remember(self, key: Hashable, state: object, make: Callable[[], T], *, slow: bool = False) -> T:
        """What ``make`` gives, worked out once for each state; see ``Room.remember``."""
        now = time.monotonic()
        with self._lock:
            found = self._known.get(key)
            if found is not None and (found.state == state or (slow and now < found.until)):
                self._known.move_to_end(key)
                return cast(T, found.value)
        made = make()
        took = time.monotonic() - now
        with self._lock:
            self._known[key] = _Known(state, now + (REST * took if took > SLOW else 0), made)
            while len(self._known) > self.most:
                self._known.popitem(last=False)
        return made

    def forget(self) -> None:
        with self._lock:
            self._known.clear()
