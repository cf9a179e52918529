"""How the reading room is served."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.settings import READER

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""Names under which this machine alone can reach itself."""


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What is served, to whom, and what may be changed. The defaults serve the ledger to this machine alone."""

    ledger: str
    reader: str = READER.default
    host: str = "127.0.0.1"
    port: int = 8311
    names: tuple[str, ...] = ()
    """Further host names under which it may be asked for."""
    token: str = ""
    """What visitors must know; empty: nobody is asked."""
    read_only: bool = False
    author: str = ""
    """Under whose name judgements are recorded until the visitor gives another."""
    allow_private: bool = False
    """Whether pages may be fetched from private addresses."""
    max_upload: int = 25_000_000
    """The most bytes that one request may send."""
    workers: int = 1
    """Processes that answer; several only for reading, since what is being added is known to one."""
    secret: bytes = b""
    """What cookies and forms are signed with; empty: made anew. The same for all workers."""

    @property
    def hosts(self) -> frozenset[str]:
        """The host names that a request may name; anything else is some other site's name for this machine."""
        return frozenset(name.lower() for name in (*LOOPBACK, self.host, *self.names))
