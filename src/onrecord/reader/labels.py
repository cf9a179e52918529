"""From a statement's spans to all that is said of it: form, speaker, kind, act, certainty, via, venue, when, …"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from onrecord.reader import acts, dated, occasions, speakers
from onrecord.reader.analysis import Analysis
from onrecord.reader.forms import form, quotations
from onrecord.reader.horizons import horizon
from onrecord.reader.leads import from_the_lead
from onrecord.reader.occasions import Bar, Floats, Hint, Told
from onrecord.reader.relays import relays, same_outlet, venues
from onrecord.reader.scene import Scene, scene
from onrecord.reader.speakers import SpeakerGuess
from onrecord.reader.times import RESOLVERS, Expression, resolve, when_value
from onrecord.records import Article, Statement

RULE_NUMBERS = {rule: number for number, rule in enumerate(sorted(RESOLVERS))}
FARTHEST = 400
"""Days back from publication, and days long, are cut off here."""
SURE_HORIZON = {True: 0.6, False: 0.97}
"""Share of right answers of ``times.horizon`` on the labelled training articles, by whether it gives one."""

MOST_AT_ONCE, AT_ONCE = 1500, 500
"""Statements of an article up to which all are looked at together; else so many at a time."""
AROUND = 2000
"""Words around them within which a day, a relay or an occasion counts then."""

Labels = dict[str, Any]


def label(article: Article, statements: Sequence[Statement], analysis: Analysis) -> tuple[Statement, ...]:
    """The same statements in the same order with every label worked out; labels that they had are written over."""
    if not statements:
        return ()
    laid = scene(article, statements, analysis)
    voices = from_the_lead(laid, speakers.resolve(article, analysis, statements, laid.where))
    found = [*map(_voice, voices)]
    for part in (_acts(laid, voices), _occasions(laid, voices)):
        for labels, more in zip(found, part, strict=True):
            sure = {**labels["sure"], **more.pop("sure")}
            labels.update(more, sure=sure)
    quoted = quotations(article.text)
    return tuple(_labelled(laid, n, labels, quoted) for n, labels in enumerate(found))


def _labelled(laid: Scene, n: int, labels: Labels, quoted: list[tuple[int, int]]) -> Statement:
    statement = laid.placed[n].statement
    due, due_text = horizon(laid, n, labels["act"], labels["when"])
    if due_text and due_text == labels["when_text"]:
        labels = {**labels, "when": "", "when_text": ""}
    sure = {**labels["sure"], "horizon": SURE_HORIZON[bool(due_text)]}
    made = form(laid.article.text, statement.content, quoted)
    return replace(statement, form=made, horizon=due, horizon_text=due_text, **{**labels, "sure": sure})


def _voice(guess: SpeakerGuess) -> Labels:
    sure = {"speaker": guess.sure_speaker, "kind": guess.sure_kind}
    return {"speaker": guess.speaker, "kind": guess.kind, "sure": sure}


def _acts(laid: Scene, voices: Sequence[SpeakerGuess]) -> list[Labels]:
    guesses = acts.guess(laid, [v.kind for v in voices])
    return [{"act": g.act, "certainty": g.certainty, "again": g.again, "sure": g.sure} for g in guesses]


class Weighed:
    """The hints of one label and, [statements, hints], how likely each is."""

    def __init__(self, bar: Bar, hints: list[Hint], shares: Floats) -> None:
        self.hints, self.likely = hints, (shares >= bar.threshold).tolist()
        best = shares.max(axis=1, initial=0.0)
        self.place = shares.argmax(axis=1).tolist() if hints else []
        self.sure = np.where(best >= bar.threshold, bar.sure(best), bar.sure_of_none(best)).round(3).tolist()

    def best(self, row: int) -> tuple[Hint | None, float]:
        """The likeliest hint of a statement, None where none is likely enough, and how sure that is."""
        found = self.hints and self.likely[row][self.place[row]]
        return self.hints[self.place[row]] if found else None, self.sure[row]

    def all(self, row: int) -> list[Hint]:
        """Every hint that is likely enough."""
        return [h for h, likely in zip(self.hints, self.likely[row], strict=True) if likely]


def _occasions(laid: Scene, voices: Sequence[SpeakerGuess]) -> list[Labels]:
    """Of very many statements some at a time, with what stands near them: what both fill grows with their product."""
    in_order, order = occasions.ordered(laid)
    hints = {"when": time_hints(laid), "via": relay_hints(laid), "venue": venue_hints(laid)}
    out: list[Labels] = [{}] * len(order)
    size = len(order) if len(order) <= MOST_AT_ONCE else AT_ONCE
    for at in range(0, len(order), size):
        some = order[at : at + size]
        part = replace(in_order, placed=in_order.placed[at : at + size])
        near = hints if len(some) == len(order) else {label: _near(part, found) for label, found in hints.items()}
        told = occasions.Told(part, [voices[i].speaker for i in some], [voices[i].kind for i in some])
        weighed = {
            "when": Weighed(dated.load().bar, near["when"], dated.weigh(told, near["when"])),
            "via": _weighed("via", told, near["via"]),
            "venue": _weighed("venue", told, near["venue"]),
        }
        for row, place in enumerate(some):
            out[place] = _occasion(laid, weighed, row, voices[place].speaker)
    return out


def _near(part: Scene, hints: Sequence[Hint]) -> list[Hint]:
    """Those that stand among the part's statements or not far from them."""
    first, last = part.placed[0].head - AROUND, part.placed[-1].head + AROUND
    return [h for h in hints if first <= h.first <= last]


def _weighed(label: str, told: Told, hints: list[Hint]) -> Weighed:
    judge = occasions.load()[label]
    return Weighed(judge.bar, hints, occasions.weigh(judge, told, hints))


def _occasion(laid: Scene, weighed: dict[str, Weighed], row: int, speaker: str) -> Labels:
    when, sure_when = weighed["when"].best(row)
    venue, sure_venue = weighed["venue"].best(row)
    _, sure_via = weighed["via"].best(row)
    via = dict.fromkeys(h.value for h in weighed["via"].all(row) if not same_outlet(h.value, speaker))
    text = laid.where.slice(when.first, when.last) if when else ""
    return {
        "via": tuple(via),
        "venue": venue.value if venue else "",
        "when": when.value if when and laid.today else "",
        "when_text": text,
        "sure": {"via": sure_via, "venue": sure_venue, "when": sure_when},
    }


def time_hints(laid: Scene) -> list[Hint]:
    """The scene's time expressions with the days that they mean; by their words where the article has no date."""
    hints = (_time_hint(laid, e, *spot) for e, spot in zip(laid.times, laid.spots, strict=True))
    return [h for h in hints if h is not None]


def _time_hint(laid: Scene, expression: Expression, first: int, last: int) -> Hint | None:
    rule = RULE_NUMBERS[expression.rule]
    if laid.today is None:
        return Hint(first, last, expression.text.lower(), (rule, 0, 0))
    days = resolve(expression, laid.today)
    if days is None or days[0] > laid.today:
        return None
    back, length = (laid.today - days[1]).days, (days[1] - days[0]).days
    value = when_value(expression, laid.today)
    return Hint(first, last, value, (rule, min(back, FARTHEST), min(length, FARTHEST)))


def relay_hints(laid: Scene) -> list[Hint]:
    found = relays(laid.where, laid.article.outlet, laid.analysis.names)
    return [Hint(c.first, c.last, c.value, c.traits) for c in found]


def venue_hints(laid: Scene) -> list[Hint]:
    return [Hint(c.first, c.last, c.value, c.traits) for c in venues(laid.where)]
