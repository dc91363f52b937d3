"""Predict with a SavedModel that this program has written: `... saved_model_answers FOLDER PIXELS ANSWERS`.

As `answers.py` does it with a Keras file, and as TensorFlow Serving would, without Keras.
"""

import sys
from pathlib import Path

import tensorflow as tf

from core.training.keras.exports.batched import write_answers


def main(folder: Path, pixels_path: Path, answers_path: Path) -> None:
    model = tf.saved_model.load(str(folder))
    write_answers(model.serve, pixels_path, answers_path)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
