"""Which found statements are right: our own count, held to the corpus's scorer by a test.

A found statement is right when it pairs with a gold one whose content shares half of its tokens (token F1), whose cue
shares a token (where gold has one), and whose source shares a token (or neither has one).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

TOKEN = re.compile(r"\w+|[^\w\s]")
ROLES = ("source", "cue", "content")

Statement = Mapping[str, Any]
Roles = dict[str, frozenset[int]]
Pair = tuple[int, int]


def token_sets(text: str, statements: Iterable[Statement]) -> list[Roles]:
    """For each statement, the numbers of the tokens that each role covers."""
    at = {c: i for i, token in enumerate(TOKEN.finditer(text)) for c in range(*token.span())}
    return [
        {role: frozenset(at[c] for start, end in s[role] for c in range(start, end) if c in at) for role in ROLES}
        for s in statements
    ]


def likeness(a: frozenset[int], b: frozenset[int]) -> float:
    """Token F1 of two spans."""
    return 2 * len(a & b) / (len(a) + len(b)) if a & b else float(not a and not b)


def paired(gold: Sequence[Roles], found: Sequence[Roles]) -> list[Pair]:
    """One to one, the most like contents first; at least half alike."""
    ranked = sorted(
        (-likeness(a["content"], b["content"]), -len(a["cue"] & b["cue"]), i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(found)
        if a["content"] & b["content"]
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs: list[Pair] = []
    for unlike, _, i, j in ranked:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs += [(i, j)] if unlike <= -0.5 else []
    return pairs


def right(gold: Sequence[Roles], found: Sequence[Roles]) -> list[Pair]:
    """The pairs that are right."""
    return [
        (i, j) for i, j in paired(gold, found) if _cues_agree(gold[i], found[j]) and _sources_agree(gold[i], found[j])
    ]


def _cues_agree(gold: Roles, found: Roles) -> bool:
    return bool(gold["cue"] & found["cue"]) or not gold["cue"]


def _sources_agree(gold: Roles, found: Roles) -> bool:
    return bool(gold["source"] & found["source"]) or not (gold["source"] or found["source"])


def f1(n_right: int, n_gold: int, n_found: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * n_right / (n_gold + n_found) if n_gold + n_found else 0.0


def statement_f1(articles: Sequence[Statement], found: Sequence[Sequence[Statement]]) -> dict[str, float]:
    """The figure by which training chooses where nothing better is at hand; ``found`` has a list for each article."""
    n_right = n_gold = n_found = 0
    for article, guesses in zip(articles, found, strict=True):
        gold, guessed = (token_sets(article["text"], rows) for rows in (article["statements"], guesses))
        n_right, n_gold, n_found = n_right + len(right(gold, guessed)), n_gold + len(gold), n_found + len(guessed)
    return {"statement": f1(n_right, n_gold, n_found)}
