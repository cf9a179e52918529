"""The ledger: what was read, from which bytes, and what people decided about it.

One SQLite file by default, PostgreSQL by URL. Importing this package loads no database library; naming
``Ledger`` does. The records in :mod:`onrecord.ledger.rows` are light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

__all__ = ["Ledger"]


def __getattr__(name: str) -> Any:
    if name == "Ledger":
        from onrecord.ledger.store import Ledger

        return Ledger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
