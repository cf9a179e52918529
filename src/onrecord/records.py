"""The records that flow down the line: page → article → statements. All are frozen.

Always true, and tested by property:

* ``article.text[start:end]`` is the span, for every span of every part and statement.
* Ids come from content: the same bytes give the same page id, the same text from the same page the same
  article id, the same spans read in the same article the same statement id.
* A label that is not known is empty (``""``, ``()``, ``False``), never guessed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

Span = tuple[int, int]
"""``[start, end)`` in Unicode characters of an article's text."""

PartKind = Literal["headline", "standfirst", "body", "caption", "standing"]
"""``standing`` is every line that is not the article: teasers, credits, share bars, file names, menus."""

Form = Literal["direct", "indirect", "mixed"]

KINDS = ("person", "organisation", "document", "unnamed", "group", "author", "none")
ACTS = ("asserts", "thinks", "predicts", "commits", "urges", "warns", "accuses", "denies", "asks")
CERTAINTIES = ("certain", "probable", "possible", "unlikely")
STANCES = ("asserts", "denies", "hedges", "asks")
LABELS = ("speaker", "kind", "act", "certainty", "via", "venue", "when", "horizon", "again")
LABEL_VALUES: Mapping[str, tuple[Any, ...]] = {
    "kind": KINDS,
    "act": ("", *ACTS),
    "certainty": ("", *CERTAINTIES),
    "form": get_args(Form),
    "again": (True, False),
}
"""Labels that are one of a few values."""
LABEL_DAYS = {"when": 2, "horizon": 1}
"""Labels that are a day or nothing, and how many joined by a stroke: the first and the last."""


