#!/usr/bin/env python3
"""Pictures of every page of the reading room: light, dark and 390 pixels wide.

    python -m benchmarks.screenshots LEDGER OUT [--only NAME ...] [--looks light dark narrow]

Needs Chromium (CHROMIUM names it, else it is looked for) and Playwright for Python. The ledger is opened read-only
but for the pictures of the forms, which an open one shows; nothing is changed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.serving import ARGUMENTS, chromium, served
from onrecord.ledger import Ledger, queries
from onrecord.ledger.contested import in_order, standings

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1360, "height": 860}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1360, "height": 860}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "device_scale_factor": 2},
}
TALLEST = 2_400


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            yield made
        finally:
            made.close()


def pages(ledger: Ledger) -> dict[str, str]:
    """Name → address of one page of each kind, each with much to show."""
    articles = sorted(queries.list_articles(ledger, limit=100), key=lambda row: (-row.statements, row.id))
    source = queries.list_sources(ledger, limit=1)[0]
    view = queries.article(ledger, articles[0].id)
    assert view is not None
    claims = in_order(standings(ledger), "contested") or in_order(standings(ledger), "told")
    return {
        "home": "/",
        "articles": "/articles",
        "article": f"/articles/{view.row.id}",
        "statement": f"/statements/{view.statements[1].id}",
        "claims": "/claims",
        **({"claim": f"/claims/{claims[0]}"} if claims else {}),
        "forecasts": "/forecasts",
        "ask": "/ask?q=The dam will be closed in the autumn.",
        "sources": "/sources",
        "source": f"/sources/{source.id}",
        "search": "/search?q=dam",
        "review": "/review",
        "judgements": "/judgements",
        "add": "/add",
        "archive": f"/pages/{view.row.page}",
        "not-read": "/not-read",
        "api": "/api",
        "error": "/articles/0000000000000000",
    }


def take(made: Browser, base: str, path: str, look: str, to: Path) -> None:
    """One picture of a whole page, however tall up to a bound; of an article, with a statement chosen."""
    context = made.new_context(base_url=base, **LOOKS[look])
    page = context.new_page()
    page.goto(path)
    if path.startswith("/articles/"):
        for item in page.locator(".statements [data-mark]").all()[3:4]:
            item.focus()
    height = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": LOOKS[look]["viewport"]["width"], "height": min(height, TALLEST)}
    page.screenshot(path=to, full_page=True, clip=clip)  # type: ignore[arg-type]
    context.close()


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("ledger")
    ask.add_argument("out", type=Path)
    ask.add_argument("--only", nargs="*", default=[])
    ask.add_argument("--looks", nargs="*", default=list(LOOKS))
    options = ask.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with Ledger.open(options.ledger, create=False) as ledger, served(ledger) as base, browser() as made:
        for name, path in pages(ledger).items():
            for look in options.looks if not options.only or name in options.only else ():
                take(made, base, path, look, options.out / f"{name}-{look}.png")
                print(options.out / f"{name}-{look}.png", flush=True)


if __name__ == "__main__":
    main()
