"""All commands in one table: a new one is a file of its own beside this one, and a line here.

A command's module holds ``command``, a function whose signature is its options and whose docstring is its help, or
``app``, a Typer application where the command has commands of its own. It is imported when it is called.
"""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord import __version__
from onrecord.cli.group import Commands

COMMANDS = {
    "read": "Print the statements in pages; no ledger is touched.",
    "article": "Print what was found to be the article in pages.",
    "add": "Read pages and keep what is found in the ledger.",
    "search": "Find statements by words.",
    "who": "Everything that a source said.",
    "show": "One statement in its context, with its evidence.",
    "sources": "Sources across articles, under all their names.",
    "claims": "What is asserted and denied across articles.",
    "claim": "The statements on one claim, or on a sentence of your own.",
    "wordings": "How one quotation is worded in different articles.",
    "origins": "Reprints and relays: on how many independent words a claim rests.",
    "forecasts": "What was said would happen by when.",
    "check-quote": "The original passage of a quotation in transcripts.",
    "judge": "Record a decision; it stands above what was found.",
    "export": "Write the ledger's statements for other programs.",
    "train": "Teach the reader on annotated articles of your own.",
    "serve": "Open the ledger in a browser.",
    "doctor": "What is installed, and whether the ledger is sound.",
}

HELP = """Who said what, on whose word: reads news pages and keeps a ledger in which every row points to its evidence.

\b
First steps:
  onrecord read page.html                  the statements in a page, on the screen
  onrecord add pages/ --ledger news.db     read a folder of pages and keep what is found
  onrecord search attack --ledger news.db
  onrecord who 'Vladimir Putin' --ledger news.db
  onrecord show ID --ledger news.db        one statement in its context, with its evidence

\b
An INPUT is a file, a folder, a URL, or - for standard input: HTML, text dumps of pages, plain
text, JSON lines, RSS, Atom and JSON feeds, OPML lists of feeds, WARC; each also as .gz.

\b
Exit codes: 0 all went well; 1 something failed, named on standard error, one line each;
2 the command was not understood. ONRECORD_LEDGER, ONRECORD_READER and ONRECORD_JOBS set defaults.
"""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")] = False,
) -> None:
    """Holds the options that come before the command."""


class Table(Commands):
    """The commands of ``COMMANDS``."""

    table = COMMANDS


app = typer.Typer(
    name="onrecord", cls=Table, help=HELP, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True
)
app.callback(help=HELP)(_root)
