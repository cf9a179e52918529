"""Templates: one environment, the filters that they use, and what every page needs."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord import __version__
from onrecord.web import drawn, marks, shown, words
from onrecord.web.files import static
from onrecord.web.session import AUTHOR, THEME, THEMES, set_session

if TYPE_CHECKING:
    from onrecord.web.room import Room
    from onrecord.web.session import Session

HERE = Path(__file__).parent


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False, cache_size=200,
    )  # fmt: skip
    made.filters.update(words.FILTERS)
    made.globals.update(
        static=static, query=query, pieces=marks.of_statement, version=__version__, plain_url=plain_url,
        words=words, drawn=drawn, act=shown.act, shape=shown.shape, marked=shown.marked, speaker=shown.speaker,
        told_in=shown.told_in, text_of=shown.text_of, cards=shown.cards, values=shown.values,
    )  # fmt: skip
    return made


def query(path: str, **parameters: Any) -> str:
    """A path with parameters; those that are empty are left out, lists are repeated."""
    given = "&".join(pair for name, value in parameters.items() if value for pair in _pairs(name, value))
    return f"{path}?{given}" if given else path


def _pairs(name: str, value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list | tuple) else (value,):
        yield f"{name}={_quoted(str(each))}"


@lru_cache(4096)
def _quoted(value: str) -> str:
    """Kept, for a page of facets repeats the same few values in each of its many links."""
    return quote_plus(value)


def plain_url(url: str) -> str:
    """The URL where a browser may safely be sent to it, else nothing: ``javascript:`` and its like are no links."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


CSRF, AUTHOR_MARK = secrets.token_hex(32), secrets.token_hex(16)
"""What stands in a page, as it is kept, for what differs from visitor to visitor."""


def render(request: Request, template: str, *, status: int = 200, **context: Any) -> Response:
    """A page, with the session's cookie where it is new."""
    return answer(request, write(request, template, status=status, **context), status)


def write(request: Request, template: str, **context: Any) -> str:
    """The page as every visitor of the same theme gets it, but for the two marks."""
    room: Room = request.state.room
    shared = {
        "path": request.url.path,
        "options": room.options,
        "gathering": room.jobs.gathering,
        "csrf": CSRF,
        "theme": theme_of(request),
        "author": AUTHOR_MARK,
        "here": here(request),
        "asked": request.query_params,
    }
    return environment().get_template(template).render(shared | {"status": 200} | context)


def answer(request: Request, written: str, status: int = 200) -> Response:
    """A written page with the visitor's own marks."""
    room: Room = request.state.room
    session: Session = request.state.session
    body = written.replace(CSRF, session.proof(room.secret)).replace(AUTHOR_MARK, str(escape(author_of(request))))
    response = HTMLResponse(body, status)
    if session.fresh:
        set_session(response, session, room.secret, request.url.scheme == "https")
    return response


def here(request: Request) -> str:
    """The address that was asked for, without the host."""
    return str(request.url.path) + (f"?{request.url.query}" if request.url.query else "")


def theme_of(request: Request) -> str:
    theme = request.cookies.get(THEME, "")
    return theme if theme in THEMES else ""


def author_of(request: Request) -> str:
    """Under whose name the visitor judges."""
    from urllib.parse import unquote

    room: Room = request.state.room
    return unquote(request.cookies.get(AUTHOR, ""))[:80] or room.options.author
