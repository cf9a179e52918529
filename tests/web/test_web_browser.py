"""The reading room in a real browser: adding, finding, correcting, undoing; no barrier; nothing hostile acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.serving import ARGUMENTS, chromium, served
from onrecord.ledger import Ledger, queries
from onrecord.ledger.contested import claims_of_source
from onrecord.ledger.forecasts import with_horizon
from onrecord.ledger.rows import Judgement
from tests.ledger.making_ledgers import reading_of
from tests.web.asking import addresses
from tests.web.test_web_adding import TEXT

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
pytestmark = pytest.mark.skipif(chromium() is None, reason="there is no Chromium on this machine")

SERIOUS = {"serious", "critical"}
ONLY = {"dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}}
"""A look that changes nothing but the colours is asked about those alone."""
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 390, "height": 844}},
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context()
    context.set_default_timeout(60_000)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert faults == []


def test_add_find_correct_see_undo(page: Any, tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "new.db")) as ledger, served(ledger, author="ada") as base:
        page.goto(base)
        page.get_by_label("The text").fill(TEXT)
        page.get_by_text("Its title, outlet, date").click()
        page.get_by_label("Outlet").fill("The Tide")
        page.get_by_role("button", name="Read and keep").click()
        page.get_by_role("heading", name="Done").wait_for()

        page.keyboard.press("/")
        page.keyboard.type("wall hold")
        page.keyboard.press("Enter")
        page.get_by_role("status").get_by_text("for wall hold").wait_for()
        card = page.locator(".card").filter(has_text="until 2040").first
        card.get_by_role("link", name=re.compile("^Evidence")).click()

        page.get_by_label("Who really said it").fill("Carl Zander")
        page.get_by_role("button", name="Correct the speaker").click()
        page.get_by_text("Recorded.").wait_for()
        page.get_by_role("heading", level=1).get_by_role("link", name="Carl Zander").click()
        page.get_by_role("heading", level=1, name="Carl Zander").wait_for()
        assert "until 2040" in page.locator(".cards").inner_text()

        page.goto(f"{base}/judgements")
        page.get_by_role("button", name="Undo").first.click()
        page.get_by_text("stays on record as withdrawn").wait_for()
        row = queries.search(ledger, "wall until 2040").rows[0]
        assert "Brandt" in row.speaker
        page.goto(f"{base}/sources/{row.source}")
        assert "until 2040" in page.locator(".cards").inner_text()


def test_too_large_an_upload_is_told_before_it_is_sent(page: Any, tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "new.db")) as ledger, served(ledger, max_upload=1_000_000) as base:
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.method))
        page.goto(f"{base}/add")
        files, read = page.locator("#files"), page.get_by_role("button", name="Read and keep")
        large = [{"name": f"{n}.txt", "mimeType": "text/plain", "buffer": b"x" * 600_000} for n in range(2)]
        files.set_input_files(large)
        assert files.evaluate("it => it.validationMessage") == "More than 1 MB cannot be sent at once."
        read.click()
        assert page.url == f"{base}/add"
        assert "POST" not in sent
        files.set_input_files([{"name": "a.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}])
        assert files.evaluate("it => it.validationMessage") == ""
        read.click()
        page.get_by_role("heading", name="Done").wait_for()
        assert "POST" in sent
        assert queries.counts(ledger).pages == 1


def test_search_is_as_quick_as_typing(page: Any, made: Path) -> None:
    with Ledger.open(str(made)) as ledger, served(ledger) as base:
        page.goto(f"{base}/search")
        everything = page.locator(".found").inner_text()
        page.locator("#q").press_sequentially("forgery")
        page.get_by_text("for forgery").wait_for()
        assert page.locator(".found").inner_text() != everything
        assert page.url.endswith("q=forgery")
        assert page.evaluate("document.activeElement.id") == "q"


def test_tabbing_and_hovering_over_a_statement_shows_its_spans(page: Any, made: Path) -> None:
    with Ledger.open(str(made)) as ledger, served(ledger) as base:
        address = addresses(ledger)["/articles/{id}"]
        view = queries.article(ledger, address.rpartition("/")[2])
        assert view is not None
        page.goto(base + address)
        for n, show in ((0, "focus"), (1, "hover")):
            getattr(page.locator(".statements [data-mark]").nth(n), show)()
            for role in ("source", "cue", "content"):
                shown = "".join(page.locator(f".m.on-{role}").all_inner_texts())
                wanted = "".join(getattr(view.statements[n], f"{role}_text").split(" … "))
                assert re.sub(r"\W", "", shown) == re.sub(r"\W", "", wanted)
        labels = page.locator(".m.on[data-lead]").evaluate_all("all => all.map(one => one.dataset.lead)")
        assert set(labels) <= {"source", "cue", "content"}
        assert "content" in labels


def test_pointing_at_a_statement_in_the_text_tells_whom_it_is_resolved_to_and_why(page: Any, made: Path) -> None:
    with Ledger.open(str(made)) as ledger, served(ledger) as base:
        address = addresses(ledger)["/articles/{id}"]
        row = queries.statements_of(ledger, address.rpartition("/")[2])[1]
        page.goto(base + address)
        peek = page.locator(".peek")
        assert not peek.is_visible()
        words, number = page.locator(f"#t-{row.id} + .m"), page.locator(f"#t-{row.id}")
        for show in (words.hover, number.focus):
            show()
            peek.wait_for()
            told = peek.inner_text()
            assert row.speaker in told
            assert "sure" in told
            page.keyboard.press("Escape")
            assert not peek.is_visible()
        assert number.get_attribute("aria-describedby") == f"w-{row.id}"
        page.locator(".bar").hover()
        at = words.bounding_box()
        page.mouse.move(at["x"] + 3, at["y"] + at["height"] / 2)
        peek.get_by_role("link", name=re.compile("^Check or correct")).click()
        page.wait_for_url(f"{base}/statements/{row.id}")


def test_review_goes_by_keys_alone(page: Any, copy: Path) -> None:
    with Ledger.open(str(copy)) as ledger, served(ledger) as base:
        page.goto(f"{base}/review?limit=5")
        top = page.locator(".doubt").first.get_attribute("id")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.id") == top
        page.keyboard.press("v")
        page.get_by_text("Recorded.").wait_for()
        assert page.locator(f"#{top}").count() == 0
        page.keyboard.press("u")
        page.get_by_text("Undone.").wait_for()
        page.locator(f"#{top}").wait_for()
        page.goto(f"{base}/review?label=act&limit=5")
        page.keyboard.press("j")
        page.keyboard.press("l")
        assert page.evaluate("document.activeElement.tagName") == "SELECT"
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        assert page.locator("#help").get_attribute("open") is not None


def test_the_chosen_theme_stays(page: Any, made: Path) -> None:
    with Ledger.open(str(made)) as ledger, served(ledger) as base:
        page.goto(base)
        page.locator("[data-theme-switch]").click()
        assert page.locator("html").get_attribute("data-theme") == "dark"
        page.goto(f"{base}/sources")
        assert page.locator("html").get_attribute("data-theme") == "dark"


@pytest.mark.parametrize("theme", ["", "dark"])
def test_on_paper_it_is_black_on_white(page: Any, reading: tuple[Ledger, Any], theme: str) -> None:
    ledger, _ = reading
    with served(ledger) as base:
        page.context.add_cookies([{"name": "onrecord_theme", "value": theme, "url": base}] if theme else [])
        page.emulate_media(media="print", color_scheme="dark")
        page.goto(f"{base}/articles/{queries.list_articles(ledger, limit=1)[0].id}")
        style = "getComputedStyle(document.body).color, getComputedStyle(document.documentElement).backgroundColor"
        colours = page.evaluate(f"[{style}]")
        assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
        assert page.locator(".bar").is_hidden()


def more_addresses(ledger: Ledger) -> dict[str, str]:
    """Further looks of pages: a source's claims, its forecasts; what is no page of the ledger."""
    spoke = queries.list_sources(ledger, limit=100)
    on_claims = next(s.id for s in spoke if claims_of_source(ledger, s.id))
    forecasts = with_horizon(ledger)
    assert forecasts
    return {
        "/sources/{id}?by=claim": f"/sources/{on_claims}?by=claim",
        "/forecasts?source=": f"/forecasts?source={forecasts[0].source}",
        "/api": "/api",
        "404": "/nowhere",
    }


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_has_a_serious_barrier(browser: Any, made: Path, look: str) -> None:
    found: dict[str, list[str]] = {}
    with Ledger.open(str(made)) as ledger, served(ledger) as base:
        context = browser.new_context(**LOOKS[look])
        opened = context.new_page()
        for path, address in {**addresses(ledger), **more_addresses(ledger)}.items():
            opened.goto(base + address)
            if path == "/articles/{id}":
                opened.locator(".statements [data-mark]").first.focus()
            told = axe.Axe().run(opened, options=ONLY.get(look)).response["violations"]
            bad = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in told if v["impact"] in SERIOUS]
            if bad:
                found[path] = bad
            assert not opened.evaluate("document.documentElement.scrollWidth > innerWidth + 1"), f"{path} is too wide"
        context.close()
    assert found == {}


