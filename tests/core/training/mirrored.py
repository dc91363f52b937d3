"""Train for a few epochs on so many logical CPUs, and print the losses: `python -m tests.core.training.mirrored 2`."""

import json
import sys
from contextlib import nullcontext

import keras
import numpy as np
import tensorflow as tf

from core.data.pixels.cache import Decoded
from core.specs.network import describe_network
from core.specs.training_spec import TrainingSpec
from core.training.feeding import KerasBatches
from core.training.keras.compiling import compile_model

# No dropout: each device would draw for itself.
SPEC = TrainingSpec(image_size=32, batch_size=8, epochs=3, dropout=0.0, class_weights="balanced", optimizer="sgd")


def pictures():
    random = np.random.default_rng(0)
    labels = np.array([0, 1, 1] * 16, dtype=np.int32)
    images = (
        random.integers(0, 128, (48, 32, 32, 3), dtype=np.uint8) + (labels * 100).astype(np.uint8)[:, None, None, None]
    )
    splits = np.array(["train"] * 32 + ["val"] * 16)
    return Decoded(images, labels, splits, tuple(map(str, range(48))), ("cat", "dog"))


def main(devices):
    cpu = tf.config.list_physical_devices("CPU")[0]
    tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * devices)
    names = [f"CPU:{place}" for place in range(devices)]
    scope = tf.distribute.MirroredStrategy(names).scope() if devices > 1 else nullcontext()
    found = pictures()
    keras.utils.set_random_seed(0)
    training, validation = KerasBatches.for_training(SPEC, found), KerasBatches.for_validation(SPEC, found)
    with scope:
        model = compile_model(SPEC, describe_network(SPEC, 2), 2, SPEC.epochs * training.steps)
        history = model.fit(training, validation_data=validation, epochs=SPEC.epochs, shuffle=False, verbose=0).history
    sys.stdout.write(json.dumps(history["loss"] + history["val_loss"]) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
