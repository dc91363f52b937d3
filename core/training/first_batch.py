"""The work of a look before training: numbers of every layer on one batch, then ten pictures learned by heart."""

import time
from typing import TYPE_CHECKING

import numpy as np

from core.data.pixels.cache import Decoded
from core.jobs.worker.context import JobContext
from core.networks.architecture import Architecture, strip_for_prediction, without
from core.networks.design.first_batch import FirstBatch, LayerNumbers
from core.networks.layers import Dropout
from core.specs.network import describe_network
from core.specs.training_spec import TrainingSpec
from core.training.opening import open_pictures
from core.training.stages import read_measured_batch
from core.training.targets import encode_targets

if TYPE_CHECKING:
    import keras

BATCH = 32
BY_HEART = 10  # pictures
SECONDS, MOST_STEPS = 2.0, 400  # of learning them, after the first step has traced the graph


def work(context: JobContext[TrainingSpec]) -> None:
    """Look at the network that the spec asks for.

    Raises:
        InputError: there is no such dataset, or the pretrained weights cannot be had.
        Cancelled: the job should end.

    """
    spec, phases, cancel = context.spec, context.phases, context.cancel
    dataset, pictures = open_pictures(context)
    phases.enter("loading")
    # Imported here: Keras takes seconds, and a mistake in the dataset shall be told before.
    import keras

    cancel.raise_if_cancelled()
    phases.enter("measuring_layers")
    classes = len(dataset.classes)
    plain = strip_for_prediction(describe_network(spec, classes))
    keras.utils.set_random_seed(spec.seed)
    layers = _measure_layers(spec, plain, pictures, classes)
    cancel.raise_if_cancelled()
    losses, seconds = _learn_by_heart(spec, without(plain, Dropout), pictures, classes)
    context.job.write_result(
        FirstBatch(layers=layers, losses=losses, pictures=BY_HEART, step_seconds=seconds)
    )  # fmt: skip


def _measure_layers(
    spec: TrainingSpec, architecture: Architecture, pictures: Decoded, classes: int
) -> tuple[LayerNumbers, ...]:
    """Output spreads and dead units of a pass as in training, then the gradients of one step."""
    import keras

    from core.training.keras.compiling import compile_model
    from core.training.watching.probe import ends_in_relu

    model = compile_model(spec, architecture, classes, total_steps=spec.epochs)  # an epoch of one step is measured
    images, labels = read_measured_batch(spec, pictures)
    images, labels = images[:BATCH], labels[:BATCH]
    layers = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    probe = keras.Model(model.input, [layer.output for layer in layers])
    answers = keras.tree.flatten(probe(images.astype(np.float32), training=True))
    outputs = [keras.ops.convert_to_numpy(one) for one in answers]
    model.train_on_batch(images, encode_targets(labels, classes))
    gradients = _read_gradients(model)
    return tuple(
        LayerNumbers(
            name=layer.name, kind=type(layer).__name__, spread=float(output.astype(np.float64).std()),
            dead=_count_dead(output) if ends_in_relu(layer) else None, gradient=gradients.get(layer.name),
        )
        for layer, output in zip(layers, outputs, strict=True)
    )  # fmt: skip


def _count_dead(output: np.ndarray) -> float:
    """The share of the last axis that is 0 for every picture and at every place."""
    return float((output.max(axis=tuple(range(output.ndim - 1))) <= 0).mean())


def _read_gradients(model: "keras.Model") -> dict[str, float]:
    """The root mean square of each layer's gradients in the last step."""
    from core.training.watching.gradients import read_squared_gradients

    squares = dict(zip((id(one) for one in model.trainable_variables), read_squared_gradients(model), strict=True))
    found = {}
    for layer in model.layers:
        mine = layer.trainable_variables
        count = sum(int(np.prod(one.shape)) for one in mine)
        if count:
            found[layer.name] = float(np.sqrt(sum(squares[id(one)] for one in mine) / count))
    return found


def _learn_by_heart(
    spec: TrainingSpec, architecture: Architecture, pictures: Decoded, classes: int
) -> tuple[tuple[float, ...], float]:
    """The losses of training steps on the same few pictures, and the median seconds of a step."""
    from core.training.keras.compiling import compile_model

    chosen = _choose_few(pictures, classes)
    images, targets = pictures.images[chosen], encode_targets(pictures.labels[chosen], classes)
    calm = spec.model_copy(update={"schedule": "constant", "label_smoothing": 0.0})
    model = compile_model(calm, architecture, classes, total_steps=MOST_STEPS * spec.epochs)
    losses, seconds, began = [], [], 0.0
    for step in range(MOST_STEPS):
        started = time.perf_counter()
        model.reset_metrics()
        losses.append(float(model.train_on_batch(images, targets, return_dict=True)["loss"]))
        seconds.append(time.perf_counter() - started)
        began = time.perf_counter() if step == 0 else began
        if time.perf_counter() - began > SECONDS:
            break
    return tuple(losses), float(np.median(seconds[1:] or seconds))


def _choose_few(pictures: Decoded, classes: int) -> np.ndarray:
    """Training pictures of every class in turn."""
    train = pictures.select("train")
    by_class = [train[pictures.labels[train] == label] for label in range(classes)]
    turns = [one[turn] for turn in range(BY_HEART) for one in by_class if turn < len(one)]
    return np.array(turns[:BY_HEART])
