"""Fetching, against a real server on the loopback interface."""

from __future__ import annotations

import gzip
import http.server
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from making_pages import ATOM, HTML, put, read

from onrecord.errors import FetchError
from onrecord.pages import InputOptions, Validators
from onrecord.pages.address import not_public
from onrecord.pages.url import USER_AGENT, Fetcher
from onrecord.records import Page, Rejected

Handler = Callable[["Request"], None]


@dataclass
class Site:
    """What the server answers, and what it was asked."""

    base: str = ""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    answers: dict[str, Handler] = field(default_factory=dict)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


class Request(http.server.BaseHTTPRequestHandler):
    def __init__(self, site: Site, *args: object) -> None:
        self.site = site
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.site.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
        answer = self.site.answers.get(self.path)
        if answer:
            answer(self)
        else:
            self.give(404, b"", "text/plain")

    def give(self, status: int, body: bytes, media: str = "text/html", **headers: str) -> None:
        self.send_response(status)
        if media:
            self.send_header("Content-Type", media)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def give(status: int, body: bytes = HTML, media: str = "text/html", **headers: str) -> Handler:
    return lambda request: request.give(status, body, media, **headers)


@pytest.fixture
def site() -> Iterator[Site]:
    known = Site()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Request, known))
    server.daemon_threads = True
    known.base = f"http://127.0.0.1:{server.server_port}"
    known.answers["/page"] = give(200)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield known
    server.shutdown()
    server.server_close()
    thread.join()


def options(**changed: object) -> InputOptions:
    known: dict[str, object] = {"allow_private": True, "delay_s": 0.0, "timeout_s": 5.0, "attempts": 2}
    return InputOptions(**{**known, **changed})  # type: ignore[arg-type]


def fetch(url: str, **changed: object) -> bytes:
    return Fetcher(options(**changed)).fetch(url).body


def test_a_page_is_fetched_and_says_where_it_is_from(site: Site) -> None:
    url = f"{site.base}/page"
    (found,) = read(url, allow_private=True, delay_s=0.0)
    assert isinstance(found, Page)
    assert (found.body, found.url, found.name, found.kind) == (HTML, url, url, "html")
    assert dict(found.given) == {"url": url}
    assert found.fetched.endswith("+00:00")
    assert site.paths() == ["/robots.txt", "/page"]
    assert all(headers["user-agent"] == USER_AGENT for _, headers in site.asked)
    assert USER_AGENT.startswith("onrecord/")


def test_fetching_twice_gives_the_same_page_id(site: Site) -> None:
    pages = read(f"{site.base}/page", f"{site.base}/page", allow_private=True, delay_s=0.0)
    assert len({page.id for page in pages if isinstance(page, Page)}) == 1


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:9/", "loopback"),
        ("http://localhost:9/", "loopback"),
        ("http://[::1]:9/", "loopback"),
        ("http://0.0.0.0:9/", "unspecified"),
        ("http://2130706433/", "loopback"),
        ("http://0x7f.1/", "loopback"),
        ("http://[::ffff:10.0.0.1]/", "private"),
        ("http://169.254.169.254/latest/meta-data/", "link-local"),
        ("http://10.1.2.3/", "private"),
        ("ftp://example.org/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("http://u:p@example.org/", "password"),
        ("http:///page", "names no host"),
        ("http://exa mple.org/", ""),
        ("http://example.org:port/", "no URL"),
        ("http://[::1/", "no URL"),
    ],
)
def test_what_may_not_be_fetched(url: str, reason: str) -> None:
    (found,) = read(url)
    assert isinstance(found, Rejected)
    assert (found.stage, found.name) == ("fetch", url)
    assert reason in found.reason
    assert "\n" not in found.reason


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
        *("255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.2.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1"),
        *("ff02::1", "::ffff:127.0.0.1", "::ffff:192.168.0.1", "2002:7f00:1::", "64:ff9b::a00:1", "fec0::1", "x"),
        "2001:db8::1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_addresses_that_are_public(address: str) -> None:
    assert not not_public(address)


