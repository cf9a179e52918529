"""Export a trained network to ONNX for the package.

python -m training.export training/runs/student/network.pt --keep 0.25
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import torch
from torch import Tensor, nn

from onrecord.reader.features import FLAGS, HASHES
from onrecord.reader.network import WEIGHTS
from onrecord.vectors import WIDTH
from training.model import SIDE, Network, load


class EncoderOut(nn.Module):
    """The encoder with the two halves of what the decoder is told of a cue, one for each of its end words."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder
        half = network.encoder.asked.in_features // 2
        weight = network.encoder.asked.weight
        self.first, self.last = nn.Linear(half, weight.shape[0]), nn.Linear(half, weight.shape[0], bias=False)
        with torch.no_grad():
            self.first.weight.copy_(weight[:, :half])
            self.first.bias.copy_(network.encoder.asked.bias)
            self.last.weight.copy_(weight[:, half:])

    def forward(self, vectors: Tensor, hashed: Tensor, marks: Tensor) -> tuple[Tensor, ...]:
        out = self.encoder(vectors, hashed, marks)
        return out["roles"], out["names"], out["link"], self.first(out["state"]), self.last(out["state"])


def export(network: Network, folder: Path, keep: float, quantised: bool) -> None:
    """Write encoder.onnx, decoder.onnx and network.json."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    encoder, decoder = folder / "encoder.onnx", folder / "decoder.onnx"
    inputs = (
        torch.zeros(2, 32, WIDTH),
        torch.zeros(2, 32, len(HASHES), dtype=torch.long),
        torch.zeros(2, 32, len(FLAGS), dtype=torch.long),
    )
    outputs = ["roles", "names", "link", "first", "last"]
    write(EncoderOut(network).eval(), inputs, encoder, ["vectors", "hashed", "marks"], outputs, ["pieces", "words"])
    link = network.shape.link
    windows = (torch.zeros(2, 2 * SIDE, link), torch.zeros(2, 2 * link), torch.zeros(2, 2 * SIDE, dtype=torch.long))
    write(network.decoder, windows, decoder, ["window", "asked", "inside"], ["tags", "valid"], ["cues"])
    if quantised:
        quantise(encoder)
        quantise(decoder)
    digest = hashlib.sha256(encoder.read_bytes() + decoder.read_bytes()).hexdigest()[:6]
    about = {"id": digest, "side": SIDE, "keep": keep, "quantised": quantised}
    (folder / "network.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")


def write(
    module: nn.Module, inputs: tuple[Tensor, ...], path: Path, names: list[str], outputs: list[str], axes: list[str]
) -> None:
    """One ONNX file whose first axes are free."""
    free = {name: dict(enumerate(axes)) for name in (*names, *outputs)}
    torch.onnx.export(
        module, inputs, str(path), input_names=names, output_names=outputs, dynamic_axes=free, dynamo=False
    )


def quantise(path: Path) -> None:
    """Eight-bit weights for matrix products, recurrences and embeddings, in place."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(path, path, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "LSTM", "Gather"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--keep", type=float, required=True, help="least score of a statement")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--float", action="store_true", help="do not quantise")
    args = parser.parse_args()
    export(load(args.checkpoint), args.out, args.keep, not args.float)


if __name__ == "__main__":
    main()
