"""Exports by one door: each format is one file here and one line under ``onrecord.exports``.

An export is a function ``export(ledger, out, options) -> int`` that writes to a binary stream (text formats encode
UTF-8 themselves, with ``\\n`` line ends) and returns how many records it wrote. Same ledger, same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Protocol

from onrecord import registry
from onrecord.ledger.rows import Filters

if TYPE_CHECKING:
    from onrecord.ledger import Ledger


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What to export: the statements that ``search`` would find for these words and filters; all by default."""

    words: str = ""
    filters: Filters = field(default_factory=Filters)


class Export(Protocol):
    """Writes statements of a ledger to a binary stream; returns how many records were written."""

    def __call__(self, ledger: Ledger, out: BinaryIO, options: ExportOptions) -> int: ...


def open_export(name: str) -> Export:
    """The export of that name. PluginError where there is none."""
    export: Export = registry.load("onrecord.exports", name)
    return export
