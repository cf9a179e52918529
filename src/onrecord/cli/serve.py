"""``onrecord serve``."""

from __future__ import annotations

import getpass
import os
import secrets
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.console import tell
from onrecord.cli.options import AllowPrivate, LedgerPath, ReaderSpec
from onrecord.errors import SettingsError
from onrecord.settings import LEDGER, READER

if TYPE_CHECKING:
    from onrecord.web.options import ServeOptions

Host = Annotated[str, typer.Option("--host", help="The address to listen at; 0.0.0.0 for every one of this machine.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 for any that is free.")]
Names = Annotated[list[str] | None, typer.Option("--name", help="A host name under which it is asked for; repeatable.")]
Token = Annotated[
    str, typer.Option("--token", envvar="ONRECORD_TOKEN", help="What visitors must know.", show_default=False)
]
Public = Annotated[bool, typer.Option("--public", help="Ask nobody for a token; only with --read-only.")]
ReadOnly = Annotated[bool, typer.Option("--read-only", help="Nothing can be added or judged: to publish a ledger.")]
Author = Annotated[str, typer.Option("--author", help="The name under which judgements are recorded.")]
MaxUpload = Annotated[int, typer.Option("--max-upload", min=1, metavar="MB", help="The most that one upload may hold.")]

Workers = Annotated[
    int | None,
    typer.Option("--workers", min=1, help="Processes; only with --read-only, where one for each core is usual.",
                 show_default=False),
]  # fmt: skip
MOST_WORKERS = 4
"""Unless more are asked for."""


def command(
    ledger: LedgerPath = LEDGER.default,
    host: Host = "127.0.0.1",
    port: Port = 8311,
    name: Names = None,
    token: Token = "",
    public: Public = False,
    read_only: ReadOnly = False,
    author: Author = "",
    reader: ReaderSpec = READER.default,
    max_upload: MaxUpload = 25,
    allow_private: AllowPrivate = False,
    workers: Workers = None,
) -> None:
    """Open the ledger in a browser: read, check, correct; add pages. It is made where there is none.

    Without options it answers this machine alone. Anywhere else visitors need a token: the one given, or one that is
    made and printed.

    \b
    Examples:
      onrecord serve
      onrecord serve --ledger news.db --port 8080
      onrecord serve --host 0.0.0.0 --name ledger.example.org --token "$SECRET"
      onrecord serve --host 0.0.0.0 --name ledger.example.org --read-only --public
    """
    from onrecord.web.options import LOOPBACK, ServeOptions

    if public and not read_only:
        raise SettingsError("--public needs --read-only: without a token anybody could change the ledger")
    if not read_only and workers is not None and workers > 1:
        raise SettingsError("--workers needs --read-only: pages are added and judged by one process")
    if workers is None:
        workers = min(os.cpu_count() or 1, MOST_WORKERS) if read_only else 1
    if not public and not token and host not in LOOPBACK:
        token = secrets.token_urlsafe(24)
    options = ServeOptions(
        ledger, reader, host, port, tuple(name or ()), token, read_only,
        author or _user(), allow_private, max_upload * 1_000_000, workers,
    )  # fmt: skip
    _serve(options)


def _user() -> str:
    """Who runs this; nobody in particular where the machine does not know."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def _serve(options: ServeOptions) -> None:
    from onrecord.claims.embedding import chosen
    from onrecord.registry import find
    from onrecord.web.server import serve

    if not options.read_only:  # what cannot work is told before anybody waits for it
        find("onrecord.readers", options.reader.partition(":")[0])
        chosen()
    serve(options, tell)
