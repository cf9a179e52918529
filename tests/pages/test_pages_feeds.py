"""Feeds and lists of feeds."""

from __future__ import annotations

from pathlib import Path

import pytest
from making_pages import ATOM, HTML, JSON_FEED, RSS, gz, put, read, rejected

from onrecord.records import Page, Rejected


def pages(*inputs: object, **options: object) -> list[Page]:
    found = read(*inputs, **options)
    assert all(isinstance(one, Page) for one in found), found
    return [one for one in found if isinstance(one, Page)]


def test_rss_entries_are_pages_with_what_the_feed_says(tmp_path: Path) -> None:
    first, second = pages(put(tmp_path / "a.rss", RSS))
    assert first.text == "<p>The <b>port</b> is closed, she said.</p>"
    assert (first.kind, first.name, first.url) == ("html", f"{tmp_path}/a.rss#1", "http://harbour.example/port")
    assert dict(first.given) == {
        "id": "h-1",
        "title": "Port closed",
        "url": "http://harbour.example/port",
        "published": "2020-03-02T23:30:00-05:00",
        "outlet": "The Harbour & Post",
        "byline": "Ada Quill",
        "language": "en-gb",
    }
    assert "Fish and chips" in second.text


def test_atom(tmp_path: Path) -> None:
    (only,) = pages(put(tmp_path / "feed.xml.gz", gz(ATOM)))
    assert only.text == "<p>He warned of it.</p>"
    assert only.given["published"] == "2021-05-06T07:08:09+02:00"
    assert (only.given["byline"], only.given["outlet"], only.given["id"]) == ("B. Inker", "Atomic", "urn:a:1")


def test_json_feed(tmp_path: Path) -> None:
    first, second = pages(put(tmp_path / "feed.json", JSON_FEED))
    assert (first.given["byline"], first.given["language"]) == ("C. Pen, D. Nib", "en")
    assert first.given["published"] == "2022-01-02T03:04:05Z"
    assert second.text == "<p>Plain &amp; simple.</p>\n<p>Second paragraph.</p>"


def test_a_feed_in_another_encoding(tmp_path: Path) -> None:
    feed = RSS.replace(b'version="1.0"', b'version="1.0" encoding="iso-8859-1"').replace(b"closed", b"clos\xe9d")
    first = pages(put(tmp_path / "a.rss", feed))[0]
    assert "closéd" in first.text
    assert (first.encoding, first.encoding_how) == ("cp1252", "declared")


def test_an_entry_without_content_is_rejected_and_the_others_are_read(tmp_path: Path) -> None:
    bare = RSS.replace(b"<description>Fish and chips, 5 &lt; 6.</description>", b"")
    first, second = read(put(tmp_path / "a.rss", bare))
    assert isinstance(first, Page)
    assert isinstance(second, Rejected)
    assert "no content" in second.reason


def test_a_feed_that_is_cut_short_keeps_its_entries_and_says_so(tmp_path: Path) -> None:
    *kept, last = read(put(tmp_path / "a.rss", RSS[: RSS.index(b"Fish")]))
    assert kept
    assert isinstance(last, Rejected)
    assert "cut short" in last.reason
    assert "entr" in last.kept


def test_a_feed_with_a_slip_is_read_with_a_note(tmp_path: Path) -> None:
    found = pages(put(tmp_path / "a.rss", RSS.replace(b"Short.", b"Fish & chips.")))
    assert len(found) == 2
    assert "not well-formed" in found[0].notes[-1]


@pytest.mark.parametrize("data", [b"<a><b/></a>", b'{"items": []}', b"<html><p>404</p></html>"])
def test_what_is_no_feed_is_said(data: bytes, tmp_path: Path) -> None:
    assert "feed" in rejected(put(tmp_path / "a.rss", data)).reason


def test_an_opml_list_leads_to_files_beside_it(tmp_path: Path) -> None:
    put(tmp_path / "feeds/a.rss", RSS)
    put(tmp_path / "feeds/b.atom", ATOM)
    outlines = '<outline text="A"><outline xmlUrl="feeds/a.rss"/></outline><outline xmlUrl="feeds/b.atom"/>'
    missing = '<outline xmlUrl="feeds/none.rss"/><outline xmlUrl="gopher://x/"/>'
    opml = f'<?xml version="1.0"?><opml version="2.0"><body>{outlines}{missing}</body></opml>'
    found = read(put(tmp_path / "list.opml", opml.encode()))
    assert [type(one) for one in found] == [Page, Page, Page, Rejected, Rejected]
    assert found[0].name == f"{tmp_path}/feeds/a.rss#1"


def test_a_list_that_lists_itself_ends(tmp_path: Path) -> None:
    path = put(tmp_path / "list.opml", b'<opml version="1.0"><body><outline xmlUrl="list.opml"/></body></opml>')
    assert "not a feed" in rejected(path).reason


def test_a_billion_laughs_do_not_get_far(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 12))
    opml = f'<!DOCTYPE opml [<!ENTITY e0 "ha">{entities}]><opml><body><outline xmlUrl="&e11;"/></body></opml>'
    assert rejected(put(tmp_path / "list.opml", opml.encode()))
    feed = opml.replace("opml", "rss").replace('<outline xmlUrl="&e11;"/>', "&e11;")
    assert read(put(tmp_path / "a.rss", feed.encode()))


def test_html_beside_a_feed_is_html(tmp_path: Path) -> None:
    assert [one.kind for one in pages(put(tmp_path / "a.html", HTML), put(tmp_path / "b.rss", RSS))] == ["html"] * 3
