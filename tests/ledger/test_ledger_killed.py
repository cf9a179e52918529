"""Killing a process that adds, at any point, and going on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from making_ledgers import reading_of

from onrecord.ledger import Ledger

PAGES = 6
CHILD = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
import sqlalchemy as sa
from onrecord.ledger import Ledger
from test_ledger_killed import pages
left = [int(sys.argv[3])]
with Ledger.open(sys.argv[2]) as ledger:
    @sa.event.listens_for(ledger.engine, "before_cursor_execute")
    def count(*_):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
    for reading in pages():
        ledger.add(reading)
"""


def pages():
    for n in range(PAGES):
        yield reading_of(
            f"Ana said rain number {n} falls. Bo denied this.", (("Ana", "said", f"rain number {n} falls"),)
        )
    yield reading_of(f"Ana said rain number {n} falls. Bo denied this.", (("Bo", "denied", "this"),), reader="tester 2")


@pytest.fixture(scope="module")
def clean(tmp_path_factory) -> str:
    with Ledger.open(str(tmp_path_factory.mktemp("clean") / "l.db")) as ledger:
        for reading in pages():
            ledger.add(reading)
        return ledger.fingerprint()


@pytest.mark.parametrize("after", [1, 9, 14, 31, 50, 95])
def test_killed_half_way_and_run_again_is_one_clean_run(tmp_path, clean, after):
    path = str(tmp_path / "l.db")
    here = str(Path(__file__).parent)
    died = subprocess.run([sys.executable, "-c", CHILD, here, path, str(after)], check=False, capture_output=True)
    assert died.returncode == -9, died.stderr.decode()
    with Ledger.open(path) as ledger:
        assert ledger.check() == []
        assert ledger.fingerprint() != clean
        for reading in pages():
            ledger.add(reading)
        assert ledger.fingerprint() == clean
        assert ledger.check() == []
