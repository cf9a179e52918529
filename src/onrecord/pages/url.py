"""Fetching a URL: polite (robots.txt, pauses, conditional requests, a name) and guarded (addresses, sizes, types).

Redirects are followed by hand: each hop is checked as if it had been asked for. The address that was checked is
the address connected to, so a name that resolves differently the second time gains nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from onrecord import __version__
from onrecord.errors import FetchError, InputError
from onrecord.pages.address import AddressError, resolve
from onrecord.pages.gz import undo
from onrecord.pages.source import InputOptions, Validators, media_and_charset, size

if TYPE_CHECKING:
    from protego import Protego

ROBOT = "onrecord"
USER_AGENT = f"{ROBOT}/{__version__} (+https://onrecord.invalid/bot)"

MEDIA = {
    *("text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml", "text/markdown"),
    *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "text/x-opml"),
    *("application/json", "application/feed+json", "application/x-ndjson", "application/jsonl"),
    *("application/warc", "application/gzip", "application/x-gzip"),
}
"""What is read of the web. An answer that does not say its type is let through: its bytes are looked at anyway."""
ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, application/json;q=0.7, */*;q=0.1"

MAX_REDIRECTS = 8
REDIRECTS = {301, 302, 303, 307, 308}
LATER = {429, 503}
MAX_WAIT_S = 60.0
"""The longest that a site's Retry-After is waited for; one that asks for more is not asked again."""
MAX_PAUSE_S = 30.0
DEADLINE = 3
"""A whole answer may take this many timeouts."""
ROBOTS_BYTES = 512_000
"""What is read of a robots.txt (RFC 9309 asks for 500 KiB at least); the rest is not looked at."""

NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A URL's content. ``changed`` is False (and the body empty) where the site says that it is as it was."""

    url: str
    """Where it was found in the end, after redirects."""
    body: bytes
    media: str
    charset: str
    fetched: str
    changed: bool = True
    validators: Validators = NO_VALIDATORS


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx.Headers
    body: bytes = b""


class _Later(FetchError):
    """The site asks to come back later."""

    wait_s: float | None = None


class _Pinned(httpx.BaseTransport):
    """Connects to the address that was checked; the host's name stays in the Host header and in TLS."""

    def __init__(self, allow_private: bool) -> None:
        self.allow_private = allow_private
        # No connection is kept: it would be found again by address, and two hosts may share one.
        self.inner = httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        addresses = resolve(host, request.url.port or 0, self.allow_private)
        for address in addresses[:-1]:
            try:
                return self.inner.handle_request(_pin(request, host, address))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return self.inner.handle_request(_pin(request, host, addresses[-1]))

    def close(self) -> None:
        self.inner.close()


def _pin(request: httpx.Request, host: str, address: str) -> httpx.Request:
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": host},
    )


