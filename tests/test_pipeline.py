"""The composer: nothing that one page does wrong stops the others, and the order is that of the input."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from onrecord.pipeline import Options, keep, read
from onrecord.records import Article, Page, Reading, Rejected, Statement

FILLER = "The council met for three hours on Tuesday and heard from everybody who had asked to speak. " * 4


class Sayings:
    """Finds ``X said Y.`` and nothing else; breaks on what the tests tell it to break on."""

    signature = "sayings 1"

    def __init__(self) -> None:
        self.batches: list[int] = []

    def read(self, batch: Sequence[tuple[Page, Article]]) -> list[tuple[Statement, ...]]:
        self.batches.append(len(batch))
        return [self.statements(article) for _, article in batch]

    def statements(self, article: Article) -> tuple[Statement, ...]:
        if "BREAK" in article.text:
            raise RuntimeError("cannot read\nthis one")
        at = article.text.find(" said ")
        if "OUTSIDE" in article.text:
            return (Statement(article.id, (), ((0, 1),), ((0, len(article.text) + 1),)),)
        return (Statement(article.id, (), ((at + 1, at + 5),), ((at + 6, at + 9),), reader=self.signature),)


def page(folder: Path, name: str, sentence: str) -> str:
    path = folder / f"{name}.html"
    body = f"<p>{sentence}</p><p>{FILLER}</p>"
    path.write_text(f"<html><head><title>{name}</title></head><body><article>{body}</article></body></html>")
    return str(path)


@pytest.fixture
def pages(tmp_path: Path) -> list[str]:
    sentences = ["Ada said yes to it.", "BREAK here.", "Ben said no to it.", "OUTSIDE of all.", "Cleo said so again."]
    return [page(tmp_path, f"page{n}", sentence) for n, sentence in enumerate(sentences)]


def test_a_page_that_the_reader_fails_on_is_rejected_in_its_place(pages: list[str]) -> None:
    items = list(read([*pages, "missing.html"], Sayings()))
    assert [type(item) for item in items] == [Reading, Rejected, Reading, Rejected, Reading, Rejected]
    broken, outside, missing = (item for item in items if isinstance(item, Rejected))
    assert (broken.name, broken.stage, broken.reason) == (pages[1], "reader", "RuntimeError: cannot read this one")
    assert (outside.stage, missing.stage) == ("reader", "input")
    assert "outside" in outside.reason
    assert broken.sha256 != ""


@pytest.mark.parametrize("size", [1, 2, 7])
def test_the_size_of_batches_changes_nothing(pages: list[str], size: int) -> None:
    assert list(read(pages, Sayings(), Options(batch=size))) == list(read(pages, Sayings()))


def test_articles_reach_the_reader_together(pages: list[str]) -> None:
    reader = Sayings()
    assert len(list(read([pages[0], pages[2], pages[4]], reader))) == 3
    assert reader.batches == [3]


def test_what_is_to_be_skipped_is_not_read(pages: list[str]) -> None:
    items = list(read(pages, Sayings(), Options(skip=lambda page: page.name != pages[2])))
    assert [item.page.name for item in items if isinstance(item, Reading)] == [pages[2]]
    assert len(items) == 1


def test_kept_items_are_rows_and_kept_again_they_change_nothing(pages: list[str], tmp_path: Path) -> None:
    from onrecord.ledger import Ledger
    from onrecord.ledger.queries import counts

    with Ledger.open(str(tmp_path / "kept.db")) as ledger:
        for new in (True, False):
            kept = list(keep(read(pages, Sayings()), ledger, Sayings.signature))
            assert [k.added is not None and k.added.new for k in kept] == [new, False, new, False, new]
            held = counts(ledger)
            assert (held.pages, held.statements, held.rejected) == (3, 3, 2)
