"""``python -m evaluation``: see the package's first lines."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from evaluation import __doc__ as about
from evaluation import floors as floor_file
from evaluation.gold import fingerprint
from evaluation.report import FIGURES, load_figures, write_report
from evaluation.suites import SUITES, Suite


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=about, formatter_class=_AsWritten)
    parser.add_argument("do", nargs="?", choices=("run", "pin", "report"), default="run")
    parser.add_argument("--only", nargs="+", choices=[suite.name for suite in SUITES], help="these suites alone")
    parser.add_argument("--reader", default="onrecord", help="the reader to measure")
    parser.add_argument("--lower", action="store_true", help="let pin lower floors")
    asked = parser.parse_args(arguments)
    suites = [suite for suite in SUITES if not asked.only or suite.name in asked.only]
    if asked.do == "pin":
        return pin(suites, asked.lower)
    if asked.do == "report":
        write_report()
        return 0
    return run(suites, asked.reader)


class _AsWritten(argparse.RawDescriptionHelpFormatter):
    """Help that keeps its lines."""


def run(suites: list[Suite], reader: str) -> int:
    """Measure, write figures.json, say what is below its floor."""
    figures, wrong, floors = load_figures(), [], floor_file.load()
    for suite in suites:
        if missing := suite.missing():
            print(f"{suite.name}: skipped, {missing} is not here", file=sys.stderr)
            continue
        figures[suite.name] = measured = measure(suite, reader)
        for key, value in measured["figures"].items():
            print(f"{suite.name:14}{key:24}{value:8.4f}")
        problems = floor_file.below(floors.get(suite.name, {}), measured["figures"], measured["gold"])
        wrong += [f"{suite.name}: {problem}" for problem in problems]
    FIGURES.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
    return int(bool(wrong))


def measure(suite: Suite, reader: str) -> dict[str, Any]:
    """One suite's entry of figures.json."""
    outcome = suite.run(reader)
    tables = {name: {row: _rounded(values) for row, values in table.items()} for name, table in outcome.tables.items()}
    gold = fingerprint(suite.paths())
    return {"gold": gold, "reader": reader, "figures": _rounded(outcome.figures), "tables": tables}


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {key: round(value, 4) for key, value in figures.items()}


def pin(suites: list[Suite], lower: bool) -> int:
    """Floors from figures.json. A floor above what was measured stays, and is told, unless it may be lowered."""
    figures, floors, told = load_figures(), floor_file.load(), []
    for suite in suites:
        if suite.name in figures:
            measured = figures[suite.name]
            new, held = floor_file.pinned(floors.get(suite.name, {}), measured["figures"], measured["gold"], lower)
            floors[suite.name] = new
            told += [f"{suite.name}: {line}" for line in held]
    floor_file.save(floors)
    print(*told, sep="\n", end="\n" if told else "", file=sys.stderr)
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main())
