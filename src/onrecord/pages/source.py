"""What an input plug-in is, and what it is handed: a named stream of bytes with ``.gz`` undone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Protocol

from onrecord.errors import InputError
from onrecord.records import Page, Rejected

if TYPE_CHECKING:
    from onrecord.pages.decode import Decoded
    from onrecord.pages.url import Fetched

HEAD_BYTES = 65_536
"""How much of an input detection sees."""

PAGE_MEDIA: dict[str, Literal["html", "text"]] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
}
"""Media types that are pages, and what kind of page."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site gave to ask "has it changed?" with: the ETag and the Last-Modified header as they came."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class InputOptions:
    """How inputs are opened. The defaults are safe for pages from anywhere."""

    as_: str = ""
    """Name of the input plug-in to use for every input; empty: found by content and name."""
    max_bytes: int = 20_000_000
    """The most that one document may hold, undone and as it came. JSON-lines and WARC files may be larger."""
    follow: bool = False
    """Fetch the pages that a feed's entries link to."""
    allow_private: bool = False
    """Let URLs lead to private, loopback and link-local addresses."""
    respect_robots: bool = True
    timeout_s: float = 20.0
    """For connecting and for each silence; a whole answer may take three times as long."""
    delay_s: float = 1.0
    """Pause between two requests to one host; a longer one that its robots.txt asks for is kept up to 30 s."""
    attempts: int = 3
    """How often a URL is tried where the connection fails or the site asks to come back later (429, 503)."""
    validators: MutableMapping[str, Validators] | None = None
    """Read before a URL is fetched and written after: a page that has not changed since yields nothing."""


def _no_fetch(url: str) -> Fetched:
    raise InputError(f"{url}: this input cannot fetch")


@dataclass(frozen=True, slots=True)
class Source:
    """One file, stream or fetched URL. ``head`` is its first bytes, which ``stream`` gives again."""

    name: str
    """For people and messages: a path, ``stdin``, a URL."""
    filename: str
    """Its last component without ``.gz``, for detection and nothing else."""
    head: bytes
    stream: BinaryIO
    options: InputOptions = field(default_factory=InputOptions)
    url: str = ""
    fetched: str = ""
    charset: str = ""
    """As the HTTP header declares it."""
    folder: Path | None = None
    """Where relative paths in it lead; None where it may not lead to files (it came from the web)."""
    fetch: Callable[[str], Fetched] = _no_fetch

    def document(self) -> bytes:
        """All of it, as one document. InputError where it is larger than one may be."""
        return read_capped(self.stream, self.options.max_bytes)

    def reject(self, reason: str, name: str = "", kept: str = "") -> Rejected:
        """A rejection that names this source, or the given record of it."""
        return Rejected(name or self.name, "page", reason, kept)

    def page(self, kind: Literal["html", "text", "plain"], body: bytes, decoded: Decoded) -> Page:
        """The page that this whole source is."""
        return make_page(self.name, kind, body, decoded, url=self.url, fetched=self.fetched)


class Input(Protocol):
    """An input plug-in: a class without arguments, named like its entry point."""

    name: str

    def sniff(self, head: bytes, filename: str) -> float:
        """0 to 1: how sure it is that this is its format; the surest plug-in reads the source."""
        ...

    def read(self, source: Source) -> Iterator[Page | Rejected]:
        """The pages of it. An InputError ends the source and becomes a rejection; the other inputs go on."""
        ...


def make_page(
    name: str,
    kind: Literal["html", "text", "plain"],
    body: bytes,
    decoded: Decoded,
    given: Mapping[str, Any] | None = None,
    url: str = "",
    fetched: str = "",
) -> Page:
    """A page with its hash and its notes; ``url`` also stands in ``given`` where nothing else does.

    Of ``given``, what is empty is left out, but for an empty list: that there are none is said by it.
    """
    known = {"url": url, **(given or {})}
    return Page(
        sha256=hashlib.sha256(body).hexdigest(),
        name=name,
        kind=kind,
        body=body,
        text=decoded.text,
        encoding=decoded.encoding,
        encoding_how=decoded.how,
        given={key: value for key, value in known.items() if value or value == []},
        url=url or str(known.get("url", "")),
        fetched=fetched,
        notes=decoded.notes,
    )


def read_capped(stream: BinaryIO, cap: int) -> bytes:
    """The rest of the stream. InputError where it is longer than ``cap``; no more than that is held."""
    chunks: list[bytes] = []
    room = cap + 1
    while room > 0 and (chunk := stream.read(min(room, 1 << 20))):
        chunks.append(chunk)
        room -= len(chunk)
    if room <= 0:
        raise InputError(f"is larger than {size(cap)}, the most that one document may hold")
    return b"".join(chunks)


def size(count: int) -> str:
    """A number of bytes for people."""
    return f"{count / 1e6:.3g} MB" if count >= 1e6 else f"{count:,} bytes"


def media_and_charset(content_type: str) -> tuple[str, str]:
    """Media type and charset of a Content-Type header, lower-cased; empty where it says none."""
    media, *parameters = content_type.split(";")
    pairs = [parameter.strip().lower().partition("=") for parameter in parameters]
    charset = next((value.strip("\"' ") for key, _, value in pairs if key.strip() == "charset"), "")
    return media.strip().lower(), charset
