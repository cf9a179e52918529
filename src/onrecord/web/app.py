"""The application: every page and action in one table, each page also as JSON, all behind the guard."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from onrecord.errors import OnrecordError
from onrecord.ledger import Ledger
from onrecord.web import errors
from onrecord.web.files import STATIC
from onrecord.web.guard import Guard
from onrecord.web.openapi import describe, json_path
from onrecord.web.options import ServeOptions
from onrecord.web.plain import plain
from onrecord.web.render import answer, here, render, theme_of, write
from onrecord.web.room import Room
from onrecord.web.session import same
from onrecord.web.view import Action, Download, Form, Upload, View
from onrecord.web.views import (
    account,
    adding,
    archive,
    articles,
    claims,
    forecasts,
    home,
    review,
    search,
    sources,
    statements,
)
from onrecord.web.views.claims import today

VIEWS: tuple[View, ...] = (
    *home.VIEWS, *articles.VIEWS, *statements.VIEWS, *sources.VIEWS, *claims.VIEWS, *forecasts.VIEWS, *search.VIEWS,
    *review.VIEWS, *adding.VIEWS, *archive.VIEWS,
)  # fmt: skip
DOWNLOADS: tuple[Download, ...] = (*search.DOWNLOADS, *archive.DOWNLOADS)
ACTIONS: tuple[Action, ...] = (*review.ACTIONS, *adding.ACTIONS)
MOST_FILES, MOST_FIELDS = 200, 60
JSON = "application/json"
AT_ONCE = 4
"""Pages that one process works on at a time. Its threads share one interpreter, which every query hands on and must get
back: the more there are, the longer each takes. Some, so that a long download does not hold up everybody."""
Handler = Callable[[Request], Awaitable[Response]]


def make_app(ledger: Ledger, options: ServeOptions) -> Guard:
    """The reading room over an open ledger."""
    room = Room(ledger, options)
    handlers = {
        HTTPException: errors.http_error,
        OnrecordError: errors.own_error,
        Exception: errors.unforeseen,
    }
    return Guard(Starlette(routes=routes(options), exception_handlers=handlers, lifespan=_few_at_once), room)


@asynccontextmanager
async def _few_at_once(_app: Starlette) -> AsyncIterator[None]:
    """Few pages are worked on at a time, the others wait for their turn."""
    current_default_thread_limiter().total_tokens = AT_ONCE
    yield


def routes(options: ServeOptions) -> list[BaseRoute]:
    """The addresses with a suffix come before those that would take it for part of an id."""
    description = describe(VIEWS, DOWNLOADS, options.read_only)
    return [
        Route("/openapi.json", lambda _: JSONResponse(description)),
        Route("/api", api),
        *(Route(json_path(view.path), _json(view)) for view in VIEWS),
        *(Route(each.path, each.answer) for each in DOWNLOADS),
        Route("/login", account.login_page),
        *(Route(path, _posting(answer), methods=["POST"]) for path, answer in (("/login", account.login),)),
        Route("/me", _posting(account.name), methods=["POST"]),
        *(Route(action.path, _acting(action), methods=["POST"]) for action in ACTIONS),
        *(Route(view.path, _html(view)) for view in VIEWS),
        Mount("/static", _Static(directory=STATIC)),
    ]


class _Static(StaticFiles):
    """Static files; an address that names the file's version may be kept for ever."""

    def file_response(self, *given: Any, **named: Any) -> Response:
        response = super().file_response(*given, **named)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def api(request: Request) -> Response:
    """The description, for people."""
    told = {each.path: each.about for each in DOWNLOADS}
    return render(request, "api.html", views=[(json_path(view.path), view) for view in VIEWS], downloads=told)


def _json(view: View) -> Callable[[Request], Response]:
    def written(request: Request) -> str:
        told = plain(view.read(request.state.room, request))
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

    def kept(request: Request) -> Response:
        key = (here(request), today())
        return Response(request.state.room.remember_page(key, lambda: written(request)), media_type=JSON)

    return kept if view.lasting else lambda request: Response(written(request), media_type=JSON)


def _html(view: View) -> Callable[[Request], Response]:
    def written(request: Request) -> str:
        room: Room = request.state.room
        model = view.read(room, request)
        return write(request, view.template, page=model, **view.dress(room, model))

    def kept(request: Request) -> Response:
        key = (here(request), theme_of(request), today())
        return answer(request, request.state.room.remember_page(key, lambda: written(request)))

    return kept if view.lasting else lambda request: answer(request, written(request))


def _acting(action: Action) -> Handler:
    """The action, where anything may be changed; then off to where it says."""

    def act(room: Room, request: Request, form: Form) -> Response:
        if room.options.read_only:
            raise HTTPException(403, "this ledger is served for reading only")
        to = action.act(room, request, form)
        room.forget()
        return RedirectResponse(to, 303)

    return _posting(act)


def _posting(act: Callable[[Room, Request, Form], Response]) -> Handler:
    """Every form comes in here: it must be one that we gave to this visitor."""

    async def answer(request: Request) -> Response:
        _check_origin(request)
        async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as sent:
            form = await _form(list(sent.multi_items()))
        room: Room = request.state.room
        if not same(form.get("csrf"), request.state.session.proof(room.secret)):
            raise HTTPException(403, "this form is not ours, or too old: open the page again")
        return await run_in_threadpool(act, room, request, form)

    return answer


def _check_origin(request: Request) -> None:
    """A browser says where a form came from; another site's is refused before it is read."""
    origin = request.headers.get("origin", "")
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none") or (origin and urlsplit(origin).netloc != request.headers.get("host")):
        raise HTTPException(403, "this form comes from another site")


async def _form(items: list[tuple[str, UploadFile | str]]) -> Form:
    fields = {name: value.strip() for name, value in items if isinstance(value, str)}
    files = [value for _, value in items if isinstance(value, UploadFile)]
    return Form(fields, tuple([Upload(file.filename or "file", await file.read()) for file in files if file.filename]))
