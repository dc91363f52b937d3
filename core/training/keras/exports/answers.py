"""Predict with a Keras file, for a process without Keras: `python -m ...exports.answers MODEL PIXELS ANSWERS`.

PIXELS is an .npy of uint8 pictures (n, size, size, 3); ANSWERS becomes one of probabilities (n, classes). The file must
be one that this program has written, since loading a Keras file can run code in it.
"""

import sys
from pathlib import Path

import keras

from core.training.keras.exports.batched import write_answers


def main(model_path: Path, pixels_path: Path, answers_path: Path) -> None:
    model = keras.saving.load_model(model_path, compile=False)
    write_answers(
        lambda pixels: keras.ops.convert_to_numpy(model(pixels, training=False)), pixels_path, answers_path
    )  # fmt: skip


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
