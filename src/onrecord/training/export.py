"""Write a trained network as the package reads it: ONNX, and the same weights to train on from.

python -m onrecord.training.export training/runs/student/network.pt --keep 0.4
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.reader.features import FLAGS, HASHES
from onrecord.reader.network import OUTPUTS, WEIGHTS
from onrecord.reader.sessions import ABOUT_IT
from onrecord.reader.states import STATES, TOKENIZER
from onrecord.training.model import SIDE, Network, Shape, load, save
from onrecord.training.states import Encoder, StatesOut
from onrecord.vectors import WIDTH

ABOUT: Final = "network.json"
TRAINABLE: Final = "network.pt"
"""The file from which ``onrecord train --from FOLDER`` goes on: the weights in half precision."""
SMALL: Final = 256
"""Weights of fewer numbers stay in 32 bits."""


class EncoderOut(nn.Module):
    """What is asked of the encoder for every word."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder

    def forward(
        self, vectors: Tensor, hashed: Tensor, marks: Tensor, extra: Tensor | None = None
    ) -> tuple[Tensor, ...]:
        out = self.encoder(vectors, hashed, marks, extra)
        return tuple(out[name] for name in OUTPUTS)


class DecoderOut(nn.Module):
    """The decoder with what it is told of a cue: worked out for cues alone, not for every word."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.asked, self.decoder = network.encoder.asked, network.decoder

    def forward(self, window: Tensor, first: Tensor, last: Tensor, inside: Tensor) -> tuple[Tensor, Tensor]:
        tags, valid = self.decoder(window, self.asked(torch.cat([first, last], -1)), inside)
        return tags, valid


@dataclass(frozen=True, slots=True)
class Graph:
    """What one ONNX file takes and gives; ``free`` names the first axes, whose sizes are open: of all, or of each."""

    inputs: dict[str, Tensor]
    outputs: Sequence[str]
    free: Sequence[str] | Mapping[str, Sequence[str]]


def export(network: Network, folder: Path, keep: float, quantised: bool = True) -> str:
    """Write encoder.onnx, decoder.onnx, network.pt and network.json; the id that the ONNX files' content gives.

    The same weights give the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    network = network.eval()
    encoder, decoder = folder / "encoder.onnx", folder / "decoder.onnx"
    with quiet():
        write(EncoderOut(network).eval(), _encoder_graph(network.shape.extra), encoder)
        write(DecoderOut(network).eval(), _decoder_graph(network.shape), decoder)
        if quantised:
            quantise(encoder)
            quantise(decoder)
    save(network, folder / TRAINABLE, half=True)
    digest = hashlib.sha256(encoder.read_bytes() + decoder.read_bytes()).hexdigest()[:6]
    about = {"id": digest, "side": SIDE, "keep": keep, "quantised": quantised}
    (folder / ABOUT).write_text(json.dumps(about, indent=1) + "\n", "utf-8")
    return digest


def export_deep(network: Network, under: Encoder, folder: Path, keep: float) -> str:
    """The same for a network over a larger encoder's states, with that encoder; in single precision."""
    digest = export(network, folder, keep, quantised=False)
    with quiet():
        write(StatesOut(under).eval(), _states_graph(), folder / STATES)
    under.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))
    about = json.loads((folder / ABOUT).read_text("utf-8"))
    (folder / ABOUT).write_text(json.dumps(about | {"longest": under.longest}, indent=1) + "\n", "utf-8")
    return digest


def _states_graph() -> Graph:
    ones = torch.ones(2, 8, dtype=torch.long)
    return Graph({"ids": ones, "mask": ones}, ("states",), ("pieces", "subwords"))


def _encoder_graph(extra: int = 0) -> Graph:
    inputs = {
        "vectors": torch.zeros(2, 32, WIDTH),
        "hashed": torch.zeros(2, 32, len(HASHES), dtype=torch.long),
        "marks": torch.zeros(2, 32, len(FLAGS), dtype=torch.long),
    }
    if extra:
        inputs["extra"] = torch.zeros(2, 32, extra)
    return Graph(inputs, OUTPUTS, ("pieces", "words"))


def _decoder_graph(shape: Shape) -> Graph:
    inputs = {
        "window": torch.zeros(2, 2 * SIDE, shape.link),
        "first": torch.zeros(2, 2 * shape.hidden),
        "last": torch.zeros(2, 2 * shape.hidden),
        "inside": torch.zeros(2, 2 * SIDE, dtype=torch.long),
    }
    return Graph(inputs, ("tags", "valid"), ("cues",))


def write(module: nn.Module, graph: Graph, path: Path, about: object = None, half: bool = False) -> None:
    """``about``, where there is any, is kept as JSON: ``onrecord.reader.sessions.about`` tells it of the file.
    ``half``: the weights are kept in sixteen bits, and are made numbers of 32 bits again where the file is opened."""
    import onnx

    names = (*graph.inputs, *graph.outputs)
    of = graph.free if isinstance(graph.free, Mapping) else dict.fromkeys(names, graph.free)
    free = {name: dict(enumerate(of[name])) for name in names}
    torch.onnx.export(
        module,
        tuple(graph.inputs.values()),
        str(path),
        input_names=list(graph.inputs),
        output_names=list(graph.outputs),
        dynamic_axes=free,
        dynamo=False,
    )
    if about is None and not half:
        return
    model = onnx.load(str(path))
    if half:
        halve(model.graph)
    if about is not None:
        onnx.helper.set_model_props(model, {ABOUT_IT: json.dumps(about)})
    path.write_bytes(model.SerializeToString())


def halve(graph: Any) -> None:
    """The large weights of an ONNX graph in sixteen bits, each behind a cast back to 32, in place."""
    import onnx
    from onnx import TensorProto, numpy_helper

    casts = []
    for kept in graph.initializer:
        values = numpy_helper.to_array(kept)
        if values.dtype == np.float32 and values.size >= SMALL:
            name = kept.name
            kept.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}:half"))
            casts.append(onnx.helper.make_node("Cast", [kept.name], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def quantise(path: Path, ops: Sequence[str] = ("MatMul", "LSTM", "Gather")) -> None:
    """Eight-bit weights for matrix products, recurrences and embeddings, in place; a scale for each column."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(path, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=list(ops))


@contextmanager
def quiet() -> Iterator[None]:
    """Without the exporters' advice: they name their own successors and optional steps."""
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m onrecord.training.export", description=__doc__.split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--keep", type=float, required=True, help="least score of a statement")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--float", action="store_true", help="do not quantise")
    args = parser.parse_args(arguments)
    digest = export(load(args.checkpoint), args.out, args.keep, not args.float)
    size = sum(path.stat().st_size for path in args.out.iterdir() if path.is_file())
    print(f"{args.out}: weights {digest}, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
