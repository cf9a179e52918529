"""Floors: what each figure must not fall below, with the fingerprint of the gold that it was measured on."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.toml")
SLACK = 0.003
"""How far under the measured figure a floor is pinned: another processor may round a sum differently."""

Floors = dict[str, dict[str, float | str]]
HEADER = "# Written by `python -m evaluation pin`, which lowers no floor unless told --lower.\n"


def load(path: Path = FLOORS) -> Floors:
    """The floors by suite; ``gold`` in each is the fingerprint."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def save(floors: Floors, path: Path = FLOORS) -> None:
    """Write the floors, suites and figures in order."""
    suites = (
        f"\n[{name}]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in sorted(suite.items()))
        for name, suite in sorted(floors.items())
    )
    path.write_text(HEADER + "".join(suites), encoding="utf-8")


def _toml(value: float | str) -> str:
    return f'"{value}"' if isinstance(value, str) else f"{value:.3f}"


def below(floors: Mapping[str, float | str], figures: Mapping[str, float], gold: str) -> list[str]:
    """What is wrong with a suite's figures, one line each: gold that changed, figures missing or under their floor."""
    if floors.get("gold") != gold:
        return ["the gold is not the one that the floors were pinned on: look at it, then pin again"]
    pinned = {key: float(value) for key, value in floors.items() if key != "gold"}
    return [
        f"{key} is {figures[key]:.4f}, its floor {floor:.3f}" if key in figures else f"{key} was not measured"
        for key, floor in pinned.items()
        if figures.get(key, -math.inf) < floor
    ]


def pinned(
    floors: Mapping[str, float | str], figures: Mapping[str, float], gold: str, lower: bool = False
) -> tuple[dict[str, float | str], list[str]]:
    """The suite's new floors, and the figures whose floor stays because it may not fall."""
    new: dict[str, float | str] = {"gold": gold}
    held = []
    for key, figure in figures.items():
        wanted, old = math.floor((figure - SLACK) * 1000) / 1000, floors.get(key)
        if isinstance(old, float) and old > wanted and not lower:
            new[key] = old
            held += [f"{key} stays at {old:.3f}; measured {figure:.4f}"] if old > figure else []
        else:
            new[key] = max(0.0, wanted)
    return new, held
