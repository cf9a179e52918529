"""Where the gold is, the scorers that come with it, and the fingerprint that tells whether it has changed."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import lzma
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def fingerprint(paths: Iterable[Path]) -> str:
    """One SHA-256 over the files' names and bytes, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a .jsonl, .jsonl.gz or .jsonl.xz file, one at a time."""
    opener: Any = {".gz": gzip.open, ".xz": lzma.open}.get(path.suffix, open)
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """All of them."""
    return list(lines(path))


@cache
def scorer(name: str, shared: Path = SHARED) -> ModuleType:
    """A scorer of the shared folder as a module, e.g. ``polnear/score.py``."""
    path = shared / name
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
