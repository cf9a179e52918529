"""The tables of the model card, written between their markers from figures.json."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from evaluation.gold import ROOT

FIGURES = Path(__file__).with_name("figures.json")
CARD = ROOT / "docs/model-card.md"

PUBLISHED = (
    ("CoreNLP (published)", "0.139", "–", "0.175", "–", "–"),
    ("CRF (published)", "0.506", "0.534", "0.286", "–", "–"),
    ("BiLSTM with Cofe, no transformer (published)", "0.733", "0.662", "0.636", "–", "–"),
    ("CofeNet-BERT, 2022 (published)", "0.832", "0.753", "0.729", "–", "–"),
    ("one annotator against another, 20 articles", "0.769", "0.706", "0.679", "0.760", "0.775"),
)
"""Source, cue and content exact F1, statement F1, alpha: of others on this corpus's test part, of ours on dev."""

Figures = dict[str, Any]


def load_figures(path: Path = FIGURES) -> Figures:
    """What was measured last, by suite."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def write_report(card: Path = CARD) -> None:
    """Put each table between ``<!-- figures: NAME -->`` and ``<!-- end -->``."""
    card.write_text(filled(card.read_text(encoding="utf-8"), load_figures()), encoding="utf-8")


def filled(text: str, figures: Figures) -> str:
    """The card's text with its tables as the figures say."""
    for name, table in TABLES.items():
        block = re.compile(rf"(<!-- figures: {name} -->\n).*?(<!-- end -->)", re.S)
        made = table(figures).replace("\\", r"\\")
        text = block.sub(rf"\g<1>{made}\g<2>", text)
    return text


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(header), *map(list, rows)]
    lines.insert(1, ["---"] + ["---:"] * (len(lines[0]) - 1))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _of(figures: Figures, suite: str, keys: Iterable[str]) -> list[str]:
    measured: Mapping[str, float] = figures.get(suite, {}).get("figures", {})
    return [f"{measured[key]:.3f}" if key in measured else "–" for key in keys]


def _spans(figures: Figures) -> str:
    keys = ("source_exact", "cue_exact", "content_exact", "statement", "alpha")
    ours = ["**onrecord**, dev", *_of(figures, "polnear", keys)]
    return _table(("reader", "source", "cue", "content", "statement F1", "alpha"), [*PUBLISHED, ours])


def _slices(figures: Figures) -> str:
    rows = figures.get("polnear", {}).get("tables", {}).get("slices", {})
    made = (
        [name, f"{row['n']:.0f}", *(f"{row[column]:.3f}" for column in ("p", "r", "f1"))]
        for name, row in sorted(rows.items(), key=_order)
    )
    return _table(("statements", "in gold", "precision", "recall", "F1"), made)


def _order(item: tuple[str, Any]) -> tuple[bool, bool, str]:
    return item[0] != "all", ":" in item[0], item[0]


def _labels(figures: Figures) -> str:
    def row(label: str) -> list[str]:
        given = _of(figures, "labels_given", [f"{label}_given", f"{label}_macro"])
        return [label, *given, *_of(figures, "labels", [f"{label}_given", f"{label}_macro"])]

    labels = ("speaker", "kind", "act", "certainty", "via", "venue", "when", "horizon", "again")
    header = ("label", "right, spans given", "macro F1, spans given", "right, spans found", "macro F1, spans found")
    return _table(header, map(row, labels))


def _reliability(figures: Figures) -> str:
    rows = figures.get("labels_given", {}).get("tables", {}).get("reliability", {})
    made = ([name, f"{row['n']:.0f}", f"{row['confidence']:.2f}", f"{row['right']:.2f}"] for name, row in rows.items())
    return _table(("labels given at a confidence of", "how many", "mean confidence", "right"), made)


def _surest(figures: Figures) -> str:
    rows = figures.get("labels_given", {}).get("tables", {}).get("surest", {})
    made = ([name, f"{row['n']:.0f}", f"{row['right']:.2f}" if row["n"] else "–"] for name, row in rows.items())
    return _table(("label", "given at 0.9 or more", "right"), made)


def _pages(figures: Figures) -> str:
    keys = ("f1", "precision", "recall", "whole")
    names = {"pages_html": "HTML", "pages_text": "text dump"}
    return _table(("pages", *keys), ([shown, *_of(figures, suite, keys)] for suite, shown in names.items()))


def _own(figures: Figures) -> str:
    keys = ("statement", "speaker_given", "kind_given", "act_given", "certainty_given")
    names = {
        "own": "our own texts",
        "held": "hard cases held back",
        "dossier": "the example dossier",
        "seed": "the first real page",
    }
    return _table(
        ("gold", "statement F1", "speaker", "kind", "act", "certainty"),
        ([shown, *_of(figures, suite, keys)] for suite, shown in names.items()),
    )


def _cases(figures: Figures) -> str:
    """Each hard case in both halves; texts that are whole articles are no case."""
    halves = [figures.get(suite, {}).get("tables", {}).get("cases", {}) for suite in ("own", "held")]
    names = [name for name in halves[0] if name != "articles"]
    columns = ("case", "statement F1", "held back")
    return _table(columns, ([name, *(_figure(half.get(name, {})) for half in halves)] for name in names))


def _figure(measured: Mapping[str, float]) -> str:
    return f"{measured['statement']:.3f}" if measured else "–"


TABLES = {
    "own": _own,
    "cases": _cases,
    "spans": _spans,
    "slices": _slices,
    "labels": _labels,
    "reliability": _reliability,
    "surest": _surest,
    "pages": _pages,
}
