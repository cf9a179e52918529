"""Feeds (RSS, Atom, JSON Feed) and OPML lists of them: each entry is a page."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from pathlib import PurePath
from time import struct_time
from typing import Any
from xml.etree import ElementTree

from onrecord.errors import InputError
from onrecord.pages.decode import Decoded, decode
from onrecord.pages.html import declarations, decode_as
from onrecord.pages.inputs import open_one
from onrecord.pages.jsonl import UNSTORABLE, given_of
from onrecord.pages.source import PAGE_MEDIA, Source, make_page
from onrecord.records import Page, Rejected

PROLOG = rb"\s*(?:<\?[^>]{0,500}>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>]{0,500}>\s*){0,8}"
FEED = re.compile(rb"(?:\xef\xbb\xbf)?" + PROLOG + rb"<(?:\w{1,20}:)?(?:rss|feed|rdf)\b", re.I | re.S)
OPML = re.compile(rb"(?:\xef\xbb\xbf)?" + PROLOG + rb"<opml\b", re.I | re.S)
JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org(?:\\?/)version')
ENDING = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*$", re.I | re.S)
MARKUP = re.compile(r"<[a-zA-Z/!]")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed of any kind: its markup, and what the feed says of it, with the keys of ``Page.given``."""

    number: int
    markup: str
    given: Mapping[str, str]

    @property
    def link(self) -> str:
        return self.given.get("url", "")


class Feed:
    name = "feed"

    def sniff(self, head: bytes, filename: str) -> float:
        suffix = PurePath(filename).suffix.lower()
        if suffix in {".rss", ".atom"}:
            return 0.97
        if FEED.match(head) or (head.lstrip()[:1] == b"{" and JSON_FEED.search(head)):
            return 0.95
        return 0.66 if suffix in {".xml", ".rdf"} else 0.0

    def read(self, source: Source) -> Iterator[Page | Rejected]:
        body = source.document()
        decoded = decode(body, declarations(body, source.charset))
        is_json = decoded.text.lstrip()[:1] == "{"
        entries, problem = _json_entries(decoded.text) if is_json else _xml_entries(body, decoded)
        if not entries:
            raise InputError(f"is a feed without entries{problem and f' ({problem})'}")
        cut = bool(problem) and not is_json and not ENDING.search(decoded.text[-2000:])
        notes = (*decoded.notes, f"feed is not well-formed: {problem}") if problem else decoded.notes
        for entry in entries:
            yield from _entry(source, entry, replace(decoded, notes=notes))
        if cut:
            yield source.reject(f"feed is cut short: {problem}", kept=f"{len(entries)} entries")


class Opml:
    name = "opml"

    def sniff(self, head: bytes, filename: str) -> float:
        if PurePath(filename).suffix.lower() == ".opml":
            return 0.98
        return 0.96 if OPML.match(head) else 0.0

    def read(self, source: Source) -> Iterator[Page | Rejected]:
        links = list(dict.fromkeys(_outlines(source.document())))
        if not links:
            raise InputError("is an OPML list that names no feed (no outline has an xmlUrl)")
        for link in links:
            yield from _listed(source, link)


def _outlines(body: bytes) -> Iterator[str]:
    try:
        root = ElementTree.fromstring(body)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise InputError(f"is not an OPML list: not well-formed XML ({error})") from error
    for outline in root.iter("outline"):
        if link := (outline.get("xmlUrl") or outline.get("xmlurl") or "").strip():
            yield link


def _listed(source: Source, link: str) -> Iterator[Page | Rejected]:
    """The pages of one feed of a list. A list from the web leads to the web alone, never to files."""
    options = replace(source.options, as_="feed")
    if re.match(r"https?://", link, re.I):
        yield from open_one(link, options, source.fetch)
    elif source.folder is None or ":" in link:
        yield source.reject(f"names a feed that is not opened: {link!r}", name=f"{source.name}#{link}")
    else:
        yield from open_one(str(source.folder / link), options, source.fetch)


def _xml_entries(body: bytes, decoded: Decoded) -> tuple[list[Entry], str]:
    """The entries, and what is wrong with the XML where it was read leniently."""
    import feedparser

    if not MARKUP.search(decoded.text[:20_000]):
        raise InputError("is not a feed: no XML in it, and no JSON")
    found = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version") and not found.entries:
        raise InputError(f"is not a feed: no RSS, Atom or JSON Feed{_problem(found, ' (%s)')}")
    entries = [_xml_entry(number, entry, found.feed) for number, entry in enumerate(found.entries, 1)]
    return entries, _problem(found, "%s")


