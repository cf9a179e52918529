"""The suites: which gold, which command, which scorer, which figures. Every figure is better when it is higher."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation import affair, dossier, excerpts, reliability, scoring
from evaluation.gold import ROOT, SHARED, read_lines, scorer
from evaluation.reading import Line, onrecord, onrecord_on
from evaluation.slices import slice_figures

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a suite measured: figures with floors, and tables (rows of figures by name) that have none."""

    figures: Figures
    tables: Mapping[str, Mapping[str, Figures]]


@dataclass(frozen=True, slots=True)
class Suite:
    """One measurement. ``gold`` names its files from the repository's root; ``run`` takes the reader's name."""

    name: str
    what: str
    gold: tuple[str, ...]
    run: Callable[[str], Outcome]

    def paths(self) -> list[Path]:
        """The gold files; a folder stands for the files in it."""
        named = [ROOT / name for name in self.gold]
        return [file for path in named for file in (sorted(path.iterdir()) if path.is_dir() else [path])]

    def missing(self) -> str:
        """The first gold that is not here, or empty."""
        return next((name for name in self.gold if not (ROOT / name).exists()), "")


def _spans(gold: list[Line], found: list[Line]) -> Figures:
    score = scorer("polnear/score.py")
    by_id = {line["id"]: line["statements"] for line in found}
    tally = score.Tally()
    for line in gold:
        tally.add(line["text"], line["statements"], by_id.get(line["id"], []))
    figures = tally.figures()
    named = {"statement": "statement", "strict": "strict statement"}
    named |= {f"{role}_exact": f"{role} exact" for role in score.ROLES}
    return {name: figures[key][2] for name, key in named.items()} | {"alpha": figures["alpha"]}


def _polnear(reader: str) -> Outcome:
    path = SHARED / "polnear/dev.jsonl"
    gold, found = read_lines(path), onrecord("read", str(path), "--reader", reader)
    parsed = SHARED / "polnear/dev_corenlp.jsonl.gz"
    return Outcome(_spans(gold, found), {"slices": slice_figures(gold, found, parsed)})


def _labels(gold: list[Line], found: list[Line]) -> tuple[Figures, dict[str, Figures]]:
    scored = scorer("statements/score_labels.py").figures(gold, found)
    rows = {name: row for name, row in scored.items() if isinstance(row, dict)}
    wanted = {
        f"{name.replace(' ', '_')}_{key}": row[key]
        for name, row in rows.items()
        for key in ("given", "macro")
        if key in row
    }
    return wanted, rows


def _labels_found(reader: str) -> Outcome:
    path = SHARED / "statements/dev.jsonl"
    figures, rows = _labels(read_lines(path), onrecord("read", str(path), "--reader", reader))
    figures["speaker_end2end"] = rows["speaker"]["end2end"]
    return Outcome(figures, {"labels": rows})


def _labels_given(reader: str) -> Outcome:  # noqa: ARG001 - the spans are given, so no other reader applies
    gold = read_lines(SHARED / "statements/dev.jsonl")
    found = onrecord_on(map(_bare, gold), "read", "--reader", "given")
    figures, rows = _labels(gold, found)
    judged = reliability.judged(gold, found, scorer("statements/score_labels.py"))
    tables = {"reliability": reliability.table(judged), "surest": reliability.surest(judged)}
    return Outcome(figures, {"labels": rows, **tables})


def _bare(line: Line) -> Line:
    """The article with its statements' spans and without their labels."""
    roles = ("source", "cue", "content")
    return line | {"statements": [{role: statement[role] for role in roles} for statement in line["statements"]]}


def _pages(kind: str) -> Callable[[str], Outcome]:
    def run(reader: str) -> Outcome:  # noqa: ARG001 - no reader takes part
        found = onrecord("article", str(SHARED / "pages" / kind))
        score = scorer("pages/score_pages.py")
        gold = json.loads((SHARED / "pages/ground-truth.json").read_text(encoding="utf-8"))
        figures = score.figures(gold, {line["id"]: line["body"] for line in found})
        return Outcome({name: figures[name] for name in ("f1", "precision", "recall", "whole")}, {})

    return run


def _seed(reader: str) -> Outcome:
    found = onrecord("read", str(SHARED / "seed/000_45328334fb0b24f6.txt"), "--reader", reader)
    gold = read_lines(SHARED / "seed/gold.jsonl")
    labels, _ = _labels(gold, found)
    return Outcome(_spans(gold, found) | {"speaker_given": labels["speaker_given"]}, {})


def _texts(*names: str) -> Callable[[str], Outcome]:
    def run(reader: str) -> Outcome:
        gold = [article for name in names for article in excerpts.load_texts(ROOT / name)]
        lines = [{"id": article.id, "text": article.text, "published": article.published} for article in gold]
        return _ours(gold, onrecord_on(lines, "read", "--reader", reader))

    return run


def _dossier(reader: str) -> Outcome:
    found = onrecord("read", str(dossier.DOSSIER / "pages"), "--reader", reader)
    return _ours(excerpts.load_pages(dossier.STATEMENTS, {line["id"]: line for line in found}), found)


def _affair(reader: str) -> Outcome:
    return Outcome(affair.figures(reader), {})


def _ours(gold: list[excerpts.GoldArticle], found: list[Line]) -> Outcome:
    by_id = {line["id"]: line["statements"] for line in found}
    cases: dict[str, list[excerpts.GoldArticle]] = {}
    for article in gold:
        cases.setdefault(article.case or "articles", []).append(article)

    def figures(articles: list[excerpts.GoldArticle]) -> Figures:
        return scoring.figures((a.text, a.statements, by_id.get(a.id, [])) for a in articles)

    return Outcome(figures(gold), {"cases": {case: figures(articles) for case, articles in cases.items()}})


OWN = ("tests/gold/articles.jsonl", "tests/gold/hard_cases.jsonl")
HELD = ("tests/gold/hard_cases_held.jsonl",)
POLNEAR = ("../shared/polnear/dev.jsonl", "../shared/polnear/dev_corenlp.jsonl.gz")
LABELS = ("../shared/statements/dev.jsonl",)
TRUE_BODIES = "../shared/pages/ground-truth.json"
SEED = ("../shared/seed/000_45328334fb0b24f6.txt", "../shared/seed/gold.jsonl")
DOSSIER = ("examples/dossier/gold/statements.jsonl", "examples/dossier/pages")
AFFAIR = ("examples/dossier/gold/affair.json", *DOSSIER)

SUITES = (
    Suite("own", "texts of our own writing, hard cases among them", OWN, _texts(*OWN)),
    Suite("held", "hard cases that are held back while rules are written", HELD, _texts(*HELD)),
    Suite("dossier", "the example dossier", DOSSIER, _dossier),
    Suite("affair", "the example dossier's sources, claims, origins, wordings, forecasts", AFFAIR, _affair),
    Suite("seed", "the first real page", SEED, _seed),
    Suite("polnear", "statements in PolNeAR dev", POLNEAR, _polnear),
    Suite("labels", "labels of the statements that the reader found", LABELS, _labels_found),
    Suite("labels_given", "labels where the spans are given", LABELS, _labels_given),
    Suite("pages_html", "article bodies in HTML pages", ("../shared/pages/html", TRUE_BODIES), _pages("html")),
    Suite("pages_text", "article bodies in text dumps", ("../shared/pages/text", TRUE_BODIES), _pages("text")),
)
