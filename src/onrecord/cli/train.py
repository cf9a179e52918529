"""``onrecord train``."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.console import tell
from onrecord.errors import PluginError

Articles = Annotated[
    list[Path], typer.Argument(metavar="ANNOTATED", help="JSON lines with statements, or folders of brat files.")
]
Out = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where the network goes.", show_default=False)]
Start = Annotated[
    Path | None,
    typer.Option("--from", metavar="FOLDER", help="The network to go on from; without it, the one in the package."),
]
Scratch = Annotated[bool, typer.Option("--scratch", help="Go on from none: takes hundreds of articles.")]
Dev = Annotated[
    Path | None, typer.Option("--dev", metavar="FILE", help="Annotated articles to measure on; never learnt from.")
]
Encoder = Annotated[
    Path | None,
    typer.Option("--encoder", metavar="FOLDER", help="A larger encoder of Hugging Face form, to be its teacher."),
]
Deep = Annotated[
    bool, typer.Option("--deep", help="Leave the larger encoder under the network: reads better, many times slower.")
]
Epochs = Annotated[int, typer.Option("--epochs", min=0, help="Passes over the articles; 0 for as many as is usual.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Another seed, another network.")]


def command(
    annotated: Articles,
    out: Out,
    start: Start = None,
    scratch: Scratch = False,
    dev: Dev = None,
    encoder: Encoder = None,
    deep: Deep = False,
    epochs: Epochs = 0,
    seed: Seed = 1,
) -> None:
    """Teach the reader on articles of your own; read with the result by --reader onrecord:FOLDER.

    It needs PyTorch: pip install 'onrecord[train]'.

    \b
    Examples:
      onrecord train mine.jsonl --out my-reader --dev held-out.jsonl
      onrecord train brat-folder/ --out my-reader
      onrecord read page.html --reader onrecord:my-reader
    """
    if scratch and start:
        raise typer.BadParameter("--from names a network to go on from, --scratch wants none: give one of them")
    if deep and not encoder:
        raise typer.BadParameter("--deep needs the larger encoder: --encoder FOLDER")
    if encoder and not Path(encoder).is_dir():
        raise typer.BadParameter(f"{encoder}: no such folder", param_hint="--encoder")
    there = next(path for path in (out.absolute(), *out.absolute().parents) if path.exists())
    if not (there.is_dir() and os.access(there, os.W_OK)):
        raise typer.BadParameter(f"{out}: {there} cannot be written", param_hint="--out")
    if missing := [name for name in ("torch", "onnx") if find_spec(name) is None]:
        raise PluginError(f"training needs {' and '.join(missing)}: pip install 'onrecord[train]'")
    from onrecord.reader.network import WEIGHTS
    from onrecord.training.finetune import Job, run

    start = None if scratch or deep else start or WEIGHTS
    job = Job(annotated, out, start, dev, encoder, epochs, seed, deep=deep)
    digest = run(job, tell)
    tell(f"weights {digest} in {out}; read with them by --reader onrecord:{out}")
