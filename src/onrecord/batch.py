"""Many inputs: the pipeline in several processes of this machine, with the same items in the same order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import islice
from multiprocessing import get_context
from signal import SIG_IGN, SIGINT, signal

from onrecord.backends import Reader, open_reader
from onrecord.errors import OnrecordError
from onrecord.pipeline import Item, Options, batches, read, read_pages, wanted
from onrecord.records import Article, Page, Reading, Rejected, Statement

AHEAD = 3
"""Batches under way for each process: enough that none waits, few enough to bound memory."""

Batch = list[Page | Rejected]
Outcome = Rejected | tuple[Article, tuple[Statement, ...], tuple[str, ...]]
"""What a worker sends back: the pages stay with the parent, which has them already."""


def read_all(inputs: Iterable[str], reader: str, options: Options, jobs: int = 1) -> Iterator[Item]:
    """Every page of the inputs, read or rejected, by the reader of that name, in the order of the input."""
    if jobs == 1:
        return read(inputs, open_reader(reader), options)
    return _read_in_pool(batches(wanted(inputs, options), options.batch), reader, jobs)


def _read_in_pool(work: Iterator[Batch], reader: str, jobs: int) -> Iterator[Item]:
    open_reader(reader)  # a wrong name is told here, once
    with ProcessPoolExecutor(jobs, get_context("spawn"), _leave_interrupts_to_the_parent) as pool:
        under_way: deque[tuple[Batch, Future[list[Outcome]]]] = deque()

        def send(count: int) -> None:
            under_way.extend((batch, pool.submit(_read_batch, reader, batch)) for batch in islice(work, count))

        try:
            send(jobs * AHEAD)
            while under_way:
                batch, outcomes = under_way.popleft()
                yield from _joined(batch, outcomes.result())
                send(1)
        except BrokenProcessPool as error:
            raise OnrecordError("a reading process died, perhaps for want of memory: try fewer jobs") from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    signal(SIGINT, SIG_IGN)


def _joined(batch: Batch, outcomes: Sequence[Outcome]) -> Iterator[Item]:
    for page, outcome in zip(batch, outcomes, strict=True):
        if isinstance(page, Rejected):
            yield page
        else:
            yield outcome if isinstance(outcome, Rejected) else Reading(page, *outcome)


@cache
def _reader(spec: str) -> Reader:
    return open_reader(spec)


def _read_batch(reader: str, batch: Batch) -> list[Outcome]:
    items = read_pages(batch, _reader(reader))
    return [item if isinstance(item, Rejected) else (item.article, item.statements, item.notes) for item in items]
