"""Pages being added: read in a thread of their own, so that the visitor sees how far they are."""

from __future__ import annotations

import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from onrecord.errors import OnrecordError
from onrecord.records import Page, Reading, Rejected
from onrecord.web.options import ServeOptions

if TYPE_CHECKING:
    from onrecord.backends import Reader
    from onrecord.ledger import Ledger
    from onrecord.pipeline import Kept

log = logging.getLogger(__name__)
PATIENCE = 2.0
"""Seconds that a visitor waits for sources and claims to be gathered; after that it goes on without."""
KEPT = 50
"""Finished runs that can still be looked at."""

Found = Page | Rejected


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one page. ``state`` is ``added``, ``known`` (it was there already) or ``rejected``."""

    name: str
    state: Literal["added", "known", "rejected"]
    article: str = ""
    title: str = ""
    statements: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of adding. ``failed`` says why it stopped, where it did before its end."""

    id: str
    what: str
    total: int
    """How many pages were given; a feed or an archive holds more than that."""
    stage: Literal["reading", "gathering", "done"] = "reading"
    """After the pages are read, their sources and claims are gathered; then it is done."""
    failed: str = ""
    outcomes: tuple[Outcome, ...] = field(default_factory=tuple)


class Jobs:
    """Runs one after another: the reader is one, and the ledger has one writer at a time."""

    def __init__(self, ledger: Ledger, options: ServeOptions) -> None:
        self.ledger, self.options = ledger, options
        self._runs: OrderedDict[str, Run] = OrderedDict()
        self._turn = threading.Lock()
        self.gathering = False
        """Whether sources and claims are being gathered just now, so that pages show them as they were before."""
        self._reader: Reader | None = None

    def get(self, id: str) -> Run | None:
        return self._runs.get(id)

    def start(self, what: str, pages: Iterable[Found], total: int) -> Run:
        """Begins to add the pages, which are only asked for in the thread that reads them."""
        run = Run(secrets.token_hex(8), what, total)
        self._runs[run.id] = run
        while len(self._runs) > KEPT:
            self._runs.popitem(last=False)
        threading.Thread(target=self._work, args=(run.id, pages), name=f"add {run.id}", daemon=True).start()
        return run

    def _work(self, id: str, pages: Iterable[Found]) -> None:
        failed = ""
        try:
            with self._turn:
                for kept in self._kept(pages):
                    self._change(id, kept)
                self._put(id, stage="gathering")
                self._gather()
        except OnrecordError as error:
            failed = " ".join(str(error).split())
        except Exception as error:  # a reader may be anybody's plug-in: the visitor is told, and nothing hangs
            failed = f"{type(error).__name__}: {error}"
        finally:
            self._put(id, stage="done", failed=failed)

    def _put(self, id: str, **changes: Any) -> None:
        if run := self._runs.get(id):
            self._runs[id] = replace(run, **changes)

    def _change(self, id: str, kept: Kept) -> None:
        if run := self._runs.get(id):
            self._put(id, outcomes=(*run.outcomes, outcome(kept)))

    def settle(self, patience: float = PATIENCE) -> None:
        """Gathers sources and claims anew after a judgement about them; waits no longer than that for the end."""
        worker = threading.Thread(target=self._settle, name="settle", daemon=True)
        worker.start()
        worker.join(patience)

    def _settle(self) -> None:
        try:
            with self._turn:
                self._gather()
        except Exception:  # the judgement is kept; the next gathering takes it up
            log.exception("gathering sources and claims failed")

    def catch_up(self) -> None:
        """Gathers what was added by others and is in no claim yet (``onrecord add`` leaves that to be asked for)."""
        from onrecord.ledger.claims import unplaced

        if unplaced(self.ledger):
            self._settle()

    def _gather(self) -> None:
        from onrecord.claims.keeping import gather

        self.gathering = True
        try:
            gather(self.ledger)
        finally:
            self.gathering = False

    def _kept(self, pages: Iterable[Found]) -> Iterator[Kept]:
        from onrecord.backends import open_reader
        from onrecord.pipeline import keep, read_pages

        reader = self._reader = self._reader or open_reader(self.options.reader)
        items = (item for page in pages for item in read_pages([page], reader))
        yield from keep(items, self.ledger, reader.signature)


def outcome(kept: Kept) -> Outcome:
    """What became of one page, for people."""
    item = kept.item
    if isinstance(item, Rejected):
        return Outcome(item.name, "rejected", reason=f"{item.reason}{f' (kept: {item.kept})' if item.kept else ''}")
    return _added(item, kept)


def _added(reading: Reading, kept: Kept) -> Outcome:
    article = reading.article
    state: Literal["added", "known"] = "added" if kept.added and kept.added.new else "known"
    return Outcome(reading.page.name, state, article.id, article.title or article.name, len(reading.statements))
