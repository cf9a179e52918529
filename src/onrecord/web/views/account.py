"""The token, and the visitor's name."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.web.render import render
from onrecord.web.room import Room
from onrecord.web.session import AUTHOR, YEAR, Session, same, set_session
from onrecord.web.view import Form
from onrecord.web.views.review import back


def login_page(request: Request) -> Response:
    asked = request.query_params
    return render(request, "login.html", to=asked.get("to", "/"), failed="failed" in asked)


def login(room: Room, request: Request, form: Form) -> Response:
    """Opens a session for whoever knows the token."""
    if not (room.options.token and same(form.get("token"), room.options.token)):
        return render(request, "login.html", status=401, to=form.get("back", "/"), failed=True)
    response = RedirectResponse(back(form), 303)
    secure = request.url.scheme == "https"
    set_session(response, Session(request.state.session.id, known=True), room.secret, secure)
    return response


def name(_room: Room, _request: Request, form: Form) -> Response:
    """Under whose name the visitor's judgements are recorded from now on."""
    response = RedirectResponse(back(form), 303)
    response.set_cookie(AUTHOR, quote(form.get("author")[:80]), max_age=YEAR, httponly=True, samesite="lax")
    return response
