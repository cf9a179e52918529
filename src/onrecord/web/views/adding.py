"""Adding pages: a URL, a text, or files; and how far it is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal

from starlette.requests import Request

from onrecord.errors import InputError
from onrecord.pages import InputOptions, open_inputs
from onrecord.records import Page, Rejected, is_day
from onrecord.web.jobs import Found, Run
from onrecord.web.room import Room
from onrecord.web.view import Action, Form, Upload, View, missing, wrong

MOST_URLS = 50
GIVEN = ("title", "outlet", "byline", "published", "url")
"""What the visitor may say of a pasted text."""
SEPARATORS = re.compile(r"[^\w.\- ]+")
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class AddPage:
    """How pages are added; ``read_only`` says that here they are not."""

    read_only: bool
    max_upload: int


def read_form(room: Room, request: Request) -> AddPage:  # noqa: ARG001
    return AddPage(room.options.read_only, room.options.max_upload)


def read_run(room: Room, request: Request) -> Run:
    run = room.jobs.get(request.path_params["id"])
    if run is None:
        raise missing("nothing is known of this run any more; what it added is in the ledger")
    return run


def add(room: Room, request: Request, form: Form) -> str:  # noqa: ARG001
    """Begins to add what was given; goes to where its progress is shown."""
    urls, text = form.get("urls").split(), form.get("text")
    if not urls and not text and not form.files:
        raise wrong("give an address, a text, or files")
    if len(urls) > MOST_URLS:
        raise wrong(f"{len(urls)} addresses are too many at once: at most {MOST_URLS}")
    if any(not re.match(r"https?://", url) for url in urls):
        raise wrong("an address begins with https:// or http://")
    if (day := form.get("published").strip()) and not is_day(day[:10], part=True):
        raise wrong(f"published: {day!r} is no day such as 2024-06-30")
    what = ", ".join([*urls[:1], *(["a pasted text"] if text else []), *(file.name for file in form.files[:1])])
    total = len(urls) + bool(text) + len(form.files)
    more = f" and {total - 1} more" if total > 1 else ""
    run = room.jobs.start(what.split(", ")[0] + more, _pages(room, urls, form), total)
    return f"/add/{run.id}"


def _pages(room: Room, urls: list[str], form: Form) -> Iterator[Found]:
    """Everything that was given, as pages, when the reader comes to it."""
    if text := form.get("text"):
        yield pasted(text, form)
    if form.files:
        yield from uploaded(form.files)
    yield from open_inputs(urls, InputOptions(allow_private=room.options.allow_private))


def pasted(text: str, form: Form) -> Found:
    """A pasted text as a page: the article's own text, or, where the visitor says so, all that stood on a page."""
    from onrecord.pages.html import decode_as
    from onrecord.pages.source import make_page

    kind: Literal["text", "plain"] = "text" if form.get("kind") == "text" else "plain"
    given = {name: form.get(name)[:500] for name in GIVEN if form.get(name)}
    body = text.replace("\r\n", "\n").encode("utf-8", "replace")
    name = given.get("title") or "pasted text"
    try:
        return make_page(name, kind, body, decode_as(kind, body), given)
    except InputError as error:
        return Rejected(name, "input", str(error))


def uploaded(files: tuple[Upload, ...]) -> Iterator[Found]:
    """Uploaded files as inputs: written to a folder of their own, which is gone when they are read."""
    folder = Path(mkdtemp(prefix="onrecord-"))
    try:
        for n, file in enumerate(files):
            name = safe_name(file.name)
            path = folder / str(n) / name
            path.parent.mkdir()
            path.write_bytes(file.body)
            for found in open_inputs([str(path)]):
                yield _named(found, str(path), name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def safe_name(name: str) -> str:
    """A file's last component, of letters, digits and a few marks."""
    last = re.split(r"[\\/]", name)[-1]
    return SEPARATORS.sub("_", last).strip(". ")[-LONGEST_NAME:] or "file"


def _named(found: Found, path: str, name: str) -> Found:
    """The page under the name that the visitor knows."""
    if isinstance(found, Page):
        return replace(found, name=found.name.replace(path, name))
    return replace(found, name=found.name.replace(path, name), reason=found.reason.replace(path, name))


VIEWS = (
    View("/add", "add.html", AddPage, read_form, "How pages are added."),
    View("/add/{id}", "run.html", Run, read_run, "How far a run of adding is.", lasting=False),
)
ACTIONS = (Action("/add", add, "Add pages: urls, text (with title, outlet, byline, published, url, kind), files."),)
