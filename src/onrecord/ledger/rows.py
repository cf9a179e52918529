"""The frozen records that the ledger takes and gives. Nothing heavy is imported here.

A *number* is the ledger's own key of a statement row (it begins with the date, so that the newest sorts last); an
*id* comes from content and is the same in every ledger. Ids are for people, links and files; numbers stay inside,
but for ``Hits.next``, which carries one from page to page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from onrecord.records import Span, content_id

JUDGEMENT_KINDS = {
    "speaker": "who really said it: the subject is a statement, the value a name",
    "label": "label:<name> corrects that label of a statement (kind, act, certainty, via, venue, when, horizon, again)",
    "same-source": "the subject and the value are ids of sources that are one",
    "different-source": "the subject and the value are ids of sources that are not one",
    "same-claim": "the subject and the value are ids of statements, or of claims, that are about one claim",
    "move-claim": "the subject is a statement, the value the id of the claim that it belongs to, or empty for none",
    "stance": "how the subject, a statement, stands to its claim: asserts, denies, hedges or asks",
    "outcome": "what became of a forecast: open, came-true, did-not, unclear",
    "verified": "a person has checked the statement against the article; the value is true or false",
    "wrong-statement": "the subject is no statement at all; the value is true or false",
}
OUTCOMES = ("open", "came-true", "did-not", "unclear")


@dataclass(frozen=True, slots=True)
class Added:
    """What one ``add`` changed. ``new`` is false where this reader's reading of the page was there already."""

    page: str
    article: str
    new: bool
    statements: int = 0
    superseded: int = 0
    """How many statements it made history; its own too where a later version of the page was there."""
    versions: int = 0
    """How many earlier versions of the page it took the place of."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision about a statement, a source or a claim. Append-only; see ``JUDGEMENT_KINDS``."""

    kind: str
    subject: str
    value: Any = True
    author: str = ""
    note: str = ""
    time: str = ""
    """ISO 8601 UTC; set when it is recorded, if empty."""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    """Where the statement stood: ``article``, ``page``, ``source``, ``cue``, ``content`` (spans), ``quote``. In
    ``claims`` the ids of the statements of each claim that the judgement names.

    Set when it is recorded. It lets the judgement find its statement again after another reading, or in another
    ledger.
    """

    @property
    def id(self) -> str:
        return content_id("judgement", self.kind, self.subject, self.value, self.author, self.note, self.time)


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """A judgement as kept: with its withdrawal, if any, and the statement that it now applies to."""

    id: str
    judgement: Judgement
    withdrawn: str = ""
    """When it was withdrawn, or empty while it stands."""
    withdrawn_by: str = ""
    statement: str = ""
    """Id of the current statement that it applies to; empty where there is none, or it is about something else."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to. Values of one field are alternatives; fields narrow one another."""

    source: tuple[str, ...] = ()
    """Ids of sources."""
    kind: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    certainty: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    claim: tuple[str, ...] = ()
    """Ids of claims."""
    article: tuple[str, ...] = ()
    since: str = ""
    """First day, ISO 8601 (``2016``, ``2016-09`` and ``2016-09-30`` alike). Undated articles are left out."""
    until: str = ""
    """Last day, likewise; it is included whole."""

    @classmethod
    def of(cls, **given: str | Iterable[str] | None) -> Filters:
        """Filters from loose values: one string, several, or none; names are those of the fields."""
        known = {f.name for f in fields(cls)}
        unknown = sorted(set(given) - known)
        if unknown:
            raise ValueError(f"no such filter: {', '.join(unknown)}; there are: {', '.join(sorted(known))}")
        return cls(**{name: _loose(name, value) for name, value in given.items() if value})

    def given(self) -> dict[str, Any]:
        """The filters that are set, by name."""
        return {name: value for name in self.__dataclass_fields__ if (value := getattr(self, name))}


