"""Grouping: what is near comes together, nobody is in more than three groups, order does not matter."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.claims.grouping import LIMIT, grouped


def scores(size: int, pairs: dict[tuple[int, int], float]) -> np.ndarray:
    out = np.zeros((size, size), dtype=np.float32)
    for (i, j), value in pairs.items():
        out[i, j] = out[j, i] = value
    return out


def test_two_near_pairs_are_two_groups() -> None:
    assert grouped(scores(5, {(0, 1): 0.9, (2, 3): 0.8})) == [[0, 1], [2, 3]]


def test_one_that_fits_two_groups_is_in_both() -> None:
    both = {(0, 1): 0.9, (2, 3): 0.9, (4, 0): 0.6, (4, 1): 0.6, (4, 2): 0.55, (4, 3): 0.55}
    assert grouped(scores(5, both)) == [[0, 1, 4], [2, 3, 4]]


def test_nothing_near_is_no_group() -> None:
    assert grouped(scores(4, {})) == []
    assert grouped(scores(1, {})) == []


@settings(deadline=None)
@given(st.integers(2, 12), st.integers(0, 2**32 - 1))
def test_groups_are_sound(size: int, seed: int) -> None:
    half = np.triu(np.random.default_rng(seed).random((size, size)).astype(np.float32), 1) ** 3
    found = grouped(half + half.T)
    assert all(len(g) > 1 and g == sorted(set(g)) for g in found)
    assert max((sum(i in g for g in found) for i in range(size)), default=0) <= LIMIT
    assert found == grouped(half + half.T)