def content_id(*parts: object) -> str:
    """A 16-digit hexadecimal id of the parts' JSON form: the same parts always give the same id."""
    blob = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=list)
    return hashlib.sha256(blob.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def is_day(text: str, *, part: bool = False) -> bool:
    """Whether it is a day of the calendar as ``2016-09-30``; with ``part`` also a month or a year of it."""
    shape = re.fullmatch(r"\d{4}(-\d\d)?(-\d\d)?", text, re.ASCII)
    if not shape or (not part and len(text) < 10):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def parse_day(text: str) -> date | None:
    """The day that an ISO 8601 date or time begins with; None where there is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def label_fault(label: str, value: object) -> str:
    """Why the label cannot have the value, in words; empty where it can."""
    if label in LABEL_VALUES:
        return choice_fault(value, LABEL_VALUES[label])
    if label == "via":
        names = isinstance(value, list | tuple) and all(isinstance(name, str) for name in value)
        return "" if names else f"{value!r:.80} is not a list of names"
    if not isinstance(value, str):
        return f"{value!r:.80} is not a text"
    fits = label not in LABEL_DAYS or _is_days(value, LABEL_DAYS[label])
    return "" if fits else f"{value!r:.80} is no day such as 2024-06-30"


def choice_fault(value: object, allowed: tuple[object, ...]) -> str:
    """Why the value is none of those allowed, in words; empty where it is one. ``1`` is not ``True``."""
    if any(type(value) is type(each) and value == each for each in allowed):
        return ""
    return f"{value!r:.80} is no value of it; there are: {', '.join(map(repr, allowed))}"


def _is_days(value: str, most: int) -> bool:
    """Whether it is a day, or the first and last of some, or nothing."""
    days = value.split("/")
    return value == "" or (len(days) <= most and all(map(is_day, days)))


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched or given, verbatim.

    ``body`` holds the bytes of the document itself (after ``.gz`` or WARC transfer coding is undone, before
    character decoding); ``text`` the same decoded by ``encoding``. ``kind`` says what ``text`` is:

    * ``html``   markup;
    * ``text``   a dump of everything on a page, menus, captions and teasers included;
    * ``plain``  the article's own text, to be taken as it is: offsets refer to it.

    ``given`` is what the input itself says of the page: ``id``, ``url``, ``title``, ``published``, ``outlet``,
    ``byline``, ``language``, ``parts``, ``statements``, … (those that it has; strings but for the last two).
    """

    sha256: str
    name: str
    """Where it came from, for people and messages: a path, ``feed.xml#3``, ``x.warc.gz#<record id>``, a URL."""
    kind: Literal["html", "text", "plain"]
    body: bytes
    text: str
    encoding: str
    encoding_how: str
    """How the encoding was found: ``bom``, ``http``, ``meta``, ``declared``, ``utf-8``, ``detected``."""
    given: Mapping[str, Any] = field(default_factory=dict)
    url: str = ""
    fetched: str = ""
    """ISO 8601 UTC time of fetching where known (a WARC's own date, or when we fetched the URL)."""
    notes: tuple[str, ...] = ()
    """Warnings worth showing: undecodable bytes replaced, truncated member, …"""

    @property
    def id(self) -> str:
        return content_id("page", self.sha256, self.kind, sorted((k, v) for k, v in self.given.items()))


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the article's text and what it is. Parts do not overlap; gaps hold only white space."""

    kind: PartKind
    start: int
    end: int
    credit: str = ""
    """For a caption: the agency or photographer credited, as written."""
    repeats: bool = False
    """For a standfirst: the body says the same, so that statements are read there and not here."""


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """A date that the page betrays, and where. ``span`` points into the text where it stands there."""

    date: str
    how: str
    """``given``, ``meta``, ``json-ld``, ``time-element``, ``url``, ``text``, ``caption``, ``file-name``, ``feed``, …"""
    span: Span | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says as a piece of journalism. ``text`` is never edited again."""

    page: str
    """Id of the page."""
    name: str
    """The input's own id, else the file's stem without ``.gz``/``.html``/``.txt``; shown to people, ``id`` in JSON."""
    text: str
    parts: tuple[Part, ...]
    title: str = ""
    url: str = ""
    outlet: str = ""
    byline: str = ""
    language: str = ""
    published: str = ""
    """ISO 8601 date, or empty where the page gives none."""
    published_how: str = ""
    """How the date was found, as ``DateEvidence.how``; empty where there is none."""
    published_certain: float = 0.0
    """0 to 1: how sure the date is."""
    date_bounds: tuple[DateEvidence, ...] = ()
    """Dates that the page betrays that are not its publication date but bound it."""

    @property
    def id(self) -> str:
        return content_id("article", self.page, self.text)

    @property
    def body(self) -> str:
        """The article's body paragraphs, joined by blank lines: what the page scorer reads."""
        return "\n\n".join(self.text[p.start : p.end] for p in self.parts if p.kind == "body")

    def readable(self) -> tuple[Part, ...]:
        """The parts in which statements are looked for: headline, body, a standfirst that the body does not repeat."""
        return tuple(p for p in self.parts if p.kind in ("headline", "standfirst", "body") and not p.repeats)


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution in an article: who (source), by which words (cue), what (content), and its labels.

    The labels are those of the annotation guide: see ``docs/reference/labels.md``.
    """

    article: str
    """Id of the article."""
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form = "indirect"
    speaker: str = ""
    kind: str = ""
    act: str = ""
    certainty: str = ""
    via: tuple[str, ...] = ()
    venue: str = ""
    when: str = ""
    horizon: str = ""
    again: bool = False
    when_text: str = ""
    """The expression behind ``when`` as written; kept, with ``when`` empty, where it cannot be resolved."""
    horizon_text: str = ""
    confidence: float = 0.0
    """0 to 1: how sure the reader is that this is a statement with these spans."""
    sure: Mapping[str, float] = field(default_factory=dict)
    """For each label, 0 to 1: how sure the reader is of its value."""
    reader: str = ""
    """Name and version of the reader, e.g. ``onrecord 0.1.0 (weights 3fa9c1)``."""

    @property
    def id(self) -> str:
        return content_id("statement", self.article, self.source, self.cue, self.content)

    def spans(self) -> Iterable[tuple[str, Span]]:
        """(role, span) for every piece, source first."""
        for role in ("source", "cue", "content"):
            for span in getattr(self, role):
                yield role, span


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that could not be read. It is shown, counted, and kept as a row in the ledger."""

    name: str
    stage: Literal["input", "fetch", "page", "article", "reader", "ledger"]
    reason: str
    """One clear line: what is wrong and what was kept."""
    kept: str = ""
    """What could be kept of it, in words (``12 of 15 records``); empty where nothing was."""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One article read: the page it came from, the article, its statements in text order."""

    page: Page
    article: Article
    statements: tuple[Statement, ...]
    notes: tuple[str, ...] = ()
    """What there is to know of the reading, a line each: that the text is of a language the reader does not know."""
