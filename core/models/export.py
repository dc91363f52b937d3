"""The finished model as files: Keras for those who train on, ONNX for everyone who predicts."""

from pathlib import Path

import keras

from core.models.architecture import Architecture, for_prediction
from core.models.build import build


def finished(model: keras.Model, architecture: Architecture) -> keras.Model:
    """The trained model as it predicts: in float32, whatever policy it was trained under, and without augmentation.

    ONNX Runtime computes in float32, and it refuses the random numbers that augmentation layers leave in a graph.
    """
    policy = keras.mixed_precision.dtype_policy()
    keras.mixed_precision.set_global_policy("float32")
    try:
        plain = build(for_prediction(architecture))
    finally:
        keras.mixed_precision.set_global_policy(policy)
    plain.set_weights(model.get_weights())
    plain(keras.ops.zeros((1, *plain.input_shape[1:])))  # the export wants a model that was called
    return plain


def save(model: keras.Model, keras_path: Path, onnx_path: Path) -> None:
    """Write both files; each stands under its name only when it is whole."""
    write_keras(model, keras_path)
    half = _half(onnx_path)
    model.export(half, format="onnx", verbose=False)
    half.replace(onnx_path)


def write_keras(model: keras.Model, path: Path) -> None:
    """Write the model in Keras's own format, under its name when it is whole."""
    model.save(half := _half(path))
    half.replace(path)


def write_onnx(data: bytes, path: Path) -> None:
    """Write a model that is ONNX already, under its name when it is whole."""
    (half := _half(path)).write_bytes(data)
    half.replace(path)


def _half(path: Path) -> Path:
    return path.with_name(f".half-{path.name}")
