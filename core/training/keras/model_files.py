"""Write the trained model as files: Keras to continue training, ONNX to predict."""

import os
import subprocess
import sys
from pathlib import Path

import keras

from core import files
from core.backbone import onnx_seal
from core.backbone.onnx_graph import rename_output
from core.networks.architecture import Architecture, strip_for_prediction
from core.networks.backbones import FEATURES
from core.training.keras.build import build, use_policy
from core.training.keras.converter import show_compiled, teach_erfc

ROOT = Path(__file__).parents[3]
CONVERTER = "tensorflow"  # the backend whose graphs tf2onnx reads


def build_prediction_model(model: keras.Model, architecture: Architecture) -> keras.Model:
    """The trained model as it predicts: in float32, whatever policy it was trained under, and without augmentation.

    ONNX Runtime computes in float32, and it refuses the random numbers that augmentation layers leave in a graph.
    """
    with use_policy("float32"):
        plain = build(strip_for_prediction(architecture))
    plain.set_weights(model.get_weights())
    plain(keras.ops.zeros((1, *plain.input_shape[1:])))  # the export wants a model that was called
    return plain


def save(model: keras.Model, keras_path: Path, onnx_path: Path) -> None:
    """Write both files, each atomically."""
    files.sweep(keras_path.parent)
    write_keras(model, keras_path)
    with files.replacing_path(onnx_path) as temporary:
        if keras.backend.backend() == CONVERTER:
            _export(model, temporary)
        else:
            _convert_elsewhere(keras_path, temporary)
        onnx_seal.append(temporary)


def write_features(model: keras.Model, path: Path) -> None:
    """Write a model of features as ONNX alone, with `FEATURES` as the name of its output."""
    with files.temporary_folder(path.parent) as folder:
        onnx_path = folder / path.name
        save(model, folder / "model.keras", onnx_path)
        onnx_seal.write(path, rename_output(onnx_path.read_bytes(), FEATURES))


def write_keras(model: keras.Model, path: Path) -> None:
    """Write the model in Keras's own format, atomically."""
    with files.replacing_path(path) as temporary:
        model.save(temporary)


def _convert_elsewhere(keras_path: Path, onnx_path: Path) -> None:
    """Write the ONNX file in a process with the other backend, since a process cannot change its backend."""
    command = [sys.executable, "-m", "core.training.keras.model_files", str(keras_path), str(onnx_path)]
    subprocess.run(command, env=os.environ | {"KERAS_BACKEND": CONVERTER}, cwd=ROOT, check=True)


def _convert(keras_path: Path, onnx_path: Path) -> None:
    """Convert a file that this program has just written; runs in that other process."""
    model = keras.saving.load_model(keras_path)
    model(keras.ops.zeros((1, *model.input_shape[1:])))
    _export(model, onnx_path)


def _export(model: keras.Model, path: Path) -> None:
    teach_erfc()
    with show_compiled():
        model.export(path, format="onnx", verbose=False)


if __name__ == "__main__":
    _convert(Path(sys.argv[1]), Path(sys.argv[2]))
