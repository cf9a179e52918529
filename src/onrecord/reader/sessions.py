"""Networks in ONNX files, on one thread of the processor, so that what they give never depends on the machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from onrecord.errors import PluginError

ABOUT_IT: Final = "about"
"""Under this name a file's metadata says what is in it."""


def session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises many kinds, all meaning that the file is no good
        raise PluginError(f"weights {path} do not load: {error}") from error


def about(run: Any) -> Any:
    """What the file of a session says of itself."""
    return json.loads(run.get_modelmeta().custom_metadata_map[ABOUT_IT])
