"""One page of the reading room: an address, what it shows, and how that looks.

A page's ``model`` is a frozen dataclass. Its fields are what the address with ``.json`` gives, and its types are what
the OpenAPI description says of it; the template shows the same object. A new page is one file under ``views/`` and
one line in ``app.VIEWS``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.records import ACTS, CERTAINTIES, KINDS

if TYPE_CHECKING:
    from onrecord.web.room import Room

PER_PAGE, MOST = 25, 100


def _plain(_room: Room, _model: Any) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Query:
    """A parameter of an address. ``many``: it may be repeated. ``among``: the values that there are, where few.

    ``pattern``: what a value that is given must match.
    """

    name: str
    about: str
    many: bool = False
    number: bool = False
    among: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """See the module. ``read`` raises :func:`missing` where there is nothing at the address."""

    path: str
    template: str
    model: type
    read: Callable[[Room, Request], Any]
    about: str
    query: tuple[Query, ...] = ()
    dress: Callable[[Room, Any], Mapping[str, Any]] = _plain
    """What the template needs beside the model: drawings and marks, which programs make for themselves."""
    lasting: bool = True
    """Whether the page stays the same while the ledger and the day do."""


@dataclass(frozen=True, slots=True)
class Download:
    """An address that gives something else than a page: a file, or what stands in a frame."""

    path: str
    answer: Callable[[Request], Response]
    media: str
    about: str
    query: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """An address that changes something: it takes a form, and answers with where to go next."""

    path: str
    act: Callable[[Room, Request, Form], str]
    about: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """The fields and files of a form, white space at their ends left out."""

    fields: Mapping[str, str]
    files: tuple[Upload, ...] = ()

    def get(self, name: str, default: str = "") -> str:
        return self.fields.get(name, "") or default


CHOICES: Mapping[str, tuple[str, ...]] = {"kind": KINDS, "act": ACTS, "certainty": CERTAINTIES}
"""Labels that a person picks from a list."""
LIMIT = Query("limit", f"At most so many rows, 1 to {MOST}; {PER_PAGE} without it.", number=True)
AFTER = Query("after", "`next` of the page before: the rows after it.", pattern="[0-9a-f]{16}")
AFTER_NUMBER = Query("after", "`next` of the page before: the rows after it.", pattern="[0-9]{1,18}")


def missing(what: str) -> HTTPException:
    """To raise where nothing is at an address."""
    return HTTPException(404, what)


def wrong(what: str) -> HTTPException:
    """To raise where a parameter or field cannot be used."""
    return HTTPException(400, what)


def after_of(request: Request, query: Query = AFTER) -> str:
    """After what rows are asked for, empty for the first page; 400 where it can be no ``next``."""
    asked = request.query_params.get("after", "")
    if asked and not re.fullmatch(query.pattern, asked):
        raise wrong(f"after: {asked!r} is no `next` of this list")
    return asked


def limit_of(request: Request) -> int:
    """How many rows are asked for; 400 where that is no number from 1 to ``MOST``."""
    asked = request.query_params.get("limit", str(PER_PAGE))
    if not (asked.isascii() and asked.isdigit() and 1 <= int(asked) <= MOST):
        raise wrong(f"limit: {asked!r} is no whole number from 1 to {MOST}")
    return int(asked)
