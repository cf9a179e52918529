#!/usr/bin/env python3
"""Pictures of every page of the reading room: light, dark, 390 pixels wide, and as printed.

    python -m benchmarks.screenshots INPUT OUT [--only NAME ...] [--looks light dark narrow print] [--readme]

INPUT is a ledger, or anything that ``onrecord add`` reads, which is then read into a ledger of its own: the dossier,
or PolNeAR's dev articles, by the reader itself and not by their annotations:

    python -m benchmarks.screenshots examples/dossier/pages pictures/dossier
    python -m benchmarks.screenshots ../shared/polnear/dev.jsonl pictures/polnear

``--readme`` takes the two pictures of README:

    python -m benchmarks.screenshots examples/dossier/pages docs/images --readme

Needs Chromium (CHROMIUM names it, else it is looked for) and Playwright for Python. A ledger that is given is not
changed.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Page as BrowserPage

from benchmarks.serving import ARGUMENTS, chromium, served
from onrecord.backends import open_reader
from onrecord.ledger import Ledger, queries
from onrecord.ledger.contested import claims_of_ids, in_order, standings
from onrecord.ledger.rows import ArticleView, Judgement
from onrecord.pages import open_inputs
from onrecord.pipeline import keep, read_pages
from onrecord.records import Page, Rejected
from onrecord.web.jobs import gather
from onrecord.web.render import query

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1360, "height": 860}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1360, "height": 860}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "device_scale_factor": 2},
    "print": {"viewport": {"width": 720, "height": 1_020}, "color_scheme": "dark"},
}
"""Print is as on paper, from a browser that is set to dark."""
TALLEST = 2_400
NOT_READ = {
    "https://changed.example/gone": "404 Not Found",
    "archive/2024-06.warc.gz#17": "the member is cut short after 3,412 bytes",
}
"""Pages that could not be read, so that there are some."""
README = {"article": 1_150, "claim": 1_150}
"""The pictures of README, and how much of each page they show."""


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            yield made
        finally:
            made.close()


@contextmanager
def prepared(given: str) -> Iterator[Ledger]:
    """A copy of the ledger, or a new one of the input, with sources and claims gathered."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(given).with_suffix(".db").name
        if given.endswith(".db"):
            copy(given, path)
        with Ledger.open(str(path)) as ledger:
            if not given.endswith(".db"):
                add(ledger, [item for item in open_inputs([given]) if isinstance(item, Page)])
            gather(ledger)
            yield ledger


def copy(given: str, path: Path) -> None:
    """A copy of a ledger, with what another process has written and not yet put into the file itself."""
    with closing(sqlite3.connect(given)) as old, closing(sqlite3.connect(path)) as new:
        old.backup(new)


def add(ledger: Ledger, found: list[Page]) -> None:
    reader = open_reader("onrecord")
    for _ in keep((item for page in found for item in read_pages([page], reader)), ledger, reader.signature):
        pass


def later(ledger: Ledger) -> dict[str, str]:
    """Pages that show what people did: one page read again with changes, and some judgements. Changes the ledger."""
    view = fullest(ledger)
    lines = [view.text[p.start : p.end] for p in view.parts if p.kind in ("headline", "body")]
    long = max(range(2, len(lines)), key=lambda n: len(lines[n]))
    after = [
        *lines[:long],
        lines[long].replace(" said ", " told reporters ").replace(" the ", " that ", 2),
        *lines[long + 1 :],
    ]
    del after[1 if long > 1 else 2]
    told = {"title": view.row.title, "outlet": view.row.outlet, "published": view.row.published}
    for n, text in enumerate(("\n\n".join(lines), "\n\n".join(after))):
        body, url = text.encode(), "https://changed.example/page"
        add(ledger, [Page(sha256(body).hexdigest(), f"{n}.txt", "plain", body, text, "utf-8", "declared", told, url)])
    first, second, third = view.statements[:3]
    ledger.judge(Judgement("verified", first.id, author="ada"))
    ledger.judge(Judgement("speaker", second.id, first.speaker, author="ada", note="named in the line above"))
    wrong = ledger.judge(Judgement("wrong-statement", third.id, author="ben"))
    ledger.withdraw(wrong.id, "ada", "it is one")
    (now, *_) = queries.articles_at(ledger, "https://changed.example/page")
    return {
        "judgements": "/judgements",
        "not-read": "/not-read",
        "changes": f"/articles/{now.id}/changes",
        "corrected": f"/statements/{second.id}",
    }


