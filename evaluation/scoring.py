"""Our own count of statements that are right, for gold that is always at hand; a test holds it to the shared scorer.

A found statement is right when it pairs with a gold one whose content shares half of its tokens (token F1), whose cue
shares a token (where gold has one), and whose source shares a token (or neither has one).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

TOKEN = re.compile(r"\w+|[^\w\s]")
ROLES = ("source", "cue", "content")
LABELS = ("speaker", "kind", "act", "certainty")
NO_NAME = {"the", "a", "an", "mr", "mrs", "ms", "dr", "s"}
"""Words that do not make one name differ from another."""

Statement = Mapping[str, Any]
Roles = dict[str, frozenset[int]]
Pair = tuple[int, int]
Texts = Iterable[tuple[str, Sequence[Statement], Sequence[Statement]]]
"""For each article its text, the gold statements, and those that were found."""


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


def figures(texts: Texts) -> dict[str, float]:
    """Statement F1, and for each label the share that is right among the pairs."""
    n_right = n_gold = n_found = n_pairs = 0
    same = dict.fromkeys(LABELS, 0)
    for text, gold, found in texts:
        g, f = token_sets(text, gold), token_sets(text, found)
        n_right, n_gold, n_found = n_right + len(right(g, f)), n_gold + len(g), n_found + len(f)
        for i, j in paired(g, f):
            n_pairs += 1
            for label in LABELS:
                same[label] += _value(label, gold[i]) == _value(label, found[j])
    shares = {f"{label}_given": count / max(1, n_pairs) for label, count in same.items()}
    return {"statement": f1(n_right, n_gold, n_found)} | shares


def _value(label: str, statement: Statement) -> Any:
    value = statement.get(label) or ""
    return [w for w in re.findall(r"\w+", value.casefold()) if w not in NO_NAME] if label == "speaker" else value
