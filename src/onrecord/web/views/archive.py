"""The archived page: its bytes as they came, its source as text, and what can safely be shown of it."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from onrecord.ledger import queries
from onrecord.ledger.rows import ArticleRow, PageRow
from onrecord.web.inert import inert
from onrecord.web.room import Room
from onrecord.web.view import Download, View, missing

STYLE = (
    "body{font:16px/1.6 Georgia,serif;margin:1.5rem auto;padding:0 1.25rem;max-width:44rem;color:#1c1e21;"
    "background:#fff;overflow-wrap:anywhere}img,video{display:none}table{border-collapse:collapse}"
    "td,th{border:1px solid #bbb;padding:.2rem .5rem;vertical-align:top}"
    "u.link{text-decoration:underline dotted}i.gone{color:#5f6368}"
)
"""The one style sheet of an archived page; the policy names it by its hash, and lets nothing else in."""
POLICY = (
    "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; style-src 'sha256-"
    + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    + "'"
)
MOST_SHOWN = 2_000_000
"""Characters of a page's source that are shown; the whole of it can be downloaded."""


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page as kept. Its bytes are at the same address with ``/bytes``."""

    page: PageRow
    articles: tuple[ArticleRow, ...]
    """What was read from it, the current reading first."""


def read(room: Room, request: Request) -> ArchivedPage:
    page = _page(room, request.path_params["id"])
    return ArchivedPage(page, queries.articles_of_page(room.ledger, page.id))


def _page(room: Room, id: str) -> PageRow:
    found = queries.page(room.ledger, id)
    if found is None:
        raise missing(f"no page {id}")
    return found


def _bytes(request: Request) -> tuple[PageRow, bytes]:
    room: Room = request.state.room
    page = _page(room, request.path_params["id"])
    return page, queries.page_bytes_of(room.ledger, page.sha256) or b""


def _text(page: PageRow, body: bytes) -> str:
    try:
        return body.decode(page.encoding or "utf-8", "replace")[:MOST_SHOWN]
    except LookupError:
        return body.decode("utf-8", "replace")[:MOST_SHOWN]


def download(request: Request) -> Response:
    """The bytes, to keep: a browser does not open them."""
    page, body = _bytes(request)
    headers = {"content-disposition": f'attachment; filename="{page.sha256[:16]}.bin"'}
    return Response(body, media_type="application/octet-stream", headers=headers)


def source(request: Request) -> Response:
    """The source as plain text."""
    page, body = _bytes(request)
    return PlainTextResponse(_text(page, body), headers={"content-security-policy": "sandbox; default-src 'none'"})


def shown(request: Request) -> Response:
    """The page without anything that acts or loads, for a frame that could do neither anyway."""
    page, body = _bytes(request)
    text = _text(page, body)
    rows = inert(text) if page.kind == "html" else f"<pre>{_escaped(text)}</pre>"
    html = f'<!doctype html><meta charset="utf-8"><title>Archived page</title><style>{STYLE}</style>{rows}'
    return HTMLResponse(html, headers={"content-security-policy": POLICY, "x-frame-options": "SAMEORIGIN"})


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


VIEWS = (View("/pages/{id}", "page.html", ArchivedPage, read, "A page as it was kept."),)
DOWNLOADS = (
    Download("/pages/{id}/bytes", download, "application/octet-stream", "The bytes of a page as they came."),
    Download("/pages/{id}/source", source, "text/plain", "The source of a page as text."),
    Download("/pages/{id}/inert", shown, "text/html", "What can safely be shown of a page."),
)
