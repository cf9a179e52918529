"""The whole recipe, on a few made-up articles."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="PyTorch is not installed: pip install 'onrecord[train]'")
pytest.importorskip("onnx", reason="ONNX is not installed: pip install 'onrecord[train]'")

ROOT = Path(__file__).parents[2]


def test_the_tiny_recipe_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "training.recipe", "--tiny", "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.count("the same bytes in both runs") == 2
    assert "OTHER" not in done.stdout
    told = json.loads((tmp_path / "first" / "figures.json").read_text(encoding="utf-8"))
    assert set(told) == {"mean", "seeds", "spread", "teacher"}
    taught = find_spec("transformers") is not None
    assert (tmp_path / "first" / "further-1-1" / "network.pt").exists() == taught
    assert [row["epoch"] for row in told["seeds"]["1"]["epochs"]] == ([1] if taught else [1, 2])
    assert (tmp_path / "first" / "weights" / "network.pt").stat().st_size > 100_000
