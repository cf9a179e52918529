"""``onrecord train`` where it cannot begin. Needs no PyTorch."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app


def test_without_pytorch_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    done = CliRunner().invoke(app, ["train", str(tmp_path / "a.jsonl"), "--out", str(tmp_path / "o")])
    assert done.exit_code == 1
    assert done.stderr.startswith("onrecord: training needs torch")
    assert done.stderr.endswith("pip install 'onrecord[train]'\n")
    assert done.stderr.count("\n") == 1


def test_from_and_scratch_exclude_each_other(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["train", "a.jsonl", "--out", str(tmp_path), "--from", "b", "--scratch"])
    assert done.exit_code == 2
    assert "give one of them" in done.stderr
