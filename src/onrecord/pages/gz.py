"""Gzip and HTTP content codings undone, with guards against truncation and bombs."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import BinaryIO, NoReturn

from onrecord.errors import InputError

GZIP_MAGIC = b"\x1f\x8b"
MAX_RATIO = 300
"""Expansion beyond which a stream is a bomb: text reaches 5 to 30, the format's limit is 1,032."""

WINDOW_BITS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""The codings that are undone, and what zlib calls them."""


class _Counted(io.RawIOBase):
    """Passes reads through and counts their bytes."""

    def __init__(self, inner: BinaryIO) -> None:
        self.inner = inner
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self.inner.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class Gunzipped(io.RawIOBase):
    """A gzip stream undone. InputError, again at every further read, where it is cut short, damaged or a bomb."""

    def __init__(self, inner: BinaryIO, free: int) -> None:
        """The first ``free`` bytes are given whatever their ratio is."""
        self.packed = _Counted(inner)
        self.unpacked = gzip.GzipFile(fileobj=io.BufferedReader(self.packed))
        self.free = free
        self.count = 0
        self.broken = ""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self.broken:
            raise InputError(self.broken)
        try:
            data = self.unpacked.read1(len(buffer))
        except EOFError:
            return self._break(f"truncated gzip: it ends after {self.count:,} bytes of content")
        except (gzip.BadGzipFile, zlib.error) as error:
            return self._break(f"damaged gzip after {self.count:,} bytes of content ({error})")
        self.count += len(data)
        if self.count > self.free and self.count > MAX_RATIO * self.packed.count:
            return self._break(f"gzip that expands more than {MAX_RATIO}-fold: a zip bomb")
        buffer[: len(data)] = data
        return len(data)

    def _break(self, why: str) -> NoReturn:
        self.broken = why
        raise InputError(why)


def undo(data: bytes, coding: str, cap: int) -> bytes:
    """A body with its HTTP content coding undone; InputError for a coding not known, damage, or more than ``cap``."""
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        return data
    if coding not in WINDOW_BITS:
        raise InputError(f"content coding {coding!r} is not one of {', '.join(WINDOW_BITS)}")
    try:
        whole, done = _inflate(data, WINDOW_BITS[coding], cap)
    except zlib.error as error:
        if coding != "deflate":
            raise InputError(f"damaged {coding} content ({error})") from error
        whole, done = _inflate_bare(data, cap)
    if len(whole) > cap:
        raise InputError(f"is larger than {cap:,} bytes when its {coding} coding is undone")
    if not done:
        raise InputError(f"truncated {coding} content: the data end after {len(whole):,} bytes, undone")
    return whole


def _inflate(data: bytes, bits: int, cap: int) -> tuple[bytes, bool]:
    """At most ``cap + 1`` bytes, and whether the end was reached."""
    engine = zlib.decompressobj(bits)
    whole = engine.decompress(data, cap + 1)
    return whole, engine.eof or len(whole) > cap


def _inflate_bare(data: bytes, cap: int) -> tuple[bytes, bool]:
    """``deflate`` as some servers send it: without the zlib header."""
    try:
        return _inflate(data, -15, cap)
    except zlib.error as error:
        raise InputError(f"damaged deflate content ({error})") from error
