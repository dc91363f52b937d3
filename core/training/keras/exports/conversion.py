"""Write a Keras file of this program in a format of TensorFlow's: `... conversion FORMAT MODEL TARGET [PIXELS]`.

FORMAT is `saved_model`, `litert` or `litert_int8`. PIXELS is an .npy of uint8 training pictures (n, size, size, 3), by
which the range of every layer's numbers is measured before they become 8 bits. Runs in a process of its own.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import keras
import numpy as np
import tensorflow as tf


def main(name: str, model_path: str, target: str, pixels_path: str | None = None) -> None:
    model = keras.saving.load_model(model_path, compile=False)
    if name == "saved_model":
        write_saved_model(model, target)
        return
    with TemporaryDirectory() as folder:
        write_saved_model(model, folder)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder)
        if pixels_path is not None:
            quantise(converter, np.load(pixels_path))
        Path(target).write_bytes(converter.convert())


def write_saved_model(model: keras.Model, folder: str) -> None:
    model.export(folder, format="tf_saved_model", verbose=False)


def quantise(converter: Any, pictures: np.ndarray) -> None:
    """Have weights and activations become 8 bits; what comes in and goes out stays float32.

    Jacob et al. 2018 (arXiv:1712.05877).
    """

    def show() -> Iterator[list[np.ndarray]]:
        for picture in pictures:
            yield [picture[None].astype(np.float32)]

    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = show
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]


if __name__ == "__main__":
    main(*sys.argv[1:])
