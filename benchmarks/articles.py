#!/usr/bin/env python3
"""How fast pages become articles, and how well: pages per second of one core and body F1, for both kinds of page.

    python benchmarks/articles.py [FOLDER]

FOLDER holds ``html/*.html.gz``, ``text/*.txt.gz``, ``ground-truth.json`` and ``score_pages.py``; without it,
``../shared/pages`` beside the repository. Dumps are scored with weights that were trained on these same pages: for
the figure on unseen sites see ``python -m training.lines.train --check``.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Literal

from onrecord.articles import article_of
from onrecord.errors import ArticleError
from onrecord.records import Page

FOLDER = Path(__file__).parents[2] / "shared" / "pages"
Kind = Literal["html", "text"]
SUFFIXES: dict[Kind, str] = {"html": ".html.gz", "text": ".txt.gz"}


def pages_in(folder: Path, kind: Kind) -> Iterator[Page]:
    """The pages of a kind, decoded as UTF-8."""
    for path in sorted((folder / kind).glob(f"*{SUFFIXES[kind]}")):
        body = gzip.decompress(path.read_bytes())
        text = body.decode("utf-8", "replace")
        name = path.name.removesuffix(SUFFIXES[kind])
        yield Page(hashlib.sha256(body).hexdigest(), path.name, kind, body, text, "utf-8", "utf-8", {"id": name})


def bodies_of(pages: list[Page]) -> dict[str, str]:
    """Page id → body; empty where there is no article."""
    found = {}
    for page in pages:
        try:
            found[str(page.given["id"])] = article_of(page).body
        except ArticleError:
            found[str(page.given["id"])] = ""
    return found


def scorer(folder: Path) -> ModuleType:
    """The scorer that stands beside the pages."""
    spec = importlib.util.spec_from_file_location("score_pages", folder / "score_pages.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{folder}: no score_pages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for kind in SUFFIXES:
        pages = list(pages_in(folder, kind))
        bodies_of(pages[:2])
        start = time.process_time()
        bodies = bodies_of(pages)
        seconds = time.process_time() - start
        figures = scorer(folder).figures(gold, bodies)
        shown = "  ".join(f"{name} {figures[name]:.3f}" for name in ("f1", "precision", "recall", "whole"))
        print(f"{kind}: {len(pages)} pages  {len(pages) / seconds:.0f} pages/s  {shown}")


if __name__ == "__main__":
    main()
