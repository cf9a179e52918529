"""What holds for every command: errors are one line each, Ctrl-C and closed pipes end it quietly."""

from __future__ import annotations

import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from onrecord.errors import OnrecordError

FAILED, INTERRUPTED, PIPE_CLOSED = 1, 130, 141
"""Exit codes; the last two are those that shells give to a process ended by SIGINT and SIGPIPE."""


class Commands(TyperGroup):
    """Runs a command and turns what it raises into one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was given."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except OnrecordError as error:
            typer.echo(f"onrecord: {' '.join(str(error).split())}", err=True)
            raise typer.Exit(FAILED) from error
        except KeyboardInterrupt as error:
            typer.echo("onrecord: stopped; what was finished before is kept", err=True)
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains again at its end
            raise typer.Exit(PIPE_CLOSED) from error
        return result
