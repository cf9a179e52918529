"""Web archives."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from making_pages import HTML, gz, put, read, rejected, warc

from onrecord.records import Page, Rejected


@pytest.mark.parametrize("packed", [False, True])
def test_each_response_is_a_page(packed: bool, tmp_path: Path) -> None:
    path = put(tmp_path / "a.warc.gz", warc([HTML, HTML.replace(b"minister", b"mayor")], packed))
    first, second = read(path)
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (first.body, first.url, first.fetched) == (HTML, "http://archive.example/0", "2020-02-03T04:05:06Z")
    assert dict(first.given) == {"url": "http://archive.example/0"}
    assert first.name.startswith(f"{path}#urn:uuid:")
    assert b"mayor" in second.body


def test_transfer_and_content_codings_are_undone(tmp_path: Path) -> None:
    packed = gz(HTML)
    chunked = b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (10, packed[:10], len(packed) - 10, packed[10:])
    (found,) = read(put(tmp_path / "a.warc", warc([chunked], Content_Encoding="gzip", Transfer_Encoding="chunked")))
    assert isinstance(found, Page)
    assert found.body == HTML


def test_a_coding_that_the_crawler_has_undone_is_let_be(tmp_path: Path) -> None:
    (found,) = read(put(tmp_path / "a.warc", warc([HTML], Content_Encoding="gzip")))
    assert isinstance(found, Page)
    assert found.body == HTML


def test_the_charset_of_the_http_header_counts(tmp_path: Path) -> None:
    (found,) = read(
        put(tmp_path / "a.warc", warc(["<p>Да".encode("cp1251")], Content_Type="text/html; charset=cp1251"))
    )
    assert isinstance(found, Page)
    assert (found.text, found.encoding_how) == ("<p>Да", "http")


@pytest.mark.parametrize(
    "data",
    [
        warc([b"\x89PNG"], Content_Type="image/png"),
        warc([HTML], status="404 Not Found"),
        warc([HTML], status="301 Moved"),
        warc([]),
    ],
)
def test_an_archive_without_pages_says_so(data: bytes, tmp_path: Path) -> None:
    assert "holds no page" in rejected(put(tmp_path / "a.warc", data)).reason


def test_a_record_that_is_broken_leaves_the_others_read(tmp_path: Path) -> None:
    data = warc([HTML, b"nul \0 byte", gzip.compress(HTML)[:40], HTML])
    assert [type(one) for one in read(put(tmp_path / "a.warc", data))] == [Page, Rejected, Rejected, Page]


def test_a_record_that_is_too_large_leaves_the_others_read(tmp_path: Path) -> None:
    bomb = gz(b"a" * 3_000_000)
    path = put(tmp_path / "a.warc", warc([HTML, b"<p>" + b"a" * 200_000]) + warc([bomb], Content_Encoding="gzip"))
    first, second, third = read(path, max_bytes=100_000)
    assert isinstance(first, Page)
    assert isinstance(second, Rejected)
    assert isinstance(third, Rejected)
    assert "is larger than" in second.reason
    assert "is larger than" in third.reason


@pytest.mark.parametrize("packed", [False, True])
def test_wherever_it_is_cut_what_was_whole_is_kept_and_the_cut_is_said(packed: bool, tmp_path: Path) -> None:
    data = warc([HTML, HTML], packed)
    records = [warc([], packed), warc([HTML], packed)]
    for cut in range(len(data) - 5, 0, -11):
        found = read(put(tmp_path / "a.warc", data[:cut]))
        pages = [one for one in found if isinstance(one, Page)]
        whole = cut >= len(records[1]) + 4
        assert len(pages) <= 1 + whole
        borders = {len(record) - back for record in records for back in range(5)}
        assert len(found) > len(pages) or cut in borders, (cut, found)
        assert all(page.body == HTML for page in pages)


def test_a_wrong_length_is_said_once_and_what_can_be_read_is(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data = warc([HTML, HTML])
    first = data.index(b"\r\n\r\nWARC/1.0", data.index(HTML))
    *pages, last = read(put(tmp_path / "a.warc", data[:first] + b"stray" + data[first:]))
    assert [type(one) for one in pages] == [Page, Page]
    assert isinstance(last, Rejected)
    assert "stray text after 1 of its 3 records" in last.reason
    assert capfd.readouterr().err == ""
