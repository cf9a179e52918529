"""The encoder as the package reads it: ONNX, each weight one byte with a scale for each row.

The bytes become numbers when the file is loaded, not at every run: what a text is given then never depends on the texts
beside it, as it would by scales for a whole batch.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

from onrecord.reader.features import HASHES
from onrecord.training.export import Graph, quiet, write
from onrecord.vectors import WIDTH
from training.sentences.student import Student

LEAST: Final = 512
"""Weights of fewer numbers stay as they are."""


def export(student: Student, path: Path) -> None:
    """The same weights give the same bytes."""
    inputs = {
        "vectors": torch.zeros(2, 8, WIDTH),
        "hashed": torch.zeros(2, 8, len(HASHES), dtype=torch.long),
        "inside": torch.ones(2, 8),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with quiet():
        write(student.eval(), Graph(inputs, ("sentence",), ("texts", "words")), path)
    _in_bytes(path)


def _in_bytes(path: Path) -> None:
    import onnx

    model = onnx.load(str(path))
    graph: Any = model.graph
    kept, nodes = [], []
    for tensor in graph.initializer:
        values = onnx.numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.ndim < 2 or values.size < LEAST:
            kept.append(tensor)
            continue
        scale = np.maximum(np.abs(values).max(-1, keepdims=True), 1e-9) / 127
        name, table = tensor.name, np.rint(values / scale).astype(np.int8)
        kept.append(onnx.numpy_helper.from_array(table, f"{name}:bytes"))
        kept.append(onnx.numpy_helper.from_array(scale.astype(np.float32), f"{name}:scale"))
        nodes.append(onnx.helper.make_node("Cast", [f"{name}:bytes"], [f"{name}:cast"], to=onnx.TensorProto.FLOAT))
        nodes.append(onnx.helper.make_node("Mul", [f"{name}:cast", f"{name}:scale"], [name]))
    rest = list(graph.node)
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend([*nodes, *rest])
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())
