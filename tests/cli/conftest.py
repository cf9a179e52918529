"""What the tests of the command line share."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app
from tests.cli import made


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Two articles with their statements, as JSON lines."""
    lines = (json.dumps(made.annotated(article), ensure_ascii=False) for article in made.ARTICLES)
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> made.Run:
    """Runs ``onrecord`` in this process, in an empty folder, with nothing set but ``environment``."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, environment: Mapping[str, str] | None = None) -> made.Done:
        unset = dict.fromkeys(name for name in os.environ if name.startswith("ONRECORD_"))
        done = CliRunner().invoke(app, list(map(str, arguments)), env={**unset, **(environment or {})})
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return made.Done(done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def process(tmp_path: Path) -> made.Run:
    """Runs ``onrecord`` in a process of its own."""

    def run(*arguments: object) -> made.Done:
        done = subprocess.run(
            made.command(*arguments), capture_output=True, encoding="utf-8", cwd=tmp_path, env=made.environment()
        )
        return made.Done(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def ledger(run: made.Run, articles: Path, tmp_path: Path) -> Path:
    """A ledger of the two articles."""
    path = tmp_path / "tide.db"
    done = run("add", articles, "--reader", "given", "--ledger", path)
    assert done.returncode == 0, done.stderr
    return path
