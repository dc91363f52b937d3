"""One design in a process of its own: seconds of a training step and of a prediction, and the most memory.

python -m core.training.cost.measure_one SEED
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import keras
import numpy as np

from core.inference.session import Classifier
from core.networks.design.lowering import lower
from core.networks.design.samples import draw_sample
from core.specs.training_spec import DESIGNED, TrainingSpec
from core.training.keras.compiling import compile_model
from core.training.keras.model_files import build_prediction_model, save

CLASSES = 2
WARM_UP, LEAST, SECONDS = 2, 4, 2.0  # calls that do not count, that count at least, and for how long
KILOBYTE = 1024  # what Linux counts memory in


def measure(seed: int) -> dict[str, float]:
    """What the sample of that seed takes."""
    sample = draw_sample(seed)
    spec = TrainingSpec(
        architecture=DESIGNED, design=sample.design, image_size=sample.image_size, batch_size=sample.batch_size
    )
    architecture = lower(sample.design, sample.image_size, CLASSES).architecture
    keras.utils.set_random_seed(seed)
    model = compile_model(spec, architecture, CLASSES, total_steps=1000)
    images = np.random.default_rng(seed).integers(0, 256, (sample.batch_size, *model.input_shape[1:]), np.uint8)
    labels = np.arange(sample.batch_size, dtype=np.float32)[:, None] % CLASSES
    step = _time(lambda: model.train_on_batch(images, labels))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE
    with tempfile.TemporaryDirectory() as folder:
        onnx = Path(folder) / "model.onnx"
        save(build_prediction_model(model, architecture), Path(folder) / "model.keras", onnx)
        classifier = Classifier(onnx)
        use = _time(lambda: classifier.compute_probabilities(images[:1]))
    return {"step_seconds": step, "predict_seconds": use, "peak_bytes": float(peak)}


def _time(call: Callable[[], object]) -> float:
    """The median seconds of a call, after those that trace and warm up."""
    for _call in range(WARM_UP):
        call()
    seconds: list[float] = []
    while len(seconds) < LEAST or sum(seconds) < SECONDS:
        began = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - began)
    return median(seconds)


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))  # noqa: T201 - read by the process that asked
