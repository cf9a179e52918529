"""onrecord's own command line, as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

Line = dict[str, Any]


def onrecord(*arguments: str) -> list[Line]:
    """What ``onrecord ARGUMENTS --format jsonl`` prints. What it could not read is told and counts as not found."""
    command = [sys.executable, "-m", "onrecord", *arguments, "--format", "jsonl"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1) or (done.returncode and not done.stdout):
        raise RuntimeError(f"onrecord {' '.join(arguments)} ended with {done.returncode}: {done.stderr[-2000:]}")
    sys.stderr.write(done.stderr)
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def onrecord_on(lines: Iterable[Line], *arguments: str) -> list[Line]:
    """The same for a JSON-lines input made of ``lines``, named last."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "input.jsonl"
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        return onrecord(*arguments, str(path))
