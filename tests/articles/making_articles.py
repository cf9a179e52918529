"""Pages for tests, made from strings."""

from __future__ import annotations

import hashlib
from typing import Any, Literal

from onrecord.records import Article, Page


def page(text: str, kind: Literal["html", "text", "plain"] = "html", **given: Any) -> Page:
    """A page as the inputs make it."""
    body = text.encode("utf-8", "surrogatepass")
    name = given.pop("name", "some/folder/made.html.gz")
    url = given.pop("url", "")
    return Page(hashlib.sha256(body).hexdigest(), name, kind, body, text, "utf-8", "utf-8", given, url)


def texts(article: Article, kind: str) -> list[str]:
    """The parts of a kind, as written."""
    return [article.text[part.start : part.end] for part in article.parts if part.kind == kind]


PARAGRAPHS = [
    "The minister for water said on Tuesday that the dam at Orvel would be closed for a year, and that those who "
    "live below it had nothing to fear from the works.",
    "“We have looked at every gate and every wall,” she told reporters in the capital. “There is no danger to anyone.”",
    "Engineers who worked on the dam until last spring disagree. They say that two of its gates have not moved since "
    "the floods, and that the ministry has known about it for years.",
    "A spokesman for the ministry declined to comment on the engineers' account, but said that an independent report "
    "would be published before the end of the month.",
    "The opposition has asked for a debate in parliament, which the government is likely to refuse.",
]
STANDFIRST = "The ministry promises a report while engineers warn that two gates have not moved for years."
TITLE = "Minister says the Orvel dam is safe"

HTML = f"""<!doctype html><html lang="en"><head><title>{TITLE} | The Vessan Courier</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="The Vessan Courier">
<meta property="article:published_time" content="2031-03-04T08:00:00Z"><meta name="author" content="By Ilse Maran">
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article><h1>{TITLE}</h1>
<p class="standfirst">{STANDFIRST}</p>
<figure><img src="dam.jpg"><figcaption>The dam at Orvel in February. Photo: Jon Vark/Reuters</figcaption></figure>
{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:3])}
<p>Read more: <a href="/floods">What the floods of last spring left behind in the valley</a></p>
{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[3:])}
<p>Reporting by Ilse Maran; editing by Tom Haddo</p></article>
<div class="related"><h3>More from Vessan</h3><ul><li><a href="/a">Harbour strike enters its third week</a></li>
<li><a href="/b">Schools to open on Monday</a></li></ul></div>
<footer>© 2031 The Vessan Courier</footer></body></html>"""

DUMP = "\n\n".join(
    [
        "Home", "News", "Sport", "Subscribe", TITLE, "By Ilse Maran", "4 March 2031",
        "2031 03 02T091500Z 55120031 RC2AB1CDEF RTRMADP 3 ORVEL DAM scaled",
        "The dam at Orvel in February 2031. Jon Vark/Handout via REUTERS",
        *PARAGRAPHS,
        "More from the Courier", "310215 harbour strike mn 1200 5cd1e2", "Harbour strike enters its third week",
        "Schools to open on Monday", "© 2031 The Vessan Courier",
    ]
)  # fmt: skip
