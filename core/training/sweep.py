"""The learning-rate range test itself: a few steps of a fresh model, each at a higher rate, nothing kept."""

from collections.abc import Iterator

import keras

from core.data.pixels.cache import Decoded
from core.specs.network import describe_network
from core.specs.rates import Point, has_diverged, list_rates
from core.specs.training_spec import TrainingSpec
from core.training.feeding import KerasBatches
from core.training.keras.compiling import compile_model
from core.training.machine.devices import choose_device


def sweep(spec: TrainingSpec, pictures: Decoded) -> Iterator[Point]:
    """Train as the spec says, but for its schedule, at one rate a step, until the loss diverges or rates run out."""
    keras.utils.set_random_seed(spec.seed)
    # Measuring which precision is faster would take longer than the test; where nobody chose, float32 does for it.
    keras.mixed_precision.set_global_policy("float32" if spec.precision == "auto" else spec.precision)
    with choose_device(spec.device).scope():
        yield from _steps(spec.model_copy(update={"schedule": "constant"}), pictures)


def _steps(spec: TrainingSpec, pictures: Decoded) -> Iterator[Point]:
    classes = len(pictures.classes)
    model = compile_model(spec, describe_network(spec, classes), classes, total_steps=1)
    batches = KerasBatches.for_training(spec, pictures)
    points: list[Point] = []
    for step, rate in enumerate(list_rates()):
        batches.begin(epoch=step // len(batches))
        model.optimizer.learning_rate = rate
        model.reset_metrics()  # or the loss would be a mean over all steps so far
        loss = model.train_on_batch(*batches[step % len(batches)], return_dict=True)["loss"]
        points.append(Point(rate, float(loss)))
        yield points[-1]
        if has_diverged(points):
            return
