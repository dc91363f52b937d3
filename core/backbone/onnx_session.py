"""ONNX files as they are asked: opened whole or not at all."""

from pathlib import Path

import onnxruntime

from core.backbone import onnx_seal
from core.files import damage_errors, damaged


def open_session(path: Path, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    """Load a model to be run on the processor.

    Raises:
        DamagedFileError: the file is no model, or not the one that was sealed.

    """
    with damage_errors(path):
        onnx_seal.check(path)
    try:
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's errors have no other class in common
        raise damaged(path, error) from error
