"""Claims kept up to date in a ledger: new articles find their story, and the stories that they touch are grouped anew.

What is here concerns the stories touched and nothing else; run twice, the second time does nothing. A claim keeps its
id while most of its statements stay. People's judgements come last and above all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from onrecord.claims import growing
from onrecord.claims.decided import Decisions
from onrecord.claims.embedding import chosen
from onrecord.claims.found import Claim, find_claims
from onrecord.claims.origins import origins
from onrecord.claims.reprints import Reprint, Texts
from onrecord.claims.stories import STEM, WINDOW, Told, day_of, placed, telling
from onrecord.ledger import claims as kept
from onrecord.ledger.records_of import as_record, read_articles, read_statements
from onrecord.ledger.standing import list_judgements
from onrecord.records import Article, content_id

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

AT_ONCE: Final = 200
"""Articles placed in one transaction."""
STAYS: Final = 0.5
"""Share of statements in common (of both claims' together) from which a claim keeps its id."""

Tell = Callable[[str], None]


def update(ledger: Ledger, tell: Tell = lambda _: None) -> int:
    """Places the articles that are new, and groups anew the stories touched. Returns how many stories that were."""
    touched = place_new(ledger)
    judged = _judged_stories(ledger)
    for number, story in enumerate(sorted(touched | judged), 1):
        tell(f"story {number} of {len(touched | judged)}")
        (group if story in judged else work_in)(ledger, story)
    return len(touched | judged)


def place_new(ledger: Ledger) -> set[str]:
    """Gives every new article its story and its reprints; the stories that changed."""
    new = kept.unplaced(ledger)
    if not new:
        return set()
    again = {name for name, _ in new}
    changed = set(kept.stories_of(ledger, [name for name, _ in new]).values())

    def others(bands: Sequence[int]) -> list[str]:
        return [name for name in kept.sharing(ledger, bands) if name not in again]

    texts = Texts(lambda name: body(read_articles(ledger, [name])[name]), others)
    for start in range(0, len(new), AT_ONCE):
        changed |= _place(ledger, new[start : start + AT_ONCE], again, texts)
        again -= {name for name, _ in new[start : start + AT_ONCE]}
    return changed


def _place(ledger: Ledger, new: Sequence[tuple[str, int]], again: set[str], texts: Texts) -> set[str]:
    articles = read_articles(ledger, [name for name, _ in new])
    told = [Told(name, telling(articles[name]), articles[name].published) for name, _ in new]
    homes = placed(told, _held(ledger, [t.published for t in told], again))
    first = {home: content_id("story", t.name) for home, t in reversed(list(zip(homes, told, strict=True)))}
    rows, links = [], []
    for t, home, (name, reading) in zip(told, homes, new, strict=True):
        found, bands = texts.add(name, body(articles[name]))
        story = home if isinstance(home, str) else first[home]
        rows.append(kept.StoryRow(name, story, reading, t.stems.tobytes(), bands))
        links += [(r.a, r.b, r.share, r.runs) for r in found]
    kept.place(ledger, rows, links)
    return {row.story for row in rows}


def _held(ledger: Ledger, days: Sequence[str], again: set[str]) -> dict[str, list[Told]]:
    """The stories that articles of these days may join, without the articles that are placed anew."""
    known = [day_of(text) for text in days]
    dated = [day for day in known if day]
    reach = timedelta(WINDOW)
    since, until = (str(min(dated) - reach), str(max(dated) + reach)) if len(dated) == len(days) else ("", "")
    held: dict[str, list[Told]] = defaultdict(list)
    for row, published in kept.stories_between(ledger, since, until):
        if row.article not in again:
            held[row.story].append(Told(row.article, np.frombuffer(row.stems, dtype=STEM), published))
    return held


def body(article: Article) -> str:
    """The text by which reprints are found: without teasers and other standing lines."""
    return "\n".join(article.text[p.start : p.end] for p in article.readable()) or article.text


def _judged_stories(ledger: Ledger) -> set[str]:
    """Stories whose claims do not yet show what people decided about them."""
    decided = Decisions.of(list_judgements(ledger, standing=True))
    if not decided:
        return set()
    claims = kept.claims_about(ledger, decided.names)
    members = kept.members_of(ledger, list(claims))
    return {claims[name] for name, found in members.items() if decided.touches(name, found)}


def work_in(ledger: Ledger, story: str) -> None:
    """Brings a story's claims up to date: what is new is joined to them, or the whole is gathered anew."""
    newer = growing.newer(ledger, story)
    if newer is None:
        group(ledger, story)
        return
    claims, material = growing.grown(ledger, newer)
    claims = Decisions.of(list_judgements(ledger, standing=True)).applied(claims, material.by_id())
    links = [Reprint(*link) for link in kept.reprints_among(ledger, list(material.articles))]
    rows = [_rows(name, claim, material.articles, links, material.numbers) for name, claim in claims.items()]
    kept.replace_claims(ledger, story, rows)


def group(ledger: Ledger, story: str) -> None:
    """Gathers a story's claims anew, as if nothing were known of them but their ids and people's decisions."""
    ids = list(kept.articles_of_story(ledger, story))
    articles, rows = read_articles(ledger, ids), read_statements(ledger, ids)
    order = sorted(ids, key=lambda i: (articles[i].published, i))
    read = [(articles[i], [as_record(row) for row in rows.get(i, ())]) for i in order]
    claims = _named(find_claims(read, chosen()), kept.former(ledger, story))
    decided = Decisions.of(list_judgements(ledger, standing=True))
    by_id = {s.id: (a, n, s) for a, statements in read for n, s in enumerate(statements)}
    claims = decided.applied(claims, by_id)
    links = [Reprint(*link) for link in kept.reprints_among(ledger, ids)]
    numbers = {row.id: row.number for found in rows.values() for row in found}
    kept.replace_story(ledger, story, [_rows(name, c, articles, links, numbers) for name, c in claims.items()])


def _named(claims: Iterable[Claim], former: Mapping[str, frozenset[str]]) -> dict[str, Claim]:
    """Each claim under the id of the former claim that it goes on with, else under its own."""
    free = dict(former)
    out: dict[str, Claim] = {}
    for claim in claims:
        mine = {m.statement.id for m in claim.members}
        near = max(free, key=lambda name: len(mine & free[name]) / len(mine | free[name]), default="")
        goes_on = near and len(mine & free[near]) / len(mine | free[near]) >= STAYS
        name = near if goes_on else claim.id
        free.pop(near, None) if goes_on else None
        out[name if name not in out else claim.id] = claim
    return out


def _rows(
    name: str, claim: Claim, articles: Mapping[str, Article], links: Sequence[Reprint], numbers: Mapping[str, int]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    told = origins(claim, articles, links)
    row = {
        "id": name,
        "text": claim.text,
        "statements": len(claim.members),
        "reports": told.reports,
        "origins": [list(o) for o in told.origins],
        "joins": [asdict(j) for j in told.joins],
        "circles": [list(c) for c in told.circles],
    }
    members = [
        {"statement": numbers[m.statement.id], "stance": m.stance, "same": m.same, "score": m.score,
         "reasons": list(m.reasons)}
        for m in claim.members
    ]  # fmt: skip
    return row, members