def fullest(ledger: Ledger) -> ArticleView:
    """The article in which most sources speak."""
    views = [queries.article(ledger, row.id) for row in queries.list_articles(ledger, limit=100)]
    return max((v for v in views if v), key=lambda v: (len({s.source for s in v.statements}), v.row.id))


def pages(ledger: Ledger) -> dict[str, str]:
    """Name → address of one page of each kind, each with much to show."""
    source = queries.list_sources(ledger, limit=1)[0]
    view = fullest(ledger)
    word = max((w for w in view.row.title.split() if w.isalpha()), key=len, default="said")
    claims = in_order(standings(ledger), "contested") or in_order(standings(ledger), "told")
    asked = claims_of_ids(ledger, claims[1:2])[0].text if len(claims) > 1 else view.row.title
    return {
        "home": "/",
        "articles": "/articles",
        "article": f"/articles/{view.row.id}",
        "statement": f"/statements/{view.statements[1].id}",
        "claims": "/claims",
        **({"claim": f"/claims/{claims[0]}"} if claims else {}),
        "forecasts": "/forecasts",
        "ask": query("/ask", q=asked),
        "sources": "/sources",
        "source": f"/sources/{source.id}",
        "source-claims": f"/sources/{source.id}?by=claim",
        "search": f"/search?q={word}",
        "review": "/review",
        "add": "/add",
        "archive": f"/pages/{view.row.page}",
        "api": "/api",
        "error": "/articles/0000000000000000",
    }


def take(made: Browser, address: str, look: str, to: Path, tallest: int = TALLEST) -> None:
    """One picture of a whole page, however tall up to a bound; of an article, with a statement chosen."""
    context = made.new_context(**LOOKS[look])
    page = context.new_page()
    if look == "print":
        page.emulate_media(media="print")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    width, height = LOOKS[look]["viewport"]["width"], page.evaluate("document.documentElement.scrollHeight")
    if look != "print" and page.locator(".reading").count():
        page.set_viewport_size({"width": width, "height": min(height, tallest)})  # so that nothing moves afterwards
        choose(page)
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, tallest)}
    page.screenshot(path=to, full_page=True, clip=clip)  # type: ignore[arg-type]
    context.close()
    print(to, flush=True)


def choose(page: BrowserPage) -> None:
    """Points at the first statement of the body whose speaker is not named in full there."""
    items = page.locator(".statements li:has(.resolved:not(.plain))").all()
    for number in (item.get_attribute("data-n") for item in items):
        begins = page.locator(f'.text .part .ref[data-n="{number}"] + .m')
        if begins.count():
            begins.first.hover(timeout=5_000)
            return


def shoot(made: Browser, base: str, addresses: dict[str, str], options: argparse.Namespace) -> None:
    for name, path in addresses.items():
        for look in options.looks if not options.only or name in options.only else ():
            take(made, base + path, look, options.out / f"{name}-{look}.png")


def shoot_empty(made: Browser, options: argparse.Namespace) -> None:
    """What a new ledger greets with, and what asks for the token."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(f"{folder}/onrecord.db") as ledger:
        with served(ledger) as base:
            shoot(made, base, {"welcome": "/"}, options)
        with served(ledger, token="secret") as base:
            shoot(made, base, {"login": "/login"}, options)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("input")
    ask.add_argument("out", type=Path)
    ask.add_argument("--only", nargs="*", default=[])
    ask.add_argument("--looks", nargs="*", default=list(LOOKS))
    ask.add_argument("--readme", action="store_true", help="only the two pictures of README, into OUT")
    options = ask.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with prepared(options.input) as ledger, served(ledger, author="ada") as base, browser() as made:
        shown = pages(ledger)
        if options.readme:
            for name, tallest in README.items():
                take(made, base + shown[name], "light", options.out / f"{name}.png", tallest)
            return
        for name, reason in NOT_READ.items():
            ledger.reject(Rejected(name, "input", reason))
        shoot(made, base, shown, options)
        shoot(made, base, later(ledger), options)
        shoot_empty(made, options)


if __name__ == "__main__":
    main()
