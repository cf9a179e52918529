"""Every error in one shape: ``{"error": {"status", "message"}}`` for programs, a page for people."""

from __future__ import annotations

import logging
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from onrecord.errors import JudgementError, LedgerError, OnrecordError
from onrecord.web.openapi import Fault, Problem
from onrecord.web.plain import plain

log = logging.getLogger(__name__)
STATUS: dict[type[OnrecordError], int] = {JudgementError: 400, LedgerError: 503}
"""What each of our errors is over HTTP; any other is 500."""

PLAINLY = {404: "there is nothing at {path}", 405: "this is no way to ask for {path}"}
"""What Starlette tells in one word."""


def answer_error(request: Request, status: int, message: str) -> Response:
    """The error in the form that was asked for."""
    if request.url.path.endswith((".json", ".csv", ".jsonl")):
        return JSONResponse(plain(Problem(Fault(status, message))), status)
    from onrecord.web.render import render

    return render(request, "error.html", status=status, message=message, phrase=HTTPStatus(status).phrase)


def http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    plainly = error.detail == HTTPStatus(error.status_code).phrase
    told = PLAINLY.get(error.status_code, "{detail}") if plainly else "{detail}"
    answer = answer_error(request, error.status_code, told.format(detail=error.detail, path=request.url.path))
    answer.headers.update(error.headers or {})
    return answer


def own_error(request: Request, error: Exception) -> Response:
    """What onrecord raises on purpose is one clear line and is shown as it is."""
    return answer_error(request, STATUS.get(type(error), 500), str(error))  # type: ignore[arg-type]


def unforeseen(request: Request, error: Exception) -> Response:
    """Anything else is logged, and nothing of it shown."""
    log.error("%s %s", request.method, request.url.path, exc_info=error)
    return answer_error(request, 500, "something went wrong here; the server's log says more")
