"""Printing: tables and lines for people, JSON lines for programs, progress and failures on standard error."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from onrecord.records import Page, Rejected

T = TypeVar("T")

PIPED_WIDTH = 120
"""Columns of a table that goes to a file or another program."""
LONG = 240
"""Characters of a statement in a table of statements of many articles; ``show`` has it whole."""


def safe(text: str) -> str:
    """One line that cannot steer a terminal: white space as one space, controls and bidi marks spelled out."""
    return "".join(_visible(c) for c in " ".join(text.split()))


def _visible(c: str) -> str:
    return c if c.isprintable() else c.encode("unicode_escape").decode("ascii")


def clipped(text: str) -> str:
    """``safe``, cut at a word where it is too long for a table of many rows."""
    line = safe(text)
    return line if len(line) <= LONG else f"{line[:LONG].rsplit(' ', 1)[0]} …"


def console() -> Console:
    """Standard output for people: no mark-up is read from what is printed."""
    from rich.console import Console

    plain = {"markup": False, "highlight": False, "emoji": False}
    return Console(**plain, width=None if sys.stdout.isatty() or os.environ.get("COLUMNS") else PIPED_WIDTH)  # type: ignore[arg-type]


def table(*columns: str, title: str = "") -> Table:
    """An empty table with these columns."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


def json_line(value: Mapping[str, Any]) -> None:
    """One object on one line of standard output; lone surrogates come out as JSON's own escapes."""
    _utf8(sys.stdout)
    print(json.dumps(value, ensure_ascii=False))


def _utf8(stream: TextIO) -> None:
    if isinstance(stream, io.TextIOWrapper) and (stream.encoding, stream.errors) != ("utf-8", "backslashreplace"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def tell(line: str) -> None:
    """One line on standard error, beside the output proper."""
    typer.echo(safe(f"onrecord: {line}"), err=True)


def failure(rejected: Rejected) -> None:
    """What could not be read, on standard error, as one line."""
    kept = f" (kept: {rejected.kept})" if rejected.kept else ""
    name = "" if rejected.reason.startswith(rejected.name) else f"{rejected.name}: "
    tell(f"{name}{rejected.reason}{kept}")


def notes(page: Page, more: Sequence[str] = ()) -> None:
    """What had to be mended to read a page, and what else there is to know of it, on standard error, one line each."""
    for note in (*page.notes, *more):
        tell(f"{page.name}: {note}")


def progress(items: Iterable[T], what: str) -> Iterator[T]:
    """The items, counted on standard error while they pass; silent where that is no terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    shown = SpinnerColumn(), TextColumn("{task.description} {task.completed}"), TimeElapsedColumn()
    with Progress(*shown, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        for item in items:
            bar.advance(task)
            yield item
