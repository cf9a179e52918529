"""What the tests of the reading room share: the dossier, made once, and a copy of it for whoever changes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.ledger import Ledger
from tests.web.making_rooms import dossier, room


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dossier's ledger. Not to be changed."""
    return dossier(tmp_path_factory.mktemp("dossier") / "dossier.db")


@pytest.fixture(scope="session")
def reading(made: Path) -> Iterator[tuple[Ledger, TestClient]]:
    """The dossier open, and a client of it, for tests that change nothing."""
    with Ledger.open(str(made)) as ledger, room(ledger) as client:
        yield ledger, client


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A copy of the dossier to change."""
    return Path(shutil.copy(made, tmp_path / "dossier.db"))


@pytest.fixture
def changing(copy: Path) -> Iterator[tuple[Ledger, TestClient]]:
    """The copy open, and a client of it."""
    with Ledger.open(str(copy)) as ledger, room(ledger, author="ada") as client:
        yield ledger, client
