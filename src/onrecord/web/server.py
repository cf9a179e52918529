"""Serving: the ledger is opened, the address told, and requests answered until it is stopped."""

from __future__ import annotations

import errno
import gc
import logging
import secrets
import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.supervisors import Multiprocess

from onrecord.errors import LedgerError, SettingsError
from onrecord.ledger import Ledger
from onrecord.web.app import make_app
from onrecord.web.options import ServeOptions
from onrecord.web.room import Room
from onrecord.web.views.claims import ranked
from onrecord.web.views.forecasts import every

log = logging.getLogger(__name__)
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}
"""What to open in a browser for an address that means all of them."""

PORTS = (errno.EADDRINUSE, errno.EACCES)
"""Errors that another port may not have; any other is the host's."""
PATIENCE = 60
"""Seconds that a process may take to begin: on a busy machine with uvicorn's own 5 it is ended and begun for ever."""
NEW_OBJECTS = 20_000
"""Objects made since garbage was last looked for: a page makes some thousands, and few of them in circles."""
BACKLOG = 128
"""Visitors that wait for an answer before others are turned away."""


def serve(options: ServeOptions, tell: Callable[[str], None]) -> None:
    """Answers until interrupted. SettingsError where the address cannot be listened at."""
    with Ledger.open(options.ledger, create=not options.read_only, read_only=options.read_only) as ledger:
        bound = _bind(options)
        port = bound.getsockname()[1]
        host = EVERYWHERE.get(options.host, f"[{options.host}]" if ":" in options.host else options.host)
        tell(f"{ledger.name} is open at http://{host}:{port}/{f'?token={options.token}' if options.token else ''}")
        if options.workers == 1:
            uvicorn.Server(_config(_application(ledger, options))).run(sockets=[bound])
            return
    options = replace(options, secret=options.secret or secrets.token_bytes(32))
    config = _config(
        partial(_worker, options), factory=True, workers=options.workers, timeout_worker_healthcheck=PATIENCE
    )
    Multiprocess(config, sockets=[bound]).run()


def _config(application: Callable[..., Any], **more: Any) -> uvicorn.Config:
    return uvicorn.Config(application, log_level="warning", server_header=False, date_header=True, **more)


def _worker(options: ServeOptions) -> ASGIApp:
    """The application of one of several processes, over a ledger that it opens itself."""
    return _application(Ledger.open(options.ledger, create=False, read_only=True), options)


def _application(ledger: Ledger, options: ServeOptions) -> ASGIApp:
    app = make_app(ledger, options)
    threading.Thread(target=prepare, args=(app.room,), name="prepare", daemon=True).start()
    return app


def prepare(room: Room) -> None:
    """Begins, then has garbage looked for seldom, and never among what is there by now.

    That is most of what the process will ever hold: to go through it takes as long as to make several pages.
    """
    begin(room)
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 20, 20)


def begin(room: Room) -> None:
    """Works out ahead what takes longest over a large ledger, then gathers what is still to be gathered."""
    try:
        ranked(room, "told")
        every(room)
        if not room.options.read_only:
            room.jobs.catch_up()
    except LedgerError:
        log.exception("the ledger could not be read ahead")  # whoever asks for a page is told what is wrong


def _bind(options: ServeOptions) -> socket.socket:
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    # Named, for asyncio sends small packets at once (TCP_NODELAY) only where the protocol is: 40 ms on every page.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((options.host, options.port))
        bound.listen(BACKLOG)  # whoever opens the address as soon as it is told must not be turned away
    except OSError as error:
        bound.close()
        other = "--port" if error.errno in PORTS else "--host"
        raise SettingsError(f"{options.host}:{options.port}: {error.strerror or error}; try another {other}") from error
    return bound
