"""What holds for every command: errors are one line each, Ctrl-C and closed pipes end it quietly."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup

from onrecord.errors import OnrecordError

FAILED, INTERRUPTED, PIPE_CLOSED = 1, 130, 141
"""Exit codes; the last two are those that shells give to a process ended by SIGINT and SIGPIPE."""


class Commands(TyperGroup):
    """Imports the one command that is called, and turns what it raises into one line and an exit code."""

    table: ClassVar[Mapping[str, str]] = {}
    """Each command with its line in the help."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The names, in the table's order."""
        return list(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of that name, or None."""
        return load(cmd_name) if cmd_name in self.table else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """The table; no command is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.table.items()))

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
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            typer.echo(f"onrecord: {where}{error.strerror or error}", err=True)
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(FAILED) from error
        return result


def load(name: str) -> Any:
    """The command in ``cli/<name>.py``."""
    module = import_module(f"onrecord.cli.{name.replace('-', '_')}")
    app = getattr(module, "app", None)
    if app is None:
        app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        app.command(name)(module.command)
    command = typer.main.get_command(app)
    command.name = name
    return command
