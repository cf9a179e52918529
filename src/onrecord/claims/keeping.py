"""Claims kept up to date in a ledger: new articles find their story, and the stories that they touch are grouped anew.

What is here concerns the stories touched and nothing else; run twice, the second time does nothing. A claim keeps its
id while most of its statements stay. People's judgements come last and above all, and outlive every gathering; those
that find no claim any more are told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from onrecord.claims import growing
from onrecord.claims.decided import NOTHING, Decisions, held_in
from onrecord.claims.embedding import chosen
from onrecord.claims.found import Claim, find_claims
from onrecord.claims.origins import origins
from onrecord.claims.reprints import Reprint, Texts
from onrecord.claims.stories import STEM, WINDOW, Told, day_of, placed, telling
from onrecord.ledger import claims as kept
from onrecord.ledger.judging import complete
from onrecord.ledger.records_of import as_record, read_articles, read_statements
from onrecord.ledger.rows import JudgementRow
from onrecord.ledger.standing import held_then, list_judgements, now_ids, places_of
from onrecord.records import Article, content_id
from onrecord.sources import keeping as sources

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

AT_ONCE: Final = 200
"""Articles placed in one transaction."""
STAYS: Final = 0.5
"""Share of statements in common (of both claims' together) from which a claim keeps its id."""
CLAIM_KINDS: Final = ("move-claim", "same-claim", "stance")
NAMED: Final = 10
"""Judgements that are named where some find no claim."""

Tell = Callable[[str], None]


def update(ledger: Ledger, tell: Tell = lambda _: None) -> int:
    """Places the articles that are new, and groups anew the stories touched. Returns how many stories that were."""
    touched = place_new(ledger)
    complete(ledger)
    rows = _judgements(ledger)
    decided = _decided(ledger, rows)
    known = _known(ledger, decided)
    judged = known.unmet(decided)
    for number, story in enumerate(sorted(touched | judged), 1):
        tell(f"story {number} of {len(touched | judged)}")
        (group if story in judged else work_in)(ledger, story, decided)
    if touched or judged:
        known = _known(ledger, decided)
    if late := known.unmet(decided) & (touched - judged):
        for story in sorted(late):
            group(ledger, story, decided)
        known = _known(ledger, decided)
    if none := known.lost(decided, rows):
        tell(lost_line(none))
    return len(touched | judged)


def gather(ledger: Ledger, tell: Tell = lambda _: None) -> None:
    """One claim and one source across articles, for what was added or decided since the last time. Sources come after
    the reprints, by which unnamed ones are one."""
    update(ledger, tell)
    sources.update(ledger)


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


@dataclass(frozen=True, slots=True)
class Known:
    """What a ledger now has of what people decided about."""

    stories: Mapping[str, Mapping[str, Mapping[str, str]]]
    """By story its claims that are decided about, with the stance of each statement in them."""
    places: Mapping[str, str]
    """The story of each moved statement; empty for one that is said to be wrong."""

    def here(self, story: str) -> set[str]:
        """The moved statements of a story."""
        return {name for name, at in self.places.items() if at == story}

    def unmet(self, decided: Decisions) -> set[str]:
        """Stories whose claims do not yet show what people decided about them."""
        return {story for story, claims in self.stories.items() if decided.unmet(claims, self.here(story))}

    def lost(self, decided: Decisions, rows: Iterable[JudgementRow]) -> tuple[JudgementRow, ...]:
        """The judgements that name a claim, or a statement of one, which is in no claim of their story."""
        found = {m.judgement for name, m in decided.moved.items() if self.places.get(name) == ""}
        for story, claims in self.stories.items():
            found |= decided.found(claims, self.here(story))
        none = decided.judgements - found
        return tuple(row for row in rows if row.id in none)


def _judgements(ledger: Ledger) -> list[JudgementRow]:
    """The standing ones about claims."""
    return [row for row in list_judgements(ledger, standing=True) if row.judgement.kind in CLAIM_KINDS]


def _decided(ledger: Ledger, rows: Sequence[JudgementRow]) -> Decisions:
    named = {name for row in rows for name in (row.judgement.subject, str(row.judgement.value))}
    held = {statement for row in rows for ids in held_then(row.judgement).values() for statement in ids}
    return Decisions.of(rows, now_ids(ledger, named | held))


def _known(ledger: Ledger, decided: Decisions) -> Known:
    names, claims = sorted(decided.names), dict[str, str]()
    for at in range(0, len(names), kept.MANY):
        claims |= kept.claims_about(ledger, names[at : at + kept.MANY])
    stories, ids = defaultdict[str, dict[str, Mapping[str, str]]](dict), sorted(claims)
    for at in range(0, len(ids), kept.MANY):
        for name, members in kept.members_of(ledger, ids[at : at + kept.MANY]).items():
            stories[claims[name]][name] = {m.statement.id: m.stance for m in members}
    return Known(stories, places_of(ledger, list(decided.moved)))


def lost(ledger: Ledger) -> tuple[JudgementRow, ...]:
    """The standing judgements that find no claim now."""
    rows = _judgements(ledger)
    decided = _decided(ledger, rows)
    return _known(ledger, decided).lost(decided, rows)


def lost_line(rows: Sequence[JudgementRow]) -> str:
    """That these judgements find nothing here, with their names, in one line."""
    told = [f"{row.judgement.kind} of {row.judgement.subject} ({row.id[:8]})" for row in rows[:NAMED]]
    more = [f"{len(rows) - NAMED} more"] if len(rows) > NAMED else []
    what = "judgement finds" if len(rows) == 1 else "judgements find"
    return f"{len(rows)} standing {what} nothing here to apply to: {', '.join([*told, *more])}"


def work_in(ledger: Ledger, story: str, decided: Decisions = NOTHING) -> None:
    """Brings a story's claims up to date: what is new is joined to them, or the whole is gathered anew."""
    newer = growing.newer(ledger, story)
    if newer is None:
        group(ledger, story, decided)
        return
    claims, material = growing.grown(ledger, newer)
    if decided.merges(held_in(claims)):
        group(ledger, story, decided)
        return
    claims = decided.applied(claims, material.by_id())
    links = [Reprint(*link) for link in kept.reprints_among(ledger, list(material.articles))]
    rows = [_rows(name, claim, material.articles, links, material.numbers) for name, claim in claims.items()]
    kept.replace_claims(ledger, story, rows)


def group(ledger: Ledger, story: str, decided: Decisions) -> None:
    """Gathers a story's claims anew, as if nothing were known of them but their ids and people's decisions."""
    ids = list(kept.articles_of_story(ledger, story))
    articles, rows = read_articles(ledger, ids), read_statements(ledger, ids)
    order = sorted(ids, key=lambda i: (articles[i].published, i))
    read = [(articles[i], [as_record(row) for row in rows.get(i, ())]) for i in order]
    former = _former(ledger, story)
    by_id = {s.id: (a, n, s) for a, statements in read for n, s in enumerate(statements)}
    found = {claim.id: claim for claim in find_claims(read, chosen())}
    decided = replace(decided, former=former)
    claims = _named(decided.applied(found, by_id).values(), decided.merged(former))
    links = [Reprint(*link) for link in kept.reprints_among(ledger, ids)]
    numbers = {row.id: row.number for told in rows.values() for row in told}
    kept.replace_story(ledger, story, [_rows(name, c, articles, links, numbers) for name, c in claims.items()])


def _former(ledger: Ledger, story: str) -> dict[str, frozenset[str]]:
    """For each claim of a story the ids of its statements, of those read again the ones in their place."""
    former = kept.former(ledger, story)
    now = now_ids(ledger, set[str]().union(*former.values()))
    return {claim: frozenset(now.get(name, name) for name in ids) for claim, ids in former.items()}


def _named(claims: Iterable[Claim], former: Mapping[str, frozenset[str]]) -> dict[str, Claim]:
    """Each claim under the id of the former claim that it goes on with, else under its own; no two under one."""
    free = dict(former)
    out: dict[str, Claim] = {}
    for claim in claims:
        mine = {m.statement.id for m in claim.members}
        near = max(free, key=lambda name: len(mine & free[name]) / len(mine | free[name]), default="")
        goes_on = near and len(mine & free[near]) / len(mine | free[near]) >= STAYS
        name = near if goes_on else claim.id
        free.pop(near, None) if goes_on else None
        while name in out:
            name = claim.id if name != claim.id else content_id("claim", name)
        out[name] = claim
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
