"""What stands before every request: the host's name, the size, the token; and the headers of every answer."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.errors import answer_error
from onrecord.web.room import Room
from onrecord.web.session import Session, same, session_of, set_session

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-dns-prefetch-control": "off",
    "cache-control": "private, no-cache",
}
"""Set on every answer that does not set them itself."""
OPEN = ("/login", "/static/")
"""What is answered without the token."""
DATA = (".json", ".jsonl", ".csv", "/bytes")
"""How addresses end that programs ask: they are told, and not led to a form."""


class Guard:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, room: Room) -> None:
        self.app, self.room = app, room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        session = session_of(request, self.room.secret)
        scope["state"] = {**scope.get("state", {}), "session": session, "room": self.room}
        refused = self._refusal(request, session)
        if refused is not None:
            await refused(scope, receive, _with_headers(send))
            return
        await self.app(scope, _capped(receive, self.room.options.max_upload), _with_headers(send))

    def _refusal(self, request: Request, session: Session) -> Response | None:
        options = self.room.options
        if not known_host(request.headers.get("host", ""), options.hosts):
            return answer_error(request, 400, "this name is none under which the ledger is served (--name adds one)")
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > options.max_upload:
            return answer_error(request, 413, too_much(options.max_upload))
        if not options.token or session.known or request.url.path.startswith(OPEN):
            return None
        return self._without_token(request, session)

    def _without_token(self, request: Request, session: Session) -> Response | None:
        """None where the request brings the token itself; a link with the token opens a session."""
        token = self.room.options.token
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and same(given.strip(), token):
            return None
        if request.method == "GET" and same(request.query_params.get("token", ""), token):
            response: Response = RedirectResponse(str(request.url.remove_query_params("token")), 303)
            secure = request.url.scheme == "https"
            set_session(response, Session(session.id, known=True), self.room.secret, secure)
            return response
        if request.method != "GET" or request.url.path.endswith(DATA):
            return answer_error(request, 401, "the token is needed: Authorization: Bearer TOKEN")
        failed = "&failed=1" if "token" in request.query_params else ""
        asked = request.url.remove_query_params("token")
        there = f"{asked.path}?{asked.query}" if asked.query else asked.path
        return RedirectResponse(f"/login?to={quote(there)}{failed}", 303)


def too_much(cap: int) -> str:
    """What is told to whoever sends more than is taken."""
    return f"more than {cap / 1_000_000:g} MB cannot be sent at once"


def known_host(header: str, hosts: frozenset[str]) -> bool:
    """Whether a Host header names us. A bare address is safe: only a name can be made to lead elsewhere."""
    name = header.rsplit(":", 1)[0] if not header.endswith("]") and ":" in header else header
    name = name.strip("[]").lower()
    if name in hosts:
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _capped(receive: Receive, cap: int) -> Receive:
    """The request's body, refused as soon as it is larger than its length said it would be."""
    got = 0

    async def capped() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > cap:
            raise HTTPException(413, too_much(cap))
        return message

    return capped


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
