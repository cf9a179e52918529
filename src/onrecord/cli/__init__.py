"""The command line. One file for each command, one line for it in ``app.COMMANDS``."""

from __future__ import annotations

import os


def main() -> None:
    """What ``onrecord`` runs."""
    one_thread()
    from onrecord.cli.app import app

    app(prog_name="onrecord")


def one_thread() -> None:
    """Lets numpy calculate in one thread, unless the user says otherwise; to be called before it is imported.

    The matrices are small: more threads wait for one another, and the last digits would go by their number.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