def resolver(monkeypatch: pytest.MonkeyPatch, *turns: list[str]) -> list[str]:
    """Names resolve to each of the turns, the last one from then on. Returns the names asked for."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def answer(host: str, port: int, *rest: object, **more: object) -> object:
        if not host.endswith(".example"):
            return real(host, port, *rest, **more)  # type: ignore[arg-type]
        asked.append(host)
        turn = turns[min(len(asked), len(turns)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in turn]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


def test_one_bad_address_among_good_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver(monkeypatch, ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(FetchError, match="loopback"):
        fetch("http://news.example/", allow_private=False)


def test_the_address_checked_is_the_one_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolver(monkeypatch, ["127.0.0.1"], ["203.0.113.9"])
    port = site.base.rpartition(":")[2]
    assert fetch(f"http://news.example:{port}/page", respect_robots=False) == HTML
    assert asked == ["news.example"]
    assert site.asked[0][1]["host"] == f"news.example:{port}"


def test_a_dead_address_is_passed_over(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    resolver(monkeypatch, ["127.0.0.2", "127.0.0.1"])
    port = site.base.rpartition(":")[2]
    assert fetch(f"http://news.example:{port}/page") == HTML


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not here to make a certificate")
@pytest.mark.parametrize(("name", "good"), [("news.example", True), ("other.example", False)])
def test_tls_is_checked_against_the_name(
    name: str, good: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    subject = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2"]
    subprocess.run([*make, *subject], check=True, capture_output=True)
    site = Site(answers={"/page": give(200)})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Request, site))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    resolver(monkeypatch, ["127.0.0.1"])
    url = f"https://news.example:{server.server_port}/page"
    try:
        if good:
            assert fetch(url, respect_robots=False) == HTML
        else:
            with pytest.raises(FetchError, match="certificate"):
                fetch(url, respect_robots=False, attempts=1)
    finally:
        server.shutdown()
        server.server_close()


def test_redirects_are_followed_and_each_is_checked(site: Site) -> None:
    site.answers["/a"] = give(301, Location="/b")
    site.answers["/b"] = give(302, Location=f"{site.base}/page")
    found = Fetcher(options()).fetch(f"{site.base}/a")
    assert (found.url, found.body) == (f"{site.base}/page", HTML)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://127.0.0.1/x", "only http and https"),
        ("http://a:b@127.0.0.1/", "password"),
        ("/loop", "redirects more than"),
        ("http://[::1/", "Invalid URL"),
        ("/private", "robots.txt forbids"),
    ],
)
def test_redirects_that_are_refused(target: str, reason: str, site: Site) -> None:
    site.answers["/robots.txt"] = give(200, b"User-agent: *\nDisallow: /private\n", "text/plain")
    site.answers["/a"] = give(302, Location=target)
    site.answers["/loop"] = give(302, Location="/loop")
    with pytest.raises(FetchError, match=reason):
        fetch(f"{site.base}/a")
    assert "/private" not in site.paths()


def test_a_redirect_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "onrecord.pages.address.not_public", lambda address: "a private" if "127" not in address else ""
    )
    site.answers["/a"] = give(302, Location="http://10.0.0.1/")
    with pytest.raises(FetchError, match="private address"):
        fetch(f"{site.base}/a", allow_private=False)


def test_robots_are_asked_once_and_kept(site: Site) -> None:
    rules = b"User-agent: onrecord\nDisallow: /no\n\nUser-agent: *\nDisallow: /\n"
    site.answers["/robots.txt"] = give(200, rules, "text/plain")
    site.answers["/no/page"] = give(200)
    fetcher = Fetcher(options())
    assert fetcher.fetch(f"{site.base}/page").body == HTML
    with pytest.raises(FetchError, match=r"/no/page: the site's robots\.txt forbids it"):
        fetcher.fetch(f"{site.base}/no/page")
    assert site.paths() == ["/robots.txt", "/page"]
    assert fetch(f"{site.base}/no/page", respect_robots=False) == HTML


def test_robots_that_fail_forbid_everything(site: Site) -> None:
    site.answers["/robots.txt"] = give(500)
    with pytest.raises(FetchError, match=r"robots\.txt cannot be read: it answers 500"):
        fetch(f"{site.base}/page")
    assert site.paths() == ["/robots.txt"]


def test_a_page_that_has_not_changed_yields_nothing(site: Site) -> None:
    def answer(request: Request) -> None:
        same = request.headers.get("If-None-Match") == '"v1"'
        request.give(
            304 if same else 200, b"" if same else HTML, ETag='"v1"', Last_Modified="Mon, 02 Mar 2020 1:00:00 GMT"
        )

    site.answers["/page"] = answer
    known: dict[str, Validators] = {}
    url = f"{site.base}/page"
    first = read(url, allow_private=True, delay_s=0.0, validators=known)
    assert [type(one) for one in first] == [Page]
    assert known == {url: Validators('"v1"', "Mon, 02 Mar 2020 1:00:00 GMT")}
    assert read(url, allow_private=True, delay_s=0.0, validators=known) == []
    assert site.asked[-1][1]["if-modified-since"] == "Mon, 02 Mar 2020 1:00:00 GMT"


def test_a_site_that_asks_to_come_back_is_asked_again(site: Site) -> None:
    def answer(request: Request) -> None:
        request.give(503 if site.paths().count("/page") < 2 else 200, HTML, Retry_After="0")

    site.answers["/page"] = answer
    assert fetch(f"{site.base}/page") == HTML
    site.answers["/page"] = give(429, Retry_After="3600")
    with pytest.raises(FetchError, match="answers 429 and asks to come back in 3600 s"):
        fetch(f"{site.base}/page")
    assert site.paths().count("/page") == 3


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (give(200, b"\x89PNG", "image/png"), "is image/png, which is not read"),
        (give(404), r"answers 404 \(Not Found\)"),
        (give(200, b"x" * 200_001), "is larger than"),
        (give(200, gzip.compress(b"x" * 5_000_000), Content_Encoding="gzip"), "is larger than"),
        (give(200, gzip.compress(HTML)[:-9], Content_Encoding="gzip"), "truncated gzip"),
        (give(200, HTML, Content_Encoding="br"), "content coding 'br'"),
        (give(200, HTML, Content_Encoding="gzip, gzip"), "content coding 'gzip, gzip'"),
    ],
)
def test_answers_that_are_not_read(answer: Handler, reason: str, site: Site) -> None:
    site.answers["/page"] = answer
    with pytest.raises(FetchError, match=reason):
        fetch(f"{site.base}/page", max_bytes=200_000)


def test_content_codings_are_undone(site: Site) -> None:
    site.answers["/page"] = give(200, gzip.compress(HTML), Content_Encoding="gzip")
    assert fetch(f"{site.base}/page") == HTML


def test_silence_ends(site: Site) -> None:
    site.answers["/page"] = lambda _: time.sleep(0.6)
    with pytest.raises(FetchError, match=r"no answer within 0\.2 s"):
        fetch(f"{site.base}/page", timeout_s=0.2, attempts=1)


def test_a_drip_ends(site: Site) -> None:
    def answer(request: Request) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(30):
            request.wfile.write(b"x")
            time.sleep(0.05)

    site.answers["/page"] = answer
    with pytest.raises(FetchError, match="not all there after"):
        fetch(f"{site.base}/page", timeout_s=0.2)


def test_nobody_there_is_one_line(site: Site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
        found, good = read(url, f"{site.base}/page", allow_private=True, delay_s=0.0, attempts=1)
    assert isinstance(found, Rejected)
    assert "cannot be fetched" in found.reason
    assert isinstance(good, Page)


def test_requests_to_one_host_are_spaced(site: Site) -> None:
    site.answers["/robots.txt"] = give(200, b"User-agent: *\nCrawl-delay: 0.2\n", "text/plain")
    start = time.monotonic()
    fetch(f"{site.base}/page", delay_s=0.01)
    assert time.monotonic() - start >= 0.2


@pytest.mark.parametrize(
    ("path", "media", "body", "kind"),
    [
        ("/news", "text/html; charset=utf-8", b"said so", "html"),
        ("/news", "text/plain", b"said so", "text"),
        ("/a.jsonl", "text/plain", b'{"text": "x"}', "plain"),
        ("/feed", "application/rss+xml", ATOM, "html"),
        ("/feed", "text/xml", ATOM, "html"),
        ("/a.html.gz", "application/gzip", gzip.compress(HTML), "html"),
        ("/bare", "", HTML, "html"),
    ],
)
def test_what_it_is_comes_from_header_name_and_content(
    path: str, media: str, body: bytes, kind: str, site: Site
) -> None:
    site.answers[path] = give(200, body, media)
    (found,) = read(f"{site.base}{path}", allow_private=True, delay_s=0.0)
    assert isinstance(found, Page), found
    assert found.kind == kind


def test_following_a_feed_gives_the_pages_it_links_to(site: Site, tmp_path: Path) -> None:
    feed = ATOM.replace(b"http://atomic.example/1", f"{site.base}/page".encode())
    gone = feed.replace(b"/page", b"/gone")
    first, bad, own = read(
        put(tmp_path / "a.atom", feed), put(tmp_path / "b.atom", gone), follow=True, allow_private=True, delay_s=0.0
    )
    assert isinstance(first, Page)
    assert (first.body, first.url, first.given["outlet"]) == (HTML, f"{site.base}/page", "Atomic")
    assert isinstance(bad, Rejected)
    assert (bad.stage, bad.name, bad.kept) == ("fetch", f"{site.base}/gone", "the feed's own words")
    assert isinstance(own, Page)
    assert own.text == "<p>He warned of it.</p>"


def test_following_leads_to_pages_alone(site: Site, tmp_path: Path) -> None:
    site.answers["/data"] = give(200, b"{}", "application/json")
    feed = ATOM.replace(b"http://atomic.example/1", f"{site.base}/data".encode())
    bad, own = read(put(tmp_path / "a.atom", feed), follow=True, allow_private=True, delay_s=0.0)
    assert isinstance(bad, Rejected)
    assert bad.reason == "links to application/json, which is no page"
    assert isinstance(own, Page)


def test_a_host_that_is_not_there_is_one_line() -> None:
    (found,) = read("http://no-such-host.invalid/")
    assert isinstance(found, Rejected)
    assert found.reason.startswith("host 'no-such-host.invalid' is not found")


def test_a_list_from_the_web_leads_to_no_file(site: Site, tmp_path: Path) -> None:
    secret = put(tmp_path / "secret.atom", ATOM)
    outlines = f'<outline xmlUrl="{secret}"/><outline xmlUrl="file://{secret}"/><outline xmlUrl="{site.base}/feed"/>'
    site.answers["/list.opml"] = give(200, f"<opml><body>{outlines}</body></opml>".encode(), "text/x-opml")
    site.answers["/feed"] = give(200, ATOM, "application/atom+xml")
    found = read(f"{site.base}/list.opml", allow_private=True, delay_s=0.0)
    assert [type(one) for one in found] == [Rejected, Rejected, Page]
