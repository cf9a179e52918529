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
    """Answers by key, those asked for last; ``most`` of them. Shared by threads.

    What several ask for at the same time is made by the first of them; the others wait for it.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._known: OrderedDict[Hashable, _Known] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def remember(self, key: Hashable, state: object, make: Callable[[], T], *, slow: bool = False) -> T:
        """What ``make`` gives, worked out once for each state; see ``Room.remember``."""
        with self._lock:
            if found := self._found(key, state, slow):
                return cast(T, found.value)
            gate = self._making.setdefault(key, threading.Lock())
        with gate:
            with self._lock:
                if found := self._found(key, state, slow):
                    return cast(T, found.value)
            return self._make(key, state, make)

    def _found(self, key: Hashable, state: object, slow: bool) -> _Known | None:
        found = self._known.get(key)
        if found is None or not (found.state == state or (slow and time.monotonic() < found.until)):
            return None
        self._known.move_to_end(key)
        return found

    def _make(self, key: Hashable, state: object, make: Callable[[], T]) -> T:
        """What is made is kept before the next may come in."""
        start, kept = time.monotonic(), None
        try:
            made = make()
            end = time.monotonic()
            kept = _Known(state, end + (REST * (end - start) if end - start > SLOW else 0), made)
            return made
        finally:
            with self._lock:
                self._making.pop(key, None)
                if kept:
                    self._known[key] = kept
                while len(self._known) > self.most:
                    self._known.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._known.clear()
