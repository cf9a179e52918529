"""The one door for inputs: names → sources → pages. Whatever is wrong with an input becomes a ``Rejected``."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Literal, cast
from urllib.parse import unquote, urlsplit

from onrecord import registry
from onrecord.errors import FetchError, InputError
from onrecord.pages.gz import GZIP_MAGIC, Gunzipped
from onrecord.pages.source import HEAD_BYTES, Input, InputOptions, Source
from onrecord.records import Page, Rejected

if TYPE_CHECKING:
    from onrecord.pages.url import Fetched

    Fetch = Callable[[str], Fetched]

STDIN = "-"
URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+://")

SUFFIX_OF = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/feed+json": ".json",
    "text/x-opml": ".opml",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/warc": ".warc",
}
"""Media types that say more than a URL's last component, as the file name that detection knows."""
SUFFIX_ELSE = {"text/plain": ".txt", "text/xml": ".xml", "application/xml": ".xml", "application/json": ".json"}
"""Media types that count where the URL's last component has no suffix."""


def open_inputs(inputs: Iterable[str], options: InputOptions = InputOptions()) -> Iterator[Page | Rejected]:  # noqa: B008
    """The pages of files, folders, ``-`` (standard input) and URLs, in order; a folder's in the order of their paths.

    Never raises for a bad input: it yields a ``Rejected`` and goes on. PluginError, at once, for an ``as_`` that
    names no input.
    """
    if options.as_:
        registry.load("onrecord.pages", options.as_)
    fetch = _fetch(options)
    return (found for item in inputs for found in open_one(item, options, fetch))


def open_one(item: str, options: InputOptions, fetch: Fetch) -> Iterator[Page | Rejected]:
    """The pages of one input; see ``open_inputs``."""
    make = partial(Source, options=options, fetch=fetch)
    if item == STDIN:
        yield from _guarded("stdin", _stdin(make))
    elif URL.match(item):
        yield from _guarded(item, _url(item, make))
    elif os.path.isdir(item):
        yield from _folder(item, make)
    else:
        yield from _guarded(_shown(item), _file(item, make))


def _fetch(options: InputOptions) -> Fetch:
    """One fetcher for all inputs of a run, made when the first URL is met."""

    @cache
    def fetcher() -> Fetch:
        from onrecord.pages.url import Fetcher

        return Fetcher(options).fetch

    return lambda url: fetcher()(url)


def _guarded(name: str, opened: AbstractContextManager[Source | None]) -> Iterator[Page | Rejected]:
    """The pages of a source, and one rejection where it breaks."""
    pages = 0
    stage: Literal["input", "fetch"] = "input"
    try:
        with opened as source:
            for found in _read(source) if source else ():
                pages += isinstance(found, Page)
                yield found if isinstance(found, Page) else replace(found, reason=_one_line(found.reason))
        return
    except FetchError as error:
        stage, reason = "fetch", str(error).removeprefix(f"{name}: ")
    except InputError as error:
        reason = str(error)
    except OSError as error:
        reason = error.strerror or str(error)
    except Exception as error:
        # A plug-in's or a library's own failure on odd bytes: named, so that it can be reported, and the rest is read.
        reason = f"cannot be read: {type(error).__name__}: {error}"
    kept = f"{pages} page{'s' * (pages > 1)} before it" if pages else ""
    yield Rejected(name, stage, _one_line(reason), kept)


def _one_line(reason: str) -> str:
    return " ".join(reason.split())[:500]


def _read(source: Source) -> Iterator[Page | Rejected]:
    if not source.head:
        raise InputError("is empty")
    return _input_for(source).read(source)


def _input_for(source: Source) -> Input:
    """The plug-in asked for, or the one that is surest; the first by name where two are."""
    if source.options.as_:
        return _plugin(source.options.as_)
    plugins = [_plugin(name) for name in registry.names("onrecord.pages")]
    scores = [float(plugin.sniff(source.head, source.filename)) for plugin in plugins]
    best = max(scores, default=0.0)
    if best <= 0:
        raise InputError("is no page that an input knows by its name; say what it is to have it read (--as)")
    return plugins[scores.index(best)]


