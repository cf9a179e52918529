"""Dates as pages write them: in prose, in URLs, in the names of image files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from onrecord.records import Span

FIRST_YEAR, LAST_YEAR = 1980, 2099
"""Years outside these are not the dates of news pages."""

MONTHS = {
    1: "january jan januar jänner janvier enero ene gennaio janeiro januari",
    2: "february feb februar février fevrier febrero febbraio fevereiro februari",
    3: "march mar märz maerz mars marzo março marco maart",
    4: "april apr avril abril aprile",
    5: "may mai mayo maggio maio mei",
    6: "june jun juni juin junio giugno junho",
    7: "july jul juli juillet julio luglio julho",
    8: "august aug août aout agosto augustus",
    9: "september sept sep septembre septiembre settembre setembro",
    10: "october oct oktober octobre octubre ottobre outubro okt",
    11: "november nov novembre noviembre novembro",
    12: "december dec dezember décembre decembre diciembre dicembre dezembro dez",
}
MONTH_OF = {name: number for number, names in MONTHS.items() for name in names.split()}
_MONTH = "|".join(sorted(MONTH_OF, key=len, reverse=True))

WRITTEN = re.compile(
    rf"\b(?P<iso>(?P<y1>(?:19|20)\d\d)[-/.](?P<m1>\d\d?)[-/.](?P<d1>\d\d?))(?!\d)"
    rf"|\b(?P<mdy>(?P<m2>{_MONTH})\.?\s+(?P<d2>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d))\b"
    rf"|\b(?P<dmy>(?P<d3>\d\d?)(?:st|nd|rd|th|\.|º)?[\s-]+(?:de\s+)?(?P<m3>{_MONTH})\.?,?[\s-]+(?:de\s+)?(?P<y3>(?:19|20)\d\d))\b"
    r"|(?P<cjk>(?P<y4>(?:19|20)\d\d)\s?[年년]\s?(?P<m4>\d\d?)\s?[月월]\s?(?P<d4>\d\d?)\s?[日일])"
    r"|\b(?P<num>(?P<a5>\d\d?)[/.](?P<b5>\d\d?)[/.](?P<y5>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)
"""Dates in prose. Only the last form can be ambiguous (day or month first)."""

_YEAR = re.compile(r"(?:19|20)\d\d")
"""Every form above has one; looking for it first is quick."""

STAMPS = re.compile(
    r"(?<![0-9A-Za-z])(?:(?P<zulu>(?:19|20)\d\d[ _-]?\d\d[ _-]?\d\dT\d{4,6}Z?)"
    r"|(?P<milli>1[0-9]{12})|(?P<epoch>1[0-9]{9})|(?P<eight>\d{8})|(?P<six>\d{6})"
    r"|(?P<dashed>(?:19|20)\d\d[ _-]\d\d[ _-]\d\d))(?![0-9A-Za-z])"
)
"""Time stamps in the names of image files, where hyphens and underscores may have become blanks."""


@dataclass(frozen=True, slots=True)
class Found:
    """A date found in a text. ``other`` is the second reading of an ambiguous one, else empty."""

    date: str
    span: Span
    other: str = ""


def valid(year: int, month: int, day: int) -> str:
    """The ISO date, or empty where there is no such day or the year is out of bounds."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def written(text: str) -> Iterator[Found]:
    """The dates written in a text, in order."""
    if not _YEAR.search(text):
        return
    for match in WRITTEN.finditer(text):
        found = _numeric(match) if match["num"] else _worded(match)
        if found is not None:
            yield found


def _worded(match: re.Match[str]) -> Found | None:
    for number in "1234":
        if match[f"y{number}"]:
            month = match[f"m{number}"].lower()
            iso = valid(int(match[f"y{number}"]), MONTH_OF.get(month) or int(month), int(match[f"d{number}"]))
            return Found(iso, match.span()) if iso else None
    return None


def _numeric(match: re.Match[str]) -> Found | None:
    a, b, year = int(match["a5"]), int(match["b5"]), int(match["y5"])
    return _either(valid(year, b, a), valid(year, a, b), match.span())


def _either(first: str, second: str, span: Span) -> Found | None:
    """Of a day-first and a month-first reading, those that are dates."""
    if not (first or second):
        return None
    return Found(first or second, span, second if first and second and first != second else "")


def stamps(name: str) -> Iterator[Found]:
    """The time stamps in a file name, in order."""
    for match in STAMPS.finditer(name):
        found = _READ[str(match.lastgroup)](match[0], match.span())
        if found is not None:
            yield found


def _leading(stamp: str, span: Span) -> Found | None:
    digits = re.sub(r"\D", "", stamp.split("T")[0])
    iso = valid(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    return Found(iso, span) if iso else None


def _eight(stamp: str, span: Span) -> Found | None:
    year_first = _leading(stamp, span)
    if year_first is not None:
        return year_first
    a, b, year = int(stamp[:2]), int(stamp[2:4]), int(stamp[4:])
    return _either(valid(year, b, a), valid(year, a, b), span)


def _six(stamp: str, span: Span) -> Found | None:
    iso = valid(2000 + int(stamp[:2]), int(stamp[2:4]), int(stamp[4:]))
    return Found(iso, span) if iso else None


def _since_1970(stamp: str, span: Span) -> Found | None:
    when = datetime.fromtimestamp(int(stamp[:10]), UTC).date()
    return Found(when.isoformat(), span)


_READ = {
    "zulu": _leading,
    "dashed": _leading,
    "eight": _eight,
    "six": _six,
    "milli": _since_1970,
    "epoch": _since_1970,
}

_IN_URL = re.compile(
    rf"[/_-](?P<y>(?:19|20)\d\d)[/_-](?P<m>\d\d?|{_MONTH})[/_-](?P<d>\d\d?)(?=[/_.-]|$)", re.IGNORECASE
)
_MACHINE = re.compile(r"\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)")


def in_url(url: str) -> str:
    """The date in a URL's path (``/2019/11/19/``, ``/2019/nov/19/``), or empty."""
    match = _IN_URL.search(url)
    if not match:
        return ""
    month = match["m"].lower()
    return valid(int(match["y"]), MONTH_OF.get(month) or int(month), int(match["d"]))


def machine(value: str) -> str:
    """The ISO date that a machine-readable value starts with, else the first date written in it, else empty."""
    match = _MACHINE.match(value)
    if match:
        return valid(*map(int, match.groups()))
    return next((found.date for found in written(value)), "")


def notes_on(stated: str, used: str) -> tuple[str, ...]:
    """What there is to tell of a stated day of publication: a line where it is no date; ``used`` is the day found
    elsewhere, if any."""
    if not stated or machine(stated):
        return ()
    instead = f"the article is dated {used}, which was found elsewhere" if used else "the article has no date"
    return (f"published: {stated!r:.80} is no day such as 2024-06-30; {instead}",)