class Fetcher:
    """Fetches the URLs of one run, and remembers what each site wants."""

    def __init__(self, options: InputOptions) -> None:
        self.options = options
        self.robots: dict[str, Protego | None] = {}
        self.last: dict[str, float] = {}
        self.client = httpx.Client(
            transport=_Pinned(options.allow_private),
            timeout=options.timeout_s,
            trust_env=False,
            headers={"User-Agent": USER_AGENT, "Accept": ACCEPT, "Accept-Encoding": "gzip"},
        )

    def fetch(self, url: str) -> Fetched:
        """The content of a URL. FetchError, one clear line that begins with the URL, where there is none."""
        try:
            return self._fetch(url)
        except FetchError as error:
            raise FetchError(f"{url}: {error}") from error

    def _fetch(self, asked: str) -> Fetched:
        store = self.options.validators
        url, answer = self._follow(asked, _conditions((store or {}).get(asked)))
        media, charset = media_and_charset(answer.headers.get("content-type", ""))
        found = Fetched(
            url=url,
            body=answer.body,
            media=media,
            charset=charset,
            fetched=datetime.now(UTC).isoformat(timespec="seconds"),
            changed=answer.status != 304,
            validators=Validators(answer.headers.get("etag", ""), answer.headers.get("last-modified", "")),
        )
        if store is not None and found.changed and found.validators != NO_VALIDATORS:
            store[asked] = found.validators
        return found

    def _follow(self, url: str, conditions: Mapping[str, str], for_robots: bool = False) -> tuple[str, _Answer]:
        """The last URL and its answer (2xx or 304; for a robots.txt any that is no redirect)."""
        for _ in range(MAX_REDIRECTS + 1):
            _check(url)
            if not for_robots:
                self._ask_robots(url)
            answer = self._retrying(url, conditions, for_robots)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return url, _settled(answer, for_robots)
            try:
                url = str(httpx.URL(url).join(answer.headers["location"]))
            except httpx.InvalidURL as error:
                raise FetchError(f"redirects to what is no URL ({error})") from error
        raise FetchError(f"redirects more than {MAX_REDIRECTS} times")

    def _retrying(self, url: str, conditions: Mapping[str, str], for_robots: bool) -> _Answer:
        retrying = Retrying(
            stop=stop_after_attempt(max(1, self.options.attempts)),
            wait=_wait,
            retry=retry_if_exception_type((_Later, httpx.TransportError)),
            reraise=True,
        )
        try:
            return retrying(self._get, url, conditions, for_robots)
        except httpx.TimeoutException as error:
            raise FetchError(f"no answer within {self.options.timeout_s:g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchError(f"cannot be fetched ({error or type(error).__name__})") from error

    def _get(self, url: str, conditions: Mapping[str, str], for_robots: bool) -> _Answer:
        """One request. The body is read only of an answer that is wanted."""
        self._pause(url)
        with self._open(url, conditions) as response:
            status, headers = response.status_code, response.headers
            if status in LATER:
                raise _later(status, headers)
            if not 200 <= status < 300:
                return _Answer(status, headers)
            if for_robots:
                return _Answer(status, headers, self._body(response, ROBOTS_BYTES, cut=True))
            _check_type(headers)
            return _Answer(status, headers, self._body(response, self.options.max_bytes))

    @contextmanager
    def _open(self, url: str, conditions: Mapping[str, str]) -> Iterator[httpx.Response]:
        with self.client.stream("GET", url, headers=dict(conditions), follow_redirects=False) as response:
            yield response

    def _body(self, response: httpx.Response, cap: int, cut: bool = False) -> bytes:
        """The body with its content coding undone; where it is larger than ``cap``, cut there or refused."""
        until = time.monotonic() + DEADLINE * self.options.timeout_s
        body = b""
        for chunk in response.iter_raw(65_536):
            body += chunk
            if len(body) > cap:
                break
            if time.monotonic() > until:
                raise FetchError(f"not all there after {DEADLINE * self.options.timeout_s:g} s")
        if len(body) > cap and not cut:
            raise FetchError(f"is larger than {size(cap)}, the most that one document may hold")
        try:
            return undo(body[:cap] if cut else body, response.headers.get("content-encoding", ""), cap)
        except InputError as error:
            raise FetchError(str(error)) from error

    def _pause(self, url: str) -> None:
        """Waits until the host may be asked again."""
        host = urlsplit(url).netloc
        rules = self.robots.get(_origin(url))
        pause = max(self.options.delay_s, min((rules and rules.crawl_delay(ROBOT)) or 0.0, MAX_PAUSE_S))
        wait = self.last.get(host, -MAX_PAUSE_S) + pause - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self.last[host] = time.monotonic()

    def _ask_robots(self, url: str) -> None:
        """FetchError where the site's robots.txt forbids the URL, or cannot be had."""
        if not self.options.respect_robots:
            return
        origin = _origin(url)
        if origin not in self.robots:
            self.robots[origin] = self._read_robots(f"{origin}/robots.txt")
        rules = self.robots[origin]
        if rules is not None and not rules.can_fetch(url, ROBOT):
            raise FetchError("the site's robots.txt forbids it")

    def _read_robots(self, url: str) -> Protego | None:
        """The site's rules, or None where it has none. One that fails forbids everything (RFC 9309)."""
        from protego import Protego

        try:
            _, answer = self._follow(url, {}, for_robots=True)
        except AddressError:
            raise
        except FetchError as error:
            raise FetchError(f"the site's robots.txt cannot be read: {error}") from error
        if 400 <= answer.status < 500:
            return None
        if answer.status >= 300:
            raise FetchError(f"the site's robots.txt cannot be read: it answers {answer.status}")
        return Protego.parse(answer.body.decode("utf-8", "replace"))


def _check(url: str) -> None:
    """FetchError for a URL that is not to be asked for, whatever its address."""
    try:
        parts = urlsplit(url)
        host = httpx.URL(url).host
        parts.port  # noqa: B018  (raises where it is no number)
    except (ValueError, httpx.InvalidURL) as error:
        raise FetchError(f"is no URL that can be fetched ({error})") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise FetchError(f"leads to {parts.scheme}: only http and https are fetched")
    if not host:
        raise FetchError("names no host")
    if parts.username or parts.password:
        raise FetchError("holds a user name or password: such URLs are not fetched")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _conditions(known: Validators | None) -> dict[str, str]:
    """The headers that ask for the page only if it has changed."""
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.modified} if known else {}
    return {name: value for name, value in asked.items() if value}


def _check_type(headers: httpx.Headers) -> None:
    media, _ = media_and_charset(headers.get("content-type", ""))
    if media and media not in MEDIA:
        raise FetchError(f"is {media}, which is not read")


def _settled(answer: _Answer, for_robots: bool) -> _Answer:
    if for_robots or 200 <= answer.status < 300 or answer.status == 304:
        return answer
    phrase = httpx.codes.get_reason_phrase(answer.status)
    raise FetchError(f"the site answers {answer.status}{phrase and f' ({phrase})'}")


def _later(status: int, headers: httpx.Headers) -> FetchError:
    wait_s = _seconds(headers.get("retry-after", ""))
    reason = f"the site answers {status}" + ("" if wait_s is None else f" and asks to come back in {wait_s:.0f} s")
    if wait_s is not None and wait_s > MAX_WAIT_S:
        return FetchError(reason)
    error = _Later(reason)
    error.wait_s = wait_s
    return error


def _seconds(retry_after: str) -> float | None:
    """Retry-After: a number of seconds or a date."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _wait(state: RetryCallState) -> float:
    """What the site asked for; else half a second, doubling."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait_s if isinstance(error, _Later) else None
    return asked if asked is not None else min(0.5 * 2.0 ** (state.attempt_number - 1), MAX_WAIT_S)
