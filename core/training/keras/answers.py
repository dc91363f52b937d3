"""Predict with a Keras file, for a process without Keras: `python -m core.training.keras.answers MODEL PIXELS ANSWERS`.

PIXELS is an .npy of uint8 pictures (n, size, size, 3); ANSWERS becomes one of probabilities (n, classes). The file must
be one that this program has written, since loading a Keras file can run code in it.
"""

import sys
from pathlib import Path

import keras
import numpy as np

from core.networks.outputs import expand_to_both_classes


def main(model_path: Path, pixels_path: Path, answers_path: Path) -> None:
    model = keras.saving.load_model(model_path, compile=False)
    said = model(np.load(pixels_path).astype(np.float32), training=False)
    np.save(answers_path, expand_to_both_classes(keras.ops.convert_to_numpy(said)))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