def _loose(name: str, value: str | Iterable[str]) -> Any:
    if name in ("since", "until"):
        return str(value)
    return (value,) if isinstance(value, str) else tuple(value)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement as the ledger has it: labels as concluded, with ``as_found`` where a judgement changed them."""

    id: str
    article: str
    position: int
    """Its place in the reading, from 0."""
    speaker: str
    kind: str
    act: str
    certainty: str
    form: str
    via: tuple[str, ...]
    venue: str
    when: str
    when_text: str
    horizon: str
    horizon_text: str
    again: bool
    source_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    content_spans: tuple[Span, ...]
    source_text: str
    """The quoted pieces, joined by `` … ``; likewise ``cue_text`` and ``content_text``."""
    cue_text: str
    content_text: str
    sentence: str
    """The sentence or sentences that hold the cue and the content."""
    source: str
    """Id of the source that the speaker is resolved to; empty where nobody is named."""
    title: str
    outlet: str
    published: str
    url: str
    page_sha256: str
    """Hash of the page's bytes: see ``queries.page_bytes_of``."""
    confidence: float
    sure: Mapping[str, float]
    reader: str
    current: bool
    """False for a statement of an earlier reading, kept as history."""
    verdict: str
    """``verified`` or ``wrong`` where a person said so."""
    outcome: str
    """What a person said became of a forecast."""
    as_found: Mapping[str, Any]
    """The reader's own value of every label that a judgement changed."""
    number: int
    sentence_start: int
    """Where ``sentence`` begins in the text; spans less this are spans of it, but for those that lie outside."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of an article, as ``records.Part``."""

    kind: str
    start: int
    end: int
    credit: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article without its text, as lists show it."""

    id: str
    page: str
    name: str
    title: str
    outlet: str
    byline: str
    language: str
    published: str
    published_how: str
    published_certain: float
    url: str
    statements: int
    """How many current statements it has."""
    current: bool
    """False where a later reading of the page found another text to be the article, or a later version has come."""
    added: str


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page without its bytes: see ``queries.page_bytes``."""

    id: str
    sha256: str
    name: str
    url: str
    fetched: str
    kind: str
    encoding: str
    encoding_how: str
    size: int
    given: Mapping[str, Any]
    notes: tuple[str, ...]
    added: str


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One reader's reading of one article."""

    article: str
    reader: str
    statements: int
    current: bool
    added: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article whole: text, parts, page, readings, current statements in text order; those of its last reading where
    it is current no more."""

    row: ArticleRow
    text: str
    parts: tuple[PartRow, ...]
    date_bounds: tuple[Mapping[str, Any], ...]
    page: PageRow
    readings: tuple[ReadingRow, ...]
    statements: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement in its context, with all that supports it."""

    statement: StatementRow
    article: ArticleRow
    page: PageRow
    paragraph: str
    """The lines of the article's text that hold the statement."""
    paragraph_start: int
    """Where ``paragraph`` begins in the text; spans less this are spans of it."""
    history: tuple[StatementRow, ...]
    """Earlier or later readings' statements of the same spans or overlapping ones, other than this one."""
    judgements: tuple[JudgementRow, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source across articles, with the names under which it was found."""

    id: str
    name: str
    kind: str
    wikidata: str
    statements: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """Something that could not be read. ``resolved`` is the id of the page once it could."""

    id: str
    name: str
    stage: str
    reason: str
    kept: str
    sha256: str
    resolved: str
    added: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a facet, what to show for it, and how many of the counted hits have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of a search, newest published first; undated last."""

    rows: tuple[StatementRow, ...]
    total: int
    """How many there are, counted no further than ``search.COUNTED``."""
    complete: bool
    """Whether ``total`` is all; if not, say "more than"."""
    next: str
    """Pass it as ``after`` for the next page; empty on the last. Stable while statements are added."""
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    """By name: source, kind, act, certainty, outlet, claim, month; counted over the newest ``faceted`` hits."""
    faceted: int = 0


@dataclass(frozen=True, slots=True)
class Who:
    """Everything that the sources of a name said."""

    sources: tuple[SourceRow, ...]
    hits: Hits


@dataclass(frozen=True, slots=True)
class Counts:
    """What the ledger holds, for the home page and ``doctor``."""

    pages: int = 0
    articles: int = 0
    statements: int = 0
    """Without those judged to be none."""
    superseded: int = 0
    sources: int = 0
    claims: int = 0
    judgements: int = 0
    rejected: int = 0
    """Those still unread."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that ``check`` found wrong, worst first. ``level`` is ``error`` or ``warning``."""

    level: str
    what: str
    """One clear line that names the row."""
