"""Claims kept up to date in a ledger: new articles find their story, and the stories that they touch are grouped anew.

What is here concerns the stories touched and nothing else; run twice, the second time does nothing. A claim keeps its
id while most of its statements stay. People's judgements come last and above all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from onrecord.claims.decided import Decisions
from onrecord.claims.found import Claim, find_claims
from onrecord.claims.origins import origins
from onrecord.claims.reprints import Reprint, Texts
from onrecord.claims.stories import Words, story_for, telling
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
    touched = _placed(ledger)
    touched |= _judged_stories(ledger)
    for number, story in enumerate(sorted(touched), 1):
        tell(f"story {number} of {len(touched)}")
        _group(ledger, story)
    return len(touched)


def _placed(ledger: Ledger) -> set[str]:
    """Gives every new article its story and its reprints; the stories that changed."""
    new = kept.unplaced(ledger)
    if not new:
        return set()
    rows = kept.all_stories(ledger)
    again = {name for name, _ in new}
    changed = {row.story for row in rows if row.article in again}
    rows = [row for row in rows if row.article not in again]
    published = {name: a.published for name, a in read_articles(ledger, [row.article for row in rows]).items()}
    held: dict[str, list[tuple[Words, str]]] = defaultdict(list)
    for row in rows:
        held[row.story].append((row.words, published.get(row.article, "")))
    texts = _texts(ledger, [row.article for row in rows])
    for start in range(0, len(new), AT_ONCE):
        changed |= _place(ledger, new[start : start + AT_ONCE], held, texts)
    return changed


def _place(
    ledger: Ledger, new: Sequence[tuple[str, int]], held: dict[str, list[tuple[Words, str]]], texts: Texts
) -> set[str]:
    articles = read_articles(ledger, [name for name, _ in new])
    rows, links = [], []
    for name, reading in new:
        article = articles[name]
        words = telling(article)
        story = story_for(words, article.published, held) or content_id("story", name)
        held[story].append((words, article.published))
        rows.append(kept.StoryRow(name, story, reading, words, ()))
        links += [(r.a, r.b, r.share, r.runs) for r in texts.add(name, body(article))]
    kept.place(ledger, rows, links)
    return {row.story for row in rows}


def body(article: Article) -> str:
    """The text by which reprints are found: without teasers and other standing lines."""
    return "\n".join(article.text[p.start : p.end] for p in article.readable()) or article.text


def _texts(ledger: Ledger, ids: Sequence[str]) -> Texts:
    held = Texts()
    for start in range(0, len(ids), AT_ONCE):
        for name, article in read_articles(ledger, ids[start : start + AT_ONCE]).items():
            held.add(name, body(article))
    return held


def _judged_stories(ledger: Ledger) -> set[str]:
    """Stories whose claims do not yet show what people decided about them."""
    decided = Decisions.of(list_judgements(ledger, standing=True))
    if not decided:
        return set()
    claims = {c.id: c for c in kept.list_claims(ledger)}
    out = set()
    for claim, members in kept.members_of(ledger, list(claims)).items():
        of = {m.statement.id for m in members}
        if decided.touches(claim, of):
            out.add(claims[claim].story)
    return out


def _group(ledger: Ledger, story: str) -> None:
    ids = kept.articles_of_story(ledger, story)
    articles, rows = read_articles(ledger, ids), read_statements(ledger, ids)
    order = sorted(ids, key=lambda i: (articles[i].published, i))
    read = [(articles[i], [as_record(row) for row in rows.get(i, ())]) for i in order]
    claims = _named(find_claims(read), kept.former(ledger, story))
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
