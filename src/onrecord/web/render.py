"""Templates: one environment, the filters that they use, and what every page needs."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord import __version__
from onrecord.web import marks, words
from onrecord.web.session import AUTHOR, THEME, THEMES, set_session

if TYPE_CHECKING:
    from onrecord.web.room import Room
    from onrecord.web.session import Session

HERE = Path(__file__).parent
STATIC = HERE / "static"


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False, cache_size=200,
    )  # fmt: skip
    made.filters.update(words.FILTERS)
    made.globals.update(
        static=static, query=query, pieces=marks.of_statement, version=__version__, plain_url=plain_url,
        words=words,
    )  # fmt: skip
    return made


@cache
def static(name: str) -> str:
    """The address of a static file; it changes when the file does, so that it may be kept for ever."""
    return f"/static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def query(path: str, **parameters: Any) -> str:
    """A path with parameters; those that are empty are left out, lists are repeated."""
    given = {name: value for name, value in parameters.items() if value not in ("", None, (), [])}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def plain_url(url: str) -> str:
    """The URL where a browser may safely be sent to it, else nothing: ``javascript:`` and its like are no links."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def render(request: Request, template: str, *, status: int = 200, **context: Any) -> Response:
    """A page, with the session's cookie where it is new."""
    room: Room = request.state.room
    session: Session = request.state.session
    theme = request.cookies.get(THEME, "")
    shared = {
        "path": request.url.path,
        "options": room.options,
        "csrf": session.proof(room.secret),
        "theme": theme if theme in THEMES else "",
        "author": author_of(request),
        "here": str(request.url.path) + (f"?{request.url.query}" if request.url.query else ""),
        "asked": request.query_params,
    }
    body = environment().get_template(template).render(shared | {"status": status} | context)
    response = HTMLResponse(body, status)
    if session.fresh:
        set_session(response, session, room.secret, request.url.scheme == "https")
    return response


def author_of(request: Request) -> str:
    """Under whose name the visitor judges."""
    from urllib.parse import unquote

    room: Room = request.state.room
    return unquote(request.cookies.get(AUTHOR, ""))[:80] or room.options.author