@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_other_ledgers_have_no_serious_barrier(browser: Any, tmp_path: Path, look: str) -> None:
    """The welcome, the token, a page changed, names to part and to join, judgements."""
    found: dict[str, list[str]] = {}
    with Ledger.open(str(tmp_path / "new.db")) as ledger, browser.new_context(**LOOKS[look]) as context:
        opened = context.new_page()

        def look_at(address: str) -> None:
            opened.goto(address)
            told = axe.Axe().run(opened, options=ONLY.get(look)).response["violations"]
            found[address] = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in told if v["impact"] in SERIOUS]
            assert not opened.evaluate("document.documentElement.scrollWidth > innerWidth + 1"), (
                f"{address} is too wide"
            )

        with served(ledger, token="secret") as base:
            look_at(f"{base}/login")
        with served(ledger, author="ada") as base:
            look_at(base)
            said = (("Anna Brandt", "said", "that the wall holds"), ("A. Brandt", "said", "that the wall may leak"))
            for n, (who, cue, what) in enumerate(said):
                text = f"Nobody asked.\n\n{who} {cue} {what}."
                added = ledger.add(reading_of(text, ((who, cue, what),), name=f"{n}.txt", url="https://sea.example/"))
            row = queries.statements_of(ledger, added.article)[0]
            made = ledger.judge(Judgement("speaker", row.id, "Anna Brandt", author="ada", note="heard"))
            ledger.withdraw(made.id, "ben")
            for path in (
                f"/articles/{added.article}/changes",
                f"/sources/{row.source}",
                "/judgements",
                f"/statements/{row.id}",
            ):
                look_at(base + path)
    assert {address: bad for address, bad in found.items() if bad} == {}


