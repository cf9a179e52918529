"""Who is visiting: a signed cookie that names a session, says whether the token was given, and proves forms to be ours.

Nothing is kept on the server: the signature is made with a secret that lives as long as the process.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

COOKIE, AUTHOR, THEME = "onrecord_session", "onrecord_author", "onrecord_theme"
THEMES = ("light", "dark")
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Session:
    """``known``: the visitor gave the token. ``fresh``: the cookie is still to be set."""

    id: str
    known: bool = False
    fresh: bool = False

    def cookie(self, secret: bytes) -> str:
        body = f"{self.id}.{int(self.known)}"
        return f"{body}.{_sign(secret, 'session', body)}"

    def proof(self, secret: bytes) -> str:
        """What a form of this session carries, and nobody else can know."""
        return _sign(secret, "form", self.id)


def session_of(request: Request, secret: bytes) -> Session:
    """The session of the cookie; a new one where there is none that we signed."""
    id, _, rest = request.cookies.get(COOKIE, "").partition(".")
    known, _, signature = rest.partition(".")
    if id and known in ("0", "1") and same(signature, _sign(secret, "session", f"{id}.{known}")):
        return Session(id, known == "1")
    return Session(secrets.token_hex(16), fresh=True)


def set_session(response: Response, session: Session, secret: bytes, secure: bool) -> None:
    response.set_cookie(COOKIE, session.cookie(secret), httponly=True, samesite="lax", secure=secure, path="/")


def same(a: str, b: str) -> bool:
    """Whether two secrets are equal; it takes as long where they differ early as where they differ late."""
    return hmac.compare_digest(a.encode("utf-8", "replace"), b.encode("utf-8", "replace"))


def _sign(secret: bytes, what: str, value: str) -> str:
    return hmac.new(secret, f"{what}:{value}".encode(), hashlib.sha256).hexdigest()
