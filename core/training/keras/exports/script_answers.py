"""Predict with the network of an exported script: `... script_answers SCRIPT MODEL PICTURES ANSWERS`.

The script is imported without being run; its network gets the weights of MODEL, a Keras file that this program has
written, and reads the pictures by its own function. PICTURES is a JSON list of paths; ANSWERS becomes an .npy of
probabilities (n, classes).
"""

import json
import runpy
import sys
from pathlib import Path

import keras
import numpy as np


def main(script: Path, model_path: Path, pictures: Path, answers: Path) -> None:
    alone = runpy.run_path(str(script), run_name="exported")
    model = alone["build_network"](training=False)
    model.set_weights(keras.saving.load_model(model_path, compile=False).get_weights())
    paths = [Path(path) for path in json.loads(pictures.read_text(encoding="utf-8"))]
    np.save(answers, alone["predict"](model, paths).astype(np.float32))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
