"""Bytes → text. What is declared is tried first; what was concluded, and how, is always recorded.

Order: byte order mark, then what is declared (HTTP header, markup), UTF-8, and last a guess by
charset-normalizer, which leaves a note. Undecodable bytes become U+FFFD and leave a note.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.errors import InputError

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatches

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

LABELS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "x-sjis": "cp932",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "unicode": "utf-16",
    "utf8mb4": "utf-8",
}
"""Labels that browsers read as another, wider encoding (WHATWG Encoding Standard), and a few common slips."""

NOT_OF_TEXT = {"utf_7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem"}
"""Python codecs that no page is in, some of them unsafe."""

WEB_ENCODINGS = [
    *("utf_8", "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "iso8859_15", "koi8_r", "koi8_u", "mac_roman"),
    *("gb18030", "big5", "cp932", "euc_jp", "iso2022_jp", "cp949"),
]
"""What a guess may come to: the encodings that pages on the web are in."""
WEB_DEFAULT = "cp1252"
NEAR = 0.1
"""Differences of charset-normalizer's chaos and coherence that tell nothing between encodings of Latin letters: an
English sentence with a pound sign reads "better" in cp1250 (by 0.04) or mac_roman (by 0.08). Non-Latin scripts and
Polish differ by 0.2 and more. The price: Czech or Turkish that declares nothing is taken for cp1252, with the note."""

MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (image or sound)"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "gzip inside gzip"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"(\xb5/\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg file"),
    (b"PAR1", "a Parquet file"),
)

CONTROL_SHARE = 0.05
"""Share of control and unassigned characters from which a text is binary: prose has none, random bytes 0.1."""
LOST_SHARE = 0.3
"""The same for undecodable bytes."""
LOOKED_AT = 4_000
SPACES = frozenset("\t\n\r\f\v\x1b\x85")


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    how: str
    """As ``Page.encoding_how``."""
    notes: tuple[str, ...] = ()


def decode(body: bytes, declared: Iterable[tuple[str, str]] = ()) -> Decoded:
    """The text of a document. ``declared`` is (how, label) in the order to try. InputError for what is no text."""
    refuse_binary(body)
    found = _by_bom(body) or _by_declaration(body, declared)
    _refuse_noise(found.text)
    return found


def bom(body: bytes) -> str:
    """The codec that a byte order mark names, or nothing."""
    return next((codec for mark, codec in BOMS if body.startswith(mark)), "")


def refuse_binary(head: bytes) -> None:
    """InputError where bytes are plainly not text: a known file type, or NUL bytes outside UTF-16 and UTF-32."""
    for magic, what in MAGIC:
        if head.startswith(magic) and (len(magic) > 3 or not head[:64].isascii() or b"\0" in head):
            raise InputError(f"looks like binary: {what}")
    if b"\0" in head and not bom(head):
        raise InputError(f"looks like binary: a NUL byte at {head.index(bytes(1)):,}")


def codec_of(label: str) -> str:
    """Python's codec for an encoding label as browsers read it; empty where it names none for text."""
    label = label.strip().strip("\"'").lower()
    try:
        info = codecs.lookup(LABELS.get(label, label))
    except (LookupError, ValueError):
        return ""
    is_text = getattr(info, "_is_text_encoding", True)
    known = is_text and info.name.replace("-", "_") not in NOT_OF_TEXT
    return LABELS.get(info.name, info.name) if known else ""


def _by_bom(body: bytes) -> Decoded | None:
    codec = bom(body)
    if not codec:
        return None
    text = body.decode(codec, "replace")
    return Decoded(text, codec.removesuffix("-sig"), "bom", _lost(text, body.decode(codec, "ignore")))


def _by_declaration(body: bytes, declared: Iterable[tuple[str, str]]) -> Decoded:
    notes: list[str] = []
    tried: list[tuple[str, str]] = []
    for how, label in declared:
        codec = codec_of(label)
        if not codec:
            notes.append(f"declares an encoding that is not known: {label[:40]!r}")
            continue
        tried.append((how, codec))
        if (text := _strict(body, codec)) is not None:
            return Decoded(text, codec, how, tuple(notes))
    if (text := _strict(body, "utf-8")) is not None:
        notes += [f"declares {codec} but is UTF-8" for _, codec in tried]
        return Decoded(text, "utf-8", "utf-8", tuple(notes))
    return _damaged(body, tried, tuple(notes)) or _guessed(body, tried, tuple(notes))


def _strict(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _damaged(body: bytes, tried: list[tuple[str, str]], notes: tuple[str, ...]) -> Decoded | None:
    """A declared encoding or UTF-8 with some undecodable bytes, where more is right than wrong."""
    for how, codec in [*tried, ("utf-8", "utf-8")]:
        text = body.decode(codec, "replace")
        kept = body.decode(codec, "ignore")
        right = sum(not char.isascii() for char in kept)
        if right > len(text) - len(kept):
            return Decoded(text, codec, how, (*notes, *_lost(text, kept)))
    return None


def _guessed(body: bytes, tried: list[tuple[str, str]], notes: tuple[str, ...]) -> Decoded:
    from charset_normalizer import from_bytes

    codec = _likeliest(from_bytes(body, cp_isolation=WEB_ENCODINGS))
    text = body.decode(codec, "replace")
    why = f"declares {tried[0][1]} wrongly" if tried else "declares none"
    note = f"encoding detected as {codec}: it {why} and is not UTF-8"
    return Decoded(text, codec, "detected", (*notes, note, *_lost(text, body.decode(codec, "ignore"))))


def _likeliest(matches: CharsetMatches) -> str:
    """The best match, but the web's default where that reads as well or nearly so."""
    best = matches.best()
    if best is None or WEB_DEFAULT in best.could_be_from_charset:
        return WEB_DEFAULT
    default = next((match for match in matches if match.encoding == WEB_DEFAULT), None)
    if default and default.chaos < best.chaos + NEAR and default.coherence > best.coherence - NEAR:
        return WEB_DEFAULT
    return best.encoding


def _lost(text: str, kept: str) -> tuple[str, ...]:
    count = len(text) - len(kept)
    return (f"{count:,} undecodable place{'s' * (count > 1)} replaced by U+FFFD",) if count > 0 else ()


def _refuse_noise(text: str) -> None:
    """InputError for bytes that decode and yet are no text, and for nothing but white space."""
    if not text or text.isspace():
        raise InputError("is empty" if not text else "holds nothing but white space")
    start = text[:LOOKED_AT]
    noise = sum(_is_noise(char) for char in start)
    if noise > CONTROL_SHARE * len(start):
        raise InputError(f"looks like binary: {noise:,} of its first {len(start):,} characters are no text")
    lost = start.count("�")
    if lost > LOST_SHARE * len(start):
        raise InputError(f"looks like binary: {lost:,} of its first {len(start):,} characters are undecodable")


def _is_noise(char: str) -> bool:
    return char not in SPACES and (char < " " or char >= "\x7f") and unicodedata.category(char) in ("Cc", "Cn", "Co")
