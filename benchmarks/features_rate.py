"""Claim: features by ONNX Runtime come at 1.7 times the rate of `keras predict`, or more.

    python -m benchmarks.features_rate [--photos 256] [--rounds 3]

Both see the same pixels, which lie in memory: Keras in batches of 32, as its `predict` likes best; ONNX Runtime as the
product does it, each picture in a thread of its own. The two take turns in one process, and the best round of each
counts. Printed: images a second of each, the largest difference of a feature, and the ratio.
"""

import argparse
import os
from functools import partial
from time import perf_counter

import numpy as np

from benchmarks.temporary import temporary_folder
from core.runs.kind import ENVIRONMENT

AT_LEAST = 1.7
BATCH = 32


def compare(photos: int, rounds: int) -> None:
    import keras

    from core.backbone.features import load_backbone, run_backbone
    from core.networks.backbones import EMBEDDED, FEATURES, IMAGE_SIZE
    from core.parallel import in_order
    from core.training.keras.transplant import build_pretrained_model

    pixels = np.random.default_rng(0).integers(0, 256, (photos, IMAGE_SIZE, IMAGE_SIZE, 3), dtype=np.uint8)
    whole = build_pretrained_model(EMBEDDED)
    model = keras.Model(whole.input, whole.get_layer(FEATURES).output)
    model.predict(pixels[:BATCH], batch_size=BATCH, verbose=0)  # traces the graph
    look = partial(run_backbone, load_backbone())
    rates: dict[str, list[float]] = {"keras predict": [], "onnx runtime": []}
    for _round in range(rounds):
        began = perf_counter()
        by_keras = model.predict(pixels, batch_size=BATCH, verbose=0)
        rates["keras predict"].append(photos / (perf_counter() - began))
        began = perf_counter()
        by_onnx = np.stack(list(in_order(look, list(pixels[:, None]))))
        rates["onnx runtime"].append(photos / (perf_counter() - began))
    best = {name: max(values) for name, values in rates.items()}
    for name, rate in best.items():
        print(f"{name}: {rate:.1f} images/s (best of {rounds})")
    print(f"largest difference of a feature: {np.abs(by_keras - by_onnx).max():.2g}")
    print(f"ratio: {best['onnx runtime'] / best['keras predict']:.2f}; claimed: at least {AT_LEAST}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    os.environ.update(ENVIRONMENT)  # as a worker has it
    with temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(home)
        compare(args.photos, args.rounds)
