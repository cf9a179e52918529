"""Serving: the ledger is opened, the address told, and requests answered until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from onrecord.errors import SettingsError
from onrecord.ledger import Ledger
from onrecord.web.app import make_app
from onrecord.web.options import ServeOptions

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}
"""What to open in a browser for an address that means all of them."""

BACKLOG = 128
"""Visitors that wait for an answer before others are turned away."""


def serve(options: ServeOptions, tell: Callable[[str], None]) -> None:
    """Answers until interrupted. SettingsError where the address cannot be listened at."""
    with Ledger.open(options.ledger, create=not options.read_only, read_only=options.read_only) as ledger:
        bound = _bind(options)
        port = bound.getsockname()[1]
        host = EVERYWHERE.get(options.host, f"[{options.host}]" if ":" in options.host else options.host)
        tell(f"{ledger.name} is open at http://{host}:{port}/{f'?token={options.token}' if options.token else ''}")
        app = make_app(ledger, options)
        if not options.read_only:
            app.room.jobs.catch_up()
        config = uvicorn.Config(app, log_level="warning", server_header=False, date_header=True)
        uvicorn.Server(config).run(sockets=[bound])


def _bind(options: ServeOptions) -> socket.socket:
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((options.host, options.port))
        bound.listen(BACKLOG)  # whoever opens the address as soon as it is told must not be turned away
    except OSError as error:
        bound.close()
        raise SettingsError(f"{options.host}:{options.port}: {error.strerror or error}; try another --port") from error
    return bound