def _problem(found: Mapping[str, Any], form: str) -> str:
    """What the XML parser says, if it could not read the feed; feedparser's other complaints are harmless."""
    error = found.get("bozo_exception")
    say = getattr(error, "getMessage", None)
    if not found.get("bozo") or say is None:
        return ""
    line = getattr(error, "getLineNumber", int)()
    return form % f"{say()}{f' at line {line}' if line else ''}"


def _xml_entry(number: int, entry: Mapping[str, Any], feed: Mapping[str, Any]) -> Entry:
    contents = [part for part in [*entry.get("content", []), entry.get("summary_detail")] if part and part.get("value")]
    fullest: Mapping[str, str] = max(contents, key=lambda part: len(part["value"]), default={})
    source_title = (entry.get("source") or {}).get("title", "")
    names = [author.get("name", "") for author in entry.get("authors", [])]
    known = {
        "id": entry.get("id"),
        "title": plain(entry.get("title", "")),
        "url": entry.get("link"),
        "published": _date(entry),
        "outlet": plain(source_title or feed.get("title", "")),
        "byline": [name for name in names if name] or entry.get("author"),
        "language": entry.get("language") or feed.get("language"),
    }
    return Entry(number, _markup(fullest.get("value", ""), fullest.get("type", "")), given_of(known))


def _date(entry: Mapping[str, Any]) -> str:
    """ISO 8601, in the feed's own time zone where it gives one; as written where it cannot be read."""
    written: str = entry.get("published") or entry.get("updated") or ""
    try:
        return parsedate_to_datetime(written).isoformat()
    except (ValueError, TypeError):
        pass
    if re.match(r"\d{4}-\d\d-\d\d", written):
        return written
    parsed: struct_time | None = entry.get("published_parsed") or entry.get("updated_parsed")
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00".format(*parsed[:6]) if parsed else written


def plain(title: str) -> str:
    """A title without markup or entities, on one line."""
    return " ".join(html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", title)).split())


def _markup(value: str, media: str) -> str:
    """Markup as it is; plain text as paragraphs of markup."""
    if media == "text/plain" and not re.search(r"</?[a-zA-Z][^<>]*>|&\w+;", value):
        return "\n".join(f"<p>{html.escape(block, quote=False)}</p>" for block in re.split(r"\n\s*\n", value.strip()))
    return value


def _json_entries(text: str) -> tuple[list[Entry], str]:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not a JSON feed: not JSON ({error})") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise InputError("is not a JSON feed: it has no list of items")
    return [_json_entry(n, item, feed) for n, item in enumerate(items, 1) if isinstance(item, dict)], ""


def _json_entry(number: int, item: Mapping[str, Any], feed: Mapping[str, Any]) -> Entry:
    authors = item.get("authors") or [item.get("author")] if item.get("authors") or item.get("author") else []
    names = [author.get("name") for author in authors if isinstance(author, dict)]
    known = {
        **{key: item.get(key) for key in ("id", "title", "language")},
        "url": item.get("url") or item.get("external_url"),
        "published": item.get("date_published") or item.get("date_modified"),
        "outlet": feed.get("title"),
        "byline": names,
        **({} if item.get("language") else {"language": feed.get("language")}),
    }
    markup = item.get("content_html")
    text = item.get("content_text") or item.get("summary")
    if not isinstance(markup, str):
        markup = _markup(text, "text/plain") if isinstance(text, str) else ""
    return Entry(number, markup, given_of(known))


def _entry(source: Source, entry: Entry, feed: Decoded) -> Iterator[Page | Rejected]:
    """The page of an entry: the one it links to where links are followed, else (or where that fails) its own words."""
    name = f"{source.name}#{entry.number}"
    own = _own_page(name, entry, feed) if entry.markup.strip() else None
    if source.options.follow and entry.link:
        try:
            yield from _followed(source, entry)
            return
        except InputError as error:
            yield Rejected(
                entry.link, "fetch", str(error).removeprefix(f"{entry.link}: "), "the feed's own words" if own else ""
            )
            if own is None:
                return
    yield own or source.reject("entry has no content; --follow fetches the page that it links to", name)


def _own_page(name: str, entry: Entry, feed: Decoded) -> Page:
    text = UNSTORABLE.sub("�", entry.markup)
    return make_page(name, "html", text.encode(), replace(feed, text=text), entry.given)


def _followed(source: Source, entry: Entry) -> Iterator[Page]:
    """The page behind the link; nothing where it has not changed since it was last fetched."""
    got = source.fetch(entry.link)
    if not got.changed:
        return
    kind = PAGE_MEDIA.get(got.media or "text/html")
    if kind is None:
        raise InputError(f"links to {got.media}, which is no page")
    decoded = decode_as(kind, got.body, got.charset)
    yield make_page(got.url, kind, got.body, decoded, {**entry.given, "url": got.url}, got.url, got.fetched)
