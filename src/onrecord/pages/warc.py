"""Web archives: every response of a WARC that holds HTML or text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Literal

from onrecord.errors import InputError
from onrecord.pages.gz import GZIP_MAGIC, undo
from onrecord.pages.html import Html, decode_as
from onrecord.pages.source import PAGE_MEDIA, Source, make_page, media_and_charset, size
from onrecord.records import Page, Rejected

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

WITH_PAGES = {"response", "resource", "conversion"}
HTTP_HEADERS = 65_536
"""Room for a response's status line and headers beside the document."""


class Warc:
    name = "warc"

    def sniff(self, head: bytes, filename: str) -> float:
        if head.startswith(b"WARC/"):
            return 1.0
        return 0.97 if filename.lower().endswith(".warc") else 0.0

    def read(self, source: Source) -> Iterator[Page | Rejected]:
        """One record after another, each held by itself. Where the file breaks off, one rejection says so."""
        if not source.head.lstrip().startswith(b"WARC/"):
            raise InputError("is not a WARC: it does not begin with WARC/")
        count = pages = broken = 0
        try:
            for count, record, block in _records(source):  # noqa: B007
                for found in _read_record(source, record, block):
                    pages += isinstance(found, Page)
                    broken += isinstance(found, Rejected)
                    yield found
        except InputError as error:
            yield source.reject(str(error), kept=f"{pages} page{'s' * (pages != 1)} before it")
            return
        if not pages and not broken:
            yield source.reject(f"WARC of {count} records holds no page: no response with HTML or text")


class _Eager:
    """A stream that gives what it has before it says that it breaks off, with the place in it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.place = 0

    def read(self, count: int) -> bytes:
        data = self.stream.read1(count) if isinstance(self.stream, io.BufferedReader) else self.stream.read(count)
        self.place += len(data)
        return data

    def tell(self) -> int:
        return self.place


def _records(source: Source) -> Iterator[tuple[int, ArcWarcRecord, bytes]]:
    """(number, record, its bytes as far as they are wanted) of a WARC.

    InputError, naming the record, where one is cut short or the format is left.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    # HTTP headers are parsed record by record below: here, a file cut within them would end without a word.
    archive = ArchiveIterator(_Eager(source.stream), no_record_parse=True)
    archive.INC_RECORD = ""  # what it would print on standard error; said below
    number = 1
    try:
        for record in archive:
            if not _header(record, "Content-Length").strip().isdecimal():
                raise InputError("its header is cut short or has no Content-Length")
            wanted = source.options.max_bytes + HTTP_HEADERS if record.rec_type in WITH_PAGES else 0
            block = record.raw_stream.read(min(record.length, wanted))
            if len(block) == min(record.length, wanted):
                yield number, record, block
            archive.read_to_end()
            if record.raw_stream.limit > 0:
                raise InputError(f"{record.raw_stream.limit:,} of its {record.length:,} bytes are missing")
            number += 1
    except (ArchiveLoadFailed, StatusAndHeadersParserException, InputError) as error:
        raise InputError(f"WARC breaks off at record {number}: {error}") from error
    if archive.err_count:
        raise InputError(f"WARC with stray text after {archive.err_count} of its {number - 1} records: wrong lengths")


def _read_record(source: Source, record: ArcWarcRecord, block: bytes) -> Iterator[Page | Rejected]:
    """The page of a record, if it is one of a page; a rejection if its page cannot be read."""
    if not block:
        return
    name = f"{source.name}#{_header(record, 'WARC-Record-ID').strip('<>') or _header(record, 'WARC-Target-URI')}"
    cap = source.options.max_bytes
    try:
        payload = _payload(record, block, cap)
        if payload is None:
            return
        if record.length > len(block) or len(payload.body) > cap:
            raise InputError(f"is larger than {size(cap)}, the most that one document may hold")
        decoded = decode_as(payload.kind, payload.body, payload.charset)
    except InputError as error:
        yield source.reject(f"record of {_header(record, 'WARC-Target-URI')} {error}", name)
        return
    url = _header(record, "WARC-Target-URI").strip("<>")
    date = _header(record, "WARC-Date")
    yield make_page(name, payload.kind, payload.body, decoded, {"url": url}, url, date)


@dataclass(frozen=True, slots=True)
class _Payload:
    kind: Literal["html", "text"]
    body: bytes
    charset: str


def _payload(record: ArcWarcRecord, block: bytes, cap: int) -> _Payload | None:
    """What a record holds, codings undone; None where it is no page (an image, an error, a redirect)."""
    if record.rec_type != "response":
        return _typed(block, _header(record, "Content-Type"))
    from warcio.bufferedreaders import BufferedReader, ChunkedDataReader
    from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

    stream = io.BytesIO(block)
    try:
        http = StatusAndHeadersParser([], verify=False).parse(stream)
    except (EOFError, StatusAndHeadersParserException) as error:
        raise InputError("has no HTTP header") from error
    if not http.get_statuscode().startswith("2"):
        return None
    media = http.get_header("Content-Type", "")
    if _typed(b"", media) is None and media:
        return None
    if http.get_header("Transfer-Encoding", "").lower() == "chunked":
        stream = ChunkedDataReader(stream)
    coding = http.get_header("Content-Encoding", "").strip().lower()
    if coding == "br" and "br" in BufferedReader.get_supported_decompressors():
        return _typed(BufferedReader(stream, decomp_type="br").read(cap + 1), media)
    body = stream.read()
    # Crawlers often keep the header of a coding that they have undone.
    coded = not coding.endswith("gzip") or body.startswith(GZIP_MAGIC)
    return _typed(undo(body, coding, cap) if coded else body, media)


def _typed(body: bytes, content_type: str) -> _Payload | None:
    media, charset = media_and_charset(content_type)
    if not media and Html().sniff(body, "") > 0.5:
        return _Payload("html", body, charset)
    return _Payload(PAGE_MEDIA[media], body, charset) if media in PAGE_MEDIA else None


def _header(record: ArcWarcRecord, name: str) -> str:
    value: str = record.rec_headers.get_header(name, "")
    return value
