"""``onrecord doctor``."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Literal, NamedTuple

import typer

from onrecord import __version__
from onrecord.cli.console import console, json_line, safe, table
from onrecord.cli.group import FAILED
from onrecord.cli.options import Format, LedgerPath, OutputFormat
from onrecord.settings import LEDGER, READER

LIBRARIES = ("onnxruntime", "numpy", "trafilatura", "sqlalchemy", "feedparser", "warcio", "httpx")
"""The libraries whose versions a report of trouble needs."""


class Line(NamedTuple):
    """One thing looked at. ``state`` decides the exit code: only ``error`` fails."""

    state: Literal["ok", "warning", "error"]
    what: str
    found: str


def command(ledger: LedgerPath = LEDGER.default, format: OutputFormat = Format.table) -> None:
    """Say what is installed, which reader and version, and whether the ledger is sound.

    \b
    Examples:
      onrecord doctor
      onrecord doctor --ledger news.db
    """
    lines = [*_installed(), *_plugins(), *_ledger(ledger)]
    if format is Format.jsonl:
        for line in lines:
            json_line(line._asdict())
    else:
        shown = table("", "what", "found")
        for line in lines:
            shown.add_row(line.state, safe(line.what), safe(line.found))
        console().print(shown)
    if any(line.state == "error" for line in lines):
        raise typer.Exit(FAILED)


def _installed() -> Iterator[Line]:
    from importlib.metadata import PackageNotFoundError, version

    yield Line("ok", "onrecord", __version__)
    yield Line("ok", "Python", platform.python_version())
    for library in LIBRARIES:
        try:
            yield Line("ok", library, version(library))
        except PackageNotFoundError:
            yield Line("error", library, "is not installed")


def _plugins() -> Iterator[Line]:
    from onrecord.registry import names

    yield _reader(READER.value())
    yield Line("ok", "readers", ", ".join(names("onrecord.readers")))
    yield Line("ok", "inputs", ", ".join(names("onrecord.pages")))
    yield from _exports(names("onrecord.exports"))


def _exports(names: Iterable[str]) -> Iterator[Line]:
    from onrecord.errors import PluginError
    from onrecord.exports import open_export

    there = []
    for name in names:
        try:
            open_export(name)
        except PluginError as error:
            yield Line("warning", f"export {name}", str(error))
        else:
            there.append(name)
    yield Line("ok", "exports", ", ".join(there))


def _reader(spec: str) -> Line:
    from onrecord.backends import open_reader
    from onrecord.pipeline import reason

    try:
        return Line("ok", f"reader {spec}", open_reader(spec).signature)
    except Exception as error:  # whatever a plug-in does wrong is what doctor is asked to tell
        return Line("error", f"reader {spec}", reason(error))


def _ledger(name: str) -> Iterator[Line]:
    from onrecord.errors import LedgerError
    from onrecord.ledger import Ledger
    from onrecord.ledger.queries import counts

    if "://" not in name and not Path(name).exists():
        yield Line("ok", f"ledger {name}", "there is none yet; onrecord add makes it")
        return
    try:
        with Ledger.open(name, create=False, read_only=True) as ledger:
            held = asdict(counts(ledger))
            yield Line("ok", f"ledger {name}", ", ".join(f"{n} {what}" for what, n in held.items()))
            for finding in ledger.check():
                yield Line("error" if finding.level == "error" else "warning", f"ledger {name}", finding.what)
    except LedgerError as error:
        yield Line("error", f"ledger {name}", str(error))
