"""``onrecord add``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.console import clipped, console, failure, json_line, notes, progress, safe, table
from onrecord.cli.group import FAILED
from onrecord.cli.options import AllowPrivate, As, Format, Inputs, Jobs, LedgerPath, OutputFormat, ReaderSpec
from onrecord.settings import LEDGER, READER

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.pages import InputOptions
    from onrecord.pipeline import Kept
    from onrecord.records import Page, Reading

SHOWN = 12
"""How many of the new statements are shown, at most two of an article, so that the first article does not take all."""
SHOWN_OF_ONE = 2

Follow = Annotated[bool, typer.Option("--follow", help="Of feeds, fetch and read the pages that the entries link to.")]


def command(
    inputs: Inputs,
    ledger: LedgerPath = LEDGER.default,
    follow: Follow = False,
    format: OutputFormat = Format.table,
    as_: As = "",
    reader: ReaderSpec = READER.default,
    jobs: Jobs = 1,
    allow_private: AllowPrivate = False,
) -> None:
    """Read pages and keep what is found in the ledger, which is made where there is none.

    Adding a page again changes nothing; a newer reader's statements supersede the older ones, which stay as history.
    So do those of a later version of a page: another text, most of it the same, at the same URL or in the same file.
    Stop it at any time and run it again: it goes on where it was.

    \b
    Examples:
      onrecord add page.html
      onrecord add pages/ --ledger news.db --jobs 2
      onrecord add https://example.org/feed.xml --follow
      onrecord add crawl.warc.gz --format jsonl
    """
    from onrecord.pages import InputOptions

    options = InputOptions(as_=as_, follow=follow, allow_private=allow_private)
    run = _Run(ledger, reader, jobs)
    for kept in progress(run.kept(inputs, options), "pages read:"):
        run.note(kept)
        if format is Format.jsonl:
            json_line(_line(kept))
    if format is Format.table:
        run.tell()
    if run.count["rejected"]:
        raise typer.Exit(FAILED)


class _Run:
    """One run of ``add``: what it keeps, and what is told of it at the end."""

    def __init__(self, ledger: str, reader: str, jobs: int) -> None:
        self.ledger, self.reader, self.jobs = ledger, reader, jobs
        self.count: Counter[str] = Counter()
        self.new: list[Reading] = []
        self.rejected: list[str] = []

    def kept(self, inputs: list[str], how: InputOptions) -> Iterator[Kept]:
        """Everything that the inputs hold and the ledger has not, as it is kept."""
        from onrecord.backends import open_reader
        from onrecord.ledger import Ledger
        from onrecord.ledger.visits import visit, visited
        from onrecord.pages import Validators

        signature = open_reader(self.reader).signature
        visitor = f"{signature} following" if how.follow else signature
        with Ledger.open(self.ledger) as ledger:
            before = {url: Validators(*marks) for url, marks in visited(ledger, visitor).items()}
            asked = dict(before)
            yield from self._keep(inputs, replace(how, validators=asked), ledger, signature)
            changed = {url: (v.etag, v.modified) for url, v in asked.items() if v != before.get(url)}
            visit(ledger, visitor, {url: marks for url, marks in changed.items() if self._well(url)})

    def _keep(self, inputs: list[str], how: InputOptions, ledger: Ledger, signature: str) -> Iterator[Kept]:
        from onrecord.batch import read_all
        from onrecord.pipeline import Options, keep

        def known(page: Page) -> bool:
            have = ledger.has_page(page.id, signature)
            self.count["known"] += have
            return have

        options = Options(how, skip=known)
        return keep(read_all(inputs, self.reader, options, self.jobs), ledger, signature)

    def _well(self, url: str) -> bool:
        """Whether nothing that came from there was rejected, so that it need not be fetched until it changes."""
        return not any(name.startswith(url) for name in self.rejected)

    def note(self, kept: Kept) -> None:
        """Count it; tell at once what failed and what was mended; remember some readings to show."""
        from onrecord.records import Rejected

        if isinstance(kept.item, Rejected):
            self.rejected.append(kept.item.name)
            self.count["rejected"] += 1
            failure(kept.item)
            return
        notes(kept.item.page, kept.item.notes)
        if kept.added and kept.added.new:
            added = kept.added
            self.count.update({"new": 1, "statements": added.statements, "superseded": added.superseded})
            self.count["versions"] += added.versions
            if len(self.new) * SHOWN_OF_ONE < SHOWN and kept.item.statements:
                self.new.append(kept.item)
        else:
            self.count["known"] += 1

    def tell(self) -> None:
        """Some statements and the counts, for people."""
        from onrecord.cli.render import who, words

        out = console()
        if self.new:
            shown = table("who", "act", "what", "article", title="Some of the statements")
            for reading in self.new:
                text = reading.article.text
                for statement in reading.statements[:SHOWN_OF_ONE]:
                    title = safe(reading.article.title or reading.article.name)
                    shown.add_row(who(statement, text), statement.act, clipped(words(text, statement.content)), title)
            out.print(shown)
        out.print(safe(self._summary()), soft_wrap=True)

    def _summary(self) -> str:
        n = self.count
        parts = [f"{n['new']} pages added with {n['statements']} statements"]
        parts += [f"{n['versions']} earlier versions of them superseded"] if n["versions"] else []
        parts += [f"{n['superseded']} older statements superseded"] if n["superseded"] else []
        parts += [f"{n['known']} pages known already"] if n["known"] else []
        parts += [f"{n['rejected']} could not be read"] if n["rejected"] else []
        return f"{'; '.join(parts)}. Ledger: {self.ledger}"


def _line(kept: Kept) -> dict[str, object]:
    from onrecord.records import Rejected

    item = kept.item
    if isinstance(item, Rejected):
        return {"status": "rejected", "name": item.name, "stage": item.stage, "reason": item.reason, "kept": item.kept}
    new = kept.added is not None and kept.added.new
    ids = {"page": item.page.id, "article": item.article.id}
    return {"status": "added" if new else "known", "name": item.page.name, **ids, "statements": len(item.statements)}