def test_the_search_for_barriers_can_fail(browser: Any) -> None:
    opened = browser.new_page()
    opened.set_content(
        '<html lang="en"><title>x</title><main><img src="x"><p style="color:#bbb">faint</p></main></html>'
    )
    found = {v["id"] for v in axe.Axe().run(opened).response["violations"] if v["impact"] in SERIOUS}
    opened.close()
    assert {"image-alt", "color-contrast"} <= found


HOSTILE = """<!doctype html><html><head><title>Hostile <script>document.title="hit"</script></title>
<script>window.hit = 1; fetch("{there}/script")</script><link rel=stylesheet href="{there}/sheet.css">
<link rel=preconnect href="{there}"><link rel=prefetch href="{there}/prefetch">
<style>@import url({there}/import.css); body {{ background: url({there}/background.png) }}</style>
<meta http-equiv=refresh content="0;url={there}/refresh"></head>
<body onload="window.hit = 2"><p onclick="window.hit = 3">Mr. Vargas said on Friday that the dam will hold.</p>
<img src="{there}/picture.png" onerror="window.hit = 4"><svg onload="window.hit = 5"></svg>
<a href="javascript:window.hit = 6">Click</a><iframe src="{there}/frame"></iframe>
<object data="{there}/object"></object>
<form action="{there}/form"><button>Send</button></form><video src="{there}/video" autoplay></video>
</body></html>"""


def test_a_hostile_page_executes_and_loads_nothing(browser: Any, copy: Path) -> None:
    asked: list[str] = []
    context = browser.new_context()
    opened = context.new_page()
    opened.on("request", lambda request: asked.append(request.url))
    there = "http://127.0.0.1:9"
    body = HOSTILE.format(there=there)
    evil = f'<img src="{there}/x.png" onerror="window.hit=7"><script>window.hit=8</script>'
    text = f"Mr. Vargas {evil} said on Friday that the dam will hold {evil}."
    made = reading_of(
        text, ((f"Mr. Vargas {evil}", "said", f"that the dam will hold {evil}"),), title=evil, outlet=evil,
        url="javascript:window.hit=9",
    )  # fmt: skip
    page = replace(made.page, kind="html", body=body.encode(), text=body, sha256="e" * 64)
    article = replace(made.article, page=page.id)
    rows = tuple(replace(s, article=article.id) for s in made.statements)
    with Ledger.open(str(copy)) as ledger, served(ledger) as base:
        added = ledger.add(replace(made, page=page, article=article, statements=rows))
        row = queries.statements_of(ledger, added.article)[0]
        pages = (
            f"/articles/{added.article}", f"/statements/{row.id}", f"/sources/{row.source}", "/", "/articles",
            f"/pages/{added.page}", f"/pages/{added.page}/inert", f"/pages/{added.page}/source", "/search?q=vargas",
        )  # fmt: skip
        for address in pages:
            opened.goto(base + address)
            opened.wait_for_load_state("networkidle")
            assert opened.evaluate("window.hit") is None, address
            for frame in opened.frames[1:]:
                assert "Mr. Vargas" in frame.content()
                assert frame.locator("script, style + style, img, a, iframe, form, object, link, svg").count() == 0
            for link in opened.locator("a[href]").evaluate_all("all => all.map(one => one.href)"):
                assert not link.startswith("javascript:")
        assert "hit" not in opened.title()
        strangers = [url for url in asked if not url.startswith(base)]
        assert strangers == []
    context.close()
