"""Real files for the tests of the inputs."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.pages import InputOptions, open_inputs
from onrecord.records import Page, Rejected

HTML = b"<!doctype html><html><head><title>T</title></head><body><p>The minister denied it.</p></body></html>"

RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Harbour &amp; Post</title><language>en-gb</language>
<item><title>Port &lt;b&gt;closed&lt;/b&gt;</title><link>http://harbour.example/port</link><guid>h-1</guid>
<pubDate>Mon, 02 Mar 2020 23:30:00 -0500</pubDate><dc:creator>Ada Quill</dc:creator>
<description>Short.</description>
<content:encoded><![CDATA[<p>The <b>port</b> is closed, she said.</p>]]></content:encoded></item>
<item><title>Second</title><link>http://harbour.example/two</link>
<description>Fish and chips, 5 &lt; 6.</description></item>
</channel></rss>"""

ATOM = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Atomic</title>
<entry><title>One</title><id>urn:a:1</id><link href="http://atomic.example/1"/>
<updated>2021-05-06T07:08:09+02:00</updated>
<author><name>B. Inker</name></author>
<content type="html">&lt;p&gt;He warned of it.&lt;/p&gt;</content></entry></feed>"""

JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Jotter", "language": "en", "items": [
{"id": "j1", "url": "http://jotter.example/1", "title": "First", "content_html": "<p>She said so.</p>",
 "date_published": "2022-01-02T03:04:05Z", "authors": [{"name": "C. Pen"}, {"name": "D. Nib"}]},
{"id": "j2", "content_text": "Plain & simple.\\n\\nSecond paragraph."}]}"""


def read(*inputs: object, **options: object) -> list[Page | Rejected]:
    return list(open_inputs([str(one) for one in inputs], InputOptions(**options)))  # type: ignore[arg-type]


def page(*inputs: object, **options: object) -> Page:
    """The only thing that the inputs give, which is a page."""
    (found,) = read(*inputs, **options)
    assert isinstance(found, Page), found
    return found


def rejected(*inputs: object, **options: object) -> Rejected:
    """The only thing that the inputs give, which is a rejection of one line."""
    (found,) = read(*inputs, **options)
    assert isinstance(found, Rejected), found
    assert found.reason
    assert "\n" not in found.reason
    return found


def put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def warc(bodies: Iterable[bytes], packed: bool = False, status: str = "200 OK", **headers: str) -> bytes:
    """A WARC with one response for each body, at http://archive.example/0, /1, …"""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    named = {"Content-Type": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}
    for number, body in enumerate(bodies):
        http = StatusAndHeaders(status, list(named.items()), protocol="HTTP/1.1")
        url = f"http://archive.example/{number}"
        dated = {"WARC-Date": "2020-02-03T04:05:06Z"}
        writer.write_record(
            writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=http, warc_headers_dict=dated)
        )
    return file.getvalue()


def gz(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)