@cache
def _plugin(name: str) -> Input:
    return cast(Input, registry.load("onrecord.pages", name)())


def _folder(folder: str, make: Callable[..., Source]) -> Iterator[Page | Rejected]:
    """All files below a folder, sorted; hidden ones, and what is neither file nor folder, are skipped."""
    problems: list[OSError] = []
    some = False
    for place, folders, files in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            path = os.path.join(place, name)
            if os.path.isfile(path) or not os.path.exists(path):
                some = True
                yield from _guarded(_shown(path), _file(path, make))
    for problem in problems:
        yield Rejected(_shown(str(problem.filename)), "input", problem.strerror or str(problem))
    if not some and not problems:
        yield Rejected(_shown(folder), "input", "folder holds no files")


def _shown(path: str) -> str:
    """A path for people and files: bytes of its name that are not UTF-8 are replaced."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if path else "(no name)"


@contextmanager
def _file(path: str, make: Callable[..., Source]) -> Iterator[Source]:
    try:
        file = open(path, "rb")  # noqa: SIM115
    except FileNotFoundError:
        raise InputError("no such file or folder") from None
    except ValueError as error:
        raise InputError(f"no path ({error})") from error
    with file:
        yield _source(make, file, name=_shown(path), filename=os.path.basename(path), folder=Path(path).parent)


@contextmanager
def _stdin(make: Callable[..., Source]) -> Iterator[Source]:
    yield _source(make, sys.stdin.buffer, name="stdin", filename="")


@contextmanager
def _url(url: str, make: Callable[..., Source]) -> Iterator[Source | None]:
    """None where the page has not changed since it was last fetched."""
    got = make(name=url, filename="", head=b"", stream=io.BytesIO()).fetch(url)
    if not got.changed:
        yield None
        return
    yield _source(
        make,
        io.BytesIO(got.body),
        name=url,
        filename=_web_name(got.url, got.media),
        url=got.url,
        fetched=got.fetched,
        charset=got.charset,
    )


def _web_name(url: str, media: str) -> str:
    path = PurePosixPath(unquote(urlsplit(url).path))
    suffix = SUFFIX_OF.get(media) or path.suffix or SUFFIX_ELSE.get(media, "")
    return (path.stem or "page") + suffix


def _source(make: Callable[..., Source], stream: BinaryIO, filename: str, **known: object) -> Source:
    """A source of a stream, with ``.gz`` undone where the bytes (not the name) say so."""
    stream, head = _headed(stream)
    if head.startswith(GZIP_MAGIC):
        cap = make(name="", filename="", head=b"", stream=stream).options.max_bytes
        stream, head = _headed(cast(BinaryIO, Gunzipped(stream, cap)))
        filename = re.sub(r"\.gz$", "", filename, flags=re.I)
    return make(stream=stream, head=head, filename=filename, **known)


def _headed(stream: BinaryIO) -> tuple[BinaryIO, bytes]:
    """The first bytes of a stream, and the stream as if they had not been read: pipes cannot be wound back."""
    head = b""
    try:
        while len(head) < HEAD_BYTES and (chunk := stream.read(HEAD_BYTES - len(head))):
            head += chunk
    except InputError:
        if not head:
            raise
        # What could be read is read; the stream says what is wrong with it where it ends.
    return cast(BinaryIO, io.BufferedReader(_Rejoined(head, stream), 1 << 16)), head


class _Rejoined(io.RawIOBase):
    """Bytes already read, then the rest of the stream they came from. Closing it leaves the stream open."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self.parts = [io.BytesIO(head), rest]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while self.parts:
            if data := self.parts[0].read(len(buffer)):
                buffer[: len(data)] = data
                return len(data)
            self.parts.pop(0)
        return 0
