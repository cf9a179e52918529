"""Writes pages/telwire-20240614.warc.gz from the HTML beside this script: the same bytes on every run.

Run it as ``python examples/dossier/make_warc.py``.
"""

from __future__ import annotations

import uuid
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "telwire-20240614-inspectors.html"
TARGET = HERE / "pages" / "telwire-20240614.warc.gz"
URL = "https://telwire.example/story/halvern-sunder-inspectors"
FETCHED = "2024-06-14T16:20:31Z"
CRAWLER = {"software": "an invented crawler", "format": "WARC File Format 1.1", "robots": "obey"}


def record_id(part: str) -> str:
    """The same id for the same part on every run."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{URL}#{part}')}>"


def warc_bytes() -> bytes:
    """One warcinfo record and one response, gzipped record by record."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    headers = {"WARC-Date": FETCHED, "WARC-Record-ID": record_id("warcinfo")}
    info = BytesIO("".join(f"{key}: {value}\r\n" for key, value in CRAWLER.items()).encode())
    writer.write_record(
        writer.create_warc_record(TARGET.name, "warcinfo", payload=info, warc_headers_dict=headers,
                                  warc_content_type="application/warc-fields")
    )  # fmt: skip
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    headers = {"WARC-Date": FETCHED, "WARC-Record-ID": record_id("response")}
    writer.write_record(
        writer.create_warc_record(URL, "response", payload=BytesIO(SOURCE.read_bytes()), http_headers=http,
                                  warc_headers_dict=headers)
    )  # fmt: skip
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(warc_bytes())
