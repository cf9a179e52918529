"""The command line. One file for each command, one line for it in ``app.COMMANDS``."""

from __future__ import annotations


def main() -> None:
    """What ``onrecord`` runs."""
    from onrecord.cli.app import app

    app(prog_name="onrecord")
