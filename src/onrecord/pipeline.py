"""The one composer: inputs → pages → articles → statements, in batches, in the order of the input.

Nothing that one page does wrong stops the others: it comes out as ``Rejected`` with its stage and reason, in its
place. The same inputs and reader give the same items in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.articles import article_of, dates, language
from onrecord.backends import Reader
from onrecord.errors import LedgerError, OnrecordError
from onrecord.pages import InputOptions, open_inputs
from onrecord.records import Article, Page, Reading, Rejected, Statement

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.rows import Added

Item = Reading | Rejected
Written = tuple[Page, Article]

READER_BATCH = 16
"""Articles handed to the reader at once: enough to fill its matrices, few enough to show results as they come."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read. ``skip`` leaves out pages that the caller has already; they are not read and not shown."""

    inputs: InputOptions = field(default_factory=InputOptions)
    batch: int = READER_BATCH
    skip: Callable[[Page], bool] | None = None


DEFAULTS = Options()


@dataclass(frozen=True, slots=True)
class Kept:
    """An item and what it changed in the ledger; nothing where it was rejected."""

    item: Item
    added: Added | None = None


def read(inputs: Iterable[str], reader: Reader, options: Options = DEFAULTS) -> Iterator[Item]:
    """Every page of the inputs, read or rejected."""
    for pages in batches(wanted(inputs, options), options.batch):
        yield from read_pages(pages, reader)


def wanted(inputs: Iterable[str], options: Options) -> Iterator[Page | Rejected]:
    """The inputs' pages without those to skip."""
    for page in open_inputs(inputs, options.inputs):
        if options.skip is None or isinstance(page, Rejected) or not options.skip(page):
            yield page


def batches(pages: Iterator[Page | Rejected], size: int) -> Iterator[list[Page | Rejected]]:
    """Consecutive runs of ``size`` pages, the last one shorter."""
    while batch := list(islice(pages, size)):
        yield batch


def read_pages(pages: Sequence[Page | Rejected], reader: Reader) -> list[Item]:
    """One batch: what was rejected before stays in its place."""
    articles = [page if isinstance(page, Rejected) else article_or_reason(page) for page in pages]
    readings = iter(read_articles([a for a in articles if not isinstance(a, Rejected)], reader))
    return [a if isinstance(a, Rejected) else next(readings) for a in articles]


def article_or_reason(page: Page) -> Written | Rejected:
    """The page with its article, or why there is none."""
    try:
        return page, article_of(page)
    except Exception as error:  # a page that breaks a parser must not stop the others
        return Rejected(page.name, "article", reason(error), sha256=page.sha256)


def read_articles(batch: Sequence[Written], reader: Reader) -> list[Item]:
    """The batch read at once; where the reader fails on it, one by one, so that only the cause is rejected."""
    try:
        read = zip(batch, reader.read(batch), strict=True)
        return [_reading(*written, statements, _notes(*written, reader)) for written, statements in read]
    except Exception as error:  # the reader may be anybody's plug-in
        if len(batch) > 1:
            return [item for written in batch for item in read_articles([written], reader)]
        page = batch[0][0]
        return [Rejected(page.name, "reader", reason(error), sha256=page.sha256)]


def notes_on(page: Page, article: Article) -> tuple[str, ...]:
    """What there is to know of an article, a line each, that its page does not tell: that its stated day is none."""
    return dates.notes_on(str(page.given.get("published", "")), article.published)


def _notes(page: Page, article: Article, reader: Reader) -> tuple[str, ...]:
    known, found = getattr(reader, "languages", ()), language.of(article.text)
    if not known or not found or found in known:
        return notes_on(page, article)
    return (
        *notes_on(page, article),
        f"the text is {language.NAMES[found]}, which the reader does not know: little that it finds will be right",
    )


def _reading(page: Page, article: Article, statements: Sequence[Statement], notes: tuple[str, ...]) -> Reading:
    for statement in statements:
        for role, (start, end) in statement.spans():
            if not 0 <= start < end <= len(article.text):
                raise ValueError(f"the reader gave a {role} [{start}, {end}] outside {len(article.text)} characters")
    return Reading(page, article, tuple(statements), notes)


def keep(items: Iterable[Item], ledger: Ledger, signature: str) -> Iterator[Kept]:
    """Write each item as it comes, one transaction each; ``signature`` is that of the reader that read them.

    What the ledger cannot hold is rejected. LedgerError where the ledger itself cannot be used.
    """
    for item in items:
        if isinstance(item, Rejected):
            ledger.reject(item)
            yield Kept(item)
        else:
            yield _add(item, ledger, signature)


def _add(reading: Reading, ledger: Ledger, signature: str) -> Kept:
    try:
        return Kept(reading, ledger.add(reading, signature))
    except LedgerError as error:
        rejected = Rejected(reading.page.name, "ledger", reason(error), sha256=reading.page.sha256)
        ledger.reject(rejected)  # fails too where the trouble is not with this reading
        return Kept(rejected)


def reason(error: Exception) -> str:
    """The error as one line: our own as they are, others with their type, for they are unforeseen."""
    text = " ".join(str(error).split())
    return text if isinstance(error, OnrecordError) else f"{type(error).__name__}: {text}".rstrip(": ")
